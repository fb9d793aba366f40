/* What comments and brackets share (protocol-review-comments.c, protocol-review.c,
 * protocol-review-settle.c). */
#pragma once

#include "core/party.h"
#include "protocols/review.h"

/** review_today: (transfer full): YYYY-MM-DD where the party is. */
char *review_today (const Party *party);

/** review_next_number: what @sql, which is given the protocol's key, counts; -1 with @error set. */
gint64 review_next_number (Db *db, const Protocol *protocol, const char *sql, GError **error);

/** review_clause_key: (transfer full): the key of clause @number; %COUNCIL_ERROR_USAGE when there
 * is none. */
char *review_clause_key (Db *db, const Protocol *protocol, guint number, GError **error);

/** review_begin: what is said about a draft puts it in review; within a transaction. */
gboolean review_begin (Db *db, Protocol *protocol, GError **error);

/** bracket_text_with: (transfer full) (element-type Clause): the text as it would be with @bracket
 * adopted. */
GPtrArray *bracket_text_with (GPtrArray *clauses, const Bracket *bracket);

/** bracket_set_state: @id: its key; @on: YYYY-MM-DD; within a transaction. */
gboolean
bracket_set_state (Db *db, const char *id, const char *state, const char *on, GError **error);
