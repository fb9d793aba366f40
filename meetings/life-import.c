#include "meetings/meeting-import.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/alternation.h"
#include "meetings/life-internal.h"
#include "meetings/life-import-internal.h"

#include <string.h>

static const char *const kind_names[] = {
  [MEETING_IMPORT_NEW] = "new",
  [MEETING_IMPORT_SAME] = "same",
  [MEETING_IMPORT_DIFFERENT] = "different",
  [MEETING_IMPORT_REFUSED] = "refused",
};
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == N_MEETING_IMPORT_KINDS);

const char *
meeting_import_kind_name (MeetingImportKind kind)
{
  g_return_val_if_fail ((guint) kind < N_MEETING_IMPORT_KINDS, NULL);
  return kind_names[kind];
}

static void
row_free (MeetingImportRow *row)
{
  g_free (row->why);
  g_free (row->uid);
  g_free (row->title);
  g_free (row->ref);
  g_free (row->host);
  g_clear_pointer (&row->starts, g_date_time_unref);
  g_clear_pointer (&row->ends, g_date_time_unref);
  g_free (row->zone);
  g_free (row->city);
  g_free (row->venue);
  g_free (row->url);
  g_free (row->reason);
  g_free (row);
}

void
meeting_import_free (MeetingImport *import)
{
  if (import == NULL)
    return;
  g_ptr_array_unref (import->rows);
  g_ptr_array_unref (import->notices);
  g_free (import->body);
  g_free (import->lang);
  g_free (import);
}

/* --- reading --------------------------------------------------------------------------------- */

static void
reading_clear (ImportReading *reading)
{
  g_clear_pointer (&reading->parties, g_ptr_array_unref);
  g_clear_pointer (&reading->names, g_hash_table_unref);
  g_clear_pointer (&reading->capitals, g_hash_table_unref);
  meeting_import_free (reading->import);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImportReading, reading_clear)

static void
add_names (ImportReading *reading, const Party *party, GPtrArray *names)
{
  g_hash_table_insert (reading->names, text_fold (party->code), (gpointer) party);
  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      if (!g_str_equal (name->form, "nominative"))
        continue;
      if (g_str_equal (name->role, "capital"))
        g_hash_table_insert (reading->capitals, text_fold (name->text), (gpointer) party);
      if (g_str_equal (name->role, "capital") || g_str_equal (name->role, "state") ||
          g_str_equal (name->role, "country"))
        g_hash_table_insert (reading->names, text_fold (name->text), (gpointer) party);
    }
}

static gboolean
load_names (ImportReading *reading, GError **error)
{
  reading->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading->capitals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < reading->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (reading->parties, i);
      g_autoptr(GPtrArray) names = name_list (reading->db, party->id, error);

      if (names == NULL)
        return FALSE;
      add_names (reading, party, names);
    }
  return TRUE;
}

static char *
find_body (Db *db, const char *group, GError **error)
{
  g_autoptr(DbRow) row =
      group ? db_one (db, "SELECT id FROM body WHERE handle = ? AND kind = 'group'", error,
                      "s", group)
            : db_one (db, "SELECT id FROM council", error, "");

  if (row == NULL && group != NULL)
    council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no working group {group} (see 'council group list')"), "group",
                          group, NULL);
  return row ? row_copy (row, "id") : NULL;
}

static gboolean
check_query (Db *db, const MeetingImportQuery *query, GError **error)
{
  if (query->host != NULL && !party_exists (db, query->host, error))
    return FALSE;
  if (query->zone != NULL && !zone_is_known (query->zone))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no time zone {zone} (an IANA name, such as Asia/Dushanbe)"),
                          "zone", query->zone, NULL);
  if (query->kind != NULL && !g_str_equal (query->kind, MEETING_REGULAR) &&
      !g_str_equal (query->kind, MEETING_EXTRAORDINARY))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no kind {kind} (one of: regular, extraordinary)"), "kind",
                          query->kind, NULL);
  return TRUE;
}

/* A calendar, or what wants to be one: its own reader tells what is wrong with it. */
static gboolean
is_calendar (GBytes *bytes, const char *source)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (source != NULL &&
      (g_str_has_suffix (source, ".ics") || g_str_has_suffix (source, ".ICS")))
    return TRUE;
  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    data += 3, length -= 3;
  while (length > 0 && g_ascii_isspace (*data))
    data++, length--;
  return length >= 6 && g_ascii_strncasecmp (data, "BEGIN:", 6) == 0;
}

MeetingImport *
meeting_import_read (Db *db, GBytes *bytes, const MeetingImportQuery *query, const char *lang,
                     GError **error)
{
  g_auto(ImportReading) reading = { .db = db, .query = query, .lang = lang };
  MeetingImport *import = g_new0 (MeetingImport, 1);

  reading.import = import;
  import->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  import->notices = g_ptr_array_new_with_free_func (g_free);
  import->lang = g_strdup (lang);
  import->body = check_query (db, query, error) &&
                         import_date_order (query->date_order, &reading.order, error)
                     ? find_body (db, query->group, error)
                     : NULL;
  reading.parties = import->body ? party_list (db, error) : NULL;
  if (reading.parties == NULL || !load_names (&reading, error))
    return NULL;
  if (!(is_calendar (bytes, query->source) ? import_read_calendar
                                           : import_read_table) (&reading, bytes, error) ||
      !import_compare (db, import, error))
    return NULL;
  return g_steal_pointer (&reading.import);
}

/* --- entering -------------------------------------------------------------------------------- */

/* Back to what the file says: the record may have changed since. */
static void
forget_comparison (MeetingImport *import)
{
  g_ptr_array_set_size (import->notices, 0);
  for (guint i = 0; i < import->rows->len; i++)
    {
      MeetingImportRow *row = g_ptr_array_index (import->rows, i);

      if (row->state == MEETING_IMPORT_REFUSED)
        continue;
      row->state = MEETING_IMPORT_NEW;
      g_clear_pointer (&row->why, g_free);
      g_clear_pointer (&row->ref, g_free);
      row->number = row->numbered ? row->number : 0;
    }
}

static char *
row_ref (Db *db, const MeetingImport *import, const MeetingImportRow *row, GError **error)
{
  GDate date;

  instant_local_date (row->starts, row->zone, &date);
  return life_free_ref (db, import->body, g_date_get_year (&date),
                        g_str_equal (row->kind, MEETING_EXTRAORDINARY), error);
}

static gboolean
enter_row (Db *db, const MeetingImport *import, MeetingImportRow *row, GError **error)
{
  g_autofree char *id = uuid7 (), *link = uuid7 (), *now = clock_now_text ();
  g_autofree char *starts = instant_text (row->starts), *ends = instant_text (row->ends);
  g_autofree char *today = life_today (row->zone);

  row->ref = row_ref (db, import, row, error);
  return row->ref != NULL &&
         db_run (
             db,
             "INSERT INTO meeting (id, body, ref, kind, state, host, starts_at, ends_at,"
             " all_day, time_zone, city, venue, form, url, ordinal, reason, no_protocol,"
             " sample, created_at, changed_at) VALUES (?, ?, ?, ?, 'closed',"
             " (SELECT id FROM party WHERE code = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?,"
             " ?)",
             error, "sssssssisssssisiss", id, import->body, row->ref, row->kind, row->host,
             starts, ends, (gint64) row->all_day, row->zone, row->city, row->venue, row->form,
             row->url, row->number, row->reason, db_sample (db), now, now) &&
         (row->uid == NULL ||
          db_run (db,
                  "INSERT INTO imported_meeting (id, meeting, uid, imported_on)"
                  " VALUES (?, ?, ?, ?)",
                  error, "ssss", link, id, row->uid, today));
}

/* "2019", or "2019 – 2025 (6)" */
static char *
subject_of (GPtrArray *rows)
{
  const MeetingImportRow *first = g_ptr_array_index (rows, 0);
  const MeetingImportRow *last = g_ptr_array_index (rows, rows->len - 1);

  return rows->len == 1 ? g_strdup (first->ref)
                        : g_strdup_printf ("%s – %s (%u)", first->ref, last->ref, rows->len);
}

gboolean
meeting_import_enter (Db *db, MeetingImport *import, Notices *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "meeting.import", error);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *subject = NULL;

  if (tx == NULL)
    return FALSE;
  forget_comparison (import);
  if (!import_compare (db, import, error))
    return FALSE;
  rows = import_new_ones (import);
  for (guint i = 0; i < rows->len; i++)
    if (!enter_row (db, import, g_ptr_array_index (rows, i), error))
      return FALSE;
  if (rows->len == 0)
    return TRUE;
  subject = subject_of (rows);
  db_subject (tx, subject);
  return alternation_apply (db, notices, error) && db_commit (&tx, error);
}
