/* A protocol as data, to be kept beside its PDF, which may embed no file. */
#pragma once

#include "protocols/protocol.h"

/**
 * protocol_record:
 * @keeper: code of the party whose original it accompanies
 * @pdf: that original, or a draft of it
 *
 * One JSON document that needs nothing else to be understood; its members are described in
 * docs/protocol-record.md.  The same record always gives the same bytes: no clock is read.
 *
 * Returns: (transfer full): the document, ended by a line end
 */
char *protocol_record (Db *db, const Protocol *protocol, const char *keeper, GBytes *pdf,
                       GError **error);
