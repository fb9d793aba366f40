/* The entries of a calendar that came from outside, as they stand: answers to invitations,
 * meetings of the past.
 *
 * The same reader, bounds and refusals as meetings/busy-calendar.h: the file is read by
 * council-busy, under limits of the system.  Nothing is expanded; an entry that recurs says so.
 * Every text is one printable line of valid UTF-8, never %NULL; it is not clean as text_clean()
 * means it. */
#pragma once

#include <glib.h>

/** Someone named in an entry. */
typedef struct
{
  char *address;        /* without "mailto:"; "" when it is no mail address */
  char *name;           /* CN */
  char *state;          /* PARTSTAT as it is written: "ACCEPTED" */
  char *delegated_to;   /* an address, or "" */
  char *delegated_from; /* an address, or "" */
  char *sent_by;        /* an address, or "" */
} EntryAttendee;

typedef struct
{
  guint line;   /* of the file, on which it begins */
  char *method; /* of its calendar: "REPLY", or "" */
  char *uid;    /* or "" */
  guint sequence;
  gint64 stamp; /* DTSTAMP, Unix time; 0: none */

  gboolean has_start, has_end;
  gboolean all_day;
  gboolean floating; /* start and end are seconds since 1970 by a clock whose zone is not told;
                      * so they are of whole days */
  gint64 start,
      end;    /* Unix time unless floating; end is the moment after it, of whole days the
                      * midnight after the last */
  char *zone; /* IANA name that the start is written in, "UTC", or "" */

  gboolean recurs; /* or is one day of an entry that recurs */
  gboolean cancelled;
  gboolean tentative;
  gboolean broken; /* its end lies before its start */

  char *title;
  char *place;
  char *comment;
  char *categories;
  GPtrArray *attendees; /* (element-type EntryAttendee) */
} CalendarEntry;

/**
 * calendar_entries_take:
 * @bytes: a file as it came from outside
 * @notices: (element-type BusyCalendarNotice) (out) (transfer full) (optional): what the person
 *   should know: time zones that were guessed, lines left out
 * @error: %COUNCIL_ERROR_INPUT, %COUNCIL_ERROR_STORAGE: as busy_calendar_read()
 *
 * Returns: (transfer full) (element-type CalendarEntry): in the order of the file
 */
GPtrArray *calendar_entries_take (GBytes *bytes, GPtrArray **notices, GError **error);
