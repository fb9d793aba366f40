#include "core/date.h"

#include "core/error.h"
#include "core/message.h"

#include <string.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2999
#define DAY 86400
/* The Julian day that GDate gives 1 January 1970. */
#define UNIX_EPOCH 719163

/* A date and time as it was written, its fields not checked yet. */
typedef struct
{
  guint year, month, day;
  guint hour, minute, second;
  gboolean has_time, has_seconds, has_offset;
  gboolean west;
  guint offset_hours, offset_minutes;
} Moment;

/* --- reading ------------------------------------------------------------------------------- */

static gboolean
scan_number (const char **p, guint digits, guint *number)
{
  *number = 0;
  for (; digits > 0; digits--, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *number = *number * 10 + (guint) g_ascii_digit_value (**p);
    }
  return TRUE;
}

static gboolean
scan_char (const char **p, const char *wanted)
{
  if (**p == '\0' || strchr (wanted, **p) == NULL)
    return FALSE;
  (*p)++;
  return TRUE;
}

static gboolean
scan_date (const char **p, Moment *moment)
{
  return scan_number (p, 4, &moment->year) && scan_char (p, "-") &&
         scan_number (p, 2, &moment->month) && scan_char (p, "-") &&
         scan_number (p, 2, &moment->day);
}

/* HH:MM, HH:MM:SS or HH:MM:SS.fraction; the fraction is dropped. */
static gboolean
scan_time (const char **p, Moment *moment)
{
  guint digit;

  if (!scan_number (p, 2, &moment->hour) || !scan_char (p, ":") ||
      !scan_number (p, 2, &moment->minute))
    return FALSE;
  moment->has_time = TRUE;
  moment->second = 0;
  if (!scan_char (p, ":"))
    return TRUE;
  moment->has_seconds = TRUE;
  if (!scan_number (p, 2, &moment->second))
    return FALSE;
  if (!scan_char (p, "."))
    return TRUE;
  if (!scan_number (p, 1, &digit))
    return FALSE;
  while (g_ascii_isdigit (**p))
    (*p)++;
  return TRUE;
}

static gboolean
scan_offset (const char **p, Moment *moment)
{
  moment->has_offset = TRUE;
  if (scan_char (p, "Zz"))
    return TRUE;
  moment->west = **p == '-';
  return scan_char (p, "+-") && scan_number (p, 2, &moment->offset_hours) &&
         scan_char (p, ":") && scan_number (p, 2, &moment->offset_minutes);
}

/* A date, or a date and time, or one with an offset, and nothing after it. */
static gboolean
scan_moment (const char *text, Moment *moment)
{
  const char *p = text;

  memset (moment, 0, sizeof *moment);
  if (!scan_date (&p, moment))
    return FALSE;
  if (*p == '\0')
    return TRUE;
  if (!scan_char (&p, "Tt ") || !scan_time (&p, moment))
    return FALSE;
  return *p == '\0' || (scan_offset (&p, moment) && *p == '\0');
}

/* --- checking ------------------------------------------------------------------------------ */

static gboolean
refuse_year (const char *text, GError **error)
{
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("'{value}': the year must lie between 1900 and 2999"), "value",
                        text, NULL);
}

static gboolean
check_date (const char *text, const Moment *moment, GDate *date, GError **error)
{
  if (moment->year < FIRST_YEAR || moment->year > LAST_YEAR)
    return refuse_year (text, error);
  if (moment->month < 1 || moment->month > 12)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("'{value}': no such month (YYYY-MM-DD is wanted, such as "
                              "2027-03-15)"),
                          "value", text, NULL);
  if (!g_date_valid_dmy ((GDateDay) moment->day, (GDateMonth) moment->month,
                         (GDateYear) moment->year))
    {
      g_autofree char *last =
          g_strdup_printf ("%04u-%02u-%02u", moment->year, moment->month,
                           (guint) g_date_get_days_in_month ((GDateMonth) moment->month,
                                                             (GDateYear) moment->year));

      return council_error (error, COUNCIL_ERROR_USAGE,
                            N_ ("'{value}': no such day (the last of that month is {last})"),
                            "value", text, "last", last, NULL);
    }
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) moment->day, (GDateMonth) moment->month,
                  (GDateYear) moment->year);
  return TRUE;
}

static gboolean
refuse_time (const char *text, GError **error)
{
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("'{value}': no such time (00:00 to 23:59, offsets likewise)"),
                        "value", text, NULL);
}

/* A second 60 passes here; instant_new() sees whether it can be a leap second. */
static gboolean
check_time (const char *text, const Moment *moment, GError **error)
{
  if (moment->hour > 23 || moment->minute > 59 || moment->second > 60 ||
      moment->offset_hours > 23 || moment->offset_minutes > 59)
    return refuse_time (text, error);
  return TRUE;
}

/* Seconds since 1970 if the moment were meant in UTC. */
static gint64
moment_seconds (const Moment *moment, const GDate *date)
{
  return ((gint64) g_date_get_julian (date) - UNIX_EPOCH) * DAY + moment->hour * 3600 +
         moment->minute * 60 + moment->second;
}

static int
moment_offset (const Moment *moment)
{
  int offset = (int) (moment->offset_hours * 3600 + moment->offset_minutes * 60);

  return moment->west ? -offset : offset;
}

/* The instant at @seconds; a leap second ends a UTC day and is counted as the second after. */
static GDateTime *
instant_new (const char *text, const Moment *moment, gint64 seconds, GError **error)
{
  g_autoptr(GDateTime) instant = NULL;

  if (moment->second == 60 && seconds % DAY != 0)
    {
      refuse_time (text, error);
      return NULL;
    }
  instant = g_date_time_new_from_unix_utc (seconds);
  if (instant == NULL || g_date_time_get_year (instant) < FIRST_YEAR ||
      g_date_time_get_year (instant) > LAST_YEAR)
    {
      refuse_year (text, error);
      return NULL;
    }
  return g_steal_pointer (&instant);
}

/* --- dates --------------------------------------------------------------------------------- */

gboolean
date_parse (const char *text, GDate *date, GError **error)
{
  Moment moment;

  if (text == NULL || !scan_moment (text, &moment) || moment.has_time)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("'{value}': no date (YYYY-MM-DD is wanted, such as 2027-03-15)"),
                          "value", text, NULL);
  return check_date (text, &moment, date, error);
}

char *
date_text (const GDate *date)
{
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date),
                          g_date_get_day (date));
}

GDate
date_add (const GDate *date, int days)
{
  GDate moved = *date;

  if (days >= 0)
    g_date_add_days (&moved, (guint) days);
  else
    g_date_subtract_days (&moved, (guint) - (gint64) days);
  return moved;
}

/* --- instants ------------------------------------------------------------------------------ */

GDateTime *
instant_parse (const char *text, GError **error)
{
  Moment moment;
  GDate date;

  if (text == NULL || !scan_moment (text, &moment) || !moment.has_seconds ||
      !moment.has_offset)
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("'{value}': no instant (RFC 3339 is wanted, such as "
                         "2027-03-15T05:00:00Z)"),
                     "value", text, NULL);
      return NULL;
    }
  if (!check_date (text, &moment, &date, error) || !check_time (text, &moment, error))
    return NULL;
  return instant_new (text, &moment, moment_seconds (&moment, &date) - moment_offset (&moment),
                      error);
}

char *
instant_text (GDateTime *instant)
{
  g_autoptr(GDateTime) utc = g_date_time_to_utc (instant);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (utc),
                          g_date_time_get_month (utc), g_date_time_get_day_of_month (utc),
                          g_date_time_get_hour (utc), g_date_time_get_minute (utc),
                          g_date_time_get_second (utc));
}

/* --- zones --------------------------------------------------------------------------------- */

/* GLib reads files by absolute names and makes zones of POSIX rules ("A1B2"): only the plain
 * names of the system's own zones pass here. */
static gboolean
zone_name_is_plain (const char *zone)
{
  static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789_+-/";
  gsize length = strnlen (zone, 65);

  return length > 0 && length <= 64 && g_ascii_isalpha (zone[0]) &&
         strspn (zone, allowed) == length && zone[length - 1] != '/' &&
         strstr (zone, "//") == NULL;
}

static GTimeZone *
zone_read (const char *zone)
{
  const char *directory = g_getenv ("TZDIR");
  g_autofree char *path =
      g_build_filename (directory != NULL ? directory : "/usr/share/zoneinfo", zone, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_time_zone_new_identifier (zone) : NULL;
}

/* (transfer none) (nullable): the zone of that name.  Zones that were found are kept: GLib reads
 * the file anew each time, and finding a day asks thousands of times. */
static GTimeZone *
zone_find (const char *name)
{
  static GMutex mutex;
  static GHashTable *zones;
  GTimeZone *zone;

  if (name == NULL || !zone_name_is_plain (name))
    return NULL;
  g_mutex_lock (&mutex);
  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL && (zone = zone_read (name)) != NULL)
    g_hash_table_insert (zones, g_strdup (name), zone);
  g_mutex_unlock (&mutex);
  return zone;
}

gboolean
zone_is_known (const char *zone)
{
  return zone_find (zone) != NULL;
}

static gboolean
refuse_zone (const char *zone, GError **error)
{
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("'{zone}': no such time zone here (an IANA name is wanted, such as "
          "Asia/Dushanbe)"),
      "zone", zone, NULL);
}

/* How far @zone is ahead of UTC at an instant. */
static gint64
zone_offset (GTimeZone *zone, gint64 seconds)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_get_utc_offset (local) / G_TIME_SPAN_SECOND : 0;
}

static char *
offset_text (gint64 offset)
{
  gint64 minutes = ABS (offset) / 60;

  return g_strdup_printf ("%c%02d:%02d", offset < 0 ? '-' : '+', (int) (minutes / 60),
                          (int) (minutes % 60));
}

/* The offset that a local time has in @zone.  The offsets in force a day before and a day after
 * bracket it; a time that is real under neither is skipped when the clocks go forward, one that
 * is real under both comes twice when they go back, and the person must say which. */
static gboolean
zone_resolve (const char *text, const char *name, GTimeZone *zone, gint64 local,
              gint64 *offset, GError **error)
{
  gint64 before = zone_offset (zone, local - DAY);
  gint64 after = zone_offset (zone, local + DAY);
  gboolean early = zone_offset (zone, local - before) == before;
  gboolean late = zone_offset (zone, local - after) == after;
  g_autofree char *first = offset_text (before);
  g_autofree char *second = offset_text (after);

  *offset = early ? before : after;
  if (!early && !late)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("'{value}': no such local time, the clocks of {zone} go forward "
                              "over it (give another time, or add an offset)"),
                          "value", text, "zone", name, NULL);
  if (early && late && before != after)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("'{value}': that local time comes twice, the clocks of {zone} go "
            "back (add the offset: {first} or {second})"),
        "value", text, "zone", name, "first", first, "second", second, NULL);
  return TRUE;
}

/* Takes the hour and minute of a date without a time from @default_time. */
static gboolean
moment_default_time (Moment *moment, const char *default_time, GError **error)
{
  const char *p = default_time;

  if (moment->has_time)
    return TRUE;
  if (p == NULL || !scan_time (&p, moment) || *p != '\0' || moment->has_seconds ||
      moment->hour > 23 || moment->minute > 59)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("'{value}': no time of day (HH:MM is wanted, such as 10:00)"),
                          "value", default_time, NULL);
  return TRUE;
}

GDateTime *
instant_from_local (const char *text, const char *zone, const char *default_time,
                    GError **error)
{
  GTimeZone *local_zone;
  Moment moment;
  GDate date;
  gint64 seconds, offset;

  if (text == NULL || !scan_moment (text, &moment))
    {
      council_error (
          error, COUNCIL_ERROR_USAGE,
          N_ ("'{value}': no date and time (write 2027-03-15, '2027-03-15 10:00' or "
              "2027-03-15T10:00+05:00)"),
          "value", text, NULL);
      return NULL;
    }
  if (!check_date (text, &moment, &date, error) ||
      !moment_default_time (&moment, default_time, error) ||
      !check_time (text, &moment, error))
    return NULL;
  seconds = moment_seconds (&moment, &date);
  if (moment.has_offset)
    return instant_new (text, &moment, seconds - moment_offset (&moment), error);
  local_zone = zone_find (zone);
  if (local_zone == NULL)
    {
      refuse_zone (zone, error);
      return NULL;
    }
  if (!zone_resolve (text, zone, local_zone, seconds, &offset, error))
    return NULL;
  return instant_new (text, &moment, seconds - offset, error);
}

GDateTime *
instant_in_zone (GDateTime *instant, const char *zone)
{
  GTimeZone *local_zone = zone_find (zone);

  if (local_zone == NULL)
    {
      g_critical ("the time zone %s is not known here", zone);
      return g_date_time_to_utc (instant);
    }
  return g_date_time_to_timezone (instant, local_zone);
}

void
instant_local_date (GDateTime *instant, const char *zone, GDate *date)
{
  g_autoptr(GDateTime) local = instant_in_zone (instant, zone);
  int year, month, day;

  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
}
