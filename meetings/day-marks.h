/* What the days of every party look like in a grid: letters of countries and signs.
 *
 * A country is its first letter («Т», «К»), «■» is every country; «→» a day off that was moved,
 * «+» a weekend that is worked, «−» a day an hour shorter, «°» one that is commemorated and
 * worked, «?» whatever is provisional. */
#pragma once

#include "meetings/grid.h"
#include "meetings/holiday.h"

typedef struct _DayMarks DayMarks;

/**
 * day_marks_new:
 * @party: (nullable): code, for that party alone
 * @lang: of names and words
 *
 * Returns: (transfer full): the marks of the days from @first to @last
 */
DayMarks *day_marks_new (Db *db, const char *party, const char *lang, const GDate *first,
                         const GDate *last, GError **error);
void day_marks_free (DayMarks *marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DayMarks, day_marks_free)

/** day_marks_fill: gives @day the look, the mark and the words of @date. */
void day_marks_fill (DayMarks *marks, GridDay *day, const GDate *date);

/** day_marks_add_keys: explains what was filled so far. */
void day_marks_add_keys (const DayMarks *marks, Grid *grid);

/** day_marks_add_notes: names the special days of @grid, a row of days of one party and name in
 * one note. */
void day_marks_add_notes (const DayMarks *marks, Grid *grid);

/**
 * year_grid:
 * @party: (nullable): code, for that party alone
 * @year: 1901 to 2998
 * @names: whether the special days are named in notes
 *
 * Returns: (transfer full): the calendar of a year
 */
Grid *year_grid (Db *db, const char *party, const char *lang, int year, gboolean names,
                 GError **error);
