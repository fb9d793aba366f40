/* Between the files of the mail module; nobody else includes it. */
#pragma once

#include "core/message.h"
#include "meetings/mail-module.h"

/** mail_problem: fills @problem in.  Returns %FALSE. */
gboolean mail_problem (MailProblem *problem, CouncilErrorCode code, const char *message,
                       const char *value);

/** mail_line: (transfer full): @text repaired to UTF-8, its control characters, line separators
 * and direction overrides made spaces, without spaces at its ends. */
char *mail_line (const char *text);

/** mail_lines: (transfer full): the same, but "\n" and the spaces at its ends stay. */
char *mail_lines (const char *text);

/** mail_mime_init: GMime made ready, once. */
void mail_mime_init (void);

gboolean mail_mime_read (GBytes *bytes, MailReceived *received, MailProblem *problem);
GBytes *mail_mime_compose (const MailMessage *mail);

MailSession *mail_smtp_open (const MailServer *server);
MailOutcome
mail_smtp_send (MailSession *session, const char *from, const char *to, GBytes *message,
                MailHandOver hand_over, gpointer data, char **said);
void mail_smtp_close (MailSession *session);
