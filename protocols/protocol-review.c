#include "protocols/review.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/uuid.h"
#include "protocols/protocol-internal.h"
#include "protocols/version.h"

#include <string.h>

void
comment_free (Comment *comment)
{
  if (comment == NULL)
    return;
  g_free (comment->party);
  g_free (comment->author);
  g_free (comment->text);
  g_free (comment->on);
  g_free (comment->basis);
  g_free (comment->resolved_on);
  g_free (comment->resolved_by);
  g_free (comment);
}

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

/* --- what both need ---------------------------------------------------------------------------- */

static char *
today_of (const Party *party)
{
  GDate date;

  clock_today (party->time_zone, &date);
  return date_text (&date);
}

static gint64
next_number (Db *db, const Protocol *protocol, const char *sql, GError **error)
{
  return db_number (db, sql, error, "s", protocol->id);
}

/* The key of clause @number. */
static char *
clause_key (Db *db, const Protocol *protocol, guint number, GError **error)
{
  g_autoptr (DbRow) row = NULL;
  g_autofree char *n = g_strdup_printf ("%u", number), *last = NULL;
  gint64 clauses;

  if (!db_maybe (db, &row, "SELECT id FROM clause WHERE protocol = ? AND position = ?", error,
                 "si", protocol->id, (gint64) number))
    return NULL;
  if (row != NULL)
    return row_copy (row, "id");
  clauses = db_number (db, "SELECT count (*) FROM clause WHERE protocol = ?", error, "s",
                       protocol->id);
  last = g_strdup_printf ("%" G_GINT64_FORMAT, clauses);
  if (clauses >= 0)
    council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("protocol {ref}: there is no clause {n} (its clauses are 1 to {last}; see "
            "'council protocol show {ref}')"),
        "ref", protocol->ref, "n", n, "last", last, NULL);
  return NULL;
}

/* What is said about a draft puts it in review. */
static gboolean
begin_review (Db *db, Protocol *protocol, GError **error)
{
  if (!db_run (db, "UPDATE protocol SET state = 'review' WHERE id = ? AND state = 'draft'",
               error, "s", protocol->id) ||
      !protocol_touch (db, protocol->id, error))
    return FALSE;
  if (g_str_equal (protocol->state, "draft"))
    {
      g_free (protocol->state);
      protocol->state = g_strdup ("review");
    }
  return TRUE;
}

/* --- comments ---------------------------------------------------------------------------------- */

GPtrArray *
comment_list (Db *db, const Protocol *protocol, gboolean all, GError **error)
{
  g_autoptr (GPtrArray) rows =
      db_all (db,
              "SELECT comment.number AS number, coalesce (clause.position, 0) AS place,"
              " party.code AS code, comment.text AS text, commented_on, basis, comment.author AS author,"
              " resolved_on,"
              " resolver.code AS resolver FROM comment JOIN party ON party.id = comment.party"
              " LEFT JOIN party AS resolver ON resolver.id = resolved_by"
              " LEFT JOIN clause ON clause.id = comment.clause"
              " WHERE comment.protocol = ? AND (? OR resolved_on IS NULL)"
              " ORDER BY place = 0, place, number",
              error, "si", protocol->id, (gint64) all);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) comment_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Comment *comment = g_new0 (Comment, 1);

      comment->number = row_int (row, "number");
      comment->clause = (guint) row_int (row, "place");
      comment->party = row_copy (row, "code");
      comment->author = row_copy (row, "author");
      comment->text = row_copy (row, "text");
      comment->on = row_copy (row, "commented_on");
      comment->basis = row_copy (row, "basis");
      comment->resolved_on = row_copy (row, "resolved_on");
      comment->resolved_by = row_copy (row, "resolver");
      g_ptr_array_add (list, comment);
    }
  return list;
}

gboolean
comment_add (Db *db, Protocol *protocol, guint clause, const char *party, const char *author,
             const char *basis, const char *text, gint64 *number, GError **error)
{
  g_autoptr (DbTransaction) tx = db_begin (db, "protocol.comment", error);
  g_autoptr (Party) row = tx ? party_load (db, party, error) : NULL;
  g_autofree char *id = uuid7 (), *key = NULL, *today = NULL;

  if (row == NULL)
    return FALSE;
  if (!protocol_check_open (protocol, error) || !protocol_check_party (protocol, party, error))
    return FALSE;
  key = clause_key (db, protocol, clause, error);
  if (key == NULL)
    return FALSE;
  *number = next_number (
      db, protocol, "SELECT coalesce (max (number), 0) + 1 FROM comment WHERE protocol = ?",
      error);
  if (*number < 0)
    return FALSE;
  db_subject (tx, protocol->ref);
  today = today_of (row);
  return db_run (
             db,
             "INSERT INTO comment (id, protocol, number, clause, party, text, commented_on,"
             " basis, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
             error, "ssissssss", id, protocol->id, *number, key, row->id, text, today, basis,
             author) &&
         begin_review (db, protocol, error) && db_commit (&tx, error);
}

gboolean
comment_resolve (Db *db, const Protocol *protocol, gint64 number, const char *party,
                 GError **error)
{
  g_autoptr (DbTransaction) tx = db_begin (db, "protocol.comment", error);
  g_autoptr (Party) row = tx ? party_load (db, party, error) : NULL;
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, number), *today = NULL;
  gint64 there;

  if (row == NULL)
    return FALSE;
  there = db_number (db,
                     "SELECT count (*) FROM comment WHERE protocol = ? AND number = ?"
                     " AND resolved_on IS NULL",
                     error, "si", protocol->id, number);
  if (there < 0)
    return FALSE;
  if (there == 0)
    return council_error (
        error, COUNCIL_ERROR_NOT_FOUND,
        N_ ("protocol {ref}: no open comment {n} (see 'council protocol comment "
            "{ref}')"),
        "ref", protocol->ref, "n", n, NULL);
  db_subject (tx, protocol->ref);
  today = today_of (row);
  return db_run (db,
                 "UPDATE comment SET resolved_on = ?, resolved_by = ? WHERE protocol = ?"
                 " AND number = ?",
                 error, "sssi", today, row->id, protocol->id, number) &&
         db_commit (&tx, error);
}

/* --- brackets --------------------------------------------------------------------------------- */

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
  g_autoptr (GPtrArray) rows =
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
static GPtrArray *
text_with (GPtrArray *clauses, const Bracket *bracket)
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
  g_autoptr (GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr (GPtrArray) text = NULL;
  g_autofree char *reading = NULL, *n = g_strdup_printf ("%u", bracket->clause);

  if (clauses == NULL)
    return FALSE;
  if (bracket->kind == BRACKET_REWORD &&
      g_str_equal (((Clause *) g_ptr_array_index (clauses, bracket->clause - 1))->text,
                   bracket->text))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("protocol {ref}: clause {n} says so already"), "ref",
                          protocol->ref, "n", n, NULL);
  text = text_with (clauses, bracket);
  reading = protocol_reading_hash (db, protocol, text, error);
  return reading != NULL;
}

static gboolean
set_state (Db *db, const char *id, const char *state, const char *on, GError **error)
{
  return db_run (db, "UPDATE bracket SET state = ?, settled_on = ? WHERE id = ?", error, "sss",
                 state, on, id);
}

/* What the party proposed for that clause before makes way. */
static gboolean
withdraw_former (Db *db, const Protocol *protocol, const Bracket *bracket, const char *on,
                 GError **error)
{
  g_autoptr (GPtrArray) open = bracket_list (db, protocol, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const Bracket *former = g_ptr_array_index (open, i);

      if (bracket->kind != BRACKET_INSERT && former->kind != BRACKET_INSERT &&
          former->clause == bracket->clause && g_str_equal (former->party, bracket->party) &&
          !set_state (db, former->id, "withdrawn", on, error))
        return FALSE;
    }
  return open != NULL;
}

static gboolean
insert_proposal (Db *db, const Protocol *protocol, const Bracket *bracket, const char *key,
                 const Party *party, const char *basis, gint64 *number, GError **error)
{
  g_autofree char *id = uuid7 (), *today = today_of (party);

  *number = next_number (
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
  g_autoptr (DbTransaction) tx = db_begin (db, "protocol.bracket", error);
  g_autoptr (Party) party = tx ? party_load (db, bracket->party, error) : NULL;
  g_autofree char *key = NULL;
  guint voided;

  if (party == NULL)
    return FALSE;
  if (!protocol_check_open (protocol, error) ||
      !protocol_check_party (protocol, bracket->party, error))
    return FALSE;
  if (bracket->clause > 0 || bracket->kind != BRACKET_INSERT)
    {
      key = clause_key (db, protocol, bracket->clause, error);
      if (key == NULL)
        return FALSE;
    }
  db_subject (tx, protocol->ref);
  return check_proposal (db, protocol, bracket, error) &&
         insert_proposal (db, protocol, bracket, key, party, basis, number, error) &&
         protocol_void_agreements (db, protocol, &voided, error) &&
         begin_review (db, protocol, error) && db_commit (&tx, error);
}

/* --- settling ---------------------------------------------------------------------------------- */

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
  g_autoptr (GPtrArray) open = bracket_list (db, protocol, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) bracket_free);

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
  g_autofree char *id = uuid7 (), *today = today_of (party);
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
  g_autofree char *key = clause_key (db, protocol, inserted->clause + 1, error);

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
  g_autoptr (GPtrArray) open = bracket_list (db, protocol, error);
  g_autoptr (GPtrArray) clauses = open ? protocol_clauses (db, protocol, error) : NULL;
  const Bracket *won = NULL;
  g_autoptr (GPtrArray) text = NULL;
  guint voided;

  for (guint i = 0; clauses != NULL && i < open->len; i++)
    if (g_str_equal (((Bracket *) g_ptr_array_index (open, i))->id, id))
      won = g_ptr_array_index (open, i);
  if (won == NULL) /* its clause is gone with another bracket */
    return clauses != NULL;
  if (!set_state (db, id, "adopted", on, error))
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      const Bracket *other = g_ptr_array_index (open, i);

      if (other != won && won->kind != BRACKET_INSERT && other->kind != BRACKET_INSERT &&
          other->clause == won->clause && !set_state (db, other->id, "dropped", on, error))
        return FALSE;
    }
  text = text_with (clauses, won);
  return version_keep_first (db, protocol, clauses, error) &&
         protocol_replace_text (db, protocol, text, "settle", NULL, &voided, error) &&
         (won->kind != BRACKET_INSERT || queue_behind (db, protocol, won, error));
}

/* What @party itself proposed for the clause, it no longer does. */
static gboolean
give_way (Db *db, const Protocol *protocol, const Bracket *taken, const char *party,
          const char *on, GError **error)
{
  g_autoptr (GPtrArray) open = bracket_list (db, protocol, error);

  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const Bracket *own = g_ptr_array_index (open, i);

      if (taken->kind != BRACKET_INSERT && own->kind != BRACKET_INSERT &&
          own->clause == taken->clause && g_str_equal (own->party, party) &&
          !set_state (db, own->id, "withdrawn", on, error))
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
  g_autoptr (DbTransaction) tx = db_begin (db, "protocol.settle", error);
  g_autoptr (Party) row = tx ? party_load (db, party, error) : NULL;
  g_autoptr (GPtrArray) brackets = NULL;
  g_autofree char *today = row ? today_of (row) : NULL;

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
  g_autoptr (DbTransaction) tx = db_begin (db, "protocol.settle", error);
  g_autoptr (Party) row = tx ? party_load (db, party, error) : NULL;
  g_autoptr (GPtrArray) brackets = NULL;
  g_autofree char *today = row ? today_of (row) : NULL;

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
    if (!set_state (db, ((Bracket *) g_ptr_array_index (brackets, i))->id, "withdrawn", today,
                    error))
      return FALSE;
  settlement->taken = brackets->len;
  return count_left (db, protocol, settlement, error) &&
         protocol_touch (db, protocol->id, error) && db_commit (&tx, error);
}
