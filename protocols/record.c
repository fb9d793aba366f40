#include "protocols/record.h"

#include "core/council.h"
#include "core/date.h"
#include "core/json.h"
#include "core/name.h"
#include "core/party.h"
#include "meetings/decision.h"
#include "meetings/meeting.h"
#include "protocols/cells.h"
#include "protocols/original.h"
#include "protocols/reading.h"
#include "protocols/signature.h"

#define FORMAT "council protocol record 1"

typedef struct
{
  Db *db;
  const Protocol *protocol;
  const char *keeper;
  GPtrArray *parties; /* (element-type Party): in alternat order */
  JsonBuilder *json;
} Recorder;

/* ---- What it is about -------------------------------------------------------------------- */

static gboolean
add_council (Recorder *recorder, GError **error)
{
  g_autoptr(Council) council = council_load (recorder->db, error);
  g_autofree char *name = council
                              ? name_get (recorder->db, recorder->protocol->council, "body",
                                          recorder->keeper, "ru", CASE_NOMINATIVE, error)
                              : NULL;

  if (name == NULL)
    return FALSE;
  json_begin_object (recorder->json, "council");
  json_text (recorder->json, "handle", council->handle);
  json_text (recorder->json, "name", name);
  json_text (recorder->json, "agreement", council->agreement);
  json_text (recorder->json, "agreement_date", council->agreement_date);
  json_builder_end_object (recorder->json);
  return TRUE;
}

static gboolean
add_meeting (Recorder *recorder, GError **error)
{
  g_autoptr(Meeting) meeting =
      meeting_load_id (recorder->db, recorder->protocol->meeting, error);
  g_autofree char *from = NULL, *to = NULL;
  GDate first, last;

  if (meeting == NULL)
    return FALSE;
  meeting_first_day (meeting, &first);
  meeting_last_day (meeting, &last);
  from = date_text (&first);
  to = date_text (&last);
  json_begin_object (recorder->json, "meeting");
  json_text (recorder->json, "ref", meeting->ref);
  json_text (recorder->json, "kind", meeting->kind);
  json_number (recorder->json, "ordinal", meeting->ordinal);
  json_text (recorder->json, "from", from);
  json_text (recorder->json, "to", to);
  json_text (recorder->json, "city", meeting->city);
  json_text (recorder->json, "form", meeting->form);
  json_text (recorder->json, "host", meeting->host);
  json_builder_end_object (recorder->json);
  return TRUE;
}

static gboolean
add_parties (Recorder *recorder, GError **error)
{
  json_begin_array (recorder->json, "parties");
  for (guint i = 0; i < recorder->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (recorder->parties, i);
      g_autofree char *state =
          party_name (recorder->db, party, "state", "ru", CASE_NOMINATIVE, error);
      g_autofree char *side =
          state ? party_name (recorder->db, party, "side", "ru", CASE_NOMINATIVE, error)
                : NULL;

      if (side == NULL)
        return FALSE;
      json_begin_object (recorder->json, NULL);
      json_text (recorder->json, "party", party->code);
      json_text (recorder->json, "state", state);
      json_text (recorder->json, "side", side);
      json_builder_end_object (recorder->json);
    }
  json_builder_end_array (recorder->json);
  return TRUE;
}

/* ---- The text ---------------------------------------------------------------------------- */

static void
add_block (JsonBuilder *json, guint clause, const char *kind, const char *label,
           const char *text)
{
  json_begin_object (json, NULL);
  json_number (json, "n", clause);
  json_text (json, "kind", kind);
  json_text (json, "label", label);
  json_text (json, "text", text);
  json_builder_end_object (json);
}

static void
add_cells (JsonBuilder *json, const char *name, const char *text)
{
  g_auto(GStrv) cells = cells_split (text);

  json_begin_array (json, name);
  for (guint i = 0; cells[i] != NULL; i++)
    json_text (json, NULL, cells[i]);
  json_builder_end_array (json);
}

/* The tables of the text, cell by cell, for who has a spreadsheet. */
static void
add_tables (JsonBuilder *json, GPtrArray *blocks)
{
  const ReadingBlock *annex = NULL;

  json_begin_array (json, "tables");
  for (guint i = 0; i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);

      if (g_str_equal (block->kind, "annex"))
        annex = block;
      if (!g_str_equal (block->kind, "columns"))
        continue;
      json_begin_object (json, NULL);
      json_text (json, "annex", annex ? annex->label : NULL);
      json_text (json, "title", annex ? annex->text : NULL);
      add_cells (json, "columns", block->text);
      json_begin_array (json, "rows");
      for (; i + 1 < blocks->len; i++)
        {
          const ReadingBlock *row = g_ptr_array_index (blocks, i + 1);

          if (!g_str_equal (row->kind, "row"))
            break;
          add_cells (json, NULL, row->text);
        }
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/* The original's own wording; not once a name in it has changed since the text was agreed. */
static gboolean
add_reading (Recorder *recorder, GPtrArray *clauses, GError **error)
{
  const Protocol *protocol = recorder->protocol;
  g_autofree char *hash = protocol_reading_hash (recorder->db, protocol, clauses, error);
  g_autoptr(GPtrArray) blocks = NULL;
  GDate date;
  gboolean dated =
      protocol->signing_date != NULL && date_parse (protocol->signing_date, &date, NULL);

  if (hash == NULL)
    return FALSE;
  if (protocol->reading_sha256 != NULL && !g_str_equal (hash, protocol->reading_sha256))
    {
      json_nothing (recorder->json, "reading");
      return TRUE;
    }
  blocks = reading_make (recorder->db, protocol, clauses, recorder->keeper, protocol->city,
                         dated ? &date : NULL, error);
  if (blocks == NULL)
    return FALSE;
  json_begin_array (recorder->json, "reading");
  for (guint i = 0; i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);

      add_block (recorder->json, block->clause, block->kind, block->label, block->text);
    }
  json_builder_end_array (recorder->json);
  add_tables (recorder->json, blocks);
  return TRUE;
}

static gboolean
add_text (Recorder *recorder, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (recorder->db, recorder->protocol, error);
  g_autofree char *sha256 = clauses ? protocol_text_hash (clauses) : NULL;

  if (clauses == NULL)
    return FALSE;
  json_text (recorder->json, "text_sha256", sha256);
  json_begin_array (recorder->json, "clauses");
  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      add_block (recorder->json, i + 1, clause->kind, clause->label, clause->text);
    }
  json_builder_end_array (recorder->json);
  return add_reading (recorder, clauses, error);
}

static gboolean
add_agreements (Recorder *recorder, GError **error)
{
  g_autoptr(GPtrArray) agreements =
      protocol_agreements (recorder->db, recorder->protocol, error);

  json_begin_array (recorder->json, "agreements");
  for (guint i = 0; agreements != NULL && i < agreements->len; i++)
    {
      const Agreement *agreement = g_ptr_array_index (agreements, i);

      json_begin_object (recorder->json, NULL);
      json_text (recorder->json, "party", agreement->party);
      json_text (recorder->json, "on", agreement->on);
      json_text (recorder->json, "basis", agreement->basis);
      json_builder_end_object (recorder->json);
    }
  json_builder_end_array (recorder->json);
  return agreements != NULL;
}

static gboolean
add_decisions (Recorder *recorder, GError **error)
{
  g_autoptr(GPtrArray) decisions =
      decision_list (recorder->db, recorder->protocol->meeting, error);

  json_begin_array (recorder->json, "decisions");
  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      const Decision *decision = g_ptr_array_index (decisions, i);

      json_begin_object (recorder->json, NULL);
      json_text (recorder->json, "ref", decision->ref);
      json_text (recorder->json, "text", decision->text);
      json_text (recorder->json, "due", decision->due);
      json_text (recorder->json, "state", decision->state);
      json_begin_array (recorder->json, "executors");
      for (guint e = 0; e < decision->executors->len; e++)
        {
          const Responsible *executor = g_ptr_array_index (decision->executors, e);

          json_begin_object (recorder->json, NULL);
          json_text (recorder->json, "party", executor->party);
          json_text (recorder->json, "who", executor->who);
          json_builder_end_object (recorder->json);
        }
      json_builder_end_array (recorder->json);
      json_builder_end_object (recorder->json);
    }
  json_builder_end_array (recorder->json);
  return decisions != NULL;
}

/* ---- Signing ----------------------------------------------------------------------------- */

static gboolean
add_signing (Recorder *recorder, GError **error)
{
  const Protocol *protocol = recorder->protocol;
  g_autoptr(GPtrArray) signatories = signatories_of (recorder->db, protocol, error);

  json_begin_object (recorder->json, "signing");
  json_text (recorder->json, "place", protocol->city);
  json_text (recorder->json, "date", protocol->signing_date);
  json_begin_array (recorder->json, "signatories");
  for (guint i = 0; signatories != NULL && i < signatories->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (signatories, i);

      json_begin_object (recorder->json, NULL);
      json_text (recorder->json, "party", signatory->party);
      json_text (recorder->json, "name", signatory->name);
      json_text (recorder->json, "title", signatory->title);
      json_text (recorder->json, "capacity", signatory->capacity);
      json_builder_end_object (recorder->json);
    }
  json_builder_end_array (recorder->json);
  json_builder_end_object (recorder->json);
  return signatories != NULL;
}

static gboolean
add_signatures (Recorder *recorder, const Original *original, GError **error)
{
  g_autoptr(GPtrArray) signatures = signature_list (recorder->db, original, error);

  json_begin_array (recorder->json, "signatures");
  for (guint i = 0; signatures != NULL && i < signatures->len; i++)
    {
      const Signature *signature = g_ptr_array_index (signatures, i);

      json_begin_object (recorder->json, NULL);
      json_text (recorder->json, "party", signature->party);
      json_text (recorder->json, "name", signature->name);
      json_text (recorder->json, "signed", signature->signed_at);
      json_text (recorder->json, "timestamp", signature->stamped_at);
      json_text (recorder->json, "certificate", signature->subject);
      json_builder_end_object (recorder->json);
    }
  json_builder_end_array (recorder->json);
  return signatures != NULL;
}

static gboolean
add_originals (Recorder *recorder, GError **error)
{
  g_autoptr(GPtrArray) originals = original_list (recorder->db, recorder->protocol, error);
  gboolean done = originals != NULL;

  json_begin_array (recorder->json, "originals");
  for (guint i = 0; done && i < originals->len; i++)
    {
      const Original *original = g_ptr_array_index (originals, i);

      json_begin_object (recorder->json, NULL);
      json_text (recorder->json, "for", original->keeper);
      json_text (recorder->json, "sha256", original->sha256);
      json_text (recorder->json, "issued", original->issued_at);
      done = add_signatures (recorder, original, error);
      json_text (recorder->json, "scan_sha256", original->scan_sha256);
      json_text (recorder->json, "scan_signed", original->signed_on);
      json_text (recorder->json, "scan_place", original->signed_in);
      json_builder_end_object (recorder->json);
    }
  json_builder_end_array (recorder->json);
  return done;
}

/* ---- The document ------------------------------------------------------------------------ */

static gboolean
add_all (Recorder *recorder, GBytes *pdf, GError **error)
{
  const Protocol *protocol = recorder->protocol;
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  JsonBuilder *json = recorder->json;

  json_begin_object (json, NULL);
  json_text (json, "format", FORMAT);
  json_text (json, "ref", protocol->ref);
  json_text (json, "state", protocol->state);
  json_bool (json, "sample", protocol->sample);
  json_number (json, "issue", protocol->issue);
  json_text (json, "template", protocol->template);
  json_text (json, "text_form", protocol->form);
  json_begin_object (json, "file");
  json_text (json, "for", recorder->keeper);
  json_text (json, "sha256", sha256);
  json_number (json, "bytes", (gint64) g_bytes_get_size (pdf));
  json_builder_end_object (json);
  if (!add_council (recorder, error) || !add_meeting (recorder, error) ||
      !add_parties (recorder, error) || !add_text (recorder, error) ||
      !add_agreements (recorder, error) || !add_decisions (recorder, error) ||
      !add_signing (recorder, error) || !add_originals (recorder, error))
    return FALSE;
  json_builder_end_object (json);
  return TRUE;
}

char *
protocol_record (Db *db, const Protocol *protocol, const char *keeper, GBytes *pdf,
                 GError **error)
{
  g_autoptr(GPtrArray) all = party_list (db, error);
  g_autoptr(GPtrArray) parties = all ? party_alternat (all, keeper) : NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();
  Recorder recorder = { db, protocol, keeper, parties, json };

  return parties != NULL && add_all (&recorder, pdf, error) ? json_document (json) : NULL;
}
