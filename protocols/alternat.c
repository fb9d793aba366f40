#include "protocols/alternat-words.h"

#include <string.h>

#define MOST_WORK 40000000  /* comparisons of words; beyond it the texts simply differ */
#define MOST_DIFFERENCES 20 /* told */
#define ANCHOR 4            /* words in a row that are equal again after a difference */
#define FARTHEST 400        /* words to look for them */
#define AROUND 4            /* words shown before a difference */
#define SHOWN 12            /* words shown of it */
#define JOINED 4            /* words from what joins a party's name to the name */

typedef struct
{
  GArray *sides[2]; /* AlternatWord */
  AlternatResult *result;
  gint leading;     /* the party that comes first in the first text; NOBODY: not known yet */
  gboolean several; /* there are more than two parties */
  guint64 work;
} Comparison;

static void
difference_free (gpointer data)
{
  AlternatDifference *difference = data;

  g_free (difference->text);
  g_free (difference->other_text);
  g_free (difference);
}

void
alternat_result_free (AlternatResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->differences);
  g_free (result);
}

/* --- swaps -------------------------------------------------------------------------------------- */

static const AlternatWord *
word_at (Comparison *comparison, guint side, guint i)
{
  comparison->work++;
  return &g_array_index (comparison->sides[side], AlternatWord, i);
}

/* «Приложение 1», «приложение 2»: the number belongs to the place, not to what stands there. */
static gboolean
is_annex_number (Comparison *comparison, guint side, guint i)
{
  const char *text = word_at (comparison, side, i)->text, *before;

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      return FALSE;
  before = i > 0 ? word_at (comparison, side, i - 1)->text : "";
  return g_str_has_prefix (before, "Приложени") || g_str_has_prefix (before, "приложени");
}

/* «и» or a comma, and a party's name follows before the next. */
static gboolean
joins_party (Comparison *comparison, guint side, guint i)
{
  static const char *const joints[] = { "и", ",", NULL };

  if (!g_strv_contains (joints, word_at (comparison, side, i)->text))
    return FALSE;
  for (guint k = i + 1; k < comparison->sides[side]->len && k <= i + JOINED; k++)
    {
      if (word_at (comparison, side, k)->party != NOBODY)
        return TRUE;
      if (g_strv_contains (joints, word_at (comparison, side, k)->text))
        return FALSE;
    }
  return FALSE;
}

/* Whether two words of what has changed places are the same.  Of three parties two move together,
 * and what joins them is theirs no more: «А, Б и В», «Б, В и А»; so are numbers of annexes. */
static gboolean
alike (Comparison *comparison, guint i, guint j)
{
  if (word_at (comparison, 0, i)->key == word_at (comparison, 1, j)->key)
    return TRUE;
  return comparison->several &&
         ((joins_party (comparison, 0, i) && joins_party (comparison, 1, j)) ||
          (is_annex_number (comparison, 0, i) && is_annex_number (comparison, 1, j)));
}

static gboolean
moved (Comparison *comparison, guint i, guint j, guint n)
{
  if (i + n > comparison->sides[0]->len || j + n > comparison->sides[1]->len)
    return FALSE;
  for (guint k = 0; k < n; k++)
    if (!alike (comparison, i + k, j + k))
      return FALSE;
  return TRUE;
}

/* Whether @n words are the same in both places; numbers of annexes may be others if @annexes. */
static gboolean
same (Comparison *comparison, guint side, guint i, guint other, guint j, guint n,
      gboolean annexes)
{
  if (i + n > comparison->sides[side]->len || j + n > comparison->sides[other]->len)
    return FALSE;
  for (guint k = 0; k < n; k++)
    {
      const AlternatWord *a = word_at (comparison, side, i + k),
                         *b = word_at (comparison, other, j + k);

      if (a->key != b->key && !(annexes && is_annex_number (comparison, side, i + k) &&
                                is_annex_number (comparison, other, j + k)))
        return FALSE;
    }
  return TRUE;
}

/* «и», a comma, a semicolon; or nothing, where a passage ends. */
static gboolean
separates (Comparison *comparison, guint from, guint until)
{
  static const char *const words[] = { "и", ",", ";", NULL };

  if (until > from + 2)
    return FALSE;
  for (guint i = from; i < until; i++)
    if (!g_strv_contains (words, word_at (comparison, 0, i)->text))
      return FALSE;
  return until > from || word_at (comparison, 0, until)->first;
}

/* What lies between the two, a[from..until), is what both have behind them, a separator, and what
 * both have before them. */
static gboolean
in_parallel (Comparison *comparison, guint start, guint from, guint until, guint behind)
{
  for (guint after = 0; from + after <= until && comparison->work < MOST_WORK; after++)
    {
      if (!same (comparison, 0, from, 0, behind, after, TRUE))
        return FALSE; /* nor will more of it be */
      for (guint before = 0;
           from + after + before <= until && before <= start && comparison->work < MOST_WORK;
           before++)
        {
          if (!same (comparison, 0, until - before, 0, start - before, before, TRUE))
            break;
          if (separates (comparison, from + after, until - before))
            return TRUE;
        }
    }
  return FALSE;
}

static gint
party_of (Comparison *comparison, guint from, guint until)
{
  for (guint i = from; i < until; i++)
    if (word_at (comparison, 0, i)->party != NOBODY)
      return word_at (comparison, 0, i)->party;
  return NOBODY;
}

/* Each names a party, and the same party leads throughout. */
static gboolean
of_parties (Comparison *comparison, guint i, guint x, guint k, guint y)
{
  gint former = party_of (comparison, i, i + x), latter = party_of (comparison, k, k + y);

  if (former == NOBODY || latter == NOBODY || former == latter ||
      (comparison->leading != NOBODY && comparison->leading != former))
    return FALSE;
  comparison->leading = former;
  return TRUE;
}

/* The first text has X S Y from @i on with Y at @k, the second Y S X from @j on. */
static gboolean
swapped_at (Comparison *comparison, guint i, guint j, guint k, guint y)
{
  guint length = k - i;

  for (guint between = 0; between < length && comparison->work < MOST_WORK; between++)
    {
      guint x = length - between;

      if (moved (comparison, i, j + y + between, x) &&
          moved (comparison, i + x, j + y, between) &&
          in_parallel (comparison, i, i + x, k, k + y) && of_parties (comparison, i, x, k, y))
        return TRUE;
    }
  return FALSE;
}

/* How many words from @i and @j on have changed places; 0 when they have not. */
static guint
find_swap (Comparison *comparison, guint i, guint j)
{
  guint n = comparison->sides[0]->len, m = comparison->sides[1]->len;

  for (guint k = i + 1; k < n && comparison->work < MOST_WORK; k++)
    {
      guint y = 0;

      if (word_at (comparison, 0, k)->key != word_at (comparison, 1, j)->key)
        continue;
      while (k + y < n && j + y < m && alike (comparison, k + y, j + y))
        y++;
      for (; y > 0 && comparison->work < MOST_WORK; y--)
        if (swapped_at (comparison, i, j, k, y))
          return k - i + y;
    }
  return 0;
}

/* --- differences -------------------------------------------------------------------------------- */

static char *
excerpt (GArray *words, guint at, guint *page)
{
  guint from = at > AROUND ? at - AROUND : 0;
  GString *text = g_string_new (from > 0 ? "…" : "");

  *page = at < words->len ? g_array_index (words, AlternatWord, at).page : 0;
  for (guint i = from; i < words->len && i < at + SHOWN; i++)
    {
      const char *word = g_array_index (words, AlternatWord, i).text;

      if (text->len > 0 && !(alternat_is_mark (word) && strchr ("«(„", word[0]) == NULL))
        g_string_append_c (text, ' ');
      g_string_append (text, word);
    }
  if (at + SHOWN < words->len)
    g_string_append (text, " …");
  return g_string_free (text, FALSE);
}

static void
add_difference (Comparison *comparison, guint i, guint j)
{
  AlternatDifference *difference = g_new0 (AlternatDifference, 1);

  difference->text = excerpt (comparison->sides[0], i, &difference->page);
  difference->other_text = excerpt (comparison->sides[1], j, &difference->other_page);
  g_ptr_array_add (comparison->result->differences, difference);
}

/* Where both are the same again; at their ends when they never are. */
static void
find_anchor (Comparison *comparison, guint *i, guint *j)
{
  guint n = comparison->sides[0]->len, m = comparison->sides[1]->len;

  for (guint away = 1; away < 2 * FARTHEST && comparison->work < MOST_WORK; away++)
    for (guint left = 0; left <= away; left++)
      if (*i + left < n && *j + away - left < m &&
          same (comparison, 0, *i + left, 1, *j + away - left,
                MIN (ANCHOR, MIN (n - *i - left, m - *j - away + left)), FALSE))
        {
          *i += left;
          *j += away - left;
          return;
        }
  *i = n;
  *j = m;
}

static void
compare (Comparison *comparison)
{
  guint n = comparison->sides[0]->len, m = comparison->sides[1]->len;
  guint i = 0, j = 0;

  while (i < n && j < m && comparison->result->differences->len < MOST_DIFFERENCES)
    {
      const AlternatWord *a = word_at (comparison, 0, i), *b = word_at (comparison, 1, j);
      guint length;

      if (a->key == b->key)
        {
          comparison->result->swaps += !g_str_equal (a->text, b->text);
          i++;
          j++;
          continue;
        }
      length = find_swap (comparison, i, j);
      if (length > 0)
        {
          comparison->result->swaps++;
          i += length;
          j += length;
          continue;
        }
      add_difference (comparison, i, j);
      find_anchor (comparison, &i, &j);
    }
  if ((i < n || j < m) && comparison->result->differences->len < MOST_DIFFERENCES)
    add_difference (comparison, i, j);
}

AlternatResult *
alternat_compare (GPtrArray *first, GPtrArray *second, const char *const *parties)
{
  g_autoptr(GArray) a = NULL, b = NULL;
  guint owners = alternat_words (first, second, parties, &a, &b);
  AlternatResult *result = g_new0 (AlternatResult, 1);
  Comparison comparison = { { a, b }, result, NOBODY, owners > 2, 0 };

  result->differences = g_ptr_array_new_with_free_func (difference_free);
  compare (&comparison);
  return result;
}
