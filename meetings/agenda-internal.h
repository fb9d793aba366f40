/* What the files of the agenda share. */
#pragma once

#include "meetings/agenda.h"

/**
 * agenda_insert:
 *
 * Within the caller's transaction: puts a cleaned item in at its place, without a notice.
 *
 * Returns: (transfer full): its key
 */
char *
agenda_insert (Db *db, const Meeting *meeting, const AgendaFields *fields, GError **error);

/** agenda_clean_title: (transfer full): as text_clean(), without a full stop at the end. */
char *agenda_clean_title (const char *title, GError **error);

/** agenda_count: how many items the agenda has; -1 with @error. */
gint64 agenda_count (Db *db, const Meeting *meeting, GError **error);
