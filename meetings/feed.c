#include "meetings/feed-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/person.h"
#include "core/setting.h"
#include "meetings/holiday-feed.h"

#include <string.h>

/* Apps ask the server again after so long; most have a rhythm of their own. */
#define REFRESH_MINUTES 180

/* Days off in calendars: of the last year, this one and the two that follow. */
#define YEARS_BEFORE 1
#define YEARS_AHEAD 2

static const char *const kinds[] = {
  [FEED_MEETINGS] = "meetings",
  [FEED_DEADLINES] = "deadlines",
  [FEED_HOLIDAYS] = "holidays",
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == N_FEED_KINDS);

const char *
feed_kind_name (FeedKind kind)
{
  g_return_val_if_fail ((guint) kind < N_FEED_KINDS, NULL);
  return kinds[kind];
}

gboolean
feed_kind_parse (const char *name, FeedKind *kind, GError **error)
{
  for (guint i = 0; i < N_FEED_KINDS; i++)
    if (g_str_equal (kinds[i], name))
      {
        *kind = (FeedKind) i;
        return TRUE;
      }
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("no feed of the kind {kind} (one of: meetings, deadlines, holidays)"), "kind", name,
      NULL);
}

/* --- what it is narrowed to ---------------------------------------------------------------- */

static DbRow *
group_row (Db *db, const char *handle, GError **error)
{
  DbRow *row = db_one (db,
                       "SELECT b.id, g.name FROM body b JOIN working_group g ON g.id = b.id"
                       " WHERE b.handle = ?",
                       error, "s", handle);

  if (row == NULL)
    council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no working group {handle} (see 'council group list')"),
                          "handle", handle, NULL);
  return row;
}

gboolean
feed_scope_check (Db *db, const FeedScope *scope, GError **error)
{
  g_autoptr(DbRow) group = NULL;
  g_autoptr(Person) person = NULL;

  if (scope->kind == FEED_HOLIDAYS && (scope->group != NULL || scope->person != NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("days off are a country's, not a group's or a person's "
                              "(narrow them with --party)"),
                          NULL);
  if (scope->meeting != NULL && scope->kind != FEED_MEETINGS)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("one meeting can be chosen of the meetings only "
                              "(--kind meetings)"),
                          NULL);
  if (scope->party != NULL && !party_exists (db, scope->party, error))
    return FALSE;
  if (scope->group != NULL && (group = group_row (db, scope->group, error)) == NULL)
    return FALSE;
  return scope->person == NULL || (person = person_load (db, scope->person, error)) != NULL;
}

static gboolean
keep_keys (GHashTable **set, GPtrArray *rows)
{
  g_autoptr(GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *key = row_text (g_ptr_array_index (rows, i), "id");

      if (*set == NULL || g_hash_table_contains (*set, key))
        g_hash_table_add (kept, g_strdup (key));
    }
  g_clear_pointer (set, g_hash_table_unref);
  *set = g_steal_pointer (&kept);
  return rows != NULL;
}

/* The council's meetings, and those of the groups in which the party has someone; one in which
 * nobody was named yet is every party's. */
static gboolean
narrow_to_party (Feed *feed, const char *code, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (feed->db,
              "SELECT m.id FROM meeting m WHERE m.body IN (SELECT id FROM council)"
              " OR NOT EXISTS (SELECT 1 FROM group_member g WHERE g.working_group = m.body)"
              " OR EXISTS (SELECT 1 FROM group_member g JOIN party p ON p.id = g.party"
              " WHERE g.working_group = m.body AND p.code = ?)",
              error, "s", code);

  feed->concerned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (feed->concerned, g_strdup (code));
  return keep_keys (&feed->meetings, rows);
}

static gboolean
narrow_to_group (Feed *feed, const char *handle, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      feed->db, "SELECT m.id FROM meeting m JOIN body b ON b.id = m.body WHERE b.handle = ?",
      error, "s", handle);

  return keep_keys (&feed->meetings, rows);
}

/* The parties for which a person holds an office or a seat. */
static gboolean
find_parties_of_person (Feed *feed, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (feed->db,
              "SELECT code FROM party WHERE id IN ("
              "SELECT o.party FROM term t JOIN office o ON o.id = t.office WHERE t.person = ?1"
              " UNION SELECT party FROM delegate WHERE person = ?1"
              " UNION SELECT party FROM group_member WHERE person = ?1"
              " UNION SELECT party FROM member WHERE representative = ?1)",
              error, "s", feed->person);

  if (feed->concerned == NULL)
    {
      feed->concerned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; rows != NULL && i < rows->len; i++)
        g_hash_table_add (feed->concerned, row_copy (g_ptr_array_index (rows, i), "code"));
    }
  return rows != NULL;
}

#define ON_THAT_DAY(table)                                                                    \
  " AND coalesce(" table ".since, '') <= substr(m.starts_at, 1, 10)"                          \
  " AND coalesce(" table ".until, '9') >= substr(m.starts_at, 1, 10)"

static gboolean
narrow_to_person (Feed *feed, const char *who, GError **error)
{
  g_autoptr(Person) person = person_load (feed->db, who, error);
  g_autoptr(GPtrArray) rows = NULL;

  if (person == NULL)
    return FALSE;
  feed->person = g_strdup (person->id);
  rows = db_all (
      feed->db,
      "SELECT m.id FROM meeting m WHERE EXISTS (SELECT 1 FROM delegate d WHERE d.meeting = "
      "m.id"
      " AND d.person = ?1 AND NOT EXISTS (SELECT 1 FROM delegate s WHERE s.substitutes = "
      "d.id))"
      " OR EXISTS (SELECT 1 FROM term t JOIN office o ON o.id = t.office WHERE t.person = ?1"
      " AND o.body = m.body AND coalesce(t.meeting, m.id) = m.id" ON_THAT_DAY (
          "t") ")"
               " OR EXISTS (SELECT 1 FROM member r WHERE r.representative = ?1 AND r.body = "
               "m.body" ON_THAT_DAY (
                   "r") " AND (r.kind <> 'business' OR EXISTS (SELECT 1 FROM invitation i "
                        "JOIN agenda_item a"
                        " ON a.id = i.item WHERE a.meeting = m.id AND i.member = r.id)))"
                        " OR EXISTS (SELECT 1 FROM group_member g WHERE g.person = ?1"
                        " AND g.working_group = m.body" ON_THAT_DAY ("g") ")",
      error, "s", person->id);
  return keep_keys (&feed->meetings, rows) && find_parties_of_person (feed, error);
}

/* A party's own meetings are nobody else's business; of none, all are hidden. */
static gboolean
hide_own (Feed *feed, const char *party, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (feed->db,
              "SELECT m.id FROM body b JOIN meeting m ON m.body = b.id JOIN party p"
              " ON p.id = b.party WHERE p.code IS NOT ?",
              error, "s", party);

  return rows != NULL && (rows->len == 0 || keep_keys (&feed->hidden, rows));
}

static gboolean
narrow (Feed *feed, GError **error)
{
  const FeedScope *scope = feed->scope;

  return hide_own (feed, scope->public ? NULL : scope->party, error) &&
         (scope->party == NULL || narrow_to_party (feed, scope->party, error)) &&
         (scope->group == NULL || narrow_to_group (feed, scope->group, error)) &&
         (scope->person == NULL || narrow_to_person (feed, scope->person, error));
}

guint
feed_party (const Feed *feed, const char *code)
{
  guint i = 0;

  while (i < feed->parties->len &&
         !g_str_equal (((Party *) g_ptr_array_index (feed->parties, i))->code, code))
    i++;
  return i;
}

gboolean
feed_concerns (const Feed *feed, const char *code)
{
  return feed->concerned == NULL || g_hash_table_contains (feed->concerned, code);
}

/* --- what every entry needs ---------------------------------------------------------------- */

static void
feed_clear (Feed *feed)
{
  g_free (feed->handle);
  g_free (feed->name);
  g_free (feed->name_genitive);
  g_clear_pointer (&feed->parties, g_ptr_array_unref);
  g_clear_pointer (&feed->all_parties, g_ptr_array_unref);
  g_clear_pointer (&feed->capitals, g_ptr_array_unref);
  g_clear_pointer (&feed->capitals_ru, g_ptr_array_unref);
  g_clear_pointer (&feed->states, g_ptr_array_unref);
  g_clear_pointer (&feed->groups, g_hash_table_unref);
  g_clear_pointer (&feed->agendas, g_hash_table_unref);
  g_clear_pointer (&feed->stamps, g_hash_table_unref);
  g_clear_pointer (&feed->meetings, g_hash_table_unref);
  g_clear_pointer (&feed->hidden, g_hash_table_unref);
  g_clear_pointer (&feed->concerned, g_hash_table_unref);
  g_free (feed->shaped_at);
  g_free (feed->ordered_at);
  g_free (feed->person);
  g_free (feed->several_days);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Feed, feed_clear)

/* The council's name as the feed's party writes it, else as the file's own; the neutral one when
 * there is none. */
static gboolean
read_council (Feed *feed, GError **error)
{
  g_autoptr(DbRow) row = db_one (feed->db, "SELECT id, handle FROM council", error, "");
  g_autoptr(GError) problem = NULL;
  g_autofree char *own = row ? setting_get (feed->db, "own-party", &problem) : NULL;
  const char *writer = feed->scope->party ? feed->scope->party : own;

  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (row != NULL)
    {
      feed->handle = row_copy (row, "handle");
      feed->name = name_get (feed->db, row_text (row, "id"), "body", writer, feed->lang,
                             CASE_NOMINATIVE, error);
      feed->name_genitive = feed->name ? name_get (feed->db, row_text (row, "id"), "body",
                                                   writer, feed->lang, CASE_GENITIVE, error)
                                       : NULL;
    }
  return feed->name_genitive != NULL;
}

static GPtrArray *
party_names (const Feed *feed, const char *role, const char *lang, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < feed->parties->len; i++)
    {
      char *name = party_name (feed->db, g_ptr_array_index (feed->parties, i), role, lang,
                               CASE_NOMINATIVE, error);

      if (name == NULL)
        return NULL;
      g_ptr_array_add (names, name);
    }
  return g_steal_pointer (&names);
}

static gboolean
read_parties (Feed *feed, GError **error)
{
  feed->all_parties = party_list (feed->db, error);
  if (feed->all_parties == NULL)
    return FALSE;
  feed->parties = feed->scope->party ? party_alternat (feed->all_parties, feed->scope->party)
                                     : g_ptr_array_ref (feed->all_parties);
  feed->capitals = party_names (feed, "capital", feed->lang, error);
  feed->capitals_ru = feed->capitals ? party_names (feed, "capital", "ru", error) : NULL;
  feed->states = feed->capitals_ru ? party_names (feed, "state", feed->lang, error) : NULL;
  return feed->states != NULL;
}

/* Two columns as a table. */
static GHashTable *
read_table (Db *db, const char *sql, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (db, sql, error, "");
  GHashTable *table;

  if (rows == NULL)
    return NULL;
  table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      g_hash_table_insert (table, row_copy (row, "key"), row_copy (row, "value"));
    }
  return table;
}

static gboolean
read_tables (Feed *feed, GError **error)
{
  feed->groups =
      read_table (feed->db, "SELECT id AS key, name AS value FROM working_group", error);
  feed->agendas =
      feed->groups ? read_table (feed->db,
                                 "SELECT meeting AS key,"
                                 " group_concat(position || '. ' || title, char(10)) AS value"
                                 " FROM (SELECT meeting, position, title FROM agenda_item"
                                 " WHERE state <> 'withdrawn' ORDER BY meeting, position)"
                                 " GROUP BY meeting",
                                 error)
                   : NULL;
  feed->stamps = feed->agendas
                     ? read_table (feed->db,
                                   "SELECT subject AS key, max(at) AS value FROM journal"
                                   " WHERE subject IS NOT NULL GROUP BY subject",
                                   error)
                     : NULL;
  return feed->stamps != NULL;
}

/* Apps take an entry for what they have unless its stamp is a later one, also when it was a
 * setting, a name or another meeting that changed it. */
static gboolean
read_shapes (Feed *feed, GError **error)
{
  g_autoptr(DbRow) row = db_one (
      feed->db,
      "SELECT coalesce(max(at) FILTER (WHERE verb IN ('name.set', 'party.add')"
      " OR verb LIKE 'exchange.%' OR verb = 'setting.set' AND (subject LIKE 'calendar-%'"
      " OR subject IN ('base-url', 'numbering', 'own-party'))"
      " OR ?1 AND (verb LIKE 'holiday.%' OR verb = 'setting.set'"
      " AND (subject LIKE 'deadline-%' OR subject LIKE 'extraordinary-%'))), '') AS shaped,"
      " coalesce(max(at) FILTER (WHERE verb IN ('meeting.schedule', 'meeting.postpone',"
      " 'meeting.cancel', 'meeting.held', 'meeting.import')), '') AS ordered,"
      " count(*) FILTER (WHERE verb = 'setting.set' AND subject = 'calendar-several-days') AS "
      "days,"
      " count(*) FILTER (WHERE verb = 'setting.set'"
      " AND (subject LIKE 'deadline-%' OR subject LIKE 'extraordinary-%')) AS ladder FROM "
      "journal",
      error, "i", (gint64) (feed->scope->kind == FEED_DEADLINES));

  if (row == NULL)
    return FALSE;
  feed->shaped_at = row_copy (row, "shaped");
  feed->ordered_at = row_copy (row, "ordered");
  feed->shapes_of_days = (guint) row_int (row, "days");
  feed->shapes_of_ladder = (guint) row_int (row, "ladder");
  return TRUE;
}

static gboolean
read_settings (Feed *feed, GError **error)
{
  gint64 hours = setting_number (feed->db, "calendar-alarm-hours", error);

  if (hours < 0)
    return FALSE;
  feed->alarm_minutes = (guint) hours * 60;
  feed->several_days = setting_get (feed->db, "calendar-several-days", error);
  return feed->several_days != NULL;
}

GDateTime *
feed_stamp (const Feed *feed, const char *base, const char *subject, GError **error)
{
  const char *last = subject ? g_hash_table_lookup (feed->stamps, subject) : NULL;
  g_autofree char *instant =
      strlen (base) == 10 ? g_strconcat (base, "T00:00:00Z", NULL) : g_strdup (base);
  const char *latest = last != NULL && strcmp (last, instant) > 0 ? last : instant;

  return instant_parse (strcmp (feed->shaped_at, latest) > 0 ? feed->shaped_at : latest,
                        error);
}

void
feed_line (const Feed *feed, GString *text, const char *message, const char *value)
{
  g_autofree char *line = value ? tr_fill (feed->lang, message, "value", value, NULL) : NULL;

  if (line != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* --- the feed ------------------------------------------------------------------------------ */

/* «Межправительственный совет: сроки и решения — рабочая группа по энергетике». */
static char *
made_name (const Feed *feed, GError **error)
{
  const FeedScope *scope = feed->scope;
  g_autofree char *name = scope->kind == FEED_MEETINGS
                              ? g_strdup (feed->name)
                              : tr_fill (feed->lang, N_ ("{council}: deadlines and decisions"),
                                         "council", feed->name, NULL);
  g_autoptr(GString) text = g_string_new (name);

  if (scope->party != NULL)
    g_string_append_printf (text, " — %s", (char *) g_ptr_array_index (feed->states, 0));
  if (scope->group != NULL)
    {
      g_autoptr(DbRow) group = group_row (feed->db, scope->group, error);
      g_autofree char *words =
          group ? feed_group_words (feed, row_text (group, "name")) : NULL;

      if (words == NULL)
        return NULL;
      g_string_append_printf (text, " — %s", words);
    }
  if (scope->person != NULL)
    {
      g_autoptr(Person) person = person_load_id (feed->db, feed->person, error);

      if (person == NULL)
        return NULL;
      g_string_append_printf (text, " — %s", person->surname);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What the calendar says of itself, beside its entries. */
static void
set_header (CalendarFeed *calendar, const FeedScope *scope)
{
  if (scope->name != NULL)
    {
      g_free (calendar->name);
      calendar->name = g_strdup (scope->name);
    }
  if (scope->address != NULL)
    calendar->source_url = g_strconcat (scope->address, ".ics", NULL);
}

static CalendarFeed *
calendar_start (const Feed *feed, GError **error)
{
  g_autofree char *name = made_name (feed, error);
  CalendarFeed *calendar = name ? calendar_feed_new (name) : NULL;

  if (calendar == NULL)
    return NULL;
  calendar->lang = g_strdup (feed->lang);
  calendar->refresh_minutes = REFRESH_MINUTES;
  return calendar;
}

static CalendarFeed *
build_days_off (Db *db, const FeedScope *scope, GError **error)
{
  GDate today, first, last;
  GDateYear year;

  clock_today (NULL, &today);
  year = g_date_get_year (&today);
  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, 1, 1, year - YEARS_BEFORE);
  g_date_set_dmy (&last, 31, 12, year + YEARS_AHEAD);
  return feed_holidays (db, scope->party, scope->lang, &first, &last, error);
}

static CalendarFeed *
build_record (Db *db, const FeedScope *scope, GError **error)
{
  g_auto(Feed) feed = { .db = db, .scope = scope, .lang = scope->lang };
  g_autoptr(CalendarFeed) calendar = NULL;
  gboolean done;

  if (!read_council (&feed, error) || !read_parties (&feed, error) ||
      !read_tables (&feed, error) || !read_shapes (&feed, error) ||
      !read_settings (&feed, error) || !narrow (&feed, error))
    return NULL;
  calendar = calendar_start (&feed, error);
  if (calendar == NULL)
    return NULL;
  done = scope->kind == FEED_MEETINGS ? feed_add_meetings (&feed, calendar, error)
                                      : feed_add_deadlines (&feed, calendar, error) &&
                                            feed_add_decisions (&feed, calendar, error) &&
                                            feed_add_mandates (&feed, calendar, error);
  return done ? g_steal_pointer (&calendar) : NULL;
}

CalendarFeed *
feed_build (Db *db, const FeedScope *scope, GError **error)
{
  CalendarFeed *calendar;

  if (!feed_scope_check (db, scope, error))
    return NULL;
  calendar = scope->kind == FEED_HOLIDAYS ? build_days_off (db, scope, error)
                                          : build_record (db, scope, error);
  if (calendar != NULL)
    set_header (calendar, scope);
  return calendar;
}
