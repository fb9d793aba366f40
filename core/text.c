#include "core/text.h"

#include "core/error.h"
#include "core/message.h"

#include <string.h>

/* Marks that word processors leave in pasted text; they carry no meaning of their own. */
static gboolean
is_dropped (gunichar c)
{
  switch (c)
    {
    case 0x00ad: /* soft hyphen */
    case 0x061c: /* Arabic letter mark */
    case 0x200b: /* zero-width space */
    case 0x200e: /* left-to-right mark */
    case 0x200f: /* right-to-left mark */
    case 0x2060: /* word joiner */
    case 0xfeff: /* byte order mark */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_refused (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
      return TRUE;
    default:
      return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef); /* noncharacters */
    }
}

static gboolean
refuse_character (gunichar c, const char *what, GError **error)
{
  g_autofree char *code = g_strdup_printf ("U+%04X", c);

  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("{what:tr}: the invisible character {code} is not allowed (plain "
                            "text is wanted)"),
                        "what", what, "code", code, NULL);
}

static gboolean
refuse_length (const char *what, GError **error)
{
  g_autofree char *limit = g_strdup_printf ("%d", TEXT_LIMIT);

  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("{what:tr}: the text is too long (at most {limit} characters)"),
                        "what", what, "limit", limit, NULL);
}

static gboolean
check_encoding (const char *text, const char *what, GError **error)
{
  const char *end = NULL;
  g_autofree char *byte = NULL;

  if (g_utf8_validate (text, -1, &end))
    return TRUE;
  byte = g_strdup_printf ("%" G_GSIZE_FORMAT, (gsize) (end - text) + 1);
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("{what:tr}: '{value}' is no valid UTF-8 (wrong from byte {byte} on)"), "what", what,
      "value", text, "byte", byte, NULL);
}

/* Folds white space and drops what is_dropped(); NULL with @error set at what is refused. */
static GString *
fold_space (const char *text, const char *what, GError **error)
{
  g_autoptr(GString) clean = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_dropped (c))
        continue;
      if (g_unichar_isspace (c))
        {
          space = clean->len > 0;
          continue;
        }
      if (is_refused (c))
        {
          refuse_character (c, what, error);
          return NULL;
        }
      if (space)
        g_string_append_c (clean, ' ');
      space = FALSE;
      g_string_append_unichar (clean, c);
    }
  return g_steal_pointer (&clean);
}

char *
text_clean (const char *text, const char *what, GError **error)
{
  g_autoptr(GString) clean = NULL;
  g_autofree char *normal = NULL;

  if (text == NULL)
    text = "";
  /* Before any work is done on it: white space and dropped marks count here, generously. */
  if (strnlen (text, TEXT_LIMIT * 16 + 1) > TEXT_LIMIT * 16)
    {
      refuse_length (what, error);
      return NULL;
    }
  if (!check_encoding (text, what, error))
    return NULL;
  clean = fold_space (text, what, error);
  if (clean == NULL)
    return NULL;
  if (clean->len == 0)
    {
      council_error (error, COUNCIL_ERROR_USAGE, N_ ("{what:tr}: the text is empty"), "what",
                     what, NULL);
      return NULL;
    }
  normal = g_utf8_normalize (clean->str, (gssize) clean->len, G_NORMALIZE_DEFAULT_COMPOSE);
  if (g_utf8_strlen (normal, -1) > TEXT_LIMIT)
    {
      refuse_length (what, error);
      return NULL;
    }
  return g_steal_pointer (&normal);
}

static gboolean
is_blank (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && !is_dropped (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

gboolean
text_clean_optional (const char *text, const char *what, char **out, GError **error)
{
  *out = NULL;
  if (text == NULL || is_blank (text))
    return TRUE;
  *out = text_clean (text, what, error);
  return *out != NULL;
}

char *
text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *lower = g_utf8_casefold (composed, -1);
  g_autofree char *again = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *folded = g_string_new (again);

  g_string_replace (folded, "ё", "е", 0);
  return g_string_free (folded, FALSE);
}

guint
text_width (const char *text)
{
  guint width = 0;

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          width++;
          text++;
          continue;
        }
      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
      text = g_utf8_next_char (text);
    }
  return width;
}

/* What would end the line, turn its direction or hide in it. */
static gboolean
breaks_line (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
         type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

char *
text_one_line (const char *bytes, guint limit)
{
  GString *line = g_string_new (NULL);
  guint shown = 0;

  for (const char *p = bytes; p != NULL && *p != '\0'; shown++)
    {
      gunichar c = g_utf8_get_char_validated (p, -1);
      gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;
      const char *next = valid ? g_utf8_next_char (p) : p + 1;

      if (shown == limit)
        {
          g_string_append (line, "…");
          break;
        }
      if (valid && !breaks_line (c))
        g_string_append_unichar (line, c);
      else
        for (const char *q = p; q < next; q++)
          g_string_append_printf (line, "\\x%02x", (guint) (guchar) *q);
      p = next;
    }
  return g_string_free (line, FALSE);
}

/* --- mail addresses ------------------------------------------------------------------------ */

/* RFC 5321, 4.5.3.1: a path of 256 bytes with its angle brackets; a local part of 64. */
#define ADDRESS_MAX 254
#define LOCAL_PART_MAX 64

static gboolean
is_dot_string (const char *text, gsize length, gboolean domain)
{
  const char *others = domain ? "-." : "!#$%&'*+-/=?^_`{|}~.";

  if (length == 0 || text[0] == '.' || text[length - 1] == '.')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((!g_ascii_isalnum (text[i]) && strchr (others, text[i]) == NULL) || text[i] == '\0' ||
        (text[i] == '.' && text[i - 1] == '.'))
      return FALSE;
  return TRUE;
}

gboolean
mail_address_is_good (const char *address)
{
  const char *at = address ? strchr (address, '@') : NULL;

  return at != NULL && strlen (address) <= ADDRESS_MAX && at - address <= LOCAL_PART_MAX &&
         is_dot_string (address, (gsize) (at - address), FALSE) &&
         is_dot_string (at + 1, strlen (at + 1), TRUE);
}
