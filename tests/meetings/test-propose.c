/* Finding the day, on a fictitious council of three parties. */
#include "meetings/propose.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/setting.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"
#include "tests/support/fixture.h"

#include <string.h>

static Proposal *
proposed (Fixture *f, const char *from, const char *to, gint64 days)
{
  ProposeQuery query = { .from = from, .to = to, .days = days, .lang = "en" };
  g_autoptr(GError) error = NULL;
  Proposal *proposal = propose_days (f->db, &query, &error);

  g_assert_no_error (error);
  return proposal;
}

static ProposedDay *
find_in (GPtrArray *days, const char *date)
{
  for (guint i = 0; i < days->len; i++)
    {
      ProposedDay *day = g_ptr_array_index (days, i);
      g_autofree char *first = date_text (&day->first);

      if (g_str_equal (first, date))
        return day;
    }
  return NULL;
}

static gboolean
says (const ProposedDay *day, const char *words)
{
  for (guint i = 0; i < day->reasons->len; i++)
    if (strstr (g_ptr_array_index (day->reasons, i), words) != NULL)
      return TRUE;
  return FALSE;
}

static void
schedule (Fixture *f, const char *start)
{
  MeetingPlan plan = { .start = start, .host = "ar" };
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = meeting_schedule (f->db, &plan, NULL, &error);

  g_assert_no_error (error);
}

static void
test_a_holiday_of_any_party_excludes (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = proposed (f, "2027-05-01", "2027-05-31", 1);
  const ProposedDay *day = find_in (proposal->excluded, "2027-05-14"); /* of the third alone */

  g_assert_null (find_in (proposal->candidates, "2027-05-14"));
  g_assert_true (says (day, "Veluria"));
  g_assert_true (says (day, "Independence Day of Veluria"));
  g_assert_true (says (day, "перечень праздничных дней, Республика Велурия"));
  g_assert_true (says (day, "provisional"));
  g_assert_true (says (day, "off in Veluria only, working in Arcadia, Borea"));
  g_assert_cmpuint (proposal->candidates->len + proposal->excluded->len, ==, 31);
}

static void
test_two_days_must_both_be_worked (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = proposed (f, "2027-05-10", "2027-05-16", 2);

  g_assert_null (find_in (proposal->candidates, "2027-05-13"));
  g_assert_true (says (find_in (proposal->excluded, "2027-05-13"), "14 May 2027"));
  g_assert_nonnull (find_in (proposal->candidates, "2027-05-12"));
}

static void
test_a_meeting_and_its_travel_exclude (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Proposal) before = NULL, after = NULL;

  schedule (f, "2027-04-14");
  before = proposed (f, "2027-04-01", "2027-04-30", 1);
  g_assert_true (says (find_in (before->excluded, "2027-04-14"), "2027"));
  g_assert_true (says (find_in (before->excluded, "2027-04-13"), "travel"));
  g_assert_nonnull (find_in (before->candidates, "2027-04-12"));
  setting_set (f->db, "travel-days", "2", NULL, &error);
  g_assert_no_error (error);
  after = proposed (f, "2027-04-01", "2027-04-30", 1);
  g_assert_true (says (find_in (after->excluded, "2027-04-12"), "2 days"));
}

static void
test_the_host_follows_the_turn (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) first = proposed (f, NULL, NULL, 1), next = NULL;

  g_assert_cmpstr (first->host, ==, "ar");
  schedule (f, "2027-04-14");
  next = proposed (f, NULL, NULL, 1);
  g_assert_cmpstr (next->host, ==, "bo");
  g_assert_cmpint (g_date_get_year (&next->from), ==, 2028); /* 2027 has its meeting */
}

static void
test_the_usual_month_is_that_of_the_first_meeting (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *best;

  schedule (f, "2027-06-16");
  proposal = proposed (f, NULL, NULL, 1);
  best = g_ptr_array_index (proposal->candidates, 0);
  g_assert_cmpint (g_date_get_month (&best->first), ==, 6);
  g_assert_cmpint (best->score, ==, 100);
  g_assert_true (says (best, "usual month"));
}

static void
test_the_notice_excludes (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = proposed (f, "2026-11-20", "2026-12-31", 1);

  g_assert_true (says (find_in (proposal->excluded, "2026-11-23"), "has passed"));
  g_assert_true (says (find_in (proposal->excluded, "2026-12-23"), "30 days"));
  g_assert_nonnull (find_in (proposal->candidates, "2026-12-24"));
}

static void
test_extraordinary_is_soonest_first (Fixture *f, gconstpointer unused)
{
  ProposeQuery query = { .kind = "extraordinary", .lang = "en" };
  g_autoptr(GError) error = NULL;
  g_autoptr(Proposal) proposal = propose_days (f->db, &query, &error);
  g_autofree char *best = NULL;

  g_assert_no_error (error);
  best = date_text (&((ProposedDay *) g_ptr_array_index (proposal->candidates, 0))->first);
  g_assert_cmpstr (best, ==, "2026-11-30"); /* the 29th, five days on, is a Sunday */
  g_assert_null (proposal->host);
}

static void
test_lunar_days_are_doubts_and_named (Fixture *f, gconstpointer unused)
{
  /* 1 Shawwal 1448 is 9 March 2027 by Umm al-Qura; only the first party keeps it. */
  g_autoptr(Proposal) proposal = proposed (f, "2027-02-01", "2027-03-31", 1);
  const ProposedDay *on = find_in (proposal->candidates, "2027-03-09");
  const ProposedDay *beside = find_in (proposal->candidates, "2027-03-10");
  const ProposedDay *fast = find_in (proposal->candidates, "2027-02-16");

  g_assert_true (says (on, "Eid al-Fitr"));
  g_assert_true (says (on, "±1 day"));
  g_assert_true (says (beside, "Arcadia: beside a lunar holiday"));
  g_assert_true (says (fast, "Ramadan"));
  g_assert_cmpint (on->score, <, beside->score);
  g_assert_cmpint (beside->score, <, fast->score);
  g_assert_cmpint (fast->score, <, 100);
}

static void
test_hours_suit_every_capital (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = proposed (f, "2027-04-01", "2027-04-30", 1);
  const ProposedDay *day = g_ptr_array_index (proposal->candidates, 0);
  g_autofree char *start = instant_text (day->starts);
  g_autofree char *third = g_date_time_format (g_ptr_array_index (day->local, 2), "%H:%M");

  /* 10:00 in the first capital is 8:00 in the third: eleven is the first hour that suits. */
  g_assert_cmpstr (start + 11, ==, "06:00:00Z");
  g_assert_cmpstr (third, ==, "09:00");
  g_assert_true (says (day, "working hours in every capital"));
}

static void
test_it_is_the_same_every_time (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) one = proposed (f, "2027-01-01", "2029-12-31", 1);
  g_autoptr(Proposal) two = proposed (f, "2027-01-01", "2029-12-31", 1);

  g_assert_cmpuint (one->candidates->len, ==, two->candidates->len);
  for (guint i = 0; i < one->candidates->len; i++)
    {
      const ProposedDay *a = g_ptr_array_index (one->candidates, i);
      const ProposedDay *b = g_ptr_array_index (two->candidates, i);

      g_assert_cmpint (g_date_compare (&a->first, &b->first), ==, 0);
      g_assert_cmpint (a->score, ==, b->score);
      if (i > 0)
        {
          const ProposedDay *before = g_ptr_array_index (one->candidates, i - 1);

          g_assert_true (
              before->score > a->score ||
              (before->score == a->score && g_date_compare (&before->first, &a->first) < 0));
        }
    }
}

static void
test_bad_windows (Fixture *f, gconstpointer unused)
{
  ProposeQuery backwards = { .from = "2027-05-02", .to = "2027-05-01", .lang = "en" };
  ProposeQuery kind = { .kind = "weekly", .lang = "en" };
  g_autoptr(GError) error = NULL;

  g_assert_null (propose_days (f->db, &backwards, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "2027-05-02");
  g_assert_null (propose_days (f->db, &kind, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "weekly");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  fixture_test_three ("/propose/a-holiday-of-any-party-excludes",
                      test_a_holiday_of_any_party_excludes);
  fixture_test_three ("/propose/two-days-must-both-be-worked",
                      test_two_days_must_both_be_worked);
  fixture_test_three ("/propose/a-meeting-and-its-travel-exclude",
                      test_a_meeting_and_its_travel_exclude);
  fixture_test_three ("/propose/the-host-follows-the-turn", test_the_host_follows_the_turn);
  fixture_test_three ("/propose/the-usual-month-is-that-of-the-first-meeting",
                      test_the_usual_month_is_that_of_the_first_meeting);
  fixture_test_three ("/propose/the-notice-excludes", test_the_notice_excludes);
  fixture_test_three ("/propose/extraordinary-is-soonest-first",
                      test_extraordinary_is_soonest_first);
  fixture_test_three ("/propose/lunar-days-are-doubts-and-named",
                      test_lunar_days_are_doubts_and_named);
  fixture_test_three ("/propose/hours-suit-every-capital", test_hours_suit_every_capital);
  fixture_test_three ("/propose/it-is-the-same-every-time", test_it_is_the_same_every_time);
  fixture_test_three ("/propose/bad-windows", test_bad_windows);
  return g_test_run ();
}
