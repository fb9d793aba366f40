/* A calendar read in this process: parsed, expanded, merged, answered. */
#include "meetings/calendar-busy-internal.h"

#include <libical/ical.h>
#include <string.h>

/* Enough for 500 daily events of three years, and a tenth of what two seconds allow. */
const BusyLimits busy_limits_default = {
  .steps = 4000000,
  .rules = BUSY_CALENDAR_COMPONENTS,
  .intervals = BUSY_CALENDAR_INTERVALS,
};

gboolean
busy_emit (BusyReader *reader, gint64 start, gint64 end, guint flags, guint line)
{
  BusyWireInterval interval = { MAX (start, reader->from), MIN (end, reader->to), flags,
                                reader->names_days ? reader->emitting : 0 };

  if (interval.start >= interval.end)
    return TRUE;
  if (reader->intervals->len >= reader->limits.intervals)
    return busy_refuse (reader, BUSY_MANY_INTERVALS, line, 0);
  g_array_append_val (reader->intervals, interval);
  return TRUE;
}

/* --- merging ------------------------------------------------------------------------------- */

/* From the kind that swallows others to the one that is swallowed by all. */
static guint
rank (guint flags)
{
  return (flags & BUSY_FLAG_TENTATIVE ? 2 : 0) + (flags & BUSY_FLAG_ALL_DAY ? 0 : 1);
}

static int
interval_compare (gconstpointer a, gconstpointer b)
{
  const BusyWireInterval *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  if (left->end != right->end)
    return left->end > right->end ? -1 : 1;
  return (int) rank (left->flags) - (int) rank (right->flags);
}

/* Of each kind the last interval that was kept: those that start earlier are over or merged. */
typedef struct
{
  BusyWireInterval *last[4];
} Sweep;

/* Whether a kind that swallows this one holds all of it. */
static gboolean
is_inside (const Sweep *sweep, const BusyWireInterval *interval)
{
  for (guint i = 0; i < rank (interval->flags); i++)
    if (sweep->last[i] != NULL && sweep->last[i]->start <= interval->start &&
        sweep->last[i]->end >= interval->end)
      return TRUE;
  return FALSE;
}

/* Merges those of one kind, which stand in order. */
static void
merge_kind (const BusyWireInterval *sorted, guint count, guint kind, GArray *merged)
{
  gint64 last = -1;

  for (guint i = 0; i < count; i++)
    {
      BusyWireInterval *before =
          last < 0 ? NULL : &g_array_index (merged, BusyWireInterval, (guint) last);

      if (rank (sorted[i].flags) != kind)
        continue;
      if (before != NULL && sorted[i].start <= before->end)
        {
          before->end = MAX (before->end, sorted[i].end);
          continue;
        }
      g_array_append_val (merged, sorted[i]);
      last = merged->len - 1;
    }
}

void
busy_merge (GArray *intervals)
{
  g_autoptr(GArray) merged = g_array_new (FALSE, FALSE, sizeof (BusyWireInterval));
  Sweep sweep = { { NULL } };

  g_array_sort (intervals, interval_compare);
  for (guint kind = 0; kind < 4; kind++)
    merge_kind ((BusyWireInterval *) (gpointer) intervals->data, intervals->len, kind, merged);
  g_array_sort (merged, interval_compare);
  g_array_set_size (intervals, 0);
  for (guint i = 0; i < merged->len; i++)
    {
      BusyWireInterval *interval = &g_array_index (merged, BusyWireInterval, i);

      if (is_inside (&sweep, interval))
        continue;
      sweep.last[rank (interval->flags)] = interval;
      g_array_append_val (intervals, *interval);
    }
}

/* --- reading ------------------------------------------------------------------------------- */

void
busy_reader_init (BusyReader *reader, const BusyCalendarQuery *query, const BusyLimits *limits)
{
  *reader = (BusyReader){
    .from = query->from,
    .to = query->to,
    .limits = *limits,
    .owner = query->address,
    .zone_is_meant = query->zone_is_meant,
  };
  reader->zones = busy_zones_new (query->zone, query->country);
  reader->events = g_ptr_array_new_with_free_func ((GDestroyNotify) busy_event_free);
  reader->intervals = g_array_new (FALSE, FALSE, sizeof (BusyWireInterval));
  icalerror_set_errors_are_fatal (0);
}

void
busy_reader_clear (BusyReader *reader)
{
  g_ptr_array_unref (reader->events);
  g_array_unref (reader->intervals);
  busy_zones_free (reader->zones);
}

gboolean
busy_reader_run (BusyReader *reader, char *text, gsize length)
{
  if (length > BUSY_CALENDAR_BYTES)
    return busy_refuse (reader, BUSY_TOO_LARGE, 0, 0);
  return busy_parse (reader, text, length) && busy_expand (reader);
}

static void
add_count (GVariantBuilder *notices, BusyNoticeKind kind, guint count)
{
  if (count > 0)
    g_variant_builder_add (notices, "(usus)", kind, "", count, "");
}

void
busy_notices (BusyReader *reader, GVariantBuilder *notices)
{
  busy_zones_notices (reader->zones, notices);
  add_count (notices, BUSY_NOTICE_BAD_LINES, reader->bad_lines);
  add_count (notices, BUSY_NOTICE_BROKEN, reader->counts[BUSY_COUNT_BROKEN]);
}

static GVariant *
answer (BusyReader *reader)
{
  GVariantBuilder notices;
  gboolean good = reader->refusal == BUSY_ACCEPTED;

  g_variant_builder_init (&notices, G_VARIANT_TYPE ("a(usus)"));
  if (good)
    busy_notices (reader, &notices);
  return g_variant_new (
      "(uuu@au@a(xxu)a(usus))", (guint) reader->refusal, reader->refusal_line,
      (guint) reader->refusal_property,
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, reader->counts, N_BUSY_COUNTS,
                                 sizeof (guint32)),
      g_variant_new_fixed_array (G_VARIANT_TYPE ("(xxu)"), reader->intervals->data,
                                 good ? reader->intervals->len : 0, sizeof (BusyWireInterval)),
      &notices);
}

GVariant *
calendar_busy_read (char *text, gsize length, const BusyCalendarQuery *query,
                    const BusyLimits *limits)
{
  BusyReader reader;
  GVariant *result;

  busy_reader_init (&reader, query, limits);
  if (busy_reader_run (&reader, text, length))
    {
      reader.counts[BUSY_COUNT_BUSY] = reader.intervals->len;
      busy_merge (reader.intervals);
    }
  result = g_variant_ref_sink (answer (&reader));
  busy_reader_clear (&reader);
  return result;
}
