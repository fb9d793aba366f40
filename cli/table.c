#include "cli/table.h"

#include "core/message.h"
#include "core/text.h"

#include <string.h>

#define GAP 2            /* columns between two columns of the table */
#define LAST_AT_LEAST 20 /* a last column narrower than this is not wrapped */
#define NOTHING "—"

struct _Table
{
  guint n_columns;
  gboolean has_header;
  guint indent;
  gboolean *right;
  GPtrArray *rows; /* (element-type GStrv): the header first, if there is one */
};

Table *
table_new_plain (guint columns)
{
  Table *table = g_new0 (Table, 1);

  table->n_columns = columns;
  table->right = g_new0 (gboolean, columns);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return table;
}

Table *
table_new (const char *lang, ...)
{
  g_autoptr(GStrvBuilder) header = g_strv_builder_new ();
  GStrv cells;
  Table *table;
  va_list headers;
  const char *msgid;

  va_start (headers, lang);
  while ((msgid = va_arg (headers, const char *)) != NULL)
    {
      g_autofree char *capitals = g_utf8_strup (*msgid ? tr (lang, msgid) : "", -1);

      g_strv_builder_add (header, capitals);
    }
  va_end (headers);
  cells = g_strv_builder_end (header);
  table = table_new_plain (g_strv_length (cells));
  table->has_header = TRUE;
  g_ptr_array_add (table->rows, cells);
  return table;
}

void
table_free (Table *table)
{
  g_ptr_array_unref (table->rows);
  g_free (table->right);
  g_free (table);
}

void
table_align_right (Table *table, guint column)
{
  g_return_if_fail (column < table->n_columns);
  table->right[column] = TRUE;
}

void
table_indent (Table *table, guint columns)
{
  table->indent = columns;
}

void
table_row_cells (Table *table, const char *const *cells, guint n_cells)
{
  GStrv row = g_new0 (char *, n_cells + 1);

  g_assert (n_cells == table->n_columns);
  for (guint i = 0; i < n_cells; i++)
    row[i] = g_strdup (cells[i] ? cells[i] : NOTHING);
  g_ptr_array_add (table->rows, row);
}

gboolean
table_is_empty (Table *table)
{
  return table->rows->len == (table->has_header ? 1 : 0);
}

static void
append_spaces (GString *line, guint n)
{
  while (n-- > 0)
    g_string_append_c (line, ' ');
}

/* Breaks @text at spaces into lines of at most @width columns; a longer word stands alone. */
static GPtrArray *
wrap (const char *text, guint width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr(GString) line = g_string_new (words[0]);

  for (guint i = words[0] ? 1 : 0; words[i] != NULL; i++)
    {
      if (width > 0 && text_width (line->str) + 1 + text_width (words[i]) > width)
        {
          g_ptr_array_add (lines, g_strdup (line->str));
          g_string_assign (line, words[i]);
        }
      else
        g_string_append_printf (line, " %s", words[i]);
    }
  g_ptr_array_add (lines, g_strdup (line->str));
  return lines;
}

static guint *
column_widths (Table *table)
{
  guint *widths = g_new0 (guint, table->n_columns);

  for (guint i = 0; i < table->rows->len; i++)
    {
      char **row = g_ptr_array_index (table->rows, i);

      for (guint j = 0; j < table->n_columns; j++)
        widths[j] = MAX (widths[j], text_width (row[j]));
    }
  return widths;
}

/* Writes a cell; the padding before what follows is left in @pending, so that a line that ends
 * with it has no trailing spaces. */
static void
print_cell (GString *out, const char *cell, guint width, gboolean right, gboolean underline,
            guint *pending)
{
  guint pad = width - text_width (cell);

  if (right)
    *pending += pad;
  if (*cell != '\0')
    {
      append_spaces (out, *pending);
      *pending = 0;
      g_string_append_printf (out, underline ? "\033[4m%s\033[0m" : "%s", cell);
    }
  *pending += GAP + (right ? 0 : pad);
}

static void
print_row (Table *table, char **row, const guint *widths, GString *out, guint width,
           gboolean underline)
{
  guint last = table->n_columns - 1;
  guint left = table->indent;
  guint pending = table->indent;
  g_autoptr(GPtrArray) lines = NULL;

  for (guint i = 0; i < last; i++)
    left += widths[i] + GAP;
  for (guint i = 0; i < last; i++)
    print_cell (out, row[i], widths[i], table->right[i], underline, &pending);
  lines = wrap (row[last], width >= left + LAST_AT_LEAST ? width - left : 0);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      guint line_pending = i == 0 ? pending : left;

      print_cell (out, line, MAX (widths[last], text_width (line)), table->right[last],
                  underline, &line_pending);
      g_string_append_c (out, '\n');
    }
}

void
table_print (Table *table, GString *out, guint width, gboolean styled)
{
  g_autofree guint *widths = column_widths (table);

  for (guint i = 0; i < table->rows->len; i++)
    print_row (table, g_ptr_array_index (table->rows, i), widths, out, width,
               styled && table->has_header && i == 0);
}
