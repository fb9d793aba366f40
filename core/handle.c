#include "core/handle.h"

#include "core/error.h"
#include "core/message.h"

#include <string.h>

#define MIN_LENGTH 2
#define MAX_LENGTH 40

static gboolean
is_handle (const char *text)
{
  gsize length = strlen (text);

  if (length < MIN_LENGTH || length > MAX_LENGTH || !g_ascii_islower (text[0]))
    return FALSE;
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) &&
        (text[i] != '-' || text[i - 1] == '-'))
      return FALSE;
  return text[length - 1] != '-';
}

gboolean
handle_check (const char *handle, const char *what, GError **error)
{
  if (is_handle (handle))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("{what:tr} '{value}': does not fit (2 to 40 Latin small letters, digits "
          "and hyphens, such as 'primerov' or 'tj-energy')"),
      "what", what, "value", handle, NULL);
}
