#include "meetings/import.h"

#include "core/error.h"
#include "core/message.h"

static const char *
find_column (const CsvTable *table, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (csv_table_column (table, names[i]) >= 0)
      return names[i];
  return NULL;
}

const char *
import_cell (const CsvTable *table, guint row, const char *const *names)
{
  const char *name = find_column (table, names);
  const char *cell = name ? csv_table_cell (table, row, name) : NULL;

  return cell && *cell ? cell : NULL;
}

gboolean
import_has (const CsvTable *table, const char *const *names)
{
  return find_column (table, names) != NULL;
}

gboolean
import_needs (const CsvTable *table, const char *const *names, GError **error)
{
  return find_column (table, names) != NULL || csv_table_needs (table, names[0], error);
}

gboolean
import_needs_rows (const CsvTable *table, GError **error)
{
  if (table->rows->len > 0)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("{file}: the table has no rows (its first line only names the "
                            "columns)"),
                        "file", table->source, NULL);
}

gboolean
import_error (const CsvTable *table, guint row, GError **error)
{
  g_autofree char *line = g_strdup_printf ("%u", csv_table_line (table, row));

  return council_error_wrap (error, COUNCIL_ERROR_INPUT, N_ ("{file}, line {line}: {error}"),
                             "file", table->source, "line", line, NULL);
}
