/* What became of each step, on record. */
#include "meetings/deadline-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

static char *
today_in (const char *zone)
{
  GDate today;

  clock_today (zone, &today);
  return date_text (&today);
}

/* --- rows ------------------------------------------------------------------------------------ */

/* A row on its way; @party NULL is all together. */
typedef struct
{
  const char *step, *party, *outcome, *due, *done_on, *act, *note, *basis;
} Entry;

static gboolean
insert_outcome (Db *db, const Meeting *meeting, const Entry *entry, GError **error)
{
  g_autofree char *id = uuid7 (), *today = today_in (meeting->time_zone);

  return db_run (
      db,
      "INSERT INTO deadline_outcome (id, meeting, step, party, outcome, due, done_on,"
      " act, note, basis, recorded_on)"
      " VALUES (?, ?, ?, (SELECT id FROM party WHERE code = ?), ?, ?, ?, ?, ?, ?, ?)",
      error, "sssssssssss", id, meeting->id, entry->step, entry->party, entry->outcome,
      entry->due, entry->done_on, entry->act, entry->note, entry->basis, today);
}

static gboolean
void_outcome (Db *db, const Meeting *meeting, const char *id, const char *reason,
              GError **error)
{
  g_autofree char *today = today_in (meeting->time_zone);

  return db_run (db, "UPDATE deadline_outcome SET void_on = ?, void_reason = ? WHERE id = ?",
                 error, "sss", today, reason, id);
}

/* --- what an act settles ------------------------------------------------------------------- */

/* What an act met is met no more when the act was taken back. */
static gboolean
void_undone (Db *db, const Meeting *meeting, const Knowledge *known, gboolean *changed,
             GError **error)
{
  for (guint i = 0; i < known->outcomes->len; i++)
    {
      const Outcome *outcome = g_ptr_array_index (known->outcomes, i);

      if (outcome->withdrawn || outcome->done_on == NULL ||
          g_strcmp0 (outcome->act, ACT_BY_HAND) == 0 ||
          g_str_equal (outcome->step, "notice") ||
          knowledge_fact (known, outcome->step, outcome->party) != NULL)
        continue;
      *changed = TRUE;
      if (!void_outcome (db, meeting, outcome->id, "undone", error))
        return FALSE;
    }
  return TRUE;
}

/* A step that the file has seen done, or has not seen done in time. */
static gboolean
settle_part (Db *db, const Meeting *meeting, const Deadline *deadline, const char *party,
             const DeadlinePart *part, const Knowledge *known, GError **error)
{
  g_autofree char *due = date_text (&deadline->date), *today = NULL;
  const Outcome *outcome = knowledge_outcome (known, deadline->step, part->party);
  gboolean met = g_str_equal (part->state, "met"), late = g_str_equal (part->state, "late");
  const char *done_on = part->done_on;
  GDate now;

  if (part->recorded || (!met && !late && !g_str_equal (part->state, "missed")))
    return TRUE;
  clock_today (meeting->time_zone, &now);
  today = date_text (&now);
  if (done_on == NULL && (met || late))
    {
      done_on = today;
      met = met && (g_date_compare (&now, &deadline->date) <= 0 ||
                    (meeting->scheduled_on && strcmp (due, meeting->scheduled_on) < 0));
    }
  if (outcome != NULL)
    return db_run (db, "UPDATE deadline_outcome SET done_on = ?, act = ? WHERE id = ?", error,
                   "sss", done_on, part->act, outcome->id);
  return insert_outcome (db, meeting,
                         &(Entry){ .step = deadline->step,
                                   .party = party,
                                   .outcome = met ? "met" : "missed",
                                   .due = due,
                                   .done_on = done_on,
                                   .act = part->act },
                         error);
}

static gboolean
settle_ladder (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(Knowledge) known = knowledge_load (db, meeting, error);
  g_autoptr(GPtrArray) ladder =
      known ? deadline_list (db, meeting, DEADLINE_NO_DAYS_OFF, error) : NULL;

  for (guint i = 0; ladder != NULL && i < ladder->len; i++)
    {
      const Deadline *deadline = g_ptr_array_index (ladder, i);

      for (guint j = 0; j < deadline->parts->len; j++)
        {
          const DeadlinePart *part = g_ptr_array_index (deadline->parts, j);

          if (!settle_part (db, meeting, deadline, deadline->together ? NULL : part->party,
                            part, known, error))
            return FALSE;
          if (deadline->together)
            break; /* one row for all */
        }
    }
  return ladder != NULL;
}

gboolean
deadline_settle (Db *db, const char *id, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load_id (db, id, error);
  g_autoptr(Knowledge) known = NULL;
  gboolean changed = FALSE;

  if (meeting == NULL || !meeting_has_date (meeting))
    return meeting != NULL;
  known = knowledge_load (db, meeting, error);
  return known != NULL && void_undone (db, meeting, known, &changed, error) &&
         settle_ladder (db, meeting, error);
}

/* --- postponing ---------------------------------------------------------------------------- */

static gboolean
concerns_date (const Meeting *meeting, const char *step)
{
  for (const Rung *rung = deadline_ladder (meeting); rung->step != NULL; rung++)
    if (g_str_equal (rung->step, step))
      return rung->of_date;
  return FALSE;
}

/* What was done late for the old date is, by hand, entered for the new one; facts tell the rest
 * themselves. */
static gboolean
keep_by_hand (Db *db, const Meeting *after, const Outcome *outcome, GError **error)
{
  g_autoptr(Deadline) deadline = NULL;
  g_autofree char *due = NULL;

  if (outcome->done_on == NULL || g_strcmp0 (outcome->act, ACT_BY_HAND) != 0)
    return TRUE;
  deadline = deadline_find (db, after, outcome->step, error);
  if (deadline == NULL)
    return FALSE;
  due = date_text (&deadline->date);
  return insert_outcome (db, after,
                         &(Entry){ .step = outcome->step,
                                   .party = outcome->party,
                                   .outcome = strcmp (outcome->done_on, due) <= 0 ||
                                                      strcmp (due, after->scheduled_on) < 0
                                                  ? "met"
                                                  : "missed",
                                   .due = due,
                                   .done_on = outcome->done_on,
                                   .act = outcome->act,
                                   .note = outcome->note },
                         error);
}

gboolean
deadline_postponed (Db *db, const Meeting *before, GError **error)
{
  g_autoptr(Meeting) after = meeting_load_id (db, before->id, error);
  g_autoptr(Knowledge) known = after ? knowledge_load (db, after, error) : NULL;

  for (guint i = 0; known != NULL && i < known->outcomes->len; i++)
    {
      const Outcome *outcome = g_ptr_array_index (known->outcomes, i);
      gboolean of_date = concerns_date (after, outcome->step);

      if (outcome->withdrawn || (!of_date && g_str_equal (outcome->outcome, "met")))
        continue;
      if (!void_outcome (db, after, outcome->id, "postponed", error) ||
          (!of_date && !keep_by_hand (db, after, outcome, error)))
        return FALSE;
    }
  return known != NULL && deadline_settle (db, before->id, error);
}

/* --- by hand ------------------------------------------------------------------------------- */

/* A mark on its way to rows. */
typedef struct
{
  const DeadlineMark *mark;
  const Meeting *meeting;
  const Deadline *deadline;
  char *due, *done_on, *note, *basis;
  gboolean late;
} Marking;

static void
marking_clear (Marking *marking)
{
  g_free (marking->due);
  g_free (marking->done_on);
  g_free (marking->note);
  g_free (marking->basis);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Marking, marking_clear)

static gboolean
check_responsible (const Marking *marking, GError **error)
{
  const char *party = marking->mark->party;
  g_autoptr(GString) codes = g_string_new (NULL);

  for (guint i = 0; i < marking->deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (marking->deadline->parts, i);

      if (party == NULL || g_str_equal (part->party, party))
        return TRUE;
      g_string_append_printf (codes, "%s%s", i ? ", " : "", part->party);
    }
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{ref}, {step}: {party} is not responsible for it ({parties} is: "
                            "--as)"),
                        "ref", marking->meeting->ref, "step", marking->deadline->step, "party",
                        party, "parties", codes->str, NULL);
}

static gboolean
read_day (Marking *marking, GError **error)
{
  const char *on = marking->mark->on;
  g_autofree char *today = today_in (marking->meeting->time_zone);
  const char *scheduled = marking->meeting->scheduled_on;
  GDate date;

  if (on != NULL && !date_parse (on, &date, error))
    return FALSE;
  marking->due = date_text (&marking->deadline->date);
  if (g_strcmp0 (marking->mark->outcome, "missed") == 0)
    return (on == NULL && strcmp (marking->due, today) < 0) ||
           council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref}, {step}: it is due by {date}: only after that day, and "
                              "without --on, it is missed"),
                          "ref", marking->meeting->ref, "step", marking->deadline->step,
                          "date", marking->due, NULL);
  marking->done_on = g_strdup (on ? on : today);
  marking->late = strcmp (marking->done_on, marking->due) > 0 &&
                  (scheduled == NULL || strcmp (marking->due, scheduled) >= 0);
  return strcmp (marking->done_on, today) <= 0 ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{ref}, {step}: {date} has not come yet (record it when it is "
                            "done)"),
                        "ref", marking->meeting->ref, "step", marking->deadline->step, "date",
                        on, NULL);
}

/* Whether @part is one that the mark is about. */
static gboolean
is_marked (const Marking *marking, const DeadlinePart *part)
{
  return marking->mark->party == NULL || marking->deadline->together ||
         g_str_equal (part->party, marking->mark->party);
}

static gboolean
take_back (Db *db, const Marking *marking, const DeadlinePart *part, const Outcome *outcome,
           gboolean *found, GError **error)
{
  if (outcome == NULL)
    return TRUE;
  if (outcome->done_on == NULL)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{ref}, {step}: it was missed by {party}, as the calendar shows (if "
            "it was done: --met --on DATE)"),
        "ref", marking->meeting->ref, "step", marking->deadline->step, "party", part->party,
        NULL);
  *found = TRUE;
  return void_outcome (db, marking->meeting, outcome->id, "withdrawn", error);
}

static gboolean
mark_part (Db *db, const Marking *marking, const DeadlinePart *part, const Outcome *outcome,
           GError **error)
{
  const DeadlineMark *mark = marking->mark;

  if (outcome != NULL && !void_outcome (db, marking->meeting, outcome->id, "corrected", error))
    return FALSE;
  return insert_outcome (db, marking->meeting,
                         &(Entry){ .step = marking->deadline->step,
                                   .party = marking->deadline->together ? NULL : part->party,
                                   .outcome = marking->late ? "missed" : mark->outcome,
                                   .due = marking->due,
                                   .done_on = marking->done_on,
                                   .act = ACT_BY_HAND,
                                   .note = marking->note,
                                   .basis = marking->basis },
                         error);
}

static gboolean
mark_parts (Db *db, const Marking *marking, GError **error)
{
  g_autoptr(Knowledge) known = knowledge_load (db, marking->meeting, error);
  gboolean found = marking->mark->outcome != NULL;

  for (guint i = 0; known != NULL && i < marking->deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (marking->deadline->parts, i);
      const Outcome *outcome = knowledge_outcome (known, marking->deadline->step, part->party);

      if (!is_marked (marking, part))
        continue;
      if (marking->mark->outcome == NULL
              ? !take_back (db, marking, part, outcome, &found, error)
              : !mark_part (db, marking, part, outcome, error))
        return FALSE;
      if (marking->deadline->together)
        break;
    }
  return known != NULL &&
         (found ||
          council_error (error, COUNCIL_ERROR_RULE,
                         N_ ("{ref}, {step}: nothing is on record to take back (see "
                             "'council meeting deadlines {ref}')"),
                         "ref", marking->meeting->ref, "step", marking->deadline->step, NULL));
}

static gboolean
check_dated (const Meeting *meeting, GError **error)
{
  return (meeting_has_date (meeting) && !meeting_is (meeting, MEETING_CANCELLED)) ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{ref} is {state:tr}: nothing is due before it (see 'council "
                            "meeting show {ref}')"),
                        "ref", meeting->ref, "state", meeting->state, NULL);
}

gboolean
deadline_mark (Db *db, const char *ref, const DeadlineMark *mark, Notices *notices,
               GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "meeting.deadline", error);
  g_autoptr(Meeting) meeting = tx ? meeting_load (db, ref, error) : NULL;
  g_autoptr(Deadline) deadline = NULL;
  g_auto(Marking) marking = { .mark = mark, .meeting = meeting };

  if (meeting == NULL || !check_dated (meeting, error) ||
      !deadline_settle (db, meeting->id, error) ||
      (deadline = deadline_find (db, meeting, mark->step, error)) == NULL)
    return FALSE;
  marking.deadline = deadline;
  if (!check_responsible (&marking, error) || !read_day (&marking, error) ||
      !text_clean_optional (mark->note, N_ ("note"), &marking.note, error) ||
      !text_clean_optional (mark->basis, N_ ("basis"), &marking.basis, error) ||
      !mark_parts (db, &marking, error))
    return FALSE;
  if (marking.late)
    notices_add (notices, N_ ("{ref}: it was due by {date}: recorded as done late"), "ref",
                 meeting->ref, "date", marking.due, NULL);
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}
