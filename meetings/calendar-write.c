/* A feed written as iCalendar. */
#include "meetings/calendar-internal.h"

#include <libical/ical.h>

#include <locale.h>

#define PRODUCT "-//council//calendar//%s"

typedef struct
{
  const CalendarFeed *feed;
  GHashTable *zones; /* name to CalendarZone */
  icalcomponent *calendar;
} Writer;

static void
add (icalcomponent *component, icalproperty *property)
{
  icalcomponent_add_property (component, property);
}

static void
add_x (icalcomponent *component, const char *name, const char *value)
{
  icalproperty *property = icalproperty_new_x (value);

  icalproperty_set_x_name (property, name);
  add (component, property);
}

/* A comma or semicolon cannot be escaped in an X- property: apps would show the backslash. */
static char *
x_name (const char *name)
{
  g_autofree char *line = calendar_line (name);
  g_auto(GStrv) parts = g_strsplit_set (line, ",;\\", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_strstrip (parts[i]);
  return g_strjoinv (" ", parts);
}

/* What a calendar that apps subscribe to says of itself. */
static void
add_subscription (Writer *writer)
{
  const CalendarFeed *feed = writer->feed;
  g_autofree char *plain = x_name (feed->name);

  calendar_add_text (writer->calendar, icalproperty_new_name, feed->name);
  add_x (writer->calendar, "X-WR-CALNAME", plain);
  calendar_add_text (writer->calendar, icalproperty_new_description, feed->description);
  if (feed->source_url != NULL)
    {
      g_autofree char *url = calendar_uri (feed->source_url);

      add (writer->calendar, icalproperty_new_source (url));
    }
  if (feed->refresh_minutes > 0)
    {
      struct icaldurationtype every =
          icaldurationtype_from_int ((int) feed->refresh_minutes * 60);
      g_autofree char *text = icaldurationtype_as_ical_string_r (every);

      add (writer->calendar, icalproperty_new_refreshinterval (every));
      add_x (writer->calendar, "X-PUBLISHED-TTL", text);
    }
}

static void
add_header (Writer *writer)
{
  static const icalproperty_method methods[] = {
    [CALENDAR_PUBLISH] = ICAL_METHOD_PUBLISH,        [CALENDAR_REQUEST] = ICAL_METHOD_REQUEST,
    [CALENDAR_CANCEL] = ICAL_METHOD_CANCEL,          [CALENDAR_UNINVITE] = ICAL_METHOD_CANCEL,
    [CALENDAR_DECLINE] = ICAL_METHOD_DECLINECOUNTER,
  };
  const CalendarFeed *feed = writer->feed;
  g_autofree char *lang = calendar_line (feed->lang ? feed->lang : "ru");
  g_autofree char *upper = g_ascii_strup (lang, -1);
  g_autofree char *product = g_strdup_printf (PRODUCT, upper);

  G_STATIC_ASSERT (G_N_ELEMENTS (methods) == N_CALENDAR_METHODS);
  add (writer->calendar, icalproperty_new_version ("2.0"));
  add (writer->calendar, icalproperty_new_prodid (product));
  add (writer->calendar, icalproperty_new_method (methods[feed->method]));
  add (writer->calendar, icalproperty_new_calscale ("GREGORIAN"));
  if (feed->method == CALENDAR_PUBLISH)
    add_subscription (writer);
}

static int
local_year (const CalendarZone *zone, GDateTime *instant)
{
  return icaltime_from_timet_with_zone ((time_t) calendar_zone_local (zone, instant), 0, NULL)
      .year;
}

/* Notes that @event is written in its zone, in the years it touches. */
static gboolean
zone_note (Writer *writer, const CalendarEvent *event, CalendarProblem *problem)
{
  CalendarZone *zone;

  if (event->all_day || event->task || calendar_zone_is_utc (event->zone) ||
      writer->feed->method == CALENDAR_DECLINE) /* which tells no time */
    return TRUE;
  zone = g_hash_table_lookup (writer->zones, event->zone);
  if (zone == NULL)
    {
      zone = calendar_zone_new (event->zone);
      if (zone == NULL)
        return calendar_problem (
            problem, COUNCIL_ERROR_RULE,
            N_ ("calendar event {uid}: no time zone '{zone}' on this system "
                "(a name such as Asia/Dushanbe)"),
            "uid", event->uid, "zone", event->zone, NULL);
      g_hash_table_insert (writer->zones, zone->name, zone);
    }
  if (!calendar_zone_knows (zone, event->ends_at))
    return TRUE;
  zone->year_from = MIN (zone->year_from, local_year (zone, event->starts_at));
  zone->year_to = MAX (zone->year_to, local_year (zone, event->ends_at));
  return TRUE;
}

static gboolean
events_check (Writer *writer, CalendarProblem *problem)
{
  GPtrArray *events = writer->feed->events;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      const CalendarEvent *event = g_ptr_array_index (events, i);

      if (!calendar_entry_check (event, problem) ||
          !calendar_message_check (writer->feed, event, problem) ||
          !zone_note (writer, event, problem))
        return FALSE;
      if (!g_hash_table_add (seen, event->uid))
        return calendar_problem (problem, COUNCIL_ERROR_RULE,
                                 N_ ("two calendar events have the UID {uid}: apps would keep "
                                     "one (each needs its own)"),
                                 "uid", event->uid, NULL);
    }
  return TRUE;
}

static gint64
event_start (const CalendarEvent *event)
{
  const gint64 day = 24 * 60 * 60;
  const gint64 epoch = 719163; /* 1 January 1970, as GDate counts */

  return event->all_day || event->task
             ? ((gint64) g_date_get_julian (&event->first_day) - epoch) * day
             : g_date_time_to_unix (event->starts_at);
}

/* Where an event stands among the others.  The start is kept beside the pointer: looked up in the
 * event at each comparison, it would be fetched from memory anew. */
typedef struct
{
  gint64 start;
  const CalendarEvent *event;
} Place;

static gint
place_compare (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *two = b;

  return one->start < two->start   ? -1
         : one->start > two->start ? 1
                                   : strcmp (one->event->uid, two->event->uid);
}

/* (transfer full) (element-type Place): the feed's events by start and UID. */
static GArray *
events_in_order (const CalendarFeed *feed)
{
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (Place), feed->events->len);

  for (guint i = 0; i < feed->events->len; i++)
    {
      const CalendarEvent *event = g_ptr_array_index (feed->events, i);
      const Place place = { event_start (event), event };

      g_array_append_val (places, place);
    }
  g_array_sort (places, place_compare);
  return places;
}

/* Last name first: libical puts each VTIMEZONE before the others. */
static gint
name_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (b, a);
}

static void
add_zones (Writer *writer)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (writer->zones), name_compare);

  for (GList *name = names; name != NULL; name = name->next)
    {
      const CalendarZone *zone = g_hash_table_lookup (writer->zones, name->data);

      if (zone->year_from <= zone->year_to)
        icalcomponent_add_component (writer->calendar, calendar_zone_component (zone));
    }
}

/* Appends what libical writes for @component, and frees that. */
static void
append_component (GString *text, icalcomponent *component)
{
  char *written = icalcomponent_as_ical_string_r (component);

  icalcomponent_free (component);
  if (strstr (written, CALENDAR_COMMA) != NULL || strstr (written, CALENDAR_SEMICOLON) != NULL)
    {
      g_autoptr(GString) marked = g_string_new (written);

      g_string_replace (marked, CALENDAR_COMMA, "\\,", 0);
      g_string_replace (marked, CALENDAR_SEMICOLON, "\\;", 0);
      g_string_append_len (text, marked->str, (gssize) marked->len);
    }
  else
    g_string_append (text, written);
  free (written);
}

/* An entry at a time: a tree of them all would leave the processor's cache, and the time would
 * grow faster than their number. */
static GBytes *
writer_run (Writer *writer)
{
  static const char end[] = "END:VCALENDAR\r\n";
  g_autoptr(GArray) places = events_in_order (writer->feed);
  g_autoptr(GString) text = g_string_new (NULL);

  add_header (writer);
  add_zones (writer);
  append_component (text, g_steal_pointer (&writer->calendar));
  g_string_truncate (text, text->len - strlen (end));
  for (guint i = 0; i < places->len; i++)
    append_component (text, calendar_entry_component (writer->feed, writer->zones,
                                                      g_array_index (places, Place, i).event));
  g_string_append (text, end);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

GBytes *
calendar_write_ics (const CalendarFeed *feed, CalendarProblem *problem)
{
  g_autoptr(GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) calendar_zone_free);
  Writer writer = { .feed = feed, .zones = zones };
  locale_t c_locale, before;
  GBytes *bytes;

  if (!events_check (&writer, problem))
    return NULL;
  /* GEO's decimal point must not follow the user's locale. */
  c_locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
  before = uselocale (c_locale);
  writer.calendar = icalcomponent_new (ICAL_VCALENDAR_COMPONENT);
  bytes = writer_run (&writer);
  uselocale (before);
  freelocale (c_locale);
  return bytes;
}
