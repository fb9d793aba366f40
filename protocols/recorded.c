/* Whether a PDF file is an original of this record. */
#include "protocols/signature.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/message.h"

/* Another file under the title of an original: it claims to be what it is not. */
static gboolean
find_title (Db *db, const PadesModule *module, const PadesReport *report, Recorded *recorded,
            GError **error)
{
  g_autoptr(GDateTime) now = clock_now ();
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT ref, code, original.sha256 AS sha256 FROM original"
              " JOIN protocol ON protocol.id = original.protocol"
              " AND protocol.issue = original.issue"
              " JOIN meeting ON meeting.id = protocol.meeting"
              " JOIN party ON party.id = keeper ORDER BY ref, party.position",
              error, "");

  for (guint i = 0; rows != NULL && i < rows->len && recorded->ref == NULL; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      g_autoptr(GBytes) bytes = blob_load (db, row_text (row, "sha256"), error);
      g_autoptr(PadesReport) own = bytes ? module->verify (bytes, NULL, now, NULL) : NULL;

      if (bytes == NULL)
        return FALSE;
      if (own == NULL || g_strcmp0 (own->title, report->title) != 0)
        continue;
      recorded->answer = RECORD_DIFFERS;
      recorded->ref = row_copy (row, "ref");
      recorded->why = N_ ("it has the title of protocol {ref}, and another text");
    }
  return rows != NULL;
}

void
recorded_clear (Recorded *recorded)
{
  g_clear_pointer (&recorded->ref, g_free);
  g_clear_pointer (&recorded->keeper, g_free);
}

gboolean
recorded_find (Db *db, const PadesReport *report, Recorded *recorded, GError **error)
{
  const PadesModule *module = pades_module (error);
  g_autoptr(DbRow) row = NULL;

  *recorded = (Recorded){ .answer = RECORD_UNKNOWN };
  if (report->sha256 == NULL)
    return TRUE;
  if (module == NULL ||
      !db_maybe (db, &row,
                 "SELECT ref, code, original.issue = protocol.issue AS current FROM original"
                 " JOIN protocol ON protocol.id = original.protocol"
                 " JOIN meeting ON meeting.id = protocol.meeting"
                 " JOIN party ON party.id = keeper"
                 " WHERE original.sha256 = ? OR original.id IN"
                 " (SELECT original FROM signature WHERE before_sha256 = ?) OR original.id IN"
                 " (SELECT original FROM scan WHERE replaced = 0 AND sha256 = ?)"
                 " OR original.id IN (SELECT scan.original FROM archive_copy"
                 " JOIN scan ON scan.id = archive_copy.scan WHERE replaced = 0"
                 " AND archive_copy.sha256 = ?)",
                 error, "ssss", report->sha256, report->sha256, report->sha256,
                 report->sha256))
    return FALSE;
  if (row == NULL)
    return report->title == NULL || find_title (db, module, report, recorded, error);
  recorded->ref = row_copy (row, "ref");
  recorded->keeper = row_copy (row, "code");
  recorded->answer = row_int (row, "current") ? RECORD_SAME : RECORD_DIFFERS;
  if (recorded->answer == RECORD_DIFFERS)
    recorded->why = N_ ("it is an original of protocol {ref} that was issued again since");
  return TRUE;
}
