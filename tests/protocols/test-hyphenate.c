/* Where Russian words may be divided. */
#include "protocols/hyphenate.h"

static void
assert_divided (const char *word, const char *expected)
{
  g_autoptr(GError) error = NULL;
  glong n;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (word, -1, &n);
  g_autofree gboolean *places = g_new0 (gboolean, n + 1);
  g_autoptr(GString) shown = g_string_new (NULL);

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
  g_autoptr(GString) word = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (word, "ра");
  assert_divided (word->str, word->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hyphenate/divides", test_divides);
  g_test_add_func ("/hyphenate/leaves-ends", test_leaves_ends);
  g_test_add_func ("/hyphenate/keeps-whole", test_keeps_whole);
  g_test_add_func ("/hyphenate/hostile-length", test_hostile_length);
  return g_test_run ();
}
