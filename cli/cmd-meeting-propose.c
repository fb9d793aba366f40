/* council meeting propose */
#include "cli/command.h"

#include "cli/grid-terminal.h"
#include "core/date.h"
#include "meetings/grid-svg.h"
#include "meetings/heat-map.h"
#include "meetings/propose.h"

const CommandUse use_meeting_propose = {
  .options = COMMAND_OPTIONS (
      { "kind", OPTION_TEXT, "KIND", N_ ("regular (when left out) or extraordinary") },
      { "meeting", OPTION_TEXT, "REF",
        N_ ("A meeting that needs another day, or its first; its people count") },
      { "from", OPTION_TEXT, "DATE", N_ ("The first day on which it may begin") },
      { "to", OPTION_TEXT, "DATE", N_ ("The last day on which it may begin") },
      { "days", OPTION_TEXT, "NUMBER", N_ ("On how many days in a row the meeting sits") },
      { "top", OPTION_TEXT, "NUMBER", N_ ("How many days to propose; ten when left out") },
      { "explain", OPTION_TEXT, "DATE", N_ ("Say of one day why it is possible, or why not") },
      { "map", OPTION_FLAG, NULL,
        N_ ("As a map: the window's months with the score of each day") },
      { "out", OPTION_TEXT, "FILE", N_ ("Write the map as a picture (SVG)") }),
  .details =
      N_ ("A regular meeting is looked for in the year whose turn it is, an extraordinary "
          "one from the end of its notice on.  A day off in any country, a co-chair who is "
          "busy, a period that a party rules out, another meeting, the notice and experts "
          "who could not meet before exclude a day; what else speaks against a day lowers "
          "its score of 100.  What is wished (months, weekdays, hours, travel) are settings: "
          "see 'council setting list'.  Days of years without a published list are "
          "provisional."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council meeting propose  # the best days for the next regular meeting"),
      N_ ("council meeting propose --kind extraordinary --top 3  # the next days for an "
          "urgent one"),
      N_ ("council meeting propose --meeting next --from 2027-03-01 --to 2027-04-30  # "
          "another day for a meeting"),
      N_ ("council meeting propose --explain 2027-03-09  # why that day, or why not"),
      N_ ("council meeting propose --map  # the whole window at a glance"),
      N_ ("council meeting propose --out days.svg  # the same as a sheet to be printed")),
};

/* --- JSON ---------------------------------------------------------------------------------- */

static void
time_json (CommandRun *run, const Proposal *proposal, const ProposedDay *day)
{
  g_autofree char *starts = instant_text (day->starts), *ends = instant_text (day->ends);

  json_text (run->json, "start", starts);
  json_text (run->json, "end", ends);
  json_begin_object (run->json, "local");
  for (guint i = 0; i < proposal->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (proposal->places, i);
      g_autofree char *local =
          g_date_time_format (g_ptr_array_index (day->local, i), "%Y-%m-%dT%H:%M:%S%:z");

      json_text (run->json, place->code, local);
    }
  json_builder_end_object (run->json);
}

static void
candidate_json (CommandRun *run, const Proposal *proposal, const ProposedDay *day)
{
  g_autofree char *date = date_text (&day->first);

  json_begin_object (run->json, NULL);
  json_text (run->json, "date", date);
  time_json (run, proposal, day);
  json_number (run->json, "score", day->score);
  json_text (run->json, "host", day->host);
  json_texts (run->json, "reasons", day->reasons);
  json_builder_end_object (run->json);
}

static void
proposal_json (CommandRun *run, const Proposal *proposal, guint top)
{
  g_autofree char *from = date_text (&proposal->from), *to = date_text (&proposal->to);

  json_begin_object (run->json, NULL);
  json_text (run->json, "host", proposal->host);
  json_text (run->json, "meeting", proposal->meeting);
  json_begin_object (run->json, "window");
  json_text (run->json, "from", from);
  json_text (run->json, "to", to);
  json_builder_end_object (run->json);
  json_begin_array (run->json, "candidates");
  for (guint i = 0; i < MIN (top, proposal->candidates->len); i++)
    candidate_json (run, proposal, g_ptr_array_index (proposal->candidates, i));
  json_builder_end_array (run->json);
  json_begin_array (run->json, "excluded");
  for (guint i = 0; i < proposal->excluded->len; i++)
    {
      const ProposedDay *day = g_ptr_array_index (proposal->excluded, i);
      g_autofree char *date = date_text (&day->first);

      json_begin_object (run->json, NULL);
      json_text (run->json, "date", date);
      json_texts (run->json, "reasons", day->reasons);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
  json_builder_end_object (run->json);
}

/* --- text ---------------------------------------------------------------------------------- */

static char *
reasons_text (const ProposedDay *day)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < day->reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            (const char *) g_ptr_array_index (day->reasons, i));
  return g_string_free (text, FALSE);
}

/* "10:00 Душанбе, 11:00 Бишкек". */
static char *
times_text (const Proposal *proposal, const ProposedDay *day)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < proposal->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (proposal->places, i);
      g_autofree char *time = g_date_time_format (g_ptr_array_index (day->local, i), "%H:%M");

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", time, place->city);
    }
  return g_string_free (text, FALSE);
}

/* «2026-03-09», «2026-05-04 – 2026-05-08». */
static char *
days_text (const GDate *first, const GDate *last)
{
  g_autofree char *from = date_text (first), *to = date_text (last);

  return g_date_compare (first, last) == 0 ? g_steal_pointer (&from)
                                           : g_strdup_printf ("%s – %s", from, to);
}

static const char *
host_name (const Proposal *proposal)
{
  for (guint i = 0; proposal->host != NULL && i < proposal->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (proposal->places, i);

      if (g_str_equal (place->code, proposal->host))
        return place->country;
    }
  return NULL;
}

static void
head_print (CommandRun *run, const Proposal *proposal)
{
  const char *host = host_name (proposal);
  g_autofree char *window = language_date_range (run->lang, &proposal->from, &proposal->to);

  command_say (run, "Days for a meeting, {window}", "window", window, NULL);
  if (host != NULL)
    command_say (run, "Host: {host}", "host", host, NULL);
  else
    command_say (run, "Host: not agreed yet", NULL);
  command_line (run, "");
}

static void
candidates_print (CommandRun *run, const Proposal *proposal, guint top)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("DATE"), N_ ("WEEKDAY"), N_ ("TIME"),
                                       N_ ("SCORE"), N_ ("WHY"), NULL);

  table_align_right (table, 3);
  for (guint i = 0; i < MIN (top, proposal->candidates->len); i++)
    {
      const ProposedDay *day = g_ptr_array_index (proposal->candidates, i);
      g_autofree char *date = days_text (&day->first, &day->last);
      g_autofree char *times = times_text (proposal, day);
      g_autofree char *score = g_strdup_printf ("%d", day->score);
      g_autofree char *reasons = reasons_text (day);

      table_row (table, date,
                 language_weekday_short (run->lang, g_date_get_weekday (&day->first)), times,
                 score, reasons);
    }
  if (table_is_empty (table))
    command_say (run, "No day is possible in this window.", NULL);
  else
    command_table_print (run, table);
}

/* Days in a row that are excluded alike stand in one line. */
static guint
alike (GPtrArray *excluded, guint first, const char *reasons)
{
  const ProposedDay *before = g_ptr_array_index (excluded, first);
  guint i;

  for (i = first + 1; i < excluded->len; i++)
    {
      const ProposedDay *day = g_ptr_array_index (excluded, i);
      g_autofree char *others = reasons_text (day);

      if (day->only_weekend || g_date_days_between (&before->first, &day->first) != 1 ||
          !g_str_equal (others, reasons))
        break;
      before = day;
    }
  return i - 1;
}

/* A meeting of several days that begins on a Thursday may meet a weekend too. */
static void
weekends_print (CommandRun *run, guint count, gboolean several)
{
  g_autofree char *line = NULL;

  if (count == 0)
    return;
  line =
      several
          ? tr_fill_n (run->lang,
                       "Besides, {n} day on which it would run into a Saturday or Sunday.",
                       "Besides, {n} days on which it would run into a Saturday or Sunday.",
                       count, NULL)
          : tr_fill_n (run->lang, "Besides, {n} Saturday or Sunday is off in every country.",
                       "Besides, {n} Saturdays and Sundays are off in every country.", count,
                       NULL);
  command_line (run, "");
  command_line (run, line);
}

static void
excluded_print (CommandRun *run, const Proposal *proposal)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("DATE"), N_ ("WHY NOT"), NULL);
  gboolean several = FALSE;
  guint weekends = 0;

  for (guint i = 0; i < proposal->excluded->len; i++)
    {
      const ProposedDay *day = g_ptr_array_index (proposal->excluded, i);
      g_autofree char *reasons = reasons_text (day);
      guint last = i;
      g_autofree char *dates = NULL;

      if (day->only_weekend)
        {
          several = g_date_compare (&day->first, &day->last) != 0;
          weekends++;
          continue;
        }
      last = alike (proposal->excluded, i, reasons);
      dates = days_text (
          &day->first,
          &((const ProposedDay *) g_ptr_array_index (proposal->excluded, last))->first);
      table_row (table, dates, reasons);
      i = last;
    }
  if (!table_is_empty (table))
    {
      command_line (run, "");
      command_table_print (run, table);
    }
  weekends_print (run, weekends, several);
}

/* --- one day ------------------------------------------------------------------------------- */

static const char *
effect_name (const ProposeFinding *finding)
{
  return finding->kept ? "kept" : finding->cost > 0 ? "costs" : "excludes";
}

static void
findings_json (CommandRun *run, const ProposedDay *day)
{
  json_begin_array (run->json, "rules");
  for (guint i = 0; i < day->findings->len; i++)
    {
      const ProposeFinding *finding = g_ptr_array_index (day->findings, i);

      json_begin_object (run->json, NULL);
      json_text (run->json, "rule", propose_rule_name (finding->rule));
      json_bool (run->json, "hard", propose_rule_is_hard (finding->rule));
      json_text (run->json, "effect", effect_name (finding));
      json_number (run->json, "cost", finding->cost);
      json_text (run->json, "text", finding->text);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
explain_json (CommandRun *run, const Proposal *proposal, const ProposedDay *day)
{
  g_autofree char *date = date_text (&day->first);

  json_begin_object (run->json, NULL);
  json_text (run->json, "date", date);
  json_bool (run->json, "possible", day->possible);
  json_text (run->json, "host", day->host);
  json_text (run->json, "meeting", proposal->meeting);
  time_json (run, proposal, day);
  json_number (run->json, "score", day->score);
  json_texts (run->json, "reasons", day->reasons);
  findings_json (run, day);
  json_builder_end_object (run->json);
}

/* ✗ excludes, −6 costs, ✓ is kept. */
static char *
mark_text (const ProposeFinding *finding)
{
  return finding->kept       ? g_strdup ("✓")
         : finding->cost > 0 ? g_strdup_printf ("−%d", finding->cost)
                             : g_strdup ("✗");
}

static void
findings_print (CommandRun *run, const ProposedDay *day)
{
  g_autoptr(Table) table = table_new_plain (3);
  int last = -1;

  table_align_right (table, 0);
  table_indent (table, 2);
  for (guint i = 0; i < day->findings->len; i++)
    {
      const ProposeFinding *finding = g_ptr_array_index (day->findings, i);
      g_autofree char *mark = mark_text (finding);
      const char *title = tr (run->lang, propose_rule_title (finding->rule));

      table_row (table, mark, (int) finding->rule == last ? "" : title, finding->text);
      last = (int) finding->rule;
    }
  command_table_print (run, table);
}

static void
explain_print (CommandRun *run, const Proposal *proposal, const ProposedDay *day)
{
  g_autofree char *date = language_date_long (run->lang, &day->first);
  g_autofree char *times = times_text (proposal, day);
  g_autofree char *score = g_strdup_printf ("%d", day->score);
  const char *weekday = language_weekday (run->lang, g_date_get_weekday (&day->first));

  if (day->possible)
    command_say (run, "{date}, {weekday}: possible, score {score} of 100 ({times})", "date",
                 date, "weekday", weekday, "score", score, "times", times, NULL);
  else
    command_say (run, "{date}, {weekday}: not possible", "date", date, "weekday", weekday,
                 NULL);
  findings_print (run, day);
}

static gboolean
explain (CommandRun *run, const ProposeQuery *query, GError **error)
{
  g_autoptr(Proposal) proposal =
      propose_day (run->db, query, command_option (run, "explain"), error);
  const ProposedDay *day;

  if (proposal == NULL)
    return FALSE;
  day = g_ptr_array_index (
      proposal->candidates->len > 0 ? proposal->candidates : proposal->excluded, 0);
  if (run->json != NULL)
    explain_json (run, proposal, day);
  else
    explain_print (run, proposal, day);
  return TRUE;
}

/* --- the map ------------------------------------------------------------------------------- */

static gboolean
map_print (CommandRun *run, const Proposal *proposal, GError **error)
{
  const char *path = command_option (run, "out");
  g_autoptr(Grid) grid = heat_map (run->db, proposal, run->lang, error);
  g_autoptr(GBytes) picture = grid && path ? grid_svg (grid) : NULL;

  if (grid == NULL)
    return FALSE;
  if (picture != NULL)
    return command_write_file (run, path, picture, error);
  if (run->json == NULL)
    grid_print (grid, run->out, run->width, run->colour);
  return TRUE;
}

gboolean
cmd_meeting_propose (CommandRun *run, GError **error)
{
  ProposeQuery query = {
    .kind = command_option (run, "kind"),
    .from = command_option (run, "from"),
    .to = command_option (run, "to"),
    .meeting = command_option (run, "meeting"),
    .lang = run->lang,
  };
  g_autoptr(Proposal) proposal = NULL;
  gboolean map = command_flag (run, "map") || command_option (run, "out") != NULL;
  gint64 top;

  if (!command_number (run, "days", 0, 1, 30, &query.days, error) ||
      !command_number (run, "top", 10, 1, 3660, &top, error))
    return FALSE;
  if (map && command_option (run, "explain") != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--explain speaks of one day, --map and --out show them all "
                              "(leave one out)"),
                          NULL);
  if (command_option (run, "explain") != NULL)
    return explain (run, &query, error);
  proposal = propose_days (run->db, &query, error);
  if (proposal == NULL || (map && !map_print (run, proposal, error)))
    return FALSE;
  if (run->json != NULL)
    proposal_json (run, proposal, (guint) top);
  else if (!map)
    {
      head_print (run, proposal);
      candidates_print (run, proposal, (guint) top);
      excluded_print (run, proposal);
    }
  return TRUE;
}
