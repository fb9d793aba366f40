/* Reading a changeset: which rows, which columns, before and after. */
#include "core/db-internal.h"

#include "core/error.h"
#include "core/message.h"

static void
column_change_free (DbColumnChange *change)
{
  g_free (change->name);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static void
change_free (DbChange *change)
{
  g_free (change->table);
  g_free (change->key);
  g_ptr_array_unref (change->columns);
  g_free (change);
}

/* (transfer full): the columns of @table in order; empty when there is no such table. */
static GPtrArray *
table_columns (sqlite3 *handle, const char *table)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT name FROM pragma_table_info(?) ORDER BY cid", -1,
                          &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, table, -1, SQLITE_TRANSIENT);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  sqlite3_finalize (statement);
  return names;
}

static char *
value_text (sqlite3_value *value)
{
  if (value == NULL || sqlite3_value_type (value) == SQLITE_NULL)
    return NULL;
  if (sqlite3_value_type (value) == SQLITE_BLOB)
    return g_strdup_printf ("(%d bytes)", sqlite3_value_bytes (value));
  return g_strdup ((const char *) sqlite3_value_text (value));
}

/* The key's text: the first column of the primary key. */
static char *
change_key (sqlite3_changeset_iter *iterator, int operation)
{
  unsigned char *is_key = NULL;
  int n = 0;

  sqlite3changeset_pk (iterator, &is_key, &n);
  for (int i = 0; i < n; i++)
    {
      sqlite3_value *value = NULL;

      if (!is_key[i])
        continue;
      if (operation == SQLITE_INSERT)
        sqlite3changeset_new (iterator, i, &value);
      else
        sqlite3changeset_old (iterator, i, &value);
      return value_text (value);
    }
  return NULL;
}

static DbChange *
read_change (sqlite3 *handle, sqlite3_changeset_iter *iterator)
{
  const char *table = NULL;
  int n = 0, operation = 0;
  DbChange *change = g_new0 (DbChange, 1);
  g_autoptr(GPtrArray) names = NULL;

  sqlite3changeset_op (iterator, &table, &n, &operation, NULL);
  names = table_columns (handle, table);
  change->table = g_strdup (table);
  change->operation = operation == SQLITE_INSERT   ? 'i'
                      : operation == SQLITE_UPDATE ? 'u'
                                                   : 'd';
  change->key = change_key (iterator, operation);
  change->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_change_free);
  for (int i = 0; i < n; i++)
    {
      sqlite3_value *before = NULL, *after = NULL;

      if (operation != SQLITE_INSERT)
        sqlite3changeset_old (iterator, i, &before);
      if (operation != SQLITE_DELETE)
        sqlite3changeset_new (iterator, i, &after);
      /* an update has no new value for a column that stayed */
      if (operation == SQLITE_UPDATE ? after == NULL : before == NULL && after == NULL)
        continue;

      DbColumnChange *column = g_new0 (DbColumnChange, 1);

      column->name = i < (int) names->len ? g_strdup (g_ptr_array_index (names, i))
                                          : g_strdup_printf ("%d", i);
      column->before = value_text (before);
      column->after = value_text (after);
      g_ptr_array_add (change->columns, column);
    }
  return change;
}

GPtrArray *
changeset_read (sqlite3 *handle, GBytes *changeset, GError **error)
{
  g_autoptr(GPtrArray) changes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  sqlite3_changeset_iter *iterator = NULL;
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  int code;

  if (size == 0)
    return g_steal_pointer (&changes);
  if (sqlite3changeset_start (&iterator, (int) size, (void *) data) == SQLITE_OK)
    while (sqlite3changeset_next (iterator) == SQLITE_ROW)
      g_ptr_array_add (changes, read_change (handle, iterator));
  code = sqlite3changeset_finalize (iterator);
  if (code != SQLITE_OK)
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("the journal entry cannot be read: {why} (run 'council check')"),
                     "why", sqlite3_errstr (code), NULL);
      return NULL;
    }
  return g_steal_pointer (&changes);
}
