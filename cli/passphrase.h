/* Secrets that a person types, or keeps in a file: never on the command line, where everybody on
 * the machine can read them. */
#pragma once

#include "cli/command.h"

/**
 * passphrase_ask:
 * @what: what it opens: a file's name
 * @data: the CommandRun, whose command has --passphrase-file
 * @error: %COUNCIL_ERROR_USAGE when there is neither a file nor a terminal
 *
 * The first line of the file, else what is typed, without echo, on the terminal.
 *
 * Returns: (transfer full): the passphrase
 */
char *passphrase_ask (const char *what, gpointer data, GError **error);
