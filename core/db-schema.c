/* The schema's versions: numbered migrations, built into the program. */
#include "core/db-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "core/resource.h"

/* In the order of their numbers; a new one is appended and schema.sql brought up to date. */
static const char *const migrations[] = {
  "migrations/0001-initial.sql",     "migrations/0002-busy.sql",
  "migrations/0003-rhythm.sql",      "migrations/0004-signature.sql",
  "migrations/0005-feed.sql",        "migrations/0006-agreement.sql",
  "migrations/0007-mail.sql",        "migrations/0008-imported-meeting.sql",
  "migrations/0009-own-meeting.sql", "migrations/0010-reply.sql",
  "migrations/0011-author.sql",      "migrations/0012-counter.sql",
};

int
schema_version (void)
{
  return G_N_ELEMENTS (migrations);
}

const char *
schema_migration (int version)
{
  const char *text;

  g_return_val_if_fail (version >= 1 && version <= schema_version (), NULL);
  text = resource_find (migrations[version - 1], NULL);
  g_assert (text != NULL);
  return text;
}

static gboolean
migrate_one (Db *db, int version, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d", version);
  gboolean done;

  if (!db_script (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  db->depth = 1;
  done = db_script (db, schema_migration (version), error) && db_script (db, stamp, error) &&
         journal_write_schema (db, "file.migrate", version, error) &&
         db_script (db, "COMMIT", error);
  db->depth = 0;
  if (!done && !sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
  return done;
}

gboolean
schema_migrate (Db *db, int version, GError **error)
{
  g_autoptr(DbRow) origin = NULL;

  if (!db_maybe (db, &origin, "SELECT id FROM origin", error, ""))
    return FALSE;
  if (origin == NULL)
    return council_error (error, COUNCIL_ERROR_STORAGE,
                          N_ ("{path}: the file is damaged ({why}); restore it from a backup"),
                          "path", db->path, "why", "origin", NULL);
  if (db->origin == NULL)
    db->origin = row_copy (origin, "id");
  while (version < schema_version ())
    if (!migrate_one (db, ++version, error))
      return FALSE;
  return TRUE;
}
