/* What the file knows of the steps: the outcomes on record, and the facts that meet a step. */
#include "meetings/deadline-internal.h"

static void
outcome_free (Outcome *outcome)
{
  g_free (outcome->id);
  g_free (outcome->step);
  g_free (outcome->party);
  g_free (outcome->outcome);
  g_free (outcome->done_on);
  g_free (outcome->act);
  g_free (outcome->note);
  g_free (outcome);
}

void
knowledge_free (Knowledge *knowledge)
{
  if (knowledge == NULL)
    return;
  g_clear_pointer (&knowledge->facts, g_ptr_array_unref);
  g_clear_pointer (&knowledge->outcomes, g_ptr_array_unref);
  g_free (knowledge);
}

static Outcome *
outcome_new (GPtrArray *list, const DbRow *row)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->step = row_copy (row, "step");
  outcome->party = row_copy (row, "code");
  outcome->done_on = row_copy (row, "done_on");
  g_ptr_array_add (list, outcome);
  return outcome;
}

/* What does not count any more matters only when it was taken back by hand. */
static gboolean
load_outcomes (Db *db, const Meeting *meeting, GPtrArray *list, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT o.id, o.step, p.code, o.outcome, o.done_on, o.act, o.note, o.void_on"
              " FROM deadline_outcome o LEFT JOIN party p ON p.id = o.party"
              " WHERE o.meeting = ? AND (o.void_on IS NULL OR o.void_reason = 'withdrawn')"
              " ORDER BY o.id",
              error, "s", meeting->id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Outcome *outcome = outcome_new (list, row);

      outcome->id = row_copy (row, "id");
      outcome->outcome = row_copy (row, "outcome");
      outcome->act = row_copy (row, "act");
      outcome->note = row_copy (row, "note");
      outcome->withdrawn = !row_is_null (row, "void_on");
    }
  return rows != NULL;
}

/* The questions of a request are the agenda; that of a regular meeting is there when it is
 * adopted, not when the first question was proposed. */
static gboolean
load_facts (Db *db, const Meeting *meeting, GPtrArray *list, GError **error)
{
  gboolean regular = g_str_equal (meeting->kind, MEETING_REGULAR);
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT 'date' AS step, p.code AS code, c.confirmed_on AS done_on FROM confirmation c"
      " JOIN party p ON p.id = c.party WHERE c.meeting = ?1"
      " UNION ALL SELECT 'agenda-requests', p.code, NULL FROM agenda_item a"
      " JOIN party p ON p.id = a.proposed_by WHERE a.meeting = ?1 AND a.state <> 'withdrawn'"
      " GROUP BY p.code"
      " UNION ALL SELECT 'agenda', NULL, NULL FROM agenda_item a WHERE a.meeting = ?1"
      " AND (a.state = 'adopted' OR (?2 = 0 AND a.state = 'proposed')) GROUP BY a.meeting"
      " UNION ALL SELECT 'delegations', p.code, min(d.noted_on) FROM delegate d"
      " JOIN party p ON p.id = d.party WHERE d.meeting = ?1 GROUP BY p.code"
      " UNION ALL SELECT 'draft', NULL, substr(created_at, 1, 10) FROM protocol"
      " WHERE meeting = ?1",
      error, "si", meeting->id, (gint64) regular);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    outcome_new (list, g_ptr_array_index (rows, i));
  return rows != NULL;
}

Knowledge *
knowledge_load (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(Knowledge) knowledge = g_new0 (Knowledge, 1);

  knowledge->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) outcome_free);
  knowledge->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) outcome_free);
  return load_outcomes (db, meeting, knowledge->outcomes, error) &&
                 load_facts (db, meeting, knowledge->facts, error)
             ? g_steal_pointer (&knowledge)
             : NULL;
}

/* What was recorded of all counts for each, and what is asked of all is told by any. */
static const Outcome *
find_last (GPtrArray *list, const char *step, const char *party)
{
  for (guint i = list->len; i > 0; i--)
    {
      const Outcome *outcome = g_ptr_array_index (list, i - 1);

      if (g_str_equal (outcome->step, step) &&
          (outcome->party == NULL || g_strcmp0 (outcome->party, party) == 0))
        return outcome;
    }
  return NULL;
}

const Outcome *
knowledge_outcome (const Knowledge *knowledge, const char *step, const char *party)
{
  const Outcome *last = find_last (knowledge->outcomes, step, party);

  return last != NULL && !last->withdrawn ? last : NULL;
}

const Outcome *
knowledge_fact (const Knowledge *knowledge, const char *step, const char *party)
{
  return find_last (knowledge->facts, step, party);
}

gboolean
knowledge_withdrawn (const Knowledge *knowledge, const char *step, const char *party)
{
  const Outcome *last = find_last (knowledge->outcomes, step, party);

  return last != NULL && last->withdrawn;
}
