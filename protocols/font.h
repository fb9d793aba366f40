/* The letters of a font: which there are, how wide, how close, and their outlines. */
#pragma once

#include <glib.h>

typedef enum
{
  FACE_REGULAR,
  FACE_BOLD,
  FACE_ITALIC,
  N_FACES
} FontFace;

typedef struct _Font Font;

/** font_path: (transfer full): the TrueType file of @face: PT Serif, in the directory that the
 * build chose or $COUNCIL_FONTS names. */
char *font_path (FontFace face);

/**
 * font_load:
 * @error: %COUNCIL_ERROR_STORAGE when the file cannot be read or is no TrueType font
 *
 * Returns: (transfer full): the font
 */
Font *font_load (FontFace face, GError **error);

void font_free (Font *font);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Font, font_free)

/** font_glyph: the number of @c's glyph; 0 if @font cannot print it. */
guint16 font_glyph (Font *font, gunichar c);

/** font_has: whether @font can print @c. */
gboolean font_has (Font *font, gunichar c);

/** font_advance: the width of @c in thousandths of the size. */
double font_advance (Font *font, gunichar c);

/** font_kern: how much closer (below 0) @right stands after @left, in thousandths. */
double font_kern (Font *font, gunichar left, gunichar right);

/**
 * font_measure:
 * @text: (array length=n): letters; U+00A0 is a space here
 * @advances: (array length=n): gets the width of each
 * @kerns: (array length=n): gets what kerning adds between each and the next; 0 beside a space
 *   and for the last
 *
 * In thousandths of the size; font_advance() and font_kern() for a whole text at once.
 *
 * Returns: whether @font has all letters; font_check() names the first that it lacks
 */
gboolean
font_measure (Font *font, const gunichar *text, gsize n, float *advances, float *kerns);

/** font_outline: (transfer full): the shape of @text, whose first letter starts at 0,0, as PDF
 * path operators in thousandths of the size; @width gets its width. */
char *font_outline (Font *font, const char *text, double *width);

/**
 * font_check:
 * @text: UTF-8
 * @error: %COUNCIL_ERROR_INPUT naming the first letter that the font lacks
 */
gboolean font_check (Font *font, const char *text, GError **error);

/* What a PDF says of a font that it embeds; lengths in thousandths of the size. */
typedef struct
{
  const char *name; /* PostScript's, the font's own */
  int ascent, descent;
  int box[4]; /* left, bottom, right, top of all glyphs together */
} FontFacts;

FontFacts font_facts (Font *font);

/** font_subset: (transfer full) (nullable): a TrueType file with the glyphs of @letters alone,
 * which keep their numbers; %NULL when @font is broken. */
GBytes *font_subset (Font *font, const gunichar *letters, guint n);
