/* Handles: the short words by which people name rows. */
#pragma once

#include <glib.h>

/**
 * handle_check:
 * @handle: what was given
 * @what: an N_() word for the error: "code", "handle"
 * @error: %COUNCIL_ERROR_USAGE when it is not 2 to 40 Latin lower-case letters, digits and single
 *   hyphens, a letter first
 */
gboolean handle_check (const char *handle, const char *what, GError **error);
