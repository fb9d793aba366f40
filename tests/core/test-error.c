/* Errors in every language, with hostile values. */
#include "core/error.h"

#include "tests/support/catalogue.h"

#include <string.h>

static void
test_english_and_russian (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *russian = NULL, *english = NULL, *other = NULL;

  g_assert_false (council_error (&error, COUNCIL_ERROR_USAGE, "'{value}': too far away",
                                 "value", "3000-01-01", NULL));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_USAGE);
  g_assert_cmpstr (error->message, ==, "'3000-01-01': too far away");
  english = council_error_text (error, "en");
  g_assert_cmpstr (english, ==, error->message);
  russian = council_error_text (error, "ru");
  g_assert_cmpstr (russian, ==, "«3000-01-01»: слишком далеко");
  other = council_error_text (error, "de");
  g_assert_cmpstr (other, ==, russian);
}

static void
test_hostile_values (void)
{
  static const struct
  {
    const char *value, *shown;
  } cases[] = {
    { "a\nb\tc", "no \"a\\x0ab\\x09c\"" },
    { "\xff\xfe", "no \"\\xff\\xfe\"" },
    { "\xd0", "no \"\\xd0\"" },
    { "a\xe2\x80\xae"
      "b",
      "no \"a\\xe2\\x80\\xaeb\"" },               /* right-to-left override */
    { "\x1b[31m", "no \"\\x1b[31m\"" },           /* would colour the terminal */
    { "\xc2\x85", "no \"\\xc2\\x85\"" },          /* next line */
    { "\xe2\x80\xa8", "no \"\\xe2\\x80\\xa8\"" }, /* line separator */
    { "%s%n{ref}{value}", "no \"%s%n{ref}{value}\"" },
    { "", "no \"\"" },
    { NULL, "no \"—\"" },
    { "шӯро ң", "no \"шӯро ң\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;

      council_error (&error, COUNCIL_ERROR_INPUT, "no \"{value}\"", "value", cases[i].value,
                     NULL);
      g_assert_cmpstr (error->message, ==, cases[i].shown);
      text = council_error_text (error, "en");
      g_assert_cmpstr (text, ==, cases[i].shown);
    }
}

static void
test_long_value_is_cut (void)
{
  g_autofree char *value = g_strnfill (100000, 'x');
  g_autoptr(GError) error = NULL;

  council_error (&error, COUNCIL_ERROR_USAGE, "no {value}", "value", value, NULL);
  g_assert_cmpuint (strlen (error->message), ==, strlen ("no ") + 200 + strlen ("…"));
  g_assert_true (g_str_has_suffix (error->message, "x…"));
}

static void
test_translated_value (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  council_error (&error, COUNCIL_ERROR_USAGE, "{what:tr}: the text is missing", "what",
                 "title", NULL);
  g_assert_cmpstr (error->message, ==, "title: the text is missing");
  text = council_error_text (error, "ru");
  g_assert_cmpstr (text, ==, "заголовок: текста нет");
}

static void
test_rename_only_its_code (void)
{
  g_autoptr(GError) error = NULL;

  council_error (&error, COUNCIL_ERROR_STORAGE, "disk full", NULL);
  council_error_rename (&error, COUNCIL_ERROR_NOT_FOUND, "no meeting {ref}", "ref", "2030",
                        NULL);
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_STORAGE);
  g_assert_cmpstr (error->message, ==, "disk full");

  g_clear_error (&error);
  council_error (&error, COUNCIL_ERROR_NOT_FOUND, "no row", NULL);
  council_error_rename (&error, COUNCIL_ERROR_NOT_FOUND, "no meeting {ref}", "ref", "2030",
                        NULL);
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "no meeting 2030");

  g_clear_error (&error);
  g_assert_false (council_error_rename (&error, COUNCIL_ERROR_NOT_FOUND, "no", NULL));
  g_assert_no_error (error);
  g_assert_false (council_error_rename (NULL, COUNCIL_ERROR_NOT_FOUND, "no", NULL));
}

static void
test_wrap_keeps_both_languages (void)
{
  g_autoptr(GError) error = NULL, copy = NULL;
  g_autofree char *english = NULL, *russian = NULL;

  council_error (&error, COUNCIL_ERROR_USAGE, "'{value}': too far away", "value", "{line}",
                 NULL);
  g_assert_false (council_error_wrap (&error, COUNCIL_ERROR_INPUT,
                                      "{file}, line {line}: {error}", "file", "a.csv", "line",
                                      "3", NULL));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
  g_assert_cmpstr (error->message, ==, "a.csv, line 3: '{line}': too far away");
  copy = g_error_copy (error);
  english = council_error_text (copy, "en");
  g_assert_cmpstr (english, ==, error->message);
  russian = council_error_text (copy, "ru");
  g_assert_nonnull (strstr (russian, "«{line}»: слишком далеко"));
  g_assert_false (council_error_wrap (NULL, COUNCIL_ERROR_INPUT, "{error}", NULL));
}

static void
test_copy_and_foreign (void)
{
  g_autoptr(GError) error = NULL, copy = NULL, foreign = NULL;
  g_autofree char *text = NULL, *foreign_text = NULL;

  council_error (&error, COUNCIL_ERROR_USAGE, "{what:tr}: the text is missing", "what",
                 "title", NULL);
  copy = g_error_copy (error);
  g_clear_error (&error);
  text = council_error_text (copy, "ru");
  g_assert_cmpstr (text, ==, "заголовок: текста нет");

  foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "no\nsuch file");
  foreign_text = council_error_text (foreign, "ru");
  g_assert_cmpstr (foreign_text, ==, "no\\x0asuch file");
}

static void
test_null_error (void)
{
  g_assert_false (council_error (NULL, COUNCIL_ERROR_RULE, "no", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  use_test_catalogue ();
  g_test_add_func ("/error/english-and-russian", test_english_and_russian);
  g_test_add_func ("/error/hostile-values", test_hostile_values);
  g_test_add_func ("/error/long-value-is-cut", test_long_value_is_cut);
  g_test_add_func ("/error/translated-value", test_translated_value);
  g_test_add_func ("/error/rename-only-its-code", test_rename_only_its_code);
  g_test_add_func ("/error/wrap-keeps-both-languages", test_wrap_keeps_both_languages);
  g_test_add_func ("/error/copy-and-foreign", test_copy_and_foreign);
  g_test_add_func ("/error/null", test_null_error);
  return g_test_run ();
}
