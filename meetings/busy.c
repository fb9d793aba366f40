/* Busy time: reading. */
#include "meetings/busy.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/person.h"
#include "meetings/holiday.h"

#include <string.h>

/* Until the end of what can be typed: the year 2999. */
#define FOR_EVER G_GINT64_CONSTANT (32503680000)

void
busy_entry_free (BusyEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->handle);
  g_free (entry->person);
  g_free (entry->party);
  g_free (entry->who);
  g_free (entry->zone);
  g_free (entry->reason);
  g_free (entry->noted_on);
  g_free (entry);
}

static void
day_of (gint64 second, const char *zone, GDate *date)
{
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_utc (second);

  instant_local_date (instant, zone, date);
}

void
busy_entry_days (const BusyEntry *entry, GDate *first, GDate *last)
{
  day_of (entry->starts, entry->zone, first);
  day_of (entry->ends - 1, entry->zone, last);
}

char *
busy_zone (Db *db, const char *person, char **party, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT p.code, p.time_zone FROM ("
                 "SELECT o.party, 1 AS rank, t.since AS since FROM term t"
                 " JOIN office o ON o.id = t.office WHERE t.person = ?"
                 " UNION ALL SELECT party, 2, since FROM member WHERE representative = ?"
                 " UNION ALL SELECT d.party, 3, m.created_at FROM delegate d"
                 " JOIN meeting m ON m.id = d.meeting WHERE d.person = ?) AS tie"
                 " JOIN party p ON p.id = tie.party"
                 " ORDER BY tie.rank, tie.since DESC, p.position LIMIT 1",
                 error, "sss", person, person, person) ||
      row == NULL)
    return NULL;
  if (party != NULL)
    *party = row_copy (row, "code");
  return row_copy (row, "time_zone");
}

/* --- what one list holds ------------------------------------------------------------------- */

typedef struct
{
  Db *db;
  GPtrArray *places;  /* (element-type HolidayPlace) */
  GHashTable *people; /* key of a person to a BusyEntry that holds what is known of them */
  gint64 from, to;    /* seconds: what ends after, and begins before */
  GPtrArray *entries;
} Listing;

static void
listing_clear (Listing *listing)
{
  g_clear_pointer (&listing->places, g_ptr_array_unref);
  g_clear_pointer (&listing->people, g_hash_table_unref);
  g_clear_pointer (&listing->entries, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static const HolidayPlace *
find_place (const Listing *listing, const char *code)
{
  for (guint i = 0; code != NULL && i < listing->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (listing->places, i);

      if (g_str_equal (place->code, code))
        return place;
    }
  return NULL;
}

/* What every entry of the person with key @id bears; looked up once. */
static const BusyEntry *
find_person (Listing *listing, const char *id, GError **error)
{
  BusyEntry *known = g_hash_table_lookup (listing->people, id);
  g_autoptr(GError) problem = NULL;
  g_autoptr(Person) person = NULL;

  if (known != NULL)
    return known;
  person = person_load_id (listing->db, id, error);
  if (person == NULL)
    return NULL;
  known = g_new0 (BusyEntry, 1);
  known->person = g_strdup (person->handle);
  known->who = person_list_name (person);
  g_hash_table_insert (listing->people, g_strdup (id), known);
  known->zone = busy_zone (listing->db, id, &known->party, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (known->zone == NULL)
    known->zone = g_strdup ("UTC");
  return known;
}

static gboolean
add_interval (Listing *listing, const DbRow *row, GError **error)
{
  const BusyEntry *known = find_person (listing, row_text (row, "person"), error);
  BusyEntry *entry;

  if (known == NULL)
    return FALSE;
  entry = g_new0 (BusyEntry, 1);
  entry->handle = g_strdup_printf ("%" G_GINT64_FORMAT, row_int (row, "number"));
  entry->person = g_strdup (known->person);
  entry->party = g_strdup (known->party);
  entry->who = g_strdup (known->who);
  entry->zone = g_strdup (known->zone);
  entry->starts = row_int (row, "starts");
  entry->ends = row_int (row, "ends");
  entry->all_day = row_int (row, "all_day") != 0;
  entry->tentative = row_int (row, "tentative") != 0;
  entry->imported = g_str_equal (row_text (row, "source"), "imported");
  entry->intervals = 1;
  entry->noted_on = row_copy (row, "noted_on");
  g_ptr_array_add (listing->entries, entry);
  return TRUE;
}

static gboolean
read_second (const DbRow *row, const char *column, gint64 *second, GError **error)
{
  g_autoptr(GDateTime) instant = instant_parse (row_text (row, column), error);

  if (instant == NULL)
    return FALSE;
  *second = g_date_time_to_unix (instant);
  return TRUE;
}

static gboolean
add_period (Listing *listing, const DbRow *row, GError **error)
{
  const HolidayPlace *place = find_place (listing, row_text (row, "code"));
  g_autoptr(BusyEntry) entry = g_new0 (BusyEntry, 1);

  if (!read_second (row, "starts_at", &entry->starts, error) ||
      !read_second (row, "ends_at", &entry->ends, error))
    return FALSE;
  if (entry->ends <= listing->from || entry->starts >= listing->to)
    return TRUE;
  entry->handle = row_copy (row, "handle");
  entry->party = row_copy (row, "code");
  entry->who = g_strdup (place->country);
  entry->zone = g_strdup (place->time_zone);
  entry->all_day = row_int (row, "all_day") != 0;
  entry->tentative = row_int (row, "tentative") != 0;
  entry->intervals = 1;
  entry->reason = row_copy (row, "reason");
  entry->noted_on = row_copy (row, "noted_on");
  g_ptr_array_add (listing->entries, g_steal_pointer (&entry));
  return TRUE;
}

static gboolean
read_intervals (Listing *listing, const char *person, GError **error)
{
  g_autoptr(GPtrArray) rows =
      person ? db_all (listing->db,
                       "SELECT number, person, starts, ends, all_day, tentative, source,"
                       " noted_on FROM busy_interval"
                       " WHERE person = ? AND ends > ? AND starts < ? ORDER BY starts, number",
                       error, "sii", person, listing->from, listing->to)
             : db_all (listing->db,
                       "SELECT number, person, starts, ends, all_day, tentative, source,"
                       " noted_on FROM busy_interval"
                       " WHERE ends > ? AND starts < ? ORDER BY starts, number",
                       error, "ii", listing->from, listing->to);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!add_interval (listing, g_ptr_array_index (rows, i), error))
      return FALSE;
  return rows != NULL;
}

static gboolean
read_periods (Listing *listing, const char *party, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (listing->db,
              "SELECT t.handle, p.code, t.starts_at, t.ends_at, t.all_day, t.tentative,"
              " t.reason, t.noted_on FROM party_period t JOIN party p ON p.id = t.party"
              " ORDER BY t.starts_at, t.handle",
              error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      if ((party == NULL || g_str_equal (row_text (row, "code"), party)) &&
          !add_period (listing, row, error))
        return FALSE;
    }
  return rows != NULL;
}

/* --- order --------------------------------------------------------------------------------- */

static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  const BusyEntry *one = *(const BusyEntry *const *) a;
  const BusyEntry *two = *(const BusyEntry *const *) b;
  int order;

  if (one->starts != two->starts)
    return one->starts < two->starts ? -1 : 1;
  order = g_strcmp0 (one->who, two->who);
  if (order == 0 && one->ends != two->ends)
    return one->ends < two->ends ? -1 : 1;
  return order ? order : g_strcmp0 (one->handle, two->handle);
}

/* The last entry of the same person and kind, when @entry joins it. */
static BusyEntry *
joins (GPtrArray *entries, const BusyEntry *entry)
{
  for (guint i = entries->len; entry->imported && i > 0; i--)
    {
      BusyEntry *last = g_ptr_array_index (entries, i - 1);

      if (last->imported && last->tentative == entry->tentative &&
          last->all_day == entry->all_day && g_strcmp0 (last->person, entry->person) == 0)
        return last->ends >= entry->starts ? last : NULL;
    }
  return NULL;
}

static GPtrArray *
join_entries (GPtrArray *entries)
{
  GPtrArray *joined = g_ptr_array_new_with_free_func ((GDestroyNotify) busy_entry_free);

  for (guint i = 0; i < entries->len; i++)
    {
      BusyEntry *entry = g_ptr_array_index (entries, i);
      BusyEntry *last = joins (joined, entry);

      if (last == NULL)
        {
          g_ptr_array_add (joined, entry);
          continue;
        }
      last->ends = MAX (last->ends, entry->ends);
      last->intervals++;
      g_clear_pointer (&last->handle, g_free);
      busy_entry_free (entry);
    }
  g_ptr_array_set_free_func (entries, NULL);
  return joined;
}

/* --- asking -------------------------------------------------------------------------------- */

/* The days asked for, wide enough for every zone; sorted out by each entry's own afterwards. */
static gboolean
read_window (const BusyQuery *query, Listing *listing, GDate *from, GDate *to, GError **error)
{
  g_autoptr(GDateTime) first = NULL, last = NULL;

  clock_today (NULL, from);
  if (query->from != NULL && !date_parse (query->from, from, error))
    return FALSE;
  g_date_clear (to, 1);
  if (query->to != NULL && !date_parse (query->to, to, error))
    return FALSE;
  first = g_date_time_new_utc (g_date_get_year (from), (int) g_date_get_month (from),
                               g_date_get_day (from), 0, 0, 0);
  listing->from = g_date_time_to_unix (first) - 24 * 3600;
  listing->to = FOR_EVER;
  if (!g_date_valid (to))
    return TRUE;
  if (g_date_compare (to, from) < 0)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("the window from {from} to {to} has no day (--from comes before "
                              "--to)"),
                          "from", query->from ? query->from : "—", "to", query->to, NULL);
  last = g_date_time_new_utc (g_date_get_year (to), (int) g_date_get_month (to),
                              g_date_get_day (to), 0, 0, 0);
  listing->to = g_date_time_to_unix (last) + 48 * 3600;
  return TRUE;
}

static void
keep_window (GPtrArray *entries, const char *party, const GDate *from, const GDate *to)
{
  for (guint i = entries->len; i > 0; i--)
    {
      const BusyEntry *entry = g_ptr_array_index (entries, i - 1);
      GDate first, last;

      busy_entry_days (entry, &first, &last);
      if (g_date_compare (&last, from) < 0 ||
          (g_date_valid (to) && g_date_compare (&first, to) > 0) ||
          (party != NULL && g_strcmp0 (entry->party, party) != 0))
        g_ptr_array_remove_index (entries, i - 1);
    }
}

static gboolean
listing_open (Listing *listing, Db *db, const char *lang, GError **error)
{
  listing->db = db;
  listing->places = holiday_places (db, lang, error);
  listing->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) busy_entry_free);
  listing->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) busy_entry_free);
  return listing->places != NULL;
}

GPtrArray *
busy_list (Db *db, const BusyQuery *query, GError **error)
{
  g_auto(Listing) listing = { NULL };
  g_autoptr(Person) person = NULL;
  GDate from, to;

  if (!listing_open (&listing, db, query->lang, error) ||
      !read_window (query, &listing, &from, &to, error) ||
      (query->party != NULL && !party_exists (db, query->party, error)))
    return NULL;
  person = query->person ? person_load (db, query->person, error) : NULL;
  if ((query->person != NULL && person == NULL) ||
      !read_intervals (&listing, person ? person->id : NULL, error) ||
      (person == NULL && !read_periods (&listing, query->party, error)))
    return NULL;
  keep_window (listing.entries, query->party, &from, &to);
  g_ptr_array_sort (listing.entries, compare_entries);
  return join_entries (listing.entries);
}

BusyEntry *
busy_load (Db *db, const char *handle, const char *lang, GError **error)
{
  g_auto(Listing) listing = { .from = G_MININT64, .to = G_MAXINT64 };
  gboolean is_number = *handle != '\0' && handle[strspn (handle, "0123456789")] == '\0';
  g_autoptr(DbRow) row = NULL;

  if (!listing_open (&listing, db, lang, error) ||
      !(is_number
            ? db_maybe (db, &row,
                        "SELECT number, person, starts, ends, all_day, tentative, source,"
                        " noted_on FROM busy_interval WHERE number = ?",
                        error, "i", (gint64) g_ascii_strtoll (handle, NULL, 10))
            : db_maybe (db, &row,
                        "SELECT t.handle, p.code, t.starts_at, t.ends_at, t.all_day,"
                        " t.tentative, t.reason, t.noted_on FROM party_period t"
                        " JOIN party p ON p.id = t.party WHERE t.handle = ?",
                        error, "s", handle)))
    return NULL;
  if (row == NULL)
    {
      council_error (error, COUNCIL_ERROR_NOT_FOUND,
                     N_ ("no busy time {handle} (see 'council busy list')"), "handle", handle,
                     NULL);
      return NULL;
    }
  if (!(is_number ? add_interval : add_period) (&listing, row, error))
    return NULL;
  return g_ptr_array_steal_index (listing.entries, 0);
}
