#include "cli/mail-told.h"
#include "cli/replies.h"

#include "core/date.h"

void
mail_told_json (CommandRun *run, const Mail *mail)
{
  json_number (run->json, "number", mail->number);
  json_text (run->json, "meeting", mail->meeting);
  json_text (run->json, "person", mail->person);
  json_text (run->json, "name", mail->name);
  json_text (run->json, "address", mail->address);
  json_text (run->json, "method", mail->method);
  json_number (run->json, "sequence", mail->sequence);
  json_text (run->json, "subject", mail->subject);
  json_text (run->json, "message_id", mail->message_id);
  json_text (run->json, "made", mail->made_at);
  json_text (run->json, "state", mail->state);
  json_number (run->json, "attempts", mail->attempts);
  json_text (run->json, "due", mail->due_at);
  json_text (run->json, "tried", mail->tried_at);
  json_text (run->json, "said", mail->said);
  json_bool (run->json, "outdated", mail->outdated);
}

void
mail_told_list_json (CommandRun *run, const char *name, GPtrArray *mails)
{
  json_begin_array (run->json, name);
  for (guint i = 0; i < mails->len; i++)
    {
      json_begin_object (run->json, NULL);
      mail_told_json (run, g_ptr_array_index (mails, i));
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

char *
mail_told_when (CommandRun *run, const char *instant)
{
  g_autoptr(GDateTime) time = instant_parse (instant, NULL);

  return time ? replies_when (run, time, FALSE, NULL) : g_strdup (instant);
}

/* What has become of it, and what the server said when it was not that it is well. */
static char *
state_cell (CommandRun *run, const Mail *mail)
{
  GString *text = g_string_new (tr (run->lang, mail_state_words (mail->state)));

  if (mail->outdated)
    g_string_append_printf (text, ", %s",
                            tr (run->lang, N_ ("outdated: the date is another")));
  if (g_str_equal (mail->state, MAIL_STATE_WAITING) && mail->due_at != NULL)
    {
      g_autofree char *when = mail_told_when (run, mail->due_at);
      g_autofree char *due =
          tr_fill (run->lang, N_ (", not before {when}"), "when", when, NULL);

      g_string_append (text, due);
    }
  if (mail_is_open (mail) && mail->said != NULL)
    g_string_append_printf (text, ": %s", mail->said);
  return g_string_free (text, FALSE);
}

void
mail_told_table (CommandRun *run, GPtrArray *mails)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("NUMBER"), N_ ("MEETING"),
                                       N_ ("RECIPIENT"), N_ ("ADDRESS"), N_ ("STATE"), NULL);

  table_align_right (table, 0);
  for (guint i = 0; i < mails->len; i++)
    {
      const Mail *mail = g_ptr_array_index (mails, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, mail->number);
      g_autofree char *state = state_cell (run, mail);

      table_row (table, number, mail->meeting, mail->name, mail->address, state);
    }
  command_table_print (run, table);
}

/* --- sending ------------------------------------------------------------------------------- */

/* The messages that were tried, as they stand now. */
static GPtrArray *
tried_mails (CommandRun *run, const MailRun *done, GError **error)
{
  g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func ((GDestroyNotify) mail_free);

  for (guint i = 0; i < done->numbers->len; i++)
    {
      Mail *mail = mail_load (run->db, g_array_index (done->numbers, gint64, i), error);

      if (mail == NULL)
        return NULL;
      g_ptr_array_add (mails, mail);
    }
  return g_steal_pointer (&mails);
}

static void
told_json (CommandRun *run, const MailRun *done, GPtrArray *mails)
{
  json_number (run->json, "sent", done->sent);
  json_number (run->json, "waiting", done->waiting);
  json_number (run->json, "refused", done->refused);
  json_number (run->json, "uncertain", done->uncertain);
  json_number (run->json, "outdated", done->outdated);
  json_number (run->json, "recovered", done->recovered);
  json_bool (run->json, "busy", done->busy);
  json_text (run->json, "trouble", done->trouble);
  mail_told_list_json (run, "mail", mails);
}

static void
told_print (CommandRun *run, const MailRun *done, GPtrArray *mails)
{
  g_autofree char *sent = NULL;

  if (mails->len > 0)
    mail_told_table (run, mails);
  sent = tr_fill_n (run->lang, "{n} message sent.", "{n} messages sent.", done->sent, NULL);
  if (!done->busy)
    command_line (run, sent);
}

static void
told_notices (CommandRun *run, const MailRun *done)
{
  if (done->busy)
    command_notice (
        run, N_ ("another program is sending from this file: nothing was done here"), NULL);
  if (done->recovered > 0)
    command_notice (run,
                    N_ ("a program that was sending had been ended (see 'council mail "
                        "list')"),
                    NULL);
  if (done->trouble != NULL)
    command_notice (run, N_ ("the mail server: {why} (the rest waits in the queue)"), "why",
                    done->trouble, NULL);
  if (done->outdated > 0)
    {
      g_autofree char *held = tr_fill_n (
          run->lang,
          "{n} message is held back: the meeting has another date by now, or is off "
          "('council calendar invite {ref}' makes one that is right)",
          "{n} messages are held back: the meeting has another date by now, or is off "
          "('council calendar invite {ref}' makes those that are right)",
          done->outdated, "ref", done->outdated_meeting, NULL);

      command_notice_text (run, held);
    }
  if (done->uncertain > 0)
    command_notice (run,
                    N_ ("what was handed over without an answer is not sent again by "
                        "itself (ask the recipient, then 'council mail retry' or "
                        "'council mail confirm')"),
                    NULL);
}

gboolean
mail_told_send (CommandRun *run, GError **error)
{
  g_auto(MailRun) done = { 0 };
  g_autoptr(GPtrArray) mails = NULL;

  if (!mail_deliver (run->db, &done, error))
    return FALSE;
  mails = tried_mails (run, &done, error);
  if (mails == NULL)
    return FALSE;
  if (run->json != NULL)
    told_json (run, &done, mails);
  else
    told_print (run, &done, mails);
  told_notices (run, &done);
  if (done.waiting + done.refused + done.uncertain + done.outdated > 0 || done.trouble != NULL)
    run->found = TRUE;
  return TRUE;
}

/* --- of one meeting ------------------------------------------------------------------------ */

static void
add_part (CommandRun *run, GString *text, const char *message, guint n)
{
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *part = n > 0 ? tr_fill (run->lang, message, "n", count, NULL) : NULL;

  if (part != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", part);
}

gboolean
mail_told_meeting (CommandRun *run, Table *table, const Meeting *meeting, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  MailCounts counts;

  if (!mail_count_meeting (run->db, meeting->id, &counts, error))
    return FALSE;
  add_part (run, text, N_ ("sent: {n}"), counts.told);
  add_part (run, text, N_ ("waiting: {n}"), counts.to_send);
  add_part (run, text, N_ ("arrival unknown: {n}"), counts.uncertain);
  add_part (run, text, N_ ("refused: {n}"), counts.refused);
  if (text->len > 0)
    table_row (table, tr (run->lang, N_ ("Messages")), text->str);
  return TRUE;
}

gboolean
mail_told_meeting_json (CommandRun *run, const Meeting *meeting, GError **error)
{
  MailCounts counts;

  if (!mail_count_meeting (run->db, meeting->id, &counts, error))
    return FALSE;
  json_begin_object (run->json, "mail");
  json_number (run->json, "sent", counts.told);
  json_number (run->json, "waiting", counts.to_send);
  json_number (run->json, "uncertain", counts.uncertain);
  json_number (run->json, "refused", counts.refused);
  json_builder_end_object (run->json);
  return TRUE;
}
