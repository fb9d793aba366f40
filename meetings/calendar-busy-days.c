/* A list of days off read in this process, by the reader of busy calendars and in its bounds:
 * whole days with their titles. */
#include "meetings/calendar-busy-internal.h"

static const char *
or_empty (const char *text)
{
  return text ? text : "";
}

/* The reader's zone is UTC, so that midnights are whole days since 1970. */
static void
add_stretch (const BusyReader *reader, GVariantBuilder *stretches,
             const BusyWireInterval *interval)
{
  const BusyEvent *event = g_ptr_array_index (reader->events, interval->padding);

  g_variant_builder_add (stretches, "(xxuss)", interval->start / BUSY_DAY,
                         (interval->end - 1) / BUSY_DAY, interval->flags & BUSY_FLAG_TENTATIVE,
                         or_empty (event->title), or_empty (event->categories));
}

/* How many events have hours: each counts once, however often it recurs. */
static guint
count_hours (const BusyReader *reader)
{
  guint count = 0;

  for (guint i = 0; i < reader->events->len; i++)
    {
      const BusyEvent *event = g_ptr_array_index (reader->events, i);

      count += event->has_start && !event->when.start.is_date;
    }
  return count;
}

static int
stretch_compare (gconstpointer a, gconstpointer b)
{
  const BusyWireInterval *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end < right->end ? -1 : 1;
  return (left->padding > right->padding) - (left->padding < right->padding);
}

GVariant *
calendar_days_read (char *text, gsize length, const BusyCalendarQuery *query,
                    const BusyLimits *limits)
{
  GVariantBuilder stretches;
  BusyReader reader;
  GVariant *result;
  guint count = 0;
  gboolean good;

  busy_reader_init (&reader, query, limits);
  reader.names_days = reader.zone_is_meant = TRUE;
  good = busy_reader_run (&reader, text, length);
  g_array_sort (reader.intervals, stretch_compare);
  g_variant_builder_init (&stretches, G_VARIANT_TYPE ("a(xxuss)"));
  for (guint i = 0; good && i < reader.intervals->len; i++)
    {
      const BusyWireInterval *interval =
          &g_array_index (reader.intervals, BusyWireInterval, i);

      if (!(interval->flags & BUSY_FLAG_ALL_DAY))
        continue;
      if (++count > DAYS_STRETCHES)
        good = busy_refuse (&reader, BUSY_MANY_INTERVALS, 0, 0);
      else
        add_stretch (&reader, &stretches, interval);
    }
  result = g_variant_ref_sink (
      g_variant_new ("(uuuuua(xxuss))", (guint) reader.refusal, reader.refusal_line,
                     (guint) reader.refusal_property, reader.counts[BUSY_COUNT_EVENTS],
                     count_hours (&reader), &stretches));
  busy_reader_clear (&reader);
  return result;
}
