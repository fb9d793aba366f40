/* Where a line may not end, and what straight quotes become. */
#include "protocols/typography.h"

#include "core/error.h"

/* "_" stands for a no-break space. */
static void
assert_set (const char *typed, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = typography_set (typed, FALSE, &error);
  g_auto(GStrv) parts = NULL;
  g_autofree char *shown = NULL;

  g_assert_no_error (error);
  parts = g_strsplit (text, "\xC2\xA0", -1);
  shown = g_strjoinv ("_", parts);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_initials (void)
{
  assert_set ("принял А. Б. Ветров лично", "принял А._Б._Ветров лично");
  assert_set ("(А. Ветров)", "(А._Ветров)");
  assert_set ("А.Б. Ветров", "А._Б._Ветров");
  assert_set ("А.Б.Ветров и В.Луговой", "А._Б._Ветров и_В._Луговой");
  assert_set ("Ветров А.Б., Луговой", "Ветров А._Б., Луговой");
  assert_set ("пункт А. Ветров", "пункт А._Ветров");
  assert_set ("Ветров А. Б. сообщил", "Ветров А._Б. сообщил");
  assert_set ("принято США. Ветров сообщил", "принято США. Ветров сообщил");
}

static void
test_close_initials (void)
{
  static const char *const typed[][2] = {
    { "принял А. Б. Ветров", "принял А.Б.\xC2\xA0Ветров" },
    { "принял А.Б. Ветров", "принял А.Б.\xC2\xA0Ветров" },
    { "Ветров А. Б. принял", "Ветров А.Б. принял" },
    { "А. Ветров, США. Ветров", "А.\xC2\xA0Ветров, США. Ветров" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *text = typography_set (typed[i][0], TRUE, NULL);

      g_assert_cmpstr (text, ==, typed[i][1]);
    }
}

static void
test_numbers (void)
{
  assert_set ("документ № 17 и § 4", "документ №_17 и_§_4");
  assert_set ("13 февраля 2026 года", "13_февраля 2026_года");
  assert_set ("13 февраля 2026 г.", "13_февраля 2026_г.");
  assert_set ("«13» февраля", "«13»_февраля");
  assert_set ("за 2026 год, но", "за 2026_год, но");
  assert_set ("сумма 13 400 500 сомони", "сумма 13_400_500_сомони");
  assert_set ("12 % и 5 млн", "12_% и_5_млн");
  assert_set ("в 2026 100 раз", "в_2026 100_раз");
  assert_set ("выросли в 1,7 раза", "выросли в_1,7_раза");
  assert_set ("по п. 5 ст. 12", "по п._5 ст._12");
  assert_set ("Приложение 1 к пункту 2", "Приложение_1 к_пункту_2");
}

static void
test_towns_and_years (void)
{
  assert_set ("г. Снежногорск", "г._Снежногорск");
  assert_set ("в 2026 г. Стороны", "в_2026_г. Стороны");
  assert_set ("им. А. Ветрова", "им._А._Ветрова");
}

static void
test_small_words (void)
{
  assert_set ("Борея — страна", "Борея_— страна");
  assert_set ("Борея - страна", "Борея_— страна");
  assert_set ("по-борейски", "по-борейски");
  assert_set ("- пункт", "-_пункт");
  assert_set ("в объёме и о том", "в_объёме и_о_том");
  assert_set ("В соответствии с планом", "В_соответствии с_планом");
  assert_set ("(в редакции)", "(в_редакции)");
  assert_set ("если бы, хотел ли", "если_бы, хотел_ли");
  assert_set ("и т. д., в т. ч. здесь", "и_т._д., в_т._ч. здесь");
}

/* A hyphen at a line's end must always be one that was added. */
static void
test_hanging_hyphen (void)
{
  assert_set ("трёх- и четырёхсторонний", "трёх-_и_четырёхсторонний");
}

static void
test_quotes (void)
{
  assert_set ("\"Соседи\"", "«Соседи»");
  assert_set ("\"зелёный \"Север\" коридор\"", "«зелёный „Север“ коридор»");
  assert_set ("«зелёный \"Север\" коридор»", "«зелёный „Север“ коридор»");
  assert_set ("\"зелёный коридор \"Север\"\"", "«зелёный коридор „Север“»");
  assert_set ("программа (\"Юг\")", "программа («Юг»)");
  assert_set ("«готовые „лапки“ внутри»", "«готовые „лапки“ внутри»");
  assert_set ("«ёлочки «внутри» ёлочек»", "«ёлочки „внутри“ ёлочек»");
  assert_set ("«ёлочки «в конце»»", "«ёлочки „в_конце“»");
  assert_set ("«одни» и «другие»", "«одни» и_«другие»");
}

static void
test_white_space (void)
{
  assert_set ("  два \t слова\n\nи конец ", "два слова и_конец");
  assert_set ("уже\xC2\xA0связано", "уже_связано");
  assert_set ("уже \xC2\xA0 связано", "уже_связано");
  assert_set ("мяг\xC2\xADкий", "мягкий");
  assert_set ("", "");
  assert_set ("   ", "");
}

static void
test_composes (void)
{
  assert_set ("И\xCC\x86од, Е\xCC\x88лка, и\xCC\x84", "Йод, Ёлка, ӣ");
}

static void
test_refuses_invalid_utf8 (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (typography_set ("плохо: \xD0", FALSE, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/typography/initials", test_initials);
  g_test_add_func ("/typography/close-initials", test_close_initials);
  g_test_add_func ("/typography/numbers", test_numbers);
  g_test_add_func ("/typography/towns-and-years", test_towns_and_years);
  g_test_add_func ("/typography/small-words", test_small_words);
  g_test_add_func ("/typography/hanging-hyphen", test_hanging_hyphen);
  g_test_add_func ("/typography/quotes", test_quotes);
  g_test_add_func ("/typography/white-space", test_white_space);
  g_test_add_func ("/typography/composes", test_composes);
  g_test_add_func ("/typography/refuses-invalid-utf8", test_refuses_invalid_utf8);
  return g_test_run ();
}
