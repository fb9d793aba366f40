/* Between the files of the answers; nobody else includes it. */
#pragma once

#include "meetings/reply.h"

/** reply_settle: notes what becomes of an answer and why, filled as by tr_fill(). */
void reply_settle (Reply *reply, ReplyOutcome outcome, const char *lang, const char *message,
                   ...) G_GNUC_NULL_TERMINATED;

/** reply_answer_named: the answer that the file keeps by that name. */
ReplyAnswer reply_answer_named (const char *name);

/** Whom an address stands for at a meeting. */
typedef struct
{
  char *person; /* (nullable): key */
  char *handle; /* (nullable) */
  char *name;   /* (nullable) */
  char *party;  /* (nullable): code */
  gint64 rank;  /* in the delegation; 0: none */
  gboolean invited;
  gboolean withdrawn;    /* was invited, and taken off */
  gint64 sequence;       /* that was sent last; -1: nothing was */
  char *starts;          /* (nullable): the start that the last message told */
  char *answered_starts; /* (nullable): that of the message with the SEQUENCE answered */
} ReplyInvited;

void reply_invited_clear (ReplyInvited *invited);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ReplyInvited, reply_invited_clear)

/** reply_find_invited: who has @address at @meeting, and what was sent; %FALSE only on a storage
 * error. */
gboolean reply_find_invited (Db *db, const Meeting *meeting, const char *address,
                             guint sequence, ReplyInvited *invited, GError **error);
