#include "protocols/signature.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/language.h"
#include "core/message.h"
#include "core/party.h"
#include "core/person.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

/* --- the task ----------------------------------------------------------------------------------- */

void
signing_task_free (SigningTask *task)
{
  if (task == NULL)
    return;
  protocol_free (task->protocol);
  meeting_free (task->meeting);
  original_free (task->original);
  signatory_free (task->signatory);
  if (task->bytes != NULL)
    g_bytes_unref (task->bytes);
  g_clear_pointer (&task->when, g_date_time_unref);
  g_free (task->field);
  g_free (task);
}

static Signatory *
find_signatory (Db *db, const Protocol *protocol, const char *party, gboolean secretary,
                GError **error)
{
  g_autoptr(GPtrArray) list = signatories_of (db, protocol, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (list, i);

      if (g_str_equal (signatory->party, party) &&
          g_str_equal (signatory->capacity, SIGNATORY_SECRETARY) == secretary)
        return g_ptr_array_steal_index (list, i);
    }
  if (list != NULL)
    council_error (error, COUNCIL_ERROR_NOT_FOUND,
                   secretary
                       ? N_ ("protocol {ref}: no secretary signs it (only that of a party's "
                             "own meeting does)")
                       : N_ ("protocol {ref}: nobody signs it for {party}"),
                   "ref", protocol->ref, "party", party, NULL);
  return NULL;
}

static gboolean
check_signable (Db *db, const SigningTask *task, GError **error)
{
  const Original *original = task->original;
  g_autoptr(DbRow) row = NULL;

  if (original->scan != NULL)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref}: the original kept by {party} is signed in ink, on "
            "{date}"),
        "ref", task->protocol->ref, "party", original->keeper, "date", original->signed_on,
        NULL);
  if (!db_maybe (db, &row,
                 "SELECT signed_at FROM signature WHERE original = ? AND signatory = ?", error,
                 "ss", original->id, task->signatory->id))
    return FALSE;
  return row == NULL ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("protocol {ref}: {name} has signed the original kept by {party} "
                            "already, at {at}"),
                        "ref", task->protocol->ref, "name", task->signatory->name, "party",
                        original->keeper, "at", row_text (row, "signed_at"), NULL);
}

SigningTask *
signing_task_new (Db *db, Protocol *protocol, const char *keeper, const char *party,
                  gboolean secretary, GDateTime *when, GError **error)
{
  g_autoptr(SigningTask) task = g_new0 (SigningTask, 1);

  task->protocol = protocol;
  task->when = g_date_time_ref (when);
  task->field =
      g_strconcat (SIGNATURE_FIELD, party, secretary ? SIGNATURE_SECRETARY : "", NULL);
  if (!party_exists (db, keeper, error) || !party_exists (db, party, error) ||
      (task->meeting = meeting_load_id (db, protocol->meeting, error)) == NULL ||
      (task->original = original_find (db, protocol, keeper, error)) == NULL ||
      (task->signatory = find_signatory (db, protocol, party, secretary, error)) == NULL ||
      !check_signable (db, task, error) ||
      (task->bytes = blob_load (db, task->original->sha256, error)) == NULL)
    return NULL;
  return g_steal_pointer (&task);
}

/* --- whether the certificate is the chair's ------------------------------------------------------ */

static void
add_doubt (GPtrArray *doubts, const char *message, const CmsCertificate *certificate,
           const char *name, const char *value)
{
  GError *error = NULL;

  council_error (&error, COUNCIL_ERROR_RULE, message, "subject", certificate->subject, name,
                 value, NULL);
  g_ptr_array_add (doubts, error);
}

/* The words of a name, folded. */
static GStrv
words_of (const char *text)
{
  g_autofree char *folded = text_fold (text ? text : "");

  for (char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (strchr (" .,-'\"", *p) != NULL)
      *p = ' ';
  return g_strsplit_set (folded, " ", -1);
}

/* Whether every word of @name, but initials, is among @words. */
static gboolean
all_among (const char *name, char *const *words)
{
  g_auto(GStrv) wanted = words_of (name);
  guint found = 0;

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      if (g_utf8_strlen (wanted[i], -1) < 2)
        continue;
      if (!g_strv_contains ((const char *const *) words, wanted[i]))
        return FALSE;
      found++;
    }
  return found > 0;
}

/* Whether a word of @words, beside the surname, may stand for the given name. */
static gboolean
given_fits (const char *given, const char *surname, char *const *words)
{
  g_autofree char *folded = text_fold (given), *family = text_fold (surname);
  guint others = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0' || strstr (family, words[i]) != NULL)
        continue;
      if (g_utf8_get_char (words[i]) == g_utf8_get_char (folded))
        return TRUE;
      others++;
    }
  return others == 0;
}

/* By the Russian surname, with an initial that fits if there is any; or by the whole name in Latin
 * letters or as its bearer writes it. */
static gboolean
names_person (const CmsCertificate *certificate, const Person *person)
{
  g_autofree char *all = g_strjoin (" ", certificate->name ? certificate->name : "",
                                    certificate->surname ? certificate->surname : "",
                                    certificate->given ? certificate->given : "", NULL);
  g_auto(GStrv) words = words_of (all);

  if (all_among (person->surname, words) &&
      (person->given == NULL || given_fits (person->given, person->surname, words)))
    return TRUE;
  return (person->latin != NULL && all_among (person->latin, words)) ||
         (person->own_name != NULL && all_among (person->own_name, words));
}

static void
doubt_time (GPtrArray *doubts, const SigningTask *task, const CmsCertificate *certificate)
{
  g_autofree char *from = instant_text (certificate->not_before);
  g_autofree char *until = instant_text (certificate->not_after);

  if (g_date_time_compare (task->when, certificate->not_after) > 0)
    add_doubt (doubts, N_ ("the certificate {subject} has expired, at {until}"), certificate,
               "until", until);
  else if (g_date_time_compare (task->when, certificate->not_before) < 0)
    add_doubt (doubts, N_ ("the certificate {subject} is not valid before {from}"),
               certificate, "from", from);
}

gboolean
signing_doubts (Db *db, const SigningTask *task, const CmsCertificate *certificate,
                GPtrArray *doubts, GError **error)
{
  g_autoptr(Person) person = person_load_id (db, task->signatory->person, error);
  g_autoptr(Party) party = person ? party_load (db, task->signatory->party, error) : NULL;

  if (party == NULL)
    return FALSE;
  doubt_time (doubts, task, certificate);
  if (!certificate->for_signing)
    add_doubt (doubts, N_ ("the certificate {subject} is not for signing"), certificate, "",
               "");
  if (!names_person (certificate, person))
    add_doubt (doubts, N_ ("the certificate {subject} does not name {name}, who signs"),
               certificate, "name", task->signatory->name);
  if (certificate->country != NULL &&
      g_ascii_strcasecmp (certificate->country, party->country) != 0)
    add_doubt (doubts, N_ ("the certificate {subject} is of another country than {country}"),
               certificate, "country", party->country);
  return TRUE;
}

/* --- preparing ---------------------------------------------------------------------------------- */

/* «24 ноября 2026 года, 14:00 (UTC+5)», by the clock of the place. */
static char *
moment_line (const SigningTask *task)
{
  g_autoptr(GDateTime) local = instant_in_zone (task->when, task->meeting->time_zone);
  g_autofree char *day = NULL, *time = g_date_time_format (local, "%H:%M");
  gint64 offset = g_date_time_get_utc_offset (local) / G_TIME_SPAN_MINUTE;
  const char *sign = offset < 0 ? "−" : "+";
  GDate date;

  offset = ABS (offset);
  instant_local_date (task->when, task->meeting->time_zone, &date);
  day = language_date_long ("ru", &date);
  if (offset % 60 != 0)
    return g_strdup_printf ("%s, %s (UTC%s%d:%02d)", day, time, sign, (int) offset / 60,
                            (int) offset % 60);
  return g_strdup_printf ("%s, %s (UTC%s%d)", day, time, sign, (int) offset / 60);
}

/* A no-break space is a space to the font's subset. */
static char *
plain_spaces (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "\xC2\xA0", -1);

  return g_strjoinv (" ", parts);
}

GBytes *
signing_prepare (const SigningTask *task, GBytes **digest, GError **error)
{
  const PadesModule *module = pades_module (error);
  g_autofree char *moment = moment_line (task), *when = plain_spaces (moment);
  g_autofree char *name = plain_spaces (task->signatory->name);
  g_autofree char *title = plain_spaces (task->signatory->title);
  const char *const lines[] = { "Подписано электронной подписью", name, title, when, NULL };
  PadesRequest request = { task->field, lines, name, task->when };

  return module ? module->prepare (task->bytes, &request, digest, error) : NULL;
}

/* --- keeping ------------------------------------------------------------------------------------ */

/* The signed file as a verifier sees it; what is not sound in itself is never kept.  Trust is the
 * reader's matter. */
static const PadesSignature *
check_result (const SigningTask *task, const PadesReport *report, GError **error)
{
  const PadesSignature *last =
      report->signatures->len > 0
          ? g_ptr_array_index (report->signatures, report->signatures->len - 1)
          : NULL;

  if (last != NULL && report->changes->len == 0 && last->covers_all && last->fault == NULL &&
      last->verdict->fault == NULL && g_str_equal (last->field, task->field) &&
      last->verdict->certificate != NULL)
    return last;
  council_error (
      error, COUNCIL_ERROR_STORAGE,
      N_ ("protocol {ref}: the signed original does not stand its own check; it was "
          "not kept"),
      "ref", task->protocol->ref, NULL);
  return NULL;
}

static gboolean
insert_signature (Db *db, const SigningTask *task, const PadesSignature *signature,
                  const char *sha256, const char *doubts, GError **error)
{
  const CmsCertificate *certificate = signature->verdict->certificate;
  g_autofree char *id = uuid7 (), *when = instant_text (task->when);
  g_autofree char *stamped =
      signature->verdict->timestamp ? instant_text (signature->verdict->timestamp) : NULL;

  return db_run (
      db,
      "INSERT INTO signature (id, original, signatory, position, before_sha256,"
      " sha256, signed_at, stamped_at, subject, issuer, serial, fingerprint, doubts,"
      " signed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error, "sssissssssssss", id, task->original->id, task->signatory->id,
      task->original->signatures + 1, task->original->sha256, sha256, when, stamped,
      certificate->subject, certificate->issuer, certificate->serial, certificate->fingerprint,
      doubts, db_actor (db)->name);
}

/* Whoever signed first has the file: another's signature of the same bytes would lose theirs. */
static gboolean
check_unchanged (Db *db, const SigningTask *task, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT sha256 FROM original WHERE id = ?", error, "s", task->original->id);

  if (row == NULL)
    return FALSE;
  return g_str_equal (row_text (row, "sha256"), task->original->sha256) ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("protocol {ref}: the original kept by {party} was signed by another "
                 "meanwhile (sign it again, as it is now)"),
             "ref", task->protocol->ref, "party", task->original->keeper, NULL);
}

gboolean
signing_finish (Db *db, SigningTask *task, GBytes *prepared, GBytes *cms, const char *doubts,
                gboolean *closed, GError **error)
{
  const PadesModule *module = pades_module (error);
  g_autoptr(GBytes) bytes = module ? module->fill (prepared, cms, error) : NULL;
  g_autoptr(GDateTime) now = clock_now ();
  g_autoptr(PadesReport) report = bytes ? module->verify (bytes, NULL, now, error) : NULL;
  const PadesSignature *made = report ? check_result (task, report, error) : NULL;
  g_autoptr(DbTransaction) tx = made ? db_begin (db, "protocol.sign", error) : NULL;
  g_autofree char *sha256 = NULL;

  if (tx == NULL)
    return FALSE;
  db_subject (tx, task->protocol->ref);
  sha256 = blob_store (db, bytes, error);
  return sha256 != NULL && check_unchanged (db, task, error) &&
         insert_signature (db, task, made, sha256, doubts, error) &&
         db_run (db, "UPDATE original SET sha256 = ? WHERE id = ?", error, "ss", sha256,
                 task->original->id) &&
         db_run (db, "DELETE FROM signature_request WHERE original = ? AND signatory = ?",
                 error, "ss", task->original->id, task->signatory->id) &&
         original_settle (db, task->protocol, task->meeting, closed, error) &&
         db_commit (&tx, error);
}

/* --- the signing service ------------------------------------------------------------------------ */

static char *
hexadecimal (GBytes *bytes)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%02x", data[i]);
  return g_string_free (text, FALSE);
}

gboolean
signing_wait (Db *db, const SigningTask *task, GBytes *digest, const char *certificates,
              const char *doubts, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.sign.prepare", error);
  g_autofree char *id = uuid7 (), *when = instant_text (task->when);
  g_autofree char *hash = hexadecimal (digest);

  if (tx == NULL)
    return FALSE;
  db_subject (tx, task->protocol->ref);
  return db_run (db, "DELETE FROM signature_request WHERE original = ? AND signatory = ?",
                 error, "ss", task->original->id, task->signatory->id) &&
         db_run (db,
                 "INSERT INTO signature_request (id, original, signatory, before_sha256,"
                 " prepared_at, certificates, digest, doubts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                 error, "ssssssss", id, task->original->id, task->signatory->id,
                 task->original->sha256, when, certificates, hash, doubts) &&
         db_commit (&tx, error);
}

void
signing_request_free (SigningRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->before_sha256);
  g_free (request->certificates);
  g_free (request->digest);
  g_free (request->doubts);
  g_clear_pointer (&request->when, g_date_time_unref);
  g_free (request);
}

SigningRequest *
signing_request_load (Db *db, SigningTask *task, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db,
              "SELECT before_sha256, prepared_at, certificates, digest, doubts"
              " FROM signature_request WHERE original = ? AND signatory = ?",
              error, "ss", task->original->id, task->signatory->id);
  g_autoptr(SigningRequest) request = g_new0 (SigningRequest, 1);

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("protocol {ref}: no signature by {name} was prepared for the "
                                "original kept by {party} (--prepare FILE)"),
                            "ref", task->protocol->ref, "name", task->signatory->name, "party",
                            task->original->keeper, NULL);
      return NULL;
    }
  request->before_sha256 = row_copy (row, "before_sha256");
  request->certificates = row_copy (row, "certificates");
  request->digest = row_copy (row, "digest");
  request->doubts = row_copy (row, "doubts");
  request->when = instant_parse (row_text (row, "prepared_at"), error);
  if (request->when == NULL)
    return NULL;
  if (!g_str_equal (request->before_sha256, task->original->sha256))
    {
      council_error (
          error, COUNCIL_ERROR_RULE,
          N_ ("protocol {ref}: the original kept by {party} was signed by another since "
              "this signature was prepared (prepare it again)"),
          "ref", task->protocol->ref, "party", task->original->keeper, NULL);
      return NULL;
    }
  g_date_time_unref (task->when);
  task->when = g_date_time_ref (request->when);
  return g_steal_pointer (&request);
}

/* --- on record ---------------------------------------------------------------------------------- */

void
signature_free (Signature *signature)
{
  if (signature == NULL)
    return;
  g_free (signature->party);
  g_free (signature->name);
  g_free (signature->signed_at);
  g_free (signature->stamped_at);
  g_free (signature->subject);
  g_free (signature->doubts);
  g_free (signature);
}

GPtrArray *
signature_list (Db *db, const Original *original, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT code, name, signed_at, stamped_at, subject, doubts FROM signature"
              " JOIN signatory ON signatory.id = signature.signatory"
              " JOIN party ON party.id = signatory.party WHERE original = ?"
              " ORDER BY signature.position",
              error, "s", original->id);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) signature_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Signature *signature = g_new0 (Signature, 1);

      signature->party = row_copy (row, "code");
      signature->name = row_copy (row, "name");
      signature->signed_at = row_copy (row, "signed_at");
      signature->stamped_at = row_copy (row, "stamped_at");
      signature->subject = row_copy (row, "subject");
      signature->doubts = row_copy (row, "doubts");
      g_ptr_array_add (list, signature);
    }
  return list;
}

gboolean
signatures_check (Db *db, const Protocol *protocol, const char *lang, GPtrArray *findings,
                  GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT code FROM original JOIN party ON party.id = keeper WHERE protocol = ?1 AND"
      " (EXISTS (SELECT 1 FROM signature AS later WHERE later.original = original.id"
      " AND position > 1 AND NOT EXISTS (SELECT 1 FROM signature AS earlier"
      " WHERE earlier.original = original.id AND earlier.position = later.position - 1"
      " AND earlier.sha256 = later.before_sha256))"
      " OR EXISTS (SELECT 1 FROM signature AS last WHERE last.original = original.id"
      " AND position = (SELECT max (position) FROM signature WHERE original = last.original)"
      " AND last.sha256 != original.sha256)) ORDER BY party.position",
      error, "s", protocol->id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (
        findings,
        tr_fill (
            lang,
            N_ ("protocol {ref}: the signatures of the original kept by {party} do not lead "
                "to its file"),
            "ref", protocol->ref, "party", row_text (g_ptr_array_index (rows, i), "code"),
            NULL));
  return rows != NULL;
}
