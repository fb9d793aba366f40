/* Between the files of the calendar module; nobody else includes it. */
#pragma once

#include "core/message.h"
#include "meetings/calendar-module.h"

/* As libical declares them, whose header only the .c files include. */
typedef struct icalcomponent_impl icalcomponent;
typedef struct icalproperty_impl icalproperty;

/* A TEXT value may have at most this many characters: a description, not a book. */
#define CALENDAR_TEXT_MAX 20000

/**
 * calendar_problem:
 * @...: pairs of a place's name and its value, at most three, ended by %NULL
 *
 * Fills @problem in.  Returns %FALSE.
 */
gboolean calendar_problem (CalendarProblem *problem, CouncilErrorCode code,
                           const char *message, ...) G_GNUC_NULL_TERMINATED;

/** calendar_line: (transfer full): @text repaired to UTF-8, its control characters, line
 * separators and direction overrides made spaces, without spaces at its ends. */
char *calendar_line (const char *text);

/** calendar_lines: (transfer full): as calendar_line(), but line ends stay, as "\n". */
char *calendar_lines (const char *text);

/** calendar_parameter: (transfer full): as calendar_line(), for the value of a parameter: libical
 * escapes its quotes (RFC 6868) but not the sign that it escapes them with. */
char *calendar_parameter (const char *text);

/** calendar_uri: (transfer full): @text with everything percent-encoded that no URI has. */
char *calendar_uri (const char *text);

/** The years in which a feed has events in a zone. */
typedef struct
{
  char *name; /* IANA */
  GTimeZone *zone;
  int year_from;
  int year_to;
} CalendarZone;

/**
 * calendar_zone_new:
 *
 * Returns: (transfer full) (nullable): the zone, or %NULL when this system does not know @name
 */
CalendarZone *calendar_zone_new (const char *name);
void calendar_zone_free (CalendarZone *zone);

/** calendar_zone_is_utc: whether @name, which may be %NULL, means UTC. */
gboolean calendar_zone_is_utc (const char *name);

/** calendar_zone_knows: whether the zone's data tell the offset at @instant: after 2037 they do
 * only where there was no summer time to the end. */
gboolean calendar_zone_knows (const CalendarZone *zone, GDateTime *instant);

/** calendar_zone_local: @instant by the zone's clock, as seconds since 1970 there. */
gint64 calendar_zone_local (const CalendarZone *zone, GDateTime *instant);

/** calendar_zone_component: (transfer full): the VTIMEZONE that tells the zone's offsets from
 * the first to the last of its years. */
icalcomponent *calendar_zone_component (const CalendarZone *zone);

/* libical does not escape these two in CATEGORIES, so that "торговля, услуги" would be read as
 * two.  Until the text is written, noncharacters of Unicode stand for them, which
 * calendar_line() lets nobody else use. */
#define CALENDAR_COMMA "\xef\xb7\x90"     /* U+FDD0 */
#define CALENDAR_SEMICOLON "\xef\xb7\x91" /* U+FDD1 */

/** calendar_add_text: adds a property of type TEXT, unless @text is missing or blank. */
void calendar_add_text (icalcomponent *component, icalproperty *(*new_property) (const char *),
                        const char *text);

/** calendar_entry_check: whether apps can understand @event and tell it from another. */
gboolean calendar_entry_check (const CalendarEvent *event, CalendarProblem *problem);

/**
 * calendar_entry_component:
 * @zones: (element-type utf8 CalendarZone): by name, each zone that an event of @feed names
 *
 * Returns: (transfer full): the VEVENT or VTODO
 */
icalcomponent *calendar_entry_component (const CalendarFeed *feed, GHashTable *zones,
                                         const CalendarEvent *event);

/** calendar_message_check: whether an app takes @event as a message of @feed's method; %TRUE of a
 * feed that is published. */
gboolean calendar_message_check (const CalendarFeed *feed, const CalendarEvent *event,
                                 CalendarProblem *problem);

/** calendar_message_add: adds what only a message has: the attendees and why it is sent. */
void calendar_message_add (const CalendarFeed *feed, icalcomponent *component,
                           const CalendarEvent *event);

GBytes *calendar_write_ics (const CalendarFeed *feed, CalendarProblem *problem);
gboolean calendar_check_ics (GBytes *ics, GPtrArray *findings, CalendarProblem *problem);
gboolean calendar_find_lunar_days (int year_from, int year_to, int islamic_month,
                                   int islamic_day, GArray *dates, CalendarProblem *problem);
