/* An extraordinary meeting is asked for, and answered. */
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/setting.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/holiday.h"
#include "meetings/life-internal.h"
#include "meetings/place.h"

static char *
request_ref (Db *db, const char *today, GError **error)
{
  for (int number = 1;; number++)
    {
      g_autofree char *ref = g_strdup_printf ("%.4s-E%d", today, number);
      gint64 count =
          db_number (db, "SELECT count(*) FROM meeting WHERE ref = ?", error, "s", ref);

      if (count < 0)
        return NULL;
      if (count == 0)
        return g_steal_pointer (&ref);
    }
}

/* The questions open the agenda. */
static gboolean
add_questions (Db *db, const char *meeting, const Party *party, const char *const *questions,
               GError **error)
{
  for (gint64 i = 0; questions != NULL && questions[i] != NULL; i++)
    {
      g_autofree char *id = uuid7 ();
      g_autofree char *title = text_clean (questions[i], N_ ("question"), error);

      if (title == NULL ||
          !db_run (db,
                   "INSERT INTO agenda_item (id, meeting, position, title, proposed_by, state,"
                   " sample) VALUES (?, ?, ?, ?, ?, 'proposed', ?)",
                   error, "ssissi", id, meeting, i + 1, title, party->id, db_sample (db)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_request (Db *db, const MeetingRequest *request, const Party *party, const char *id,
                const char *ref, const char *today, GError **error)
{
  g_autofree char *reason = text_clean (request->reason, N_ ("reason"), error);
  g_autofree char *basis = NULL;
  g_autofree char *rule = setting_get (db, "extraordinary-host", error);
  g_autofree char *now = clock_now_text ();

  if (reason == NULL || rule == NULL || !life_check_form (request->form, error) ||
      !text_clean_optional (request->basis, N_ ("basis"), &basis, error))
    return FALSE;
  return db_run (db,
                 "INSERT INTO meeting (id, body, ref, kind, state, host, form, reason,"
                 " requested_by, requested_on, request_basis, sample, created_at, changed_at)"
                 " VALUES (?, (SELECT id FROM council), ?, 'extraordinary', 'requested', ?, ?,"
                 " ?, ?, ?, ?, ?, ?, ?)",
                 error, "ssssssssiss", id, ref,
                 g_str_equal (rule, "requesting") ? party->id : NULL,
                 request->form ? request->form : "in-person", reason, party->id, today, basis,
                 db_sample (db), now, now) &&
         add_questions (db, id, party, request->questions, error);
}

static gboolean
tell_others (Db *db, const char *ref, const char *by, Notices *notices, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);

  for (guint i = 0; parties != NULL && i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      g_autofree char *name = place_told_name (db, notices, party->code, CASE_NOMINATIVE);

      if (!g_str_equal (party->code, by))
        notices_add (notices,
                     N_ ("to tell: {party} ('council meeting answer {ref} --as {code}' "
                         "records its answer)"),
                     "party", name, "code", party->code, "ref", ref, NULL);
    }
  return parties != NULL;
}

Meeting *
meeting_request (Db *db, const MeetingRequest *request, Notices *notices, GError **error)
{
  g_autoptr(Party) party = party_load (db, request->by, error);
  g_autoptr(DbTransaction) tx = NULL;
  g_autofree char *today = NULL, *ref = NULL, *id = uuid7 ();

  if (party == NULL || (tx = db_begin (db, "meeting.request", error)) == NULL)
    return NULL;
  today = life_today (party->time_zone);
  ref = request_ref (db, today, error);
  if (ref == NULL || !insert_request (db, request, party, id, ref, today, error) ||
      !tell_others (db, ref, party->code, notices, error))
    return NULL;
  db_subject (tx, ref);
  return db_commit (&tx, error) ? meeting_load_id (db, id, error) : NULL;
}

/* --- the answer ----------------------------------------------------------------------------- */

static gboolean
check_answer (const Meeting *meeting, const char *party, GError **error)
{
  if (!meeting_is (meeting, MEETING_REQUESTED) && !meeting_is (meeting, MEETING_REFUSED))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{ref} waits for no answer: it is {state:tr} (a date is confirmed "
            "with 'council meeting confirm {ref} --as {party}')"),
        "ref", meeting->ref, "state", meeting->state, "party", party, NULL);
  if (g_strcmp0 (meeting->requested_by, party) == 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref} was requested by {party} itself: another party answers "
                              "(--as)"),
                          "ref", meeting->ref, "party", party, NULL);
  return TRUE;
}

/* A refusal by any party that no later answer of its own lifted makes the request refused. */
static gboolean
set_request_state (Db *db, const char *meeting, GError **error)
{
  gint64 refusals = db_number (
      db,
      "SELECT count(*) FROM party p WHERE (SELECT a.kind FROM answer a WHERE a.meeting = ?"
      " AND a.party = p.id ORDER BY a.id DESC LIMIT 1) = 'refuse'",
      error, "s", meeting);

  return refusals >= 0 &&
         db_run (db, "UPDATE meeting SET state = ? WHERE id = ?", error, "ss",
                 refusals > 0 ? MEETING_REFUSED : MEETING_REQUESTED, meeting) &&
         meeting_touch (db, meeting, error);
}

/* Whoever proposes a day off should hear it before the others do. */
static gboolean
tell_days_off (Db *db, const Meeting *meeting, GDateTime *when, const char *zone,
               Notices *notices, GError **error)
{
  g_autoptr(GPtrArray) obstacles = g_ptr_array_new_with_free_func (g_free);
  GDate date;

  if (notices == NULL)
    return TRUE;
  instant_local_date (when, zone, &date);
  if (!holiday_obstacles (db, NULL, &date, &date, notices->lang, obstacles, NULL, error))
    return FALSE;
  for (guint i = 0; i < obstacles->len; i++)
    notices_add (notices, N_ ("{ref}: the day it proposes is a day off: {why}"), "ref",
                 meeting->ref, "why", g_ptr_array_index (obstacles, i), NULL);
  return TRUE;
}

static gboolean
read_counter (Db *db, const Meeting *meeting, const char *kind, const char *start,
              const Party *party, char **instant, Notices *notices, GError **error)
{
  g_autoptr(Party) host = NULL;
  g_autoptr(GDateTime) when = NULL;
  const char *zone;

  if (!g_str_equal (kind, "counter"))
    return TRUE;
  if (meeting->host != NULL && (host = party_load (db, meeting->host, error)) == NULL)
    return FALSE;
  zone = host ? host->time_zone : party->time_zone;
  when = life_read_start (db, start, zone, NULL, error);
  *instant = when ? instant_text (when) : NULL;
  return when != NULL && tell_days_off (db, meeting, when, zone, notices, error);
}

static void
tell_answer (const Meeting *meeting, const char *kind, const char *start, Notices *notices)
{
  if (g_str_equal (kind, "accept"))
    notices_add (notices,
                 N_ ("{ref}: give it a date with 'council meeting schedule START "
                     "--request {ref}'"),
                 "ref", meeting->ref, NULL);
  else if (g_str_equal (kind, "counter"))
    notices_add (notices,
                 N_ ("{ref}: the day it proposes is taken with 'council meeting schedule "
                     "\"{start}\" --request {ref}'"),
                 "ref", meeting->ref, "start", start, NULL);
  else
    notices_add (notices, N_ ("{ref}: the refusal is on record; the request stays"), "ref",
                 meeting->ref, NULL);
}

gboolean
meeting_answer (Db *db, const char *ref, const char *party, const char *kind,
                const char *start, const char *reason, const char *basis, Notices *notices,
                GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(Party) who = meeting ? party_load (db, party, error) : NULL;
  g_autoptr(DbTransaction) tx = NULL;
  g_autofree char *id = uuid7 (), *today = NULL, *instant = NULL, *why = NULL, *act = NULL;

  if (who == NULL || !check_answer (meeting, who->code, error) ||
      !read_counter (db, meeting, kind, start, who, &instant, notices, error) ||
      !text_clean_optional (reason, N_ ("reason"), &why, error) ||
      !text_clean_optional (basis, N_ ("basis"), &act, error))
    return FALSE;
  today = life_today (who->time_zone);
  tx = db_begin (db, "meeting.answer", error);
  if (tx == NULL ||
      !db_run (db,
               "INSERT INTO answer (id, meeting, party, kind, starts_at, reason, answered_on,"
               " basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
               error, "ssssssss", id, meeting->id, who->id, kind, instant, why, today, act) ||
      !set_request_state (db, meeting->id, error))
    return FALSE;
  tell_answer (meeting, kind, start, notices);
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}
