/* Strings made safe for an iCalendar file.
 *
 * libical writes line ends in a URL or an address as they come, and keeps control bytes and
 * invalid UTF-8 in a text: a value could then add properties of its own. */
#include "meetings/calendar-internal.h"

/* What RFC 3986 allows beside letters and digits; '%' stays, so that what is encoded already
 * is not encoded again. */
#define URI_ALLOWED ":/?#[]@!$&'()*+,;=%"

static gboolean
is_direction_control (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_unsafe (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
         is_direction_control (c) || (c >= 0xfdd0 && c <= 0xfdef);
}

static char *
clean_slowly (const char *text, gboolean keep_lines)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid));
  glong room = CALENDAR_TEXT_MAX;

  for (const char *p = valid; *p != '\0' && room > 0; p = g_utf8_next_char (p), room--)
    {
      gunichar c = g_utf8_get_char (p);

      if (keep_lines && c == '\r' && p[1] == '\n')
        continue;
      if (keep_lines && (c == '\n' || c == '\r'))
        c = '\n';
      else if (is_unsafe (c))
        c = ' ';
      g_string_append_unichar (out, c);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

/* Whether nothing in @text, of @length bytes, needs to be replaced: nearly always so, and told
 * without taking the text apart.  The lead bytes C2, E2 and EF begin what is_unsafe() names. */
static gboolean
is_clean (const char *text, gsize length)
{
  if (length > CALENDAR_TEXT_MAX || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if ((*p < ' ' && *p != '\n') || *p == 0x7f || *p == 0xc2 || *p == 0xef ||
        (*p == 0xe2 && (p[1] == 0x80 || p[1] == 0x81) && p[2] >= 0xa6))
      return FALSE;
  return TRUE;
}

static char *
clean (const char *text, gboolean keep_lines)
{
  gsize length = strlen (text);

  if (is_clean (text, length) && (keep_lines || memchr (text, '\n', length) == NULL))
    return g_strstrip (g_strdup (text));
  return clean_slowly (text, keep_lines);
}

char *
calendar_line (const char *text)
{
  return clean (text, FALSE);
}

char *
calendar_lines (const char *text)
{
  return clean (text, TRUE);
}

char *
calendar_uri (const char *text)
{
  g_autofree char *line = calendar_line (text);

  return g_uri_escape_string (line, URI_ALLOWED, FALSE);
}

char *
calendar_parameter (const char *text)
{
  g_autofree char *line = calendar_line (text);
  g_autoptr(GString) value = g_string_new (line);

  g_string_replace (value, "^", "^^", 0);
  return g_string_free (g_steal_pointer (&value), FALSE);
}
