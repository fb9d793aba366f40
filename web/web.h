/* The door for calendar apps and browsers: a module that the program loads on use, for its
 * library costs more start-up than most commands take.  Neither room includes the other: the
 * command line knows these two functions by their names (cli/web-module.c). */
#pragma once

#include "core/db.h"

/**
 * web_serve:
 * @file: path of the council's file
 * @listen: "127.0.0.1:8080", "[::1]:8080"; port 0 takes any that is free
 * @error: %COUNCIL_ERROR_USAGE when @listen is no such address; %COUNCIL_ERROR_STORAGE when it is
 *   taken, or the file cannot be read
 *
 * Serves until SIGTERM, SIGINT or SIGHUP, then delivers what was asked for and returns.  What it does is
 * told on standard error, a line a request, without secrets.
 */
gboolean web_serve (const char *file, const char *listen, GError **error);

/**
 * web_publish:
 * @folder: where to write; made when it is not there
 * @dry_run: only say what would change
 * @changes: (element-type utf8): gets a (transfer full) line for each file: "+ index.html" written
 *   anew, "* index.html" changed, "- index.html" removed; a secret address is not shown
 * @error: %COUNCIL_ERROR_RULE when a file that publishing did not write is in the way
 *
 * Writes all that web_serve() would answer as files, each complete or as it was before, and only
 * those that changed; removes what it wrote once and is public no more.
 */
gboolean
web_publish (Db *db, const char *folder, gboolean dry_run, GPtrArray *changes, GError **error);
