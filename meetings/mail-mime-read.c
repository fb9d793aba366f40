/* A message read: who wrote it, which calendars it brings. */
#include "meetings/mail-internal.h"

#include <gmime/gmime.h>

#include <string.h>

#define DEPTH_MAX 16
#define PARTS_MAX 1000

typedef struct
{
  MailReceived *received;
  guint parts;    /* of any kind */
  gboolean bound; /* too many, or too deep */
} Reader;

static void
part_free (gpointer data)
{
  MailCalendarPart *part = data;

  g_free (part->method);
  g_free (part->charset);
  g_bytes_unref (part->bytes);
  g_free (part);
}

/* --- one calendar -------------------------------------------------------------------------- */

static GBytes *
decoded (GMimePart *part)
{
  GMimeDataWrapper *content = g_mime_part_get_content (part);
  GMimeStream *memory = g_mime_stream_mem_new ();
  GByteArray *array;
  GBytes *bytes;

  if (content != NULL)
    g_mime_data_wrapper_write_to_stream (content, memory);
  array = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (memory));
  bytes = g_bytes_new (array->data, array->len);
  g_object_unref (memory);
  return bytes;
}

/* In UTF-8; as they are when the charset is not known or does not fit. */
static GBytes *
in_utf8 (GBytes *bytes, const char *charset)
{
  gsize length, written = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text;

  if (length == 0 || g_utf8_validate (data, (gssize) length, NULL))
    return g_bytes_ref (bytes);
  text = g_convert (data, (gssize) length, "UTF-8", g_mime_charset_iconv_name (charset), NULL,
                    &written, NULL);
  return text ? g_bytes_new_take (text, written) : g_bytes_ref (bytes);
}

static gboolean
is_repeated (GPtrArray *parts, GBytes *bytes)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_bytes_equal (((MailCalendarPart *) g_ptr_array_index (parts, i))->bytes, bytes))
      return TRUE;
  return FALSE;
}

static void
take_calendar (Reader *reader, GMimeObject *object)
{
  const char *method = g_mime_object_get_content_type_parameter (object, "method");
  const char *charset = g_mime_object_get_content_type_parameter (object, "charset");
  g_autofree char *name = mail_line (charset ? charset : "utf-8");
  g_autoptr(GBytes) raw = decoded (GMIME_PART (object));
  g_autoptr(GBytes) bytes = in_utf8 (raw, name);
  g_autofree char *line = method ? mail_line (method) : NULL;
  MailCalendarPart *part;

  if (is_repeated (reader->received->parts, bytes))
    return;
  part = g_new0 (MailCalendarPart, 1);
  part->method = line ? g_ascii_strup (line, -1) : NULL;
  part->charset = g_steal_pointer (&name);
  part->bytes = g_steal_pointer (&bytes);
  g_ptr_array_add (reader->received->parts, part);
}

static gboolean
is_calendar (GMimeObject *object)
{
  GMimeContentType *type = g_mime_object_get_content_type (object);

  return GMIME_IS_PART (object) && type != NULL &&
         (g_mime_content_type_is_type (type, "text", "calendar") ||
          g_mime_content_type_is_type (type, "application", "ics"));
}

static void
walk (Reader *reader, GMimeObject *object, guint depth)
{
  if (object == NULL || reader->bound)
    return;
  if (++reader->parts > PARTS_MAX || depth > DEPTH_MAX)
    reader->bound = TRUE;
  else if (GMIME_IS_MULTIPART (object))
    for (int i = 0; i < g_mime_multipart_get_count (GMIME_MULTIPART (object)); i++)
      walk (reader, g_mime_multipart_get_part (GMIME_MULTIPART (object), i), depth + 1);
  else if (GMIME_IS_MESSAGE_PART (object))
    {
      GMimeMessage *inner = g_mime_message_part_get_message (GMIME_MESSAGE_PART (object));

      walk (reader, inner ? g_mime_message_get_mime_part (inner) : NULL, depth + 1);
    }
  else if (is_calendar (object))
    take_calendar (reader, object);
}

/* --- the header ---------------------------------------------------------------------------- */

static char *
line_or_null (const char *text)
{
  g_autofree char *line = text ? mail_line (text) : NULL;

  return line != NULL && *line != '\0' ? g_steal_pointer (&line) : NULL;
}

/* GMime joins encoded words that stand side by side before it decodes them, and then loses what
 * follows a word whose base64 was padded: so each such word ends what is decoded at once. */
static char *
decoded_text (const char *raw)
{
  g_autoptr(GRegex) padded =
      g_regex_new ("=\\?[^?\\s]+\\?[bB]\\?[^?\\s]*=\\?=(\\s+(?==\\?))?", 0, 0, NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GMatchInfo) match = NULL;
  int from = 0, start, end;

  for (g_regex_match (padded, raw, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *piece = NULL;
      g_autofree char *word = NULL;

      g_match_info_fetch_pos (match, 0, &start, &end);
      piece = g_strndup (raw + from, (gsize) (end - from));
      word = g_mime_utils_header_decode_text (NULL, g_strchomp (piece));
      g_string_append (text, word);
      from = end;
    }
  if (raw[from] != '\0')
    {
      g_autofree char *rest = g_mime_utils_header_decode_text (NULL, raw + from);

      if (from > 0 && !g_str_has_prefix (raw + from, "=?") && text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, g_strchug (rest));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (nullable): a header's value; of several with that name the first. */
static char *
header_text (GMimeMessage *message, const char *name)
{
  GMimeHeader *header = g_mime_header_list_get_header (
      g_mime_object_get_header_list (GMIME_OBJECT (message)), name);
  const char *raw = header ? g_mime_header_get_raw_value (header) : NULL;
  g_autofree char *valid = raw ? g_utf8_make_valid (raw, -1) : NULL;
  g_autofree char *text = valid ? decoded_text (g_strstrip (valid)) : NULL;
  g_autofree char *line = text ? mail_line (text) : NULL;
  g_auto(GStrv) words = line ? g_strsplit (line, " ", -1) : NULL;
  g_autoptr(GString) joined = g_string_new (NULL);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", words[i]);
  return joined->len > 0 ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}

/* (nullable): what stands before the address. */
static char *
name_of_sender (GMimeMessage *message)
{
  g_autofree char *from = header_text (message, "From");
  char *angle = from ? strrchr (from, '<') : NULL;

  if (angle == NULL)
    return NULL;
  *angle = '\0';
  g_strstrip (from);
  if (from[0] == '"' && g_str_has_suffix (from + 1, "\""))
    {
      from[strlen (from) - 1] = '\0';
      return line_or_null (from + 1);
    }
  return line_or_null (from);
}

/* The first of the senders. */
static void
take_sender (MailReceived *received, GMimeMessage *message)
{
  InternetAddressList *from = g_mime_message_get_from (message);
  int count = from ? internet_address_list_length (from) : 0;
  InternetAddress *sender = count > 0 ? internet_address_list_get_address (from, 0) : NULL;

  if (sender == NULL || !INTERNET_ADDRESS_IS_MAILBOX (sender))
    return;
  received->from_name = count == 1 ? name_of_sender (message)
                                   : line_or_null (internet_address_get_name (sender));
  received->from_address =
      line_or_null (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (sender)));
}

static void
take_header (MailReceived *received, GMimeMessage *message)
{
  GDateTime *date = g_mime_message_get_date (message);

  take_sender (received, message);
  received->subject = header_text (message, "Subject");
  received->message_id = line_or_null (g_mime_message_get_message_id (message));
  received->in_reply_to =
      line_or_null (g_mime_object_get_header (GMIME_OBJECT (message), "In-Reply-To"));
  received->date = date ? g_date_time_to_utc (date) : NULL;
}

/* --- bounds, before GMime sees it ---------------------------------------------------------- */

/* GMime calls itself for each level of parts within parts, and each level has a Content-Type. */
static gboolean
announces_too_much (const char *data, gsize length)
{
  static const char name[] = "content-type";
  guint count = 0;

  for (const char *line = data, *end = data + length; line != NULL && line < end;)
    {
      if ((gsize) (end - line) > strlen (name) &&
          g_ascii_strncasecmp (line, name, strlen (name)) == 0 && ++count > PARTS_MAX)
        return TRUE;
      line = memchr (line, '\n', (gsize) (end - line));
      line = line ? line + 1 : NULL;
    }
  return FALSE;
}

static gboolean
refuse_parts (MailProblem *problem)
{
  return mail_problem (problem, COUNCIL_ERROR_INPUT,
                       N_ ("the message has too many parts (at most 1,000, 16 deep)"), NULL);
}

static gboolean
bounds_check (const char *data, gsize length, MailProblem *problem)
{
  if (length > MAIL_BYTES_MAX)
    return mail_problem (problem, COUNCIL_ERROR_INPUT,
                         N_ ("the message is too large (at most 16 MB)"), NULL);
  return !announces_too_much (data, length) || refuse_parts (problem);
}

/* (nullable): what GMime made of it; a message has a header. */
static GMimeMessage *
parse (const char *data, gsize length)
{
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (data, length);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  g_object_unref (parser);
  g_object_unref (stream);
  if (message != NULL && g_mime_header_list_get_count (
                             g_mime_object_get_header_list (GMIME_OBJECT (message))) == 0)
    g_clear_object (&message);
  return message;
}

gboolean
mail_mime_read (GBytes *bytes, MailReceived *received, MailProblem *problem)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length) ?: ""; /* of nothing it is NULL */
  Reader reader = { .received = received };
  GMimeMessage *message;

  if (!bounds_check (data, length, problem))
    return FALSE;
  mail_mime_init ();
  message = parse (data, length);
  if (message == NULL)
    return mail_problem (
        problem, COUNCIL_ERROR_INPUT,
        N_ ("no message: it has no header (an .eml file begins with lines such "
            "as From:)"),
        NULL);
  received->parts = g_ptr_array_new_with_free_func (part_free);
  take_header (received, message);
  walk (&reader, g_mime_message_get_mime_part (message), 0);
  g_object_unref (message);
  return !reader.bound || refuse_parts (problem);
}
