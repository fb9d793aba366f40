/* Rows of a table as clauses: the cells of a row in one text, a bar between them.
 *
 *   Показатель | 2025 год | 2026 год
 *
 * A bar or a backslash of a cell stands behind a backslash. */
#pragma once

#include <glib.h>

/** cells_join: (transfer full): the text of a row. */
char *cells_join (const char *const *cells);

/** cells_split: (transfer full): the cells of a text; at least one. */
GStrv cells_split (const char *text);

/** cell_is_number: whether a column of such cells is set to the right: figures with their sign,
 * spaces, comma and per cent; a dash or nothing stands for no figure and gives %FALSE. */
gboolean cell_is_number (const char *cell);

/** cell_is_blank: whether the cell is empty or a dash. */
gboolean cell_is_blank (const char *cell);

/* Of a table: @rows is (element-type GStrv), of which the first @head are its head. */

/** cells_are_numeric: whether a column has figures, and nothing else below its head. */
gboolean cells_are_numeric (GPtrArray *rows, guint head, guint column);

/** cells_share: how much room a column asks for, in letters: a figure is not broken, words take
 * turns in their column. */
double cells_share (GPtrArray *rows, guint head, guint column);
