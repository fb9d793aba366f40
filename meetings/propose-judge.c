/* Judging a day: the hard rules, then the wishes. */
#include "meetings/propose-internal.h"

#include "core/date.h"
#include "core/message.h"
#include "meetings/calendar.h"

#include <string.h>

/* What a wish that is not fulfilled costs, of 100. */
#define COST_LUNAR 50
#define COST_BESIDE 30
#define COST_FAST 15
#define COST_BRIDGE 15
#define COST_HOURS 10
#define COST_GROUP 10
#define COST_SHORTENED 8
#define COST_EDGE 6
#define COST_COMMEMORATED 4
#define COST_MONTH 4
#define COST_WAIT 1 /* an extraordinary meeting: a day later */

static const HolidayPlace *
place_at (const Proposer *proposer, guint i)
{
  return g_ptr_array_index (proposer->places, i);
}

static void
say (ProposedDay *day, char *reason)
{
  for (guint i = 0; i < day->reasons->len; i++)
    if (g_str_equal (g_ptr_array_index (day->reasons, i), reason))
      {
        g_free (reason);
        return;
      }
  g_ptr_array_add (day->reasons, reason);
}

/* A wish that is not fulfilled: its name and its cost; said once. */
static void
charge (ProposedDay *day, int cost, char *reason)
{
  guint before = day->reasons->len;

  say (day, g_strdup_printf ("%s (−%d)", reason, cost));
  if (day->reasons->len > before)
    day->score -= cost;
  g_free (reason);
}

/* --- hard rules --------------------------------------------------------------------------- */

/* "working in Dushanbe, off in Bishkek". */
static char *
contrast (const Proposer *proposer, const GDate *date)
{
  g_autoptr (GString) working = g_string_new (NULL);
  g_autoptr (GString) off = g_string_new (NULL);

  for (guint i = 0; i < proposer->places->len; i++)
    {
      const HolidayPlace *place = place_at (proposer, i);
      DayVerdict verdict = workdays_verdict (proposer->workdays, place->code, date);
      GString *list = verdict.off && !holiday_is_likely (&verdict) ? off : working;

      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", place->city);
    }
  if (working->len == 0 || off->len == 0)
    return NULL;
  return tr_fill (proposer->lang, "working in {working}, off in {off}", "working",
                  working->str, "off", off->str, NULL);
}

static char *
dated (const Proposer *proposer, const GDate *date, char *text)
{
  g_autofree char *when = NULL;
  g_autofree char *owned = text;

  if (proposer->days == 1)
    return g_steal_pointer (&owned);
  when = language_date_long (proposer->lang, date);
  return g_strdup_printf ("%s: %s", when, owned);
}

static gboolean
is_plain_weekend (const DayVerdict *verdict)
{
  return verdict->off && (verdict->day == NULL || (verdict->day->kind != DAY_HOLIDAY &&
                                                   verdict->day->kind != DAY_MOVED));
}

/* Why the parties do not work on @date; nothing when they do. */
static void
exclude_day_off (const Proposer *proposer, ProposedDay *day, const GDate *date)
{
  guint off = 0, weekend = 0;
  char *both;

  for (guint i = 0; i < proposer->places->len; i++)
    {
      DayVerdict verdict =
          workdays_verdict (proposer->workdays, place_at (proposer, i)->code, date);

      off += verdict.off && !holiday_is_likely (&verdict);
      weekend += is_plain_weekend (&verdict);
    }
  if (off == 0)
    return;
  day->hurdles |= PROPOSE_DAY_OFF;
  if (weekend == proposer->places->len)
    {
      say (day,
           dated (proposer, date,
                  tr_fill (proposer->lang, "{weekday}, a day off in every country", "weekday",
                           language_weekday (proposer->lang, g_date_get_weekday (date)),
                           NULL)));
      return;
    }
  if (off < proposer->places->len || g_date_get_weekday (date) < G_DATE_SATURDAY)
    day->only_weekend = FALSE;
  for (guint i = 0; i < proposer->places->len; i++)
    {
      DayVerdict verdict =
          workdays_verdict (proposer->workdays, place_at (proposer, i)->code, date);

      if (verdict.off && !holiday_is_likely (&verdict))
        say (day,
             dated (proposer, date,
                    holiday_reason (place_at (proposer, i), &verdict, date, proposer->lang)));
    }
  both = contrast (proposer, date);
  if (both != NULL)
    say (day, dated (proposer, date, both));
}

static gboolean
touches (const ProposedDay *day, const ProposeBlock *block, int around)
{
  GDate from = date_add (&block->first, -around), to = date_add (&block->last, around);

  return g_date_compare (&day->first, &to) <= 0 && g_date_compare (&from, &day->last) <= 0;
}

static void
exclude_meetings (const Proposer *proposer, ProposedDay *day)
{
  for (guint i = 0; i < proposer->blocks->len; i++)
    {
      const ProposeBlock *block = g_ptr_array_index (proposer->blocks, i);
      g_autofree char *when =
          language_date_range (proposer->lang, &block->first, &block->last);

      if (!block->council || !touches (day, block, (int) proposer->travel))
        continue;
      day->only_weekend = FALSE;
      day->hurdles |= touches (day, block, 0) ? PROPOSE_MEETING : PROPOSE_TRAVEL;
      say (day, touches (day, block, 0)
                    ? tr_fill (proposer->lang, "meeting {ref} sits on {date}", "ref",
                               block->ref, "date", when, NULL)
                    : tr_fill_n (
                          proposer->lang,
                          "meeting {ref} sits on {date}: travel takes a day before and "
                          "after it (setting travel-days)",
                          "meeting {ref} sits on {date}: travel takes {n} days before and "
                          "after it (setting travel-days)",
                          (guint64) proposer->travel, "ref", block->ref, "date", when, NULL));
    }
}

static void
exclude_notice (const Proposer *proposer, ProposedDay *day)
{
  if (g_date_compare (&day->first, &proposer->earliest) >= 0)
    return;
  day->only_weekend = FALSE;
  if (g_date_compare (&day->first, &proposer->today) < 0)
    {
      day->hurdles |= PROPOSE_PASSED;
      say (day, g_strdup (tr (proposer->lang, "the day has passed")));
      return;
    }
  day->hurdles |= PROPOSE_NOTICE;
  say (day, tr_fill_n (proposer->lang, "less than {n} day ahead (setting {key})",
                       "less than {n} days ahead (setting {key})",
                       (guint64) proposer->notice, "key", proposer->notice_key, NULL));
}

/* --- wishes: the calendar ----------------------------------------------------------------- */

static void
weigh_lunar (const Proposer *proposer, ProposedDay *day, const HolidayPlace *place,
             const GDate *date)
{
  DayVerdict verdict = workdays_verdict (proposer->workdays, place->code, date);
  const WorkDay *beside = workdays_beside (proposer->workdays, place->code, date);
  g_autofree char *when = NULL;

  if (holiday_is_likely (&verdict))
    charge (day, COST_LUNAR,
            dated (proposer, date, holiday_reason (place, &verdict, date, proposer->lang)));
  else if (beside != NULL)
    {
      when = language_date_long (proposer->lang, &beside->date);
      charge (day, COST_BESIDE,
              tr_fill (proposer->lang,
                       "{country}: beside a lunar holiday that is not announced yet, {name}, "
                       "{date}",
                       "country", place->country, "name", beside->name, "date", when, NULL));
    }
}

static void
weigh_workday (const Proposer *proposer, ProposedDay *day, const HolidayPlace *place,
               const GDate *date)
{
  DayVerdict verdict = workdays_verdict (proposer->workdays, place->code, date);

  if (verdict.off)
    return;
  if (workdays_is_bridge (proposer->workdays, place->code, date))
    charge (day, COST_BRIDGE,
            tr_fill (proposer->lang, "{country}: a working day between two days off",
                     "country", place->country, NULL));
  if (verdict.day != NULL && verdict.day->kind == DAY_SHORTENED)
    charge (day, COST_SHORTENED,
            tr_fill (proposer->lang, "{country}: a working day an hour shorter, {name}",
                     "country", place->country, "name", verdict.day->name, NULL));
  if (verdict.day != NULL && verdict.day->kind == DAY_COMMEMORATED)
    charge (day, COST_COMMEMORATED,
            tr_fill (proposer->lang, "{country}: a day that is commemorated, {name}",
                     "country", place->country, "name", verdict.day->name, NULL));
}

static void
weigh_fast (const Proposer *proposer, ProposedDay *day)
{
  for (guint i = 0; i < proposer->fasts->len; i++)
    {
      const CalendarSpan *span = &g_array_index (proposer->fasts, CalendarSpan, i);
      g_autofree char *when = language_date_range (proposer->lang, &span->first, &span->last);

      if (g_date_compare (&day->first, &span->last) <= 0 &&
          g_date_compare (&span->first, &day->last) <= 0)
        charge (day, COST_FAST,
                tr_fill (proposer->lang, "the month of Ramadan, provisionally {date}", "date",
                         when, NULL));
    }
}

static void
weigh_groups (const Proposer *proposer, ProposedDay *day)
{
  for (guint i = 0; i < proposer->blocks->len; i++)
    {
      const ProposeBlock *block = g_ptr_array_index (proposer->blocks, i);

      if (!block->council && touches (day, block, 0))
        charge (
            day, COST_GROUP,
            tr_fill (proposer->lang, "a working group meets: {ref}", "ref", block->ref, NULL));
    }
}

static void
weigh_month (const Proposer *proposer, ProposedDay *day)
{
  int month = (int) g_date_get_month (&day->first);
  int away = ABS (month - (int) proposer->usual_month);
  const char *usual;

  if (proposer->extraordinary || proposer->usual_month == 0)
    return;
  usual = language_month (proposer->lang, (guint) proposer->usual_month);
  away = MIN (away, 12 - away);
  if (away == 0)
    say (day, tr_fill (proposer->lang, "the usual month of meetings, {month}", "month", usual,
                       NULL));
  else
    charge (day, away * COST_MONTH,
            tr_fill_n (proposer->lang, "{n} month from the usual month of meetings, {month}",
                       "{n} months from the usual month of meetings, {month}", (guint64) away,
                       "month", usual, NULL));
}

static void
weigh_wait (const Proposer *proposer, ProposedDay *day)
{
  int days = g_date_days_between (&proposer->earliest, &day->first);

  if (!proposer->extraordinary)
    return;
  if (days == 0)
    say (day, g_strdup (tr (proposer->lang, "the first day that the notice allows")));
  else
    charge (day, MIN (days * COST_WAIT, 40),
            tr_fill_n (proposer->lang, "{n} day later than the notice allows",
                       "{n} days later than the notice allows", (guint64) days, NULL));
}

/* --- wishes: travel ----------------------------------------------------------------------- */

/* A party that is off on a day of travel. */
static void
weigh_travel_day (const Proposer *proposer, ProposedDay *day, const GDate *date,
                  const char *message, gboolean *good)
{
  for (guint i = 0; i < proposer->places->len; i++)
    {
      const HolidayPlace *place = place_at (proposer, i);
      DayVerdict verdict = workdays_verdict (proposer->workdays, place->code, date);

      if (!verdict.off)
        continue;
      *good = FALSE;
      /* The edges of the week are named by themselves. */
      if (verdict.day != NULL && !is_plain_weekend (&verdict) && !verdict.weekend)
        charge (day, COST_EDGE,
                tr_fill (proposer->lang, message, "country", place->country, "name",
                         verdict.day->name, NULL));
    }
}

static void
weigh_travel (const Proposer *proposer, ProposedDay *day)
{
  GDate before = date_add (&day->first, -1), after = date_add (&day->last, 1);
  GDateWeekday weekday = g_date_get_weekday (&day->first);
  GDateWeekday last = g_date_get_weekday (&day->last);
  gboolean good = TRUE;

  if (proposer->extraordinary)
    return; /* urgent: who must travel on a Sunday does */
  weigh_travel_day (proposer, day, &before, N_ ("{country}: the day before is off, {name}"),
                    &good);
  weigh_travel_day (proposer, day, &after, N_ ("{country}: the day after is off, {name}"),
                    &good);
  if (strchr (proposer->weekdays, '0' + (int) weekday) != NULL &&
      strchr (proposer->weekdays, '0' + (int) last) == NULL)
    weekday = last; /* it is the way home that falls on the weekend */
  if (strchr (proposer->weekdays, '0' + (int) weekday) == NULL)
    charge (day, COST_EDGE,
            tr_fill (proposer->lang, "{weekday}: travel at the weekend", "weekday",
                     language_weekday (proposer->lang, weekday), NULL));
  else if (good)
    say (day, tr_fill (proposer->lang, "{weekday}: the days of travel are working days",
                       "weekday", language_weekday (proposer->lang, weekday), NULL));
}

/* --- wishes: hours ------------------------------------------------------------------------ */

static int
minute_of_day (GDateTime *time)
{
  return g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);
}

static GDateTime *
at (const Proposer *proposer, guint host, const GDate *date, int minute)
{
  return g_date_time_new (g_ptr_array_index (proposer->zones, host), g_date_get_year (date),
                          (int) g_date_get_month (date), g_date_get_day (date), minute / 60,
                          minute % 60, 0);
}

/* Whether every capital works while a meeting that begins at @starts sits. */
static gboolean
all_work (const Proposer *proposer, GDateTime *starts)
{
  for (guint i = 0; i < proposer->zones->len; i++)
    {
      g_autoptr (GDateTime) local =
          g_date_time_to_timezone (starts, g_ptr_array_index (proposer->zones, i));
      int minute = minute_of_day (local);

      if (minute < proposer->opens || minute + (int) proposer->hours * 60 > proposer->closes)
        return FALSE;
    }
  return TRUE;
}

/* The usual time if it suits, else the first half hour that does; the usual one all the same
 * when none does. */
static GDateTime *
choose_start (const Proposer *proposer, guint host, const GDate *date, gboolean *suits)
{
  GDateTime *usual = at (proposer, host, date, proposer->begins);

  *suits = all_work (proposer, usual);
  for (int minute = 0; !*suits && minute < 24 * 60; minute += 30)
    {
      GDateTime *other = at (proposer, host, date, minute);

      *suits = all_work (proposer, other);
      if (*suits)
        {
          g_date_time_unref (usual);
          return other;
        }
      g_date_time_unref (other);
    }
  return usual;
}

static guint
place_of (const Proposer *proposer, const char *code)
{
  for (guint i = 0; code != NULL && i < proposer->places->len; i++)
    if (g_str_equal (place_at (proposer, i)->code, code))
      return i;
  return 0;
}

static void
set_hours (const Proposer *proposer, ProposedDay *day)
{
  guint host = place_of (proposer, day->host);
  gboolean suits;
  g_autoptr (GDateTime) starts = choose_start (proposer, host, &day->first, &suits);
  g_autoptr (GDateTime) last = g_date_time_add_days (starts, proposer->days - 1);
  g_autoptr (GDateTime) ends = g_date_time_add_hours (last, (int) proposer->hours);

  day->starts = g_date_time_to_utc (starts);
  day->ends = g_date_time_to_utc (ends);
  for (guint i = 0; i < proposer->zones->len; i++)
    g_ptr_array_add (day->local,
                     g_date_time_to_timezone (starts, g_ptr_array_index (proposer->zones, i)));
  if (!day->possible)
    return;
  if (suits)
    say (day, g_strdup (tr (proposer->lang, "working hours in every capital")));
  else
    charge (day, COST_HOURS,
            g_strdup (tr (proposer->lang, "no hours at which every capital works")));
}

/* --- the verdict -------------------------------------------------------------------------- */

static void
weigh (const Proposer *proposer, ProposedDay *day)
{
  gboolean certain = TRUE;

  for (GDate date = day->first; g_date_compare (&date, &day->last) <= 0;
       g_date_add_days (&date, 1))
    for (guint i = 0; i < proposer->places->len; i++)
      certain = certain &&
                !workdays_is_off (proposer->workdays, place_at (proposer, i)->code, &date);
  if (certain)
    say (day, g_strdup (proposer->days > 1
                            ? tr (proposer->lang, N_ ("working days in every country"))
                            : tr (proposer->lang, N_ ("a working day in every country"))));
  weigh_month (proposer, day);
  weigh_wait (proposer, day);
  weigh_travel (proposer, day);
  for (GDate date = day->first; g_date_compare (&date, &day->last) <= 0;
       g_date_add_days (&date, 1))
    for (guint i = 0; i < proposer->places->len; i++)
      {
        weigh_lunar (proposer, day, place_at (proposer, i), &date);
        weigh_workday (proposer, day, place_at (proposer, i), &date);
      }
  weigh_fast (proposer, day);
  weigh_groups (proposer, day);
}

void
propose_judge (const Proposer *proposer, ProposedDay *day)
{
  day->only_weekend = TRUE;
  for (GDate date = day->first; g_date_compare (&date, &day->last) <= 0;
       g_date_add_days (&date, 1))
    exclude_day_off (proposer, day, &date);
  exclude_meetings (proposer, day);
  exclude_notice (proposer, day);
  day->possible = day->reasons->len == 0;
  day->only_weekend = day->only_weekend && !day->possible;
  day->score = day->possible ? 100 : 0;
  if (day->possible)
    weigh (proposer, day);
  set_hours (proposer, day);
  day->score = MAX (day->score, 0);
}
