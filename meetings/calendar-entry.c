/* One event or task of a feed, as a component of iCalendar. */
#include "meetings/calendar-internal.h"

#include <libical/ical.h>

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
days_are_good (const CalendarEvent *event)
{
  if (!g_date_valid (&event->first_day))
    return FALSE;
  if (!g_date_valid (&event->last_day))
    return event->task; /* without a due date */
  return event->task || g_date_compare (&event->first_day, &event->last_day) <= 0;
}

static gboolean
time_is_good (const CalendarEvent *event)
{
  if (event->all_day || event->task)
    return days_are_good (event);
  return event->starts_at != NULL && event->ends_at != NULL &&
         g_date_time_compare (event->starts_at, event->ends_at) < 0;
}

static gboolean
status_is_good (const CalendarEvent *event)
{
  if (event->status == CALENDAR_CANCELLED)
    return TRUE;
  return event->task
             ? event->status > CALENDAR_CANCELLED && event->status < N_CALENDAR_STATUSES
             : event->status < CALENDAR_CANCELLED;
}

gboolean
calendar_entry_check (const CalendarEvent *event, CalendarProblem *problem)
{
  if (!uid_is_good (event->uid) || (event->parent != NULL && !uid_is_good (event->parent)))
    return calendar_problem (
        problem, COUNCIL_ERROR_RULE,
        N_ ("bad calendar UID '{uid}': apps lose such an event (letters, digits, '-', '@' "
            "and '.' only)"),
        "uid", event->uid ? event->uid : "", NULL);
  if (!status_is_good (event))
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

/* --- texts --------------------------------------------------------------------------------- */

static void
add (icalcomponent *component, icalproperty *property)
{
  icalcomponent_add_property (component, property);
}

void
calendar_add_text (icalcomponent *component, icalproperty *(*new_property) (const char *),
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

  g_string_replace (value, ",", CALENDAR_COMMA, 0);
  g_string_replace (value, ";", CALENDAR_SEMICOLON, 0);
  if (value->len > 0)
    add (component, icalproperty_new_categories (value->str));
}

/* Puts @url under @text, after @title if there is one, unless it stands there already. */
static void
append_link (GString *text, const char *url, const char *title, gboolean *first)
{
  g_autofree char *label = title ? calendar_line (title) : NULL;

  if (url == NULL || *url == '\0' || strstr (text->str, url) != NULL)
    return;
  if (text->len > 0)
    g_string_append (text, *first ? "\n\n" : "\n");
  if (label != NULL && *label != '\0')
    g_string_append_printf (text, "%s: ", label);
  g_string_append (text, url);
  *first = FALSE;
}

static char *
uri_or_null (const char *address)
{
  g_autofree char *uri = address ? calendar_uri (address) : NULL;

  return uri != NULL && *uri != '\0' ? g_steal_pointer (&uri) : NULL;
}

static void
add_conference (icalcomponent *component, const char *uri)
{
  icalproperty *property = icalproperty_new_conference (uri);

  icalproperty_add_parameter (property, icalparameter_new_value (ICAL_VALUE_URI));
  icalproperty_add_parameter (property, icalparameter_new_feature (ICAL_FEATURE_VIDEO));
  add (component, property);
}

static void
add_attachment (icalcomponent *component, const CalendarEvent *event, const char *uri)
{
  icalattach *attach = icalattach_new_from_url (uri);
  icalproperty *property = icalproperty_new_attach (attach);

  icalattach_unref (attach);
  if (event->attachment_type != NULL)
    icalproperty_add_parameter (property, icalparameter_new_fmttype (event->attachment_type));
  add (component, property);
}

/* Every link stands in the description too, for most apps show no other. */
static void
add_description (icalcomponent *component, const CalendarEvent *event)
{
  g_autofree char *plain = calendar_lines (event->description ? event->description : "");
  g_autofree char *url = uri_or_null (event->url);
  g_autofree char *conference = uri_or_null (event->conference);
  g_autofree char *attachment = uri_or_null (event->attachment);
  g_autoptr(GString) text = g_string_new (plain);
  gboolean first = TRUE;

  append_link (text, url, NULL, &first);
  append_link (text, conference, NULL, &first);
  append_link (text, attachment, event->attachment_title, &first);
  if (text->len > 0)
    add (component, icalproperty_new_description (text->str));
  if (url != NULL)
    add (component, icalproperty_new_url (url));
  if (conference != NULL)
    add_conference (component, conference);
  if (attachment != NULL)
    add_attachment (component, event, attachment);
}

/* PUBLISH wants an ORGANIZER.  One without an address gets the URI that Apple's calendar made
 * customary, which no app writes to. */
static void
add_organizer (const CalendarFeed *feed, icalcomponent *component, const CalendarEvent *event)
{
  const char *address = event->organizer_address;
  g_autofree char *name =
      calendar_parameter (event->organizer_name ? event->organizer_name : feed->name);
  g_autofree char *escaped = address ? calendar_uri (address) : g_strdup ("");
  g_autofree char *uri =
      *escaped != '\0' ? g_strconcat ("mailto:", escaped, NULL) : g_strdup ("invalid:nomail");
  icalproperty *organizer = icalproperty_new_organizer (uri);

  if (*name != '\0')
    icalproperty_add_parameter (organizer, icalparameter_new_cn (name));
  add (component, organizer);
}

/* --- times --------------------------------------------------------------------------------- */

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
event_zone (GHashTable *zones, const CalendarEvent *event)
{
  const CalendarZone *zone = event->zone ? g_hash_table_lookup (zones, event->zone) : NULL;

  return zone != NULL && calendar_zone_knows (zone, event->ends_at) ? zone : NULL;
}

static void
add_time (icalcomponent *component, icalproperty *(*new_property) (struct icaltimetype),
          GDateTime *instant, const CalendarZone *zone)
{
  struct icaltimetype time;
  icalproperty *property;

  if (zone == NULL)
    {
      add (component, new_property (utc_time (instant)));
      return;
    }
  time = icaltime_from_timet_with_zone ((time_t) calendar_zone_local (zone, instant), 0, NULL);
  property = new_property (time);
  icalproperty_add_parameter (property, icalparameter_new_tzid (zone->name));
  add (component, property);
}

/* A task's DUE must be later than its DTSTART. */
static void
add_due (icalcomponent *component, const CalendarEvent *event)
{
  GDate first = event->first_day;

  if (g_date_valid (&event->last_day) && g_date_compare (&first, &event->last_day) >= 0)
    {
      first = event->last_day;
      g_date_subtract_days (&first, 1);
    }
  add (component, icalproperty_new_dtstart (date_value (&first)));
  if (g_date_valid (&event->last_day))
    add (component, icalproperty_new_due (date_value (&event->last_day)));
}

static void
add_when (GHashTable *zones, icalcomponent *component, const CalendarEvent *event)
{
  if (event->task)
    add_due (component, event);
  else if (event->all_day)
    {
      GDate after = event->last_day;

      g_date_add_days (&after, 1);
      add (component, icalproperty_new_dtstart (date_value (&event->first_day)));
      add (component, icalproperty_new_dtend (date_value (&after)));
    }
  else
    {
      const CalendarZone *zone = event_zone (zones, event);

      add_time (component, icalproperty_new_dtstart, event->starts_at, zone);
      add_time (component, icalproperty_new_dtend, event->ends_at, zone);
    }
}

/* --- state --------------------------------------------------------------------------------- */

static void
add_status (const CalendarFeed *feed, icalcomponent *component, const CalendarEvent *event)
{
  static const icalproperty_status statuses[] = {
    [CALENDAR_TENTATIVE] = ICAL_STATUS_TENTATIVE,
    [CALENDAR_CONFIRMED] = ICAL_STATUS_CONFIRMED,
    [CALENDAR_CANCELLED] = ICAL_STATUS_CANCELLED,
    [CALENDAR_NEEDS_ACTION] = ICAL_STATUS_NEEDSACTION,
    [CALENDAR_IN_PROCESS] = ICAL_STATUS_INPROCESS,
    [CALENDAR_COMPLETED] = ICAL_STATUS_COMPLETED,
  };
  gboolean blocks = !event->transparent && event->status != CALENDAR_CANCELLED;

  G_STATIC_ASSERT (G_N_ELEMENTS (statuses) == N_CALENDAR_STATUSES);
  add (component, icalproperty_new_sequence ((int) event->sequence));
  if (feed->method != CALENDAR_UNINVITE) /* RFC 5546, 3.2.5: only a cancelled event has one */
    add (component, icalproperty_new_status (statuses[event->status]));
  if (!event->task)
    add (component,
         icalproperty_new_transp (blocks ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
  add (component, icalproperty_new_class (ICAL_CLASS_PUBLIC));
}

/* RFC 5546 asks for the priority of a published task. */
static void
add_progress (icalcomponent *component, const CalendarEvent *event)
{
  gboolean completed = event->status == CALENDAR_COMPLETED;

  if (!event->task)
    return;
  add (component, icalproperty_new_priority ((int) MIN (event->priority, 9)));
  if (completed)
    add (component, icalproperty_new_completed (utc_time (
                        event->completed ? event->completed : event->last_modified)));
  if (completed || event->percent >= 0)
    add (component, icalproperty_new_percentcomplete (completed ? 100 : event->percent));
}

/* A day begins at midnight, when nobody wants a bell: its alarms count from then on. */
#define MORNING_MINUTES (9 * 60)

static int
alarm_seconds (const CalendarEvent *event)
{
  int minutes = (int) event->alarm_minutes;

  return -60 * (event->task || event->all_day ? minutes - MORNING_MINUTES : minutes);
}

/* What is over or cancelled rings no bell. */
static void
add_alarm (const CalendarFeed *feed, icalcomponent *component, const CalendarEvent *event)
{
  icalcomponent *alarm;
  icalproperty *trigger;

  if (event->alarm_minutes == 0 || feed->method > CALENDAR_REQUEST ||
      event->status == CALENDAR_CANCELLED || event->status == CALENDAR_COMPLETED ||
      (event->task && !g_date_valid (&event->last_day)))
    return;
  alarm = icalcomponent_new (ICAL_VALARM_COMPONENT);
  add (alarm, icalproperty_new_action (ICAL_ACTION_DISPLAY));
  trigger = icalproperty_new_trigger (icaltriggertype_from_int (alarm_seconds (event)));
  if (event->task)
    icalproperty_add_parameter (trigger, icalparameter_new_related (ICAL_RELATED_END));
  add (alarm, trigger);
  calendar_add_text (alarm, icalproperty_new_description, event->summary);
  icalcomponent_add_component (component, alarm);
}

static void
add_parent (icalcomponent *component, const CalendarEvent *event)
{
  icalproperty *related = icalproperty_new_relatedto (event->parent);

  icalproperty_add_parameter (related, icalparameter_new_reltype (ICAL_RELTYPE_PARENT));
  add (component, related);
}

static icalcomponent *
event_component (const CalendarFeed *feed, GHashTable *zones, const CalendarEvent *event)
{
  icalcomponent *component =
      icalcomponent_new (event->task ? ICAL_VTODO_COMPONENT : ICAL_VEVENT_COMPONENT);

  add (component, icalproperty_new_uid (event->uid));
  add (component, icalproperty_new_dtstamp (
                      utc_time (event->stamp ? event->stamp : event->last_modified)));
  if (event->created != NULL)
    add (component, icalproperty_new_created (utc_time (event->created)));
  add (component, icalproperty_new_lastmodified (utc_time (event->last_modified)));
  add_when (zones, component, event);
  add_status (feed, component, event);
  add_progress (component, event);
  calendar_add_text (component, icalproperty_new_summary, event->summary);
  add_description (component, event);
  calendar_add_text (component, icalproperty_new_location, event->location);
  if (event->has_geo)
    add (component,
         icalproperty_new_geo ((struct icalgeotype){ event->latitude, event->longitude }));
  add_organizer (feed, component, event);
  if (feed->method != CALENDAR_PUBLISH)
    calendar_message_add (feed, component, event);
  for (guint i = 0; event->categories != NULL && i < event->categories->len; i++)
    add_category (component, g_ptr_array_index (event->categories, i));
  calendar_add_text (component, icalproperty_new_color, event->color);
  if (event->parent != NULL)
    add_parent (component, event);
  add_alarm (feed, component, event);
  return component;
}

/* RFC 5546, 3.2.8: which event it is, whose proposal and why; nothing that the event says. */
static icalcomponent *
decline_component (const CalendarFeed *feed, const CalendarEvent *event)
{
  icalcomponent *component = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  add (component, icalproperty_new_uid (event->uid));
  add (component, icalproperty_new_dtstamp (
                      utc_time (event->stamp ? event->stamp : event->last_modified)));
  add (component, icalproperty_new_sequence ((int) event->sequence));
  add_organizer (feed, component, event);
  calendar_message_add (feed, component, event);
  return component;
}

icalcomponent *
calendar_entry_component (const CalendarFeed *feed, GHashTable *zones,
                          const CalendarEvent *event)
{
  if (feed->method == CALENDAR_DECLINE)
    return decline_component (feed, event);
  return event_component (feed, zones, event);
}
