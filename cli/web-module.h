/* The web room's two functions, from the module that is loaded on use.  The rooms of the doors do
 * not include each other: web/web.h tells what they do. */
#pragma once

#include "core/db.h"

typedef gboolean WebServe (const char *file, const char *listen, GError **error);
typedef gboolean
WebPublish (Db *db, const char *folder, gboolean dry_run, GPtrArray *changes, GError **error);

/** web_module_function: (transfer none): the function of that name; %NULL with
 * %COUNCIL_ERROR_STORAGE when the module cannot be loaded. */
gpointer web_module_function (const char *name, GError **error);
