/* The alternation, played as random histories against a second formulation of the rule.
 *
 * The model walks forward, a party a meeting.  The second formulation looks back: the host of a
 * planned meeting is that of the nearest meeting before it whose host is settled, moved on by
 * as many parties as there are meetings between. */
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/party.h"
#include "core/setting.h"
#include "meetings/alternation.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"
#include "meetings/plan.h"
#include "tests/support/fixture.h"

#include <stdlib.h>
#include <string.h>

#define SEED 20260213
#define HISTORIES 250 /* played in a file, for each number of parties */
#define LISTS 5000    /* settled without a file */
#define STEPS 9
#define MOST 16   /* meetings of a history */
#define DAYS 1200 /* on which they may fall */

/* --- the second formulation ------------------------------------------------------------------ */

typedef enum
{
  PLANNED,
  CONVENED,
  HELD,
  CANCELLED
} State;

typedef struct
{
  char ref[16];
  int day;
  State state;
  int host;      /* index of the party on record */
  int swap_host; /* -1: none was agreed */
  int swap_rule;
} Record;

typedef struct
{
  Fixture *f;
  GRand *rand;
  const char *codes[4];
  int n;
  gboolean old_order;
  Record list[MOST];
  int count;
  gboolean taken[DAYS];
  int today;
} History;

/* How many regular meetings that count lie before that of index @i and not before @from. */
static int
meetings_between (const History *h, int from, int i)
{
  int between = 0;

  for (int j = 0; j < h->count; j++)
    if (h->list[j].state != CANCELLED && h->list[j].day >= h->list[from].day &&
        h->list[j].day < h->list[i].day)
      between++;
  return between;
}

static gboolean
is_settled (const History *h, const Record *record)
{
  return record->state != PLANNED || (record->swap_host >= 0 && !h->old_order);
}

/* The meeting to count from: the nearest settled one before, else the first of all. */
static int
anchor_of (const History *h, int i)
{
  int anchor = -1, first = -1;

  for (int j = 0; j < h->count; j++)
    {
      const Record *record = &h->list[j];

      if (record->state == CANCELLED || record->day >= h->list[i].day)
        continue;
      if (first < 0 || record->day < h->list[first].day)
        first = j;
      if (is_settled (h, record) && (anchor < 0 || record->day > h->list[anchor].day))
        anchor = j;
    }
  return anchor >= 0 ? anchor : first;
}

/* Whose turn it is; -1 when nothing is before it. */
static int
rule_of (const History *h, int i)
{
  int anchor = anchor_of (h, i);
  const Record *from = &h->list[anchor < 0 ? i : anchor];
  int turn = from->host;

  if (anchor < 0)
    return -1;
  if (h->old_order && from->state != PLANNED && from->swap_host >= 0)
    turn = from->swap_rule;
  return (turn + meetings_between (h, anchor, i)) % h->n;
}

/* The first meeting first: the others count from it. */
static void
settle (History *h)
{
  for (int day = 0; day < DAYS; day++)
    for (int i = 0; i < h->count; i++)
      {
        Record *record = &h->list[i];
        int rule;

        if (record->day != day || record->state != PLANNED)
          continue;
        rule = rule_of (h, i);
        if (rule >= 0 && record->swap_host == rule)
          record->swap_host = -1;
        if (record->swap_host >= 0)
          {
            record->host = record->swap_host;
            record->swap_rule = rule >= 0 ? rule : record->swap_rule;
          }
        else if (rule >= 0)
          record->host = rule;
      }
}

/* --- a history ------------------------------------------------------------------------------- */

static char *
day_text (int day)
{
  GDate first, date;

  g_date_set_dmy (&first, 1, G_DATE_JANUARY, 2027);
  date = date_add (&first, day);
  return date_text (&date);
}

static int
free_day (History *h)
{
  int day;

  do
    day = g_rand_int_range (h->rand, 0, DAYS / 2) * 2;
  while (h->taken[day]);
  h->taken[day] = TRUE;
  return day;
}

/* A random meeting in a state from @lowest to @highest; -1 when there is none. */
static int
pick (History *h, State lowest, State highest)
{
  int found = -1, seen = 0;

  for (int i = 0; i < h->count; i++)
    if (h->list[i].state >= lowest && h->list[i].state <= highest &&
        g_rand_int_range (h->rand, 0, ++seen) == 0)
      found = i;
  return found;
}

static void
schedule (History *h, const char *kind)
{
  g_autoptr(GError) error = NULL;
  int day = free_day (h);
  g_autofree char *start = day_text (day);
  MeetingPlan plan = { .kind = kind, .start = start, .reason = "причина" };
  g_autoptr(Meeting) meeting = NULL;

  if (g_str_equal (kind, MEETING_EXTRAORDINARY))
    plan.host = h->codes[g_rand_int_range (h->rand, 0, h->n)];
  meeting = meeting_schedule (h->f->db, &plan, NULL, &error);
  g_assert_no_error (error);
  if (g_str_equal (kind, MEETING_EXTRAORDINARY))
    return;
  h->list[h->count] = (Record){ .day = day, .state = PLANNED, .host = 0, .swap_host = -1 };
  g_strlcpy (h->list[h->count].ref, meeting->ref, sizeof h->list[0].ref);
  h->count++;
}

static void
cancel (History *h)
{
  g_autoptr(GError) error = NULL;
  int i = pick (h, PLANNED, CONVENED);

  if (i < 0)
    return;
  meeting_cancel (h->f->db, h->list[i].ref, "причина", NULL, &error);
  g_assert_no_error (error);
  h->list[i].state = CANCELLED;
  h->taken[h->list[i].day] = FALSE;
}

static void
postpone (History *h)
{
  g_autoptr(GError) error = NULL;
  int i = pick (h, PLANNED, CONVENED);
  g_autofree char *start = NULL;
  int day;

  if (i < 0)
    return;
  day = free_day (h);
  start = day_text (day);
  meeting_postpone (h->f->db, h->list[i].ref, start, 0, "причина", NULL, &error);
  g_assert_no_error (error);
  h->taken[h->list[i].day] = FALSE;
  h->list[i].day = day;
  h->list[i].state = PLANNED;
}

static void
convene (History *h)
{
  g_autoptr(GError) error = NULL;
  int i = pick (h, PLANNED, PLANNED);

  for (int p = 0; i >= 0 && p < h->n; p++)
    {
      meeting_confirm (h->f->db, h->list[i].ref, h->codes[p], NULL, NULL, &error);
      g_assert_no_error (error);
    }
  if (i >= 0)
    h->list[i].state = CONVENED;
}

static void
hold (History *h)
{
  g_autoptr(GError) error = NULL;
  int i = pick (h, CONVENED, CONVENED);
  g_autofree char *day = NULL, *now = NULL;

  if (i < 0)
    return;
  h->today = MAX (h->today, h->list[i].day);
  day = day_text (h->today);
  now = g_strdup_printf ("%sT20:00:00Z", day);
  clock_init (now, NULL);
  meeting_hold (h->f->db, h->list[i].ref, NULL, &error);
  g_assert_no_error (error);
  h->list[i].state = HELD;
}

/* Sometimes the last party does not consent: then nothing changes, and it is withdrawn. */
static void
swap (History *h)
{
  g_autoptr(GError) error = NULL;
  int i = pick (h, PLANNED, PLANNED);
  int rule = i < 0 ? -1 : rule_of (h, i);
  int host = h->n > 0 ? (rule + 1 + g_rand_int_range (h->rand, 0, h->n - 1)) % h->n : -1;
  gboolean all = g_rand_int_range (h->rand, 0, 4) != 0;

  if (rule < 0 || h->list[i].swap_host >= 0)
    return;
  meeting_swap (h->f->db, h->list[i].ref, h->codes[host], "причина", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (int p = 0; p < (all ? h->n : h->n - 1); p++)
    {
      meeting_swap_consent (h->f->db, h->list[i].ref, h->codes[p], NULL, NULL, &error);
      g_assert_no_error (error);
    }
  if (!all)
    {
      meeting_swap_withdraw (h->f->db, h->list[i].ref, NULL, &error);
      g_assert_no_error (error);
      return;
    }
  h->list[i].swap_host = host;
  h->list[i].swap_rule = rule;
}

static void
step (History *h)
{
  int what = g_rand_int_range (h->rand, 0, 12);

  if (what < 5 && h->count < MOST)
    schedule (h, MEETING_REGULAR);
  else if (what == 5)
    schedule (h, MEETING_EXTRAORDINARY);
  else if (what == 6)
    cancel (h);
  else if (what == 7)
    postpone (h);
  else if (what == 8)
    swap (h);
  else if (what == 9)
    hold (h);
  else
    convene (h);
}

static void
compare (History *h, int number)
{
  for (int i = 0; i < h->count; i++)
    {
      g_autoptr(Meeting) meeting = meeting_load (h->f->db, h->list[i].ref, NULL);

      g_assert_nonnull (meeting);
      if (h->list[i].state != CANCELLED &&
          g_strcmp0 (meeting->host, h->codes[h->list[i].host]) != 0)
        g_error ("history %d: %s is hosted by %s, not by %s", number, meeting->ref,
                 meeting->host, h->codes[h->list[i].host]);
    }
}

static void
play (Fixture *f, GRand *rand, GPtrArray *parties, int number)
{
  History h = { .f = f, .rand = rand, .n = (int) parties->len, .old_order = number % 2 };
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test", &error); /* rolled back at the end */

  g_assert_no_error (error);
  clock_init (FIXTURE_NOW, NULL);
  for (guint i = 0; i < parties->len; i++)
    h.codes[i] = ((Party *) g_ptr_array_index (parties, i))->code;
  setting_set (f->db, "turn-after-swap", h.old_order ? "old-order" : "actual", NULL, &error);
  g_assert_no_error (error);
  for (int i = 0; i < STEPS; i++)
    {
      step (&h);
      settle (&h);
      compare (&h, number);
    }
}

static void
test_histories (Fixture *f, gconstpointer template)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr(GPtrArray) parties = party_list (f->db, NULL);

  for (int number = 0; number < HISTORIES; number++)
    play (f, rand, parties, number);
}

/* A random list, as histories leave it: the hosts of what is convened or held are facts. */
static void
make_list (History *h)
{
  h->count = g_rand_int_range (h->rand, 1, MOST);
  for (int i = 0; i < h->count; i++)
    {
      Record *record = &h->list[i];

      *record = (Record){ .day = free_day (h),
                          .host = g_rand_int_range (h->rand, 0, h->n),
                          .state = g_rand_int_range (h->rand, PLANNED, CANCELLED + 1) };
      record->swap_host = g_rand_int_range (h->rand, -3, h->n);
      record->swap_rule = (record->host + 1) % h->n;
      if (record->swap_host >= 0)
        record->swap_host = record->host;
      g_snprintf (record->ref, sizeof record->ref, "%d", i);
    }
}

static GPtrArray *
turns_of (const History *h)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func ((GDestroyNotify) turn_free);
  const char *const states[] = { "planned", "convened", "held" };

  for (int day = 0; day < DAYS; day++)
    for (int i = 0; i < h->count; i++)
      {
        const Record *record = &h->list[i];
        g_autofree char *start = NULL;
        Turn *turn;

        if (record->day != day || record->state == CANCELLED)
          continue;
        start = day_text (record->day);
        turn = turn_new (record->ref, states[record->state], start, h->codes[record->host]);
        turn->agreed = record->swap_host >= 0;
        turn->swap_host = turn->agreed ? g_strdup (h->codes[record->swap_host]) : NULL;
        turn->swap_rule = turn->agreed ? g_strdup (h->codes[record->swap_rule]) : NULL;
        g_ptr_array_add (turns, turn);
      }
  return turns;
}

static void
test_lists (Fixture *f, gconstpointer template)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr(GPtrArray) parties = party_list (f->db, NULL);

  for (int number = 0; number < LISTS; number++)
    {
      History h = { .rand = rand, .n = (int) parties->len, .old_order = number % 2 };
      g_autoptr(GPtrArray) turns = NULL;

      for (guint i = 0; i < parties->len; i++)
        h.codes[i] = ((Party *) g_ptr_array_index (parties, i))->code;
      make_list (&h);
      turns = turns_of (&h);
      alternation_settle (parties, turns, h.old_order);
      settle (&h);
      for (guint i = 0; i < turns->len; i++)
        {
          const Turn *turn = g_ptr_array_index (turns, i);
          int index = atoi (turn->ref), rule = rule_of (&h, index);

          g_assert_cmpstr (turn->rule, ==, rule < 0 ? NULL : h.codes[rule]);
          g_assert_cmpstr (turn->due, ==, h.codes[h.list[index].host]);
        }
    }
}

/* --- what a secretary would notice ----------------------------------------------------------- */

static Meeting *
given (Fixture *f, const char *start)
{
  g_autoptr(GError) error = NULL;
  Meeting *meeting = meeting_schedule (f->db, &(MeetingPlan){ .start = start }, NULL, &error);

  g_assert_no_error (error);
  return meeting;
}

static void
assert_host (Fixture *f, const char *ref, const char *host)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = meeting_load (f->db, ref, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (meeting->host, ==, host);
}

static void
test_in_turn (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) first = given (f, "2027-03-17");
  g_autoptr(Meeting) second = given (f, "2028-03-15");
  g_autoptr(Meeting) between = given (f, "2027-09-15");

  assert_host (f, "2027", "ar");
  g_assert_cmpstr (between->ref, ==, "2027-2");
  assert_host (f, "2027-2", "bo");
  assert_host (f, "2028", "ar"); /* it was bo's until another came before it */
}

static void
test_cancelled_keeps_the_turn (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) first = given (f, "2027-03-17");
  g_autoptr(Meeting) second = given (f, "2028-03-15");
  g_autoptr(Meeting) third = given (f, "2029-03-14");
  g_autoptr(Notices) notices = notices_new ("ru");
  g_autoptr(GError) error = NULL;
  gboolean told = FALSE;

  g_assert_true (meeting_cancel (f->db, "2028", "наводнение", notices, &error));
  assert_host (f, "2029", "bo");
  for (guint i = 0; i < notices->lines->len; i++)
    told |= strstr (g_ptr_array_index (notices->lines, i), "2029: теперь принимает") != NULL;
  g_assert_true (told);
  fixture_assert_sound (f);
}

static void
test_place_follows_the_host (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) first = given (f, "2027-03-17");
  g_autoptr(Meeting) second = given (f, "2028-03-15");
  g_autoptr(Meeting) third = given (f, "2029-03-14 11:30");
  g_autoptr(Meeting) after = NULL;
  g_autofree char *local = NULL;
  g_autoptr(GDateTime) venue = NULL;

  g_assert_cmpstr (third->city, ==, "Аркадск");
  g_assert_true (meeting_cancel (f->db, "2028", "наводнение", NULL, NULL));
  after = meeting_load (f->db, "2029", NULL);
  g_assert_cmpstr (after->city, ==, "Борейск");
  g_assert_cmpint (after->sequence, >, third->sequence);
  venue = instant_in_zone (after->starts, after->time_zone);
  local = g_date_time_format (venue, "%H:%M");
  g_assert_cmpstr (local, ==, "11:30");
}

static void
test_swap_waits_for_everyone (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) first = given (f, "2027-03-17");
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) swapped = meeting_schedule (
      f->db, &(MeetingPlan){ .start = "2028-03-15", .host = "ar" }, NULL, &error);

  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "needs a reason");
  g_assert_null (swapped);
  swapped = meeting_schedule (
      f->db, &(MeetingPlan){ .start = "2028-03-15", .host = "ar", .reason = "выборы" }, NULL,
      &error);
  g_assert_no_error (error);
  assert_host (f, "2028", "bo");
  g_assert_true (meeting_confirm (f->db, "2028", "bo", NULL, NULL, &error));
  assert_host (f, "2028", "bo");
  g_assert_true (meeting_confirm (f->db, "2028", "ar", NULL, NULL, &error));
  assert_host (f, "2028", "ar");
  fixture_assert_sound (f);
}

static void
test_after_a_swap (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) first = given (f, "2027-03-17");
  g_autoptr(Meeting) second = given (f, "2028-03-15");
  g_autoptr(Meeting) third = given (f, "2029-03-14");

  g_assert_true (meeting_swap (f->db, "2028", "ar", "выборы", "ar", NULL, NULL, NULL));
  g_assert_true (meeting_swap_consent (f->db, "2028", "bo", NULL, NULL, NULL));
  assert_host (f, "2029", "bo"); /* from the actual host */
  g_assert_true (setting_set (f->db, "turn-after-swap", "old-order", NULL, NULL));
  g_assert_true (meeting_cancel (f->db, "2027", "причина", NULL, NULL));
  assert_host (f, "2028", "ar");
}

static void
test_plan_explains (Fixture *f, gconstpointer template)
{
  g_autoptr(Meeting) past = given (f, "2024-03-13");
  g_autoptr(Meeting) next = given (f, "2027-03-17");
  g_autoptr(GPtrArray) rows = plan_list (f->db, 2, "ru", NULL);
  const char *const states[] = { "planned", "missed", "expected", "planned", "expected" };
  const char *const hosts[] = { "ar", "bo", "bo", "bo", "ar" };

  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (states));
  for (guint i = 0; i < rows->len; i++)
    {
      const PlanRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpint (row->year, ==, 2024 + (int) i);
      g_assert_cmpstr (row->state, ==, states[i]);
      g_assert_cmpstr (row->host, ==, hosts[i]);
    }
  g_assert_cmpstr (((PlanRow *) g_ptr_array_index (rows, 1))->why, ==,
                   "заседание не состоялось; очередь остаётся за Бореей");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  fixture_test ("/alternation/histories/two-parties", test_histories);
  fixture_test_three ("/alternation/histories/three-parties", test_histories);
  fixture_test ("/alternation/lists/two-parties", test_lists);
  fixture_test_three ("/alternation/lists/three-parties", test_lists);
  fixture_test ("/alternation/in-turn", test_in_turn);
  fixture_test ("/alternation/cancelled-keeps-the-turn", test_cancelled_keeps_the_turn);
  fixture_test ("/alternation/place-follows-the-host", test_place_follows_the_host);
  fixture_test ("/alternation/swap-waits-for-everyone", test_swap_waits_for_everyone);
  fixture_test ("/alternation/after-a-swap", test_after_a_swap);
  fixture_test ("/alternation/plan-explains", test_plan_explains);
  return g_test_run ();
}
