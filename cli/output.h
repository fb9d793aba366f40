/* Standard output and standard error. */
#pragma once

#include <glib.h>

/** output_init: makes sure that descriptors 0 to 2 are open, so that no file is taken for one of
 * them, and that a reader who has gone is an error instead of a signal. */
void output_init (void);

/**
 * output_write:
 * @fd: STDOUT_FILENO or STDERR_FILENO
 * @error: %COUNCIL_ERROR_STORAGE when not all of @text was taken: a full disk, a closed pipe
 */
gboolean output_write (int fd, const char *text, GError **error);

/** output_width: columns of the terminal that standard output is; 0 when it is none. */
guint output_width (void);

/** output_has_colour: whether standard output is a terminal that may be styled (NO_COLOR, TERM). */
gboolean output_has_colour (void);
