#include "web/http-date.h"

#include "core/clock.h"

#include <stdio.h>
#include <string.h>

static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

char *
web_date (gint64 seconds)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (seconds);

  return g_strdup_printf (
      "%s, %02d %s %04d %02d:%02d:%02d GMT", weekdays[g_date_time_get_day_of_week (date) - 1],
      g_date_time_get_day_of_month (date), months[g_date_time_get_month (date) - 1],
      g_date_time_get_year (date), g_date_time_get_hour (date), g_date_time_get_minute (date),
      g_date_time_get_second (date));
}

/* A year of two digits is of this century, unless that were more than 50 years ahead. */
static int
whole_year (int year)
{
  g_autoptr(GDateTime) now = clock_now ();
  int this_year = g_date_time_get_year (now);

  year += this_year - this_year % 100;
  return year > this_year + 50 ? year - 100 : year;
}

gint64
web_date_read (const char *text)
{
  int day, year, hour, minute, second, end = 0, m = 0;
  char month[4];
  g_autoptr(GDateTime) date = NULL;

  if (sscanf (text, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &day, month, &year,
              &hour, &minute, &second, &end) == 6 &&
      end > 0)
    ;
  else if (sscanf (text, "%*9[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GMT%n", &day, month,
                   &year, &hour, &minute, &second, &end) == 6 &&
           end > 0)
    year = whole_year (year);
  else if (sscanf (text, "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d%n", month, &day, &hour,
                   &minute, &second, &year, &end) != 6 ||
           end == 0)
    return -1;
  while (m < 12 && strcmp (months[m], month) != 0)
    m++;
  if (m == 12 || text[end] != '\0')
    return -1;
  date = g_date_time_new_utc (year, m + 1, day, hour, minute, MIN (second, 59));
  return date ? g_date_time_to_unix (date) : -1;
}
