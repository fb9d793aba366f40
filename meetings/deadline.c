#include "meetings/deadline.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/json.h"
#include "core/language.h"
#include "core/message.h"
#include "core/party.h"
#include "core/setting.h"
#include "meetings/holiday.h"

#include <string.h>

typedef enum { EVERY_PARTY, HOST } Responsible;

typedef struct
{
  const char *step;
  const char *setting;
  Responsible who;
  const char *title;
} Rung;

static const Rung regular_ladder[] = {
  { "date", "deadline-date", EVERY_PARTY, N_ ("the date is confirmed") },
  { "agenda-requests", "deadline-agenda-requests", EVERY_PARTY,
    N_ ("questions for the agenda are proposed") },
  { "agenda", "deadline-agenda", HOST, N_ ("the provisional agenda is sent") },
  { "delegations", "deadline-delegations", EVERY_PARTY, N_ ("the delegations are named") },
  { "draft", "deadline-draft", HOST, N_ ("the draft protocol is exchanged") },
  { "experts", "deadline-experts", EVERY_PARTY, N_ ("the experts meet") },
  { NULL },
};

static const Rung extraordinary_ladder[] = {
  { "notice", "extraordinary-notice", HOST, N_ ("the notice is given") },
  { "agenda", "extraordinary-agenda", HOST, N_ ("the agenda is sent") },
  { "delegations", "extraordinary-delegations", EVERY_PARTY,
    N_ ("the delegations are named") },
  { "draft", "extraordinary-draft", HOST, N_ ("the draft protocol is exchanged") },
  { "experts", "extraordinary-experts", EVERY_PARTY, N_ ("the experts meet") },
  { NULL },
};

/* What a step can be, for the translators. */
G_GNUC_UNUSED static const char *const states[] = {
  N_ ("ahead"), N_ ("today"), N_ ("done"), N_ ("compressed"), N_ ("missed"), N_ ("past"),
};

void
deadline_free (Deadline *deadline)
{
  if (deadline == NULL)
    return;
  g_ptr_array_unref (deadline->parties);
  g_clear_pointer (&deadline->workdays, g_ptr_array_unref);
  g_free (deadline);
}

/* --- what the file tells of a step ----------------------------------------------------------- */

typedef enum { NOT_DONE, DONE, NOT_KNOWN } Progress;

/* Whether @sql, bound to the meeting, counts anything. */
static gboolean
counts (Db *db, const char *sql, const Meeting *meeting, Progress *progress, GError **error)
{
  gint64 number = db_number (db, sql, error, "s", meeting->id);

  *progress = number > 0 ? DONE : NOT_DONE;
  return number >= 0;
}

static gboolean
step_progress (Db *db, const Meeting *meeting, const char *step, Progress *progress,
               GError **error)
{
  *progress = NOT_KNOWN;
  if (g_str_equal (step, "date"))
    *progress = meeting_is (meeting, MEETING_PLANNED) ? NOT_DONE : DONE;
  else if (g_str_equal (step, "agenda"))
    return counts (db,
                   "SELECT count(*) FROM agenda_item WHERE meeting = ? AND state <> 'withdrawn'",
                   meeting, progress, error);
  else if (g_str_equal (step, "delegations"))
    return counts (db,
                   "SELECT NOT EXISTS (SELECT 1 FROM party p WHERE NOT EXISTS (SELECT 1"
                   " FROM delegate d WHERE d.meeting = ? AND d.party = p.id))",
                   meeting, progress, error);
  else if (g_str_equal (step, "draft"))
    return counts (db, "SELECT count(*) FROM protocol WHERE meeting = ?", meeting, progress,
                   error);
  return TRUE;
}

static const char *
state_of (const Deadline *deadline, const Meeting *meeting, Progress progress)
{
  g_autofree char *date = date_text (&deadline->date);
  GDate today;
  int order;

  if (progress == DONE)
    return "done";
  if (meeting->scheduled_on != NULL && strcmp (date, meeting->scheduled_on) < 0)
    return "compressed";
  clock_today (meeting->time_zone, &today);
  order = g_date_compare (&deadline->date, &today);
  if (g_str_equal (deadline->step, "notice"))
    return "done"; /* it was scheduled in time */
  if (order > 0)
    return "ahead";
  if (order == 0)
    return "today";
  return progress == NOT_DONE && meeting_is_open (meeting) ? "missed" : "past";
}

/* --- the ladder ------------------------------------------------------------------------------ */

static void
add_responsible (Deadline *deadline, const Meeting *meeting, Responsible who,
                 GPtrArray *parties)
{
  for (guint i = 0; i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);

      /* As long as no host is agreed, it is up to everyone. */
      if (who == HOST && meeting->host != NULL && !g_str_equal (meeting->host, party->code))
        continue;
      g_ptr_array_add (deadline->parties, g_strdup (party->code));
    }
}

static Deadline *
deadline_new (Db *db, const Meeting *meeting, const Rung *rung, GPtrArray *parties,
              GError **error)
{
  gint64 days = setting_number (db, rung->setting, error);
  Progress progress;
  Deadline *deadline;
  GDate first;

  if (days < 0 || !step_progress (db, meeting, rung->step, &progress, error))
    return NULL;
  deadline = g_new0 (Deadline, 1);
  deadline->step = rung->step;
  deadline->title = rung->title;
  deadline->days = days;
  meeting_first_day (meeting, &first);
  deadline->date = date_add (&first, -(int) days);
  deadline->parties = g_ptr_array_new_with_free_func (g_free);
  add_responsible (deadline, meeting, rung->who, parties);
  deadline->state = state_of (deadline, meeting, progress);
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
find_workdays (Db *db, GPtrArray *ladder, const Meeting *meeting, GError **error)
{
  const Deadline *earliest = g_ptr_array_index (ladder, 0);
  GDate first = date_add (&earliest->date, -LONGEST_BREAK), last;
  g_autoptr (Workdays) days = NULL;

  meeting_first_day (meeting, &last);
  days = holiday_load (db, NULL, "ru", &first, &last, error);
  for (guint i = 0; days != NULL && i < ladder->len; i++)
    {
      Deadline *deadline = g_ptr_array_index (ladder, i);

      deadline->workdays = g_ptr_array_new_with_free_func (g_free);
      for (guint j = 0; j < deadline->parties->len; j++)
        {
          const char *party = g_ptr_array_index (deadline->parties, j);
          GDate day = workdays_before (days, party, &deadline->date);

          g_ptr_array_add (deadline->workdays, date_text (&day));
        }
    }
  return days != NULL;
}

GPtrArray *
deadline_list (Db *db, const Meeting *meeting, gboolean days_off, GError **error)
{
  const Rung *rung = g_str_equal (meeting->kind, MEETING_REGULAR) ? regular_ladder
                                                                  : extraordinary_ladder;
  g_autoptr (GPtrArray) parties = party_list (db, error);
  g_autoptr (GPtrArray) ladder
      = g_ptr_array_new_with_free_func ((GDestroyNotify) deadline_free);

  if (parties == NULL)
    return NULL;
  for (; rung->step != NULL; rung++)
    {
      Deadline *deadline = deadline_new (db, meeting, rung, parties, error);

      if (deadline == NULL)
        return NULL;
      g_ptr_array_add (ladder, deadline);
    }
  g_ptr_array_sort (ladder, by_date);
  return !days_off || find_workdays (db, ladder, meeting, error) ? g_steal_pointer (&ladder)
                                                                 : NULL;
}

void
deadline_json (const Deadline *deadline, const char *lang, JsonBuilder *builder)
{
  g_autofree char *date = date_text (&deadline->date);

  json_text (builder, "step", deadline->step);
  json_text (builder, "title", tr (lang, deadline->title));
  json_text (builder, "date", date);
  json_number (builder, "days", deadline->days);
  json_text (builder, "state", deadline->state);
  json_texts (builder, "responsible", deadline->parties);
  if (deadline->workdays == NULL)
    return;
  json_begin_object (builder, "workday");
  for (guint i = 0; i < deadline->parties->len; i++)
    json_text (builder, g_ptr_array_index (deadline->parties, i),
               g_ptr_array_index (deadline->workdays, i));
  json_builder_end_object (builder);
}

gboolean
deadline_tell_moved (Db *db, const Meeting *before, const Meeting *after, Notices *notices,
                     GError **error)
{
  g_autoptr (GPtrArray) old = notices ? deadline_list (db, before, FALSE, error) : NULL;
  g_autoptr (GPtrArray) now = old ? deadline_list (db, after, FALSE, error) : NULL;

  /* Both have the same steps in the same order: only the meeting's day differs. */
  for (guint i = 0; now != NULL && i < now->len; i++)
    {
      const Deadline *was = g_ptr_array_index (old, i), *is = g_ptr_array_index (now, i);
      g_autofree char *from = language_date_long (notices->lang, &was->date);
      g_autofree char *to = language_date_long (notices->lang, &is->date);

      if (g_date_compare (&was->date, &is->date) != 0)
        notices_add (notices, N_ ("{step:tr}: by {to} ({state:tr}), it was {from}"), "step",
                     is->title, "to", to, "state", is->state, "from", from, NULL);
    }
  return notices == NULL || now != NULL;
}
