#include "protocols/protocol.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "meetings/meeting.h"
#include "protocols/protocol-internal.h"
#include "protocols/reading.h"
#include "protocols/version.h"

#include <string.h>

const ClauseKind clause_kinds[] = {
  { "title", N_ ("name of the document"), LABEL_NONE },
  { "subtitle", N_ ("of what meeting"), LABEL_NONE },
  { "place", N_ ("place of the head"), LABEL_NONE },
  { "date", N_ ("date of the head"), LABEL_NONE },
  { "heading", N_ ("section heading"), LABEL_NONE },
  { "item", N_ ("item of the agenda"), LABEL_FREE },
  { "paragraph", N_ ("paragraph"), LABEL_NONE },
  { "lead-in", N_ ("words before a list"), LABEL_NONE },
  { "decision", N_ ("decision"), LABEL_FREE },
  { "list", N_ ("line of a list"), LABEL_FREE },
  { "note", N_ ("note"), LABEL_NONE },
  { "party", N_ ("line of a party"), LABEL_PARTY },
  { "closing", N_ ("closing words"), LABEL_NONE },
  { "annex", N_ ("annex"), LABEL_ANNEX },
  { "reference", N_ ("what the annex belongs to"), LABEL_NONE },
  { "delegate", N_ ("delegate"), LABEL_NONE },
  { "columns", N_ ("columns of a table"), LABEL_NONE },
  { "row", N_ ("row of a table"), LABEL_NONE },
  { NULL, NULL, LABEL_NONE },
};

const ClauseKind *
clause_kind_find (const char *kind)
{
  for (const ClauseKind *row = clause_kinds; row->kind != NULL; row++)
    if (g_str_equal (row->kind, kind))
      return row;
  return NULL;
}

Clause *
clause_new (const char *kind, const char *label, const char *text, const char *source)
{
  Clause *clause = g_new0 (Clause, 1);

  clause->kind = g_strdup (kind);
  clause->label = g_strdup (label);
  clause->text = g_strdup (text);
  clause->source = g_strdup (source);
  return clause;
}

void
clause_free (Clause *clause)
{
  if (clause == NULL)
    return;
  g_free (clause->id);
  g_free (clause->kind);
  g_free (clause->label);
  g_free (clause->text);
  g_free (clause->source);
  g_free (clause);
}

void
protocol_free (Protocol *protocol)
{
  if (protocol == NULL)
    return;
  g_free (protocol->id);
  g_free (protocol->meeting);
  g_free (protocol->ref);
  g_free (protocol->council);
  g_free (protocol->body);
  g_free (protocol->group);
  g_free (protocol->own);
  g_free (protocol->template);
  g_free (protocol->state);
  g_free (protocol->text_sha256);
  g_free (protocol->reading_sha256);
  g_free (protocol->reopened_reason);
  g_free (protocol->city);
  g_free (protocol->signing_date);
  g_free (protocol->form);
  g_free (protocol);
}

/* What the last version that was composed was. */
#define COMPOSED(column)                                                                      \
  "(SELECT " column " FROM protocol_version AS v WHERE v.protocol = protocol.id"              \
  " AND " column " IS NOT NULL ORDER BY number DESC LIMIT 1)"

#define PROTOCOL_COLUMNS                                                                      \
  "SELECT protocol.*, meeting.ref AS ref, meeting.body AS body,"                              \
  " (SELECT id FROM council) AS council, working_group.name AS group_name,"                   \
  " party.code AS own, max (protocol.sample, meeting.sample) AS any_sample,"                  \
  " coalesce (" COMPOSED (                                                                    \
      "v.form") ", 'full') AS composed_form,"                                                 \
                " coalesce (" COMPOSED (                                                      \
                    "v.template") ", CASE WHEN party.id IS NULL THEN 'intergovernmental'"     \
                                  " ELSE 'domestic' END) AS composed_template"                \
                                  " FROM protocol JOIN meeting ON meeting.id = "              \
                                  "protocol.meeting"                                          \
                                  " JOIN body ON body.id = meeting.body LEFT JOIN party ON "  \
                                  "party.id = body.party"                                     \
                                  " LEFT JOIN working_group ON working_group.id = body.id "

static Protocol *
protocol_from_row (const DbRow *row)
{
  Protocol *protocol = g_new0 (Protocol, 1);

  protocol->id = row_copy (row, "id");
  protocol->meeting = row_copy (row, "meeting");
  protocol->ref = row_copy (row, "ref");
  protocol->council = row_copy (row, "council");
  protocol->body = row_copy (row, "body");
  protocol->group = row_copy (row, "group_name");
  protocol->own = row_copy (row, "own");
  protocol->template = row_copy (row, "composed_template");
  protocol->state = row_copy (row, "state");
  protocol->text_sha256 = row_copy (row, "text_sha256");
  protocol->reading_sha256 = row_copy (row, "reading_sha256");
  protocol->reopened_reason = row_copy (row, "reopened_reason");
  protocol->issue = row_int (row, "issue");
  protocol->city = row_copy (row, "city");
  protocol->signing_date = row_copy (row, "signing_date");
  protocol->form = row_copy (row, "composed_form");
  protocol->sample = row_int (row, "any_sample") != 0;
  return protocol;
}

Protocol *
protocol_load (Db *db, const char *ref, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(DbRow) row = NULL;

  if (meeting == NULL || !db_maybe (db, &row, PROTOCOL_COLUMNS "WHERE protocol.meeting = ?",
                                    error, "s", meeting->id))
    return NULL;
  if (row != NULL)
    return protocol_from_row (row);
  if (meeting->no_protocol)
    council_error (
        error, COUNCIL_ERROR_NOT_FOUND,
        N_ ("protocol {ref}: it is not in this file (make one with 'council protocol "
            "draft {ref}')"),
        "ref", meeting->ref, NULL);
  else
    council_error (
        error, COUNCIL_ERROR_NOT_FOUND,
        N_ ("meeting {ref} has no protocol yet (make it with 'council protocol draft "
            "{ref}')"),
        "ref", meeting->ref, NULL);
  return NULL;
}

GPtrArray *
protocol_list (Db *db, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db, PROTOCOL_COLUMNS "ORDER BY meeting.starts_at, ref", error, "");
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) protocol_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (list, protocol_from_row (g_ptr_array_index (rows, i)));
  return list;
}

GPtrArray *
protocol_parties (Db *db, const Protocol *protocol, GError **error)
{
  GPtrArray *parties = party_list (db, error);

  for (guint i = parties ? parties->len : 0; protocol->own != NULL && i-- > 0;)
    if (!g_str_equal (((Party *) g_ptr_array_index (parties, i))->code, protocol->own))
      g_ptr_array_remove_index (parties, i);
  return parties;
}

gboolean
protocol_check_party (const Protocol *protocol, const char *party, GError **error)
{
  return protocol->own == NULL || g_str_equal (protocol->own, party) ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("protocol {ref} is of {own}'s own meeting: {party} has no part in it"), "ref",
             protocol->ref, "own", protocol->own, "party", party, NULL);
}

GPtrArray *
protocol_clauses (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT id, kind, label, text, source FROM clause WHERE protocol = ? ORDER BY position",
      error, "s", protocol->id);
  GPtrArray *clauses;

  if (rows == NULL)
    return NULL;
  clauses = g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Clause *clause = clause_new (row_text (row, "kind"), row_text (row, "label"),
                                   row_text (row, "text"), row_text (row, "source"));

      clause->id = row_copy (row, "id");
      g_ptr_array_add (clauses, clause);
    }
  return clauses;
}

const char *
protocol_state_word (const Protocol *protocol)
{
  static const struct
  {
    const char *state, *word;
    const char *of_group, *of_own; /* (nullable): where these say it otherwise */
  } words[] = {
    { "draft", N_ ("a draft"), NULL, NULL },
    { "review", N_ ("in review"), NULL, NULL },
    { "agreed", N_ ("agreed by every party"), NULL, N_ ("agreed by the party") },
    { "issued", N_ ("issued for signing"), NULL, NULL },
    { "signed", N_ ("signed by every chair"), N_ ("signed by every co-lead"),
      N_ ("signed by its chair and secretary") },
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].state, protocol->state))
      {
        const char *word = protocol->own     ? words[i].of_own
                           : protocol->group ? words[i].of_group
                                             : NULL;

        return word ? word : words[i].word;
      }
  return protocol->state;
}

gboolean
protocol_is_frozen (const Protocol *protocol)
{
  return !g_str_equal (protocol->state, "draft") && !g_str_equal (protocol->state, "review");
}

/* Every field ends in a byte that no text holds, so that nothing moves from one to another. */
static void
hash_field (GChecksum *sum, const char *field)
{
  g_checksum_update (sum, (const guchar *) (field ? field : ""),
                     (gssize) strlen (field ? field : "") + 1);
}

char *
protocol_text_hash (GPtrArray *clauses)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      hash_field (sum, clause->kind);
      hash_field (sum, clause->label);
      hash_field (sum, clause->text);
    }
  return g_strdup (g_checksum_get_string (sum));
}

char *
protocol_reading_hash (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GPtrArray) parties = protocol_parties (db, protocol, error);

  for (guint p = 0; parties != NULL && p < parties->len; p++)
    {
      const Party *keeper = g_ptr_array_index (parties, p);
      g_autoptr(GPtrArray) blocks =
          reading_make (db, protocol, clauses, keeper->code, NULL, NULL, error);

      if (blocks == NULL)
        return NULL;
      hash_field (sum, keeper->code);
      for (guint i = 0; i < blocks->len; i++)
        {
          const ReadingBlock *block = g_ptr_array_index (blocks, i);

          hash_field (sum, block->kind);
          hash_field (sum, block->label);
          hash_field (sum, block->text);
        }
    }
  return parties ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

gboolean
protocol_touch (Db *db, const char *id, GError **error)
{
  g_autofree char *now = clock_now_text ();

  return db_run (db, "UPDATE protocol SET changed_at = ? WHERE id = ?", error, "ss", now, id);
}

gboolean
protocol_check_open (const Protocol *protocol, GError **error)
{
  return !protocol_is_frozen (protocol) ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("protocol {ref} is {state:tr}: its text is frozen (reopen it first with "
                 "'council protocol reopen {ref}')"),
             "ref", protocol->ref, "state", protocol_state_word (protocol), NULL);
}

gboolean
protocol_void_agreements (Db *db, Protocol *protocol, guint *voided, GError **error)
{
  gint64 n = db_number (db, "SELECT count (*) FROM agreement WHERE protocol = ?", error, "s",
                        protocol->id);

  if (n < 0)
    return FALSE;
  *voided = (guint) n;
  return n == 0 ||
         db_run (db, "DELETE FROM agreement WHERE protocol = ?", error, "s", protocol->id);
}

gboolean
protocol_replace_text (Db *db, Protocol *protocol, GPtrArray *clauses, const char *verb,
                       const ProtocolChoice *composed, guint *voided, GError **error)
{
  /* reading every original finds what is not well formed */
  g_autofree char *reading = protocol_reading_hash (db, protocol, clauses, error);

  return reading != NULL && protocol_check_tables (clauses, error) &&
         protocol_void_agreements (db, protocol, voided, error) &&
         protocol_write_clauses (db, protocol, clauses, error) &&
         version_save (db, protocol, verb, composed, error) &&
         protocol_touch (db, protocol->id, error);
}

gboolean
protocol_set_clauses (Db *db, Protocol *protocol, GPtrArray *clauses, guint *voided,
                      GError **error)
{
  g_autoptr(DbTransaction) tx = NULL;
  g_autoptr(GPtrArray) old = NULL;
  g_autofree char *before = NULL, *after = protocol_text_hash (clauses);

  *voided = 0;
  if (!protocol_check_open (protocol, error))
    return FALSE;
  old = protocol_clauses (db, protocol, error);
  if (old == NULL)
    return FALSE;
  before = protocol_text_hash (old);
  if (g_str_equal (before, after))
    return TRUE;
  tx = db_begin (db, "protocol.edit", error);
  if (tx == NULL)
    return FALSE;
  db_subject (tx, protocol->ref);
  return version_keep_first (db, protocol, old, error) &&
         protocol_replace_text (db, protocol, clauses, "edit", NULL, voided, error) &&
         db_commit (&tx, error);
}
