/* The council's file: the one door to SQLite.
 *
 * A write is one transaction, and the transaction is its journal entry: db_commit() stores what
 * SQLite's session recorded, in the same transaction.  Every statement is bound; @types has a
 * letter a value: s (const char *, may be %NULL), i (gint64), b (GBytes *, may be %NULL).
 * Pass integers as (gint64) or from a gint64 variable. */
#pragma once

#include <glib.h>

typedef struct _Db Db;
typedef struct _DbRow DbRow;
typedef struct _DbTransaction DbTransaction;

/* Marks a file as a council's ("CNCL") in SQLite's application_id. */
#define DB_APPLICATION_ID 0x434e434c

/** What is written on each journal entry about who acts. */
typedef struct
{
  const char *name;  /* who runs the program */
  const char *party; /* (nullable): code of the party acted for */
  const char *basis; /* (nullable): the letter or note acted on */
} DbActor;

/**
 * db_create:
 * @path: a file that does not exist yet
 * @error: %COUNCIL_ERROR_RULE when it exists, %COUNCIL_ERROR_STORAGE when it cannot be made
 *
 * Makes an empty council file of today's schema with a new origin, under a temporary name in
 * the same folder.  db_keep() gives it its name; without that db_close() removes it, so that
 * the file is complete or not there.
 *
 * Returns: (transfer full): the open file, or %NULL
 */
Db *db_create (const char *path, GError **error);

/** db_keep: gives a file made by db_create() its name; %COUNCIL_ERROR_RULE when another file
 * has taken it meanwhile. */
gboolean db_keep (Db *db, GError **error);

/**
 * db_open:
 * @error: %COUNCIL_ERROR_NOT_FOUND when there is no such file; %COUNCIL_ERROR_STORAGE when it is
 *   no council file, is newer than this program, is damaged or cannot be read
 *
 * Opens a council file, migrating an older one (one journalled transaction a migration).  A file
 * that cannot be written opens for reading; on a read-only medium without a WAL, as immutable.
 *
 * Returns: (transfer full): the open file, or %NULL
 */
Db *db_open (const char *path, GError **error);

/** db_set_patience: how long the files that are opened from now on wait for others that write to
 * them, in milliseconds; ten seconds unless said otherwise.  Before the first thread. */
void db_set_patience (guint ms);

/** db_close: checkpoints and closes; %NULL is allowed. */
void db_close (Db *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Db, db_close)

/**
 * db_backup:
 * @path: the copy; %COUNCIL_ERROR_RULE when it exists
 *
 * Copies the whole file as it is now, also while others write it.  The copy is one file without
 * a WAL; it is complete or not there.
 */
gboolean db_backup (Db *db, const char *path, GError **error);

/** db_path: (transfer none): the path it was opened by. */
const char *db_path (Db *db);

/** db_origin: (transfer none): this working file's origin, a UUID. */
const char *db_origin (Db *db);

/** db_set_actor: who acts from now on; the strings are copied. */
void db_set_actor (Db *db, const DbActor *actor);

/** db_actor: (transfer none): who acts. */
const DbActor *db_actor (Db *db);

/** db_read_begin: from here until db_close() all is read from one snapshot, with one lock for
 * all statements; nothing can be written any more. */
gboolean db_read_begin (Db *db, GError **error);

/**
 * db_dry_run_begin:
 *
 * From here until db_close() nothing is kept: every transaction nests in one that is rolled
 * back.  db_dry_run_changes() tells what would have changed.
 */
gboolean db_dry_run_begin (Db *db, GError **error);

/** db_set_sample: rows written from now on are marked as sample data (see db_sample()). */
void db_set_sample (Db *db, gboolean sample);

/** db_sample: 1 or 0, what a new row's sample column takes. */
gint64 db_sample (Db *db);

/** db_is_dry_run: whether db_dry_run_begin() was called; files must not be written then. */
gboolean db_is_dry_run (Db *db);

/** One row that was inserted, updated or deleted. */
typedef struct
{
  char *table;
  char *key;          /* of the row */
  char operation;     /* 'i', 'u' or 'd' */
  GPtrArray *columns; /* (element-type DbColumnChange) */
} DbChange;

typedef struct
{
  char *name;
  char *before; /* (nullable) as text; NULL for an insert or a NULL value */
  char *after;  /* (nullable) */
} DbColumnChange;

/** db_dry_run_changes: (transfer full) (element-type DbChange): what a dry run changed. */
GPtrArray *db_dry_run_changes (Db *db, GError **error);

/** db_begin:
 * @verb: what is done, "meeting.schedule"; the journal keeps it
 *
 * Begins a transaction (BEGIN IMMEDIATE), or a savepoint when one is open.
 *
 * Returns: (transfer full): the transaction; leaving the scope without db_commit() rolls back
 */
DbTransaction *db_begin (Db *db, const char *verb, GError **error);

/** db_subject: names what the transaction is about ("2027"), for the journal. */
void db_subject (DbTransaction *transaction, const char *subject);

/** db_record_act: an entry is left even if no journalled table changes: of the act, by its verb
 * and subject, for rows that the journal must not keep.  Holds for the outermost transaction. */
void db_record_act (DbTransaction *transaction);

/** db_has_act: whether db_record_act() was called in the transaction that is open; for a dry run,
 * whose db_dry_run_changes() do not show such an act. */
gboolean db_has_act (Db *db);

/** db_commit: stores the journal entry and commits; sets @transaction to %NULL whether or not
 * it succeeds.  A transaction that changed nothing leaves no entry, but for db_record_act(). */
gboolean db_commit (DbTransaction **transaction, GError **error);

void db_rollback (DbTransaction *transaction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DbTransaction, db_rollback)

/** db_run: runs one bound statement that writes; only within a transaction, for a write outside
 * one would have no journal entry. */
gboolean db_run (Db *db, const char *sql, GError **error, const char *types, ...);

/** db_one: (transfer full): the first row; %COUNCIL_ERROR_NOT_FOUND when there is none, which
 * the caller renames with council_error_rename(). */
DbRow *db_one (Db *db, const char *sql, GError **error, const char *types, ...);

/** db_maybe:
 * @row: (out) (transfer full) (nullable): the first row, or %NULL when there is none
 *
 * For what may well be absent.  Returns: %FALSE only on a storage error.
 */
gboolean
db_maybe (Db *db, DbRow **row, const char *sql, GError **error, const char *types, ...);

/** db_all: (transfer full) (element-type DbRow): all rows; an empty array is success. */
GPtrArray *db_all (Db *db, const char *sql, GError **error, const char *types, ...);

/** db_integers: (transfer full) (element-type gint64): every value of every row, row after row;
 * for very many rows of nothing but integers. */
GArray *db_integers (Db *db, const char *sql, GError **error, const char *types, ...);

/** db_refused: whether the last statement failed because the file's form forbids what it would
 * have written: a value of the wrong kind, a unique one given twice.  For data from outside. */
gboolean db_refused (Db *db);

/** db_number: one integer, such as a count; -1 with @error set. */
gint64 db_number (Db *db, const char *sql, GError **error, const char *types, ...);

void db_row_free (DbRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DbRow, db_row_free)

/** row_text: (transfer none) (nullable): column @name as text; %NULL for NULL.  An unknown name
 * is a programming error. */
const char *row_text (const DbRow *row, const char *name);

/** row_copy: (transfer full) (nullable): row_text(), duplicated. */
char *row_copy (const DbRow *row, const char *name);

/** row_int: column @name as an integer; 0 for NULL. */
gint64 row_int (const DbRow *row, const char *name);

/** row_is_null: whether column @name is NULL. */
gboolean row_is_null (const DbRow *row, const char *name);

/** row_bytes: (transfer full) (nullable): column @name as bytes. */
GBytes *row_bytes (const DbRow *row, const char *name);
