/* A meeting's life: every step, and every step that is refused. */
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/registry.h"
#include "core/setting.h"
#include "meetings/deadline.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"
#include "tests/support/fixture.h"

#include <string.h>

static Meeting *
given (Fixture *f, const char *start)
{
  g_autoptr(GError) error = NULL;
  Meeting *meeting = meeting_schedule (f->db, &(MeetingPlan){ .start = start }, NULL, &error);

  g_assert_no_error (error);
  return meeting;
}

static void
given_convened (Fixture *f, const char *start)
{
  g_autoptr(Meeting) meeting = given (f, start);

  g_assert_true (meeting_confirm (f->db, meeting->ref, "ar", NULL, NULL, NULL));
  g_assert_true (meeting_confirm (f->db, meeting->ref, "bo", NULL, NULL, NULL));
}

static void
assert_state (Fixture *f, const char *ref, const char *state)
{
  g_autoptr(Meeting) meeting = meeting_load (f->db, ref, NULL);

  g_assert_nonnull (meeting);
  g_assert_cmpstr (meeting->state, ==, state);
}

static gboolean
told (Notices *notices, const char *words)
{
  for (guint i = 0; i < notices->lines->len; i++)
    if (strstr (g_ptr_array_index (notices->lines, i), words) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_from_plan_to_close (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) closed = NULL;

  given_convened (f, "2027-03-17");
  assert_state (f, "2027", MEETING_CONVENED);
  g_assert_false (meeting_hold (f->db, "2027", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "it begins on 2027-03-17");
  clock_init ("2027-03-17T12:00:00Z", NULL);
  g_assert_true (meeting_hold (f->db, "last", NULL, &error));
  g_assert_false (meeting_cancel (f->db, "2027", "поздно", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "cannot cancel it");
  g_assert_true (meeting_close (f->db, "2027", NULL, &error));
  closed = meeting_load (f->db, "2027", NULL);
  g_assert_cmpstr (closed->state, ==, MEETING_CLOSED);
  g_assert_cmpint (closed->ordinal, ==, 1);
  g_assert_true (closed->no_protocol);
  fixture_assert_sound (f);
}

static void
test_confirming (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) meeting = given (f, "2027-03-17");
  g_autoptr(Meeting) convened = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (meeting_confirm (f->db, "2027", "bo", "нота 5", NULL, &error));
  assert_state (f, "2027", MEETING_PLANNED);
  g_assert_false (meeting_confirm (f->db, "2027", "bo", NULL, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "bo has confirmed already, on 2026-11-24");
  g_assert_false (meeting_confirm (f->db, "2027", "xx", NULL, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "no party xx");
  g_assert_false (meeting_hold (f->db, "2027", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "the meeting is planned");
  g_assert_true (meeting_confirm (f->db, "2027", "ar", NULL, NULL, &error));
  convened = meeting_load (f->db, "2027", NULL);
  g_assert_cmpstr (convened->state, ==, MEETING_CONVENED);
  g_assert_cmpint (convened->sequence, >, meeting->sequence);
  g_assert_false (meeting_confirm (f->db, "2027", "ar", NULL, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "cannot confirm it");
}

/* The day that a step was moved to. */
static const char *
moved_to (Notices *notices, const char *step)
{
  static char date[11];

  for (guint i = 0; i < notices->moved->len; i++)
    {
      const DeadlineMove *move = g_ptr_array_index (notices->moved, i);

      if (g_str_equal (move->step, step))
        {
          g_date_strftime (date, sizeof date, "%Y-%m-%d", &move->to);
          return date;
        }
    }
  return NULL;
}

static gboolean
tells (Notices *notices, const char *party, const char *role, gboolean unconfirmed)
{
  for (guint i = 0; i < notices->tell->len; i++)
    {
      const Recipient *recipient = g_ptr_array_index (notices->tell, i);

      if (g_strcmp0 (recipient->party, party) == 0 && g_str_equal (recipient->role, role) &&
          recipient->unconfirmed == unconfirmed)
        return TRUE;
    }
  return FALSE;
}

static void
test_postponing (Fixture *f, gconstpointer template)
{
  g_autoptr(Notices) notices = notices_new ("en");
  g_autoptr(Meeting) before = NULL;
  g_autoptr(Meeting) after = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *uid = NULL, *same = NULL;

  given_convened (f, "2027-03-17 11:00");
  before = meeting_load (f->db, "2027", NULL);
  uid = meeting_uid (f->db, before, NULL);
  g_assert_false (meeting_postpone (f->db, "2027", "2027-03-17", 0, "указ", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "already");
  g_assert_true (meeting_postpone (f->db, "2027", "2028-04-12", 2, "указ", notices, &error));
  after = meeting_load (f->db, "2027", NULL);
  same = meeting_uid (f->db, after, NULL);
  g_assert_cmpstr (uid, ==, same);
  g_assert_cmpstr (after->state, ==, MEETING_PLANNED);
  g_assert_cmpint (after->sequence, >, before->sequence);
  g_assert_cmpint (g_date_time_get_hour (after->starts), ==, 6); /* 11:00 in Аркадск */
  g_assert_cmpint (g_date_time_get_day_of_month (after->ends), ==, 13);
  g_assert_cmpint (db_number (f->db, "SELECT count(*) FROM confirmation", NULL, ""), ==, 0);
  g_assert_cmpuint (notices->moved->len, ==, 6);
  g_assert_cmpstr (moved_to (notices, "date"), ==, "2028-03-13");
  g_assert_true (tells (notices, "bo", "office of the co-chair", TRUE));
  g_assert_true (tells (notices, "ar", "executive secretary", FALSE));
}

static void
test_moving (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) meeting = given (f, "2027-03-17 10:00");
  g_autoptr(Meeting) moved = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (
      meeting_move (f->db, "2027", &(MeetingPlace){ .form = "in-person" }, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "there already");
  g_assert_false (
      meeting_move (f->db, "2027", &(MeetingPlace){ .form = "telepathy" }, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "no form telepathy");
  g_assert_false (meeting_move (
      f->db, "2027", &(MeetingPlace){ .city = "Астана", .zone = "Mars/Base" }, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "no time zone Mars/Base");
  g_assert_true (
      meeting_move (f->db, "2027", &(MeetingPlace){ .city = "Борейск" }, NULL, &error));
  moved = meeting_load (f->db, "2027", NULL);
  g_assert_cmpint (g_date_time_get_hour (moved->starts), ==, 4); /* 10:00 there */
  g_assert_cmpint (moved->sequence, ==, meeting->sequence + 1);
  g_assert_cmpstr (moved->host, ==, "ar");
}

static void
test_two_on_one_day (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) meeting = given (f, "2027-03-17");
  g_autoptr(GError) error = NULL;

  g_assert_null (
      meeting_schedule (f->db, &(MeetingPlan){ .start = "2027-03-17 11:00" }, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "meeting 2027 sits then");
  g_assert_null (
      meeting_schedule (f->db, &(MeetingPlan){ .start = "2027-02-30" }, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "2027-02-30");
}

static void
test_a_day_off_needs_a_reason (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Notices) notices = notices_new ("en");
  g_autoptr(Meeting) meeting =
      meeting_schedule (f->db, &(MeetingPlan){ .start = "2027-03-20" }, NULL, &error);

  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "2027-03-20 is a day off");
  meeting = meeting_schedule (f->db,
                              &(MeetingPlan){ .start = "2027-03-20", .reason = "иначе никак" },
                              notices, &error);
  g_assert_no_error (error);
  g_assert_true (told (notices, "taken all the same"));
}

static const MeetingRequest flood = { .by = "bo",
                                      .reason = "паводок",
                                      .questions = (const char *const[]){ "О помощи", NULL } };

static void
test_a_request_suffices (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) asked = meeting_request (f->db, &flood, NULL, &error);
  g_autoptr(Meeting) dated = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (asked->ref, ==, "2026-E1");
  g_assert_cmpstr (asked->host, ==, "bo");
  g_assert_null (asked->starts);
  g_assert_false (meeting_confirm (f->db, "2026-E1", "ar", NULL, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "it has no date yet");
  g_assert_false (
      meeting_answer (f->db, "2026-E1", "bo", "accept", NULL, NULL, NULL, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "requested by bo itself");
  g_assert_true (
      meeting_answer (f->db, "2026-E1", "ar", "refuse", NULL, "рано", NULL, NULL, &error));
  assert_state (f, "2026-E1", MEETING_REFUSED);
  dated = meeting_schedule (
      f->db, &(MeetingPlan){ .start = "2026-12-04", .request = "2026-E1" }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dated->id, ==, asked->id);
  g_assert_cmpstr (dated->kind, ==, MEETING_EXTRAORDINARY);
  g_assert_cmpstr (dated->reason, ==, "паводок");
  g_assert_cmpint (
      db_number (f->db, "SELECT count(*) FROM agenda_item WHERE title = 'О помощи'", NULL, ""),
      ==, 1);
  fixture_assert_sound (f);
}

static void
test_consent_by_setting (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) asked = meeting_request (f->db, &flood, NULL, &error);
  MeetingPlan plan = { .start = "2026-12-04", .request = "2026-E1" };
  g_autoptr(Meeting) dated = NULL;

  setting_set (f->db, "extraordinary-consent", "every-party", NULL, NULL);
  g_assert_null (meeting_schedule (f->db, &plan, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "ar has not accepted");
  g_assert_true (meeting_answer (f->db, "2026-E1", "ar", "counter", "2026-12-08", NULL, NULL,
                                 NULL, &error));
  assert_state (f, "2026-E1", MEETING_REQUESTED);
  dated = meeting_schedule (f->db, &plan, NULL, &error);
  g_assert_no_error (error);
}

static void
test_short_notice_is_compressed (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) asked = meeting_request (f->db, &flood, NULL, NULL);
  g_autoptr(Notices) notices = notices_new ("en");
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = meeting_schedule (
      f->db, &(MeetingPlan){ .start = "2026-11-27", .request = "2026-E1" }, notices, &error);
  g_autoptr(GPtrArray) ladder = NULL;

  g_assert_no_error (error);
  g_assert_true (told (notices, "shorter than 5 days"));
  clock_init ("2026-11-26T09:00:00Z", NULL);
  ladder = deadline_list (f->db, meeting, DEADLINE_NO_DAYS_OFF, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ladder->len, ==, 5);
  g_assert_cmpstr (((Deadline *) g_ptr_array_index (ladder, 0))->state, ==, "compressed");
  g_assert_cmpstr (((Deadline *) g_ptr_array_index (ladder, 2))->state, ==, "missed");
  g_assert_cmpstr (((Deadline *) g_ptr_array_index (ladder, 4))->state, ==, "today");
}

static void
test_references (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = given (f, "2027-03-17");
  g_autoptr(Meeting) next = meeting_load (f->db, "next", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (next->ref, ==, "2027");
  g_assert_null (meeting_load (f->db, "last", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "no last meeting");
  g_assert_null (meeting_load (f->db, "2031", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "no meeting 2031");
  g_assert_true (meeting_cancel (f->db, "2027", "причина", NULL, &error));
  g_assert_null (meeting_load (f->db, "next", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "no next meeting");
}

static void
test_sample_is_for_ever (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) meeting = NULL;
  g_autoptr(Meeting) later = NULL;

  db_set_sample (f->db, TRUE);
  meeting = given (f, "2027-03-17");
  db_set_sample (f->db, FALSE);
  g_assert_true (meeting->sample);
  g_assert_true (meeting_postpone (f->db, "2027", "2027-04-14", 0, "указ", NULL, NULL));
  later = meeting_load (f->db, "2027", NULL);
  g_assert_true (later->sample);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  fixture_test ("/meeting/from-plan-to-close", test_from_plan_to_close);
  fixture_test ("/meeting/confirming", test_confirming);
  fixture_test ("/meeting/postponing", test_postponing);
  fixture_test ("/meeting/moving", test_moving);
  fixture_test ("/meeting/two-on-one-day", test_two_on_one_day);
  fixture_test ("/meeting/a-day-off-needs-a-reason", test_a_day_off_needs_a_reason);
  fixture_test ("/meeting/a-request-suffices", test_a_request_suffices);
  fixture_test ("/meeting/consent-by-setting", test_consent_by_setting);
  fixture_test ("/meeting/short-notice-is-compressed", test_short_notice_is_compressed);
  fixture_test ("/meeting/references", test_references);
  fixture_test ("/meeting/sample-is-for-ever", test_sample_is_for_ever);
  return g_test_run ();
}
