/* What the mail module and its loader agree on.
 *
 * The module knows GLib, GMime, libcurl and the structs of mail.h, nothing else of council: it is
 * not linked with core, so that nothing exists twice.  It reports a problem as a message and a
 * value; the loader raises the error. */
#pragma once

#include "core/error.h"
#include "meetings/mail.h"

/* Raised with every change of MailModule or a struct of mail.h. */
#define MAIL_MODULE_VERSION 2

/* The one symbol that the module exports: a const MailModule. */
#define MAIL_MODULE_SYMBOL "council_mail_module"

/** Why a function of the module failed. */
typedef struct
{
  CouncilErrorCode code;
  const char *message; /* an English msgid, perhaps with a place {value} */
  char *value;         /* (nullable), owned; any bytes */
} MailProblem;

/** The functions behind those of mail.h; each that can fail then fills @problem. */
typedef struct
{
  guint version;
  gboolean (*read) (GBytes *message, MailReceived *received, MailProblem *problem);
  GBytes *(*compose) (const MailMessage *message); /* its addresses are good */
  MailSession *(*open) (const MailServer *server);
  MailOutcome (*send) (MailSession *session, const char *from, const char *to, GBytes *message,
                       MailHandOver hand_over, gpointer data, char **said);
  void (*close) (MailSession *session);
} MailModule;

extern const MailModule council_mail_module __attribute__ ((visibility ("default")));
