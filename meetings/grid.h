/* Months of days, ready to be painted: the calendar of a year, the map of proposed days.
 *
 * A grid says of each day what it means, by a tone, by a mark of a few letters and in words.  Two
 * painters show it: meetings/grid-svg.h as a picture, cli/grid-terminal.h in a terminal.  Nothing
 * hangs on colour alone: every tone but the plain one has a mark or a shape of its own. */
#pragma once

#include <glib.h>

typedef enum
{
  GRID_PLAIN,
  GRID_WEEKEND,  /* a Saturday or Sunday like another */
  GRID_OFF,      /* off in one country; the shade is the party's place */
  GRID_OFF_SOME, /* off in several countries, not in all */
  GRID_OFF_ALL,
  GRID_WORKED, /* a Saturday or Sunday made a working day */
  GRID_NOTED,  /* worked, but not like another: an hour shorter, commemorated */
  GRID_CLOSED, /* not possible for a reason other than a day off */
  GRID_SCORE,  /* possible; the shade is 0 (poor) to 4 (very good) */
  GRID_BEST,   /* one of the best; the shade as above */
  N_GRID_TONES
} GridTone;

/** How often a party's shade changes before it comes again; its mark never does. */
#define GRID_PARTY_SHADES 4

typedef struct
{
  GridTone tone;
  guint shade;
  gboolean unsure; /* provisional: it may yet change */
} GridLook;

typedef struct
{
  GridLook look;
  char *mark;  /* (nullable): letters and symbols, which the keys explain */
  char *words; /* (nullable): what is to be said of the day, a line each */
} GridDay;

/** A line of the legend. */
typedef struct
{
  GridLook look;
  char *mark; /* (nullable) */
  char *text;
} GridKey;

/** Days in a row, and what they are called. */
typedef struct
{
  GDate first, last;
  GridLook look;
  char *mark;
  char *text;
} GridNote;

typedef struct
{
  char *lang;
  char *title;
  char *subtitle; /* (nullable) */
  GDate first, last;
  GridDay *days;    /* from first to last */
  GPtrArray *keys;  /* (element-type GridKey): in the order in which they are read */
  GPtrArray *notes; /* (element-type GridNote): by date */
} Grid;

/** grid_new: (transfer full): plain days and weekends from @first to @last. */
Grid *grid_new (const char *lang, const char *title, const GDate *first, const GDate *last);
void grid_free (Grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Grid, grid_free)

/** grid_day: (transfer none) (nullable): the day of @date; %NULL beyond the grid. */
GridDay *grid_day (const Grid *grid, const GDate *date);

/** grid_add_key: @mark (nullable) and @text are copied. */
void grid_add_key (Grid *grid, GridLook look, const char *mark, const char *text);

/** grid_add_note: @mark and @text are copied. */
void grid_add_note (Grid *grid, const GDate *first, const GDate *last, GridLook look,
                    const char *mark, const char *text);

/** grid_tone_name: (transfer none): "off", "score", … as JSON and the picture's classes have it. */
const char *grid_tone_name (GridTone tone);

/** grid_say: adds a line to the words of @day. */
void grid_say (GridDay *day, const char *line);

/** grid_months: how many months it touches. */
guint grid_months (const Grid *grid);

/** grid_month: the first day of its month number @i, from 0. */
GDate grid_month (const Grid *grid, guint i);

/** grid_month_title: (transfer full): "Март", "Март 2027" when the grid touches two years. */
char *grid_month_title (const Grid *grid, const GDate *month);

/** grid_weekday: (transfer full): two letters; 1 is Monday. */
char *grid_weekday (const Grid *grid, guint weekday);
