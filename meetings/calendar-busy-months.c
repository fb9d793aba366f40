/* Rules by months and years by arithmetic: libical's iterator looks for a day that does not come
 * in twenty thousand years, and asks ICU for each. */
#include "meetings/calendar-busy-internal.h"

#include <stdlib.h>
#include <string.h>

#define LAST_YEAR 9999

void
busy_months_note (BusyRule *rule, const BusyRuleParts *parts)
{
  gboolean yearly = strcmp (parts->frequency, "YEARLY") == 0;

  if (!yearly && strcmp (parts->frequency, "MONTHLY") != 0)
    return;
  rule->month_period = (yearly ? 12 : 1) * (parts->interval ? atoi (parts->interval) : 1);
  rule->yearly = yearly;
  busy_fit_read (&rule->fit, parts, TRUE);
  rule->fit.in_months = !yearly || rule->fit.months != 0;
}

/* What no part names is the start's: its day of the month, its month, its day of the week. */
static void
complete (BusyMonths *months, const BusyDate *start)
{
  const BusyFit *fit = &months->rule->fit;

  months->fit = *fit; /* its lists are the rule's */
  if (!busy_fit_names_days (fit))
    {
      months->fit.days = G_GUINT64_CONSTANT (1) << start->day;
      if (months->rule->yearly && fit->months == 0)
        months->fit.months = 1u << start->month;
    }
  else if ((fit->weeks | fit->weeks_back) != 0 && (fit->days | fit->days_back) == 0 &&
           fit->year_days == NULL && fit->weekdays == 0 && fit->numbered == NULL)
    months->fit.weekdays = 1u << start->weekday;
}

/* --- what a period holds ------------------------------------------------------------------- */

static void
day_fill (BusyMonths *months, gint64 day)
{
  for (guint i = 0; i < months->n_times; i++)
    {
      gint64 local = day * BUSY_DAY + months->times[i];

      g_array_append_val (months->set, local);
    }
}

static void
month_fill (BusyMonths *months, int year, int month)
{
  gint64 first = busy_year_day (year);
  BusyDate date = { .year = year, .month = month };

  if (months->fit.months != 0 && !(months->fit.months >> month & 1))
    return;
  date.year_length = (int) (busy_year_day (year + 1) - first);
  for (int before = 1; before < month; before++)
    date.year_day += g_date_get_days_in_month ((GDateMonth) before, (GDateYear) year);
  date.month_length = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
  for (date.day = 1; date.day <= date.month_length; date.day++)
    {
      gint64 day = first + date.year_day++;

      date.weekday = busy_weekday_of (day);
      if (busy_fit_has (&months->fit, &date, months->rule->week_start))
        day_fill (months, day);
    }
}

/* Leaves what BYSETPOS names of the set. */
static void
positions_pick (BusyMonths *months)
{
  const GArray *positions = months->rule->positions;
  GArray *set = months->set;
  g_autofree guint8 *wanted = g_new0 (guint8, set->len + 1);
  guint kept = 0;

  for (guint i = 0; i < positions->len; i++)
    {
      int position = g_array_index (positions, int, i);
      gint64 index = position > 0 ? position - 1 : (gint64) set->len + position;

      if (index >= 0 && index < set->len)
        wanted[index] = 1;
    }
  for (guint i = 0; i < set->len; i++)
    if (wanted[i])
      g_array_index (set, gint64, kept++) = g_array_index (set, gint64, i);
  g_array_set_size (set, kept);
}

static void
set_fill (BusyMonths *months)
{
  int year = (int) (months->month / 12), month = (int) (months->month % 12) + 1;

  g_array_set_size (months->set, 0);
  months->at = 0;
  if (months->rule->yearly)
    for (month = 1; month <= 12; month++)
      month_fill (months, year, month);
  else
    month_fill (months, year, month);
  if (months->rule->positions != NULL)
    positions_pick (months);
}

/* --- running ------------------------------------------------------------------------------- */

/* Jumps over the periods that end before @lower, unless a COUNT counts what is in them. */
static void
jump (BusyMonths *months, gint64 lower)
{
  BusyDate date;
  gint64 periods;

  if (months->rule->counted || !busy_date_of (busy_day_of (lower), &date))
    return;
  periods = (date.year * 12 + date.month - 1 - months->month) / months->rule->month_period;
  if (periods > 0)
    months->month += periods * months->rule->month_period;
}

void
busy_months_init (BusyMonths *months, const BusyRule *rule, const BusyTime *start,
                  gint64 lower)
{
  BusyDate date;

  *months = (BusyMonths){ .rule = rule, .start = start->local, .left = rule->count };
  months->set = g_array_new (FALSE, FALSE, sizeof (gint64));
  months->n_times = busy_rule_times (rule, start, months->times);
  months->month = (LAST_YEAR + 1) * 12;
  if (!busy_date_of (busy_day_of (start->local), &date))
    return;
  complete (months, &date);
  months->month = date.year * 12 + (rule->yearly ? 0 : date.month - 1);
  jump (months, lower);
  if (months->month / 12 <= LAST_YEAR)
    set_fill (months);
}

void
busy_months_clear (BusyMonths *months)
{
  g_array_unref (months->set);
}

/* Goes to the next period that holds anything. */
static gboolean
period_next (BusyReader *reader, BusyMonths *months, gint64 upper)
{
  do
    {
      months->month += months->rule->month_period;
      if (months->month / 12 > LAST_YEAR ||
          busy_year_day ((int) (months->month / 12)) * BUSY_DAY >= upper ||
          !busy_spend (reader, months->rule, &reader->limits.steps))
        return FALSE;
      set_fill (months);
    }
  while (months->set->len == 0);
  return TRUE;
}

gboolean
busy_months_next (BusyReader *reader, BusyMonths *months, gint64 upper, gint64 *local)
{
  do
    {
      if (months->at >= months->set->len && !period_next (reader, months, upper))
        return FALSE;
      *local = g_array_index (months->set, gint64, months->at++);
    }
  while (*local < months->start);
  return !months->rule->counted || months->left-- > 0;
}
