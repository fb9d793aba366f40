/* Between the files of the reader of busy calendars; nobody else includes it. */
#pragma once

#include "meetings/busy-calendar-wire.h"
#include "meetings/busy-calendar.h"

#define BUSY_DAY ((gint64) 24 * 60 * 60)

/* --- zones: calendar-busy-zone.c ----------------------------------------------------------- */

typedef struct BusyZone BusyZone;
typedef struct BusyZones BusyZones;

/** A civil time as it is written, in a zone. */
typedef struct
{
  gint64 local; /* seconds since 1970 by the clock on the wall; UTC's in the zone UTC */
  BusyZone *zone;
  gboolean is_date; /* local is midnight, zone is the person's */
} BusyTime;

/** A length as RFC 5545 means it: days by the calendar first, then seconds by the clock. */
typedef struct
{
  gint64 days;
  gint64 seconds;
} BusyLength;

/** A start with an end, a length or neither. */
typedef struct
{
  BusyTime start;
  BusyTime end;
  BusyLength length;
  enum
  {
    BUSY_NO_END,
    BUSY_HAS_END,
    BUSY_HAS_LENGTH
  } kind;
} BusyPeriod;

/** "2MO" */
typedef struct
{
  int position; /* from the end when it is negative */
  int weekday;  /* 0 is Sunday */
} BusyNumbered;

/** What a day must be; a part that is 0 or %NULL asks for nothing.  A bit each, 1 is the second. */
typedef struct
{
  guint months;
  guint64 days, days_back; /* of a month, and from its end */
  guint64 weeks, weeks_back;
  GArray *year_days;  /* (nullable) (element-type int) */
  guint weekdays;     /* 0 is Sunday */
  GArray *numbered;   /* (nullable) (element-type BusyNumbered): or one of these */
  gboolean in_months; /* they count in a month, not in a year */
} BusyFit;

/** A recurrence rule, taken apart and found within bounds. */
typedef struct
{
  char *text;       /* for libical, without UNTIL */
  char *clock_text; /* its BYHOUR, BYMINUTE and BYSECOND, which whole days have not */
  gboolean counted; /* it has a COUNT */
  int count;
  int period;        /* days, of a rule by days or weeks that needs no libical; 0 of others */
  int month_period;  /* months, of a rule by months or years that needs none; 0 of others */
  gboolean yearly;   /* by years */
  guint weekdays;    /* of weeks, a bit each, Sunday first; 0 when the days are the start's */
  BusyFit fit;       /* what days must be besides */
  guint64 clock[3];  /* BYHOUR, BYMINUTE, BYSECOND, a bit each; 0 the start's */
  GArray *positions; /* (nullable) (element-type int): BYSETPOS */
  int week_start;    /* 0 is Sunday */
  enum
  {
    BUSY_FOREVER,
    BUSY_UNTIL_UTC,
    BUSY_UNTIL_LOCAL,
    BUSY_UNTIL_DATE
  } until_kind;
  gint64 until; /* UTC, local seconds, or the midnight of the last day */
  guint line;
  BusyProperty property;
} BusyRule;

/** What the calendar's owner said to an invitation. */
typedef enum
{
  BUSY_ANSWER_UNKNOWN, /* not invited, or nobody can tell who the owner is */
  BUSY_ANSWER_COMES,   /* also: has not answered, has sent someone else, says two things */
  BUSY_ANSWER_TENTATIVE,
  BUSY_ANSWER_DECLINED
} BusyAnswer;

/** An ATTENDEE.  No string is %NULL; addresses are without "mailto:" and white space. */
typedef struct
{
  char *address; /* "" when it is no mail address */
  char *name;
  char *state; /* PARTSTAT, as it is written */
  char *delegated_to;
  char *delegated_from;
  char *sent_by;
} BusyAttendee;

/** What only a list of entries asks of a VEVENT; no string is %NULL. */
typedef struct
{
  char *method; /* of its calendar */
  char *place;
  char *comment;
  GPtrArray *attendees; /* (element-type BusyAttendee) */
} BusyEntry;

/** One VEVENT. */
typedef struct BusyEvent BusyEvent;
struct BusyEvent
{
  BusyEvent *next; /* of the same UID */
  BusyEvent *last; /* of the first one: the end of the list */
  const char *uid; /* (nullable): in the text */
  guint line;
  guint number; /* in the file */
  guint sequence;
  gint64 stamp; /* DTSTAMP, 0 when there is none */
  BusyPeriod when;
  gboolean has_start;
  gboolean has_recurrence_id;
  gboolean this_and_future;
  BusyTime recurrence_id;
  GPtrArray *rules;      /* (nullable) (element-type BusyRule) */
  GPtrArray *exclusions; /* (nullable) (element-type BusyRule): EXRULE */
  GArray *dates;         /* (nullable) (element-type BusyPeriod): RDATE */
  GArray *exceptions;    /* (nullable) (element-type BusyTime): EXDATE */
  gboolean cancelled;
  BusyAnswer answer;
  gboolean status_tentative;
  gboolean transparent;
  gboolean outlook_all_day;
  int outlook_status; /* -1 unknown, else a BusyOutlook; of BUSYSTATUS, or of INTENDEDSTATUS */
  gboolean outlook_intended;
  char *title;      /* (nullable): when the reader names days or lists entries */
  char *categories; /* (nullable): as above, joined with ", " */
  BusyEntry *entry; /* (nullable): when the reader lists entries */
};

enum
{
  BUSY_OUTLOOK_FREE,
  BUSY_OUTLOOK_TENTATIVE,
  BUSY_OUTLOOK_BUSY
};

/** STANDARD or DAYLIGHT of a VTIMEZONE. */
typedef struct
{
  BusyTime start;
  gboolean has_start;
  gboolean has_offsets[2];
  gboolean broken; /* something in it was refused */
  int offset_from;
  int offset_to;
  GPtrArray *rules; /* (element-type BusyRule) */
  GArray *dates;    /* (element-type BusyPeriod) */
} BusyObservance;

/** What a file may cost. */
typedef struct
{
  guint64 steps;     /* instances looked at, in and before the window */
  guint64 rules;     /* runs of libical's iterator, which may look for a day in centuries */
  guint64 intervals; /* in the window, before merging */
} BusyLimits;

extern const BusyLimits busy_limits_default;

/** One reading of one file. */
typedef struct
{
  gint64 from;
  gint64 to;
  BusyLimits limits;
  BusyZones *zones;
  const char *owner;          /* (nullable): whose calendar it is, by an address */
  const char *calendar_owner; /* (nullable): as the calendar that is open names itself */
  gboolean zone_is_meant;     /* floating times are of the person's zone, whatever it says */
  gboolean names_days;    /* a list of days off is read: titles are kept, nothing is free */
  gboolean lists_entries; /* events are listed as they stand, nothing is expanded */
  guint emitting;         /* number of the event that is being expanded */

  BusyRefusal refusal;
  guint refusal_line;
  BusyProperty refusal_property;
  guint counts[N_BUSY_COUNTS];
  guint bad_lines;
  guint components;

  GPtrArray *events; /* (element-type BusyEvent) */
  GArray *intervals; /* (element-type BusyWireInterval) */
} BusyReader;

/** busy_refuse: notes why the file is refused; the first reason stays.  Returns %FALSE. */
gboolean busy_refuse (BusyReader *reader, BusyRefusal why, guint line, BusyProperty property);

/** busy_emit: adds a busy time where it lies in the window.  %FALSE when there are too many. */
gboolean busy_emit (BusyReader *reader, gint64 start, gint64 end, guint flags, guint line);

/* --- lines: calendar-busy-lines.c ---------------------------------------------------------- */

typedef struct
{
  char *at;
  char *end;    /* the null byte after the text */
  guint number; /* of the physical line at @at, from 1 */
} BusyText;

/** A content line; its strings live in the text. */
typedef struct
{
  char *name;       /* in capitals */
  char *parameters; /* what stands between the name and the colon, without the first ';' */
  char *value;
  guint number; /* of its first physical line */
  gsize length; /* unfolded */
} BusyLine;

typedef enum
{
  BUSY_LINE_END,
  BUSY_LINE_READ,
  BUSY_LINE_BAD,
  BUSY_LINE_REFUSED
} BusyLineResult;

/** busy_line_next: takes the next content line out of @text, which it writes into. */
BusyLineResult busy_line_next (BusyReader *reader, BusyText *text, BusyLine *line);

/** busy_line_parameter: (transfer full) (nullable): the parameter's value, without quotes. */
char *busy_line_parameter (const BusyLine *line, const char *name);

/* --- values: calendar-busy-value.c --------------------------------------------------------- */

/** busy_text_is: whether they are the same, ASCII letters in any case. */
gboolean busy_text_is (const char *text, const char *word);

/** busy_text_line: (transfer full): TEXT (RFC 5545, 3.3.11) as one printable line of at most
 * @most letters. */
char *busy_text_line (const char *value, glong most);

/** busy_local: seconds of a civil time, or %FALSE when the calendar has no such day. */
gboolean busy_local (int year, int month, int day, int second, gint64 *local);

/** busy_date_time: reads "20270315", "20270315T100000" or "20270315T100000Z", @length bytes.
 * @zone (nullable: they float) is for the second kind.  %FALSE when that is no time that exists. */
gboolean busy_date_time (BusyZones *zones, const char *text, gsize length, BusyZone *zone,
                         BusyTime *time);

gboolean busy_length (const char *text, gsize length, BusyLength *result);

/** busy_offset: reads "+0600" or "-033000". */
gboolean busy_offset (const char *text, int *seconds);

/** busy_value_time: the one time of a property; refuses what is none. */
gboolean busy_value_time (BusyReader *reader, const BusyLine *line, BusyProperty property,
                          BusyTime *time);
/** busy_value_times: adds the times of an EXDATE. */
gboolean busy_value_times (BusyReader *reader, const BusyLine *line, BusyProperty property,
                           GArray *times);
/** busy_value_periods: adds the times and periods of an RDATE or a FREEBUSY, at most @most. */
gboolean busy_value_periods (BusyReader *reader, const BusyLine *line, BusyProperty property,
                             guint most, GArray *periods);

/** busy_period_ends: the instant a period ends when it starts at @start (in UTC, @local by the
 * wall of @zone); its own start when it has no end. */
gint64 busy_period_end (const BusyPeriod *period, gint64 start, gint64 local, BusyZone *zone);

/* --- events: calendar-busy-event.c --------------------------------------------------------- */

BusyEvent *busy_event_new (guint line, guint number);
void busy_event_free (BusyEvent *event);

/** busy_event_line: takes one property. */
gboolean busy_event_line (BusyReader *reader, BusyEvent *event, const BusyLine *line);

/** busy_event_close: when all of it was read. */
void busy_event_close (BusyReader *reader, BusyEvent *event, gboolean cancelled);

/* --- rules: calendar-busy-rule.c ----------------------------------------------------------- */

/** busy_rule_new: (transfer full): the rule of a line, or %NULL when it is refused. */
BusyRule *busy_rule_new (BusyReader *reader, const BusyLine *line, BusyProperty property);
void busy_rule_free (BusyRule *rule);

/** busy_rule_add: adds the rule of a line to @rules, which it makes. */
gboolean busy_rule_add (BusyReader *reader, const BusyLine *line, BusyProperty property,
                        GPtrArray **rules);

/* --- running: calendar-busy-run.c ---------------------------------------------------------- */

/** busy_spend: takes one of what is @left of a limit; refuses the rule when nothing is. */
gboolean busy_spend (BusyReader *reader, const BusyRule *rule, guint64 *left);

/** busy_rule_expand: adds to @locals the local seconds of the instances from @lower to before
 * @upper, of a rule that starts at @start. */
gboolean busy_rule_expand (BusyReader *reader, const BusyRule *rule, const BusyTime *start,
                           gint64 lower, gint64 upper, GArray *locals);

/* --- which days: calendar-busy-fit.c ------------------------------------------------------- */

/** Times a day that BYHOUR, BYMINUTE and BYSECOND may make together. */
#define BUSY_TIMES_A_DAY 48

/** A day of the Gregorian calendar; all count from 1, but the weekday: 0 is Sunday. */
typedef struct
{
  int year, month, day, month_length, year_day, year_length, weekday;
} BusyDate;

/** The parts of a rule, checked: (nullable). */
typedef struct
{
  const char *frequency, *interval;
  const char *byday, *bymonthday, *byyearday, *byweekno, *bymonth;
} BusyRuleParts;

/** busy_fit_read: fills @fit, which is empty.
 * @numbers: the numbers of BYDAY mean something */
void busy_fit_read (BusyFit *fit, const BusyRuleParts *parts, gboolean numbers);
void busy_fit_clear (BusyFit *fit);

/** busy_fit_is_any: whether every day fits. */
gboolean busy_fit_is_any (const BusyFit *fit);

/** busy_fit_names_days: whether anything but the month is asked. */
gboolean busy_fit_names_days (const BusyFit *fit);
gboolean busy_fit_has (const BusyFit *fit, const BusyDate *date, int week_start);

/** busy_weekday: 0 is Sunday, of "SU…". */
int busy_weekday (const char *text);

/** busy_number_bits: a bit a number, of "1,5", of (nullable) @text. */
guint64 busy_number_bits (const char *text);

/** busy_numbers: (transfer full) (nullable) (element-type int): of (nullable) @text. */
GArray *busy_numbers (const char *text);

/** busy_day_of: days since 1970. */
gint64 busy_day_of (gint64 local);
int busy_weekday_of (gint64 day);

/** busy_year_day: its 1 January, in days since 1970. */
gint64 busy_year_day (int year);

/** busy_date_of: %FALSE beyond the years 1 to 9999. */
gboolean busy_date_of (gint64 day, BusyDate *date);

/** busy_rule_times: the times of a day, in seconds and in order; those that no part names are
 * the start's.  A leap second is the last one of its minute.  Returns: how many. */
guint
busy_rule_times (const BusyRule *rule, const BusyTime *start, int times[BUSY_TIMES_A_DAY]);

/* --- months and years: calendar-busy-months.c ---------------------------------------------- */

/** The instances of a rule that has a period in months. */
typedef struct
{
  const BusyRule *rule;
  BusyFit fit;  /* with what the start adds; its lists are the rule's */
  gint64 start; /* local */
  gint64 month; /* the first one of this period: 12 a year */
  gint64 left;  /* of a COUNT */
  int times[BUSY_TIMES_A_DAY];
  guint n_times;
  GArray *set; /* (element-type gint64): the instances of this period, local, by time */
  guint at;    /* the next one */
} BusyMonths;

/** busy_months_note: sets the rule's period in months when it has one. */
void busy_months_note (BusyRule *rule, const BusyRuleParts *parts);

/** busy_months_init: @lower is in local seconds; no instance before @start comes out, some
 * before @lower may. */
void busy_months_init (BusyMonths *months, const BusyRule *rule, const BusyTime *start,
                       gint64 lower);
void busy_months_clear (BusyMonths *months);

/** busy_months_next: %FALSE when there is none before @upper, or the file is refused. */
gboolean
busy_months_next (BusyReader *reader, BusyMonths *months, gint64 upper, gint64 *local);

/* --- days and weeks: calendar-busy-weeks.c ------------------------------------------------- */

/** The instances of a rule that has a period. */
typedef struct
{
  const BusyRule *rule;
  gint64 base;   /* local midnight on which the period begins */
  gint64 period; /* seconds */
  gint64 left;   /* of a COUNT */
  int days[7];   /* of a period, from its base */
  guint n_days;
  int times[BUSY_TIMES_A_DAY]; /* of a day, seconds */
  guint n_times;
  gint64 set[7 * BUSY_TIMES_A_DAY]; /* the instances of this period, from its base, by time */
  guint n_set;
  guint at; /* the next one */
} BusyWeeks;

/** busy_weeks_note: sets the rule's period in days when it has one; its positions are there. */
void busy_weeks_note (BusyRule *rule, const BusyRuleParts *parts);

/** busy_weeks_init: @lower is in local seconds; no instance before @start comes out, some before
 * @lower may. */
void
busy_weeks_init (BusyWeeks *weeks, const BusyRule *rule, const BusyTime *start, gint64 lower);

/** busy_weeks_next: %FALSE when there is none before @upper, or the file is refused. */
gboolean busy_weeks_next (BusyReader *reader, BusyWeeks *weeks, gint64 upper, gint64 *local);

/* --- zones --------------------------------------------------------------------------------- */

BusyZones *busy_zones_new (const char *own, const char *country);
void busy_zones_free (BusyZones *zones);

BusyZone *busy_zones_utc (BusyZones *zones);
BusyZone *busy_zones_own (BusyZones *zones);

/** busy_zones_get: (transfer none): the zone of a TZID; the person's when it is %NULL.  What it
 * means is found out on first use, when all VTIMEZONE have been read. */
BusyZone *busy_zones_get (BusyZones *zones, const char *tzid);

/** busy_zones_float: times without a zone are of @tzid (X-WR-TIMEZONE) from now on, of the
 * person's zone when it is %NULL.  @tzid lives as long as the reader. */
void busy_zones_float (BusyZones *zones, const char *tzid);
BusyZone *busy_zones_floating (BusyZones *zones);

/** busy_zones_declare: notes a VTIMEZONE; the first of a name counts.
 * @observances: (transfer full) (element-type BusyObservance)
 * @location: (nullable): its X-LIC-LOCATION */
void busy_zones_declare (BusyZones *zones, const char *tzid, const char *location,
                         GPtrArray *observances);
void busy_observance_free (BusyObservance *observance);

/** busy_zone_name: (transfer none) (nullable): the IANA name of @zone, when it has one; after
 * busy_zones_resolve(). */
const char *busy_zone_name (const BusyZone *zone);

/** busy_zone_is_floating: whether a time in @zone is one of no zone, or of one that nobody
 * knows. */
gboolean busy_zone_is_floating (const BusyZones *zones, const BusyZone *zone);

/** busy_zones_resolve: finds out what every zone used means.  %FALSE when refused. */
gboolean busy_zones_resolve (BusyReader *reader);

/** busy_zones_notices: adds (usus) for each zone that was guessed. */
void busy_zones_notices (BusyZones *zones, GVariantBuilder *notices);

int busy_zone_offset (BusyZone *zone, gint64 utc);

/** busy_zone_to_utc: as RFC 5545, 3.3.5: a time that the clock shows twice is the first one, one
 * that it never shows is counted with the offset before the gap. */
gint64 busy_zone_to_utc (BusyZone *zone, gint64 local);
gint64 busy_zone_to_local (BusyZone *zone, gint64 utc);

/** busy_time_utc: the instant; a whole day begins at midnight in the person's zone. */
gint64 busy_time_utc (const BusyTime *time);

/* --- entries: calendar-busy-entries.c ------------------------------------------------------- */

/** busy_entry_new: an entry without content. */
BusyEntry *busy_entry_new (const char *method);
void busy_entry_free (BusyEntry *entry);

/** busy_entry_reads: whether busy_entry_line() takes that property. */
gboolean busy_entry_reads (const char *name);

/** busy_entry_line: notes what @line says of @event, which has an entry. */
void busy_entry_line (BusyEvent *event, const BusyLine *line);

/* --- the whole ----------------------------------------------------------------------------- */

/** busy_parse: fills @reader->events and the zones, adds the intervals of VFREEBUSY. */
gboolean busy_parse (BusyReader *reader, char *text, gsize length);

/** busy_expand: adds the intervals of every event. */
gboolean busy_expand (BusyReader *reader);

/** busy_merge: sorts and merges @intervals in place. */
void busy_merge (GArray *intervals);

/** busy_reader_init: for @query; busy_reader_clear() frees what it holds. */
void busy_reader_init (BusyReader *reader, const BusyCalendarQuery *query,
                       const BusyLimits *limits);
void busy_reader_clear (BusyReader *reader);

/** busy_notices: adds (usus) for what the person should know of a file that was read. */
void busy_notices (BusyReader *reader, GVariantBuilder *notices);

/** busy_reader_run: parses and expands a file.
 * @text: the bytes and a null byte after them; they are written into, and stay with the reader */
gboolean busy_reader_run (BusyReader *reader, char *text, gsize length);

/** calendar_days_read: (transfer full): reads a list of days off in this process: the answer, of
 * DAYS_WIRE_TYPE. */
GVariant *calendar_days_read (char *text, gsize length, const BusyCalendarQuery *query,
                              const BusyLimits *limits);

/** calendar_entries_read: (transfer full): reads the entries of a calendar in this process: the
 * answer, of ENTRIES_WIRE_TYPE. */
GVariant *calendar_entries_read (char *text, gsize length, const BusyCalendarQuery *query,
                                 const BusyLimits *limits);

/** calendar_busy_read: (transfer full): reads a file in this process: the answer, of
 * BUSY_WIRE_TYPE. */
GVariant *calendar_busy_read (char *text, gsize length, const BusyCalendarQuery *query,
                              const BusyLimits *limits);
