#include "protocols/protocol-annex.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"
#include "protocols/cells.h"
#include "protocols/marks.h"
#include "protocols/protocol-internal.h"
#include "protocols/version.h"

#include <string.h>

#define SHEET 75      /* letters that the longest words of all columns may have together */
#define COLUMN_ROOM 2 /* letters that a column's edges take */

void
table_annex_free (TableAnnex *annex)
{
  if (annex == NULL)
    return;
  g_free (annex->id);
  g_free (annex->handle);
  g_free (annex->title);
  g_free (annex->note);
  g_free (annex->file);
  g_free (annex->sha256);
  g_free (annex->attached_at);
  g_free (annex->attached_by);
  g_free (annex);
}

/* --- in the text ------------------------------------------------------------------------------- */

static gboolean
is_annex_of (const Clause *clause, const char *handle)
{
  return g_str_equal (clause->kind, "annex") && clause->label != NULL &&
         g_str_has_prefix (clause->label, TABLE_ANNEX) &&
         (handle == NULL || g_str_equal (clause->label + strlen (TABLE_ANNEX), handle));
}

/* Where the annex of that table begins, and behind its last clause. */
static gboolean
find_annex (GPtrArray *clauses, const char *handle, guint *from, guint *to)
{
  for (*from = 0; *from < clauses->len; (*from)++)
    if (is_annex_of (g_ptr_array_index (clauses, *from), handle))
      break;
  for (*to = *from + 1; *to < clauses->len; (*to)++)
    if (g_str_equal (((Clause *) g_ptr_array_index (clauses, *to))->kind, "annex"))
      break;
  return *from < clauses->len;
}

GPtrArray *
table_annex_strip (GPtrArray *clauses)
{
  GPtrArray *rest = g_ptr_array_new ();
  gboolean inside = FALSE;

  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      if (g_str_equal (clause->kind, "annex"))
        inside = is_annex_of (clause, NULL);
      if (!inside)
        g_ptr_array_add (rest, g_ptr_array_index (clauses, i));
    }
  return rest;
}

gboolean
protocol_check_tables (GPtrArray *clauses, GError **error)
{
  guint columns = 0;

  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);
      gboolean head = g_str_equal (clause->kind, "columns");
      g_auto(GStrv) cells = cells_split (clause->text);
      guint n = g_strv_length (cells);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *has = g_strdup_printf ("%u", n),
                      *needs = g_strdup_printf ("%u", columns);

      if (!head && !g_str_equal (clause->kind, "row"))
        columns = 0;
      else if (head)
        columns = n;
      else if (columns == 0)
        return council_error (
            error, COUNCIL_ERROR_USAGE,
            N_ ("clause {n}: a row of a table stands without the table's head "
                "(a clause @columns before it)"),
            "n", number, NULL);
      else if (n != columns)
        return council_error (error, COUNCIL_ERROR_USAGE,
                              N_ ("clause {n}: the row has {has} cells and its table {needs} "
                                  "columns (a bar | stands between cells, \\| in a cell)"),
                              "n", number, "has", has, "needs", needs, NULL);
    }
  return TRUE;
}

/* --- reading ----------------------------------------------------------------------------------- */

static TableAnnex *
annex_from_row (const DbRow *row)
{
  TableAnnex *annex = g_new0 (TableAnnex, 1);

  annex->id = row_copy (row, "id");
  annex->handle = row_copy (row, "handle");
  annex->title = row_copy (row, "title");
  annex->note = row_copy (row, "note");
  annex->file = row_copy (row, "file");
  annex->sha256 = row_copy (row, "sha256");
  annex->attached_at = row_copy (row, "attached_at");
  annex->attached_by = row_copy (row, "attached_by");
  return annex;
}

/* Annexes are numbered as the text has them, those of delegations first. */
static void
count_annex (TableAnnex *annex, GPtrArray *clauses)
{
  guint from, to;

  if (!find_annex (clauses, annex->handle, &from, &to))
    return;
  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      if (g_str_equal (clause->kind, "annex") &&
          (i <= from || g_str_has_prefix (clause->label, "delegation:")))
        annex->number++;
      if (i > from && i < to && g_str_equal (clause->kind, "row"))
        annex->rows++;
      if (i > from && i < to && g_str_equal (clause->kind, "columns"))
        {
          g_auto(GStrv) cells = cells_split (clause->text);

          annex->columns = g_strv_length (cells);
        }
    }
}

GPtrArray *
table_annex_list (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr(GPtrArray) rows = clauses ? db_all (db,
                                                 "SELECT * FROM table_annex WHERE protocol = ?"
                                                 " AND removed_at IS NULL ORDER BY id",
                                                 error, "s", protocol->id)
                                       : NULL;
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) table_annex_free);
  for (guint i = 0; i < rows->len; i++)
    {
      TableAnnex *annex = annex_from_row (g_ptr_array_index (rows, i));

      count_annex (annex, clauses);
      g_ptr_array_add (list, annex);
    }
  return list;
}

GBytes *
table_annex_bytes (Db *db, const TableAnnex *annex, GError **error)
{
  return blob_load (db, annex->sha256, error);
}

/* --- from a file to clauses -------------------------------------------------------------------- */

static gboolean
bad_table (const CsvTable *table, guint line, GError **error)
{
  g_autofree char *n = g_strdup_printf ("%u", line);

  return council_error_wrap (error, COUNCIL_ERROR_INPUT, N_ ("{file}, line {n}: {error}"),
                             "file", table->source, "n", n, NULL);
}

/* The cells of a row as a clause has them: clean, braces doubled, for no cell is a mark. */
static Clause *
row_clause (const CsvTable *table, const char *kind, GStrv cells, guint line,
            const char *source, GError **error)
{
  g_auto(GStrv) clean = g_new0 (char *, g_strv_length (cells) + 1);
  g_autofree char *text = NULL;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_autofree char *cell =
          *cells[i] ? text_clean (cells[i], N_ ("cell"), error) : g_strdup ("");

      if (cell == NULL)
        {
          bad_table (table, line, error);
          return NULL;
        }
      clean[i] = marks_literal (cell);
    }
  text = cells_join ((const char *const *) clean);
  return clause_new (kind, NULL, text, source);
}

static gsize
longest_word (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " -", -1);
  gsize longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, (gsize) g_utf8_strlen (words[i], -1));
  return longest;
}

/* A table with too many columns would not be legible. */
static gboolean
check_width (const CsvTable *table, GError **error)
{
  guint n = g_strv_length (table->head);
  gsize total = 0;
  g_autofree char *count = g_strdup_printf ("%u", n);

  for (guint c = 0; c < n; c++)
    {
      gsize longest = longest_word (table->head[c]);

      for (guint r = 0; r < table->rows->len; r++)
        longest =
            MAX (longest, longest_word (((GStrv) g_ptr_array_index (table->rows, r))[c]));
      total += longest + COLUMN_ROOM;
    }
  return total <= SHEET || council_error (error, COUNCIL_ERROR_INPUT,
                                          N_ ("{file}: its {n} columns do not fit beside each "
                                              "other on the sheet (divide the table)"),
                                          "file", table->source, "n", count, NULL);
}

/* The annex of one table: title, reference, head, rows, note. */
static gboolean
append_clauses (const CsvTable *table, const char *handle, const char *title, const char *note,
                const char *reference, const char *source, GPtrArray *clauses, GError **error)
{
  g_autofree char *label = g_strconcat (TABLE_ANNEX, handle, NULL);
  Clause *head = row_clause (table, "columns", table->head, 1, source, error);

  if (head == NULL)
    return FALSE;
  g_ptr_array_add (clauses, clause_new ("annex", label, title, source));
  if (reference != NULL)
    g_ptr_array_add (clauses, clause_new ("reference", NULL, reference, NULL));
  g_ptr_array_add (clauses, head);
  for (guint i = 0; i < table->rows->len; i++)
    {
      Clause *row = row_clause (table, "row", g_ptr_array_index (table->rows, i),
                                csv_table_line (table, i), NULL, error);

      if (row == NULL)
        return FALSE;
      g_ptr_array_add (clauses, row);
    }
  if (note != NULL)
    g_ptr_array_add (clauses, clause_new ("note", NULL, note, NULL));
  return TRUE;
}

gboolean
table_annex_clauses (Db *db, const Protocol *protocol, const char *reference,
                     GPtrArray *clauses, GError **error)
{
  g_autoptr(GPtrArray) list = table_annex_list (db, protocol, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const TableAnnex *annex = g_ptr_array_index (list, i);
      g_autoptr(GBytes) bytes = table_annex_bytes (db, annex, error);
      g_autoptr(CsvTable) table = bytes ? csv_table_parse (bytes, annex->file, error) : NULL;

      if (table == NULL || !append_clauses (table, annex->handle, annex->title, annex->note,
                                            reference, annex->id, clauses, error))
        return FALSE;
    }
  return list != NULL;
}

/* --- attaching --------------------------------------------------------------------------------- */

/* «budget» of «Budget 2027.csv»; Latin letters, digits and hyphens. */
static char *
handle_of (const TableSource *source, GError **error)
{
  g_autofree char *word = g_path_get_basename (source->handle ? source->handle : source->file);
  char *dot = source->handle == NULL ? strrchr (word, '.') : NULL;

  if (dot != NULL)
    *dot = '\0';
  for (char *c = word; source->handle == NULL && *c != '\0'; c++)
    *c = *c == ' ' || *c == '_' ? '-' : g_ascii_tolower (*c);
  if (g_regex_match_simple ("^[a-z][a-z0-9-]{0,39}$", word, 0, 0))
    return g_steal_pointer (&word);
  council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("table «{handle}»: such a name does not fit (--name, in small Latin letters, "
          "digits and hyphens, such as budget)"),
      "handle", word, NULL);
  return NULL;
}

static gboolean
check_there (const Protocol *protocol, const char *handle, gboolean there, gboolean wanted,
             GError **error)
{
  if (there == wanted)
    return TRUE;
  if (there)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref} has a table {handle} already (--replace puts this "
            "one in its place; --name gives it another name)"),
        "ref", protocol->ref, "handle", handle, NULL);
  return council_error (
      error, COUNCIL_ERROR_NOT_FOUND,
      N_ ("protocol {ref} has no table {handle} (see 'council protocol annex list "
          "{ref}')"),
      "ref", protocol->ref, "handle", handle, NULL);
}

/* «к протоколу …», as the other annexes have it; else none. */
static const char *
reference_of (GPtrArray *clauses)
{
  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      if (g_str_equal (clause->kind, "reference"))
        return clause->text;
    }
  return NULL;
}

/* Without another annex it is made of the head: «к протоколу второго … от 8 октября 2026 г.» */
static char *
reference_from_head (GPtrArray *clauses)
{
  const char *subtitle = NULL, *date = NULL;

  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      if (subtitle == NULL && g_str_equal (clause->kind, "subtitle"))
        subtitle = clause->text;
      if (date == NULL && g_str_equal (clause->kind, "date"))
        date = clause->text;
    }
  return subtitle && date ? g_strdup_printf ("к протоколу %s от %s", subtitle, date) : NULL;
}

/* What was attached stays on record, and its file. */
static gboolean
retire (Db *db, const Protocol *protocol, const char *handle, GError **error)
{
  g_autofree char *now = clock_now_text ();

  return db_run (db,
                 "UPDATE table_annex SET removed_at = ? WHERE protocol = ? AND handle = ?"
                 " AND removed_at IS NULL",
                 error, "sss", now, protocol->id, handle);
}

static gboolean
insert_row (Db *db, const Protocol *protocol, const char *id, const TableSource *source,
            const char *handle, const char *title, const char *note, GError **error)
{
  g_autofree char *sha256 = blob_store (db, source->bytes, error), *now = clock_now_text ();
  g_autofree char *file = g_path_get_basename (source->file);

  return sha256 != NULL && retire (db, protocol, handle, error) &&
         db_run (db,
                 "INSERT INTO table_annex (id, protocol, handle, title, note, file, sha256,"
                 " attached_at, attached_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 error, "sssssssss", id, protocol->id, handle, title, note, file, sha256, now,
                 db_actor (db)->name);
}

/* The text with the new annex in the old one's place, or behind all others. */
static gboolean
put_in (const TableSource *source, const char *id, const char *handle, const char *title,
        const char *note, GPtrArray *clauses, GError **error)
{
  g_autoptr(GPtrArray) annex = g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  g_autofree char *made = reference_of (clauses) ? g_strdup (reference_of (clauses))
                                                 : reference_from_head (clauses);
  guint from, to;

  if (!append_clauses (source->table, handle, title, note, made, id, annex, error))
    return FALSE;
  if (find_annex (clauses, handle, &from, &to))
    g_ptr_array_remove_range (clauses, from, to - from);
  for (guint i = 0; i < annex->len; i++)
    g_ptr_array_insert (clauses, (int) (from + i), clause_copy (g_ptr_array_index (annex, i)));
  return TRUE;
}

/* A title that a person wrote may hold marks; they are looked at with the whole text. */
char *
table_annex_add (Db *db, Protocol *protocol, const TableSource *source, gboolean replace,
                 guint *voided, GError **error)
{
  g_autofree char *handle = handle_of (source, error);
  g_autofree char *title = handle ? text_clean (source->title, N_ ("title"), error) : NULL;
  g_autofree char *note = NULL, *id = uuid7 ();
  g_autoptr(DbTransaction) tx = NULL;
  g_autoptr(GPtrArray) clauses = NULL;
  guint from, to;

  if (title == NULL || !text_clean_optional (source->note, N_ ("note"), &note, error) ||
      !protocol_check_open (protocol, error) || !check_width (source->table, error))
    return NULL;
  if (source->table->rows->len == 0)
    {
      council_error (error, COUNCIL_ERROR_INPUT, N_ ("{file}: the table has no row"), "file",
                     source->table->source, NULL);
      return NULL;
    }
  tx = db_begin (db, "protocol.annex", error);
  clauses = tx ? protocol_clauses (db, protocol, error) : NULL;
  if (clauses == NULL || !version_keep_first (db, protocol, clauses, error) ||
      !check_there (protocol, handle, find_annex (clauses, handle, &from, &to), replace,
                    error) ||
      !insert_row (db, protocol, id, source, handle, title, note, error) ||
      !put_in (source, id, handle, title, note, clauses, error) ||
      !protocol_replace_text (db, protocol, clauses, "attach", NULL, voided, error))
    return NULL;
  db_subject (tx, protocol->ref);
  return db_commit (&tx, error) ? g_steal_pointer (&handle) : NULL;
}

gboolean
table_annex_remove (Db *db, Protocol *protocol, const char *handle, guint *voided,
                    GError **error)
{
  g_autoptr(DbTransaction) tx = NULL;
  g_autoptr(GPtrArray) clauses = NULL;
  gint64 there;
  guint from, to;

  if (!protocol_check_open (protocol, error))
    return FALSE;
  tx = db_begin (db, "protocol.annex", error);
  clauses = tx ? protocol_clauses (db, protocol, error) : NULL;
  there =
      clauses
          ? db_number (db,
                       "SELECT count (*) FROM table_annex WHERE protocol = ? AND handle = ?"
                       " AND removed_at IS NULL",
                       error, "ss", protocol->id, handle)
          : -1;
  if (there < 0 ||
      !check_there (protocol, handle, there > 0 || find_annex (clauses, handle, &from, &to),
                    TRUE, error))
    return FALSE;
  if (find_annex (clauses, handle, &from, &to))
    g_ptr_array_remove_range (clauses, from, to - from);
  db_subject (tx, protocol->ref);
  return retire (db, protocol, handle, error) &&
         protocol_replace_text (db, protocol, clauses, "edit", NULL, voided, error) &&
         db_commit (&tx, error);
}
