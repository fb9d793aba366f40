/* Dates and numbers in words, judged by tables written by hand. */
#include "core/date.h"
#include "core/language.h"

#define N "\u00a0"

static GDate
day (const char *text)
{
  GDate date;

  g_assert_true (date_parse (text, &date, NULL));
  return date;
}

static void
test_long_dates (void)
{
  static const struct
  {
    const char *date, *ru, *en, *tg, *ky;
  } cases[] = {
    { "2026-01-01", "1 января 2026 года", "1 January 2026", "1 январи соли 2026",
      "2026-жылдын 1-январы" },
    { "2026-02-13", "13 февраля 2026 года", "13 February 2026", "13 феврали соли 2026",
      "2026-жылдын 13-февралы" },
    { "2027-03-15", "15 марта 2027 года", "15 March 2027", "15 марти соли 2027",
      "2027-жылдын 15-марты" },
    { "2003-04-30", "30 апреля 2003 года", "30 April 2003", "30 апрели соли 2003",
      "2003-жылдын 30-апрели" },
    { "2016-05-22", "22 мая 2016 года", "22 May 2016", "22 майи соли 2016",
      "2016-жылдын 22-майы" },
    { "2003-06-22", "22 июня 2003 года", "22 June 2003", "22 июни соли 2003",
      "2003-жылдын 22-июну" },
    { "2025-07-08", "8 июля 2025 года", "8 July 2025", "8 июли соли 2025",
      "2025-жылдын 8-июлу" },
    { "1991-08-31", "31 августа 1991 года", "31 August 1991", "31 августи соли 1991",
      "1991-жылдын 31-августу" },
    { "1991-09-09", "9 сентября 1991 года", "9 September 1991", "9 сентябри соли 1991",
      "1991-жылдын 9-сентябры" },
    { "2028-10-02", "2 октября 2028 года", "2 October 2028", "2 октябри соли 2028",
      "2028-жылдын 2-октябры" },
    { "1994-11-06", "6 ноября 1994 года", "6 November 1994", "6 ноябри соли 1994",
      "1994-жылдын 6-ноябры" },
    { "2030-12-31", "31 декабря 2030 года", "31 December 2030", "31 декабри соли 2030",
      "2030-жылдын 31-декабры" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate date = day (cases[i].date);
      const char *wanted[][2] = { { "ru", cases[i].ru },
                                  { "en", cases[i].en },
                                  { "tg", cases[i].tg },
                                  { "ky", cases[i].ky },
                                  { "fr", cases[i].ru } };

      for (guint j = 0; j < G_N_ELEMENTS (wanted); j++)
        {
          g_autofree char *text = language_date_long (wanted[j][0], &date);

          g_assert_cmpstr (text, ==, wanted[j][1]);
        }
    }
}

static void
test_short_and_formal (void)
{
  GDate date = day ("2026-02-13"), early = day ("2027-06-05");
  g_autofree char *ru = language_date_short ("ru", &date);
  g_autofree char *en = language_date_short ("en", &date);
  g_autofree char *ky = language_date_short ("ky", &date);
  g_autofree char *formal = language_date_formal (&date);
  g_autofree char *formal_early = language_date_formal (&early);

  g_assert_cmpstr (ru, ==, "13" N "февраля" N "2026" N "г.");
  g_assert_cmpstr (en, ==, "13 February 2026");
  g_assert_cmpstr (ky, ==, "2026-жылдын 13-февралы");
  g_assert_cmpstr (formal, ==, "«13» февраля 2026 года");
  g_assert_cmpstr (formal_early, ==, "«5» июня 2027 года");
}

static void
test_ranges (void)
{
  static const struct
  {
    const char *lang, *first, *last, *text;
  } cases[] = {
    { "ru", "2026-02-13", "2026-02-13", "13 февраля 2026 года" },
    { "ru", "2026-02-12", "2026-02-13", "12–13 февраля 2026 года" },
    { "ru", "2026-02-13", "2026-02-12", "12–13 февраля 2026 года" },
    { "ru", "2026-04-30", "2026-05-02", "30 апреля – 2 мая 2026 года" },
    { "ru", "2026-12-30", "2027-01-02", "30 декабря 2026 года – 2 января 2027 года" },
    { "ru", "2026-02-13", "2027-02-13", "13 февраля 2026 года – 13 февраля 2027 года" },
    { "ru", "2026-02-13", "2026-03-13", "13 февраля – 13 марта 2026 года" },
    { "en", "2026-02-12", "2026-02-13", "12–13 February 2026" },
    { "en", "2026-04-30", "2026-05-02", "30 April – 2 May 2026" },
    { "en", "2026-12-30", "2027-01-02", "30 December 2026 – 2 January 2027" },
    { "tg", "2026-02-12", "2026-02-13", "12–13 феврали соли 2026" },
    { "tg", "2026-04-30", "2026-05-02", "30 апрели – 2 майи соли 2026" },
    { "ky", "2026-02-12", "2026-02-13", "2026-жылдын 12–13-февралы" },
    { "ky", "2026-04-30", "2026-05-02", "2026-жылдын 30-апрели – 2-майы" },
    { "ky", "2026-12-30", "2027-01-02", "2026-жылдын 30-декабры – 2027-жылдын 2-январы" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate first = day (cases[i].first), last = day (cases[i].last);
      g_autofree char *text = language_date_range (cases[i].lang, &first, &last);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_names (void)
{
  static const char *const langs[] = { "ru", "en", "tg", "ky" };
  GDate friday = day ("2026-02-13");

  g_assert_cmpstr (language_month ("ru", 2), ==, "февраль");
  g_assert_cmpstr (language_month ("en", 12), ==, "December");
  g_assert_cmpstr (language_month ("tg", 1), ==, "январ");
  g_assert_cmpstr (language_month ("ky", 9), ==, "сентябрь");
  g_assert_cmpstr (language_weekday ("ru", g_date_get_weekday (&friday)), ==, "пятница");
  g_assert_cmpstr (language_weekday ("tg", g_date_get_weekday (&friday)), ==, "ҷумъа");
  g_assert_cmpstr (language_weekday ("ky", g_date_get_weekday (&friday)), ==, "жума");
  g_assert_cmpstr (language_weekday ("en", g_date_get_weekday (&friday)), ==, "Friday");
  g_assert_cmpstr (language_weekday ("ru", 1), ==, "понедельник");
  g_assert_cmpstr (language_weekday ("tg", 1), ==, "душанбе");
  g_assert_cmpstr (language_weekday ("ky", 7), ==, "жекшемби");
  g_assert_cmpstr (language_weekday_short ("ru", 1), ==, "пн");
  g_assert_cmpstr (language_weekday_short ("ru", 7), ==, "вс");
  for (guint i = 0; i < G_N_ELEMENTS (langs); i++)
    {
      g_assert_true (language_is_known (langs[i]));
      for (guint month = 1; month <= 12; month++)
        g_assert_cmpuint (g_utf8_strlen (language_month (langs[i], month), -1), >=, 3);
      for (guint weekday = 1; weekday <= 7; weekday++)
        {
          g_assert_cmpuint (g_utf8_strlen (language_weekday (langs[i], weekday), -1), >=, 4);
          g_assert_cmpuint (g_utf8_strlen (language_weekday_short (langs[i], weekday), -1), <=,
                            3);
        }
    }
  g_assert_false (language_is_known ("de"));
  g_assert_false (language_is_known (""));
  g_assert_false (language_is_known (NULL));
}

static void
test_case_names (void)
{
  g_assert_cmpstr (case_name (CASE_NOMINATIVE), ==, "nominative");
  g_assert_cmpstr (case_name (CASE_GENITIVE), ==, "genitive");
  g_assert_cmpstr (case_name (CASE_DATIVE), ==, "dative");
  g_assert_cmpstr (case_name (CASE_ACCUSATIVE), ==, "accusative");
  g_assert_cmpstr (case_name (CASE_INSTRUMENTAL), ==, "instrumental");
  g_assert_cmpstr (case_name (CASE_PREPOSITIONAL), ==, "prepositional");
}

/* The meetings of a council: every neuter nominative and genitive up to the fortieth, then the
 * tens, the hundreds and what lies between them. */
static void
test_ordinals_of_meetings (void)
{
  static const struct
  {
    guint number;
    const char *nominative, *genitive;
  } cases[] = {
    { 1, "первое", "первого" },
    { 2, "второе", "второго" },
    { 3, "третье", "третьего" },
    { 4, "четвёртое", "четвёртого" },
    { 5, "пятое", "пятого" },
    { 6, "шестое", "шестого" },
    { 7, "седьмое", "седьмого" },
    { 8, "восьмое", "восьмого" },
    { 9, "девятое", "девятого" },
    { 10, "десятое", "десятого" },
    { 11, "одиннадцатое", "одиннадцатого" },
    { 12, "двенадцатое", "двенадцатого" },
    { 13, "тринадцатое", "тринадцатого" },
    { 14, "четырнадцатое", "четырнадцатого" },
    { 15, "пятнадцатое", "пятнадцатого" },
    { 16, "шестнадцатое", "шестнадцатого" },
    { 17, "семнадцатое", "семнадцатого" },
    { 18, "восемнадцатое", "восемнадцатого" },
    { 19, "девятнадцатое", "девятнадцатого" },
    { 20, "двадцатое", "двадцатого" },
    { 21, "двадцать первое", "двадцать первого" },
    { 22, "двадцать второе", "двадцать второго" },
    { 23, "двадцать третье", "двадцать третьего" },
    { 30, "тридцатое", "тридцатого" },
    { 34, "тридцать четвёртое", "тридцать четвёртого" },
    { 40, "сороковое", "сорокового" },
    { 47, "сорок седьмое", "сорок седьмого" },
    { 50, "пятидесятое", "пятидесятого" },
    { 60, "шестидесятое", "шестидесятого" },
    { 70, "семидесятое", "семидесятого" },
    { 80, "восьмидесятое", "восьмидесятого" },
    { 90, "девяностое", "девяностого" },
    { 99, "девяносто девятое", "девяносто девятого" },
    { 100, "сотое", "сотого" },
    { 101, "сто первое", "сто первого" },
    { 103, "сто третье", "сто третьего" },
    { 111, "сто одиннадцатое", "сто одиннадцатого" },
    { 120, "сто двадцатое", "сто двадцатого" },
    { 140, "сто сороковое", "сто сорокового" },
    { 199, "сто девяносто девятое", "сто девяносто девятого" },
    { 200, "двухсотое", "двухсотого" },
    { 205, "двести пятое", "двести пятого" },
    { 300, "трёхсотое", "трёхсотого" },
    { 400, "четырёхсотое", "четырёхсотого" },
    { 500, "пятисотое", "пятисотого" },
    { 600, "шестисотое", "шестисотого" },
    { 700, "семисотое", "семисотого" },
    { 800, "восьмисотое", "восьмисотого" },
    { 900, "девятисотое", "девятисотого" },
    { 999, "девятьсот девяносто девятое", "девятьсот девяносто девятого" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *nominative =
          language_ordinal (cases[i].number, GENDER_NEUTER, CASE_NOMINATIVE);
      g_autofree char *genitive =
          language_ordinal (cases[i].number, GENDER_NEUTER, CASE_GENITIVE);

      g_assert_cmpstr (nominative, ==, cases[i].nominative);
      g_assert_cmpstr (genitive, ==, cases[i].genitive);
    }
}

static void
test_ordinals_decline (void)
{
  static const struct
  {
    guint number;
    const char *forms[3][N_CASES];
  } cases[] = {
    { 1,
      { { "первый", "первого", "первому", "первый", "первым", "первом" },
        { "первая", "первой", "первой", "первую", "первой", "первой" },
        { "первое", "первого", "первому", "первое", "первым", "первом" } } },
    { 2,
      { { "второй", "второго", "второму", "второй", "вторым", "втором" },
        { "вторая", "второй", "второй", "вторую", "второй", "второй" },
        { "второе", "второго", "второму", "второе", "вторым", "втором" } } },
    { 3,
      { { "третий", "третьего", "третьему", "третий", "третьим", "третьем" },
        { "третья", "третьей", "третьей", "третью", "третьей", "третьей" },
        { "третье", "третьего", "третьему", "третье", "третьим", "третьем" } } },
    { 40,
      { { "сороковой", "сорокового", "сороковому", "сороковой", "сороковым", "сороковом" },
        { "сороковая", "сороковой", "сороковой", "сороковую", "сороковой", "сороковой" },
        { "сороковое", "сорокового", "сороковому", "сороковое", "сороковым", "сороковом" } } },
    { 213,
      { { "двести тринадцатый", "двести тринадцатого", "двести тринадцатому",
          "двести тринадцатый", "двести тринадцатым", "двести тринадцатом" },
        { "двести тринадцатая", "двести тринадцатой", "двести тринадцатой",
          "двести тринадцатую", "двести тринадцатой", "двести тринадцатой" },
        { "двести тринадцатое", "двести тринадцатого", "двести тринадцатому",
          "двести тринадцатое", "двести тринадцатым", "двести тринадцатом" } } },
    { 323,
      { { "триста двадцать третий", "триста двадцать третьего", "триста двадцать третьему",
          "триста двадцать третий", "триста двадцать третьим", "триста двадцать третьем" },
        { "триста двадцать третья", "триста двадцать третьей", "триста двадцать третьей",
          "триста двадцать третью", "триста двадцать третьей", "триста двадцать третьей" },
        { "триста двадцать третье", "триста двадцать третьего", "триста двадцать третьему",
          "триста двадцать третье", "триста двадцать третьим", "триста двадцать третьем" } } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint gender = 0; gender < 3; gender++)
      for (guint c = 0; c < N_CASES; c++)
        {
          g_autofree char *text =
              language_ordinal (cases[i].number, (Gender) gender, (GrammaticalCase) c);

          g_assert_cmpstr (text, ==, cases[i].forms[gender][c]);
        }
}

static void
test_masculine_ordinals (void)
{
  static const char *const masculine[] = {
    "первый",       "второй",      "третий",        "четвёртый",     "пятый",
    "шестой",       "седьмой",     "восьмой",       "девятый",       "десятый",
    "одиннадцатый", "двенадцатый", "тринадцатый",   "четырнадцатый", "пятнадцатый",
    "шестнадцатый", "семнадцатый", "восемнадцатый", "девятнадцатый", "двадцатый",
  };
  static const char *const tens[] = { "десятый",     "двадцатый",     "тридцатый",
                                      "сороковой",   "пятидесятый",   "шестидесятый",
                                      "семидесятый", "восьмидесятый", "девяностый",
                                      "сотый" };

  for (guint i = 0; i < G_N_ELEMENTS (masculine); i++)
    {
      g_autofree char *text = language_ordinal (i + 1, GENDER_MASCULINE, CASE_NOMINATIVE);

      g_assert_cmpstr (text, ==, masculine[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tens); i++)
    {
      g_autofree char *text =
          language_ordinal (10 * (i + 1), GENDER_MASCULINE, CASE_NOMINATIVE);

      g_assert_cmpstr (text, ==, tens[i]);
    }
}

static void
test_cardinals (void)
{
  static const struct
  {
    guint number;
    Gender gender;
    GrammaticalCase grammatical_case;
    const char *text;
  } cases[] = {
    { 0, GENDER_MASCULINE, CASE_NOMINATIVE, "ноль" },
    { 0, GENDER_MASCULINE, CASE_PREPOSITIONAL, "ноле" },
    { 1, GENDER_MASCULINE, CASE_NOMINATIVE, "один" },
    { 1, GENDER_FEMININE, CASE_NOMINATIVE, "одна" },
    { 1, GENDER_NEUTER, CASE_NOMINATIVE, "одно" },
    { 1, GENDER_MASCULINE, CASE_PREPOSITIONAL, "одном" },
    { 2, GENDER_MASCULINE, CASE_NOMINATIVE, "два" },
    { 2, GENDER_FEMININE, CASE_NOMINATIVE, "две" },
    { 2, GENDER_MASCULINE, CASE_PREPOSITIONAL, "двух" },
    { 3, GENDER_MASCULINE, CASE_PREPOSITIONAL, "трёх" },
    { 4, GENDER_MASCULINE, CASE_INSTRUMENTAL, "четырьмя" },
    { 8, GENDER_MASCULINE, CASE_INSTRUMENTAL, "восемью" },
    { 10, GENDER_MASCULINE, CASE_PREPOSITIONAL, "десяти" },
    { 11, GENDER_MASCULINE, CASE_NOMINATIVE, "одиннадцать" },
    { 12, GENDER_FEMININE, CASE_GENITIVE, "двенадцати" },
    { 21, GENDER_FEMININE, CASE_ACCUSATIVE, "двадцать одну" },
    { 21, GENDER_MASCULINE, CASE_PREPOSITIONAL, "двадцати одном" },
    { 22, GENDER_FEMININE, CASE_NOMINATIVE, "двадцать две" },
    { 40, GENDER_MASCULINE, CASE_PREPOSITIONAL, "сорока" },
    { 50, GENDER_MASCULINE, CASE_INSTRUMENTAL, "пятьюдесятью" },
    { 80, GENDER_MASCULINE, CASE_PREPOSITIONAL, "восьмидесяти" },
    { 90, GENDER_MASCULINE, CASE_DATIVE, "девяноста" },
    { 100, GENDER_MASCULINE, CASE_NOMINATIVE, "сто" },
    { 100, GENDER_MASCULINE, CASE_PREPOSITIONAL, "ста" },
    { 112, GENDER_MASCULINE, CASE_NOMINATIVE, "сто двенадцать" },
    { 205, GENDER_MASCULINE, CASE_NOMINATIVE, "двести пять" },
    { 205, GENDER_MASCULINE, CASE_GENITIVE, "двухсот пяти" },
    { 205, GENDER_MASCULINE, CASE_DATIVE, "двумстам пяти" },
    { 205, GENDER_MASCULINE, CASE_ACCUSATIVE, "двести пять" },
    { 205, GENDER_MASCULINE, CASE_INSTRUMENTAL, "двумястами пятью" },
    { 205, GENDER_MASCULINE, CASE_PREPOSITIONAL, "двухстах пяти" },
    { 300, GENDER_MASCULINE, CASE_PREPOSITIONAL, "трёхстах" },
    { 400, GENDER_MASCULINE, CASE_GENITIVE, "четырёхсот" },
    { 999, GENDER_FEMININE, CASE_NOMINATIVE, "девятьсот девяносто девять" },
    { 999, GENDER_FEMININE, CASE_PREPOSITIONAL, "девятистах девяноста девяти" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          language_count_words (cases[i].number, cases[i].gender, cases[i].grammatical_case);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_plural (void)
{
  static const guint64 one[] = { 1, 21, 31, 101, 121, 1001 };
  static const guint64 few[] = { 2, 3, 4, 22, 34, 102, 1002, 123 };
  static const guint64 many[] = { 0,  5,  9,  10,  11,  12,  13,  14,
                                  15, 20, 25, 100, 111, 112, 114, 1011 };

  for (guint i = 0; i < G_N_ELEMENTS (one); i++)
    g_assert_cmpstr (language_plural (one[i], "день", "дня", "дней"), ==, "день");
  for (guint i = 0; i < G_N_ELEMENTS (few); i++)
    g_assert_cmpstr (language_plural (few[i], "день", "дня", "дней"), ==, "дня");
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    g_assert_cmpstr (language_plural (many[i], "день", "дня", "дней"), ==, "дней");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/long-dates", test_long_dates);
  g_test_add_func ("/language/short-and-formal", test_short_and_formal);
  g_test_add_func ("/language/ranges", test_ranges);
  g_test_add_func ("/language/names", test_names);
  g_test_add_func ("/language/case-names", test_case_names);
  g_test_add_func ("/language/ordinals-of-meetings", test_ordinals_of_meetings);
  g_test_add_func ("/language/ordinals-decline", test_ordinals_decline);
  g_test_add_func ("/language/masculine-ordinals", test_masculine_ordinals);
  g_test_add_func ("/language/cardinals", test_cardinals);
  g_test_add_func ("/language/plural", test_plural);
  return g_test_run ();
}
