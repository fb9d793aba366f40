/* The answers on record. */
#include "core/clock.h"
#include "core/date.h"
#include "core/text.h"
#include "meetings/reply-internal.h"

#include <string.h>

void
meeting_reply_free (MeetingReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->id);
  g_free (reply->meeting);
  g_free (reply->message_id);
  g_free (reply->person);
  g_free (reply->name);
  g_free (reply->party);
  g_free (reply->address);
  g_free (reply->on);
  g_free (reply->sender);
  g_free (reply->comment);
  g_free (reply->delegated_to);
  g_free (reply->delegated_name);
  g_free (reply->delegated_from);
  g_free (reply->zone);
  g_clear_pointer (&reply->starts, g_date_time_unref);
  g_clear_pointer (&reply->ends, g_date_time_unref);
  g_free (reply);
}

/* Whether the meeting is at the time that was asked for. */
static gboolean
is_granted (const Meeting *meeting, const MeetingReply *reply)
{
  g_autoptr(GDateTime) local =
      reply->all_day ? instant_in_zone (reply->starts, meeting->time_zone) : NULL;
  GDate day;

  if (local == NULL)
    return g_date_time_equal (reply->starts, meeting->starts) &&
           (reply->outdated || g_date_time_equal (reply->ends, meeting->ends));
  meeting_first_day (meeting, &day);
  return reply->outdated && g_date_time_get_year (local) == g_date_get_year (&day) &&
         g_date_time_get_day_of_year (local) == (int) g_date_get_day_of_year (&day);
}

static CounterState
counter_state (const Meeting *meeting, const MeetingReply *reply)
{
  g_autoptr(GDateTime) now = clock_now ();

  if (meeting->starts != NULL && reply->starts != NULL && reply->ends != NULL &&
      is_granted (meeting, reply))
    return COUNTER_GRANTED;
  if (reply->declined > 0)
    return COUNTER_DECLINED;
  return reply->outdated || !meeting_is_open (meeting) ||
                 g_date_time_compare (meeting->ends, now) <= 0
             ? COUNTER_LAPSED
             : COUNTER_OPEN;
}

static MeetingReply *
from_row (const Meeting *meeting, const DbRow *row)
{
  MeetingReply *reply = g_new0 (MeetingReply, 1);
  const char *starts = row_text (row, "starts_at"), *ends = row_text (row, "ends_at");
  g_autofree char *now = meeting->starts ? instant_text (meeting->starts) : g_strdup ("");

  reply->id = row_copy (row, "id");
  reply->meeting = g_strdup (meeting->ref);
  reply->sequence = row_int (row, "sequence");
  reply->message_id = row_copy (row, "message_id");
  reply->declined = row_int (row, "declined");
  reply->person = row_copy (row, "handle");
  reply->address = row_copy (row, "address");
  reply->name = row_copy (row, "name");
  if (reply->name == NULL)
    reply->name = g_strdup (reply->address);
  reply->party = row_copy (row, "party");
  reply->answer = reply_answer_named (row_text (row, "answer"));
  reply->on = row_copy (row, "stamp");
  reply->sender = row_copy (row, "sender");
  reply->other_sender =
      reply->sender != NULL && !reply_same_address (reply->sender, reply->address);
  reply->comment = row_copy (row, "comment");
  reply->delegated_to = row_copy (row, "delegated_to");
  reply->delegated_name = row_copy (row, "delegated_name");
  reply->delegated_from = row_copy (row, "delegated_from");
  reply->starts = starts ? instant_parse (starts, NULL) : NULL;
  reply->ends = ends ? instant_parse (ends, NULL) : NULL;
  reply->all_day = row_int (row, "all_day") != 0;
  reply->zone = g_strdup (meeting->time_zone);
  reply->outdated = !g_str_equal (row_text (row, "answered_start"), now);
  if (reply->answer == REPLY_COUNTER)
    reply->counter = counter_state (meeting, reply);
  return reply;
}

/* The newest stands first. */
static gboolean
is_there (const GPtrArray *list, const char *address)
{
  for (guint i = 0; i < list->len; i++)
    if (reply_same_address (((MeetingReply *) g_ptr_array_index (list, i))->address, address))
      return TRUE;
  return FALSE;
}

static int
name_compare (gconstpointer a, gconstpointer b)
{
  const MeetingReply *one = *(const MeetingReply *const *) a;
  const MeetingReply *two = *(const MeetingReply *const *) b;
  int order = g_strcmp0 (one->party, two->party);

  return order ? order : g_utf8_collate (one->name, two->name);
}

GPtrArray *
meeting_reply_list (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT r.*, coalesce ((SELECT max (m.number) FROM mail m"
              "  JOIN mail_delivery d ON d.mail = m.id WHERE m.reply = r.id"
              "  AND d.state <> 'dropped'), 0) AS declined, n.handle, n.surname || coalesce "
              "(' ' || n.given, '')"
              " || coalesce (' ' || n.patronymic, '') AS name,"
              " coalesce ((SELECT p.code FROM delegate d JOIN party p ON p.id = d.party"
              "   WHERE d.person = r.person AND d.meeting = r.meeting LIMIT 1),"
              "  (SELECT p.code FROM mail m JOIN party p ON p.id = m.party"
              "   WHERE m.person = r.person AND m.meeting = r.meeting LIMIT 1)) AS party"
              " FROM reply r LEFT JOIN person n ON n.id = r.person WHERE r.meeting = ?"
              " ORDER BY r.sequence DESC, r.stamp DESC, r.id DESC",
              error, "s", meeting->id);
  g_autoptr(GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) meeting_reply_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      if (!is_there (list, row_text (row, "address")))
        g_ptr_array_add (list, from_row (meeting, row));
    }
  g_ptr_array_sort (list, name_compare);
  return g_steal_pointer (&list);
}

static gboolean
add_counters (Db *db, const char *ref, gboolean all, GPtrArray *counters, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (db, ref, error);
  g_autoptr(GPtrArray) list = meeting ? meeting_reply_list (db, meeting, error) : NULL;

  while (list != NULL && list->len > 0)
    {
      g_autoptr(MeetingReply) reply = g_ptr_array_steal_index (list, 0);

      if (reply->answer == REPLY_COUNTER && (all || reply->counter == COUNTER_OPEN))
        g_ptr_array_add (counters, g_steal_pointer (&reply));
    }
  return list != NULL;
}

GPtrArray *
meeting_counter_list (Db *db, const char *ref, gboolean all, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT DISTINCT t.ref FROM reply r JOIN meeting t ON t.id = r.meeting"
              " WHERE r.answer = 'counter' ORDER BY t.starts_at, t.ref",
              error, "");
  g_autoptr(Meeting) meeting = ref ? meeting_load (db, ref, error) : NULL;
  g_autoptr(GPtrArray) counters =
      g_ptr_array_new_with_free_func ((GDestroyNotify) meeting_reply_free);

  if (rows == NULL || (ref != NULL && meeting == NULL))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const char *other = row_text (g_ptr_array_index (rows, i), "ref");

      if ((meeting == NULL || g_str_equal (meeting->ref, other)) &&
          !add_counters (db, other, all, counters, error))
        return NULL;
    }
  return g_steal_pointer (&counters);
}

CalendarAnswer
reply_calendar_answer (const MeetingReply *reply)
{
  static const CalendarAnswer known[] = {
    [REPLY_ACCEPTED] = CALENDAR_ACCEPTED, [REPLY_DECLINED] = CALENDAR_DECLINED,
    [REPLY_TENTATIVE] = CALENDAR_PERHAPS, [REPLY_DELEGATED] = CALENDAR_DELEGATED,
    [REPLY_COUNTER] = CALENDAR_PERHAPS,
  };

  return reply->outdated ? CALENDAR_UNANSWERED : known[reply->answer];
}

gboolean
reply_answer (Db *db, const Meeting *meeting, const char *address, CalendarAnswer *answer,
              GError **error)
{
  g_autoptr(GPtrArray) list = meeting_reply_list (db, meeting, error);

  *answer = CALENDAR_UNANSWERED;
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MeetingReply *reply = g_ptr_array_index (list, i);

      if (reply_same_address (reply->address, address))
        *answer = reply_calendar_answer (reply);
    }
  return list != NULL;
}
