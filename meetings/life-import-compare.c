/* Meetings of the past against the record and against each other. */
#include "core/clock.h"
#include "core/date.h"
#include "core/message.h"
#include "core/setting.h"
#include "meetings/life-import-internal.h"
#include "meetings/place.h"

#include <string.h>

/* What the rows are held against. */
typedef struct
{
  Db *db;
  const char *lang;
  MeetingImport *import;
  GPtrArray *record;  /* (element-type Meeting): of the body, by their start */
  GHashTable *by_uid; /* UID to Meeting */
  gboolean council;
  gboolean through; /* regular and extraordinary meetings are numbered together */
} Compare;

static void
compare_clear (Compare *compare)
{
  g_clear_pointer (&compare->record, g_ptr_array_unref);
  g_clear_pointer (&compare->by_uid, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Compare, compare_clear)

/* Whether it sat, or will: a request or a cancelled meeting takes no day. */
static gboolean
takes_its_day (const Meeting *meeting)
{
  return meeting_has_date (meeting) && !meeting_is (meeting, MEETING_CANCELLED) &&
         !meeting_is (meeting, MEETING_REFUSED) && !meeting_is (meeting, MEETING_REQUESTED);
}

static gboolean
load_uids (Compare *compare, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (compare->db, "SELECT uid, meeting FROM imported_meeting", error, "");

  for (guint i = 0; i < compare->record->len; i++)
    {
      Meeting *meeting = g_ptr_array_index (compare->record, i);
      char *uid = meeting_uid (compare->db, meeting, error);

      if (uid == NULL)
        return FALSE;
      g_hash_table_insert (compare->by_uid, uid, meeting);
      for (guint j = 0; rows != NULL && j < rows->len; j++)
        {
          const DbRow *row = g_ptr_array_index (rows, j);

          if (g_str_equal (row_text (row, "meeting"), meeting->id))
            g_hash_table_insert (compare->by_uid, row_copy (row, "uid"), meeting);
        }
    }
  return rows != NULL;
}

static gboolean
compare_open (Compare *compare, GError **error)
{
  g_autofree char *numbering = setting_get (compare->db, "numbering", error);
  gint64 council = db_number (compare->db, "SELECT count(*) FROM council WHERE id = ?", error,
                              "s", compare->import->body);

  if (numbering == NULL || council < 0)
    return FALSE;
  compare->council = council > 0;
  compare->through = g_str_equal (numbering, "through");
  compare->by_uid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compare->record = meeting_list (compare->db, compare->import->body, error);
  return compare->record != NULL && load_uids (compare, error);
}

/* --- the same meeting ------------------------------------------------------------------------ */

static void
first_day (const MeetingImportRow *row, GDate *date)
{
  instant_local_date (row->starts, row->zone, date);
}

static void
last_day (const MeetingImportRow *row, GDate *date)
{
  g_autoptr(GDateTime) last = g_date_time_add_seconds (row->ends, -1);

  instant_local_date (last, row->zone, date);
}

/* The meeting on record that the row speaks of: by UID, else by kind and first day. */
static const Meeting *
find_same (const Compare *compare, const MeetingImportRow *row)
{
  const Meeting *meeting = row->uid ? g_hash_table_lookup (compare->by_uid, row->uid) : NULL;
  GDate wanted;

  if (meeting != NULL)
    return meeting;
  first_day (row, &wanted);
  for (guint i = 0; i < compare->record->len; i++)
    {
      GDate day;

      meeting = g_ptr_array_index (compare->record, i);
      if (!takes_its_day (meeting) || !g_str_equal (meeting->kind, row->kind))
        continue;
      meeting_first_day (meeting, &day);
      if (g_date_compare (&day, &wanted) == 0)
        return meeting;
    }
  return NULL;
}

/* --- what differs ---------------------------------------------------------------------------- */

static void
differ (const Compare *compare, MeetingImportRow *row, const char *what, const char *here,
        const char *there)
{
  g_autofree char *before = row->why;
  g_autofree char *difference =
      tr_fill (compare->lang, N_ ("{what:tr}: on record {here}, in the file {there}"), "what",
               what, "here", here, "there", there, NULL);

  row->state = MEETING_IMPORT_DIFFERENT;
  row->why =
      before ? g_strdup_printf ("%s; %s", before, difference) : g_steal_pointer (&difference);
}

static void
differ_days (const Compare *compare, MeetingImportRow *row, const Meeting *meeting)
{
  GDate here_first, here_last, first, last;
  g_autofree char *here = NULL, *there = NULL;

  meeting_first_day (meeting, &here_first);
  meeting_last_day (meeting, &here_last);
  first_day (row, &first);
  last_day (row, &last);
  here = language_date_range (compare->lang, &here_first, &here_last);
  there = language_date_range (compare->lang, &first, &last);
  if (!g_str_equal (here, there))
    differ (compare, row, N_ ("date"), here, there);
  else if (!meeting->all_day && !row->all_day &&
           !g_date_time_equal (meeting->starts, row->starts))
    {
      g_autofree char *clock_here = place_local (meeting, compare->lang);
      g_autofree char *clock =
          place_when (row->starts, row->zone, row->all_day, compare->lang);

      differ (compare, row, N_ ("time"), clock_here, clock);
    }
}

static void
differ_host (const Compare *compare, MeetingImportRow *row, const Meeting *meeting)
{
  g_autofree char *here = NULL, *there = NULL;

  if (row->host == NULL || g_strcmp0 (meeting->host, row->host) == 0)
    return;
  here = place_party_name (compare->db, meeting->host, compare->lang, CASE_NOMINATIVE);
  there = place_party_name (compare->db, row->host, compare->lang, CASE_NOMINATIVE);
  differ (compare, row, N_ ("host"), here, there);
}

static void
differ_number (const Compare *compare, MeetingImportRow *row, const Meeting *meeting)
{
  g_autofree char *here = g_strdup_printf ("%" G_GINT64_FORMAT, meeting->ordinal);
  g_autofree char *there = g_strdup_printf ("%" G_GINT64_FORMAT, row->number);

  if (row->numbered && meeting->ordinal > 0 && meeting->ordinal != row->number)
    differ (compare, row, N_ ("number"), here, there);
}

/* Holds the row against the meeting that it speaks of. */
static void
compare_same (const Compare *compare, MeetingImportRow *row, const Meeting *meeting)
{
  g_clear_pointer (&row->ref, g_free);
  row->ref = g_strdup (meeting->ref);
  row->state = MEETING_IMPORT_SAME;
  if (!meeting_has_date (meeting) || !takes_its_day (meeting))
    {
      import_refuse (compare->lang, row, N_ ("meeting {ref} is {state:tr} here"), "ref",
                     meeting->ref, "state", meeting->state, NULL);
      return;
    }
  differ_days (compare, row, meeting);
  differ_host (compare, row, meeting);
  differ_number (compare, row, meeting);
  if (row->number == 0)
    row->number = meeting->ordinal;
}

/* --- new ones -------------------------------------------------------------------------------- */

static gboolean
in_series (const Compare *compare, const char *kind, const char *other)
{
  return compare->through || g_str_equal (kind, other);
}

static void
check_past (const Compare *compare, MeetingImportRow *row)
{
  g_autoptr(GDateTime) now = clock_now ();

  if (g_date_time_compare (row->ends, now) > 0)
    import_refuse (compare->lang, row,
                   N_ ("it is not over yet (see 'council meeting schedule')"), NULL);
  else if (compare->council && row->host == NULL)
    import_refuse (compare->lang, row,
                   N_ ("who hosted it? Neither a host nor a capital is named (see --host)"),
                   NULL);
}

static void
check_day_is_free (const Compare *compare, MeetingImportRow *row)
{
  for (guint i = 0; i < compare->record->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (compare->record, i);

      if (takes_its_day (meeting) && g_date_time_compare (meeting->starts, row->ends) < 0 &&
          g_date_time_compare (meeting->ends, row->starts) > 0)
        import_refuse (compare->lang, row, N_ ("meeting {ref} sat then"), "ref", meeting->ref,
                       NULL);
    }
}

/* One that stands before @row in the file and says the same, or sat at the same time. */
static void
check_double (const Compare *compare, MeetingImportRow *row, guint at)
{
  for (guint i = 0; i < at; i++)
    {
      const MeetingImportRow *other = g_ptr_array_index (compare->import->rows, i);
      g_autofree char *line = g_strdup_printf ("%u", other->line);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, row->number);

      if (row->uid != NULL && g_strcmp0 (other->uid, row->uid) == 0)
        import_refuse (compare->lang, row, N_ ("it stands twice in the file: see line {line}"),
                       "line", line, NULL);
      if (other->state == MEETING_IMPORT_REFUSED)
        continue;
      if (g_date_time_compare (other->starts, row->ends) < 0 &&
          g_date_time_compare (other->ends, row->starts) > 0)
        import_refuse (compare->lang, row, N_ ("it stands twice in the file: see line {line}"),
                       "line", line, NULL);
      else if (row->numbered && other->numbered && row->number == other->number &&
               in_series (compare, row->kind, other->kind))
        import_refuse (compare->lang, row,
                       N_ ("number {number} stands twice in the file: see line {line}"),
                       "number", number, "line", line, NULL);
    }
}

static void
compare_row (const Compare *compare, MeetingImportRow *row, guint at)
{
  const Meeting *same;

  check_double (compare, row, at);
  if (row->state == MEETING_IMPORT_REFUSED)
    return;
  same = find_same (compare, row);
  if (same != NULL)
    {
      compare_same (compare, row, same);
      return;
    }
  check_past (compare, row);
  check_day_is_free (compare, row);
}

/* --- numbers --------------------------------------------------------------------------------- */

static const Meeting *
numbered_on_record (const Compare *compare, const MeetingImportRow *row)
{
  for (guint i = 0; i < compare->record->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (compare->record, i);

      if (meeting->ordinal == row->number && in_series (compare, meeting->kind, row->kind))
        return meeting;
    }
  return NULL;
}

/* The highest number of the series before @row, in the record or among the new ones. */
static gint64
number_before (const Compare *compare, GPtrArray *sorted, const MeetingImportRow *row)
{
  gint64 number = 0;

  for (guint i = 0; i < compare->record->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (compare->record, i);

      if (meeting_has_date (meeting) && in_series (compare, meeting->kind, row->kind) &&
          g_date_time_compare (meeting->starts, row->starts) < 0)
        number = MAX (number, meeting->ordinal);
    }
  for (guint i = 0; i < sorted->len; i++)
    {
      const MeetingImportRow *other = g_ptr_array_index (sorted, i);

      if (other != row && other->state == MEETING_IMPORT_NEW &&
          in_series (compare, other->kind, row->kind) &&
          g_date_time_compare (other->starts, row->starts) < 0)
        number = MAX (number, other->number);
    }
  return number;
}

static void
give_number (const Compare *compare, GPtrArray *sorted, MeetingImportRow *row)
{
  g_autofree char *number = NULL;
  const Meeting *taken;

  if (!row->numbered)
    row->number = number_before (compare, sorted, row) + 1;
  taken = numbered_on_record (compare, row);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, row->number);
  if (taken == NULL)
    return;
  import_refuse (compare->lang, row,
                 row->numbered
                     ? N_ ("number {number} is that of meeting {ref}")
                     : N_ ("which number has it? By its date it would be {number}, which is "
                           "that of meeting {ref} (tell it in the file)"),
                 "number", number, "ref", taken->ref, NULL);
}

/* A number that falls while the dates rise is told: it may be right. */
static void
tell_disorder (const Compare *compare, GPtrArray *sorted)
{
  for (guint i = 0; i < sorted->len; i++)
    {
      const MeetingImportRow *row = g_ptr_array_index (sorted, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, row->number);
      g_autofree char *line = g_strdup_printf ("%u", row->line);

      if (row->state == MEETING_IMPORT_NEW && row->numbered &&
          number_before (compare, sorted, row) > row->number)
        g_ptr_array_add (compare->import->notices,
                         tr_fill (compare->lang,
                                  N_ ("line {line}: number {number} is lower than that of a "
                                      "meeting before it"),
                                  "line", line, "number", number, NULL));
    }
}

static int
start_compare (gconstpointer a, gconstpointer b)
{
  const MeetingImportRow *one = *(const MeetingImportRow *const *) a;
  const MeetingImportRow *two = *(const MeetingImportRow *const *) b;

  return g_date_time_compare (one->starts, two->starts);
}

GPtrArray *
import_new_ones (const MeetingImport *import)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < import->rows->len; i++)
    {
      MeetingImportRow *row = g_ptr_array_index (import->rows, i);

      if (row->state == MEETING_IMPORT_NEW)
        g_ptr_array_add (list, row);
    }
  g_ptr_array_sort (list, start_compare);
  return list;
}

/* --- the whole ------------------------------------------------------------------------------- */

static void
count (MeetingImport *import)
{
  memset (import->counts, 0, sizeof import->counts);
  for (guint i = 0; i < import->rows->len; i++)
    import->counts[((MeetingImportRow *) g_ptr_array_index (import->rows, i))->state]++;
}

gboolean
import_compare (Db *db, MeetingImport *import, GError **error)
{
  g_auto(Compare) compare = { .db = db, .lang = import->lang, .import = import };
  g_autoptr(GPtrArray) sorted = NULL;

  if (!compare_open (&compare, error))
    return FALSE;
  for (guint i = 0; i < import->rows->len; i++)
    {
      MeetingImportRow *row = g_ptr_array_index (import->rows, i);

      if (row->state != MEETING_IMPORT_REFUSED)
        compare_row (&compare, row, i);
    }
  sorted = import_new_ones (import);
  for (guint i = 0; i < sorted->len; i++)
    give_number (&compare, sorted, g_ptr_array_index (sorted, i));
  tell_disorder (&compare, sorted);
  count (import);
  return TRUE;
}
