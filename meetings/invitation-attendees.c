/* Who stands in an invitation, and who comes instead of whom (RFC 5546, 3.2.2.3). */
#include "meetings/invitation-internal.h"

#include <string.h>

/* --- who sent whom ------------------------------------------------------------------------- */

static Invitee *
invitee_at (const InvitationPlan *plan, const char *address)
{
  for (guint i = 0; i < plan->invitees->len; i++)
    {
      Invitee *invitee = g_ptr_array_index (plan->invitees, i);

      if (invitee->step != INVITATION_WITHDRAW &&
          reply_same_address (invitee->address, address))
        return invitee;
    }
  return NULL;
}

static const MeetingReply *
answer_of (const InvitationPlan *plan, const char *address)
{
  for (guint i = 0; i < plan->answers->len; i++)
    {
      const MeetingReply *reply = g_ptr_array_index (plan->answers, i);

      if (reply_same_address (reply->address, address))
        return reply;
    }
  return NULL;
}

/* The last answer of @address, when it sends another. */
static const MeetingReply *
sent_by (const InvitationPlan *plan, const char *address)
{
  const MeetingReply *reply = answer_of (plan, address);

  return reply != NULL && reply->answer == REPLY_DELEGATED && reply->delegated_to != NULL &&
                 !reply_same_address (reply->delegated_to, address)
             ? reply
             : NULL;
}

/* Who stands on the list of a delegation instead of @address. */
static const Invitee *
substitute_of (const InvitationPlan *plan, const char *address)
{
  for (guint i = 0; i < plan->invitees->len; i++)
    {
      const Invitee *invitee = g_ptr_array_index (plan->invitees, i);

      if (invitee->address != NULL && reply_same_address (invitee->delegated_from, address))
        return invitee;
    }
  return NULL;
}

gboolean
invitation_add_delegators (Db *db, InvitationPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->answers->len; i++)
    {
      const MeetingReply *reply = g_ptr_array_index (plan->answers, i);
      const Invitee *substitute = substitute_of (plan, reply->address);
      g_autoptr(Invitee) invitee = NULL;

      if (reply->person == NULL || substitute == NULL || !sent_by (plan, reply->address) ||
          invitee_at (plan, reply->address) != NULL)
        continue;
      invitee = invitation_person (db, reply->person, substitute->party, error);
      if (invitee == NULL ||
          !invitation_read_past (db, plan->meeting->id, reply->address, &invitee->past, error))
        return FALSE;
      if (!reply_same_address (invitee->address, reply->address) ||
          (!invitee->past.invited && invitee->past.pending_told == NULL))
        continue; /* was told nothing by us */
      invitee->role = CALENDAR_INFORMED;
      g_ptr_array_add (plan->invitees, g_steal_pointer (&invitee));
    }
  return TRUE;
}

/* The list tells who comes instead of whom; else the answer to this date does. */
static void
note_delegate (const InvitationPlan *plan, Invitee *invitee)
{
  const Invitee *substitute = substitute_of (plan, invitee->address);
  const MeetingReply *reply = sent_by (plan, invitee->address);

  if (substitute == NULL && reply != NULL && !reply->outdated)
    substitute = invitee_at (plan, reply->delegated_to);
  if (substitute != NULL)
    {
      invitee->delegated_to = g_strdup (substitute->address);
      invitee->delegate_name = g_strdup (substitute->name);
    }
  else if (reply != NULL && !reply->outdated)
    {
      invitee->delegated_to = g_strdup (reply->delegated_to);
      invitee->delegate_name =
          g_strdup (reply->delegated_name ? reply->delegated_name : reply->delegated_to);
    }
  if (invitee->delegated_to != NULL)
    invitee->answer = CALENDAR_DELEGATED;
}

static void
note_delegator (const InvitationPlan *plan, Invitee *invitee)
{
  for (guint i = 0; i < plan->invitees->len && invitee->delegated_from == NULL; i++)
    {
      const Invitee *other = g_ptr_array_index (plan->invitees, i);

      if (other != invitee && reply_same_address (other->delegated_to, invitee->address))
        invitee->delegated_from = g_strdup (other->address);
    }
}

void
invitation_note_delegates (InvitationPlan *plan)
{
  for (guint i = 0; i < plan->invitees->len; i++)
    note_delegate (plan, g_ptr_array_index (plan->invitees, i));
  for (guint i = 0; i < plan->invitees->len; i++)
    note_delegator (plan, g_ptr_array_index (plan->invitees, i));
}

/* --- the attendees of one invitation ------------------------------------------------------- */

static CalendarAttendee *
attendee_of (const Invitee *invitee)
{
  CalendarAttendee *attendee = calendar_attendee_new (invitee->name, invitee->address);

  attendee->role = invitee->role;
  attendee->answer = invitee->answer;
  attendee->delegated_from = g_strdup (invitee->delegated_from);
  attendee->delegated_to = g_strdup (invitee->delegated_to);
  return attendee;
}

/* Who was sent by @sender, and is not on the list. */
static CalendarAttendee *
outsider (const InvitationPlan *plan, const CalendarAttendee *sender)
{
  const MeetingReply *sent = sent_by (plan, sender->address);
  const MeetingReply *own = answer_of (plan, sender->delegated_to);
  const MeetingReply *on = sent_by (plan, sender->delegated_to);
  CalendarAttendee *attendee =
      calendar_attendee_new (sent ? sent->delegated_name : NULL, sender->delegated_to);

  attendee->delegated_from = g_strdup (sender->address);
  attendee->answer = own ? reply_calendar_answer (own) : CALENDAR_UNANSWERED;
  if (on != NULL && !on->outdated)
    attendee->delegated_to = g_strdup (on->delegated_to);
  return attendee;
}

static gboolean
is_among (const GPtrArray *attendees, const char *address)
{
  for (guint i = 0; i < attendees->len; i++)
    if (reply_same_address (
            ((const CalendarAttendee *) g_ptr_array_index (attendees, i))->address, address))
      return TRUE;
  return FALSE;
}

/* Beside each who was sent by them; beside the recipient, who comes first, by whom. */
static void
add_delegates (const InvitationPlan *plan, GPtrArray *attendees)
{
  for (guint i = 0; i < attendees->len; i++) /* grows meanwhile */
    {
      const CalendarAttendee *one = g_ptr_array_index (attendees, i);
      const Invitee *to = invitee_at (plan, one->delegated_to);
      const Invitee *from = i == 0 ? invitee_at (plan, one->delegated_from) : NULL;

      if (one->delegated_to != NULL && !is_among (attendees, one->delegated_to))
        g_ptr_array_add (attendees, to ? attendee_of (to) : outsider (plan, one));
      if (from != NULL && from->delegated_to != NULL && !is_among (attendees, from->address))
        g_ptr_array_add (attendees, attendee_of (from));
    }
}

/* Whether @other stands in the invitation to @invitee: addresses are told to others only when
 * the setting says so. */
static gboolean
is_shown (const Invitee *invitee, const Invitee *other, const char *setting)
{
  if (invitee == other || g_str_equal (setting, "self") || other->told == NULL ||
      invitee->step > INVITATION_CHANGE || other->step == INVITATION_WITHDRAW ||
      other->step == INVITATION_DROP)
    return FALSE;
  return g_str_equal (setting, "all") || g_strcmp0 (invitee->party, other->party) == 0;
}

void
invitation_attendees (const InvitationPlan *plan, const Invitee *invitee, const char *setting,
                      GPtrArray *attendees)
{
  g_ptr_array_add (attendees, attendee_of (invitee));
  for (guint i = 0; i < plan->invitees->len; i++)
    {
      const Invitee *other = g_ptr_array_index (plan->invitees, i);

      if (is_shown (invitee, other, setting))
        g_ptr_array_add (attendees, attendee_of (other));
    }
  if (invitee->step <= INVITATION_CHANGE)
    add_delegates (plan, attendees);
}
