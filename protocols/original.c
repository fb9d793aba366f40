#include "protocols/original.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/uuid.h"
#include "meetings/meeting.h"
#include "protocols/review.h"
#include "protocols/style.h"
#include "protocols/typeset.h"

#include <string.h>

void
original_free (Original *original)
{
  if (original == NULL)
    return;
  g_free (original->id);
  g_free (original->keeper);
  g_free (original->sha256);
  g_free (original->issued_at);
  g_free (original->scan);
  g_free (original->scan_sha256);
  g_free (original->signed_on);
  g_free (original->signed_in);
  g_free (original->attached_by);
  g_free (original->attached_at);
  g_free (original->last_signed_at);
  g_free (original);
}

static Original *
original_from_row (const DbRow *row)
{
  Original *original = g_new0 (Original, 1);

  original->id = row_copy (row, "id");
  original->keeper = row_copy (row, "code");
  original->sha256 = row_copy (row, "sha256");
  original->issued_at = row_copy (row, "issued_at");
  original->scan = row_copy (row, "scan");
  original->scan_sha256 = row_copy (row, "scan_sha256");
  original->signed_on = row_copy (row, "signed_on");
  original->signed_in = row_copy (row, "city");
  original->attached_by = row_copy (row, "attached_by");
  original->attached_at = row_copy (row, "attached_at");
  original->signatures = row_int (row, "signatures");
  original->signatories = row_int (row, "signatories");
  original->last_signed_at = row_copy (row, "last_signed_at");
  return original;
}

GPtrArray *
original_list (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT original.id AS id, party.code AS code, original.sha256 AS sha256,"
              " issued_at, scan.id AS scan, scan.sha256 AS scan_sha256, signed_on, city,"
              " attached_by, attached_at,"
              " (SELECT count (*) FROM signature WHERE signature.original = original.id)"
              " AS signatures,"
              " (SELECT max (signed_at) FROM signature WHERE signature.original = original.id)"
              " AS last_signed_at,"
              " (SELECT count (*) FROM signatory WHERE signatory.protocol = original.protocol"
              " AND signatory.issue = original.issue) AS signatories"
              " FROM original JOIN party ON party.id = original.keeper"
              " LEFT JOIN scan ON scan.original = original.id AND scan.replaced = 0"
              " WHERE original.protocol = ? AND original.issue = ? ORDER BY party.position",
              error, "si", protocol->id, protocol->issue);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) original_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (list, original_from_row (g_ptr_array_index (rows, i)));
  return list;
}

gboolean
original_is_complete (const Original *original)
{
  return original->scan != NULL ||
         (original->signatories > 0 && original->signatures == original->signatories);
}

Original *
original_find (Db *db, const Protocol *protocol, const char *keeper, GError **error)
{
  g_autoptr(GPtrArray) originals = original_list (db, protocol, error);

  for (guint i = 0; originals != NULL && i < originals->len; i++)
    if (g_str_equal (((Original *) g_ptr_array_index (originals, i))->keeper, keeper))
      return g_ptr_array_steal_index (originals, i);
  if (originals != NULL)
    council_error (error, COUNCIL_ERROR_NOT_FOUND,
                   N_ ("protocol {ref}: {party} keeps no original of it"), "ref",
                   protocol->ref, "party", keeper, NULL);
  return NULL;
}

/* --- complete ---------------------------------------------------------------------------------- */

/* The day at the venue on which an original was completed. */
static char *
completed_on (const Original *original, const Meeting *meeting, GError **error)
{
  g_autoptr(GDateTime) at = NULL;
  GDate date;

  if (original->signed_on != NULL)
    return g_strdup (original->signed_on);
  at = instant_parse (original->last_signed_at, error);
  if (at == NULL)
    return NULL;
  instant_local_date (at, meeting->time_zone, &date);
  return date_text (&date);
}

/* The day of the last signature, when every original is complete; else NULL. */
static gboolean
complete_on (Db *db, const Protocol *protocol, const Meeting *meeting, char **date,
             GError **error)
{
  g_autoptr(GPtrArray) originals = original_list (db, protocol, error);
  g_autofree char *last = NULL;

  *date = NULL;
  for (guint i = 0; originals != NULL && i < originals->len; i++)
    {
      const Original *original = g_ptr_array_index (originals, i);
      g_autofree char *day = NULL;

      if (!original_is_complete (original))
        return TRUE;
      day = completed_on (original, meeting, error);
      if (day == NULL)
        return FALSE;
      if (last == NULL || strcmp (day, last) > 0)
        {
          g_free (last);
          last = g_steal_pointer (&day);
        }
    }
  *date = g_steal_pointer (&last);
  return originals != NULL;
}

gboolean
original_settle (Db *db, const Protocol *protocol, const Meeting *meeting, gboolean *closed,
                 GError **error)
{
  g_autofree char *now = clock_now_text (), *date = NULL;

  *closed = FALSE;
  if (!complete_on (db, protocol, meeting, &date, error))
    return FALSE;
  if (date == NULL || g_str_equal (protocol->state, "signed"))
    return TRUE;
  *closed = TRUE;
  return db_run (db, "UPDATE protocol SET state = 'signed', changed_at = ? WHERE id = ?",
                 error, "ss", now, protocol->id) &&
         meeting_close_signed (db, protocol->meeting, date, error);
}

/* --- issuing ---------------------------------------------------------------------------------- */

/* The agreed text must be the text, and read as it did when it was agreed. */
static gboolean
check_text (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error)
{
  g_autofree char *text = protocol_text_hash (clauses);
  g_autofree char *reading = protocol_reading_hash (db, protocol, clauses, error);

  if (reading == NULL)
    return FALSE;
  if (g_strcmp0 (text, protocol->text_sha256) != 0)
    return council_error (
        error, COUNCIL_ERROR_STORAGE,
        N_ ("protocol {ref}: its text is not the one that was agreed (restore a "
            "backup)"),
        "ref", protocol->ref, NULL);
  if (g_strcmp0 (reading, protocol->reading_sha256) != 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref}: a name in it has changed since it was agreed (reopen "
            "it and agree again)"),
        "ref", protocol->ref, NULL);
  return TRUE;
}

static gboolean
check_issuable (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) originals = NULL;

  if (g_str_equal (protocol->state, "signed"))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref} is signed: its originals stay as they are"),
                          "ref", protocol->ref, NULL);
  if (!protocol_is_frozen (protocol))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref} is {state:tr}: every party has to agree to its text "
            "first (council protocol agree {ref} --as PARTY)"),
        "ref", protocol->ref, "state", protocol_state_word (protocol), NULL);
  if (!g_str_equal (protocol->state, "issued"))
    return TRUE;
  originals = original_list (db, protocol, error);
  for (guint i = 0; originals != NULL && i < originals->len; i++)
    {
      const Original *original = g_ptr_array_index (originals, i);

      if (original->scan != NULL || original->signatures > 0)
        return council_error (
            error, COUNCIL_ERROR_RULE,
            N_ ("protocol {ref}: the original kept by {party} is signed already: "
                "issuing again would leave it without its fellows (reopen the text "
                "if it has to be signed anew)"),
            "ref", protocol->ref, "party", original->keeper, NULL);
    }
  return originals != NULL;
}

static gboolean
store_original (Db *db, const Protocol *protocol, gint64 issue, const Party *keeper,
                GBytes *bytes, GError **error)
{
  g_autofree char *id = uuid7 (), *now = clock_now_text ();
  g_autofree char *sha256 = blob_store (db, bytes, error);

  return sha256 != NULL &&
         db_run (db,
                 "INSERT INTO original (id, protocol, issue, keeper, sha256, issued_at)"
                 " VALUES (?, ?, ?, ?, ?, ?)",
                 error, "ssisss", id, protocol->id, issue, keeper->id, sha256, now);
}

static gboolean
store_signatories (Db *db, const Protocol *protocol, gint64 issue, GPtrArray *signatories,
                   GError **error)
{
  for (guint i = 0; i < signatories->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (signatories, i);
      g_autofree char *id = uuid7 ();

      if (!db_run (db,
                   "INSERT INTO signatory (id, protocol, issue, party, person, capacity, name,"
                   " title) SELECT ?, ?, ?, party.id, ?, ?, ?, ? FROM party WHERE code = ?",
                   error, "ssisssss", id, protocol->id, issue, signatory->person,
                   signatory->capacity, signatory->name, signatory->title, signatory->party))
        return FALSE;
    }
  return TRUE;
}

/* Where and when it is signed, and by whom. */
typedef struct
{
  const char *city;
  GDate date; /* on which they hold their offices */
  gboolean blank_date;
  GPtrArray *signatories;
} Signing;

static gboolean
render_originals (Db *db, const Protocol *protocol, gint64 issue, const Signing *signing,
                  GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr(GPtrArray) parties = clauses ? protocol_parties (db, protocol, error) : NULL;
  g_autoptr(GDateTime) now = clock_now ();
  DocumentStyle style;

  if (parties == NULL || !style_load (db, &style, error) ||
      !check_text (db, protocol, clauses, error))
    return FALSE;
  for (guint i = 0; i < parties->len; i++)
    {
      const Party *keeper = g_ptr_array_index (parties, i);
      g_autoptr(Document) document = typeset_original (
          db, protocol, clauses, keeper->code, signing->signatories, signing->city,
          signing->blank_date ? NULL : &signing->date, now, FALSE, error);
      g_autoptr(GBytes) bytes = document ? document_render (document, &style, error) : NULL;

      if (bytes == NULL || !store_original (db, protocol, issue, keeper, bytes, error))
        return FALSE;
    }
  return TRUE;
}

/* Fills in what was not said: the meeting's city and last day. */
static gboolean
prepare_signing (Db *db, const Protocol *protocol, const Meeting *meeting, const GDate *date,
                 Signing *signing, GError **error)
{
  GDate first;

  if (signing->city == NULL)
    signing->city = meeting->city;
  if (signing->city == NULL)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("protocol {ref}: where it is signed is not known (--place CITY)"), "ref",
        protocol->ref, NULL);
  meeting_first_day (meeting, &first);
  if (date != NULL)
    signing->date = *date;
  else
    meeting_last_day (meeting, &signing->date);
  if (g_date_compare (&signing->date, &first) < 0)
    {
      g_autofree char *day = date_text (&signing->date), *begin = date_text (&first);

      return council_error (error, COUNCIL_ERROR_RULE,
                            N_ ("protocol {ref}: {date} is before the meeting, which began on "
                                "{begin}"),
                            "ref", protocol->ref, "date", day, "begin", begin, NULL);
    }
  signing->signatories = signatories_on (db, protocol, &signing->date, error);
  return signing->signatories != NULL;
}

static gboolean
set_issued (Db *db, Protocol *protocol, gint64 issue, const Signing *signing, GError **error)
{
  g_autofree char *date = signing->blank_date ? NULL : date_text (&signing->date);
  g_autofree char *now = clock_now_text ();

  return db_run (db,
                 "UPDATE protocol SET state = 'issued', issue = ?, city = ?, signing_date = ?,"
                 " changed_at = ? WHERE id = ?",
                 error, "issss", issue, signing->city, date, now, protocol->id);
}

gboolean
protocol_issue (Db *db, Protocol *protocol, const char *city, const GDate *date,
                gboolean blank_date, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.issue", error);
  g_autoptr(Meeting) meeting = tx ? meeting_load_id (db, protocol->meeting, error) : NULL;
  g_autoptr(GPtrArray) signatories = NULL;
  Signing signing = { .city = city, .blank_date = blank_date };
  gint64 issue = protocol->issue + 1;

  if (meeting == NULL || !check_issuable (db, protocol, error))
    return FALSE;
  db_subject (tx, protocol->ref);
  if (!prepare_signing (db, protocol, meeting, date, &signing, error))
    return FALSE;
  signatories = signing.signatories;
  if (!store_signatories (db, protocol, issue, signatories, error) ||
      !render_originals (db, protocol, issue, &signing, error) ||
      !set_issued (db, protocol, issue, &signing, error) || !db_commit (&tx, error))
    return FALSE;
  protocol->issue = issue;
  g_free (protocol->state);
  protocol->state = g_strdup ("issued");
  return TRUE;
}

/* --- rendering --------------------------------------------------------------------------------- */

static GBytes *
stored_bytes (Db *db, const Protocol *protocol, const char *keeper, GError **error)
{
  g_autoptr(Original) original = original_find (db, protocol, keeper, error);

  return original ? blob_load (db, original->sha256, error) : NULL;
}

GBytes *
protocol_render (Db *db, const Protocol *protocol, const char *keeper, GError **error)
{
  g_autoptr(GPtrArray) clauses = NULL, signatories = NULL, text = NULL;
  g_autoptr(Meeting) meeting = NULL;
  g_autoptr(Document) document = NULL;
  DocumentStyle style;
  GDate date;

  if (!party_exists (db, keeper, error) || !protocol_check_party (protocol, keeper, error) ||
      !style_load (db, &style, error))
    return NULL;
  if (g_str_equal (protocol->state, "issued") || g_str_equal (protocol->state, "signed"))
    return stored_bytes (db, protocol, keeper, error);
  clauses = protocol_clauses (db, protocol, error);
  text = clauses ? review_bracketed (db, protocol, clauses, TRUE, error) : NULL;
  meeting = text ? meeting_load_id (db, protocol->meeting, error) : NULL;
  if (meeting == NULL)
    return NULL;
  meeting_last_day (meeting, &date);
  /* in a draft a chair may still be wanting */
  signatories = signatories_on (db, protocol, &date, NULL);
  document = typeset_original (db, protocol, text, keeper, signatories, NULL, NULL, NULL, TRUE,
                               error);
  return document ? document_render (document, &style, error) : NULL;
}
