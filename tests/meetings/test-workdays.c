/* The years that are known of two countries, and what the rules mean at their edges. */
#include "meetings/workdays.h"

#include "core/date.h"

/* --- the countries ------------------------------------------------------------------------- */

#define DATE(y, m, d)                                                                         \
  {                                                                                           \
    .day = (d), .month = (m), .year = (y), .dmy = 1                                           \
  }

static const DayRule rules[] = {
  { "tj-new-year", "tj", FALSE, 1, 1, 1, DAY_HOLIDAY, "Новый год", .confirmed_from = 2023,
    .confirmed_through = 2026 },
  { "tj-mothers", "tj", FALSE, 3, 8, 1, DAY_HOLIDAY, "День матери", .confirmed_from = 2023,
    .confirmed_through = 2026 },
  { "tj-navruz", "tj", FALSE, 3, 21, 4, DAY_HOLIDAY, "Навруз", .confirmed_from = 2023,
    .confirmed_through = 2026, .act = "закон о праздничных днях" },
  { "tj-victory", "tj", FALSE, 5, 9, 1, DAY_HOLIDAY, "День Победы", .confirmed_from = 2023,
    .confirmed_through = 2026 },
  { "tj-unity", "tj", FALSE, 6, 27, 1, DAY_HOLIDAY, "День единства", .confirmed_from = 2023,
    .confirmed_through = 2026 },
  { "tj-independence", "tj", FALSE, 9, 9, 1, DAY_HOLIDAY, "День независимости",
    .confirmed_from = 2023, .confirmed_through = 2026 },
  { "tj-constitution", "tj", FALSE, 11, 6, 1, DAY_HOLIDAY, "День Конституции",
    .confirmed_from = 2023, .confirmed_through = 2026 },
  { "tj-may-day", "tj", FALSE, 5, 1, 1, DAY_HOLIDAY, "1 Мая", .until = DATE (2016, 12, 31) },
  { "tj-ramazon", "tj", TRUE, 10, 1, 1, DAY_HOLIDAY, "Рамазон" },
  { "tj-qurbon", "tj", TRUE, 12, 10, 1, DAY_HOLIDAY, "Қурбон" },

  { "kg-new-year", "kg", FALSE, 1, 1, 7, DAY_HOLIDAY, "Новый год", .since = DATE (2025, 1, 1),
    .confirmed_from = 2026, .confirmed_through = 2026 },
  { "kg-womens", "kg", FALSE, 3, 8, 1, DAY_HOLIDAY, "Женский день", .confirmed_from = 2026,
    .confirmed_through = 2026 },
  { "kg-nooruz", "kg", FALSE, 3, 21, 1, DAY_HOLIDAY, "Нооруз", .confirmed_from = 2026,
    .confirmed_through = 2026 },
  { "kg-may", "kg", FALSE, 5, 1, 9, DAY_HOLIDAY, "Майские праздники",
    .since = DATE (2025, 1, 1), .confirmed_from = 2026, .confirmed_through = 2026 },
  { "kg-independence", "kg", FALSE, 8, 31, 1, DAY_HOLIDAY, "День независимости",
    .confirmed_from = 2026, .confirmed_through = 2026 },
  { "kg-defender", "kg", FALSE, 2, 23, 1, DAY_COMMEMORATED, "День защитника Отечества",
    .since = DATE (2025, 1, 1), .confirmed_from = 2026, .confirmed_through = 2026 },
  { "kg-april", "kg", FALSE, 4, 7, 1, DAY_SHORTENED, "День Апрельской революции",
    .since = DATE (2025, 1, 1), .confirmed_from = 2026, .confirmed_through = 2026 },
  { "kg-history", "kg", FALSE, 11, 7, 2, DAY_COMMEMORATED, "Дни истории",
    .since = DATE (2025, 1, 1), .confirmed_from = 2026, .confirmed_through = 2026 },
  { "kg-orozo", "kg", TRUE, 10, 1, 1, DAY_HOLIDAY, "Орозо айт" },
  { "kg-kurman", "kg", TRUE, 12, 10, 1, DAY_HOLIDAY, "Курман айт" },
};

static const DayConduct conducts[] = {
  { "tj", CONDUCT_MOVE, .confirmed = TRUE, .act = "закон о праздничных днях" },
  { "kg", CONDUCT_MOVE, .until = DATE (2024, 12, 31), .confirmed = TRUE },
  { "kg", CONDUCT_DO_NOT_MOVE, .since = DATE (2025, 1, 1), .confirmed = TRUE,
    .act = "Трудовой кодекс 2025 года" },
  { "kg", CONDUCT_SHORTEN_EVE, .since = DATE (2025, 1, 1), .confirmed = TRUE,
    .act = "Трудовой кодекс 2025 года" },
};

static const DayDecree decrees[] = {
  { "tj", DATE (2023, 6, 24), DAY_WORKING, TRUE, NULL, "рабочая суббота", "постановление" },
  { "tj", DATE (2023, 6, 26), DAY_MOVED, TRUE, NULL, "выходной за 24 июня", "постановление" },
  { "tj", DATE (2023, 4, 22), DAY_HOLIDAY, TRUE, "tj-ramazon", "Рамазон", NULL },
  { "tj", DATE (2024, 6, 16), DAY_HOLIDAY, TRUE, "tj-qurbon", "Қурбон", NULL },
  { "tj", DATE (2025, 6, 6), DAY_HOLIDAY, TRUE, "tj-qurbon", "Қурбон", NULL },
  { "tj", DATE (2026, 3, 14), DAY_WORKING, TRUE, NULL, "рабочая суббота", "постановление" },
  { "tj", DATE (2026, 3, 27), DAY_MOVED, TRUE, NULL, "выходной за 14 марта", "постановление" },
  { "kg", DATE (2026, 3, 20), DAY_HOLIDAY, TRUE, "kg-orozo", "Орозо айт", NULL },
};

static GDate
day (int year, int month, int day_of_month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  return date;
}

static Workdays *
known_empty (int year_from, int year_to)
{
  GDate first = day (year_from, 1, 1), last = day (year_to, 12, 31);
  Workdays *days = workdays_new (&first, &last);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    workdays_add_rule (days, &rules[i]);
  for (guint i = 0; i < G_N_ELEMENTS (conducts); i++)
    workdays_add_conduct (days, &conducts[i]);
  return days;
}

static void
find (Workdays *days)
{
  g_autoptr(GError) error = NULL;

  workdays_find (days, &error);
  g_assert_no_error (error);
}

static Workdays *
known (int year)
{
  Workdays *days = known_empty (year, year);

  for (guint i = 0; i < G_N_ELEMENTS (decrees); i++)
    workdays_add_decree (days, &decrees[i]);
  find (days);
  return days;
}

/* The party's days of one kind: "01-01 03-09<03-08" with where moved days come from. */
static char *
days_of (const Workdays *days, const char *party, DayKind kind)
{
  g_autoptr(GPtrArray) list = workdays_list (days);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const WorkDay *d = g_ptr_array_index (list, i);
      g_autofree char *date = date_text (&d->date);

      if (d->kind != kind || !g_str_equal (d->party, party))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", date + 5);
      if (kind == DAY_MOVED && g_date_valid (&d->from))
        {
          g_autofree char *from = date_text (&d->from);

          g_string_append_printf (text, "<%s", from + 5);
        }
    }
  return g_string_free (text, FALSE);
}

static void
assert_days (const Workdays *days, const char *party, DayKind kind, const char *wanted)
{
  g_autofree char *got = days_of (days, party, kind);

  g_assert_cmpstr (got, ==, wanted);
}

static const WorkDay *
special (const Workdays *days, const char *party, int year, int month, int day_of_month)
{
  GDate date = day (year, month, day_of_month);

  return workdays_verdict (days, party, &date).day;
}

static gboolean
is_off (const Workdays *days, const char *party, int year, int month, int day_of_month)
{
  GDate date = day (year, month, day_of_month);

  return workdays_is_off (days, party, &date);
}

/* Every day from first to last is off, and both neighbours are worked. */
static void
assert_off_exactly (const Workdays *days, const char *party, GDate first, GDate last)
{
  GDate date = date_add (&first, -1);

  g_assert_false (workdays_is_off (days, party, &date));
  for (date = first; g_date_compare (&date, &last) <= 0; g_date_add_days (&date, 1))
    g_assert_true (workdays_is_off (days, party, &date));
  g_assert_false (workdays_is_off (days, party, &date));
}

/* --- Tajikistan ---------------------------------------------------------------------------- */

static void
test_tajikistan_2015_moves_in_a_chain (void)
{
  g_autoptr(Workdays) days = known (2015);

  assert_days (
      days, "tj", DAY_HOLIDAY,
      "01-01 03-08 03-21 03-22 03-23 03-24 05-01 05-09 06-27 07-17 09-09 09-23 11-06");
  assert_days (days, "tj", DAY_MOVED,
               "03-09<03-08 03-25<03-21 03-26<03-22 05-11<05-09 06-29<06-27");
  assert_off_exactly (days, "tj", day (2015, 3, 21), day (2015, 3, 26));
}

static void
test_tajikistan_2023 (void)
{
  g_autoptr(Workdays) days = known (2023);

  /* Ramazon was announced a day after the computed 21 April, on a Saturday. */
  assert_days (days, "tj", DAY_HOLIDAY,
               "01-01 03-08 03-21 03-22 03-23 03-24 04-22 05-09 06-27 06-28 09-09 11-06");
  assert_days (days, "tj", DAY_MOVED, "01-02<01-01 04-24<04-22 06-26 09-11<09-09");
  assert_days (days, "tj", DAY_WORKING, "06-24");
  g_assert_false (is_off (days, "tj", 2023, 6, 24));
  g_assert_true (is_off (days, "tj", 2023, 6, 26));
  g_assert_false (is_off (days, "tj", 2023, 4, 21));
  g_assert_false (is_off (days, "tj", 2023, 5, 1));
}

static void
test_tajikistan_2024 (void)
{
  g_autoptr(Workdays) days = known (2024);
  const WorkDay *qurbon = special (days, "tj", 2024, 6, 17);

  assert_days (days, "tj", DAY_HOLIDAY,
               "01-01 03-08 03-21 03-22 03-23 03-24 04-10 05-09 06-16 06-27 09-09 11-06");
  assert_days (days, "tj", DAY_MOVED, "03-25<03-23 03-26<03-24 06-17<06-16");
  g_assert_cmpstr (qurbon->name, ==, "Қурбон");
  g_assert_true (qurbon->confirmed);
  g_assert_false (special (days, "tj", 2024, 4, 10)->confirmed);
  g_assert_true (special (days, "tj", 2024, 4, 10)->lunar);
}

static void
test_tajikistan_2025 (void)
{
  g_autoptr(Workdays) days = known (2025);

  assert_days (days, "tj", DAY_HOLIDAY,
               "01-01 03-08 03-21 03-22 03-23 03-24 03-30 05-09 06-06 06-27 09-09 11-06");
  assert_days (days, "tj", DAY_MOVED, "03-10<03-08 03-25<03-22 03-26<03-23 03-31<03-30");
  /* The day after a Sunday that is only computed may change with it. */
  g_assert_true (special (days, "tj", 2025, 3, 31)->lunar);
  g_assert_false (special (days, "tj", 2025, 3, 31)->confirmed);
  g_assert_true (special (days, "tj", 2025, 6, 6)->confirmed);
}

static void
test_tajikistan_2026 (void)
{
  g_autoptr(Workdays) days = known (2026);

  assert_days (days, "tj", DAY_HOLIDAY,
               "01-01 03-08 03-20 03-21 03-22 03-23 03-24 05-09 05-27 06-27 09-09 11-06");
  assert_days (days, "tj", DAY_MOVED,
               "03-09<03-08 03-25<03-21 03-26<03-22 03-27 05-11<05-09 06-29<06-27");
  assert_days (days, "tj", DAY_WORKING, "03-14");
  assert_off_exactly (days, "tj", day (2026, 3, 7), day (2026, 3, 9));
  assert_off_exactly (days, "tj", day (2026, 3, 20), day (2026, 3, 29));
  g_assert_false (is_off (days, "tj", 2026, 3, 14));
  g_assert_true (is_off (days, "tj", 2026, 3, 15));
  g_assert_true (is_off (days, "tj", 2026, 5, 11));
  g_assert_true (is_off (days, "tj", 2026, 6, 29));
  g_assert_false (is_off (days, "tj", 2026, 5, 1));
  g_assert_cmpstr (special (days, "tj", 2026, 3, 25)->act, ==, "закон о праздничных днях");
  g_assert_true (special (days, "tj", 2026, 3, 27)->decreed);
}

/* --- Kyrgyzstan ---------------------------------------------------------------------------- */

static void
test_kyrgyzstan_2024_still_moves (void)
{
  g_autoptr(Workdays) days = known (2024);

  assert_days (days, "kg", DAY_HOLIDAY, "03-08 03-21 04-10 06-16 08-31");
  assert_days (days, "kg", DAY_MOVED, "06-17<06-16 09-02<08-31");
  assert_days (days, "kg", DAY_SHORTENED, "");
}

static void
test_kyrgyzstan_2026_does_not_move (void)
{
  g_autoptr(Workdays) days = known (2026);

  assert_days (days, "kg", DAY_HOLIDAY,
               "01-01 01-02 01-03 01-04 01-05 01-06 01-07 03-08 03-20 03-21 05-01 05-02 05-03 "
               "05-04 05-05 05-06 05-07 05-08 05-09 05-27 08-31");
  assert_days (days, "kg", DAY_MOVED, "");
  assert_days (days, "kg", DAY_COMMEMORATED, "02-23 11-07 11-08");
  /* 31 December 2025 lies in another year; 8 March, 21 March and 31 August follow a day off. */
  assert_days (days, "kg", DAY_SHORTENED, "03-19 04-07 04-30 05-26 12-31");
  g_assert_false (is_off (days, "kg", 2026, 3, 9));
  g_assert_false (is_off (days, "kg", 2026, 2, 23));
  g_assert_false (is_off (days, "kg", 2026, 4, 7));
  g_assert_true (is_off (days, "kg", 2026, 11, 7)); /* a Saturday */
  assert_off_exactly (days, "kg", day (2026, 5, 1), day (2026, 5, 10));
  g_assert_true (special (days, "kg", 2026, 3, 20)->confirmed);
  g_assert_false (special (days, "kg", 2026, 5, 27)->confirmed);
}

/* --- what it means ------------------------------------------------------------------------- */

static void
test_beyond_the_lists_days_are_provisional (void)
{
  g_autoptr(Workdays) days = known (2027);

  g_assert_false (special (days, "tj", 2027, 1, 1)->confirmed);
  g_assert_false (special (days, "tj", 2027, 1, 1)->lunar);
  g_assert_true (special (days, "tj", 2027, 3, 9)->lunar);
}

static void
test_no_year_is_refused (void)
{
  static const int years[] = { 1900, 2180, 2600, 2998 };

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autoptr(Workdays) days = known (years[i]);
      g_autofree char *holidays = days_of (days, "tj", DAY_HOLIDAY);

      /* At the least ten fixed days and a lunar one that falls on none of them: "MM-DD ". */
      g_assert_cmpuint (strlen (holidays), >=, 11 * 6 - 1);
    }
}

static void
test_a_move_crosses_the_year (void)
{
  static const DayRule eve = { "x-eve", "x", FALSE, 12, 31, 1, DAY_HOLIDAY, "Канун" };
  static const DayRule new_year = { "x-new", "x", FALSE, 1, 1, 2, DAY_HOLIDAY, "Новый год" };
  static const DayConduct move = { "x", CONDUCT_MOVE };
  GDate first = day (2028, 1, 1), last = day (2028, 12, 31);
  g_autoptr(Workdays) days = workdays_new (&first, &last);

  workdays_add_rule (days, &eve);
  workdays_add_rule (days, &new_year);
  workdays_add_conduct (days, &move);
  find (days);
  /* 31 December 2027 is a Friday; 1 and 2 January 2028 are the weekend; 31 December 2028 is a
   * Sunday, whose move belongs to 2029. */
  assert_days (days, "x", DAY_MOVED, "01-03<01-01 01-04<01-02");
}

static void
test_a_decreed_move_is_not_doubled (void)
{
  static const DayDecree by_date = { "tj", DATE (2026, 5, 11), DAY_MOVED,      TRUE,
                                     NULL, "перенос с 9 мая",  "постановление" };
  static const DayDecree elsewhere = { "tj",       DATE (2026, 6, 26),  DAY_MOVED,      TRUE,
                                       "tj-unity", "перенос с 27 июня", "постановление" };
  g_autoptr(Workdays) days = known_empty (2026, 2026);

  workdays_add_decree (days, &by_date);
  workdays_add_decree (days, &elsewhere);
  find (days);
  assert_days (days, "tj", DAY_MOVED,
               "03-09<03-08 03-25<03-21 03-26<03-22 05-11<05-09 06-26<06-27");
  g_assert_cmpstr (special (days, "tj", 2026, 5, 11)->act, ==, "постановление");
  g_assert_true (special (days, "tj", 2026, 5, 11)->decreed);
  g_assert_false (is_off (days, "tj", 2026, 5, 12));
  g_assert_false (is_off (days, "tj", 2026, 6, 29));
}

static void
test_a_decree_replaces_the_computed_day (void)
{
  static const DayDecree announced = {
    "kg",        DATE (2024, 6, 17), DAY_HOLIDAY,          TRUE,
    "kg-kurman", "Курман айт",       "объявление муфтията"
  };
  g_autoptr(Workdays) days = known_empty (2024, 2024);

  workdays_add_decree (days, &announced);
  find (days);
  assert_days (days, "kg", DAY_HOLIDAY, "03-08 03-21 04-10 06-17 08-31");
  assert_days (days, "kg", DAY_MOVED, "09-02<08-31");
  g_assert_null (special (days, "kg", 2024, 6, 16));
}

static void
test_a_decree_can_make_a_holiday_a_working_day (void)
{
  static const DayDecree working = { "tj", DATE (2026, 9, 9), DAY_WORKING,    TRUE,
                                     NULL, "рабочий день",    "постановление" };
  g_autoptr(Workdays) days = known_empty (2026, 2026);
  GDate date = day (2026, 9, 9);
  DayVerdict verdict;

  workdays_add_decree (days, &working);
  find (days);
  verdict = workdays_verdict (days, "tj", &date);
  g_assert_false (verdict.off);
  g_assert_false (verdict.weekend);
  g_assert_cmpint (verdict.day->kind, ==, DAY_WORKING);
  g_assert_cmpstr (verdict.day->act, ==, "постановление");
}

static void
test_two_holidays_on_a_day_are_one_entry (void)
{
  static const DayRule other = { "tj-other",  "tj",          FALSE,        5, 9, 1,
                                 DAY_HOLIDAY, "День архива", .act = "указ" };
  g_autoptr(Workdays) days = known_empty (2026, 2026);

  workdays_add_rule (days, &other);
  find (days);
  g_assert_cmpstr (special (days, "tj", 2026, 5, 9)->name, ==, "День Победы; День архива");
  g_assert_cmpstr (special (days, "tj", 2026, 5, 11)->name, ==, "День Победы; День архива");
  g_assert_false (is_off (days, "tj", 2026, 5, 12));
}

static void
test_bridges_and_neighbours (void)
{
  g_autoptr(Workdays) days = known (2026);
  GDate bridge = day (2026, 1, 2), eve = day (2026, 5, 26), far = day (2026, 5, 25);
  GDate announced = day (2026, 3, 19);

  /* 1 January 2026 is a Thursday. */
  g_assert_true (workdays_is_bridge (days, "tj", &bridge));
  g_assert_false (workdays_is_bridge (days, "kg", &bridge));
  g_assert_cmpstr (workdays_beside (days, "tj", &eve)->name, ==, "Қурбон");
  g_assert_null (workdays_beside (days, "tj", &far));
  g_assert_null (workdays_beside (days, "kg", &announced));
  g_assert_nonnull (workdays_beside (days, "tj", &announced));
}

static void
assert_date (GDate date, const char *wanted)
{
  g_autofree char *text = date_text (&date);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_nearest_working_days (void)
{
  g_autoptr(Workdays) days = known (2026);
  GDate within = day (2026, 3, 25), saturday = day (2026, 3, 14), new_year = day (2026, 1, 1);

  assert_date (workdays_before (days, "tj", &within), "2026-03-19");
  assert_date (workdays_after (days, "tj", &within), "2026-03-30");
  assert_date (workdays_before (days, "tj", &saturday), "2026-03-14");
  assert_date (workdays_before (days, "kg", &saturday), "2026-03-13");
  assert_date (workdays_before (days, "kg", &new_year), "2025-12-31");
  assert_date (workdays_after (days, "kg", &new_year), "2026-01-08");
}

static void
test_a_party_without_rules_has_its_weekends (void)
{
  g_autoptr(Workdays) days = known (2026);
  GDate monday = day (2026, 3, 9), sunday = day (2026, 3, 8);

  g_assert_false (workdays_is_off (days, "uz", &monday));
  g_assert_true (workdays_is_off (days, "uz", &sunday));
}

static void
test_list_goes_by_date_then_party (void)
{
  g_autoptr(Workdays) days = known_empty (2020, 2027);
  g_autoptr(GPtrArray) list = NULL;

  find (days);
  list = workdays_list (days);
  g_assert_cmpuint (list->len, >, 8 * 20);
  for (guint i = 1; i < list->len; i++)
    {
      const WorkDay *a = g_ptr_array_index (list, i - 1), *b = g_ptr_array_index (list, i);
      int order = g_date_compare (&a->date, &b->date);

      g_assert_true (order < 0 || (order == 0 && g_str_equal (a->party, "tj") &&
                                   g_str_equal (b->party, "kg")));
    }
}

/* In a process of its own: what needs no lunar day must not need the module. */
static void
test_the_module_is_loaded_only_when_needed (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(GError) error = NULL;
      GDate first = day (2026, 9, 1), last = day (2026, 10, 31);
      GDate spring = day (2026, 3, 15), summer = day (2026, 6, 1);
      g_autoptr(Workdays) autumn = workdays_new (&first, &last);
      g_autoptr(Workdays) decreed = workdays_new (&spring, &spring);
      g_autoptr(Workdays) open = workdays_new (&summer, &summer);

      g_setenv ("COUNCIL_MODULES", "/nowhere", TRUE);
      for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
        {
          workdays_add_rule (autumn, &rules[i]);
          workdays_add_rule (open, &rules[i]);
          if (g_str_equal (rules[i].id, "kg-orozo"))
            workdays_add_rule (decreed, &rules[i]);
        }
      for (guint i = 0; i < G_N_ELEMENTS (decrees); i++)
        workdays_add_decree (decreed, &decrees[i]);
      g_assert_true (workdays_find (autumn, &error));
      g_assert_true (workdays_find (decreed, &error));
      g_assert_false (workdays_find (open, &error));
      g_assert_nonnull (error);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workdays/tajikistan-2015-moves-in-a-chain",
                   test_tajikistan_2015_moves_in_a_chain);
  g_test_add_func ("/workdays/tajikistan-2023", test_tajikistan_2023);
  g_test_add_func ("/workdays/tajikistan-2024", test_tajikistan_2024);
  g_test_add_func ("/workdays/tajikistan-2025", test_tajikistan_2025);
  g_test_add_func ("/workdays/tajikistan-2026", test_tajikistan_2026);
  g_test_add_func ("/workdays/kyrgyzstan-2024-still-moves", test_kyrgyzstan_2024_still_moves);
  g_test_add_func ("/workdays/kyrgyzstan-2026-does-not-move",
                   test_kyrgyzstan_2026_does_not_move);
  g_test_add_func ("/workdays/beyond-the-lists-days-are-provisional",
                   test_beyond_the_lists_days_are_provisional);
  g_test_add_func ("/workdays/no-year-is-refused", test_no_year_is_refused);
  g_test_add_func ("/workdays/a-move-crosses-the-year", test_a_move_crosses_the_year);
  g_test_add_func ("/workdays/a-decreed-move-is-not-doubled",
                   test_a_decreed_move_is_not_doubled);
  g_test_add_func ("/workdays/a-decree-replaces-the-computed-day",
                   test_a_decree_replaces_the_computed_day);
  g_test_add_func ("/workdays/a-decree-can-make-a-holiday-a-working-day",
                   test_a_decree_can_make_a_holiday_a_working_day);
  g_test_add_func ("/workdays/two-holidays-on-a-day-are-one-entry",
                   test_two_holidays_on_a_day_are_one_entry);
  g_test_add_func ("/workdays/bridges-and-neighbours", test_bridges_and_neighbours);
  g_test_add_func ("/workdays/nearest-working-days", test_nearest_working_days);
  g_test_add_func ("/workdays/a-party-without-rules-has-its-weekends",
                   test_a_party_without_rules_has_its_weekends);
  g_test_add_func ("/workdays/list-goes-by-date-then-party",
                   test_list_goes_by_date_then_party);
  g_test_add_func ("/workdays/the-module-is-loaded-only-when-needed",
                   test_the_module_is_loaded_only_when_needed);
  return g_test_run ();
}
