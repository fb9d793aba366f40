/* The reader of busy calendars on any bytes, in this process.
 *
 * Whatever comes in, the answer has its form, its intervals lie in the window in order, and the
 * same bytes give the same answer.  Of libical's iterator, which asks the moon in some calendars,
 * a file may start four. */
#include "meetings/calendar-busy-internal.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* 2027 to 2029. */
static const BusyCalendarQuery queries[] = {
  { 1798740000, 1893434400, "Asia/Bishkek", "KG", "a@example.org", FALSE },
  { 1798758000, 1893452400, "Europe/Berlin", NULL, NULL, TRUE },
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

/* (transfer full): the bytes and a null byte, which the reader writes into. */
static char *
copy_of (const uint8_t *data, size_t size)
{
  char *text = g_malloc (size + 1);

  if (size > 0)
    memcpy (text, data, size);
  text[size] = '\0';
  return text;
}

/* The second door: whole days with their titles. */
static void
check_days (const uint8_t *data, size_t size)
{
  static const BusyCalendarQuery query = { .from = 1798761600,
                                           .to = 1893456000,
                                           .zone = "UTC" };
  g_autofree char *text = copy_of (data, size);
  g_autoptr(GVariant) answer = calendar_days_read (text, size, &query, &limits);
  g_autoptr(GVariant) stretches = g_variant_get_child_value (answer, 5);
  GVariantIter iter;
  gint64 from, to;
  guint flags;
  const char *title, *categories;

  g_assert_true (g_variant_is_of_type (answer, G_VARIANT_TYPE (DAYS_WIRE_TYPE)));
  g_assert_true (g_variant_is_normal_form (answer));
  g_variant_iter_init (&iter, stretches);
  while (g_variant_iter_next (&iter, "(xxu&s&s)", &from, &to, &flags, &title, &categories))
    {
      g_assert_cmpint (from, <=, to);
      g_assert_cmpint (from, >=, query.from / BUSY_DAY);
      g_assert_cmpint (to, <, query.to / BUSY_DAY);
      g_assert_cmpint (g_utf8_strlen (title, -1), <=, DAYS_TEXT_LETTERS);
      g_assert_cmpint (g_utf8_strlen (categories, -1), <=, DAYS_TEXT_LETTERS);
      for (const char *p = title; *p != '\0'; p = g_utf8_next_char (p))
        g_assert_true (g_unichar_isprint (g_utf8_get_char (p)));
    }
}

static void
check_line (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (g_unichar_isprint (g_utf8_get_char (p)));
}

static void
check_attendees (GVariantIter *attendees)
{
  const char *texts[6];

  g_assert_cmpuint (g_variant_iter_n_children (attendees), <=, ENTRY_ATTENDEES);
  while (g_variant_iter_next (attendees, "(&s&s&s&s&s&s)", &texts[0], &texts[1], &texts[2],
                              &texts[3], &texts[4], &texts[5]))
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      check_line (texts[i]);
}

/* The third door: the entries as they stand. */
static void
check_entries (const uint8_t *data, size_t size)
{
  g_autofree char *text = copy_of (data, size);
  g_autoptr(GVariant) answer = calendar_entries_read (text, size, &queries[0], &limits);
  g_autoptr(GVariant) entries = g_variant_get_child_value (answer, 3);
  const char *method, *uid, *zone, *title, *place, *comment, *categories;
  GVariantIter iter, *attendees;
  guint line, sequence, flags;
  gint64 stamp, start, end;

  g_assert_true (g_variant_is_of_type (answer, G_VARIANT_TYPE (ENTRIES_WIRE_TYPE)));
  g_assert_true (g_variant_is_normal_form (answer));
  g_variant_iter_init (&iter, entries);
  while (g_variant_iter_next (&iter, "(u&s&suxxxu&s&s&s&s&sa(ssssss))", &line, &method, &uid,
                              &sequence, &stamp, &start, &end, &flags, &zone, &title, &place,
                              &comment, &categories, &attendees))
    {
      g_assert_cmpuint (line, >, 0);
      g_assert_cmpuint (flags, <=, ENTRY_FLAGS);
      g_assert_cmpint ((flags & ENTRY_FLAG_END) != 0, ==, end > start);
      check_line (method);
      check_line (uid);
      check_line (title);
      check_line (place);
      check_line (comment);
      check_line (categories);
      check_attendees (attendees);
      g_variant_iter_free (attendees);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const BusyCalendarQuery *query = &queries[size % G_N_ELEMENTS (queries)];
  g_autofree char *text = copy_of (data, size);
  g_autofree char *again = copy_of (data, size);
  g_autoptr(GVariant) once = calendar_busy_read (text, size, query, &limits);
  g_autoptr(GVariant) twice = calendar_busy_read (again, size, query, &limits);

  check_answer (once, query);
  g_assert_true (g_variant_equal (once, twice));
  check_days (data, size);
  check_entries (data, size);
  return 0;
}
