/* What the files of the delegation share. */
#pragma once

#include "meetings/delegation.h"

/**
 * delegation_insert:
 * @replaced: (nullable): whom the new one substitutes
 *
 * Within the caller's transaction: puts one in at the rank that @fields ask for.
 *
 * Returns: (transfer full): the key
 */
char *
delegation_insert (Db *db, const Meeting *meeting, const char *party,
                   const DelegateFields *fields, const Delegate *replaced, GError **error);
