#include "meetings/record.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "meetings/deadline.h"

/* What the meeting's protocol forbids.  The protocol belongs to a room above, so only its state
 * is read here, from its table. */
static gboolean
check_protocol (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT state FROM protocol WHERE meeting = ?"
                 " AND state IN ('agreed', 'issued', 'signed')",
                 error, "s", meeting->id))
    return FALSE;
  if (row == NULL)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("record of {ref}: it cannot change, the text of its protocol is "
                            "agreed (only 'council protocol reopen {ref}' opens it again)"),
                        "ref", meeting->ref, NULL);
}

Meeting *
record_open (Db *db, const char *ref, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);

  if (meeting == NULL)
    return NULL;
  if (meeting_is (meeting, MEETING_CANCELLED) || meeting_is (meeting, MEETING_REFUSED))
    {
      council_error (error, COUNCIL_ERROR_RULE,
                     N_ ("record of {ref}: it cannot change, the meeting's state is "
                         "«{state:tr}» (see 'council meeting show {ref}')"),
                     "ref", meeting->ref, "state", meeting->state, NULL);
      return NULL;
    }
  return check_protocol (db, meeting, error) ? g_steal_pointer (&meeting) : NULL;
}

gboolean
record_changed (Db *db, const Meeting *meeting, GError **error)
{
  return (db_sample (db) == 0 || meeting_mark_sample (db, meeting->id, error)) &&
         meeting_touch (db, meeting->id, error) && deadline_settle (db, meeting->id, error);
}

/* The instant before which a meeting has to begin to stand before @meeting. */
static char *
beginning (const Meeting *meeting)
{
  return meeting->starts ? instant_text (meeting->starts) : clock_now_text ();
}

GPtrArray *
record_before (Db *db, const Meeting *meeting, GError **error)
{
  g_autofree char *limit = beginning (meeting);
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT id FROM meeting WHERE body = ? AND id != ? AND starts_at < ?"
              " AND state IN ('planned', 'convened', 'held', 'closed')"
              " ORDER BY starts_at DESC, ref DESC",
              error, "sss", meeting->body, meeting->id, limit);
  g_autoptr(GPtrArray) before =
      g_ptr_array_new_with_free_func ((GDestroyNotify) meeting_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      Meeting *one = meeting_load_id (db, row_text (g_ptr_array_index (rows, i), "id"), error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (before, one);
    }
  return rows ? g_steal_pointer (&before) : NULL;
}
