/* The ladder of deadlines, and what is on record of it. */
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "meetings/agenda.h"
#include "meetings/deadline.h"
#include "meetings/delegation.h"
#include "meetings/holiday.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"
#include "tests/support/fixture.h"

#include <string.h>

/* --- what the tests say -------------------------------------------------------------------- */

static void
at (const char *instant)
{
  g_assert_true (clock_init (instant, NULL));
}

static void
good (gboolean done, GError *error)
{
  g_assert_no_error (error);
  g_assert_true (done);
}

static void
given (Fixture *f, const char *start, const char *kind)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting =
      meeting_schedule (f->db,
                        &(MeetingPlan){ .start = start,
                                        .kind = kind,
                                        .host = kind ? "ar" : NULL,
                                        .reason = kind ? "паводок" : NULL },
                        NULL, &error);

  g_assert_no_error (error);
}

static void
confirm (Fixture *f, const char *ref, const char *party)
{
  g_autoptr(GError) error = NULL;

  good (meeting_confirm (f->db, ref, party, NULL, NULL, &error), error);
}

static void
name_head (Fixture *f, const char *ref, const char *party, const char *person)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Delegate) head = delegation_add (
      f->db, ref, party, &(DelegateFields){ .role = DELEGATE_HEAD, .person = person }, NULL,
      &error);

  g_assert_no_error (error);
}

static void
mark (Fixture *f, const char *ref, const DeadlineMark *given_mark)
{
  g_autoptr(GError) error = NULL;

  good (deadline_mark (f->db, ref, given_mark, NULL, &error), error);
}

static void
refused (Fixture *f, const char *ref, const DeadlineMark *given_mark, const char *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (deadline_mark (f->db, ref, given_mark, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, words);
}

/* "met 2027-03-01" or "ahead": what a step is for a party. */
static void
assert_step (Fixture *f, const char *ref, const char *step, const char *party,
             const char *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = meeting_load (f->db, ref, &error);
  g_autoptr(Deadline) deadline = deadline_find (f->db, meeting, step, &error);
  g_autofree char *got = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < deadline->parts->len; i++)
    {
      const DeadlinePart *part = g_ptr_array_index (deadline->parts, i);

      if (g_str_equal (part->party, party))
        got = part->done_on ? g_strdup_printf ("%s %s", part->state, part->done_on)
                            : g_strdup (part->state);
    }
  if (g_strcmp0 (got, wanted) != 0)
    g_error ("%s, %s, %s: got %s, wanted %s", ref, step, party, got, wanted);
}

static gint64
rows (Fixture *f, const char *where)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM deadline_outcome WHERE %s", where);

  return db_number (f->db, sql, NULL, "");
}

/* --- tests --------------------------------------------------------------------------------- */

static void
test_each_party_meets_its_own (Fixture *f, gconstpointer template)
{
  given (f, "2027-03-17", NULL);
  confirm (f, "2027", "ar");
  assert_step (f, "2027", "date", "ar", "met 2026-11-24");
  assert_step (f, "2027", "date", "bo", "ahead");
  at ("2027-02-01T09:00:00Z");
  confirm (f, "2027", "bo");
  assert_step (f, "2027", "date", "bo", "met 2027-02-01");
  name_head (f, "2027", "bo", "primerzoda");
  assert_step (f, "2027", "delegations", "bo", "met 2027-02-01");
  assert_step (f, "2027", "delegations", "ar", "ahead");
  g_assert_cmpint (rows (f, "act = 'meeting.confirm' AND outcome = 'met'"), ==, 2);
  g_assert_cmpint (rows (f, "act = 'delegation.add'"), ==, 1);
  fixture_assert_sound (f);
}

static void
test_the_agenda_is_there_when_adopted (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AgendaItem) item = NULL;

  given (f, "2027-03-17", NULL);
  item =
      agenda_add (f->db, "2027", &(AgendaFields){ .title = "О торговле", .proposed_by = "ar" },
                  NULL, &error);
  g_assert_no_error (error);
  assert_step (f, "2027", "agenda-requests", "ar", "met 2026-11-24");
  assert_step (f, "2027", "agenda-requests", "bo", "ahead");
  assert_step (f, "2027", "agenda", "ar", "ahead");
  good (agenda_adopt (f->db, "2027", &error), error);
  assert_step (f, "2027", "agenda", "ar", "met 2026-11-24");
  good (agenda_withdraw (f->db, "2027", "1", NULL, &error), error);
  assert_step (f, "2027", "agenda", "ar", "ahead");
  g_assert_cmpint (rows (f, "step = 'agenda' AND void_reason = 'undone'"), ==, 1);
  fixture_assert_sound (f);
}

static void
test_what_was_missed_is_recorded (Fixture *f, gconstpointer template)
{
  given (f, "2027-03-17", NULL);
  confirm (f, "2027", "ar");
  at ("2027-02-16T09:00:00Z");
  assert_step (f, "2027", "date", "bo", "missed"); /* by the clock alone */
  g_assert_cmpint (rows (f, "outcome = 'missed'"), ==, 0);
  name_head (f, "2027", "ar", "vymyslov");
  g_assert_cmpint (rows (f, "outcome = 'missed' AND done_on IS NULL"), ==, 1);
  at ("2027-02-18T09:00:00Z");
  confirm (f, "2027", "bo");
  assert_step (f, "2027", "date", "bo", "late 2027-02-18");
  g_assert_cmpint (rows (f, "outcome = 'missed' AND done_on = '2027-02-18'"), ==, 1);
  fixture_assert_sound (f);
}

static void
test_holding_records_the_rest (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;

  given (f, "2027-03-17", NULL);
  confirm (f, "2027", "ar");
  confirm (f, "2027", "bo");
  at ("2027-03-17T12:00:00Z");
  good (meeting_hold (f->db, "2027", NULL, &error), error);
  assert_step (f, "2027", "delegations", "ar", "missed");
  assert_step (f, "2027", "draft", "ar", "missed");
  assert_step (f, "2027", "experts", "bo", "past");
  at ("2028-01-01T12:00:00Z");
  assert_step (f, "2027", "date", "bo", "met 2026-11-24");
  fixture_assert_sound (f);
}

static void
test_past_at_scheduling_is_compressed (Fixture *f, gconstpointer template)
{
  at ("2027-03-05T09:00:00Z");
  given (f, "2027-03-17", NULL);
  assert_step (f, "2027", "date", "ar", "compressed");
  assert_step (f, "2027", "agenda", "ar", "compressed");
  assert_step (f, "2027", "delegations", "ar", "ahead");
  at ("2027-03-06T09:00:00Z");
  confirm (f, "2027", "ar");
  assert_step (f, "2027", "date", "ar", "met 2027-03-06");
  assert_step (f, "2027", "date", "bo", "compressed");
  g_assert_cmpint (rows (f, "outcome = 'missed'"), ==, 0);
}

static void
test_an_earlier_date_compresses (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;

  given (f, "2027-05-19", NULL);
  at ("2027-03-01T09:00:00Z");
  good (meeting_postpone (f->db, "2027", "2027-03-17", 0, "визит", NULL, &error), error);
  assert_step (f, "2027", "date", "ar", "compressed");
  assert_step (f, "2027", "agenda", "ar", "ahead");
  g_assert_cmpint (rows (f, "void_on IS NULL AND outcome = 'missed'"), ==, 0);
}

static void
test_postponing_keeps_what_was_delivered (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;

  given (f, "2027-03-17", NULL);
  confirm (f, "2027", "ar");
  name_head (f, "2027", "bo", "primerzoda");
  at ("2027-03-03T09:00:00Z"); /* the agenda of 2 March was missed, bo has not confirmed */
  good (meeting_postpone (f->db, "2027", "2027-04-14", 0, "указ", NULL, &error), error);
  assert_step (f, "2027", "date", "ar", "ahead");
  assert_step (f, "2027", "delegations", "bo", "met 2026-11-24");
  assert_step (f, "2027", "agenda", "ar", "ahead");
  g_assert_cmpint (rows (f, "void_reason = 'postponed' AND step = 'date'"), ==, 2);
  g_assert_cmpint (rows (f, "void_reason = 'postponed' AND step = 'agenda'"
                            " AND outcome = 'missed'"),
                   ==, 1);
  fixture_assert_sound (f);
}

static void
test_a_notice_anew_for_a_new_day (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;

  given (f, "2026-12-04", MEETING_EXTRAORDINARY);
  assert_step (f, "2026-E1", "notice", "ar", "met 2026-11-24");
  at ("2026-12-01T09:00:00Z");
  good (meeting_postpone (f->db, "2026-E1", "2026-12-09", 0, "указ", NULL, &error), error);
  assert_step (f, "2026-E1", "notice", "ar", "met 2026-12-01");
  good (meeting_postpone (f->db, "2026-E1", "2026-12-03", 0, "срочно", NULL, &error), error);
  assert_step (f, "2026-E1", "notice", "ar", "compressed");
  fixture_assert_sound (f);
}

static void
test_cancelled_drops_what_was_ahead (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;

  given (f, "2027-03-17", NULL);
  confirm (f, "2027", "ar");
  at ("2027-02-20T09:00:00Z");
  good (meeting_cancel (f->db, "2027", "по договорённости", NULL, &error), error);
  assert_step (f, "2027", "date", "bo", "missed");
  assert_step (f, "2027", "agenda", "ar", "dropped");
  refused (f, "2027", &(DeadlineMark){ .step = "agenda", .outcome = "met" }, "is cancelled");
}

static void
test_by_hand (Fixture *f, gconstpointer template)
{
  DeadlineMark met = { .step = "draft", .outcome = "met", .note = "письмо № 8" };

  given (f, "2027-03-17", NULL);
  at ("2027-03-08T09:00:00Z");
  mark (f, "2027", &met);
  assert_step (f, "2027", "draft", "ar", "met 2027-03-08");
  refused (f, "2027", &(DeadlineMark){ .step = "draft", .outcome = "met", .party = "bo" },
           "bo is not responsible");
  refused (f, "2027", &(DeadlineMark){ .step = "draft", .outcome = "met", .on = "2027-03-09" },
           "has not come yet");
  refused (f, "2027", &(DeadlineMark){ .step = "draft", .outcome = "missed" }, "due by");
  refused (f, "2027", &(DeadlineMark){ .step = "experts" }, "nothing is on record");
  at ("2027-03-12T09:00:00Z");
  mark (f, "2027", &(DeadlineMark){ .step = "draft", .outcome = "met", .on = "2027-03-11" });
  assert_step (f, "2027", "draft", "ar", "late 2027-03-11");
  g_assert_cmpint (rows (f, "step = 'draft' AND void_reason = 'corrected'"), ==, 1);
  mark (f, "2027", &(DeadlineMark){ .step = "draft" });
  assert_step (f, "2027", "draft", "ar", "missed");
  refused (f, "2027", &(DeadlineMark){ .step = "delegations", .party = "bo" },
           "was missed by bo");
  fixture_assert_sound (f);
}

static void
test_what_is_taken_back_stays_so (Fixture *f, gconstpointer template)
{
  given (f, "2027-03-17", NULL);
  name_head (f, "2027", "bo", "primerzoda");
  mark (f, "2027", &(DeadlineMark){ .step = "delegations", .party = "bo" });
  assert_step (f, "2027", "delegations", "bo", "ahead");
  confirm (f, "2027", "ar"); /* another act does not bring it back */
  assert_step (f, "2027", "delegations", "bo", "ahead");
  mark (f, "2027", &(DeadlineMark){ .step = "delegations", .party = "bo", .outcome = "met" });
  assert_step (f, "2027", "delegations", "bo", "met 2026-11-24");
}

static void
test_experts_meet_together (Fixture *f, gconstpointer template)
{
  given (f, "2027-03-17", NULL);
  at ("2027-03-16T09:00:00Z");
  mark (f, "2027", &(DeadlineMark){ .step = "experts", .outcome = "met", .party = "bo" });
  assert_step (f, "2027", "experts", "ar", "met 2027-03-16");
  g_assert_cmpint (rows (f, "step = 'experts' AND party IS NULL"), ==, 1);
}

static void
test_the_working_day_before_a_day_off (Fixture *f, gconstpointer template)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = NULL;
  g_autoptr(GPtrArray) ladder = NULL;
  const DeadlinePart *ar, *bo;

  /* 7 March 2027 is a Sunday; on Friday the 5th bo has a day off of its own. */
  good (holiday_add_day (
            f->db,
            &(HolidayDraft){
                .party = "bo", .date = "2027-03-05", .name = "День озера", .act = "указ № 1" },
            &error),
        error);
  given (f, "2027-03-17", NULL);
  at ("2027-03-05T09:00:00Z");
  meeting = meeting_load (f->db, "2027", NULL);
  ladder = deadline_list (f->db, meeting, DEADLINE_CERTAIN_DAYS_OFF, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ladder->len; i++)
    {
      const Deadline *deadline = g_ptr_array_index (ladder, i);

      if (!g_str_equal (deadline->step, "delegations"))
        continue;
      ar = g_ptr_array_index (deadline->parts, 0);
      bo = g_ptr_array_index (deadline->parts, 1);
      g_assert_cmpstr (ar->workday, ==, "2027-03-05");
      g_assert_cmpstr (bo->workday, ==, "2027-03-04");
      g_assert_cmpstr (ar->state, ==, "today"); /* its last working day */
      return;
    }
  g_assert_not_reached ();
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  fixture_test ("/deadline/each-party-meets-its-own", test_each_party_meets_its_own);
  fixture_test ("/deadline/the-agenda-is-there-when-adopted",
                test_the_agenda_is_there_when_adopted);
  fixture_test ("/deadline/what-was-missed-is-recorded", test_what_was_missed_is_recorded);
  fixture_test ("/deadline/holding-records-the-rest", test_holding_records_the_rest);
  fixture_test ("/deadline/past-at-scheduling-is-compressed",
                test_past_at_scheduling_is_compressed);
  fixture_test ("/deadline/an-earlier-date-compresses", test_an_earlier_date_compresses);
  fixture_test ("/deadline/postponing-keeps-what-was-delivered",
                test_postponing_keeps_what_was_delivered);
  fixture_test ("/deadline/a-notice-anew-for-a-new-day", test_a_notice_anew_for_a_new_day);
  fixture_test ("/deadline/cancelled-drops-what-was-ahead",
                test_cancelled_drops_what_was_ahead);
  fixture_test ("/deadline/by-hand", test_by_hand);
  fixture_test ("/deadline/what-is-taken-back-stays-so", test_what_is_taken_back_stays_so);
  fixture_test ("/deadline/experts-meet-together", test_experts_meet_together);
  fixture_test ("/deadline/the-working-day-before-a-day-off",
                test_the_working_day_before_a_day_off);
  return g_test_run ();
}
