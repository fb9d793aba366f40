/* Answers matched with meetings and people, and recorded. */
#include "meetings/reply.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/reply-internal.h"

#include <string.h>

/* A clock may be wrong by a day, not by more. */
#define AHEAD (24 * 60 * 60)

/* --- one answer ------------------------------------------------------------------------------ */

/* All that is known while an answer is matched. */
typedef struct
{
  Db *db;
  const char *lang;
  gboolean others;
  Reply *reply;
  Meeting *meeting; /* (nullable) */
  ReplyInvited invited;
  char *stamp; /* of the answer, as the file keeps it */
} Taking;

static void
taking_clear (Taking *taking)
{
  meeting_free (taking->meeting);
  reply_invited_clear (&taking->invited);
  g_free (taking->stamp);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taking, taking_clear)

/* Our UIDs are made of the key: "KEY@HANDLE.council". */
static gboolean
find_meeting (Taking *taking, GError **error)
{
  g_autoptr(DbRow) council = db_one (taking->db, "SELECT handle FROM council", error, "");
  g_autoptr(GError) problem = NULL;
  g_autofree char *ending = NULL, *key = NULL;

  if (council == NULL)
    return FALSE;
  ending = g_strdup_printf ("@%s.council", row_text (council, "handle"));
  if (!g_str_has_suffix (taking->reply->uid, ending))
    return TRUE;
  key = g_strndup (taking->reply->uid, strlen (taking->reply->uid) - strlen (ending));
  taking->meeting = meeting_load_id (taking->db, key, &problem);
  if (taking->meeting == NULL &&
      !g_error_matches (problem, COUNCIL_ERROR, COUNCIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return TRUE;
}

static void
take_person (Taking *taking)
{
  Reply *reply = taking->reply;

  if (taking->meeting != NULL)
    reply->meeting = g_strdup (taking->meeting->ref);
  reply->person = g_strdup (taking->invited.handle);
  reply->party = g_strdup (taking->invited.party);
  if (taking->invited.name == NULL)
    return;
  g_free (reply->name);
  reply->name = g_strdup (taking->invited.name);
}

/* A substitute who was sent by the latest answer of another, and answers for themselves. */
static gboolean
find_delegated (Taking *taking, gboolean *delegated, GError **error)
{
  g_autoptr(GPtrArray) list = meeting_reply_list (taking->db, taking->meeting, error);

  *delegated = FALSE;
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MeetingReply *other = g_ptr_array_index (list, i);

      *delegated =
          *delegated || (other->answer == REPLY_DELEGATED &&
                         reply_same_address (other->delegated_to, taking->reply->address) &&
                         reply_same_address (other->address, taking->reply->delegated_from));
    }
  return list != NULL;
}

static gboolean
check_invited (Taking *taking, GError **error)
{
  Reply *reply = taking->reply;
  gboolean delegated;

  if (taking->invited.invited)
    return TRUE;
  if (!find_delegated (taking, &delegated, error))
    return FALSE;
  if (delegated)
    return TRUE;
  if (taking->invited.withdrawn)
    reply_settle (reply, REPLY_STRANGER, taking->lang,
                  N_ ("{address} was taken off the list of {ref}"), "address", reply->address,
                  "ref", taking->meeting->ref, NULL);
  else
    reply_settle (reply, REPLY_STRANGER, taking->lang,
                  N_ ("{address} is not invited to {ref}"), "address", reply->address, "ref",
                  taking->meeting->ref, NULL);
  return TRUE;
}

/* Whose letter it is. */
static void
check_sender (Taking *taking)
{
  Reply *reply = taking->reply;

  if (!reply->letter || taking->others || reply_same_address (reply->sender, reply->address))
    return;
  reply_settle (reply, REPLY_OTHER_SENDER, taking->lang,
                N_ ("the letter is from {sender}, it speaks for {address} (--others takes it, "
                    "once you know that it is right)"),
                "sender", reply->sender ? reply->sender : "—", "address", reply->address,
                NULL);
}

static void
check_meeting (Taking *taking)
{
  if (taking->meeting == NULL)
    reply_settle (taking->reply, REPLY_NO_MEETING, taking->lang,
                  N_ ("no meeting of this council has the UID {uid}"), "uid",
                  taking->reply->uid, NULL);
  else if (!meeting_is_open (taking->meeting))
    reply_settle (taking->reply, REPLY_TOO_LATE, taking->lang,
                  N_ ("meeting {ref} is {state:tr}"), "ref", taking->meeting->ref, "state",
                  taking->meeting->state, NULL);
}

/* Nobody may lock out the answers that follow by a number or a date that is not reached yet. */
static void
check_plausible (Taking *taking)
{
  gint64 known = MAX (taking->invited.sequence, taking->meeting->sequence);
  g_autoptr(GDateTime) now = clock_now ();

  if ((gint64) taking->reply->sequence > known)
    reply_settle (taking->reply, REPLY_SUSPECT, taking->lang,
                  N_ ("it answers an invitation that was not sent yet"), NULL);
  else if (taking->reply->stamp > g_date_time_to_unix (now) + AHEAD)
    reply_settle (taking->reply, REPLY_SUSPECT, taking->lang, N_ ("it is dated in the future"),
                  NULL);
  else if (taking->reply->stamp > g_date_time_to_unix (taking->meeting->ends))
    reply_settle (taking->reply, REPLY_TOO_LATE, taking->lang,
                  N_ ("{ref} was over when it was written"), "ref", taking->meeting->ref,
                  NULL);
}

/* The instant of the event's start, as it was answered; of times without a zone by the venue's
 * clock.  (nullable) */
static GDateTime *
answered_instant (const Taking *taking, gint64 second)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (second);
  g_autofree char *local = NULL;

  if (!taking->reply->floating)
    return g_steal_pointer (&time);
  local = g_date_time_format (time, "%Y-%m-%dT%H:%M");
  return instant_from_local (local, taking->meeting->time_zone, "00:00", NULL);
}

/* Whether the date that was answered is the meeting's.  A new SEQUENCE alone, as when a meeting is
 * convened, makes no answer stale. */
static gboolean
answers_this_date (const Taking *taking)
{
  const Reply *reply = taking->reply;
  g_autofree char *starts = instant_text (taking->meeting->starts);

  if (taking->invited.answered_starts != NULL)
    return g_str_equal (taking->invited.answered_starts, starts);
  if ((gint64) reply->sequence >= MAX (taking->invited.sequence, taking->meeting->sequence))
    return TRUE;
  if (reply->has_start && reply->answer != REPLY_COUNTER)
    {
      g_autoptr(GDateTime) answered = answered_instant (taking, reply->start);

      return answered != NULL && g_date_time_equal (answered, taking->meeting->starts);
    }
  return taking->meeting->sequence == (gint64) reply->sequence;
}

/* The newest answer on record. */
static gboolean
check_order (Taking *taking, GError **error)
{
  Reply *reply = taking->reply;
  g_autoptr(GPtrArray) rows = db_all (
      taking->db, "SELECT address, answer, sequence, stamp FROM reply WHERE meeting = ?",
      error, "s", taking->meeting->id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      gint64 sequence = row_int (row, "sequence");
      int later = strcmp (row_text (row, "stamp"), taking->stamp);

      if (!reply_same_address (row_text (row, "address"), reply->address))
        continue;
      if (sequence == (gint64) reply->sequence && later == 0 &&
          g_str_equal (row_text (row, "answer"), reply_answer_name (reply->answer)))
        {
          reply->outcome = REPLY_KNOWN;
          g_clear_pointer (&reply->why, g_free);
          return TRUE;
        }
      if (sequence > (gint64) reply->sequence ||
          (sequence == (gint64) reply->sequence && later >= 0))
        reply_settle (reply, REPLY_STALE, taking->lang,
                      N_ ("a later answer is on record («{answer:tr}»)"), "answer",
                      reply_answer_words (reply_answer_named (row_text (row, "answer"))),
                      NULL);
    }
  if (rows != NULL && reply->outcome == REPLY_RECORDED && !answers_this_date (taking))
    reply_settle (reply, REPLY_STALE, taking->lang, N_ ("it answers an earlier date of {ref}"),
                  "ref", taking->meeting->ref, NULL);
  return rows != NULL;
}

/* --- recording ------------------------------------------------------------------------------- */

static gboolean
clean (Taking *taking, const char *text, const char *what, char **out)
{
  g_autoptr(GError) problem = NULL;

  if (text_clean_optional (text, what, out, &problem))
    return TRUE;
  taking->reply->outcome = REPLY_UNREADABLE;
  g_free (taking->reply->why);
  taking->reply->why = council_error_text (problem, taking->lang);
  return FALSE;
}

/* What a counter asks for, and the command that would grant it. */
static void
take_counter (Taking *taking)
{
  Reply *reply = taking->reply;
  g_autoptr(GDateTime) local = NULL;
  g_autofree char *to = NULL;

  if (reply->answer != REPLY_COUNTER)
    return;
  reply->asked_start = answered_instant (taking, reply->start);
  reply->asked_end = answered_instant (taking, reply->end);
  reply->zone = g_strdup (taking->meeting->time_zone);
  if (reply->asked_start == NULL)
    return;
  local = instant_in_zone (reply->asked_start, taking->meeting->time_zone);
  to = g_date_time_format (local, reply->all_day ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M");
  reply->proposal = g_strdup_printf ("council meeting postpone %s --to %s --reason …",
                                     taking->meeting->ref, to);
}

static gboolean
record (Taking *taking, const char *comment, const char *name, GError **error)
{
  const Reply *reply = taking->reply;
  g_autoptr(DbTransaction) tx = db_begin (taking->db, "calendar.reply", error);
  g_autofree char *id = uuid7 (), *now = clock_now_text ();
  g_autofree char *starts = reply->asked_start ? instant_text (reply->asked_start) : NULL;
  g_autofree char *ends = reply->asked_end ? instant_text (reply->asked_end) : NULL;
  g_autofree char *subject = NULL;
  g_autofree char *date = instant_text (taking->meeting->starts);

  if (tx == NULL ||
      !db_run (
          taking->db,
          "INSERT INTO reply (id, meeting, person, address, answer, sequence, stamp, sender,"
          " message_id, delegated_to, delegated_name, delegated_from, starts_at, ends_at,"
          " all_day, comment, answered_start, noted_at)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          error, "sssssissssssssisss", id, taking->meeting->id, taking->invited.person,
          reply->address, reply_answer_name (reply->answer), (gint64) reply->sequence,
          taking->stamp, reply->sender, reply->message_id, reply->delegated_to, name,
          reply->delegated_from, starts, ends, (gint64) reply->all_day, comment, date, now))
    return FALSE;
  subject = g_strdup_printf ("%s: %s: %s", taking->meeting->ref,
                             reply->person ? reply->person : reply->address,
                             reply_answer_name (reply->answer));
  db_subject (tx, subject);
  return db_commit (&tx, error);
}

/* The command that would put the substitute on the list; by the secretary alone. */
static gboolean
propose_substitute (Taking *taking, GError **error)
{
  Reply *reply = taking->reply;
  g_autoptr(GPtrArray) people = NULL;
  const char *handle = NULL;

  if (reply->answer != REPLY_DELEGATED || taking->invited.rank == 0 ||
      reply->delegated_to == NULL)
    return TRUE;
  people = db_all (taking->db, "SELECT handle, email FROM person WHERE email IS NOT NULL",
                   error, "");
  for (guint i = 0; people != NULL && i < people->len; i++)
    if (reply_same_address (row_text (g_ptr_array_index (people, i), "email"),
                            reply->delegated_to))
      handle = row_text (g_ptr_array_index (people, i), "handle");
  reply->proposal = g_strdup_printf (
      handle ? "council delegation substitute %s %" G_GINT64_FORMAT " --party %s --person %s"
             : "council delegation substitute %s %" G_GINT64_FORMAT " --party %s",
      taking->meeting->ref, taking->invited.rank, taking->invited.party, handle);
  return people != NULL;
}

static gboolean
record_clean (Taking *taking, GError **error)
{
  g_autofree char *comment = NULL, *name = NULL;

  if (!clean (taking, taking->reply->comment, N_ ("comment"), &comment) ||
      !clean (taking, taking->reply->delegated_name, N_ ("name"), &name))
    return TRUE; /* it is unreadable then */
  take_counter (taking);
  return record (taking, comment, name, error) && propose_substitute (taking, error);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* Whether nothing was found against it so far. */
static gboolean
is_good (const Taking *taking)
{
  return taking->reply->outcome == REPLY_RECORDED;
}

static gboolean
take (Taking *taking, GError **error)
{
  Reply *reply = taking->reply;
  g_autoptr(GDateTime) stamp = g_date_time_new_from_unix_utc (reply->stamp);

  taking->stamp = instant_text (stamp);
  reply->outcome = REPLY_RECORDED;
  if (!find_meeting (taking, error))
    return FALSE;
  if (taking->meeting != NULL &&
      !reply_find_invited (taking->db, taking->meeting, reply->address, reply->sequence,
                           &taking->invited, error))
    return FALSE;
  take_person (taking);
  check_meeting (taking);
  if (is_good (taking) && !check_invited (taking, error))
    return FALSE;
  if (is_good (taking))
    check_sender (taking);
  if (is_good (taking))
    check_plausible (taking);
  if (is_good (taking) && !check_order (taking, error))
    return FALSE;
  return !is_good (taking) || record_clean (taking, error);
}

static int
reply_compare (gconstpointer a, gconstpointer b)
{
  const Reply *one = *(const Reply *const *) a, *two = *(const Reply *const *) b;

  if (one->sequence != two->sequence)
    return one->sequence < two->sequence ? -1 : 1;
  if (one->stamp != two->stamp)
    return one->stamp < two->stamp ? -1 : 1;
  return strcmp (one->file, two->file);
}

gboolean
reply_take (Db *db, GPtrArray *replies, gboolean others, const char *lang, GError **error)
{
  g_ptr_array_sort (replies, reply_compare);
  for (guint i = 0; i < replies->len; i++)
    {
      g_auto(Taking) taking = {
        .db = db, .lang = lang, .others = others, .reply = g_ptr_array_index (replies, i)
      };

      if (taking.reply->answers && !take (&taking, error))
        return FALSE;
    }
  return TRUE;
}
