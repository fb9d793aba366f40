/* Invitations made into messages, and put into the queue or a file, in one transaction. */
#include "core/blob.h"
#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"
#include "core/setting.h"
#include "core/uuid.h"
#include "meetings/feed.h"
#include "meetings/invitation-internal.h"
#include "meetings/mail-queue.h"
#include "meetings/mail.h"

#include <string.h>

typedef struct
{
  Db *db;
  InvitationPlan *plan;
  char *from, *answer_to;
  char *attendees; /* the setting: "self", "party", "all" */
  GDateTime *now;
  char *made_at;
  InvitationWriter write;
  gpointer data;
  GArray *numbers;
} Maker;

static void
maker_clear (Maker *maker)
{
  invitation_plan_free (maker->plan);
  g_free (maker->from);
  g_free (maker->answer_to);
  g_free (maker->attendees);
  g_free (maker->made_at);
  g_clear_pointer (&maker->now, g_date_time_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

/* --- the sender ---------------------------------------------------------------------------- */

static gboolean
read_settings (Maker *maker, GError **error)
{
  g_autoptr(GError) problem = NULL;

  maker->from = setting_get (maker->db, "mail-from", &problem);
  if (maker->from == NULL)
    {
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      else
        council_error (
            error, COUNCIL_ERROR_RULE,
            N_ ("the sender of invitations is not set (council setting set mail-from "
                "ADDRESS)"),
            NULL);
      return FALSE;
    }
  maker->answer_to = setting_get (maker->db, "mail-reply-to", &problem);
  if (problem == NULL)
    maker->attendees = setting_get (maker->db, "mail-attendees", &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return maker->attendees != NULL;
}

/* --- SEQUENCE ------------------------------------------------------------------------------ */

/* A change that goes to people who have the meeting's SEQUENCE already raises it, so that the
 * feed and every message tell one number. */
static gboolean
raise_sequence (Maker *maker, GError **error)
{
  Meeting *meeting = maker->plan->meeting;
  gint64 needed = meeting->sequence;

  for (guint i = 0; i < maker->plan->invitees->len; i++)
    {
      const Invitee *invitee = g_ptr_array_index (maker->plan->invitees, i);

      if (invitee->step == INVITATION_CHANGE)
        needed = MAX (needed, invitee->past.sequence + 1);
    }
  if (needed == meeting->sequence)
    return TRUE;
  meeting->sequence = needed;
  return db_run (maker->db, "UPDATE meeting SET sequence = ? WHERE id = ?", error, "is",
                 needed, meeting->id) &&
         meeting_touch (maker->db, meeting->id, error);
}

static gint64
own_sequence (const Maker *maker, const Invitee *invitee)
{
  return MAX (maker->plan->meeting->sequence, invitee->past.sequence + 1);
}

/* Someone who was taken off, and someone who comes again, needs a number of their own; at a new
 * address a higher one than the cancellation at the old has: both may lead into one calendar. */
static gint64
sequence_for (const Maker *maker, const Invitee *invitee)
{
  gint64 sequence = own_sequence (maker, invitee);

  if (invitee->step == INVITATION_DECLINE)
    return invitee->reply_sequence;
  for (guint i = 0; i < maker->plan->invitees->len && invitee->step <= INVITATION_CHANGE; i++)
    {
      const Invitee *other = g_ptr_array_index (maker->plan->invitees, i);

      if (other->moved && g_str_equal (other->person, invitee->person))
        sequence = MAX (sequence, own_sequence (maker, other) + 1);
    }
  return sequence;
}

/* --- the calendar -------------------------------------------------------------------------- */

/* What apps show under the title: beside what a feed says, what has changed and why. */
static void
extend_description (const Invitee *invitee, CalendarEvent *event)
{
  g_autoptr(GString) text = g_string_new (event->description);

  if (invitee->changes->len > 0)
    g_string_append_printf (text, "\n\n%s", tr (invitee->lang, N_ ("What has changed:")));
  for (guint i = 0; i < invitee->changes->len; i++)
    g_string_append_printf (text, "\n— %s", (char *) g_ptr_array_index (invitee->changes, i));
  if (invitee->reason != NULL)
    {
      g_autofree char *line =
          tr_fill (invitee->lang, N_ ("Reason: {value}"), "value", invitee->reason, NULL);

      g_string_append_printf (text, "\n%s", line);
    }
  g_free (event->description);
  event->description = g_string_free (g_steal_pointer (&text), FALSE);
}

static CalendarMethod
method_of (const Invitee *invitee)
{
  if (invitee->step == INVITATION_CANCEL)
    return CALENDAR_CANCEL;
  if (invitee->step == INVITATION_DECLINE)
    return CALENDAR_DECLINE;
  return invitee->step == INVITATION_WITHDRAW ? CALENDAR_UNINVITE : CALENDAR_REQUEST;
}

static gboolean
is_cancellation (const Invitee *invitee)
{
  return invitee->step == INVITATION_CANCEL || invitee->step == INVITATION_WITHDRAW;
}

static void
replace (char **field, char *value)
{
  g_free (*field);
  *field = value;
}

/* A cancellation is of what the person was told: not of a date or place that the meeting got
 * since, nor of the questions of others. */
static void
reduce_event (const Meeting *told, const Invitee *invitee, CalendarEvent *event)
{
  GDate first, last;

  meeting_first_day (told, &first);
  meeting_last_day (told, &last);
  event->all_day = told->all_day || (event->all_day && g_date_compare (&first, &last) != 0);
  event->first_day = first;
  event->last_day = last;
  g_clear_pointer (&event->starts_at, g_date_time_unref);
  g_clear_pointer (&event->ends_at, g_date_time_unref);
  if (!event->all_day)
    {
      event->starts_at = g_date_time_ref (told->starts);
      event->ends_at = g_date_time_ref (told->ends);
    }
  replace (&event->zone, event->all_day ? NULL : g_strdup (told->time_zone));
  replace (&event->location, g_strdup (told->venue));
  replace (&event->url, NULL);
  replace (&event->conference, NULL);
  event->has_geo = FALSE;
  replace (&event->description, g_strdup (tr (invitee->lang, invitation_opening (invitee))));
}

static void
fill_event (const Maker *maker, const Invitee *invitee, CalendarEvent *event)
{
  event->organizer_address = g_strdup (maker->from);
  event->sequence = (guint) sequence_for (maker, invitee);
  event->stamp = g_date_time_ref (maker->now);
  event->comment = invitee->reason ? g_strdup (invitee->reason)
                   : invitee->changes->len > 0
                       ? g_strdup (g_ptr_array_index (invitee->changes, 0))
                       : NULL;
  extend_description (invitee, event);
  invitation_attendees (maker->plan, invitee, maker->attendees, event->attendees);
}

/* The meeting as the feed of the person's party tells it. */
static CalendarFeed *
calendar_for (const Maker *maker, const Invitee *invitee, const Meeting *told, GError **error)
{
  const FeedScope scope = { .kind = FEED_MEETINGS,
                            .meeting = maker->plan->meeting->ref,
                            .agenda = invitee->agenda,
                            .party = invitee->party,
                            .lang = invitee->lang };
  CalendarFeed *feed = feed_build (maker->db, &scope, error);

  if (feed == NULL)
    return NULL;
  feed->method = method_of (invitee);
  if (is_cancellation (invitee))
    reduce_event (told, invitee, g_ptr_array_index (feed->events, 0));
  fill_event (maker, invitee, g_ptr_array_index (feed->events, 0));
  return feed;
}

/* --- the message --------------------------------------------------------------------------- */

typedef struct
{
  char *id, *subject, *message_id;
  const char *method;
  GBytes *bytes;
} Letter;

static void
letter_clear (Letter *letter)
{
  g_free (letter->id);
  g_free (letter->subject);
  g_free (letter->message_id);
  g_clear_pointer (&letter->bytes, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Letter, letter_clear)

static gboolean
compose (const Maker *maker, const Invitee *invitee, const Meeting *meeting,
         const CalendarFeed *feed, GBytes *ics, Letter *letter, GError **error)
{
  const CalendarEvent *event = g_ptr_array_index (feed->events, 0);
  const char *answer_to = maker->answer_to ? maker->answer_to : maker->from;
  g_autofree char *text =
      invitation_text (maker->db, meeting, invitee, event->summary, answer_to, error);
  MailMessage mail = { .from_name = event->organizer_name,
                       .from_address = maker->from,
                       .to_name = invitee->name,
                       .to_address = invitee->address,
                       .reply_to = maker->answer_to,
                       .subject = letter->subject,
                       .lang = invitee->lang,
                       .message_id = letter->message_id,
                       .previous = invitee->reply_message_id ? invitee->reply_message_id
                                                             : invitee->past.message_id,
                       .first = invitee->past.first_id,
                       .date = maker->now,
                       .text = text,
                       .method = letter->method,
                       .calendar = ics };

  letter->bytes = text ? mail_compose (&mail, error) : NULL;
  return letter->bytes != NULL;
}

static const char *
method_name (CalendarMethod method)
{
  return method == CALENDAR_REQUEST   ? "REQUEST"
         : method == CALENDAR_DECLINE ? "DECLINECOUNTER"
                                      : "CANCEL";
}

static gboolean
write_letter (const Maker *maker, const Invitee *invitee, Letter *letter, GError **error)
{
  g_autoptr(Meeting) told =
      is_cancellation (invitee) ? invitation_meeting_told (maker->db, maker->plan->meeting,
                                                           invitee->past.told, error)
                                : meeting_load_id (maker->db, maker->plan->meeting->id, error);
  g_autoptr(CalendarFeed) feed = told ? calendar_for (maker, invitee, told, error) : NULL;
  g_autoptr(GBytes) ics = feed ? calendar_write (feed, error) : NULL;

  if (ics == NULL)
    return FALSE;
  letter->id = uuid7 ();
  letter->message_id = g_strconcat (letter->id, strchr (maker->from, '@'), NULL);
  letter->method = method_name (feed->method);
  letter->subject = invitation_subject (
      told, invitee, ((CalendarEvent *) g_ptr_array_index (feed->events, 0))->summary);
  return compose (maker, invitee, told, feed, ics, letter, error);
}

/* --- the record ---------------------------------------------------------------------------- */

/* What waits for that person about that meeting is old now; not that a time is declined, while the
 * meeting stays when it is. */
static gboolean
drop_pending (const Maker *maker, const Invitee *invitee, GError **error)
{
  return invitee->step == INVITATION_DECLINE ||
         db_run (maker->db,
                 "UPDATE mail_delivery SET state = 'dropped', due_at = NULL WHERE state IN"
                 " ('queued', 'waiting') AND mail IN (SELECT m.id FROM mail m"
                 " JOIN meeting t ON t.id = m.meeting WHERE t.id = ?"
                 " AND lower (m.address) = lower (?)"
                 " AND (m.method <> 'DECLINECOUNTER' OR " MAIL_IS_OUTDATED "))",
                 error, "ss", maker->plan->meeting->id, invitee->address);
}

static gboolean
record (const Maker *maker, const Invitee *invitee, const Letter *letter, gint64 number,
        GError **error)
{
  g_autofree char *sha256 = blob_store (maker->db, letter->bytes, error);

  return sha256 != NULL &&
         db_run (
             maker->db,
             "INSERT INTO mail (id, number, meeting, person, party, name, address, lang,"
             " method, reply, sequence, told, reason, subject, message_id, sha256, made_at)"
             " VALUES (?, ?, ?, (SELECT id FROM person WHERE handle = ?),"
             " (SELECT id FROM party WHERE code = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             error, "sissssssssissssss", letter->id, number, maker->plan->meeting->id,
             invitee->person, invitee->party, invitee->name, invitee->address, invitee->lang,
             letter->method, invitee->reply, sequence_for (maker, invitee), invitee->told,
             invitee->reason, letter->subject, letter->message_id, sha256, maker->made_at) &&
         db_run (maker->db, "INSERT INTO mail_delivery (mail, state, due_at) VALUES (?, ?, ?)",
                 error, "sss", letter->id, maker->write ? "filed" : "queued",
                 maker->write ? NULL : maker->made_at);
}

static gboolean
send_one (Maker *maker, const Invitee *invitee, GError **error)
{
  g_auto(Letter) letter = { 0 };
  gint64 last =
      db_number (maker->db, "SELECT coalesce (max (number), 0) FROM mail", error, "");
  InvitationMail mail = { .number = last + 1, .person = invitee->person };

  if (last < 0 || !write_letter (maker, invitee, &letter, error) ||
      !record (maker, invitee, &letter, mail.number, error))
    return FALSE;
  mail.bytes = letter.bytes;
  g_array_append_val (maker->numbers, mail.number);
  return maker->write == NULL || maker->write (&mail, maker->data, error);
}

/* First those whose former address loses its invitation, then everyone else. */
static gboolean
carry_out_for (Maker *maker, gboolean moved, GError **error)
{
  GPtrArray *invitees = maker->plan->invitees;

  for (guint i = 0; i < invitees->len; i++)
    {
      const Invitee *invitee = g_ptr_array_index (invitees, i);

      if (invitee->moved != moved)
        continue;
      if (invitee->step <= INVITATION_DROP && !drop_pending (maker, invitee, error))
        return FALSE;
      if (invitation_step_sends (invitee->step) && !send_one (maker, invitee, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
carry_out (Maker *maker, GError **error)
{
  return raise_sequence (maker, error) && carry_out_for (maker, TRUE, error) &&
         carry_out_for (maker, FALSE, error);
}

static gboolean
is_as_shown (const Maker *maker, const char *mark, GError **error)
{
  g_autofree char *now = invitation_plan_mark (maker->plan);

  return g_str_equal (now, mark) ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("meeting {ref}: the record has changed since the list was shown "
                            "(look at it again)"),
                        "ref", maker->plan->meeting->ref, NULL);
}

gboolean
invitation_make (Db *db, const char *ref, const InvitationScope *scope, const char *mark,
                 InvitationWriter write, gpointer data, GArray *numbers, GError **error)
{
  g_auto(Maker) maker = { .db = db, .write = write, .data = data, .numbers = numbers };
  g_autoptr(DbTransaction) tx =
      db_begin (db, scope->decline ? "calendar.decline" : "calendar.invite", error);

  if (tx == NULL || !read_settings (&maker, error))
    return FALSE;
  maker.now = clock_now ();
  maker.made_at = clock_now_text ();
  maker.plan = invitation_plan (db, ref, scope, error);
  if (maker.plan == NULL || !is_as_shown (&maker, mark, error) || !carry_out (&maker, error))
    return FALSE;
  db_subject (tx, maker.plan->meeting->ref);
  return db_commit (&tx, error);
}
