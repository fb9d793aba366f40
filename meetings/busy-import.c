/* Busy time from a calendar: read in a program of its own, stored in one transaction. */
#include "meetings/busy.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/person.h"

/* How far ahead a calendar is read when nothing else is asked. */
#define YEARS 3

void
busy_imported_clear (BusyImported *imported)
{
  g_free (imported->person);
  busy_calendar_summary_clear (&imported->summary);
}

/* --- what to read -------------------------------------------------------------------------- */

/* All that is owned while a calendar is imported. */
typedef struct
{
  Person *person;
  char *zone, *country; /* country: (nullable) */
  GDate from, to;
  GArray *intervals;
} Import;

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->person, person_free);
  g_clear_pointer (&import->intervals, g_array_unref);
  g_free (import->zone);
  g_free (import->country);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static gboolean
read_place (Db *db, const BusyImport *wanted, Import *import, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *code = NULL;
  g_autoptr(Party) party = NULL;

  import->zone = busy_zone (db, import->person->id, &code, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (wanted->zone != NULL)
    {
      g_free (import->zone);
      import->zone = g_strdup (wanted->zone);
    }
  if (import->zone == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("{person}: by which clock? This person belongs to no party yet "
                              "(give --zone, such as Asia/Dushanbe)"),
                          "person", import->person->handle, NULL);
  if (code == NULL)
    return TRUE;
  party = party_load (db, code, error);
  if (party == NULL)
    return FALSE;
  import->country = g_strdup (party->country);
  return TRUE;
}

static gboolean
read_window (const BusyImport *wanted, Import *import, GError **error)
{
  clock_today (import->zone, &import->from);
  if (wanted->from != NULL && !date_parse (wanted->from, &import->from, error))
    return FALSE;
  import->to = import->from;
  g_date_add_years (&import->to, YEARS);
  g_date_subtract_days (&import->to, 1);
  return wanted->to == NULL || date_parse (wanted->to, &import->to, error);
}

static gboolean
midnight (const GDate *date, const char *zone, gint64 *second, GError **error)
{
  g_autofree char *text = date_text (date);
  g_autoptr(GDateTime) instant = instant_from_local (text, zone, "00:00", error);

  if (instant == NULL)
    return FALSE;
  *second = g_date_time_to_unix (instant);
  return TRUE;
}

static gboolean
read_calendar (const BusyImport *wanted, Import *import, BusyImported *imported,
               GError **error)
{
  GDate after = date_add (&import->to, 1);
  BusyCalendarQuery query = {
    .zone = import->zone,
    .country = import->country,
    .address = import->person->email,
    .zone_is_meant = wanted->zone != NULL,
  };

  if (!zone_is_known (import->zone))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no time zone {zone} (an IANA name such as Asia/Dushanbe)"),
                          "zone", import->zone, NULL);
  if (!midnight (&import->from, import->zone, &query.from, error) ||
      !midnight (&after, import->zone, &query.to, error))
    return FALSE;
  import->intervals = busy_calendar_read (wanted->bytes, &query, &imported->summary, error);
  imported->starts = query.from;
  imported->ends = query.to;
  return import->intervals != NULL;
}

/* --- storing ------------------------------------------------------------------------------- */

/* What was imported before into the window; what reaches beyond it keeps its part there. */
static gboolean
remove_before (Db *db, const Import *import, BusyImported *imported, GError **error)
{
  const char *person = import->person->id;
  gint64 from = imported->starts, to = imported->ends;

  imported->replaced = db_number (db,
                                  "SELECT count (*) FROM busy_interval WHERE person = ?"
                                  " AND source = 'imported' AND ends > ? AND starts < ?",
                                  error, "sii", person, from, to);
  return imported->replaced >= 0 &&
         db_run (db,
                 "INSERT INTO busy_interval (person, starts, ends, all_day, tentative, source,"
                 " noted_on) SELECT person, ?, ends, all_day, tentative, source, noted_on"
                 " FROM busy_interval WHERE person = ? AND source = 'imported'"
                 " AND starts < ? AND ends > ?",
                 error, "isii", to, person, to, to) &&
         db_run (db,
                 "UPDATE busy_interval SET ends = ? WHERE person = ? AND source = 'imported'"
                 " AND starts < ? AND ends > ?",
                 error, "isii", from, person, from, from) &&
         db_run (db,
                 "DELETE FROM busy_interval WHERE person = ? AND source = 'imported'"
                 " AND starts >= ? AND starts < ?",
                 error, "sii", person, from, to);
}

static gboolean
insert_intervals (Db *db, const Import *import, GError **error)
{
  g_autofree char *today = NULL;
  GDate date;

  clock_today (import->zone, &date);
  today = date_text (&date);
  for (guint i = 0; i < import->intervals->len; i++)
    {
      const BusyCalendarInterval *interval =
          &g_array_index (import->intervals, BusyCalendarInterval, i);

      if (!db_run (db,
                   "INSERT INTO busy_interval (person, starts, ends, all_day, tentative,"
                   " source, noted_on) VALUES (?, ?, ?, ?, ?, 'imported', ?)",
                   error, "siiiis", import->person->id, interval->start, interval->end,
                   (gint64) interval->all_day, (gint64) interval->tentative, today))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store (Db *db, const BusyImport *wanted, const Import *import, BusyImported *imported,
       GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "busy.import", error);
  g_autofree char *subject = NULL;

  if (tx == NULL || (!wanted->add && !remove_before (db, import, imported, error)) ||
      !insert_intervals (db, import, error))
    return FALSE;
  /* Of whom and how many: the journal does not say when that is. */
  subject = g_strdup_printf ("%s: %u", import->person->handle, import->intervals->len);
  db_subject (tx, subject);
  db_record_act (tx);
  return db_commit (&tx, error);
}

gboolean
busy_import (Db *db, const BusyImport *wanted, BusyImported *imported, GError **error)
{
  g_auto(Import) import = { NULL };

  *imported = (BusyImported){ NULL };
  import.person = person_load (db, wanted->person, error);
  if (import.person == NULL || !read_place (db, wanted, &import, error) ||
      !read_window (wanted, &import, error) ||
      !read_calendar (wanted, &import, imported, error) ||
      !store (db, wanted, &import, imported, error))
    return FALSE;
  imported->person = g_strdup (import.person->handle);
  imported->from = import.from;
  imported->to = import.to;
  imported->stored = import.intervals->len;
  return TRUE;
}
