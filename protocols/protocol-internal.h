/* What the files of the protocol share among themselves. */
#pragma once

#include "protocols/protocol.h"

/** protocol_touch: changed_at now; within the caller's transaction. */
gboolean protocol_touch (Db *db, const char *id, GError **error);

/** protocol_write_clauses: replaces the text, without asking; within a transaction. */
gboolean protocol_write_clauses (Db *db, const Protocol *protocol, GPtrArray *clauses,
                                 GError **error);
