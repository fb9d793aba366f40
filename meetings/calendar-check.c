/* A calendar judged: by libical's restrictions, and for what no judge looks at. */
#include "meetings/calendar-internal.h"

#include <libical/ical.h>

/* Bounds of what libical reads in reasonable time. */
#define BYTES_MAX (4 * 1024 * 1024)
#define LINE_MAX_BYTES (64 * 1024)
#define DEPTH_MAX 4
#define COMPONENTS_MAX 20000

static gboolean
refuse (CalendarProblem *problem, const char *message)
{
  return calendar_problem (problem, COUNCIL_ERROR_INPUT, message, NULL);
}

/* One pass over the lines, before libical sees them; @text ends with a null byte. */
static gboolean
bounds_check (const char *text, gsize length, CalendarProblem *problem)
{
  guint depth = 0, components = 0;

  for (const char *line = text, *end; line < text + length; line = end + 1)
    {
      end = memchr (line, '\n', text + length - line);
      if (end == NULL)
        end = text + length;
      if (end - line > LINE_MAX_BYTES)
        return refuse (problem, N_ ("the calendar has a line of more than 64 KB"));
      if (g_ascii_strncasecmp (line, "BEGIN:", 6) == 0)
        depth++, components++;
      else if (g_ascii_strncasecmp (line, "END:", 4) == 0 && depth > 0)
        depth--;
      if (depth > DEPTH_MAX)
        return refuse (problem, N_ ("the calendar is nested too deep (at most 4)"));
      if (components > COMPONENTS_MAX)
        return refuse (problem, N_ ("the calendar has too many entries (at most 20,000)"));
    }
  if (depth > 0)
    return refuse (problem, N_ ("the calendar is cut off: its last END is missing"));
  return TRUE;
}

static void
find (GPtrArray *findings, const char *uid, const char *what)
{
  g_ptr_array_add (findings, uid ? g_strdup_printf ("%s: %s", uid, what) : g_strdup (what));
}

/* The errors that parsing, or icalrestriction_check(), left in @component and below. */
static void
find_errors (GPtrArray *findings, icalcomponent *component)
{
  /* Asked before the loop, whose place in the properties it would lose. */
  const char *uid = icalcomponent_get_uid (component);

  for (icalproperty *p = icalcomponent_get_first_property (component, ICAL_XLICERROR_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (component, ICAL_XLICERROR_PROPERTY))
    {
      g_autofree char *text = icalproperty_get_value_as_string_r (p);

      find (findings, uid, text);
    }
  for (icalcomponent *c = icalcomponent_get_first_component (component, ICAL_ANY_COMPONENT);
       c != NULL; c = icalcomponent_get_next_component (component, ICAL_ANY_COMPONENT))
    find_errors (findings, c);
}

static void
remove_all (icalcomponent *component, icalproperty_kind kind)
{
  for (icalproperty *p; (p = icalcomponent_get_first_property (component, kind)) != NULL;)
    {
      icalcomponent_remove_property (component, p);
      icalproperty_free (p);
    }
}

/* libical's table allows neither in a DECLINECOUNTER; the example in RFC 5546, 4.2.4, has both. */
static void
allow_declined (icalcomponent *calendar)
{
  icalcomponent *event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);

  if (event == NULL || icalcomponent_get_method (calendar) != ICAL_METHOD_DECLINECOUNTER)
    return;
  remove_all (event, ICAL_SEQUENCE_PROPERTY);
  remove_all (event, ICAL_ATTENDEE_PROPERTY);
}

/* icalrestriction_check() writes into what it checks. */
static void
find_restrictions (GPtrArray *findings, icalcomponent *calendar)
{
  icalcomponent *copy = icalcomponent_new_clone (calendar);
  guint before = findings->len;

  icalcomponent_strip_errors (copy);
  allow_declined (copy);
  if (!icalrestriction_check (copy))
    {
      find_errors (findings, copy);
      if (findings->len == before)
        find (findings, NULL, "breaks a restriction of RFC 5546");
    }
  icalcomponent_free (copy);
}

/* RFC 5545, 3.8.1.11: events and tasks have their own words. */
static void
find_status (GPtrArray *findings, icalcomponent *event)
{
  static const char *const of_events[] = { "TENTATIVE", "CONFIRMED", "CANCELLED", NULL };
  static const char *const of_tasks[] = { "NEEDS-ACTION", "COMPLETED", "IN-PROCESS",
                                          "CANCELLED", NULL };
  const char *const *known =
      icalcomponent_isa (event) == ICAL_VTODO_COMPONENT ? of_tasks : of_events;
  icalproperty *status = icalcomponent_get_first_property (event, ICAL_STATUS_PROPERTY);
  g_autofree char *value = status ? icalproperty_get_value_as_string_r (status) : NULL;

  if (value != NULL && !g_strv_contains (known, value))
    {
      g_autofree char *text = g_strdup_printf ("unknown STATUS '%s'", value);

      find (findings, icalcomponent_get_uid (event), text);
    }
}

static void
find_entries (GPtrArray *findings, icalcomponent *calendar, icalcomponent_kind kind,
              GHashTable *seen)
{
  for (icalcomponent *e = icalcomponent_get_first_component (calendar, kind); e != NULL;
       e = icalcomponent_get_next_component (calendar, kind))
    {
      const char *uid = icalcomponent_get_uid (e);
      icalproperty *override =
          icalcomponent_get_first_property (e, ICAL_RECURRENCEID_PROPERTY);
      g_autofree char *when = override ? icalproperty_get_value_as_string_r (override) : NULL;
      g_autofree char *instance = NULL;

      find_status (findings, e);
      if (uid == NULL || *uid == '\0')
        {
          find (findings, NULL, "an event without UID");
          continue;
        }
      if (strchr (uid, '/') != NULL)
        find (findings, uid, "a UID with a slash");
      instance = g_strdup_printf ("%s %s", uid, when ? when : "");
      if (!g_hash_table_add (seen, g_steal_pointer (&instance)))
        find (findings, uid, "this UID occurs twice");
    }
}

gboolean
calendar_check_ics (GBytes *ics, GPtrArray *findings, CalendarProblem *problem)
{
  gsize length;
  const char *data = g_bytes_get_data (ics, &length);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;
  icalcomponent *calendar;

  if (length > BYTES_MAX)
    return refuse (problem, N_ ("the calendar is too large (at most 4 MB)"));
  if (!g_utf8_validate (data, (gssize) length, NULL))
    return refuse (problem, N_ ("no calendar: it is not UTF-8"));
  text = g_strndup (length > 0 ? data : "", length);
  if (g_ascii_strncasecmp (text, "BEGIN:VCALENDAR", 15) != 0)
    return refuse (problem, N_ ("no calendar: it does not begin with BEGIN:VCALENDAR"));
  if (!bounds_check (text, length, problem))
    return FALSE;
  icalerror_set_errors_are_fatal (0);
  calendar = icalparser_parse_string (text);
  if (calendar == NULL || icalcomponent_isa (calendar) != ICAL_VCALENDAR_COMPONENT)
    {
      if (calendar != NULL)
        icalcomponent_free (calendar);
      return refuse (problem, N_ ("no calendar: it cannot be read as iCalendar"));
    }
  find_errors (findings, calendar);
  find_restrictions (findings, calendar);
  find_entries (findings, calendar, ICAL_VEVENT_COMPONENT, seen);
  find_entries (findings, calendar, ICAL_VTODO_COMPONENT, seen);
  icalcomponent_free (calendar);
  return TRUE;
}
