/* Shared by pdf*.c, the only files that know libharu. */
#pragma once

#include <glib.h>
#include <hpdf.h>

#include "protocols/document-private.h"
#include "protocols/layout.h"

/* A bit for every code: code, CID and Unicode are one here. */
#define CODES 0x10000

typedef struct
{
  const Layout *layout;
  const Document *document;
  HPDF_Doc doc;
  HPDF_Font fonts[N_FACES]; /* %NULL: not used by any page */
  guint8 *used[N_FACES];    /* bits of the codes used; the highest bit is the first */
  HPDF_Dict marks;          /* form XObject, or %NULL */
  HPDF_Array fields;        /* of the AcroForm; %NULL while there is none */
  GChecksum *content;       /* of everything that makes the file what it is */
} PdfWriter;

/** pdf_load_fonts: embeds the faces that the pages use. */
gboolean pdf_load_fonts (PdfWriter *writer, GError **error);

/** pdf_finish_fonts: once all pages are written: subset, ToUnicode, CIDSet, CapHeight. */
void pdf_finish_fonts (PdfWriter *writer);

/** pdf_add_marks: makes the form that every page shows beneath its text. */
void pdf_add_marks (PdfWriter *writer);

/** pdf_use_glyph: puts @c into the subset of @face. */
void pdf_use_glyph (PdfWriter *writer, FontFace face, gunichar c);

/** pdf_has_fields: whether the document has a place for electronic signatures. */
gboolean pdf_has_fields (const PdfWriter *writer);

/** pdf_add_fields: makes the signature fields of a strip whose upper edge is at @top. */
void pdf_add_fields (PdfWriter *writer, HPDF_Page page, const Strip *strip, double top);

/** pdf_add_page: writes one page. */
void pdf_add_page (PdfWriter *writer, const LayoutPage *source);

/** pdf_add_metadata: Info, XMP, language, identifier and output intent. */
gboolean pdf_add_metadata (PdfWriter *writer, GError **error);

/** pdf_stream_new: (transfer none): a stream object of @doc holding @size bytes of @data. */
HPDF_Dict pdf_stream_new (HPDF_Doc doc, const void *data, gsize size, gboolean compress);

/** pdf_add_text: a text string of @dict, in UTF-16 so that readers show every letter; nothing when
 * @value is %NULL. */
void pdf_add_text (PdfWriter *writer, HPDF_Dict dict, const char *key, const char *value);

/** pdf_append_number: a number as PDF writes it, to a hundredth. */
void pdf_append_number (GString *out, double number);
