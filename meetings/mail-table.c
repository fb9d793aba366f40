/* The one symbol that the mail module exports. */
#include "meetings/mail-internal.h"

const MailModule council_mail_module = {
  .version = MAIL_MODULE_VERSION,
  .read = mail_mime_read,
  .compose = mail_mime_compose,
  .open = mail_smtp_open,
  .send = mail_smtp_send,
  .close = mail_smtp_close,
};
