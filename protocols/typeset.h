/* From an original's text to the document that is printed. */
#pragma once

#include "protocols/document.h"
#include "protocols/original.h"
#include "protocols/protocol.h"
#include "protocols/reading.h"

/**
 * typeset_original:
 * @keeper: code of the party whose original it is
 * @signatories: (element-type Signatory): in any order; a party without one gets a bare line
 * @city: (nullable): of the signing
 * @date: (nullable): of the signing
 * @created: (nullable): the instant that the file bears
 * @draft: mark every page «ПРОЕКТ»; «ОБРАЗЕЦ» comes from the record
 *
 * Returns: (transfer full): the document
 */
Document *
typeset_original (Db *db, const Protocol *protocol, GPtrArray *clauses, const char *keeper,
                  GPtrArray *signatories, const char *city, const GDate *date,
                  GDateTime *created, gboolean draft, GError **error);

/**
 * typeset_table:
 * @blocks: (element-type ReadingBlock)
 * @at: the number of a block of the kind «columns» or «row»
 *
 * Adds the table that begins there; columns of figures stand to the right.
 *
 * Returns: the number of the block behind it
 */
guint typeset_table (Document *document, GPtrArray *blocks, guint at);
