#include "protocols/layout-internal.h"

#include "core/error.h"
#include "core/message.h"

#define LARGEST_SIZE 12 /* points, of a table's text */
#define LEADING 1.22    /* of the size */
#define PAD_X 4         /* points between a rule and the text */
#define PAD_Y 2.5
#define LEAST_COLUMN 14 /* points: the narrowest column, padding included */

typedef struct
{
  Setting *setting;
  const DocumentTable *table;
  double *edges; /* x of the rules, one more than columns */
  TextStyle style;
  const Strip *head;
  LayoutElement *element;
} TableSetting;

/* Columns share the width by their shares; none is narrower than LEAST_COLUMN, unless all
 * would be. */
static void
place_edges (TableSetting *table)
{
  const GArray *columns = table->table->columns;
  double width = table->setting->width;
  double spare = MAX (width - columns->len * LEAST_COLUMN, 0);
  double least = (width - spare) / columns->len;
  double total = 0;

  for (guint i = 0; i < columns->len; i++)
    total += g_array_index (columns, TableColumn, i).share;
  table->edges = g_new0 (double, columns->len + 1);
  table->edges[0] = table->setting->left;
  for (guint i = 0; i < columns->len; i++)
    table->edges[i + 1] = table->edges[i] + least +
                          spare * g_array_index (columns, TableColumn, i).share / total;
}

static TextStyle
cell_style (const TableSetting *table, guint column, gboolean head)
{
  TextStyle style = table->style;

  style.x = table->edges[column] + PAD_X;
  style.width = table->edges[column + 1] - table->edges[column] - 2 * PAD_X;
  style.align = head ? DOCUMENT_ALIGN_CENTRE
                     : g_array_index (table->table->columns, TableColumn, column).align;
  style.face = head ? FACE_BOLD : FACE_REGULAR;
  return style;
}

/* The lines of every cell of a row, or %NULL with @error set. */
static GPtrArray *
set_cells (const TableSetting *table, const char *const *cells, gboolean head, GError **error)
{
  g_autoptr(GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < table->table->columns->len; i++)
    {
      TextStyle style = cell_style (table, i, head);
      GPtrArray *lines = set_lines (table->setting, cells[i], &style, TRUE, error);

      if (lines == NULL)
        return NULL;
      g_ptr_array_add (all, lines);
    }
  return g_steal_pointer (&all);
}

static guint
most_lines (const GPtrArray *cells)
{
  guint most = 1;

  for (guint i = 0; i < cells->len; i++)
    most = MAX (most, ((const GPtrArray *) cells->pdata[i])->len);
  return most;
}

/* A row of the table's structure: its cells are the elements behind it. */
static const LayoutElement *
add_row_element (TableSetting *table, gboolean head)
{
  LayoutElement *row = element_new (table->setting, table->element, ROLE_ROW);

  for (guint c = 0; c < table->table->columns->len; c++)
    element_new (table->setting, row, head ? ROLE_HEAD_CELL : ROLE_CELL);
  return row;
}

/* Lines @from to @to of every cell, cell by cell, in one ruled strip. */
static Strip *
add_row_strip (TableSetting *table, const LayoutElement *row, GPtrArray *cells, guint from,
               guint to, gboolean head)
{
  double height = (to - from) * table->style.leading + 2 * PAD_Y;
  Strip *strip = strip_new (table->setting, height);
  guint n = table->table->columns->len;

  for (guint c = 0; c < n; c++)
    {
      TextStyle style = cell_style (table, c, head);
      GPtrArray *lines = cells->pdata[c];

      style.element = g_ptr_array_index (table->setting->layout->elements, row->index + 1 + c);
      for (guint i = from; i < MIN (to, lines->len); i++)
        strip_add_line (strip, lines->pdata[i], &style, PAD_Y + (i - from) * style.leading,
                        FALSE);
    }
  strip_add_rule (strip, table->edges[0], 0, table->edges[n], 0);
  strip_add_rule (strip, table->edges[0], height, table->edges[n], height);
  for (guint c = 0; c <= n; c++)
    strip_add_rule (strip, table->edges[c], 0, table->edges[c], height);
  return strip;
}

/* A row is one strip, unless it is taller than a page: then it goes on over several. */
static gboolean
add_row (TableSetting *table, const char *const *cells, GError **error)
{
  g_autoptr(GPtrArray) lines = set_cells (table, cells, FALSE, error);
  double room = body_height (table->setting) - 2 * PAD_Y;
  const LayoutElement *row;
  guint most, fit;

  if (lines == NULL)
    return FALSE;
  row = add_row_element (table, FALSE);
  most = most_lines (lines);
  if (table->head != NULL)
    room -= table->head->height;
  fit = room > table->style.leading ? (guint) (room / table->style.leading) : 1;
  for (guint from = 0; from < most; from += fit)
    {
      Strip *strip = add_row_strip (table, row, lines, from, MIN (from + fit, most), FALSE);

      strip->head = table->head;
    }
  return TRUE;
}

static gboolean
add_head (TableSetting *table, GError **error)
{
  const GArray *columns = table->table->columns;
  g_autofree const char **headings = g_new0 (const char *, columns->len + 1);
  g_autoptr(GPtrArray) lines = NULL;
  gboolean any = FALSE;
  Strip *strip;

  for (guint i = 0; i < columns->len; i++)
    {
      headings[i] = g_array_index (columns, TableColumn, i).heading;
      any = any || (headings[i] != NULL && *headings[i] != '\0');
    }
  if (!any)
    return TRUE;
  lines = set_cells (table, headings, TRUE, error);
  if (lines == NULL)
    return FALSE;
  strip =
      add_row_strip (table, add_row_element (table, TRUE), lines, 0, most_lines (lines), TRUE);
  if (strip->height > body_height (table->setting) / 2)
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("a table's head row takes more than half a page: {text}"),
                          "text", headings[0] != NULL ? headings[0] : "", NULL);
  strip->keep = table->table->rows->len > 0;
  table->head = strip;
  return TRUE;
}

gboolean
add_table (Setting *setting, const DocumentTable *source, GError **error)
{
  TableSetting table = { .setting = setting, .table = source };
  gboolean done = TRUE;

  if (source->columns->len == 0)
    return TRUE;
  table.style = text_style_body (setting);
  table.style.mode = BREAK_RAGGED;
  table.style.hyphenate = FALSE;
  table.style.size = MIN (setting->size, LARGEST_SIZE);
  table.style.leading = table.style.size * LEADING;
  table.element = element_new (setting, setting->section, ROLE_TABLE);
  place_edges (&table);
  want_space (setting, 0.4 * setting->leading);
  done = add_head (&table, error);
  for (guint i = 0; done && i < source->rows->len; i++)
    done = add_row (&table, g_ptr_array_index (source->rows, i), error);
  g_free (table.edges);
  want_space (setting, 0.5 * setting->leading);
  return done;
}
