/* Deadlines, decisions and mandates as the tasks of a feed. */
#include "meetings/feed-internal.h"

#include "core/date.h"
#include "core/language.h"
#include "core/message.h"
#include "meetings/deadline.h"
#include "meetings/decision.h"

#include <string.h>

#define PRIORITY_HIGH 1
#define PRIORITY_MEDIUM 5

/* A title that a list can show. */
#define TITLE_MAX 120

static GDateTime *
instant_of_date (const char *date, GError **error)
{
  g_autofree char *instant = g_strconcat (date, "T00:00:00Z", NULL);

  return instant_parse (instant, error);
}

/* --- before a meeting ---------------------------------------------------------------------- */

static gboolean
deadline_concerns (const Feed *feed, const Deadline *deadline)
{
  for (guint i = 0; i < deadline->parts->len; i++)
    if (feed_concerns (feed, ((DeadlinePart *) g_ptr_array_index (deadline->parts, i))->party))
      return TRUE;
  return FALSE;
}

static gboolean
is_done (const char *state)
{
  return g_str_equal (state, "met") || g_str_equal (state, "late");
}

/* Of those whom the feed is for: how many have to do it, how many did, whether one missed it for
 * good, and the last day on which it was done. */
typedef struct
{
  guint parts, done;
  gboolean missed;
  const char *last;
} Progress;

static Progress
deadline_progress (const Feed *feed, const Deadline *deadline)
{
  Progress progress = { 0 };

  for (guint i = 0; i < deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (deadline->parts, i);

      if (!feed_concerns (feed, part->party))
        continue;
      progress.parts++;
      progress.missed |= part->recorded && g_str_equal (part->state, "missed");
      if (!is_done (part->state))
        continue;
      progress.done++;
      if (part->done_on != NULL && g_strcmp0 (part->done_on, progress.last) > 0)
        progress.last = part->done_on;
    }
  return progress;
}

/* What does not follow from today's date alone, so that the feed stays as it is over night. */
static CalendarStatus
deadline_status (const Meeting *meeting, const Progress *progress)
{
  if (meeting_is (meeting, MEETING_CANCELLED))
    return CALENDAR_CANCELLED;
  if (progress->done == progress->parts)
    return CALENDAR_COMPLETED;
  if (!meeting_is_open (
          meeting)) /* it was held: what was missed then is not asked for any more */
    return progress->missed ? CALENDAR_CANCELLED : CALENDAR_COMPLETED;
  return progress->done > 0 ? CALENDAR_IN_PROCESS : CALENDAR_NEEDS_ACTION;
}

static gboolean
set_deadline_progress (const Feed *feed, const Meeting *meeting, const Deadline *deadline,
                       CalendarEvent *task, GError **error)
{
  Progress progress = deadline_progress (feed, deadline);

  task->status = deadline_status (meeting, &progress);
  task->percent = task->status == CALENDAR_COMPLETED
                      ? 100
                      : (int) (100 * progress.done / MAX (progress.parts, 1));
  if (task->status != CALENDAR_COMPLETED)
    return TRUE;
  if (progress.last != NULL)
    return (task->completed = instant_of_date (progress.last, error)) != NULL;
  if (!meeting_is_open (meeting))
    task->completed = g_date_time_ref (meeting->ends);
  return TRUE;
}

/* What a party did, when that is on record. */
static const char *
outcome_line (const DeadlinePart *part)
{
  if (is_done (part->state) && part->done_on != NULL)
    return g_str_equal (part->state, "late") ? N_ ("Responsible: {state}; done late, on {day}")
                                             : N_ ("Responsible: {state}; done on {day}");
  if (part->recorded && g_str_equal (part->state, "missed"))
    return N_ ("Responsible: {state}; missed");
  return NULL;
}

/* The responsible parties, each with what it did, or else with its last working day when that is an
 * earlier one. */
static void
add_responsible (const Feed *feed, const Deadline *deadline, GString *text)
{
  g_autofree char *due = date_text (&deadline->date);

  for (guint i = 0; i < deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (deadline->parts, i);
      const char *state = g_ptr_array_index (feed->states, feed_party (feed, part->party));
      const char *outcome = outcome_line (part);
      const char *told = outcome ? part->done_on : part->workday ? part->workday : due;
      g_autofree char *day = NULL, *line = NULL;
      GDate date;

      if (told != NULL && date_parse (told, &date, NULL))
        day = language_date_long (feed->lang, &date);
      if (outcome == NULL && (day == NULL || g_strcmp0 (told, due) == 0))
        {
          feed_line (feed, text, N_ ("Responsible: {value}"), state);
          continue;
        }
      line =
          tr_fill (feed->lang,
                   outcome ? outcome
                           : N_ ("Responsible: {state}; that is a day off there, the working "
                                 "day before is {day}"),
                   "state", state, "day", day, NULL);
      g_string_append_printf (text, "\n%s", line);
    }
}

static char *
deadline_description (const Feed *feed, const Meeting *meeting, const Deadline *deadline,
                      const char *title)
{
  g_autoptr(GString) text = g_string_new (title);
  g_autofree char *day = NULL;
  GDate first;

  meeting_first_day (meeting, &first);
  day = language_date_long (feed->lang, &first);
  feed_line (feed, text, N_ ("The meeting begins on {value}"), day);
  add_responsible (feed, deadline, text);
  if (g_str_equal (deadline->state, "compressed"))
    g_string_append_printf (
        text, "\n%s",
        tr (feed->lang, N_ ("Compressed: the day had passed when the date was set.")));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static CalendarEvent *
make_deadline (const Feed *feed, const Meeting *meeting, const Deadline *deadline,
               const char *title, GError **error)
{
  g_autoptr(CalendarEvent) task = calendar_event_new ();
  gboolean is_date =
      g_str_equal (deadline->step, "date") || g_str_equal (deadline->step, "notice");

  task->task = TRUE;
  task->organizer_name = g_strdup (feed->name);
  task->uid = g_strdup_printf ("%s-%s@%s.council", meeting->id, deadline->step, feed->handle);
  task->parent = g_strdup_printf ("%s@%s.council", meeting->id, feed->handle);
  task->summary = feed_sample (tr_fill (feed->lang, N_ ("{ref}: {title:tr}"), "ref",
                                        meeting->ref, "title", deadline->title, NULL),
                               meeting->sample);
  task->description = deadline_description (feed, meeting, deadline, title);
  task->priority = is_date ? PRIORITY_HIGH : PRIORITY_MEDIUM;
  task->sequence = (guint) meeting->sequence + feed->shapes_of_ladder;
  task->last_day = deadline->date;
  task->first_day = deadline->date;
  if (meeting->scheduled_on != NULL &&
      !date_parse (meeting->scheduled_on, &task->first_day, error))
    return NULL;
  task->alarm_minutes = feed->alarm_minutes;
  g_ptr_array_add (task->categories, g_strdup (tr (feed->lang, N_ ("deadline"))));
  task->created = instant_parse (meeting->created_at, error);
  if (task->created == NULL || !set_deadline_progress (feed, meeting, deadline, task, error))
    return NULL;
  task->last_modified =
      feed_stamp (feed, feed_meeting_changed (feed, meeting), meeting->ref, error);
  return task->last_modified ? g_steal_pointer (&task) : NULL;
}

static gboolean
add_ladder (const Feed *feed, const Meeting *meeting, CalendarFeed *calendar, GError **error)
{
  g_autoptr(GPtrArray) ladder = deadline_list (
      feed->db, meeting, meeting_is_open (meeting) ? DEADLINE_DAYS_OFF : DEADLINE_NO_DAYS_OFF,
      error);
  g_autofree char *title = ladder ? feed_meeting_title (feed, meeting, error) : NULL;

  for (guint i = 0; title != NULL && i < ladder->len; i++)
    {
      const Deadline *deadline = g_ptr_array_index (ladder, i);
      CalendarEvent *task;

      if (!deadline_concerns (feed, deadline))
        continue;
      task = make_deadline (feed, meeting, deadline, title, error);
      if (task == NULL)
        return FALSE;
      g_ptr_array_add (calendar->events, task);
    }
  return title != NULL;
}

/* A meeting that came into the file when it was over had no deadlines that anyone met. */
gboolean
feed_add_deadlines (Feed *feed, CalendarFeed *calendar, GError **error)
{
  g_autoptr(GPtrArray) meetings = meeting_list_all (feed->db, error);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);

      if (!meeting_has_date (meeting) || meeting->scheduled_on == NULL ||
          (feed->meetings != NULL && !g_hash_table_contains (feed->meetings, meeting->id)) ||
          (feed->hidden != NULL && g_hash_table_contains (feed->hidden, meeting->id)))
        continue;
      if (!add_ladder (feed, meeting, calendar, error))
        return FALSE;
    }
  return meetings != NULL;
}

/* --- decisions ----------------------------------------------------------------------------- */

/* Names of the members that the feed's person represents; %NULL when it is for no person. */
static GHashTable *
represented (const Feed *feed, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      feed->db, "SELECT name FROM member WHERE representative = ?", error, "s", feed->person);
  GHashTable *names;

  if (rows == NULL)
    return NULL;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (names, row_copy (g_ptr_array_index (rows, i), "name"));
  return names;
}

/* A group is concerned by what its meetings decided, a person by what a member that the person
 * represents carries out, a party by what any of its executors does. */
static gboolean
decision_concerns (const Feed *feed, const Decision *decision, GHashTable *names)
{
  if ((feed->scope->group != NULL &&
       !g_hash_table_contains (feed->meetings, decision->meeting_id)) ||
      (feed->hidden != NULL && g_hash_table_contains (feed->hidden, decision->meeting_id)))
    return FALSE;
  if (feed->scope->party == NULL && feed->person == NULL)
    return TRUE;
  for (guint i = 0; i < decision->executors->len; i++)
    {
      const Responsible *executor = g_ptr_array_index (decision->executors, i);

      if (feed_concerns (feed, executor->party) &&
          (names == NULL || g_hash_table_contains (names, executor->who)))
        return TRUE;
    }
  return FALSE;
}

/* Cut at a space. */
static char *
short_text (const char *text)
{
  g_autofree char *start = NULL;
  char *space;

  if (g_utf8_strlen (text, -1) <= TITLE_MAX)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, TITLE_MAX);
  space = strrchr (start, ' ');
  if (space != NULL)
    *space = '\0';
  return g_strconcat (start, "…", NULL);
}

static char *
decision_description (const Feed *feed, const Decision *decision)
{
  g_autoptr(GString) text = g_string_new (decision->text);

  for (guint i = 0; i < decision->executors->len; i++)
    {
      const Responsible *executor = g_ptr_array_index (decision->executors, i);
      guint place = feed_party (feed, executor->party);
      g_autofree char *who = g_strdup_printf (
          "%s, %s", (char *) g_ptr_array_index (feed->states, place), executor->who);

      feed_line (feed, text, N_ ("Executor: {value}"), who);
    }
  feed_line (feed, text, N_ ("Last report: {value}"), decision->last_progress);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
set_progress (const Decision *decision, CalendarEvent *task)
{
  task->percent = (int) MAX (decision->percent, 0);
  if (g_str_equal (decision->state, DECISION_DONE))
    task->status = CALENDAR_COMPLETED;
  else if (g_str_equal (decision->state, DECISION_DROPPED))
    task->status = CALENDAR_CANCELLED;
  else
    task->status = task->percent > 0 ? CALENDAR_IN_PROCESS : CALENDAR_NEEDS_ACTION;
}

/* How often it was changed since it took force: a report, a date that was filled in, its end. */
static gboolean
set_revision (const Feed *feed, const Decision *decision, CalendarEvent *task, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (feed->db,
              "SELECT count(*) AS reports, max(noted_on) AS last FROM decision_progress"
              " WHERE decision = ?",
              error, "s", decision->id);
  const char *last;

  if (row == NULL)
    return FALSE;
  last = row_text (row, "last");
  if (last == NULL || strcmp (last, decision->in_force_on) < 0)
    last = decision->in_force_on;
  task->sequence = (guint) row_int (row, "reports") + (decision->due != NULL) +
                   !g_str_equal (decision->state, DECISION_IN_FORCE);
  task->last_modified = feed_stamp (feed, last, decision->ref, error);
  if (task->status == CALENDAR_COMPLETED)
    task->completed = instant_of_date (last, error);
  return task->last_modified != NULL &&
         (task->status != CALENDAR_COMPLETED || task->completed != NULL);
}

static CalendarEvent *
make_decision (const Feed *feed, const Decision *decision, GError **error)
{
  g_autoptr(CalendarEvent) task = calendar_event_new ();
  g_autofree char *text = short_text (decision->text);

  task->task = TRUE;
  task->organizer_name = g_strdup (feed->name);
  task->uid = g_strdup_printf ("%s@%s.council", decision->id, feed->handle);
  task->parent = g_strdup_printf ("%s@%s.council", decision->meeting_id, feed->handle);
  task->summary = feed_sample (tr_fill (feed->lang, N_ ("Decision {ref}: {text}"), "ref",
                                        decision->ref, "text", text, NULL),
                               decision->sample);
  task->description = decision_description (feed, decision);
  set_progress (decision, task);
  task->priority = PRIORITY_MEDIUM;
  task->alarm_minutes = feed->alarm_minutes;
  g_ptr_array_add (task->categories, g_strdup (tr (feed->lang, N_ ("decision"))));
  if (!date_parse (decision->in_force_on, &task->first_day, error) ||
      (decision->due != NULL && !date_parse (decision->due, &task->last_day, error)) ||
      !set_revision (feed, decision, task, error))
    return NULL;
  return g_steal_pointer (&task);
}

gboolean
feed_add_decisions (Feed *feed, CalendarFeed *calendar, GError **error)
{
  g_autoptr(GPtrArray) decisions = decision_search (feed->db, &(DecisionFilter){ 0 }, error);
  g_autoptr(GHashTable) names = NULL;

  if (decisions == NULL ||
      (feed->person != NULL && (names = represented (feed, error)) == NULL))
    return FALSE;
  for (guint i = 0; i < decisions->len; i++)
    {
      const Decision *decision = g_ptr_array_index (decisions, i);
      CalendarEvent *task;

      if (decision->in_force_on == NULL || !decision_concerns (feed, decision, names))
        continue;
      task = make_decision (feed, decision, error);
      if (task == NULL)
        return FALSE;
      g_ptr_array_add (calendar->events, task);
    }
  return TRUE;
}

/* --- mandates of groups -------------------------------------------------------------------- */

static CalendarEvent *
make_mandate (const Feed *feed, const DbRow *row, GError **error)
{
  g_autoptr(CalendarEvent) task = calendar_event_new ();
  g_autofree char *words = feed_group_words (feed, row_text (row, "name"));
  const char *since = row_text (row, "since");

  task->task = TRUE;
  task->organizer_name = g_strdup (feed->name);
  task->uid = g_strdup_printf ("%s-mandate@%s.council", row_text (row, "id"), feed->handle);
  task->summary = feed_sample (
      tr_fill (feed->lang, N_ ("The mandate ends: {group}"), "group", words, NULL),
      row_int (row, "sample") != 0);
  task->description = row_copy (row, "mandate");
  task->status = row_text (row, "dissolved_on") ? CALENDAR_COMPLETED : CALENDAR_NEEDS_ACTION;
  task->priority = PRIORITY_MEDIUM;
  task->sequence =
      (guint) row_int (row, "extensions") + (row_text (row, "dissolved_on") != NULL);
  task->alarm_minutes = feed->alarm_minutes;
  g_ptr_array_add (task->categories, g_strdup (tr (feed->lang, N_ ("mandate of a group"))));
  if (!date_parse (since, &task->first_day, error) ||
      !date_parse (row_text (row, "until"), &task->last_day, error))
    return NULL;
  if (task->status == CALENDAR_COMPLETED &&
      (task->completed = instant_of_date (row_text (row, "dissolved_on"), error)) == NULL)
    return NULL;
  task->last_modified = feed_stamp (feed, since, row_text (row, "handle"), error);
  return task->last_modified ? g_steal_pointer (&task) : NULL;
}

/* A party is concerned by every group, a person by those in which the person sits. */
gboolean
feed_add_mandates (Feed *feed, CalendarFeed *calendar, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      feed->db,
      "SELECT g.id, b.handle, g.name, g.mandate, g.since, g.until, g.dissolved_on, g.sample,"
      " (SELECT count(*) FROM group_extension x WHERE x.working_group = g.id) AS extensions"
      " FROM working_group g JOIN body b ON b.id = g.id"
      " WHERE g.since IS NOT NULL AND g.until IS NOT NULL AND g.state <> 'proposed'"
      " AND coalesce(?1, b.handle) = b.handle AND (?2 IS NULL OR EXISTS (SELECT 1"
      " FROM group_member s WHERE s.working_group = g.id AND s.person = ?2))"
      " ORDER BY g.id",
      error, "ss", feed->scope->group, feed->person);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      CalendarEvent *task = make_mandate (feed, g_ptr_array_index (rows, i), error);

      if (task == NULL)
        return FALSE;
      g_ptr_array_add (calendar->events, task);
    }
  return rows != NULL;
}
