/* Agreeing to the text, which freezes it, and reopening it. */
#include "protocols/protocol.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/uuid.h"
#include "protocols/protocol-internal.h"
#include "protocols/version.h"

void
agreement_free (Agreement *agreement)
{
  if (agreement == NULL)
    return;
  g_free (agreement->party);
  g_free (agreement->on);
  g_free (agreement->basis);
  g_free (agreement);
}

GPtrArray *
protocol_agreements (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT party.code AS code, agreed_on, basis FROM agreement"
              " JOIN party ON party.id = agreement.party WHERE protocol = ?"
              " ORDER BY party.position",
              error, "s", protocol->id);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) agreement_free);
  for (guint i = 0; i < rows->len; i++)
    {
      Agreement *agreement = g_new0 (Agreement, 1);

      agreement->party = row_copy (g_ptr_array_index (rows, i), "code");
      agreement->on = row_copy (g_ptr_array_index (rows, i), "agreed_on");
      agreement->basis = row_copy (g_ptr_array_index (rows, i), "basis");
      g_ptr_array_add (list, agreement);
    }
  return list;
}

/* The first finding, and how many more there are. */
static gboolean
refuse_findings (const Protocol *protocol, GPtrArray *findings, GError **error)
{
  const ProtocolFinding *first = g_ptr_array_index (findings, 0);
  g_autofree char *n = g_strdup_printf ("%u", findings->len - 1);

  g_propagate_error (error, g_error_copy (first->error));
  return findings->len == 1
             ? FALSE
             : council_error_wrap (error, COUNCIL_ERROR_RULE,
                                   N_ ("{error}; and {n} more: council protocol check {ref}"),
                                   "n", n, "ref", protocol->ref, NULL);
}

static gboolean
check_agreeable (Db *db, const Protocol *protocol, const char *party, GPtrArray *clauses,
                 GError **error)
{
  g_autoptr(GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) protocol_finding_free);
  gint64 n;

  if (!protocol_check_open (protocol, error) || !protocol_check_party (protocol, party, error))
    return FALSE;
  n = db_number (db,
                 "SELECT count (*) FROM agreement JOIN party ON party.id = agreement.party"
                 " WHERE protocol = ? AND code = ?",
                 error, "ss", protocol->id, party);
  if (n < 0)
    return FALSE;
  if (n > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref}: {party} agreed to this text already"), "ref",
                          protocol->ref, "party", party, NULL);
  if (!protocol_findings (db, protocol, clauses, findings, error))
    return FALSE;
  return findings->len == 0 || refuse_findings (protocol, findings, error);
}

static gboolean
insert_agreement (Db *db, const Protocol *protocol, const char *party, const char *basis,
                  const char *hash, GError **error)
{
  g_autoptr(Party) row = party_load (db, party, error);
  g_autofree char *id = uuid7 (), *on = NULL;
  GDate today;

  if (row == NULL)
    return FALSE;
  clock_today (row->time_zone, &today);
  on = date_text (&today);
  return db_run (db,
                 "INSERT INTO agreement (id, protocol, party, text_sha256, agreed_on, basis)"
                 " VALUES (?, ?, ?, ?, ?, ?)",
                 error, "ssssss", id, protocol->id, row->id, hash, on, basis);
}

/* The decisions that the agreed text holds enter the register; a draft that was struck from the
 * text stays one. */
static gboolean
agree_decisions (Db *db, const Protocol *protocol, GError **error)
{
  return db_run (db,
                 "UPDATE decision SET state = 'agreed' WHERE state = 'draft' AND item IN"
                 " (SELECT id FROM agenda_item WHERE meeting = ?) AND id IN"
                 " (SELECT source FROM clause WHERE protocol = ?)",
                 error, "ss", protocol->meeting, protocol->id);
}

static gboolean
reopen_decisions (Db *db, const Protocol *protocol, GError **error)
{
  return db_run (db,
                 "UPDATE decision SET state = 'draft' WHERE state = 'agreed' AND item IN"
                 " (SELECT id FROM agenda_item WHERE meeting = ?)",
                 error, "s", protocol->meeting);
}

static gboolean
set_agreed (Db *db, Protocol *protocol, GPtrArray *clauses, const char *hash, GError **error)
{
  g_autofree char *reading = protocol_reading_hash (db, protocol, clauses, error);

  return reading != NULL &&
         db_run (db,
                 "UPDATE protocol SET state = 'agreed', text_sha256 = ?, reading_sha256 = ?"
                 " WHERE id = ?",
                 error, "sss", hash, reading, protocol->id) &&
         version_mark_agreed (db, protocol, clauses, error) &&
         agree_decisions (db, protocol, error);
}

gboolean
protocol_agree (Db *db, Protocol *protocol, const char *party, const char *basis,
                gboolean *complete, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.agree", error);
  g_autoptr(GPtrArray) clauses = tx ? protocol_clauses (db, protocol, error) : NULL;
  g_autofree char *hash = NULL;
  gint64 missing;

  if (clauses == NULL || !check_agreeable (db, protocol, party, clauses, error))
    return FALSE;
  db_subject (tx, protocol->ref);
  hash = protocol_text_hash (clauses);
  if (!insert_agreement (db, protocol, party, basis, hash, error))
    return FALSE;
  missing = db_number (db,
                       "SELECT count (*) FROM party WHERE id NOT IN"
                       " (SELECT party FROM agreement WHERE protocol = ? AND text_sha256 = ?)"
                       " AND code = coalesce (?, code)",
                       error, "sss", protocol->id, hash, protocol->own);
  *complete = missing == 0;
  if (missing < 0 ||
      !(*complete ? set_agreed (db, protocol, clauses, hash, error)
                  : db_run (db, "UPDATE protocol SET state = 'review' WHERE id = ?", error,
                            "s", protocol->id)) ||
      !protocol_touch (db, protocol->id, error) || !db_commit (&tx, error))
    return FALSE;
  g_free (protocol->state);
  protocol->state = g_strdup (*complete ? "agreed" : "review");
  return TRUE;
}

gboolean
protocol_reopen (Db *db, Protocol *protocol, const char *reason, GError **error)
{
  g_autoptr(DbTransaction) tx = NULL;
  guint voided;

  if (g_str_equal (protocol->state, "signed"))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref} is signed: it is changed only by another protocol"), "ref",
        protocol->ref, NULL);
  if (!protocol_is_frozen (protocol))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref} is {state:tr}: there is nothing to reopen"),
                          "ref", protocol->ref, "state", protocol_state_word (protocol), NULL);
  tx = db_begin (db, "protocol.reopen", error);
  if (tx == NULL)
    return FALSE;
  db_subject (tx, protocol->ref);
  return protocol_void_agreements (db, protocol, &voided, error) &&
         db_run (
             db,
             "UPDATE protocol SET state = 'review', text_sha256 = NULL,"
             " reading_sha256 = NULL, city = NULL, signing_date = NULL, reopened_reason = ?"
             " WHERE id = ?",
             error, "ss", reason, protocol->id) &&
         reopen_decisions (db, protocol, error) && protocol_touch (db, protocol->id, error) &&
         db_commit (&tx, error);
}
