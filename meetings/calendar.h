/* Calendars: feeds as apps subscribe to them, and the days of the Islamic calendar.
 *
 * This is the door to the calendar module, which alone knows libical.  Loading libical costs
 * more start-up than most commands take, so the module is loaded by the first call that needs
 * it, from $COUNCIL_MODULES when that is set, else from the build tree beside the program, else
 * from where it was installed.  A call that cannot load it fails with %COUNCIL_ERROR_STORAGE.
 *
 * Nothing here reads the clock: the same feed gives the same bytes. */
#pragma once

#include <glib.h>

typedef enum
{
  CALENDAR_TENTATIVE,    /* planned: a date that waits for a party */
  CALENDAR_CONFIRMED,    /* convened, held, closed */
  CALENDAR_CANCELLED,    /* stays in the feed, so that it leaves the subscribers' calendars */
  CALENDAR_NEEDS_ACTION, /* this and what follows: of a task */
  CALENDAR_IN_PROCESS,
  CALENDAR_COMPLETED,
  N_CALENDAR_STATUSES
} CalendarStatus;

/** What a calendar is sent for (RFC 5546). */
typedef enum
{
  CALENDAR_PUBLISH,  /* a feed */
  CALENDAR_REQUEST,  /* an invitation, or a change of one: METHOD:REQUEST */
  CALENDAR_CANCEL,   /* METHOD:CANCEL: the event is cancelled */
  CALENDAR_UNINVITE, /* METHOD:CANCEL for the attendees named; the event stays */
  CALENDAR_DECLINE,  /* METHOD:DECLINECOUNTER: the event stays as it is, the attendee's
                      * counter-proposal with this SEQUENCE is declined */
  N_CALENDAR_METHODS
} CalendarMethod;

typedef enum
{
  CALENDAR_CHAIR,
  CALENDAR_REQUIRED,
  CALENDAR_OPTIONAL,
  CALENDAR_INFORMED, /* NON-PARTICIPANT */
  N_CALENDAR_ROLES
} CalendarRole;

/** What an attendee answered. */
typedef enum
{
  CALENDAR_UNANSWERED, /* NEEDS-ACTION; the attendee is asked to answer (RSVP) */
  CALENDAR_ACCEPTED,
  CALENDAR_DECLINED,
  CALENDAR_PERHAPS,   /* TENTATIVE */
  CALENDAR_DELEGATED, /* to another */
  N_CALENDAR_ANSWERS
} CalendarAnswer;

/** Someone who is invited. */
typedef struct
{
  char *name;    /* (nullable) */
  char *address; /* a mail address, without "mailto:" */
  CalendarRole role;
  CalendarAnswer answer;
  char *delegated_from; /* (nullable): the address of whom this one comes instead of */
  char *delegated_to;   /* (nullable): the address of who comes instead */
} CalendarAttendee;

/** calendar_attendee_new: (transfer full): a required one who has not answered. */
CalendarAttendee *calendar_attendee_new (const char *name, const char *address);
void calendar_attendee_free (CalendarAttendee *attendee);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalendarAttendee, calendar_attendee_free)

/** One event or task; it does not recur.  Every string is UTF-8; what is not is repaired in
 * writing. */
typedef struct
{
  gboolean task;  /* a VTODO: from first_day, due on last_day, which may be no valid date */
  char *uid;      /* never changes; without slash, white space or control characters */
  guint sequence; /* raised with every change of the time or the place, and by cancelling */
  CalendarStatus status;

  /* Either both instants and the zone that the event's times are shown in, */
  GDateTime *starts_at;
  GDateTime *ends_at; /* after starts_at */
  char *zone;         /* (nullable): an IANA name; %NULL shows UTC */
  /* or whole days, first to last. */
  gboolean all_day;
  GDate first_day;
  GDate last_day; /* included */

  char *summary;
  char *description; /* (nullable): may have several lines */
  char *location;    /* (nullable) */
  char *url;         /* (nullable): also put at the end of the description: apps ignore URL */
  char *conference;  /* (nullable): address of the video conference */
  char *attachment;  /* (nullable): address of a document, such as the agenda */
  char *attachment_type;  /* (nullable): its media type, such as "text/html" */
  char *attachment_title; /* (nullable): what it is, for the link in the description */
  char *color;            /* (nullable): a name of CSS 3, such as "seagreen" (RFC 7986) */
  char *parent;           /* (nullable): UID of the event that it belongs to */
  GPtrArray *categories;  /* (element-type utf8): a property each; free with g_free */

  guint
      alarm_minutes; /* before the start; of whole days before 9 o'clock of the first one, of a
                        * task before 9 o'clock of its due day; 0: no alarm */
  int percent;       /* of a task: how much is done; -1 does not say */
  GDateTime *completed; /* (nullable): when a task was; the last change when %NULL */
  guint priority;       /* of a task: 1 (highest) to 9; 0 does not say */

  gboolean has_geo;
  double latitude;  /* degrees, north positive */
  double longitude; /* degrees, east positive */

  char *organizer_name;    /* (nullable): the feed's name when %NULL */
  char *organizer_address; /* (nullable): a mail address, without "mailto:" */

  gboolean transparent; /* does not block its time, as a public holiday; one that is
                             * cancelled never does */
  GDateTime *created;   /* (nullable): when the record was made */
  GDateTime
      *last_modified; /* when the record was last changed: also DTSTAMP, but for @stamp */

  /* Of a message to attendees. */
  GDateTime *stamp;     /* (nullable): DTSTAMP: when the message was made */
  char *comment;        /* (nullable): why it is sent */
  GPtrArray *attendees; /* (element-type CalendarAttendee) */
} CalendarEvent;

/** A calendar that apps subscribe to, or that is sent to someone. */
typedef struct
{
  CalendarMethod
      method; /* of others than CALENDAR_PUBLISH, the name and what follows it are not
                          * written: such a calendar is a message about its one event */
  char *name;
  char *description;     /* (nullable) */
  char *lang;            /* (nullable): "ru" when %NULL */
  char *source_url;      /* (nullable): where the feed is fetched from */
  guint refresh_minutes; /* how often apps should look; 0 says nothing */
  GPtrArray *events;     /* (element-type CalendarEvent): in any order */
} CalendarFeed;

/** calendar_event_new: (transfer full): an event without content: tentative, no category. */
CalendarEvent *calendar_event_new (void);
void calendar_event_free (CalendarEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalendarEvent, calendar_event_free)

/** calendar_feed_new: (transfer full): a feed without events; it owns those added to it. */
CalendarFeed *calendar_feed_new (const char *name);
void calendar_feed_free (CalendarFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalendarFeed, calendar_feed_free)

/**
 * calendar_write:
 * @feed: a feed; one without events is a valid calendar too
 * @error: %COUNCIL_ERROR_RULE when an event could not be told from another or understood by an
 *   app: a UID that is missing, has a slash or white space, or occurs twice; an unknown status;
 *   no summary; no last change; an end before the start; a zone that this system does not know;
 *   of a message: no attendee, no organizer's address, a bad address, a request for an event that
 *   is cancelled.
 *   %COUNCIL_ERROR_STORAGE when the calendar module cannot be loaded.
 *
 * Writes the feed as iCalendar (RFC 5545, 5546, 7986): events and tasks by start and UID; with
 * METHOD:PUBLISH no ATTENDEE.  A task is due later than it starts, as RFC 5545 asks: one that is due
 * on its first day starts on the day before.
 *
 * Control characters, line separators and direction overrides in any string become spaces,
 * invalid UTF-8 becomes U+FFFD; only the description keeps its line ends.
 *
 * Every zone is declared by our own VTIMEZONE under its IANA name, for the years of the events
 * in it.  A zone that does not change its clocks in these years (Asia/Dushanbe, Asia/Bishkek)
 * has one STANDARD; one that does has a STANDARD or DAYLIGHT for each change in these years,
 * from the system's zone data.  An event after 2037 in a zone with summer time is written
 * in UTC, for the zone data end there.
 *
 * Returns: (transfer full): the bytes, with CRLF line ends; the same feed gives the same bytes
 */
GBytes *calendar_write (const CalendarFeed *feed, GError **error);

/**
 * calendar_validate:
 * @ics: an iCalendar file; at most 4 MB, lines of at most 64 KB, nested at most 4 deep
 * @findings: (element-type utf8): what is wrong is added, one (transfer full) line of English a
 *   finding: libical's parse errors and the restrictions of RFC 5546, and what no other judge
 *   finds: a UID that occurs twice, an unknown STATUS
 * @error: %COUNCIL_ERROR_INPUT when @ics is no calendar or exceeds the bounds
 *
 * Returns: whether it could look; a calendar is good when nothing was added
 */
gboolean calendar_validate (GBytes *ics, GPtrArray *findings, GError **error);

/**
 * calendar_lunar_days:
 * @year_from: a civil year, 1900 to 2999
 * @year_to: not before @year_from
 * @islamic_month: 1 (Muharram) to 12 (Dhu al-Hijja); 9 is Ramadan
 * @islamic_day: 1 to 30; a month of 29 days has no 30th
 * @dates: (element-type GDate): the dates are added, in order
 * @error: %COUNCIL_ERROR_USAGE for a month or day that is none, %COUNCIL_ERROR_STORAGE when the
 *   calendar module cannot be loaded
 *
 * Finds the civil dates of an Islamic day by the calendar of Umm al-Qura, through libical's
 * RSCALE=ISLAMIC-UMALQURA (RFC 7529).  An Islamic year is shorter than a civil one: a civil
 * year can have the day twice, as 2000 had the end of Ramadan.  What is observed differs by a
 * day now and then: plan with it, mark it provisional.
 *
 * The table of Umm al-Qura covers 1300 to 1600 after the Hijra (1882 to 2174).  Beyond it the
 * dates come from the arithmetic (tabular, civil) Islamic calendar, so that no year is refused.
 *
 * Returns: %TRUE, also when no date was found
 */
gboolean calendar_lunar_days (int year_from, int year_to, int islamic_month, int islamic_day,
                              GArray *dates, GError **error);

/** A stretch of days, first to last included. */
typedef struct
{
  GDate first;
  GDate last;
} CalendarSpan;

/**
 * calendar_lunar_months:
 * @spans: (element-type CalendarSpan): the months are added, in order
 *
 * Finds each time of an Islamic month that touches the civil years @year_from to @year_to, by
 * the rules of calendar_lunar_days().
 */
gboolean calendar_lunar_months (int year_from, int year_to, int islamic_month, GArray *spans,
                                GError **error);

/**
 * calendar_lunar_guess:
 * @date: any civil date
 * @islamic_month: (out): 1 to 12
 * @islamic_day: (out): 1 to 30
 *
 * Tells the date in the arithmetic Islamic calendar (30 years of 10,631 days, civil epoch of 16
 * July 622 Julian), without loading anything.  It is within two days of Umm al-Qura: good enough
 * to know that an Islamic day is not near.
 *
 * Returns: the Islamic year
 */
int calendar_lunar_guess (const GDate *date, int *islamic_month, int *islamic_day);
