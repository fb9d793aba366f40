/* From agreed to done: force, progress, the end; what status and check say. */
#include "meetings/decision.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "core/uuid.h"

/* --- force --------------------------------------------------------------------------------- */

gboolean
decision_enter_force (Db *db, const char *meeting_id, const char *date, GError **error)
{
  return db_run (db,
                 "UPDATE decision SET state = 'in-force', in_force_on = ?"
                 " WHERE item IN (SELECT id FROM agenda_item WHERE meeting = ?)"
                 " AND (state = 'agreed' OR (state = 'draft'"
                 " AND NOT EXISTS (SELECT 1 FROM protocol WHERE meeting = ?)))",
                 error, "sss", date, meeting_id, meeting_id);
}

static gboolean
check_may_enforce (Db *db, const Meeting *meeting, const char *date, GError **error)
{
  gint64 waiting = db_number (db,
                              "SELECT count(*) FROM decision d JOIN agenda_item i"
                              " ON i.id = d.item WHERE i.meeting = ?"
                              " AND d.state IN ('draft', 'agreed')",
                              error, "s", meeting->id);
  GDate day;

  if (waiting < 0 || !date_parse (date, &day, error))
    return FALSE;
  if (!meeting_is (meeting, MEETING_CLOSED) || !meeting->no_protocol)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("decisions of {ref}: they take force with the signatures under "
                              "its protocol (see 'council protocol attach --help')"),
                          "ref", meeting->ref, NULL);
  return waiting > 0 ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("decisions of {ref}: none waits to take force (see 'council decision "
                 "list --meeting {ref}')"),
             "ref", meeting->ref, NULL);
}

gboolean
decision_enforce (Db *db, const char *ref, const char *date, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "decision.enforce", error);
  g_autoptr(Meeting) meeting = tx ? meeting_load (db, ref, error) : NULL;

  if (meeting == NULL || !check_may_enforce (db, meeting, date, error) ||
      !decision_enter_force (db, meeting->id, date, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

/* --- progress and end ---------------------------------------------------------------------- */

static gboolean
check_in_force (const Decision *decision, GError **error)
{
  if (g_str_equal (decision->state, DECISION_IN_FORCE))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_RULE,
      N_ ("decision {ref}: its state is «{state:tr}» (only a decision in force "
          "is carried out)"),
      "ref", decision->ref, "state", decision->state, NULL);
}

/* Adds a report within the caller's transaction. */
static gboolean
report (Db *db, const Decision *decision, const char *party, gint64 percent, const char *text,
        GError **error)
{
  g_autofree char *id = uuid7 (), *day = NULL, *clean = NULL;
  GDate today;

  if (party != NULL && !party_exists (db, party, error))
    return FALSE;
  clean = text_clean (text, N_ ("the report"), error);
  if (clean == NULL)
    return FALSE;
  clock_today (NULL, &today);
  day = date_text (&today);
  return db_run (db,
                 "INSERT INTO decision_progress (id, decision, noted_on, party, percent, text)"
                 " VALUES (?, ?, ?, (SELECT id FROM party WHERE code = ?),"
                 " iif(? < 0, NULL, ?), ?)",
                 error, "ssssiis", id, decision->id, day, party, percent, percent, clean);
}

gboolean
decision_progress (Db *db, const char *ref, const char *party, gint64 percent,
                   const char *text, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "decision.progress", error);
  g_autoptr(Decision) decision = tx ? decision_load (db, ref, error) : NULL;

  if (decision == NULL || !check_in_force (decision, error) ||
      !report (db, decision, party, percent, text, error))
    return FALSE;
  db_subject (tx, decision->ref);
  return db_commit (&tx, error);
}

gboolean
decision_close (Db *db, const char *ref, gboolean done, const char *reason, GError **error)
{
  g_autoptr(DbTransaction) tx =
      db_begin (db, done ? "decision.done" : "decision.drop", error);
  g_autoptr(Decision) decision = tx ? decision_load (db, ref, error) : NULL;

  if (decision == NULL || !check_in_force (decision, error))
    return FALSE;
  if (!done && reason == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("decision {ref}: dropping it needs a reason (--reason TEXT)"),
                          "ref", decision->ref, NULL);
  if ((reason != NULL && !report (db, decision, NULL, done ? 100 : -1, reason, error)) ||
      !db_run (db, "UPDATE decision SET state = ? WHERE id = ?", error, "ss",
               done ? DECISION_DONE : DECISION_DROPPED, decision->id))
    return FALSE;
  db_subject (tx, decision->ref);
  return db_commit (&tx, error);
}

/* --- status -------------------------------------------------------------------------------- */

static gboolean
count_open (Db *db, gint64 *open, gint64 *overdue, GError **error)
{
  g_autofree char *day = NULL;
  g_autoptr(DbRow) row = NULL;
  GDate today;

  clock_today (NULL, &today);
  day = date_text (&today);
  row = db_one (db,
                "SELECT count(*) AS open, coalesce(sum(due < ?), 0) AS overdue FROM decision"
                " WHERE state = 'in-force'",
                error, "s", day);
  if (row == NULL)
    return FALSE;
  *open = row_int (row, "open");
  *overdue = row_int (row, "overdue");
  return TRUE;
}

static gboolean
status_json (Db *db, JsonBuilder *builder, GError **error)
{
  gint64 open, overdue;

  if (!count_open (db, &open, &overdue, error))
    return FALSE;
  json_begin_object (builder, "decisions");
  json_number (builder, "open", open);
  json_number (builder, "overdue", overdue);
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
status_lines (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  gint64 open, overdue;

  if (!count_open (db, &open, &overdue, error))
    return FALSE;
  if (open > 0)
    g_ptr_array_add (lines, tr_fill_n (lang, "One decision is being carried out.",
                                       "{n} decisions are being carried out.", open, NULL));
  if (overdue > 0)
    g_ptr_array_add (
        lines,
        tr_fill_n (lang, "One decision is overdue (see 'council decision list --overdue').",
                   "{n} decisions are overdue (see 'council decision list "
                   "--overdue').",
                   overdue, NULL));
  return TRUE;
}

const StatusSource decision_status = { status_json, status_lines };

/* --- check --------------------------------------------------------------------------------- */

/* Adds a finding for each row's ref, in the words of @message. */
static gboolean
find (GPtrArray *rows, const char *lang, const char *message, GPtrArray *findings)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (findings, tr_fill (lang, message, "ref",
                                        row_text (g_ptr_array_index (rows, i), "ref"), NULL));
  return rows != NULL;
}

gboolean
decision_check (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) unexecuted = NULL, undated = NULL, doubles = NULL, unnumbered = NULL;

  unexecuted = db_all (db,
                       "SELECT ref FROM decision d WHERE state NOT IN ('done', 'dropped')"
                       " AND NOT EXISTS (SELECT 1 FROM executor WHERE decision = d.id)"
                       " ORDER BY ref",
                       error, "");
  if (!find (unexecuted, lang, N_ ("decision {ref} names no executor"), findings))
    return FALSE;
  undated = db_all (db,
                    "SELECT ref FROM decision WHERE state NOT IN ('done', 'dropped')"
                    " AND due IS NULL ORDER BY ref",
                    error, "");
  if (!find (undated, lang, N_ ("decision {ref} has no due date"), findings))
    return FALSE;
  doubles = db_all (
      db, "SELECT ref FROM decision GROUP BY ref HAVING count(*) > 1 ORDER BY ref", error, "");
  if (!find (doubles, lang, N_ ("two decisions bear the reference {ref}"), findings))
    return FALSE;
  unnumbered =
      db_all (db,
              "SELECT m.ref FROM agenda_item i JOIN meeting m ON m.id = i.meeting"
              " WHERE i.state != 'withdrawn' GROUP BY m.id"
              " HAVING count(DISTINCT i.position) != count(*)"
              " OR min(i.position) != 1 OR max(i.position) != count(*) ORDER BY m.ref",
              error, "");
  return find (unnumbered, lang, N_ ("agenda of {ref}: its items are not numbered 1, 2, 3 …"),
               findings);
}
