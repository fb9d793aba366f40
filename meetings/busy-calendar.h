/* Busy time read from the calendars that people export: Outlook, Google, Apple, Nextcloud,
 * Thunderbird (VEVENT), CalDAV and Exchange servers (VFREEBUSY).
 *
 * Only intervals come out: no title, place, name or address is kept, nor named in an error.
 *
 * The file is not trusted.  A program of its own, council-busy, reads it under limits of the
 * system (2 seconds of processor time, 512 MB of memory, no file written, no core dump), and what
 * it answers is checked before it is believed.  It is looked for where the calendar module is
 * (meetings/calendar.h).  Calling this is safe with other threads running.
 *
 * What is read (RFC 5545, 5546, 7529): RRULE, EXRULE, EXDATE, RDATE with periods, RECURRENCE-ID
 * with RANGE=THISANDFUTURE, DTEND and DURATION, whole days, TRANSP, STATUS, Outlook's busy
 * status, METHOD:CANCEL, FREEBUSY with FBTYPE.  A whole day is of the person's zone; a floating
 * time of X-WR-TIMEZONE, else of the person's zone.  An event that the owner of the calendar
 * declined is free, one that was answered with "perhaps" is tentative (PARTSTAT of the ATTENDEE
 * with the person's address, or with the one that Google names the calendar by: X-WR-CALNAME);
 * where nobody can tell, or two addresses of the owner answered differently, the person is busy.
 * A TZID is, in this order: an IANA name, also behind a prefix such as
 * "/freeassociation.sourceforge.net/"; a Windows name, in the person's country; the VTIMEZONE of
 * the file; else the person's zone, with a notice.  A VTIMEZONE under an IANA or a Windows name
 * is not looked at: it may lie.
 *
 * The bytes may begin with a byte order mark and have lines that end in LF alone; what is folded
 * inside a letter is put together again. */
#pragma once

#include <glib.h>

/* The bounds of a calendar.  They let 10,000 events through, and 500 that recur every day for
 * three years; what has more is refused as a whole. */
#define BUSY_CALENDAR_BYTES (4 * 1024 * 1024)
#define BUSY_CALENDAR_LINE (64 * 1024)  /* bytes of a line, and of a property that is read */
#define BUSY_CALENDAR_DEPTH 4           /* components inside each other */
#define BUSY_CALENDAR_COMPONENTS 20000  /* components in all */
#define BUSY_CALENDAR_BAD_LINES 100     /* lines that are no property */
#define BUSY_CALENDAR_VALUES 500        /* in one EXDATE or RDATE */
#define BUSY_CALENDAR_INSTANCES 20000   /* of one event in the window; also its COUNT */
#define BUSY_CALENDAR_INTERVALS 1000000 /* in the window, of all events, before merging */
#define BUSY_CALENDAR_WINDOW (1096 + 2) /* days: three years, and what the zones take */
#define BUSY_CALENDAR_NOTICES 20        /* the first ones are told */

/** What is wanted of a calendar. */
typedef struct
{
  gint64 from;         /* Unix time, included */
  gint64 to;           /* Unix time, not included; at most three years after @from */
  const char *zone;    /* the person's zone, an IANA name */
  const char *country; /* (nullable): the party's, as in ISO 3166 ("KG"); for Windows names */
  const char *address; /* (nullable): the person's mail address: what it declined is free */
  gboolean zone_is_meant; /* @zone is that of floating times, whatever the calendar says */
} BusyCalendarQuery;

/** A busy stretch of time: [start, end). */
typedef struct
{
  gint64 start;     /* Unix time */
  gint64 end;       /* Unix time, after start */
  gboolean all_day; /* from events of whole days, midnight to midnight in the person's zone */
  gboolean tentative; /* STATUS, FBTYPE or Outlook's status say so */
} BusyCalendarInterval;

/** Something that the person who imports should know; busy_calendar_notice_text() says it. */
typedef struct
{
  const char *message; /* an English msgid */
  char *name;          /* (nullable): its {name}: a time zone's name, one line */
  char *zone;          /* (nullable): its {zone}: an IANA name */
  guint count;         /* its {n} */
} BusyCalendarNotice;

/** What was found in the calendar. */
typedef struct
{
  guint events;       /* VEVENT and VFREEBUSY read */
  guint recurring;    /* of these, events that recur */
  guint free;         /* left out: free, transparent, no time at all, declined, cancelled */
  guint broken;       /* left out: without a start, or with an end before it */
  guint busy;         /* busy times found in the window, before they were merged */
  GPtrArray *notices; /* (element-type BusyCalendarNotice) */
} BusyCalendarSummary;

/** busy_calendar_summary_clear: frees what @summary holds, not @summary. */
void busy_calendar_summary_clear (BusyCalendarSummary *summary);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BusyCalendarSummary, busy_calendar_summary_clear)

/**
 * busy_calendar_read:
 * @bytes: a file as it came from outside
 * @query: what is wanted
 * @summary: (out caller-allocates) (optional): what was found; clear it
 * @error: %COUNCIL_ERROR_INPUT when @bytes are no calendar, are damaged or exceed a bound: one
 *   line that names the reason and the line of the file, never what stands there;
 *   %COUNCIL_ERROR_USAGE for a window that ends before it begins, is longer than three years or
 *   lies outside the years 1900 to 2999, or an unknown zone; %COUNCIL_ERROR_STORAGE when
 *   council-busy cannot be started
 *
 * Reads the busy times that lie in the window; what reaches beyond it is cut off at its ends.
 *
 * Times of one kind (firm or tentative, whole days or not) that overlap or touch are merged.  A
 * tentative time inside a firm one is left out, as are hours inside a whole day.
 *
 * Returns: (transfer full) (element-type BusyCalendarInterval): by start; empty when nothing is
 *   busy; %NULL with @error set
 */
GArray *busy_calendar_read (GBytes *bytes, const BusyCalendarQuery *query,
                            BusyCalendarSummary *summary, GError **error);

/** busy_calendar_notice_text: (transfer full): the notice in that language, one line. */
char *busy_calendar_notice_text (const BusyCalendarNotice *notice, const char *lang);
