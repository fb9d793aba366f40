/* council-letter: reads the letter on standard input, writes what meetings/mail-letter-wire.h
 * describes to standard output.
 *
 * It is a program of its own, started anew for each letter, for the reasons of council-busy
 * (meetings/calendar-busy-main.c). */
#include "meetings/child-limits.h"
#include "meetings/mail-internal.h"
#include "meetings/mail-letter-wire.h"

#include <stdlib.h>

/* (transfer full): not longer than is passed on, never %NULL. */
static char *
short_text (const char *text)
{
  if (text == NULL)
    return g_strdup ("");
  return g_utf8_strlen (text, -1) > LETTER_TEXT_LETTERS
             ? g_utf8_substring (text, 0, LETTER_TEXT_LETTERS)
             : g_strdup (text);
}

static void
add_calendars (GVariantBuilder *calendars, const MailReceived *received)
{
  guint count = received->parts ? MIN (received->parts->len, LETTER_CALENDARS) : 0;

  for (guint i = 0; i < count; i++)
    {
      const MailCalendarPart *part = g_ptr_array_index (received->parts, i);
      g_autofree char *method = short_text (part->method);
      g_autofree char *charset = short_text (part->charset);

      g_variant_builder_add (
          calendars, "(ss@ay)", method, charset,
          g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, part->bytes, TRUE));
    }
}

static GVariant *
answer (const MailReceived *received, const char *refused)
{
  g_autofree char *address = short_text (received->from_address);
  g_autofree char *name = short_text (received->from_name);
  g_autofree char *subject = short_text (received->subject);
  g_autofree char *id = short_text (received->message_id);
  g_autofree char *reply = short_text (received->in_reply_to);
  GVariantBuilder calendars;

  g_variant_builder_init (&calendars, G_VARIANT_TYPE ("a(ssay)"));
  if (*refused == '\0')
    add_calendars (&calendars, received);
  return g_variant_ref_sink (g_variant_new (
      LETTER_WIRE_TYPE, refused, name, address, subject, id, reply,
      received->date ? g_date_time_to_unix (received->date) : (gint64) 0, &calendars));
}

int
main (void)
{
  g_autoptr(GVariant) reply = NULL;
  g_autoptr(GBytes) bytes = NULL;
  static MailReceived received; /* to the end, which frees it */
  static MailProblem problem;
  gsize length = 0;
  gboolean good;
  char *text;

  if (!limits_set ())
    return EXIT_FAILURE;
  text = limits_read (MAIL_BYTES_MAX, &length);
  if (text == NULL)
    return EXIT_FAILURE;
  bytes = g_bytes_new_take (text, length);
  good = mail_mime_read (bytes, &received, &problem);
  reply = answer (&received, good ? "" : problem.message);
  return limits_write (reply) ? EXIT_SUCCESS : EXIT_FAILURE;
}
