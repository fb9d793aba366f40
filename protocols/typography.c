#include "protocols/typography.h"

#include <string.h>

#include "core/error.h"
#include "core/message.h"

#define NO_BREAK_HYPHEN 0x2011

/* Shortened words that belong to the name after them: «г. Бишкек». */
static const char *const before_names[] = { "г.",   "гг.", "с.", "пос.", "ул.", "пр.",
                                            "обл.", "им.", "о.", "пл.",  "д.",  NULL };

/* Words that belong to the number after them: «п. 5», «приложение 1». */
static const char *const before_numbers[] = { "п.",    "пп.",  "ст.", "ч.",   "гл.",
                                              "разд.", "стр.", "с.",  "рис.", "табл.",
                                              "кв.",   "д.",   NULL };
static const char *const stems_before_numbers[] = { "приложени", "пункт", "подпункт", "стать",
                                                    "раздел",    "главы", "глава",    NULL };

/* Words that belong to the number before them: «2026 года», «13 февраля», «5 млн». */
static const char *const after_numbers[] = {
  "г.",   "г",       "гг.",      "год",     "года",    "году",    "годом",  "годов", "годы",
  "лет",  "в.",      "вв.",      "тыс.",    "млн",     "млрд",    "трлн",   "руб.",  "сом",
  "сома", "сомов",   "сомони",   "долл.",   "евро",    "экз.",    "км",     "м",     "кг",
  "т",    "га",      "кВт",      "МВт",     "ч",       "мин",     "час.",   "%",     "раз",
  "раза", "человек", "чел.",     "января",  "февраля", "марта",   "апреля", "мая",   "июня",
  "июля", "августа", "сентября", "октября", "ноября",  "декабря", NULL
};

#define LONGEST_PARTICLE 8 /* bytes, with what may stand behind it */
#define STOPS ",;:)!?"     /* that may stand behind a word */
static const char *const particles[] = { "бы", "б", "ли", "ль", "же", "ж", NULL };

/* ---- Characters ------------------------------------------------------------------------ */

static gboolean
is_opening (gunichar c)
{
  return c == 0x00AB || c == 0x201E || c == '(' || c == '[' || c == '{';
}

static gboolean
is_dash (gunichar c)
{
  return c == 0x2014 || c == 0x2013;
}

/* A space of another kind that keeps its neighbours together becomes the ordinary one. */
static gunichar
plain_character (gunichar c)
{
  switch (c)
    {
    case 0x2007: /* figure space */
    case 0x202F: /* narrow no-break space */
    case 0x2060: /* word joiner has no place but between letters: dropped below */
      return c == 0x2060 ? 0 : NO_BREAK_SPACE;
    case NO_BREAK_HYPHEN: /* every hyphen is one here */
      return '-';
    case SOFT_HYPHEN:
      return 0;
    default:
      return c;
    }
}

static gboolean
opens_quote (gunichar before)
{
  return before == 0 || before == ' ' || before == NO_BREAK_SPACE || is_opening (before) ||
         is_dash (before) || before == '"';
}

/* The first of @p that is neither an ASCII letter or digit nor a letter of the Russian alphabet:
 * nearly all of a text is, and nothing has to be done about those. */
static const char *
skip_letters (const char *p)
{
  for (;; p++)
    if (*p == '\xD0' || *p == '\xD1') /* U+0400 to U+047F */
      p++;
    else if (!g_ascii_isalnum (*p))
      return p;
}

/* Whether nothing in @text can be composed or replaced: what official texts are written with. */
static gboolean
is_composed (const char *text)
{
  for (const char *p = skip_letters (text); *p != '\0';
       p = skip_letters (g_utf8_next_char (p)))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x300 && (c < 0x400 || c > 0x482) && (c < 0x48A || c > 0x52F) &&
          (c < 0x2010 || c > 0x2116))
        return FALSE;
    }
  return TRUE;
}

/* Folds white space, replaces straight quotes and drops what prints nothing. */
static char *
fold (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 1);
  gunichar before = 0;
  guint depth = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *letters = p;
      gunichar c;

      p = skip_letters (p);
      if (p > letters)
        {
          g_string_append_len (out, letters, p - letters);
          before = 'x'; /* which letter it is matters to nobody */
        }
      if (*p == '\0')
        break;
      c = plain_character (g_utf8_get_char (p));
      if (c == 0)
        continue;
      if (c != NO_BREAK_SPACE && g_unichar_isspace (c))
        c = ' ';
      if (c == ' ' && (before == 0 || before == ' ' || before == NO_BREAK_SPACE))
        continue;
      if (c == NO_BREAK_SPACE && (before == 0 || before == ' ' || before == NO_BREAK_SPACE))
        {
          if (before == ' ') /* the stronger of two wins */
            {
              g_string_truncate (out, out->len - 1);
              g_string_append_unichar (out, c);
              before = c;
            }
          continue;
        }
      if (c == '-' && before == ' ' && *g_utf8_next_char (p) == ' ')
        c = 0x2014;
      if (c == '"')
        c = opens_quote (before) ? 0x00AB : 0x00BB;
      if (c == 0x00AB && depth > 0)
        c = 0x201E;
      else if (c == 0x00BB && depth > 1)
        c = 0x201C;
      if (c == 0x00AB || c == 0x201E)
        depth++;
      else if ((c == 0x00BB || c == 0x201C) && depth > 0)
        depth--;
      g_string_append_unichar (out, c);
      before = c;
    }
  while (out->len > 0 &&
         (g_str_has_suffix (out->str, " ") || g_str_has_suffix (out->str, "\xC2\xA0")))
    g_string_truncate (out, out->len - (out->str[out->len - 1] == ' ' ? 1 : 2));
  return g_string_free (out, FALSE);
}

/* ---- Words ----------------------------------------------------------------------------- */

/* @word without brackets and opening quotes before it. */
static const char *
skip_opening (const char *word)
{
  while (is_opening (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);
  return word;
}

static gunichar
last_character (const char *word)
{
  const char *end = word + strlen (word);

  return end == word ? 0 : g_utf8_get_char (g_utf8_prev_char (end));
}

static gboolean
in_list_up_to (const char *const *list, const char *word, gsize length)
{
  for (; *list != NULL; list++)
    if (strncmp (*list, word, length) == 0 && (*list)[length] == '\0')
      return TRUE;
  return FALSE;
}

static gboolean
in_list (const char *const *list, const char *word)
{
  return in_list_up_to (list, word, strlen (word));
}

/* Whether @word is in @list once a comma or the like after it is taken away. */
static gboolean
in_list_before_stop (const char *const *list, const char *word)
{
  gsize length = strlen (word);

  while (length > 1 && strchr (STOPS, word[length - 1]) != NULL)
    length--;
  if (in_list_up_to (list, word, length))
    return TRUE;
  if (length > 1 && word[length - 1] == '.')
    length--;
  return in_list_up_to (list, word, length);
}

/* «И.»: one capital letter and a full stop. */
static gboolean
is_initial (const char *word)
{
  const char *p = skip_opening (word);
  gunichar c = g_utf8_get_char (p);

  return c != 0 && g_unichar_isupper (c) && strcmp (g_utf8_next_char (p), ".") == 0;
}

/* «А.Б.» too. */
static gboolean
ends_in_initial (const char *word)
{
  glong length = g_utf8_strlen (word, -1);
  const char *tail = g_utf8_offset_to_pointer (word, MAX (length - 2, 0));

  if (!is_initial (tail))
    return FALSE;
  return length == 2 || is_opening (g_utf8_get_char (g_utf8_prev_char (tail))) ||
         *(tail - 1) == '.';
}

static gboolean
is_one_letter (const char *word)
{
  const char *p = skip_opening (word);

  return g_unichar_isalpha (g_utf8_get_char (p)) && *g_utf8_next_char (p) == '\0';
}

static gboolean
ends_in_digit (const char *word)
{
  gunichar c = last_character (word);

  return g_unichar_isdigit (c) || c == '%' || c == 0x2030;
}

static gboolean
begins_with_digit (const char *word)
{
  return g_unichar_isdigit (g_utf8_get_char (skip_opening (word)));
}

/* «13»: a day in quotes, as a formal date writes it. */
static gboolean
is_quoted_number (const char *word)
{
  const char *digits = g_utf8_next_char (word);

  return g_str_has_prefix (word, "«") && g_ascii_isdigit (*digits) &&
         (g_str_has_suffix (word, "»"));
}

static gboolean
is_group_of_thousands (const char *word)
{
  for (int i = 0; i < 3; i++)
    if (!g_ascii_isdigit (word[i]))
      return FALSE;
  return !g_ascii_isdigit (word[3]);
}

static gboolean
is_leading_group (const char *word)
{
  const char *p = skip_opening (word);
  gsize digits = strspn (p, "0123456789");

  return digits >= 1 && digits <= 3 && p[digits] == '\0';
}

static gboolean
begins_with_capital (const char *word)
{
  return g_unichar_isupper (g_utf8_get_char (skip_opening (word)));
}

static gboolean
has_stem (const char *const *stems, const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);

  for (; *stems != NULL; stems++)
    if (g_str_has_prefix (lower, *stems))
      return TRUE;
  return FALSE;
}

/* ---- The rules: may a line end between two words? ---------------------------------------- */

static gboolean
keeps_number (const char *word, const char *next)
{
  const char *bare = skip_opening (word);

  if (begins_with_digit (next) &&
      (in_list (before_numbers, bare) || has_stem (stems_before_numbers, bare)))
    return TRUE;
  if ((ends_in_digit (word) || is_quoted_number (word)) &&
      in_list_before_stop (after_numbers, next))
    return TRUE;
  return is_leading_group (word) && is_group_of_thousands (next);
}

static gboolean
keeps_name (const char *before, const char *word, const char *next)
{
  if (ends_in_initial (word) && begins_with_capital (next))
    return TRUE;
  if (!in_list (before_names, skip_opening (word)) || !begins_with_capital (next))
    return FALSE;
  return before == NULL || !ends_in_digit (before); /* «2026 г. Стороны» is no town */
}

/* «т. д.», «т. е.»: a letter and a stop before another. */
static gboolean
keeps_abbreviation (const char *word, const char *next)
{
  return strcmp (skip_opening (word), "т.") == 0 && !begins_with_capital (next);
}

static gboolean
keeps_together (const char *before, const char *word, const char *next)
{
  gunichar end = last_character (word);

  if (is_dash (g_utf8_get_char (next)) || end == 0x2116 || end == 0x00A7)
    return TRUE;
  if (end == '-' || is_one_letter (word) ||
      (strlen (next) <= LONGEST_PARTICLE && in_list_before_stop (particles, next)))
    return TRUE;
  if (keeps_number (word, next))
    return TRUE;
  return end == '.' && (keeps_name (before, word, next) || keeps_abbreviation (word, next));
}

/* ---- Initials ---------------------------------------------------------------------------- */

/* Cheap, for nearly every text has none: a capital letter alone before a full stop. */
static gboolean
has_initials (const char *text)
{
  for (const char *p = strchr (text, '.'); p != NULL; p = strchr (p + 1, '.'))
    {
      const char *letter = p > text ? g_utf8_prev_char (p) : p;
      gunichar before = letter > text ? g_utf8_get_char (g_utf8_prev_char (letter)) : ' ';

      if (g_unichar_isupper (g_utf8_get_char (letter)) && !g_unichar_isalpha (before))
        return TRUE;
    }
  return FALSE;
}

static gboolean
space_match (const GMatchInfo *match, GString *out, gpointer close_initials)
{
  g_autofree char *initials = g_match_info_fetch (match, 0);
  gboolean first = TRUE;
  int clings = -1;

  for (const char *p = initials; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isupper (c))
        continue;
      if (!first && close_initials == NULL)
        g_string_append_c (out, ' ');
      g_string_append_unichar (out, c);
      g_string_append_c (out, '.');
      first = FALSE;
    }
  g_match_info_fetch_pos (match, 1, &clings, NULL);
  if (!g_str_has_suffix (initials, ".") || clings >= 0)
    g_string_append_c (out, ' ');
  return FALSE;
}

/* Two or three initials, or one that clings to a surname. */
static char *
space_initials (const char *text, gboolean close_initials)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (
        &regex,
        g_regex_new ("(?<![\\p{L}.])(?:\\p{Lu}\\.[ \\x{A0}]?){1,3}"
                     "(?:(?<=\\.)(?=\\p{Lu}\\p{Ll})()|(?<=[ \\x{A0}])(?=\\p{Lu}\\p{Ll})|"
                     "(?<=\\.)(?=[ ,;:)»]|$))",
                     G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_replace_eval (regex, text, -1, 0, 0, space_match,
                               GINT_TO_POINTER (close_initials), NULL);
}

char *
typography_set (const char *text, gboolean close_initials, GError **error)
{
  g_autofree char *composed = NULL;
  g_autofree char *folded = NULL;
  const char *before = NULL, *word, *next;
  char *rest;
  GString *out;

  if (!g_utf8_validate (text, -1, NULL))
    {
      council_error (error, COUNCIL_ERROR_INPUT, N_ ("the text is not valid UTF-8: {text}"),
                     "text", text, NULL);
      return NULL;
    }
  if (!is_composed (text))
    composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  folded = fold (composed ? composed : text);
  if (has_initials (folded))
    {
      char *spaced = space_initials (folded, close_initials);

      g_free (folded);
      folded = spaced;
    }
  out = g_string_sized_new (strlen (folded) + 32);
  rest = folded;
  word = strsep (&rest, " ");
  g_string_append (out, word);
  while ((next = strsep (&rest, " ")) != NULL)
    {
      g_string_append (out, keeps_together (before, word, next) ? "\xC2\xA0" : " ");
      g_string_append (out, next);
      before = word;
      word = next;
    }
  return g_string_free (out, FALSE);
}
