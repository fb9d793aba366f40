/* Adopting decisions, and changing them while they are drafts. */
#include "meetings/decision.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/agenda.h"
#include "meetings/record.h"

/* --- references ---------------------------------------------------------------------------- */

static gboolean
change_ref (Db *db, const DbRow *row, const char *ref, Notices *notices, GError **error)
{
  const char *old = row_text (row, "ref");

  if (!g_str_equal (row_text (row, "state"), DECISION_DRAFT))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("decision {ref}: its item cannot get another number, its state is "
            "«{state:tr}» (only drafts follow their item)"),
        "ref", old, "state", row_text (row, "state"), NULL);
  notices_add (notices, N_ ("decision {old} is now {ref}"), "old", old, "ref", ref, NULL);
  return db_run (db, "UPDATE decision SET ref = ? WHERE id = ?", error, "ss", ref,
                 row_text (row, "id"));
}

gboolean
decision_renumber (Db *db, const Meeting *meeting, Notices *notices, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT d.id, d.ref, d.state, i.position AS item, d.position FROM decision d"
              " JOIN agenda_item i ON i.id = d.item WHERE i.meeting = ?"
              " ORDER BY i.position, d.position, d.id",
              error, "s", meeting->id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      g_autofree char *ref =
          g_strdup_printf ("%s/%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, meeting->ref,
                           row_int (row, "item"), row_int (row, "position"));

      if (!g_str_equal (row_text (row, "ref"), ref) &&
          !change_ref (db, row, ref, notices, error))
        return FALSE;
    }
  return rows != NULL;
}

/* --- what a person typed ------------------------------------------------------------------- */

static gboolean
check_due (const Meeting *meeting, const char *due, GError **error)
{
  g_autofree char *day = NULL;
  GDate date, first;

  if (due == NULL || *due == '\0')
    return TRUE;
  if (!date_parse (due, &date, error))
    return FALSE;
  if (!meeting_has_date (meeting))
    return TRUE;
  meeting_first_day (meeting, &first);
  if (g_date_compare (&date, &first) >= 0)
    return TRUE;
  day = date_text (&first);
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("due date {due}: {ref} begins on {day} only (a later date is "
                            "needed)"),
                        "due", due, "ref", meeting->ref, "day", day, NULL);
}

static gboolean
write_executors (Db *db, const char *decision, GPtrArray *executors, GError **error)
{
  if (!db_run (db, "DELETE FROM executor WHERE decision = ?", error, "s", decision))
    return FALSE;
  for (guint i = 0; i < executors->len; i++)
    {
      const Responsible *executor = g_ptr_array_index (executors, i);
      g_autofree char *id = uuid7 ();

      if (!db_run (db,
                   "INSERT INTO executor (id, decision, party, who)"
                   " SELECT ?, ?, id, ? FROM party WHERE code = ?",
                   error, "ssss", id, decision, executor->who, executor->party))
        return FALSE;
    }
  return TRUE;
}

static void
notice_gaps (const Decision *decision, Notices *notices)
{
  if (decision->executors->len == 0)
    notices_add (notices,
                 N_ ("decision {ref} names no executor (add one: 'council decision edit {ref} "
                     "--executor PARTY:WHO')"),
                 "ref", decision->ref, NULL);
  if (decision->due == NULL)
    notices_add (notices,
                 N_ ("decision {ref} has no due date (add one: 'council decision edit {ref} "
                     "--due DATE')"),
                 "ref", decision->ref, NULL);
}

/* --- adopting ------------------------------------------------------------------------------ */

static gboolean
insert_decision (Db *db, const char *id, const Meeting *meeting, const AgendaItem *item,
                 const DecisionFields *fields, char **ref, GError **error)
{
  g_autofree char *text = text_clean (fields->text, N_ ("the text"), error);
  g_autoptr(GPtrArray) executors =
      text ? responsible_parse_all (db, fields->executors, error) : NULL;
  const char *due = fields->due && *fields->due ? fields->due : NULL;
  gint64 position;

  if (executors == NULL || !check_due (meeting, due, error))
    return FALSE;
  position =
      db_number (db, "SELECT coalesce(max(position), 0) + 1 FROM decision WHERE item = ?",
                 error, "s", item->id);
  *ref = g_strdup_printf ("%s/%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, meeting->ref,
                          item->position, position);
  return position > 0 &&
         db_run (db,
                 "INSERT INTO decision (id, ref, item, position, text, due, state, sample)"
                 " VALUES (?, ?, ?, ?, ?, ?, 'draft', ?)",
                 error, "sssissi", id, *ref, item->id, position, text, due, db_sample (db)) &&
         write_executors (db, id, executors, error);
}

Decision *
decision_adopt (Db *db, const char *ref, const char *item, const DecisionFields *fields,
                Notices *notices, GError **error)
{
  g_autofree char *id = uuid7 (), *decision_ref = NULL;
  g_autoptr(DbTransaction) tx = db_begin (db, "decision.adopt", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(AgendaItem) under = meeting ? agenda_item_load (db, meeting, item, error) : NULL;
  g_autoptr(Decision) decision = NULL;

  if (under == NULL ||
      !insert_decision (db, id, meeting, under, fields, &decision_ref, error) ||
      !record_changed (db, meeting, error))
    return NULL;
  db_subject (tx, decision_ref);
  decision = decision_load (db, decision_ref, error);
  if (decision == NULL || !db_commit (&tx, error))
    return NULL;
  notice_gaps (decision, notices);
  return g_steal_pointer (&decision);
}

/* --- changing ------------------------------------------------------------------------------ */

static gboolean
is_finished (const Decision *decision)
{
  return g_str_equal (decision->state, DECISION_DONE) ||
         g_str_equal (decision->state, DECISION_DROPPED);
}

/* A draft may change; what the parties agreed only has its gaps filled. */
static gboolean
check_may_edit (const Decision *decision, const DecisionFields *fields, gboolean executors,
                GError **error)
{
  if (g_str_equal (decision->state, DECISION_DRAFT))
    return TRUE;
  if (is_finished (decision))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("decision {ref}: it cannot change, its state is «{state:tr}»"),
                          "ref", decision->ref, "state", decision->state, NULL);
  if (fields->text != NULL || (fields->due != NULL && decision->due != NULL) ||
      (executors && decision->executors->len > 0))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("decision {ref}: the parties have agreed its words (only missing "
            "executors or a missing date can be added)"),
        "ref", decision->ref, NULL);
  return TRUE;
}

static gboolean
write_changes (Db *db, const Decision *decision, const DecisionFields *fields,
               GPtrArray *executors, GError **error)
{
  g_autofree char *text = NULL;
  const char *due = fields->due && *fields->due ? fields->due : NULL;

  if (fields->text != NULL)
    {
      text = text_clean (fields->text, N_ ("the text"), error);
      if (text == NULL)
        return FALSE;
    }
  return db_run (db,
                 "UPDATE decision SET text = coalesce(?, text), due = iif(?, ?, due)"
                 " WHERE id = ?",
                 error, "siss", text, (gint64) (fields->due != NULL), due, decision->id) &&
         (executors->len == 0 || write_executors (db, decision->id, executors, error));
}

gboolean
decision_edit (Db *db, const char *ref, const DecisionFields *fields, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "decision.edit", error);
  g_autoptr(Decision) decision = tx ? decision_load (db, ref, error) : NULL;
  g_autoptr(Meeting) meeting =
      decision ? meeting_load_id (db, decision->meeting_id, error) : NULL;
  g_autoptr(GPtrArray) executors =
      meeting ? responsible_parse_all (db, fields->executors, error) : NULL;

  if (executors == NULL || !check_due (meeting, fields->due, error) ||
      !check_may_edit (decision, fields, executors->len > 0, error) ||
      !write_changes (db, decision, fields, executors, error) ||
      !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, decision->ref);
  return db_commit (&tx, error);
}

/* Working groups belong to a room above, so only their table is asked. */
static gboolean
check_unused (Db *db, const Decision *decision, GError **error)
{
  gint64 used = db_number (db,
                           "SELECT (SELECT count(*) FROM working_group WHERE decision = ?)"
                           " + (SELECT count(*) FROM group_extension WHERE decision = ?)",
                           error, "ss", decision->id, decision->id);

  if (used > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("decision {ref}: it cannot be taken back, a working group rests "
                              "on it (see 'council group list')"),
                          "ref", decision->ref, NULL);
  return used == 0;
}

gboolean
decision_remove (Db *db, const char *ref, Notices *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "decision.remove", error);
  g_autoptr(Decision) decision = tx ? decision_load (db, ref, error) : NULL;
  g_autoptr(Meeting) meeting = decision ? record_open (db, decision->meeting, error) : NULL;

  if (meeting == NULL)
    return FALSE;
  if (!g_str_equal (decision->state, DECISION_DRAFT))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("decision {ref}: only a draft is taken back, its state is "
                              "«{state:tr}» (drop it: 'council decision close {ref} --dropped "
                              "--reason TEXT')"),
                          "ref", decision->ref, "state", decision->state, NULL);
  if (!check_unused (db, decision, error) ||
      !db_run (db, "DELETE FROM executor WHERE decision = ?", error, "s", decision->id) ||
      !db_run (db, "DELETE FROM decision WHERE id = ?", error, "s", decision->id) ||
      !db_run (db,
               "UPDATE decision SET position = position - 1 WHERE item = ? AND position > ?",
               error, "si", decision->item, decision->position) ||
      !decision_renumber (db, meeting, notices, error) || !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, decision->ref);
  return db_commit (&tx, error);
}
