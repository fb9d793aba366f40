#include "meetings/mail-queue.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"

#include <string.h>

#define COLUMNS                                                                               \
  "m.id, m.number, t.ref AS meeting, n.handle AS person, m.name, m.address, m.lang, "         \
  "m.method,"                                                                                 \
  " m.sequence, m.subject, m.message_id, m.sha256, m.made_at, d.state, d.attempts, d.due_at," \
  " d.tried_at, d.said, " MAIL_IS_OUTDATED                                                    \
  " AS outdated FROM mail m JOIN mail_delivery d ON d.mail = m.id"                            \
  " JOIN meeting t ON t.id = m.meeting JOIN person n ON n.id = m.person"

void
mail_free (Mail *mail)
{
  if (mail == NULL)
    return;
  g_free (mail->id);
  g_free (mail->meeting);
  g_free (mail->person);
  g_free (mail->name);
  g_free (mail->address);
  g_free (mail->lang);
  g_free (mail->method);
  g_free (mail->subject);
  g_free (mail->message_id);
  g_free (mail->sha256);
  g_free (mail->made_at);
  g_free (mail->state);
  g_free (mail->due_at);
  g_free (mail->tried_at);
  g_free (mail->said);
  g_free (mail);
}

static gboolean
is_in (const Mail *mail, const char *state)
{
  return g_str_equal (mail->state, state);
}

gboolean
mail_is_open (const Mail *mail)
{
  return !is_in (mail, MAIL_STATE_SENT) && !is_in (mail, MAIL_STATE_FILED) &&
         !is_in (mail, MAIL_STATE_DROPPED);
}

static Mail *
from_row (const DbRow *row)
{
  Mail *mail = g_new0 (Mail, 1);

  mail->id = row_copy (row, "id");
  mail->number = row_int (row, "number");
  mail->meeting = row_copy (row, "meeting");
  mail->person = row_copy (row, "person");
  mail->name = row_copy (row, "name");
  mail->address = row_copy (row, "address");
  mail->lang = row_copy (row, "lang");
  mail->method = row_copy (row, "method");
  mail->sequence = row_int (row, "sequence");
  mail->subject = row_copy (row, "subject");
  mail->message_id = row_copy (row, "message_id");
  mail->sha256 = row_copy (row, "sha256");
  mail->made_at = row_copy (row, "made_at");
  mail->state = row_copy (row, "state");
  mail->attempts = row_int (row, "attempts");
  mail->due_at = row_copy (row, "due_at");
  mail->tried_at = row_copy (row, "tried_at");
  mail->said = row_copy (row, "said");
  mail->outdated = mail_is_open (mail) && row_int (row, "outdated") != 0;
  return mail;
}

/* --- reading ------------------------------------------------------------------------------- */

Mail *
mail_load (Db *db, gint64 number, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " COLUMNS " WHERE m.number = ?", error, "i", number);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (row != NULL)
    return from_row (row);
  council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                        N_ ("no message {number} (see 'council mail list --all')"), "number",
                        text, NULL);
  return NULL;
}

GPtrArray *
mail_list (Db *db, const char *meeting, gboolean all, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT " COLUMNS " WHERE (?1 IS NULL OR t.ref = ?1)"
              " AND (?2 OR d.state NOT IN ('sent', 'filed', 'dropped')) ORDER BY m.number",
              error, "si", meeting, (gint64) all);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) mail_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (list, from_row (g_ptr_array_index (rows, i)));
  return list;
}

GPtrArray *
mail_list_due (Db *db, GError **error)
{
  g_autoptr(GPtrArray) list = mail_list (db, NULL, FALSE, error);
  g_autofree char *now = clock_now_text ();

  for (guint i = list ? list->len : 0; i > 0; i--)
    {
      const Mail *mail = g_ptr_array_index (list, i - 1);

      if (mail->outdated || mail->due_at == NULL || strcmp (mail->due_at, now) > 0)
        g_ptr_array_remove_index (list, i - 1);
    }
  return g_steal_pointer (&list);
}

const char *
mail_state_words (const char *state)
{
  static const struct
  {
    const char *state, *words;
  } known[] = {
    { MAIL_STATE_QUEUED, N_ ("waits to be sent") },
    { MAIL_STATE_WAITING, N_ ("waits for the next attempt") },
    { MAIL_STATE_SENDING, N_ ("is being sent") },
    { MAIL_STATE_HANDED, N_ ("is being handed over") },
    { MAIL_STATE_SENT, N_ ("sent") },
    { MAIL_STATE_UNCERTAIN, N_ ("handed over, arrival unknown") },
    { MAIL_STATE_REFUSED, N_ ("refused by the server") },
    { MAIL_STATE_FILED, N_ ("written as a file") },
    { MAIL_STATE_DROPPED, N_ ("dropped") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].state, state))
      return known[i].words;
  g_return_val_if_reached (state);
}

static void
add_counts (GPtrArray *rows, MailCounts *counts)
{
  *counts = (MailCounts){ 0 };
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      const char *state = row_text (row, "state");
      guint n = (guint) row_int (row, "n");

      if (g_str_equal (state, MAIL_STATE_SENT) || g_str_equal (state, MAIL_STATE_FILED))
        counts->told += n;
      else if (g_str_equal (state, MAIL_STATE_REFUSED))
        counts->refused += n;
      else if (g_str_equal (state, MAIL_STATE_UNCERTAIN) ||
               g_str_equal (state, MAIL_STATE_HANDED))
        counts->uncertain += n;
      else
        counts->to_send += n;
    }
}

gboolean
mail_count (Db *db, MailCounts *counts, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT state, count(*) AS n FROM mail_delivery INDEXED BY mail_delivery_open"
              " WHERE state NOT IN ('sent', 'filed', 'dropped') GROUP BY state",
              error, "");

  if (rows != NULL)
    add_counts (rows, counts);
  return rows != NULL;
}

gboolean
mail_count_meeting (Db *db, const char *meeting, MailCounts *counts, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT d.state, count(*) AS n FROM mail m JOIN mail_delivery d ON d.mail = m.id"
              " WHERE m.meeting = ? AND d.state <> 'dropped' GROUP BY d.state",
              error, "s", meeting);

  if (rows != NULL)
    add_counts (rows, counts);
  return rows != NULL;
}

/* --- what people decide -------------------------------------------------------------------- */

static gboolean
refuse (const Mail *mail, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, mail->number);

  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("message {number}: nothing to decide, its state is: {state:tr}"),
                        "number", number, "state", mail_state_words (mail->state), NULL);
}

static gboolean
check_newest (Db *db, const Mail *mail, GError **error)
{
  gint64 newer = db_number (
      db,
      "SELECT coalesce (max (o.number), 0) FROM mail m JOIN mail o ON " MAIL_IS_NEWER
      " JOIN mail_delivery d ON d.mail = o.id AND d.state <> 'dropped' WHERE m.id = ?",
      error, "s", mail->id);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, mail->number);
  g_autofree char *other = g_strdup_printf ("%" G_GINT64_FORMAT, newer);

  return newer == 0 ||
         (newer > 0 &&
          council_error (
              error, COUNCIL_ERROR_RULE,
              N_ ("message {number}: message {newer} to {name} is newer (sending an "
                  "old one after it would confuse calendars)"),
              "number", number, "newer", other, "name", mail->name, NULL));
}

/* What was dropped is looked at too. */
static gboolean
check_true (Db *db, const Mail *mail, GError **error)
{
  gint64 outdated =
      db_number (db,
                 "SELECT " MAIL_IS_OUTDATED
                 " FROM mail m JOIN meeting t ON t.id = m.meeting WHERE m.id = ?",
                 error, "s", mail->id);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, mail->number);

  return outdated == 0 ||
         (outdated > 0 &&
          council_error (error, COUNCIL_ERROR_RULE,
                         N_ ("message {number}: {ref} has another date by now, or is off "
                             "(council calendar invite {ref})"),
                         "number", number, "ref", mail->meeting, NULL));
}

/* Within the caller's transaction. */
static gboolean
decide (Db *db, const Mail *mail, const char *state, const char *due, GError **error)
{
  return db_run (db, "UPDATE mail_delivery SET state = ?, due_at = ? WHERE mail = ?", error,
                 "sss", state, due, mail->id);
}

static gboolean
keep (DbTransaction **tx, const Mail *mail, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, mail->number);

  db_subject (*tx, number);
  db_record_act (*tx);
  return db_commit (tx, error);
}

gboolean
mail_retry (Db *db, gint64 number, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "mail.retry", error);
  g_autoptr(Mail) mail = tx ? mail_load (db, number, error) : NULL;
  g_autofree char *now = clock_now_text ();

  if (mail == NULL)
    return FALSE;
  if (!is_in (mail, MAIL_STATE_REFUSED) && !is_in (mail, MAIL_STATE_UNCERTAIN) &&
      !is_in (mail, MAIL_STATE_WAITING) && !is_in (mail, MAIL_STATE_DROPPED))
    return refuse (mail, error);
  return check_newest (db, mail, error) && check_true (db, mail, error) &&
         decide (db, mail, MAIL_STATE_QUEUED, now, error) && keep (&tx, mail, error);
}

gboolean
mail_drop (Db *db, gint64 number, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "mail.drop", error);
  g_autoptr(Mail) mail = tx ? mail_load (db, number, error) : NULL;

  if (mail == NULL)
    return FALSE;
  if (!is_in (mail, MAIL_STATE_QUEUED) && !is_in (mail, MAIL_STATE_WAITING) &&
      !is_in (mail, MAIL_STATE_REFUSED) && !is_in (mail, MAIL_STATE_UNCERTAIN))
    return refuse (mail, error);
  return decide (db, mail, MAIL_STATE_DROPPED, NULL, error) && keep (&tx, mail, error);
}

gboolean
mail_confirm (Db *db, gint64 number, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "mail.confirm", error);
  g_autoptr(Mail) mail = tx ? mail_load (db, number, error) : NULL;

  if (mail == NULL)
    return FALSE;
  if (!is_in (mail, MAIL_STATE_UNCERTAIN))
    return refuse (mail, error);
  return decide (db, mail, MAIL_STATE_SENT, NULL, error) && keep (&tx, mail, error);
}
