/* The journal: whatever is changed behind the program's back is found.
 *
 * The hand that changes the file is SQLite's own shell. */
#include "core/blob.h"
#include "core/check.h"
#include "core/error.h"
#include "core/journal.h"
#include "core/tables.h"

#include "tests/support/fixture.h"

#include <string.h>

/* --- the shell ------------------------------------------------------------------------------ */

/* What sqlite3 answers; checks and foreign keys are off, as for one who means harm. */
static char *
shell (const char *path, const char *sql)
{
  g_autofree char *script = g_strconcat (
      "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;", sql, NULL);
  const char *argv[] = { "sqlite3", "-bail", "-separator", "|", path, script, NULL };
  g_autofree char *out = NULL, *errors = NULL;
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN, NULL, NULL, &out,
                &errors, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("sqlite3: %s: %s", sql, errors);
  return g_steal_pointer (&out);
}

/* The findings of the file at @path, in English. */
static GPtrArray *
findings_of (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Db) db = db_open (path, &error);
  GPtrArray *findings;

  g_assert_no_error (error);
  findings = check_file (db, "en", &error);
  g_assert_no_error (error);
  return findings;
}

static gboolean
some_finding_has (GPtrArray *findings, const char *words)
{
  for (guint i = 0; i < findings->len; i++)
    if (strstr (g_ptr_array_index (findings, i), words) != NULL)
      return TRUE;
  return FALSE;
}

static void
assert_found (const char *path, const char *words)
{
  g_autoptr(GPtrArray) findings = findings_of (path);

  if (!some_finding_has (findings, words))
    g_error ("no finding says «%s»; there are %u, the first: %s", words, findings->len,
             findings->len ? (char *) g_ptr_array_index (findings, 0) : "—");
}

/* --- a file with a row in every table ------------------------------------------------------- */

typedef struct
{
  Fixture base;
  GBytes *whole; /* the file as the program left it */
} Tampered;

static void
fill_every_table (Db *db)
{
  g_autofree char *path = fixture_template ("every-table.sql");
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (db, "test.fill", &error);
  g_autoptr(GBytes) scan = g_bytes_new_static ("scanned", 7);
  g_autofree char *hash = blob_store (db, scan, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (lines[i], "@BLOB@", -1);
      g_autofree char *sql = g_strjoinv (hash, parts);

      if (*sql == '\0' || g_str_has_prefix (sql, "--"))
        continue;
      db_run (db, sql, &error, "");
      g_assert_no_error (error);
    }
  db_commit (&tx, &error);
  g_assert_no_error (error);
}

static void
set_up (Tampered *t, gconstpointer unused)
{
  char *bytes = NULL;
  gsize size = 0;

  fixture_set_up (&t->base, FIXTURE_TWO);
  fill_every_table (t->base.db);
  fixture_assert_sound (&t->base);
  g_clear_pointer (&t->base.db, db_close);
  g_assert_true (g_file_get_contents (t->base.path, &bytes, &size, NULL));
  t->whole = g_bytes_new_take (bytes, size);
}

static void
tear_down (Tampered *t, gconstpointer unused)
{
  g_bytes_unref (t->whole);
  fixture_tear_down (&t->base, NULL);
}

/* The file as it was, then @sql on it. */
static void
tamper (Tampered *t, const char *sql)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (t->whole, &size);
  g_autofree char *out = NULL;

  g_assert_true (g_file_set_contents_full (t->base.path, bytes, (gssize) size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  out = shell (t->base.path, sql);
}

/* The columns of @table and their types: "id|TEXT" … */
static GStrv
columns_of (Tampered *t, const char *table)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT name, type, pk FROM pragma_table_info('%s') ORDER BY cid", table);
  g_autofree char *out = shell (t->base.path, sql);

  g_strchomp (out);
  return g_strsplit (out, "\n", -1);
}

static void
alter_every_cell (Tampered *t, const char *table)
{
  g_auto(GStrv) columns = columns_of (t, table);
  g_autoptr(GString) sets = g_string_new (NULL);
  g_autofree char *sql = NULL;
  g_autoptr(GPtrArray) findings = NULL;

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (columns[i], "|", 3);

      if (g_str_equal (parts[2], "0"))
        g_string_append_printf (sets,
                                g_str_equal (parts[1], "INTEGER")
                                    ? "%s\"%s\" = coalesce (\"%s\", 7) + 1"
                                    : "%s\"%s\" = coalesce (\"%s\", '') || 'x'",
                                sets->len ? ", " : "", parts[0], parts[0]);
    }
  sql = g_strdup_printf ("UPDATE \"%s\" SET %s WHERE rowid = (SELECT min(rowid) FROM \"%s\")",
                         table, sets->str, table);
  tamper (t, sql);
  findings = findings_of (t->base.path);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (columns[i], "|", 3);
      g_autofree char *words = g_strdup_printf (": %s is «", parts[0]);

      if (g_str_equal (parts[2], "0") && !some_finding_has (findings, words))
        g_error ("%s.%s was changed and not found", table, parts[0]);
    }
}

static void
test_every_cell (Tampered *t, gconstpointer unused)
{
  for (const TableDeclaration *table = table_declarations; table->name != NULL; table++)
    if (table->kind != TABLE_UNJOURNALLED)
      alter_every_cell (t, table->name);
}

/* Some finding is about @table and has @words. */
static void
assert_table_found (GPtrArray *findings, const char *table, const char *words)
{
  g_autofree char *start = g_strconcat (table, " ", NULL);

  for (guint i = 0; i < findings->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (findings, i), start) &&
        strstr (g_ptr_array_index (findings, i), words) != NULL)
      return;
  g_error ("no finding about %s says «%s»", table, words);
}

/* Does @act (with the table's name for its %s) to the first row of four tables at a time, for a
 * check of the whole file takes its time, and looks for @words about each. */
static void
alter_first_rows (Tampered *t, const char *act, const char *words, const char *more)
{
  const TableDeclaration *table = table_declarations;

  while (table->name != NULL)
    {
      g_autoptr(GString) sql = g_string_new (NULL);
      g_autoptr(GPtrArray) tables = g_ptr_array_new ();
      g_autoptr(GPtrArray) findings = NULL;

      for (; table->name != NULL && tables->len < 4; table++)
        if (table->kind != TABLE_UNJOURNALLED)
          {
            g_auto(GStrv) parts = g_strsplit (act, "TABLE", -1);
            g_autofree char *one = g_strjoinv (table->name, parts);
            g_auto(GStrv) keys = g_strsplit (one, "KEY", -1);
            g_autofree char *whole =
                g_strjoinv (strstr (table->name, "setting") ? "key" : "id", keys);

            g_string_append (sql, whole);
            g_ptr_array_add (tables, (gpointer) table->name);
          }
      tamper (t, sql->str);
      findings = findings_of (t->base.path);
      for (guint i = 0; i < tables->len; i++)
        {
          assert_table_found (findings, tables->pdata[i], words);
          if (more != NULL)
            assert_table_found (findings, tables->pdata[i], more);
        }
    }
}

#define FIRST_ROW " WHERE rowid = (SELECT min(rowid) FROM TABLE);"

static void
test_every_key (Tampered *t, gconstpointer unused)
{
  alter_first_rows (t, "UPDATE TABLE SET KEY = KEY || 'x'" FIRST_ROW,
                    "the row stands in no journal entry",
                    "the row that the journal tells of is gone");
}

static void
test_every_row_removed (Tampered *t, gconstpointer unused)
{
  alter_first_rows (t, "DELETE FROM TABLE" FIRST_ROW,
                    "the row that the journal tells of is gone", NULL);
}

static void
test_row_added (Tampered *t, gconstpointer unused)
{
  tamper (t, "INSERT INTO sector (id, code, position) VALUES ('x', 'space', 99)");
  assert_found (t->base.path, "sector x: the row stands in no journal entry");
}

static void
test_blob (Tampered *t, gconstpointer unused)
{
  tamper (t, "UPDATE blob SET bytes = x'7363616e6e6565'"); /* one byte of "scanned" */
  assert_found (t->base.path, "its bytes were changed");
  tamper (t, "DELETE FROM blob");
  assert_found (t->base.path, "its bytes are gone");
  tamper (t, "INSERT INTO blob VALUES ('00', x'00')");
  assert_found (t->base.path, "no record names it");
}

static void
test_every_cell_of_the_journal (Tampered *t, gconstpointer unused)
{
  g_auto(GStrv) columns = columns_of (t, "journal");

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (columns[i], "|", 3);
      g_autofree char *set =
          g_str_equal (parts[1], "INTEGER")
              ? g_strdup_printf ("%s = %s + 5", parts[0], parts[0])
          : g_str_equal (parts[1], "BLOB")
              ? g_strdup_printf ("%s = CAST (%s || x'00' AS BLOB)", parts[0], parts[0])
              : g_strdup_printf ("%s = coalesce (%s, '') || 'x'", parts[0], parts[0]);

      g_autofree char *sql =
          g_strdup_printf ("UPDATE journal SET %s WHERE seq = %u", set, 1 + i % 3);

      tamper (t, sql);
      assert_found (t->base.path, "journal: ");
    }
}

static void
test_journal_entries_removed (Tampered *t, gconstpointer unused)
{
  tamper (t, "DELETE FROM journal WHERE seq = 2");
  assert_found (t->base.path, "an entry is missing before 3");
  tamper (t, "DELETE FROM journal WHERE seq = 3");
  assert_found (t->base.path, "the row stands in no journal entry");
  tamper (t, "DELETE FROM journal");
  assert_found (t->base.path, "journal: it is empty");
}

static void
test_journal_rewritten_without_an_entry (Tampered *t, gconstpointer unused)
{
  /* two entries swapped: each is whole, the order is not */
  tamper (t, "UPDATE journal SET seq = seq + 10 WHERE seq > 1;"
             "UPDATE journal SET seq = 3 WHERE seq = 12; UPDATE journal SET seq = 2"
             " WHERE seq = 13");
  assert_found (t->base.path, "does not follow the one before it");
}

static void
test_schema_changed (Tampered *t, gconstpointer unused)
{
  tamper (t, "CREATE TRIGGER t AFTER UPDATE ON party BEGIN DELETE FROM confirmation; END");
  assert_found (t->base.path, "the schema is not what this program made");
  tamper (t, "CREATE TABLE extra (a)");
  assert_found (t->base.path, "the schema is not what this program made");
  tamper (t, "ALTER TABLE person ADD COLUMN extra TEXT");
  assert_found (t->base.path, "the schema is not what this program made");
  tamper (t, "CREATE VIEW v AS SELECT 1");
  assert_found (t->base.path, "the schema is not what this program made");
}

static void
test_another_file_is_not_this_one (Tampered *t, gconstpointer unused)
{
  tamper (t, "UPDATE origin SET id = '01900000-0000-7000-8000-000000000000'");
  assert_found (t->base.path, "is of another origin than this file");
}

/* --- the shape ------------------------------------------------------------------------------ */

#define SHAPE                                                                                 \
  "SELECT m.type, m.name, m.tbl_name FROM sqlite_schema AS m ORDER BY 1, 2;"                  \
  "SELECT l.name, l.strict, l.wr FROM pragma_table_list AS l WHERE l.schema = 'main'"         \
  " ORDER BY 1;"                                                                              \
  "SELECT m.name, c.* FROM sqlite_schema AS m, pragma_table_xinfo (m.name) AS c"              \
  " WHERE m.type = 'table' ORDER BY m.name, c.cid;"                                           \
  "SELECT m.name, k.* FROM sqlite_schema AS m, pragma_foreign_key_list (m.name) AS k"         \
  " WHERE m.type = 'table' ORDER BY m.name, k.id, k.seq;"                                     \
  "SELECT m.name, i.name, i.\"unique\", c.name FROM sqlite_schema AS m,"                      \
  " pragma_index_list (m.name) AS i, pragma_index_info (i.name) AS c ORDER BY 1, 2, 4;"       \
  "SELECT name, sql FROM sqlite_schema WHERE sql LIKE '%CHECK%' ORDER BY 1;"

static void
test_migrations_give_the_schema (Fixture *f, gconstpointer unused)
{
  g_autofree char *schema =
      g_test_build_filename (G_TEST_DIST, "..", "core", "schema.sql", NULL);
  g_autofree char *other = g_build_filename (f->folder, "schema.db", NULL);
  g_autofree char *text = NULL, *made = NULL, *migrated = NULL, *nothing = NULL;

  g_assert_true (g_file_get_contents (schema, &text, NULL, NULL));
  nothing = shell (other, text);
  made = shell (other, SHAPE);
  migrated = shell (f->path, SHAPE);
  g_assert_cmpuint (strlen (made), >, 5000);
  g_assert_cmpstr (migrated, ==, made);
}

/* The migrations first to last, as one script. */
static char *
migrations (int first, int last)
{
  GString *script = g_string_new (NULL);

  for (int version = first; version <= last; version++)
    {
      g_autofree char *folder =
          g_test_build_filename (G_TEST_DIST, "..", "core", "migrations", NULL);
      g_autofree char *prefix = g_strdup_printf ("%04d-", version);
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        if (g_str_has_prefix (name, prefix))
          {
            g_autofree char *path = g_build_filename (folder, name, NULL);
            g_autofree char *text = NULL;

            g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
            g_string_append (script, text);
          }
    }
  return g_string_free (script, FALSE);
}

/* Messages and how far they have come, when their table is made anew (0012); foreign keys are on,
 * as in the program. */
static void
test_messages_survive_a_table_made_anew (Fixture *f, gconstpointer unused)
{
  static const char mails[] =
      "SELECT id, number, meeting, person, party, name, address, lang, method, sequence, told,"
      " reason, subject, message_id, sha256, made_at, d.state FROM mail"
      " JOIN mail_delivery d ON d.mail = id ORDER BY number;";
  g_autofree char *path = g_build_filename (f->folder, "eleven.db", NULL);
  g_autofree char *old = migrations (1, 11), *new = migrations (12, 12);
  g_autofree char *made = g_strconcat (
      old,
      "PRAGMA foreign_keys = ON;"
      "INSERT INTO body (id, kind, handle) VALUES ('b', 'council', 'c');"
      "INSERT INTO person (id, handle, surname) VALUES ('n', 'ivanov', 'Иванов');"
      "INSERT INTO meeting (id, body, ref, kind, state, form, created_at, changed_at) VALUES"
      " ('m', 'b', '2027', 'regular', 'planned', 'online', 'x', 'x');"
      "INSERT INTO mail SELECT column1, column2, 'm', 'n', NULL, 'И', 'a@b.example', 'ru',"
      " column3, 2, 'starts=x', column4, 'Тема', column1, 'ab', '2026-12-01T08:00:00Z'"
      " FROM (VALUES ('y', 1, 'REQUEST', NULL), ('x', 2, 'CANCEL', 'болезнь'));"
      "INSERT INTO mail_delivery (mail, state) VALUES ('x', 'handed'), ('y', 'sent');",
      NULL);
  g_autofree char *upgrade =
      g_strconcat ("PRAGMA foreign_keys = ON; BEGIN;", new, "COMMIT;", NULL);
  g_autofree char *nothing = shell (path, made);
  g_autofree char *before = shell (path, mails);
  g_autofree char *nothing_either = shell (path, upgrade);
  g_autofree char *after = shell (path, mails);
  g_autofree char *broken = shell (path, "PRAGMA foreign_key_check; PRAGMA integrity_check");

  g_assert_nonnull (strstr (before, "болезнь"));
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (broken, ==, "ok\n");
}

static void
test_every_table_is_declared (Fixture *f, gconstpointer unused)
{
  g_autofree char *out =
      shell (f->path, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  g_auto(GStrv) tables = NULL;
  guint declared = 0;

  g_strchomp (out);
  tables = g_strsplit (out, "\n", -1);
  for (guint i = 0; tables[i] != NULL; i++)
    if (table_declaration (tables[i]) == NULL)
      g_error ("table %s is not declared in core/tables.c", tables[i]);
  for (const TableDeclaration *table = table_declarations; table->name != NULL; table++)
    {
      declared++;
      g_assert_true (g_strv_contains ((const char *const *) tables, table->name));
      g_assert_true ((table->kind == TABLE_UNJOURNALLED) == (table->why != NULL));
    }
  g_assert_cmpuint (declared, ==, g_strv_length (tables));
}

/* What core/schema.sql promises of every journalled table. */
static void
test_tables_can_be_replayed (Fixture *f, gconstpointer unused)
{
  g_autofree char *loose = shell (f->path, "SELECT name FROM pragma_table_list WHERE schema ="
                                           " 'main' AND type = 'table' AND NOT strict AND name"
                                           " NOT LIKE 'sqlite_%'");
  g_autofree char *keys =
      shell (f->path, "SELECT m.name FROM sqlite_schema AS m WHERE m.type = 'table' AND NOT"
                      " EXISTS (SELECT 1 FROM pragma_table_info (m.name) WHERE pk > 0 AND"
                      " \"notnull\")");
  g_autofree char *actions =
      shell (f->path, "SELECT m.name FROM sqlite_schema AS m, pragma_foreign_key_list (m.name)"
                      " AS k WHERE k.on_delete <> 'NO ACTION' OR k.on_update <> 'NO ACTION'");
  g_autofree char *triggers =
      shell (f->path, "SELECT name FROM sqlite_schema WHERE type = 'trigger' UNION SELECT"
                      " m.name FROM sqlite_schema AS m, pragma_table_xinfo (m.name) AS c"
                      " WHERE c.hidden > 0");
  g_autofree char *orders =
      shell (f->path, "SELECT m.name FROM sqlite_schema AS m, pragma_index_list (m.name) AS i,"
                      " pragma_index_info (i.name) AS c WHERE i.\"unique\" AND c.name ="
                      " 'position'");

  g_assert_cmpstr (loose, ==, "");
  g_assert_cmpstr (keys, ==, "");
  g_assert_cmpstr (actions, ==, "");
  g_assert_cmpstr (triggers, ==, "");
  g_assert_cmpstr (orders, ==, "");
}

/* --- what an entry keeps -------------------------------------------------------------------- */

static void
test_entry_tells_before_and_after (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = NULL, changes = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  const JournalEntry *entry;
  const DbChange *change;
  const DbColumnChange *column;

  db_set_actor (f->db, &(DbActor){ "секретарь", "ar", "письмо № 5" });
  tx = db_begin (f->db, "test.rename", &error);
  db_subject (tx, "trade");
  db_run (f->db, "UPDATE sector SET position = 9 WHERE code = 'trade'", &error, "");
  g_assert_true (db_commit (&tx, &error));
  entries = journal_list (f->db, 1, &error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->verb, ==, "test.rename");
  g_assert_cmpstr (entry->subject, ==, "trade");
  g_assert_cmpstr (entry->actor, ==, "секретарь");
  g_assert_cmpstr (entry->party, ==, "ar");
  g_assert_cmpstr (entry->basis, ==, "письмо № 5");
  g_assert_cmpstr (entry->at, ==, FIXTURE_NOW);
  g_assert_true (entry->clock_set);
  changes = journal_changes (f->db, entry->seq, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->table, ==, "sector");
  g_assert_cmpint (change->operation, ==, 'u');
  for (guint i = 0; i < change->columns->len; i++)
    {
      column = g_ptr_array_index (change->columns, i);
      if (g_str_equal (column->name, "position"))
        {
          g_assert_cmpstr (column->before, ==, "1");
          g_assert_cmpstr (column->after, ==, "9");
          return;
        }
    }
  g_assert_not_reached ();
}

static gint64
entries_of (Db *db)
{
  return db_number (db, "SELECT count(*) FROM journal", NULL, "");
}

static void
test_nothing_changed_leaves_no_entry (Fixture *f, gconstpointer unused)
{
  gint64 before = entries_of (f->db);
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test.nothing", &error);

  db_run (f->db, "UPDATE sector SET position = position", &error, "");
  g_assert_true (db_commit (&tx, &error));
  g_assert_cmpint (entries_of (f->db), ==, before);
}

static void
test_rolled_back_leaves_nothing (Fixture *f, gconstpointer unused)
{
  gint64 before = entries_of (f->db);
  g_autoptr(GError) error = NULL;

  {
    g_autoptr(DbTransaction) tx = db_begin (f->db, "test.abandoned", &error);

    g_assert_true (db_run (f->db, "DELETE FROM name", &error, ""));
  }
  g_assert_cmpint (entries_of (f->db), ==, before);
  g_assert_cmpint (db_number (f->db, "SELECT count(*) FROM name", NULL, ""), >, 10);
  fixture_assert_sound (f);
}

static void
test_inner_rolled_back_outer_kept (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) outer = db_begin (f->db, "test.outer", &error);

  db_run (f->db, "UPDATE sector SET position = 7 WHERE code = 'trade'", &error, "");
  {
    g_autoptr(DbTransaction) inner = db_begin (f->db, "test.inner", &error);

    db_run (f->db, "UPDATE sector SET position = 8 WHERE code = 'energy'", &error, "");
  }
  {
    g_autoptr(DbTransaction) inner = db_begin (f->db, "test.inner", &error);

    db_run (f->db, "UPDATE sector SET position = 6 WHERE code = 'culture'", &error, "");
    g_assert_true (db_commit (&inner, &error));
  }
  g_assert_true (db_commit (&outer, &error));
  g_assert_cmpint (
      db_number (f->db, "SELECT position FROM sector WHERE code = 'trade'", NULL, ""), ==, 7);
  g_assert_cmpint (
      db_number (f->db, "SELECT position FROM sector WHERE code = 'energy'", NULL, ""), ==, 2);
  g_assert_cmpint (
      db_number (f->db, "SELECT position FROM sector WHERE code = 'culture'", NULL, ""), ==,
      6);
  fixture_assert_sound (f);
}

/* Many random writes: rows made, changed, removed and made again under the same unique names;
 * replaying them gives the tables. */
static void
test_random_writes_replay (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 300; i++)
    {
      g_autofree char *code = g_strdup_printf ("s%d", g_test_rand_int_range (0, 12));
      g_autofree char *id = g_strdup_printf ("id-%s-%d", code, g_test_rand_int_range (0, 3));
      gint64 number = g_test_rand_int_range (0, 5);
      g_autoptr(DbTransaction) tx = db_begin (f->db, "test.random", &error);

      if (number == 0)
        db_run (f->db, "DELETE FROM sector WHERE code = ?", &error, "s", code);
      else
        db_run (f->db,
                "INSERT INTO sector (id, code, position) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET position = excluded.position",
                &error, "ssi", id, code, number);
      g_assert_no_error (error);
      db_commit (&tx, &error);
      g_assert_no_error (error);
    }
  fixture_assert_sound (f);
  fixture_reopen (f);
  fixture_assert_sound (f);
}

#define TAMPERED(path, test) g_test_add (path, Tampered, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  TAMPERED ("/journal/tamper/every-cell", test_every_cell);
  TAMPERED ("/journal/tamper/every-key", test_every_key);
  TAMPERED ("/journal/tamper/every-row-removed", test_every_row_removed);
  TAMPERED ("/journal/tamper/row-added", test_row_added);
  TAMPERED ("/journal/tamper/blob", test_blob);
  TAMPERED ("/journal/tamper/every-cell-of-the-journal", test_every_cell_of_the_journal);
  TAMPERED ("/journal/tamper/entries-removed", test_journal_entries_removed);
  TAMPERED ("/journal/tamper/entries-swapped", test_journal_rewritten_without_an_entry);
  TAMPERED ("/journal/tamper/schema", test_schema_changed);
  TAMPERED ("/journal/tamper/origin", test_another_file_is_not_this_one);
  fixture_test ("/journal/schema/migrations-give-it", test_migrations_give_the_schema);
  fixture_test ("/journal/schema/messages-survive-a-table-made-anew",
                test_messages_survive_a_table_made_anew);
  fixture_test ("/journal/schema/every-table-is-declared", test_every_table_is_declared);
  fixture_test ("/journal/schema/can-be-replayed", test_tables_can_be_replayed);
  fixture_test ("/journal/entry/before-and-after", test_entry_tells_before_and_after);
  fixture_test ("/journal/entry/none-for-nothing", test_nothing_changed_leaves_no_entry);
  fixture_test ("/journal/entry/rolled-back", test_rolled_back_leaves_nothing);
  fixture_test ("/journal/entry/inner-rolled-back", test_inner_rolled_back_outer_kept);
  fixture_test ("/journal/replay/random-writes", test_random_writes_replay);
  return g_test_run ();
}
