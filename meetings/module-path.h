/* Where the parts of council lie that are loaded or started on use. */
#pragma once

#include <glib.h>

/**
 * module_path:
 * @name: a file's name, such as "council-calendar.so"
 *
 * Looks in $COUNCIL_MODULES when that is set, else in the build tree beside the program, else
 * where council was installed.
 *
 * Returns: (transfer full): the path; the file need not be there
 */
char *module_path (const char *name);
