/* What a side proposes: brackets beside the wording of the text. */
#include "protocols/protocol-review-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/uuid.h"
#include "protocols/protocol-internal.h"
#include "protocols/version.h"

void
bracket_free (Bracket *bracket)
{
  if (bracket == NULL)
    return;
  g_free (bracket->id);
  g_free (bracket->clause_kind);
  g_free (bracket->label);
  g_free (bracket->text);
  g_free (bracket->party);
  g_free (bracket->author);
  g_free (bracket->on);
  g_free (bracket->basis);
  g_free (bracket);
}

static const char *const kind_words[] = { "reword", "insert", "strike" };

static Bracket *
bracket_from_row (const DbRow *row)
{
  Bracket *bracket = g_new0 (Bracket, 1);

  for (guint i = 0; i < G_N_ELEMENTS (kind_words); i++)
    if (g_str_equal (row_text (row, "kind"), kind_words[i]))
      bracket->kind = (BracketKind) i;
  bracket->id = row_copy (row, "id");
  bracket->number = row_int (row, "number");
  bracket->clause = (guint) row_int (row, "place");
  bracket->clause_kind = row_copy (row, "clause_kind");
  bracket->label = row_copy (row, "label");
  bracket->text = row_copy (row, "text");
  bracket->party = row_copy (row, "code");
  bracket->author = row_copy (row, "author");
  bracket->on = row_copy (row, "proposed_on");
  bracket->basis = row_copy (row, "basis");
  return bracket;
}

GPtrArray *
bracket_list (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT bracket.id AS id, number, bracket.kind AS kind, clause_kind,"
              " bracket.label AS label, bracket.text AS text, proposed_on, basis, author,"
              " coalesce (clause.position, 0) AS place, code FROM bracket"
              " JOIN party ON party.id = bracket.party"
              " LEFT JOIN clause ON clause.id = bracket.clause"
              " WHERE bracket.protocol = ? AND bracket.state = 'open'"
              " ORDER BY place, bracket.kind = 'insert', party.position, number",
              error, "s", protocol->id);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) bracket_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (list, bracket_from_row (g_ptr_array_index (rows, i)));
  return list;
}

/* The text as it would be with @bracket adopted. */
GPtrArray *
bracket_text_with (GPtrArray *clauses, const Bracket *bracket)
{
  GPtrArray *text = g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);

  for (guint i = 0; i <= clauses->len; i++)
    {
      Clause *clause = i > 0 ? clause_copy (g_ptr_array_index (clauses, i - 1)) : NULL;

      if (clause != NULL && i == bracket->clause && bracket->kind == BRACKET_REWORD)
        {
          g_free (clause->text);
          clause->text = g_strdup (bracket->text);
        }
      if (clause != NULL && i == bracket->clause && bracket->kind == BRACKET_STRIKE)
        g_clear_pointer (&clause, clause_free);
      if (clause != NULL)
        g_ptr_array_add (text, clause);
      if (i == bracket->clause && bracket->kind == BRACKET_INSERT)
        g_ptr_array_add (
            text, clause_new (bracket->clause_kind, bracket->label, bracket->text, NULL));
    }
  return text;
}

/* Whether it says something else than the text, and would be well formed. */
static gboolean
check_proposal (Db *db, const Protocol *protocol, const Bracket *bracket, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr(GPtrArray) text = NULL;
  g_autofree char *reading = NULL, *n = g_strdup_printf ("%u", bracket->clause);

  if (clauses == NULL)
    return FALSE;
  if (bracket->kind == BRACKET_REWORD &&
      g_str_equal (((Clause *) g_ptr_array_index (clauses, bracket->clause - 1))->text,
                   bracket->text))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref}: clause {n} says so already"), "ref",
                          protocol->ref, "n", n, NULL);
  text = bracket_text_with (clauses, bracket);
  reading = protocol_reading_hash (db, protocol, text, error);
  return reading != NULL;
}

gboolean
bracket_set_state (Db *db, const char *id, const char *state, const char *on, GError **error)
{
  return db_run (db, "UPDATE bracket SET state = ?, settled_on = ? WHERE id = ?", error, "sss",
                 state, on, id);
}

/* What the party proposed for that clause before makes way. */
static gboolean
withdraw_former (Db *db, const Protocol *protocol, const Bracket *bracket, const char *on,
                 GError **error)
{
  g_autoptr(GPtrArray) open = bracket_list (db, protocol, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const Bracket *former = g_ptr_array_index (open, i);

      if (bracket->kind != BRACKET_INSERT && former->kind != BRACKET_INSERT &&
          former->clause == bracket->clause && g_str_equal (former->party, bracket->party) &&
          !bracket_set_state (db, former->id, "withdrawn", on, error))
        return FALSE;
    }
  return open != NULL;
}

static gboolean
insert_proposal (Db *db, const Protocol *protocol, const Bracket *bracket, const char *key,
                 const Party *party, const char *basis, gint64 *number, GError **error)
{
  g_autofree char *id = uuid7 (), *today = review_today (party);

  *number = review_next_number (
      db, protocol, "SELECT coalesce (max (number), 0) + 1 FROM bracket WHERE protocol = ?",
      error);
  return *number > 0 && withdraw_former (db, protocol, bracket, today, error) &&
         db_run (db,
                 "INSERT INTO bracket (id, protocol, number, kind, clause, clause_kind, label,"
                 " text, party, proposed_on, basis, author, state)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')",
                 error, "ssisssssssss", id, protocol->id, *number, kind_words[bracket->kind],
                 key, bracket->clause_kind, bracket->label,
                 bracket->kind == BRACKET_STRIKE ? NULL : bracket->text, party->id, today,
                 basis, bracket->author);
}

gboolean
bracket_add (Db *db, Protocol *protocol, const Bracket *bracket, const char *basis,
             gint64 *number, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.bracket", error);
  g_autoptr(Party) party = tx ? party_load (db, bracket->party, error) : NULL;
  g_autofree char *key = NULL;
  guint voided;

  if (party == NULL)
    return FALSE;
  if (!protocol_check_open (protocol, error) ||
      !protocol_check_party (protocol, bracket->party, error))
    return FALSE;
  if (bracket->clause > 0 || bracket->kind != BRACKET_INSERT)
    {
      key = review_clause_key (db, protocol, bracket->clause, error);
      if (key == NULL)
        return FALSE;
    }
  db_subject (tx, protocol->ref);
  return check_proposal (db, protocol, bracket, error) &&
         insert_proposal (db, protocol, bracket, key, party, basis, number, error) &&
         protocol_void_agreements (db, protocol, &voided, error) &&
         review_begin (db, protocol, error) && db_commit (&tx, error);
}
