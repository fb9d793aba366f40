/* From the words of the command line to a CommandRun. */
#pragma once

#include "cli/command.h"

/** The options that every command understands, wherever they stand; ended by an empty row. */
extern const CommandOption common_options[];

/** How many of common_options, from the first, concern every command; the others are for
 * commands that write. */
#define N_GENERAL_OPTIONS 5

/**
 * arguments_language:
 *
 * Returns: (transfer none): the value of --lang if it is a language, else that of the locale
 *   (LC_ALL, LC_MESSAGES, LANG), else "ru"
 */
const char *arguments_language (char **argv);

/**
 * arguments_parse:
 * @run: its language is set already
 * @argv: as main() has it, ended by %NULL
 * @error: %COUNCIL_ERROR_USAGE
 *
 * Fills in what the command line says.  run->command stays %NULL when no whole command was
 * named, run->noun too when no word was given.  With --help or --version the arguments are not
 * counted.
 */
gboolean arguments_parse (CommandRun *run, char **argv, GError **error);

/** arguments_count: whether the command line has the arguments and options that the row of its
 * command demands (arguments-demand.c); %COUNCIL_ERROR_USAGE. */
gboolean arguments_count (CommandRun *run, GError **error);

/** arguments_usage: (transfer full): "council meeting postpone REF --to START", its words in
 * capitals translated. */
char *arguments_usage (const Command *command, const char *lang);

/** arguments_option: (transfer none) (nullable): the common option, or that of @command (nullable),
 * whose name is the first @length bytes of @name. */
const CommandOption *arguments_option (const Command *command, const char *name, gsize length);

/** arguments_unknown: raises %COUNCIL_ERROR_USAGE for a command that does not exist, with the
 * nearest that does; @verb may be %NULL. */
gboolean arguments_unknown (const char *noun, const char *verb, GError **error);
