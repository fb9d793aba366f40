#include "protocols/font.h"

#include <ft2build.h>
#include <freetype/freetype.h>
#include <freetype/ftadvanc.h>
#include <freetype/ftoutln.h>
#include <freetype/tttables.h>
#include <freetype/tttags.h>

#include "core/error.h"
#include "core/message.h"
#include "protocols/document.h"
#include "protocols/font-kern.h"

#include <string.h>

/* What is asked again and again, for the letters of all paragraphs are the same hundred. */
#define LETTERS 0x10000
#define UNKNOWN G_MAXUINT16 /* no font has so many glyphs */
#define PAIRS 4096          /* of letters, that were asked last */

typedef struct
{
  guint16 left, right; /* letters */
  float kern;
} Pair;

struct _Font
{
  guint16 glyphs[LETTERS];
  float advances[LETTERS]; /* of the glyphs that are known */
  Pair pairs[PAIRS];       /* by their letters; empty ones are those of U+0000 */
  FT_Library library;
  FT_Face face;
  GBytes *bytes;
  KernTable *kern;
  double scale; /* font units to thousandths */
};

char *
font_path (FontFace face)
{
  static const char *const files[N_FACES] = {
    [FACE_REGULAR] = "PTF55F.ttf",
    [FACE_BOLD] = "PTF75F.ttf",
    [FACE_ITALIC] = "PTF56F.ttf",
  };
  const char *dir = g_getenv ("COUNCIL_FONTS");

  return g_build_filename (dir != NULL ? dir : COUNCIL_FONT_DIR, files[face], NULL);
}

static void
load_kern (Font *font)
{
  FT_ULong length = 0;
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (FT_Load_Sfnt_Table (font->face, TTAG_kern, 0, NULL, &length) == 0 && length > 0)
    {
      data = g_malloc (length);
      if (FT_Load_Sfnt_Table (font->face, TTAG_kern, 0, data, &length) != 0)
        length = 0;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  font->kern = kern_table_new (bytes);
}

Font *
font_load (FontFace face, GError **error)
{
  g_autofree char *path = font_path (face);
  g_autoptr (Font) font = g_new0 (Font, 1);
  g_autoptr (GError) reading = NULL;
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &reading))
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("the font cannot be read: {why} (Debian package fonts-paratype)"),
                     "why", reading->message, NULL);
      return NULL;
    }
  font->bytes = g_bytes_new_take (data, size);
  if (FT_Init_FreeType (&font->library) != 0 ||
      FT_New_Memory_Face (font->library, (const FT_Byte *) data, (FT_Long) size, 0,
                          &font->face) != 0 ||
      font->face->units_per_EM == 0 ||
      FT_Select_Charmap (font->face, FT_ENCODING_UNICODE) != 0)
    {
      council_error (error, COUNCIL_ERROR_STORAGE, N_ ("{file} is not a TrueType font"),
                     "file", path, NULL);
      return NULL;
    }
  font->scale = 1000.0 / font->face->units_per_EM;
  memset (font->glyphs, 0xFF, sizeof font->glyphs);
  load_kern (font);
  return g_steal_pointer (&font);
}

void
font_free (Font *font)
{
  if (font == NULL)
    return;
  if (font->face != NULL)
    FT_Done_Face (font->face);
  if (font->library != NULL)
    FT_Done_FreeType (font->library);
  g_clear_pointer (&font->bytes, g_bytes_unref);
  kern_table_free (font->kern);
  g_free (font);
}

static FT_UInt
glyph_of (Font *font, gunichar c)
{
  if (c >= LETTERS)
    return FT_Get_Char_Index (font->face, c);
  if (font->glyphs[c] == UNKNOWN)
    {
      FT_Fixed advance = 0;

      font->glyphs[c] = (guint16) FT_Get_Char_Index (font->face, c);
      if (FT_Get_Advance (font->face, font->glyphs[c], FT_LOAD_NO_SCALE, &advance) == 0)
        font->advances[c] = (float) ((double) advance * font->scale);
    }
  return font->glyphs[c];
}

gboolean
font_has (Font *font, gunichar c)
{
  return c <= 0xFFFF && glyph_of (font, c) != 0;
}

double
font_advance (Font *font, gunichar c)
{
  if (c >= LETTERS)
    return 0;
  glyph_of (font, c);
  return font->advances[c];
}

double
font_kern (Font *font, gunichar left, gunichar right)
{
  Pair *pair = &font->pairs[(left * 61 + right) % PAIRS];

  if (left >= LETTERS || right >= LETTERS)
    return 0;
  if (pair->left != left || pair->right != right)
    *pair = (Pair){ (guint16) left, (guint16) right,
                    (float) (kern_table_find (font->kern, (guint16) glyph_of (font, left),
                                              (guint16) glyph_of (font, right)) *
                             font->scale) };
  return pair->kern;
}

/* Marks within a text that are no letters (document.h). */
static gboolean
is_decoration (gunichar c)
{
  return c >= g_utf8_get_char (DOCUMENT_STRUCK) && c <= g_utf8_get_char (DOCUMENT_PLAIN);
}

gboolean
font_check (Font *font, const char *text, GError **error)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_autofree char *code = NULL;
      char letter[7] = { 0 };

      if (font_has (font, c == 0x00A0 ? ' ' : c) || is_decoration (c))
        continue;
      code = g_strdup_printf ("U+%04X", c);
      g_unichar_to_utf8 (g_unichar_isprint (c) ? c : '?', letter);
      return council_error (
          error, COUNCIL_ERROR_INPUT,
          N_ ("the font has no letter '{letter}' ({code}): {text} (write it "
              "with letters of the Russian, Tajik, Kyrgyz or Latin alphabet)"),
          "letter", letter, "code", code, "text", text, NULL);
    }
  return TRUE;
}

/* ---- Outlines ---------------------------------------------------------------------------- */

typedef struct
{
  GString *path;
  double scale;
  double x; /* where the letter starts */
  FT_Vector at;
  gboolean open;
} Outline;

static void
add_point (Outline *outline, double x, double y)
{
  g_string_append_printf (outline->path, "%d %d ", (int) (outline->x + x * outline->scale),
                          (int) (y * outline->scale));
}

static int
move_to (const FT_Vector *to, void *data)
{
  Outline *outline = data;

  if (outline->open)
    g_string_append (outline->path, "h\n");
  add_point (outline, to->x, to->y);
  g_string_append (outline->path, "m\n");
  outline->at = *to;
  outline->open = TRUE;
  return 0;
}

static int
line_to (const FT_Vector *to, void *data)
{
  Outline *outline = data;

  add_point (outline, to->x, to->y);
  g_string_append (outline->path, "l\n");
  outline->at = *to;
  return 0;
}

/* PDF has cubic curves only: a quadratic one is the cubic with its handles at two thirds. */
static int
conic_to (const FT_Vector *control, const FT_Vector *to, void *data)
{
  Outline *outline = data;

  add_point (outline, (outline->at.x + 2.0 * control->x) / 3,
             (outline->at.y + 2.0 * control->y) / 3);
  add_point (outline, (to->x + 2.0 * control->x) / 3, (to->y + 2.0 * control->y) / 3);
  add_point (outline, to->x, to->y);
  g_string_append (outline->path, "c\n");
  outline->at = *to;
  return 0;
}

static int
cubic_to (const FT_Vector *first, const FT_Vector *second, const FT_Vector *to, void *data)
{
  Outline *outline = data;

  add_point (outline, first->x, first->y);
  add_point (outline, second->x, second->y);
  add_point (outline, to->x, to->y);
  g_string_append (outline->path, "c\n");
  outline->at = *to;
  return 0;
}

char *
font_outline (Font *font, const char *text, double *width)
{
  static const FT_Outline_Funcs funcs = {
    .move_to = move_to, .line_to = line_to, .conic_to = conic_to, .cubic_to = cubic_to
  };
  Outline outline = { .path = g_string_new (NULL), .scale = font->scale };

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (FT_Load_Glyph (font->face, glyph_of (font, c), FT_LOAD_NO_SCALE) == 0)
        FT_Outline_Decompose (&font->face->glyph->outline, &funcs, &outline);
      outline.x += font_advance (font, c);
    }
  if (outline.open)
    g_string_append (outline.path, "h\n");
  *width = outline.x;
  return g_string_free (outline.path, FALSE);
}
