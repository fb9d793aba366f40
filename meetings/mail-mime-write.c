/* A message made. */
#include "meetings/mail-internal.h"

#include <gmime/gmime.h>

#include <string.h>

#define CHARSET "utf-8"
#define FILE_NAME "invite.ics"

void
mail_mime_init (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      g_mime_init ();
      g_once_init_leave (&ready, 1);
    }
}

/* --- the header ---------------------------------------------------------------------------- */

static void
add_address (InternetAddressList *list, const char *name, const char *address)
{
  g_autofree char *line = name ? mail_line (name) : NULL;
  InternetAddress *mailbox =
      internet_address_mailbox_new (line != NULL && *line != '\0' ? line : NULL, address);

  internet_address_set_charset (mailbox, CHARSET);
  internet_address_list_add (list, mailbox);
  g_object_unref (mailbox);
}

static void
set_header (GMimeMessage *message, const char *name, const char *value)
{
  g_autofree char *line = mail_line (value);

  g_mime_object_set_header (GMIME_OBJECT (message), name, line, CHARSET);
}

/* The one before, and the first one, which keeps the messages about a meeting in one thread. */
static void
add_thread (GMimeMessage *message, const MailMessage *mail)
{
  g_autofree char *previous = NULL;
  g_autofree char *all = NULL;

  if (mail->previous == NULL)
    return;
  previous = g_strdup_printf ("<%s>", mail->previous);
  all = mail->first != NULL && !g_str_equal (mail->first, mail->previous)
            ? g_strdup_printf ("<%s> %s", mail->first, previous)
            : g_strdup (previous);
  set_header (message, "In-Reply-To", previous);
  set_header (message, "References", all);
}

static void
add_header (GMimeMessage *message, const MailMessage *mail)
{
  g_autofree char *subject = mail_line (mail->subject);

  add_address (g_mime_message_get_from (message), mail->from_name, mail->from_address);
  if (mail->reply_to != NULL)
    add_address (g_mime_message_get_reply_to (message), NULL, mail->reply_to);
  add_address (g_mime_message_get_to (message), mail->to_name, mail->to_address);
  g_mime_message_set_subject (message, subject, CHARSET);
  g_mime_message_set_date (message, mail->date);
  g_mime_message_set_message_id (message, mail->message_id);
  add_thread (message, mail);
  set_header (message, "Content-Language", mail->lang);
}

/* --- the parts ----------------------------------------------------------------------------- */

/* Base64, so that no server on the way changes a line. */
static GMimeObject *
new_part (const char *type, const char *subtype, const char *data, gsize length)
{
  GMimePart *part = g_mime_part_new_with_type (type, subtype);
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (data, length);
  GMimeDataWrapper *content =
      g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_object_unref (stream);
  g_mime_part_set_content (part, content);
  g_object_unref (content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  return GMIME_OBJECT (part);
}

static GMimeObject *
text_part (const char *text)
{
  g_autofree char *clean = mail_lines (text);
  g_autoptr(GString) lines = g_string_new (clean);
  GMimeObject *part;

  g_string_replace (lines, "\n", "\r\n", 0);
  part = new_part ("text", "plain", lines->str, lines->len);
  g_mime_object_set_content_type_parameter (part, "charset", CHARSET);
  return part;
}

static GMimeObject *
calendar_part (const MailMessage *mail)
{
  gsize length;
  const char *data = g_bytes_get_data (mail->calendar, &length);
  GMimeObject *part = new_part ("text", "calendar", data, length);

  g_mime_object_set_content_type_parameter (part, "charset", CHARSET);
  g_mime_object_set_content_type_parameter (part, "method", mail->method);
  return part;
}

static GMimeObject *
attached_part (const MailMessage *mail)
{
  gsize length;
  const char *data = g_bytes_get_data (mail->calendar, &length);
  GMimeObject *part = new_part ("application", "ics", data, length);

  g_mime_object_set_disposition (part, GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename (GMIME_PART (part), FILE_NAME);
  return part;
}

/* GMime would take a boundary of chance; the same message shall give the same bytes. */
static GMimeMultipart *
new_multipart (const char *subtype, const MailMessage *mail)
{
  GMimeMultipart *multipart = g_mime_multipart_new_with_subtype (subtype);
  g_autofree char *seed = g_strconcat (subtype, mail->message_id, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  g_autofree char *boundary = g_strdup_printf ("=_%.32s", hash); /* "=_" is in no base64 */

  g_mime_multipart_set_boundary (multipart, boundary);
  return multipart;
}

static void
add_part (GMimeMultipart *multipart, GMimeObject *part)
{
  g_mime_multipart_add (multipart, part);
  g_object_unref (part);
}

/* The best form of an alternative stands last. */
static GMimeObject *
make_body (const MailMessage *mail)
{
  GMimeMultipart *alternative = new_multipart ("alternative", mail);
  GMimeMultipart *mixed = new_multipart ("mixed", mail);

  add_part (alternative, text_part (mail->text));
  add_part (alternative, calendar_part (mail));
  add_part (mixed, GMIME_OBJECT (alternative));
  add_part (mixed, attached_part (mail));
  return GMIME_OBJECT (mixed);
}

/* --- the message --------------------------------------------------------------------------- */

static GBytes *
written (GMimeMessage *message)
{
  GMimeFormatOptions *options = g_mime_format_options_new ();
  GMimeStream *memory = g_mime_stream_mem_new ();
  GMimeFilter *filter;
  GMimeStream *filtered;
  GByteArray *array;
  GBytes *bytes;

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  filter = g_mime_format_options_create_newline_filter (options, TRUE);
  filtered = g_mime_stream_filter_new (memory);
  g_mime_stream_filter_add (GMIME_STREAM_FILTER (filtered), filter);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), options, filtered);
  g_mime_stream_flush (filtered);
  array = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (memory));
  bytes = g_bytes_new (array->data, array->len);
  g_object_unref (filtered);
  g_object_unref (filter);
  g_object_unref (memory);
  g_mime_format_options_free (options);
  return bytes;
}

GBytes *
mail_mime_compose (const MailMessage *mail)
{
  GMimeMessage *message;
  GMimeObject *body;
  GBytes *bytes;

  mail_mime_init ();
  message = g_mime_message_new (TRUE);
  add_header (message, mail);
  body = make_body (mail);
  g_mime_message_set_mime_part (message, body);
  g_object_unref (body);
  bytes = written (message);
  g_object_unref (message);
  return bytes;
}
