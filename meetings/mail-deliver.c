#include "meetings/mail-deliver.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "core/setting.h"
#include "meetings/mail.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_DELAY_MINUTES 5
#define LONGEST_DELAY_MINUTES 240
#define GIVE_UP_DAYS 5
#define PASSWORD_MAX 1024

/* A byte far beyond the file's end and SQLite's own locks. */
#define LOCK_BYTE ((off_t) 1 << 60)

typedef struct
{
  Db *db;
  MailRun *run;
  MailSession *session;
  char *url, *from, *user, *password, *ca_file;
  guint timeout;
  const Mail *mail; /* the one that is under way */
  GError *problem;  /* (nullable): the file could not be written to */
} Sender;

static void
sender_clear (Sender *sender)
{
  mail_session_close (sender->session);
  g_free (sender->url);
  g_free (sender->from);
  g_free (sender->user);
  g_free (sender->password);
  g_free (sender->ca_file);
  g_clear_error (&sender->problem);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sender, sender_clear)

void
mail_run_clear (MailRun *run)
{
  g_clear_pointer (&run->outdated_meeting, g_free);
  g_clear_pointer (&run->trouble, g_free);
  g_clear_pointer (&run->numbers, g_array_unref);
}

/* --- one program at a time ----------------------------------------------------------------- */

/* A descriptor of the file for the lock alone.  It is never closed: closing any descriptor of a
 * file gives up the locks that SQLite has on it. */
static int
lock_descriptor (const char *path)
{
  static GHashTable *kept;
  int fd;

  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_contains (kept, path))
    return GPOINTER_TO_INT (g_hash_table_lookup (kept, path));
  fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  if (fd >= 0)
    g_hash_table_insert (kept, g_strdup (path), GINT_TO_POINTER (fd));
  return fd;
}

/* The system lets go of the lock when the program ends, however it ends. */
static gboolean
lock (Db *db, short type, gboolean *busy, GError **error)
{
  struct flock lock = {
    .l_type = type, .l_whence = SEEK_SET, .l_start = LOCK_BYTE, .l_len = 1
  };
  int fd = lock_descriptor (db_path (db));

  *busy = FALSE;
  if (fd >= 0 && fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return TRUE;
  *busy = fd >= 0 && (errno == EAGAIN || errno == EACCES);
  return *busy || council_error (error, COUNCIL_ERROR_STORAGE,
                                 N_ ("{path}: cannot be locked for sending ({why:tr})"),
                                 "path", db_path (db), "why", file_reason (errno), NULL);
}

/* --- the settings -------------------------------------------------------------------------- */

static gboolean
need (Db *db, const char *key, char **value, const char *message, GError **error)
{
  g_autoptr(GError) problem = NULL;

  *value = setting_get (db, key, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return *value != NULL || message == NULL ||
         council_error (error, COUNCIL_ERROR_RULE, message, NULL);
}

/* The first line of the file; nobody else may be able to read it. */
static gboolean
read_password (Sender *sender, const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  struct stat status;
  gsize length;
  const char *data;

  if (path == NULL)
    return TRUE;
  if (stat (path, &status) == 0 && (status.st_mode & (S_IROTH | S_IWOTH)) != 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{path}: everyone can read the password of the mail server "
                              "(chmod 600)"),
                          "path", path, NULL);
  bytes = file_read_whole (path, PASSWORD_MAX, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  sender->password = g_strndup (length > 0 ? data : "", length);
  sender->password[strcspn (sender->password, "\r\n")] = '\0';
  return TRUE;
}

static gboolean
read_settings (Sender *sender, GError **error)
{
  g_autofree char *path = NULL;
  gint64 timeout = setting_number (sender->db, "mail-timeout", error);

  if (timeout < 0 ||
      !need (sender->db, "mail-server", &sender->url,
             N_ ("the mail server is not set (council setting set mail-server "
                 "smtp://HOST:PORT)"),
             error) ||
      !need (sender->db, "mail-from", &sender->from,
             N_ ("the sender of invitations is not set (council setting set mail-from "
                 "ADDRESS)"),
             error) ||
      !need (sender->db, "mail-user", &sender->user, NULL, error) ||
      !need (sender->db, "mail-ca-file", &sender->ca_file, NULL, error) ||
      !need (sender->db, "mail-password-file", &path, NULL, error))
    return FALSE;
  sender->timeout = (guint) timeout;
  return read_password (sender, path, error);
}

gboolean
mail_deliver_check (Db *db, GError **error)
{
  g_auto(Sender) sender = { .db = db };

  return read_settings (&sender, error);
}

/* --- steps on record ----------------------------------------------------------------------- */

static gboolean
note (Sender *sender, const char *state, const char *due, const char *said, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (sender->db, "mail.deliver", error);

  return tx != NULL &&
         db_run (sender->db,
                 "UPDATE mail_delivery SET state = ?, due_at = ?, said = coalesce (?, said)"
                 " WHERE mail = ?",
                 error, "ssss", state, due, said, sender->mail->id) &&
         db_commit (&tx, error);
}

/* That a newer message to the same person about the same meeting was made. */
#define IS_OLD                                                                                \
  "EXISTS (SELECT 1 FROM mail m JOIN mail o ON " MAIL_IS_NEWER                                \
  " JOIN mail_delivery p ON p.mail = o.id AND p.state <> 'dropped' WHERE m.id = d.mail)"

/* What a program that was ended left: this one alone sends, so nobody else is at it. */
static gboolean
recover (Sender *sender, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (sender->db, "mail.deliver", error);
  gint64 left = tx ? db_number (sender->db,
                                "SELECT count(*) FROM mail_delivery"
                                " WHERE state IN ('sending', 'handed')",
                                error, "")
                   : -1;

  if (left < 0)
    return FALSE;
  sender->run->recovered = (guint) left;
  return db_run (sender->db,
                 "UPDATE mail_delivery SET state = 'queued' WHERE state = 'sending'", error,
                 "") &&
         db_run (sender->db,
                 "UPDATE mail_delivery SET state = 'uncertain', due_at = NULL"
                 " WHERE state = 'handed'",
                 error, "") &&
         db_run (sender->db,
                 "UPDATE mail_delivery AS d SET state = 'dropped', due_at = NULL"
                 " WHERE state IN ('queued', 'waiting') AND " IS_OLD,
                 error, "") &&
         db_commit (&tx, error);
}

/* The next message that is due; @mail is %NULL when there is none.  It is this program's now. */
static gboolean
claim (Sender *sender, Mail **mail, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (sender->db, "mail.deliver", error);
  g_autofree char *now = clock_now_text ();
  g_autoptr(DbRow) row = NULL;

  *mail = NULL;
  if (tx == NULL ||
      !db_maybe (sender->db, &row,
                 "SELECT m.number FROM mail_delivery d JOIN mail m ON m.id = d.mail"
                 " JOIN meeting t ON t.id = m.meeting"
                 " WHERE d.state IN ('queued', 'waiting') AND d.due_at <= ? AND NOT " IS_OLD
                 " AND NOT " MAIL_IS_OUTDATED " ORDER BY m.number LIMIT 1",
                 error, "s", now))
    return FALSE;
  if (row == NULL)
    return TRUE;
  *mail = mail_load (sender->db, row_int (row, "number"), error);
  return *mail != NULL &&
         db_run (sender->db,
                 "UPDATE mail_delivery SET state = 'sending', attempts = attempts + 1,"
                 " tried_at = ? WHERE mail = ?",
                 error, "ss", now, (*mail)->id) &&
         db_commit (&tx, error);
}

/* From here on the server may have it: on the disk before the last line leaves. */
static gboolean
hand_over (gpointer data)
{
  Sender *sender = data;

  return note (sender, MAIL_STATE_HANDED, NULL, NULL, &sender->problem);
}

/* --- what came of it ----------------------------------------------------------------------- */

/* When to try again; %NULL when it is time to give up. */
static char *
next_attempt (const Mail *mail)
{
  g_autoptr(GDateTime) now = clock_now ();
  g_autoptr(GDateTime) made = instant_parse (mail->made_at, NULL);
  g_autoptr(GDateTime) last = made ? g_date_time_add_days (made, GIVE_UP_DAYS) : NULL;
  gint64 doublings = MIN (mail->attempts, 10); /* attempts before this one */
  gint64 minutes =
      MIN (FIRST_DELAY_MINUTES * ((gint64) 1 << doublings), LONGEST_DELAY_MINUTES);
  g_autoptr(GDateTime) due = g_date_time_add_minutes (now, (int) minutes);

  return last != NULL && g_date_time_compare (due, last) < 0 ? instant_text (due) : NULL;
}

static gboolean
note_later (Sender *sender, const char *said, GError **error)
{
  g_autofree char *due = next_attempt (sender->mail);

  if (due != NULL)
    {
      sender->run->waiting++;
      return note (sender, MAIL_STATE_WAITING, due, said, error);
    }
  sender->run->refused++;
  return note (sender, MAIL_STATE_REFUSED, NULL, said, error);
}

static gboolean
note_outcome (Sender *sender, MailOutcome outcome, const char *said, GError **error)
{
  switch (outcome)
    {
    case MAIL_TAKEN:
      sender->run->sent++;
      return note (sender, MAIL_STATE_SENT, NULL, said, error);
    case MAIL_REFUSED:
      sender->run->refused++;
      return note (sender, MAIL_STATE_REFUSED, NULL, said, error);
    case MAIL_UNKNOWN:
      sender->run->uncertain++;
      return note (sender, MAIL_STATE_UNCERTAIN, NULL, said, error);
    case MAIL_NO_SERVER:
      sender->run->trouble = g_strdup (said);
      return note_later (sender, said, error);
    default:
      return note_later (sender, said, error);
    }
}

static gboolean
send_one (Sender *sender, const Mail *mail, GError **error)
{
  g_autoptr(GBytes) bytes = blob_load (sender->db, mail->sha256, error);
  g_autofree char *said = NULL;
  MailOutcome outcome;

  sender->mail = mail;
  if (bytes == NULL)
    return FALSE;
  outcome = mail_session_send (sender->session, sender->from, mail->address, bytes, hand_over,
                               sender, &said);
  g_array_append_val (sender->run->numbers, mail->number);
  if (sender->problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&sender->problem));
      return FALSE;
    }
  return note_outcome (sender, outcome, said, error);
}

static gboolean
send_all (Sender *sender, GError **error)
{
  const MailServer server = { .url = sender->url,
                              .user = sender->user,
                              .password = sender->password,
                              .ca_file = sender->ca_file,
                              .timeout = sender->timeout };

  while (sender->run->trouble == NULL)
    {
      g_autoptr(Mail) mail = NULL;

      if (!claim (sender, &mail, error))
        return FALSE;
      if (mail == NULL)
        return TRUE;
      if (sender->session == NULL)
        sender->session = mail_session_open (&server, error);
      if (sender->session == NULL || !send_one (sender, mail, error))
        return FALSE;
    }
  return TRUE;
}

/* What is not sent until somebody looks at it. */
static gboolean
count_outdated (Sender *sender, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (sender->db,
              "SELECT count(*) AS n, min (t.ref) AS ref FROM mail_delivery d JOIN mail m ON "
              "m.id = d.mail"
              " JOIN meeting t ON t.id = m.meeting WHERE d.state IN ('queued', 'waiting')"
              " AND " MAIL_IS_OUTDATED,
              error, "");

  if (row == NULL)
    return FALSE;
  sender->run->outdated = (guint) row_int (row, "n");
  sender->run->outdated_meeting = row_copy (row, "ref");
  return TRUE;
}

gboolean
mail_deliver (Db *db, MailRun *run, GError **error)
{
  g_auto(Sender) sender = { .db = db, .run = run };
  gboolean done, ignored;

  *run = (MailRun){ .numbers = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  if (!read_settings (&sender, error) || !lock (db, F_WRLCK, &run->busy, error))
    return FALSE;
  if (run->busy)
    return TRUE;
  done =
      recover (&sender, error) && send_all (&sender, error) && count_outdated (&sender, error);
  lock (db, F_UNLCK, &ignored, NULL);
  return done;
}
