/* The rules that most events have, every so many days or on weekdays of every so many weeks, by
 * arithmetic: libical's iterator asks ICU for each day, and a file may have half a million; and
 * it loses a week where every second one is meant. */
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

/* A bit a number. */
static guint64
number_bits (const char *text)
{
  guint64 bits = 0;

  for (; text != NULL; text = strchr (text, ',') ? strchr (text, ',') + 1 : NULL)
    bits |= G_GUINT64_CONSTANT (1) << atoi (text);
  return bits;
}

/* (transfer full) (nullable): BYSETPOS. */
static GArray *
positions_read (const char *text)
{
  GArray *positions = text ? g_array_new (FALSE, FALSE, sizeof (int)) : NULL;

  for (; text != NULL; text = strchr (text, ',') ? strchr (text, ',') + 1 : NULL)
    {
      int position = atoi (text);

      g_array_append_val (positions, position);
    }
  return positions;
}

void
busy_weeks_note (BusyRule *rule, const BusyWeekParts *parts)
{
  gboolean weekly = strcmp (parts->frequency, "WEEKLY") == 0;
  int every = parts->interval ? atoi (parts->interval) : 1;
  guint named = weekday_bits (parts->byday);

  if ((!weekly && strcmp (parts->frequency, "DAILY") != 0) ||
      (parts->byday != NULL && named == 0))
    return;
  if (!weekly && (every > 1 || parts->bysetpos != NULL))
    rule->only_weekdays = named;
  else
    rule->weekdays = named;
  weekly |= rule->weekdays != 0; /* every day that is a Monday or a Tuesday */
  rule->period = every * (weekly ? 7 : 1);
  rule->week_start = parts->wkst ? weekday_number (parts->wkst, strlen (parts->wkst)) : 1;
  rule->only_months = (guint) number_bits (parts->bymonth);
  rule->clock[0] = number_bits (parts->byhour);
  rule->clock[1] = number_bits (parts->byminute);
  rule->clock[2] = number_bits (parts->bysecond);
  rule->positions = positions_read (parts->bysetpos);
}

static gint64
day_of (gint64 local)
{
  return local / BUSY_DAY - (local % BUSY_DAY < 0);
}

/* 0 is Sunday; 1970 began on a Thursday. */
static int
weekday_of (gint64 day)
{
  return (int) (((day + 4) % 7 + 7) % 7);
}

/* --- what a period holds ------------------------------------------------------------------- */

/* The days of a period, and where the one begins that @start lies in. */
static void
days_note (BusyWeeks *weeks, gint64 start)
{
  const BusyRule *rule = weeks->rule;
  gint64 day = day_of (start);

  if (rule->weekdays == 0)
    weeks->days[weeks->n_days++] = 0;
  else
    day -= (weekday_of (day) - rule->week_start + 7) % 7;
  for (int i = 0; i < 7; i++)
    if (rule->weekdays & (1u << ((rule->week_start + i) % 7)))
      weeks->days[weeks->n_days++] = i;
  weeks->base = day * BUSY_DAY;
}

/* The times of a day, in order; those that no part names are the start's.  A leap second is the
 * last one of its minute. */
static void
times_note (BusyWeeks *weeks, const BusyTime *start)
{
  const int second = (int) (start->local - day_of (start->local) * BUSY_DAY);
  const int own[3] = { second / 3600, second / 60 % 60, second % 60 };
  guint64 bits[3];

  if (start->is_date)
    {
      weeks->times[weeks->n_times++] = 0;
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    bits[i] = weeks->rule->clock[i] ? weeks->rule->clock[i] : G_GUINT64_CONSTANT (1) << own[i];
  bits[2] |= (bits[2] >> 60 & 1) << 59;
  for (int hour = 0; hour < 24; hour++)
    for (int minute = 0; minute < 60 && bits[0] >> hour & 1; minute++)
      for (int last = 0; last < 60 && bits[1] >> minute & 1; last++)
        if (bits[2] >> last & 1)
          weeks->times[weeks->n_times++] = (hour * 60 + minute) * 60 + last;
}

static gboolean
day_fits (const BusyRule *rule, gint64 day)
{
  GDate date;

  if (rule->only_weekdays != 0 && !(rule->only_weekdays & (1u << weekday_of (day))))
    return FALSE;
  if (rule->only_months == 0)
    return TRUE;
  if (day < -719162 || day > 2932896) /* the years 1 to 9999 */
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + 719163));
  return rule->only_months >> g_date_get_month (&date) & 1;
}

/* Leaves what BYSETPOS names of the set. */
static void
positions_pick (BusyWeeks *weeks)
{
  const GArray *positions = weeks->rule->positions;
  guint kept = 0;

  for (guint i = 0; i < weeks->n_set; i++)
    for (guint j = 0; j < positions->len; j++)
      {
        int position = g_array_index (positions, int, j);

        if (position == (int) i + 1 || position == (int) i - (int) weeks->n_set)
          {
            weeks->set[kept++] = weeks->set[i];
            break;
          }
      }
  weeks->n_set = kept;
}

static void
set_fill (BusyWeeks *weeks)
{
  weeks->n_set = weeks->at = 0;
  for (guint i = 0; i < weeks->n_days; i++)
    if (day_fits (weeks->rule, day_of (weeks->base) + weeks->days[i]))
      for (guint j = 0; j < weeks->n_times; j++)
        weeks->set[weeks->n_set++] = weeks->days[i] * BUSY_DAY + weeks->times[j];
  if (weeks->rule->positions != NULL)
    positions_pick (weeks);
}

/* Whether periods differ in what they hold. */
static gboolean
sets_differ (const BusyRule *rule)
{
  return rule->only_months != 0 || rule->only_weekdays != 0;
}

/* --- running ------------------------------------------------------------------------------- */

/* Jumps over the periods that end before @lower.  Returns: how many. */
static gint64
jump (BusyWeeks *weeks, gint64 lower)
{
  gint64 periods = (lower - weeks->base) / weeks->period;

  if (periods <= 0)
    return 0;
  weeks->base += periods * weeks->period;
  return periods;
}

void
busy_weeks_init (BusyWeeks *weeks, const BusyRule *rule, const BusyTime *start, gint64 lower)
{
  gint64 periods = 0, n;
  guint before = 0;

  *weeks = (BusyWeeks){ .rule = rule, .period = rule->period * BUSY_DAY, .left = rule->count };
  days_note (weeks, start->local);
  times_note (weeks, start);
  set_fill (weeks);
  n = weeks->n_set;
  while (before < weeks->n_set && weeks->base + weeks->set[before] < start->local)
    before++;
  if (lower > start->local && !(rule->counted && sets_differ (rule)))
    periods = jump (weeks, lower);
  if (periods > 0 && sets_differ (rule))
    set_fill (weeks);
  weeks->at = periods > 0 ? 0 : before;
  if (periods > 0) /* a COUNT has counted what was jumped over */
    weeks->left = MAX (0, rule->count + before - periods * n);
}

/* Goes to the next period that holds anything. */
static gboolean
period_next (BusyReader *reader, BusyWeeks *weeks, gint64 upper)
{
  gboolean differ = sets_differ (weeks->rule);

  do
    {
      weeks->base += weeks->period;
      weeks->at = 0;
      if (weeks->base >= upper ||
          (differ && !busy_spend (reader, weeks->rule, &reader->limits.steps)))
        return FALSE;
      if (differ)
        set_fill (weeks);
    }
  while (weeks->n_set == 0 && differ);
  return weeks->n_set > 0;
}

gboolean
busy_weeks_next (BusyReader *reader, BusyWeeks *weeks, gint64 upper, gint64 *local)
{
  if (weeks->rule->counted && weeks->left-- <= 0)
    return FALSE;
  if (weeks->at == weeks->n_set && !period_next (reader, weeks, upper))
    return FALSE;
  *local = weeks->base + weeks->set[weeks->at++];
  return TRUE;
}
