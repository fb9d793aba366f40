/* The journal: recording and reading. */
#include "core/db-internal.h"

#include "core/clock.h"
#include "core/db-hash.h"
#include "core/error.h"
#include "core/journal.h"
#include "core/message.h"
#include "core/tables.h"

#include <string.h>

/* --- recording ----------------------------------------------------------------------------- */

static int
is_shared (void *unused, const char *table)
{
  const TableDeclaration *declaration = table_declaration (table);

  return declaration != NULL && declaration->kind == TABLE_SHARED;
}

static int
is_own (void *unused, const char *table)
{
  const TableDeclaration *declaration = table_declaration (table);

  return declaration != NULL && declaration->kind == TABLE_OWN;
}

static gboolean
record_tables (Db *db, sqlite3_session **session, int (*filter) (void *, const char *),
               GError **error)
{
  if (sqlite3session_create (db->handle, "main", session) != SQLITE_OK)
    return db_raise (db, error);
  sqlite3session_table_filter (*session, filter, NULL);
  return sqlite3session_attach (*session, NULL) == SQLITE_OK || db_raise (db, error);
}

gboolean
journal_record (Db *db, GError **error)
{
  return record_tables (db, &db->shared, is_shared, error) &&
         record_tables (db, &db->own, is_own, error);
}

void
journal_forget (Db *db)
{
  g_clear_pointer (&db->shared, sqlite3session_delete);
  g_clear_pointer (&db->own, sqlite3session_delete);
}

static GBytes *
take_changeset (Db *db, sqlite3_session *session, GError **error)
{
  int size = 0;
  void *bytes = NULL;

  if (sqlite3session_changeset (session, &size, &bytes) != SQLITE_OK)
    {
      db_raise (db, error);
      return NULL;
    }
  return g_bytes_new_with_free_func (bytes, size, (GDestroyNotify) sqlite3_free, bytes);
}

static gboolean
append_entry (Db *db, const char *verb, const char *subject, gint64 schema, GBytes *shared,
              GBytes *own, GError **error)
{
  g_autoptr(DbRow) last = NULL;
  g_autofree char *at = clock_now_text ();
  g_autofree char *hash = NULL;
  EntryFields entry = { .previous = NO_HASH,
                        .seq = 1,
                        .origin = db->origin,
                        .at = at,
                        .clock_set = clock_is_set (),
                        .actor = db_actor (db)->name,
                        .party = db->actor.party,
                        .basis = db->actor.basis,
                        .verb = verb,
                        .subject = subject,
                        .schema = schema,
                        .shared = shared,
                        .own = own };

  if (!db_maybe (db, &last, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", error,
                 ""))
    return FALSE;
  if (last != NULL)
    {
      entry.previous = row_text (last, "hash");
      entry.seq = row_int (last, "seq") + 1;
    }
  hash = entry_hash (&entry);
  return db_run (db,
                 "INSERT INTO journal (seq, origin, at, clock_set, actor, party, basis, verb,"
                 " subject, schema, shared, own, previous, hash)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 error, "ississsssibbss", entry.seq, entry.origin, entry.at, entry.clock_set,
                 entry.actor, entry.party, entry.basis, entry.verb, entry.subject,
                 entry.schema, shared, own, entry.previous, hash);
}

gboolean
journal_write (DbTransaction *transaction, GError **error)
{
  Db *db = transaction->db;
  g_autoptr(GBytes) shared = take_changeset (db, db->shared, error);
  g_autoptr(GBytes) own = shared ? take_changeset (db, db->own, error) : NULL;

  if (own == NULL)
    return FALSE;
  if (g_bytes_get_size (shared) == 0 && g_bytes_get_size (own) == 0 && !db->act)
    return TRUE;
  return append_entry (db, transaction->verb, transaction->subject, schema_version (), shared,
                       own, error);
}

gboolean
journal_write_schema (Db *db, const char *verb, int version, GError **error)
{
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);

  return append_entry (db, verb, NULL, version, nothing, nothing, error);
}

/* --- reading ------------------------------------------------------------------------------- */

void
journal_entry_free (JournalEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->origin);
  g_free (entry->at);
  g_free (entry->actor);
  g_free (entry->party);
  g_free (entry->basis);
  g_free (entry->verb);
  g_free (entry->subject);
  g_free (entry->hash);
  g_free (entry);
}

static JournalEntry *
entry_from_row (const DbRow *row)
{
  JournalEntry *entry = g_new0 (JournalEntry, 1);

  entry->seq = row_int (row, "seq");
  entry->origin = row_copy (row, "origin");
  entry->at = row_copy (row, "at");
  entry->clock_set = row_int (row, "clock_set") != 0;
  entry->actor = row_copy (row, "actor");
  entry->party = row_copy (row, "party");
  entry->basis = row_copy (row, "basis");
  entry->verb = row_copy (row, "verb");
  entry->subject = row_copy (row, "subject");
  entry->schema = row_int (row, "schema");
  entry->hash = row_copy (row, "hash");
  return entry;
}

#define ENTRY_COLUMNS                                                                         \
  "seq, origin, at, clock_set, actor, party, basis, verb, subject, schema, hash"

GPtrArray *
journal_list (Db *db, guint limit, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db, "SELECT " ENTRY_COLUMNS " FROM journal ORDER BY seq DESC LIMIT ?", error,
              "i", limit > 0 ? (gint64) limit : G_MAXINT64);
  GPtrArray *entries;

  if (rows == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) journal_entry_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (entries, entry_from_row (g_ptr_array_index (rows, i)));
  return entries;
}

static gboolean
no_entry (gint64 seq, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, seq);

  return council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                               N_ ("no journal entry {seq} (see 'council log')"), "seq",
                               number, NULL);
}

JournalEntry *
journal_load (Db *db, gint64 seq, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " ENTRY_COLUMNS " FROM journal WHERE seq = ?", error, "i", seq);

  if (row == NULL)
    {
      no_entry (seq, error);
      return NULL;
    }
  return entry_from_row (row);
}

/* What both changesets of one entry hold. */
static GPtrArray *
read_changes (Db *db, GBytes *shared, GBytes *own, GError **error)
{
  g_autoptr(GPtrArray) changes = changeset_read (db->handle, shared, error);
  GPtrArray *rest = changes ? changeset_read (db->handle, own, error) : NULL;

  if (rest == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (changes, rest);
  return g_steal_pointer (&changes);
}

GPtrArray *
journal_changes (Db *db, gint64 seq, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT shared, own FROM journal WHERE seq = ?", error, "i", seq);

  if (row == NULL)
    {
      no_entry (seq, error);
      return NULL;
    }

  g_autoptr(GBytes) shared = row_bytes (row, "shared");
  g_autoptr(GBytes) own = row_bytes (row, "own");

  return read_changes (db, shared, own, error);
}

GPtrArray *
db_dry_run_changes (Db *db, GError **error)
{
  g_autoptr(GBytes) shared = take_changeset (db, db->shared, error);
  g_autoptr(GBytes) own = shared ? take_changeset (db, db->own, error) : NULL;

  return own ? read_changes (db, shared, own, error) : NULL;
}
