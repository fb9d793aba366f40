/* The rules that most events have, every so many days or on weekdays of every so many weeks, by
 * arithmetic: libical's iterator asks ICU for each day, and a file may have half a million. */
#include "meetings/calendar-busy-internal.h"

#include <stdlib.h>
#include <string.h>

static const char weekdays[] = "SUMOTUWETHFRSA";

/* 0 is Sunday, or -1. */
static int
weekday_number (const char *text, gsize length)
{
  if (length == 2)
    for (int i = 0; i < 7; i++)
      if (strncmp (text, weekdays + i * 2, 2) == 0)
        return i;
  return -1;
}

/* A bit a weekday; 0 when there is a number among them, or none at all. */
static guint
weekday_bits (const char *text)
{
  guint bits = 0;

  for (const char *end; text != NULL; text = *end ? end + 1 : NULL)
    {
      int number = weekday_number (text, strcspn (text, ","));

      end = text + strcspn (text, ",");
      if (number < 0)
        return 0;
      bits |= 1u << number;
    }
  return bits;
}

void
busy_weeks_note (BusyRule *rule, const char *frequency, const char *interval,
                 const char *byday, const char *wkst)
{
  gboolean weekly = strcmp (frequency, "WEEKLY") == 0;
  int every = interval ? atoi (interval) : 1;

  if (!weekly && strcmp (frequency, "DAILY") != 0)
    return;
  if (!weekly && byday != NULL && every > 1)
    return;
  weekly |= byday != NULL; /* every day that is a Monday or a Tuesday */
  rule->weekdays = byday ? weekday_bits (byday) : 0;
  if (byday != NULL && rule->weekdays == 0)
    return;
  rule->period = every * (weekly ? 7 : 1);
  rule->week_start = wkst ? weekday_number (wkst, strlen (wkst)) : 1;
}

static gint64
day_of (gint64 local)
{
  return local / BUSY_DAY - (local % BUSY_DAY < 0);
}

/* Of a week that @day lies in: how many days since its first one. */
static int
day_in_week (gint64 day, int week_start)
{
  int weekday = (int) (((day + 4) % 7 + 7) % 7); /* 1970 began on a Thursday */

  return (weekday - week_start + 7) % 7;
}

/* How the rule's days lie in its first period.  Returns: how many are before @start. */
static guint
days_of (BusyWeeks *weeks, const BusyRule *rule, gint64 start)
{
  guint before = 0;

  weeks->base = start;
  weeks->n = 1;
  if (rule->weekdays == 0)
    return 0;
  weeks->base = start - day_in_week (start, rule->week_start);
  weeks->n = 0;
  for (int i = 0; i < 7; i++)
    if (rule->weekdays & (1u << ((rule->week_start + i) % 7)))
      {
        before += weeks->base + i < start;
        weeks->offsets[weeks->n++] = i;
      }
  return before;
}

/* The periods that end before @lower are jumped over; a COUNT has counted their days. */
void
busy_weeks_init (BusyWeeks *weeks, const BusyRule *rule, gint64 start, gint64 lower)
{
  gint64 day = day_of (start), periods = 0;
  guint before;

  *weeks = (BusyWeeks){ .period = rule->period, .second = start - day * BUSY_DAY };
  before = days_of (weeks, rule, day);
  if (lower > start)
    periods = (day_of (lower) - weeks->base) / weeks->period;
  weeks->left = rule->count;
  if (periods > 0)
    weeks->left = MAX (0, rule->count + before - periods * weeks->n);
  weeks->base += periods * weeks->period;
  weeks->at = periods > 0 ? 0 : before;
  if (weeks->at == weeks->n)
    {
      weeks->at = 0;
      weeks->base += weeks->period;
    }
}

gboolean
busy_weeks_next (BusyWeeks *weeks, const BusyRule *rule, gint64 *local)
{
  if (rule->counted && weeks->left-- <= 0)
    return FALSE;
  *local = (weeks->base + weeks->offsets[weeks->at]) * BUSY_DAY + weeks->second;
  if (++weeks->at == weeks->n)
    {
      weeks->at = 0;
      weeks->base += weeks->period;
    }
  return TRUE;
}
