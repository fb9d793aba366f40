/* Values (RFC 5545, 3.3): what is no date that exists is refused, never guessed. */
#include "meetings/calendar-busy-internal.h"

#include <string.h>

/* GDate's day of 1 January 1970. */
#define EPOCH 719163

/* The longest length: beyond the years that a calendar has. */
#define DAYS_MAX 1000000

gboolean
busy_text_is (const char *text, const char *word)
{
  return g_ascii_strcasecmp (text, word) == 0;
}

char *
busy_text_line (const char *value, glong most)
{
  GString *text = g_string_new (NULL);
  glong letters = 0;

  for (const char *p = value; *p != '\0' && letters < most; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\\' && p[1] != '\0')
        {
          p++;
          c = *p == 'n' || *p == 'N' ? ' ' : g_utf8_get_char (p);
        }
      if (!g_unichar_isprint (c) || g_unichar_isspace (c) ||
          g_unichar_type (c) == G_UNICODE_PRIVATE_USE)
        c = ' ';
      if (c == ' ' && (text->len == 0 || text->str[text->len - 1] == ' '))
        continue;
      g_string_append_unichar (text, c);
      letters++;
    }
  g_strchomp (text->str);
  return g_string_free (text, FALSE);
}

/* Exactly @count digits. */
static gboolean
digits (const char *text, guint count, int *number)
{
  *number = 0;
  for (guint i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + g_ascii_digit_value (text[i]);
    }
  return TRUE;
}

gboolean
busy_local (int year, int month, int day, int second, gint64 *local)
{
  GDate date;

  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  *local = ((gint64) g_date_get_julian (&date) - EPOCH) * BUSY_DAY + second;
  return TRUE;
}

/* A leap second is the last second of its minute. */
static gboolean
clock_time (const char *text, int *seconds)
{
  int hour, minute, second;

  if (!digits (text, 2, &hour) || !digits (text + 2, 2, &minute) ||
      !digits (text + 4, 2, &second) || hour > 23 || minute > 59 || second > 60)
    return FALSE;
  *seconds = (hour * 60 + minute) * 60 + MIN (second, 59);
  return TRUE;
}

gboolean
busy_date_time (BusyZones *zones, const char *text, gsize length, BusyZone *zone,
                BusyTime *time)
{
  gboolean utc = length == 16 && (text[15] == 'Z' || text[15] == 'z');
  int year, month, day, second = 0;

  if ((length != 8 && length != 15 && !utc) || !digits (text, 4, &year) ||
      !digits (text + 4, 2, &month) || !digits (text + 6, 2, &day))
    return FALSE;
  if (length > 8 && ((text[8] != 'T' && text[8] != 't') || !clock_time (text + 9, &second)))
    return FALSE;
  time->is_date = length == 8;
  if (utc)
    time->zone = busy_zones_utc (zones);
  else if (time->is_date)
    time->zone = busy_zones_own (zones);
  else
    time->zone = zone ? zone : busy_zones_floating (zones);
  return busy_local (year, month, day, second, &time->local);
}

/* Reads "12H" and so on at *@text when it is of that unit. */
static gboolean
unit (const char **text, const char *end, char letter, gint64 seconds, gint64 *sum)
{
  const char *p = *text;
  gint64 number = 0;

  for (; p < end && g_ascii_isdigit (*p) && number < G_MAXINT32; p++)
    number = number * 10 + g_ascii_digit_value (*p);
  if (p == *text || p >= end || g_ascii_toupper (*p) != letter)
    return FALSE;
  *sum += number * seconds;
  *text = p + 1;
  return TRUE;
}

gboolean
busy_length (const char *text, gsize length, BusyLength *result)
{
  const char *end = text + length;
  gboolean any = FALSE;

  *result = (BusyLength){ 0 };
  if (text < end && *text == '+')
    text++;
  if (text >= end || g_ascii_toupper (*text) != 'P')
    return FALSE; /* also what is negative */
  text++;
  any |= unit (&text, end, 'W', 7, &result->days);
  any |= unit (&text, end, 'D', 1, &result->days);
  if (text < end && g_ascii_toupper (*text) == 'T')
    {
      text++;
      any |= unit (&text, end, 'H', 60 * 60, &result->seconds);
      any |= unit (&text, end, 'M', 60, &result->seconds);
      any |= unit (&text, end, 'S', 1, &result->seconds);
    }
  return any && text == end && result->days <= DAYS_MAX &&
         result->seconds <= DAYS_MAX * BUSY_DAY;
}

gboolean
busy_offset (const char *text, int *seconds)
{
  gsize length = strlen (text);
  int hour, minute, second = 0;

  if ((length != 5 && length != 7) || (*text != '+' && *text != '-') ||
      !digits (text + 1, 2, &hour) || !digits (text + 3, 2, &minute) ||
      (length == 7 && !digits (text + 5, 2, &second)) || hour > 15 || minute > 59 ||
      second > 59)
    return FALSE;
  *seconds = ((hour * 60 + minute) * 60 + second) * (*text == '-' ? -1 : 1);
  return TRUE;
}

/* (nullable): the zone that the line names. */
static BusyZone *
line_zone (BusyReader *reader, const BusyLine *line)
{
  g_autofree char *tzid = busy_line_parameter (line, "TZID");

  return tzid != NULL && *tzid != '\0' ? busy_zones_get (reader->zones, tzid) : NULL;
}

/* Spaces around a value are not part of it. */
static void
trim (const char **text, const char **end)
{
  while (*text < *end && (**text == ' ' || **text == '\t'))
    (*text)++;
  while (*end > *text && ((*end)[-1] == ' ' || (*end)[-1] == '\t'))
    (*end)--;
}

gboolean
busy_value_time (BusyReader *reader, const BusyLine *line, BusyProperty property,
                 BusyTime *time)
{
  const char *text = line->value, *end = text + strlen (text);

  trim (&text, &end);
  return busy_date_time (reader->zones, text, (gsize) (end - text), line_zone (reader, line),
                         time) ||
         busy_refuse (reader, BUSY_BAD_DATE, line->number, property);
}

/* "START", "START/END" or "START/LENGTH". */
static gboolean
read_period (BusyReader *reader, const char *text, const char *end, BusyZone *zone,
             BusyPeriod *period)
{
  const char *slash = memchr (text, '/', (gsize) (end - text));
  gsize rest = slash ? (gsize) (end - slash - 1) : 0;

  *period = (BusyPeriod){ 0 };
  if (!busy_date_time (reader->zones, text, (gsize) ((slash ? slash : end) - text), zone,
                       &period->start))
    return FALSE;
  if (slash == NULL)
    return TRUE;
  if (busy_date_time (reader->zones, slash + 1, rest, zone, &period->end))
    period->kind = BUSY_HAS_END;
  else if (busy_length (slash + 1, rest, &period->length))
    period->kind = BUSY_HAS_LENGTH;
  return period->kind != BUSY_NO_END;
}

gboolean
busy_value_periods (BusyReader *reader, const BusyLine *line, BusyProperty property,
                    guint most, GArray *periods)
{
  BusyZone *zone = line_zone (reader, line);
  guint count = 0;

  for (const char *p = line->value; p != NULL; count++)
    {
      const char *comma = strchr (p, ',');
      const char *text = p, *end = comma ? comma : p + strlen (p);
      BusyPeriod period;

      if (count >= most)
        return busy_refuse (reader, BUSY_MANY_VALUES, line->number, property);
      trim (&text, &end);
      if (!read_period (reader, text, end, zone, &period))
        return busy_refuse (reader, BUSY_BAD_DATE, line->number, property);
      g_array_append_val (periods, period);
      p = comma ? comma + 1 : NULL;
    }
  return TRUE;
}

gboolean
busy_value_times (BusyReader *reader, const BusyLine *line, BusyProperty property,
                  GArray *times)
{
  g_autoptr(GArray) periods = g_array_new (FALSE, FALSE, sizeof (BusyPeriod));

  if (!busy_value_periods (reader, line, property, BUSY_CALENDAR_VALUES, periods))
    return FALSE;
  for (guint i = 0; i < periods->len; i++)
    g_array_append_val (times, g_array_index (periods, BusyPeriod, i).start);
  return TRUE;
}

/* An end is as far from the start as it is written, by the clock; a length counts its days by
 * the calendar (RFC 5545, 3.3.6 and 3.8.5.3). */
gint64
busy_period_end (const BusyPeriod *period, gint64 start, gint64 local, BusyZone *zone)
{
  switch (period->kind)
    {
    case BUSY_HAS_END:
      return start + busy_time_utc (&period->end) - busy_time_utc (&period->start);
    case BUSY_HAS_LENGTH:
      if (period->length.days == 0)
        return start + period->length.seconds;
      return busy_zone_to_utc (zone, local + period->length.days * BUSY_DAY) +
             period->length.seconds;
    default:
      return start;
    }
}
