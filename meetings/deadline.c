#include "meetings/deadline-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "core/party.h"
#include "core/setting.h"
#include "meetings/holiday.h"

#include <string.h>

static const Rung regular_ladder[] = {
  { "date", "deadline-date", EACH_PARTY, TRUE, TRUE, "meeting.confirm",
    N_ ("the date is confirmed") },
  { "agenda-requests", "deadline-agenda-requests", EACH_PARTY, FALSE, FALSE, "agenda.add",
    N_ ("questions for the agenda are proposed") },
  { "agenda", "deadline-agenda", HOST, TRUE, FALSE, "agenda.adopt",
    N_ ("the provisional agenda is sent") },
  { "delegations", "deadline-delegations", EACH_PARTY, TRUE, FALSE, "delegation.add",
    N_ ("the delegations are named") },
  { "draft", "deadline-draft", HOST, TRUE, FALSE, "protocol.draft",
    N_ ("the draft protocol is exchanged") },
  { "experts", "deadline-experts", TOGETHER, FALSE, TRUE, NULL, N_ ("the experts meet") },
  { NULL },
};

static const Rung extraordinary_ladder[] = {
  { "notice", "extraordinary-notice", HOST, FALSE, TRUE, "meeting.schedule",
    N_ ("the notice is given") },
  { "agenda", "extraordinary-agenda", HOST, TRUE, FALSE, "agenda.add",
    N_ ("the agenda is sent") },
  { "delegations", "extraordinary-delegations", EACH_PARTY, TRUE, FALSE, "delegation.add",
    N_ ("the delegations are named") },
  { "draft", "extraordinary-draft", HOST, TRUE, FALSE, "protocol.draft",
    N_ ("the draft protocol is exchanged") },
  { "experts", "extraordinary-experts", TOGETHER, FALSE, TRUE, NULL, N_ ("the experts meet") },
  { NULL },
};

/* What a step can be, the most pressing first. */
static const char *const states[] = {
  N_ ("missed"), N_ ("today"),   N_ ("ahead"), N_ ("compressed"),
  N_ ("past"),   N_ ("dropped"), N_ ("late"),  N_ ("met"),
};

const Rung *
deadline_ladder (const Meeting *meeting)
{
  return g_str_equal (meeting->kind, MEETING_REGULAR) ? regular_ladder : extraordinary_ladder;
}

static void
part_free (DeadlinePart *part)
{
  g_free (part->party);
  g_free (part->workday);
  g_free (part->done_on);
  g_free (part->act);
  g_free (part->note);
  g_free (part);
}

void
deadline_free (Deadline *deadline)
{
  if (deadline == NULL)
    return;
  g_ptr_array_unref (deadline->parts);
  g_free (deadline);
}

gboolean
deadline_is_settled (const char *state)
{
  const char *const settled[] = { "met", "late", "past", "dropped", NULL };

  return g_strv_contains (settled, state);
}

/* --- what a step is -------------------------------------------------------------------------- */

/* How things stand when nobody has done it. */
static const char *
open_state (const Meeting *meeting, const Rung *rung, const Deadline *deadline,
            const DeadlinePart *part, const char *date)
{
  g_autofree char *day = NULL;
  GDate today;
  int order;

  if (meeting_is (meeting, MEETING_CANCELLED))
    return "dropped";
  if (meeting->scheduled_on != NULL && strcmp (date, meeting->scheduled_on) < 0)
    return "compressed";
  if (g_str_equal (rung->step, "notice"))
    return "met"; /* it was scheduled in time */
  clock_today (meeting->time_zone, &today);
  day = date_text (&today);
  order = g_date_compare (&deadline->date, &today);
  /* The working day before is the last on which it can be done. */
  if (order >= 0 && strcmp (part->workday ? part->workday : date, day) <= 0)
    return "today";
  if (order > 0)
    return "ahead";
  return rung->can_miss && meeting_is_open (meeting) ? "missed" : "past";
}

/* A day after the step's, unless the step was past before the meeting got its date. */
static gboolean
is_late (const Meeting *meeting, const char *date, const char *done_on)
{
  return done_on != NULL && strcmp (done_on, date) > 0 &&
         (meeting->scheduled_on == NULL || strcmp (date, meeting->scheduled_on) >= 0);
}

static void
fill_part (const Meeting *meeting, const Rung *rung, const Deadline *deadline,
           const Knowledge *known, DeadlinePart *part)
{
  const Outcome *outcome = knowledge_outcome (known, rung->step, part->party);
  const Outcome *fact = knowledge_withdrawn (known, rung->step, part->party)
                            ? NULL
                            : knowledge_fact (known, rung->step, part->party);
  g_autofree char *date = date_text (&deadline->date);
  gboolean met = outcome != NULL && g_str_equal (outcome->outcome, "met");

  part->recorded = outcome != NULL;
  if (outcome != NULL)
    {
      part->state = met ? "met" : outcome->done_on ? "late" : "missed";
      part->done_on = g_strdup (outcome->done_on);
      part->act = g_strdup (outcome->act);
      part->note = g_strdup (outcome->note);
    }
  if (fact != NULL && (outcome == NULL || g_str_equal (part->state, "missed")))
    {
      g_free (part->done_on);
      part->done_on = g_strdup (fact->done_on);
      g_free (part->act);
      part->act = g_strdup (rung->act);
      part->state = outcome != NULL || is_late (meeting, date, fact->done_on) ? "late" : "met";
      part->recorded = FALSE;
    }
  if (outcome != NULL || fact != NULL)
    return;
  part->state = open_state (meeting, rung, deadline, part, date);
  if (g_str_equal (part->state, "met"))
    {
      part->done_on = g_strdup (meeting->scheduled_on);
      part->act = g_strdup (rung->act);
    }
}

static void
summarise (Deadline *deadline)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    for (guint j = 0; j < deadline->parts->len; j++)
      if (g_str_equal (((DeadlinePart *) g_ptr_array_index (deadline->parts, j))->state,
                       states[i]))
        {
          deadline->state = states[i];
          return;
        }
  deadline->state = "past";
}

/* --- the ladder ------------------------------------------------------------------------------ */

static void
add_responsible (Deadline *deadline, const Meeting *meeting, const Rung *rung,
                 GPtrArray *parties)
{
  for (guint i = 0; i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      DeadlinePart *part;

      /* As long as no host is agreed, it is up to everyone. */
      if (rung->who == HOST && meeting->host != NULL &&
          !g_str_equal (meeting->host, party->code))
        continue;
      part = g_new0 (DeadlinePart, 1);
      part->party = g_strdup (party->code);
      g_ptr_array_add (deadline->parts, part);
    }
}

static Deadline *
deadline_new (Db *db, const Meeting *meeting, const Rung *rung, GPtrArray *parties,
              GError **error)
{
  gint64 days = setting_number (db, rung->setting, error);
  Deadline *deadline;
  GDate first;

  if (days < 0)
    return NULL;
  deadline = g_new0 (Deadline, 1);
  deadline->step = rung->step;
  deadline->title = rung->title;
  deadline->days = days;
  deadline->together = rung->who == TOGETHER || (rung->who == HOST && meeting->host == NULL);
  meeting_first_day (meeting, &first);
  deadline->date = date_add (&first, -(int) days);
  deadline->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  add_responsible (deadline, meeting, rung, parties);
  return deadline;
}

static int
by_date (gconstpointer a, gconstpointer b)
{
  const Deadline *const *first = a, *const *second = b;

  return g_date_compare (&(*first)->date, &(*second)->date);
}

/* How far back a working day may lie before a step. */
#define LONGEST_BREAK 45

/* For each step and party the last working day that is not after the step. */
static gboolean
find_workdays (Db *db, GPtrArray *ladder, const Meeting *meeting, DeadlineDaysOff days_off,
               GError **error)
{
  const Deadline *earliest = g_ptr_array_index (ladder, 0);
  GDate first = date_add (&earliest->date, -LONGEST_BREAK), last;
  g_autoptr(Workdays) days = NULL;

  meeting_first_day (meeting, &last);
  days = days_off == DEADLINE_DAYS_OFF
             ? holiday_load (db, NULL, "ru", &first, &last, error)
             : holiday_load_certain (db, NULL, "ru", &first, &last, error);
  for (guint i = 0; days != NULL && i < ladder->len; i++)
    {
      const Deadline *deadline = g_ptr_array_index (ladder, i);

      for (guint j = 0; j < deadline->parts->len; j++)
        {
          DeadlinePart *part = g_ptr_array_index (deadline->parts, j);
          GDate day = workdays_before (days, part->party, &deadline->date);

          part->workday = date_text (&day);
        }
    }
  return days != NULL;
}

static const Rung *
find_rung (const Meeting *meeting, const char *step)
{
  const Rung *rung = deadline_ladder (meeting);

  while (rung->step != NULL && !g_str_equal (rung->step, step))
    rung++;
  return rung->step ? rung : NULL;
}

static void
fill_ladder (const Meeting *meeting, GPtrArray *ladder, const Knowledge *known)
{
  for (guint i = 0; i < ladder->len; i++)
    {
      Deadline *deadline = g_ptr_array_index (ladder, i);
      const Rung *rung = find_rung (meeting, deadline->step);

      for (guint j = 0; j < deadline->parts->len; j++)
        fill_part (meeting, rung, deadline, known, g_ptr_array_index (deadline->parts, j));
      summarise (deadline);
    }
}

GPtrArray *
deadline_list (Db *db, const Meeting *meeting, DeadlineDaysOff days_off, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);
  g_autoptr(Knowledge) known = parties ? knowledge_load (db, meeting, error) : NULL;
  g_autoptr(GPtrArray) ladder =
      g_ptr_array_new_with_free_func ((GDestroyNotify) deadline_free);

  if (known == NULL || meeting->own != NULL) /* nothing is due to others before one's own */
    return known ? g_steal_pointer (&ladder) : NULL;
  for (const Rung *rung = deadline_ladder (meeting); rung->step != NULL; rung++)
    {
      Deadline *deadline = deadline_new (db, meeting, rung, parties, error);

      if (deadline == NULL)
        return NULL;
      g_ptr_array_add (ladder, deadline);
    }
  g_ptr_array_sort (ladder, by_date);
  if (days_off != DEADLINE_NO_DAYS_OFF &&
      !find_workdays (db, ladder, meeting, days_off, error))
    return NULL;
  fill_ladder (meeting, ladder, known);
  return g_steal_pointer (&ladder);
}

Deadline *
deadline_find (Db *db, const Meeting *meeting, const char *step, GError **error)
{
  g_autoptr(GPtrArray) ladder = deadline_list (db, meeting, DEADLINE_NO_DAYS_OFF, error);
  g_autoptr(GString) steps = g_string_new (NULL);

  for (guint i = 0; ladder != NULL && i < ladder->len; i++)
    {
      const Deadline *deadline = g_ptr_array_index (ladder, i);

      if (g_str_equal (deadline->step, step))
        return g_ptr_array_steal_index (ladder, i);
      g_string_append_printf (steps, "%s%s", i ? ", " : "", deadline->step);
    }
  if (ladder != NULL)
    council_error (error, COUNCIL_ERROR_NOT_FOUND,
                   N_ ("{ref} has no step {step} (one of: {steps})"), "ref", meeting->ref,
                   "step", step, "steps", steps->str, NULL);
  return NULL;
}

/* --- telling ------------------------------------------------------------------------------- */

static void
parts_json (const Deadline *deadline, JsonBuilder *builder)
{
  json_begin_array (builder, "parties");
  for (guint i = 0; i < deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (deadline->parts, i);

      json_begin_object (builder, NULL);
      json_text (builder, "party", part->party);
      json_text (builder, "state", part->state);
      json_text (builder, "done_on", part->done_on);
      json_text (builder, "act", part->act);
      json_text (builder, "note", part->note);
      json_bool (builder, "recorded", part->recorded);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
deadline_json (const Deadline *deadline, const char *lang, JsonBuilder *builder)
{
  g_autofree char *date = date_text (&deadline->date);
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();
  const DeadlinePart *first = deadline->parts->len ? deadline->parts->pdata[0] : NULL;

  for (guint i = 0; i < deadline->parts->len; i++)
    g_ptr_array_add (codes, ((DeadlinePart *) deadline->parts->pdata[i])->party);
  json_text (builder, "step", deadline->step);
  json_text (builder, "title", tr (lang, deadline->title));
  json_text (builder, "date", date);
  json_number (builder, "days", deadline->days);
  json_text (builder, "state", deadline->state);
  json_texts (builder, "responsible", codes);
  parts_json (deadline, builder);
  if (first == NULL || first->workday == NULL)
    return;
  json_begin_object (builder, "workday");
  for (guint i = 0; i < deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (deadline->parts, i);

      json_text (builder, part->party, part->workday);
    }
  json_builder_end_object (builder);
}

/* --- what moved ---------------------------------------------------------------------------- */

GPtrArray *
deadline_moves (Db *db, const Meeting *before, const Meeting *after, GError **error)
{
  g_autoptr(GPtrArray) old = deadline_list (db, before, DEADLINE_NO_DAYS_OFF, error);
  g_autoptr(GPtrArray) now =
      old ? deadline_list (db, after, DEADLINE_NO_DAYS_OFF, error) : NULL;
  g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func (g_free);

  /* Both have the same steps in the same order: only the meeting's day differs. */
  for (guint i = 0; now != NULL && i < now->len; i++)
    {
      const Deadline *was = g_ptr_array_index (old, i), *is = g_ptr_array_index (now, i);
      DeadlineMove *move;

      if (g_date_compare (&was->date, &is->date) == 0)
        continue;
      move = g_new0 (DeadlineMove, 1);
      *move = (DeadlineMove){ is->step, is->title, was->date, is->date, is->state };
      g_ptr_array_add (moves, move);
    }
  return now ? g_steal_pointer (&moves) : NULL;
}
