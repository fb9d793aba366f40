/* Columns of text for people. */
#pragma once

#include <glib.h>

typedef struct _Table Table;

/**
 * table_new:
 * @lang: language that the headers are translated to
 * @...: msgids of the headers, which are shown in capitals; marked with N_(), ended by %NULL
 */
Table *table_new (const char *lang, ...) G_GNUC_NULL_TERMINATED;

/** table_new_plain: a table of @columns without headers. */
Table *table_new_plain (guint columns);

void table_free (Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

/** table_align_right: the cells of @column, from 0, stand at its right edge. */
void table_align_right (Table *table, guint column);

/** table_indent: every line begins with @columns spaces. */
void table_indent (Table *table, guint columns);

/**
 * table_row:
 * @...: as many cells as there are columns; they are copied, %NULL prints as «—»
 */
#define table_row(table, ...)                                                                 \
  table_row_cells (table, (const char *const[]){ __VA_ARGS__ },                               \
                   sizeof ((const char *const[]){ __VA_ARGS__ }) / sizeof (const char *))
void table_row_cells (Table *table, const char *const *cells, guint n_cells);

/** table_is_empty: whether it has no rows. */
gboolean table_is_empty (Table *table);

/**
 * table_print:
 * @width: columns of the terminal, into which the last column is wrapped; 0 for no limit, so
 *   that each row is one line
 * @styled: underline the headers
 *
 * Appends the table to @out.  No line ends in a space.
 */
void table_print (Table *table, GString *out, guint width, gboolean styled);
