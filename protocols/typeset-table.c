/* A table of the text: its head and rows, columns as wide as what stands in them asks. */
#include "protocols/cells.h"
#include "protocols/typeset.h"

typedef struct
{
  GPtrArray *rows; /* (element-type GStrv): the head is the first, if there is one */
  guint head;      /* 1 when there is one */
  guint columns;
} Cells;

static gboolean
is_kind (GPtrArray *blocks, guint at, const char *kind)
{
  return at < blocks->len &&
         g_str_equal (((ReadingBlock *) g_ptr_array_index (blocks, at))->kind, kind);
}

/* Rows that a bracket spoilt have other cells than the head: what is too much stays in the last. */
static void
fit (GStrv *cells, guint columns)
{
  guint n = g_strv_length (*cells);
  GStrv fitted;

  if (n == columns)
    return;
  fitted = g_new0 (char *, columns + 1);
  for (guint i = 0; i < columns; i++)
    fitted[i] = i + 1 < columns || n <= columns ? g_strdup (i < n ? (*cells)[i] : "")
                                                : g_strjoinv (" | ", *cells + i);
  g_strfreev (*cells);
  *cells = fitted;
}

static guint
read_cells (GPtrArray *blocks, guint at, Cells *cells)
{
  guint end = at;

  cells->head = is_kind (blocks, at, "columns") ? 1 : 0;
  for (; end == at || is_kind (blocks, end, "row"); end++)
    g_ptr_array_add (cells->rows,
                     cells_split (((ReadingBlock *) g_ptr_array_index (blocks, end))->text));
  cells->columns = g_strv_length (g_ptr_array_index (cells->rows, 0));
  for (guint i = 0; i < cells->rows->len; i++)
    fit ((GStrv *) &g_ptr_array_index (cells->rows, i), cells->columns);
  return end;
}

/* Figures hold together: «1 234 567». */
static void
bind (char **cell)
{
  g_auto(GStrv) parts = g_strsplit (*cell, " ", -1);

  g_free (*cell);
  *cell = g_strjoinv ("\u00a0", parts);
}

guint
typeset_table (Document *document, GPtrArray *blocks, guint at)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  Cells cells = { .rows = rows };
  guint end = read_cells (blocks, at, &cells);
  DocumentTable *table = document_add_table (document);

  for (guint c = 0; c < cells.columns; c++)
    {
      gboolean numeric = cells_are_numeric (rows, cells.head, c);

      document_table_add_column (table,
                                 cells.head ? ((GStrv) g_ptr_array_index (rows, 0))[c] : NULL,
                                 cells_share (rows, cells.head, c),
                                 numeric ? DOCUMENT_ALIGN_RIGHT : DOCUMENT_ALIGN_LEFT);
      for (guint i = cells.head; numeric && i < rows->len; i++)
        bind (&((GStrv) g_ptr_array_index (rows, i))[c]);
    }
  for (guint i = cells.head; i < rows->len; i++)
    document_table_add_row (table, (const char *const *) g_ptr_array_index (rows, i));
  return end;
}
