/* Where Russian words may be divided. */
#include "protocols/hyphenate.h"

#include "protocols/hyphenate-internal.h"

static void
assert_divided (const char *word, const char *expected)
{
  glong n;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (word, -1, &n);
  g_autofree gboolean *places = g_new0 (gboolean, n + 1);
  g_autoptr(GString) shown = g_string_new (NULL);

  hyphenate (letters, (guint) n, places);
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
  g_autoptr(GString) word = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (word, "ра");
  assert_divided (word->str, word->str);
}

static void
assert_state (const HyphenateLevel *level, int index, int first_step, const HyphenState *read)
{
  const HyphenateState *state = &level->states[index];

  g_assert_cmpstr (state->match >= 0 ? level->matches + state->match : NULL, ==, read->match);
  g_assert_cmpint (state->fallback, ==, read->fallback_state);
  g_assert_cmpint (state->n_steps, ==, read->num_trans);
  for (int i = 0; i < read->num_trans; i++)
    {
      g_assert_cmpint (level->steps[first_step + i].ch, ==, read->trans[i].ch);
      g_assert_cmpint (level->steps[first_step + i].new_state, ==, read->trans[i].new_state);
    }
}

/* The dictionary that was built in divides as Debian's file does when libhyphen reads it. */
static void
test_is_the_dictionary (void)
{
  HyphenDict *first = hnj_hyphen_load (g_getenv ("COUNCIL_TEST_HYPHENATION"));
  int n = 0;

  g_assert_nonnull (first);
  for (const HyphenDict *dict = first; dict != NULL; dict = dict->nextlevel, n++)
    {
      const HyphenateLevel *level = &hyphenate_levels[n];
      char min[] = { dict->lhmin, dict->rhmin, dict->clhmin, dict->crhmin };

      g_assert_cmpint (n, <, hyphenate_n_levels);
      g_assert_cmpmem (level->min, sizeof level->min, min, sizeof min);
      g_assert_cmpstr (level->forbidden, ==, dict->nohyphen ? dict->nohyphen : "");
      g_assert_cmpint (level->n_forbidden, ==, dict->nohyphenl);
      g_assert_cmpint (level->n_states, ==, dict->num_states);
      for (int i = 0, step = 0; i < dict->num_states; step += dict->states[i++].num_trans)
        assert_state (level, i, step, &dict->states[i]);
    }
  g_assert_cmpint (n, ==, hyphenate_n_levels);
  hnj_hyphen_free (first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hyphenate/divides", test_divides);
  g_test_add_func ("/hyphenate/leaves-ends", test_leaves_ends);
  g_test_add_func ("/hyphenate/keeps-whole", test_keeps_whole);
  g_test_add_func ("/hyphenate/hostile-length", test_hostile_length);
  g_test_add_func ("/hyphenate/is-the-dictionary", test_is_the_dictionary);
  return g_test_run ();
}
