#include "protocols/alternat.h"

#include <string.h>

#define MOST_WORK 40000000   /* comparisons of words; beyond it the texts simply differ */
#define MOST_DIFFERENCES 20  /* told */
#define ANCHOR 4             /* words in a row that are equal again after a difference */
#define FARTHEST 400         /* words to look for them */
#define AROUND 4             /* words shown before a difference */
#define SHOWN 12             /* words shown of it */
#define ROOT 4               /* letters that tell a party's name in all its forms */
#define SHORTEST 4           /* letters of a part of a compound of names */
#define JOINED 4             /* words from what joins a party's name to the name */
#define LONGEST_STEM 64      /* letters */
#define NOBODY -1

typedef struct
{
  char *text;
  guint key;      /* the same for what counts as the same word */
  guint page;
  gint party;     /* whose name it is, or NOBODY */
  gboolean first; /* of its passage */
} Word;

typedef struct
{
  GArray *sides[2]; /* Word */
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

/* --- words -------------------------------------------------------------------------------------- */

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->text);
}

/* Nobody can foresee it, so nobody can write a text whose words all meet in one place. */
static guint
word_hash (gconstpointer word)
{
  static guint64 seed;
  guint64 hash;

  if (seed == 0)
    seed = ((guint64) g_random_int () << 32 | g_random_int ()) | 1;
  hash = seed;
  for (const char *p = word; *p != '\0'; p++)
    {
      hash = (hash ^ (guint8) *p) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash ^= hash >> 29;
    }
  return (guint) (hash >> 32 ^ hash);
}

static GHashTable *
word_table (void)
{
  return g_hash_table_new_full (word_hash, g_str_equal, g_free, NULL);
}

static guint
key_of (GHashTable *keys, const char *text)
{
  gpointer key = g_hash_table_lookup (keys, text);

  if (key == NULL)
    {
      key = GUINT_TO_POINTER (g_hash_table_size (keys) + 1);
      g_hash_table_insert (keys, g_strdup (text), key);
    }
  return GPOINTER_TO_UINT (key);
}

static void
add_word (GArray *words, const char *text, gsize n, guint page, gboolean first)
{
  Word word = { g_strndup (text, n), 0, page, NOBODY, first };

  g_array_append_val (words, word);
}

static gboolean
is_mark (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return c != '-' && g_unichar_ispunct (c);
}

/* Marks at a word's edges are words of their own: they do not move along with it. */
static void
add_piece (GArray *words, const char *piece, guint page, gboolean first)
{
  const char *begin = piece, *end = piece + strlen (piece);

  while (begin < end && is_mark (begin))
    {
      const char *next = g_utf8_next_char (begin);

      add_word (words, begin, (gsize) (next - begin), page, first);
      first = FALSE;
      begin = next;
    }
  while (end > begin && is_mark (g_utf8_prev_char (end)))
    end = g_utf8_prev_char (end);
  if (end > begin)
    add_word (words, begin, (gsize) (end - begin), page, first);
  for (; *end != '\0'; end = g_utf8_next_char (end))
    add_word (words, end, (gsize) (g_utf8_next_char (end) - end), page, FALSE);
}

static GArray *
words_of (GPtrArray *passages)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  g_array_set_clear_func (words, word_clear);
  for (guint i = 0; i < passages->len; i++)
    {
      const AlternatPassage *passage = g_ptr_array_index (passages, i);
      g_auto(GStrv) pieces = g_strsplit_set (passage->text, " \t\r\n", -1);
      gboolean first = TRUE;

      for (guint k = 0; pieces[k] != NULL; k++)
        {
          g_auto(GStrv) parts = g_strsplit (pieces[k], "\u00A0", -1);

          for (guint m = 0; parts[m] != NULL; m++)
            {
              if (*parts[m] == '\0')
                continue;
              add_piece (words, parts[m], passage->page, first);
              first = FALSE;
            }
        }
    }
  return words;
}

/* --- parties ------------------------------------------------------------------------------------ */

/* The beginning of a name, which its forms have in common: «Арка» of «Аркадскую» and «Аркадия». */
static char *
root_of (const char *word)
{
  if (g_utf8_strlen (word, -1) < ROOT || !g_unichar_isupper (g_utf8_get_char (word)))
    return NULL;
  return g_utf8_substring (word, 0, ROOT);
}

/* Roots of the words by which a party's name differs from the others'; to the party's number, or
 * to NOBODY for what several have. */
static GHashTable *
roots_of (const char *const *parties)
{
  GHashTable *roots = word_table ();

  for (gint i = 0; parties[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit_set (parties[i], " \n", -1);

      for (guint k = 0; words[k] != NULL; k++)
        {
          char *root = root_of (words[k]);
          gpointer other;

          if (root != NULL && g_hash_table_lookup_extended (roots, root, NULL, &other) &&
              GPOINTER_TO_INT (other) != i)
            g_hash_table_replace (roots, root, GINT_TO_POINTER (NOBODY));
          else if (root != NULL)
            g_hash_table_replace (roots, root, GINT_TO_POINTER (i));
        }
    }
  return roots;
}

static void
mark_parties (GArray *words, GHashTable *roots)
{
  for (guint i = 0; i < words->len; i++)
    {
      Word *word = &g_array_index (words, Word, i);
      g_autofree char *root = root_of (word->text);
      gpointer party;

      if (root != NULL && g_hash_table_lookup_extended (roots, root, NULL, &party))
        word->party = GPOINTER_TO_INT (party);
    }
}

/* --- compounds ---------------------------------------------------------------------------------- */

/* «Аркадско» → «Аркадск»; %NULL when it is no inner part of a compound of names. */
static char *
stem_of (const char *part)
{
  gsize n = strlen (part);

  if (g_utf8_strlen (part, -1) < SHORTEST || !g_unichar_isupper (g_utf8_get_char (part)) ||
      !(g_str_has_suffix (part, "о") || g_str_has_suffix (part, "е")))
    return NULL;
  return g_strndup (part, n - strlen ("о"));
}

static void
collect_stems (GArray *words, GHashTable *stems)
{
  for (guint i = 0; i < words->len; i++)
    {
      g_auto(GStrv) parts = g_strsplit (g_array_index (words, Word, i).text, "-", -1);

      for (guint k = 0; parts[k] != NULL && parts[k + 1] != NULL; k++)
        {
          char *stem = stem_of (parts[k]);

          if (stem != NULL)
            g_hash_table_add (stems, stem);
        }
    }
}

/* Without fields that name them, the parties are who makes up a compound: «Аркадск», «Борейск». */
static void
add_roots_of_stems (GHashTable *roots, GHashTable *stems)
{
  g_autoptr(GList) list = g_hash_table_get_keys (stems);
  gint party = 0;

  list = g_list_sort (list, (GCompareFunc) strcmp);
  for (GList *at = list; at != NULL; at = at->next)
    {
      char *root = root_of (at->data);

      if (root != NULL && !g_hash_table_contains (roots, root))
        g_hash_table_insert (roots, root, GINT_TO_POINTER (party++));
      else
        g_free (root);
    }
}

/* The longest stem that @part begins with, as it stands in another compound. */
static const char *
last_stem (const char *part, GHashTable *stems)
{
  g_autofree char *begin = g_utf8_substring (part, 0, MIN (g_utf8_strlen (part, -1), LONGEST_STEM));

  for (char *end = begin + strlen (begin); end > begin; end = g_utf8_prev_char (end))
    {
      gpointer stem;

      *end = '\0';
      if (g_hash_table_lookup_extended (stems, begin, &stem, NULL))
        return stem;
    }
  return NULL;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The same for «Аркадско-Борейского» and «Борейско-Аркадского»: its stems, sorted, and its
 * ending; %NULL when it is no compound of names. */
static char *
compound_key (const char *word, GHashTable *stems)
{
  g_auto(GStrv) parts = g_strsplit (word, "-", -1);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  guint n = g_strv_length (parts);
  const char *last = n >= 2 ? last_stem (parts[n - 1], stems) : NULL;
  g_autofree char *joined = NULL;

  if (last == NULL)
    return NULL;
  for (guint i = 0; i + 1 < n; i++)
    {
      char *stem = stem_of (parts[i]);

      if (stem == NULL)
        return NULL;
      g_ptr_array_add (list, stem);
    }
  g_ptr_array_add (list, g_strdup (last));
  g_ptr_array_sort (list, compare_texts);
  g_ptr_array_add (list, NULL);
  joined = g_strjoinv ("\n", (char **) list->pdata);
  return g_strconcat (joined, "\n\n", parts[n - 1] + strlen (last), NULL);
}

static void
key_words (GArray *words, GHashTable *stems, GHashTable *keys)
{
  for (guint i = 0; i < words->len; i++)
    {
      Word *word = &g_array_index (words, Word, i);
      g_autofree char *key =
          strchr (word->text, '-') != NULL ? compound_key (word->text, stems) : NULL;

      word->key = key_of (keys, key != NULL ? key : word->text);
      if (key != NULL)
        word->party = NOBODY; /* it names all of them */
    }
}

/* --- swaps -------------------------------------------------------------------------------------- */

static const Word *
word_at (Comparison *comparison, guint side, guint i)
{
  comparison->work++;
  return &g_array_index (comparison->sides[side], Word, i);
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
      const Word *a = word_at (comparison, side, i + k), *b = word_at (comparison, other, j + k);

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
      for (guint before = 0; from + after + before <= until && before <= start &&
                             comparison->work < MOST_WORK;
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
          in_parallel (comparison, i, i + x, k, k + y) &&
          of_parties (comparison, i, x, k, y))
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

  *page = at < words->len ? g_array_index (words, Word, at).page : 0;
  for (guint i = from; i < words->len && i < at + SHOWN; i++)
    {
      const char *word = g_array_index (words, Word, i).text;

      if (text->len > 0 && !(is_mark (word) && strchr ("«(„", word[0]) == NULL))
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
      const Word *a = word_at (comparison, 0, i), *b = word_at (comparison, 1, j);
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
  g_autoptr(GArray) a = words_of (first), b = words_of (second);
  g_autoptr(GHashTable) roots = roots_of (parties);
  g_autoptr(GHashTable) stems = word_table (), keys = word_table ();
  g_autoptr(GHashTable) owners = g_hash_table_new (g_direct_hash, g_direct_equal);
  AlternatResult *result = g_new0 (AlternatResult, 1);
  GHashTableIter iter;
  gpointer owner;
  Comparison comparison = { { a, b }, result, NOBODY, FALSE, 0 };

  result->differences = g_ptr_array_new_with_free_func (difference_free);
  for (guint side = 0; side < 2; side++)
    collect_stems (comparison.sides[side], stems);
  if (g_hash_table_size (roots) == 0)
    add_roots_of_stems (roots, stems);
  g_hash_table_iter_init (&iter, roots);
  while (g_hash_table_iter_next (&iter, NULL, &owner))
    if (GPOINTER_TO_INT (owner) != NOBODY)
      g_hash_table_add (owners, owner);
  comparison.several = g_hash_table_size (owners) > 2;
  for (guint side = 0; side < 2; side++)
    {
      mark_parties (comparison.sides[side], roots);
      key_words (comparison.sides[side], stems, keys);
    }
  compare (&comparison);
  return result;
}
