/* Tables that are attached to a protocol: an annex whose cells are clauses of the text, so that
 * they are agreed, hashed and compared as it is. */
#pragma once

#include "core/csv-table.h"
#include "protocols/protocol.h"

#define TABLE_ANNEX "table:" /* before its handle, in the label of its annex and in its mark */

/** A table, and the file that it came from. */
typedef struct
{
  char *id;
  char *handle; /* what people type: "budget" */
  char *title;
  char *note; /* (nullable): below the table */
  char *file; /* name of the file */
  char *sha256;
  char *attached_at, *attached_by;
  gint64 number; /* of the annex in each original; 0 when the text no longer has it */
  gint64 columns, rows;
} TableAnnex;

void table_annex_free (TableAnnex *annex);

/** table_annex_list: (transfer full) (element-type TableAnnex): in the order of their attaching. */
GPtrArray *table_annex_list (Db *db, const Protocol *protocol, GError **error);

/** What table_annex_add() takes. */
typedef struct
{
  const char *handle; /* (nullable): made of the file's name when %NULL */
  const char *title;
  const char *note; /* (nullable) */
  const char *file; /* name of the file */
  const CsvTable *table;
  GBytes *bytes; /* the file */
} TableSource;

/**
 * table_annex_add:
 * @replace: put it in the place of the one of that handle
 * @voided: (out): how many parties had agreed to the text as it was
 * @error: %COUNCIL_ERROR_RULE when the text is frozen or has such an annex;
 *   %COUNCIL_ERROR_NOT_FOUND when there is none to replace; %COUNCIL_ERROR_INPUT when the table
 *   has no row, a cell is no clean text, or its columns do not fit on the sheet
 *
 * Appends the table as the text's last annex and keeps the file's bytes.
 *
 * Returns: (transfer full): its handle
 */
char *table_annex_add (Db *db, Protocol *protocol, const TableSource *source, gboolean replace,
                       guint *voided, GError **error);

/** table_annex_remove: takes it out of the text; %COUNCIL_ERROR_NOT_FOUND when there is none, and
 * %COUNCIL_ERROR_USAGE when another clause refers to it. */
gboolean table_annex_remove (Db *db, Protocol *protocol, const char *handle, guint *voided,
                             GError **error);

/** table_annex_bytes: (transfer full): the file as it was attached. */
GBytes *table_annex_bytes (Db *db, const TableAnnex *annex, GError **error);

/** table_annex_clauses: appends the clauses of every table of the record to @clauses. */
gboolean table_annex_clauses (Db *db, const Protocol *protocol, const char *reference,
                              GPtrArray *clauses, GError **error);

/** table_annex_strip: (transfer full) (element-type Clause): the clauses without those of attached
 * tables; it points into @clauses. */
GPtrArray *table_annex_strip (GPtrArray *clauses);
