/* council meeting deadlines|deadline */
#include "core/date.h"
#include "core/language.h"
#include "meetings/deadline.h"

#include "cli/command.h"

const CommandUse use_meeting_deadlines = {
  .details =
      N_ ("Days count back from the meeting by settings (council setting list).  A step "
          "that was past when the meeting got its date is compressed, not missed.  Where "
          "a step falls on a party's day off, its working day before is shown."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council meeting deadlines next  # what is due, and when")),
};

/* --- words ------------------------------------------------------------------------------------ */

/* The working day, where the date is a day off and something is left to do. */
static char *
part_workday (CommandRun *run, const Deadline *deadline, const DeadlinePart *part)
{
  g_autofree char *date = date_text (&deadline->date), *by = NULL;
  GDate day;

  if (part->workday == NULL || g_str_equal (part->workday, date) ||
      deadline_is_settled (part->state) || !date_parse (part->workday, &day, NULL))
    return NULL;
  by = language_date_long (run->lang, &day);
  return tr_fill (run->lang, N_ ("a day off: by {date}"), "date", by, NULL);
}

/* "done, 5 March 2027 (the list came by post)"; "ahead; a day off: by 5 March 2027". */
static char *
part_words (CommandRun *run, const Deadline *deadline, const DeadlinePart *part)
{
  g_autofree char *workday = part_workday (run, deadline, part), *date = NULL;
  g_autoptr(GString) words = g_string_new (tr (run->lang, part->state));
  GDate day;

  if (part->done_on != NULL && date_parse (part->done_on, &day, NULL))
    {
      date = language_date_long (run->lang, &day);
      g_string_append_printf (words, ", %s", date);
    }
  if (part->note != NULL)
    g_string_append_printf (words, " (%s)", part->note);
  if (workday != NULL)
    g_string_append_printf (words, "; %s", workday);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* --- table ------------------------------------------------------------------------------------ */

/* Parties of which the same is to be said share a row. */
static void
step_rows (CommandRun *run, Table *table, const Deadline *deadline)
{
  g_autofree char *date = language_date_long (run->lang, &deadline->date);
  g_autoptr(GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < deadline->parts->len; i++)
    {
      char *words = part_words (run, deadline, g_ptr_array_index (deadline->parts, i));
      g_autoptr(GString) who = g_string_new (NULL);
      gboolean first = g_hash_table_size (said) == 0;

      for (guint j = i; j < deadline->parts->len; j++)
        {
          const DeadlinePart *part = g_ptr_array_index (deadline->parts, j);
          g_autofree char *same = part_words (run, deadline, part);

          if (g_str_equal (same, words))
            g_string_append_printf (who, "%s%s", who->len ? ", " : "", part->party);
        }
      if (!g_hash_table_contains (said, words))
        table_row (table, first ? date : "", first ? deadline->step : "",
                   first ? tr (run->lang, deadline->title) : "", who->str, words);
      g_hash_table_add (said, words);
    }
}

static void
deadlines_json (CommandRun *run, GPtrArray *ladder)
{
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < ladder->len; i++)
    {
      json_begin_object (run->json, NULL);
      deadline_json (g_ptr_array_index (ladder, i), run->lang, run->json);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static gboolean
show_ladder (CommandRun *run, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) ladder = deadline_list (run->db, meeting, DEADLINE_DAYS_OFF, error);
  g_autoptr(Table) table = table_new (run->lang, N_ ("By"), N_ ("Code"), N_ ("Step"),
                                       N_ ("Who"), N_ ("State"), NULL);

  if (ladder == NULL)
    return FALSE;
  if (run->json != NULL)
    {
      deadlines_json (run, ladder);
      return TRUE;
    }
  for (guint i = 0; i < ladder->len; i++)
    step_rows (run, table, g_ptr_array_index (ladder, i));
  command_table_print (run, table);
  return TRUE;
}

gboolean
cmd_meeting_deadlines (CommandRun *run, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);

  if (meeting == NULL)
    return FALSE;
  if (!meeting_has_date (meeting))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{ref} has no date yet, so nothing is due (give it one with 'council "
            "meeting schedule START --request {ref}')"),
        "ref", meeting->ref, NULL);
  return show_ladder (run, meeting, error);
}

/* --- by hand ---------------------------------------------------------------------------------- */

const CommandUse use_meeting_deadline = {
  .options = COMMAND_OPTIONS (
      { "met", OPTION_FLAG, NULL, N_ ("It was done") },
      { "missed", OPTION_FLAG, NULL, N_ ("Its day has passed, and it was not done") },
      { "undo", OPTION_FLAG, NULL, N_ ("Take back what is on record: it is not done") },
      { "on", OPTION_TEXT, "DATE", N_ ("When it was done; today when left out") },
      { "note", OPTION_TEXT, "TEXT", N_ ("How, or by which letter") }),
  .details =
      N_ ("Acts record by themselves what they meet: confirming, proposing and adopting "
          "questions, naming a delegation, drafting the protocol.  This records the rest, "
          "or corrects it; the record before it stays, as corrected.  Without --as (or a "
          "party that the file belongs to) it holds for every party responsible.  STEP is "
          "a name in the list of 'council meeting deadlines'."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council meeting deadline 2027 agenda --met --note \"sent by letter No. 8\"  # by "
          "hand"),
      N_ ("council meeting deadline 2027 delegations --met --as kg --on 2027-03-05 --basis "
          "\"note 12\"  # the list came by post"),
      N_ ("council meeting deadline 2027 draft --undo  # it was not sent yet")),
};

gboolean
cmd_meeting_deadline (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  gboolean met = command_flag (run, "met"), missed = command_flag (run, "missed");
  gboolean undo = command_flag (run, "undo");
  DeadlineMark mark = {
    .step = run->args[1],
    .outcome = met      ? "met"
               : missed ? "missed"
                        : NULL,
    .on = command_option (run, "on"),
    .party = run->as,
    .note = command_option (run, "note"),
    .basis = run->basis,
  };

  if (meeting == NULL)
    return FALSE;
  if (met + missed + undo != 1 || (mark.on != NULL && !met))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("say one of --met [--on DATE], --missed and --undo"), NULL);
  if (!deadline_mark (run->db, meeting->ref, &mark, notices, error))
    return FALSE;
  command_notices (run, notices->lines);
  return show_ladder (run, meeting, error);
}
