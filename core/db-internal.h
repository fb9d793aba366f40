/* What core/db*.c share; no other file includes this, nor sqlite3.h. */
#pragma once

#include "core/db.h"

/* The session extension is compiled into Debian's SQLite; both names open its API. */
#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#define NO_HASH "0000000000000000000000000000000000000000000000000000000000000000"

struct _Db
{
  sqlite3 *handle;
  char *path;      /* the name it has, or will have when it is kept */
  char *temporary; /* the name of a new file until db_keep() */
  char *origin;
  DbActor actor; /* strings are owned */
  gboolean writable;
  gboolean sample;
  DbTransaction *dry_run;
  GHashTable *statements; /* (nullable): SQL to its prepared statement */
  guint depth;            /* of open transactions */
  gboolean act;           /* the outermost leaves an entry in any case: db_record_act() */
  sqlite3_session *shared, *own; /* of the outermost open transaction */
};

struct _DbTransaction
{
  Db *db;
  char *verb;
  char *subject;
  guint depth; /* 1 is the outermost */
};

/** Raises SQLite's last error of @db as a %COUNCIL_ERROR_STORAGE.  Returns FALSE. */
gboolean db_raise (Db *db, GError **error);

/** db_raise() for a handle that belongs to no Db; @path names the file. */
gboolean db_raise_handle (sqlite3 *handle, const char *path, GError **error);

/** Prepares one statement; %NULL with @error set. */
sqlite3_stmt *db_prepare (Db *db, const char *sql, GError **error);

/** Finalises the statements kept; before the handle is closed. */
void db_forget_statements (Db *db);

/** Runs statements without values. */
gboolean db_script (Db *db, const char *sql, GError **error);

/** Starts recording; called by the outermost db_begin(). */
gboolean journal_record (Db *db, GError **error);

/** Stops recording without an entry. */
void journal_forget (Db *db);

/** Writes the entry of @transaction from what was recorded since journal_record(). */
gboolean journal_write (DbTransaction *transaction, GError **error);

/** Writes an entry without changes, for a new file or a migration. */
gboolean journal_write_schema (Db *db, const char *verb, int version, GError **error);

/** (transfer full) (element-type DbChange): what a changeset holds; column names come from
 * @handle. */
GPtrArray *changeset_read (sqlite3 *handle, GBytes *changeset, GError **error);

/** Today's schema version: that of the last migration. */
int schema_version (void);

/** (transfer none): the SQL of migration @version, 1 to schema_version(). */
const char *schema_migration (int version);

/** Brings @db from @version to today's, an entry a migration. */
gboolean schema_migrate (Db *db, int version, GError **error);
