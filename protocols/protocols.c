#include "protocols/protocols.h"

#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "core/registry.h"
#include "protocols/original.h"
#include "protocols/protocol.h"
#include "protocols/style.h"
#include "protocols/signature.h"

#define STATUS_ORDER 60

/* --- status ------------------------------------------------------------------------------------ */

/* The originals that were issued and have no scan: one a row, with the meeting. */
static GPtrArray *
unsigned_originals (Db *db, GError **error)
{
  return db_all (db,
                 "SELECT ref, code, original.issued_at AS issued_at, signing_date,"
                 " max (protocol.sample, meeting.sample) AS sample FROM protocol"
                 " JOIN meeting ON meeting.id = protocol.meeting"
                 " JOIN original ON original.protocol = protocol.id"
                 " AND original.issue = protocol.issue"
                 " JOIN party ON party.id = original.keeper"
                 " WHERE protocol.state = 'issued' AND NOT EXISTS (SELECT 1 FROM scan"
                 " WHERE scan.original = original.id AND replaced = 0) AND EXISTS"
                 " (SELECT 1 FROM signatory WHERE signatory.protocol = protocol.id"
                 " AND signatory.issue = protocol.issue AND NOT EXISTS (SELECT 1"
                 " FROM signature WHERE signature.original = original.id"
                 " AND signature.signatory = signatory.id))"
                 " ORDER BY meeting.starts_at, ref, party.position",
                 error, "");
}

static gboolean
status_json (Db *db, JsonBuilder *builder, GError **error)
{
  g_autoptr(GPtrArray) rows = unsigned_originals (db, error);

  if (rows == NULL)
    return FALSE;
  json_begin_array (builder, "unsigned");
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      json_begin_object (builder, NULL);
      json_text (builder, "meeting", row_text (row, "ref"));
      json_text (builder, "for", row_text (row, "code"));
      json_text (builder, "issued", row_text (row, "issued_at"));
      json_text (builder, "date", row_text (row, "signing_date"));
      json_bool (builder, "sample", row_int (row, "sample") != 0);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return TRUE;
}

static gboolean
add_unsigned (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  g_autoptr(GPtrArray) rows = unsigned_originals (db, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (lines,
                       tr_fill (lang,
                                row_int (row, "sample")
                                    ? N_ ("Sample: protocol {ref}: the original kept by "
                                          "{party} is not signed")
                                    : N_ ("Protocol {ref}: the original kept by {party} is "
                                          "not signed"),
                                "ref", row_text (row, "ref"), "party", row_text (row, "code"),
                                NULL));
    }
  return rows != NULL;
}

/* Meetings that were held and have no protocol at all. */
static gboolean
add_undrafted (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT ref FROM meeting WHERE state = 'held' AND NOT EXISTS"
      " (SELECT 1 FROM protocol WHERE protocol.meeting = meeting.id) ORDER BY starts_at, ref",
      error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (lines,
                     tr_fill (lang, N_ ("Meeting {ref}: its protocol is not drafted"), "ref",
                              row_text (g_ptr_array_index (rows, i), "ref"), NULL));
  return rows != NULL;
}

static gboolean
status_lines (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  g_autoptr(GPtrArray) protocols = protocol_list (db, error);

  if (protocols == NULL || !add_undrafted (db, lang, lines, error))
    return FALSE;
  for (guint i = 0; i < protocols->len; i++)
    {
      const Protocol *protocol = g_ptr_array_index (protocols, i);

      if (!g_str_equal (protocol->state, "issued") && !g_str_equal (protocol->state, "signed"))
        g_ptr_array_add (lines,
                         tr_fill (lang,
                                  protocol->sample ? N_ ("Sample: protocol {ref}: {state:tr}")
                                                   : N_ ("Protocol {ref}: {state:tr}"),
                                  "ref", protocol->ref, "state",
                                  protocol_state_word (protocol), NULL));
    }
  return add_unsigned (db, lang, lines, error);
}

/* --- checks ------------------------------------------------------------------------------------ */

static void
add_finding (GPtrArray *findings, const char *lang, const char *message,
             const Protocol *protocol)
{
  g_ptr_array_add (findings, tr_fill (lang, message, "ref", protocol->ref, NULL));
}

/* What is wrong with the wording, each finding behind the protocol's reference. */
static gboolean
check_wording (Db *db, const Protocol *protocol, GPtrArray *clauses, const char *lang,
               GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) protocol_finding_free);

  if (!protocol_findings (db, protocol, clauses, found, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *text =
          council_error_text (((ProtocolFinding *) g_ptr_array_index (found, i))->error, lang);

      g_ptr_array_add (findings, tr_fill (lang, N_ ("protocol {ref}, {finding}"), "ref",
                                          protocol->ref, "finding", text, NULL));
    }
  return TRUE;
}

/* An issued protocol has an original and a signatory a party, a signed one a scan of each,
 * or the electronic signatures. */
static gboolean
check_originals (Db *db, const Protocol *protocol, const char *lang, GPtrArray *findings,
                 GError **error)
{
  g_autoptr(GPtrArray) originals = original_list (db, protocol, error);
  g_autoptr(GPtrArray) signatories = originals ? signatories_of (db, protocol, error) : NULL;
  g_autoptr(GPtrArray) parties = signatories ? protocol_parties (db, protocol, error) : NULL;
  guint signers = protocol->own != NULL ? 2 : 1; /* at home chair and secretary sign */
  gboolean is_signed = g_str_equal (protocol->state, "signed");

  if (parties == NULL)
    return FALSE;
  if (!is_signed && !g_str_equal (protocol->state, "issued"))
    return TRUE;
  if (originals->len != parties->len || signatories->len != parties->len * signers)
    add_finding (findings, lang,
                 N_ ("protocol {ref}: it has not one original and one signatory a party"),
                 protocol);
  for (guint i = 0; is_signed && i < originals->len; i++)
    if (!original_is_complete (g_ptr_array_index (originals, i)))
      add_finding (findings, lang,
                   N_ ("protocol {ref} is signed, but not every original has its scan or its "
                       "electronic signatures"),
                   protocol);
  return TRUE;
}

static gboolean
check_hash (Db *db, const Protocol *protocol, GPtrArray *clauses, const char *lang,
            GPtrArray *findings, GError **error)
{
  g_autofree char *text = protocol_text_hash (clauses);
  gint64 missing;

  if (g_strcmp0 (text, protocol->text_sha256) != 0)
    add_finding (findings, lang,
                 N_ ("protocol {ref}: its text is not the one that was agreed"), protocol);
  missing =
      db_number (db,
                 "SELECT count (*) FROM party WHERE id NOT IN (SELECT party FROM agreement"
                 " WHERE protocol = ? AND text_sha256 = ?) AND code = coalesce (?, code)",
                 error, "sss", protocol->id, text, protocol->own);
  if (missing > 0)
    add_finding (findings, lang, N_ ("protocol {ref}: not every party agreed to its text"),
                 protocol);
  return missing >= 0;
}

static gboolean
check_protocol (Db *db, const Protocol *protocol, const char *lang, GPtrArray *findings,
                GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr(GError) broken = NULL;
  g_autofree char *reading = NULL;

  if (clauses == NULL)
    return FALSE;
  reading = protocol_reading_hash (db, protocol, clauses, &broken);
  if (reading == NULL)
    {
      g_autofree char *why = council_error_text (broken, lang);

      g_ptr_array_add (findings, tr_fill (lang, N_ ("protocol {ref}, {finding}"), "ref",
                                          protocol->ref, "finding", why, NULL));
      return TRUE;
    }
  if (g_str_equal (protocol->state, "agreed") &&
      g_strcmp0 (reading, protocol->reading_sha256) != 0)
    add_finding (findings, lang,
                 N_ ("protocol {ref}: a name in it has changed since it was agreed"),
                 protocol);
  if (protocol_is_frozen (protocol) &&
      !check_hash (db, protocol, clauses, lang, findings, error))
    return FALSE;
  return check_wording (db, protocol, clauses, lang, findings, error) &&
         signatures_check (db, protocol, lang, findings, error) &&
         check_originals (db, protocol, lang, findings, error);
}

static gboolean
check_protocols (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) protocols = protocol_list (db, error);

  for (guint i = 0; protocols != NULL && i < protocols->len; i++)
    if (!check_protocol (db, g_ptr_array_index (protocols, i), lang, findings, error))
      return FALSE;
  return protocols != NULL;
}

/* --- a new chair ------------------------------------------------------------------------------- */

static gboolean
chair_effect (Db *db, const ChairChange *change, const char *lang, GPtrArray *lines,
              GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT ref, name, title FROM protocol JOIN meeting ON meeting.id = protocol.meeting"
      " JOIN signatory ON signatory.protocol = protocol.id"
      " AND signatory.issue = protocol.issue"
      " JOIN party ON party.id = signatory.party"
      " WHERE protocol.state = 'issued' AND code = ? AND capacity != 'empowered'"
      " ORDER BY meeting.starts_at, ref",
      error, "s", change->party);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (
          lines,
          tr_fill (lang,
                   N_ ("protocol {ref}: originals not signed yet name {name}, {title}; if "
                       "they are signed from {from} on, issue them again (council "
                       "protocol issue {ref})"),
                   "ref", row_text (row, "ref"), "name", row_text (row, "name"), "title",
                   row_text (row, "title"), "from", change->from, NULL));
    }
  return rows != NULL;
}

static const SettingDefinition settings[] = {
  { "timestamp-authority", SETTING_TEXT, NULL, NULL,
    N_ ("Address (http, https) of the authority that says when an original was signed "
        "electronically (RFC 3161)"),
    N_ ("a choice of each secretariat"), FALSE, TRUE },
  { NULL },
};

void
protocols_register (void)
{
  static const StatusSource status = { status_json, status_lines };

  registry_add_settings (settings);
  registry_add_settings (style_settings);
  registry_add_status (STATUS_ORDER, &status);
  registry_add_check (check_protocols);
  registry_add_chair_effect (chair_effect);
}
