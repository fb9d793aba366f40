/* Files from outside, and files that council writes. */
#pragma once

#include <glib.h>

/**
 * file_read_whole:
 * @path: a file
 * @limit: how many bytes it may have at most
 * @error: %COUNCIL_ERROR_NOT_FOUND when there is none; %COUNCIL_ERROR_INPUT when it is a folder,
 *   is larger or cannot be read
 *
 * Returns: (transfer full): its bytes
 */
GBytes *file_read_whole (const char *path, gsize limit, GError **error);

/**
 * file_write_whole:
 * @path: the file; an existing one is replaced, a symbolic link followed, a device or pipe
 *   written into
 * @error: %COUNCIL_ERROR_RULE when @path is a council's file, %COUNCIL_ERROR_STORAGE when it
 *   cannot be written
 *
 * Writes beside @path, makes sure that the bytes are on the disk, and renames: the file is
 * complete or as it was before.  The mode is that of the umask.  In a dry run do not call this.
 */
gboolean file_write_whole (const char *path, GBytes *bytes, GError **error);

/** file_is_council: whether @path is a SQLite file that bears a council's mark. */
gboolean file_is_council (const char *path);

/** file_reason: (transfer none): why a call failed, a msgid for a place written {why:tr}: "no space
 * left on the disk"; what the system says for a rarer @number (an errno). */
const char *file_reason (int number);

/** file_write_shown: file_write_whole(), whose errors call the file @shown (nullable): a path that
 * holds a secret stands in no message. */
gboolean file_write_shown (const char *path, const char *shown, GBytes *bytes, GError **error);
