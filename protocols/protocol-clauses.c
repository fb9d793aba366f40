/* The rows of a text: what stays of it keeps its key, however the text around it changes. */
#include "protocols/protocol-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/uuid.h"
#include "protocols/sequence.h"

#include <string.h>

#define LIKE 0.45        /* two clauses that share so much are one, reworded */
#define LARGEST_GAP 1000 /* clauses changed in a row that are still compared with each other */

Clause *
clause_copy (const Clause *clause)
{
  Clause *copy = clause_new (clause->kind, clause->label, clause->text, clause->source);

  copy->id = g_strdup (clause->id);
  return copy;
}

static gboolean
same_text (const Clause *a, const Clause *b)
{
  return g_strcmp0 (a->kind, b->kind) == 0 && g_strcmp0 (a->label, b->label) == 0 &&
         g_strcmp0 (a->text, b->text) == 0;
}

/* --- what became of each clause ---------------------------------------------------------------- */

typedef struct
{
  GPtrArray *old, *new;
} Texts;

static gboolean
equal_clauses (guint a, guint b, gpointer data)
{
  const Texts *texts = data;

  return same_text (g_ptr_array_index (texts->old, a), g_ptr_array_index (texts->new, b));
}

static double
likeness (const Clause *a, const Clause *b)
{
  if (!g_str_equal (a->kind, b->kind))
    return 0;
  if (a->source != NULL && g_strcmp0 (a->source, b->source) == 0)
    return 1;
  if (g_str_equal (a->kind, "decision") && g_strcmp0 (a->label, b->label) == 0)
    return MAX (LIKE, words_likeness (a->text, b->text)); /* reworded, however much */
  return words_likeness (a->text, b->text);
}

/* Pairs the old clauses from @a up to @a_end with the new from @b up to @b_end so that they are
 * as like as can be, in order. */
static void
pair_alike (const Texts *texts, guint a, guint a_end, guint b, guint b_end, int *found)
{
  guint n = a_end - a, m = b_end - b;
  g_autofree double *best = NULL;
  g_autofree double *like = NULL;

  if (n == 0 || m == 0 || n > LARGEST_GAP || m > LARGEST_GAP)
    return;
  best = g_new0 (double, (n + 1) * (m + 1));
  like = g_new0 (double, n *m);
  for (guint i = n; i-- > 0;)
    for (guint j = m; j-- > 0;)
      {
        double alike = likeness (g_ptr_array_index (texts->old, a + i),
                                 g_ptr_array_index (texts->new, b + j));
        double skip = MAX (best[(i + 1) * (m + 1) + j], best[i * (m + 1) + j + 1]);

        like[i * m + j] = alike >= LIKE ? alike : 0;
        best[i * (m + 1) + j] = MAX (
            skip, like[i * m + j] > 0 ? like[i * m + j] + best[(i + 1) * (m + 1) + j + 1] : 0);
      }
  for (guint i = 0, j = 0; i < n && j < m;)
    if (like[i * m + j] > 0 &&
        best[i * (m + 1) + j] == like[i * m + j] + best[(i + 1) * (m + 1) + j + 1])
      found[b + j++] = (int) (a + i++);
    else if (best[(i + 1) * (m + 1) + j] >= best[i * (m + 1) + j + 1])
      i++;
    else
      j++;
}

/* By the keys that the clauses have; FALSE when none has one. */
static gboolean
align_keys (GPtrArray *old, GPtrArray *new, int *found)
{
  g_autoptr(GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean keyed = FALSE;

  for (guint i = 0; i < old->len; i++)
    if (((Clause *) g_ptr_array_index (old, i))->id != NULL)
      g_hash_table_insert (places, ((Clause *) g_ptr_array_index (old, i))->id,
                           GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < new->len; i++)
    {
      const char *id = ((Clause *) g_ptr_array_index (new, i))->id;
      guint place = id ? GPOINTER_TO_UINT (g_hash_table_lookup (places, id)) : 0;

      found[i] = (int) place - 1;
      if (place > 0)
        {
          keyed = TRUE;
          g_hash_table_remove (places, id); /* a key serves once */
        }
    }
  return keyed;
}

int *
clauses_align (GPtrArray *old, GPtrArray *new)
{
  Texts texts = { old, new };
  int *found = g_new0 (int, new->len + 1);
  g_autofree int *match = NULL;
  guint a = 0, b = 0;

  if (align_keys (old, new, found))
    return found;
  match = sequence_match (old->len, new->len, equal_clauses, &texts);
  for (guint i = 0; i <= old->len; i++)
    {
      if (i < old->len && match[i] < 0)
        continue;
      guint end = i < old->len ? (guint) match[i] : new->len;

      pair_alike (&texts, a, i, b, end, found);
      if (i < old->len)
        found[end] = (int) i;
      a = i + 1;
      b = end + 1;
    }
  return found;
}

/* --- the rows ---------------------------------------------------------------------------------- */

static gboolean
insert_clause (Db *db, const char *protocol, const Clause *clause, guint position,
               GError **error)
{
  g_autofree char *id = uuid7 ();

  return db_run (db,
                 "INSERT INTO clause (id, protocol, position, kind, label, text, source)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?)",
                 error, "ssissss", id, protocol, (gint64) position, clause->kind,
                 clause->label, clause->text, clause->source);
}

/* A row keeps its source as long as it holds the same kind of clause. */
static gboolean
update_clause (Db *db, const Clause *old, const Clause *new, gboolean moved, guint position,
               GError **error)
{
  const char *source = new->source                          ? new->source
                       : g_str_equal (old->kind, new->kind) ? old->source
                                                            : NULL;

  if (same_text (old, new) && !moved && g_strcmp0 (source, old->source) == 0)
    return TRUE;
  return db_run (db,
                 "UPDATE clause SET position = ?, kind = ?, label = ?, text = ?, source = ?"
                 " WHERE id = ?",
                 error, "isssss", (gint64) position, new->kind, new->label, new->text, source,
                 old->id);
}

/* A clause is gone: what was said about it has nothing left to settle. */
static gboolean
delete_clause (Db *db, const Clause *clause, GError **error)
{
  g_autofree char *today = NULL;
  GDate date;

  clock_today ("UTC", &date);
  today = date_text (&date);
  return db_run (db,
                 "UPDATE comment SET resolved_on = ? WHERE clause = ?"
                 " AND resolved_on IS NULL",
                 error, "ss", today, clause->id) &&
         db_run (db,
                 "UPDATE bracket SET state = 'dropped', settled_on = ? WHERE clause = ?"
                 " AND state = 'open' AND kind != 'insert'",
                 error, "ss", today, clause->id) &&
         db_run (
             db,
             "UPDATE bracket SET clause = (SELECT id FROM clause AS c WHERE c.protocol ="
             " bracket.protocol AND c.position < (SELECT position FROM clause WHERE id = ?)"
             " ORDER BY c.position DESC LIMIT 1) WHERE clause = ? AND state = 'open'",
             error, "ss", clause->id, clause->id) &&
         db_run (db, "DELETE FROM clause WHERE id = ?", error, "s", clause->id);
}

gboolean
protocol_write_clauses (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error)
{
  g_autoptr(GPtrArray) old = protocol_clauses (db, protocol, error);
  g_autofree int *found = old ? clauses_align (old, clauses) : NULL;
  g_autofree gboolean *kept = old ? g_new0 (gboolean, old->len + 1) : NULL;

  if (old == NULL)
    return FALSE;
  for (guint i = 0; i < clauses->len; i++)
    if (found[i] >= 0)
      kept[found[i]] = TRUE;
  for (guint i = old->len; i-- > 0;)
    if (!kept[i] && !delete_clause (db, g_ptr_array_index (old, i), error))
      return FALSE;
  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      if (!(found[i] < 0 ? insert_clause (db, protocol->id, clause, i + 1, error)
                         : update_clause (db, g_ptr_array_index (old, (guint) found[i]),
                                          clause, found[i] != (int) i, i + 1, error)))
        return FALSE;
    }
  return TRUE;
}
