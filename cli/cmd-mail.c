/* council mail list|show|send|retry|confirm|drop */
#include "cli/mail-told.h"

#include "core/blob.h"
#include "core/date.h"
#include "meetings/meeting.h"

/* --- list ---------------------------------------------------------------------------------- */

const CommandUse use_mail_list = {
  .options = COMMAND_OPTIONS (
      { "all", OPTION_FLAG, NULL, N_ ("Those that were sent, filed or dropped as well") },
      { "meeting", OPTION_TEXT, "REF", N_ ("Messages about that meeting alone") }),
  .details =
      N_ ("A message waits until 'council mail send' takes it.  One that the server wants "
          "later is tried again after 5, 10, 20 … minutes, at most 4 hours, for 5 days.  "
          "One that was refused, or whose arrival is unknown, waits for a decision: "
          "'council mail retry', 'confirm' or 'drop'."),
  .examples = COMMAND_EXAMPLES (N_ ("council mail list  # what is not settled"),
                                N_ ("council mail list --all --meeting next  # who was told "
                                    "what about the next meeting")),
};

/* @none is said when there is none. */
static void
print_mails (CommandRun *run, GPtrArray *mails, const char *none)
{
  if (run->json != NULL)
    mail_told_list_json (run, NULL, mails);
  else if (mails->len > 0)
    mail_told_table (run, mails);
  else
    command_say (run, none, NULL);
}

gboolean
cmd_mail_list (CommandRun *run, GError **error)
{
  const char *ref = command_option (run, "meeting");
  g_autoptr(Meeting) meeting = ref ? meeting_load (run->db, ref, error) : NULL;
  g_autoptr(GPtrArray) mails = NULL;

  if (ref != NULL && meeting == NULL)
    return FALSE;
  mails = mail_list (run->db, meeting ? meeting->ref : NULL, command_flag (run, "all"), error);
  if (mails == NULL)
    return FALSE;
  print_mails (run, mails, N_ ("No message waits."));
  return TRUE;
}

/* --- show ---------------------------------------------------------------------------------- */

const CommandUse use_mail_show = {
  .options = COMMAND_OPTIONS (
      { "source", OPTION_FLAG, NULL, N_ ("The message itself, as it is sent (.eml)") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council mail show 12  # to whom, about what, how far it has come"),
      N_ ("council mail show 12 --source >12.eml  # to open it in a mail program")),
};

static gboolean
mail_number (CommandRun *run, gint64 *number, GError **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (run->args[0], 10, 1, G_MAXINT64, &value, NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("{number}: no number of a message (see 'council mail list')"),
                          "number", run->args[0], NULL);
  *number = (gint64) value;
  return TRUE;
}

static void
print_mail (CommandRun *run, const Mail *mail)
{
  g_autoptr(Table) table = table_new_plain (2);
  g_autofree char *to = g_strdup_printf ("%s <%s>", mail->name, mail->address);
  g_autofree char *attempts = g_strdup_printf ("%" G_GINT64_FORMAT, mail->attempts);
  g_autofree char *calendar =
      g_strdup_printf ("%s, SEQUENCE %" G_GINT64_FORMAT, mail->method, mail->sequence);
  g_autofree char *made = mail_told_when (run, mail->made_at);
  g_autofree char *tried = mail->tried_at ? mail_told_when (run, mail->tried_at) : NULL;
  g_autofree char *due = mail->due_at ? mail_told_when (run, mail->due_at) : NULL;

  table_row (table, tr (run->lang, N_ ("Meeting")), mail->meeting);
  table_row (table, tr (run->lang, N_ ("To")), to);
  table_row (table, tr (run->lang, N_ ("Subject")), mail->subject);
  table_row (table, tr (run->lang, N_ ("Calendar")), calendar);
  table_row (table, tr (run->lang, N_ ("Made at")), made);
  table_row (table, tr (run->lang, N_ ("State")),
             tr (run->lang, mail_state_words (mail->state)));
  table_row (table, tr (run->lang, N_ ("Attempts")), attempts);
  if (tried != NULL)
    table_row (table, tr (run->lang, N_ ("Last attempt")), tried);
  if (due != NULL)
    table_row (table, tr (run->lang, N_ ("Not before")), due);
  if (mail->said != NULL)
    table_row (table, tr (run->lang, N_ ("Answer")), mail->said);
  command_table_print (run, table);
}

static gboolean
print_source (CommandRun *run, const Mail *mail, GError **error)
{
  g_autoptr(GBytes) bytes = blob_load (run->db, mail->sha256, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (run->json != NULL)
    json_text (run->json, "source", text);
  else
    g_string_append (run->out, text);
  return TRUE;
}

/* Shows the message that the command names, once @decide (nullable) has been done to it. */
static gboolean
show_mail (CommandRun *run, gboolean (*decide) (Db *, gint64, GError **), gboolean source,
           GError **error)
{
  g_autoptr(Mail) mail = NULL;
  gint64 number = 0;
  gboolean done;

  if (!mail_number (run, &number, error) ||
      (decide != NULL && !decide (run->db, number, error)) ||
      (mail = mail_load (run->db, number, error)) == NULL)
    return FALSE;
  if (run->json == NULL)
    {
      if (source)
        return print_source (run, mail, error);
      print_mail (run, mail);
      return TRUE;
    }
  json_begin_object (run->json, NULL);
  mail_told_json (run, mail);
  done = !source || print_source (run, mail, error);
  json_builder_end_object (run->json);
  return done;
}

gboolean
cmd_mail_show (CommandRun *run, GError **error)
{
  return show_mail (run, NULL, command_flag (run, "source"), error);
}

/* --- send ---------------------------------------------------------------------------------- */

const CommandUse use_mail_send = {
  .details =
      N_ ("For cron or a systemd timer, every few minutes: it does nothing when nothing "
          "is due, and two at a time do not disturb each other.  The server is named by "
          "the settings mail-server, mail-user, mail-password-file, mail-ca-file and "
          "mail-timeout.  The exit status is 1 when a message did not go out."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council mail send  # what is due"),
                        N_ ("council mail send --dry-run  # which messages that would be")),
};

static gboolean
list_due (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) mails = mail_list_due (run->db, error);

  if (mails == NULL)
    return FALSE;
  print_mails (run, mails, N_ ("No message is due."));
  g_clear_pointer (&run->db, db_close); /* this is the report: nothing else would change */
  return TRUE;
}

gboolean
cmd_mail_send (CommandRun *run, GError **error)
{
  gboolean done;

  if (run->dry_run)
    return list_due (run, error);
  if (run->json != NULL)
    json_begin_object (run->json, NULL);
  done = mail_told_send (run, error);
  if (done && run->json != NULL)
    json_builder_end_object (run->json);
  return done;
}

/* --- decisions ----------------------------------------------------------------------------- */

const CommandUse use_mail_retry = {
  .details = N_ ("For a message that the server refused, that waits for its next attempt, or "
                 "whose arrival is unknown: ask the recipient first, or it may come twice."),
  .examples = COMMAND_EXAMPLES (N_ ("council mail retry 12  # put into the queue again")),
};

gboolean
cmd_mail_retry (CommandRun *run, GError **error)
{
  return show_mail (run, mail_retry, FALSE, error);
}

const CommandUse use_mail_confirm = {
  .examples = COMMAND_EXAMPLES (
      N_ ("council mail confirm 12  # the recipient has it: it counts as sent")),
};

gboolean
cmd_mail_confirm (CommandRun *run, GError **error)
{
  return show_mail (run, mail_confirm, FALSE, error);
}

const CommandUse use_mail_drop = {
  .details =
      N_ ("The person counts as not told: 'council calendar invite' makes a new message "
          "if one is needed."),
  .examples = COMMAND_EXAMPLES (N_ ("council mail drop 12  # it is not sent any more")),
};

gboolean
cmd_mail_drop (CommandRun *run, GError **error)
{
  return show_mail (run, mail_drop, FALSE, error);
}
