#include "meetings/meeting-record.h"

#include "core/date.h"

/* --- confirmations --------------------------------------------------------------------------- */

static void
confirmation_free (Confirmation *confirmation)
{
  g_free (confirmation->party);
  g_free (confirmation->on);
  g_free (confirmation->basis);
  g_free (confirmation);
}

GPtrArray *
confirmation_list (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT p.code, c.confirmed_on, c.basis FROM party p LEFT JOIN confirmation c"
              " ON c.party = p.id AND c.meeting = ? ORDER BY p.position",
              error, "s", meeting->id);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) confirmation_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Confirmation *confirmation = g_new0 (Confirmation, 1);

      confirmation->party = row_copy (row, "code");
      confirmation->on = row_copy (row, "confirmed_on");
      confirmation->basis = row_copy (row, "basis");
      g_ptr_array_add (list, confirmation);
    }
  return list;
}

/* --- swaps ----------------------------------------------------------------------------------- */

static void
host_swap_free (HostSwap *swap)
{
  g_free (swap->host);
  g_free (swap->rule);
  g_free (swap->reason);
  g_free (swap->state);
  g_free (swap->missing);
  g_free (swap);
}

GPtrArray *
host_swap_list (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT h.code AS host, r.code AS rule, s.reason, s.state,"
      " (SELECT group_concat (code, ', ') FROM (SELECT p.code FROM party p WHERE p.id NOT IN"
      " (SELECT c.party FROM host_swap_consent c WHERE c.swap = s.id) ORDER BY p.position))"
      " AS missing FROM host_swap s JOIN party h ON h.id = s.host JOIN party r"
      " ON r.id = s.rule_host WHERE s.meeting = ? ORDER BY s.id",
      error, "s", meeting->id);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) host_swap_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      HostSwap *swap = g_new0 (HostSwap, 1);

      swap->host = row_copy (row, "host");
      swap->rule = row_copy (row, "rule");
      swap->reason = row_copy (row, "reason");
      swap->state = row_copy (row, "state");
      swap->missing = row_copy (row, "missing");
      g_ptr_array_add (list, swap);
    }
  return list;
}

/* --- moves ----------------------------------------------------------------------------------- */

static void
meeting_move_free (MeetingMove *move)
{
  g_clear_pointer (&move->from, g_date_time_unref);
  g_clear_pointer (&move->to, g_date_time_unref);
  g_free (move->reason);
  g_free (move->on);
  g_free (move);
}

GPtrArray *
meeting_move_list (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT from_start, to_start, reason, moved_on FROM meeting_move"
              " WHERE meeting = ? ORDER BY id",
              error, "s", meeting->id);
  g_autoptr(GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) meeting_move_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      MeetingMove *move = g_new0 (MeetingMove, 1);

      g_ptr_array_add (list, move);
      move->from = instant_parse (row_text (row, "from_start"), error);
      move->to = move->from ? instant_parse (row_text (row, "to_start"), error) : NULL;
      move->reason = row_copy (row, "reason");
      move->on = row_copy (row, "moved_on");
      if (move->to == NULL)
        return NULL;
    }
  return g_steal_pointer (&list);
}

/* --- answers --------------------------------------------------------------------------------- */

static void
request_answer_free (RequestAnswer *answer)
{
  g_free (answer->party);
  g_free (answer->kind);
  g_clear_pointer (&answer->starts, g_date_time_unref);
  g_free (answer->reason);
  g_free (answer->on);
  g_free (answer);
}

GPtrArray *
request_answer_list (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT p.code, a.kind, a.starts_at, a.reason, a.answered_on FROM answer a"
              " JOIN party p ON p.id = a.party WHERE a.meeting = ? ORDER BY a.id",
              error, "s", meeting->id);
  g_autoptr(GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) request_answer_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      const char *starts = row_text (row, "starts_at");
      RequestAnswer *answer = g_new0 (RequestAnswer, 1);

      g_ptr_array_add (list, answer);
      answer->party = row_copy (row, "code");
      answer->kind = row_copy (row, "kind");
      answer->reason = row_copy (row, "reason");
      answer->on = row_copy (row, "answered_on");
      if (starts != NULL && (answer->starts = instant_parse (starts, error)) == NULL)
        return NULL;
    }
  return g_steal_pointer (&list);
}
