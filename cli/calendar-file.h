/* A calendar that a command makes: to a file, to standard output, or within a JSON document. */
#pragma once

#include "cli/command.h"
#include "meetings/calendar.h"

/**
 * calendar_file_print:
 * @feed: (nullable): what the command made; %NULL when that failed, with @error set
 * @kind: (nullable): of which kind it is, for a program
 *
 * Writes it to the file that --out names, else to run->out.
 */
gboolean calendar_file_print (CommandRun *run, const CalendarFeed *feed, const char *kind,
                              GError **error);
