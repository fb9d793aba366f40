/* council decision add|list|show|edit|remove|progress|close|enforce */
#include "meetings/decision.h"

#include "cli/command.h"

/* --- printing ------------------------------------------------------------------------------ */

static gboolean
answer (CommandRun *run, const Decision *decision)
{
  if (run->json == NULL)
    {
      command_say (run, N_ ("Decision {ref}: {state:tr}"), "ref", decision->ref, "state",
                   decision->state, NULL);
      return TRUE;
    }
  json_begin_object (run->json, NULL);
  decision_json (decision, run->json);
  json_builder_end_object (run->json);
  return TRUE;
}

/* What an act on the decision of the first argument answers. */
static gboolean
answer_named (CommandRun *run, GError **error)
{
  g_autoptr(Decision) decision = decision_load (run->db, run->args[0], error);

  return decision != NULL && answer (run, decision);
}

static void
list_json (CommandRun *run, GPtrArray *decisions)
{
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < decisions->len; i++)
    {
      json_begin_object (run->json, NULL);
      decision_json (g_ptr_array_index (decisions, i), run->json);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

/* «не указан», so that a missing executor is seen. */
static char *
executors_words (CommandRun *run, const Decision *decision)
{
  return decision->executors->len ? responsible_words (decision->executors)
                                  : g_strdup (tr (run->lang, N_ ("no executor")));
}

static void
list_print (CommandRun *run, GPtrArray *decisions)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("DECISION"), N_ ("DUE"), N_ ("STATE"),
                                       N_ ("EXECUTORS"), N_ ("TEXT"), NULL);
  gboolean sample = FALSE;

  for (guint i = 0; i < decisions->len; i++)
    {
      const Decision *decision = g_ptr_array_index (decisions, i);
      g_autofree char *executors = executors_words (run, decision);

      sample |= decision->sample;
      table_row (table, decision->ref, decision->due,
                 tr (run->lang, decision->overdue ? N_ ("overdue") : decision->state),
                 executors, decision->text);
    }
  if (sample)
    command_line (run, "ОБРАЗЕЦ");
  command_table_print (run, table);
}

/* --- add ----------------------------------------------------------------------------------- */

#define DECISION_OPTIONS                                                                      \
  { "executor", OPTION_MANY, "WHO", N_ ("Who carries it out, as PARTY:WHO; repeat it") },     \
  {                                                                                           \
    "due", OPTION_TEXT, "DATE", N_ ("Until when")                                             \
  }

const CommandUse use_decision_add = {
  .options = COMMAND_OPTIONS (DECISION_OPTIONS),
  .details =
      N_ ("A decision is a draft until the protocol's text is agreed, and takes force when "
          "every chair has signed. Prints the reference alone."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council decision add 2027 1 \"разработать план мероприятий\" --executor "
          "\"tj:Министерство энергетики\" --executor \"kg:Министерство энергетики\" --due "
          "2027-09-01  # a decision on item 1")),
};

gboolean
cmd_decision_add (CommandRun *run, GError **error)
{
  const DecisionFields fields = {
    .text = run->args[2],
    .executors = command_values (run, "executor"),
    .due = command_option (run, "due"),
  };
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Decision) decision =
      decision_adopt (run->db, run->args[0], run->args[1], &fields, notices, error);

  if (decision == NULL)
    return FALSE;
  command_notices (run, notices->lines);
  if (run->json != NULL)
    return answer (run, decision);
  command_line (run, decision->ref);
  return TRUE;
}

/* --- list and show ------------------------------------------------------------------------- */

const CommandUse use_decision_list = {
  .options = COMMAND_OPTIONS (
      { "meeting", OPTION_TEXT, "REF", N_ ("Of that meeting alone") },
      { "executor", OPTION_TEXT, "WHO",
        N_ ("Whose name contains this, in any case of letters") },
      { "party", OPTION_TEXT, "PARTY", N_ ("With an executor of that party") },
      { "due-before", OPTION_TEXT, "DATE", N_ ("Due earlier than that day") },
      { "open", OPTION_FLAG, NULL, N_ ("In force and neither done nor dropped") },
      { "overdue", OPTION_FLAG, NULL, N_ ("Open after the due date") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council decision list --open --executor энергетики  # what the energy ministries "
          "still owe"),
      N_ ("council decision list --overdue  # the oldest due date first"),
      N_ ("council decision list --meeting last --json  # of one meeting, for a program")),
};

gboolean
cmd_decision_list (CommandRun *run, GError **error)
{
  const DecisionFilter filter = {
    .meeting = command_option (run, "meeting"),
    .executor = command_option (run, "executor"),
    .party = command_option (run, "party"),
    .due_before = command_option (run, "due-before"),
    .open = command_flag (run, "open"),
    .overdue = command_flag (run, "overdue"),
  };
  g_autoptr(GPtrArray) decisions = decision_search (run->db, &filter, error);

  if (decisions == NULL)
    return FALSE;
  if (run->json != NULL)
    list_json (run, decisions);
  else if (decisions->len == 0)
    command_say (run, N_ ("No such decision."), NULL);
  else
    list_print (run, decisions);
  return TRUE;
}

const CommandUse use_decision_show = {
  .examples = COMMAND_EXAMPLES (
      N_ ("council decision show 2027/1.1  # one decision and how it is carried out")),
};

static void
progress_json (CommandRun *run, GPtrArray *reports)
{
  json_begin_array (run->json, "progress");
  for (guint i = 0; i < reports->len; i++)
    {
      const DecisionProgress *progress = g_ptr_array_index (reports, i);

      json_begin_object (run->json, NULL);
      json_text (run->json, "date", progress->noted_on);
      json_text (run->json, "party", progress->party);
      if (progress->percent >= 0)
        json_number (run->json, "percent", progress->percent);
      else
        json_nothing (run->json, "percent");
      json_text (run->json, "text", progress->text);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
progress_print (CommandRun *run, GPtrArray *reports)
{
  g_autoptr(Table) table = table_new_plain (4);

  table_indent (table, 2);
  for (guint i = 0; i < reports->len; i++)
    {
      const DecisionProgress *progress = g_ptr_array_index (reports, i);
      g_autofree char *percent =
          progress->percent < 0
              ? NULL
              : g_strdup_printf ("%" G_GINT64_FORMAT " %%", progress->percent);

      table_row (table, progress->noted_on, progress->party ? progress->party : "",
                 percent ? percent : "", progress->text);
    }
  if (reports->len > 0)
    {
      command_line (run, "");
      command_table_print (run, table);
    }
}

static void
show_print (CommandRun *run, const Decision *decision)
{
  g_autoptr(Table) table = table_new_plain (2);
  g_autofree char *executors = executors_words (run, decision);

  if (decision->sample)
    command_line (run, "ОБРАЗЕЦ");
  command_say (run, N_ ("Decision {ref}: {state:tr}"), "ref", decision->ref, "state",
               decision->overdue ? N_ ("overdue") : decision->state, NULL);
  command_line (run, decision->text);
  table_indent (table, 2);
  table_row (table, tr (run->lang, N_ ("executors")), executors);
  table_row (table, tr (run->lang, N_ ("due")), decision->due);
  table_row (table, tr (run->lang, N_ ("in force since")), decision->in_force_on);
  command_table_print (run, table);
}

gboolean
cmd_decision_show (CommandRun *run, GError **error)
{
  g_autoptr(Decision) decision = decision_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) reports =
      decision ? decision_progress_list (run->db, decision->id, error) : NULL;

  if (reports == NULL)
    return FALSE;
  if (run->json == NULL)
    {
      show_print (run, decision);
      progress_print (run, reports);
      return TRUE;
    }
  json_begin_object (run->json, NULL);
  decision_json (decision, run->json);
  progress_json (run, reports);
  json_builder_end_object (run->json);
  return TRUE;
}

/* --- change -------------------------------------------------------------------------------- */

const CommandUse use_decision_edit = {
  .options =
      COMMAND_OPTIONS ({ "text", OPTION_TEXT, "TEXT", N_ ("Other words") }, DECISION_OPTIONS),
  .details =
      N_ ("A draft changes freely. Once agreed, only missing executors or a missing date "
          "can be added."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council decision edit 2027/1.1 --due 2027-10-01  # another due date")),
};

gboolean
cmd_decision_edit (CommandRun *run, GError **error)
{
  const DecisionFields fields = {
    .text = command_option (run, "text"),
    .executors = command_values (run, "executor"),
    .due = command_option (run, "due"),
  };

  if (fields.text == NULL && fields.due == NULL && fields.executors[0] == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("nothing to change (give --text, --executor or --due)"), NULL);
  return decision_edit (run->db, run->args[0], &fields, error) && answer_named (run, error);
}

const CommandUse use_decision_remove = {
  .details = N_ ("Only a draft is taken back; those after it close up."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council decision remove 2027/1.2  # a draft is taken back")),
};

gboolean
cmd_decision_remove (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);

  if (!decision_remove (run->db, run->args[0], notices, error))
    return FALSE;
  command_notices (run, notices->lines);
  if (run->json == NULL)
    {
      command_say (run, N_ ("Decision {ref} is taken back."), "ref", run->args[0], NULL);
      return TRUE;
    }
  json_begin_object (run->json, NULL);
  json_text (run->json, "removed", run->args[0]);
  json_builder_end_object (run->json);
  return TRUE;
}

/* --- carry out ----------------------------------------------------------------------------- */

const CommandUse use_decision_progress = {
  .options =
      COMMAND_OPTIONS ({ "percent", OPTION_TEXT, "NUMBER", N_ ("How much is done, 0 to 100") },
                       { "party", OPTION_TEXT, "PARTY", N_ ("The party that reports") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council decision progress 2027/1.1 \"проект плана направлен\" --percent 40 --party "
          "tj  # what a party reports")),
};

gboolean
cmd_decision_progress (CommandRun *run, GError **error)
{
  const char *party = command_option (run, "party");
  gint64 percent;

  return command_number (run, "percent", -1, 0, 100, &percent, error) &&
         decision_progress (run->db, run->args[0], party ? party : run->as, percent,
                            run->args[1], error) &&
         answer_named (run, error);
}

const CommandUse use_decision_close = {
  .options = COMMAND_OPTIONS (
      { "dropped", OPTION_FLAG, NULL, N_ ("It is given up, not done; needs a reason") },
      { "reason", OPTION_TEXT, "TEXT", N_ ("Why; or how it was done") }),
  .details = N_ ("Without --dropped the decision is done."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council decision close 2027/1.1 --reason \"план утверждён\"  # it is done"),
      N_ ("council decision close 2027/1.2 --dropped --reason \"вопрос снят\"  # it is given "
          "up")),
};

gboolean
cmd_decision_close (CommandRun *run, GError **error)
{
  return decision_close (run->db, run->args[0], !command_flag (run, "dropped"),
                         command_option (run, "reason"), error) &&
         answer_named (run, error);
}

const CommandUse use_decision_enforce = {
  .options =
      COMMAND_OPTIONS ({ "signed", OPTION_TEXT, "DATE", N_ ("When its protocol was signed") }),
  .details =
      N_ ("Only for a meeting that was closed without a protocol in this file. Else the "
          "decisions take force with the signatures under the protocol."),
  .examples = COMMAND_EXAMPLES (N_ (
      "council decision enforce 2026 --signed 2026-02-13  # by a protocol kept elsewhere")),
};

gboolean
cmd_decision_enforce (CommandRun *run, GError **error)
{
  const DecisionFilter filter = { .meeting = run->args[0] };
  g_autoptr(GPtrArray) decisions = NULL;

  if (!decision_enforce (run->db, run->args[0], command_option (run, "signed"), error))
    return FALSE;
  decisions = decision_search (run->db, &filter, error);
  if (decisions == NULL)
    return FALSE;
  if (run->json != NULL)
    list_json (run, decisions);
  else
    list_print (run, decisions);
  return TRUE;
}
