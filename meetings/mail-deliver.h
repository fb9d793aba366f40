/* Sending what is in the queue. */
#pragma once

#include "meetings/mail-queue.h"

/** What one run of sending did. */
typedef struct
{
  guint sent, waiting, refused, uncertain; /* messages, by what came of them */
  guint outdated;         /* held back: the meeting has another date by now, or is off */
  char *outdated_meeting; /* (nullable): the reference of the first of these */
  guint recovered; /* of a program that was ended: they are tried again, or uncertain now */
  gboolean busy;   /* another program sends from this file: nothing was done */
  char *trouble;   /* (nullable): why the server could not be used; the rest waits */
  GArray *numbers; /* (element-type gint64): the messages that were tried */
} MailRun;

void mail_run_clear (MailRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MailRun, mail_run_clear)

/** mail_deliver_check: whether the settings say how to send; the errors of mail_deliver(). */
gboolean mail_deliver_check (Db *db, GError **error);

/**
 * mail_deliver:
 * @run: (out): what was done; cleared by the caller
 * @error: %COUNCIL_ERROR_RULE when the setting mail-server or mail-from is missing, or when others
 *   can read the file of the password
 *
 * Sends every message that is due, oldest first, one connection for all.  After a temporary
 * refusal a message waits 5 minutes, then 10, 20 and so on to 4 hours, and is given up 5 days
 * after it was made.  When the server itself is the trouble, the run ends.
 */
gboolean mail_deliver (Db *db, MailRun *run, GError **error);
