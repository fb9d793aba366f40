/* What is shown of messages: one of the list, what a run of sending did. */
#pragma once

#include "cli/command.h"
#include "meetings/mail-deliver.h"

/** mail_told_json: adds the members of a message to the object that is open in run->json. */
void mail_told_json (CommandRun *run, const Mail *mail);

/** mail_told_table: prints @mails (element-type Mail). */
void mail_told_table (CommandRun *run, GPtrArray *mails);

/**
 * mail_told_send:
 *
 * Sends what is due, by mail_deliver(), and tells what came of it: into run->out, or as members
 * of the object that is open in run->json.  The exit status is 1 when a message did not go out.
 */
gboolean mail_told_send (CommandRun *run, GError **error);
