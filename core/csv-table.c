#include "core/csv-table.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "core/text.h"

#include <csv.h>
#include <string.h>

/* What is known while the lines go through the parser. */
typedef struct
{
  CsvTable *table;
  GPtrArray *cells; /* of the row that is being read */
  guint columns;    /* of that row; more than it holds when they are too many */
  guint line;       /* the line that is being read */
  guint row_line;   /* the line that the row began on */
  gboolean row_open;
  GError **error;
  gboolean failed; /* the error is set: what the parser still finds is of no interest */
} Reading;

static gboolean
refuse_line (const char *source, guint line, const char *message, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", line);

  return council_error (error, COUNCIL_ERROR_INPUT, message, "file", source, "line", number,
                        NULL);
}

/* --- rows ---------------------------------------------------------------------------------- */

static gboolean
is_blank_row (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (*(const char *) g_ptr_array_index (cells, i) != '\0')
      return FALSE;
  return TRUE;
}

static GStrv
take_cells (Reading *reading)
{
  g_ptr_array_add (reading->cells, NULL);
  return (GStrv) g_ptr_array_steal (reading->cells, NULL);
}

static gboolean
check_head (const CsvTable *table, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; table->head[i] != NULL; i++)
    {
      char *folded = text_fold (g_strstrip (table->head[i]));

      if (*folded == '\0')
        {
          g_free (folded);
          return council_error (
              error, COUNCIL_ERROR_INPUT,
              N_ ("{file}: a column has no name (the first line names them)"), "file",
              table->source, NULL);
        }
      if (!g_hash_table_add (seen, folded))
        return council_error (error, COUNCIL_ERROR_INPUT,
                              N_ ("{file}: two columns are named '{column}'"), "file",
                              table->source, "column", table->head[i], NULL);
    }
  return TRUE;
}

static gboolean
check_width (const Reading *reading, guint width)
{
  g_autofree char *line = g_strdup_printf ("%u", reading->row_line);
  g_autofree char *has = g_strdup_printf ("%u", reading->columns);
  g_autofree char *wanted = g_strdup_printf ("%u", width);

  if (reading->columns == width)
    return TRUE;
  return council_error (reading->error, COUNCIL_ERROR_INPUT,
                        N_ ("{file}, line {line}: the number of cells is {n}, of columns "
                            "{columns} (every row needs a cell for each column)"),
                        "file", reading->table->source, "line", line, "n", has, "columns",
                        wanted, NULL);
}

/* The row that was read becomes the head or a row of the table. */
static gboolean
row_finish (Reading *reading)
{
  CsvTable *table = reading->table;

  if (reading->columns > CSV_MAX_COLUMNS)
    return refuse_line (table->source, reading->row_line,
                        N_ ("{file}, line {line}: the row has too many cells (at most 100)"),
                        reading->error);
  if (is_blank_row (reading->cells))
    {
      g_ptr_array_set_size (reading->cells, 0);
      return TRUE;
    }
  if (table->head == NULL)
    {
      table->head = take_cells (reading);
      return check_head (table, reading->error);
    }
  if (!check_width (reading, g_strv_length (table->head)))
    return FALSE;
  if (table->rows->len == CSV_MAX_ROWS)
    return refuse_line (
        table->source, reading->row_line,
        N_ ("{file}, line {line}: the table has too many rows (at most 10000)"),
        reading->error);
  g_ptr_array_add (table->rows, take_cells (reading));
  g_array_append_val (table->lines, reading->row_line);
  return TRUE;
}

static void
on_cell (void *text, size_t length, void *data)
{
  Reading *reading = data;

  if (!reading->failed && ++reading->columns <= CSV_MAX_COLUMNS)
    g_ptr_array_add (reading->cells, g_strndup (text, length));
}

static void
on_row (int end, void *data)
{
  Reading *reading = data;

  if (!reading->failed)
    reading->failed = !row_finish (reading);
  reading->columns = 0;
  reading->row_open = FALSE;
}

/* --- lines --------------------------------------------------------------------------------- */

/* The separator that the head line has most of, outside quotation marks. */
static char
find_separator (const char *text)
{
  static const char separators[] = { ',', ';', '\t' };
  guint counts[G_N_ELEMENTS (separators)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  text += strspn (text, "\r\n");
  for (; *text != '\0' && (quoted || (*text != '\n' && *text != '\r')); text++)
    {
      if (*text == '"')
        quoted = !quoted;
      for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
        if (!quoted && *text == separators[i])
          counts[i]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (separators); i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

/* How many bytes the line takes, its end included. */
static gsize
line_length (const char *text)
{
  gsize length = strcspn (text, "\r\n");

  if (text[length] == '\r' && text[length + 1] == '\n')
    return length + 2;
  return text[length] != '\0' ? length + 1 : length;
}

/* The separator that a first line "sep=;" names, as Excel writes and reads it; 0 when it is no
 * such line. */
static char
named_separator (const char *text)
{
  gsize quote = *text == '"';
  const char *sign = text + quote + strlen ("sep=");

  if (g_ascii_strncasecmp (text + quote, "sep=", strlen ("sep=")) != 0 || *sign == '"' ||
      (!g_ascii_ispunct (*sign) && *sign != '\t') || strncmp (sign + 1, "\"", quote) != 0 ||
      strchr ("\r\n", sign[1 + quote]) == NULL)
    return 0;
  return *sign;
}

static gboolean
line_is_blank (const char *text, gsize length)
{
  return strspn (text, " \t\r\n") >= length;
}

/* Lines go to the parser one by one, so that an error can name its line. */
static gboolean
read_lines (Reading *reading, struct csv_parser *parser, const char *text)
{
  const char *source = reading->table->source;

  reading->line = 1;
  if (named_separator (text) != 0)
    {
      csv_set_delim (parser, (unsigned char) named_separator (text));
      text += line_length (text);
      reading->line++;
    }
  for (; *text != '\0'; reading->line++)
    {
      gsize length = line_length (text);

      if (!reading->row_open)
        {
          reading->row_line = reading->line;
          reading->row_open = !line_is_blank (text, length);
        }
      if (csv_parse (parser, text, length, on_cell, on_row, reading) != length)
        return refuse_line (
            source, reading->line,
            N_ ("{file}, line {line}: a quotation mark stands wrong (a cell that "
                "has some is quoted whole, and they are doubled)"),
            reading->error);
      if (reading->failed)
        return FALSE;
      text += length;
    }
  if (csv_fini (parser, on_cell, on_row, reading) != 0)
    return refuse_line (source, reading->row_line,
                        N_ ("{file}, line {line}: a quoted cell of that row does not end (a "
                            "quotation mark is missing)"),
                        reading->error);
  return !reading->failed;
}

static gboolean
parse_text (CsvTable *table, const char *text, GError **error)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Reading reading = { .table = table, .cells = cells, .error = error };
  struct csv_parser parser;
  gboolean ok;

  if (csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    g_error ("no memory for a table");
  csv_set_delim (&parser, (unsigned char) find_separator (text));
  ok = read_lines (&reading, &parser, text);
  csv_free (&parser);
  if (ok && table->head == NULL)
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("{file}: the table is empty (its first line names the columns)"),
                          "file", table->source, NULL);
  return ok;
}

/* --- files --------------------------------------------------------------------------------- */

static gboolean
refuse_size (const char *source, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("{file}: the table is too large (at most 4 MB)"), "file", source,
                        NULL);
}

static gboolean
check_encoding (const char *data, gsize size, const char *source, GError **error)
{
  const char *end;
  guint line = 1;

  if (g_utf8_validate_len (data, size, &end))
    return TRUE;
  for (const char *text = data; text < end; text++)
    if (*text == '\n' || (*text == '\r' && text[1] != '\n'))
      line++;
  return refuse_line (source, line,
                      N_ ("{file}, line {line}: the text is no valid UTF-8 (save the table as "
                          "CSV in UTF-8)"),
                      error);
}

CsvTable *
csv_table_parse (GBytes *bytes, const char *source, GError **error)
{
  g_autoptr(CsvTable) table = g_new0 (CsvTable, 1);
  g_autofree char *text = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  table->source = g_strdup (source);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  table->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  if (size > CSV_MAX_BYTES)
    {
      refuse_size (source, error);
      return NULL;
    }
  if (!check_encoding (data, size, source, error))
    return NULL;
  text = size > 0 ? g_strndup (data, size) : g_strdup ("");
  if (!parse_text (table, g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, error))
    return NULL;
  return g_steal_pointer (&table);
}

CsvTable *
csv_table_read (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = file_read_whole (path, CSV_MAX_BYTES, error);

  return bytes != NULL ? csv_table_parse (bytes, path, error) : NULL;
}

void
csv_table_free (CsvTable *table)
{
  if (table == NULL)
    return;
  g_free (table->source);
  g_strfreev (table->head);
  g_ptr_array_unref (table->rows);
  g_array_unref (table->lines);
  g_free (table);
}

/* --- cells --------------------------------------------------------------------------------- */

int
csv_table_column (const CsvTable *table, const char *name)
{
  g_autofree char *wanted = text_fold (name);

  for (int i = 0; table->head[i] != NULL; i++)
    {
      g_autofree char *folded = text_fold (table->head[i]);

      if (g_str_equal (folded, wanted))
        return i;
    }
  return -1;
}

gboolean
csv_table_needs (const CsvTable *table, const char *name, GError **error)
{
  g_autofree char *columns = NULL;

  if (csv_table_column (table, name) >= 0)
    return TRUE;
  columns = g_strjoinv (", ", table->head);
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("{file}: no column is named '{column}' (there are: {columns})"),
                        "file", table->source, "column", name, "columns", columns, NULL);
}

const char *
csv_table_cell (const CsvTable *table, guint row, const char *name)
{
  int column = csv_table_column (table, name);

  g_return_val_if_fail (row < table->rows->len, NULL);
  return column >= 0 ? ((GStrv) g_ptr_array_index (table->rows, row))[column] : NULL;
}

guint
csv_table_line (const CsvTable *table, guint row)
{
  g_return_val_if_fail (row < table->lines->len, 0);
  return g_array_index (table->lines, guint, row);
}
