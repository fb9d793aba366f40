/* The paper route: an original signed in ink, scanned and attached. */
#include "protocols/original.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/uuid.h"
#include "meetings/meeting.h"
#include "protocols/pdf-kind.h"

#include <string.h>

gboolean
scan_check (GBytes *bytes, GError **error)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  const char *fault = pdf_kind_fault (data, n);

  if (fault == NULL)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("scan: {why:tr}"), "why", fault, NULL);
}

static gboolean
check_day (const Protocol *protocol, const Meeting *meeting, const GDate *signed_on,
           GError **error)
{
  g_autofree char *day = date_text (signed_on), *other = NULL;
  GDate first, today;

  meeting_first_day (meeting, &first);
  clock_today (meeting->time_zone, &today);
  if (g_date_compare (signed_on, &first) < 0)
    {
      other = date_text (&first);
      return council_error (error, COUNCIL_ERROR_RULE,
                            N_ ("protocol {ref}: {date} is before the meeting, which began on "
                                "{begin}"),
                            "ref", protocol->ref, "date", day, "begin", other, NULL);
    }
  if (g_date_compare (signed_on, &today) > 0)
    {
      other = date_text (&today);
      return council_error (error, COUNCIL_ERROR_RULE,
                            N_ ("protocol {ref}: {date} is in the future (today is {today})"),
                            "ref", protocol->ref, "date", day, "today", other, NULL);
    }
  return TRUE;
}

/* A scan is of this original alone: not the file that was printed, nor another one's scan. */
static gboolean
check_bytes (Db *db, const Protocol *protocol, GBytes *scan, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, scan);
  gint64 printed, attached;

  printed = db_number (db,
                       "SELECT count (*) FROM original WHERE sha256 = ?1 OR EXISTS"
                       " (SELECT 1 FROM signature WHERE before_sha256 = ?1)",
                       error, "s", sha256);
  attached = printed < 0 ? -1
                         : db_number (db, "SELECT count (*) FROM scan WHERE sha256 = ?", error,
                                      "s", sha256);
  if (attached < 0)
    return FALSE;
  if (printed > 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref}: this file is the original as it was issued, without "
            "signatures (attach the scan of the signed paper)"),
        "ref", protocol->ref, NULL);
  if (attached > 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref}: this file is attached already (each original has a "
            "scan of its own)"),
        "ref", protocol->ref, NULL);
  return TRUE;
}

static gboolean
check_issued (const Protocol *protocol, GError **error)
{
  return g_str_equal (protocol->state, "issued") || g_str_equal (protocol->state, "signed") ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("protocol {ref} is {state:tr}: its originals are not issued yet "
                            "(council protocol issue {ref})"),
                        "ref", protocol->ref, "state", protocol_state_word (protocol), NULL);
}

static gboolean
check_attachable (Db *db, const Protocol *protocol, const Original *original,
                  const char *keeper, GBytes *scan, gboolean replace, GError **error)
{
  if (original->scan == NULL && original_is_complete (original))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref}: the original kept by {party} bears the "
                              "electronic signatures of all chairs and needs no scan"),
                          "ref", protocol->ref, "party", keeper, NULL);
  if (original->scan != NULL && !replace)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref}: the original kept by {party} is attached already, "
            "signed on {date} (--replace puts a better scan in its place)"),
        "ref", protocol->ref, "party", keeper, "date", original->signed_on, NULL);
  return scan_check (scan, error) && check_bytes (db, protocol, scan, error);
}

static gboolean
insert_scan (Db *db, const Protocol *protocol, const Original *original, GBytes *scan,
             const GDate *signed_on, const char *city, GError **error)
{
  g_autofree char *id = uuid7 (), *day = date_text (signed_on), *now = clock_now_text ();
  g_autofree char *sha256 = blob_store (db, scan, error);
  g_autoptr(GPtrArray) signatories = sha256 ? signatories_of (db, protocol, error) : NULL;

  if (signatories == NULL ||
      !db_run (
          db,
          "INSERT INTO scan (id, original, sha256, signed_on, city, attached_by, attached_at)"
          " VALUES (?, ?, ?, ?, ?, ?, ?)",
          error, "sssssss", id, original->id, sha256, day, city, db_actor (db)->name, now))
    return FALSE;
  for (guint i = 0; i < signatories->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (signatories, i);
      g_autofree char *key = uuid7 ();

      if (!db_run (db, "INSERT INTO scan_signature (id, scan, signatory) VALUES (?, ?, ?)",
                   error, "sss", key, id, signatory->id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
retire_scan (Db *db, const Original *original, GError **error)
{
  return original->scan == NULL ||
         db_run (db, "UPDATE scan SET replaced = 1 WHERE id = ?", error, "s", original->scan);
}

gboolean
original_attach (Db *db, Protocol *protocol, const char *keeper, GBytes *scan,
                 const GDate *signed_on, const char *city, gboolean replace, gboolean *closed,
                 GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.attach", error);
  g_autoptr(Meeting) meeting = tx ? meeting_load_id (db, protocol->meeting, error) : NULL;
  g_autoptr(Original) original = NULL;

  *closed = FALSE;
  if (meeting == NULL || !party_exists (db, keeper, error) ||
      !check_issued (protocol, error) ||
      (original = original_find (db, protocol, keeper, error)) == NULL ||
      !check_attachable (db, protocol, original, keeper, scan, replace, error) ||
      !check_day (protocol, meeting, signed_on, error))
    return FALSE;
  db_subject (tx, protocol->ref);
  return retire_scan (db, original, error) &&
         insert_scan (db, protocol, original, scan, signed_on, city, error) &&
         original_settle (db, protocol, meeting, closed, error) && db_commit (&tx, error);
}
