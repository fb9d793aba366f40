/* Programs that read what is not trusted, each started anew for one file.
 *
 * Such a program limits itself before it reads (meetings/child-limits.h): two seconds of processor
 * time, 512 MB of memory, no file written, no core dump.  It stands where the modules are
 * (meetings/calendar.h).  Calling this is safe with other threads running. */
#pragma once

#include <glib.h>

/**
 * limited_ask:
 * @program: its name: "council-busy"
 * @arguments: its arguments, ended by %NULL
 * @bytes: what it reads on standard input, a file in memory
 * @most: how many bytes it may answer
 * @refused: an N_() message: what to say when it was ended by a limit, by a fault or by us, for
 *   it answers too much or sleeps
 * @error: %COUNCIL_ERROR_STORAGE when it cannot be started, %COUNCIL_ERROR_INPUT with @refused
 *
 * Returns: (transfer full): what it wrote to standard output: not to be trusted either
 */
GBytes *limited_ask (const char *program, const char *const *arguments, GBytes *bytes,
                     gsize most, const char *refused, GError **error);
