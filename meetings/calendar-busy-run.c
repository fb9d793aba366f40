/* Recurrence rules run: by own arithmetic (calendar-busy-weeks.c, calendar-busy-months.c), those
 * of other calendars by libical's iterator.  UNTIL is ours: it may be in another zone than the start. */
#include "meetings/calendar-busy-internal.h"

#include <libical/ical.h>

static struct icaltimetype
ical_time (gint64 local, gboolean is_date)
{
  struct icaltimetype time = icaltime_null_time ();
  gint64 day = local / BUSY_DAY - (local % BUSY_DAY < 0);
  int second = (int) (local - day * BUSY_DAY);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) CLAMP (day + 719163, 1, 3652059));
  time.year = g_date_get_year (&date);
  time.month = g_date_get_month (&date);
  time.day = g_date_get_day (&date);
  time.is_date = is_date;
  if (!is_date)
    {
      time.hour = second / 3600;
      time.minute = second / 60 % 60;
      time.second = second % 60;
    }
  return time;
}

static gboolean
rule_ended (const BusyRule *rule, BusyZone *zone, gint64 local)
{
  switch (rule->until_kind)
    {
    case BUSY_UNTIL_UTC:
      return busy_zone_to_utc (zone, local) > rule->until;
    case BUSY_UNTIL_LOCAL:
      return local > rule->until;
    case BUSY_UNTIL_DATE:
      return local >= rule->until + BUSY_DAY;
    default:
      return FALSE;
    }
}

/* UNTIL of an event of whole days is the last day, also where it is written as a time. */
static gboolean
rule_ended_day (const BusyRule *rule, BusyZone *zone, gint64 local)
{
  switch (rule->until_kind)
    {
    case BUSY_UNTIL_UTC:
      return local > busy_zone_to_local (zone, rule->until);
    case BUSY_FOREVER:
      return FALSE;
    default:
      return local > rule->until;
    }
}

/* @scale: (out) (transfer full): what the iterator uses and does not free. */
static icalrecur_iterator *
iterator_new (const BusyRule *rule, const BusyTime *start, gint64 lower, char **scale)
{
  g_autofree char *text =
      g_strconcat (rule->text, start->is_date ? "" : rule->clock_text, NULL);
  struct icalrecurrencetype recur = icalrecurrencetype_from_string (text);
  icalrecur_iterator *iterator = NULL;

  *scale = recur.rscale;
  if (recur.freq != ICAL_NO_RECURRENCE)
    iterator = icalrecur_iterator_new (recur, ical_time (start->local, start->is_date));
  if (iterator != NULL && !rule->counted && lower > start->local)
    icalrecur_iterator_set_start (iterator, ical_time (lower, start->is_date));
  return iterator;
}

gboolean
busy_spend (BusyReader *reader, const BusyRule *rule, guint64 *left)
{
  if (*left == 0)
    return busy_refuse (reader, BUSY_MANY_STEPS, rule->line, rule->property);
  (*left)--;
  return TRUE;
}

/* Takes one instance.  %FALSE when it is the last one, or refused. */
static gboolean
instance_take (BusyReader *reader, const BusyRule *rule, const BusyTime *start, gint64 local,
               gint64 lower, gint64 upper, GArray *locals)
{
  if (local >= upper ||
      (start->is_date ? rule_ended_day : rule_ended) (rule, start->zone, local) ||
      !busy_spend (reader, rule, &reader->limits.steps))
    return FALSE;
  if (local < lower)
    return TRUE;
  if (locals->len >= BUSY_CALENDAR_INSTANCES)
    return busy_refuse (reader, BUSY_MANY_INSTANCES, rule->line, rule->property);
  g_array_append_val (locals, local);
  return TRUE;
}

static void
weeks_run (BusyReader *reader, const BusyRule *rule, const BusyTime *start, gint64 lower,
           gint64 upper, GArray *locals)
{
  BusyWeeks weeks;
  gint64 local;

  busy_weeks_init (&weeks, rule, start, lower);
  while (busy_weeks_next (reader, &weeks, upper, &local) &&
         instance_take (reader, rule, start, local, lower, upper, locals))
    ;
}

static void
months_run (BusyReader *reader, const BusyRule *rule, const BusyTime *start, gint64 lower,
            gint64 upper, GArray *locals)
{
  BusyMonths months;
  gint64 local;

  busy_months_init (&months, rule, start, lower);
  while (busy_months_next (reader, &months, upper, &local) &&
         instance_take (reader, rule, start, local, lower, upper, locals))
    ;
  busy_months_clear (&months);
}

static void
iterator_run (BusyReader *reader, const BusyRule *rule, const BusyTime *start, gint64 lower,
              gint64 upper, GArray *locals)
{
  char *scale;
  icalrecur_iterator *iterator = iterator_new (rule, start, lower, &scale);
  struct icaltimetype time;
  gint64 local;

  if (iterator == NULL)
    busy_refuse (reader, BUSY_RULE_IMPOSSIBLE, rule->line, rule->property);
  else
    while (!icaltime_is_null_time (time = icalrecur_iterator_next (iterator)) &&
           busy_local (time.year, time.month, time.day,
                       (time.hour * 60 + time.minute) * 60 + time.second, &local) &&
           instance_take (reader, rule, start, local, lower, upper, locals))
      ;
  g_clear_pointer (&iterator, icalrecur_iterator_free);
  icalmemory_free_buffer (scale);
}

gboolean
busy_rule_expand (BusyReader *reader, const BusyRule *rule, const BusyTime *start,
                  gint64 lower, gint64 upper, GArray *locals)
{
  if (rule->period > 0)
    weeks_run (reader, rule, start, lower, upper, locals);
  else if (rule->month_period > 0)
    months_run (reader, rule, start, lower, upper, locals);
  else if (busy_spend (reader, rule, &reader->limits.rules))
    iterator_run (reader, rule, start, lower, upper, locals);
  return reader->refusal == BUSY_ACCEPTED;
}
