/* A face as a PDF font of two-byte codes, each code, CID and Unicode value being one (PDF
 * Reference 1.4, 5.6 "Composite Fonts").
 *
 * libharu can do that as well, but describes all 65,536 codes of each font, which takes longer
 * than setting ten pages, and the subset lacks the parts of a part of a glyph. */
#include <math.h>

#include "core/error.h"
#include "core/message.h"
#include "protocols/pdf-internal.h"

#define CAP_HEIGHT 700 /* of all faces of PT Serif */
#define ROWS 100       /* a CMap block holds no more */

/* 5.7.1 "Font Descriptor Flags" */
#define SERIF 2
#define NONSYMBOLIC 32
#define ITALIC 64
#define ITALIC_ANGLE -12

HPDF_Font
pdf_font (PdfWriter *writer, FontFace face)
{
  HPDF_Dict font = writer->fonts[face];

  if (font != NULL)
    return font;
  font = HPDF_Dict_New (writer->doc->mmgr);
  if (font == NULL)
    return NULL; /* the document remembers the error */
  HPDF_Xref_Add (writer->doc->xref, font);
  font->header.obj_class |= HPDF_OSUBCLASS_FONT;
  writer->fonts[face] = font;
  return font;
}

/* ---- What was used ----------------------------------------------------------------------- */

/* (element-type gunichar), in ascending order */
static GArray *
used_letters (const PdfWriter *writer, FontFace face)
{
  const guint8 *used = writer->used[face];
  GArray *letters = g_array_new (FALSE, FALSE, sizeof (gunichar));

  for (gunichar c = 1; c < CODES; c++)
    if (used[c / 8] == 0)
      c |= 7;
    else if ((used[c / 8] & (0x80 >> c % 8)) != 0)
      g_array_append_val (letters, c);
  return letters;
}

/* Six capitals and "+", which differ for another subset (5.5.3 "Font Subsets"). */
static char *
subset_name (const PdfWriter *writer, FontFace face, const char *name)
{
  g_autofree char *digest =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, writer->used[face], CODES / 8);
  char tag[8] = "AAAAAA+";

  for (guint i = 0; i < 6; i++)
    tag[i] = (char) ('A' + g_ascii_xdigit_value (digest[i]));
  return g_strconcat (tag, name, NULL);
}

/* ---- Parts of the font ------------------------------------------------------------------- */

static HPDF_Dict
new_object (PdfWriter *writer, const char *type)
{
  HPDF_Dict object = HPDF_Dict_New (writer->doc->mmgr);

  if (object == NULL)
    return NULL;
  HPDF_Xref_Add (writer->doc->xref, object);
  HPDF_Dict_AddName (object, "Type", type);
  return object;
}

/* Every code is its own Unicode value. */
static HPDF_Dict
to_unicode (PdfWriter *writer, const GArray *letters)
{
  g_autoptr(GString) out =
      g_string_new ("/CIDInit /ProcSet findresource begin\n"
                    "12 dict begin\n"
                    "begincmap\n"
                    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
                    "/Supplement 0 >> def\n"
                    "/CMapName /Adobe-Identity-UCS def\n"
                    "/CMapType 2 def\n"
                    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");

  for (guint i = 0; i < letters->len; i++)
    {
      gunichar c = g_array_index (letters, gunichar, i);

      if (i % ROWS == 0)
        g_string_append_printf (out, "%u beginbfchar\n", MIN (letters->len - i, ROWS));
      g_string_append_printf (out, "<%04X> <%04X>\n", c, c);
      if ((i + 1) % ROWS == 0 || i + 1 == letters->len)
        g_string_append (out, "endbfchar\n");
    }
  g_string_append (out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  return pdf_stream_new (writer, out->str, out->len);
}

/* Letters in a row share an array: 32 [270 344 504]. */
static HPDF_Array
make_widths (PdfWriter *writer, FontFace face, const GArray *letters)
{
  HPDF_MMgr mmgr = writer->doc->mmgr;
  HPDF_Array widths = HPDF_Array_New (mmgr), row = NULL;

  for (guint i = 0; i < letters->len; i++)
    {
      gunichar c = g_array_index (letters, gunichar, i);
      double width = font_advance (writer->layout->fonts[face], c);

      if (i == 0 || g_array_index (letters, gunichar, i - 1) + 1 != c)
        {
          row = HPDF_Array_New (mmgr);
          HPDF_Array_AddNumber (widths, (HPDF_INT32) c);
          HPDF_Array_Add (widths, row);
        }
      HPDF_Array_AddNumber (row, (HPDF_INT32) lround (width));
    }
  return widths;
}

static HPDF_Dict
make_glyph_map (PdfWriter *writer, FontFace face, const GArray *letters)
{
  gunichar last = g_array_index (letters, gunichar, letters->len - 1);
  g_autofree guint8 *map = g_new0 (guint8, 2 * (gsize) (last + 1));

  for (guint i = 0; i < letters->len; i++)
    {
      gunichar c = g_array_index (letters, gunichar, i);
      guint16 glyph = font_glyph (writer->layout->fonts[face], c);

      map[2 * (gsize) c] = (guint8) (glyph >> 8);
      map[2 * (gsize) c + 1] = (guint8) glyph;
    }
  return pdf_stream_new (writer, map, 2 * (gsize) (last + 1));
}

/* Which glyphs the subset holds; PDF/A-1 asks for it.  CID 0 is always there. */
static HPDF_Dict
make_cid_set (PdfWriter *writer, FontFace face, const GArray *letters)
{
  guint8 *used = writer->used[face];

  used[0] |= 0x80;
  return pdf_stream_new (writer, used,
                         g_array_index (letters, gunichar, letters->len - 1) / 8 + 1);
}

static HPDF_Dict
make_font_file (PdfWriter *writer, FontFace face, const GArray *letters)
{
  g_autoptr(GBytes) subset = font_subset (writer->layout->fonts[face],
                                           (const gunichar *) letters->data, letters->len);
  gsize size = 0;
  const void *data = subset ? g_bytes_get_data (subset, &size) : NULL;
  HPDF_Dict file = data ? pdf_stream_new (writer, data, size) : NULL;

  if (file != NULL)
    HPDF_Dict_AddNumber (file, "Length1", (HPDF_INT32) size);
  return file;
}

static HPDF_Dict
make_descriptor (PdfWriter *writer, FontFace face, const char *name, const GArray *letters)
{
  HPDF_MMgr mmgr = writer->doc->mmgr;
  FontFacts facts = font_facts (writer->layout->fonts[face]);
  HPDF_Dict descriptor = new_object (writer, "FontDescriptor");
  HPDF_Dict file = make_font_file (writer, face, letters);
  HPDF_Array box = HPDF_Array_New (mmgr);
  gboolean italic = face == FACE_ITALIC;

  if (descriptor == NULL || file == NULL)
    return NULL;
  HPDF_Dict_AddName (descriptor, "FontName", name);
  HPDF_Dict_AddNumber (descriptor, "Flags", SERIF | NONSYMBOLIC | (italic ? ITALIC : 0));
  HPDF_Dict_Add (descriptor, "FontBBox", box);
  for (guint i = 0; i < G_N_ELEMENTS (facts.box); i++)
    HPDF_Array_AddNumber (box, facts.box[i]);
  HPDF_Dict_AddNumber (descriptor, "ItalicAngle", italic ? ITALIC_ANGLE : 0);
  HPDF_Dict_AddNumber (descriptor, "Ascent", facts.ascent);
  HPDF_Dict_AddNumber (descriptor, "Descent", facts.descent);
  HPDF_Dict_AddNumber (descriptor, "CapHeight", CAP_HEIGHT);
  HPDF_Dict_AddNumber (descriptor, "StemV", 0); /* not known */
  HPDF_Dict_Add (descriptor, "FontFile2", file);
  HPDF_Dict_Add (descriptor, "CIDSet", make_cid_set (writer, face, letters));
  return descriptor;
}

static HPDF_Dict
make_descendant (PdfWriter *writer, FontFace face, const char *name, const GArray *letters)
{
  HPDF_MMgr mmgr = writer->doc->mmgr;
  HPDF_Dict font = new_object (writer, "Font");
  HPDF_Dict system = HPDF_Dict_New (mmgr);
  HPDF_Dict descriptor = make_descriptor (writer, face, name, letters);

  if (font == NULL || system == NULL || descriptor == NULL)
    return NULL;
  HPDF_Dict_AddName (font, "Subtype", "CIDFontType2");
  HPDF_Dict_AddName (font, "BaseFont", name);
  HPDF_Dict_Add (font, "CIDSystemInfo", system);
  HPDF_Dict_Add (system, "Registry", HPDF_String_New (mmgr, "Adobe", NULL));
  HPDF_Dict_Add (system, "Ordering", HPDF_String_New (mmgr, "Identity", NULL));
  HPDF_Dict_AddNumber (system, "Supplement", 0);
  HPDF_Dict_Add (font, "FontDescriptor", descriptor);
  HPDF_Dict_Add (font, "W", make_widths (writer, face, letters));
  HPDF_Dict_Add (font, "CIDToGIDMap", make_glyph_map (writer, face, letters));
  return font;
}

static gboolean
finish_font (PdfWriter *writer, FontFace face, GError **error)
{
  HPDF_Dict font = writer->fonts[face];
  g_autoptr(GArray) letters = used_letters (writer, face);
  FontFacts facts = font_facts (writer->layout->fonts[face]);
  g_autofree char *name = subset_name (writer, face, facts.name);
  HPDF_Array descendants = HPDF_Array_New (writer->doc->mmgr);
  HPDF_Dict descendant = make_descendant (writer, face, name, letters);
  g_autofree char *path = font_path (face);

  if (descendants == NULL || descendant == NULL)
    return council_error (error, COUNCIL_ERROR_STORAGE,
                          N_ ("the font cannot be embedded: {file}"), "file", path, NULL);
  HPDF_Dict_AddName (font, "Type", "Font");
  HPDF_Dict_AddName (font, "Subtype", "Type0");
  HPDF_Dict_AddName (font, "BaseFont", name);
  HPDF_Dict_AddName (font, "Encoding", "Identity-H");
  HPDF_Dict_Add (font, "DescendantFonts", descendants);
  HPDF_Array_Add (descendants, descendant);
  HPDF_Dict_Add (font, "ToUnicode", to_unicode (writer, letters));
  return TRUE;
}

gboolean
pdf_finish_fonts (PdfWriter *writer, GError **error)
{
  for (guint face = 0; face < N_FACES; face++)
    if (writer->fonts[face] != NULL && !finish_font (writer, (FontFace) face, error))
      return FALSE;
  return TRUE;
}
