/* Whom an address stands for at a meeting, and what that address was sent. */
#include "core/clock.h"
#include "core/date.h"
#include "meetings/reply-internal.h"

#include <string.h>

void
reply_invited_clear (ReplyInvited *invited)
{
  g_free (invited->person);
  g_free (invited->handle);
  g_free (invited->name);
  g_free (invited->party);
  g_free (invited->starts);
  g_free (invited->answered_starts);
}

gboolean
reply_same_address (const char *one, const char *two)
{
  g_autofree char *left = NULL, *right = NULL;

  if (one == NULL || two == NULL || *one == '\0')
    return FALSE;
  left = g_utf8_casefold (one, -1);
  right = g_utf8_casefold (two, -1);
  return g_str_equal (left, right);
}

/* (nullable): the value of a line "starts=…" of what a message told. */
static char *
told_start (const char *told)
{
  g_auto(GStrv) lines = g_strsplit (told ? told : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "starts="))
      return g_strdup (lines[i] + strlen ("starts="));
  return NULL;
}

static void
take_name (ReplyInvited *invited, const DbRow *row)
{
  if (invited->person != NULL)
    return;
  invited->person = row_copy (row, "person");
  invited->handle = row_copy (row, "handle");
  invited->name = row_copy (row, "name");
  invited->party = row_copy (row, "party");
}

/* What was sent: the newest message to the address tells whether it is invited. */
static gboolean
find_sent (Db *db, const Meeting *meeting, const char *address, guint sequence,
           ReplyInvited *invited, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT m.address, m.person, n.handle, m.name, p.code AS party, m.method, m.sequence,"
      " m.told FROM mail m JOIN person n ON n.id = m.person LEFT JOIN party p ON p.id = "
      "m.party"
      " WHERE m.meeting = ? AND m.method <> 'DECLINECOUNTER' ORDER BY m.number DESC",
      error, "s", meeting->id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      gint64 sent = row_int (row, "sequence");

      if (!reply_same_address (row_text (row, "address"), address))
        continue;
      if (invited->sequence < 0)
        {
          take_name (invited, row);
          invited->invited = g_str_equal (row_text (row, "method"), "REQUEST");
          invited->withdrawn = !invited->invited;
          invited->starts = told_start (row_text (row, "told"));
        }
      invited->sequence = MAX (invited->sequence, sent);
      if (sent == (gint64) sequence && invited->answered_starts == NULL)
        invited->answered_starts = told_start (row_text (row, "told"));
    }
  return rows != NULL;
}

static char *
first_day (const Meeting *meeting)
{
  GDate date;

  if (meeting_has_date (meeting))
    meeting_first_day (meeting, &date);
  else
    clock_today (NULL, &date);
  return date_text (&date);
}

/* Who is concerned by the record: the delegations, who holds an office, who is invited to an item
 * or belongs to the group. */
static gboolean
find_concerned (Db *db, const Meeting *meeting, const char *address, ReplyInvited *invited,
                GError **error)
{
  g_autofree char *day = first_day (meeting);
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT n.id AS person, n.handle, n.email, x.party, x.rank,"
      " n.surname || coalesce (' ' || n.given, '') || coalesce (' ' || n.patronymic, '') AS "
      "name"
      " FROM person n JOIN ("
      " SELECT d.person, p.code AS party, d.position AS rank FROM delegate d"
      "  JOIN party p ON p.id = d.party WHERE d.meeting = ?1"
      "  AND d.id NOT IN (SELECT s.substitutes FROM delegate s WHERE s.substitutes IS NOT "
      "NULL)"
      " UNION ALL SELECT t.person, p.code, 0 FROM term t JOIN office o ON o.id = t.office"
      "  JOIN party p ON p.id = o.party WHERE o.body = ?2 AND coalesce (t.since, '') <= ?3"
      "  AND coalesce (t.until, '9') >= ?3 AND coalesce (t.meeting, ?1) = ?1"
      " UNION ALL SELECT m.representative, p.code, 0 FROM member m JOIN party p ON p.id = "
      "m.party"
      "  WHERE EXISTS (SELECT 1 FROM invitation i JOIN agenda_item a ON a.id = i.item"
      "   WHERE i.member = m.id AND a.meeting = ?1)"
      "  OR EXISTS (SELECT 1 FROM rapporteur r JOIN agenda_item a ON a.id = r.item"
      "   WHERE a.meeting = ?1 AND r.party = m.party AND r.who = m.name)"
      " UNION ALL SELECT coalesce (g.person, m.representative), p.code, 0 FROM group_member g"
      "  JOIN party p ON p.id = g.party LEFT JOIN member m ON m.id = g.member"
      "  WHERE g.working_group = ?2) x ON x.person = n.id"
      " WHERE n.email IS NOT NULL ORDER BY x.rank = 0, x.rank",
      error, "sss", meeting->id, meeting->body, day);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      if (!reply_same_address (row_text (row, "email"), address))
        continue;
      take_name (invited, row);
      if (invited->rank == 0)
        invited->rank = row_int (row, "rank");
      invited->invited = invited->invited || !invited->withdrawn;
    }
  return rows != NULL;
}

gboolean
reply_find_invited (Db *db, const Meeting *meeting, const char *address, guint sequence,
                    ReplyInvited *invited, GError **error)
{
  *invited = (ReplyInvited){ .sequence = -1 };
  return find_sent (db, meeting, address, sequence, invited, error) &&
         find_concerned (db, meeting, address, invited, error);
}

gboolean
reply_person (Db *db, const Meeting *meeting, const MeetingReply *reply, char **handle,
              char **party, GError **error)
{
  g_auto(ReplyInvited) known = { 0 };
  g_autoptr(GPtrArray) people = NULL;

  *handle = g_strdup (reply->person);
  *party = NULL;
  if (!reply_find_invited (db, meeting, reply->address, (guint) reply->sequence, &known,
                           error))
    return FALSE;
  *party = g_strdup (known.party);
  if (*handle != NULL)
    return TRUE;
  people =
      db_all (db, "SELECT handle, email FROM person WHERE email IS NOT NULL ORDER BY handle",
              error, "");
  for (guint i = 0; people != NULL && i < people->len && *handle == NULL; i++)
    {
      const DbRow *row = g_ptr_array_index (people, i);

      if (reply_same_address (row_text (row, "email"), reply->address))
        *handle = row_copy (row, "handle");
    }
  return people != NULL;
}
