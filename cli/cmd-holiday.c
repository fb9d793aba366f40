/* council holiday list|rules|add|confirm|remove */
#include "cli/command.h"
#include "cli/told.h"

#include "core/clock.h"
#include "core/date.h"
#include "meetings/holiday.h"

/* --- list ---------------------------------------------------------------------------------- */

const CommandUse use_holiday_list = {
  .options = COMMAND_OPTIONS (
      { "year", OPTION_TEXT, "YEAR", N_ ("The year; this one when left out") },
      { "party", OPTION_TEXT, "PARTY", N_ ("Of this party alone") }),
  .details =
      N_ ("Days of the years whose lists are known are confirmed.  Other years follow from "
          "the rules and are provisional, and so is every lunar day until it is "
          "announced: it may shift by a day."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council holiday list --year 2027  # days off of every country"),
      N_ ("council holiday list --year 2026 --party tj  # those of one country")),
};

static const char *
state_of (const WorkDay *day)
{
  return day->confirmed ? N_ ("confirmed") : N_ ("provisional");
}

static void
day_json (CommandRun *run, const WorkDay *day)
{
  g_autofree char *date = date_text (&day->date);
  g_autofree char *from = g_date_valid (&day->from) ? date_text (&day->from) : NULL;

  json_begin_object (run->json, NULL);
  json_text (run->json, "date", date);
  json_text (run->json, "party", day->party);
  json_text (run->json, "name", day->name);
  json_text (run->json, "kind", day_kind_name (day->kind));
  json_bool (run->json, "off", day->off);
  json_text (run->json, "state", state_of (day));
  json_text (run->json, "act", day->act);
  json_text (run->json, "from", from);
  json_bool (run->json, "lunar", day->lunar);
  json_builder_end_object (run->json);
}

/* The number of an act in the list below the table. */
static guint
act_number (GPtrArray *acts, const char *act)
{
  guint place;

  if (g_ptr_array_find_with_equal_func (acts, act, g_str_equal, &place))
    return place + 1;
  g_ptr_array_add (acts, (gpointer) act);
  return acts->len;
}

static const char *
kind_words (const WorkDay *day)
{
  static const char *const words[N_DAY_KINDS] = {
    [DAY_HOLIDAY] = N_ ("day off"),
    [DAY_MOVED] = N_ ("day off, moved"),
    [DAY_WORKING] = N_ ("made a working day"),
    [DAY_SHORTENED] = N_ ("an hour shorter"),
    [DAY_COMMEMORATED] = N_ ("commemorated, working"),
  };

  return day->kind == DAY_COMMEMORATED && day->off ? N_ ("commemorated") : words[day->kind];
}

static void
day_row (CommandRun *run, Table *table, const WorkDay *day, GPtrArray *acts)
{
  g_autofree char *date = date_text (&day->date);
  g_autofree char *name = holiday_title (day, run->lang);
  g_autofree char *act =
      day->act ? g_strdup_printf ("[%u]", act_number (acts, day->act)) : NULL;

  table_row (table, date, language_weekday_short (run->lang, g_date_get_weekday (&day->date)),
             day->party, tr (run->lang, kind_words (day)),
             tr (run->lang, day->lunar ? N_ ("provisional, ±1 day") : state_of (day)), act,
             name);
}

static void
days_print (CommandRun *run, GPtrArray *list)
{
  g_autoptr(GPtrArray) acts = g_ptr_array_new ();
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("DATE"), N_ ("WEEKDAY"), N_ ("PARTY"), N_ ("KIND"),
                 N_ ("STATE"), N_ ("ACT"), N_ ("NAME"), NULL);

  for (guint i = 0; i < list->len; i++)
    day_row (run, table, g_ptr_array_index (list, i), acts);
  command_table_print (run, table);
  if (acts->len > 0)
    command_line (run, "");
  for (guint i = 0; i < acts->len; i++)
    {
      g_autofree char *line =
          g_strdup_printf ("[%u] %s", i + 1, (const char *) g_ptr_array_index (acts, i));

      command_line (run, line);
    }
}

static gboolean
read_year (CommandRun *run, gint64 *year, GError **error)
{
  GDate today;

  clock_today (NULL, &today);
  return command_number (run, "year", g_date_get_year (&today), 1901, 2998, year, error);
}

gboolean
cmd_holiday_list (CommandRun *run, GError **error)
{
  g_autoptr(Workdays) days = NULL;
  g_autoptr(GPtrArray) list = NULL;
  gint64 year;

  if (!read_year (run, &year, error))
    return FALSE;
  days =
      holiday_load_year (run->db, command_option (run, "party"), run->lang, (int) year, error);
  if (days == NULL)
    return FALSE;
  list = workdays_list (days);
  if (run->json == NULL && list->len == 0)
    command_say (run, "No holidays are known (see 'council holiday add').", NULL);
  else if (run->json == NULL)
    days_print (run, list);
  else
    {
      json_begin_array (run->json, NULL);
      for (guint i = 0; i < list->len; i++)
        day_json (run, g_ptr_array_index (list, i));
      json_builder_end_array (run->json);
    }
  return TRUE;
}

/* --- rules --------------------------------------------------------------------------------- */

const CommandUse use_holiday_rules = {
  .options = COMMAND_OPTIONS ({ "party", OPTION_TEXT, "PARTY", N_ ("Of this party alone") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council holiday rules --party kg  # what the yearly days follow from")),
};

static void
rule_json (CommandRun *run, const HolidayRule *rule)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "rule", rule->handle);
  json_text (run->json, "party", rule->party);
  json_text (run->json, "calendar", rule->lunar ? "islamic" : "gregorian");
  json_number (run->json, "month", rule->month);
  json_number (run->json, "day", rule->day);
  json_number (run->json, "days", rule->days);
  json_text (run->json, "kind", rule->kind);
  json_text (run->json, "name", rule->name);
  json_text (run->json, "since", rule->since);
  json_text (run->json, "until", rule->until);
  if (rule->confirmed_from > 0)
    {
      json_number (run->json, "confirmed_from", rule->confirmed_from);
      json_number (run->json, "confirmed_through", rule->confirmed_through);
    }
  else
    {
      json_nothing (run->json, "confirmed_from");
      json_nothing (run->json, "confirmed_through");
    }
  json_text (run->json, "act", rule->act);
  json_builder_end_object (run->json);
}

static void
rule_row (CommandRun *run, Table *table, const HolidayRule *rule)
{
  g_autofree char *last =
      rule->days > 1 ? g_strdup_printf (" +%d", rule->days - 1) : g_strdup ("");
  g_autofree char *day =
      g_strdup_printf ("%s%02d-%02d%s", rule->lunar ? "☾ " : "", rule->month, rule->day, last);
  g_autofree char *years =
      rule->confirmed_from == 0 ? NULL
      : rule->confirmed_from == rule->confirmed_through
          ? g_strdup_printf ("%d", rule->confirmed_from)
          : g_strdup_printf ("%d–%d", rule->confirmed_from, rule->confirmed_through);

  table_row (table, rule->handle, day, rule->since, rule->until, years, rule->name);
}

gboolean
cmd_holiday_rules (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) rules =
      holiday_rule_list (run->db, command_option (run, "party"), error);
  g_autoptr(Table) table = table_new (run->lang, N_ ("RULE"), N_ ("DAY"), N_ ("SINCE"),
                                       N_ ("UNTIL"), N_ ("CONFIRMED"), N_ ("NAME"), NULL);

  if (rules == NULL)
    return FALSE;
  if (run->json != NULL)
    json_begin_array (run->json, NULL);
  for (guint i = 0; i < rules->len; i++)
    if (run->json != NULL)
      rule_json (run, g_ptr_array_index (rules, i));
    else
      rule_row (run, table, g_ptr_array_index (rules, i));
  if (run->json != NULL)
    json_builder_end_array (run->json);
  else if (table_is_empty (table))
    command_say (run, "No holidays are known (see 'council holiday add').", NULL);
  else
    command_table_print (run, table);
  return TRUE;
}

/* --- add ----------------------------------------------------------------------------------- */

const CommandUse use_holiday_add = {
  .options = COMMAND_OPTIONS (
      { "party", OPTION_TEXT, "PARTY", N_ ("Whose day it is") },
      { "name", OPTION_TEXT, "NAME", N_ ("What it is called") },
      { "kind", OPTION_TEXT, "KIND",
        N_ ("holiday (when left out), moved, working, shortened or commemorated") },
      { "act", OPTION_TEXT, "TEXT",
        N_ ("What makes it law; without it the day is provisional") },
      { "yearly", OPTION_FLAG, NULL, N_ ("Every year from that date on: a new rule") },
      { "days", OPTION_TEXT, "NUMBER", N_ ("Of a rule: on how many days in a row") },
      { "lunar", OPTION_TEXT, "DAY",
        N_ ("Of a rule: month and day of the Islamic calendar, such as 10-01") },
      { "handle", OPTION_TEXT, "RULE", N_ ("Of a rule: what it is called by in commands") }),
  .details =
      N_ ("Enters a day that was decreed, or with --yearly a rule for every year.  A rule "
          "is never changed: end the old one (holiday remove) and add a new one, so that "
          "the past stays as it was."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council holiday add 2027-03-13 --party tj --kind working --name \"worked for 26 "
          "March\" --act \"decree No. 1\"  # a Saturday made a working day"),
      N_ ("council holiday add 2027-03-26 --party tj --kind moved --name \"off for 13 March\" "
          "--act \"decree No. 1\"  # and the day off for it"),
      N_ ("council holiday add 2028-10-05 --party tj --yearly --name \"New Holiday\" --act "
          "\"law No. 1\"  # a new holiday of every year")),
};

static gboolean
add_rule (CommandRun *run, const HolidayDraft *draft, GError **error)
{
  g_autofree char *handle = holiday_add_rule (run->db, draft, error);

  if (handle == NULL)
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "rule", handle);
    }
  else
    command_line (run, handle);
  if (!told_days_off (run, error))
    return FALSE;
  if (run->json != NULL)
    json_builder_end_object (run->json);
  return TRUE;
}

/* What the day is now, after a change. */
static gboolean
tell_day (CommandRun *run, const char *party, const char *text, GError **error)
{
  g_autofree char *words = NULL;
  gboolean off;
  GDate date;

  if (!date_parse (text, &date, error))
    return FALSE;
  words = holiday_verdict (run->db, party, &date, run->lang, &off, error);
  if (words == NULL)
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "date", text);
      json_text (run->json, "party", party);
      json_bool (run->json, "off", off);
      json_text (run->json, "verdict", words);
    }
  else
    {
      g_autofree char *line = g_strdup_printf ("%s  %s", text, words);

      command_line (run, line);
    }
  if (!told_days_off (run, error))
    return FALSE;
  if (run->json != NULL)
    json_builder_end_object (run->json);
  return TRUE;
}

gboolean
cmd_holiday_add (CommandRun *run, GError **error)
{
  const char *act = command_option (run, "act");
  HolidayDraft draft = {
    .party = command_option (run, "party"),
    .date = run->args[0],
    .kind = command_option (run, "kind"),
    .name = command_option (run, "name"),
    .act = act ? act : run->basis,
    .handle = command_option (run, "handle"),
    .lunar = command_option (run, "lunar"),
  };

  if (!command_number (run, "days", 1, 1, 30, &draft.days, error))
    return FALSE;
  if (command_flag (run, "yearly"))
    return add_rule (run, &draft, error);
  if (draft.lunar != NULL || draft.handle != NULL || draft.days > 1)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--days, --lunar and --handle belong to a rule (add --yearly)"),
                          NULL);
  return holiday_add_day (run->db, &draft, error) &&
         tell_day (run, draft.party, draft.date, error);
}

/* --- confirm ------------------------------------------------------------------------------- */

const CommandUse use_holiday_confirm = {
  .options = COMMAND_OPTIONS (
      { "year", OPTION_TEXT, "YEAR", N_ ("The year whose list was published") },
      { "date", OPTION_TEXT, "DATE", N_ ("Of a lunar day: the day announced") },
      { "party", OPTION_TEXT, "PARTY", N_ ("Without a rule: every fixed day of this party") }),
  .details =
      N_ ("Confirms the days of a rule, or of every rule of a party, for a year.  --basis "
          "names the act or the announcement.  Without --date a lunar day is confirmed "
          "where it was computed."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council holiday confirm tj-qurbon --year 2027 --date 2027-05-17 --basis "
          "\"announced on 10 May 2027\"  # a lunar day was announced"),
      N_ ("council holiday confirm --party tj --year 2027 --basis \"list of 2027\"  # the "
          "year's list was published")),
};

static gboolean
confirm_year (CommandRun *run, int year, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);

  if (!holiday_confirm_year (run->db, command_option (run, "party"), year, run->basis, notices,
                             error))
    return FALSE;
  for (guint i = 0; i < notices->lines->len; i++)
    command_notice_text (run, g_ptr_array_index (notices->lines, i));
  return TRUE;
}

/* What is certain now may be the day of a meeting. */
static gboolean
tell_meetings (CommandRun *run, GError **error)
{
  if (run->json != NULL)
    json_begin_object (run->json, NULL);
  if (!told_days_off (run, error))
    return FALSE;
  if (run->json != NULL)
    json_builder_end_object (run->json);
  return TRUE;
}

gboolean
cmd_holiday_confirm (CommandRun *run, GError **error)
{
  const char *date = command_option (run, "date");
  gint64 year;

  if (!read_year (run, &year, error))
    return FALSE;
  if ((run->n_args > 0) == (command_option (run, "party") != NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("confirm a rule, or all of a party (RULE, or --party PARTY)"),
                          NULL);
  if (run->n_args > 0)
    return holiday_confirm (run->db, run->args[0], (int) year, date, run->basis, error) &&
           tell_meetings (run, error);
  if (date != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--date confirms one lunar day (name its rule)"), NULL);
  return confirm_year (run, (int) year, error) && tell_meetings (run, error);
}

/* --- remove -------------------------------------------------------------------------------- */

const CommandUse use_holiday_remove = {
  .options = COMMAND_OPTIONS (
      { "party", OPTION_TEXT, "PARTY", N_ ("Whose day it is") },
      { "from", OPTION_TEXT, "DATE",
        N_ ("Of a rule: the first day on which it is law no more; today when left out") }),
  .details = N_ ("Drops what was decreed for a day, or ends a rule.  What has passed is "
                 "corrected only with --basis."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council holiday remove 2027-03-26 --party tj  # the decree was withdrawn"),
      N_ ("council holiday remove kg-may --from 2028-01-01  # a holiday was abolished")),
};

gboolean
cmd_holiday_remove (CommandRun *run, GError **error)
{
  const char *what = run->args[0];
  const char *party = command_option (run, "party");
  const char *from = command_option (run, "from");
  GDate date;

  if (!date_parse (what, &date, NULL))
    return party == NULL
               ? holiday_end_rule (run->db, what, from, run->basis, error)
               : council_error (error, COUNCIL_ERROR_USAGE,
                                N_ ("a rule has its party already (leave out --party)"), NULL);
  if (party == NULL || from != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("a day is dropped for a party (DATE --party PARTY)"), NULL);
  return holiday_remove_day (run->db, party, what, run->basis, error) &&
         tell_day (run, party, what, error);
}
