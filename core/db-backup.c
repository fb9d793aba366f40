#include "core/db-internal.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "core/uuid.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Copies what @db shows now, its WAL included, into @copy. */
static gboolean
copy_pages (Db *db, sqlite3 *copy, const char *path, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy, "main", db->handle, "main");

  if (backup != NULL)
    sqlite3_backup_step (backup, -1);
  return sqlite3_backup_finish (backup) == SQLITE_OK || db_raise_handle (copy, path, error);
}

/* A copy carries no WAL, so that it is one file that may lie on a read-only medium. */
static gboolean
leave_wal (sqlite3 *copy, const char *path, GError **error)
{
  return sqlite3_exec (copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK ||
         db_raise_handle (copy, path, error);
}

static gboolean
write_copy (Db *db, const char *beside, const char *path, GError **error)
{
  sqlite3 *copy = NULL;
  gboolean ok =
      sqlite3_open_v2 (beside, &copy,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE,
                       NULL) == SQLITE_OK
          ? copy_pages (db, copy, path, error) && leave_wal (copy, path, error)
          : db_raise_handle (copy, path, error);

  sqlite3_close (copy);
  return ok;
}

gboolean
db_backup (Db *db, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *key = uuid7 ();
  g_autofree char *beside = g_strdup_printf ("%s/.%s.%s", folder, name, key);
  g_autofree char *journal = g_strconcat (beside, "-journal", NULL);
  int reason = 0;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{path}: exists already (choose another name, or remove it first)"), "path", path,
        NULL);
  if (write_copy (db, beside, path, error))
    {
      /* link() and not rename(): a file that came in between must not be overwritten */
      if (link (beside, path) != 0 &&
          !(errno == EPERM && !g_file_test (path, G_FILE_TEST_EXISTS) &&
            g_rename (beside, path) == 0))
        reason = errno;
      if (reason != 0)
        council_error (error, COUNCIL_ERROR_STORAGE,
                       N_ ("{path}: cannot be written: {why:tr}"), "path", path, "why",
                       file_reason (reason), NULL);
    }
  else
    reason = EIO;
  g_unlink (beside);
  g_unlink (journal);
  return reason == 0;
}
