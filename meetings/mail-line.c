/* What the files of the mail module share. */
#include "meetings/mail-internal.h"

gboolean
mail_problem (MailProblem *problem, CouncilErrorCode code, const char *message,
              const char *value)
{
  problem->code = code;
  problem->message = message;
  problem->value = g_strdup (value);
  return FALSE;
}

static gboolean
is_unsafe (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static char *
cleaned (const char *text, gboolean keep_lines)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, is_unsafe (c) && !(keep_lines && c == '\n') ? ' ' : c);
    }
  return g_string_free (out, FALSE);
}

char *
mail_line (const char *text)
{
  return g_strstrip (cleaned (text, FALSE));
}

char *
mail_lines (const char *text)
{
  return cleaned (text, TRUE);
}
