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

#include <string.h>

#define SMALLEST 200                /* bytes: no PDF with a page is smaller */
#define LARGEST (256 * 1024 * 1024) /* bytes: beyond it nobody can send it on */
#define HEAD 1024 /* where a PDF's first mark may stand (ISO 32000-1, annex H) */
#define TAIL 2048 /* and its last */

static gboolean
holds (const char *bytes, gsize n, const char *mark)
{
  return memmem (bytes, n, mark, strlen (mark)) != NULL;
}

/* What a file is that is taken for a PDF now and then. */
static const char *
foreign_kind (const char *bytes, gsize n)
{
  gsize head = MIN (n, HEAD);

  if (n >= 3 && memcmp (bytes, "\xff\xd8\xff", 3) == 0)
    return N_ ("it is a JPEG picture (save it as PDF)");
  if (n >= 4 && memcmp (bytes, "\x89PNG", 4) == 0)
    return N_ ("it is a PNG picture (save it as PDF)");
  if (n >= 4 && memcmp (bytes, "PK\x03\x04", 4) == 0)
    return N_ ("it is a ZIP archive or an office document (save it as PDF)");
  if (holds (bytes, head, "<html") || holds (bytes, head, "<HTML") ||
      holds (bytes, head, "<!DOCTYPE"))
    return N_ ("it is a web page, not a PDF");
  return N_ ("it is no PDF");
}

/* Whether a dictionary names its encryption: «/Encrypt 12 0 R». */
static gboolean
is_encrypted (const char *bytes, gsize n)
{
  const char *at = bytes, *end = bytes + n;

  while ((at = memmem (at, (gsize) (end - at), "/Encrypt", 8)) != NULL)
    {
      at += 8;
      while (at < end && g_ascii_isspace (*at))
        at++;
      if (at < end && (g_ascii_isdigit (*at) || *at == '<'))
        return TRUE;
    }
  return FALSE;
}

static const char *
scan_fault (const char *bytes, gsize n)
{
  if (bytes == NULL || n == 0)
    return N_ ("it is empty");
  if (n > LARGEST)
    return N_ ("it is larger than 256 MB (scan it with 300 dpi)");
  if (!holds (bytes, MIN (n, HEAD), "%PDF-"))
    return foreign_kind (bytes, n);
  if (n < SMALLEST || !holds (bytes + n - MIN (n, TAIL), MIN (n, TAIL), "%%EOF"))
    return N_ ("the PDF is cut off: its end is missing (copy it again)");
  if (is_encrypted (bytes, n))
    return N_ ("the PDF is encrypted (save it without a password)");
  return NULL;
}

gboolean
scan_check (GBytes *bytes, GError **error)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  const char *fault = scan_fault (data, n);

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

static Original *
find_original (Db *db, const Protocol *protocol, const char *keeper, GError **error)
{
  g_autoptr (GPtrArray) originals = original_list (db, protocol, error);

  for (guint i = 0; originals != NULL && i < originals->len; i++)
    {
      const Original *original = g_ptr_array_index (originals, i);

      if (g_str_equal (original->keeper, keeper))
        return g_ptr_array_steal_index (originals, i);
    }
  return NULL;
}

/* A scan is of this original alone: not the file that was printed, nor another one's scan. */
static gboolean
check_bytes (Db *db, const Protocol *protocol, GBytes *scan, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, scan);
  gint64 printed, attached;

  printed =
      db_number (db, "SELECT count (*) FROM original WHERE sha256 = ?", error, "s", sha256);
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
check_attachable (Db *db, const Protocol *protocol, const Original *original,
                  const char *keeper, GBytes *scan, gboolean replace, GError **error)
{
  if (!g_str_equal (protocol->state, "issued") && !g_str_equal (protocol->state, "signed"))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref} is {state:tr}: its originals are not issued yet "
                              "(council protocol issue {ref})"),
                          "ref", protocol->ref, "state", protocol_state_word (protocol), NULL);
  if (original == NULL)
    return council_error (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("protocol {ref}: {party} keeps no original of it"), "ref",
                          protocol->ref, "party", keeper, NULL);
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
  g_autoptr (GPtrArray) signatories = sha256 ? signatories_of (db, protocol, error) : NULL;

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

/* The day of the last signature, when every original has its scan; else NULL. */
static gboolean
complete_on (Db *db, const Protocol *protocol, char **date, GError **error)
{
  g_autoptr (GPtrArray) originals = original_list (db, protocol, error);
  const char *last = NULL;

  *date = NULL;
  for (guint i = 0; originals != NULL && i < originals->len; i++)
    {
      const Original *original = g_ptr_array_index (originals, i);

      if (original->scan == NULL)
        return TRUE;
      if (last == NULL || strcmp (original->signed_on, last) > 0)
        last = original->signed_on;
    }
  *date = g_strdup (last);
  return originals != NULL;
}

/* Every original is complete: the protocol binds, and the meeting is over; closing it puts its
 * decisions in force. */
static gboolean
set_signed (Db *db, const Protocol *protocol, const char *date, GError **error)
{
  g_autofree char *now = clock_now_text ();

  return db_run (db, "UPDATE protocol SET state = 'signed', changed_at = ? WHERE id = ?",
                 error, "ss", now, protocol->id) &&
         meeting_close_signed (db, protocol->meeting, date, error);
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
  g_autoptr (DbTransaction) tx = db_begin (db, "protocol.attach", error);
  g_autoptr (Meeting) meeting = tx ? meeting_load_id (db, protocol->meeting, error) : NULL;
  g_autoptr (Original) original = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *date = NULL;

  *closed = FALSE;
  if (meeting == NULL || !party_exists (db, keeper, error))
    return FALSE;
  original = find_original (db, protocol, keeper, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!check_attachable (db, protocol, original, keeper, scan, replace, error) ||
      !check_day (protocol, meeting, signed_on, error))
    return FALSE;
  db_subject (tx, protocol->ref);
  if (!retire_scan (db, original, error) ||
      !insert_scan (db, protocol, original, scan, signed_on, city, error) ||
      !complete_on (db, protocol, &date, error))
    return FALSE;
  if (date != NULL && !g_str_equal (protocol->state, "signed"))
    {
      if (!set_signed (db, protocol, date, error))
        return FALSE;
      *closed = TRUE;
    }
  return db_commit (&tx, error);
}
