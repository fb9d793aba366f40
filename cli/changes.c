#include "cli/changes.h"

#include "core/uuid.h"

#define SHOWN 60 /* characters of a value shown to people */

static const char *
operation (const DbChange *change)
{
  return change->operation == 'i'   ? N_ ("new")
         : change->operation == 'd' ? N_ ("removed")
                                    : N_ ("changed");
}

static void
change_json (JsonBuilder *json, const DbChange *change)
{
  json_begin_object (json, NULL);
  json_text (json, "table", change->table);
  json_text (json, "key", change->key);
  json_text (json, "operation", operation (change));
  json_begin_array (json, "columns");
  for (guint i = 0; i < change->columns->len; i++)
    {
      const DbColumnChange *column = g_ptr_array_index (change->columns, i);

      json_begin_object (json, NULL);
      json_text (json, "name", column->name);
      json_text (json, "before", column->before);
      json_text (json, "after", column->after);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

void
changes_json (JsonBuilder *json, const char *key, GPtrArray *changes)
{
  json_begin_array (json, key);
  for (guint i = 0; i < changes->len; i++)
    change_json (json, g_ptr_array_index (changes, i));
  json_builder_end_array (json);
}

static char *
shorten (const char *value)
{
  if (value == NULL)
    return g_strdup ("—");
  if (g_utf8_strlen (value, -1) <= SHOWN)
    return g_strdup (value);

  g_autofree char *start = g_utf8_substring (value, 0, SHOWN - 1);

  return g_strconcat (start, "…", NULL);
}

/* What a person is told: no keys, and nothing about what is empty. */
static gboolean
is_for_people (const DbColumnChange *column)
{
  const char *value = column->after ? column->after : column->before;

  return value != NULL && !uuid_is_valid (value) && (*value != '\0' || column->before != NULL);
}

static void
append_column (GString *text, const DbChange *change, const DbColumnChange *column)
{
  g_autofree char *before = shorten (column->before);
  g_autofree char *after = shorten (column->after);

  g_string_append_printf (text, "%s%s: ", text->len ? "; " : "", column->name);
  if (change->operation == 'u')
    g_string_append_printf (text, "%s → ", before);
  g_string_append (text, change->operation == 'd' ? before : after);
}

static void
append_columns (GString *text, const DbChange *change)
{
  for (guint i = 0; i < change->columns->len; i++)
    {
      const DbColumnChange *column = g_ptr_array_index (change->columns, i);

      if (is_for_people (column))
        append_column (text, change, column);
    }
}

void
changes_print (CommandRun *run, GPtrArray *changes)
{
  g_autoptr(Table) table = table_new_plain (3);

  table_indent (table, 2);
  for (guint i = 0; i < changes->len; i++)
    {
      const DbChange *change = g_ptr_array_index (changes, i);
      g_autoptr(GString) columns = g_string_new (NULL);

      append_columns (columns, change);
      table_row (table, tr (run->lang, operation (change)), change->table, columns->str);
    }
  command_table_print (run, table);
}
