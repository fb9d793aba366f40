/* From the record to feeds: what each of them tells, and to whom. */
#include "meetings/agenda.h"
#include "meetings/deadline.h"
#include "meetings/decision.h"
#include "meetings/delegation.h"
#include "meetings/feed.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/setting.h"
#include "tests/support/fixture.h"

#include <string.h>

/* --- given --------------------------------------------------------------------------------- */

static void
given_meeting (Fixture *f, const char *start, const char *days)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = meeting_schedule (
      f->db, &(MeetingPlan){ .start = start, .days = days ? atoi (days) : 0 }, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (meeting);
}

static void
run_sql (Fixture *f, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test.given", &error);

  g_assert_no_error (error);
  db_run (f->db, sql, &error, "");
  g_assert_no_error (error);
  db_commit (&tx, &error);
  g_assert_no_error (error);
}

static void
given_group (Fixture *f)
{
  run_sql (f, "INSERT INTO body (id, kind, handle) VALUES ('g1', 'group', 'energy-group')");
  run_sql (f, "INSERT INTO working_group (id, kind, name, mandate, state, since, until)"
              " VALUES ('g1', 'temporary', 'по энергетике', 'подготовить программу', 'active',"
              " '2026-10-01', '2027-06-30')");
  run_sql (f,
           "INSERT INTO group_member (id, working_group, party, role, position, person, name)"
           " SELECT 'gm1', 'g1', p.id, 'co-lead', 1, n.id, 'Озёрная Нина Ивановна'"
           " FROM party p, person n WHERE p.code = 'ar' AND n.handle = 'ozernaya'");
  run_sql (f, "INSERT INTO meeting (id, body, ref, kind, state, starts_at, ends_at, time_zone,"
              " form, created_at, changed_at) VALUES ('m-group', 'g1', 'energy-1', 'regular',"
              " 'planned', '2027-01-20T05:00:00Z', '2027-01-20T08:00:00Z', 'Etc/GMT-5',"
              " 'in-person', '2026-11-24T09:00:00Z', '2026-11-24T09:00:00Z')");
}

static CalendarFeed *
build (Fixture *f, FeedScope scope)
{
  g_autoptr(GError) error = NULL;
  CalendarFeed *feed;

  if (scope.lang == NULL)
    scope.lang = "ru";
  feed = feed_build (f->db, &scope, &error);
  g_assert_no_error (error);
  return feed;
}

/* The first entry whose title begins so; it must be there. */
static const CalendarEvent *
entry (const CalendarFeed *feed, const char *summary)
{
  for (guint i = 0; i < feed->events->len; i++)
    {
      const CalendarEvent *event = g_ptr_array_index (feed->events, i);

      if (g_str_has_prefix (event->summary, summary))
        return event;
    }
  g_error ("no entry begins with «%s»", summary);
}

/* The calendar's text, its folded lines joined. */
static char *
written (Fixture *f, FeedScope scope)
{
  g_autoptr(GString) text = NULL;
  g_autoptr(CalendarFeed) feed = build (f, scope);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = calendar_write (feed, &error);

  g_assert_no_error (error);
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_string_replace (text, "\r\n ", "", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- meetings ------------------------------------------------------------------------------ */

static void
test_meeting_tells_both_capitals_times (Fixture *f, gconstpointer unused)
{
  given_meeting (f, "2027-02-12T10:00", NULL);

  g_autoptr(CalendarFeed) feed = build (f, (FeedScope){ .kind = FEED_MEETINGS });
  const CalendarEvent *event = entry (feed, "Первое очередное заседание");

  g_assert_nonnull (strstr (event->description, "Аркадск: 12 февраля 2027 года, 10:00\n"
                                                "Борейск: 12 февраля 2027 года, 11:00"));
  g_assert_cmpint (event->status, ==, CALENDAR_TENTATIVE);
  g_assert_cmpuint (event->alarm_minutes, ==, 24 * 60);
}

static void
test_party_is_named_first (Fixture *f, gconstpointer unused)
{
  given_meeting (f, "2027-02-12T10:00", NULL);

  g_autoptr(CalendarFeed) feed =
      build (f, (FeedScope){ .kind = FEED_MEETINGS, .party = "bo" });
  const CalendarEvent *event = entry (feed, "Первое очередное заседание");

  g_assert_nonnull (strstr (event->description, "Борейск: 12 февраля 2027 года, 11:00\n"
                                                "Аркадск: 12 февраля 2027 года, 10:00"));
}

static void
test_several_days_as_set (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  given_meeting (f, "2027-02-10T10:00", "2");

  g_autoptr(CalendarFeed) timed = build (f, (FeedScope){ .kind = FEED_MEETINGS });

  g_assert_false (entry (timed, "Первое")->all_day);
  setting_set (f->db, "calendar-several-days", "all-day", NULL, &error);
  g_assert_no_error (error);

  g_autoptr(CalendarFeed) whole = build (f, (FeedScope){ .kind = FEED_MEETINGS });
  const CalendarEvent *event = entry (whole, "Первое");

  g_assert_true (event->all_day);
  g_assert_cmpuint (g_date_get_day (&event->first_day), ==, 10);
  g_assert_cmpuint (g_date_get_day (&event->last_day), ==, 11);
  g_assert_nonnull (strstr (event->description, "10–11 февраля 2027 года, 10:00"));
}

static void
test_agenda_is_attached_where_it_is_served (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  given_meeting (f, "2027-02-12T10:00", NULL);
  g_autoptr(AgendaItem) item =
      agenda_add (f->db, "2027", &(AgendaFields){ .title = "О торговле" }, NULL, &error);
  g_assert_no_error (error);

  g_autoptr(CalendarFeed) served = build (
      f, (FeedScope){ .kind = FEED_MEETINGS, .address = "https://council.example/f/secret" });
  g_autoptr(CalendarFeed) file = build (f, (FeedScope){ .kind = FEED_MEETINGS });

  g_assert_cmpstr (entry (served, "Первое")->attachment, ==,
                   "https://council.example/f/secret/2027.html");
  g_assert_cmpstr (served->source_url, ==, "https://council.example/f/secret.ics");
  g_assert_null (entry (file, "Первое")->attachment);
  g_assert_nonnull (strstr (entry (file, "Первое")->description, "1. О торговле"));
}

static void
test_agenda_raises_the_stamp (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  given_meeting (f, "2027-02-12T10:00", NULL);
  clock_init ("2026-11-25T09:00:00Z", &error);
  g_assert_no_error (error);
  g_autoptr(AgendaItem) item =
      agenda_add (f->db, "2027", &(AgendaFields){ .title = "О торговле" }, NULL, &error);
  g_assert_no_error (error);
  g_autoptr(CalendarFeed) feed = build (f, (FeedScope){ .kind = FEED_MEETINGS });
  g_autofree char *stamp = g_date_time_format_iso8601 (entry (feed, "Первое")->last_modified);

  g_assert_cmpstr (stamp, ==, "2026-11-25T09:00:00Z");
  clock_init (FIXTURE_NOW, &error);
}

static void
test_languages (Fixture *f, gconstpointer unused)
{
  given_meeting (f, "2027-02-12T10:00", NULL);

  g_autofree char *english = written (f, (FeedScope){ .lang = "en" });
  g_autofree char *tajik = written (f, (FeedScope){ .lang = "tg" });
  g_autofree char *kyrgyz = written (f, (FeedScope){ .lang = "ky" });

  g_assert_nonnull (strstr (english, "regular meeting no. 1"));
  g_assert_nonnull (strstr (tajik, "навбат"));
  g_assert_nonnull (strstr (tajik, "12 феврали соли 2027"));
  g_assert_nonnull (strstr (kyrgyz, "кезектеги"));
  g_assert_nonnull (strstr (kyrgyz, "2027-жылдын"));
}

/* --- whom it is for ------------------------------------------------------------------------ */

static void
test_group_and_person (Fixture *f, gconstpointer unused)
{
  given_meeting (f, "2027-02-12T10:00", NULL);
  given_group (f);

  g_autoptr(CalendarFeed) all = build (f, (FeedScope){ .kind = FEED_MEETINGS });
  g_autoptr(CalendarFeed) group = build (f, (FeedScope){ .group = "energy-group" });
  g_autoptr(CalendarFeed) other = build (f, (FeedScope){ .person = "nebylitsyna" });
  g_autoptr(CalendarFeed) lead = build (f, (FeedScope){ .person = "ozernaya" });
  g_autoptr(CalendarFeed) chair = build (f, (FeedScope){ .person = "vymyslov" });
  g_autoptr(CalendarFeed) boreya = build (f, (FeedScope){ .party = "bo" });

  g_assert_cmpuint (all->events->len, ==, 2);
  g_assert_cmpuint (group->events->len, ==, 1);
  g_assert_nonnull (strstr (group->name, "рабочая группа по энергетике"));
  entry (lead, "Заседание рабочей группы по энергетике");
  entry (lead, "Первое очередное заседание"); /* she is the secretary of ar */
  g_assert_cmpuint (chair->events->len, ==, 1);
  entry (chair, "Первое очередное заседание");
  g_assert_cmpuint (boreya->events->len, ==, 1); /* nobody of bo sits in the group */
  for (guint i = 0; i < other->events->len; i++)
    g_assert_false (
        g_str_has_prefix (((CalendarEvent *) g_ptr_array_index (other->events, i))->summary,
                          "Заседание рабочей"));
}

static void
test_delegate_gets_that_meeting_until_replaced (Fixture *f, gconstpointer unused)
{
  given_meeting (f, "2027-02-12T10:00", NULL);
  given_meeting (f, "2028-02-11T10:00", NULL);
  run_sql (f,
           "INSERT INTO person (id, handle, surname) VALUES ('p1', 'expertov', 'Экспертов')");
  run_sql (f, "INSERT INTO delegate (id, meeting, party, position, role, person, name, post)"
              " SELECT 'd1', m.id, p.id, 1, 'expert', 'p1', 'Экспертов', 'эксперт'"
              " FROM meeting m, party p WHERE m.ref = '2027' AND p.code = 'ar'");

  g_autoptr(CalendarFeed) before = build (f, (FeedScope){ .person = "expertov" });

  g_assert_cmpuint (before->events->len, ==, 1);
  run_sql (f,
           "INSERT INTO delegate (id, meeting, party, position, role, name, post, substitutes)"
           " SELECT 'd2', m.id, p.id, 2, 'expert', 'Другой', 'эксперт', 'd1'"
           " FROM meeting m, party p WHERE m.ref = '2027' AND p.code = 'ar'");

  g_autoptr(CalendarFeed) after = build (f, (FeedScope){ .person = "expertov" });

  g_assert_cmpuint (after->events->len, ==, 0);
}

static void
test_unknown_scope_is_refused (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (feed_build (f->db, &(FeedScope){ .party = "zz", .lang = "ru" }, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "zz");
  g_assert_null (feed_build (f->db, &(FeedScope){ .group = "zz", .lang = "ru" }, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "no working group zz");
  g_assert_null (feed_build (
      f->db, &(FeedScope){ .kind = FEED_HOLIDAYS, .person = "vymyslov", .lang = "ru" },
      &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "--party");
}

/* --- tasks --------------------------------------------------------------------------------- */

static void
test_deadlines_belong_to_their_meeting (Fixture *f, gconstpointer unused)
{
  given_meeting (f, "2027-02-12T10:00", NULL);

  g_autoptr(CalendarFeed) meetings = build (f, (FeedScope){ .kind = FEED_MEETINGS });
  g_autoptr(CalendarFeed) tasks = build (f, (FeedScope){ .kind = FEED_DEADLINES });
  const CalendarEvent *agenda = entry (tasks, "2027: разослана предварительная повестка дня");

  g_assert_cmpuint (tasks->events->len, ==, 6);
  g_assert_true (agenda->task);
  g_assert_cmpstr (agenda->parent, ==, entry (meetings, "Первое")->uid);
  g_assert_cmpint (agenda->status, ==, CALENDAR_NEEDS_ACTION);
  g_assert_cmpuint (g_date_get_day (&agenda->last_day), ==, 28);
  g_assert_cmpuint (g_date_get_month (&agenda->last_day), ==, 1);
  g_assert_nonnull (strstr (agenda->description, "Отвечает: "));
}

static void
test_deadline_is_completed_by_what_it_asks_for (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  given_meeting (f, "2027-02-12T10:00", NULL);
  deadline_mark (f->db, "2027",
                 &(DeadlineMark){ .step = "delegations", .outcome = "met", .party = "ar" },
                 NULL, &error);
  g_assert_no_error (error);

  g_autoptr(CalendarFeed) all = build (f, (FeedScope){ .kind = FEED_DEADLINES });
  g_autoptr(CalendarFeed) ar =
      build (f, (FeedScope){ .kind = FEED_DEADLINES, .party = "ar" });
  g_autoptr(CalendarFeed) bo =
      build (f, (FeedScope){ .kind = FEED_DEADLINES, .party = "bo" });

  g_assert_cmpint (entry (ar, "2027: названы")->status, ==, CALENDAR_COMPLETED);
  g_assert_cmpint (entry (bo, "2027: названы")->status, ==, CALENDAR_NEEDS_ACTION);
  g_assert_cmpint (entry (all, "2027: названы")->status, ==, CALENDAR_IN_PROCESS);
  g_assert_cmpint (entry (all, "2027: названы")->percent, ==, 50);
}

/* The host alone sends the agenda; every party names its delegation. */
static void
test_deadlines_of_a_party (Fixture *f, gconstpointer unused)
{
  given_meeting (f, "2027-02-12T10:00", NULL); /* ar hosts */

  g_autoptr(CalendarFeed) tasks =
      build (f, (FeedScope){ .kind = FEED_DEADLINES, .party = "bo" });

  for (guint i = 0; i < tasks->events->len; i++)
    g_assert_null (strstr (((CalendarEvent *) g_ptr_array_index (tasks->events, i))->summary,
                           "разослана"));
  entry (tasks, "2027: названы");
}

static void
test_cancelled_meeting_cancels_its_deadlines (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  given_meeting (f, "2027-02-12T10:00", NULL);
  meeting_cancel (f->db, "2027", "паводок", NULL, &error);
  g_assert_no_error (error);

  g_autoptr(CalendarFeed) tasks = build (f, (FeedScope){ .kind = FEED_DEADLINES });

  g_assert_cmpuint (tasks->events->len, ==, 6);
  for (guint i = 0; i < tasks->events->len; i++)
    g_assert_cmpint (((CalendarEvent *) g_ptr_array_index (tasks->events, i))->status, ==,
                     CALENDAR_CANCELLED);
}

static void
test_decision_in_force_is_a_task (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  const char *const executors[] = { "bo:Министерство энергетики", NULL };

  given_meeting (f, "2027-02-12T10:00", NULL);
  g_autoptr(AgendaItem) item =
      agenda_add (f->db, "2027", &(AgendaFields){ .title = "О торговле" }, NULL, &error);
  g_autoptr(Decision) decision = decision_adopt (
      f->db, "2027", "1",
      &(DecisionFields){
          .text = "Проработать вопрос", .executors = executors, .due = "2027-09-01" },
      NULL, &error);
  g_assert_no_error (error);

  g_autoptr(CalendarFeed) drafts = build (f, (FeedScope){ .kind = FEED_DEADLINES });

  g_assert_cmpuint (drafts->events->len, ==, 6); /* a draft binds nobody */
  run_sql (f, "UPDATE decision SET state = 'in-force', in_force_on = '2027-02-12'");
  decision_progress (f->db, decision->ref, NULL, 40, "начато", &error);
  g_assert_no_error (error);

  g_autoptr(CalendarFeed) mine =
      build (f, (FeedScope){ .kind = FEED_DEADLINES, .party = "bo" });
  g_autoptr(CalendarFeed) theirs =
      build (f, (FeedScope){ .kind = FEED_DEADLINES, .party = "ar" });
  const CalendarEvent *task = entry (mine, "Решение 2027/1.1: Проработать вопрос");

  g_assert_cmpint (task->status, ==, CALENDAR_IN_PROCESS);
  g_assert_cmpint (task->percent, ==, 40);
  g_assert_cmpuint (g_date_get_month (&task->first_day), ==, 2);
  g_assert_cmpuint (g_date_get_month (&task->last_day), ==, 9);
  g_assert_cmpuint (task->sequence, ==, 2); /* the due date, a report */
  for (guint i = 0; i < theirs->events->len; i++)
    g_assert_false (g_str_has_prefix (
        ((CalendarEvent *) g_ptr_array_index (theirs->events, i))->summary, "Решение"));
}

static void
test_mandate_of_a_group_ends (Fixture *f, gconstpointer unused)
{
  given_group (f);

  g_autoptr(CalendarFeed) tasks =
      build (f, (FeedScope){ .kind = FEED_DEADLINES, .group = "energy-group" });
  const CalendarEvent *task = entry (tasks, "Истекает мандат: рабочая группа по энергетике");

  g_assert_cmpuint (g_date_get_month (&task->last_day), ==, 6);
  g_assert_cmpint (task->status, ==, CALENDAR_NEEDS_ACTION);
}

/* --- bytes --------------------------------------------------------------------------------- */

static void
test_same_record_same_bytes_on_any_day (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  given_meeting (f, "2027-02-12T10:00", NULL);
  given_group (f);
  for (FeedKind kind = 0; kind < N_FEED_KINDS; kind++)
    {
      g_autofree char *before = written (f, (FeedScope){ .kind = kind });

      clock_init ("2026-12-30T09:00:00Z", &error);
      g_assert_no_error (error);

      g_autofree char *after = written (f, (FeedScope){ .kind = kind });

      g_assert_cmpstr (before, ==, after);
      clock_init (FIXTURE_NOW, &error);
    }
}

static void
test_every_feed_is_valid (Fixture *f, gconstpointer unused)
{
  given_meeting (f, "2027-02-10T10:00", "2");
  given_group (f);
  for (FeedKind kind = 0; kind < N_FEED_KINDS; kind++)
    {
      g_autofree char *text = written (f, (FeedScope){ .kind = kind });
      g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GError) error = NULL;

      calendar_validate (bytes, findings, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (findings->len > 0 ? g_ptr_array_index (findings, 0) : NULL, ==, NULL);
    }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  fixture_test ("/feed/meeting-tells-both-capitals-times",
                test_meeting_tells_both_capitals_times);
  fixture_test ("/feed/party-is-named-first", test_party_is_named_first);
  fixture_test ("/feed/several-days-as-set", test_several_days_as_set);
  fixture_test ("/feed/agenda-is-attached-where-it-is-served",
                test_agenda_is_attached_where_it_is_served);
  fixture_test ("/feed/agenda-raises-the-stamp", test_agenda_raises_the_stamp);
  fixture_test ("/feed/languages", test_languages);
  fixture_test ("/feed/group-and-person", test_group_and_person);
  fixture_test ("/feed/delegate-gets-that-meeting-until-replaced",
                test_delegate_gets_that_meeting_until_replaced);
  fixture_test ("/feed/unknown-scope-is-refused", test_unknown_scope_is_refused);
  fixture_test ("/feed/deadlines-belong-to-their-meeting",
                test_deadlines_belong_to_their_meeting);
  fixture_test ("/feed/deadline-is-completed-by-what-it-asks-for",
                test_deadline_is_completed_by_what_it_asks_for);
  fixture_test ("/feed/deadlines-of-a-party", test_deadlines_of_a_party);
  fixture_test ("/feed/cancelled-meeting-cancels-its-deadlines",
                test_cancelled_meeting_cancels_its_deadlines);
  fixture_test ("/feed/decision-in-force-is-a-task", test_decision_in_force_is_a_task);
  fixture_test ("/feed/mandate-of-a-group-ends", test_mandate_of_a_group_ends);
  fixture_test ("/feed/same-record-same-bytes-on-any-day",
                test_same_record_same_bytes_on_any_day);
  fixture_test ("/feed/every-feed-is-valid", test_every_feed_is_valid);
  return g_test_run ();
}
