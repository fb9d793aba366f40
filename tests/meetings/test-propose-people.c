/* Finding the day: who must come, who should, and when they cannot. */
#include "meetings/propose.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/member.h"
#include "core/office.h"
#include "core/person.h"
#include "core/setting.h"
#include "meetings/busy.h"
#include "meetings/delegation.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"
#include "tests/support/fixture.h"

#include <string.h>

/* Borea is an hour ahead of Arcadia; Arcadia hosts, at ten by its clocks.  April 2027 has no
 * holiday, 14 April is a Wednesday. */

static void
busy (Fixture *f, const char *person, const char *from, const char *to, gboolean tentative)
{
  BusyDraft draft = { .person = person, .from = from, .to = to, .tentative = tentative };
  g_autoptr(GError) error = NULL;
  g_autofree char *handle = busy_add (f->db, &draft, &error);

  g_assert_no_error (error);
}

static void
ruled_out (Fixture *f, const char *party, const char *from, const char *to, gboolean tentative)
{
  BusyDraft draft = {
    .party = party, .from = from, .to = to, .tentative = tentative, .reason = "elections"
  };
  g_autoptr(GError) error = NULL;
  g_autofree char *handle = busy_add (f->db, &draft, &error);

  g_assert_no_error (error);
}

static void
set (Fixture *f, const char *key, const char *value)
{
  g_autoptr(GError) error = NULL;

  setting_set (f->db, key, value, NULL, &error);
  g_assert_no_error (error);
}

static Proposal *
asked (Fixture *f, const ProposeQuery *query)
{
  g_autoptr(GError) error = NULL;
  Proposal *proposal = propose_days (f->db, query, &error);

  g_assert_no_error (error);
  return proposal;
}

static Proposal *
april (Fixture *f)
{
  return asked (f, &(ProposeQuery){ .from = "2027-04-01", .to = "2027-04-30", .lang = "en" });
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

static void
assert_says (const ProposedDay *day, const char *words)
{
  g_autoptr(GString) all = g_string_new (NULL);

  g_assert_nonnull (day);
  for (guint i = 0; i < day->reasons->len; i++)
    g_string_append_printf (all, "%s; ", (const char *) g_ptr_array_index (day->reasons, i));
  if (strstr (all->str, words) == NULL)
    g_error ("«%s» is not among: %s", words, all->str);
}

static void
assert_silent (const ProposedDay *day, const char *words)
{
  for (guint i = 0; i < day->reasons->len; i++)
    g_assert_null (strstr (g_ptr_array_index (day->reasons, i), words));
}

static void
assert_begins (const ProposedDay *day, const char *instant)
{
  g_autofree char *text = instant_text (day->starts);

  g_assert_cmpstr (text, ==, instant);
}

/* --- co-chairs ----------------------------------------------------------------------------- */

static void
test_a_busy_chair_excludes (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *day;

  busy (f, "primerzoda", "2027-04-14", "2027-04-15", FALSE);
  proposal = april (f);
  day = find_in (proposal->excluded, "2027-04-14");
  assert_says (day, "Borea: busy — ");
  assert_says (day, "(Chairman of the Cabinet of Ministers of the Borean Republic), all day");
  g_assert_true (day->hurdles & PROPOSE_BUSY);
  g_assert_false (day->only_weekend);
  g_assert_nonnull (find_in (proposal->excluded, "2027-04-15"));
  /* the day after the guest's chair was busy until midnight leaves no day to travel */
  assert_says (find_in (proposal->excluded, "2027-04-16"), "day of travel, 15 April 2027");
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-19"));
}

static void
test_the_host_does_not_travel (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;

  busy (f, "vymyslov", "2027-04-14", NULL, FALSE);
  proposal = april (f);
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-13"));
  g_assert_nonnull (find_in (proposal->excluded, "2027-04-14"));
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-15"));
}

static void
test_a_morning_leaves_time_to_travel (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL, strict = NULL;

  busy (f, "primerzoda", "2027-04-13 09:00", "2027-04-13 18:00", FALSE);
  proposal = april (f);
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-14"));
  set (f, "travel-hours", "7");
  strict = april (f);
  assert_says (find_in (strict->excluded, "2027-04-14"), "not 7 hours in a row are left");
}

static void
test_another_hour_is_looked_for (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *day;

  /* until half past twelve in Boreysk, half past eleven in Arkadsk */
  busy (f, "primerzoda", "2027-04-14 09:00", "2027-04-14 12:30", FALSE);
  proposal = april (f);
  day = find_in (proposal->candidates, "2027-04-14");
  assert_begins (day, "2027-04-14T06:30:00Z");
  assert_says (day, "from 11:30 by the host's clock, because 10:00 is taken: Borea: busy — ");
  assert_says (day, "09:00–12:30 (Boreysk)");
  g_assert_cmpint (day->score, <, find_in (proposal->candidates, "2027-04-15")->score);
  assert_begins (find_in (proposal->candidates, "2027-04-15"), "2027-04-15T05:00:00Z");
}

static void
test_no_hour_is_left_by_two (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *day;

  /* A meeting takes three of the hours from nine to five in Arkadsk. */
  busy (f, "primerzoda", "2027-04-14 10:00", "2027-04-14 13:00", FALSE);
  busy (f, "vymyslov", "2027-04-14 14:30", "2027-04-14 17:00", FALSE);
  proposal = april (f);
  day = find_in (proposal->excluded, "2027-04-14");
  assert_says (day, "10:00–13:00 (Boreysk)");
  assert_says (day, "14:30–17:00 (Arkadsk)");
}

static void
test_an_evening_is_not_in_the_way (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *day;

  busy (f, "vymyslov", "2027-04-14 18:00", "2027-04-14 23:00", FALSE);
  proposal = april (f);
  day = find_in (proposal->candidates, "2027-04-14");
  g_assert_nonnull (day);
  assert_silent (day, "busy");
}

static void
test_who_holds_the_office_that_day_counts (Fixture *f, gconstpointer unused)
{
  Appointment appointment = { .party = "ar",
                              .kind = OFFICE_CHAIR,
                              .person = "ozernaya",
                              .from = "2027-04-14",
                              .acting = TRUE,
                              .title = "First Deputy",
                              .basis = "note 1" };
  g_autoptr(GError) error = NULL;
  g_autoptr(Proposal) proposal = NULL;

  office_appoint (f->db, &appointment, NULL, &error);
  g_assert_no_error (error);
  busy (f, "vymyslov", "2027-04-07", "2027-04-30", FALSE);
  busy (f, "ozernaya", "2027-04-06", "2027-04-08", FALSE);
  busy (f, "ozernaya", "2027-04-21", "2027-04-21", FALSE);
  proposal = april (f);
  assert_silent (find_in (proposal->candidates, "2027-04-06"), "Arcadia: busy");
  g_assert_nonnull (find_in (proposal->excluded, "2027-04-07"));
  g_assert_nonnull (find_in (proposal->excluded, "2027-04-13"));
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-14"));
  assert_says (find_in (proposal->excluded, "2027-04-21"), "(First Deputy, acting), all day");
}

static void
test_several_days_need_every_chair_on_each (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  ProposeQuery query = { .from = "2027-04-12", .to = "2027-04-16", .days = 2, .lang = "en" };

  busy (f, "vymyslov", "2027-04-14", NULL, FALSE);
  proposal = asked (f, &query);
  assert_says (find_in (proposal->excluded, "2027-04-13"), "14 April 2027: Arcadia: busy");
  g_assert_nonnull (find_in (proposal->excluded, "2027-04-14"));
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-12"));
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-15"));
}

static void
test_tentative_time_only_costs (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *day;

  busy (f, "primerzoda", "2027-04-14", NULL, TRUE);
  proposal = april (f);
  day = find_in (proposal->candidates, "2027-04-14");
  assert_says (day, "Borea: perhaps busy — ");
  g_assert_cmpint (day->score + 20, ==, find_in (proposal->candidates, "2027-04-21")->score);
}

/* --- parties ------------------------------------------------------------------------------- */

static void
test_a_period_of_a_party_excludes (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;

  ruled_out (f, "bo", "2027-04-12", "2027-04-16", FALSE);
  ruled_out (f, "ar", "2027-04-21", "2027-04-21", TRUE);
  proposal = april (f);
  assert_says (find_in (proposal->excluded, "2027-04-14"),
               "Borea: ruled out, 12–16 April 2027 — elections");
  assert_says (find_in (proposal->candidates, "2027-04-21"), "Arcadia: perhaps ruled out");
  assert_silent (find_in (proposal->candidates, "2027-04-20"), "ruled out");
}

/* --- other people -------------------------------------------------------------------------- */

static void
test_other_people_weigh_by_their_share (Fixture *f, gconstpointer unused)
{
  const char *members[] = { "ar-energy", "ar-trade-agency", "bo-energy" };
  const char *people[] = { "zodchaya", "listov", "morozko" };
  g_autoptr(GError) error = NULL;
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *one, *two, *free;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr(Member) member = member_load (f->db, members[i], &error);

      person_add (f->db, people[i], &(PersonFields){ .surname = people[i] }, &error);
      g_assert_no_error (error);
      member_edit (f->db, member, &(MemberFields){ .representative = people[i] }, &error);
      g_assert_no_error (error);
    }
  busy (f, "zodchaya", "2027-04-13", "2027-04-14", FALSE);
  busy (f, "listov", "2027-04-14", "2027-04-14", FALSE);
  busy (f, "ozernaya", "2027-04-20", NULL, TRUE);
  proposal = april (f);
  free = find_in (proposal->candidates, "2027-04-15");
  one = find_in (proposal->candidates, "2027-04-13");
  two = find_in (proposal->candidates, "2027-04-14");
  assert_says (one, "representatives of members who are busy: 1 of 3 (");
  assert_says (two, "representatives of members who are busy: 2 of 3 (");
  g_assert_cmpint (free->score - one->score, ==, 5);
  g_assert_cmpint (free->score - two->score, ==, 10);
  assert_says (find_in (proposal->candidates, "2027-04-20"),
               "executive secretaries who are busy: 1 of 2");
  assert_says (find_in (proposal->candidates, "2027-04-20"), "(?)");
}

static void
test_another_day_for_a_meeting (Fixture *f, gconstpointer unused)
{
  ProposeQuery query = {
    .meeting = "2027", .from = "2027-04-12", .to = "2027-04-16", .lang = "en"
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = meeting_schedule (
      f->db, &(MeetingPlan){ .start = "2027-04-14", .host = "ar" }, NULL, &error);
  g_autoptr(Proposal) proposal = NULL, other = NULL;
  Appointment stand_in = { .party = "bo",
                           .kind = OFFICE_CHAIR,
                           .person = "nebylitsyna",
                           .title = "Deputy",
                           .basis = "letter 3" };

  g_assert_no_error (error);
  office_empower (f->db, meeting->id, &stand_in, &error);
  g_assert_no_error (error);
  busy (f, "primerzoda", "2027-04-12", "2027-04-30", FALSE);
  busy (f, "nebylitsyna", "2027-04-16", NULL, FALSE);
  proposal = asked (f, &query);
  g_assert_cmpstr (proposal->meeting, ==, "2027");
  /* itself it is not in the way, and who is empowered for it counts */
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-14"));
  assert_says (find_in (proposal->excluded, "2027-04-16"), "empowered for this meeting");
  other = asked (f, &(ProposeQuery){ .from = "2027-04-12", .to = "2027-04-16", .lang = "en" });
  assert_says (find_in (other->excluded, "2027-04-14"), "meeting 2027 sits on");
  query.meeting = "2026";
  g_assert_null (propose_days (f->db, &query, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "2026");
}

/* --- the rules ----------------------------------------------------------------------------- */

static void
test_experts_need_a_day_before (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL, unasked = NULL;

  /* Four days and a weekend in which Borea does not work: the Tuesday after comes too soon. */
  ruled_out (f, "bo", "2027-04-07", "2027-04-12", FALSE);
  proposal = april (f);
  assert_says (find_in (proposal->excluded, "2027-04-13"),
               "none of the 4 days before is a working day");
  g_assert_nonnull (find_in (proposal->candidates, "2027-04-14"));
  set (f, "experts-within", "0");
  unasked = april (f);
  g_assert_nonnull (find_in (unasked->candidates, "2027-04-13"));
}

static void
test_wished_months_and_weekdays (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *best;

  set (f, "usual-month", "6,9");
  set (f, "meeting-weekdays", "4");
  proposal =
      asked (f, &(ProposeQuery){ .from = "2027-05-01", .to = "2027-10-31", .lang = "en" });
  best = g_ptr_array_index (proposal->candidates, 0);
  g_assert_cmpint (g_date_get_month (&best->first), ==, 6);
  g_assert_cmpint (g_date_get_weekday (&best->first), ==, G_DATE_THURSDAY);
  assert_says (find_in (proposal->candidates, "2027-09-16"), "usual month of meetings");
  assert_says (find_in (proposal->candidates, "2027-08-19"), "1 month from the usual month");
  assert_says (find_in (proposal->candidates, "2027-06-16"),
               "Wednesday: not a wished weekday");
}

static void
test_extraordinary_is_the_earliest_that_all_allow (Fixture *f, gconstpointer unused)
{
  g_autoptr(Proposal) proposal = NULL;
  const ProposedDay *best;

  /* From 29 November, a Sunday, on; the 1st is Arcadia's chair's, the 30th Borea rules out. */
  ruled_out (f, "bo", "2026-11-30", NULL, FALSE);
  busy (f, "vymyslov", "2026-12-01", NULL, FALSE);
  busy (f, "primerzoda", "2026-12-02", NULL, TRUE); /* it costs, but it is possible */
  proposal = asked (f, &(ProposeQuery){ .kind = "extraordinary", .lang = "en" });
  best = g_ptr_array_index (proposal->candidates, 0);
  g_assert_true (find_in (proposal->candidates, "2026-12-02") == best);
  assert_says (best, "not earlier: 29 November 2026 — Sunday, a day off in every country; "
                     "30 November 2026 — Borea: ruled out");
  assert_says (best, "1 December 2026 — Arcadia: busy");
}

static void
test_an_explanation_has_every_rule (Fixture *f, gconstpointer unused)
{
  ProposeQuery query = { .lang = "en" };
  g_autoptr(GError) error = NULL;
  g_autoptr(Proposal) good = NULL, bad = NULL;
  const ProposedDay *day;
  guint rules = 0;
  gboolean excluded = FALSE;

  busy (f, "vymyslov", "2027-04-15", NULL, FALSE);
  good = propose_day (f->db, &query, "2027-04-14", &error);
  bad = propose_day (f->db, &query, "2027-04-15", &error);
  g_assert_no_error (error);
  day = g_ptr_array_index (good->candidates, 0);
  for (guint i = 0; i < day->findings->len; i++)
    {
      const ProposeFinding *finding = g_ptr_array_index (day->findings, i);

      rules |= 1u << finding->rule;
      g_assert_true (finding->kept || finding->cost > 0);
      g_assert_cmpstr (finding->text, !=, "");
    }
  rules |= 1u << RULE_WAIT; /* of an extraordinary one alone */
  g_assert_cmphex (rules, ==, (1u << N_PROPOSE_RULES) - 1);
  day = g_ptr_array_index (bad->excluded, 0);
  for (guint i = 0; i < day->findings->len; i++)
    {
      const ProposeFinding *finding = g_ptr_array_index (day->findings, i);

      excluded |= finding->rule == RULE_CHAIR && !finding->kept && finding->cost == 0;
    }
  g_assert_true (excluded);
  g_assert_cmpuint (day->reasons->len, ==, 1);
}

/* --- the same every time ------------------------------------------------------------------- */

static char *
whole_answer (Fixture *f)
{
  g_autoptr(Proposal) proposal =
      asked (f, &(ProposeQuery){ .from = "2027-01-01", .to = "2029-12-31", .lang = "en" });
  GPtrArray *lists[] = { proposal->candidates, proposal->excluded };
  GString *answer = g_string_new (NULL);

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      {
        const ProposedDay *day = g_ptr_array_index (lists[l], i);
        g_autofree char *start = instant_text (day->starts);

        g_string_append_printf (answer, "%s %d", start, day->score);
        for (guint r = 0; r < day->reasons->len; r++)
          g_string_append_printf (answer, "|%s",
                                  (const char *) g_ptr_array_index (day->reasons, r));
        g_string_append_c (answer, '\n');
      }
  return g_string_free (answer, FALSE);
}

static void
note_all (Fixture *f, gboolean backwards)
{
  static const char *const people[] = { "vymyslov", "primerzoda", "ozernaya", "nebylitsyna" };
  g_autoptr(GError) error = NULL;

  for (int n = 0; n < 120; n++)
    {
      int i = backwards ? 119 - n : n;
      GDate date;
      g_autofree char *from = NULL, *day = NULL, *to = NULL;

      g_date_clear (&date, 1);
      g_date_set_dmy (&date, 1, 1, 2027);
      date = date_add (&date, i * 9 + i % 4);
      day = date_text (&date);
      from = g_strdup_printf ("%s %02d:00", day, 8 + i % 5);
      to = g_strdup_printf ("%s %02d:30", day, 14 + i % 6);
      busy (f, people[i % 4], from, to, i % 7 == 0);
      if (i % 10 == 0)
        ruled_out (f, i % 20 ? "ar" : "bo", day, NULL, i % 30 == 0);
    }
  g_assert_no_error (error);
}

static void
test_the_order_of_rows_does_not_matter (Fixture *f, gconstpointer unused)
{
  g_autofree char *first = NULL, *again = NULL, *turned = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = NULL;

  note_all (f, FALSE);
  first = whole_answer (f);
  again = whole_answer (f);
  g_assert_cmpstr (first, ==, again);
  entries = busy_list (f->db, &(BusyQuery){ .lang = "en" }, &error);
  for (guint i = 0; i < entries->len; i++)
    {
      const char *handles[] = { ((BusyEntry *) g_ptr_array_index (entries, i))->handle, NULL };

      g_assert_true (busy_remove (f->db, handles, &error));
    }
  note_all (f, TRUE);
  turned = whole_answer (f);
  g_assert_cmpstr (first, ==, turned);
  g_assert_nonnull (strstr (first, "busy"));
  g_assert_nonnull (strstr (first, "ruled out"));
}

/* --- settings ------------------------------------------------------------------------------ */

static void
test_settings_refuse_a_wrong_form (Fixture *f, gconstpointer unused)
{
  static const struct
  {
    const char *key, *bad, *right;
  } cases[] = {
    { "working-hours", "09:00", "09:00-18:00" },
    { "working-hours", "18:00-09:00", "09:00-18:00" },
    { "working-hours", "9-18", "09:00-18:00" },
    { "meeting-time", "25:00", "10:00" },
    { "meeting-time", "24:00", "10:00" },
    { "meeting-time", "10:60", "10:00" },
    { "meeting-time", "10am", "10:00" },
    { "meeting-weekdays", "0", "2,3,4" },
    { "meeting-weekdays", "2,8", "2,3,4" },
    { "meeting-weekdays", "tue", "2,3,4" },
    { "usual-month", "13", "2,3" },
    { "usual-month", "2,", "2,3" },
    { "usual-month", "-2", "2,3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (setting_set (f->db, cases[i].key, cases[i].bad, NULL, &error));
      fixture_assert_error (&error, COUNCIL_ERROR_USAGE, cases[i].right);
    }
  set (f, "working-hours", "08:30-17:30");
  set (f, "meeting-time", "09:30");
  set (f, "meeting-weekdays", "2, 4");
  set (f, "usual-month", "12,1");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
#define TEST(name, function) fixture_test ("/propose/people/" name, function)
  TEST ("a-busy-chair-excludes", test_a_busy_chair_excludes);
  TEST ("the-host-does-not-travel", test_the_host_does_not_travel);
  TEST ("a-morning-leaves-time-to-travel", test_a_morning_leaves_time_to_travel);
  TEST ("another-hour-is-looked-for", test_another_hour_is_looked_for);
  TEST ("no-hour-is-left-by-two", test_no_hour_is_left_by_two);
  TEST ("an-evening-is-not-in-the-way", test_an_evening_is_not_in_the_way);
  TEST ("who-holds-the-office-that-day-counts", test_who_holds_the_office_that_day_counts);
  TEST ("several-days-need-every-chair-on-each", test_several_days_need_every_chair_on_each);
  TEST ("tentative-time-only-costs", test_tentative_time_only_costs);
  TEST ("a-period-of-a-party-excludes", test_a_period_of_a_party_excludes);
  TEST ("other-people-weigh-by-their-share", test_other_people_weigh_by_their_share);
  TEST ("another-day-for-a-meeting", test_another_day_for_a_meeting);
  TEST ("experts-need-a-day-before", test_experts_need_a_day_before);
  TEST ("wished-months-and-weekdays", test_wished_months_and_weekdays);
  TEST ("extraordinary-is-the-earliest-that-all-allow",
        test_extraordinary_is_the_earliest_that_all_allow);
  TEST ("an-explanation-has-every-rule", test_an_explanation_has_every_rule);
  TEST ("the-order-of-rows-does-not-matter", test_the_order_of_rows_does_not_matter);
  TEST ("settings-refuse-a-wrong-form", test_settings_refuse_a_wrong_form);
  return g_test_run ();
}
