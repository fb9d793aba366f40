/* Meetings of the past, as a calendar tells them. */
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "meetings/busy-calendar-entries.h"
#include "meetings/busy-calendar.h"
#include "meetings/life-internal.h"
#include "meetings/life-import-internal.h"

/* A time that no zone tells is one of the venue's clock. */
static GDateTime *
entry_instant (ImportReading *reading, MeetingImportRow *row, const CalendarEntry *entry,
               gint64 second)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (second);
  g_autofree char *local = NULL;
  GDateTime *instant;

  if (!entry->floating)
    return g_steal_pointer (&time);
  local = g_date_time_format (time, "%Y-%m-%dT%H:%M");
  instant = instant_from_local (local, row->zone, "00:00", &problem);
  if (instant == NULL)
    import_refuse_error (reading->lang, row, &problem);
  return instant;
}

static gboolean
entry_times (ImportReading *reading, MeetingImportRow *row, const CalendarEntry *entry,
             GError **error)
{
  row->all_day = entry->all_day;
  row->starts = entry_instant (reading, row, entry, entry->start);
  if (row->starts == NULL)
    return TRUE;
  if (entry->has_end)
    row->ends = entry_instant (reading, row, entry, entry->end);
  else if (entry->all_day)
    row->ends = entry_instant (reading, row, entry, entry->start + (gint64) 24 * 60 * 60);
  else
    {
      row->ends = life_end_after (reading->db, row->starts, row->zone, 1, error);
      return row->ends != NULL;
    }
  return TRUE;
}

static void
check_entry (ImportReading *reading, MeetingImportRow *row, const CalendarEntry *entry)
{
  const char *lang = reading->lang;

  if (entry->recurs)
    import_refuse (lang, row, N_ ("it recurs: a meeting of the past stands by itself"), NULL);
  else if (entry->cancelled)
    import_refuse (lang, row, N_ ("it was cancelled"), NULL);
  else if (!entry->has_start)
    import_refuse (lang, row, N_ ("it has no date"), NULL);
  else if (entry->broken)
    import_refuse (lang, row, N_ ("it ends before it begins"), NULL);
}

static void
entry_kind (ImportReading *reading, MeetingImportRow *row, const CalendarEntry *entry)
{
  const char *kind = import_kind (entry->title);

  if (kind == NULL)
    kind = import_kind (entry->categories);
  if (kind == NULL)
    kind = reading->query->kind;
  if (kind != NULL)
    row->kind =
        g_str_equal (kind, MEETING_EXTRAORDINARY) ? MEETING_EXTRAORDINARY : MEETING_REGULAR;
  row->number = import_title_number (entry->title);
  row->numbered = row->number > 0;
}

static gboolean
read_entry (ImportReading *reading, const CalendarEntry *entry, GError **error)
{
  MeetingImportRow *row = import_row_new (reading, entry->line);

  row->title = import_clean (reading, row, entry->title, N_ ("title"));
  row->uid = *entry->uid ? g_strdup (entry->uid) : NULL;
  entry_kind (reading, row, entry);
  check_entry (reading, row, entry);
  if (!import_place (reading, row, entry->place, error))
    return FALSE;
  if (row->state == MEETING_IMPORT_REFUSED)
    return TRUE;
  if (!import_complete (reading, row, entry->zone, error))
    return FALSE;
  return row->state == MEETING_IMPORT_REFUSED || entry_times (reading, row, entry, error);
}

gboolean
import_read_calendar (ImportReading *reading, GBytes *bytes, GError **error)
{
  g_autoptr(GPtrArray) notices = NULL;
  g_autoptr(GPtrArray) entries = calendar_entries_take (bytes, &notices, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const CalendarEntry *entry = g_ptr_array_index (entries, i);

      if (!import_is_wanted (reading, entry->title))
        reading->import->other++;
      else if (!read_entry (reading, entry, error))
        return FALSE;
    }
  for (guint i = 0; i < notices->len; i++)
    g_ptr_array_add (
        reading->import->notices,
        busy_calendar_notice_text (g_ptr_array_index (notices, i), reading->lang));
  return TRUE;
}
