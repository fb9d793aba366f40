/* Breaking a paragraph into lines: all of it at once, after Knuth and Plass.
 *
 * This file knows neither fonts nor letters: only widths. */
#pragma once

#include <glib.h>

/* A penalty of this size or more forbids a break. */
#define BREAK_NEVER 10000

typedef enum
{
  BREAK_BOX,    /* letters that stay together */
  BREAK_GLUE,   /* a space; it vanishes at a break */
  BREAK_PENALTY /* a place inside a word where a hyphen may be added */
} BreakKind;

typedef struct
{
  BreakKind kind;
  double width;   /* of a penalty: what the hyphen adds if the line ends here */
  double stretch; /* of a glue: how far it may grow without harm */
  double shrink;  /* of a glue: how far it may shrink at most */
  int penalty;    /* the cost of breaking here; BREAK_NEVER forbids it */
} BreakItem;

typedef enum
{
  BREAK_JUSTIFIED, /* spaces grow and shrink; the last line is as it comes */
  BREAK_RAGGED,    /* spaces keep their width; the last line is as it comes */
  BREAK_BALANCED   /* spaces keep their width; all lines about equally long */
} BreakMode;

typedef struct
{
  BreakMode mode;
  double first_width; /* of the first line */
  double width;       /* of the others */
  guint max_hyphens;  /* lines in a row that may end in a hyphen; 0 is no limit */
} BreakShape;

/**
 * linebreak:
 * @items: boxes, glue and penalties; begins and ends with a box
 * @n: how many
 *
 * Finds the breaks with the least total of unevenness, hyphens and hyphens in a row, and
 * avoids a last line that is a lone short word.
 *
 * Returns: (transfer full) (element-type guint): for each line the index of the item at which
 *   it ends (a glue or a penalty; @n for the last), or %NULL when no breaks make every line
 *   fit; the caller then allows more breaks
 */
GArray *linebreak (const BreakItem *items, guint n, const BreakShape *shape);
