/* council calendar invite|decline REF [--out FOLDER | --send | --queue] */
#include "cli/mail-told.h"
#include "cli/replies.h"

#include "core/date.h"
#include "core/file.h"
#include "meetings/invitation.h"
#include "meetings/place.h"

#include <errno.h>
#include <glib/gstdio.h>

const CommandUse use_calendar_invite = {
  .options = COMMAND_OPTIONS (
      { "out", OPTION_TEXT, "FOLDER",
        N_ ("Write each message there as a file (.eml), for someone to send") },
      { "send", OPTION_FLAG, NULL,
        N_ ("Put the messages into the queue and send what is due") },
      { "queue", OPTION_FLAG, NULL, N_ ("Put them into the queue for 'council mail send'") },
      { "party", OPTION_TEXT, "PARTY",
        N_ ("That party's people alone; those of --as or the own party when left out") },
      { "to", OPTION_MANY, "PERSON", N_ ("That person alone; may be given several times") },
      { "reason", OPTION_TEXT, "TEXT",
        N_ ("Why, beside what the record says of a postponement or cancellation") }),
  .details = N_ (
      "Invites the delegations as they were named, the co-chairs and secretaries, and the "
      "members who report or are invited to a question; a change goes to those who have "
      "something older, a cancellation to those who were taken off.  Nobody gets the same "
      "twice.  Without --out, --send or --queue it only shows who would be told what.  The "
      "settings mail-from, mail-server and those beside them say how; 'council mail' shows "
      "what has become of each message.  The exit status is 1 when someone could not be "
      "written to."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council calendar invite next  # who would be told what"),
      N_ ("council calendar invite next --send  # asks, then sends"),
      N_ ("council calendar invite 2027 --out letters --yes  # as files for a mail program"),
      N_ ("council calendar invite 2027 --send --reason \"the agenda was agreed\"  # an "
          "update")),
};

const CommandUse use_calendar_decline = {
  .options = COMMAND_OPTIONS (
      { "reason", OPTION_TEXT, "TEXT", N_ ("Why; the letter says so") },
      { "to", OPTION_MANY, "PERSON",
        N_ ("That person alone; everyone who asks for another time when left out") },
      { "party", OPTION_TEXT, "PARTY",
        N_ ("That party's people alone; those of --as or the own party when left out") },
      { "out", OPTION_TEXT, "FOLDER",
        N_ ("Write each message there as a file (.eml), for someone to send") },
      { "send", OPTION_FLAG, NULL,
        N_ ("Put the messages into the queue and send what is due") },
      { "queue", OPTION_FLAG, NULL, N_ ("Put them into the queue for 'council mail send'") }),
  .details =
      N_ ("Whoever answered an invitation by asking for another time is told, once, that the "
          "meeting stays when it is: a letter, and an answer to the calendar that proposed "
          "it.  To grant it instead, postpone the meeting and invite again.  Without --out, "
          "--send or --queue it only shows who would be told."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council calendar decline next --reason \"the hall is not free\"  # who would be "
          "told"),
      N_ ("council calendar decline 2027 --to ivanov --reason \"the hall is not free\" --send "
          " "
          "# asks, then sends")),
};

/* --- what is asked for --------------------------------------------------------------------- */

typedef struct
{
  CommandRun *run;
  const char *folder; /* (nullable) */
  gboolean send, queue;
  InvitationScope scope;
  InvitationPlan *plan;
  GArray *numbers;  /* (element-type gint64): the messages that were made */
  GPtrArray *files; /* (element-type utf8) */
} Invite;

static void
invite_clear (Invite *invite)
{
  invitation_plan_free (invite->plan);
  g_clear_pointer (&invite->numbers, g_array_unref);
  g_clear_pointer (&invite->files, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Invite, invite_clear)

static gboolean
read_options (Invite *invite, gboolean decline, GError **error)
{
  CommandRun *run = invite->run;
  const char *party = command_option (run, "party");

  invite->folder = command_option (run, "out");
  invite->send = command_flag (run, "send");
  invite->queue = command_flag (run, "queue");
  invite->scope.party = party ? party : run->as;
  invite->scope.people = command_values (run, "to");
  invite->scope.reason = command_option (run, "reason");
  invite->scope.decline = decline;
  invite->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  invite->files = g_ptr_array_new_with_free_func (g_free);
  if ((invite->folder != NULL) + invite->send + invite->queue > 1)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--out, --send and --queue exclude each other"), NULL);
  return command_may_act (run, invite->scope.party, error);
}

static gboolean
makes_messages (const Invite *invite)
{
  return invite->folder != NULL || invite->send || invite->queue;
}

/* --- the preview --------------------------------------------------------------------------- */

static void
print_changes (CommandRun *run, const Invitee *invitee)
{
  if (invitee->asked != NULL)
    {
      g_autofree char *when = replies_when (
          run, invitee->asked->starts, invitee->asked->all_day, invitee->asked->time_zone);

      command_say (run, N_ ("  {name} asks for: {when}"), "name", invitee->name, "when", when,
                   NULL);
    }
  for (guint i = 0; i < invitee->changes->len; i++)
    command_say (run, N_ ("  {name}: {change}"), "name", invitee->name, "change",
                 g_ptr_array_index (invitee->changes, i), NULL);
  if (invitee->reason != NULL)
    command_say (run, N_ ("  {name}: reason: {reason}"), "name", invitee->name, "reason",
                 invitee->reason, NULL);
}

static void
print_plan (CommandRun *run, const InvitationPlan *plan)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("PARTY"), N_ ("RECIPIENT"), N_ ("ADDRESS"), N_ ("WHAT"), NULL);
  g_autofree char *when = place_local (plan->meeting, run->lang);

  command_say (run, N_ ("Meeting {ref}, {when}: {state:tr}"), "ref", plan->meeting->ref,
               "when", when, "state", plan->meeting->state, NULL);
  for (guint i = 0; i < plan->invitees->len; i++)
    {
      const Invitee *invitee = g_ptr_array_index (plan->invitees, i);
      g_autofree char *party = invitee->party ? place_party_name (run->db, invitee->party,
                                                                  run->lang, CASE_NOMINATIVE)
                                              : NULL;

      table_row (table, party, invitee->name, invitee->address,
                 tr (run->lang, invitee_words (invitee)));
    }
  if (plan->invitees->len == 0)
    command_say (run, N_ ("There is nobody to write to."), NULL);
  else
    command_table_print (run, table);
  for (guint i = 0; i < plan->invitees->len; i++)
    print_changes (run, g_ptr_array_index (plan->invitees, i));
}

static guint
count_messages (const InvitationPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->invitees->len; i++)
    n += invitation_step_sends (
        ((const Invitee *) g_ptr_array_index (plan->invitees, i))->step);
  return n;
}

static gboolean
has_work (const InvitationPlan *plan)
{
  for (guint i = 0; i < plan->invitees->len; i++)
    if (((const Invitee *) g_ptr_array_index (plan->invitees, i))->step <= INVITATION_DROP)
      return TRUE;
  return FALSE;
}

/* Someone who ought to be told is not. */
static gboolean
leaves_out (const InvitationPlan *plan)
{
  for (guint i = 0; i < plan->invitees->len; i++)
    if (((const Invitee *) g_ptr_array_index (plan->invitees, i))->step >= INVITATION_REFUSED)
      return TRUE;
  return FALSE;
}

/* Shown before the question; with --json on standard error, for the document comes last. */
static gboolean
show_and_ask (Invite *invite, GError **error)
{
  CommandRun *run = invite->run;
  g_autofree char *count = g_strdup_printf ("%u", count_messages (invite->plan));

  if (run->json == NULL || (!run->yes && !run->dry_run))
    print_plan (run, invite->plan);
  if (run->json != NULL && run->out->len > 0)
    {
      command_notice_text (run, run->out->str);
      g_string_truncate (run->out, 0);
    }
  if (!makes_messages (invite) || !has_work (invite->plan))
    return TRUE;
  if (!run->yes && !run->dry_run && !command_flush (run, error))
    return FALSE;
  return command_ask (run, error,
                      invite->folder ? N_ ("Write {count} messages?")
                                     : N_ ("Send {count} messages?"),
                      "count", count, NULL);
}

/* --- doing it ------------------------------------------------------------------------------ */

static gboolean
write_mail (const InvitationMail *mail, gpointer data, GError **error)
{
  Invite *invite = data;
  g_autofree char *name =
      g_strdup_printf ("%s-%04" G_GINT64_FORMAT "-%s.eml", invite->plan->meeting->ref,
                       mail->number, mail->person);
  g_autofree char *path = g_build_filename (invite->folder, name, NULL);

  if (!command_write_file (invite->run, path, mail->bytes, error))
    return FALSE;
  g_ptr_array_add (invite->files, g_steal_pointer (&path));
  return TRUE;
}

static gboolean
make_folder (const Invite *invite, GError **error)
{
  if (invite->folder == NULL || invite->run->dry_run ||
      g_mkdir_with_parents (invite->folder, 0777) == 0)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_STORAGE,
                        N_ ("{path}: the folder cannot be made ({why:tr})"), "path",
                        invite->folder, "why", file_reason (errno), NULL);
}

static gboolean
make_messages (Invite *invite, GError **error)
{
  g_autofree char *mark = invitation_plan_mark (invite->plan);

  if (!makes_messages (invite) || !has_work (invite->plan))
    return TRUE;
  return (!invite->send || mail_deliver_check (invite->run->db, error)) &&
         make_folder (invite, error) &&
         invitation_make (invite->run->db, invite->plan->meeting->ref, &invite->scope, mark,
                          invite->folder ? write_mail : NULL, invite, invite->numbers, error);
}

/* --- the answer ---------------------------------------------------------------------------- */

static void
invitee_json (CommandRun *run, const Invitee *invitee)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "person", *invitee->person ? invitee->person : NULL);
  json_text (run->json, "name", invitee->name);
  json_text (run->json, "party", invitee->party);
  json_text (run->json, "post", invitee->post);
  json_text (run->json, "address", invitee->address);
  json_text (run->json, "language", invitee->lang);
  json_text (run->json, "step", invitation_step_name (invitee->step));
  json_begin_array (run->json, "changes");
  for (guint i = 0; i < invitee->changes->len; i++)
    json_text (run->json, NULL, g_ptr_array_index (invitee->changes, i));
  json_builder_end_array (run->json);
  json_text (run->json, "reason", invitee->reason);
  if (invitee->asked != NULL)
    {
      g_autofree char *asked = instant_text (invitee->asked->starts);

      json_text (run->json, "asked", asked);
    }
  json_builder_end_object (run->json);
}

static void
answer_json (const Invite *invite)
{
  CommandRun *run = invite->run;

  json_text (run->json, "meeting", invite->plan->meeting->ref);
  json_begin_array (run->json, "people");
  for (guint i = 0; i < invite->plan->invitees->len; i++)
    invitee_json (run, g_ptr_array_index (invite->plan->invitees, i));
  json_builder_end_array (run->json);
  json_begin_array (run->json, "messages");
  for (guint i = 0; i < invite->numbers->len; i++)
    json_number (run->json, NULL, g_array_index (invite->numbers, gint64, i));
  json_builder_end_array (run->json);
  json_begin_array (run->json, "files");
  for (guint i = 0; i < invite->files->len; i++)
    json_text (run->json, NULL, g_ptr_array_index (invite->files, i));
  json_builder_end_array (run->json);
}

static void
answer_text (const Invite *invite)
{
  CommandRun *run = invite->run;
  guint n = invite->numbers->len;
  g_autofree char *line = NULL;

  if (!makes_messages (invite) && has_work (invite->plan))
    command_notice (run, N_ ("nothing was sent (say --send, --queue or --out FOLDER)"), NULL);
  if (!makes_messages (invite))
    return;
  if (!has_work (invite->plan))
    {
      command_say (run, N_ ("Nothing is to be told."), NULL);
      return;
    }
  for (guint i = 0; i < invite->files->len; i++)
    command_line (run, g_ptr_array_index (invite->files, i));
  if (invite->folder == NULL && !run->dry_run)
    {
      line = tr_fill_n (run->lang, "{n} message is in the queue.",
                        "{n} messages are in the queue.", n, NULL);
      command_line (run, line);
    }
}

static gboolean
tell (CommandRun *run, gboolean decline, GError **error)
{
  g_auto(Invite) invite = { .run = run };

  if (!read_options (&invite, decline, error))
    return FALSE;
  invite.plan = invitation_plan (run->db, run->args[0], &invite.scope, error);
  if (invite.plan == NULL || !show_and_ask (&invite, error) || !make_messages (&invite, error))
    return FALSE;
  if (leaves_out (invite.plan))
    run->found = TRUE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      answer_json (&invite);
    }
  else
    answer_text (&invite);
  if (invite.send && !run->dry_run && !mail_told_send (run, error))
    return FALSE;
  if (run->json != NULL)
    json_builder_end_object (run->json);
  return TRUE;
}

gboolean
cmd_calendar_invite (CommandRun *run, GError **error)
{
  return tell (run, FALSE, error);
}

gboolean
cmd_calendar_decline (CommandRun *run, GError **error)
{
  return tell (run, TRUE, error);
}
