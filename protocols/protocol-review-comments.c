/* What a side says about a clause, and what it shares with proposing another wording. */
#include "protocols/protocol-review-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/uuid.h"
#include "protocols/protocol-internal.h"
#include "protocols/version.h"

char *
review_today (const Party *party)
{
  GDate date;

  clock_today (party->time_zone, &date);
  return date_text (&date);
}

gint64
review_next_number (Db *db, const Protocol *protocol, const char *sql, GError **error)
{
  return db_number (db, sql, error, "s", protocol->id);
}

/* The key of clause @number. */
char *
review_clause_key (Db *db, const Protocol *protocol, guint number, GError **error)
{
  g_autoptr(DbRow) row = NULL;
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
gboolean
review_begin (Db *db, Protocol *protocol, GError **error)
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

GPtrArray *
comment_list (Db *db, const Protocol *protocol, gboolean all, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT comment.number AS number, coalesce (clause.position, 0) AS place,"
              " party.code AS code, comment.text AS text, commented_on, basis, comment.author "
              "AS author,"
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
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.comment", error);
  g_autoptr(Party) row = tx ? party_load (db, party, error) : NULL;
  g_autofree char *id = uuid7 (), *key = NULL, *today = NULL;

  if (row == NULL)
    return FALSE;
  if (!protocol_check_open (protocol, error) || !protocol_check_party (protocol, party, error))
    return FALSE;
  key = review_clause_key (db, protocol, clause, error);
  if (key == NULL)
    return FALSE;
  *number = review_next_number (
      db, protocol, "SELECT coalesce (max (number), 0) + 1 FROM comment WHERE protocol = ?",
      error);
  if (*number < 0)
    return FALSE;
  db_subject (tx, protocol->ref);
  today = review_today (row);
  return db_run (
             db,
             "INSERT INTO comment (id, protocol, number, clause, party, text, commented_on,"
             " basis, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
             error, "ssissssss", id, protocol->id, *number, key, row->id, text, today, basis,
             author) &&
         review_begin (db, protocol, error) && db_commit (&tx, error);
}

gboolean
comment_resolve (Db *db, const Protocol *protocol, gint64 number, const char *party,
                 GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.comment", error);
  g_autoptr(Party) row = tx ? party_load (db, party, error) : NULL;
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
  today = review_today (row);
  return db_run (db,
                 "UPDATE comment SET resolved_on = ?, resolved_by = ? WHERE protocol = ?"
                 " AND number = ?",
                 error, "sssi", today, row->id, protocol->id, number) &&
         db_commit (&tx, error);
}
