/* Judging a day: the hard rules. */
#include "meetings/propose-internal.h"

#include "core/date.h"
#include "core/message.h"

#include <string.h>

typedef struct
{
  const char *name, *title;
  gboolean hard;
} RuleWords;

static const RuleWords rules[N_PROPOSE_RULES] = {
  [RULE_DAY_OFF] = { "day-off", N_ ("days off"), TRUE },
  [RULE_PERIOD] = { "period", N_ ("periods ruled out"), TRUE },
  [RULE_CHAIR] = { "chair", N_ ("co-chairs"), TRUE },
  [RULE_MEETING] = { "meeting", N_ ("other meetings"), TRUE },
  [RULE_TRAVEL] = { "travel", N_ ("days of travel"), TRUE },
  [RULE_NOTICE] = { "notice", N_ ("notice"), TRUE },
  [RULE_EXPERTS] = { "experts", N_ ("experts"), TRUE },
  [RULE_MONTH] = { "month", N_ ("wished months"), FALSE },
  [RULE_WEEKDAY] = { "weekday", N_ ("wished weekdays"), FALSE },
  [RULE_WAIT] = { "wait", N_ ("the wait"), FALSE },
  [RULE_LUNAR] = { "lunar", N_ ("lunar holidays"), FALSE },
  [RULE_RAMADAN] = { "ramadan", N_ ("Ramadan"), FALSE },
  [RULE_BRIDGE] = { "bridge", N_ ("days between days off"), FALSE },
  [RULE_SHORTENED] = { "shortened", N_ ("shortened days"), FALSE },
  [RULE_COMMEMORATED] = { "commemorated", N_ ("commemorated days"), FALSE },
  [RULE_AROUND] = { "around", N_ ("the days before and after"), FALSE },
  [RULE_TENTATIVE] = { "tentative", N_ ("busy time that may change"), FALSE },
  [RULE_PEOPLE] = { "people", N_ ("other people"), FALSE },
  [RULE_GROUP] = { "group", N_ ("working groups"), FALSE },
  [RULE_HOURS] = { "hours", N_ ("hours"), FALSE },
};

const char *
propose_rule_name (ProposeRule rule)
{
  return rules[rule].name;
}

const char *
propose_rule_title (ProposeRule rule)
{
  return rules[rule].title;
}

gboolean
propose_rule_is_hard (ProposeRule rule)
{
  return rules[rule].hard;
}

/* --- saying -------------------------------------------------------------------------------- */

void
propose_note (const Proposer *proposer, ProposedDay *day, ProposeRule rule, gboolean kept,
              int cost, const char *text)
{
  ProposeFinding *finding;

  if (!proposer->explain)
    return;
  finding = g_new0 (ProposeFinding, 1);
  finding->rule = rule;
  finding->kept = kept;
  finding->cost = cost;
  finding->text = g_strdup (text);
  g_ptr_array_add (day->findings, finding);
}

gboolean
propose_is_kept (const ProposedDay *day, ProposeRule rule)
{
  for (guint i = 0; i < day->findings->len; i++)
    {
      const ProposeFinding *finding = g_ptr_array_index (day->findings, i);

      if (finding->rule == rule && !finding->kept)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_said (const ProposedDay *day, const char *reason)
{
  return g_ptr_array_find_with_equal_func (day->reasons, reason, g_str_equal, NULL);
}

void
propose_exclude (const Proposer *proposer, ProposedDay *day, ProposeRule rule,
                 ProposeHurdle hurdle, char *text)
{
  g_autofree char *owned = text;

  day->hurdles |= hurdle;
  if (is_said (day, text))
    return;
  propose_note (proposer, day, rule, FALSE, 0, text);
  g_ptr_array_add (day->reasons, g_steal_pointer (&owned));
}

void
propose_charge (const Proposer *proposer, ProposedDay *day, ProposeRule rule, int cost,
                char *text)
{
  g_autofree char *owned = text;
  g_autofree char *reason = g_strdup_printf ("%s (−%d)", text, cost);

  if (is_said (day, reason))
    return;
  propose_note (proposer, day, rule, FALSE, cost, text);
  if (day->hurdles != 0)
    return; /* what excludes a day is reason enough */
  day->score -= cost;
  g_ptr_array_add (day->reasons, g_steal_pointer (&reason));
}

void
propose_praise (const Proposer *proposer, ProposedDay *day, ProposeRule rule, char *text)
{
  g_autofree char *owned = text;

  propose_note (proposer, day, rule, TRUE, 0, text);
  if (day->hurdles == 0 && !is_said (day, text))
    g_ptr_array_add (day->reasons, g_steal_pointer (&owned));
}

void
propose_keep (const Proposer *proposer, ProposedDay *day, ProposeRule rule,
              const char *message)
{
  if (!proposer->explain)
    return;
  for (guint i = 0; i < day->findings->len; i++)
    if (((const ProposeFinding *) g_ptr_array_index (day->findings, i))->rule == rule)
      return;
  propose_note (proposer, day, rule, TRUE, 0, tr (proposer->lang, message));
}

const HolidayPlace *
propose_place (const Proposer *proposer, guint i)
{
  return g_ptr_array_index (proposer->places, i);
}

char *
propose_dated (const Proposer *proposer, const GDate *date, char *text)
{
  g_autofree char *when = NULL;
  g_autofree char *owned = text;

  if (proposer->days == 1)
    return g_steal_pointer (&owned);
  when = language_date_long (proposer->lang, date);
  return g_strdup_printf ("%s: %s", when, owned);
}

/* --- days off ------------------------------------------------------------------------------ */

static DayVerdict
verdict_at (const Proposer *proposer, guint place, const GDate *date)
{
  return workdays_verdict (proposer->workdays, propose_place (proposer, place)->code, date);
}

static gboolean
is_surely_off (const DayVerdict *verdict)
{
  return verdict->off && !holiday_is_likely (verdict);
}

static gboolean
is_plain_weekend (const DayVerdict *verdict)
{
  return verdict->off && (verdict->day == NULL || (verdict->day->kind != DAY_HOLIDAY &&
                                                   verdict->day->kind != DAY_MOVED));
}

/* "off in Tajikistan only, working in Kyrgyzstan". */
static char *
contrast (const Proposer *proposer, const GDate *date)
{
  g_autoptr(GString) working = g_string_new (NULL);
  g_autoptr(GString) off = g_string_new (NULL);
  guint n_off = 0;

  for (guint i = 0; i < proposer->places->len; i++)
    {
      DayVerdict verdict = verdict_at (proposer, i, date);
      GString *list = is_surely_off (&verdict) ? off : working;

      n_off += list == off;
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "",
                              propose_place (proposer, i)->country);
    }
  if (working->len == 0 || off->len == 0)
    return NULL;
  return tr_fill (proposer->lang,
                  n_off == 1 ? N_ ("off in {off} only, working in {working}")
                             : N_ ("off in {off}, working in {working}"),
                  "working", working->str, "off", off->str, NULL);
}

static void
name_days_off (const Proposer *proposer, ProposedDay *day, const GDate *date)
{
  char *both;

  for (guint i = 0; i < proposer->places->len; i++)
    {
      const HolidayPlace *place = propose_place (proposer, i);
      DayVerdict verdict = verdict_at (proposer, i, date);
      g_autofree char *works = NULL;

      if (is_surely_off (&verdict))
        propose_exclude (
            proposer, day, RULE_DAY_OFF, PROPOSE_DAY_OFF,
            propose_dated (proposer, date,
                           holiday_reason (place, &verdict, date, proposer->lang)));
      else
        {
          works = propose_dated (proposer, date,
                                 tr_fill (proposer->lang, "{country}: a working day",
                                          "country", place->country, NULL));
          propose_note (proposer, day, RULE_DAY_OFF, TRUE, 0, works);
        }
    }
  both = contrast (proposer, date);
  if (both != NULL)
    propose_exclude (proposer, day, RULE_DAY_OFF, PROPOSE_DAY_OFF,
                     propose_dated (proposer, date, both));
}

/* Why the parties do not work on @date; nothing when they do. */
static void
exclude_day_off (const Proposer *proposer, ProposedDay *day, const GDate *date)
{
  guint off = 0, weekend = 0;

  for (guint i = 0; i < proposer->places->len; i++)
    {
      DayVerdict verdict = verdict_at (proposer, i, date);

      off += is_surely_off (&verdict);
      weekend += is_plain_weekend (&verdict);
    }
  if (off == 0 && !proposer->explain)
    return;
  if (weekend == proposer->places->len)
    {
      propose_exclude (
          proposer, day, RULE_DAY_OFF, PROPOSE_DAY_OFF,
          propose_dated (
              proposer, date,
              tr_fill (proposer->lang, "{weekday}, a day off in every country", "weekday",
                       language_weekday (proposer->lang, g_date_get_weekday (date)), NULL)));
      return;
    }
  if (off < proposer->places->len || g_date_get_weekday (date) < G_DATE_SATURDAY)
    day->only_weekend = FALSE;
  name_days_off (proposer, day, date);
}

/* --- other meetings ------------------------------------------------------------------------ */

static gboolean
touches (const ProposedDay *day, const ProposeBlock *block, int around)
{
  GDate from = date_add (&block->first, -around), to = date_add (&block->last, around);

  return g_date_compare (&day->first, &to) <= 0 && g_date_compare (&from, &day->last) <= 0;
}

static void
exclude_meeting (const Proposer *proposer, ProposedDay *day, const ProposeBlock *block)
{
  g_autofree char *when = language_date_range (proposer->lang, &block->first, &block->last);

  day->only_weekend = FALSE;
  if (touches (day, block, 0))
    propose_exclude (proposer, day, RULE_MEETING, PROPOSE_MEETING,
                     tr_fill (proposer->lang, "meeting {ref} sits on {date}", "ref",
                              block->ref, "date", when, NULL));
  else
    propose_exclude (
        proposer, day, RULE_TRAVEL, PROPOSE_TRAVEL,
        tr_fill_n (proposer->lang,
                   "meeting {ref} sits on {date}: travel takes a day before and "
                   "after it (setting travel-days)",
                   "meeting {ref} sits on {date}: travel takes {n} days before and "
                   "after it (setting travel-days)",
                   (guint64) proposer->travel, "ref", block->ref, "date", when, NULL));
}

static void
exclude_meetings (const Proposer *proposer, ProposedDay *day)
{
  for (guint i = 0; i < proposer->blocks->len; i++)
    {
      const ProposeBlock *block = g_ptr_array_index (proposer->blocks, i);

      if (block->council && touches (day, block, (int) proposer->travel))
        exclude_meeting (proposer, day, block);
    }
  propose_keep (proposer, day, RULE_MEETING, N_ ("no other meeting of the council sits then"));
}

/* --- notice and experts -------------------------------------------------------------------- */

static void
exclude_notice (const Proposer *proposer, ProposedDay *day)
{
  if (g_date_compare (&day->first, &proposer->earliest) >= 0)
    {
      propose_keep (proposer, day, RULE_NOTICE, N_ ("there is time enough until then"));
      return;
    }
  day->only_weekend = FALSE;
  if (g_date_compare (&day->first, &proposer->today) < 0)
    propose_exclude (proposer, day, RULE_NOTICE, PROPOSE_PASSED,
                     g_strdup (tr (proposer->lang, "the day has passed")));
  else
    propose_exclude (proposer, day, RULE_NOTICE, PROPOSE_NOTICE,
                     tr_fill_n (proposer->lang, "less than {n} day ahead (setting {key})",
                                "less than {n} days ahead (setting {key})",
                                (guint64) proposer->notice, "key", proposer->notice_key,
                                NULL));
}

static gboolean
experts_can_meet (const Proposer *proposer, const GDate *date)
{
  if (g_date_compare (date, &proposer->today) <= 0)
    return FALSE;
  for (guint i = 0; i < proposer->places->len; i++)
    if (verdict_at (proposer, i, date).off)
      return FALSE;
  for (guint i = 0; i < proposer->periods->len; i++)
    {
      const ProposePeriod *period = g_ptr_array_index (proposer->periods, i);

      if (!period->tentative && period->all_day &&
          g_date_compare (&period->first, date) <= 0 &&
          g_date_compare (date, &period->last) <= 0)
        return FALSE;
    }
  return TRUE;
}

static void
exclude_experts (const Proposer *proposer, ProposedDay *day)
{
  char *text;

  /* A day that is excluded already needs no second reason but in an explanation. */
  if (proposer->experts == 0 || (day->hurdles != 0 && !proposer->explain))
    return;
  for (int i = 1; i <= proposer->experts; i++)
    {
      GDate date = date_add (&day->first, -i);
      g_autofree char *when = NULL, *words = NULL;

      if (!experts_can_meet (proposer, &date))
        continue;
      if (!proposer->explain)
        return;
      when = language_date_long (proposer->lang, &date);
      words = tr_fill (proposer->lang, "the experts can meet on {date}", "date", when, NULL);
      propose_note (proposer, day, RULE_EXPERTS, TRUE, 0, words);
      return;
    }
  text = tr_fill_n (proposer->lang,
                    "the experts cannot meet before: the day before is not a working day in "
                    "every country (setting experts-within)",
                    "the experts cannot meet before: none of the {n} days before is a working "
                    "day in every country (setting experts-within)",
                    (guint64) proposer->experts, NULL);
  if (day->hurdles == 0)
    propose_exclude (proposer, day, RULE_EXPERTS, PROPOSE_EXPERTS, text);
  else
    {
      propose_note (proposer, day, RULE_EXPERTS, FALSE, 0, text);
      g_free (text);
    }
}

/* --- the verdict --------------------------------------------------------------------------- */

static gint
compare_findings (gconstpointer a, gconstpointer b)
{
  const ProposeFinding *one = *(const ProposeFinding *const *) a;
  const ProposeFinding *two = *(const ProposeFinding *const *) b;

  return one->rule < two->rule ? -1 : one->rule > two->rule;
}

void
propose_judge (const Proposer *proposer, ProposedDay *day)
{
  ProposeChoice choice;

  day->only_weekend = TRUE;
  day->score = 100;
  for (GDate date = day->first; g_date_compare (&date, &day->last) <= 0;
       g_date_add_days (&date, 1))
    exclude_day_off (proposer, day, &date);
  exclude_meetings (proposer, day);
  exclude_notice (proposer, day);
  choice = propose_hours (proposer, day);
  exclude_experts (proposer, day);
  propose_keep (proposer, day, RULE_TRAVEL, N_ ("the days of travel are free"));
  day->possible = day->hurdles == 0;
  day->only_weekend = day->only_weekend && (day->hurdles & PROPOSE_DAY_OFF) != 0;
  if (day->possible || proposer->explain)
    {
      propose_wishes (proposer, day);
      propose_hours_wishes (proposer, day, &choice);
    }
  day->score = day->possible ? MAX (day->score, 0) : 0;
  if (day->findings != NULL)
    g_ptr_array_sort (day->findings, compare_findings);
}
