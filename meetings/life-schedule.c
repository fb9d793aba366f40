/* Planning a meeting. */
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/setting.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/alternation.h"
#include "meetings/day-off.h"
#include "meetings/deadline.h"
#include "meetings/life-internal.h"
#include "meetings/place.h"

/* A plan on its way to a row. */
typedef struct
{
  const MeetingPlan *plan;
  gboolean council; /* else a group meets */
  char *body;
  const char *kind;
  Meeting *request; /* (nullable): the request that it answers */
  GPtrArray *parties;
  const Party *host;   /* (nullable) of the record */
  const Party *wanted; /* (nullable): a host out of turn, who waits for consent */
  char *city, *zone, *venue, *url, *reason;
  GDateTime *starts, *ends;
} Draft;

static void
draft_clear (Draft *draft)
{
  g_free (draft->body);
  meeting_free (draft->request);
  g_clear_pointer (&draft->parties, g_ptr_array_unref);
  g_free (draft->city);
  g_free (draft->zone);
  g_free (draft->venue);
  g_free (draft->url);
  g_free (draft->reason);
  g_clear_pointer (&draft->starts, g_date_time_unref);
  g_clear_pointer (&draft->ends, g_date_time_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static const Party *
find_party (const Draft *draft, const char *code)
{
  for (guint i = 0; code != NULL && i < draft->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (draft->parties, i);

      if (g_str_equal (party->code, code))
        return party;
    }
  return NULL;
}

/* --- what it answers ------------------------------------------------------------------------ */

/* By setting, the request alone suffices, or every other party has to accept it. */
static gboolean
check_consent (Db *db, const Draft *draft, Notices *notices, GError **error)
{
  g_autofree char *consent = setting_get (db, "extraordinary-consent", error);
  g_autoptr(DbRow) row = NULL;

  if (consent == NULL)
    return FALSE;
  if (g_str_equal (consent, "request"))
    {
      if (meeting_is (draft->request, MEETING_REFUSED))
        notices_add (notices,
                     N_ ("{ref} was refused; the request suffices all the same, the "
                         "parties agree only the day"),
                     "ref", draft->request->ref, NULL);
      return TRUE;
    }
  if (!db_maybe (
          db, &row,
          "SELECT p.code FROM party p WHERE p.code IS NOT ? AND coalesce ((SELECT a.kind"
          " FROM answer a WHERE a.meeting = ? AND a.party = p.id ORDER BY a.id DESC"
          " LIMIT 1), '') NOT IN ('accept', 'counter') ORDER BY p.position LIMIT 1",
          error, "ss", draft->request->requested_by, draft->request->id))
    return FALSE;
  return row == NULL ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{ref}: {party} has not accepted the request ('council meeting "
                            "answer {ref} --as {party} --accept')"),
                        "ref", draft->request->ref, "party", row_text (row, "code"), NULL);
}

static gboolean
read_request (Db *db, Draft *draft, Notices *notices, GError **error)
{
  const char *ref = draft->plan->request;

  if (ref == NULL)
    return TRUE;
  if (!g_str_equal (draft->kind, MEETING_EXTRAORDINARY))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("a request is answered by an extraordinary meeting (leave out "
                              "--kind)"),
                          NULL);
  draft->request = meeting_load (db, ref, error);
  if (draft->request == NULL)
    return FALSE;
  if (!meeting_is (draft->request, MEETING_REQUESTED) &&
      !meeting_is (draft->request, MEETING_REFUSED))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{ref} waits for no date: it is {state:tr} (another day: 'council "
            "meeting postpone {ref}')"),
        "ref", draft->request->ref, "state", draft->request->state, NULL);
  return check_consent (db, draft, notices, error);
}

/* --- whose it is ---------------------------------------------------------------------------- */

/* The national part of a party, which has no row before its first meeting. */
static gboolean
find_own_body (Db *db, Draft *draft, GError **error)
{
  g_autoptr(Party) party = party_load (db, draft->plan->own, error);
  g_autoptr(DbRow) row = NULL;
  g_autofree char *id = uuid7 ();
  gint64 taken;

  if (party == NULL ||
      !db_maybe (db, &row, "SELECT id FROM body WHERE party = ?", error, "s", party->id))
    return FALSE;
  if (row != NULL)
    {
      draft->body = row_copy (row, "id");
      return TRUE;
    }
  taken =
      db_number (db, "SELECT count (*) FROM body WHERE handle = ?", error, "s", party->code);
  if (taken != 0)
    return taken > 0 &&
           council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("handle {handle}: another body has it, so that the meetings of "
                              "{handle}'s own get no reference"),
                          "handle", party->code, NULL);
  draft->body = g_steal_pointer (&id);
  return db_run (db, "INSERT INTO body (id, kind, handle, party) VALUES (?, 'group', ?, ?)",
                 error, "sss", draft->body, party->code, party->id);
}

static gboolean
find_body (Db *db, Draft *draft, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (draft->plan->own != NULL)
    return find_own_body (db, draft, error);
  draft->body = g_strdup (draft->plan->body);
  if (draft->body != NULL)
    return TRUE;
  row = db_one (db, "SELECT id FROM council", error, "");
  draft->body = row ? row_copy (row, "id") : NULL;
  return row != NULL;
}

/* --- who hosts it --------------------------------------------------------------------------- */

static gboolean
choose_regular_host (Db *db, Draft *draft, GError **error)
{
  g_autoptr(GPtrArray) turns = alternation_load (db, draft->parties, error);
  const Party *first = g_ptr_array_index (draft->parties, 0);
  const Party *named = find_party (draft, draft->plan->host);
  g_autoptr(GDateTime) about = NULL;
  g_autofree char *start = NULL;
  gboolean old_order;

  if (turns == NULL || !alternation_old_order (db, &old_order, error))
    return FALSE;
  /* For the order of meetings any capital's clock will do. */
  about = life_read_start (db, draft->plan->start, first->time_zone, NULL, error);
  if (about == NULL)
    return FALSE;
  start = instant_text (about);
  draft->host = find_party (draft, alternation_next (draft->parties, turns, start, old_order));
  if (draft->host == NULL)
    draft->host = named ? named : first;
  else if (named != NULL && named != draft->host)
    draft->wanted = named;
  if (draft->wanted != NULL && draft->reason == NULL)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("it is the turn of {rule}: another host, {host}, needs a reason "
                              "(--reason) and the consent of every party"),
                          "rule", draft->host->code, "host", draft->wanted->code, NULL);
  return TRUE;
}

static gboolean
choose_extraordinary_host (Db *db, Draft *draft, GError **error)
{
  const char *code = draft->plan->host;

  if (code == NULL && draft->request != NULL)
    code = draft->request->host;
  if (code == NULL && draft->request == NULL)
    code = draft->plan->acting;
  draft->host = find_party (draft, code);
  if (draft->host == NULL)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("the host of the extraordinary meeting is not agreed: name it with "
            "--host, or the request that the meeting answers with --request"),
        NULL);
  if (draft->request == NULL && draft->reason == NULL)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("an extraordinary meeting needs a reason: --reason, or --request "
            "REF with the request that it answers"),
        NULL);
  return TRUE;
}

static gboolean
choose_host (Db *db, Draft *draft, GError **error)
{
  const char *code = draft->plan->host;

  if (draft->parties->len == 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("the council has no parties yet (see 'council party')"), NULL);
  if (code != NULL && !party_exists (db, code, error))
    return FALSE;
  if (draft->plan->own != NULL)
    draft->host = find_party (draft, draft->plan->own);
  else if (!draft->council)
    draft->host = find_party (draft, code);
  else if (g_str_equal (draft->kind, MEETING_REGULAR))
    return choose_regular_host (db, draft, error);
  else
    return choose_extraordinary_host (db, draft, error);
  return TRUE;
}

/* --- where and when ------------------------------------------------------------------------- */

static gboolean
read_texts (Draft *draft, GError **error)
{
  const MeetingPlan *plan = draft->plan;

  return text_clean_optional (plan->city, N_ ("city"), &draft->city, error) &&
         text_clean_optional (plan->venue, N_ ("venue"), &draft->venue, error) &&
         text_clean_optional (plan->url, N_ ("address"), &draft->url, error) &&
         text_clean_optional (plan->reason, N_ ("reason"), &draft->reason, error) &&
         life_check_form (plan->form, error);
}

/* The place follows the host who is wanted, when there is one: that is what is planned. */
static gboolean
choose_place (Db *db, Draft *draft, GError **error)
{
  const Party *host = draft->wanted ? draft->wanted : draft->host;
  const Party *fallback = host ? host : g_ptr_array_index (draft->parties, 0);
  g_autoptr(Party) there = NULL;

  if (draft->city == NULL && host != NULL &&
      (draft->city = place_capital (db, host, error)) == NULL)
    return FALSE;
  if (draft->city != NULL && !place_party_of (db, draft->city, &there, error))
    return FALSE;
  draft->zone = g_strdup (draft->plan->zone ? draft->plan->zone
                          : there != NULL   ? there->time_zone
                                            : fallback->time_zone);
  if (!zone_is_known (draft->zone))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no time zone {zone} (an IANA name, such as Asia/Dushanbe)"),
                          "zone", draft->zone, NULL);
  return TRUE;
}

static gboolean
choose_time (Db *db, Draft *draft, Notices *notices, GError **error)
{
  draft->starts = life_read_start (db, draft->plan->start, draft->zone, NULL, error);
  if (draft->starts == NULL)
    return FALSE;
  draft->ends = life_end_after (db, draft->starts, draft->zone, draft->plan->days, error);
  return draft->ends != NULL &&
         life_check_free (db, draft->body, draft->request ? draft->request->id : NULL,
                          draft->starts, draft->ends, error) &&
         life_check_day (db, draft->plan->own, draft->zone, draft->starts, draft->ends,
                         draft->reason, notices, error);
}

static gboolean
read_kind (Db *db, Draft *draft, GError **error)
{
  const char *kind = draft->plan->kind;

  if (kind == NULL)
    kind = draft->plan->request ? MEETING_EXTRAORDINARY : MEETING_REGULAR;
  if (!g_str_equal (kind, MEETING_REGULAR) && !g_str_equal (kind, MEETING_EXTRAORDINARY))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no kind {kind} (one of: regular, extraordinary)"), "kind", kind,
                          NULL);
  draft->kind = g_str_equal (kind, MEETING_REGULAR) ? MEETING_REGULAR : MEETING_EXTRAORDINARY;
  if (!find_body (db, draft, error))
    return FALSE;
  return life_is_council (db, draft->body, &draft->council, error);
}

static gboolean
draft_prepare (Db *db, Draft *draft, Notices *notices, GError **error)
{
  draft->parties = party_list (db, error);
  return draft->parties != NULL && read_kind (db, draft, error) && read_texts (draft, error) &&
         read_request (db, draft, notices, error) && choose_host (db, draft, error) &&
         choose_place (db, draft, error) && choose_time (db, draft, notices, error);
}

/* --- its reference -------------------------------------------------------------------------- */

static gint64
taken (Db *db, const char *ref, GError **error)
{
  return db_number (db, "SELECT count(*) FROM meeting WHERE ref = ? COLLATE NOCASE", error,
                    "s", ref);
}

/* The first reference that is free: "2027", "2027-2", …; "2026-E1", "2026-E2", … */
static char *
free_ref (Db *db, const char *stem, gboolean extraordinary, GError **error)
{
  for (int number = 1;; number++)
    {
      g_autofree char *ref = extraordinary ? g_strdup_printf ("%s-E%d", stem, number)
                             : number == 1 ? g_strdup (stem)
                                           : g_strdup_printf ("%s-%d", stem, number);
      gint64 count = taken (db, ref, error);

      if (count < 0)
        return NULL;
      if (count == 0)
        return g_steal_pointer (&ref);
    }
}

char *
life_free_ref (Db *db, const char *body, int year, gboolean extraordinary, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autofree char *stem = NULL;

  row = db_one (db, "SELECT kind, handle FROM body WHERE id = ?", error, "s", body);
  if (row == NULL)
    return NULL;
  stem = g_str_equal (row_text (row, "kind"), "council")
             ? g_strdup_printf ("%d", year)
             : g_strdup_printf ("%s-%d", row_text (row, "handle"), year);
  return free_ref (db, stem, extraordinary, error);
}

static char *
draft_ref (Db *db, const Draft *draft, GError **error)
{
  GDate date;

  instant_local_date (draft->starts, draft->zone, &date);
  return life_free_ref (db, draft->body, g_date_get_year (&date),
                        g_str_equal (draft->kind, MEETING_EXTRAORDINARY), error);
}

/* --- writing -------------------------------------------------------------------------------- */

static gboolean
insert_meeting (Db *db, const Draft *draft, const char *id, const char *ref, GError **error)
{
  const MeetingPlan *plan = draft->plan;
  g_autofree char *now = clock_now_text ();
  g_autofree char *starts = instant_text (draft->starts), *ends = instant_text (draft->ends);
  const Party *acting = find_party (draft, plan->acting);
  gboolean asked = draft->council && g_str_equal (draft->kind, MEETING_EXTRAORDINARY);
  g_autofree char *today = life_today (draft->zone);

  return db_run (
      db,
      "INSERT INTO meeting (id, body, ref, kind, state, host, starts_at, ends_at,"
      " time_zone, city, venue, form, url, reason, requested_by, requested_on,"
      " request_basis, scheduled_on, sample, created_at, changed_at)"
      " VALUES (?, ?, ?, ?, 'planned', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error, "sssssssssssssssssiss", id, draft->body, ref, draft->kind,
      draft->host ? draft->host->id : NULL, starts, ends, draft->zone, draft->city,
      draft->venue, plan->form ? plan->form : "in-person", draft->url, draft->reason,
      asked && acting ? acting->id : NULL, asked ? today : NULL, asked ? plan->basis : NULL,
      today, db_sample (db), now, now);
}

/* A request that gets its date keeps its reference, its reason and its key. */
static gboolean
date_request (Db *db, const Draft *draft, GError **error)
{
  const Meeting *request = draft->request;
  g_autofree char *starts = instant_text (draft->starts), *ends = instant_text (draft->ends);
  g_autofree char *today = life_today (draft->zone);
  g_autofree char *reason = draft->reason == NULL || request->reason == NULL
                                ? g_strdup (draft->reason ? draft->reason : request->reason)
                                : g_strdup_printf ("%s; %s", request->reason, draft->reason);

  return db_run (db,
                 "UPDATE meeting SET state = 'planned', host = ?, starts_at = ?, ends_at = ?,"
                 " time_zone = ?, city = ?, venue = ?, form = ?, url = coalesce (?, url),"
                 " reason = ?, scheduled_on = ?, sequence = sequence + 1,"
                 " sample = max (sample, ?) WHERE id = ?",
                 error, "ssssssssssis", draft->host->id, starts, ends, draft->zone,
                 draft->city, draft->venue,
                 draft->plan->form ? draft->plan->form : request->form, draft->url, reason,
                 today, db_sample (db), request->id) &&
         meeting_touch (db, request->id, error);
}

static gboolean
add_swap (Db *db, const Draft *draft, const Meeting *meeting, Notices *notices, GError **error)
{
  g_autofree char *rule = NULL, *host = NULL;

  if (draft->wanted == NULL)
    return TRUE;
  rule = place_told_name (db, notices, draft->host->code, CASE_NOMINATIVE);
  host = place_told_name (db, notices, draft->wanted->code, CASE_NOMINATIVE);
  notices_add (
      notices,
      N_ ("{ref}: the host stays {rule} until every party consents to {host} ('council "
          "meeting confirm {ref} --as PARTY' or 'council meeting swap {ref} --as "
          "PARTY')"),
      "ref", meeting->ref, "rule", rule, "host", host, NULL);
  return swap_propose (db, meeting, draft->host->code, draft->wanted->code, draft->reason,
                       draft->plan->acting, draft->plan->basis, error);
}

/* A short notice is no reason to refuse what is urgent. */
static gboolean
tell_short_notice (Db *db, const Draft *draft, const char *ref, Notices *notices,
                   GError **error)
{
  gint64 days = setting_number (db, "extraordinary-notice", error);
  g_autofree char *due = NULL;
  GDate first, today;

  if (days < 0 || !draft->council || g_str_equal (draft->kind, MEETING_REGULAR))
    return days >= 0;
  instant_local_date (draft->starts, draft->zone, &first);
  clock_today (draft->zone, &today);
  if (g_date_compare (&first, &today) >= 0 &&
      g_date_days_between (&today, &first) < (int) days)
    {
      due = g_strdup_printf ("%" G_GINT64_FORMAT, days);
      notices_add (notices,
                   N_ ("{ref}: the notice is shorter than {days} days (setting "
                       "extraordinary-notice)"),
                   "ref", ref, "days", due, NULL);
    }
  return TRUE;
}

static gboolean
write_draft (Db *db, const Draft *draft, const char *id, const char *ref, Notices *notices,
             GError **error)
{
  g_autoptr(Meeting) meeting = NULL;

  if (draft->request != NULL ? !date_request (db, draft, error)
                             : !insert_meeting (db, draft, id, ref, error))
    return FALSE;
  meeting = meeting_load_id (db, id, error);
  life_tell_past (ref, draft->starts, notices);
  return meeting != NULL && add_swap (db, draft, meeting, notices, error) &&
         (draft->reason == NULL ||
          day_off_keep (db, id, draft->reason, draft->plan->basis, NULL, error)) &&
         tell_short_notice (db, draft, ref, notices, error) &&
         alternation_apply (db, notices, error) && deadline_settle (db, id, error);
}

Meeting *
meeting_schedule (Db *db, const MeetingPlan *plan, Notices *notices, GError **error)
{
  g_auto(Draft) draft = { .plan = plan };
  g_autoptr(DbTransaction) tx = db_begin (db, "meeting.schedule", error);
  g_autofree char *id = NULL, *ref = NULL;

  if (tx == NULL || !draft_prepare (db, &draft, notices, error))
    return NULL;
  id = draft.request ? g_strdup (draft.request->id) : uuid7 ();
  ref = draft.request ? g_strdup (draft.request->ref) : draft_ref (db, &draft, error);
  if (ref == NULL || !write_draft (db, &draft, id, ref, notices, error))
    return NULL;
  db_subject (tx, ref);
  return db_commit (&tx, error) ? meeting_load_id (db, id, error) : NULL;
}
