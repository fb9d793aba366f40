/* The record of a meeting: its agenda, delegations, attendance and decisions.
 *
 * It can be changed until the protocol's text is agreed: from then on the text says what the
 * record says, and only reopening the text opens the record again. */
#pragma once

#include "meetings/meeting.h"

/**
 * record_open:
 * @ref: what meeting_load() takes
 * @error: %COUNCIL_ERROR_NOT_FOUND; %COUNCIL_ERROR_RULE when the meeting was cancelled or refused,
 *   or its protocol is agreed, issued or signed
 *
 * Returns: (transfer full): the meeting whose record may be changed
 */
Meeting *record_open (Db *db, const char *ref, GError **error);

/** record_changed: within the caller's transaction: notes that the record changed, and that it
 * holds sample data when what is written now is such (db_sample()); what is met by now of the
 * ladder of deadlines is recorded. */
gboolean record_changed (Db *db, const Meeting *meeting, GError **error);

/** record_before: (transfer full) (element-type Meeting): what stands in the record before
 * @meeting: the meetings of the same body that began before it and were not cancelled, the
 * latest first.  Before a meeting without a date stand all that have begun. */
GPtrArray *record_before (Db *db, const Meeting *meeting, GError **error);
