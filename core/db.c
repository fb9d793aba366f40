#include "core/db-internal.h"

#include "core/error.h"
#include "core/message.h"

#include <glib/gstdio.h>
#include <string.h>

gboolean
db_raise_handle (sqlite3 *handle, const char *path, GError **error)
{
  int code = handle ? sqlite3_errcode (handle) : SQLITE_NOMEM;
  const char *why = handle ? sqlite3_errmsg (handle) : "out of memory";
  const char *message = N_ ("{path}: {why}");

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      message = N_ ("{path}: the disk is full; nothing was written (make room, then repeat)");
      break;
    case SQLITE_CORRUPT:
      message = N_ ("{path}: the file is damaged ({why}); restore it from a backup");
      break;
    case SQLITE_NOTADB:
      message = N_ ("{path}: is no council file (give one made by 'council init')");
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      message = N_ ("{path}: another program is writing to it; repeat in a moment");
      break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      message = N_ ("{path}: cannot be written: {why} (check the rights of the file and its "
                    "folder)");
      break;
    case SQLITE_IOERR:
      message = N_ ("{path}: reading or writing failed: {why}; nothing was written");
      break;
    default:
      break;
    }
  return council_error (error, COUNCIL_ERROR_STORAGE, message, "path", path, "why", why, NULL);
}

gboolean
db_raise (Db *db, GError **error)
{
  return db_raise_handle (db->handle, db->path, error);
}

gboolean
db_script (Db *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return db_raise (db, error);
  return TRUE;
}

void
db_close (Db *db)
{
  if (db == NULL)
    return;
  db_rollback (db->dry_run);
  journal_forget (db);
  db_forget_statements (db);
  sqlite3_close_v2 (db->handle);
  if (db->temporary != NULL)
    {
      const char *suffixes[] = { "", "-wal", "-shm", "-journal" };

      for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
        {
          g_autofree char *file = g_strconcat (db->temporary, suffixes[i], NULL);

          g_unlink (file);
        }
    }
  g_free (db->temporary);
  g_free (db->path);
  g_free (db->origin);
  g_free ((char *) db->actor.name);
  g_free ((char *) db->actor.party);
  g_free ((char *) db->actor.basis);
  g_free (db);
}

/* --- what a file knows of itself ----------------------------------------------------------- */

const char *
db_path (Db *db)
{
  return db->path;
}

const char *
db_origin (Db *db)
{
  return db->origin;
}

void
db_set_actor (Db *db, const DbActor *actor)
{
  DbActor old = db->actor;

  db->actor.name = g_strdup (actor->name);
  db->actor.party = g_strdup (actor->party);
  db->actor.basis = g_strdup (actor->basis);
  g_free ((char *) old.name);
  g_free ((char *) old.party);
  g_free ((char *) old.basis);
}

const DbActor *
db_actor (Db *db)
{
  /* asked only now: looking the user up costs a reader more than opening the file */
  if (db->actor.name == NULL)
    db->actor.name = g_strdup (g_get_user_name ());
  return &db->actor;
}

void
db_set_sample (Db *db, gboolean sample)
{
  db->sample = sample;
}

gint64
db_sample (Db *db)
{
  return db->sample ? 1 : 0;
}

/* --- transactions -------------------------------------------------------------------------- */

DbTransaction *
db_begin (Db *db, const char *verb, GError **error)
{
  g_autofree char *savepoint = g_strdup_printf ("SAVEPOINT level_%u", db->depth + 1);

  if (!db->writable)
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("{path}: cannot be written: {why} (check the rights of the file and "
                         "its folder)"),
                     "path", db->path, "why", g_strerror (EROFS), NULL);
      return NULL;
    }
  if (!db_script (db, db->depth == 0 ? "BEGIN IMMEDIATE" : savepoint, error))
    return NULL;
  db->depth++;

  DbTransaction *transaction = g_new0 (DbTransaction, 1);

  transaction->db = db;
  transaction->verb = g_strdup (verb);
  transaction->depth = db->depth;
  if (transaction->depth == 1 && !journal_record (db, error))
    {
      db_rollback (transaction);
      return NULL;
    }
  return transaction;
}

void
db_subject (DbTransaction *transaction, const char *subject)
{
  g_free (transaction->subject);
  transaction->subject = g_strdup (subject);
}

void
db_record_act (DbTransaction *transaction)
{
  transaction->db->act = TRUE;
}

gboolean
db_has_act (Db *db)
{
  return db->act;
}

static void
transaction_free (DbTransaction *transaction)
{
  g_free (transaction->verb);
  g_free (transaction->subject);
  g_free (transaction);
}

void
db_rollback (DbTransaction *transaction)
{
  if (transaction == NULL)
    return;

  Db *db = transaction->db;
  g_autofree char *to = g_strdup_printf ("ROLLBACK TO level_%u; RELEASE level_%u",
                                         transaction->depth, transaction->depth);

  if (transaction->depth == 1)
    {
      journal_forget (db);
      db->act = FALSE;
    }
  /* An error that ended the transaction, such as a full disk, has rolled it back already. */
  if (!sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, transaction->depth == 1 ? "ROLLBACK" : to, NULL, NULL, NULL);
  db->depth = transaction->depth - 1;
  transaction_free (transaction);
}

gboolean
db_commit (DbTransaction **transaction_pointer, GError **error)
{
  g_autoptr(DbTransaction) transaction = g_steal_pointer (transaction_pointer);
  Db *db = transaction->db;
  g_autofree char *release = g_strdup_printf ("RELEASE level_%u", transaction->depth);

  if (transaction->depth > 1)
    {
      if (!db_script (db, release, error))
        return FALSE;
    }
  else
    {
      if (!journal_write (transaction, error) || !db_script (db, "COMMIT", error))
        return FALSE;
      journal_forget (db);
      db->act = FALSE;
    }
  db->depth = transaction->depth - 1;
  transaction_free (g_steal_pointer (&transaction));
  return TRUE;
}

gboolean
db_read_begin (Db *db, GError **error)
{
  g_return_val_if_fail (db->depth == 0, FALSE);
  return db_script (db, "BEGIN", error);
}

gboolean
db_dry_run_begin (Db *db, GError **error)
{
  db->dry_run = db_begin (db, "dry-run", error);
  return db->dry_run != NULL;
}

gboolean
db_is_dry_run (Db *db)
{
  return db->dry_run != NULL;
}
