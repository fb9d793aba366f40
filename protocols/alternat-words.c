/* The words of two originals, with what counts as the same word and whose name a word is. */
#include "protocols/alternat-words.h"

#include <string.h>

#define ROOT 4          /* letters that tell a party's name in all its forms */
#define SHORTEST 4      /* letters of a part of a compound of names */
#define LONGEST_STEM 64 /* letters */

static void
word_clear (gpointer data)
{
  g_free (((AlternatWord *) data)->text);
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
  AlternatWord word = { g_strndup (text, n), 0, page, NOBODY, first };

  g_array_append_val (words, word);
}

gboolean
alternat_is_mark (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return c != '-' && g_unichar_ispunct (c);
}

/* Marks at a word's edges are words of their own: they do not move along with it. */
static void
add_piece (GArray *words, const char *piece, guint page, gboolean first)
{
  const char *begin = piece, *end = piece + strlen (piece);

  while (begin < end && alternat_is_mark (begin))
    {
      const char *next = g_utf8_next_char (begin);

      add_word (words, begin, (gsize) (next - begin), page, first);
      first = FALSE;
      begin = next;
    }
  while (end > begin && alternat_is_mark (g_utf8_prev_char (end)))
    end = g_utf8_prev_char (end);
  if (end > begin)
    add_word (words, begin, (gsize) (end - begin), page, first);
  for (; *end != '\0'; end = g_utf8_next_char (end))
    add_word (words, end, (gsize) (g_utf8_next_char (end) - end), page, FALSE);
}

static GArray *
words_of (GPtrArray *passages)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (AlternatWord));

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
      AlternatWord *word = &g_array_index (words, AlternatWord, i);
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
      g_auto(GStrv) parts = g_strsplit (g_array_index (words, AlternatWord, i).text, "-", -1);

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
  g_autofree char *begin =
      g_utf8_substring (part, 0, MIN (g_utf8_strlen (part, -1), LONGEST_STEM));

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
      AlternatWord *word = &g_array_index (words, AlternatWord, i);
      g_autofree char *key =
          strchr (word->text, '-') != NULL ? compound_key (word->text, stems) : NULL;

      word->key = key_of (keys, key != NULL ? key : word->text);
      if (key != NULL)
        word->party = NOBODY; /* it names all of them */
    }
}

/* --- both --------------------------------------------------------------------------------------- */

static guint
count_owners (GHashTable *roots)
{
  g_autoptr(GHashTable) owners = g_hash_table_new (g_direct_hash, g_direct_equal);
  GHashTableIter iter;
  gpointer owner;

  g_hash_table_iter_init (&iter, roots);
  while (g_hash_table_iter_next (&iter, NULL, &owner))
    if (GPOINTER_TO_INT (owner) != NOBODY)
      g_hash_table_add (owners, owner);
  return g_hash_table_size (owners);
}

guint
alternat_words (GPtrArray *first, GPtrArray *second, const char *const *parties, GArray **a,
                GArray **b)
{
  g_autoptr(GHashTable) roots = roots_of (parties);
  g_autoptr(GHashTable) stems = word_table (), keys = word_table ();
  GArray *const sides[] = { words_of (first), words_of (second) };

  for (guint side = 0; side < 2; side++)
    collect_stems (sides[side], stems);
  if (g_hash_table_size (roots) == 0)
    add_roots_of_stems (roots, stems);
  for (guint side = 0; side < 2; side++)
    {
      mark_parties (sides[side], roots);
      key_words (sides[side], stems, keys);
    }
  *a = sides[0];
  *b = sides[1];
  return count_owners (roots);
}
