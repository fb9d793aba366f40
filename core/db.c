#include "core/db-internal.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"
#include "core/uuid.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 10000

static guint patience_ms = BUSY_TIMEOUT_MS;

void
db_set_patience (guint ms)
{
  patience_ms = ms;
}

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

/* Settings of every connection; none of them touches the file. */
static gboolean
db_harden (Db *db, GError **error)
{
  sqlite3_extended_result_codes (db->handle, 1);
  sqlite3_busy_timeout (db->handle, (int) patience_ms);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  return db_script (db,
                    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON",
                    error);
}

/* SQLite would take and touch a hundred pages of cache at each connection; most commands read a
 * third of that, and a page touched costs a start more than a page read.  Only before the first
 * connection; later the call has no effect. */
static void
take_pages_as_needed (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
      g_once_init_leave (&done, 1);
    }
}

static Db *
db_new (const char *path)
{
  Db *db = g_new0 (Db, 1);

  take_pages_as_needed ();
  db->path = g_strdup (path);
  return db;
}

/* --- a new file ---------------------------------------------------------------------------- */

static gboolean
create_schema (Db *db, GError **error)
{
  g_autofree char *pragmas = g_strdup_printf ("PRAGMA application_id = %d;"
                                              "PRAGMA user_version = %d",
                                              DB_APPLICATION_ID, schema_version ());
  g_autofree char *created = clock_now_text ();

  if (!db_script (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (int version = 1; version <= schema_version (); version++)
    if (!db_script (db, schema_migration (version), error))
      return FALSE;

  db->origin = uuid7 ();
  db->depth = 1; /* so that db_run() sees the transaction */
  if (!db_script (db, pragmas, error) ||
      !db_run (db, "INSERT INTO origin (id, created_at) VALUES (?, ?)", error, "ss",
               db->origin, created) ||
      !journal_write_schema (db, "file.create", schema_version (), error))
    return FALSE;
  db->depth = 0;
  return db_script (db, "COMMIT", error);
}

Db *
db_create (const char *path, GError **error)
{
  g_autoptr(Db) db = db_new (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *key = uuid7 ();

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      council_error (error, COUNCIL_ERROR_RULE,
                     N_ ("{path}: exists already (choose another name, or remove it first)"),
                     "path", path, NULL);
      return NULL;
    }
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("{path}: there is no folder {folder} (make it first)"), "path", path,
                     "folder", folder, NULL);
      return NULL;
    }
  db->temporary = g_strdup_printf ("%s/.%s.%s", folder, name, key);
  db->writable = TRUE;
  if (sqlite3_open_v2 (db->temporary, &db->handle,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE,
                       NULL) != SQLITE_OK)
    {
      db_raise (db, error);
      return NULL;
    }
  if (!db_harden (db, error) || !create_schema (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

gboolean
db_keep (Db *db, GError **error)
{
  g_return_val_if_fail (db->temporary != NULL && db->depth == 0, FALSE);

  db_forget_statements (db);
  if (sqlite3_close (db->handle) != SQLITE_OK)
    return db_raise (db, error);
  db->handle = NULL;

  /* link() and not rename(): a file that came in between must not be overwritten */
  if (link (db->temporary, db->path) != 0 &&
      !(errno == EPERM && !g_file_test (db->path, G_FILE_TEST_EXISTS) &&
        g_rename (db->temporary, db->path) == 0))
    return council_error (error, COUNCIL_ERROR_STORAGE, N_ ("{path}: {why}"), "path", db->path,
                          "why", g_strerror (errno), NULL);
  g_unlink (db->temporary);
  g_clear_pointer (&db->temporary, g_free);

  if (sqlite3_open_v2 (db->path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE,
                       NULL) != SQLITE_OK)
    return db_raise (db, error);
  return db_harden (db, error) && db_script (db, "PRAGMA journal_mode = WAL", error);
}

/* --- an existing file ---------------------------------------------------------------------- */

/* Opens @db->path; as immutable when nothing may be written beside it and no WAL stands there,
 * since SQLite cannot make the WAL's index on a read-only medium. */
static gboolean
open_handle (Db *db, GError **error)
{
  g_autofree char *wal = g_strconcat (db->path, "-wal", NULL);
  g_autofree char *folder = g_path_get_dirname (db->path);
  gboolean folder_writable = g_access (folder, W_OK) == 0;

  db->writable = g_access (db->path, W_OK) == 0 && folder_writable;
  if (folder_writable || g_file_test (wal, G_FILE_TEST_EXISTS))
    return sqlite3_open_v2 (db->path, &db->handle,
                            (db->writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
                                SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                            NULL) == SQLITE_OK ||
           db_raise (db, error);

  g_autofree char *escaped = g_uri_escape_string (db->path, "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  return sqlite3_open_v2 (uri, &db->handle,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE,
                          NULL) == SQLITE_OK ||
         db_raise (db, error);
}

static gboolean
check_identity (Db *db, GError **error)
{
  gint64 application = db_number (db, "PRAGMA application_id", error, "");
  gint64 version;

  if (application < 0)
    return FALSE;
  if (application != DB_APPLICATION_ID)
    return council_error (error, COUNCIL_ERROR_STORAGE,
                          N_ ("{path}: is no council file (give one made by 'council init')"),
                          "path", db->path, NULL);

  version = db_number (db, "PRAGMA user_version", error, "");
  if (version < 0)
    return FALSE;
  if (version > schema_version ())
    {
      g_autofree char *theirs = g_strdup_printf ("%" G_GINT64_FORMAT, version);
      g_autofree char *ours = g_strdup_printf ("%d", schema_version ());

      return council_error (
          error, COUNCIL_ERROR_STORAGE,
          N_ ("{path}: was written by a newer program (its form is {theirs}, "
              "this program knows {ours}; update council)"),
          "path", db->path, "theirs", theirs, "ours", ours, NULL);
    }
  if (version < schema_version () && !db->writable)
    return council_error (error, COUNCIL_ERROR_STORAGE,
                          N_ ("{path}: has an older form and cannot be written (open it once "
                              "where it can be)"),
                          "path", db->path, NULL);
  return version == schema_version () || schema_migrate (db, (int) version, error);
}

static gboolean
read_origin (Db *db, GError **error)
{
  g_autoptr(DbRow) row = db_one (db, "SELECT id FROM origin", error, "");

  if (row == NULL)
    return council_error_rename (
        error, COUNCIL_ERROR_NOT_FOUND,
        N_ ("{path}: the file is damaged ({why}); restore it from a backup"), "path", db->path,
        "why", "origin", NULL);
  g_free (db->origin); /* a migration has read it already */
  db->origin = row_copy (row, "id");
  return TRUE;
}

Db *
db_open (const char *path, GError **error)
{
  g_autoptr(Db) db = db_new (path);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        council_error (error, COUNCIL_ERROR_STORAGE,
                       N_ ("{path}: is no council file (give one made by 'council init')"),
                       "path", path, NULL);
      else
        council_error (error, COUNCIL_ERROR_NOT_FOUND,
                       N_ ("{path}: there is no such file (make one with 'council init', or "
                           "name it with --file)"),
                       "path", path, NULL);
      return NULL;
    }
  if (g_access (path, R_OK) != 0)
    {
      council_error (error, COUNCIL_ERROR_STORAGE, N_ ("{path}: {why}"), "path", path, "why",
                     g_strerror (errno), NULL);
      return NULL;
    }
  if (!open_handle (db, error) || !db_harden (db, error) || !check_identity (db, error) ||
      !read_origin (db, error))
    return NULL;
  return g_steal_pointer (&db);
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
