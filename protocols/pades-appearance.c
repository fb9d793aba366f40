/* What a signature shows in its field: lines of text, in the font that the field brings along. */
#include "protocols/pades-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/pdf-stream.h"

#include <string.h>

#define CODES 0x10000
#define LARGEST 8.5 /* points */
#define SMALLEST 4.5
#define STEP 0.5
#define LEADING 1.18 /* of the size */
#define MARGIN 3.0   /* points, from the edge to the text */
#define FRAME 0.5

typedef struct
{
  double widths[CODES]; /* thousandths of the size; below 0: no such letter */
} Letters;

/* --- the font ----------------------------------------------------------------------------------- */

static void
read_widths (PdfFile *file, guint at, const PdfValue *list, Letters *letters)
{
  for (guint i = 0; i + 1 < pdf_count (list);)
    {
      const PdfValue *first = pdf_item (list, i), *next = pdf_item (list, i + 1);

      if (next->kind == PDF_ARRAY)
        {
          for (guint k = 0; k < pdf_count (next); k++)
            if (first->integer >= 0 && first->integer + k < CODES)
              letters->widths[first->integer + k] = pdf_item (next, k)->real;
          i += 2;
        }
      else
        {
          const PdfValue *width = pdf_item (list, i + 2);

          for (gint64 c = MAX (first->integer, 0);
               width != NULL && c <= next->integer && c < CODES; c++)
            letters->widths[c] = width->real;
          i += 3;
        }
    }
}

/* Letters that the subset lacks are not there, whatever width is said. */
static void
drop_missing (PdfFile *file, guint at, const PdfValue *descriptor, Letters *letters)
{
  const PdfValue *reference = pdf_get (descriptor, "CIDSet");
  const PdfObject *object = reference != NULL && reference->kind == PDF_REFERENCE
                                ? pdf_file_object (file, at, reference->integer)
                                : NULL;
  g_autoptr(GBytes) bits = pdf_file_stream (file, at, object);
  gsize n = 0;
  const guint8 *data = bits ? g_bytes_get_data (bits, &n) : NULL;

  for (guint c = 0; c < CODES; c++)
    if (c / 8 >= n || (data[c / 8] & (0x80 >> c % 8)) == 0)
      letters->widths[c] = -1;
}

/* The font of the empty appearance: two bytes a letter, its code being its Unicode value. */
static Letters *
read_letters (PdfFile *file, guint at, const PdfValue *widget, gint64 *number)
{
  const PdfValue *form = pdf_file_get (file, at, pdf_get (widget, "AP"), "N");
  const PdfValue *fonts =
      pdf_file_get (file, at, pdf_file_get (file, at, form, "Resources"), "Font");
  const PdfValue *reference = pdf_get (fonts, "F0");
  const PdfValue *font = pdf_file_value (file, at, reference);
  const PdfValue *descendant = pdf_file_value (
      file, at, pdf_item (pdf_file_get (file, at, font, "DescendantFonts"), 0));
  const PdfValue *standard = pdf_get (descendant, "DW");
  Letters *letters;

  if (reference == NULL || reference->kind != PDF_REFERENCE || descendant == NULL ||
      !pdf_is_name (pdf_get (font, "Encoding"), "Identity-H"))
    return NULL;
  *number = reference->integer;
  letters = g_new0 (Letters, 1);
  for (guint c = 0; c < CODES; c++)
    letters->widths[c] = standard != NULL ? standard->real : 1000;
  read_widths (file, at, pdf_file_get (file, at, descendant, "W"), letters);
  drop_missing (file, at, pdf_file_get (file, at, descendant, "FontDescriptor"), letters);
  return letters;
}

static gboolean
check_letters (const Letters *letters, const char *text, GError **error)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_autofree char *letter =
          g_strdup_printf ("%.*s (U+%04X)", (int) (g_utf8_next_char (p) - p), p, c);

      if (c >= CODES || letters->widths[c] < 0)
        return council_error (error, COUNCIL_ERROR_INPUT,
                              N_ ("the signature cannot be drawn: the original's font has no "
                                  "letter {letter}"),
                              "letter", letter, NULL);
    }
  return TRUE;
}

/* --- lines -------------------------------------------------------------------------------------- */

static double
measure (const Letters *letters, const char *text, gsize n)
{
  double width = 0;

  for (const char *p = text; p < text + n; p = g_utf8_next_char (p))
    width += letters->widths[g_utf8_get_char (p)];
  return width / 1000;
}

/* @text in lines of at most @width ems, broken at spaces; %FALSE when a word is too long. */
static gboolean
break_line (const Letters *letters, const char *text, double width, GPtrArray *out)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  GString *line = g_string_new (NULL);
  gboolean fits = TRUE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *longer =
          line->len > 0 ? g_strconcat (line->str, " ", words[i], NULL) : g_strdup (words[i]);

      if (measure (letters, longer, strlen (longer)) <= width)
        {
          g_string_assign (line, longer);
          continue;
        }
      fits = fits && measure (letters, words[i], strlen (words[i])) <= width;
      if (line->len > 0)
        g_ptr_array_add (out, g_strdup (line->str));
      g_string_assign (line, words[i]);
    }
  g_ptr_array_add (out, g_string_free (line, FALSE));
  return fits;
}

/* The largest size at which all lines fit; the smallest if none does. */
static GPtrArray *
fit_lines (const Letters *letters, const char *const *lines, double width, double height,
           double *size)
{
  *size = LARGEST;
  while (TRUE)
    {
      GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
      gboolean fits = TRUE;

      for (guint i = 0; lines[i] != NULL; i++)
        fits = break_line (letters, lines[i], (width - 2 * MARGIN) / *size, out) && fits;
      if (*size <= SMALLEST || (fits && out->len * LEADING * *size <= height - 2 * MARGIN))
        return out;
      g_ptr_array_unref (out);
      *size -= STEP;
    }
}

static void
append_numbers (GString *out, const double *numbers, guint n)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s ",
                            g_ascii_formatd (buffer, sizeof buffer, "%.2f", numbers[i]));
}

static void
append_line (GString *out, const char *line)
{
  g_string_append_c (out, '<');
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_printf (out, "%04X", g_utf8_get_char (p));
  g_string_append (out, "> Tj\n");
}

static char *
draw (GPtrArray *lines, double size, double width, double height)
{
  GString *out = g_string_new ("q 0 G 0 g ");
  double frame[] = { FRAME / 2, FRAME / 2, width - FRAME, height - FRAME };
  double thickness = FRAME, leading = size * LEADING;
  double block = lines->len * leading;
  double first[] = { MARGIN, (height + block) / 2 - size * 0.9 };

  append_numbers (out, &thickness, 1);
  g_string_append (out, "w ");
  append_numbers (out, frame, 4);
  g_string_append (out, "re S\nBT /F0 ");
  append_numbers (out, &size, 1);
  g_string_append (out, "Tf ");
  append_numbers (out, &leading, 1);
  g_string_append (out, "TL ");
  append_numbers (out, first, 2);
  g_string_append (out, "Td\n");
  for (guint i = 0; i < lines->len; i++)
    {
      if (i > 0)
        g_string_append (out, "T* ");
      append_line (out, g_ptr_array_index (lines, i));
    }
  g_string_append (out, "ET Q");
  return g_string_free (out, FALSE);
}

char *
pades_appearance (PdfFile *file, const PdfValue *widget, const char *const *lines,
                  double *width, double *height, gint64 *font, GError **error)
{
  guint at = pdf_file_revisions (file) - 1;
  g_autofree Letters *letters = read_letters (file, at, widget, font);
  const PdfValue *box = pdf_file_get (file, at, widget, "Rect");
  g_autoptr(GPtrArray) set = NULL;
  double size;

  if (letters == NULL || pdf_count (box) != 4)
    {
      council_error (error, COUNCIL_ERROR_INPUT,
                     N_ ("the signature cannot be drawn: its field brings no font along"),
                     NULL);
      return NULL;
    }
  *width = pdf_item (box, 2)->real - pdf_item (box, 0)->real;
  *height = pdf_item (box, 3)->real - pdf_item (box, 1)->real;
  for (guint i = 0; lines[i] != NULL; i++)
    if (!check_letters (letters, lines[i], error))
      return NULL;
  set = fit_lines (letters, lines, *width, *height, &size);
  return draw (set, size, *width, *height);
}
