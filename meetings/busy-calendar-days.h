/* Lists of days off, read from calendars as others publish them.
 *
 * The same reader, bounds and refusals as meetings/busy-calendar.h: the file is read by
 * council-busy, under limits of the system.  Whole days are read, also rows of days and rules of
 * recurrence, whatever their TRANSP says; here the titles are kept, for they are the names. */
#pragma once

#include <glib.h>

/** Days in a row. */
typedef struct
{
  GDate first, last;
  gboolean tentative;
  char *title;      /* one line of valid UTF-8; may be empty */
  char *categories; /* as above, joined with ", " */
} CalendarDays;

/**
 * day_calendar_read:
 * @first: what lies before it is left out, or cut off
 * @last: as above; at most three years after @first
 * @hours: (out) (optional): how many events were left out because they have hours
 * @error: %COUNCIL_ERROR_INPUT, %COUNCIL_ERROR_STORAGE: as busy_calendar_read()
 *
 * Returns: (transfer full) (element-type CalendarDays): by their first day
 */
GPtrArray *day_calendar_read (GBytes *bytes, const GDate *first, const GDate *last,
                              guint *hours, GError **error);
