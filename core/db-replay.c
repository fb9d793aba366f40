/* Verifying the journal: the chain, and that replaying it gives today's tables. */
#include "core/db-internal.h"

#include "core/db-hash.h"
#include "core/error.h"
#include "core/journal.h"
#include "core/message.h"
#include "core/tables.h"

#include <string.h>

/* A damaged file may differ in every cell; a person needs the first few. */
#define MAX_DIFFERENCES 50

typedef struct
{
  Db *db;
  sqlite3 *copy;              /* the journal replayed, in memory */
  sqlite3_changegroup *group; /* changesets not applied yet, of one schema version */
  const char *lang;
  GPtrArray *findings;
} Replay;

static void find (Replay *replay, const char *message, ...) G_GNUC_NULL_TERMINATED;

static void
find (Replay *replay, const char *message, ...)
{
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  va_list list;
  const char *name;

  va_start (list, message);
  while ((name = va_arg (list, const char *)) != NULL)
    {
      const char *value = va_arg (list, const char *);

      g_hash_table_insert (values, (char *) name, (char *) (value ? value : "NULL"));
    }
  va_end (list);
  g_ptr_array_add (replay->findings,
                   message_fill (tr (replay->lang, message), replay->lang, values));
}

/* --- the chain ----------------------------------------------------------------------------- */

static const char *
column_text (sqlite3_stmt *statement, int i)
{
  return (const char *) sqlite3_column_text (statement, i);
}

static GBytes *
column_bytes (sqlite3_stmt *statement, int i)
{
  return g_bytes_new (sqlite3_column_blob (statement, i), sqlite3_column_bytes (statement, i));
}

/* Checks one entry against the one before; the chain goes on from what is written. */
static void
verify_entry (Replay *replay, const EntryFields *entry, const char *written_hash,
              gint64 expected_seq, const char *expected_previous)
{
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, entry->seq);
  g_autofree char *hash = entry_hash (entry);

  if (entry->seq != expected_seq)
    find (replay, N_ ("journal: an entry is missing before {seq}"), "seq", seq, NULL);
  if (g_strcmp0 (entry->previous, expected_previous) != 0)
    find (replay, N_ ("journal: entry {seq} does not follow the one before it"), "seq", seq,
          NULL);
  if (g_strcmp0 (hash, written_hash) != 0)
    find (replay, N_ ("journal: entry {seq} was changed after it was written"), "seq", seq,
          NULL);
  if (g_strcmp0 (entry->origin, replay->db->origin) != 0)
    find (replay, N_ ("journal: entry {seq} is of another origin than this file"), "seq", seq,
          NULL);
}

/* --- the replay ---------------------------------------------------------------------------- */

static int
refuse_conflict (void *unused, int kind, sqlite3_changeset_iter *iterator)
{
  return SQLITE_CHANGESET_ABORT;
}

/* Applies what was collected; a failure is a finding, for the tables then differ. */
static void
apply_group (Replay *replay)
{
  int size = 0;
  void *changeset = NULL;
  int code = sqlite3changegroup_output (replay->group, &size, &changeset);

  if (code == SQLITE_OK && size > 0)
    code = sqlite3changeset_apply (replay->copy, size, changeset, NULL, refuse_conflict, NULL);
  if (code != SQLITE_OK)
    find (replay, N_ ("journal: replaying it failed: {why}"), "why", sqlite3_errstr (code),
          NULL);
  sqlite3_free (changeset);
  sqlite3changegroup_delete (replay->group);
  replay->group = NULL;
  sqlite3changegroup_new (&replay->group);
}

static void
collect (Replay *replay, const EntryFields *entry)
{
  GBytes *parts[] = { entry->shared, entry->own };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize size = 0;
      gconstpointer data = g_bytes_get_data (parts[i], &size);
      int code = size == 0 ? SQLITE_OK
                           : sqlite3changegroup_add (replay->group, (int) size, (void *) data);

      if (code != SQLITE_OK)
        {
          g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, entry->seq);

          find (replay, N_ ("journal: entry {seq} cannot be replayed: {why}"), "seq", seq,
                "why", sqlite3_errstr (code), NULL);
        }
    }
}

/* A new file runs the migrations up to its version, a migration runs its own. */
static void
replay_schema (Replay *replay, const EntryFields *entry)
{
  gboolean first = g_str_equal (entry->verb, "file.create");

  apply_group (replay);
  if (entry->schema < 1 || entry->schema > schema_version ())
    return;
  for (int version = first ? 1 : (int) entry->schema; version <= entry->schema; version++)
    if (sqlite3_exec (replay->copy, schema_migration (version), NULL, NULL, NULL) != SQLITE_OK)
      find (replay, N_ ("journal: replaying it failed: {why}"), "why",
            sqlite3_errmsg (replay->copy), NULL);
}

static gboolean
replay_entries (Replay *replay, GError **error)
{
  sqlite3_stmt *statement = db_prepare (replay->db,
                                        "SELECT previous, seq, origin, at, clock_set, actor, "
                                        "party, basis, verb, subject, schema,"
                                        " shared, own, hash FROM journal ORDER BY seq",
                                        error);
  g_autofree char *previous = g_strdup (NO_HASH);
  gint64 expected = 1;
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autoptr(GBytes) shared = column_bytes (statement, 11);
      g_autoptr(GBytes) own = column_bytes (statement, 12);
      EntryFields entry = {
        column_text (statement, 0),
        sqlite3_column_int64 (statement, 1),
        column_text (statement, 2),
        column_text (statement, 3),
        sqlite3_column_int64 (statement, 4),
        column_text (statement, 5),
        column_text (statement, 6),
        column_text (statement, 7),
        column_text (statement, 8),
        column_text (statement, 9),
        sqlite3_column_int64 (statement, 10),
        shared,
        own,
      };
      const char *hash = column_text (statement, 13);

      verify_entry (replay, &entry, hash, expected, previous);
      if (g_str_equal (entry.verb, "file.create") || g_str_equal (entry.verb, "file.migrate"))
        replay_schema (replay, &entry);
      else
        collect (replay, &entry);
      g_free (previous);
      previous = g_strdup (hash);
      expected = entry.seq + 1;
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    return db_raise (replay->db, error);
  if (expected == 1)
    find (replay, N_ ("journal: it is empty"), NULL);
  apply_group (replay);
  return TRUE;
}

/* --- the comparison ------------------------------------------------------------------------ */

static gboolean
same_cell (sqlite3_stmt *a, sqlite3_stmt *b, int i)
{
  int type = sqlite3_column_type (a, i);

  if (type != sqlite3_column_type (b, i))
    return FALSE;
  if (type == SQLITE_NULL)
    return TRUE;
  if (type == SQLITE_INTEGER)
    return sqlite3_column_int64 (a, i) == sqlite3_column_int64 (b, i);

  const void *x = sqlite3_column_blob (a, i), *y = sqlite3_column_blob (b, i);
  int size = sqlite3_column_bytes (a, i);

  return size == sqlite3_column_bytes (b, i) && (size == 0 || memcmp (x, y, size) == 0);
}

static void
compare_row (Replay *replay, const char *table, sqlite3_stmt *file, sqlite3_stmt *copy)
{
  for (int i = 1; i < sqlite3_column_count (file); i++)
    if (!same_cell (file, copy, i))
      {
        /* the column index shifts by one: the key comes first, to order by */
        find (replay, N_ ("{table} {key}: {column} is «{now}», the journal says «{journal}»"),
              "table", table, "key", column_text (file, 0), "column",
              sqlite3_column_name (file, i), "now", column_text (file, i), "journal",
              column_text (copy, i), NULL);
      }
}

/* The first column of the key of @table, by which rows are paired. */
static char *
key_column (sqlite3 *handle, const char *table)
{
  sqlite3_stmt *statement = NULL;
  char *name = NULL;

  sqlite3_prepare_v2 (handle, "SELECT name FROM pragma_table_info(?) WHERE pk = 1", -1,
                      &statement, NULL);
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (statement) == SQLITE_ROW)
    name = g_strdup (column_text (statement, 0));
  sqlite3_finalize (statement);
  return name;
}

static void
pair_rows (Replay *replay, const char *table, sqlite3_stmt *file, sqlite3_stmt *copy)
{
  int here = sqlite3_step (file), there = sqlite3_step (copy);

  while ((here == SQLITE_ROW || there == SQLITE_ROW) &&
         replay->findings->len < MAX_DIFFERENCES)
    {
      int order = here != SQLITE_ROW ? 1
                  : there != SQLITE_ROW
                      ? -1
                      : g_strcmp0 (column_text (file, 0), column_text (copy, 0));

      if (order == 0)
        compare_row (replay, table, file, copy);
      else if (order < 0)
        find (replay, N_ ("{table} {key}: the row stands in no journal entry"), "table", table,
              "key", column_text (file, 0), NULL);
      else
        find (replay, N_ ("{table} {key}: the row that the journal tells of is gone"), "table",
              table, "key", column_text (copy, 0), NULL);
      if (order <= 0)
        here = sqlite3_step (file);
      if (order >= 0)
        there = sqlite3_step (copy);
    }
  if (here != SQLITE_DONE && here != SQLITE_ROW)
    find (replay, N_ ("{table}: cannot be read: {why}"), "table", table, "why",
          sqlite3_errmsg (replay->db->handle), NULL);
}

static void
compare_table (Replay *replay, const char *table)
{
  g_autofree char *key = key_column (replay->copy, table);
  g_autofree char *sql = g_strdup_printf (
      "SELECT \"%s\", * FROM \"%s\" ORDER BY \"%s\" COLLATE BINARY", key, table, key);
  sqlite3_stmt *file = NULL, *copy = NULL;

  if (sqlite3_prepare_v2 (replay->db->handle, sql, -1, &file, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (replay->copy, sql, -1, &copy, NULL) != SQLITE_OK)
    find (replay, N_ ("{table}: cannot be read: {why}"), "table", table, "why",
          sqlite3_errmsg (replay->db->handle), NULL);
  else
    pair_rows (replay, table, file, copy);
  sqlite3_finalize (file);
  sqlite3_finalize (copy);
}

/* Every object of the schema, as one text; an added trigger shows as well as a changed table. */
static char *
schema_text (sqlite3 *handle, const char *name)
{
  sqlite3_stmt *statement = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  sqlite3_prepare_v2 (handle,
                      "SELECT sql FROM sqlite_master WHERE (?1 IS NULL OR name = ?1) AND"
                      " sql IS NOT NULL ORDER BY type, name",
                      -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append (text, column_text (statement, 0));
  sqlite3_finalize (statement);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
compare_schema (Replay *replay)
{
  g_autofree char *file = schema_text (replay->db->handle, NULL);
  g_autofree char *copy = schema_text (replay->copy, NULL);

  if (!g_str_equal (file, copy))
    find (replay,
          N_ ("the schema is not what this program made (a table, index or trigger was "
              "changed)"),
          NULL);
}

gboolean
journal_verify (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  Replay replay = { .db = db, .lang = lang, .findings = findings };
  gboolean done;

  if (sqlite3_open (":memory:", &replay.copy) != SQLITE_OK ||
      sqlite3changegroup_new (&replay.group) != SQLITE_OK)
    {
      db_raise_handle (replay.copy, db->path, error);
      sqlite3_close (replay.copy);
      return FALSE;
    }
  done = replay_entries (&replay, error);
  if (done)
    {
      compare_schema (&replay);
      for (const TableDeclaration *table = table_declarations; table->name != NULL; table++)
        if (table->kind != TABLE_UNJOURNALLED && findings->len < MAX_DIFFERENCES)
          compare_table (&replay, table->name);
    }
  sqlite3changegroup_delete (replay.group);
  sqlite3_close (replay.copy);
  return done;
}
