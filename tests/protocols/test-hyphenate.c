/* Where Russian words may be divided. */
#include "protocols/hyphenate.h"

#include <hyphen.h>
#include <string.h>

#include "protocols/hyphenate-patterns.h"

#define DICTIONARY "/usr/share/hyphen/hyph_ru_RU.dic"
#define LONGEST 60

static void
assert_divided (const char *word, const char *expected)
{
  g_autoptr (GError) error = NULL;
  glong n;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (word, -1, &n);
  g_autofree gboolean *places = g_new0 (gboolean, n + 1);
  g_autoptr (GString) shown = g_string_new (NULL);

  g_assert_true (hyphenate (letters, (guint) n, places, &error));
  g_assert_no_error (error);
  for (glong i = 0; i < n; i++)
    {
      g_string_append_unichar (shown, letters[i]);
      if (places[i])
        g_string_append_c (shown, '-');
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_divides (void)
{
  assert_divided ("сотрудничества", "сотруд-ни-че-ства");
  assert_divided ("правительство", "пра-ви-тельство");
  assert_divided ("Правительство", "Пра-ви-тельство");
  assert_divided ("государственный", "государ-ствен-ный");
  assert_divided ("подготовить", "подго-то-вить"); /* the dictionary leaves it whole */
  assert_divided ("таджикской", "та-джик-ской");   /* never таджи-кской */
}

/* Two letters before a hyphen, three after it. */
static void
test_leaves_ends (void)
{
  assert_divided ("объёме", "объёме"); /* not объё-ме */
  assert_divided ("вода", "вода");
  assert_divided ("Азия", "Азия");
}

static void
test_keeps_whole (void)
{
  assert_divided ("ЮНЕСКО", "ЮНЕСКО");
  assert_divided ("МинТранс", "МинТранс");
  assert_divided ("Ғафурзода", "Ғафурзода");
  assert_divided ("Өмүрбеков", "Өмүрбеков");
  assert_divided ("protocol", "protocol");
  assert_divided ("", "");
}

/* Longer than libhyphen's own buffers: kept whole, nothing overrun. */
static void
test_hostile_length (void)
{
  g_autoptr (GString) word = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (word, "ра");
  assert_divided (word->str, word->str);
}

/* The letters of the dictionary's patterns, which are words or parts of them. */
static GPtrArray *
read_words (const char *dictionary)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (dictionary, "\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      GString *word = g_string_new (NULL);

      for (const char *p = lines[i]; *p != '\0'; p++)
        if ((guchar) *p >= 0x80)
          g_string_append_c (word, *p);
      g_ptr_array_add (words, g_string_free (word, FALSE));
    }
  return words;
}

static void
assert_same (const HyphenatePatterns *patterns, HyphenDict *libhyphen, const char *word)
{
  guint n = (guint) strlen (word);
  guint8 rates[LONGEST];
  char marks[LONGEST + 6] = { 0 };
  char **replacements = NULL;
  int *positions = NULL, *cuts = NULL;

  if (n < 5 || n > LONGEST)
    return;
  g_assert_cmpint (hnj_hyphen_hyphenate2 (libhyphen, word, (int) n, marks, NULL, &replacements,
                                          &positions, &cuts),
                   ==, 0);
  hyphenate_patterns_rate (patterns, word, n, rates);
  for (guint i = 1; i + 2 < n; i++) /* nearer to an end libhyphen divides no word */
    g_assert_cmpuint (rates[i] & 1, ==, marks[i] & 1);
  free (replacements);
  free (positions);
  free (cuts);
}

/* Thirteen thousand words, alone, in twos and in threes, are divided where libhyphen divides them. */
static void
test_agrees_with_libhyphen (void)
{
  g_autofree char *dictionary = NULL;
  g_autoptr (GPtrArray) words = NULL;
  HyphenDict *libhyphen = hnj_hyphen_load (DICTIONARY);
  HyphenatePatterns *patterns;

  g_assert_nonnull (libhyphen);
  g_assert_true (g_file_get_contents (DICTIONARY, &dictionary, NULL, NULL));
  patterns = hyphenate_patterns_new (dictionary);
  words = read_words (dictionary);
  g_assert_cmpuint (words->len, >, 4000);
  for (guint i = 2; i < words->len; i++)
    {
      const char *one = words->pdata[i], *two = words->pdata[i - 1],
                 *three = words->pdata[i - 2];
      g_autofree char *both = g_strconcat (one, two, NULL);
      g_autofree char *long_word = g_strconcat (two, three, one, NULL);

      assert_same (patterns, libhyphen, one);
      assert_same (patterns, libhyphen, both);
      assert_same (patterns, libhyphen, long_word);
    }
  hyphenate_patterns_free (patterns);
  hnj_hyphen_free (libhyphen);
}

/* What is no pattern is passed over: commands, other letters, a line without an end. */
static void
test_odd_dictionary (void)
{
  static const char dictionary[] = "KOI8-R\nLEFTHYPHENMIN 2\n%\n\n1\n\xC1\xC2"
                                   "1\xC7\r\nabc1d\n.\n\xC1\xC2\xC3\xC4\xC5\xC1\xC2\xC3\xC4"
                                   "\xC5\xC1\xC2\xC3\xC4\xC5\xC1\xC2\xC3\xC4\xC5\xC1\xC2\xC3"
                                   "\xC4\xC5\xC1\xC2\xC3\xC4\xC5"
                                   "1\n\xC7"
                                   "2\xC7";
  HyphenatePatterns *patterns = hyphenate_patterns_new (dictionary);
  guint8 rates[5];

  hyphenate_patterns_rate (patterns, "\xC1\xC2\xC7\xC7\xC1", 5, rates);
  g_assert_cmpmem (rates, 5, ((guint8[]){ 0, 1, 2, 0, 0 }), 5);
  hyphenate_patterns_free (patterns);
  patterns = hyphenate_patterns_new ("");
  hyphenate_patterns_rate (patterns, "\xC1\xC2", 2, rates);
  g_assert_cmpmem (rates, 2, ((guint8[]){ 0, 0 }), 2);
  hyphenate_patterns_free (patterns);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hyphenate/divides", test_divides);
  g_test_add_func ("/hyphenate/leaves-ends", test_leaves_ends);
  g_test_add_func ("/hyphenate/keeps-whole", test_keeps_whole);
  g_test_add_func ("/hyphenate/hostile-length", test_hostile_length);
  g_test_add_func ("/hyphenate/agrees-with-libhyphen", test_agrees_with_libhyphen);
  g_test_add_func ("/hyphenate/odd-dictionary", test_odd_dictionary);
  return g_test_run ();
}
