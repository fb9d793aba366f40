#include <math.h>

#include "protocols/paragraph.h"
#include "protocols/pdf-internal.h"
#include "protocols/typography.h"

#define PAGE_SIZE 16384 /* bytes: more than most pages' content */
#define RULE_WIDTH 0.5
#define LEAST_EXTRA 0.05 /* thousandths: less than that is nothing */
#define MARK_GREY 0.93
#define MARK_LENGTH 0.62  /* of the page's diagonal, for one word */
#define MARKS_LENGTH 0.48 /* for each of two words, which have less room beside the diagonal */
#define MARK_SHIFT 0.72   /* of the size: two words' distance from the diagonal */
#define CAP_MIDDLE 350    /* half the height of capitals, thousandths */

/* A page has thousands of numbers, so printf() is too slow for them. */
void
pdf_append_number (GString *out, double number)
{
  char buffer[24];
  char *end = buffer + sizeof buffer, *p = end;
  gint64 hundredths = llround (fabs (number) * 100);
  guint decimals = 2;

  while (decimals > 0 && hundredths % 10 == 0)
    {
      hundredths /= 10;
      decimals--;
    }
  if (hundredths != 0 && number < 0)
    g_string_append_c (out, '-');
  do
    {
      *--p = (char) ('0' + hundredths % 10);
      hundredths /= 10;
      if (decimals > 0 && --decimals == 0)
        *--p = '.';
    }
  while (hundredths > 0 || decimals > 0 || *p == '.');
  g_string_append_len (out, p, end - p);
}

static void
append_numbers (GString *out, const double *numbers, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      pdf_append_number (out, numbers[i]);
      g_string_append_c (out, ' ');
    }
}

/* ---- Marks ------------------------------------------------------------------------------- */

/* One word from corner to corner through a point @shift above the page's middle, measured
 * across the word.  Outlines are no text: no reader or search finds them in the protocol. */
static void
append_mark (PdfWriter *writer, GString *out, const char *word, double length, double shift)
{
  double width, size, angle, x, y;
  double page_width = writer->layout->width;
  double page_height = writer->layout->height;
  g_autofree char *path = font_outline (writer->layout->fonts[FACE_BOLD], word, &width);

  size = length * hypot (page_width, page_height) / width;
  angle = atan2 (page_height, page_width);
  x = -width / 2 * size;
  y = shift * 1000 * size - CAP_MIDDLE * size;
  g_string_append (out, "q ");
  {
    double c = cos (angle), s = sin (angle);
    double move[] = { page_width / 2 + x * c - y * s, page_height / 2 + x * s + y * c };
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    double turn[] = { size * c, size * s, -size * s, size * c };

    for (guint i = 0; i < G_N_ELEMENTS (turn); i++)
      g_string_append_printf (out, "%s ",
                              g_ascii_formatd (number, sizeof number, "%.6f", turn[i]));
    append_numbers (out, move, 2);
  }
  g_string_append_printf (out, "cm\n%sf Q\n", path);
}

void
pdf_add_marks (PdfWriter *writer)
{
  DocumentMarks marks = writer->document->marks;
  gboolean both = marks == (DOCUMENT_MARK_DRAFT | DOCUMENT_MARK_SAMPLE);
  double length = both ? MARKS_LENGTH : MARK_LENGTH;
  double shift = both ? MARK_SHIFT : 0;
  g_autoptr(GString) out = g_string_new (NULL);
  HPDF_Array box;
  HPDF_Box page = { 0, 0, (HPDF_REAL) writer->layout->width,
                    (HPDF_REAL) writer->layout->height };

  if (marks == 0)
    return;
  pdf_append_number (out, MARK_GREY);
  g_string_append (out, " g\n");
  if (marks & DOCUMENT_MARK_DRAFT)
    append_mark (writer, out, "ПРОЕКТ", length, shift);
  if (marks & DOCUMENT_MARK_SAMPLE)
    append_mark (writer, out, "ОБРАЗЕЦ", length, -shift);
  writer->marks = pdf_stream_new (writer, out->str, out->len);
  if (writer->marks == NULL)
    return;
  writer->marks->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
  HPDF_Dict_AddName (writer->marks, "Type", "XObject");
  HPDF_Dict_AddName (writer->marks, "Subtype", "Form");
  HPDF_Dict_Add (writer->marks, "Resources", HPDF_Dict_New (writer->doc->mmgr));
  box = HPDF_Box_Array_New (writer->doc->mmgr, page);
  HPDF_Dict_Add (writer->marks, "BBox", box);
}

/* ---- Text -------------------------------------------------------------------------------- */

void
pdf_use_glyph (PdfWriter *writer, FontFace face, gunichar c)
{
  writer->used[face][c / 8] |= (guint8) (0x80 >> c % 8);
}

/* Whether a line's end parts two words: a space then says so to who reads without seeing. */
static gboolean
ends_word (const LayoutText *text)
{
  gunichar last = text->glyphs[text->n_glyphs - 1].c;

  return last != '-' && last != SOFT_HYPHEN;
}

/* A letter's two bytes, as they stand in a string in round brackets (PDF Reference 1.4, 3.2.3
 * "Literal Strings"); in hexadecimal digits they would be twice as many. */
static void
append_letter (GString *out, gunichar c)
{
  const char bytes[] = { (char) (c >> 8), (char) c };

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    switch (bytes[i])
      {
      case '(':
      case ')':
      case '\\':
        g_string_append_c (out, '\\');
        g_string_append_c (out, bytes[i]);
        break;
      case '\r':
        g_string_append (out, "\\r");
        break;
      default:
        g_string_append_c (out, bytes[i]);
      }
}

/* One TJ array a line: glyphs with what kerning and justification add between them. */
static void
append_glyphs (PdfWriter *writer, GString *out, const LayoutText *text)
{
  gboolean open = FALSE;

  g_string_append_c (out, '[');
  for (guint i = 0; i < text->n_glyphs; i++)
    {
      const Glyph *glyph = &text->glyphs[i];

      pdf_use_glyph (writer, text->face, glyph->c);
      if (!open)
        g_string_append_c (out, '(');
      append_letter (out, glyph->c);
      open = fabs (glyph->extra) < LEAST_EXTRA || i + 1 == text->n_glyphs;
      if (open)
        continue;
      g_string_append_c (out, ')');
      pdf_append_number (out, -glyph->extra);
    }
  if (ends_word (text))
    {
      pdf_use_glyph (writer, text->face, ' ');
      append_letter (out, ' ');
    }
  g_string_append (out, ")] TJ");
}

/* It stays in force until it is changed, even behind ET. */
static void
append_spacing (PdfWriter *writer, GString *out, double spacing)
{
  if (spacing == writer->spacing)
    return;
  writer->spacing = spacing;
  pdf_append_number (out, spacing);
  g_string_append (out, " Tc ");
}

static void
append_text (PdfWriter *writer, HPDF_Page page, GString *out, const LayoutText *text,
             double top)
{
  double place[] = { 1, 0, 0, 1, text->x, writer->layout->height - top - text->y };

  if (text->n_glyphs == 0)
    return;
  g_string_append_printf (out, "BT /%s ",
                          HPDF_Page_GetLocalFontName (page, pdf_font (writer, text->face)));
  pdf_append_number (out, text->size);
  g_string_append (out, " Tf ");
  append_numbers (out, place, G_N_ELEMENTS (place));
  g_string_append (out, "Tm ");
  append_spacing (writer, out, text->spacing * text->size / 1000);
  append_glyphs (writer, out, text);
  g_string_append (out, " ET\n");
}

static void
append_rules (PdfWriter *writer, GString *out, const PlacedStrip *placed)
{
  double height = writer->layout->height - placed->y;

  if (placed->strip->rules->len == 0)
    return;
  g_string_append (out, "/Artifact BMC ");
  for (guint i = 0; i < placed->strip->rules->len; i++)
    {
      const LayoutRule *rule = &g_array_index (placed->strip->rules, LayoutRule, i);
      double from[] = { rule->x1, height - rule->y1 };
      double to[] = { rule->x2, height - rule->y2 };

      append_numbers (out, from, 2);
      g_string_append (out, "m ");
      append_numbers (out, to, 2);
      g_string_append (out, "l S\n");
    }
  g_string_append (out, "EMC\n");
}

/* Black squares side by side are one rectangle. */
static void
append_code (const Layout *layout, GString *out)
{
  const QrCode *code = layout->code;
  double side = layout->code_side / code->size;

  g_string_append (out, "/Artifact BMC\n");
  for (guint y = 0; y < code->size; y++)
    for (guint x = 0, n; x < code->size; x += n + 1)
      {
        const guint8 *row = code->black + (gsize) y * code->size;

        for (n = 0; x + n < code->size && row[x + n]; n++)
          ;
        if (n > 0)
          {
            const double square[] = { layout->code_x + x * side,
                                      layout->height - layout->code_y - (y + 1) * side,
                                      n * side, side };

            append_numbers (out, square, G_N_ELEMENTS (square));
            g_string_append (out, "re\n");
          }
      }
  g_string_append (out, "f EMC\n");
}

/* A table's head that comes again is an artifact: it was read where the table began. */
static void
append_texts (PdfWriter *writer, HPDF_Page page, GString *out, const PlacedStrip *placed)
{
  if (placed->repeated)
    g_string_append (out, "/Artifact BMC\n");
  for (guint i = 0; i < placed->strip->texts->len; i++)
    {
      const LayoutText *text = g_ptr_array_index (placed->strip->texts, i);

      if (!placed->repeated)
        pdf_tags_open (writer->tags, out, text->element);
      append_text (writer, page, out, text, placed->y);
    }
  if (placed->repeated)
    g_string_append (out, "EMC\n");
}

/* ---- A page ------------------------------------------------------------------------------ */

void
pdf_add_page (PdfWriter *writer, const LayoutPage *source)
{
  HPDF_Page page = HPDF_AddPage (writer->doc);
  GString *out;

  if (page == NULL)
    return; /* the document remembers the error */
  out = g_string_sized_new (PAGE_SIZE);
  pdf_tags_begin_page (writer->tags, page);
  writer->spacing = 0;
  HPDF_Page_SetWidth (page, (HPDF_REAL) writer->layout->width);
  HPDF_Page_SetHeight (page, (HPDF_REAL) writer->layout->height);
  if (writer->marks != NULL)
    g_string_append_printf (out, "/Artifact BMC q /%s Do Q EMC\n",
                            HPDF_Page_GetXObjectName (page, writer->marks));
  if (source->shift != 0)
    {
      const double shift[] = { 1, 0, 0, 1, source->shift, 0 };

      append_numbers (out, shift, G_N_ELEMENTS (shift));
      g_string_append (out, "cm\n");
    }
  if (writer->layout->code != NULL && source == writer->layout->pages->pdata[0])
    append_code (writer->layout, out);
  pdf_append_number (out, RULE_WIDTH);
  g_string_append (out, " w\n");
  if (source->number != NULL)
    {
      g_string_append (out, "/Artifact BMC ");
      append_text (writer, page, out, source->number, 0);
      g_string_append (out, "EMC\n");
    }
  for (guint s = 0; s < source->strips->len; s++)
    {
      const PlacedStrip *placed = &g_array_index (source->strips, PlacedStrip, s);

      if (placed->strip->rules->len > 0)
        pdf_tags_close (writer->tags, out);
      append_rules (writer, out, placed);
      append_texts (writer, page, out, placed);
      pdf_add_fields (writer, page, placed->strip, source->shift, placed->y);
    }
  pdf_tags_close (writer->tags, out);
  pdf_stream_pack (writer, ((HPDF_PageAttr) page->attr)->contents,
                   g_string_free_to_bytes (out));
}
