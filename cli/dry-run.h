/* What --dry-run prints. */
#pragma once

#include "cli/command.h"

/** dry_run_report: adds to the answer what the dry run would have changed.  With --json the
 * document becomes {"dry_run": true, "changes": […], "answer": what the command built}. */
gboolean dry_run_report (CommandRun *run, GError **error);
