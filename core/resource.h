/* Files built into the program: the schema's migrations, the templates, the catalogue. */
#pragma once

#include <glib.h>

/**
 * resource_find:
 * @name: a path below core/ such as "templates/tj-kg.json", or "ru.mo"
 * @n: (out) (optional): its length in bytes
 *
 * Returns: (transfer none) (nullable): its bytes, with a NUL after them; %NULL when no file of
 * that name was built in
 */
const char *resource_find (const char *name, gsize *n);
