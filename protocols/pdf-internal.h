/* Shared by pdf*.c, the only files that know libharu. */
#pragma once

#include <glib.h>
#include <hpdf.h>

#include "protocols/document-private.h"
#include "protocols/layout.h"
#include "protocols/pdf-stream-pack.h"

/* A bit for every code: code, CID and Unicode are one here. */
#define CODES 0x10000

/* What is tagged so far; pdf-tags.c alone knows how. */
typedef struct _PdfTags PdfTags;

typedef struct
{
  const Layout *layout;
  const Document *document;
  HPDF_Doc doc;
  HPDF_Font fonts[N_FACES]; /* %NULL: not used by any page */
  guint8 *used[N_FACES];    /* bits of the codes used; the highest bit is the first */
  HPDF_Dict marks;          /* form XObject, or %NULL */
  HPDF_Array fields;        /* of the AcroForm; %NULL while there is none */
  PdfTags *tags;
  PdfPacker *packer;
  GPtrArray *streams; /* HPDF_Dict: whose content it packs, in that order */
  double spacing;     /* between glyphs, in force on the page, points */
  GChecksum *content; /* of everything that makes the file what it is */
} PdfWriter;

/** pdf_font: (transfer none): the font of @face, to be named before it is known which of its
 * letters are used. */
HPDF_Font pdf_font (PdfWriter *writer, FontFace face);

/** pdf_finish_fonts: once all pages are written: embeds what they use of the fonts. */
gboolean pdf_finish_fonts (PdfWriter *writer, GError **error);

/** pdf_add_marks: makes the form that every page shows beneath its text. */
void pdf_add_marks (PdfWriter *writer);

/** pdf_use_glyph: puts @c into the subset of @face. */
void pdf_use_glyph (PdfWriter *writer, FontFace face, gunichar c);

/** pdf_add_fields: makes the signature fields of a strip whose upper left corner is at @left, @top. */
void pdf_add_fields (PdfWriter *writer, HPDF_Page page, const Strip *strip, double left,
                     double top);

/** pdf_add_page: writes one page. */
void pdf_add_page (PdfWriter *writer, const LayoutPage *source);

/** pdf_tags_new: (transfer full): no tags yet; @doc and @layout outlive them. */
PdfTags *pdf_tags_new (HPDF_Doc doc, const Layout *layout);

/** pdf_tags_free: only after the document was freed, which writes from them. */
void pdf_tags_free (PdfTags *tags);

/** pdf_tags_begin_page: what is opened from now on stands on @page. */
void pdf_tags_begin_page (PdfTags *tags, HPDF_Page page);

/** pdf_tags_open: what is written to @out from now on belongs to @element; nothing happens if it
 * does already. */
void pdf_tags_open (PdfTags *tags, GString *out, const LayoutElement *element);

/** pdf_tags_close: what is written to @out from now on belongs to no element. */
void pdf_tags_close (PdfTags *tags, GString *out);

/** pdf_tags_add_annotation: an annotation of the page that was begun last. */
void
pdf_tags_add_annotation (PdfTags *tags, const LayoutElement *element, HPDF_Dict annotation);

/** pdf_tags_finish: once all pages are written: adds the structure to the document. */
void pdf_tags_finish (PdfTags *tags);

/** pdf_add_metadata: Info, XMP, language and output intent. */
gboolean pdf_add_metadata (PdfWriter *writer, GError **error);

/** pdf_add_identifier: once all is written that the file's content is. */
void pdf_add_identifier (PdfWriter *writer);

/** pdf_stream_new: (transfer none): a stream object holding @size bytes of @data, packed. */
HPDF_Dict pdf_stream_new (PdfWriter *writer, const void *data, gsize size);

/** pdf_stream_new_plain: (transfer none): the same as it stands. */
HPDF_Dict pdf_stream_new_plain (PdfWriter *writer, const void *data, gsize size);

/** pdf_stream_pack: @stream: an empty stream; @data: (transfer full): what it will hold once it is
 * packed. */
void pdf_stream_pack (PdfWriter *writer, HPDF_Dict stream, GBytes *data);

/** pdf_finish_streams: once all are made: waits for those that are still to be packed. */
void pdf_finish_streams (PdfWriter *writer);

/** pdf_add_text: a text string of @dict, in UTF-16 so that readers show every letter; nothing when
 * @value is %NULL. */
void pdf_add_text (PdfWriter *writer, HPDF_Dict dict, const char *key, const char *value);

/** pdf_append_number: a number as PDF writes it, to a hundredth. */
void pdf_append_number (GString *out, double number);
