#include "meetings/mail-letter.h"

#include "core/error.h"
#include "core/message.h"
#include "meetings/limited.h"
#include "meetings/mail-letter-wire.h"

/* A letter, its calendars in UTF-8 (at most three times as long), and its header. */
#define ANSWER_BYTES (3 * MAIL_BYTES_MAX + 64 * 1024)

static void
part_free (MailCalendarPart *part)
{
  g_free (part->method);
  g_free (part->charset);
  g_bytes_unref (part->bytes);
  g_free (part);
}

/* (nullable) (transfer full): GVariant has checked it for UTF-8; what is no line is none. */
static char *
take_line (const char *text)
{
  if (*text == '\0' || g_utf8_strlen (text, -1) > LETTER_TEXT_LETTERS)
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return NULL;
  return g_strdup (text);
}

/* Dates that GDateTime has; a letter that names another has none. */
static GDateTime *
take_date (gint64 second)
{
  return second > 0 ? g_date_time_new_from_unix_utc (second) : NULL;
}

/* What the reader says is one of what it may say. */
static gboolean
refuse (const char *why, GError **error)
{
  static const char *const reasons[] = {
    "the message has too many parts (at most 1,000, 16 deep)",
    "the message is too large (at most 16 MB)",
    "no message: it has no header (an .eml file begins with lines such as From:)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (why, reasons[i]))
      return council_error (error, COUNCIL_ERROR_INPUT, reasons[i], NULL);
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("the message is refused: reading it gave nonsense"), NULL);
}

static GPtrArray *
take_parts (GVariantIter *iter)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  const char *method, *charset;
  GVariant *bytes;

  while (parts->len < LETTER_CALENDARS &&
         g_variant_iter_next (iter, "(&s&s@ay)", &method, &charset, &bytes))
    {
      MailCalendarPart *part = g_new0 (MailCalendarPart, 1);

      part->method = take_line (method);
      part->charset = take_line (charset);
      part->bytes = g_variant_get_data_as_bytes (bytes);
      g_variant_unref (bytes);
      g_ptr_array_add (parts, part);
    }
  return parts;
}

static MailReceived *
take (GVariant *answer, GError **error)
{
  g_autoptr(GVariantIter) parts = NULL;
  const char *why, *name, *address, *subject, *id, *reply;
  MailReceived *received;
  gint64 date;

  g_variant_get (answer, "(&s&s&s&s&s&sxa(ssay))", &why, &name, &address, &subject, &id,
                 &reply, &date, &parts);
  if (*why != '\0')
    {
      refuse (why, error);
      return NULL;
    }
  received = g_new0 (MailReceived, 1);
  received->from_name = take_line (name);
  received->from_address = take_line (address);
  received->subject = take_line (subject);
  received->message_id = take_line (id);
  received->in_reply_to = take_line (reply);
  received->date = take_date (date);
  received->parts = take_parts (parts);
  return received;
}

MailReceived *
letter_read (GBytes *bytes, GError **error)
{
  static const char *const none[] = { NULL };
  g_autoptr(GBytes) whole = NULL;
  g_autoptr(GVariant) answer = NULL;

  if (g_bytes_get_size (bytes) > MAIL_BYTES_MAX)
    {
      refuse ("the message is too large (at most 16 MB)", error);
      return NULL;
    }
  whole = limited_ask (LETTER_WIRE_PROGRAM, none, bytes, ANSWER_BYTES,
                       N_ ("the message is refused: reading it takes more than 2 seconds or "
                           "512 MB"),
                       error);
  if (whole == NULL)
    return NULL;
  answer = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (LETTER_WIRE_TYPE), whole, FALSE));
  if (g_variant_is_normal_form (answer))
    return take (answer, error);
  refuse ("", error);
  return NULL;
}
