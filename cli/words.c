#include "cli/words.h"

#include "core/message.h"

#include <string.h>

/* The words that stand for a value in the help, for the translators. */
G_GNUC_UNUSED static const char *const places[] = {
  N_ ("REF"),        N_ ("START"),   N_ ("PARTY"),    N_ ("DATE"),    N_ ("FROM"),
  N_ ("TO"),         N_ ("FILE"),    N_ ("TEXT"),     N_ ("PERSON"),  N_ ("NUMBER"),
  N_ ("NAME"),       N_ ("CITY"),    N_ ("VENUE"),    N_ ("FORM"),    N_ ("KIND"),
  N_ ("REASON"),     N_ ("ITEM"),    N_ ("MEMBER"),   N_ ("GROUP"),   N_ ("DECISION"),
  N_ ("SECTOR"),     N_ ("SETTING"), N_ ("VALUE"),    N_ ("YEAR"),    N_ ("DAYS"),
  N_ ("WHO"),        N_ ("NOUN"),    N_ ("VERB"),     N_ ("FOLDER"),  N_ ("LANGUAGE"),
  N_ ("STATE"),      N_ ("TITLE"),   N_ ("ADDRESS"),  N_ ("CLAUSE"),  N_ ("COUNT"),
  N_ ("INITIATIVE"), N_ ("ENTRY"),   N_ ("CODE"),     N_ ("COUNTRY"), N_ ("ZONE"),
  N_ ("ROLE"),       N_ ("RULE"),    N_ ("DAY"),      N_ ("ID"),      N_ ("STEP"),
  N_ ("ACTION"),     N_ ("TABLE"),   N_ ("TEMPLATE"), N_ ("HEADING"), N_ ("FEED"),
  N_ ("FORMAT"),     N_ ("LABEL"),   N_ ("VERSION"),  N_ ("ORDER"),
};

/* How many letters typed wrong, left out, put in or swapped make @b of @a. */
static guint
distance (const char *a, const char *b)
{
  gsize n = strlen (b), m = strlen (a);
  g_autofree guint *rows = g_new0 (guint, 3 * (n + 1));
  guint *before = rows, *last = rows + n + 1, *now = rows + 2 * (n + 1);

  for (gsize j = 0; j <= n; j++)
    last[j] = (guint) j;
  for (gsize i = 1; i <= m; i++)
    {
      guint *spare = before;

      now[0] = (guint) i;
      for (gsize j = 1; j <= n; j++)
        {
          now[j] = MIN (MIN (last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            now[j] = MIN (now[j], before[j - 2] + 1);
        }
      before = last;
      last = now;
      now = spare;
    }
  return last[n];
}

const char *
words_nearest (const char *word, GPtrArray *names)
{
  guint best =
      (guint) strlen (word) / 3 + 2; /* one slip in a short word, more in a long one */
  const char *nearest = NULL;

  if (strlen (word) > 40)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      guint away = distance (word, name);

      if (away < best && away < strlen (name))
        {
          best = away;
          nearest = name;
        }
    }
  return nearest;
}

char *
words_translate (const char *text, const char *lang)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
      g_autofree char *word = g_strndup (text, length);

      if (length > 1)
        g_string_append (out, tr (lang, word));
      else if (length == 1)
        g_string_append (out, word);
      else
        g_string_append_c (out, *text);
      text += MAX (length, 1);
    }
  return g_string_free (out, FALSE);
}
