#include "meetings/decision.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"

#include <string.h>

#define DECISION_COLUMNS                                                                      \
  "d.id, d.ref, m.ref AS meeting, m.id AS meeting_id, d.item, i.position AS item_number,"     \
  " d.position, d.text, d.due, d.state, d.in_force_on, d.sample,"                             \
  " (SELECT text FROM decision_progress WHERE decision = d.id ORDER BY id DESC LIMIT 1)"      \
  " AS last_progress,"                                                                        \
  " (SELECT percent FROM decision_progress WHERE decision = d.id AND percent IS NOT NULL"     \
  " ORDER BY id DESC LIMIT 1) AS percent"                                                     \
  " FROM decision d JOIN agenda_item i ON i.id = d.item JOIN meeting m ON m.id = i.meeting"

/* The file's words for a decision's states, for the catalogue. */
static const char *const words[] G_GNUC_UNUSED = {
  N_ ("draft"), N_ ("agreed"), N_ ("in-force"), N_ ("done"), N_ ("dropped"),
};

void
decision_free (Decision *decision)
{
  if (decision == NULL)
    return;
  g_free (decision->id);
  g_free (decision->ref);
  g_free (decision->meeting);
  g_free (decision->meeting_id);
  g_free (decision->item);
  g_free (decision->text);
  g_free (decision->due);
  g_free (decision->state);
  g_free (decision->in_force_on);
  g_clear_pointer (&decision->executors, g_ptr_array_unref);
  g_free (decision->last_progress);
  g_free (decision);
}

void
decision_progress_free (DecisionProgress *progress)
{
  if (progress == NULL)
    return;
  g_free (progress->noted_on);
  g_free (progress->party);
  g_free (progress->text);
  g_free (progress);
}

/* --- reading ------------------------------------------------------------------------------- */

static gboolean
is_overdue (const Decision *decision)
{
  g_autofree char *day = NULL;
  GDate today;

  if (!g_str_equal (decision->state, DECISION_IN_FORCE) || decision->due == NULL)
    return FALSE;
  clock_today (NULL, &today);
  day = date_text (&today);
  return strcmp (decision->due, day) < 0;
}

static Decision *
decision_from_row (Db *db, const DbRow *row, GError **error)
{
  g_autoptr(Decision) decision = g_new0 (Decision, 1);
  g_autoptr(GPtrArray) executors = NULL;

  decision->id = row_copy (row, "id");
  decision->ref = row_copy (row, "ref");
  decision->meeting = row_copy (row, "meeting");
  decision->meeting_id = row_copy (row, "meeting_id");
  decision->item = row_copy (row, "item");
  decision->item_number = row_int (row, "item_number");
  decision->position = row_int (row, "position");
  decision->text = row_copy (row, "text");
  decision->due = row_copy (row, "due");
  decision->state = row_copy (row, "state");
  decision->in_force_on = row_copy (row, "in_force_on");
  decision->last_progress = row_copy (row, "last_progress");
  decision->percent = row_is_null (row, "percent") ? -1 : row_int (row, "percent");
  decision->sample = row_int (row, "sample") != 0;
  decision->overdue = is_overdue (decision);
  executors = db_all (db,
                      "SELECT p.code AS party, e.who FROM executor e JOIN party p"
                      " ON p.id = e.party WHERE e.decision = ? ORDER BY p.position, e.id",
                      error, "s", decision->id);
  decision->executors = responsible_from_rows (executors);
  return decision->executors ? g_steal_pointer (&decision) : NULL;
}

static GPtrArray *
decisions_from_rows (Db *db, GPtrArray *rows, GError **error)
{
  g_autoptr(GPtrArray) decisions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) decision_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      Decision *decision = decision_from_row (db, g_ptr_array_index (rows, i), error);

      if (decision == NULL)
        return NULL;
      g_ptr_array_add (decisions, decision);
    }
  return rows ? g_steal_pointer (&decisions) : NULL;
}

Decision *
decision_load (Db *db, const char *ref, GError **error)
{
  g_autoptr(DbRow) row = db_one (
      db, "SELECT " DECISION_COLUMNS " WHERE d.ref = ? COLLATE NOCASE", error, "s", ref);

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("no decision {ref} (see 'council decision list')"), "ref", ref,
                            NULL);
      return NULL;
    }
  return decision_from_row (db, row, error);
}

GPtrArray *
decision_list (Db *db, const char *meeting, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db, "SELECT " DECISION_COLUMNS " WHERE m.id = ? ORDER BY i.position, d.position, d.id",
      error, "s", meeting);

  return decisions_from_rows (db, rows, error);
}

GPtrArray *
decision_progress_list (Db *db, const char *decision, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT g.noted_on, p.code AS party, g.percent, g.text"
              " FROM decision_progress g LEFT JOIN party p ON p.id = g.party"
              " WHERE g.decision = ? ORDER BY g.id",
              error, "s", decision);
  GPtrArray *all;

  if (rows == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) decision_progress_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      DecisionProgress *progress = g_new0 (DecisionProgress, 1);

      progress->noted_on = row_copy (row, "noted_on");
      progress->party = row_copy (row, "party");
      progress->percent = row_is_null (row, "percent") ? -1 : row_int (row, "percent");
      progress->text = row_copy (row, "text");
      g_ptr_array_add (all, progress);
    }
  return all;
}

/* --- searching ----------------------------------------------------------------------------- */

/* Whether an executor fits both --party and --executor. */
static gboolean
executor_fits (const Decision *decision, const char *party, const char *folded)
{
  if (party == NULL && folded == NULL)
    return TRUE;
  for (guint i = 0; i < decision->executors->len; i++)
    {
      const Responsible *executor = g_ptr_array_index (decision->executors, i);
      g_autofree char *who = text_fold (executor->who);

      if ((party == NULL || g_str_equal (executor->party, party)) &&
          (folded == NULL || strstr (who, folded) != NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
decision_fits (const Decision *decision, const DecisionFilter *filter, const char *folded)
{
  if (filter->open && !g_str_equal (decision->state, DECISION_IN_FORCE))
    return FALSE;
  if (filter->overdue && !decision->overdue)
    return FALSE;
  if (filter->due_before != NULL &&
      (decision->due == NULL || strcmp (decision->due, filter->due_before) >= 0))
    return FALSE;
  return executor_fits (decision, filter->party, folded);
}

static gboolean
check_filter (Db *db, const DecisionFilter *filter, GError **error)
{
  GDate day;

  return (filter->due_before == NULL || date_parse (filter->due_before, &day, error)) &&
         (filter->party == NULL || party_exists (db, filter->party, error));
}

/* The rows of one meeting or of all, in order or by due date. */
static GPtrArray *
filter_rows (Db *db, const DecisionFilter *filter, GError **error)
{
  g_autoptr(Meeting) meeting = NULL;
  gboolean by_due = filter->overdue || filter->due_before != NULL;

  if (filter->meeting != NULL)
    {
      meeting = meeting_load (db, filter->meeting, error);
      if (meeting == NULL)
        return NULL;
    }
  return db_all (db,
                 "SELECT " DECISION_COLUMNS " WHERE coalesce(?, m.id) = m.id"
                 " ORDER BY iif(?, coalesce(d.due, '~'), ''), m.starts_at, m.ref, i.position,"
                 " d.position, d.id",
                 error, "si", meeting ? meeting->id : NULL, (gint64) by_due);
}

GPtrArray *
decision_search (Db *db, const DecisionFilter *filter, GError **error)
{
  g_autofree char *folded = filter->executor ? text_fold (filter->executor) : NULL;
  g_autoptr(GPtrArray) rows =
      check_filter (db, filter, error) ? filter_rows (db, filter, error) : NULL;
  g_autoptr(GPtrArray) decisions = rows ? decisions_from_rows (db, rows, error) : NULL;

  if (decisions == NULL)
    return NULL;
  for (guint i = decisions->len; i-- > 0;)
    if (!decision_fits (g_ptr_array_index (decisions, i), filter, folded))
      g_ptr_array_remove_index (decisions, i);
  return g_steal_pointer (&decisions);
}

/* --- JSON ---------------------------------------------------------------------------------- */

void
decision_json (const Decision *decision, JsonBuilder *builder)
{
  json_text (builder, "ref", decision->ref);
  json_text (builder, "meeting", decision->meeting);
  json_number (builder, "item", decision->item_number);
  json_text (builder, "text", decision->text);
  responsible_json (builder, "executors", decision->executors);
  json_text (builder, "due", decision->due);
  json_text (builder, "state", decision->state);
  json_text (builder, "in_force_on", decision->in_force_on);
  json_bool (builder, "overdue", decision->overdue);
  if (decision->percent >= 0)
    json_number (builder, "percent", decision->percent);
  else
    json_nothing (builder, "percent");
  json_text (builder, "last_progress", decision->last_progress);
  json_bool (builder, "sample", decision->sample);
}
