/* A letter that came from outside, read by a program of its own (meetings/limited.h). */
#pragma once

#include "meetings/mail.h"

/**
 * letter_read:
 * @bytes: an Internet message, such as an .eml file
 * @error: %COUNCIL_ERROR_INPUT as mail_read(), also when reading it takes too long or too much;
 *   %COUNCIL_ERROR_STORAGE when council-letter cannot be started
 *
 * What mail_read() reads, but in the limits of the system: GMime sees nothing of it in this
 * process.
 *
 * Returns: (transfer full): what was read; its texts are checked to be printable lines
 */
MailReceived *letter_read (GBytes *bytes, GError **error);
