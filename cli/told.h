/* What a change of a meeting brings with it: what moved, and whom to tell. */
#pragma once

#include "cli/command.h"
#include "meetings/notices.h"

/** told_print: @notices: its lines for standard error, the deadlines that moved and the people to
 * tell into run->out. */
void told_print (CommandRun *run, Notices *notices);

/** told_days_off: after days off changed: every meeting that sits on one now, as notices and,
 * with --json, as the member "meetings" of the object that is open in run->json. */
gboolean told_days_off (CommandRun *run, GError **error);

/** told_json: adds the members "moved" and "tell" to the object that is open in run->json, if
 * @notices knows of such; its lines go to standard error. */
void told_json (CommandRun *run, Notices *notices);
