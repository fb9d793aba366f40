/* A text set into lines of glyphs: measured, hyphenated, kerned and justified. */
#pragma once

#include <glib.h>

#include "protocols/font.h"
#include "protocols/linebreak.h"

typedef struct
{
  gunichar c;  /* as it stands in the PDF's text: every space is U+0020 */
  float extra; /* what follows the glyph besides its own width, in thousandths of the size */
} Glyph;

/* A rule through or under letters of a line. */
typedef struct
{
  gunichar kind;   /* of DOCUMENT_STRUCK or DOCUMENT_UNDERLINED */
  double from, to; /* points, from the line's beginning */
} Decoration;

typedef struct
{
  Glyph *glyphs;
  guint n_glyphs;
  GArray *decorations; /* Decoration; NULL: none */
  double spacing;      /* between glyphs besides, in thousandths of the size */
  double width;        /* points, as set */
} Line;

typedef struct
{
  Font *font;
  double size; /* points */
  BreakMode mode;
  double first_width; /* points */
  double width;       /* points */
  double tracking;    /* letter-spacing, in thousandths of the size */
  gboolean hyphenate; /* whether Russian words may be divided to make lines more even; words
                       * that fit no line are divided in any case */
  gboolean close_initials;
} ParagraphSetting;

/** line_free: frees a #Line. */
void line_free (gpointer data);

/**
 * paragraph_set:
 * @text: UTF-8 as a person typed it; typography_set() is applied to it
 * @error: %COUNCIL_ERROR_INPUT when it is not UTF-8, has a letter that the font lacks, or not
 *   even one letter fits the width
 *
 * Returns: (transfer full) (element-type Line): the lines; none for a text of white space
 */
GPtrArray *paragraph_set (const char *text, const ParagraphSetting *setting, GError **error);
