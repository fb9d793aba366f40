/* The rules that most events have, every so many days or on weekdays of every so many weeks, by
 * arithmetic: libical's iterator asks ICU for each day, and a file may have half a million; and
 * it loses a week where every second one is meant. */
#include "meetings/calendar-busy-internal.h"

#include <stdlib.h>
#include <string.h>

void
busy_weeks_note (BusyRule *rule, const BusyRuleParts *parts)
{
  gboolean weekly = strcmp (parts->frequency, "WEEKLY") == 0;
  int every = parts->interval ? atoi (parts->interval) : 1;

  if (!weekly && strcmp (parts->frequency, "DAILY") != 0)
    return;
  busy_fit_read (&rule->fit, parts, FALSE);
  if (weekly || (every == 1 && rule->positions == NULL))
    {
      rule->weekdays = rule->fit.weekdays;
      rule->fit.weekdays = 0; /* else they drop out */
    }
  weekly |= rule->weekdays != 0; /* every day that is a Monday or a Tuesday */
  rule->period = every * (weekly ? 7 : 1);
}

/* --- what a period holds ------------------------------------------------------------------- */

/* The days of a period, and where the one begins that @start lies in. */
static void
days_note (BusyWeeks *weeks, gint64 start)
{
  const BusyRule *rule = weeks->rule;
  gint64 day = busy_day_of (start);

  if (rule->weekdays == 0)
    weeks->days[weeks->n_days++] = 0;
  else
    day -= (busy_weekday_of (day) - rule->week_start + 7) % 7;
  for (int i = 0; i < 7; i++)
    if (rule->weekdays & (1u << ((rule->week_start + i) % 7)))
      weeks->days[weeks->n_days++] = i;
  weeks->base = day * BUSY_DAY;
}

static gboolean
day_fits (const BusyRule *rule, gint64 day)
{
  BusyDate date;

  return busy_fit_is_any (&rule->fit) ||
         (busy_date_of (day, &date) && busy_fit_has (&rule->fit, &date, rule->week_start));
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
    if (day_fits (weeks->rule, busy_day_of (weeks->base) + weeks->days[i]))
      for (guint j = 0; j < weeks->n_times; j++)
        weeks->set[weeks->n_set++] = weeks->days[i] * BUSY_DAY + weeks->times[j];
  if (weeks->rule->positions != NULL)
    positions_pick (weeks);
}

/* Whether periods differ in what they hold. */
static gboolean
sets_differ (const BusyRule *rule)
{
  return !busy_fit_is_any (&rule->fit);
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
  weeks->n_times = busy_rule_times (rule, start, weeks->times);
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
