#include "core/blob.h"

#include "core/error.h"
#include "core/message.h"

/* SQLite refuses a value over 1,000,000,000 bytes. */
#define MAX_BLOB_SIZE 1000000000

char *
blob_store (Db *db, GBytes *bytes, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  if (g_bytes_get_size (bytes) >= MAX_BLOB_SIZE)
    {
      council_error (error, COUNCIL_ERROR_INPUT,
                     N_ ("the document is too large: {size} bytes (at most 1 GB)"), "size",
                     "≥ 1000000000", NULL);
      return NULL;
    }
  if (!db_run (db, "INSERT OR IGNORE INTO blob (sha256, bytes) VALUES (?, ?)", error, "sb",
               sha256, bytes))
    return NULL;
  return g_steal_pointer (&sha256);
}

GBytes *
blob_load (Db *db, const char *sha256, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT bytes FROM blob WHERE sha256 = ?", error, "s", sha256);
  g_autoptr(GBytes) bytes = row ? row_bytes (row, "bytes") : NULL;
  g_autofree char *hash =
      bytes ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("document {hash}: its bytes are gone (restore a backup)"),
                            "hash", sha256, NULL);
      return NULL;
    }
  if (g_strcmp0 (hash, sha256) != 0)
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("document {hash}: its bytes were changed (restore a backup)"), "hash",
                     sha256, NULL);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

/* Every column that names a blob. */
#define NAMED_HASHES                                                                          \
  "SELECT sha256 FROM original UNION SELECT sha256 FROM scan"                                 \
  " UNION SELECT sha256 FROM signature UNION SELECT before_sha256 FROM signature"             \
  " UNION SELECT sha256 FROM protocol_version UNION SELECT sha256 FROM archive_copy"          \
  " UNION SELECT sha256 FROM table_annex UNION SELECT sha256 FROM mail"

static gboolean
verify_hashes (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) keys = db_all (db, "SELECT sha256 FROM blob ORDER BY 1", error, "");

  /* one at a time: a file may hold more scans than fit into memory */
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const char *key = row_text (g_ptr_array_index (keys, i), "sha256");
      g_autoptr(GError) problem = NULL;
      g_autoptr(GBytes) bytes = blob_load (db, key, &problem);

      if (bytes == NULL)
        g_ptr_array_add (findings, council_error_text (problem, lang));
    }
  return keys != NULL;
}

static gboolean
verify_names (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT sha256, 'gone' AS what FROM (" NAMED_HASHES ")"
      " WHERE sha256 NOT IN (SELECT sha256 FROM blob)"
      " UNION ALL SELECT sha256, 'unnamed' FROM blob WHERE sha256 NOT IN (" NAMED_HASHES ")",
      error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      const char *message = g_str_equal (row_text (row, "what"), "gone")
                                ? N_ ("document {hash}: its bytes are gone (restore a backup)")
                                : N_ ("document {hash}: no record names it");

      g_ptr_array_add (findings,
                       tr_fill (lang, message, "hash", row_text (row, "sha256"), NULL));
    }
  return rows != NULL;
}

gboolean
blob_verify (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  return verify_hashes (db, lang, findings, error) && verify_names (db, lang, findings, error);
}
