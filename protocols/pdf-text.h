/* What the pages of a PDF file say, in the order in which they say it. */
#pragma once

#include "protocols/pdf-signature.h"

/** A passage: a paragraph, a heading, a cell, as its tags divide the page. */
typedef struct
{
  guint page; /* from 1 */
  char *text; /* UTF-8; words in one line, soft hyphens gone */
} PdfBlock;

/**
 * pdf_text_blocks:
 * @at: revision
 * @fields: (element-type PdfField): its signature fields
 * @drawn_with: (element-type utf8): a set that gets pdf_look_print() of every font and form in use
 * @error: %COUNCIL_ERROR_INPUT when a page cannot be read, has letters that nobody can tell (fonts
 *   that do not say which characters they show), or shows more or less than its text (pdf-look.h)
 *
 * Page numbers, which are marked as no part of the text, are left out, as is what form fields show.
 *
 * Returns: (transfer full) (element-type PdfBlock)
 */
GPtrArray *pdf_text_blocks (PdfFile *file, guint at, GPtrArray *fields, GHashTable *drawn_with,
                            GError **error);
