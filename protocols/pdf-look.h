/* Whether a page of an original shows what its text says, and nothing else. */
#pragma once

#include "protocols/pdf-signature.h"

/** What a page has drawn so far. */
typedef struct
{
  double x, y, width, height; /* the page */
  gboolean text;              /* some was shown */
  gboolean placed;            /* it has a place on the page */
  gboolean sized;             /* and a size that can be read */
  gboolean lines, boxes;      /* the path has some */
} PdfLook;

/**
 * pdf_look_begin:
 * @fields: (element-type PdfField): at revision @at
 *
 * Looks at a page itself: its size, and that no annotation is on it but fields of @fields.
 *
 * Returns: %NULL, or a msgid: what is wrong
 */
const char *pdf_look_begin (PdfLook *look, PdfFile *file, guint at, const PdfValue *page,
                            GPtrArray *fields);

/**
 * pdf_look_operator:
 * @form: it stands in a form, not in the page's own content
 *
 * Text is black, upright, of a readable size, and begins on the page; beside it there are thin
 * lines and small black boxes; what else there is (a mark across the page) is a form that is
 * drawn before any text.
 *
 * Returns: %NULL, or a msgid: what is wrong
 */
const char *
pdf_look_operator (PdfLook *look, const char *operator, GPtrArray * operands, gboolean form);

/**
 * pdf_look_print:
 * @steps: (inout): how much of it may be looked at; what was is taken off
 *
 * Returns: (transfer full) (nullable): the same for two values, of whatever file, that are the
 *   same with all that they refer to: fonts, forms; %NULL when that is too much
 */
char *pdf_look_print (PdfFile *file, guint at, const PdfValue *value, gsize *steps);
