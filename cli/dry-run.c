#include "cli/dry-run.h"

#include <string.h>

#define SHOWN 60 /* characters of a value shown to people */

static const char *
operation (const DbChange *change)
{
  return change->operation == 'i'   ? N_("new")
         : change->operation == 'd' ? N_("removed")
                                    : N_("changed");
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

static void
report_json (CommandRun *run, GPtrArray *changes)
{
  g_autoptr(JsonBuilder) answer = g_steal_pointer (&run->json);
  JsonNode *document = json_builder_get_root (answer);

  run->json = json_builder_new ();
  json_begin_object (run->json, NULL);
  json_bool (run->json, "dry_run", TRUE);
  json_begin_array (run->json, "changes");
  for (guint i = 0; i < changes->len; i++)
    change_json (run->json, g_ptr_array_index (changes, i));
  json_builder_end_array (run->json);
  json_builder_set_member_name (run->json, "answer");
  json_builder_add_value (run->json, document ? document : json_node_new (JSON_NODE_NULL));
  json_builder_end_object (run->json);
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

static void
append_columns (GString *text, const DbChange *change)
{
  for (guint i = 0; i < change->columns->len; i++)
    {
      const DbColumnChange *column = g_ptr_array_index (change->columns, i);
      g_autofree char *before = shorten (column->before);
      g_autofree char *after = shorten (column->after);

      if (change->operation == 'u')
        g_string_append_printf (text, "%s%s: %s → %s", text->len ? "; " : "", column->name, before,
                                after);
      else if (strcmp (before, after) != 0)
        g_string_append_printf (text, "%s%s: %s", text->len ? "; " : "", column->name,
                                change->operation == 'i' ? after : before);
    }
}

static void
report_text (CommandRun *run, GPtrArray *changes)
{
  g_autoptr(Table) table = table_new_plain (3);

  if (changes->len == 0)
    {
      command_say (run, N_("Dry run: nothing would change."), NULL);
      return;
    }
  table_indent (table, 2);
  for (guint i = 0; i < changes->len; i++)
    {
      const DbChange *change = g_ptr_array_index (changes, i);
      g_autoptr(GString) columns = g_string_new (NULL);

      append_columns (columns, change);
      table_row (table, tr (run->lang, operation (change)), change->table, columns->str);
    }
  command_say (run, N_("Dry run: this would change, and nothing was kept:"), NULL);
  command_table_print (run, table);
}

gboolean
dry_run_report (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) changes = db_dry_run_changes (run->db, error);

  if (changes == NULL)
    return FALSE;
  if (run->json != NULL)
    report_json (run, changes);
  else
    report_text (run, changes);
  return TRUE;
}
