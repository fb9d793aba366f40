/* The one symbol that the mail module exports, and what its files share. */
#include "meetings/mail-internal.h"

const MailModule council_mail_module = {
  .version = MAIL_MODULE_VERSION,
  .read = mail_mime_read,
  .compose = mail_mime_compose,
};
