/* council delegation add|list|substitute|move|remove|import */
#include "meetings/delegation.h"

#include "cli/command.h"
#include "cli/replies.h"
#include "core/party.h"

#include <string.h>

/* --- printing ------------------------------------------------------------------------------ */

static char *
rank_text (const Delegate *delegate)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, delegate->position);
}

/* (nullable): what was answered for their meeting by mail. */
static GPtrArray *
replies_to (CommandRun *run, const Delegate *delegate, char **zone)
{
  g_autoptr(Meeting) meeting = meeting_load_id (run->db, delegate->meeting, NULL);

  if (meeting == NULL)
    return NULL;
  if (zone != NULL)
    *zone = g_strdup (meeting->time_zone);
  return meeting_reply_list (run->db, meeting, NULL);
}

static void
delegate_json (CommandRun *run, const Delegate *delegate)
{
  g_autoptr(GPtrArray) replies = replies_to (run, delegate, NULL);
  const MeetingReply *reply = replies_of (replies, delegate->person);
  JsonBuilder *json = run->json;

  json_begin_object (json, NULL);
  json_text (json, "party", delegate->party);
  json_number (json, "rank", delegate->position);
  json_text (json, "role", delegate->role);
  json_text (json, "name", delegate->name);
  json_text (json, "post", delegate->post);
  json_text (json, "person", delegate->person);
  json_text (json, "replaces", delegate->replaces);
  json_text (json, "replaced_by", delegate->replaced_by);
  if (delegate->attended == ATTENDANCE_NOT_NOTED)
    json_nothing (json, "attended");
  else
    json_bool (json, "attended", delegate->attended == ATTENDANCE_PRESENT);
  json_text (json, "noted_on", delegate->noted_on);
  json_bool (json, "late", delegate->late);
  json_text (json, "answer",
             reply && !reply->outdated ? reply_answer_name (reply->answer) : NULL);
  json_bool (json, "sample", delegate->sample);
  json_builder_end_object (json);
}

/* «вместо: Иванов; позже срока; придёт» */
static char *
remarks (CommandRun *run, const Delegate *delegate, const MeetingReply *reply,
         const char *zone)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (delegate->replaces != NULL)
    g_ptr_array_add (words, tr_fill (run->lang, N_ ("in place of {name}"), "name",
                                     delegate->replaces, NULL));
  if (delegate->replaced_by != NULL)
    g_ptr_array_add (words, tr_fill (run->lang, N_ ("replaced: {name}"), "name",
                                     delegate->replaced_by, NULL));
  if (delegate->late)
    g_ptr_array_add (words, tr_fill (run->lang, N_ ("named late, on {date}"), "date",
                                     delegate->noted_on, NULL));
  if (delegate->attended == ATTENDANCE_ABSENT)
    g_ptr_array_add (words, g_strdup (tr (run->lang, N_ ("absent"))));
  if (reply != NULL && delegate->attended == ATTENDANCE_NOT_NOTED)
    g_ptr_array_add (words, replies_words (run, reply, zone));
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("; ", (char **) words->pdata);
}

static void
delegates_print (CommandRun *run, GPtrArray *delegates)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("PARTY"), N_ ("No."), N_ ("ROLE"),
                                       N_ ("NAME"), N_ ("POST"), N_ ("REMARKS"), NULL);

  g_autofree char *zone = NULL;
  g_autoptr(GPtrArray) replies =
      delegates->len > 0 ? replies_to (run, g_ptr_array_index (delegates, 0), &zone) : NULL;

  table_align_right (table, 1);
  for (guint i = 0; i < delegates->len; i++)
    {
      const Delegate *delegate = g_ptr_array_index (delegates, i);
      const MeetingReply *reply = replies_of (replies, delegate->person);
      g_autofree char *rank = rank_text (delegate);
      g_autofree char *words = remarks (run, delegate, reply, zone);

      table_row (table, delegate->party, rank, tr (run->lang, delegate->role), delegate->name,
                 delegate->post, words);
    }
  command_table_print (run, table);
}

static void
answer_list (CommandRun *run, GPtrArray *delegates)
{
  if (run->json == NULL)
    {
      delegates_print (run, delegates);
      return;
    }
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < delegates->len; i++)
    delegate_json (run, g_ptr_array_index (delegates, i));
  json_builder_end_array (run->json);
}

static void
answer_delegate (CommandRun *run, const Delegate *delegate)
{
  g_autofree char *rank = rank_text (delegate);

  if (run->json != NULL)
    delegate_json (run, delegate);
  else
    command_say (run, N_ ("{party}, rank {rank}: {name}, {post}"), "party", delegate->party,
                 "rank", rank, "name", delegate->name, "post", delegate->post, NULL);
}

/* The party's delegation as it is now. */
static gboolean
answer_party (CommandRun *run, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) delegates =
      meeting ? delegation_list (run->db, meeting->id, command_option (run, "party"), error)
              : NULL;

  if (delegates == NULL)
    return FALSE;
  answer_list (run, delegates);
  return TRUE;
}

/* --- add and substitute -------------------------------------------------------------------- */

#define PARTY_OPTION                                                                          \
  {                                                                                           \
    "party", OPTION_TEXT, "PARTY", N_ ("The party whose delegation it is")                    \
  }
#define DELEGATE_OPTIONS                                                                      \
  PARTY_OPTION, { "post", OPTION_TEXT, "TEXT", N_ ("The office or post") },                   \
      { "role", OPTION_TEXT, "ROLE", N_ ("head, delegate, expert or interpreter") },          \
  {                                                                                           \
    "person", OPTION_TEXT, "PERSON",                                                          \
        N_ ("A person of this file, whose name and office are then taken")                    \
  }

static gboolean
read_fields (CommandRun *run, guint name_argument, DelegateFields *fields, GError **error)
{
  fields->name = run->n_args > name_argument ? run->args[name_argument] : NULL;
  fields->post = command_option (run, "post");
  fields->role = command_option (run, "role");
  fields->person = command_option (run, "person");
  return fields->name != NULL || fields->person != NULL ||
         council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("the delegate's name is missing (give a name, or --person)"),
                        NULL);
}

const CommandUse use_delegation_add = {
  .options = COMMAND_OPTIONS (
      DELEGATE_OPTIONS, { "rank", OPTION_TEXT, "NUMBER", N_ ("The rank; else the last") }),
  .details =
      N_ ("The name is written as the list prints it, the surname first. A delegation has "
          "one head, who stands first. With --sample only names that are none are taken."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council delegation add 2027 --party tj --role head --person rasulzoda  # the head, "
          "with the office held on that day"),
      N_ ("council delegation add 2027 --party tj \"Делегат 1\" --post \"заместитель министра "
          "энергетики\" --sample  # a sample")),
};

gboolean
cmd_delegation_add (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Delegate) delegate = NULL;
  DelegateFields fields = { NULL };

  if (!read_fields (run, 1, &fields, error) ||
      !command_number (run, "rank", 0, 1, 9999, &fields.position, error))
    return FALSE;
  delegate = delegation_add (run->db, run->args[0], command_option (run, "party"), &fields,
                             notices, error);
  if (delegate == NULL)
    return FALSE;
  command_notices (run, notices->lines);
  answer_delegate (run, delegate);
  return TRUE;
}

const CommandUse use_delegation_substitute = {
  .options = COMMAND_OPTIONS (DELEGATE_OPTIONS),
  .details =
      N_ ("WHO is a rank, a name or a surname. The substitute takes rank and role; who is "
          "replaced stays on record."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council delegation substitute 2027 2 \"Делегат 9\" --party kg --post \"директор "
          "департамента\"  # another comes in place of number 2")),
};

gboolean
cmd_delegation_substitute (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(Delegate) delegate = NULL;
  DelegateFields fields = { NULL };

  if (!read_fields (run, 2, &fields, error))
    return FALSE;
  delegate = delegation_substitute (run->db, run->args[0], command_option (run, "party"),
                                    run->args[1], &fields, notices, error);
  if (delegate == NULL)
    return FALSE;
  command_notices (run, notices->lines);
  answer_delegate (run, delegate);
  return TRUE;
}

/* --- list ---------------------------------------------------------------------------------- */

const CommandUse use_delegation_list = {
  .options = COMMAND_OPTIONS (
      { "party", OPTION_TEXT, "PARTY", N_ ("That party alone") },
      { "replaced", OPTION_FLAG, NULL, N_ ("Those who were replaced as well") }),
  .examples =
      COMMAND_EXAMPLES (N_ ("council delegation list next  # who comes, in rank order"),
                        N_ ("council delegation list 2027 --party tj --replaced  # with those "
                            "who were replaced")),
};

gboolean
cmd_delegation_list (CommandRun *run, GError **error)
{
  const char *party = command_option (run, "party");
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) delegates = NULL;
  g_autoptr(GPtrArray) replaced = NULL;

  if (meeting == NULL || (party != NULL && !party_exists (run->db, party, error)))
    return FALSE;
  delegates = delegation_list (run->db, meeting->id, party, error);
  if (delegates == NULL)
    return FALSE;
  if (command_flag (run, "replaced"))
    {
      replaced = delegation_list_replaced (run->db, meeting->id, party, error);
      if (replaced == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (delegates, g_steal_pointer (&replaced));
    }
  if (run->json == NULL && meeting->sample)
    command_line (run, "ОБРАЗЕЦ");
  if (run->json == NULL && delegates->len == 0)
    command_say (run, N_ ("No delegation to {ref} is named yet."), "ref", meeting->ref, NULL);
  else
    answer_list (run, delegates);
  return TRUE;
}

/* --- change -------------------------------------------------------------------------------- */

const CommandUse use_delegation_move = {
  .options =
      COMMAND_OPTIONS (PARTY_OPTION, { "rank", OPTION_TEXT, "NUMBER", N_ ("The new rank") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council delegation move 2027 5 --party tj --rank 3  # number 5 becomes number 3")),
};

gboolean
cmd_delegation_move (CommandRun *run, GError **error)
{
  gint64 rank;

  return command_number (run, "rank", 0, 1, 9999, &rank, error) &&
         delegation_move (run->db, run->args[0], command_option (run, "party"), run->args[1],
                          rank, error) &&
         answer_party (run, error);
}

const CommandUse use_delegation_remove = {
  .options = COMMAND_OPTIONS (PARTY_OPTION),
  .details = N_ ("WHO is a rank, a name or a surname. When a substitute is removed, the one "
                 "replaced comes again."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council delegation remove 2027 6 --party kg  # number 6 does not come")),
};

gboolean
cmd_delegation_remove (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);

  if (!delegation_remove (run->db, run->args[0], command_option (run, "party"), run->args[1],
                          notices, error))
    return FALSE;
  command_notices (run, notices->lines);
  return answer_party (run, error);
}

/* --- import -------------------------------------------------------------------------------- */

const CommandUse use_delegation_import = {
  .options =
      COMMAND_OPTIONS (PARTY_OPTION, { "append", OPTION_FLAG, NULL,
                                       N_ ("Add to the list instead of replacing it") }),
  .details = N_ (
      "The first line names the columns: name and post and, if there are, rank, role and "
      "person; Russian names will do. Rank order is kept; without roles the first leads. The "
      "list is shown, and when it replaces another one council asks first; --dry-run only "
      "shows it. A bad line refuses the whole file."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council delegation import 2027 --party tj list.csv --dry-run  # only show it"),
      N_ ("council delegation import 2027 --party tj list.csv --yes  # take it without "
          "asking")),
};

/* Asks before a list that is there is replaced. */
static gboolean
ask_replace (CommandRun *run, GError **error)
{
  const char *party = command_option (run, "party");
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) there =
      meeting ? delegation_list (run->db, meeting->id, party, error) : NULL;
  g_autofree char *count = NULL;

  if (there == NULL)
    return FALSE;
  if (there->len == 0 || command_flag (run, "append"))
    return TRUE;
  count = g_strdup_printf ("%u", there->len);
  return command_ask (run, error,
                      N_ ("The delegation of {party} at {ref} has {count} names; replace it?"),
                      "party", party, "ref", meeting->ref, "count", count, NULL);
}

gboolean
cmd_delegation_import (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(CsvTable) table = csv_table_read (run->args[1], error);
  g_autoptr(GPtrArray) delegates = NULL;

  if (table == NULL || !ask_replace (run, error))
    return FALSE;
  delegates = delegation_import (run->db, run->args[0], command_option (run, "party"), table,
                                 !command_flag (run, "append"), notices, error);
  if (delegates == NULL)
    return FALSE;
  command_notices (run, notices->lines);
  answer_list (run, delegates);
  return TRUE;
}
