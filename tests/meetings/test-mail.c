/* Messages made and read.  Python's email package judges them in tests/meetings/test-mail-judges.py. */
#include "meetings/mail.h"

#include "core/error.h"
#include "tests/support/fixture.h"

#include <string.h>

#define ICS                                                                                   \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"  \
  "UID:a@b\r\nDTSTAMP:20261124T090000Z\r\nSUMMARY:Заседание\r\nEND:VEVENT\r\n"       \
  "END:VCALENDAR\r\n"

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static MailReceived *
read_text (const char *text)
{
  g_autoptr(GBytes) bytes = text_bytes (text);
  g_autoptr(GError) error = NULL;
  MailReceived *received = mail_read (bytes, &error);

  g_assert_no_error (error);
  return received;
}

static void
assert_refused (GBytes *bytes, const char *words)
{
  GError *error = NULL;

  g_assert_null (mail_read (bytes, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, words);
}

static void
assert_part (const MailReceived *received, guint i, const char *method, const char *text)
{
  const MailCalendarPart *part;

  g_assert_cmpuint (received->parts->len, >, i);
  part = g_ptr_array_index (received->parts, i);
  g_assert_cmpstr (part->method, ==, method);
  g_assert_cmpmem (g_bytes_get_data (part->bytes, NULL), g_bytes_get_size (part->bytes), text,
                   strlen (text));
}

/* --- reading ------------------------------------------------------------------------------- */

static void
test_read_reply (void)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) ICS, strlen (ICS));
  g_autofree char *text =
      g_strconcat ("From: =?utf-8?b?0JIuINCR0L7RgNC40YHQvtCy?= <boris@example.org>\r\n"
                   "To: council@example.org\r\nSubject: Accepted\r\n"
                   "Message-ID: <r1@example.org>\r\nIn-Reply-To: <i1@example.org>\r\n"
                   "Date: Tue, 24 Nov 2026 14:00:00 +0500\r\nMIME-Version: 1.0\r\n"
                   "Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\n"
                   "Content-Type: text/plain\r\n\r\nAccepted\r\n--b\r\n"
                   "Content-Type: text/calendar; charset=\"UTF-8\"; method=reply\r\n"
                   "Content-Transfer-Encoding: base64\r\n\r\n",
                   encoded, "\r\n--b--\r\n", NULL);
  g_autoptr(MailReceived) received = read_text (text);
  g_autofree char *date = g_date_time_format_iso8601 (received->date);

  g_assert_cmpstr (received->from_name, ==, "В. Борисов");
  g_assert_cmpstr (received->from_address, ==, "boris@example.org");
  g_assert_cmpstr (received->message_id, ==, "r1@example.org");
  g_assert_cmpstr (received->in_reply_to, ==, "<i1@example.org>");
  g_assert_cmpstr (date, ==, "2026-11-24T09:00:00Z");
  assert_part (received, 0, "REPLY", ICS);
  g_assert_cmpuint (received->parts->len, ==, 1);
}

/* Outlook and others repeat the calendar as a file; some send it in a Cyrillic code page. */
static void
test_read_charsets (void)
{
  g_autofree char *wide = g_convert (ICS, -1, "windows-1251", "UTF-8", NULL, NULL, NULL);
  g_autofree char *text = g_strconcat (
      "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/calendar; charset=windows-1251\n"
      "Content-Transfer-Encoding: 8bit\n\n",
      wide, "\n--b\nContent-Type: application/ics; name=x.ics; charset=windows-1251\n\n", wide,
      "\n--b--\n", NULL);
  g_autoptr(MailReceived) received = read_text (text);

  assert_part (received, 0, NULL, ICS);
  g_assert_cmpstr (((MailCalendarPart *) g_ptr_array_index (received->parts, 0))->charset, ==,
                   "windows-1251");
  g_assert_cmpuint (received->parts->len, ==, 1);
}

static void
test_read_forwarded (void)
{
  g_autoptr(MailReceived) received =
      read_text ("From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
                 "Content-Type: message/rfc822\n\nFrom: c@example.org\n"
                 "Content-Type: text/calendar; method=COUNTER\n\nBEGIN:VCALENDAR\n--b--\n");

  g_assert_cmpstr (received->from_address, ==, "a@example.org");
  assert_part (received, 0, "COUNTER", "BEGIN:VCALENDAR");
}

static void
test_read_without_calendar (void)
{
  g_autoptr(MailReceived) received = read_text ("From: a@example.org\n\nYes, I come.\n");

  g_assert_cmpuint (received->parts->len, ==, 0);
}

static void
test_read_hostile (void)
{
  g_autoptr(GString) deep = g_string_new ("From: a@example.org\n");
  g_autoptr(GBytes) empty = text_bytes ("");
  g_autoptr(GBytes) ics = text_bytes (ICS);
  g_autoptr(GBytes) bytes = NULL, large = NULL;
  g_autoptr(MailReceived) received = NULL;

  assert_refused (empty, "no header");
  g_clear_pointer (&received, mail_received_free);
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (deep, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i,
                            i);
  bytes = text_bytes (deep->str);
  assert_refused (bytes, "too many parts");
  g_string_truncate (deep, 20);
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (deep, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i,
                            i);
  g_bytes_unref (bytes);
  bytes = text_bytes (deep->str);
  assert_refused (bytes, "16 deep");
  large = g_bytes_new_take (g_malloc0 (MAIL_BYTES_MAX + 1), MAIL_BYTES_MAX + 1);
  assert_refused (large, "16 MB");
}

/* Bytes that are no UTF-8 and line ends in encoded words stay within their one line. */
static void
test_read_header_injection (void)
{
  g_autoptr(MailReceived) received =
      read_text ("From: =?utf-8?q?A=0D=0ABcc=3A_x=40example.org?= <a@example.org>\n"
                 "Subject: =?utf-8?q?B=0ATo:_y=E2=80=AE?=\n\nx\n");

  g_assert_cmpstr (received->from_name, ==, "A Bcc: x@example.org");
  g_assert_null (strpbrk (received->subject, "\r\n"));
  g_assert_null (strstr (received->subject, "\xe2\x80\xae"));
}

/* --- making -------------------------------------------------------------------------------- */

static MailMessage
sample_mail (GBytes *ics, GDateTime *date)
{
  return (MailMessage){ .from_name = "Межправительственный совет",
                        .from_address = "council@example.org",
                        .to_name = "Вымыслов Леонид Петрович",
                        .to_address = "vymyslov@example.org",
                        .reply_to = "office@example.org",
                        .subject = "Приглашение: второе очередное заседание совета, 15 "
                                   "марта 2027 года (Душанбе, очно) в полном составе",
                        .lang = "ru",
                        .message_id = "m2@example.org",
                        .previous = "m1@example.org",
                        .first = "m0@example.org",
                        .date = date,
                        .text = "Приглашаем Вас.\n.\nТочка в начале строки.\n",
                        .method = "REPLY",
                        .calendar = ics };
}

/* What was made is read back, and is the same each time. */
static void
test_compose (void)
{
  g_autoptr(GBytes) ics = text_bytes (ICS);
  g_autoptr(GDateTime) date = g_date_time_new_utc (2026, 11, 24, 9, 0, 0);
  MailMessage mail = sample_mail (ics, date);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = mail_compose (&mail, &error);
  g_autoptr(GBytes) again = mail_compose (&mail, &error);
  g_autoptr(MailReceived) received = NULL;
  const guchar *data;
  gsize length;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, again));
  data = g_bytes_get_data (bytes, &length);
  for (gsize i = 0; i < length; i++)
    {
      g_assert_cmpuint (data[i], <, 0x80);
      g_assert_true (data[i] != '\n' || data[i - 1] == '\r');
    }
  received = mail_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (received->from_name, ==, mail.from_name);
  g_assert_cmpstr (received->subject, ==, mail.subject);
  g_assert_cmpstr (received->message_id, ==, mail.message_id);
  g_assert_cmpstr (received->in_reply_to, ==, "<m1@example.org>");
  assert_part (received, 0, "REPLY", ICS);
}

static void
test_compose_injection (void)
{
  g_autoptr(GBytes) ics = text_bytes (ICS);
  g_autoptr(GDateTime) date = g_date_time_new_utc (2026, 11, 24, 9, 0, 0);
  MailMessage mail = sample_mail (ics, date);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  mail.subject = "Заседание\r\nBcc: x@example.org\r\n\r\n\xff\xe2\x80\xae";
  mail.to_name = "A\"; <x@example.org>,\r\nBcc: x@example.org";
  mail.from_name = "\xff\x01\nX-Evil: 1";
  bytes = mail_compose (&mail, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_null (strstr (text, "\nBcc:"));
  g_assert_null (strstr (text, "\nX-Evil:"));
  mail.to_address = "x@example.org\r\nRCPT TO:<y@example.org>";
  g_assert_null (mail_compose (&mail, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "no mail address");
}

static void
test_addresses (void)
{
  static const char *const good[] = { "a@b", "first.last+tag@mail.example.org",
                                      "o'x@x-y.org" };
  static const char *const bad[] = {
    "",     "a",    "@b",     "a@",     "a b@c",       "a@b@c",         "\"a\"@b", "a@b\n",
    "a@b>", ".a@b", "a..b@c", "a@b..c", "а@пример.рф", "a@[127.0.0.1]", "a,b@c",   "a@b;c"
  };
  g_autofree char *long_part = g_strnfill (65, 'a');
  g_autofree char *long_address = g_strconcat (long_part, "@b", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (mail_address_is_good (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (mail_address_is_good (bad[i]));
  g_assert_false (mail_address_is_good (NULL));
  g_assert_false (mail_address_is_good (long_address));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/mail/read/reply", test_read_reply);
  g_test_add_func ("/mail/read/charsets", test_read_charsets);
  g_test_add_func ("/mail/read/forwarded", test_read_forwarded);
  g_test_add_func ("/mail/read/without-calendar", test_read_without_calendar);
  g_test_add_func ("/mail/read/hostile", test_read_hostile);
  g_test_add_func ("/mail/read/header-injection", test_read_header_injection);
  g_test_add_func ("/mail/compose", test_compose);
  g_test_add_func ("/mail/compose/injection", test_compose_injection);
  g_test_add_func ("/mail/addresses", test_addresses);
  return g_test_run ();
}
