/* Judging a day: the wishes, each with its name and its cost. */
#include "meetings/propose-internal.h"

#include "core/date.h"
#include "core/message.h"
#include "meetings/calendar.h"

/* What a wish that is not fulfilled costs, of 100. */
#define COST_LUNAR 50
#define COST_BESIDE 30
#define COST_FAST 15
#define COST_BRIDGE 15
#define COST_GROUP 10
#define COST_SHORTENED 8
#define COST_EDGE 6
#define COST_COMMEMORATED 4
#define COST_MONTH 4
#define COST_WAIT 1 /* an extraordinary meeting: a day later */
#define COST_WAIT_MOST 40

/* When everyone of a kind is busy; a share of them costs its share. */
static const int role_costs[N_ROLES] = {
  [ROLE_SECRETARY] = 12,
  [ROLE_DELEGATE] = 20,
  [ROLE_MEMBER] = 15,
};

/* --- the calendar -------------------------------------------------------------------------- */

static void
weigh_lunar (const Proposer *proposer, ProposedDay *day, const HolidayPlace *place,
             const GDate *date)
{
  DayVerdict verdict = workdays_verdict (proposer->workdays, place->code, date);
  const WorkDay *beside = workdays_beside (proposer->workdays, place->code, date);
  g_autofree char *when = NULL;

  if (holiday_is_likely (&verdict))
    {
      day->doubtful = TRUE;
      propose_charge (proposer, day, RULE_LUNAR, COST_LUNAR,
                      propose_dated (proposer, date,
                                     holiday_reason (place, &verdict, date, proposer->lang)));
    }
  else if (beside != NULL)
    {
      when = language_date_long (proposer->lang, &beside->date);
      propose_charge (
          proposer, day, RULE_LUNAR, COST_BESIDE,
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
    propose_charge (proposer, day, RULE_BRIDGE, COST_BRIDGE,
                    tr_fill (proposer->lang, "{country}: a working day between two days off",
                             "country", place->country, NULL));
  if (verdict.day != NULL && verdict.day->kind == DAY_SHORTENED)
    propose_charge (proposer, day, RULE_SHORTENED, COST_SHORTENED,
                    tr_fill (proposer->lang,
                             "{country}: a working day an hour shorter, {name}", "country",
                             place->country, "name", verdict.day->name, NULL));
  if (verdict.day != NULL && verdict.day->kind == DAY_COMMEMORATED)
    propose_charge (proposer, day, RULE_COMMEMORATED, COST_COMMEMORATED,
                    tr_fill (proposer->lang, "{country}: a day that is commemorated, {name}",
                             "country", place->country, "name", verdict.day->name, NULL));
}

static void
weigh_calendar (const Proposer *proposer, ProposedDay *day)
{
  for (GDate date = day->first; g_date_compare (&date, &day->last) <= 0;
       g_date_add_days (&date, 1))
    for (guint i = 0; i < proposer->places->len; i++)
      {
        weigh_lunar (proposer, day, propose_place (proposer, i), &date);
        weigh_workday (proposer, day, propose_place (proposer, i), &date);
      }
  propose_keep (proposer, day, RULE_LUNAR, N_ ("none on that day, nor a day before or after"));
  propose_keep (proposer, day, RULE_BRIDGE, N_ ("not between days off"));
  propose_keep (proposer, day, RULE_SHORTENED, N_ ("a whole working day, where it is one"));
  propose_keep (proposer, day, RULE_COMMEMORATED, N_ ("nothing is commemorated"));
}

static void
weigh_fast (const Proposer *proposer, ProposedDay *day)
{
  for (guint i = 0; i < proposer->fasts->len; i++)
    {
      const CalendarSpan *span = &g_array_index (proposer->fasts, CalendarSpan, i);
      g_autofree char *when = NULL;

      if (g_date_compare (&day->first, &span->last) > 0 ||
          g_date_compare (&span->first, &day->last) > 0)
        continue;
      when = language_date_range (proposer->lang, &span->first, &span->last);
      propose_charge (proposer, day, RULE_RAMADAN, COST_FAST,
                      tr_fill (proposer->lang, "the month of Ramadan, provisionally {date}",
                               "date", when, NULL));
    }
  propose_keep (proposer, day, RULE_RAMADAN, N_ ("not in the month of Ramadan"));
}

static void
weigh_groups (const Proposer *proposer, ProposedDay *day)
{
  for (guint i = 0; i < proposer->blocks->len; i++)
    {
      const ProposeBlock *block = g_ptr_array_index (proposer->blocks, i);

      if (!block->council && g_date_compare (&day->first, &block->last) <= 0 &&
          g_date_compare (&block->first, &day->last) <= 0)
        propose_charge (
            proposer, day, RULE_GROUP, COST_GROUP,
            tr_fill (proposer->lang, "a working group meets: {ref}", "ref", block->ref, NULL));
    }
  propose_keep (proposer, day, RULE_GROUP, N_ ("none meets then"));
}

/* --- the season ---------------------------------------------------------------------------- */

/* The wished month nearest to @month, and how far it is. */
static int
nearest_month (guint months, int month, int *away)
{
  int nearest = 0;

  for (int wished = 1; wished <= 12; wished++)
    {
      int distance = ABS (wished - month);

      distance = MIN (distance, 12 - distance);
      if ((months & 1u << wished) != 0 && (nearest == 0 || distance < *away))
        {
          nearest = wished;
          *away = distance;
        }
    }
  return nearest;
}

static void
weigh_month (const Proposer *proposer, ProposedDay *day)
{
  int away = 0;
  int month = nearest_month (proposer->months, (int) g_date_get_month (&day->first), &away);
  const char *usual;

  if (proposer->extraordinary || month == 0)
    {
      propose_keep (proposer, day, RULE_MONTH, N_ ("none is set (setting usual-month)"));
      return;
    }
  usual = language_month (proposer->lang, (guint) month);
  if (away == 0)
    propose_praise (proposer, day, RULE_MONTH,
                    tr_fill (proposer->lang, "the usual month of meetings, {month}", "month",
                             usual, NULL));
  else
    propose_charge (proposer, day, RULE_MONTH, away * COST_MONTH,
                    tr_fill_n (proposer->lang,
                               "{n} month from the usual month of meetings, {month}",
                               "{n} months from the usual month of meetings, {month}",
                               (guint64) away, "month", usual, NULL));
}

static void
weigh_wait (const Proposer *proposer, ProposedDay *day)
{
  int days = g_date_days_between (&proposer->earliest, &day->first);

  if (!proposer->extraordinary || days < 0)
    return;
  if (days == 0)
    propose_praise (proposer, day, RULE_WAIT,
                    g_strdup (tr (proposer->lang, "the first day that the notice allows")));
  else
    propose_charge (proposer, day, RULE_WAIT, MIN (days * COST_WAIT, COST_WAIT_MOST),
                    tr_fill_n (proposer->lang, "{n} day later than the notice allows",
                               "{n} days later than the notice allows", (guint64) days, NULL));
}

/* --- the days around ----------------------------------------------------------------------- */

/* A party that is off, or rules the time out, on a day of travel. */
static void
weigh_day_around (const Proposer *proposer, ProposedDay *day, const GDate *date,
                  const char *message, gboolean *good)
{
  for (guint i = 0; i < proposer->places->len; i++)
    {
      const HolidayPlace *place = propose_place (proposer, i);
      DayVerdict verdict = workdays_verdict (proposer->workdays, place->code, date);

      *good = *good && !verdict.off;
      /* The edges of the week are named by themselves. */
      if (verdict.off && verdict.day != NULL && !verdict.weekend &&
          (verdict.day->kind == DAY_HOLIDAY || verdict.day->kind == DAY_MOVED))
        propose_charge (proposer, day, RULE_AROUND, COST_EDGE,
                        tr_fill (proposer->lang, message, "country", place->country, "name",
                                 verdict.day->name, NULL));
    }
  for (guint i = 0; i < proposer->periods->len; i++)
    {
      const ProposePeriod *period = g_ptr_array_index (proposer->periods, i);

      if (period->tentative || !period->all_day || g_date_compare (date, &period->first) < 0 ||
          g_date_compare (date, &period->last) > 0)
        continue;
      *good = FALSE;
      propose_charge (proposer, day, RULE_AROUND, COST_EDGE,
                      tr_fill (proposer->lang, message, "country",
                               propose_place (proposer, period->place)->country, "name",
                               period->reason, NULL));
    }
}

static gboolean
is_wished (const Proposer *proposer, GDateWeekday weekday)
{
  return (proposer->weekdays & 1u << weekday) != 0;
}

/* The way there on a Sunday, the way home on a Saturday; or just another day than wished. */
static void
weigh_weekday (const Proposer *proposer, ProposedDay *day, gboolean good)
{
  GDateWeekday first = g_date_get_weekday (&day->first),
               last = g_date_get_weekday (&day->last);
  GDateWeekday weekday = is_wished (proposer, first) ? last : first;
  const char *name = language_weekday (proposer->lang, weekday);

  if (!is_wished (proposer, weekday))
    propose_charge (proposer, day, RULE_WEEKDAY, COST_EDGE,
                    tr_fill (proposer->lang,
                             first == G_DATE_MONDAY || last == G_DATE_FRIDAY
                                 ? N_ ("{weekday}: travel at the weekend")
                                 : N_ ("{weekday}: not a wished weekday"),
                             "weekday", name, NULL));
  else if (good)
    propose_praise (proposer, day, RULE_WEEKDAY,
                    tr_fill (proposer->lang, "{weekday}: the days of travel are working days",
                             "weekday", name, NULL));
  else
    propose_keep (proposer, day, RULE_WEEKDAY, N_ ("a wished one"));
}

static void
weigh_travel (const Proposer *proposer, ProposedDay *day)
{
  GDate before = date_add (&day->first, -1), after = date_add (&day->last, 1);
  gboolean good = TRUE;

  if (proposer->extraordinary)
    return; /* urgent: who must travel on a Sunday does */
  weigh_day_around (proposer, day, &before, N_ ("{country}: the day before is off, {name}"),
                    &good);
  weigh_day_around (proposer, day, &after, N_ ("{country}: the day after is off, {name}"),
                    &good);
  propose_keep (proposer, day, RULE_AROUND, N_ ("no holiday"));
  weigh_weekday (proposer, day, good);
}

/* --- people -------------------------------------------------------------------------------- */

/* How many of a kind are concerned, and who of them is busy. */
typedef struct
{
  guint n, busy, perhaps;
  GString *names;
} Crowd;

static gboolean
is_busy (const GArray *spans, const Proposer *proposer, const ProposedDay *day)
{
  gint64 length = proposer->hours * 3600, starts = g_date_time_to_unix (day->starts);

  for (int i = 0; spans->len > 0 && i < proposer->days; i++, starts += 86400)
    if (busy_spans_find (spans, starts, starts + length) != NULL)
      return TRUE;
  return FALSE;
}

static void
count_role (const Proposer *proposer, const ProposedDay *day, const ProposeRole *role,
            Crowd *crowd)
{
  gboolean busy = is_busy (role->person->firm, proposer, day);
  gboolean perhaps = !busy && is_busy (role->person->tentative, proposer, day);

  crowd->n++;
  crowd->busy += busy;
  crowd->perhaps += perhaps;
  if (busy || perhaps)
    g_string_append_printf (crowd->names, "%s%s%s", crowd->names->len > 0 ? ", " : "",
                            role->person->name, perhaps ? " (?)" : "");
}

static void
weigh_crowd (const Proposer *proposer, ProposedDay *day, ProposeRoleKind kind,
             const Crowd *crowd)
{
  static const char *const messages[N_ROLES] = {
    [ROLE_SECRETARY] = N_ ("executive secretaries who are busy: {busy} of {n} ({names})"),
    [ROLE_DELEGATE] = N_ ("delegates who are busy: {busy} of {n} ({names})"),
    [ROLE_MEMBER] = N_ ("representatives of members who are busy: {busy} of {n} ({names})"),
  };
  guint halves = 2 * crowd->busy + crowd->perhaps;
  g_autofree char *n = g_strdup_printf ("%u", crowd->n);
  g_autofree char *busy = g_strdup_printf ("%u", crowd->busy + crowd->perhaps);

  if (halves > 0)
    propose_charge (
        proposer, day, RULE_PEOPLE,
        MAX (1, (int) (((guint) role_costs[kind] * halves + crowd->n) / (2 * crowd->n))),
        tr_fill (proposer->lang, messages[kind], "busy", busy, "n", n, "names",
                 crowd->names->str, NULL));
}

static void
weigh_people (const Proposer *proposer, ProposedDay *day)
{
  for (ProposeRoleKind kind = ROLE_SECRETARY; kind < N_ROLES; kind++)
    {
      g_autoptr(GString) names = g_string_new (NULL);
      Crowd crowd = { .names = names };

      for (guint i = 0; i < proposer->roles->len; i++)
        {
          const ProposeRole *role = g_ptr_array_index (proposer->roles, i);

          if (role->kind == kind && propose_role_on (proposer, role, &day->first))
            count_role (proposer, day, role, &crowd);
        }
      weigh_crowd (proposer, day, kind, &crowd);
    }
  propose_keep (proposer, day, RULE_PEOPLE, N_ ("nobody else is known to be busy"));
}

/* --- all of it ----------------------------------------------------------------------------- */

static gboolean
all_certain (const Proposer *proposer, const ProposedDay *day)
{
  for (GDate date = day->first; g_date_compare (&date, &day->last) <= 0;
       g_date_add_days (&date, 1))
    for (guint i = 0; i < proposer->places->len; i++)
      if (workdays_is_off (proposer->workdays, propose_place (proposer, i)->code, &date))
        return FALSE;
  return TRUE;
}

void
propose_wishes (const Proposer *proposer, ProposedDay *day)
{
  if (all_certain (proposer, day) && day->hurdles == 0)
    g_ptr_array_add (
        day->reasons,
        g_strdup (proposer->days > 1
                      ? tr (proposer->lang, N_ ("working days in every country"))
                      : tr (proposer->lang, N_ ("a working day in every country"))));
  weigh_month (proposer, day);
  weigh_wait (proposer, day);
  weigh_travel (proposer, day);
  weigh_calendar (proposer, day);
  weigh_fast (proposer, day);
  weigh_people (proposer, day);
  weigh_groups (proposer, day);
}
