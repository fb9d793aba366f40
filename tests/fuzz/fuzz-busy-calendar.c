/* The reader of busy calendars on any bytes, in this process.
 *
 * Whatever comes in, the answer has its form, its intervals lie in the window in order, and the
 * same bytes give the same answer.  Of libical's iterator a file may start four: each can look
 * for a day in centuries, which the fuzzer would take for hanging. */
#include "meetings/calendar-busy-internal.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* 2027 to 2029. */
static const BusyCalendarQuery queries[] = {
  { 1798740000, 1893434400, "Asia/Bishkek", "KG" },
  { 1798758000, 1893452400, "Europe/Berlin", NULL },
};

static const BusyLimits limits = { .steps = 20000, .rules = 4, .intervals = 5000 };

static guint
kind (const BusyWireInterval *interval)
{
  g_assert_cmpuint (interval->flags, <=, BUSY_FLAG_ALL_DAY | BUSY_FLAG_TENTATIVE);
  return interval->flags;
}

static void
check_intervals (GVariant *answer, const BusyCalendarQuery *query)
{
  gint64 ends[4] = { G_MININT64, G_MININT64, G_MININT64, G_MININT64 };
  gint64 last = query->from;
  gsize count;
  const BusyWireInterval *list = g_variant_get_fixed_array (answer, &count, sizeof *list);

  for (gsize i = 0; i < count; i++)
    {
      g_assert_cmpint (list[i].start, >=, last);
      g_assert_cmpint (list[i].end, >, list[i].start);
      g_assert_cmpint (list[i].end, <=, query->to);
      g_assert_cmpint (list[i].start, >, ends[kind (&list[i])]); /* else they were merged */
      ends[kind (&list[i])] = list[i].end;
      last = list[i].start;
    }
}

static void
check_answer (GVariant *answer, const BusyCalendarQuery *query)
{
  g_autoptr(GVariant) intervals = g_variant_get_child_value (answer, 4);
  guint refusal, line, property;

  g_assert_true (g_variant_is_normal_form (answer));
  g_variant_get_child (answer, 0, "u", &refusal);
  g_variant_get_child (answer, 1, "u", &line);
  g_variant_get_child (answer, 2, "u", &property);
  g_assert_cmpuint (refusal, <, N_BUSY_REFUSALS);
  g_assert_cmpuint (property, <, N_BUSY_PROPERTIES);
  check_intervals (intervals, query);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const BusyCalendarQuery *query = &queries[size % G_N_ELEMENTS (queries)];
  g_autoptr(GVariant) once = calendar_busy_read ((const char *) data, size, query, &limits);
  g_autoptr(GVariant) twice = calendar_busy_read ((const char *) data, size, query, &limits);

  check_answer (once, query);
  g_assert_true (g_variant_equal (once, twice));
  return 0;
}
