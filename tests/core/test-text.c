/* Text from outside. */
#include "core/error.h"
#include "core/text.h"

#include <string.h>

static void
test_clean (void)
{
  static const struct
  {
    const char *given, *kept;
  } cases[] = {
    { "Торговля", "Торговля" },
    { "  two \t\r\n words  ", "two words" },
    { "№\u00a05", "№ 5" },
    { "\u00a0\u2003x\u2028y\u3000", "x y" },
    { "И\u0306од", "Йод" }, /* NFC */
    { "и\u0304", "ӣ" },     /* the Tajik letter, composed */
    { "у\u0304 ӯ", "ӯ ӯ" },
    { "е\u0308", "ё" },
    { "меж\u00adправительственный", "межправительственный" },
    { "\ufeffa\u200bb\u2060c\u200e", "abc" },
    { "ғ ӣ қ ӯ ҳ ҷ ң ө ү", "ғ ӣ қ ӯ ҳ ҷ ң ө ү" },
    { "a {b} %s \\ <i>", "a {b} %s \\ <i>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *kept = text_clean (cases[i].given, "title", &error);

      g_assert_no_error (error);
      g_assert_cmpstr (kept, ==, cases[i].kept);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *given, *message;
  } cases[] = {
    { NULL, "title: the text is empty" },
    { "", "title: the text is empty" },
    { " \t\u00a0\u200b", "title: the text is empty" },
    { "a\x07", "title: the invisible character U+0007 is not allowed (plain text is wanted)" },
    { "\x1b[0m",
      "title: the invisible character U+001B is not allowed (plain text is wanted)" },
    { "\x7f", "title: the invisible character U+007F is not allowed (plain text is wanted)" },
    { "\xc2\x85",
      "title: the invisible character U+0085 is not allowed (plain text is wanted)" },
    { "a\u202eb",
      "title: the invisible character U+202E is not allowed (plain text is wanted)" },
    { "a\u2066b",
      "title: the invisible character U+2066 is not allowed (plain text is wanted)" },
    { "\xee\x80\x80",
      "title: the invisible character U+E000 is not allowed (plain text is wanted)" },
    { "\xef\xbf\xbe",
      "title: the invisible character U+FFFE is not allowed (plain text is wanted)" },
    { "\U000e0041", "title: the invisible character U+E0041 is not allowed (plain text is "
                    "wanted)" },
    { "ab\xff", "title: 'ab\\xff' is no valid UTF-8 (wrong from byte 3 on)" },
    { "\xc0\xaf",
      "title: '\\xc0\\xaf' is no valid UTF-8 (wrong from byte 1 on)" }, /* overlong */
    { "\xed\xa0\x80", "title: '\\xed\\xa0\\x80' is no valid UTF-8 (wrong from byte 1 on)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (text_clean (cases[i].given, "title", &error));
      g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_USAGE);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_length (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *kept = NULL, *huge = g_strnfill (50 * 1000 * 1000, 'x');
  g_autoptr(GError) error = NULL, huge_error = NULL;

  for (guint i = 0; i < TEXT_LIMIT; i++)
    g_string_append (text, "ы");
  kept = text_clean (text->str, "title", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, text->str);
  g_string_append (text, "ы");
  g_assert_null (text_clean (text->str, "title", &error));
  g_assert_cmpstr (error->message, ==,
                   "title: the text is too long (at most 20000 characters)");
  g_assert_null (text_clean (huge, "title", &huge_error));
  g_assert_error (huge_error, COUNCIL_ERROR, COUNCIL_ERROR_USAGE);
  g_string_free (text, TRUE);
}

static void
test_optional (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (text_clean_optional (NULL, "title", &text, &error));
  g_assert_null (text);
  g_assert_true (text_clean_optional (" \n", "title", &text, &error));
  g_assert_null (text);
  g_assert_true (text_clean_optional (" a ", "title", &text, &error));
  g_assert_cmpstr (text, ==, "a");
  g_clear_pointer (&text, g_free);
  g_assert_false (text_clean_optional ("\xff", "title", &text, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_USAGE);
  g_assert_null (text);
}

static void
test_fold (void)
{
  static const struct
  {
    const char *one, *other;
  } same[] = {
    { "Шӯро", "шӯРО" }, { "ШУ\u0304РО", "шӯро" }, { "Өнүгүү ҢЁ", "өнүгүү ңе" },
    { "ҒҚҲҶ", "ғқҳҷ" }, { "Артём", "АРТЕМ" },     { "Straße", "STRASSE" },
    { "e\u0308", "Ë" }, { "\xff", "\xfe" },       { "ﬁ", "FI" },
  };
  g_autofree char *plain = text_fold ("шуро"), *tajik = text_fold ("шӯро");

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *one = text_fold (same[i].one);
      g_autofree char *other = text_fold (same[i].other);

      g_assert_cmpstr (one, ==, other);
    }
  g_assert_cmpstr (plain, !=, tajik);
}

static void
test_width (void)
{
  g_assert_cmpuint (text_width (""), ==, 0);
  g_assert_cmpuint (text_width ("Шӯро"), ==, 4);
  g_assert_cmpuint (text_width ("и\u0306"), ==, 1);
  g_assert_cmpuint (text_width ("日本"), ==, 4);
  g_assert_cmpuint (text_width ("a\xff\xd0"), ==, 3);
}

static void
test_one_line (void)
{
  g_autofree char *cut = text_one_line ("Протокол", 5);
  g_autofree char *whole = text_one_line ("Протокол", 8);
  g_autofree char *none = text_one_line (NULL, 8);
  g_autofree char *bad = text_one_line ("\xd0\xd0\x9f\n", 8);

  g_assert_cmpstr (cut, ==, "Прото…");
  g_assert_cmpstr (whole, ==, "Протокол");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (bad, ==, "\\xd0П\\x0a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/refused", test_refused);
  g_test_add_func ("/text/length", test_length);
  g_test_add_func ("/text/optional", test_optional);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/width", test_width);
  g_test_add_func ("/text/one-line", test_one_line);
  return g_test_run ();
}
