/* Pages into a PDF file: PDF/A-1b, by libharu. */
#pragma once

#include <glib.h>

#include "protocols/layout.h"

/**
 * pdf_write:
 * @layout: the pages
 * @document: for its metadata and marks
 * @error: %COUNCIL_ERROR_STORAGE when a font or colour profile cannot be read
 *
 * Returns: (transfer full): the file's bytes, always the same for the same pages and metadata
 */
GBytes *pdf_write (const Layout *layout, const Document *document, GError **error);
