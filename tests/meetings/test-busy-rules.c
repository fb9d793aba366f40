/* Rules by arithmetic against the calendar, period by period, and against libical's iterator; the
 * iterator started late against one that ran from the first day.  --seed gives other rules. */
#include "meetings/calendar-busy-internal.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#define RULES 1000

static const char *const names[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };

typedef struct
{
  BusyReader reader;
  BusyTime start;
  gint64 lower;
  gint64 upper;
} Run;

static gint64
random_day (int year_from, int year_to)
{
  gint64 local = 0;

  g_assert_true (busy_local (g_test_rand_int_range (year_from, year_to + 1), 1, 1, 0, &local));
  return local + g_test_rand_int_range (0, 365) * BUSY_DAY;
}

static void
run_init (Run *run)
{
  *run = (Run){ .reader = { .limits = busy_limits_default } };
  run->reader.zones = busy_zones_new ("Asia/Bishkek", NULL);
  run->start.zone = busy_zones_utc (run->reader.zones);
  run->start.is_date = g_test_rand_bit ();
  run->start.local =
      random_day (1990, 2030) + (run->start.is_date ? 0 : g_test_rand_int_range (0, 86400));
  run->lower = random_day (1995, 2030);
  run->upper = run->lower + g_test_rand_int_range (1, 1100) * BUSY_DAY;
}

static void
append_list (GString *text, const char *name, guint most, const char *(*item) (void) )
{
  guint count = (guint) g_test_rand_int_range (1, (int) most + 1);

  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "%s%s", i ? "," : name, item ());
}

static const char *
a_weekday (void)
{
  return names[g_test_rand_int_range (0, 7)];
}

static const char *
a_numbered_weekday (void)
{
  static char text[8];

  g_snprintf (text, sizeof text, "%d%s",
              g_test_rand_int_range (1, 5) * (g_test_rand_bit () ? 1 : -1), a_weekday ());
  return text;
}

static const char *
a_month_day (void)
{
  static char text[8];

  g_snprintf (text, sizeof text, "%d",
              g_test_rand_int_range (1, 29) * (g_test_rand_bit () ? 1 : -1));
  return text;
}

static const char *
a_month (void)
{
  static char text[8];

  g_snprintf (text, sizeof text, "%d", g_test_rand_int_range (1, 13));
  return text;
}

static void
append_bounds (GString *text)
{
  if (g_test_rand_bit ())
    g_string_append_printf (text, ";INTERVAL=%d", g_test_rand_int_range (1, 15));
  if (g_test_rand_bit ())
    g_string_append_printf (text, ";WKST=%s", a_weekday ());
  if (g_test_rand_bit ())
    g_string_append_printf (text, ";COUNT=%d", g_test_rand_int_range (1, 1500));
  else if (g_test_rand_bit ())
    g_string_append_printf (text, ";UNTIL=20%02d0%d1%dT120000Z", g_test_rand_int_range (0, 33),
                            g_test_rand_int_range (1, 10), g_test_rand_int_range (0, 10));
}

static BusyRule *
rule_read (Run *run, char *text)
{
  BusyLine line = { .name = (char *) "RRULE", .value = text, .number = 1 };
  BusyRule *rule = busy_rule_new (&run->reader, &line, BUSY_RRULE);

  g_assert_nonnull (rule);
  return rule;
}

static int
local_compare (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static char *
expand (Run *run, BusyRule *rule, gint64 lower)
{
  g_autoptr(GArray) locals = g_array_new (FALSE, FALSE, sizeof (gint64));
  GString *text = g_string_new (NULL);

  if (!busy_rule_expand (&run->reader, rule, &run->start, lower, run->upper, locals))
    {
      /* libical gives up on a rule for which no day comes, 31 September; the RFC (3.3.10) leaves
       * the day out, so that nothing is what is due. */
      g_assert_cmpint (run->reader.refusal, ==, BUSY_RULE_IMPOSSIBLE);
      run->reader.refusal = BUSY_ACCEPTED;
      return g_string_free (text, FALSE);
    }
  g_array_sort (locals, local_compare);
  for (guint i = 0; i < locals->len; i++)
    if (g_array_index (locals, gint64, i) >= run->lower)
      g_string_append_printf (text, "%" G_GINT64_FORMAT " ",
                              g_array_index (locals, gint64, i));
  return g_string_free (text, FALSE);
}

static void
run_clear (Run *run, BusyRule *rule)
{
  busy_rule_free (rule);
  busy_zones_free (run->reader.zones);
}

/* A rule that is written and looked at. */
typedef struct
{
  gboolean weekly;
  guint weekdays; /* a bit each, Sunday first; 0 when BYDAY is not there */
  guint months;   /* a bit each, January is 2 */
  guint hours;    /* a bit each */
  int position;   /* BYSETPOS, or 0 */
} Wanted;

static gboolean
day_is_wanted (const Wanted *wanted, gint64 day, gint64 first)
{
  guint weekdays = wanted->weekdays;
  GDate date;

  if (weekdays == 0)
    weekdays = wanted->weekly ? 1u << (first + 4) % 7 : 127;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + 719163));
  return (weekdays >> (day + 4) % 7 & 1) != 0 &&
         (wanted->months == 0 || (wanted->months >> g_date_get_month (&date) & 1) != 0);
}

static void
day_add (const Run *run, const Wanted *wanted, gint64 day, GArray *set)
{
  gint64 second = run->start.local % BUSY_DAY;
  guint hours = wanted->hours;

  if (hours == 0 || run->start.is_date)
    hours = 1u << (second / 3600);
  for (int hour = 0; hour < 24; hour++)
    if (hours >> hour & 1)
      {
        gint64 local = day * BUSY_DAY + hour * 3600 + second % 3600;

        g_array_append_val (set, local);
      }
}

/* What is left of a period's set. */
static void
set_pick (GArray *set, int position)
{
  gint64 index = position > 0 ? position - 1 : (gint64) set->len + position;

  if (position == 0)
    return;
  if (index < 0 || index >= set->len)
    g_array_set_size (set, 0);
  else
    {
      gint64 local = g_array_index (set, gint64, (guint) index);

      g_array_set_size (set, 0);
      g_array_append_val (set, local);
    }
}

/* The instances of one period, as the RFC defines them. */
static GArray *
set_of (const Run *run, const Wanted *wanted, gint64 first_day, gint64 start_day)
{
  GArray *set = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 day = first_day; day < first_day + (wanted->weekly ? 7 : 1); day++)
    if (day_is_wanted (wanted, day, start_day))
      day_add (run, wanted, day, set);
  set_pick (set, wanted->position);
  return set;
}

/* Every period from the one that holds the start, one after the other. */
static char *
look_at_each_period (const Run *run, const BusyRule *rule, const Wanted *wanted, int every,
                     int week_start)
{
  GString *text = g_string_new (NULL);
  gint64 start_day = run->start.local / BUSY_DAY, day = start_day;
  int count = 0;

  while (wanted->weekly && (day + 4) % 7 != week_start)
    day--;
  for (; day * BUSY_DAY < run->upper; day += every * (wanted->weekly ? 7 : 1))
    {
      g_autoptr(GArray) set = set_of (run, wanted, day, start_day);

      for (guint i = 0; i < set->len; i++)
        {
          gint64 local = g_array_index (set, gint64, i);

          if (local < run->start.local)
            continue;
          if (local >= run->upper || (rule->counted && ++count > rule->count) ||
              (rule->until_kind != BUSY_FOREVER &&
               local > rule->until + (run->start.is_date ? 6 * 3600 : 0)))
            return g_string_free (text, FALSE);
          if (local >= run->lower)
            g_string_append_printf (text, "%" G_GINT64_FORMAT " ", local);
        }
    }
  return g_string_free (text, FALSE);
}

/* Writes BYDAY, BYMONTH, BYHOUR and BYSETPOS, or some of them. */
static void
append_wanted (GString *text, Wanted *wanted)
{
  g_autoptr(GString) days = g_string_new (NULL);

  *wanted = (Wanted){ .weekly = g_test_rand_bit () };
  g_string_append (text, wanted->weekly ? "WEEKLY" : "DAILY");
  if (g_test_rand_bit ())
    append_list (days, ";BYDAY=", 5, a_weekday);
  g_string_append (text, days->str);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (days->len > 0 && strstr (days->str + strlen (";BYDAY="), names[i]) != NULL)
      wanted->weekdays |= 1u << i;
  for (guint i = 0; g_test_rand_int_range (0, 3) == 0 && i < 4; i++)
    wanted->months |= 1u << g_test_rand_int_range (1, 13);
  for (guint i = 1; i <= 12; i++)
    if (wanted->months >> i & 1)
      g_string_append_printf (text, "%s%u",
                              strstr (text->str, "BYMONTH") ? "," : ";BYMONTH=", i);
  for (guint i = 0; g_test_rand_int_range (0, 3) == 0 && i < 4; i++)
    wanted->hours |= 1u << g_test_rand_int_range (0, 24);
  for (guint i = 0; i < 24; i++)
    if (wanted->hours >> i & 1)
      g_string_append_printf (text, "%s%u",
                              strstr (text->str, "BYHOUR") ? "," : ";BYHOUR=", i);
  if (g_test_rand_int_range (0, 3) == 0)
    {
      wanted->position = g_test_rand_int_range (1, 4) * (g_test_rand_bit () ? 1 : -1);
      g_string_append_printf (text, ";BYSETPOS=%d", wanted->position);
    }
}

static void
test_weeks (void)
{
  for (guint i = 0; i < RULES; i++)
    {
      g_autoptr(GString) text = g_string_new ("FREQ=");
      g_autofree char *ours = NULL;
      g_autofree char *theirs = NULL;
      const char *interval, *week_start;
      int first = 1; /* Monday */
      Wanted wanted;
      BusyRule *rule;
      Run run;

      run_init (&run);
      append_wanted (text, &wanted);
      append_bounds (text);
      interval = strstr (text->str, "INTERVAL=");
      week_start = strstr (text->str, "WKST=");
      for (int day = 0; week_start != NULL && day < 7; day++)
        if (g_str_has_prefix (week_start + strlen ("WKST="), names[day]))
          first = day;
      rule = rule_read (&run, text->str);
      g_test_message ("%s from %" G_GINT64_FORMAT, text->str, run.start.local);
      g_assert_cmpint (rule->period, >, 0);
      ours = expand (&run, rule, run.lower);
      theirs = look_at_each_period (
          &run, rule, &wanted, interval ? atoi (interval + strlen ("INTERVAL=")) : 1, first);
      g_assert_cmpstr (ours, ==, theirs);
      run_clear (&run, rule);
    }
}

/* libical agrees where it is right: it loses a week when INTERVAL is more than 1 and the start
 * is not among the days, or the week does not begin on Monday (the case week-start-thursday). */
static void
test_daily_on_weekdays (void)
{
  for (guint i = 0; i < RULES / 4; i++)
    {
      g_autoptr(GString) text = g_string_new ("FREQ=DAILY");
      g_autofree char *ours = NULL;
      g_autofree char *theirs = NULL;
      BusyRule *rule;
      Run run;

      run_init (&run);
      append_list (text, ";BYDAY=", 4, a_weekday);
      g_string_append_printf (text, ";COUNT=%d", g_test_rand_int_range (1, 1500));
      rule = rule_read (&run, text->str);
      g_assert_cmpint (rule->period, ==, 7);
      ours = expand (&run, rule, run.lower);
      rule->period = 0;
      theirs = expand (&run, rule, G_MININT64);
      g_assert_cmpstr (ours, ==, theirs);
      run_clear (&run, rule);
    }
}

static void
append_places (GString *text)
{
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      append_list (text, ";BYDAY=", 3, a_numbered_weekday);
      break;
    case 1:
      append_list (text, ";BYMONTHDAY=", 4, a_month_day);
      break;
    case 2:
      append_list (text, ";BYDAY=", 5, a_weekday);
      g_string_append (text, ";BYSETPOS=-1");
      break;
    default:
      break;
    }
}

static const char *
a_year_day (void)
{
  static char text[8];

  g_snprintf (text, sizeof text, "%d",
              g_test_rand_int_range (1, 367) * (g_test_rand_bit () ? 1 : -1));
  return text;
}

/* In the middle of a year, and from its beginning: libical puts a week at its edges into another
 * year, and counts back by weeks that begin on Monday. */
static const char *
a_week (void)
{
  static char text[8];

  g_snprintf (text, sizeof text, "%d", g_test_rand_int_range (2, 52));
  return text;
}

/* What libical reads as the RFC does: BYYEARDAY or BYWEEKNO with BYDAY at most; BYMONTHDAY of
 * named months, for without them it knows only the start's. */
static void
append_year (GString *text)
{
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      append_list (text, ";BYYEARDAY=", 9, a_year_day);
      if (g_test_rand_bit ())
        append_list (text, ";BYDAY=", 4, a_weekday);
      break;
    case 1:
      append_list (text, ";BYWEEKNO=", 6, a_week);
      append_list (text, ";BYDAY=", 4, a_weekday);
      break;
    case 2:
      append_list (text, ";BYDAY=", 3, a_numbered_weekday);
      break;
    default:
      append_list (text, ";BYMONTH=", 3, a_month);
      append_places (text);
    }
}

/* Months and years by arithmetic, against libical. */
static void
test_months (void)
{
  for (guint i = 0; i < RULES; i++)
    {
      g_autoptr(GString) text = g_string_new ("FREQ=");
      gboolean yearly = g_test_rand_bit ();
      g_autofree char *ours = NULL;
      g_autofree char *theirs = NULL;
      BusyRule *rule;
      Run run;

      run_init (&run);
      g_string_append (text, yearly ? "YEARLY" : "MONTHLY");
      if (yearly)
        append_year (text);
      else
        append_places (text);
      append_bounds (text);
      rule = rule_read (&run, text->str);
      g_test_message ("%s from %" G_GINT64_FORMAT, text->str, run.start.local);
      g_assert_cmpint (rule->month_period, >, 0);
      ours = expand (&run, rule, run.lower);
      rule->month_period = 0;
      theirs = expand (&run, rule, G_MININT64);
      g_assert_cmpstr (ours, ==, theirs);
      run_clear (&run, rule);
    }
}

/* Starting late gives the same instances as running from the first one. */
static void
test_late_start (void)
{
  for (guint i = 0; i < RULES; i++)
    {
      g_autoptr(GString) text = g_string_new ("FREQ=");
      gboolean yearly = g_test_rand_bit ();
      g_autofree char *late = NULL;
      g_autofree char *whole = NULL;
      BusyRule *rule;
      Run run;

      run_init (&run);
      g_string_append_printf (text, "%s;INTERVAL=%d", yearly ? "YEARLY" : "MONTHLY",
                              g_test_rand_int_range (1, 5));
      if (yearly)
        append_list (text, ";BYMONTH=", 3, a_month);
      append_places (text);
      rule = rule_read (&run, text->str);
      g_test_message ("%s from %" G_GINT64_FORMAT, text->str, run.start.local);
      late = expand (&run, rule, run.lower);
      whole = expand (&run, rule, G_MININT64);
      g_assert_cmpstr (late, ==, whole);
      run_clear (&run, rule);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  icalerror_set_errors_are_fatal (0);
  g_test_add_func ("/busy-rules/weeks", test_weeks);
  g_test_add_func ("/busy-rules/daily-on-weekdays", test_daily_on_weekdays);
  g_test_add_func ("/busy-rules/months", test_months);
  g_test_add_func ("/busy-rules/late-start", test_late_start);
  return g_test_run ();
}
