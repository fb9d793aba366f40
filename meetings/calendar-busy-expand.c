/* Recurrence sets (RFC 5545, 3.8.5): DTSTART, RRULE and RDATE, less EXRULE and EXDATE, each
 * instance replaced by what has its RECURRENCE-ID. */
#include "meetings/calendar-busy-internal.h"

/* How far a civil time may be from the same figures in UTC. */
#define SLACK (2 * BUSY_DAY)

/* The events of one UID, when there are several, or one that recurs. */
typedef struct
{
  GPtrArray *masters;   /* (element-type BusyEvent) */
  GPtrArray *overrides; /* (element-type BusyEvent) */
} Series;

/* An instance before it was looked at. */
typedef struct
{
  gint64 start;           /* UTC */
  gint64 local;           /* in the master's zone */
  const BusyPeriod *when; /* (nullable): of its own, from RDATE */
} Instance;

/* What takes instances of a series out. */
typedef struct
{
  GHashTable *instants; /* (element-type gint64): UTC; local midnight in whole days */
  GHashTable *dates;    /* (element-type gint64): local midnight */
  GHashTable *excluded; /* (element-type gint64): local, of EXRULE */
  GPtrArray *ranges;    /* (element-type BusyEvent): THISANDFUTURE, by RECURRENCE-ID */
} Filter;

static gint64
midnight (gint64 local)
{
  gint64 rest = local % BUSY_DAY;

  return local - rest - (rest < 0 ? BUSY_DAY : 0);
}

/* --- does it block its time? --------------------------------------------------------------- */

/* What the owner declined is free.  Then Outlook's status decides, then TRANSP, then STATUS
 * (MS-OXCICAL 2.1.3.1.1.20). */
static gboolean
event_is_busy (const BusyReader *reader, const BusyEvent *event, guint *flags)
{
  *flags = event->when.start.is_date ? BUSY_FLAG_ALL_DAY : 0;
  if (event->status_tentative || event->answer == BUSY_ANSWER_TENTATIVE ||
      event->outlook_status == BUSY_OUTLOOK_TENTATIVE)
    *flags |= BUSY_FLAG_TENTATIVE;
  if (reader->names_days)
    return !event->cancelled;
  if (event->cancelled || event->answer == BUSY_ANSWER_DECLINED ||
      event->outlook_status == BUSY_OUTLOOK_FREE)
    return FALSE;
  return event->outlook_status >= 0 || !event->transparent;
}

/* A whole day without an end is one day; so is one that ends on the day it starts, as some
 * write it.  Hours without an end take no time. */
static gint64
event_end (const BusyEvent *event, gint64 start, gint64 local)
{
  const BusyPeriod *when = &event->when;
  gint64 days = 1;

  if (!when->start.is_date)
    return busy_period_end (when, start, local, when->start.zone);
  if (when->kind == BUSY_HAS_END)
    days = (midnight (when->end.local + (when->end.is_date ? 0 : BUSY_DAY - 1)) -
            when->start.local) /
           BUSY_DAY;
  else if (when->kind == BUSY_HAS_LENGTH)
    days = when->length.days + (when->length.seconds + BUSY_DAY - 1) / BUSY_DAY;
  return busy_zone_to_utc (when->start.zone, local + MAX (days, 1) * BUSY_DAY);
}

static gboolean
event_emit (BusyReader *reader, const BusyEvent *event, gint64 start, gint64 local)
{
  guint flags;

  reader->emitting = event->number;
  return !event_is_busy (reader, event, &flags) ||
         busy_emit (reader, start, event_end (event, start, local), flags, event->line);
}

/* --- what takes instances out -------------------------------------------------------------- */

static GHashTable *
times_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
times_add (GHashTable *times, gint64 time)
{
  g_hash_table_add (times, g_memdup2 (&time, sizeof time));
}

/* The date of an exception to whole days: the one on its own wall, UTC on the person's. */
static gint64
date_of (const BusyTime *time, BusyZone *own, const BusyZone *utc)
{
  return midnight (time->zone == utc ? busy_zone_to_local (own, time->local) : time->local);
}

static void
filter_add (BusyReader *reader, Filter *filter, const BusyEvent *master, const BusyTime *time)
{
  if (master->when.start.is_date)
    times_add (filter->dates,
               date_of (time, master->when.start.zone, busy_zones_utc (reader->zones)));
  else if (time->is_date)
    times_add (filter->dates, time->local);
  else
    times_add (filter->instants, busy_time_utc (time));
}

static int
range_compare (gconstpointer a, gconstpointer b)
{
  gint64 left = busy_time_utc (&(*(BusyEvent *const *) a)->recurrence_id);
  gint64 right = busy_time_utc (&(*(BusyEvent *const *) b)->recurrence_id);

  return (left > right) - (left < right);
}

static gboolean
filter_init (BusyReader *reader, Filter *filter, const Series *series, const BusyEvent *master,
             gint64 lower, gint64 upper)
{
  g_autoptr(GArray) locals = g_array_new (FALSE, FALSE, sizeof (gint64));

  filter->instants = times_new ();
  filter->dates = times_new ();
  filter->excluded = times_new ();
  filter->ranges = g_ptr_array_new ();
  for (guint i = 0; master->exceptions != NULL && i < master->exceptions->len; i++)
    filter_add (reader, filter, master, &g_array_index (master->exceptions, BusyTime, i));
  for (guint i = 0; i < series->overrides->len; i++)
    {
      BusyEvent *override = g_ptr_array_index (series->overrides, i);

      filter_add (reader, filter, master, &override->recurrence_id);
      if (override->this_and_future)
        g_ptr_array_add (filter->ranges, override);
    }
  g_ptr_array_sort (filter->ranges, range_compare);
  for (guint i = 0; master->exclusions != NULL && i < master->exclusions->len; i++)
    if (!busy_rule_expand (reader, g_ptr_array_index (master->exclusions, i),
                           &master->when.start, lower, upper, locals))
      return FALSE;
  for (guint i = 0; i < locals->len; i++)
    times_add (filter->excluded, g_array_index (locals, gint64, i));
  return TRUE;
}

static void
filter_clear (Filter *filter)
{
  g_hash_table_unref (filter->instants);
  g_hash_table_unref (filter->dates);
  g_hash_table_unref (filter->excluded);
  g_ptr_array_unref (filter->ranges);
}

static gboolean
filter_takes (const Filter *filter, const Instance *instance)
{
  gint64 date = midnight (instance->local);

  return g_hash_table_contains (filter->instants, &instance->start) ||
         g_hash_table_contains (filter->dates, &date) ||
         g_hash_table_contains (filter->excluded, &instance->local);
}

/* The last THISANDFUTURE that the instance is at or after. */
static const BusyEvent *
filter_range (const Filter *filter, const Instance *instance)
{
  const BusyEvent *found = NULL;

  for (guint i = 0; i < filter->ranges->len; i++)
    {
      const BusyEvent *range = g_ptr_array_index (filter->ranges, i);

      if (busy_time_utc (&range->recurrence_id) > instance->start)
        break;
      found = range;
    }
  return found;
}

/* --- THISANDFUTURE ------------------------------------------------------------------------- */

/* How far it moves the instances, by the wall of its own zone. */
static gint64
range_shift (const BusyEvent *range)
{
  gint64 old =
      range->recurrence_id.is_date
          ? range->recurrence_id.local
          : busy_zone_to_local (range->when.start.zone, busy_time_utc (&range->recurrence_id));

  return range->when.start.local - old;
}

static gboolean
range_emit (BusyReader *reader, const BusyEvent *range, const BusyEvent *master,
            const Instance *instance)
{
  BusyZone *zone = range->when.start.zone;
  gint64 local;

  if (!range->has_start)
    return TRUE; /* the rest is cancelled */
  local = master->when.start.is_date ? instance->local
                                     : busy_zone_to_local (zone, instance->start);
  local += range_shift (range);
  if (range->when.start.is_date)
    local = midnight (local);
  return event_emit (reader, range, busy_zone_to_utc (zone, local), local);
}

/* --- the instances of a master ------------------------------------------------------------- */

/* The longest an instance of the event lasts, in seconds. */
static gint64
event_span (const BusyEvent *event)
{
  gint64 start = event->has_start ? busy_time_utc (&event->when.start) : 0;

  return event->has_start
             ? MAX (0, event_end (event, start, event->when.start.local) - start) + SLACK
             : 0;
}

/* Which local times can have an instance that touches the window. */
static void
reach (const BusyReader *reader, const Series *series, const BusyEvent *master, gint64 *lower,
       gint64 *upper)
{
  *lower = reader->from - event_span (master) - SLACK;
  *upper = reader->to + SLACK;
  for (guint i = 0; i < series->overrides->len; i++)
    {
      const BusyEvent *range = g_ptr_array_index (series->overrides, i);

      if (!range->this_and_future || !range->has_start)
        continue;
      *lower = MIN (*lower, reader->from - event_span (range) - range_shift (range) - SLACK);
      *upper = MAX (*upper, reader->to - range_shift (range) + SLACK);
    }
}

static void
instance_add (GArray *instances, const BusyEvent *master, gint64 local)
{
  Instance instance = { busy_zone_to_utc (master->when.start.zone, local), local, NULL };

  g_array_append_val (instances, instance);
}

/* A date among hours means the event's hour on that date; a time among whole days, its day. */
static void
rdate_add (BusyReader *reader, GArray *instances, const BusyEvent *master,
           const BusyPeriod *date)
{
  const BusyTime *start = &master->when.start;
  BusyZone *zone = start->zone;
  Instance instance = { .when = date->kind == BUSY_NO_END ? NULL : date };

  if (start->is_date && instance.when == NULL)
    instance.local = date_of (&date->start, zone, busy_zones_utc (reader->zones));
  else if (date->start.is_date)
    instance.local = date->start.local + (start->local - midnight (start->local));
  else
    instance.local = busy_zone_to_local (zone, busy_time_utc (&date->start));
  instance.start = instance.when == NULL && (start->is_date || date->start.is_date)
                       ? busy_zone_to_utc (zone, instance.local)
                       : busy_time_utc (&date->start);
  g_array_append_val (instances, instance);
}

static int
instance_compare (gconstpointer a, gconstpointer b)
{
  const Instance *left = a, *right = b;

  if (left->start != right->start)
    return left->start < right->start ? -1 : 1;
  return (right->when != NULL) - (left->when != NULL); /* a period knows its end */
}

static gboolean
instances_list (BusyReader *reader, const BusyEvent *master, gint64 lower, gint64 upper,
                GArray *instances)
{
  g_autoptr(GArray) locals = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; master->rules != NULL && i < master->rules->len; i++)
    if (!busy_rule_expand (reader, g_ptr_array_index (master->rules, i), &master->when.start,
                           lower, upper, locals))
      return FALSE;
  instance_add (instances, master, master->when.start.local);
  for (guint i = 0; i < locals->len; i++)
    instance_add (instances, master, g_array_index (locals, gint64, i));
  for (guint i = 0; master->dates != NULL && i < master->dates->len; i++)
    rdate_add (reader, instances, master, &g_array_index (master->dates, BusyPeriod, i));
  g_array_sort (instances, instance_compare);
  return TRUE;
}

static gboolean
instance_emit (BusyReader *reader, const Filter *filter, const BusyEvent *master,
               const Instance *instance)
{
  const BusyEvent *range = filter_range (filter, instance);
  guint flags;

  if (range != NULL)
    return range_emit (reader, range, master, instance);
  if (instance->when == NULL)
    return event_emit (reader, master, instance->start, instance->local);
  if (!event_is_busy (reader, master, &flags))
    return TRUE;
  reader->emitting = master->number;
  return busy_emit (reader, instance->start,
                    busy_period_end (instance->when, instance->start,
                                     instance->when->start.local, instance->when->start.zone),
                    flags & ~BUSY_FLAG_ALL_DAY, master->line);
}

static gboolean
master_expand (BusyReader *reader, const Series *series, const BusyEvent *master)
{
  g_autoptr(GArray) instances = g_array_new (FALSE, FALSE, sizeof (Instance));
  Filter filter;
  gint64 lower, upper;
  gboolean done;

  reach (reader, series, master, &lower, &upper);
  done = filter_init (reader, &filter, series, master, lower, upper) &&
         instances_list (reader, master, lower, upper, instances);
  for (guint i = 0; done && i < instances->len; i++)
    {
      const Instance *instance = &g_array_index (instances, Instance, i);

      if (i > 0 && g_array_index (instances, Instance, i - 1).start == instance->start)
        continue;
      if (!filter_takes (&filter, instance))
        done = instance_emit (reader, &filter, master, instance);
    }
  filter_clear (&filter);
  return done;
}

/* --- series -------------------------------------------------------------------------------- */

/* Which of two revisions is the newer (RFC 5546, 2.1.5): 0 when they do not say. */
static int
revision_compare (const BusyEvent *a, const BusyEvent *b)
{
  if (a->sequence != b->sequence)
    return a->sequence < b->sequence ? -1 : 1;
  return (a->stamp > b->stamp) - (a->stamp < b->stamp);
}

/* Leaves the newest revision.  Two of the same are two events with one UID, as some write. */
static void
masters_pick (GPtrArray *masters)
{
  const BusyEvent *newest = NULL;
  guint kept = 0;

  for (guint i = 0; i < masters->len; i++)
    {
      const BusyEvent *event = g_ptr_array_index (masters, i);

      if (i == 0 || revision_compare (event, newest) > 0)
        newest = event;
    }
  for (guint i = 0; i < masters->len; i++)
    if (revision_compare (g_ptr_array_index (masters, i), newest) == 0)
      g_ptr_array_index (masters, kept++) = g_ptr_array_index (masters, i);
  g_ptr_array_set_size (masters, kept);
}

/* Leaves the newest revision of each instance; of two of the same the later in the file. */
static void
overrides_pick (Series *series)
{
  g_autoptr(GHashTable) newest =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer event;

  for (guint i = 0; i < series->overrides->len; i++)
    {
      BusyEvent *override = g_ptr_array_index (series->overrides, i);
      gint64 key =
          busy_time_utc (&override->recurrence_id) * 2 + override->recurrence_id.is_date;
      const BusyEvent *other = g_hash_table_lookup (newest, &key);

      if (other == NULL || revision_compare (override, other) >= 0)
        g_hash_table_replace (newest, g_memdup2 (&key, sizeof key), override);
    }
  g_ptr_array_set_size (series->overrides, 0);
  g_hash_table_iter_init (&iter, newest);
  while (g_hash_table_iter_next (&iter, NULL, &event))
    g_ptr_array_add (series->overrides, event);
}

static gboolean
override_emit (BusyReader *reader, const BusyEvent *event)
{
  return !event->has_start || event_emit (reader, event, busy_time_utc (&event->when.start),
                                          event->when.start.local);
}

static gboolean
series_expand (BusyReader *reader, Series *series)
{
  masters_pick (series->masters);
  if (series->overrides->len > 1)
    overrides_pick (series);
  for (guint i = 0; i < series->masters->len; i++)
    if (!master_expand (reader, series, g_ptr_array_index (series->masters, i)))
      return FALSE;
  for (guint i = 0; i < series->overrides->len; i++)
    if (!override_emit (reader, g_ptr_array_index (series->overrides, i)))
      return FALSE;
  return TRUE;
}

/* Most events stand alone and do not recur: they need no tables. */
static gboolean
uid_expand (BusyReader *reader, BusyEvent *first)
{
  Series series;
  gboolean done;

  if (first->next == NULL && first->rules == NULL && first->dates == NULL &&
      first->exceptions == NULL && first->exclusions == NULL)
    return override_emit (reader, first);
  series.masters = g_ptr_array_new ();
  series.overrides = g_ptr_array_new ();
  for (BusyEvent *event = first; event != NULL; event = event->next)
    g_ptr_array_add (event->has_recurrence_id ? series.overrides : series.masters, event);
  done = series_expand (reader, &series);
  g_ptr_array_unref (series.masters);
  g_ptr_array_unref (series.overrides);
  return done;
}

/* --- the file ------------------------------------------------------------------------------ */

static gboolean
event_ends_before_start (const BusyEvent *event)
{
  return event->when.kind == BUSY_HAS_END &&
         busy_time_utc (&event->when.end) < busy_time_utc (&event->when.start);
}

/* Counts the event under what becomes of it.  %FALSE when it is no use at all. */
static gboolean
event_count (BusyReader *reader, const BusyEvent *event)
{
  guint flags;

  if (event->rules != NULL || event->dates != NULL)
    reader->counts[BUSY_COUNT_RECURRING]++;
  if (!event->has_start || event_ends_before_start (event))
    {
      /* A cancelled instance need not say when it was. */
      if (event->has_recurrence_id && event->cancelled)
        {
          reader->counts[BUSY_COUNT_FREE]++;
          return TRUE;
        }
      reader->counts[BUSY_COUNT_BROKEN]++;
      return FALSE;
    }
  if (!event_is_busy (reader, event, &flags))
    reader->counts[BUSY_COUNT_FREE]++;
  return TRUE;
}

/* Hangs the event behind the first one of its UID, or makes it the first. */
static void
event_file (GHashTable *by_uid, GPtrArray *firsts, BusyEvent *event)
{
  BusyEvent *first = event->uid ? g_hash_table_lookup (by_uid, event->uid) : NULL;

  event->last = event;
  if (first != NULL)
    {
      first->last->next = event;
      first->last = event;
      return;
    }
  g_ptr_array_add (firsts, event);
  if (event->uid != NULL)
    g_hash_table_insert (by_uid, (char *) event->uid, event);
}

gboolean
busy_expand (BusyReader *reader)
{
  g_autoptr(GHashTable) by_uid = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) firsts = g_ptr_array_new ();

  for (guint i = 0; i < reader->events->len; i++)
    {
      BusyEvent *event = g_ptr_array_index (reader->events, i);

      if (event_count (reader, event))
        event_file (by_uid, firsts, event);
    }
  for (guint i = 0; i < firsts->len; i++)
    if (!uid_expand (reader, g_ptr_array_index (firsts, i)))
      return FALSE;
  return TRUE;
}
