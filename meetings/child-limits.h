/* What a program that reads something hostile does first and last; meetings/limited.h starts it. */
#pragma once

#include <glib.h>

/** limits_set: limits this process: processor time, memory, files, core dumps, privileges.
 * %FALSE when a limit cannot be set: then nothing is to be read. */
gboolean limits_set (void);

/**
 * limits_read:
 * @most: bytes of a file; what is longer is read to one byte more
 * @read_bytes: (out): how many were read
 *
 * Returns: (transfer full): standard input with a null byte after it, %NULL when it fails
 */
char *limits_read (gsize most, gsize *read_bytes);

/** limits_write: writes @answer to standard output. */
gboolean limits_write (GVariant *answer);
