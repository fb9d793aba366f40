/* Making and opening a council's file. */
#include "core/db-internal.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"
#include "core/uuid.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 10000

static guint patience_ms = BUSY_TIMEOUT_MS;

void
db_set_patience (guint ms)
{
  patience_ms = ms;
}

/* Settings of every connection.  Alone with the file, SQLite keeps the WAL's index in memory: that
 * must be said before the file is read for the first time. */
static gboolean
db_harden (Db *db, gboolean alone, GError **error)
{
  sqlite3_extended_result_codes (db->handle, 1);
  sqlite3_busy_timeout (db->handle, (int) patience_ms);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  return (!alone || db_script (db, "PRAGMA locking_mode = EXCLUSIVE", error)) &&
         db_script (db,
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
  if (!db_harden (db, FALSE, error) || !create_schema (db, error))
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
  return db_harden (db, FALSE, error) && db_script (db, "PRAGMA journal_mode = WAL", error);
}

/* --- an existing file ---------------------------------------------------------------------- */

static gboolean
open_uri (Db *db, const char *parameter, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (db->path, "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s?%s", escaped, parameter);

  return sqlite3_open_v2 (uri, &db->handle,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE,
                          NULL) == SQLITE_OK ||
         db_raise (db, error);
}

static gboolean
stands (const Db *db, const char *suffix)
{
  g_autofree char *path = g_strconcat (db->path, suffix, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Opens @db->path.  Where nothing may be written beside it, SQLite cannot make the WAL's index:
 * a file without a WAL is then opened as immutable, and one whose WAL has no index, so that nobody
 * else has it open, without locks and @alone. */
static gboolean
open_handle (Db *db, gboolean *alone, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (db->path);
  gboolean folder_writable = g_access (folder, W_OK) == 0;

  db->writable = g_access (db->path, W_OK) == 0 && folder_writable;
  if (folder_writable || (stands (db, "-wal") && stands (db, "-shm")))
    return sqlite3_open_v2 (db->path, &db->handle,
                            (db->writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
                                SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                            NULL) == SQLITE_OK ||
           db_raise (db, error);
  if (!stands (db, "-wal"))
    return open_uri (db, "immutable=1", error);
  *alone = TRUE;
  return open_uri (db, "vfs=unix-none", error);
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

static gboolean
open_whole (Db *db, gboolean alone, GError **error)
{
  return open_handle (db, &alone, error) && db_harden (db, alone, error) &&
         check_identity (db, error) && read_origin (db, error);
}

/* Whether SQLite could not make the WAL's index: on a full disk not even reading goes on. */
static gboolean
lacks_index (const Db *db)
{
  int code = db->handle ? sqlite3_extended_errcode (db->handle) : SQLITE_OK;

  return code == SQLITE_IOERR_SHMSIZE || code == SQLITE_IOERR_SHMOPEN ||
         code == SQLITE_IOERR_SHMMAP;
}

/* The index in memory is safe: the lock on the file keeps others away meanwhile. */
static gboolean
open_again (Db *db, GError **error)
{
  g_clear_error (error);
  db_forget_statements (db);
  sqlite3_close_v2 (g_steal_pointer (&db->handle));
  return open_whole (db, TRUE, error);
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
  if (!open_whole (db, FALSE, error) && !(lacks_index (db) && open_again (db, error)))
    return NULL;
  return g_steal_pointer (&db);
}
