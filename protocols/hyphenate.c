#include "protocols/hyphenate.h"

#include <string.h>

#include "protocols/hyphenate-internal.h"

#define LEAST_BEFORE 2
#define LEAST_AFTER 3

/* A level of the dictionary as libhyphen would have it after reading the file. */
static HyphenDict *
make_level (const HyphenateLevel *level, HyphenDict *next)
{
  HyphenDict *dict = g_new0 (HyphenDict, 1);
  const HyphenTrans *step = level->steps;

  dict->lhmin = level->min[0];
  dict->rhmin = level->min[1];
  dict->clhmin = level->min[2];
  dict->crhmin = level->min[3];
  dict->nohyphen = *level->forbidden != '\0' ? (char *) level->forbidden : NULL;
  dict->nohyphenl = level->n_forbidden;
  dict->nextlevel = next;
  dict->num_states = level->n_states;
  dict->states = g_new0 (HyphenState, level->n_states);
  for (int i = 0; i < level->n_states; i++)
    {
      const HyphenateState *state = &level->states[i];

      /* libhyphen writes to neither */
      if (state->match >= 0)
        dict->states[i].match = (char *) level->matches + state->match;
      dict->states[i].trans = (HyphenTrans *) step;
      dict->states[i].fallback_state = state->fallback;
      dict->states[i].num_trans = state->n_steps;
      step += state->n_steps;
    }
  return dict;
}

/* Made once, never freed: it serves every document of the process. */
static HyphenDict *
dictionary (void)
{
  static HyphenDict *shared;

  if (g_once_init_enter (&shared))
    {
      HyphenDict *first = NULL;

      for (int i = hyphenate_n_levels; i > 0; i--)
        first = make_level (&hyphenate_levels[i - 1], first);
      g_once_init_leave (&shared, first);
    }
  return shared;
}

/* The small letter @c in KOI8-R, the dictionary's encoding; 0 if it is not Russian. */
static char
to_koi8 (gunichar c)
{
  static const guchar small[32] = { 0xC1, 0xC2, 0xD7, 0xC7, 0xC4, 0xC5, 0xD6, 0xDA,
                                    0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF, 0xD0,
                                    0xD2, 0xD3, 0xD4, 0xD5, 0xC6, 0xC8, 0xC3, 0xDE,
                                    0xDB, 0xDD, 0xDF, 0xD9, 0xD8, 0xDC, 0xC0, 0xD1 };

  if (c < 0x0430 || c > 0x044F)
    c = g_unichar_tolower (c);
  if (c == 0x0451) /* ё */
    return (char) 0xA3;
  return c >= 0x0430 && c <= 0x044F ? (char) small[c - 0x0430] : 0;
}

static gboolean
to_dictionary_word (const gunichar *letters, guint n, char *word)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && letters[i] < 0x0430 && g_unichar_isupper (letters[i]))
        return FALSE;
      word[i] = to_koi8 (letters[i]);
      if (word[i] == 0)
        return FALSE;
    }
  word[n] = '\0';
  return TRUE;
}

/* A syllable needs a vowel on both sides of the hyphen; the patterns nearly always know. */
static gboolean
has_vowel (const gunichar *letters, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    switch (g_unichar_tolower (letters[i]))
      {
      case 0x0430: /* а */
      case 0x0435: /* е */
      case 0x0451: /* ё */
      case 0x0438: /* и */
      case 0x043E: /* о */
      case 0x0443: /* у */
      case 0x044B: /* ы */
      case 0x044D: /* э */
      case 0x044E: /* ю */
      case 0x044F: /* я */
        return TRUE;
      }
  return FALSE;
}

/* «таджик-ской», never «таджи-кской»: no syllable begins with a consonant before -ск-. */
static gboolean
splits_suffix (const gunichar *letters, guint from, guint n)
{
  return from + 2 < n && !has_vowel (letters, from, from + 1) &&
         g_unichar_tolower (letters[from + 1]) == 0x0441 /* с */ &&
         g_unichar_tolower (letters[from + 2]) == 0x043A /* к */;
}

static void
free_replacements (char **replacements, int *positions, int *cuts, guint n)
{
  if (replacements != NULL)
    for (guint i = 0; i < n; i++)
      free (replacements[i]);
  free (replacements);
  free (positions);
  free (cuts);
}

/* The dictionary leaves some words whole («подготовить»); those may be divided where no rule can
 * forbid it: between a vowel and a lone consonant before another, «подго-то-вить». */
static void
divide_open_syllables (const gunichar *letters, guint n, gboolean *places)
{
  for (guint i = LEAST_BEFORE; i + LEAST_AFTER < n; i++)
    places[i] = has_vowel (letters, i, i + 1) && !has_vowel (letters, i + 1, i + 2) &&
                has_vowel (letters, i + 2, i + 3);
}

/* Official texts use the same words again and again; each thread remembers some. */
#define REMEMBERED 1024
#define LONGEST_REMEMBERED 27

typedef struct
{
  char word[LONGEST_REMEMBERED + 1]; /* in KOI8-R; "" for none */
  guint32 places;                    /* bits */
} Remembered;

static Remembered *
remembered (const char *word, guint n)
{
  static _Thread_local Remembered words[REMEMBERED];

  return n <= LONGEST_REMEMBERED ? &words[g_str_hash (word) % REMEMBERED] : NULL;
}

static void
remember (Remembered *entry, const char *word, const gboolean *places, guint n)
{
  g_strlcpy (entry->word, word, sizeof entry->word);
  entry->places = 0;
  for (guint i = 0; i < n; i++)
    if (places[i])
      entry->places |= 1u << i;
}

static void
divide (HyphenDict *dict, const char *word, const gunichar *letters, guint n, gboolean *places)
{
  char marks[HYPHENATE_LONGEST + 6];
  char **replacements = NULL;
  int *positions = NULL;
  int *cuts = NULL;

  memset (marks, 0, sizeof marks);
  if (hnj_hyphen_hyphenate2 (dict, word, (int) n, marks, NULL, &replacements, &positions,
                             &cuts) != 0)
    return; /* it keeps the word whole */
  free_replacements (replacements, positions, cuts, n);
  if (strpbrk (marks, "13579") == NULL)
    {
      divide_open_syllables (letters, n, places);
      return;
    }
  for (guint i = LEAST_BEFORE - 1; i + LEAST_AFTER < n; i++)
    places[i] = (marks[i] & 1) != 0 && has_vowel (letters, 0, i + 1) &&
                has_vowel (letters, i + 1, n) && !splits_suffix (letters, i + 1, n);
}

void
hyphenate (const gunichar *letters, guint n, gboolean *places)
{
  char word[HYPHENATE_LONGEST + 1];
  Remembered *entry;

  memset (places, 0, n * sizeof *places);
  if (n < LEAST_BEFORE + LEAST_AFTER || n > HYPHENATE_LONGEST ||
      !to_dictionary_word (letters, n, word))
    return;
  entry = remembered (word, n);
  if (entry != NULL && strcmp (entry->word, word) == 0)
    {
      for (guint i = 0; i < n; i++)
        places[i] = (entry->places >> i & 1) != 0;
      return;
    }
  divide (dictionary (), word, letters, n, places);
  if (entry != NULL)
    remember (entry, word, places, n);
}
