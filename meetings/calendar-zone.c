/* Time zones, declared by ourselves.
 *
 * libical's own zones carry sixty lines of history under a TZID that nobody else has, and a
 * change in 2038 that never comes.  An event needs its zone's offsets in its own years only. */
#include "meetings/calendar-internal.h"

#include <libical/ical.h>

/* The last year of the changes that zone files list; those of later years are a rule in the
 * file's last line, which GLib does not read. */
#define LAST_LISTED_YEAR 2037

/* An offset as it comes into force. */
typedef struct
{
  gint64 from;       /* Unix time; G_MININT64 for the one in force before the first year */
  int offset_before; /* seconds east */
  int offset;
  gboolean daylight;
  const char *abbreviation; /* of the GTimeZone */
} Observance;

static gint64
year_start (int year)
{
  g_autoptr(GDateTime) start = g_date_time_new_utc (year, 1, 1, 0, 0, 0);

  return g_date_time_to_unix (start);
}

static int
interval_at (GTimeZone *zone, gint64 unix_time)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, unix_time);
}

static Observance
observance_at (GTimeZone *zone, gint64 unix_time)
{
  int interval = interval_at (zone, unix_time);
  Observance found = {
    .from = G_MININT64,
    .offset = g_time_zone_get_offset (zone, interval),
    .daylight = g_time_zone_is_dst (zone, interval),
    .abbreviation = g_time_zone_get_abbreviation (zone, interval),
  };

  found.offset_before = found.offset;
  return found;
}

static gboolean
observance_same (const Observance *a, const Observance *b)
{
  return a->offset == b->offset && a->daylight == b->daylight &&
         g_strcmp0 (a->abbreviation, b->abbreviation) == 0;
}

/* The first second of the interval that holds @after, when another one holds @before. */
static gint64
change_between (GTimeZone *zone, gint64 before, gint64 after)
{
  int next = interval_at (zone, after);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (interval_at (zone, middle) == next)
        after = middle;
      else
        before = middle;
    }
  return after;
}

/* (element-type Observance): the offset in force as @from begins, then each change to @to. */
static GArray *
observances_list (GTimeZone *zone, gint64 from, gint64 to)
{
  const gint64 day = 24 * 60 * 60;
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Observance));
  Observance now = observance_at (zone, from);

  g_array_append_val (list, now);
  for (gint64 t = from; t < to; t += day)
    {
      Observance next = observance_at (zone, MIN (t + day, to));

      if (observance_same (&now, &next))
        continue;
      next.from = change_between (zone, t, MIN (t + day, to));
      next.offset_before = now.offset;
      g_array_append_val (list, next);
      now = next;
    }
  return list;
}

/* A name that is safe in a TZID and in a path. */
static gboolean
is_zone_name (const char *name)
{
  if (!g_ascii_isalpha (name[0]))
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("/_+-", *p) == NULL)
      return FALSE;
  return TRUE;
}

CalendarZone *
calendar_zone_new (const char *name)
{
  g_autoptr(GTimeZone) zone = is_zone_name (name) ? g_time_zone_new_identifier (name) : NULL;
  CalendarZone *found;

  if (zone == NULL)
    return NULL;
  found = g_new0 (CalendarZone, 1);
  found->name = g_strdup (name);
  found->zone = g_steal_pointer (&zone);
  found->year_from = G_MAXINT;
  found->year_to = G_MININT;
  return found;
}

void
calendar_zone_free (CalendarZone *zone)
{
  g_free (zone->name);
  g_time_zone_unref (zone->zone);
  g_free (zone);
}

gboolean
calendar_zone_is_utc (const char *name)
{
  static const char *const names[] = { "UTC", "Etc/UTC", "Z", NULL };

  return name == NULL || g_strv_contains (names, name);
}

gboolean
calendar_zone_knows (const CalendarZone *zone, GDateTime *instant)
{
  g_autoptr(GArray) last = NULL;

  if (g_date_time_get_year (instant) < LAST_LISTED_YEAR)
    return TRUE;
  last = observances_list (zone->zone, year_start (LAST_LISTED_YEAR - 1),
                           year_start (LAST_LISTED_YEAR));
  return last->len == 1;
}

gint64
calendar_zone_local (const CalendarZone *zone, GDateTime *instant)
{
  gint64 unix_time = g_date_time_to_unix (instant);

  return unix_time + g_time_zone_get_offset (zone->zone, interval_at (zone->zone, unix_time));
}

static struct icaltimetype
local_time (gint64 unix_time, int offset)
{
  g_autoptr(GDateTime) local = g_date_time_new_from_unix_utc (unix_time + offset);
  struct icaltimetype time = icaltime_null_time ();

  time.year = g_date_time_get_year (local);
  time.month = g_date_time_get_month (local);
  time.day = g_date_time_get_day_of_month (local);
  time.hour = g_date_time_get_hour (local);
  time.minute = g_date_time_get_minute (local);
  time.second = g_date_time_get_second (local);
  return time;
}

static icalcomponent *
observance_component (const Observance *observance)
{
  icalcomponent *part = icalcomponent_new (observance->daylight ? ICAL_XDAYLIGHT_COMPONENT
                                                                : ICAL_XSTANDARD_COMPONENT);
  struct icaltimetype onset = observance->from == G_MININT64
                                  ? local_time (0, 0)
                                  : local_time (observance->from, observance->offset_before);

  icalcomponent_add_property (part, icalproperty_new_dtstart (onset));
  icalcomponent_add_property (part, icalproperty_new_tzoffsetfrom (observance->offset_before));
  icalcomponent_add_property (part, icalproperty_new_tzoffsetto (observance->offset));
  icalcomponent_add_property (part, icalproperty_new_tzname (observance->abbreviation));
  return part;
}

/* A component for each change: ical.js does not count the DTSTART of one that has RDATE. */
icalcomponent *
calendar_zone_component (const CalendarZone *zone)
{
  icalcomponent *component = icalcomponent_new (ICAL_VTIMEZONE_COMPONENT);
  g_autoptr(GArray) list = observances_list (zone->zone, year_start (zone->year_from),
                                              year_start (zone->year_to + 1));

  icalcomponent_add_property (component, icalproperty_new_tzid (zone->name));
  for (guint i = 0; i < list->len; i++)
    icalcomponent_add_component (component,
                                 observance_component (&g_array_index (list, Observance, i)));
  return component;
}
