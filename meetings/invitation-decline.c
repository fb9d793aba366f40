/* Those who ask for another time, to be told that it is declined (RFC 5546, 3.2.8). */
#include "core/date.h"
#include "meetings/invitation-internal.h"
#include "meetings/mail.h"
#include "meetings/reply.h"

#include <string.h>

/* Longer than any Message-ID that a mail program makes. */
#define MESSAGE_ID_MAX 250

/* Another's letter named it: it becomes a line of a header only when it is one word. */
static char *
good_message_id (const char *id)
{
  if (id == NULL || *id == '\0' || strlen (id) > MESSAGE_ID_MAX)
    return NULL;
  for (const char *p = id; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || *p == '<' || *p == '>')
      return NULL;
  return g_strdup (id);
}

static Meeting *
meeting_at (Db *db, const Meeting *meeting, const MeetingReply *counter, GError **error)
{
  Meeting *asked = meeting_load_id (db, meeting->id, error);

  if (asked == NULL || counter->starts == NULL || counter->ends == NULL)
    return asked;
  g_date_time_unref (asked->starts);
  asked->starts = g_date_time_ref (counter->starts);
  g_date_time_unref (asked->ends);
  asked->ends = g_date_time_ref (counter->ends);
  asked->all_day = counter->all_day;
  return asked;
}

/* How far the message that declines it has come; %INVITATION_DECLINE when there is none. */
static gboolean
judge (Db *db, Invitee *invitee, gint64 declined, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  const char *state;

  if (*invitee->person == '\0')
    {
      invitee->step = INVITATION_NO_PERSON;
      return TRUE;
    }
  invitee->step =
      mail_address_is_good (invitee->address) ? INVITATION_DECLINE : INVITATION_BAD_ADDRESS;
  if (declined == 0)
    return TRUE;
  row = db_one (db,
                "SELECT d.state FROM mail m JOIN mail_delivery d ON d.mail = m.id"
                " WHERE m.number = ?",
                error, "i", declined);
  if (row == NULL)
    return FALSE;
  state = row_text (row, "state");
  invitee->step = g_str_equal (state, "refused") ? INVITATION_REFUSED
                  : g_str_equal (state, "queued") || g_str_equal (state, "waiting")
                      ? INVITATION_QUEUED
                      : INVITATION_KNOWN;
  return TRUE;
}

/* What the message says: that the meeting stays when it is. */
static char *
facts_of (const Meeting *meeting, const MeetingReply *counter)
{
  g_autofree char *starts = instant_text (meeting->starts);

  return g_strdup_printf ("starts=%s\ncounter=%s\n", starts, counter->id);
}

static Invitee *
invitee_of (Db *db, const InvitationPlan *plan, const MeetingReply *counter, GError **error)
{
  g_autofree char *handle = NULL, *party = NULL;
  g_autoptr(Invitee) invitee = NULL;

  if (!reply_person (db, plan->meeting, counter, &handle, &party, error))
    return NULL;
  invitee = handle ? invitation_person (db, handle, party, error)
                   : invitation_nameless (counter->name, party);
  if (invitee == NULL ||
      !invitation_read_past (db, plan->meeting->id, counter->address, &invitee->past, error))
    return NULL;
  g_free (invitee->address);
  invitee->address = g_strdup (counter->address);
  invitee->answer = CALENDAR_PERHAPS;
  invitee->reply = g_strdup (counter->id);
  invitee->reply_sequence = counter->sequence;
  invitee->reply_message_id = good_message_id (counter->message_id);
  invitee->reason = g_strdup (plan->reason);
  invitee->told = facts_of (plan->meeting, counter);
  invitee->asked = meeting_at (db, plan->meeting, counter, error);
  if (invitee->asked == NULL || !judge (db, invitee, counter->declined, error))
    return NULL;
  return g_steal_pointer (&invitee);
}

gboolean
invitation_decline (Db *db, InvitationPlan *plan, GError **error)
{
  g_autoptr(GPtrArray) counters = meeting_counter_list (db, plan->meeting->ref, TRUE, error);

  plan->invitees = g_ptr_array_new_with_free_func ((GDestroyNotify) invitee_free);
  for (guint i = 0; counters != NULL && i < counters->len; i++)
    {
      const MeetingReply *counter = g_ptr_array_index (counters, i);
      Invitee *invitee;

      if (counter->counter != COUNTER_OPEN &&
          (counter->counter != COUNTER_DECLINED || counter->outdated))
        continue;
      invitee = invitee_of (db, plan, counter, error);
      if (invitee == NULL)
        return FALSE;
      g_ptr_array_add (plan->invitees, invitee);
    }
  return counters != NULL;
}
