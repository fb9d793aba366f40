/* What the files of the protocol share among themselves. */
#pragma once

#include "protocols/protocol.h"

/** protocol_choose: fills @choice: what was @asked (nullable), else how it was composed last;
 * %COUNCIL_ERROR_USAGE when there is no such form. */
gboolean protocol_choose (const Protocol *protocol, const ProtocolChoice *asked,
                          ProtocolChoice *choice, GError **error);

/** protocol_touch: changed_at now; within the caller's transaction. */
gboolean protocol_touch (Db *db, const char *id, GError **error);

/** protocol_write_clauses: replaces the text, without asking; within a transaction.  Rows whose
 * clauses are still there keep their keys (protocol-clauses.c); what parties said about clauses
 * that are gone is closed. */
gboolean
protocol_write_clauses (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error);

/**
 * protocol_replace_text:
 * @verb: what does it: "edit", "draft", "settle"
 * @composed: (nullable): how it was composed, when it was
 * @voided: (out): how many parties had agreed to the text as it was
 *
 * Within a transaction: replaces the text of a protocol that is not frozen, if it is well formed,
 * and keeps it as a version; agreements are void.
 */
gboolean
protocol_replace_text (Db *db, Protocol *protocol, GPtrArray *clauses, const char *verb,
                       const ProtocolChoice *composed, guint *voided, GError **error);

/** protocol_check_tables: that every row follows a head or a row and has as many cells as its head;
 * %COUNCIL_ERROR_USAGE names the clause. */
gboolean protocol_check_tables (GPtrArray *clauses, GError **error);

/** protocol_void_agreements: within a transaction: nobody agrees to the text any more. */
gboolean protocol_void_agreements (Db *db, Protocol *protocol, guint *voided, GError **error);

/**
 * clauses_align:
 * @old: (element-type Clause): of the file
 * @new: (element-type Clause): a text made of it by hand or composed anew
 *
 * Finds what became of each clause: by the key that the new one has, else as the same text, else
 * by its source or likeness in between.
 *
 * Returns: (transfer full): for each of @new, the number in @old or -1; the numbers rise, save
 *   where keys say otherwise
 */
int *clauses_align (GPtrArray *old, GPtrArray *new);

/** clause_copy: (transfer full). */
Clause *clause_copy (const Clause *clause);
