/* Documents' bytes: kept once, named by their SHA-256; records name the hash. */
#pragma once

#include "core/db.h"

/**
 * blob_store:
 * @bytes: a document, at most 1 GB
 *
 * Keeps @bytes in the open transaction, unless they are kept already.
 *
 * Returns: (transfer full): the hash, 64 hexadecimal digits; %NULL with @error
 */
char *blob_store (Db *db, GBytes *bytes, GError **error);

/** blob_load: (transfer full): the bytes of @sha256; %COUNCIL_ERROR_STORAGE when they are gone
 * or no longer have that hash. */
GBytes *blob_load (Db *db, const char *sha256, GError **error);

/**
 * blob_verify:
 * @findings: (element-type utf8): gets a line in @lang for each blob whose bytes do not have its
 *   hash, that no record names, or that a record names and is gone
 */
gboolean blob_verify (Db *db, const char *lang, GPtrArray *findings, GError **error);
