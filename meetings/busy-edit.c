/* Busy time: noting and removing. */
#include "meetings/busy.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/person.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

/* What was typed, understood. */
typedef struct
{
  gint64 starts, ends;
  gboolean all_day;
} Stretch;

static gboolean
is_date (const char *text)
{
  GDate date;

  return date_parse (text, &date, NULL);
}

static gboolean
read_instant (const char *text, const char *zone, gint64 *second, GError **error)
{
  g_autoptr(GDateTime) instant = instant_from_local (text, zone, "00:00", error);

  if (instant == NULL)
    return FALSE;
  *second = g_date_time_to_unix (instant);
  return TRUE;
}

/* A date as the last day: until the midnight after it. */
static gboolean
read_end (const char *text, const char *zone, gint64 *second, GError **error)
{
  g_autofree char *after = NULL;
  GDate date;

  if (!is_date (text))
    return read_instant (text, zone, second, error);
  if (!date_parse (text, &date, error))
    return FALSE;
  date = date_add (&date, 1);
  after = date_text (&date);
  return read_instant (after, zone, second, error);
}

static gboolean
read_stretch (const BusyDraft *draft, const char *zone, Stretch *stretch, GError **error)
{
  gboolean from_day = is_date (draft->from);
  const char *to = draft->to ? draft->to : draft->from;

  if (!zone_is_known (zone))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no time zone {zone} (an IANA name such as Asia/Dushanbe)"),
                          "zone", zone, NULL);
  if (!read_instant (draft->from, zone, &stretch->starts, error))
    return FALSE;
  if (draft->to == NULL && !from_day)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("{from}: until when is missing (such as 'council busy add … "
                              "\"2027-03-10 09:00\" \"2027-03-10 12:00\"')"),
                          "from", draft->from, NULL);
  if (!read_end (to, zone, &stretch->ends, error))
    return FALSE;
  if (stretch->ends <= stretch->starts)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("busy from {from} to {to}: it ends before it begins"), "from",
                          draft->from, "to", to, NULL);
  stretch->all_day = from_day && is_date (to);
  return TRUE;
}

/* --- of a person --------------------------------------------------------------------------- */

static char *
person_zone (Db *db, const BusyDraft *draft, const Person *person, GError **error)
{
  g_autoptr(GError) problem = NULL;
  char *zone =
      draft->zone ? g_strdup (draft->zone) : busy_zone (db, person->id, NULL, &problem);

  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (zone == NULL)
    council_error (error, COUNCIL_ERROR_USAGE,
                   N_ ("{person}: by which clock? This person belongs to no party yet (give "
                       "--zone, such as Asia/Dushanbe)"),
                   "person", person->handle, NULL);
  return zone;
}

static gboolean
refuse_double (Db *db, const Person *person, const Stretch *stretch, gboolean tentative,
               GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (
          db, &row,
          "SELECT number FROM busy_interval WHERE person = ? AND starts = ? AND ends = ?"
          " AND tentative = ? AND source = 'typed' LIMIT 1",
          error, "siii", person->id, stretch->starts, stretch->ends, (gint64) tentative))
    return FALSE;
  if (row != NULL)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{who} is on record as busy then (busy time {handle})"), "who",
                          person->handle, "handle", row_text (row, "number"), NULL);
  return TRUE;
}

static char *
add_of_person (Db *db, const BusyDraft *draft, GError **error)
{
  g_autoptr(Person) person = person_load (db, draft->person, error);
  g_autofree char *zone = person ? person_zone (db, draft, person, error) : NULL;
  g_autofree char *today = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  Stretch stretch;
  GDate date;
  gint64 number;

  if (zone == NULL || !read_stretch (draft, zone, &stretch, error) ||
      !refuse_double (db, person, &stretch, draft->tentative, error))
    return NULL;
  clock_today (zone, &date);
  today = date_text (&date);
  tx = db_begin (db, "busy.add", error);
  if (tx == NULL ||
      !db_run (db,
               "INSERT INTO busy_interval (person, starts, ends, all_day, tentative, source,"
               " noted_on) VALUES (?, ?, ?, ?, ?, 'typed', ?)",
               error, "siiiis", person->id, stretch.starts, stretch.ends,
               (gint64) stretch.all_day, (gint64) draft->tentative, today))
    return NULL;
  number = db_number (db, "SELECT last_insert_rowid ()", error, "");
  /* The journal says of whom something was noted, not when that is. */
  db_subject (tx, person->handle);
  db_record_act (tx);
  if (number < 0 || !db_commit (&tx, error))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* --- of a party ---------------------------------------------------------------------------- */

/* "tj-2027-02-28", and "tj-2027-02-28-2" when that is taken. */
static char *
new_handle (Db *db, const Party *party, const Stretch *stretch, GError **error)
{
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (stretch->starts);
  g_autoptr(GDateTime) local = instant_in_zone (instant, party->time_zone);
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");

  for (guint i = 1;; i++)
    {
      g_autofree char *handle = i == 1 ? g_strdup_printf ("%s-%s", party->code, day)
                                       : g_strdup_printf ("%s-%s-%u", party->code, day, i);
      gint64 taken = db_number (db, "SELECT count (*) FROM party_period WHERE handle = ?",
                                error, "s", handle);

      if (taken <= 0)
        return taken < 0 ? NULL : g_steal_pointer (&handle);
    }
}

static gboolean
refuse_double_period (Db *db, const Party *party, const char *starts, const char *ends,
                      GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT handle FROM party_period WHERE party = ? AND starts_at = ?"
                 " AND ends_at = ? LIMIT 1",
                 error, "sss", party->id, starts, ends))
    return FALSE;
  if (row != NULL)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{who} is on record as busy then (busy time {handle})"), "who",
                          party->code, "handle", row_text (row, "handle"), NULL);
  return TRUE;
}

static gboolean
insert_period (Db *db, const BusyDraft *draft, const Party *party, const Stretch *stretch,
               const char *handle, const char *reason, GError **error)
{
  g_autoptr(GDateTime) starts = g_date_time_new_from_unix_utc (stretch->starts);
  g_autoptr(GDateTime) ends = g_date_time_new_from_unix_utc (stretch->ends);
  g_autofree char *from = instant_text (starts), *to = instant_text (ends);
  g_autofree char *id = uuid7 (), *today = NULL;
  GDate date;

  clock_today (party->time_zone, &date);
  today = date_text (&date);
  return refuse_double_period (db, party, from, to, error) &&
         db_run (db,
                 "INSERT INTO party_period (id, handle, party, starts_at, ends_at, all_day,"
                 " tentative, reason, noted_on, basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 error, "sssssiisss", id, handle, party->id, from, to,
                 (gint64) stretch->all_day, (gint64) draft->tentative, reason, today,
                 db_actor (db)->basis);
}

static char *
add_of_party (Db *db, const BusyDraft *draft, GError **error)
{
  g_autoptr(Party) party = party_load (db, draft->party, error);
  g_autofree char *reason = NULL, *handle = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  Stretch stretch;

  if (party == NULL)
    return NULL;
  if (draft->reason == NULL)
    {
      council_error (
          error, COUNCIL_ERROR_USAGE,
          N_ ("why {party} cannot is missing (give --reason, such as \"elections\")"), "party",
          party->code, NULL);
      return NULL;
    }
  reason = text_clean (draft->reason, N_ ("reason"), error);
  if (reason == NULL ||
      !read_stretch (draft, draft->zone ? draft->zone : party->time_zone, &stretch, error))
    return NULL;
  tx = db_begin (db, "busy.add", error);
  handle = tx ? new_handle (db, party, &stretch, error) : NULL;
  if (handle == NULL || !insert_period (db, draft, party, &stretch, handle, reason, error))
    return NULL;
  db_subject (tx, handle);
  return db_commit (&tx, error) ? g_steal_pointer (&handle) : NULL;
}

char *
busy_add (Db *db, const BusyDraft *draft, GError **error)
{
  if ((draft->person == NULL) == (draft->party == NULL))
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("who is busy? (give --person or --party, one of them)"), NULL);
      return NULL;
    }
  if (draft->person != NULL && draft->reason != NULL)
    {
      council_error (
          error, COUNCIL_ERROR_USAGE,
          N_ ("of a person the file keeps the time alone, no reason (leave --reason "
              "out)"),
          NULL);
      return NULL;
    }
  return draft->person ? add_of_person (db, draft, error) : add_of_party (db, draft, error);
}

/* --- removing ------------------------------------------------------------------------------ */

static gboolean
remove_one (Db *db, const char *handle, GString *subject, GError **error)
{
  g_autoptr(BusyEntry) entry = busy_load (db, handle, NULL, error);
  const char *about;

  if (entry == NULL)
    return FALSE;
  about = entry->person ? entry->person : entry->handle;
  if (strstr (subject->str, about) == NULL)
    g_string_append_printf (subject, "%s%s", subject->len > 0 ? ", " : "", about);
  return entry->person
             ? db_run (db, "DELETE FROM busy_interval WHERE number = ?", error, "i",
                       (gint64) g_ascii_strtoll (handle, NULL, 10))
             : db_run (db, "DELETE FROM party_period WHERE handle = ?", error, "s", handle);
}

gboolean
busy_remove (Db *db, const char *const *handles, GError **error)
{
  g_autoptr(GString) subject = g_string_new (NULL);
  g_autoptr(DbTransaction) tx = db_begin (db, "busy.remove", error);

  if (tx == NULL)
    return FALSE;
  for (guint i = 0; handles[i] != NULL; i++)
    if (!remove_one (db, handles[i], subject, error))
      return FALSE;
  db_subject (tx, subject->str);
  db_record_act (tx);
  return db_commit (&tx, error);
}

gboolean
busy_remove_person (Db *db, const char *who, gboolean imported_only, gint64 *removed,
                    GError **error)
{
  g_autoptr(Person) person = person_load (db, who, error);
  g_autoptr(DbTransaction) tx = person ? db_begin (db, "busy.remove", error) : NULL;

  if (tx == NULL)
    return FALSE;
  *removed = db_number (db,
                        "SELECT count (*) FROM busy_interval WHERE person = ?"
                        " AND (source = 'imported' OR ? = 0)",
                        error, "si", person->id, (gint64) imported_only);
  if (*removed < 0 ||
      !db_run (db,
               "DELETE FROM busy_interval WHERE person = ? AND (source = 'imported' OR ? = 0)",
               error, "si", person->id, (gint64) imported_only))
    return FALSE;
  db_subject (tx, person->handle);
  if (*removed > 0)
    db_record_act (tx);
  return db_commit (&tx, error);
}
