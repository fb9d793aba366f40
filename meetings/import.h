/* Tables from a party, whose columns are named in English or in Russian. */
#pragma once

#include "core/csv-table.h"

/** import_cell: (transfer none) (nullable): the cell of row @row in the first column that bears
 * one of @names (ended by %NULL), in any case of letters; %NULL when there is no such column or
 * the cell is empty. */
const char *import_cell (const CsvTable *table, guint row, const char *const *names);

/** import_has: whether the table has a column of one of @names. */
gboolean import_has (const CsvTable *table, const char *const *names);

/** import_needs: the same; else a %COUNCIL_ERROR_INPUT that lists the columns there are. */
gboolean import_needs (const CsvTable *table, const char *const *names, GError **error);

/** import_needs_rows: whether the table has a row; else a %COUNCIL_ERROR_INPUT. */
gboolean import_needs_rows (const CsvTable *table, GError **error);

/** import_error: makes of an error that was set a %COUNCIL_ERROR_INPUT that names the line of row
 * @row.  Returns %FALSE. */
gboolean import_error (const CsvTable *table, guint row, GError **error);
