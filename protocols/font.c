#include "protocols/font.h"

#include <ft2build.h>
#include <freetype/freetype.h>
#include <freetype/ftadvanc.h>
#include <freetype/ftoutln.h>

#include <math.h>

#include "core/error.h"
#include "core/message.h"
#include "protocols/document.h"
#include "protocols/font-kern.h"
#include "protocols/font-table.h"

/* What is asked again and again, for the letters of all paragraphs are the same hundred. */
#define LETTERS 0x10000
#define ROW 256    /* letters, of one or two alphabets */
#define PAIRS 4096 /* of letters, that were asked last */

typedef struct
{
  guint16 glyph; /* 0: the font lacks it */
  float advance;
} Letter;

typedef struct
{
  guint16 left, right; /* letters */
  float kern;
} Pair;

struct _Font
{
  Letter *rows[LETTERS / ROW]; /* %NULL: not asked for yet */
  Pair pairs[PAIRS];           /* by their letters; empty ones are those of U+0000 */
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
  g_autoptr(GBytes) table = font_table (font->bytes, "kern");
  g_autoptr(GBytes) none = g_bytes_new_static (NULL, 0);

  font->kern = kern_table_new (table ? table : none);
}

Font *
font_load (FontFace face, GError **error)
{
  g_autofree char *path = font_path (face);
  g_autoptr(Font) font = g_new0 (Font, 1);
  g_autoptr(GError) reading = NULL;
  GMappedFile *file = g_mapped_file_new (path, FALSE, &reading);
  const FT_Byte *data;
  gsize size;

  if (file == NULL)
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("the font cannot be read: {why} (Debian package fonts-paratype)"),
                     "why", reading->message, NULL);
      return NULL;
    }
  font->bytes = g_mapped_file_get_bytes (file);
  g_mapped_file_unref (file);
  data = g_bytes_get_data (font->bytes, &size);
  if (FT_Init_FreeType (&font->library) != 0 ||
      FT_New_Memory_Face (font->library, data, (FT_Long) size, 0, &font->face) != 0 ||
      font->face->units_per_EM == 0 ||
      FT_Select_Charmap (font->face, FT_ENCODING_UNICODE) != 0)
    {
      council_error (error, COUNCIL_ERROR_STORAGE, N_ ("{file} is not a TrueType font"),
                     "file", path, NULL);
      return NULL;
    }
  font->scale = 1000.0 / font->face->units_per_EM;
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
  for (guint i = 0; i < G_N_ELEMENTS (font->rows); i++)
    g_free (font->rows[i]);
  g_free (font);
}

static Letter *
load_row (Font *font, guint row)
{
  font->rows[row] = g_new0 (Letter, ROW);
  for (guint i = 0; i < ROW; i++)
    {
      Letter *letter = &font->rows[row][i];
      FT_Fixed advance = 0;

      letter->glyph = (guint16) FT_Get_Char_Index (font->face, row * ROW + i);
      if (letter->glyph != 0 &&
          FT_Get_Advance (font->face, letter->glyph, FT_LOAD_NO_SCALE, &advance) == 0)
        letter->advance = (float) ((double) advance * font->scale);
    }
  return font->rows[row];
}

static inline const Letter *
find_letter (Font *font, gunichar c)
{
  static const Letter none;
  Letter *row;

  if (c >= LETTERS)
    return &none;
  row = font->rows[c / ROW];
  return &(row != NULL ? row : load_row (font, c / ROW))[c % ROW];
}

guint16
font_glyph (Font *font, gunichar c)
{
  return find_letter (font, c)->glyph;
}

gboolean
font_has (Font *font, gunichar c)
{
  return find_letter (font, c)->glyph != 0;
}

double
font_advance (Font *font, gunichar c)
{
  return find_letter (font, c)->advance;
}

static inline float
find_kern (Font *font, gunichar left, gunichar right)
{
  Pair *pair = &font->pairs[(left * 61 + right) % PAIRS];

  if (left >= LETTERS || right >= LETTERS)
    return 0;
  if (pair->left != left || pair->right != right)
    *pair = (Pair){ (guint16) left, (guint16) right,
                    (float) (kern_table_find (font->kern, font_glyph (font, left),
                                              font_glyph (font, right)) *
                             font->scale) };
  return pair->kern;
}

double
font_kern (Font *font, gunichar left, gunichar right)
{
  return find_kern (font, left, right);
}

static inline gunichar
plain_space (gunichar c)
{
  return c == 0x00A0 ? ' ' : c;
}

gboolean
font_measure (Font *font, const gunichar *text, gsize n, float *advances, float *kerns)
{
  gboolean all = TRUE;

  for (gsize i = 0; i < n; i++)
    {
      gunichar c = plain_space (text[i]);
      gunichar next = i + 1 < n ? plain_space (text[i + 1]) : ' ';
      const Letter *letter = find_letter (font, c);

      all = all && letter->glyph != 0;
      advances[i] = letter->advance;
      kerns[i] = c == ' ' || next == ' ' ? 0 : find_kern (font, c, next);
    }
  return all;
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

      if (font_has (font, plain_space (c)) || is_decoration (c))
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

/* ---- To be embedded ---------------------------------------------------------------------- */

static int
in_thousandths (const Font *font, FT_Pos units)
{
  return (int) lround ((double) units * font->scale);
}

FontFacts
font_facts (Font *font)
{
  const FT_Face face = font->face;
  const FT_BBox *box = &face->bbox;
  const char *name = FT_Get_Postscript_Name (face);

  return (FontFacts){
    .name = name != NULL ? name : "Unnamed",
    .ascent = in_thousandths (font, face->ascender),
    .descent = in_thousandths (font, face->descender),
    .box = { in_thousandths (font, box->xMin), in_thousandths (font, box->yMin),
             in_thousandths (font, box->xMax), in_thousandths (font, box->yMax) }
  };
}

GBytes *
font_subset (Font *font, const gunichar *letters, guint n)
{
  g_autofree guint16 *glyphs = g_new (guint16, n);

  for (guint i = 0; i < n; i++)
    glyphs[i] = font_glyph (font, letters[i]);
  return font_table_subset (font->bytes, glyphs, n);
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

      if (FT_Load_Glyph (font->face, font_glyph (font, c), FT_LOAD_NO_SCALE) == 0)
        FT_Outline_Decompose (&font->face->glyph->outline, &funcs, &outline);
      outline.x += font_advance (font, c);
    }
  if (outline.open)
    g_string_append (outline.path, "h\n");
  *width = outline.x;
  return g_string_free (outline.path, FALSE);
}
