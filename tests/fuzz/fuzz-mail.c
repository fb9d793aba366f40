/* The reader of letters on any bytes, in this process, and what it finds in them.
 *
 * Whatever comes in, the texts are lines of valid UTF-8 without control characters, and the same
 * bytes give the same. */
#include "meetings/mail-module.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Of mail-internal.h, which belongs to the module. */
gboolean mail_mime_read (GBytes *bytes, MailReceived *received, MailProblem *problem);

static void
check_line (const char *text)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_false (g_unichar_iscntrl (c));
      g_assert_false (c >= 0x202a && c <= 0x202e);
    }
}

static void
received_clear (MailReceived *received)
{
  g_free (received->from_name);
  g_free (received->from_address);
  g_free (received->subject);
  g_free (received->message_id);
  g_free (received->in_reply_to);
  g_clear_pointer (&received->date, g_date_time_unref);
  g_clear_pointer (&received->parts, g_ptr_array_unref);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  MailReceived once = { 0 }, twice = { 0 };
  MailProblem problem = { 0 };
  gboolean read = mail_mime_read (bytes, &once, &problem);

  g_assert_true (read || problem.message != NULL);
  check_line (once.from_name);
  check_line (once.from_address);
  check_line (once.subject);
  check_line (once.message_id);
  check_line (once.in_reply_to);
  for (guint i = 0; once.parts != NULL && i < once.parts->len; i++)
    {
      const MailCalendarPart *part = g_ptr_array_index (once.parts, i);

      check_line (part->method);
      check_line (part->charset);
      g_assert_nonnull (part->bytes);
    }
  g_assert_cmpint (mail_mime_read (bytes, &twice, &problem), ==, read);
  g_assert_cmpstr (once.from_address, ==, twice.from_address);
  g_assert_cmpuint (once.parts ? once.parts->len : 0, ==, twice.parts ? twice.parts->len : 0);
  received_clear (&once);
  received_clear (&twice);
  g_free (problem.value);
  return 0;
}
