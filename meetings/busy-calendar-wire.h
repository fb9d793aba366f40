/* What council-busy answers, and to whom: meetings/busy-calendar.c and calendar-busy*.c agree.
 *
 * The answer is one GVariant in normal form: the refusal with its line and property, the counts,
 * the intervals, the notices.  The reader of a hostile file may have been taken over by it, so
 * that nothing but numbers and the names of time zones comes through, and all of it is checked. */
#pragma once

#include <glib.h>

#define BUSY_WIRE_TYPE "(uuuaua(xxu)a(usus))"
#define BUSY_WIRE_PROGRAM "council-busy"

/* Why a calendar is refused: the messages stand in busy-calendar.c, in the same order. */
typedef enum
{
  BUSY_ACCEPTED,
  BUSY_TOO_LARGE,
  BUSY_EMPTY,
  BUSY_WEB_PAGE,
  BUSY_NO_CALENDAR,
  BUSY_OLD_FORMAT,
  BUSY_NOT_UTF8,
  BUSY_LINE_LONG,
  BUSY_DEPTH,
  BUSY_COMPONENTS,
  BUSY_UNBALANCED,
  BUSY_CUT_OFF,
  BUSY_BAD_LINES,
  BUSY_BAD_DATE,
  BUSY_BAD_LENGTH,
  BUSY_MANY_VALUES,
  BUSY_RULE_BAD,
  BUSY_RULE_OFTEN,
  BUSY_RULE_COUNT,
  BUSY_RULE_DENSE,
  BUSY_RULE_IMPOSSIBLE,
  BUSY_RULE_FOREIGN,
  BUSY_MANY_INSTANCES,
  BUSY_MANY_INTERVALS,
  BUSY_MANY_STEPS,
  BUSY_NO_ZONE,
  N_BUSY_REFUSALS
} BusyRefusal;

/* The property that a refusal speaks of. */
typedef enum
{
  BUSY_DTSTART,
  BUSY_DTEND,
  BUSY_DURATION,
  BUSY_RECURRENCE_ID,
  BUSY_RDATE,
  BUSY_EXDATE,
  BUSY_RRULE,
  BUSY_EXRULE,
  BUSY_FREEBUSY,
  N_BUSY_PROPERTIES
} BusyProperty;

#define BUSY_PROPERTY_NAMES                                                                   \
  {                                                                                           \
    "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RDATE", "EXDATE", "RRULE", "EXRULE",    \
        "FREEBUSY"                                                                            \
  }

typedef enum
{
  BUSY_COUNT_EVENTS,
  BUSY_COUNT_RECURRING,
  BUSY_COUNT_FREE,
  BUSY_COUNT_BROKEN,
  BUSY_COUNT_BUSY,
  N_BUSY_COUNTS
} BusyCount;

typedef enum
{
  BUSY_NOTICE_UNDECLARED, /* the name of a zone that nobody knows, and the one taken */
  BUSY_NOTICE_WINDOWS,    /* a Windows name, and the zone taken */
  BUSY_NOTICE_BAD_LINES,  /* the count of lines that are no property */
  BUSY_NOTICE_BROKEN,     /* the count of events left out */
  N_BUSY_NOTICES
} BusyNoticeKind;

#define BUSY_FLAG_ALL_DAY 1u
#define BUSY_FLAG_TENTATIVE 2u

/* As in the answer: GVariant's (xxu). */
typedef struct
{
  gint64 start;
  gint64 end;
  guint32 flags;
  guint32 padding; /* 0 */
} BusyWireInterval;

/* The mode in which floating times are of ZONE, whatever the calendar says. */
#define BUSY_WIRE_ZONE_MODE "zone"

/* A name of a time zone is shown with at most this many bytes. */
#define BUSY_NAME_BYTES 80

/* --- a list of days off: meetings/busy-calendar-days.c and calendar-busy-days.c agree ----------------- */

/* The refusal with its line and property, the events read and those left out because they have
 * hours, the stretches of days: first and last, as days since 1970, flags, title, categories. */
#define DAYS_WIRE_TYPE "(uuuuua(xxuss))"
#define DAYS_WIRE_MODE "days"

/* A title and the categories are cut off after so many letters. */
#define DAYS_TEXT_LETTERS 200
/* So many stretches of days at most. */
#define DAYS_STRETCHES 5000

/* --- entries as they stand: busy-calendar-entries.c and calendar-busy-entries.c agree -------- */

/* An attendee: address, name, PARTSTAT, DELEGATED-TO, DELEGATED-FROM, SENT-BY. */
#define ENTRY_ATTENDEE_TYPE "(ssssss)"
/* Line, METHOD, UID, SEQUENCE, DTSTAMP (0: none), start, end, flags, IANA name of the zone,
 * SUMMARY, LOCATION, COMMENT, CATEGORIES, attendees. */
#define ENTRY_TYPE "(ussuxxxusssssa" ENTRY_ATTENDEE_TYPE ")"
/* The refusal with its line and property, the entries, the notices. */
#define ENTRIES_WIRE_TYPE "(uuua" ENTRY_TYPE "a(usus))"
#define ENTRIES_WIRE_MODE "entries"

#define ENTRY_FLAG_ALL_DAY 1u
#define ENTRY_FLAG_TENTATIVE 2u
#define ENTRY_FLAG_START 4u /* there is a start */
#define ENTRY_FLAG_END 8u   /* there is an end, after the start */
#define ENTRY_FLAG_FLOATING                                                                   \
  16u                         /* start and end are local seconds; so they are of whole days */
#define ENTRY_FLAG_RECURS 32u /* also one of the days of an entry that recurs */
#define ENTRY_FLAG_CANCELLED 64u
#define ENTRY_FLAG_BROKEN 128u /* its end lies before its start */
#define ENTRY_FLAGS 255u

/* A UID, an address. */
#define ENTRY_NAME_BYTES 500
/* Letters of a comment. */
#define ENTRY_COMMENT_LETTERS 1000
/* Attendees of an entry; more are left out. */
#define ENTRY_ATTENDEES 500
