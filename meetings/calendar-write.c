/* A feed written as iCalendar. */
#include "meetings/calendar-internal.h"

#include <libical/ical.h>

#include <locale.h>

#define PRODUCT "-//council//calendar//%s"

/* libical does not escape these two in CATEGORIES, so that "торговля, услуги" would be read as
 * two.  Until the text is written, noncharacters of Unicode stand for them, which
 * calendar_line() lets nobody else use. */
#define COMMA "\xef\xb7\x90"     /* U+FDD0 */
#define SEMICOLON "\xef\xb7\x91" /* U+FDD1 */

/* --- what no app forgives, and no library notices ------------------------------------------ */

static gboolean
uid_is_good (const char *uid)
{
  if (uid == NULL || *uid == '\0' || strlen (uid) > 255)
    return FALSE;
  for (const char *p = uid; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || strchr ("/\\,;:\"", *p) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
time_is_good (const CalendarEvent *event)
{
  if (event->all_day)
    return g_date_valid (&event->first_day) && g_date_valid (&event->last_day) &&
           g_date_compare (&event->first_day, &event->last_day) <= 0;
  return event->starts_at != NULL && event->ends_at != NULL &&
         g_date_time_compare (event->starts_at, event->ends_at) < 0;
}

static gboolean
event_check (const CalendarEvent *event, CalendarProblem *problem)
{
  if (!uid_is_good (event->uid))
    return calendar_problem (
        problem, COUNCIL_ERROR_RULE,
        N_ ("bad calendar UID '{uid}': apps lose such an event (letters, digits, '-', '@' "
            "and '.' only)"),
        "uid", event->uid ? event->uid : "", NULL);
  if ((guint) event->status >= N_CALENDAR_STATUSES)
    return calendar_problem (problem, COUNCIL_ERROR_RULE,
                             N_ ("calendar event {uid} has an unknown status (tentative, "
                                 "confirmed or cancelled)"),
                             "uid", event->uid, NULL);
  if (!time_is_good (event))
    return calendar_problem (
        problem, COUNCIL_ERROR_RULE,
        N_ ("calendar event {uid} has no start, or ends before it starts"), "uid", event->uid,
        NULL);
  if (event->summary == NULL || *event->summary == '\0')
    return calendar_problem (problem, COUNCIL_ERROR_RULE,
                             N_ ("calendar event {uid} has no title"), "uid", event->uid,
                             NULL);
  if (event->last_modified == NULL)
    return calendar_problem (
        problem, COUNCIL_ERROR_RULE,
        N_ ("calendar event {uid} does not say when its record was changed"), "uid",
        event->uid, NULL);
  return TRUE;
}

/* --- the writing itself -------------------------------------------------------------------- */

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

/* Adds a property of type TEXT, unless @text is missing or blank. */
static void
add_text (icalcomponent *component, icalproperty *(*new_property) (const char *),
          const char *text)
{
  g_autofree char *line = text ? calendar_line (text) : NULL;

  if (line != NULL && *line != '\0')
    add (component, new_property (line));
}

static void
add_category (icalcomponent *component, const char *text)
{
  g_autofree char *line = calendar_line (text);
  g_autoptr(GString) value = g_string_new (line);

  g_string_replace (value, ",", COMMA, 0);
  g_string_replace (value, ";", SEMICOLON, 0);
  if (value->len > 0)
    add (component, icalproperty_new_categories (value->str));
}

static struct icaltimetype
utc_time (GDateTime *instant)
{
  return icaltime_from_timet_with_zone ((time_t) g_date_time_to_unix (instant), 0,
                                        icaltimezone_get_utc_timezone ());
}

static struct icaltimetype
date_value (const GDate *date)
{
  struct icaltimetype value = icaltime_null_date ();

  value.year = g_date_get_year (date);
  value.month = (int) g_date_get_month (date);
  value.day = g_date_get_day (date);
  return value;
}

/* The zone that @event is written in: %NULL for UTC. */
static const CalendarZone *
event_zone (const Writer *writer, const CalendarEvent *event)
{
  const CalendarZone *zone =
      event->zone ? g_hash_table_lookup (writer->zones, event->zone) : NULL;

  return zone != NULL && calendar_zone_knows (zone, event->ends_at) ? zone : NULL;
}

static void
add_time (icalcomponent *component, icalproperty *(*new_property) (struct icaltimetype),
          GDateTime *instant, const CalendarZone *zone)
{
  g_autoptr(GDateTime) local = NULL;
  struct icaltimetype time;
  icalproperty *property;

  if (zone == NULL)
    {
      add (component, new_property (utc_time (instant)));
      return;
    }
  local = g_date_time_to_timezone (instant, zone->zone);
  time = icaltime_null_time ();
  time.year = g_date_time_get_year (local);
  time.month = g_date_time_get_month (local);
  time.day = g_date_time_get_day_of_month (local);
  time.hour = g_date_time_get_hour (local);
  time.minute = g_date_time_get_minute (local);
  time.second = g_date_time_get_second (local);
  property = new_property (time);
  icalproperty_add_parameter (property, icalparameter_new_tzid (zone->name));
  add (component, property);
}

static void
add_when (const Writer *writer, icalcomponent *component, const CalendarEvent *event)
{
  if (event->all_day)
    {
      GDate after = event->last_day;

      g_date_add_days (&after, 1);
      add (component, icalproperty_new_dtstart (date_value (&event->first_day)));
      add (component, icalproperty_new_dtend (date_value (&after)));
    }
  else
    {
      const CalendarZone *zone = event_zone (writer, event);

      add_time (component, icalproperty_new_dtstart, event->starts_at, zone);
      add_time (component, icalproperty_new_dtend, event->ends_at, zone);
    }
}

static void
add_status (icalcomponent *component, const CalendarEvent *event)
{
  static const icalproperty_status statuses[] = {
    [CALENDAR_TENTATIVE] = ICAL_STATUS_TENTATIVE,
    [CALENDAR_CONFIRMED] = ICAL_STATUS_CONFIRMED,
    [CALENDAR_CANCELLED] = ICAL_STATUS_CANCELLED,
  };
  gboolean blocks = !event->transparent && event->status != CALENDAR_CANCELLED;

  G_STATIC_ASSERT (G_N_ELEMENTS (statuses) == N_CALENDAR_STATUSES);
  add (component, icalproperty_new_sequence ((int) event->sequence));
  add (component, icalproperty_new_status (statuses[event->status]));
  add (component,
       icalproperty_new_transp (blocks ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
  add (component, icalproperty_new_class (ICAL_CLASS_PUBLIC));
}

static void
add_description (icalcomponent *component, const CalendarEvent *event)
{
  g_autofree char *text = calendar_lines (event->description ? event->description : "");
  g_autofree char *url = event->url ? calendar_uri (event->url) : g_strdup ("");
  g_autofree char *both = NULL;

  if (*url != '\0' && strstr (text, url) == NULL)
    both = g_strjoin (*text != '\0' ? "\n\n" : "", text, url, NULL);
  else
    both = g_steal_pointer (&text);
  if (*both != '\0')
    add (component, icalproperty_new_description (both));
  if (*url != '\0')
    add (component, icalproperty_new_url (url));
}

/* PUBLISH wants an ORGANIZER.  One without an address gets the URI that Apple's calendar made
 * customary, which no app writes to. */
static void
add_organizer (const Writer *writer, icalcomponent *component, const CalendarEvent *event)
{
  const char *address = event->organizer_address;
  g_autofree char *name =
      calendar_line (event->organizer_name ? event->organizer_name : writer->feed->name);
  g_autofree char *escaped = address ? calendar_uri (address) : g_strdup ("");
  g_autofree char *uri =
      *escaped != '\0' ? g_strconcat ("mailto:", escaped, NULL) : g_strdup ("invalid:nomail");
  icalproperty *organizer = icalproperty_new_organizer (uri);

  if (*name != '\0')
    icalproperty_add_parameter (organizer, icalparameter_new_cn (name));
  add (component, organizer);
}

static icalcomponent *
event_component (const Writer *writer, const CalendarEvent *event)
{
  icalcomponent *component = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  add (component, icalproperty_new_uid (event->uid));
  add (component, icalproperty_new_dtstamp (utc_time (event->last_modified)));
  if (event->created != NULL)
    add (component, icalproperty_new_created (utc_time (event->created)));
  add (component, icalproperty_new_lastmodified (utc_time (event->last_modified)));
  add_when (writer, component, event);
  add_status (component, event);
  add_text (component, icalproperty_new_summary, event->summary);
  add_description (component, event);
  add_text (component, icalproperty_new_location, event->location);
  if (event->has_geo)
    add (component,
         icalproperty_new_geo ((struct icalgeotype){ event->latitude, event->longitude }));
  add_organizer (writer, component, event);
  for (guint i = 0; event->categories != NULL && i < event->categories->len; i++)
    add_category (component, g_ptr_array_index (event->categories, i));
  return component;
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

static void
add_header (Writer *writer)
{
  const CalendarFeed *feed = writer->feed;
  g_autofree char *lang = calendar_line (feed->lang ? feed->lang : "ru");
  g_autofree char *upper = g_ascii_strup (lang, -1);
  g_autofree char *product = g_strdup_printf (PRODUCT, upper);
  g_autofree char *plain = x_name (feed->name);

  add (writer->calendar, icalproperty_new_version ("2.0"));
  add (writer->calendar, icalproperty_new_prodid (product));
  add (writer->calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  add (writer->calendar, icalproperty_new_calscale ("GREGORIAN"));
  add_text (writer->calendar, icalproperty_new_name, feed->name);
  add_x (writer->calendar, "X-WR-CALNAME", plain);
  add_text (writer->calendar, icalproperty_new_description, feed->description);
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

/* Notes that @event is written in its zone, in the years it touches. */
static gboolean
zone_note (Writer *writer, const CalendarEvent *event, CalendarProblem *problem)
{
  g_autoptr(GDateTime) starts = NULL, ends = NULL;
  CalendarZone *zone;

  if (event->all_day || calendar_zone_is_utc (event->zone))
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
  starts = g_date_time_to_timezone (event->starts_at, zone->zone);
  ends = g_date_time_to_timezone (event->ends_at, zone->zone);
  zone->year_from = MIN (zone->year_from, g_date_time_get_year (starts));
  zone->year_to = MAX (zone->year_to, g_date_time_get_year (ends));
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

      if (!event_check (event, problem) || !zone_note (writer, event, problem))
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

  return event->all_day ? ((gint64) g_date_get_julian (&event->first_day) - epoch) * day
                        : g_date_time_to_unix (event->starts_at);
}

static gint
event_compare (gconstpointer a, gconstpointer b)
{
  const CalendarEvent *one = *(const CalendarEvent *const *) a;
  const CalendarEvent *two = *(const CalendarEvent *const *) b;
  gint64 first = event_start (one), second = event_start (two);

  return first < second ? -1 : first > second ? 1 : strcmp (one->uid, two->uid);
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

static GBytes *
writer_run (Writer *writer)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new ();
  g_autoptr(GString) text = NULL;
  char *written;

  add_header (writer);
  add_zones (writer);
  g_ptr_array_extend (events, writer->feed->events, NULL, NULL);
  g_ptr_array_sort (events, event_compare);
  for (guint i = 0; i < events->len; i++)
    icalcomponent_add_component (writer->calendar,
                                 event_component (writer, g_ptr_array_index (events, i)));
  written = icalcomponent_as_ical_string_r (writer->calendar);
  text = g_string_new (written);
  free (written);
  g_string_replace (text, COMMA, "\\,", 0);
  g_string_replace (text, SEMICOLON, "\\;", 0);
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
  icalcomponent_free (writer.calendar);
  uselocale (before);
  freelocale (c_locale);
  return bytes;
}
