/* Another host than the alternation's. */
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/alternation.h"
#include "meetings/life-internal.h"
#include "meetings/place.h"

static gboolean
find_pending (Db *db, const char *meeting, DbRow **row, GError **error)
{
  return db_maybe (db, row,
                   "SELECT s.id, h.code AS host, r.code AS rule FROM host_swap s"
                   " JOIN party h ON h.id = s.host JOIN party r ON r.id = s.rule_host"
                   " WHERE s.meeting = ? AND s.state = 'pending'",
                   error, "s", meeting);
}

gboolean
swap_is_pending (Db *db, const char *meeting, gboolean *pending, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!find_pending (db, meeting, &row, error))
    return FALSE;
  *pending = row != NULL;
  return TRUE;
}

gboolean
swap_drop (Db *db, const char *meeting, GError **error)
{
  return db_run (db,
                 "UPDATE host_swap SET state = 'withdrawn' WHERE meeting = ?"
                 " AND state = 'pending'",
                 error, "s", meeting);
}

static gboolean
add_consent (Db *db, const char *swap, const char *party, const char *basis, GError **error)
{
  g_autofree char *id = uuid7 (), *today = life_today (NULL);

  return db_run (db,
                 "INSERT INTO host_swap_consent (id, swap, party, consented_on, basis)"
                 " VALUES (?, ?, (SELECT id FROM party WHERE code = ?), ?, ?)"
                 " ON CONFLICT (swap, party) DO NOTHING",
                 error, "sssss", id, swap, party, today, basis);
}

gboolean
swap_propose (Db *db, const Meeting *meeting, const char *rule, const char *host,
              const char *reason, const char *acting, const char *basis, GError **error)
{
  g_autofree char *id = uuid7 (), *today = life_today (meeting->time_zone);

  return db_run (db,
                 "INSERT INTO host_swap (id, meeting, rule_host, host, reason, state,"
                 " proposed_on) VALUES (?, ?, (SELECT id FROM party WHERE code = ?),"
                 " (SELECT id FROM party WHERE code = ?), ?, 'pending', ?)",
                 error, "ssssss", id, meeting->id, rule, host, reason, today) &&
         (acting == NULL || add_consent (db, id, acting, basis, error));
}

/* Every party consented: the meeting and the turns after it follow. */
static gboolean
agree (Db *db, const Meeting *meeting, const DbRow *swap, Notices *notices, GError **error)
{
  const char *host = row_text (swap, "host");
  g_autoptr(Party) party = party_load (db, host, error);
  g_autofree char *name = place_told_name (db, notices, host, CASE_NOMINATIVE);
  g_autofree char *rule =
      place_told_name (db, notices, row_text (swap, "rule"), CASE_GENITIVE);

  if (party == NULL ||
      !db_run (db, "UPDATE host_swap SET state = 'agreed' WHERE id = ?", error, "s",
               row_text (swap, "id")) ||
      !db_run (db, "UPDATE meeting SET host = ?, sequence = sequence + 1 WHERE id = ?", error,
               "ss", party->id, meeting->id) ||
      !place_follow_host (db, meeting, party, error) ||
      !meeting_touch (db, meeting->id, error))
    return FALSE;
  notices_add (notices, N_ ("{ref}: every party consents: {host} hosts in place of {rule}"),
               "ref", meeting->ref, "host", name, "rule", rule, NULL);
  return alternation_apply (db, notices, error);
}

gboolean
swap_consent (Db *db, const Meeting *meeting, const char *party, const char *basis,
              Notices *notices, GError **error)
{
  g_autoptr(DbRow) swap = NULL;
  g_autofree char *who = NULL, *host = NULL;
  gint64 missing;

  if (!find_pending (db, meeting->id, &swap, error))
    return FALSE;
  if (swap == NULL)
    return TRUE;
  if (!add_consent (db, row_text (swap, "id"), party, basis, error))
    return FALSE;
  missing = db_number (db,
                       "SELECT count(*) FROM party WHERE id NOT IN"
                       " (SELECT party FROM host_swap_consent WHERE swap = ?)",
                       error, "s", row_text (swap, "id"));
  if (missing == 0)
    return agree (db, meeting, swap, notices, error);
  who = place_told_name (db, notices, party, CASE_NOMINATIVE);
  host = place_told_name (db, notices, row_text (swap, "host"), CASE_NOMINATIVE);
  notices_add (notices, N_ ("{ref}: {party} consents to {host} as the host"), "ref",
               meeting->ref, "party", who, "host", host, NULL);
  return missing > 0;
}

/* --- as acts of their own ------------------------------------------------------------------- */

static const Turn *
find_turn (GPtrArray *turns, const Meeting *meeting)
{
  for (guint i = 0; i < turns->len; i++)
    if (g_str_equal (((Turn *) g_ptr_array_index (turns, i))->meeting, meeting->id))
      return g_ptr_array_index (turns, i);
  return NULL;
}

static gboolean
check_swap (const Meeting *meeting, const Turn *turn, const char *host, GError **error)
{
  if (turn == NULL)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{ref} is outside the alternation: only a regular meeting of the "
            "council has a turn"),
        "ref", meeting->ref, NULL);
  if (turn->swap != NULL)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref} has another host on record already: {host} in place of "
                              "{rule} (withdraw that first: 'council meeting swap {ref} "
                              "--withdraw')"),
                          "ref", meeting->ref, "host", turn->swap_host, "rule",
                          turn->swap_rule, NULL);
  if (turn->rule == NULL || g_str_equal (turn->rule, host))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref}: it is {host}'s turn already, nothing is to be swapped"),
                          "ref", meeting->ref, "host", host, NULL);
  return TRUE;
}

gboolean
meeting_swap (Db *db, const char *ref, const char *host, const char *reason,
              const char *acting, const char *basis, Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(GPtrArray) parties = meeting ? party_list (db, error) : NULL;
  g_autoptr(GPtrArray) turns = parties ? alternation_load (db, parties, error) : NULL;
  g_autoptr(DbTransaction) tx = NULL;
  g_autofree char *why = NULL;
  const Turn *turn;

  if (turns == NULL || !party_exists (db, host, error))
    return FALSE;
  if (!meeting_is_open (meeting))
    return life_refuse (meeting, N_ ("change its host"), error);
  turn = find_turn (turns, meeting);
  why = text_clean (reason, N_ ("reason"), error);
  if (why == NULL || !check_swap (meeting, turn, host, error))
    return FALSE;
  tx = db_begin (db, "meeting.swap", error);
  if (tx == NULL || !swap_propose (db, meeting, turn->rule, host, why, NULL, NULL, error) ||
      (acting != NULL && !swap_consent (db, meeting, acting, basis, notices, error)))
    return FALSE;
  if (acting == NULL)
    notices_add (notices,
                 N_ ("{ref}: waits for the consent of every party ('council meeting swap "
                     "{ref} --as PARTY')"),
                 "ref", meeting->ref, NULL);
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

static gboolean
no_swap (const Meeting *meeting, GError **error)
{
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{ref}: no change of the host waits for consent (propose one with "
                            "--host PARTY --reason TEXT)"),
                        "ref", meeting->ref, NULL);
}

gboolean
meeting_swap_consent (Db *db, const char *ref, const char *party, const char *basis,
                      Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(DbTransaction) tx = NULL;
  g_autoptr(DbRow) swap = NULL;
  gint64 given;

  if (meeting == NULL || !party_exists (db, party, error) ||
      !find_pending (db, meeting->id, &swap, error))
    return FALSE;
  if (swap == NULL)
    return no_swap (meeting, error);
  given = db_number (db,
                     "SELECT count(*) FROM host_swap_consent c JOIN party p ON p.id = c.party"
                     " WHERE c.swap = ? AND p.code = ?",
                     error, "ss", row_text (swap, "id"), party);
  if (given > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref}: {party} has consented already (the others have to)"),
                          "ref", meeting->ref, "party", party, NULL);
  tx = given == 0 ? db_begin (db, "meeting.swap-consent", error) : NULL;
  if (tx == NULL || !swap_consent (db, meeting, party, basis, notices, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

/* A meeting planned at the wanted host's moves to that of the host on record. */
static gboolean
return_home (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(Party) host = meeting->host ? party_load (db, meeting->host, error) : NULL;

  return host == NULL
             ? meeting->host == NULL
             : place_follow_host (db, meeting, host, error) &&
                   db_run (db, "UPDATE meeting SET sequence = sequence + 1 WHERE id = ?",
                           error, "s", meeting->id) &&
                   meeting_touch (db, meeting->id, error);
}

gboolean
meeting_swap_withdraw (Db *db, const char *ref, Notices *notices, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(DbTransaction) tx = NULL;
  gint64 swaps;

  if (meeting == NULL)
    return FALSE;
  if (!meeting_is_open (meeting))
    return life_refuse (meeting, N_ ("change its host"), error);
  swaps = db_number (
      db, "SELECT count(*) FROM host_swap WHERE meeting = ? AND state <> 'withdrawn'", error,
      "s", meeting->id);
  if (swaps == 0)
    return no_swap (meeting, error);
  if (meeting_is (meeting, MEETING_CONVENED))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref} is convened with the host that every party consented to "
                              "(postpone it first, which voids the confirmations)"),
                          "ref", meeting->ref, NULL);
  tx = swaps > 0 ? db_begin (db, "meeting.swap-withdraw", error) : NULL;
  if (tx == NULL ||
      !db_run (db, "UPDATE host_swap SET state = 'withdrawn' WHERE meeting = ?", error, "s",
               meeting->id) ||
      !return_home (db, meeting, error) || !alternation_apply (db, notices, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}
