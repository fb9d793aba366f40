/* Content lines (RFC 5545, 3.1): unfolded in place, told apart, one pass over the text. */
#include "meetings/calendar-busy-internal.h"

#include <string.h>

gboolean
busy_refuse (BusyReader *reader, BusyRefusal why, guint line, BusyProperty property)
{
  if (reader->refusal == BUSY_ACCEPTED)
    {
      reader->refusal = why;
      reader->refusal_line = line;
      reader->refusal_property = property;
    }
  return FALSE;
}

/* The end of the physical line at @text->at, which is made the start of the next one.  Its line
 * end is left out of *@end.  %FALSE when the line is too long. */
static gboolean
physical_line (BusyText *text, char **start, char **end)
{
  char *stop = memchr (text->at, '\n', (gsize) (text->end - text->at));

  *start = text->at;
  *end = stop ? stop : text->end;
  text->at = stop ? stop + 1 : text->end;
  text->number++;
  if (*end - *start > BUSY_CALENDAR_LINE)
    return FALSE;
  if (*end > *start && (*end)[-1] == '\r')
    (*end)--;
  return TRUE;
}

/* Takes the next line with its continuations, as one string with a null byte at its end, which
 * overwrites a line end or the text's own null byte. */
static gboolean
unfold (BusyText *text, char **line, gsize *length)
{
  char *start, *end;

  if (!physical_line (text, line, &end))
    return FALSE;
  while (text->at < text->end && (*text->at == ' ' || *text->at == '\t'))
    {
      char *stop;

      if (!physical_line (text, &start, &stop))
        return FALSE;
      memmove (end, start + 1, (gsize) (stop - start - 1));
      end += stop - start - 1;
    }
  *end = '\0';
  *length = (gsize) (end - *line);
  return TRUE;
}

/* The colon that ends the parameters, outside quotes. */
static char *
find_value (char *text)
{
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    if (*text == '"')
      quoted = !quoted;
    else if (*text == ':' && !quoted)
      return text;
  return NULL;
}

static gboolean
take_apart (BusyLine *line, char *text)
{
  char *colon, *p = text;

  for (; g_ascii_isalnum (*p) || *p == '-'; p++)
    *p = g_ascii_toupper (*p);
  if (p == text || (*p != ';' && *p != ':'))
    return FALSE;
  colon = find_value (p);
  if (colon == NULL)
    return FALSE;
  line->name = text;
  line->parameters = *p == ';' ? p + 1 : colon;
  line->value = colon + 1;
  *p = '\0';
  *colon = '\0';
  return TRUE;
}

BusyLineResult
busy_line_next (BusyReader *reader, BusyText *text, BusyLine *line)
{
  char *unfolded;

  while (text->at < text->end)
    {
      line->number = text->number + 1;
      if (!unfold (text, &unfolded, &line->length))
        {
          busy_refuse (reader, BUSY_LINE_LONG, text->number, 0);
          return BUSY_LINE_REFUSED;
        }
      if (!g_utf8_validate (unfolded, (gssize) line->length, NULL))
        {
          busy_refuse (reader, BUSY_NOT_UTF8, line->number, 0);
          return BUSY_LINE_REFUSED;
        }
      if (*unfolded != '\0')
        return take_apart (line, unfolded) ? BUSY_LINE_READ : BUSY_LINE_BAD;
    }
  return BUSY_LINE_END;
}

/* The end of the parameter's value that starts at @p. */
static const char *
value_end (const char *p)
{
  gboolean quoted = FALSE;

  for (; *p != '\0' && (quoted || *p != ';'); p++)
    if (*p == '"')
      quoted = !quoted;
  return p;
}

char *
busy_line_parameter (const BusyLine *line, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = line->parameters, *end; *p != '\0'; p = *end ? end + 1 : end)
    {
      end = value_end (p);
      if (g_ascii_strncasecmp (p, name, length) != 0 || p[length] != '=')
        continue;
      p += length + 1;
      if (end - p >= 2 && *p == '"' && end[-1] == '"')
        return g_strndup (p + 1, (gsize) (end - p - 2));
      return g_strndup (p, (gsize) (end - p));
    }
  return NULL;
}
