/* Time zones as calendars name them: by IANA, by Windows, by themselves.
 *
 * The system's zone data are asked through GLib: those of libical and ICU are older.  Only names
 * of files below the zone directory are opened. */
#include "meetings/calendar-busy-internal.h"

#include <string.h>
#include <unicode/putil.h>
#include <unicode/ucal.h>

/* Transitions are looked up this far around the window: meetings that began long ago. */
#define AROUND (3 * 366 * BUSY_DAY)

/* Zones keep an offset for longer than this. */
#define STRIDE (7 * BUSY_DAY)

/* Names of zones in one file: 20,000 events in as many zones is no calendar. */
#define ZONES_MAX 1000

typedef struct
{
  gint64 from; /* UTC */
  int offset;
} Transition;

struct BusyZone
{
  char *tzid;          /* as the file has it */
  GTimeZone *zone;     /* (nullable): of the system */
  GArray *transitions; /* (element-type Transition), by time */
  gint64 known_from;   /* where the transitions tell all; elsewhere the system is asked */
  gint64 known_to;
  int before; /* the offset before the first transition, where there is no system's zone */
  int notice; /* a BusyNoticeKind, or -1 */
  const char *taken; /* (nullable): static or owned by taken_name */
  char *taken_name;
  char *name; /* (nullable): IANA's */
};

/* A VTIMEZONE. */
typedef struct
{
  char *location; /* (nullable) */
  GPtrArray *observances;
} Declared;

struct BusyZones
{
  BusyZone *utc;
  BusyZone *own;
  const char *floating; /* (nullable): the name of what times without a zone are of */
  char *country;        /* (nullable) */
  GHashTable *by_tzid;  /* utf8 to BusyZone */
  GPtrArray *in_order;  /* (element-type BusyZone): borrowed */
  GHashTable *declared; /* utf8 to Declared */
};

/* --- offsets ------------------------------------------------------------------------------- */

static int
system_offset (GTimeZone *zone, gint64 utc)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, utc);

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

int
busy_zone_offset (BusyZone *zone, gint64 utc)
{
  guint low = 0, high = zone->transitions->len;

  if (zone->zone != NULL && (utc < zone->known_from || utc >= zone->known_to))
    return system_offset (zone->zone, utc);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (zone->transitions, Transition, middle).from <= utc)
        low = middle + 1;
      else
        high = middle;
    }
  return low == 0 ? zone->before
                  : g_array_index (zone->transitions, Transition, low - 1).offset;
}

gint64
busy_zone_to_utc (BusyZone *zone, gint64 local)
{
  int before = busy_zone_offset (zone, local - BUSY_DAY);
  int after = busy_zone_offset (zone, local + BUSY_DAY);
  gboolean fits_before, fits_after;

  if (before == after)
    return local - before;
  fits_before = busy_zone_offset (zone, local - before) == before;
  fits_after = busy_zone_offset (zone, local - after) == after;
  if (fits_after && (!fits_before || after > before))
    return local - after;
  return local - before;
}

gint64
busy_zone_to_local (BusyZone *zone, gint64 utc)
{
  return utc + busy_zone_offset (zone, utc);
}

gint64
busy_time_utc (const BusyTime *time)
{
  return busy_zone_to_utc (time->zone, time->local);
}

/* --- the system's zones -------------------------------------------------------------------- */

static BusyZone *
zone_new (const char *tzid)
{
  BusyZone *zone = g_new0 (BusyZone, 1);

  zone->tzid = g_strdup (tzid);
  zone->transitions = g_array_new (FALSE, FALSE, sizeof (Transition));
  zone->notice = -1;
  return zone;
}

static void
zone_free (BusyZone *zone)
{
  g_free (zone->tzid);
  g_clear_pointer (&zone->zone, g_time_zone_unref);
  g_array_unref (zone->transitions);
  g_free (zone->taken_name);
  g_free (zone->name);
  g_free (zone);
}

/* A name that climbs nowhere. */
static gboolean
is_plain (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length < 60 && g_ascii_isalpha (name[0]) && name[length - 1] != '/' &&
         strstr (name, "//") == NULL &&
         strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-") ==
             length;
}

static GTimeZone *
system_zone (const char *name)
{
  const char *directory = g_getenv ("TZDIR");
  g_autofree char *path = NULL;

  if (!is_plain (name))
    return NULL;
  path = g_build_filename (directory ? directory : "/usr/share/zoneinfo", name, NULL);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_time_zone_new_identifier (name) : NULL;
}

/* The known zone at the end of "/mozilla.org/20050126_1/Asia/Bishkek". */
static GTimeZone *
system_zone_behind_prefix (const char *tzid, const char **name)
{
  GTimeZone *zone = system_zone (tzid);

  *name = tzid;
  for (const char *p = strchr (tzid, '/'); zone == NULL && p != NULL; p = strchr (p + 1, '/'))
    {
      *name = p + 1;
      zone = system_zone (*name);
    }
  return zone;
}

/* Lists the changes from @from to @to by halves; the zone itself is a search in a list. */
static void
system_transitions (BusyZone *zone, gint64 from, gint64 to)
{
  int offset = system_offset (zone->zone, from);

  zone->known_from = from;
  zone->known_to = to;
  zone->before = offset;
  for (gint64 t = from; t < to; t += STRIDE)
    {
      gint64 low = t, high = MIN (t + STRIDE, to);
      Transition next = { high, system_offset (zone->zone, high) };

      if (next.offset == offset)
        continue;
      while (high - low > 1)
        {
          gint64 middle = low + (high - low) / 2;

          if (system_offset (zone->zone, middle) == offset)
            low = middle;
          else
            high = middle;
        }
      next.from = high;
      offset = next.offset;
      g_array_append_val (zone->transitions, next);
    }
}

/* --- Windows names ------------------------------------------------------------------------- */

/* "Central Asia Standard Time" was Astana's; since Kazakhstan moved to UTC+5 in 2024 the name
 * stands for Bishkek (CLDR 46), where ICU's table is older. */
static const char *
windows_correct (const char *windows, const char *name, const char *country)
{
  if (busy_text_is (windows, "Central Asia Standard Time") &&
      g_strcmp0 (name, "Asia/Almaty") == 0 && g_strcmp0 (country, "KZ") != 0)
    return "Asia/Bishkek";
  return name;
}

static GTimeZone *
windows_zone (const char *tzid, const char *country, char **name)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar windows[64], found[64];
  char ascii[64];
  int32_t length;

  if (strlen (tzid) >= G_N_ELEMENTS (windows) || !g_str_is_ascii (tzid))
    return NULL;
  u_charsToUChars (tzid, windows, (int32_t) strlen (tzid) + 1);
  length = ucal_getTimeZoneIDForWindowsID (windows, -1, country, found,
                                           G_N_ELEMENTS (found) - 1, &status);
  if (U_FAILURE (status) || length <= 0)
    return NULL;
  u_UCharsToChars (found, ascii, length);
  ascii[length] = '\0';
  *name = g_strdup (windows_correct (tzid, ascii, country));
  return system_zone (*name);
}

/* --- the file's own zones ------------------------------------------------------------------ */

void
busy_observance_free (BusyObservance *observance)
{
  g_clear_pointer (&observance->rules, g_ptr_array_unref);
  g_clear_pointer (&observance->dates, g_array_unref);
  g_free (observance);
}

static void
declared_free (Declared *declared)
{
  g_free (declared->location);
  g_ptr_array_unref (declared->observances);
  g_free (declared);
}

static void
transition_add (BusyZone *zone, const BusyObservance *observance, gint64 local)
{
  Transition transition = { local - observance->offset_from, observance->offset_to };

  g_array_append_val (zone->transitions, transition);
}

/* The rules of an observance run in its own offset; only those by the year are a zone's. */
static gboolean
observance_expand (BusyReader *reader, BusyZone *zone, const BusyObservance *observance)
{
  g_autoptr(GArray) locals = g_array_new (FALSE, FALSE, sizeof (gint64));
  BusyZone wall = { .transitions = zone->transitions, .before = observance->offset_from };
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (Transition));
  BusyTime start = observance->start;

  wall.transitions = none;
  start.zone = &wall;
  transition_add (zone, observance, start.local);
  for (guint i = 0; observance->rules != NULL && i < observance->rules->len; i++)
    {
      const BusyRule *rule = g_ptr_array_index (observance->rules, i);

      if (!busy_rule_expand (reader, rule, &start, G_MININT64, reader->to + AROUND, locals))
        return FALSE;
    }
  for (guint i = 0; i < locals->len; i++)
    transition_add (zone, observance, g_array_index (locals, gint64, i));
  for (guint i = 0; observance->dates != NULL && i < observance->dates->len; i++)
    transition_add (zone, observance,
                    g_array_index (observance->dates, BusyPeriod, i).start.local);
  return TRUE;
}

static int
transition_compare (gconstpointer a, gconstpointer b)
{
  const Transition *left = a, *right = b;

  return (left->from > right->from) - (left->from < right->from);
}

/* Whether the declaration says enough to be believed. */
static gboolean
declared_is_sane (const Declared *declared)
{
  for (guint i = 0; i < declared->observances->len; i++)
    {
      const BusyObservance *o = g_ptr_array_index (declared->observances, i);

      if (o->broken || !o->has_start || !o->has_offsets[0] || !o->has_offsets[1])
        return FALSE;
      for (guint j = 0; o->rules != NULL && j < o->rules->len; j++)
        if (!((const BusyRule *) g_ptr_array_index (o->rules, j))->yearly)
          return FALSE;
    }
  return declared->observances->len > 0;
}

/* Before its first change a zone has the offset that this one changes from. */
static gboolean
declared_expand (BusyReader *reader, BusyZone *zone, const Declared *declared)
{
  const BusyObservance *first = g_ptr_array_index (declared->observances, 0);

  for (guint i = 0; i < declared->observances->len; i++)
    {
      const BusyObservance *o = g_ptr_array_index (declared->observances, i);

      if (o->start.local < first->start.local)
        first = o;
      if (!observance_expand (reader, zone, o))
        return FALSE;
    }
  zone->before = first->offset_from;
  g_array_sort (zone->transitions, transition_compare);
  return TRUE;
}

/* --- what a TZID means --------------------------------------------------------------------- */

BusyZones *
busy_zones_new (const char *own, const char *country)
{
  BusyZones *zones = g_new0 (BusyZones, 1);

  zones->country = g_strdup (country);
  zones->utc = zone_new ("UTC");
  zones->utc->name = g_strdup ("UTC");
  zones->own = zone_new (own);
  zones->own->zone = system_zone (own);
  zones->by_tzid =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) zone_free);
  zones->in_order = g_ptr_array_new ();
  zones->declared =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) declared_free);
  return zones;
}

void
busy_zones_free (BusyZones *zones)
{
  zone_free (zones->utc);
  zone_free (zones->own);
  g_free (zones->country);
  g_ptr_array_unref (zones->in_order);
  g_hash_table_unref (zones->by_tzid);
  g_hash_table_unref (zones->declared);
  g_free (zones);
}

BusyZone *
busy_zones_utc (BusyZones *zones)
{
  return zones->utc;
}

BusyZone *
busy_zones_own (BusyZones *zones)
{
  return zones->own;
}

BusyZone *
busy_zones_get (BusyZones *zones, const char *tzid)
{
  BusyZone *zone;

  if (tzid == NULL || *tzid == '\0')
    return zones->own;
  zone = g_hash_table_lookup (zones->by_tzid, tzid);
  if (zone == NULL)
    {
      zone = zone_new (tzid);
      g_hash_table_insert (zones->by_tzid, zone->tzid, zone);
      g_ptr_array_add (zones->in_order, zone);
    }
  return zone;
}

void
busy_zones_float (BusyZones *zones, const char *tzid)
{
  zones->floating = tzid;
}

/* Only asked where it counts: no notice for a name that nothing hangs on. */
BusyZone *
busy_zones_floating (BusyZones *zones)
{
  return busy_zones_get (zones, zones->floating);
}

void
busy_zones_declare (BusyZones *zones, const char *tzid, const char *location,
                    GPtrArray *observances)
{
  Declared *declared;

  if (g_hash_table_contains (zones->declared, tzid))
    {
      g_ptr_array_unref (observances);
      return;
    }
  declared = g_new0 (Declared, 1);
  declared->location = g_strdup (location);
  declared->observances = observances;
  g_hash_table_insert (zones->declared, g_strdup (tzid), declared);
}

const char *
busy_zone_name (const BusyZone *zone)
{
  return zone->name ? zone->name : zone->taken_name;
}

gboolean
busy_zone_is_floating (const BusyZones *zones, const BusyZone *zone)
{
  return zone == zones->own || zone->notice == BUSY_NOTICE_UNDECLARED;
}

/* Whether the system knows the zone that the file names, or says to be meant. */
static gboolean
system_resolve (BusyZone *zone, const char *tzid)
{
  const char *name;

  zone->zone = tzid ? system_zone_behind_prefix (tzid, &name) : NULL;
  if (zone->zone != NULL)
    zone->name = g_strdup (name);
  return zone->zone != NULL;
}

static gboolean
zone_resolve (BusyReader *reader, BusyZone *zone)
{
  BusyZones *zones = reader->zones;
  const Declared *declared = g_hash_table_lookup (zones->declared, zone->tzid);

  if (system_resolve (zone, zone->tzid))
    return TRUE;
  zone->zone = windows_zone (zone->tzid, zones->country, &zone->taken_name);
  if (zone->zone != NULL)
    {
      zone->notice = BUSY_NOTICE_WINDOWS;
      zone->taken = zone->taken_name;
      return TRUE;
    }
  if (declared != NULL && system_resolve (zone, declared->location))
    return TRUE;
  if (declared != NULL && declared_is_sane (declared))
    return declared_expand (reader, zone, declared);
  zone->notice = BUSY_NOTICE_UNDECLARED;
  zone->taken = zones->own->tzid;
  zone->zone = g_time_zone_ref (zones->own->zone);
  return TRUE;
}

gboolean
busy_zones_resolve (BusyReader *reader)
{
  BusyZones *zones = reader->zones;
  gint64 from = reader->from - AROUND, to = reader->to + AROUND;

  if (zones->own->zone == NULL || zones->in_order->len > ZONES_MAX)
    return busy_refuse (reader, BUSY_NO_ZONE, 0, 0);
  system_transitions (zones->own, from, to);
  for (guint i = 0; i < zones->in_order->len; i++)
    {
      BusyZone *zone = g_ptr_array_index (zones->in_order, i);

      if (!zone_resolve (reader, zone))
        return FALSE;
      if (zone->zone != NULL)
        system_transitions (zone, from, to);
    }
  return TRUE;
}

/* (transfer full): a name that is safe to show: one line, not long. */
static char *
shown (const char *tzid)
{
  char *text = g_strndup (tzid, BUSY_NAME_BYTES);
  const char *end;

  if (!g_utf8_validate (text, -1, &end))
    text[end - text] = '\0';
  for (char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      {
        *p = '\0'; /* no zone has such a name */
        break;
      }
  return text;
}

void
busy_zones_notices (BusyZones *zones, GVariantBuilder *notices)
{
  guint count = 0;

  for (guint i = 0; i < zones->in_order->len && count < BUSY_CALENDAR_NOTICES; i++)
    {
      const BusyZone *zone = g_ptr_array_index (zones->in_order, i);
      g_autofree char *name = shown (zone->tzid);

      if (zone->notice < 0)
        continue;
      g_variant_builder_add (notices, "(usus)", zone->notice, name, 0, zone->taken);
      count++;
    }
}
