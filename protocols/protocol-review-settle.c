/* Brackets are settled: taken by every other party, or withdrawn. */
#include "protocols/protocol-review-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/uuid.h"
#include "protocols/protocol-internal.h"
#include "protocols/version.h"

static gboolean
concerns (const Bracket *bracket, GArray *clauses)
{
  if (clauses == NULL || clauses->len == 0)
    return TRUE;
  for (guint i = 0; i < clauses->len; i++)
    if (g_array_index (clauses, guint, i) == bracket->clause)
      return TRUE;
  return FALSE;
}

/* The open brackets of @party for those clauses. */
static GPtrArray *
brackets_of (Db *db, const Protocol *protocol, GArray *clauses, const char *party,
             GError **error)
{
  g_autoptr(GPtrArray) open = bracket_list (db, protocol, error);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) bracket_free);

  if (open == NULL)
    return NULL;
  for (guint i = 0; i < open->len;)
    {
      const Bracket *bracket = g_ptr_array_index (open, i);

      if (g_str_equal (bracket->party, party) && concerns (bracket, clauses))
        g_ptr_array_add (found, g_ptr_array_steal_index (open, i));
      else
        i++;
    }
  if (found->len > 0)
    return g_steal_pointer (&found);
  council_error (
      error, COUNCIL_ERROR_NOT_FOUND,
      N_ ("protocol {ref}: {party} proposes no wording there (see 'council protocol "
          "bracket {ref}')"),
      "ref", protocol->ref, "party", party, NULL);
  return NULL;
}

/* Notes the consent; @complete tells whether every party but the proposing one has given it. */
static gboolean
consent (Db *db, const Bracket *bracket, const Party *party, const char *basis,
         gboolean *complete, GError **error)
{
  g_autofree char *id = uuid7 (), *today = review_today (party);
  gint64 missing;

  if (!db_run (db,
               "INSERT OR IGNORE INTO bracket_consent (id, bracket, party, consented_on,"
               " basis) VALUES (?, ?, ?, ?, ?)",
               error, "sssss", id, bracket->id, party->id, today, basis))
    return FALSE;
  missing = db_number (db,
                       "SELECT count (*) FROM party WHERE code != ?1 AND id NOT IN"
                       " (SELECT party FROM bracket_consent WHERE bracket = ?2)"
                       " AND NOT EXISTS (SELECT 1 FROM bracket JOIN protocol"
                       " ON protocol.id = protocol JOIN meeting ON meeting.id = meeting"
                       " JOIN body ON body.id = meeting.body"
                       " WHERE bracket.id = ?2 AND body.party IS NOT NULL)",
                       error, "ss", bracket->party, bracket->id);
  *complete = missing == 0;
  return missing >= 0;
}

/* Of several clauses that a party inserts at one place, the later ones follow the one that is in
 * the text now. */
static gboolean
queue_behind (Db *db, const Protocol *protocol, const Bracket *inserted, GError **error)
{
  g_autofree char *key = review_clause_key (db, protocol, inserted->clause + 1, error);

  return key != NULL &&
         db_run (db,
                 "UPDATE bracket SET clause = ? WHERE protocol = ? AND state = 'open'"
                 " AND kind = 'insert' AND number > ?"
                 " AND clause IS (SELECT clause FROM bracket WHERE id = ?)"
                 " AND party = (SELECT party FROM bracket WHERE id = ?)",
                 error, "ssiss", key, protocol->id, inserted->number, inserted->id,
                 inserted->id);
}

/* The bracket that every party has consented to becomes the text; what others proposed for the
 * same clause has lost. */
static gboolean
adopt (Db *db, Protocol *protocol, const char *id, const char *on, GError **error)
{
  g_autoptr(GPtrArray) open = bracket_list (db, protocol, error);
  g_autoptr(GPtrArray) clauses = open ? protocol_clauses (db, protocol, error) : NULL;
  const Bracket *won = NULL;
  g_autoptr(GPtrArray) text = NULL;
  guint voided;

  for (guint i = 0; clauses != NULL && i < open->len; i++)
    if (g_str_equal (((Bracket *) g_ptr_array_index (open, i))->id, id))
      won = g_ptr_array_index (open, i);
  if (won == NULL) /* its clause is gone with another bracket */
    return clauses != NULL;
  if (!bracket_set_state (db, id, "adopted", on, error))
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      const Bracket *other = g_ptr_array_index (open, i);

      if (other != won && won->kind != BRACKET_INSERT && other->kind != BRACKET_INSERT &&
          other->clause == won->clause &&
          !bracket_set_state (db, other->id, "dropped", on, error))
        return FALSE;
    }
  text = bracket_text_with (clauses, won);
  return version_keep_first (db, protocol, clauses, error) &&
         protocol_replace_text (db, protocol, text, "settle", NULL, &voided, error) &&
         (won->kind != BRACKET_INSERT || queue_behind (db, protocol, won, error));
}

/* What @party itself proposed for the clause, it no longer does. */
static gboolean
give_way (Db *db, const Protocol *protocol, const Bracket *taken, const char *party,
          const char *on, GError **error)
{
  g_autoptr(GPtrArray) open = bracket_list (db, protocol, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const Bracket *own = g_ptr_array_index (open, i);

      if (taken->kind != BRACKET_INSERT && own->kind != BRACKET_INSERT &&
          own->clause == taken->clause && g_str_equal (own->party, party) &&
          !bracket_set_state (db, own->id, "withdrawn", on, error))
        return FALSE;
    }
  return open != NULL;
}

static gboolean
count_left (Db *db, const Protocol *protocol, Settlement *settlement, GError **error)
{
  gint64 left =
      db_number (db, "SELECT count (*) FROM bracket WHERE protocol = ? AND state = 'open'",
                 error, "s", protocol->id);

  settlement->left = (guint) MAX (left, 0);
  return left >= 0;
}

static gboolean
check_settling (const Protocol *protocol, const char *of, const char *party, GError **error)
{
  if (!protocol_check_open (protocol, error))
    return FALSE;
  if (g_str_equal (of, party))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref}: {party} cannot take its own wording; another "
                              "party takes it (--as), or it is withdrawn (--withdraw)"),
                          "ref", protocol->ref, "party", party, NULL);
  return TRUE;
}

gboolean
bracket_take (Db *db, Protocol *protocol, GArray *clauses, const char *of, const char *party,
              const char *basis, Settlement *settlement, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.settle", error);
  g_autoptr(Party) row = tx ? party_load (db, party, error) : NULL;
  g_autoptr(GPtrArray) brackets = NULL;
  g_autofree char *today = row ? review_today (row) : NULL;

  *settlement = (Settlement){ 0 };
  if (row == NULL || !party_exists (db, of, error) ||
      !check_settling (protocol, of, party, error) ||
      (brackets = brackets_of (db, protocol, clauses, of, error)) == NULL)
    return FALSE;
  db_subject (tx, protocol->ref);
  for (guint i = 0; i < brackets->len; i++)
    {
      const Bracket *bracket = g_ptr_array_index (brackets, i);
      gboolean complete;

      if (!give_way (db, protocol, bracket, party, today, error) ||
          !consent (db, bracket, row, basis, &complete, error) ||
          (complete && !adopt (db, protocol, bracket->id, today, error)))
        return FALSE;
      settlement->taken++;
      settlement->adopted += complete;
    }
  return count_left (db, protocol, settlement, error) &&
         protocol_touch (db, protocol->id, error) && db_commit (&tx, error);
}

gboolean
bracket_withdraw (Db *db, Protocol *protocol, GArray *clauses, const char *party,
                  Settlement *settlement, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.settle", error);
  g_autoptr(Party) row = tx ? party_load (db, party, error) : NULL;
  g_autoptr(GPtrArray) brackets = NULL;
  g_autofree char *today = row ? review_today (row) : NULL;

  *settlement = (Settlement){ 0 };
  if (row == NULL)
    return FALSE;
  if (!protocol_check_open (protocol, error))
    return FALSE;
  brackets = brackets_of (db, protocol, clauses, party, error);
  if (brackets == NULL)
    return FALSE;
  db_subject (tx, protocol->ref);
  for (guint i = 0; i < brackets->len; i++)
    if (!bracket_set_state (db, ((Bracket *) g_ptr_array_index (brackets, i))->id, "withdrawn",
                            today, error))
      return FALSE;
  settlement->taken = brackets->len;
  return count_left (db, protocol, settlement, error) &&
         protocol_touch (db, protocol->id, error) && db_commit (&tx, error);
}
