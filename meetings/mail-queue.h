/* The queue of messages in the council's file: what was made, how far it has come.
 *
 * A message is 'queued' in the transaction that makes it.  Sending takes one at a time: it is
 * 'sending' until its last line is about to be given to the server, 'handed' until the server's
 * answer is on record; each step is on the disk before the next one is taken.  So a program that
 * is killed leaves a message that was 'sending', which nobody can have and which is sent again,
 * or one that was 'handed', which somebody may have: it becomes 'uncertain' and is never sent
 * again by itself.  One program at a time sends from a file.
 *
 * An invitation to a date that the meeting no longer has, or to one that is cancelled or over, is
 * held back: 'council calendar invite' makes one that is right. */
#pragma once

#include "core/db.h"

/* Of a message m about the meeting t: that it invites to a date that is no longer the meeting's, or
 * says that the meeting stays at it.  SQL, for the queries of mail-*.c. */
#define MAIL_IS_OUTDATED                                                                      \
  "(m.method <> 'CANCEL' AND (t.state NOT IN ('planned', 'convened')"                         \
  " OR instr (m.told, 'starts=' || t.starts_at || char (10)) = 0))"

/* Of a message o: that it takes the place of the message m.  A counter-proposal is declined beside
 * what people are invited to; it is declined once. */
#define MAIL_IS_NEWER                                                                         \
  "(o.meeting = m.meeting AND lower (o.address) = lower (m.address) AND o.number > m.number"  \
  " AND ('DECLINECOUNTER' NOT IN (o.method, m.method) OR o.reply = m.reply))"

/* What mail_delivery.state may be. */
#define MAIL_STATE_QUEUED "queued"
#define MAIL_STATE_WAITING "waiting"
#define MAIL_STATE_SENDING "sending"
#define MAIL_STATE_HANDED "handed"
#define MAIL_STATE_SENT "sent"
#define MAIL_STATE_UNCERTAIN "uncertain"
#define MAIL_STATE_REFUSED "refused"
#define MAIL_STATE_FILED "filed"
#define MAIL_STATE_DROPPED "dropped"

typedef struct
{
  char *id;
  gint64 number; /* what people type */
  char *meeting; /* its reference */
  char *person;  /* handle */
  char *name, *address, *lang;
  char *method; /* "REQUEST", "CANCEL" or "DECLINECOUNTER" */
  gint64 sequence;
  char *subject, *message_id;
  char *sha256;  /* of the message, for blob_load() */
  char *made_at; /* instant */
  char *state;   /* one of the words above */
  gint64 attempts;
  char *due_at;      /* (nullable): instant: not before */
  char *tried_at;    /* (nullable): instant */
  char *said;        /* (nullable): what the server said last */
  gboolean outdated; /* it invites to a date that is no longer the meeting's */
} Mail;

void mail_free (Mail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mail, mail_free)

/** mail_load: (transfer full): by its number; %COUNCIL_ERROR_NOT_FOUND. */
Mail *mail_load (Db *db, gint64 number, GError **error);

/**
 * mail_list:
 * @meeting: (nullable): a reference; %NULL for every meeting
 * @all: whether those that are settled (sent, filed, dropped) are wanted too
 *
 * Returns: (transfer full) (element-type Mail): by number
 */
GPtrArray *mail_list (Db *db, const char *meeting, gboolean all, GError **error);

/** mail_list_due: (transfer full) (element-type Mail): those that would be sent now, by number; the
 * outdated ones are held back. */
GPtrArray *mail_list_due (Db *db, GError **error);

/** mail_is_open: whether it is not settled: still to be sent, refused or uncertain. */
gboolean mail_is_open (const Mail *mail);

/** mail_state_words: (transfer none): a msgid: "waits for the next attempt". */
const char *mail_state_words (const char *state);

/**
 * mail_retry:
 * @error: %COUNCIL_ERROR_RULE when it was sent or is under way, when a newer message to that
 *   person about that meeting was made, or when it is outdated
 *
 * Puts a message that was refused, dropped, or is uncertain or waiting, into the queue, due now.
 */
gboolean mail_retry (Db *db, gint64 number, GError **error);

/** mail_drop: a message that did not arrive, or is not to be sent; %COUNCIL_ERROR_RULE when it was
 * sent or is under way. */
gboolean mail_drop (Db *db, gint64 number, GError **error);

/** mail_confirm: an uncertain message arrived after all, as the recipient says; the same
 * errors. */
gboolean mail_confirm (Db *db, gint64 number, GError **error);

/** How many messages are in which state. */
typedef struct
{
  guint told;      /* sent or written as a file; not counted of the whole file */
  guint to_send;   /* queued, waiting or under way */
  guint uncertain; /* handed over by a program that was ended, too */
  guint refused;
} MailCounts;

/** mail_count: of the whole file, what is not settled, by an index that holds nothing else. */
gboolean mail_count (Db *db, MailCounts *counts, GError **error);

/** mail_count_meeting: of the meeting with key @meeting. */
gboolean mail_count_meeting (Db *db, const char *meeting, MailCounts *counts, GError **error);
