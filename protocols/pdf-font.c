#include "core/error.h"
#include "core/message.h"
#include "protocols/pdf-internal.h"

#define CAP_HEIGHT 700 /* of all faces of PT Serif */
#define ROWS 100       /* a CMap block holds no more */

static void
note_face (gboolean *faces, const LayoutText *text)
{
  if (text != NULL)
    faces[text->face] = TRUE;
}

static void
find_faces (const Layout *layout, gboolean *faces)
{
  for (guint p = 0; p < layout->pages->len; p++)
    {
      const LayoutPage *page = g_ptr_array_index (layout->pages, p);

      note_face (faces, page->number);
      for (guint s = 0; s < page->strips->len; s++)
        {
          const Strip *strip = g_array_index (page->strips, PlacedStrip, s).strip;

          for (guint t = 0; t < strip->texts->len; t++)
            note_face (faces, g_ptr_array_index (strip->texts, t));
        }
    }
}

gboolean
pdf_load_fonts (PdfWriter *writer, GError **error)
{
  gboolean faces[N_FACES] = { FALSE };

  find_faces (writer->layout, faces);
  if (pdf_has_fields (writer))
    faces[FACE_REGULAR] = TRUE;
  for (guint face = 0; face < N_FACES; face++)
    {
      g_autofree char *path = NULL;
      const char *name;

      if (!faces[face])
        continue;
      path = font_path ((FontFace) face);
      name = HPDF_LoadTTFontFromFile (writer->doc, path, HPDF_TRUE);
      if (name != NULL)
        writer->fonts[face] = HPDF_GetFont (writer->doc, name, "UTF-8");
      if (writer->fonts[face] == NULL)
        return council_error (error, COUNCIL_ERROR_STORAGE,
                              N_ ("the font cannot be embedded: {file}"), "file", path, NULL);
    }
  return TRUE;
}

/* libharu writes a CMap of CID ranges where readers want one of characters, so that some find
 * no text at all.  Every code is its own Unicode value. */
static char *
to_unicode (const guint8 *used)
{
  GString *rows = g_string_new (NULL);
  GString *out = g_string_new ("/CIDInit /ProcSet findresource begin\n"
                               "12 dict begin\n"
                               "begincmap\n"
                               "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
                               "/Supplement 0 >> def\n"
                               "/CMapName /Adobe-Identity-UCS def\n"
                               "/CMapType 2 def\n"
                               "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
  guint n = 0;

  for (guint code = 1; code <= CODES; code++)
    {
      if (code < CODES && (used[code / 8] & (0x80 >> code % 8)) != 0)
        {
          g_string_append_printf (rows, "<%04X> <%04X>\n", code, code);
          n++;
        }
      if (n == ROWS || (code == CODES && n > 0))
        {
          g_string_append_printf (out, "%u beginbfchar\n%sendbfchar\n", n, rows->str);
          g_string_truncate (rows, 0);
          n = 0;
        }
    }
  g_string_append (out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
  g_string_free (rows, TRUE);
  return g_string_free (out, FALSE);
}

/* Which glyphs the subset holds; PDF/A-1 asks for it.  CID 0 is always there. */
static void
add_cid_set (PdfWriter *writer, FontFace face, HPDF_Dict descriptor)
{
  guint8 *used = writer->used[face];
  gsize size = CODES / 8;

  used[0] |= 0x80;
  while (size > 1 && used[size - 1] == 0)
    size--;
  HPDF_Dict_Add (descriptor, "CIDSet", pdf_stream_new (writer->doc, used, size, TRUE));
}

static void
finish_font (PdfWriter *writer, FontFace face)
{
  HPDF_Font font = writer->fonts[face];
  HPDF_FontAttr attr = font->attr;
  HPDF_Dict system_info, descriptor;
  HPDF_Dict cmap = HPDF_Dict_GetItem (font, "ToUnicode", HPDF_OCLASS_DICT);
  g_autofree char *text = to_unicode (writer->used[face]);

  if (cmap == NULL || font->before_write_fn == NULL)
    return;
  HPDF_MemStream_FreeData (cmap->stream);
  HPDF_Stream_WriteStr (cmap->stream, text);
  /* libharu makes the descriptor when it writes the font; made now, it can be completed. */
  if (font->before_write_fn (font) != HPDF_OK)
    return;
  descriptor = attr->fontdef->descriptor;
  HPDF_Dict_AddNumber (descriptor, "CapHeight", CAP_HEIGHT);
  add_cid_set (writer, face, descriptor);
  system_info = HPDF_Dict_GetItem (attr->descendant_font, "CIDSystemInfo", HPDF_OCLASS_DICT);
  if (system_info != NULL)
    HPDF_Dict_Add (system_info, "Ordering",
                   HPDF_String_New (writer->doc->mmgr, "Identity", NULL));
}

void
pdf_finish_fonts (PdfWriter *writer)
{
  for (guint face = 0; face < N_FACES; face++)
    if (writer->fonts[face] != NULL)
      finish_font (writer, (FontFace) face);
}
