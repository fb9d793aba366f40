/* Templates: a council to start from, as a JSON document.
 *
 * The document is an object: "template" is its name, every other member is a shared table with
 * an array of rows.  A value that begins with "@" is a label; it becomes the same UUID wherever
 * it stands and whoever uses the template (RFC 9562, version 5).  A row may bear "names":
 * {"state": {"ru": {"nominative": "…", "genitive": "…"}, "en": "…"}}; a role written
 * "body by tj" is the name as that party writes it. */
#pragma once

#include "core/db.h"

/** template_load_builtin:
 * @name: a template that ships: "tj-kg"
 *
 * Fills a new file from it, in one transaction.
 */
gboolean template_load_builtin (Db *db, const char *name, GError **error);

/** template_load_file: as template_load_builtin(), from a file at @path; %COUNCIL_ERROR_INPUT
 * names what is wrong with it. */
gboolean template_load_file (Db *db, const char *path, GError **error);
