/* Which days a rule names, whatever its frequency: each part is asked of each day (RFC 5545,
 * 3.3.10).  All of it is of the Gregorian calendar. */
#include "meetings/calendar-busy-internal.h"

#include <stdlib.h>
#include <string.h>

static const char weekdays[] = "SUMOTUWETHFRSA";

static const char *
next_item (const char *text)
{
  const char *comma = strchr (text, ',');

  return comma ? comma + 1 : NULL;
}

guint64
busy_number_bits (const char *text)
{
  guint64 bits = 0;

  for (; text != NULL; text = next_item (text))
    bits |= G_GUINT64_CONSTANT (1) << atoi (text);
  return bits;
}

GArray *
busy_numbers (const char *text)
{
  GArray *numbers = text ? g_array_new (FALSE, FALSE, sizeof (int)) : NULL;

  for (; text != NULL; text = next_item (text))
    {
      int number = atoi (text);

      g_array_append_val (numbers, number);
    }
  return numbers;
}

/* Numbers that count from the end are bits of their own. */
static void
signed_bits (const char *text, guint64 *bits, guint64 *back)
{
  for (; text != NULL; text = next_item (text))
    *(*text == '-' ? back : bits) |= G_GUINT64_CONSTANT (1) << ABS (atoi (text));
}

int
busy_weekday (const char *text)
{
  for (int i = 0; i < 7; i++)
    if (strncmp (text, weekdays + i * 2, 2) == 0)
      return i;
  return -1;
}

/* "-1FR" is the last one of a month or a year; where there is neither, its number says nothing. */
static void
weekdays_read (BusyFit *fit, const char *text, gboolean numbers)
{
  for (; text != NULL; text = next_item (text))
    {
      BusyNumbered day = { .position = atoi (text) };

      day.weekday = busy_weekday (text + strcspn (text, ",") - 2);
      if (day.position == 0 || !numbers)
        fit->weekdays |= 1u << day.weekday;
      else
        {
          if (fit->numbered == NULL)
            fit->numbered = g_array_new (FALSE, FALSE, sizeof (BusyNumbered));
          g_array_append_val (fit->numbered, day);
        }
    }
}

void
busy_fit_read (BusyFit *fit, const BusyRuleParts *parts, gboolean numbers)
{
  fit->months = (guint) busy_number_bits (parts->bymonth);
  signed_bits (parts->bymonthday, &fit->days, &fit->days_back);
  signed_bits (parts->byweekno, &fit->weeks, &fit->weeks_back);
  fit->year_days = busy_numbers (parts->byyearday);
  weekdays_read (fit, parts->byday, numbers);
}

void
busy_fit_clear (BusyFit *fit)
{
  g_clear_pointer (&fit->year_days, g_array_unref);
  g_clear_pointer (&fit->numbered, g_array_unref);
}

gboolean
busy_fit_is_any (const BusyFit *fit)
{
  return fit->months == 0 && !busy_fit_names_days (fit);
}

gboolean
busy_fit_names_days (const BusyFit *fit)
{
  return (fit->days | fit->days_back | fit->weeks | fit->weeks_back) != 0 ||
         fit->year_days != NULL || fit->weekdays != 0 || fit->numbered != NULL;
}

/* --- one day ------------------------------------------------------------------------------- */

static int
year_length (int year)
{
  return (int) (busy_year_day (year + 1) - busy_year_day (year));
}

/* A week is of the year that has most of its days. */
static int
year_weeks (int year, int week_start)
{
  int first = (busy_weekday_of (busy_year_day (year)) - week_start + 7) % 7;

  return first == 3 || (first == 2 && year_length (year) == 366) ? 53 : 52;
}

static gboolean
week_fits (const BusyFit *fit, const BusyDate *date, int week_start)
{
  int weekday = (date->weekday - week_start + 7) % 7;
  int week = (date->year_day - weekday + 9) / 7;
  int weeks = year_weeks (date->year, week_start);

  if (week < 1)
    week = weeks = year_weeks (date->year - 1, week_start);
  else if (week > weeks)
    {
      week = 1;
      weeks = year_weeks (date->year + 1, week_start);
    }
  return (fit->weeks >> week & 1) != 0 || (fit->weeks_back >> (weeks + 1 - week) & 1) != 0;
}

static gboolean
year_day_fits (const BusyFit *fit, const BusyDate *date)
{
  for (guint i = 0; i < fit->year_days->len; i++)
    {
      int number = g_array_index (fit->year_days, int, i);

      if (number == date->year_day || number == date->year_day - date->year_length - 1)
        return TRUE;
    }
  return FALSE;
}

static gboolean
weekday_fits (const BusyFit *fit, const BusyDate *date)
{
  int day = fit->in_months ? date->day : date->year_day;
  int length = fit->in_months ? date->month_length : date->year_length;

  if (fit->weekdays >> date->weekday & 1)
    return TRUE;
  for (guint i = 0; fit->numbered != NULL && i < fit->numbered->len; i++)
    {
      const BusyNumbered *wanted = &g_array_index (fit->numbered, BusyNumbered, i);

      if (wanted->weekday == date->weekday && (wanted->position == (day - 1) / 7 + 1 ||
                                               wanted->position == -((length - day) / 7 + 1)))
        return TRUE;
    }
  return FALSE;
}

gboolean
busy_fit_has (const BusyFit *fit, const BusyDate *date, int week_start)
{
  if (fit->months != 0 && !(fit->months >> date->month & 1))
    return FALSE;
  if ((fit->days | fit->days_back) != 0 && !(fit->days >> date->day & 1) &&
      !(fit->days_back >> (date->month_length + 1 - date->day) & 1))
    return FALSE;
  if ((fit->weekdays != 0 || fit->numbered != NULL) && !weekday_fits (fit, date))
    return FALSE;
  if (fit->year_days != NULL && !year_day_fits (fit, date))
    return FALSE;
  return (fit->weeks | fit->weeks_back) == 0 || week_fits (fit, date, week_start);
}

/* --- the calendar -------------------------------------------------------------------------- */

gint64
busy_day_of (gint64 local)
{
  return local / BUSY_DAY - (local % BUSY_DAY < 0);
}

/* 1970 began on a Thursday. */
int
busy_weekday_of (gint64 day)
{
  return (int) (((day + 4) % 7 + 7) % 7);
}

gint64
busy_year_day (int year)
{
  gint64 before = year - 1;

  return before * 365 + before / 4 - before / 100 + before / 400 - 719162;
}

gboolean
busy_date_of (gint64 day, BusyDate *date)
{
  GDate at;
  int year;

  if (day < -719162 || day > 2932896) /* the years 1 to 9999 */
    return FALSE;
  g_date_clear (&at, 1);
  g_date_set_julian (&at, (guint32) (day + 719163));
  year = g_date_get_year (&at);
  *date = (BusyDate){
    .year = year,
    .month = g_date_get_month (&at),
    .day = g_date_get_day (&at),
    .month_length = g_date_get_days_in_month (g_date_get_month (&at), (GDateYear) year),
    .year_day = (int) (day - busy_year_day (year)) + 1,
    .year_length = year_length (year),
    .weekday = busy_weekday_of (day),
  };
  return TRUE;
}

/* --- times --------------------------------------------------------------------------------- */

guint
busy_rule_times (const BusyRule *rule, const BusyTime *start, int times[BUSY_TIMES_A_DAY])
{
  const int second = (int) (start->local - busy_day_of (start->local) * BUSY_DAY);
  const int own[3] = { second / 3600, second / 60 % 60, second % 60 };
  guint64 bits[3];
  guint n = 0;

  if (start->is_date)
    {
      times[0] = 0;
      return 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    bits[i] = rule->clock[i] ? rule->clock[i] : G_GUINT64_CONSTANT (1) << own[i];
  bits[2] |= (bits[2] >> 60 & 1) << 59;
  for (int hour = 0; hour < 24; hour++)
    for (int minute = 0; minute < 60 && bits[0] >> hour & 1; minute++)
      for (int last = 0; last < 60 && bits[1] >> minute & 1; last++)
        if (bits[2] >> last & 1)
          times[n++] = (hour * 60 + minute) * 60 + last;
  return n;
}
