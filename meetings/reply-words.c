/* What answers and their outcomes are called. */
#include "core/message.h"
#include "meetings/reply-internal.h"

static const struct
{
  const char *name, *words;
} answers[] = {
  [REPLY_ACCEPTED] = { "accepted", N_ ("comes") },
  [REPLY_DECLINED] = { "declined", N_ ("does not come") },
  [REPLY_TENTATIVE] = { "tentative", N_ ("perhaps") },
  [REPLY_DELEGATED] = { "delegated", N_ ("sends another") },
  [REPLY_COUNTER] = { "counter", N_ ("asks for another time") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (answers) == N_REPLY_ANSWERS);

static const struct
{
  const char *name, *words;
  gboolean care;
} outcomes[] = {
  [REPLY_RECORDED] = { "recorded", N_ ("recorded"), FALSE },
  [REPLY_KNOWN] = { "known", N_ ("recorded before"), FALSE },
  [REPLY_STALE] = { "stale", N_ ("stale, changes nothing"), FALSE },
  [REPLY_NO_ANSWER] = { "no-answer", N_ ("no answer"), FALSE },
  [REPLY_OTHER_SENDER] = { "other-sender", N_ ("held back: another's letter"), TRUE },
  [REPLY_STRANGER] = { "stranger", N_ ("stranger"), TRUE },
  [REPLY_NO_MEETING] = { "no-meeting", N_ ("no such meeting"), TRUE },
  [REPLY_TOO_LATE] = { "too-late", N_ ("too late"), TRUE },
  [REPLY_SUSPECT] = { "suspect", N_ ("suspect, not recorded"), TRUE },
  [REPLY_UNREADABLE] = { "unreadable", N_ ("not readable"), TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (outcomes) == N_REPLY_OUTCOMES);

static const struct
{
  const char *name, *words;
} counters[] = {
  [COUNTER_OPEN] = { "open", N_ ("is to be decided") },
  [COUNTER_GRANTED] = { "granted", N_ ("granted: the meeting is at that time") },
  [COUNTER_DECLINED] = { "declined", N_ ("declined") },
  [COUNTER_LAPSED] = { "lapsed", N_ ("settled: the date is another, or the meeting is off") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (counters) == N_COUNTER_STATES);

const char *
reply_counter_name (CounterState state)
{
  return counters[state].name;
}

const char *
reply_counter_words (CounterState state)
{
  return counters[state].words;
}

const char *
reply_answer_name (ReplyAnswer answer)
{
  return answers[answer].name;
}

const char *
reply_answer_words (ReplyAnswer answer)
{
  return answers[answer].words;
}

ReplyAnswer
reply_answer_named (const char *name)
{
  for (guint i = 0; i < N_REPLY_ANSWERS; i++)
    if (g_str_equal (name, answers[i].name))
      return (ReplyAnswer) i;
  return REPLY_TENTATIVE; /* the table's CHECK forbids others */
}

const char *
reply_outcome_name (ReplyOutcome outcome)
{
  return outcomes[outcome].name;
}

const char *
reply_outcome_words (ReplyOutcome outcome)
{
  return outcomes[outcome].words;
}

gboolean
reply_outcome_needs_care (ReplyOutcome outcome)
{
  return outcomes[outcome].care;
}

void
reply_free (Reply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->file);
  g_free (reply->sender);
  g_free (reply->message_id);
  g_free (reply->uid);
  g_free (reply->address);
  g_free (reply->name);
  g_free (reply->delegated_to);
  g_free (reply->delegated_name);
  g_free (reply->delegated_from);
  g_free (reply->comment);
  g_free (reply->why);
  g_free (reply->meeting);
  g_free (reply->person);
  g_free (reply->party);
  g_free (reply->proposal);
  g_free (reply->zone);
  g_clear_pointer (&reply->asked_start, g_date_time_unref);
  g_clear_pointer (&reply->asked_end, g_date_time_unref);
  g_free (reply);
}

void
reply_settle (Reply *reply, ReplyOutcome outcome, const char *lang, const char *message, ...)
{
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name;
  va_list pairs;

  va_start (pairs, message);
  while ((name = va_arg (pairs, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) name, va_arg (pairs, char *));
  va_end (pairs);
  reply->outcome = outcome;
  g_free (reply->why);
  reply->why = message_fill (tr (lang, message), lang, values);
}
