#include "protocols/disclosure.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"
#include "core/uuid.h"
#include "protocols/original.h"

void
disclosed_file_free (DisclosedFile *file)
{
  if (file == NULL)
    return;
  g_free (file->ref);
  g_free (file->keeper);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_free (file);
}

static gboolean
change (Db *db, const Protocol *protocol, gboolean disclosed, const char *basis,
        GError **error)
{
  g_autofree char *id = uuid7 (), *now = clock_now_text ();

  if (!disclosed)
    return db_run (db, "DELETE FROM disclosure WHERE protocol = ?", error, "s", protocol->id);
  return db_run (
      db, "INSERT INTO disclosure (id, protocol, disclosed_at, basis) VALUES (?, ?, ?, ?)",
      error, "ssss", id, protocol->id, now, basis);
}

gboolean
disclosure_set (Db *db, const char *ref, gboolean disclosed, const char *basis, GError **error)
{
  g_autoptr(DbTransaction) tx =
      db_begin (db, disclosed ? "protocol.disclose" : "protocol.withhold", error);
  g_autoptr(Protocol) protocol = tx ? protocol_load (db, ref, error) : NULL;
  gint64 is;

  if (protocol == NULL)
    return FALSE;
  is = db_number (db, "SELECT count(*) FROM disclosure WHERE protocol = ?", error, "s",
                  protocol->id);
  if (is < 0)
    return FALSE;
  if ((is > 0) == disclosed)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        disclosed
            ? N_ ("protocol {ref}: it may be published already")
            : N_ ("protocol {ref}: it is not published (see 'council protocol disclose')"),
        "ref", protocol->ref, NULL);
  if (disclosed && protocol->own != NULL)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref}: it is one party's own and stands on no site"),
                          "ref", protocol->ref, NULL);
  if (!change (db, protocol, disclosed, basis, error))
    return FALSE;
  db_subject (tx, protocol->ref);
  return db_commit (&tx, error);
}

static gboolean
add_originals (Db *db, const Protocol *protocol, GPtrArray *files, GError **error)
{
  g_autoptr(GPtrArray) originals = original_list (db, protocol, error);

  for (guint i = 0; originals != NULL && i < originals->len; i++)
    {
      const Original *original = g_ptr_array_index (originals, i);
      DisclosedFile *file = g_new0 (DisclosedFile, 1);

      g_ptr_array_add (files, file);
      file->ref = g_strdup (protocol->ref);
      file->keeper = g_strdup (original->keeper);
      file->bytes = original->scan_sha256
                        ? blob_load (db, original->scan_sha256, error)
                        : protocol_render (db, protocol, original->keeper, error);
      if (file->bytes == NULL)
        return FALSE;
    }
  return originals != NULL;
}

GPtrArray *
disclosure_files (Db *db, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT m.ref FROM disclosure d JOIN protocol p ON p.id = d.protocol"
              " JOIN meeting m ON m.id = p.meeting JOIN body b ON b.id = m.body"
              " WHERE p.state = 'signed' AND b.party IS NULL ORDER BY m.ref",
              error, "");
  g_autoptr(GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify) disclosed_file_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autoptr(Protocol) protocol =
          protocol_load (db, row_text (g_ptr_array_index (rows, i), "ref"), error);

      if (protocol == NULL || !add_originals (db, protocol, files, error))
        return NULL;
    }
  return rows ? g_steal_pointer (&files) : NULL;
}
