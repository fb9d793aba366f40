/* Statements and rows. */
#include "core/db-internal.h"

#include "core/error.h"
#include "core/message.h"

#include <stdarg.h>
#include <string.h>

typedef struct
{
  int type; /* SQLITE_INTEGER, … */
  gint64 number;
  char *text;
  GBytes *bytes;
} Value;

struct _DbRow
{
  GPtrArray *names; /* shared by the rows of one answer */
  guint n;
  Value *values;
};

static gboolean
bind_values (Db *db, sqlite3_stmt *statement, const char *types, va_list values,
             GError **error)
{
  g_return_val_if_fail ((int) strlen (types) == sqlite3_bind_parameter_count (statement),
                        FALSE);
  for (int i = 0; types[i] != '\0'; i++)
    {
      int code = SQLITE_MISUSE;

      if (types[i] == 's')
        code = sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1,
                                  SQLITE_TRANSIENT);
      else if (types[i] == 'i')
        code = sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
      else if (types[i] == 'b')
        {
          GBytes *bytes = va_arg (values, GBytes *);
          gsize size = 0;
          gconstpointer data = bytes ? g_bytes_get_data (bytes, &size) : NULL;

          /* an empty document is not NULL */
          code = bytes == NULL ? sqlite3_bind_null (statement, i + 1)
                 : size == 0
                     ? sqlite3_bind_zeroblob (statement, i + 1, 0)
                     : sqlite3_bind_blob64 (statement, i + 1, data, size, SQLITE_TRANSIENT);
        }
      if (code != SQLITE_OK)
        return db_raise (db, error);
    }
  return TRUE;
}

sqlite3_stmt *
db_prepare (Db *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      db_raise (db, error);
      return NULL;
    }
  return statement;
}

static void
finalise (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* A statement once prepared is kept for the next time: preparing costs more than most queries.
 * It runs to its end, or is reset, before anything else can ask for it. */
static sqlite3_stmt *
take_statement (Db *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement;

  if (db->statements == NULL)
    db->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalise);
  statement = g_hash_table_lookup (db->statements, sql);
  if (statement == NULL)
    {
      statement = db_prepare (db, sql, error);
      if (statement != NULL)
        g_hash_table_insert (db->statements, g_strdup (sql), statement);
    }
  return statement;
}

static void
leave_statement (sqlite3_stmt *statement)
{
  sqlite3_reset (statement); /* its error was raised already */
  sqlite3_clear_bindings (statement);
}

void
db_forget_statements (Db *db)
{
  g_clear_pointer (&db->statements, g_hash_table_unref);
}

static GPtrArray *
column_names (sqlite3_stmt *statement)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < sqlite3_column_count (statement); i++)
    g_ptr_array_add (names, g_strdup (sqlite3_column_name (statement, i)));
  return names;
}

static Value
read_value (sqlite3_stmt *statement, int i)
{
  Value value = { .type = sqlite3_column_type (statement, i) };

  if (value.type == SQLITE_INTEGER)
    value.number = sqlite3_column_int64 (statement, i);
  if (value.type == SQLITE_BLOB)
    value.bytes =
        g_bytes_new (sqlite3_column_blob (statement, i), sqlite3_column_bytes (statement, i));
  else if (value.type != SQLITE_NULL)
    value.text = g_strdup ((const char *) sqlite3_column_text (statement, i));
  return value;
}

static DbRow *
read_row (sqlite3_stmt *statement, GPtrArray *names)
{
  DbRow *row = g_new0 (DbRow, 1);

  row->names = g_ptr_array_ref (names);
  row->n = names->len;
  row->values = g_new0 (Value, row->n);
  for (guint i = 0; i < row->n; i++)
    row->values[i] = read_value (statement, i);
  return row;
}

void
db_row_free (DbRow *row)
{
  if (row == NULL)
    return;
  for (guint i = 0; i < row->n; i++)
    {
      g_free (row->values[i].text);
      g_clear_pointer (&row->values[i].bytes, g_bytes_unref);
    }
  g_free (row->values);
  g_ptr_array_unref (row->names);
  g_free (row);
}

/* At most @limit rows of a bound statement. */
static GPtrArray *
read_rows (Db *db, sqlite3_stmt *statement, guint limit, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) db_row_free);
  g_autoptr(GPtrArray) names = NULL;
  int code = SQLITE_DONE;

  while (rows->len < limit && (code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      if (names == NULL) /* only now: the first step may prepare it anew */
        names = column_names (statement);
      g_ptr_array_add (rows, read_row (statement, names));
    }
  if (code != SQLITE_DONE && code != SQLITE_ROW)
    {
      db_raise (db, error);
      return NULL;
    }
  return g_steal_pointer (&rows);
}

static GPtrArray *
query (Db *db, const char *sql, guint limit, GError **error, const char *types, va_list values)
{
  sqlite3_stmt *statement = take_statement (db, sql, error);
  GPtrArray *rows = NULL;

  if (statement == NULL)
    return NULL;
  if (bind_values (db, statement, types, values, error))
    rows = read_rows (db, statement, limit, error);
  leave_statement (statement);
  return rows;
}

GPtrArray *
db_all (Db *db, const char *sql, GError **error, const char *types, ...)
{
  va_list values;
  GPtrArray *rows;

  va_start (values, types);
  rows = query (db, sql, G_MAXUINT, error, types, values);
  va_end (values);
  return rows;
}

/* The values of a bound statement, row after row. */
static GArray *
read_integers (Db *db, sqlite3_stmt *statement, GError **error)
{
  g_autoptr(GArray) integers = g_array_sized_new (FALSE, FALSE, sizeof (gint64), 32768);
  int code;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    for (int i = 0, n = sqlite3_column_count (statement); i < n; i++)
      {
        gint64 value = sqlite3_column_int64 (statement, i);

        g_array_append_val (integers, value);
      }
  if (code != SQLITE_DONE)
    {
      db_raise (db, error);
      return NULL;
    }
  return g_steal_pointer (&integers);
}

GArray *
db_integers (Db *db, const char *sql, GError **error, const char *types, ...)
{
  sqlite3_stmt *statement = take_statement (db, sql, error);
  GArray *integers = NULL;
  va_list values;

  if (statement == NULL)
    return NULL;
  va_start (values, types);
  if (bind_values (db, statement, types, values, error))
    integers = read_integers (db, statement, error);
  va_end (values);
  leave_statement (statement);
  return integers;
}

/* The first row of @rows, which is freed; NULL when there is none. */
static DbRow *
take_first (GPtrArray *rows)
{
  DbRow *row = rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;

  g_ptr_array_unref (rows);
  return row;
}

gboolean
db_maybe (Db *db, DbRow **row, const char *sql, GError **error, const char *types, ...)
{
  va_list values;
  GPtrArray *rows;

  va_start (values, types);
  rows = query (db, sql, 1, error, types, values);
  va_end (values);
  *row = rows ? take_first (rows) : NULL;
  return rows != NULL;
}

DbRow *
db_one (Db *db, const char *sql, GError **error, const char *types, ...)
{
  va_list values;
  GPtrArray *rows;
  DbRow *row;

  va_start (values, types);
  rows = query (db, sql, 1, error, types, values);
  va_end (values);
  if (rows == NULL)
    return NULL;
  row = take_first (rows);
  if (row == NULL)
    council_error (error, COUNCIL_ERROR_NOT_FOUND, N_ ("{path}: nothing found"), "path",
                   db->path, NULL);
  return row;
}

gint64
db_number (Db *db, const char *sql, GError **error, const char *types, ...)
{
  va_list values;
  GPtrArray *rows;
  g_autoptr(DbRow) row = NULL;

  va_start (values, types);
  rows = query (db, sql, 1, error, types, values);
  va_end (values);
  if (rows == NULL)
    return -1;
  row = take_first (rows);
  return row != NULL ? row->values[0].number : 0;
}

gboolean
db_run (Db *db, const char *sql, GError **error, const char *types, ...)
{
  va_list values;
  sqlite3_stmt *statement;
  gboolean done = FALSE;

  /* A write outside db_begin() would have no journal entry. */
  g_return_val_if_fail (db->depth > 0, FALSE);

  statement = take_statement (db, sql, error);
  if (statement == NULL)
    return FALSE;
  va_start (values, types);
  if (bind_values (db, statement, types, values, error))
    done = sqlite3_step (statement) == SQLITE_DONE || db_raise (db, error);
  va_end (values);
  leave_statement (statement);
  return done;
}

gboolean
db_refused (Db *db)
{
  int code = sqlite3_errcode (db->handle) & 0xff;

  return code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;
}

/* --- columns ------------------------------------------------------------------------------- */

static const Value *
row_value (const DbRow *row, const char *name)
{
  for (guint i = 0; i < row->n; i++)
    if (g_str_equal (g_ptr_array_index (row->names, i), name))
      return &row->values[i];
  g_error ("no column '%s' in this row", name);
}

const char *
row_text (const DbRow *row, const char *name)
{
  return row_value (row, name)->text;
}

char *
row_copy (const DbRow *row, const char *name)
{
  return g_strdup (row_value (row, name)->text);
}

gint64
row_int (const DbRow *row, const char *name)
{
  return row_value (row, name)->number;
}

gboolean
row_is_null (const DbRow *row, const char *name)
{
  return row_value (row, name)->type == SQLITE_NULL;
}

GBytes *
row_bytes (const DbRow *row, const char *name)
{
  GBytes *bytes = row_value (row, name)->bytes;

  return bytes ? g_bytes_ref (bytes) : NULL;
}
