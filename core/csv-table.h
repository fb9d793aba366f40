/* Tables from outside: CSV as RFC 4180 has it and as spreadsheets write it. */
#pragma once

#include <glib.h>

/* What a table may have at most. */
#define CSV_MAX_BYTES (4 * 1024 * 1024)
#define CSV_MAX_ROWS 10000
#define CSV_MAX_COLUMNS 100

/** A table whose first line names its columns. */
typedef struct
{
  char *source;    /* what errors call it: the file's path */
  GStrv head;      /* the columns' names */
  GPtrArray *rows; /* (element-type GStrv): each as long as @head */
  GArray *lines;   /* (element-type guint): the line of the file that each row begins on */
} CsvTable;

/**
 * csv_table_read:
 * @path: a file in UTF-8, with or without a byte order mark
 * @error: %COUNCIL_ERROR_NOT_FOUND when there is none; %COUNCIL_ERROR_INPUT when it cannot be
 *   read or is no such table, naming the line
 *
 * The separator is what a first line "sep=;" names, which is no part of the table; else a comma,
 * a semicolon or a tab, whichever the head line has most of.  Lines
 * end in LF, CRLF or CR; a quoted cell may hold any of these.  White space around an unquoted
 * cell is dropped; so are rows without any text.  A row must have a cell for each column.  The
 * cells are valid UTF-8 but not clean: text_clean() is the caller's.
 *
 * Returns: (transfer full): the table, or %NULL
 */
CsvTable *csv_table_read (const char *path, GError **error);

/** csv_table_parse: (transfer full): as csv_table_read(), from memory; errors name @source. */
CsvTable *csv_table_parse (GBytes *bytes, const char *source, GError **error);

void csv_table_free (CsvTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsvTable, csv_table_free)

/**
 * csv_table_column:
 * @name: a column's name; upper and lower case count alike
 *
 * Returns: where it stands in each row, or -1 when there is none
 */
int csv_table_column (const CsvTable *table, const char *name);

/** csv_table_needs: whether the table has column @name; else a %COUNCIL_ERROR_INPUT that lists
 * those it has. */
gboolean csv_table_needs (const CsvTable *table, const char *name, GError **error);

/** csv_table_cell: (transfer none) (nullable): the cell of column @name in row @row, counted
 * from 0; %NULL when there is no such column. */
const char *csv_table_cell (const CsvTable *table, guint row, const char *name);

/** csv_table_line: the line of the file that row @row begins on, for errors. */
guint csv_table_line (const CsvTable *table, guint row);
