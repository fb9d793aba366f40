/* Keys of rows. */
#pragma once

#include <glib.h>

/** uuid7: (transfer full): a new time-ordered key (RFC 9562, section 5.7), in lower case;
 * keys made by one process are strictly increasing. */
char *uuid7 (void);

/**
 * uuid_named:
 * @space: a name space, such as a template's name
 * @name: a label within it
 *
 * Returns: (transfer full): the same key for the same two names, always (RFC 9562, section
 *   5.5, version 5); so that two secretariats that start from one template have one council
 */
char *uuid_named (const char *space, const char *name);

/** uuid_is_valid: whether @text is a UUID in lower-case hexadecimal form. */
gboolean uuid_is_valid (const char *text);
