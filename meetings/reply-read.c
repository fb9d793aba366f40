/* Answers as calendar files and letters bring them. */
#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "meetings/busy-calendar-entries.h"
#include "meetings/mail-letter.h"
#include "meetings/reply-internal.h"

#include <string.h>

/* Letters of a subject that are shown. */
#define SUBJECT_SHOWN 100

/* Where answers come from. */
typedef struct
{
  const char *file, *lang;
  const MailReceived *letter; /* (nullable) */
  GPtrArray *replies;
} Source;

static Reply *
add (const Source *source)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->file = g_strdup (source->file);
  reply->uid = g_strdup ("");
  reply->address = g_strdup ("");
  reply->letter = source->letter != NULL;
  if (source->letter != NULL)
    {
      reply->sender = g_strdup (source->letter->from_address);
      reply->message_id = g_strdup (source->letter->message_id);
    }
  g_ptr_array_add (source->replies, reply);
  return reply;
}

/* A file that says nothing, or cannot be read. */
static void
add_failed (const Source *source, ReplyOutcome outcome, const GError *problem)
{
  Reply *reply = add (source);

  reply->outcome = outcome;
  reply->why = council_error_text (problem, source->lang);
}

/* --- who answers ----------------------------------------------------------------------------- */

static gboolean
says (const EntryAttendee *attendee, const char *state)
{
  return g_ascii_strcasecmp (attendee->state, state) == 0;
}

static gboolean
has_answered (const EntryAttendee *attendee)
{
  return *attendee->state != '\0' && !says (attendee, "NEEDS-ACTION");
}

/* An answer has one attendee; some programs write all.  Then it is the letter's sender, else the
 * first one who says something. */
static const EntryAttendee *
who_answers (const Source *source, const CalendarEntry *entry)
{
  const EntryAttendee *found = NULL;

  for (guint i = 0; i < entry->attendees->len; i++)
    {
      const EntryAttendee *one = g_ptr_array_index (entry->attendees, i);

      if (source->letter != NULL &&
          reply_same_address (one->address, source->letter->from_address))
        return one;
      if (found == NULL || (!has_answered (found) && has_answered (one)))
        found = one;
    }
  return found;
}

/* What the entry calls the person with that address. */
static const char *
name_of (const CalendarEntry *entry, const char *address)
{
  for (guint i = 0; i < entry->attendees->len; i++)
    {
      const EntryAttendee *one = g_ptr_array_index (entry->attendees, i);

      if (reply_same_address (one->address, address) && *one->name != '\0')
        return one->name;
    }
  return NULL;
}

static gboolean
read_answer (const EntryAttendee *attendee, gboolean counter, ReplyAnswer *answer)
{
  static const char *const states[] = {
    [REPLY_ACCEPTED] = "ACCEPTED",
    [REPLY_DECLINED] = "DECLINED",
    [REPLY_TENTATIVE] = "TENTATIVE",
    [REPLY_DELEGATED] = "DELEGATED",
  };

  *answer = REPLY_COUNTER;
  if (counter)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (says (attendee, states[i]))
      {
        *answer = (ReplyAnswer) i;
        return TRUE;
      }
  return FALSE;
}

static char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* --- an entry -------------------------------------------------------------------------------- */

static void
take_entry (Reply *reply, const Source *source, const CalendarEntry *entry)
{
  g_free (reply->uid);
  reply->uid = g_strdup (entry->uid);
  reply->sequence = entry->sequence;
  reply->stamp = entry->stamp;
  if (reply->stamp == 0 && source->letter != NULL && source->letter->date != NULL)
    reply->stamp = g_date_time_to_unix (source->letter->date);
  reply->comment = or_null (entry->comment);
  reply->has_start = entry->has_start;
  reply->all_day = entry->all_day;
  reply->floating = entry->floating;
  reply->start = entry->start;
  reply->end = entry->has_end ? entry->end : entry->start;
}

static void
take_attendee (Reply *reply, const CalendarEntry *entry, const EntryAttendee *attendee)
{
  g_free (reply->address);
  reply->address = g_strdup (attendee->address);
  reply->name = or_null (attendee->name);
  reply->delegated_to = or_null (attendee->delegated_to);
  reply->delegated_from = or_null (attendee->delegated_from);
  reply->delegated_name =
      reply->delegated_to ? g_strdup (name_of (entry, reply->delegated_to)) : NULL;
}

static void
read_entry (const Source *source, const CalendarEntry *entry, const char *method)
{
  gboolean counter = g_ascii_strcasecmp (method, "COUNTER") == 0;
  const EntryAttendee *attendee = who_answers (source, entry);
  Reply *reply = add (source);

  take_entry (reply, source, entry);
  if (attendee != NULL)
    take_attendee (reply, entry, attendee);
  if (!counter && g_ascii_strcasecmp (method, "REPLY") != 0)
    reply_settle (reply, REPLY_NO_ANSWER, source->lang, N_ ("no answer (METHOD {method})"),
                  "method", *method ? method : "—", NULL);
  else if (attendee == NULL || *attendee->address == '\0')
    reply_settle (reply, REPLY_UNREADABLE, source->lang,
                  N_ ("it does not say who answers (no ATTENDEE)"), NULL);
  else if (!read_answer (attendee, counter, &reply->answer))
    reply_settle (reply, REPLY_NO_ANSWER, source->lang, N_ ("nothing is answered yet"), NULL);
  else if (counter && !entry->has_start)
    reply_settle (reply, REPLY_UNREADABLE, source->lang,
                  N_ ("it asks for another time and names none"), NULL);
  else
    reply->answers = TRUE;
}

/* The same answer as a part to be shown and as a file to be opened. */
static gboolean
is_repeated (const GPtrArray *replies, guint first, guint at)
{
  const Reply *reply = g_ptr_array_index (replies, at);

  for (guint i = first; i < at; i++)
    {
      const Reply *other = g_ptr_array_index (replies, i);

      if (other->answers == reply->answers && g_str_equal (other->uid, reply->uid) &&
          g_str_equal (other->address, reply->address) && other->answer == reply->answer &&
          other->sequence == reply->sequence && other->stamp == reply->stamp)
        return TRUE;
    }
  return FALSE;
}

/* %FALSE when it could not be read for a reason that is not the file's. */
static gboolean
read_calendar (const Source *source, GBytes *bytes, const char *method, guint first,
               GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(GPtrArray) entries = calendar_entries_take (bytes, NULL, &problem);

  if (entries == NULL && !g_error_matches (problem, COUNCIL_ERROR, COUNCIL_ERROR_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (entries == NULL)
    add_failed (source, REPLY_UNREADABLE, problem);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const CalendarEntry *entry = g_ptr_array_index (entries, i);
      const char *own = *entry->method != '\0' || method == NULL ? entry->method : method;

      read_entry (source, entry, own);
      if (is_repeated (source->replies, first, source->replies->len - 1))
        g_ptr_array_remove_index (source->replies, source->replies->len - 1);
    }
  return TRUE;
}

/* --- a file ---------------------------------------------------------------------------------- */

static void
settle_words (const Source *source, const char *subject)
{
  g_autofree char *shown = text_one_line (subject ? subject : "—", SUBJECT_SHOWN);

  reply_settle (add (source), REPLY_NO_ANSWER, source->lang,
                N_ ("the letter brings no calendar: «{subject}» is for a person to read"),
                "subject", shown, NULL);
}

static gboolean
read_letter (Source *source, GBytes *bytes, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(MailReceived) letter = letter_read (bytes, &problem);
  guint first = source->replies->len;

  if (letter == NULL && !g_error_matches (problem, COUNCIL_ERROR, COUNCIL_ERROR_INPUT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (letter == NULL)
    {
      add_failed (source, REPLY_UNREADABLE, problem);
      return TRUE;
    }
  source->letter = letter;
  for (guint i = 0; i < letter->parts->len; i++)
    {
      const MailCalendarPart *part = g_ptr_array_index (letter->parts, i);

      if (!read_calendar (source, part->bytes, part->method, first, error))
        return FALSE;
    }
  if (source->replies->len == first)
    settle_words (source, letter->subject);
  return TRUE;
}

static gboolean
is_calendar (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    data += 3, length -= 3;
  while (length > 0 && g_ascii_isspace (*data))
    data++, length--;
  return length >= 6 && g_ascii_strncasecmp (data, "BEGIN:", 6) == 0;
}

void
reply_add_unreadable (GPtrArray *replies, const char *file, const char *lang,
                      const GError *problem)
{
  const Source source = { .file = file, .lang = lang, .replies = replies };

  add_failed (&source, REPLY_UNREADABLE, problem);
}

gboolean
reply_read (GBytes *bytes, const char *file, const char *lang, GPtrArray *replies,
            GError **error)
{
  Source source = { .file = file, .lang = lang, .replies = replies };

  if (is_calendar (bytes))
    return read_calendar (&source, bytes, NULL, replies->len, error);
  return read_letter (&source, bytes, error);
}
