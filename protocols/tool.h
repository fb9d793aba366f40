/* Programs that do part of the work: qpdf, pandoc.  They are optional, get no shell and little
 * time and memory, and read and write files of a folder that only this user sees. */
#pragma once

#include <glib.h>

/** tool_folder: (transfer full): a new folder of one's own; tool_folder_remove() removes it. */
char *tool_folder (GError **error);

/** tool_folder_remove: with the files in it; %NULL is allowed. */
void tool_folder_remove (const char *folder);

/**
 * tool_run:
 * @argv: the program and its arguments, ended by %NULL
 * @folder: where it runs
 * @error: %COUNCIL_ERROR_USAGE when the program is not installed, naming the package;
 *   %COUNCIL_ERROR_INPUT with its first words when it fails, or when it takes more than a minute
 *   of the processor or a gigabyte of memory or disk
 */
gboolean tool_run (const char *const *argv, const char *folder, GError **error);
