/* Is the file sound?  What `council check` asks. */
#pragma once

#include "core/db.h"

/**
 * check_file:
 * @lang: of the findings
 *
 * Checks, in this order: SQLite's own integrity and foreign keys; the journal's chain and that
 * replaying it gives today's tables; the documents' hashes; then what the rooms registered with
 * registry_add_check().
 *
 * Returns: (transfer full) (element-type utf8): the findings, a line each; empty when all is
 *   well; %NULL with @error when it could not look
 */
GPtrArray *check_file (Db *db, const char *lang, GError **error);
