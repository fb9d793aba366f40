/* Rules by arithmetic against the calendar day by day and against libical's iterator, and the iterator started late against one that
 * ran from the first day.  Seeded: --seed repeats a failure. */
#include "meetings/calendar-busy-internal.h"

#include <libical/ical.h>
#include <string.h>

#define RULES 400

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
      g_assert_cmpint (run->reader.refusal, ==, BUSY_RULE_IMPOSSIBLE);
      run->reader.refusal = BUSY_ACCEPTED;
      return g_string_free (g_string_append (text, "never"), FALSE); /* 31 September */
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

static gint64
week_of (gint64 day, int week_start)
{
  return (day + 4 - week_start + 7000000) / 7; /* 1970 began on a Thursday */
}

/* The instances as the RFC defines them, by looking at each day from the first one. */
static char *
look_at_each_day (const Run *run, const BusyRule *rule, gboolean weekly, const char *byday)
{
  GString *text = g_string_new (NULL);
  gint64 first = run->start.local / BUSY_DAY;
  int every = weekly ? rule->period / 7 : rule->period;

  for (gint64 day = first, count = 0;; day++)
    {
      const char *weekday = names[(day + 4) % 7];
      gint64 local = run->start.local + (day - first) * BUSY_DAY;
      gint64 units = weekly
                         ? week_of (day, rule->week_start) - week_of (first, rule->week_start)
                         : day - first;

      if (units % every != 0 || (weekly && strstr (byday, weekday) == NULL))
        continue;
      if (local >= run->upper || (rule->counted && ++count > rule->count) ||
          (rule->until_kind != BUSY_FOREVER &&
           local > rule->until + (run->start.is_date ? 6 * 3600 : 0)))
        return g_string_free (text, FALSE);
      if (local >= run->lower)
        g_string_append_printf (text, "%" G_GINT64_FORMAT " ", local);
    }
}

static void
test_weeks (void)
{
  for (guint i = 0; i < RULES; i++)
    {
      g_autoptr(GString) text = g_string_new ("FREQ=");
      g_autoptr(GString) byday = g_string_new (NULL);
      gboolean weekly = g_test_rand_bit ();
      g_autofree char *ours = NULL;
      g_autofree char *wanted = NULL;
      BusyRule *rule;
      Run run;

      run_init (&run);
      g_string_append (text, weekly ? "WEEKLY" : "DAILY");
      append_bounds (text);
      if (weekly && g_test_rand_bit ())
        append_list (byday, ";BYDAY=", 5, a_weekday);
      g_string_append (text, byday->str);
      rule = rule_read (&run, text->str);
      g_test_message ("%s from %" G_GINT64_FORMAT, text->str, run.start.local);
      g_assert_cmpint (rule->period, >, 0);
      ours = expand (&run, rule, run.lower);
      wanted = look_at_each_day (&run, rule, weekly,
                                 byday->len > 0 ? byday->str
                                                : names[(run.start.local / BUSY_DAY + 4) % 7]);
      g_assert_cmpstr (ours, ==, wanted);
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

/* icalrecur_iterator_set_start() gives the same instances as running from the first one. */
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
  g_test_add_func ("/busy-rules/late-start", test_late_start);
  return g_test_run ();
}
