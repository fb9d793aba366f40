#include "meetings/meeting.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "core/registry.h"
#include "core/setting.h"
#include "meetings/deadline.h"

/* Every read of a meeting gives these columns. */
#define MEETING_COLUMNS                                                                       \
  "m.id, m.ref, m.body, m.kind, m.state, h.code AS host, m.starts_at, m.ends_at, m.all_day,"  \
  " m.scheduled_on, m.time_zone, m.city, m.venue, m.form, m.url, m.ordinal, m.sequence, "     \
  "m.reason,"                                                                                 \
  " r.code AS requested_by, m.requested_on, m.request_basis, m.cancelled_reason,"             \
  " m.no_protocol, m.sample, m.created_at, m.changed_at,"                                     \
  " (SELECT op.code FROM body ob JOIN party op ON op.id = ob.party WHERE ob.id = m.body) AS " \
  "own"                                                                                       \
  " FROM meeting m LEFT JOIN party h ON h.id = m.host LEFT JOIN party r ON r.id = "           \
  "m.requested_by"

/* The words that the file keeps, for the translators: all are said of a meeting. */
G_GNUC_UNUSED static const char *const words[] = {
  N_ ("regular"),   N_ ("extraordinary"), N_ ("requested"), N_ ("refused"),
  N_ ("planned"),   N_ ("convened"),      N_ ("held"),      N_ ("closed"),
  N_ ("cancelled"), N_ ("in-person"),     N_ ("online"),    N_ ("hybrid"),
};

void
meeting_free (Meeting *meeting)
{
  if (meeting == NULL)
    return;
  g_free (meeting->id);
  g_free (meeting->ref);
  g_free (meeting->body);
  g_free (meeting->own);
  g_free (meeting->kind);
  g_free (meeting->state);
  g_free (meeting->host);
  g_clear_pointer (&meeting->starts, g_date_time_unref);
  g_clear_pointer (&meeting->ends, g_date_time_unref);
  g_free (meeting->scheduled_on);
  g_free (meeting->time_zone);
  g_free (meeting->city);
  g_free (meeting->venue);
  g_free (meeting->form);
  g_free (meeting->url);
  g_free (meeting->reason);
  g_free (meeting->requested_by);
  g_free (meeting->requested_on);
  g_free (meeting->request_basis);
  g_free (meeting->cancelled_reason);
  g_free (meeting->created_at);
  g_free (meeting->changed_at);
  g_free (meeting);
}

/* --- reading ------------------------------------------------------------------------------- */

static gboolean
read_instant (const DbRow *row, const char *column, GDateTime **instant, GError **error)
{
  const char *text = row_text (row, column);

  *instant = text ? instant_parse (text, error) : NULL;
  return text == NULL || *instant != NULL;
}

static Meeting *
meeting_from_row (const DbRow *row, GError **error)
{
  g_autoptr(Meeting) meeting = g_new0 (Meeting, 1);

  if (!read_instant (row, "starts_at", &meeting->starts, error) ||
      !read_instant (row, "ends_at", &meeting->ends, error))
    return NULL;
  meeting->id = row_copy (row, "id");
  meeting->ref = row_copy (row, "ref");
  meeting->body = row_copy (row, "body");
  meeting->kind = row_copy (row, "kind");
  meeting->state = row_copy (row, "state");
  meeting->host = row_copy (row, "host");
  meeting->all_day = row_int (row, "all_day") != 0;
  meeting->scheduled_on = row_copy (row, "scheduled_on");
  meeting->time_zone = row_copy (row, "time_zone");
  meeting->city = row_copy (row, "city");
  meeting->venue = row_copy (row, "venue");
  meeting->form = row_copy (row, "form");
  meeting->url = row_copy (row, "url");
  meeting->ordinal = row_int (row, "ordinal");
  meeting->sequence = row_int (row, "sequence");
  meeting->reason = row_copy (row, "reason");
  meeting->requested_by = row_copy (row, "requested_by");
  meeting->requested_on = row_copy (row, "requested_on");
  meeting->request_basis = row_copy (row, "request_basis");
  meeting->cancelled_reason = row_copy (row, "cancelled_reason");
  meeting->no_protocol = row_int (row, "no_protocol") != 0;
  meeting->sample = row_int (row, "sample") != 0;
  meeting->created_at = row_copy (row, "created_at");
  meeting->changed_at = row_copy (row, "changed_at");
  meeting->own = row_copy (row, "own");
  return g_steal_pointer (&meeting);
}

static DbRow *
next_row (Db *db, GError **error)
{
  g_autofree char *now = clock_now_text ();
  DbRow *row = db_one (db,
                       "SELECT " MEETING_COLUMNS " JOIN council c ON c.id = m.body"
                       " WHERE m.state IN ('planned', 'convened') AND m.ends_at > ?"
                       " ORDER BY m.starts_at, m.ref LIMIT 1",
                       error, "s", now);

  if (row == NULL)
    council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no next meeting: none is planned (plan one with 'council "
                              "meeting schedule')"),
                          NULL);
  return row;
}

static DbRow *
last_row (Db *db, GError **error)
{
  g_autofree char *now = clock_now_text ();
  DbRow *row = db_one (db,
                       "SELECT " MEETING_COLUMNS " JOIN council c ON c.id = m.body"
                       " WHERE m.state IN ('planned', 'convened', 'held', 'closed')"
                       " AND m.starts_at <= ? ORDER BY m.starts_at DESC, m.ref DESC LIMIT 1",
                       error, "s", now);

  if (row == NULL)
    council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no last meeting: none has begun yet (see 'council meeting "
                              "list')"),
                          NULL);
  return row;
}

static DbRow *
ref_row (Db *db, const char *ref, GError **error)
{
  DbRow *row = db_one (db, "SELECT " MEETING_COLUMNS " WHERE m.ref = ? COLLATE NOCASE", error,
                       "s", ref);

  if (row == NULL)
    council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no meeting {ref} (see 'council meeting list')"), "ref", ref,
                          NULL);
  return row;
}

Meeting *
meeting_load (Db *db, const char *ref, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (g_str_equal (ref, "next"))
    row = next_row (db, error);
  else if (g_str_equal (ref, "last"))
    row = last_row (db, error);
  else
    row = ref_row (db, ref, error);
  return row ? meeting_from_row (row, error) : NULL;
}

Meeting *
meeting_load_id (Db *db, const char *id, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " MEETING_COLUMNS " WHERE m.id = ?", error, "s", id);

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND, N_ ("no meeting has the key {id}"),
                            "id", id, NULL);
      return NULL;
    }
  return meeting_from_row (row, error);
}

static GPtrArray *
list_from_rows (GPtrArray *rows, GError **error)
{
  g_autoptr(GPtrArray) meetings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) meeting_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      Meeting *meeting = meeting_from_row (g_ptr_array_index (rows, i), error);

      if (meeting == NULL)
        return NULL;
      g_ptr_array_add (meetings, meeting);
    }
  return rows ? g_steal_pointer (&meetings) : NULL;
}

GPtrArray *
meeting_list (Db *db, const char *body, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT " MEETING_COLUMNS " WHERE m.body = coalesce(?, (SELECT id FROM council))"
              " ORDER BY coalesce(m.starts_at, m.requested_on), m.ref",
              error, "s", body);

  return list_from_rows (rows, error);
}

GPtrArray *
meeting_list_all (Db *db, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db, "SELECT " MEETING_COLUMNS " ORDER BY coalesce(m.starts_at, m.requested_on), m.ref",
      error, "");

  return list_from_rows (rows, error);
}

/* --- questions to one ---------------------------------------------------------------------- */

gboolean
meeting_is (const Meeting *meeting, const char *state)
{
  return g_str_equal (meeting->state, state);
}

gboolean
meeting_is_open (const Meeting *meeting)
{
  return meeting_is (meeting, MEETING_PLANNED) || meeting_is (meeting, MEETING_CONVENED);
}

gboolean
meeting_concerns (const Meeting *meeting, const char *party)
{
  return meeting->own == NULL || g_str_equal (meeting->own, party);
}

gboolean
meeting_check_party (const Meeting *meeting, const char *party, GError **error)
{
  return meeting_concerns (meeting, party) ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{ref} is a meeting of {own}'s own: {party} has no part in it"),
                        "ref", meeting->ref, "own", meeting->own, "party", party, NULL);
}

gboolean
meeting_has_date (const Meeting *meeting)
{
  return meeting->starts != NULL && meeting->ends != NULL && meeting->time_zone != NULL;
}

void
meeting_first_day (const Meeting *meeting, GDate *date)
{
  instant_local_date (meeting->starts, meeting->time_zone, date);
}

void
meeting_last_day (const Meeting *meeting, GDate *date)
{
  /* The end is the moment after it: midnight still belongs to the day before. */
  g_autoptr(GDateTime) last = g_date_time_add_seconds (meeting->ends, -1);

  instant_local_date (last, meeting->time_zone, date);
}

char *
meeting_uid (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(DbRow) row = db_one (db, "SELECT handle FROM council", error, "");

  return row ? g_strdup_printf ("%s@%s.council", meeting->id, row_text (row, "handle")) : NULL;
}

static GPtrArray *
codes_from_rows (GPtrArray *rows)
{
  GPtrArray *codes;

  if (rows == NULL)
    return NULL;
  codes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (codes, row_copy (g_ptr_array_index (rows, i), "code"));
  return codes;
}

GPtrArray *
meeting_confirmed (Db *db, const char *id, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT p.code FROM confirmation c JOIN party p ON p.id = c.party"
              " WHERE c.meeting = ? ORDER BY p.position",
              error, "s", id);

  return codes_from_rows (rows);
}

GPtrArray *
meeting_waits_for (Db *db, const Meeting *meeting, GError **error)
{
  gboolean planned = meeting_is (meeting, MEETING_PLANNED);
  gboolean asked =
      meeting_is (meeting, MEETING_REQUESTED) || meeting_is (meeting, MEETING_REFUSED);
  g_autoptr(GPtrArray) rows = NULL;

  if (!planned && !asked)
    return g_ptr_array_new ();
  rows = planned
             ? db_all (db,
                       "SELECT code FROM party WHERE id NOT IN (SELECT party"
                       " FROM confirmation WHERE meeting = ?1) AND code = coalesce (?2, code)"
                       " ORDER BY position",
                       error, "ss", meeting->id, meeting->own)
             : db_all (db,
                       "SELECT code FROM party WHERE code IS NOT ? AND id NOT IN"
                       " (SELECT party FROM answer WHERE meeting = ?) ORDER BY position",
                       error, "ss", meeting->requested_by, meeting->id);
  return codes_from_rows (rows);
}

guint64
meeting_days_waited (const Meeting *meeting)
{
  GDate since, today;

  if ((!meeting_is (meeting, MEETING_REQUESTED) && !meeting_is (meeting, MEETING_REFUSED)) ||
      meeting->requested_on == NULL || !date_parse (meeting->requested_on, &since, NULL))
    return 0;
  clock_today (NULL, &today);
  return (guint64) MAX (0, g_date_days_between (&since, &today));
}

gint64
meeting_ordinal (Db *db, const Meeting *meeting, GError **error)
{
  g_autofree char *numbering = NULL;
  gint64 highest;

  if (meeting->ordinal > 0)
    return meeting->ordinal;
  numbering = setting_get (db, "numbering", error);
  if (numbering == NULL)
    return 0;
  highest = db_number (db,
                       "SELECT coalesce(max(ordinal), 0) FROM meeting WHERE body = ?"
                       " AND (kind = ? OR ? = 'through')",
                       error, "sss", meeting->body, meeting->kind, numbering);
  return highest < 0 ? 0 : highest + 1;
}

/* --- JSON ---------------------------------------------------------------------------------- */

static void
json_instant (JsonBuilder *builder, const char *key, GDateTime *instant)
{
  g_autofree char *text = instant ? instant_text (instant) : NULL;

  json_text (builder, key, text);
}

gboolean
meeting_json (Db *db, const Meeting *meeting, JsonBuilder *builder, GError **error)
{
  g_autoptr(GPtrArray) confirmed = meeting_confirmed (db, meeting->id, error);
  g_autoptr(GPtrArray) waits = confirmed ? meeting_waits_for (db, meeting, error) : NULL;
  g_autofree char *uid = waits ? meeting_uid (db, meeting, error) : NULL;

  if (uid == NULL)
    return FALSE;
  json_text (builder, "ref", meeting->ref);
  json_text (builder, "kind", meeting->kind);
  json_text (builder, "state", meeting->state);
  json_text (builder, "host", meeting->host);
  json_instant (builder, "start", meeting->starts);
  json_instant (builder, "end", meeting->ends);
  json_bool (builder, "all_day", meeting->all_day);
  json_text (builder, "time_zone", meeting->time_zone);
  json_text (builder, "city", meeting->city);
  json_text (builder, "venue", meeting->venue);
  json_text (builder, "form", meeting->form);
  json_text (builder, "url", meeting->url);
  if (meeting->ordinal > 0)
    json_number (builder, "ordinal", meeting->ordinal);
  else
    json_nothing (builder, "ordinal");
  json_number (builder, "sequence", meeting->sequence);
  json_text (builder, "uid", uid);
  json_texts (builder, "confirmed", confirmed);
  json_texts (builder, "waits_for", waits);
  json_text (builder, "own", meeting->own);
  json_text (builder, "requested_by", meeting->requested_by);
  json_text (builder, "requested_on", meeting->requested_on);
  json_number (builder, "days_waited", (gint64) meeting_days_waited (meeting));
  json_text (builder, "reason", meeting->reason);
  json_text (builder, "cancelled_reason", meeting->cancelled_reason);
  json_bool (builder, "no_protocol", meeting->no_protocol);
  json_bool (builder, "sample", meeting->sample);
  return TRUE;
}

/* --- within a transaction ------------------------------------------------------------------ */

gboolean
meeting_touch (Db *db, const char *id, GError **error)
{
  g_autofree char *now = clock_now_text ();

  return db_run (db, "UPDATE meeting SET changed_at = ? WHERE id = ?", error, "ss", now, id);
}

gboolean
meeting_mark_sample (Db *db, const char *id, GError **error)
{
  return db_run (db, "UPDATE meeting SET sample = 1 WHERE id = ? AND sample = 0", error, "s",
                 id);
}

gboolean
meeting_mark_held (Db *db, const Meeting *meeting, GError **error)
{
  gint64 ordinal;
  GDate today, first;
  g_autofree char *date = NULL;

  clock_today (meeting->time_zone, &today);
  meeting_first_day (meeting, &first);
  date = date_text (&first);
  if (g_date_compare (&today, &first) < 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref} cannot have been held: it begins on {date} (for another "
                              "day see 'council meeting postpone')"),
                          "ref", meeting->ref, "date", date, NULL);
  ordinal = meeting_ordinal (db, meeting, error);
  return ordinal > 0
         /* what was not done by now was missed */
         && deadline_settle (db, meeting->id, error) &&
         db_run (db, "UPDATE meeting SET state = 'held', ordinal = ? WHERE id = ?", error,
                 "is", ordinal, meeting->id) &&
         meeting_touch (db, meeting->id, error);
}

gboolean
meeting_close_signed (Db *db, const char *id, const char *date, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load_id (db, id, error);
  GPtrArray *effects = registry_force_effects ();

  if (meeting == NULL)
    return FALSE;
  if (meeting_is (meeting, MEETING_CONVENED) && !meeting_mark_held (db, meeting, error))
    return FALSE;
  if (!meeting_is (meeting, MEETING_CONVENED) && !meeting_is (meeting, MEETING_HELD))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref} cannot be closed: it is {state:tr} (only a meeting that "
                              "was held is)"),
                          "ref", meeting->ref, "state", meeting->state, NULL);
  if (!db_run (db, "UPDATE meeting SET state = 'closed' WHERE id = ?", error, "s", id) ||
      !meeting_touch (db, id, error))
    return FALSE;
  for (guint i = 0; i < effects->len; i++)
    if (!((ForceEffect) g_ptr_array_index (effects, i)) (db, id, date, error))
      return FALSE;
  return TRUE;
}
