/* The alternation of the council's file. */
#include "meetings/alternation.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/setting.h"
#include "meetings/deadline.h"
#include "meetings/meeting.h"
#include "meetings/place.h"

#include <string.h>

gboolean
alternation_old_order (Db *db, gboolean *old_order, GError **error)
{
  g_autofree char *value = setting_get (db, "turn-after-swap", error);

  *old_order = value != NULL && g_str_equal (value, "old-order");
  return value != NULL;
}

static Turn *
turn_from_row (const DbRow *row)
{
  Turn *turn = turn_new (row_text (row, "id"), row_text (row, "state"),
                         row_text (row, "starts_at"), row_text (row, "host"));

  g_free (turn->ref);
  turn->ref = row_copy (row, "ref");
  turn->swap = row_copy (row, "swap");
  turn->agreed = g_strcmp0 (row_text (row, "swap_state"), "agreed") == 0;
  turn->swap_host = row_copy (row, "swap_host");
  turn->swap_rule = row_copy (row, "swap_rule");
  turn->swap_reason = row_copy (row, "swap_reason");
  return turn;
}

GPtrArray *
alternation_load (Db *db, GPtrArray *parties, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT m.id, m.ref, m.state, m.starts_at, h.code AS host, s.id AS swap,"
      " s.state AS swap_state, s.reason AS swap_reason, sh.code AS swap_host, sr.code AS "
      "swap_rule"
      " FROM meeting m JOIN council c ON c.id = m.body LEFT JOIN party h ON h.id = m.host"
      " LEFT JOIN host_swap s ON s.meeting = m.id AND s.state <> 'withdrawn'"
      " LEFT JOIN party sh ON sh.id = s.host LEFT JOIN party sr ON sr.id = s.rule_host"
      " WHERE m.kind = 'regular' AND m.state IN ('planned', 'convened', 'held', 'closed')"
      " AND m.starts_at IS NOT NULL ORDER BY m.starts_at, m.ref",
      error, "");
  g_autoptr(GPtrArray) turns = g_ptr_array_new_with_free_func ((GDestroyNotify) turn_free);
  gboolean old_order;

  if (rows == NULL || !alternation_old_order (db, &old_order, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (turns, turn_from_row (g_ptr_array_index (rows, i)));
  alternation_settle (parties, turns, old_order);
  return g_steal_pointer (&turns);
}

/* --- giving each meeting its host ----------------------------------------------------------- */

/* What was confirmed was a meeting in another country. */
static gboolean
void_confirmations (Db *db, const Turn *turn, Notices *notices, GError **error)
{
  gint64 count = db_number (db, "SELECT count(*) FROM confirmation WHERE meeting = ?", error,
                            "s", turn->meeting);

  if (count > 0)
    notices_add (notices, N_ ("{ref}: confirmations given so far are void"), "ref", turn->ref,
                 NULL);
  return count == 0 || (count > 0 &&
                        db_run (db, "DELETE FROM confirmation WHERE meeting = ?", error, "s",
                                turn->meeting) &&
                        deadline_settle (db, turn->meeting, error));
}

static gboolean
change_host (Db *db, const Turn *turn, Notices *notices, GError **error)
{
  g_autoptr(Party) party = party_load (db, turn->due, error);
  g_autoptr(Meeting) meeting = meeting_load_id (db, turn->meeting, error);
  g_autofree char *now = NULL, *before = NULL;

  if (party == NULL || meeting == NULL ||
      !db_run (db, "UPDATE meeting SET host = ?, sequence = sequence + 1 WHERE id = ?", error,
               "ss", party->id, turn->meeting) ||
      !place_follow_host (db, meeting, party, error) ||
      !meeting_touch (db, turn->meeting, error))
    return FALSE;
  if (notices != NULL)
    {
      now = place_party_name (db, turn->due, notices->lang, CASE_NOMINATIVE);
      before = place_party_name (db, turn->host, notices->lang, CASE_NOMINATIVE);
      notices_add (notices, N_ ("{ref}: the host is now {now}, it was {before}"), "ref",
                   turn->ref, "now", now, "before", before, NULL);
    }
  /* An agreed swap was consented to; another change of the host nobody has confirmed. */
  return turn->agreed || void_confirmations (db, turn, notices, error);
}

/* A swap that names the party whose turn it has become is no swap any more; in whose place the
 * other swaps stand may have changed. */
static gboolean
refresh_swap (Db *db, const Turn *turn, Notices *notices, GError **error)
{
  g_autofree char *name = NULL;

  if (turn->swap == NULL || turn->rule == NULL || turn_is_fixed (turn) ||
      g_str_equal (turn->rule, turn->swap_rule))
    return TRUE;
  if (!g_str_equal (turn->rule, turn->swap_host))
    return db_run (db,
                   "UPDATE host_swap SET rule_host = (SELECT id FROM party WHERE code = ?)"
                   " WHERE id = ?",
                   error, "ss", turn->rule, turn->swap);
  name = place_told_name (db, notices, turn->rule, CASE_GENITIVE);
  notices_add (notices,
               N_ ("{ref}: the change of the host is not needed any more: it is the turn "
                   "of {party}"),
               "ref", turn->ref, "party", name, NULL);
  return db_run (db, "UPDATE host_swap SET state = 'withdrawn' WHERE id = ?", error, "s",
                 turn->swap);
}

static void
tell_kept (Db *db, const Turn *turn, Notices *notices)
{
  g_autofree char *host = place_told_name (db, notices, turn->host, CASE_NOMINATIVE);
  g_autofree char *rule = place_told_name (db, notices, turn->rule, CASE_NOMINATIVE);

  if (turn->rule != NULL && !turn->agreed && g_str_equal (turn->state, MEETING_CONVENED) &&
      g_strcmp0 (turn->host, turn->rule) != 0)
    notices_add (notices,
                 N_ ("{ref} is convened and keeps its host {host}; by the alternation it "
                     "would be {rule} ('council meeting swap' puts that on record)"),
                 "ref", turn->ref, "host", host, "rule", rule, NULL);
}

static gboolean
settle_one (Db *db, const Turn *turn, Notices *notices, GError **error)
{
  if (turn_is_fixed (turn))
    {
      tell_kept (db, turn, notices);
      return TRUE;
    }
  if (!refresh_swap (db, turn, notices, error))
    return FALSE;
  return g_strcmp0 (turn->due, turn->host) == 0 || change_host (db, turn, notices, error);
}

gboolean
alternation_apply (Db *db, Notices *notices, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);
  g_autoptr(GPtrArray) turns = parties ? alternation_load (db, parties, error) : NULL;

  if (turns == NULL)
    return FALSE;
  for (guint i = 0; i < turns->len; i++)
    if (!settle_one (db, g_ptr_array_index (turns, i), notices, error))
      return FALSE;
  return TRUE;
}

gboolean
alternation_check (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);
  g_autoptr(GPtrArray) turns = parties ? alternation_load (db, parties, error) : NULL;

  if (turns == NULL)
    return FALSE;
  for (guint i = 0; i < turns->len; i++)
    {
      const Turn *turn = g_ptr_array_index (turns, i);
      const char *due = turn->agreed ? turn->swap_host : turn->rule;
      g_autofree char *host = place_party_name (db, turn->host, lang, CASE_NOMINATIVE);
      g_autofree char *rule = place_party_name (db, due, lang, CASE_NOMINATIVE);

      if (due == NULL || g_strcmp0 (turn->host, due) == 0)
        continue;
      g_ptr_array_add (findings,
                       tr_fill (lang,
                                N_ ("{ref}: the host is {host}, by the alternation it would "
                                    "be {due}, and no agreed swap says otherwise"),
                                "ref", turn->ref, "host", host, "due", rule, NULL));
    }
  return TRUE;
}
