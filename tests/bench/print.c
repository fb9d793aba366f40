/* The same text for the program and its peers: bench-print MODE PAGES [LINES] >OUT
 *
 * council: our PDF.  lines: where each line of it stands, for the next.  bare: a PDF with libharu
 * alone that draws the lines of the file LINES and lays out nothing.  html, typst, odt: the text
 * for others to set. */
#include <stdio.h>
#include <string.h>

#include <hpdf.h>

#include "protocols/layout.h"
#include "protocols/paragraph.h"
#include "protocols/typography.h"
#include "tests/protocols/sample.h"

#define PARAGRAPHS_A_PAGE 7.1 /* of the sample's, as our default style sets them */

static guint
count_paragraphs (guint pages)
{
  return (guint) (pages * PARAGRAPHS_A_PAGE);
}

/* No two paragraphs are alike: each ends in its number. */
static char *
paragraph (guint i)
{
  return g_strdup_printf ("%s Пункт %u.", sample_paragraphs[i % 3], i + 1);
}

static Document *
make_document (guint pages)
{
  Document *document = document_new ("Протокол", "ru");

  document_add_title (document, "ПРОТОКОЛ");
  for (guint i = 0; i < count_paragraphs (pages); i++)
    {
      g_autofree char *text = paragraph (i);

      if (i % 10 == 0)
        document_add_heading (document, "О сотрудничестве");
      document_add_paragraph (document, text);
    }
  return document;
}

/* ---- Ours -------------------------------------------------------------------------------- */

static void
write_ours (guint pages)
{
  g_autoptr(Document) document = make_document (pages);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = document_render (document, NULL, &error);

  g_assert_no_error (error);
  fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stdout);
}

static void
write_line (const LayoutText *text, double top, double height)
{
  printf ("%d %.2f %.2f %.2f ", text->face, text->size, text->x, height - top - text->y);
  for (guint i = 0; i < text->n_glyphs; i++)
    {
      gunichar c = text->glyphs[i].c;
      char letter[7] = { 0 };

      g_unichar_to_utf8 (c == SOFT_HYPHEN ? '-' : c, letter);
      fputs (letter, stdout);
    }
  putchar ('\n');
}

static void
write_lines (guint pages)
{
  g_autoptr(Document) document = make_document (pages);
  g_autoptr(GError) error = NULL;
  g_autoptr(Layout) layout = layout_document (document, &document_style_default, &error);

  g_assert_no_error (error);
  for (guint p = 0; p < layout->pages->len; p++)
    {
      const LayoutPage *page = g_ptr_array_index (layout->pages, p);

      puts ("page");
      if (page->number != NULL)
        write_line (page->number, 0, layout->height);
      for (guint s = 0; s < page->strips->len; s++)
        {
          const PlacedStrip *placed = &g_array_index (page->strips, PlacedStrip, s);

          for (guint t = 0; t < placed->strip->texts->len; t++)
            write_line (g_ptr_array_index (placed->strip->texts, t), placed->y,
                        layout->height);
        }
    }
}

/* ---- libharu alone ----------------------------------------------------------------------- */

static void
draw_line (HPDF_Page page, HPDF_Font *fonts, char *line)
{
  char *rest;
  long face = strtol (line, &rest, 10);
  float size = strtof (rest, &rest), x = strtof (rest, &rest), y = strtof (rest, &rest);

  HPDF_Page_BeginText (page);
  HPDF_Page_SetFontAndSize (page, fonts[face], size);
  HPDF_Page_TextOut (page, x, y, rest + 1);
  HPDF_Page_EndText (page);
}

static void
write_bare (const char *path)
{
  HPDF_Doc doc = HPDF_New (NULL, NULL);
  HPDF_Font fonts[N_FACES] = { NULL };
  HPDF_Page page = NULL;
  FILE *lines = fopen (path, "r");
  char line[4096];
  HPDF_BYTE part[16384];
  HPDF_UINT32 size;

  g_assert_nonnull (lines);
  HPDF_SetCompressionMode (doc, HPDF_COMP_ALL);
  HPDF_UseUTFEncodings (doc);
  for (int face = FACE_REGULAR; face <= FACE_BOLD; face++)
    {
      g_autofree char *file = font_path ((FontFace) face);

      fonts[face] =
          HPDF_GetFont (doc, HPDF_LoadTTFontFromFile (doc, file, HPDF_TRUE), "UTF-8");
    }
  while (fgets (line, sizeof line, lines) != NULL)
    {
      line[strcspn (line, "\n")] = '\0';
      if (strcmp (line, "page") == 0)
        {
          page = HPDF_AddPage (doc);
          HPDF_Page_SetSize (page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
        }
      else
        draw_line (page, fonts, line);
    }
  fclose (lines);
  HPDF_SaveToStream (doc);
  HPDF_ResetStream (doc);
  do
    {
      size = sizeof part;
      HPDF_ReadFromStream (doc, part, &size);
      fwrite (part, 1, size, stdout);
    }
  while (size == sizeof part);
  g_assert_cmpuint (HPDF_GetError (doc) & 0xFFFF, ==, 0);
  HPDF_Free (doc);
}

/* ---- For the peers ----------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *begin;
  const char *heading; /* with its text */
  const char *before;  /* a paragraph */
  const char *after;
  const char *end;
} Peer;

static const Peer peers[] = {
  { "html",
    "<!DOCTYPE html><html lang=\"ru\"><meta charset=\"utf-8\"><title>Протокол</title><style>"
    "@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page) } }"
    "body { font: 14pt/1.38 \"PT Serif\"; margin: 0 } p { margin: 0; text-indent: 12.5mm;"
    " text-align: justify; hyphens: auto; orphans: 2; widows: 2 } h2 { font-size: 14pt }"
    "</style><h1>ПРОТОКОЛ</h1>\n",
    "<h2>О сотрудничестве</h2>\n", "<p>", "</p>\n", "</html>\n" },
  { "typst",
    "#set document(title: \"Протокол\")\n#set page(paper: \"a4\", numbering: \"1\","
    " margin: (left: 30mm, right: 15mm, top: 20mm, bottom: 20mm))\n"
    "#set text(font: \"PT Serif\", size: 14pt, lang: \"ru\", hyphenate: true)\n"
    "#set par(justify: true, first-line-indent: 12.5mm, leading: 0.6em)\n= ПРОТОКОЛ\n",
    "\n== О сотрудничестве\n", "\n", "\n", "\n" },
  { "odt",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document"
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
    " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
    " office:version=\"1.2\" office:mimetype=\"application/vnd.oasis.opendocument.text\">"
    "<office:font-face-decls><style:font-face style:name=\"F\" svg:font-family=\"PT Serif\"/>"
    "</office:font-face-decls><office:automatic-styles><style:style style:name=\"P\""
    " style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"justify\""
    " fo:text-indent=\"12.5mm\" fo:line-height=\"115%\"/><style:text-properties"
    " style:font-name=\"F\" fo:font-size=\"14pt\" fo:language=\"ru\" fo:country=\"RU\""
    " fo:hyphenate=\"true\"/></style:style><style:page-layout style:name=\"L\">"
    "<style:page-layout-properties fo:page-width=\"210mm\" fo:page-height=\"297mm\""
    " fo:margin-left=\"30mm\" fo:margin-right=\"15mm\" fo:margin-top=\"20mm\""
    " fo:margin-bottom=\"20mm\"/></style:page-layout></office:automatic-styles>"
    "<office:master-styles><style:master-page style:name=\"Standard\""
    " style:page-layout-name=\"L\"/></office:master-styles><office:body><office:text>\n",
    "<text:h text:outline-level=\"2\">О сотрудничестве</text:h>\n",
    "<text:p text:style-name=\"P\">", "</text:p>\n",
    "</office:text></office:body></office:document>\n" },
};

static void
write_text (const Peer *peer, guint pages)
{
  fputs (peer->begin, stdout);
  for (guint i = 0; i < count_paragraphs (pages); i++)
    {
      g_autofree char *text = paragraph (i);

      if (i % 10 == 0)
        fputs (peer->heading, stdout);
      printf ("%s%s%s", peer->before, text, peer->after);
    }
  fputs (peer->end, stdout);
}

int
main (int argc, char **argv)
{
  const char *mode = argc > 2 ? argv[1] : "";
  guint pages = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    if (strcmp (mode, peers[i].name) == 0)
      {
        write_text (&peers[i], pages);
        return 0;
      }
  if (strcmp (mode, "council") == 0)
    write_ours (pages);
  else if (strcmp (mode, "lines") == 0)
    write_lines (pages);
  else if (strcmp (mode, "bare") == 0 && argc > 3)
    write_bare (argv[3]);
  else
    return 2;
  return 0;
}
