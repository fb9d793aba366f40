/* Help, made from the table, so that it always tells the truth. */
#pragma once

#include "cli/command.h"

/** help_program: appends the help of the whole program to run->out. */
void help_program (CommandRun *run);

/** help_noun: appends the help of a noun: what its verbs do. */
void help_noun (CommandRun *run, const char *noun);

/** help_command: appends the help of one command. */
void help_command (CommandRun *run, const Command *command);

/** help_json: builds the whole table as an array: noun, verb, arguments, summary, options and
 * examples of each command. */
void help_json (CommandRun *run);

/** help_man: appends the manual page's source, as scdoc reads it. */
void help_man (CommandRun *run);

/** help_bash: appends a completion script for bash. */
void help_bash (CommandRun *run);

/** help_program_examples: (transfer none): N_() lines ended by %NULL. */
extern const char *const help_program_examples[];
