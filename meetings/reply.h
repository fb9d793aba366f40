/* What invited people answered: REPLY and COUNTER of iTIP (RFC 5546), as files or in letters.
 *
 * An answer is as good as its sender.  One whose letter came from another address than that of
 * the invited person is held back, unless the secretariat takes it knowingly; whose letter it was
 * stays on record.  Answers of one person are ordered by SEQUENCE, then DTSTAMP: an older one
 * than is on record changes nothing, nor does one to an invitation for another date.  Nobody
 * enters a delegation by mail: who was sent instead is proposed to the secretary.
 *
 * Reading the same letters a second time changes nothing. */
#pragma once

#include "meetings/calendar.h"
#include "meetings/meeting.h"

typedef enum
{
  REPLY_ACCEPTED,
  REPLY_DECLINED,
  REPLY_TENTATIVE,
  REPLY_DELEGATED, /* another is to come instead */
  REPLY_COUNTER,   /* asks for another time */
  N_REPLY_ANSWERS
} ReplyAnswer;

/** reply_answer_name: (transfer none): "accepted", … as the file and JSON have it. */
const char *reply_answer_name (ReplyAnswer answer);

/** reply_answer_words: (transfer none): a msgid: "comes", "does not come". */
const char *reply_answer_words (ReplyAnswer answer);

typedef enum
{
  REPLY_RECORDED,
  REPLY_KNOWN,        /* is on record already */
  REPLY_STALE,        /* older than what is on record, or to an invitation for another date */
  REPLY_NO_ANSWER,    /* no answer at all: an invitation, a notice */
  REPLY_OTHER_SENDER, /* sent by another than whom it speaks for */
  REPLY_STRANGER,     /* nobody with that address is invited */
  REPLY_NO_MEETING,   /* the UID is none of this council's meetings */
  REPLY_TOO_LATE,     /* the meeting is over or cancelled */
  REPLY_SUSPECT,      /* answers what was not sent yet, or is dated in the future */
  REPLY_UNREADABLE,
  N_REPLY_OUTCOMES
} ReplyOutcome;

/** reply_outcome_name: (transfer none): "recorded", … as JSON has it. */
const char *reply_outcome_name (ReplyOutcome outcome);

/** reply_outcome_words: (transfer none): a msgid. */
const char *reply_outcome_words (ReplyOutcome outcome);

/** reply_outcome_needs_care: whether somebody should look at it. */
gboolean reply_outcome_needs_care (ReplyOutcome outcome);

/** One answer that was read.  Every string is one printable line. */
typedef struct
{
  char *file;       /* where it stands */
  gboolean letter;  /* it came in a letter, not as a calendar file */
  char *sender;     /* (nullable): the letter's From */
  char *message_id; /* (nullable) */
  char *uid;        /* or "" */
  char *address;    /* of who answers; or "" */
  char *name;       /* (nullable): what it calls that person; once matched, the file's name */
  char *delegated_to, *delegated_name,
      *delegated_from; /* (nullable): address, name, address */
  char *comment;       /* (nullable) */
  guint sequence;
  gint64 stamp;     /* Unix time */
  gboolean answers; /* else it is none: outcome and why say so */
  ReplyAnswer answer;
  gboolean has_start, all_day, floating; /* the event's, of a counter the time asked for */
  gint64 start, end;                     /* as in CalendarEntry */

  ReplyOutcome outcome;
  char *why;                          /* (nullable) */
  char *meeting;                      /* (nullable): reference */
  char *person;                       /* (nullable): handle */
  char *party;                        /* (nullable): code */
  char *proposal;                     /* (nullable): a command that would follow from it */
  GDateTime *asked_start, *asked_end; /* (nullable): UTC: what a counter asks for */
  char *zone; /* (nullable): of the venue, in whose days that is when it is whole ones */
} Reply;

void reply_free (Reply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

/**
 * reply_read:
 * @bytes: a calendar (.ics) or a letter (.eml)
 * @file: its name, for what is told
 * @replies: (element-type Reply): what it says is added; of a file that cannot be read one that
 *   says why
 * @error: %COUNCIL_ERROR_STORAGE when the readers cannot be started
 */
gboolean reply_read (GBytes *bytes, const char *file, const char *lang, GPtrArray *replies,
                     GError **error);

/** reply_add_unreadable: adds to @replies that @file could not be read, for @problem. */
void reply_add_unreadable (GPtrArray *replies, const char *file, const char *lang,
                           const GError *problem);

/**
 * reply_take:
 * @replies: (element-type Reply): as read; sorted by SEQUENCE and DTSTAMP, outcomes filled in
 * @others: take answers that another address sent
 *
 * Matches every answer by UID and ATTENDEE and records what is new, each in a transaction.
 */
gboolean
reply_take (Db *db, GPtrArray *replies, gboolean others, const char *lang, GError **error);

/** reply_same_address: whether they are one mailbox: letters count alike in any case; what
 * stands behind a plus sign counts.  Of %NULL and "" %FALSE. */
gboolean reply_same_address (const char *one, const char *two);

/* --- what is on record ----------------------------------------------------------------------- */

/** What became of the other time that someone asked for. */
typedef enum
{
  COUNTER_OPEN,
  COUNTER_GRANTED,  /* the meeting is at that time now */
  COUNTER_DECLINED, /* a message was made that says so, and not dropped */
  COUNTER_LAPSED,   /* the meeting has a third date by now, or is off or over */
  N_COUNTER_STATES
} CounterState;

/** reply_counter_name: (transfer none): "open", … as JSON has it. */
const char *reply_counter_name (CounterState state);

/** reply_counter_words: (transfer none): a msgid: "open", "granted". */
const char *reply_counter_words (CounterState state);

/** The last answer of one address for one meeting. */
typedef struct
{
  char *id;      /* its key */
  char *meeting; /* reference */
  char *person;  /* (nullable): handle; %NULL: who was sent instead, and is not on record */
  char *name;
  char *party; /* (nullable): code */
  char *address;
  ReplyAnswer answer;
  gint64 sequence;       /* of the invitation that it answers */
  char *on;              /* instant: DTSTAMP */
  char *sender;          /* (nullable): the letter's From; %NULL: a calendar file */
  char *message_id;      /* (nullable): its Message-ID */
  gboolean other_sender; /* it was another's letter */
  char *comment;         /* (nullable) */
  char *delegated_to, *delegated_name, *delegated_from; /* (nullable) */
  GDateTime *starts, *ends; /* (nullable): the time a counter asks for, UTC */
  gboolean all_day;
  char *zone;           /* (nullable): of the venue, whose days these are */
  gboolean outdated;    /* it answers an earlier date of the meeting */
  CounterState counter; /* of %REPLY_COUNTER */
  gint64 declined;      /* number of the message that declines it; 0: none */
} MeetingReply;

void meeting_reply_free (MeetingReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MeetingReply, meeting_reply_free)

/** meeting_reply_list: (transfer full) (element-type MeetingReply): one an address, by name. */
GPtrArray *meeting_reply_list (Db *db, const Meeting *meeting, GError **error);

/**
 * reply_person:
 * @handle: (out) (nullable): of the person who answered, or has that address by now
 * @party: (out) (nullable): code of the party for which that person comes to the meeting
 *
 * Returns: %FALSE only on a storage error
 */
gboolean reply_person (Db *db, const Meeting *meeting, const MeetingReply *reply,
                       char **handle, char **party, GError **error);

/**
 * meeting_counter_list:
 * @ref: (nullable): a meeting's reference; every meeting's when %NULL
 * @all: those that are settled too
 *
 * Returns: (transfer full) (element-type MeetingReply): who asks for another time: of each address
 *   the last answer, when it is a counter-proposal; by meeting and name
 */
GPtrArray *meeting_counter_list (Db *db, const char *ref, gboolean all, GError **error);

/** reply_calendar_answer: %CALENDAR_UNANSWERED when it answers an earlier date; who asks for another
 * time has not accepted this one: %CALENDAR_PERHAPS. */
CalendarAnswer reply_calendar_answer (const MeetingReply *reply);

/**
 * reply_answer:
 * @address: of an invited person
 * @answer: (out): as reply_calendar_answer(); %CALENDAR_UNANSWERED when nothing is on record
 */
gboolean reply_answer (Db *db, const Meeting *meeting, const char *address,
                       CalendarAnswer *answer, GError **error);
