/* Two versions of a text on paper: what is gone struck through, what is new underlined. */
#pragma once

#include "protocols/version.h"

/** comparison_reading: (transfer full) (element-type Clause): @clauses as the original of
 * @keeper reads them, without marks. */
GPtrArray *comparison_reading (Db *db, const Protocol *protocol, GPtrArray *clauses,
                               const char *keeper, GError **error);

/**
 * comparison_render:
 * @changes: (element-type Change): of readings
 *
 * Returns: (transfer full): a PDF of the whole text with its changes, which says on its first page
 *   which versions they are
 */
GBytes *comparison_render (const Protocol *protocol, const Version *from, const Version *to,
                           GPtrArray *changes, GError **error);
