/* A planned meeting: confirmed, moved, cancelled, held, closed. */
#include "meetings/meeting-life.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/alternation.h"
#include "meetings/day-off.h"
#include "meetings/deadline.h"
#include "meetings/life-internal.h"
#include "meetings/place.h"

/* --- confirming ------------------------------------------------------------------------------ */

static gboolean
check_confirm (Db *db, const Meeting *meeting, const char *party, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!meeting_is (meeting, MEETING_PLANNED))
    return life_refuse (meeting, N_ ("confirm it"), error);
  if (!meeting_check_party (meeting, party, error))
    return FALSE;
  if (!db_maybe (db, &row,
                 "SELECT c.confirmed_on FROM confirmation c JOIN party p ON p.id = c.party"
                 " WHERE c.meeting = ? AND p.code = ?",
                 error, "ss", meeting->id, party))
    return FALSE;
  if (row != NULL)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{ref}: {party} has confirmed already, on {date} (the others have "
            "to)"),
        "ref", meeting->ref, "party", party, "date", row_text (row, "confirmed_on"), NULL);
  return TRUE;
}

/* With the last confirmation the meeting is convened. */
static gboolean
convene (Db *db, const Meeting *meeting, Notices *notices, GError **error)
{
  gint64 missing = db_number (db,
                              "SELECT count(*) FROM party WHERE id NOT IN"
                              " (SELECT party FROM confirmation WHERE meeting = ?1)"
                              " AND code = coalesce (?2, code)",
                              error, "ss", meeting->id, meeting->own);

  if (missing != 0)
    return missing > 0;
  notices_add (notices,
               meeting->own ? N_ ("{ref} is convened")
                            : N_ ("{ref} is convened: every party has confirmed"),
               "ref", meeting->ref, NULL);
  return db_run (db,
                 "UPDATE meeting SET state = 'convened', sequence = sequence + 1 WHERE id = ?",
                 error, "s", meeting->id);
}

gboolean
meeting_confirm (Db *db, const char *ref, const char *party, const char *basis,
                 Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(Party) who = meeting ? party_load (db, party, error) : NULL;
  g_autoptr(DbTransaction) tx = NULL;
  g_autofree char *id = uuid7 (), *today = NULL, *act = NULL;

  if (who == NULL || !check_confirm (db, meeting, who->code, error) ||
      !text_clean_optional (basis, N_ ("basis"), &act, error))
    return FALSE;
  today = life_today (who->time_zone);
  tx = db_begin (db, "meeting.confirm", error);
  if (tx == NULL ||
      !db_run (db,
               "INSERT INTO confirmation (id, meeting, party, confirmed_on, basis)"
               " VALUES (?, ?, ?, ?, ?)",
               error, "sssss", id, meeting->id, who->id, today, act) ||
      !swap_consent (db, meeting, who->code, act, notices, error) ||
      !convene (db, meeting, notices, error) || !meeting_touch (db, meeting->id, error) ||
      !deadline_settle (db, meeting->id, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

/* --- another date ---------------------------------------------------------------------------- */

/* The new beginning; a date alone keeps the hour. */
static GDateTime *
read_new_start (Db *db, const Meeting *meeting, const char *start, GError **error)
{
  g_autoptr(GDateTime) local = instant_in_zone (meeting->starts, meeting->time_zone);
  g_autofree char *time = g_date_time_format (local, "%H:%M");
  g_autoptr(GDateTime) starts = life_read_start (db, start, meeting->time_zone, time, error);

  if (starts == NULL || !g_date_time_equal (starts, meeting->starts))
    return g_steal_pointer (&starts);
  council_error (error, COUNCIL_ERROR_RULE,
                 N_ ("{ref}: it begins then already, on {date} (give another day)"), "ref",
                 meeting->ref, "date", start, NULL);
  return NULL;
}

static GDateTime *
new_end (Db *db, const Meeting *meeting, GDateTime *starts, gint64 days, GError **error)
{
  g_autoptr(GDateTime) local = NULL;
  g_autoptr(GDateTime) end = NULL;

  if (days <= 0)
    return g_date_time_add (starts, g_date_time_difference (meeting->ends, meeting->starts));
  if (!meeting->all_day)
    return life_end_after (db, starts, meeting->time_zone, days, error);
  local = instant_in_zone (starts, meeting->time_zone);
  end = g_date_time_add_days (local, (int) days);
  return g_date_time_to_utc (end);
}

static gboolean
record_move (Db *db, const Meeting *meeting, GDateTime *starts, GDateTime *ends,
             const char *reason, GError **error)
{
  g_autofree char *id = uuid7 (), *from = instant_text (meeting->starts);
  g_autofree char *to = instant_text (starts), *until = instant_text (ends);
  g_autofree char *today = life_today (meeting->time_zone);

  return db_run (
             db,
             "INSERT INTO meeting_move (id, meeting, from_start, to_start, reason, moved_on)"
             " VALUES (?, ?, ?, ?, ?, ?)",
             error, "ssssss", id, meeting->id, from, to, reason, today) &&
         db_run (db, "DELETE FROM confirmation WHERE meeting = ?", error, "s", meeting->id) &&
         db_run (db,
                 "UPDATE meeting SET state = 'planned', starts_at = ?, ends_at = ?,"
                 " scheduled_on = ?, sequence = sequence + 1 WHERE id = ?",
                 error, "ssss", to, until, today, meeting->id) &&
         meeting_touch (db, meeting->id, error);
}

static void
tell_dates (const Meeting *before, const Meeting *after, Notices *notices)
{
  g_autofree char *from = NULL, *to = NULL;

  if (notices == NULL)
    return;
  from = place_local (before, notices->lang);
  to = place_local (after, notices->lang);
  notices_add (notices, N_ ("{ref}: was {from}; is now {to}"), "ref", before->ref, "from",
               from, "to", to, NULL);
}

static gboolean
postpone (Db *db, const Meeting *meeting, GDateTime *starts, GDateTime *ends,
          const char *reason, Notices *notices, GError **error)
{
  g_autoptr(GPtrArray) confirmed = meeting_confirmed (db, meeting->id, error);
  g_autoptr(Meeting) after = NULL;

  /* What was missed up to now stays on record as missed. */
  if (confirmed == NULL || !deadline_settle (db, meeting->id, error) ||
      !record_move (db, meeting, starts, ends, reason, error) ||
      !day_off_keep (db, meeting->id, reason, NULL, NULL, error) ||
      !alternation_apply (db, notices, error) || !deadline_postponed (db, meeting, error))
    return FALSE;
  after = meeting_load_id (db, meeting->id, error);
  if (after == NULL)
    return FALSE;
  tell_dates (meeting, after, notices);
  life_tell_past (meeting->ref, starts, notices);
  if (notices != NULL && (notices->moved = deadline_moves (db, meeting, after, error)) == NULL)
    return FALSE;
  return life_tell (db, after, confirmed, notices, error);
}

gboolean
meeting_postpone (Db *db, const char *ref, const char *start, gint64 days, const char *reason,
                  Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(DbTransaction) tx = NULL;
  g_autoptr(GDateTime) starts = NULL;
  g_autoptr(GDateTime) ends = NULL;
  g_autofree char *why = NULL;

  if (meeting == NULL)
    return FALSE;
  if (!meeting_is_open (meeting))
    return life_refuse (meeting, N_ ("postpone it"), error);
  why = text_clean (reason, N_ ("reason"), error);
  starts = why ? read_new_start (db, meeting, start, error) : NULL;
  ends = starts ? new_end (db, meeting, starts, days, error) : NULL;
  if (ends == NULL || !life_check_free (db, meeting->body, meeting->id, starts, ends, error) ||
      !life_check_day (db, meeting->own, meeting->time_zone, starts, ends, why, notices,
                       error))
    return FALSE;
  tx = db_begin (db, "meeting.postpone", error);
  if (tx == NULL || !postpone (db, meeting, starts, ends, why, notices, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

/* --- another place --------------------------------------------------------------------------- */

/* The zone of the new place: as given, else of the city when it is a capital, else as it was. */
static char *
new_zone (Db *db, const Meeting *meeting, const char *zone, const char *city, GError **error)
{
  g_autoptr(Party) there = NULL;

  if (zone == NULL && city != NULL && !place_party_of (db, city, &there, error))
    return NULL;
  if (zone == NULL)
    zone = there ? there->time_zone : meeting->time_zone;
  if (zone_is_known (zone))
    return g_strdup (zone);
  council_error (error, COUNCIL_ERROR_USAGE,
                 N_ ("no time zone {zone} (an IANA name, such as Asia/Dushanbe)"), "zone",
                 zone, NULL);
  return NULL;
}

static gboolean
is_elsewhere (const Meeting *meeting, const char *zone, const char *city, const char *venue,
              const char *form, const char *url, GError **error)
{
  if ((city != NULL && g_strcmp0 (city, meeting->city) != 0) ||
      (venue != NULL && g_strcmp0 (venue, meeting->venue) != 0) ||
      (form != NULL && g_strcmp0 (form, meeting->form) != 0) ||
      (url != NULL && g_strcmp0 (url, meeting->url) != 0) ||
      g_strcmp0 (zone, meeting->time_zone) != 0)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{ref}: it is there already (give another --city, --venue, --form "
                            "or --url)"),
                        "ref", meeting->ref, NULL);
}

static gboolean
move (Db *db, const Meeting *meeting, const char *zone, const char *city, const char *venue,
      const char *form, const char *url, GError **error)
{
  g_autoptr(GDateTime) first = place_same_clock (meeting->starts, meeting->time_zone, zone);
  g_autoptr(GDateTime) last = place_same_clock (meeting->ends, meeting->time_zone, zone);
  g_autofree char *starts = instant_text (first), *ends = instant_text (last);
  gboolean other_city = city != NULL && g_strcmp0 (city, meeting->city) != 0;

  /* A hall of the old city is not one of the new. */
  return db_run (
             db,
             "UPDATE meeting SET city = coalesce (?, city), venue = CASE WHEN ? IS NOT NULL"
             " THEN ? WHEN ? THEN NULL ELSE venue END, form = coalesce (?, form),"
             " url = coalesce (?, url), time_zone = ?, starts_at = ?, ends_at = ?,"
             " sequence = sequence + 1 WHERE id = ?",
             error, "sssissssss", city, venue, venue, (gint64) other_city, form, url, zone,
             starts, ends, meeting->id) &&
         meeting_touch (db, meeting->id, error);
}

static gboolean
tell_moved (Db *db, const Meeting *before, Notices *notices, GError **error)
{
  g_autoptr(GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr(Meeting) after = meeting_load_id (db, before->id, error);

  if (after == NULL)
    return FALSE;
  if (!g_date_time_equal (before->starts, after->starts))
    tell_dates (before, after, notices);
  return life_tell (db, after, nobody, notices, error);
}

gboolean
meeting_move (Db *db, const char *ref, const MeetingPlace *place, Notices *notices,
              GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(DbTransaction) tx = NULL;
  g_autofree char *city = NULL, *venue = NULL, *url = NULL, *zone = NULL;

  if (meeting == NULL)
    return FALSE;
  if (!meeting_is_open (meeting))
    return life_refuse (meeting, N_ ("move it"), error);
  if (!text_clean_optional (place->city, N_ ("city"), &city, error) ||
      !text_clean_optional (place->venue, N_ ("venue"), &venue, error) ||
      !text_clean_optional (place->url, N_ ("address"), &url, error) ||
      !life_check_form (place->form, error) ||
      (zone = new_zone (db, meeting, place->zone, city, error)) == NULL ||
      !is_elsewhere (meeting, zone, city, venue, place->form, url, error))
    return FALSE;
  tx = db_begin (db, "meeting.move", error);
  if (tx == NULL || !move (db, meeting, zone, city, venue, place->form, url, error) ||
      !tell_moved (db, meeting, notices, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

/* --- its end --------------------------------------------------------------------------------- */

gboolean
meeting_cancel (Db *db, const char *ref, const char *reason, Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(GPtrArray) confirmed = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  g_autofree char *why = NULL;

  if (meeting == NULL)
    return FALSE;
  if (!meeting_is_open (meeting) && !meeting_is (meeting, MEETING_REQUESTED) &&
      !meeting_is (meeting, MEETING_REFUSED))
    return life_refuse (meeting, N_ ("cancel it"), error);
  why = text_clean (reason, N_ ("reason"), error);
  confirmed = why ? meeting_confirmed (db, meeting->id, error) : NULL;
  tx = confirmed ? db_begin (db, "meeting.cancel", error) : NULL;
  if (tx == NULL || !deadline_settle (db, meeting->id, error) ||
      !db_run (db,
               "UPDATE meeting SET state = 'cancelled', cancelled_reason = ?,"
               " sequence = sequence + 1 WHERE id = ?",
               error, "ss", why, meeting->id) ||
      !meeting_touch (db, meeting->id, error) || !swap_drop (db, meeting->id, error) ||
      !alternation_apply (db, notices, error) ||
      !life_tell (db, meeting, confirmed, notices, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

gboolean
meeting_hold (Db *db, const char *ref, Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(DbTransaction) tx = NULL;
  gboolean pending;

  if (meeting == NULL)
    return FALSE;
  if (!meeting_is (meeting, MEETING_CONVENED))
    return life_refuse (meeting, N_ ("record that it was held"), error);
  if (!swap_is_pending (db, meeting->id, &pending, error))
    return FALSE;
  if (pending)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref}: a change of the host still waits for consent ('council "
                              "meeting swap {ref} --as PARTY', or --withdraw)"),
                          "ref", meeting->ref, NULL);
  tx = db_begin (db, "meeting.held", error);
  if (tx == NULL || !meeting_mark_held (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

gboolean
meeting_close (Db *db, const char *ref, Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(DbTransaction) tx = NULL;
  gint64 protocols;

  if (meeting == NULL)
    return FALSE;
  if (!meeting_is (meeting, MEETING_HELD))
    return life_refuse (meeting, N_ ("close it"), error);
  protocols = db_number (db, "SELECT count(*) FROM protocol WHERE meeting = ?", error, "s",
                         meeting->id);
  if (protocols > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref} has a protocol: it closes itself when every original is "
                              "signed and attached ('council protocol attach {ref}')"),
                          "ref", meeting->ref, NULL);
  tx = protocols == 0 ? db_begin (db, "meeting.close", error) : NULL;
  if (tx == NULL ||
      !db_run (db, "UPDATE meeting SET state = 'closed', no_protocol = 1 WHERE id = ?", error,
               "s", meeting->id) ||
      !meeting_touch (db, meeting->id, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}
