/* What is shown of messages: one of the list, what a run of sending did. */
#pragma once

#include "cli/command.h"
#include "meetings/mail-deliver.h"
#include "meetings/meeting.h"

/** mail_told_json: adds the members of a message to the object that is open in run->json. */
void mail_told_json (CommandRun *run, const Mail *mail);

/** mail_told_list_json: adds an array of @mails (element-type Mail), named @name when it is a member
 * of the object that is open in run->json. */
void mail_told_list_json (CommandRun *run, const char *name, GPtrArray *mails);

/** mail_told_when: (transfer full): @instant, as the record has it, by the clocks of the capitals. */
char *mail_told_when (CommandRun *run, const char *instant);

/** mail_told_table: prints @mails (element-type Mail). */
void mail_told_table (CommandRun *run, GPtrArray *mails);

/**
 * mail_told_send:
 *
 * Sends what is due, by mail_deliver(), and tells what came of it: into run->out, or as members
 * of the object that is open in run->json.  The exit status is 1 when a message did not go out.
 */
gboolean mail_told_send (CommandRun *run, GError **error);

/** mail_told_meeting: adds the row that says what has become of the messages about @meeting to
 * @table, of two columns; nothing when there is none. */
gboolean
mail_told_meeting (CommandRun *run, Table *table, const Meeting *meeting, GError **error);

/** mail_told_meeting_json: adds the member "mail" to the object that is open in run->json. */
gboolean mail_told_meeting_json (CommandRun *run, const Meeting *meeting, GError **error);
