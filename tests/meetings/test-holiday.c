/* The years that are known, by the rules that ship: core/templates/tj-kg.json. */
#include "meetings/holiday.h"

#include "core/check.h"
#include "core/date.h"
#include "core/error.h"
#include "core/template.h"
#include "meetings/meetings.h"
#include "tests/support/fixture.h"

#include <string.h>

static void
given_template (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  fixture_set_up (f, NULL);
  template_load_builtin (f->db, "tj-kg", &error);
  g_assert_no_error (error);
}

/* The party's working days made days off, and Saturdays made working days, of a year: what
 * differs from Monday to Friday. */
static void
assert_year (Fixture *f, const char *party, int year, const char *off, const char *worked)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Workdays) days = holiday_load_year (f->db, party, "ru", year, &error);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GString) got_off = g_string_new (NULL);
  g_autoptr(GString) got_worked = g_string_new (NULL);

  g_assert_no_error (error);
  list = workdays_list (days);
  for (guint i = 0; i < list->len; i++)
    {
      const WorkDay *day = g_ptr_array_index (list, i);
      gboolean weekend = g_date_get_weekday (&day->date) >= G_DATE_SATURDAY;
      g_autofree char *date = date_text (&day->date);
      GString *to = day->off ? got_off : got_worked;

      if (day->off != weekend)
        g_string_append_printf (to, "%s%s", to->len > 0 ? " " : "", date + 5);
    }
  g_assert_cmpstr (got_off->str, ==, off);
  g_assert_cmpstr (got_worked->str, ==, worked);
}

static void
test_tajikistan (Fixture *f, gconstpointer unused)
{
  assert_year (f, "tj", 2015,
               "01-01 03-09 03-23 03-24 03-25 03-26 05-01 05-11 06-29 07-17 09-09 09-23 11-06",
               "");
  /* 21 April and 28 June 2023 are computed. */
  assert_year (f, "tj", 2023,
               "01-02 03-08 03-21 03-22 03-23 03-24 04-21 05-09 06-26 06-27 06-28 09-11 11-06",
               "06-24");
  assert_year (f, "tj", 2024,
               "01-01 03-08 03-21 03-22 03-25 03-26 04-10 05-09 06-17 06-27 09-09 11-06", "");
  assert_year (f, "tj", 2025,
               "01-01 03-10 03-21 03-24 03-25 03-26 03-31 05-09 06-06 06-27 09-09 11-06", "");
  assert_year (f, "tj", 2026,
               "01-01 03-09 03-20 03-23 03-24 03-25 03-26 03-27 05-11 05-27 06-29 09-09 11-06",
               "03-14");
}

static void
test_kyrgyzstan (Fixture *f, gconstpointer unused)
{
  /* By the code until 2025 a holiday on a weekend moves. */
  assert_year (f, "kg", 2024,
               "01-01 01-08 02-23 03-08 03-21 04-08 04-10 05-01 05-06 05-09 06-17 09-02 11-07 "
               "11-08",
               "");
  /* By the code of 2025 it does not. */
  assert_year (f, "kg", 2026,
               "01-01 01-02 01-05 01-06 01-07 03-20 05-01 05-04 05-05 05-06 05-07 05-08 05-27 "
               "08-31",
               "");
}

/* Every day off of a stretch, weekends too, as rows: "01-01..01-07". */
static void
assert_rows (Fixture *f, const char *party, const char *from, const char *to,
             const char *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) got = g_string_new (NULL);
  g_autoptr(Workdays) days = NULL;
  GDate first, last;

  g_assert_true (date_parse (from, &first, NULL));
  g_assert_true (date_parse (to, &last, NULL));
  days = holiday_load (f->db, party, "ru", &first, &last, &error);
  g_assert_no_error (error);
  for (GDate date = first; g_date_compare (&date, &last) <= 0; g_date_add_days (&date, 1))
    {
      g_autofree char *begins = date_text (&date), *ends = NULL;
      GDate end = date;

      if (!workdays_is_off (days, party, &date))
        continue;
      while (g_date_compare (&end, &last) < 0)
        {
          GDate next = date_add (&end, 1);

          if (!workdays_is_off (days, party, &next))
            break;
          end = next;
        }
      ends = date_text (&end);
      g_string_append_printf (got, "%s%s..%s", got->len > 0 ? " " : "", begins + 5, ends + 5);
      date = end;
    }
  g_assert_cmpstr (got->str, ==, wanted);
}

static void
test_rows_of_days_off (Fixture *f, gconstpointer unused)
{
  /* Tajikistan 2026: 7–9 and 20–29 March off, Saturday 14 March worked. */
  assert_rows (f, "tj", "2026-03-05", "2026-04-01", "03-07..03-09 03-15..03-15 03-20..03-29");
  /* 2015: 21–24 March, with 25 and 26 for the weekend. */
  assert_rows (f, "tj", "2015-03-16", "2015-03-31", "03-21..03-26 03-28..03-29");
  /* 2023: Saturday 24 June worked, off from Sunday to Wednesday. */
  assert_rows (f, "tj", "2023-06-19", "2023-06-30", "06-25..06-28");
  /* Kyrgyzstan 2026: 1–7 January, 1–9 May with the Sunday after, 9 March worked. */
  assert_rows (f, "kg", "2026-01-01", "2026-01-09", "01-01..01-07");
  assert_rows (f, "kg", "2026-03-05", "2026-03-24", "03-07..03-08 03-14..03-15 03-20..03-22");
  assert_rows (f, "kg", "2026-04-27", "2026-05-12", "05-01..05-10");
}

/* Of each special day that is no day off: its kind. */
static void
assert_noted (Fixture *f, const char *party, int year, DayKind kind, const char *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Workdays) days = holiday_load_year (f->db, party, "ru", year, &error);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GString) got = g_string_new (NULL);

  g_assert_no_error (error);
  list = workdays_list (days);
  for (guint i = 0; i < list->len; i++)
    {
      const WorkDay *day = g_ptr_array_index (list, i);
      g_autofree char *date = date_text (&day->date);

      if (day->kind == kind)
        g_string_append_printf (got, "%s%s", got->len > 0 ? " " : "", date + 5);
    }
  g_assert_cmpstr (got->str, ==, wanted);
}

static void
test_what_is_worked_in_kyrgyzstan (Fixture *f, gconstpointer unused)
{
  assert_noted (f, "kg", 2026, DAY_COMMEMORATED, "02-23 11-07 11-08");
  /* 7 April by law; the others are eves of days off.  Of a holiday on Sunday or Monday the day
   * before is off already. */
  assert_noted (f, "kg", 2026, DAY_SHORTENED, "03-19 04-07 04-30 05-26 12-31");
  assert_noted (f, "kg", 2026, DAY_MOVED, "");
  assert_noted (f, "tj", 2026, DAY_SHORTENED, "");
  assert_noted (f, "tj", 2026, DAY_MOVED, "03-09 03-25 03-26 03-27 05-11 06-29");
  assert_noted (f, "kg", 2024, DAY_COMMEMORATED, "");
  assert_noted (f, "kg", 2024, DAY_MOVED, "01-08 04-08 05-06 06-17 09-02");
}

/* Which days of a year are not certain. */
static void
assert_provisional (Fixture *f, const char *party, int year, const char *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Workdays) days = holiday_load_year (f->db, party, "ru", year, &error);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GString) got = g_string_new (NULL);

  g_assert_no_error (error);
  list = workdays_list (days);
  for (guint i = 0; i < list->len; i++)
    {
      const WorkDay *day = g_ptr_array_index (list, i);
      g_autofree char *date = date_text (&day->date);

      if (!day->confirmed)
        g_string_append_printf (got, "%s%s", got->len > 0 ? " " : "", date + 5);
    }
  g_assert_cmpstr (got->str, ==, wanted);
}

static void
test_what_is_not_certain (Fixture *f, gconstpointer unused)
{
  /* The lunar day that nobody announced, with its eve; New Year's Eve is for 2027. */
  assert_provisional (f, "tj", 2026, "05-27");
  assert_provisional (f, "kg", 2026, "05-26 05-27 12-31");
  assert_provisional (f, "tj", 2024, "04-10");
  assert_provisional (f, "tj", 2025, "03-30 03-31");
}

static void
test_obstacles_name_country_holiday_and_act (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) obstacles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) doubts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  GDate first, last;

  g_assert_true (date_parse ("2026-03-09", &first, NULL));
  g_assert_true (
      holiday_obstacles (f->db, NULL, &first, &first, "en", obstacles, doubts, &error));
  g_assert_cmpuint (obstacles->len, ==, 1);
  g_assert_true (g_str_has_prefix (
      g_ptr_array_index (obstacles, 0),
      "9 March 2026: Tajikistan: a day off, Mother's Day, moved from 8 March "
      "2026 (перечень"));
  g_assert_cmpuint (doubts->len, ==, 0);

  /* A lunar day that nobody has announced is a doubt, not an obstacle. */
  g_assert_true (date_parse ("2027-05-17", &first, NULL));
  g_assert_true (date_parse ("2027-05-18", &last, NULL));
  g_ptr_array_set_size (obstacles, 0);
  g_assert_true (
      holiday_obstacles (f->db, NULL, &first, &last, "en", obstacles, doubts, &error));
  g_assert_cmpuint (obstacles->len, ==, 0);
  g_assert_cmpuint (doubts->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (doubts, 0), "Qurbon"));
}

static void
test_the_working_day_before (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  GDate date, day;

  g_assert_true (date_parse ("2026-03-29", &date, NULL));
  g_assert_true (holiday_working_day_before (f->db, "tj", &date, &day, &error));
  text = date_text (&day);
  g_assert_cmpstr (text, ==, "2026-03-19");
}

static void
assert_finding (Fixture *f, const char *sql, const char *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test", &error);

  g_assert_no_error (error);
  g_assert_true (db_run (f->db, sql, &error, ""));
  g_assert_true (holiday_check (f->db, "en", findings, &error));
  g_assert_cmpuint (findings->len, ==, 1);
  if (strstr (g_ptr_array_index (findings, 0), words) == NULL)
    g_error ("wanted «%s», got: %s", words, (char *) g_ptr_array_index (findings, 0));
}

static void
test_check_finds_what_contradicts (Fixture *f, gconstpointer unused)
{
  fixture_assert_sound (f);
  assert_finding (f,
                  "UPDATE holiday_rule SET until = NULL WHERE handle = 'tj-may-day'"
                  " OR handle = 'kg-until-2024-womens-day'",
                  "kg-until-2024-womens-day");
  assert_finding (f, "UPDATE holiday_day SET act = NULL WHERE date = '2026-03-14'",
                  "tj, 2026-03-14: the day is confirmed without an act");
  assert_finding (f,
                  "UPDATE holiday_day SET party = (SELECT id FROM party WHERE code = 'tj'),"
                  " date = '2026-03-19' WHERE date = '2026-03-20' AND party ="
                  " (SELECT id FROM party WHERE code = 'kg')",
                  "rule of another party");
  assert_finding (f, "UPDATE workday_rule SET until = NULL WHERE until IS NOT NULL",
                  "both in force from 2025-01-01");
}

static void
add (const char *path, FixtureTest *test)
{
  g_test_add (path, Fixture, NULL, given_template, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  add ("/holiday/tajikistan", test_tajikistan);
  add ("/holiday/kyrgyzstan", test_kyrgyzstan);
  add ("/holiday/rows-of-days-off", test_rows_of_days_off);
  add ("/holiday/what-is-worked-in-kyrgyzstan", test_what_is_worked_in_kyrgyzstan);
  add ("/holiday/what-is-not-certain", test_what_is_not_certain);
  add ("/holiday/obstacles-name-country-holiday-and-act",
       test_obstacles_name_country_holiday_and_act);
  add ("/holiday/the-working-day-before", test_the_working_day_before);
  add ("/holiday/check-finds-what-contradicts", test_check_finds_what_contradicts);
  return g_test_run ();
}
