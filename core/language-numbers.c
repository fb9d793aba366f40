/* Russian numbers in words.
 *
 * In a compound ordinal only the last word is an ordinal and declines («двести пятого»); in a
 * compound cardinal every word declines («двухстах пяти»). */
#include "core/language.h"

/* --- cardinals ----------------------------------------------------------------------------- */

/* Nominative, genitive, dative, accusative, instrumental, prepositional. */
typedef const char *Forms[N_CASES];

static const Forms one[] = {
  [GENDER_MASCULINE] = { "один", "одного", "одному", "один", "одним", "одном" },
  [GENDER_FEMININE] = { "одна", "одной", "одной", "одну", "одной", "одной" },
  [GENDER_NEUTER] = { "одно", "одного", "одному", "одно", "одним", "одном" },
};

static const Forms two[] = {
  [GENDER_MASCULINE] = { "два", "двух", "двум", "два", "двумя", "двух" },
  [GENDER_FEMININE] = { "две", "двух", "двум", "две", "двумя", "двух" },
  [GENDER_NEUTER] = { "два", "двух", "двум", "два", "двумя", "двух" },
};

/* From 3 on no gender shows. */
static const Forms small[] = {
  [0] = { "ноль", "ноля", "нолю", "ноль", "нолём", "ноле" },
  [3] = { "три", "трёх", "трём", "три", "тремя", "трёх" },
  [4] = { "четыре", "четырёх", "четырём", "четыре", "четырьмя", "четырёх" },
  [5] = { "пять", "пяти", "пяти", "пять", "пятью", "пяти" },
  [6] = { "шесть", "шести", "шести", "шесть", "шестью", "шести" },
  [7] = { "семь", "семи", "семи", "семь", "семью", "семи" },
  [8] = { "восемь", "восьми", "восьми", "восемь", "восемью", "восьми" },
  [9] = { "девять", "девяти", "девяти", "девять", "девятью", "девяти" },
  [10] = { "десять", "десяти", "десяти", "десять", "десятью", "десяти" },
  [11] = { "одиннадцать", "одиннадцати", "одиннадцати", "одиннадцать", "одиннадцатью",
           "одиннадцати" },
  [12] = { "двенадцать", "двенадцати", "двенадцати", "двенадцать", "двенадцатью",
           "двенадцати" },
  [13] = { "тринадцать", "тринадцати", "тринадцати", "тринадцать", "тринадцатью",
           "тринадцати" },
  [14] = { "четырнадцать", "четырнадцати", "четырнадцати", "четырнадцать", "четырнадцатью",
           "четырнадцати" },
  [15] = { "пятнадцать", "пятнадцати", "пятнадцати", "пятнадцать", "пятнадцатью",
           "пятнадцати" },
  [16] = { "шестнадцать", "шестнадцати", "шестнадцати", "шестнадцать", "шестнадцатью",
           "шестнадцати" },
  [17] = { "семнадцать", "семнадцати", "семнадцати", "семнадцать", "семнадцатью",
           "семнадцати" },
  [18] = { "восемнадцать", "восемнадцати", "восемнадцати", "восемнадцать", "восемнадцатью",
           "восемнадцати" },
  [19] = { "девятнадцать", "девятнадцати", "девятнадцати", "девятнадцать", "девятнадцатью",
           "девятнадцати" },
};

static const Forms tens[] = {
  [2] = { "двадцать", "двадцати", "двадцати", "двадцать", "двадцатью", "двадцати" },
  [3] = { "тридцать", "тридцати", "тридцати", "тридцать", "тридцатью", "тридцати" },
  [4] = { "сорок", "сорока", "сорока", "сорок", "сорока", "сорока" },
  [5] = { "пятьдесят", "пятидесяти", "пятидесяти", "пятьдесят", "пятьюдесятью", "пятидесяти" },
  [6] = { "шестьдесят", "шестидесяти", "шестидесяти", "шестьдесят", "шестьюдесятью",
          "шестидесяти" },
  [7] = { "семьдесят", "семидесяти", "семидесяти", "семьдесят", "семьюдесятью", "семидесяти" },
  [8] = { "восемьдесят", "восьмидесяти", "восьмидесяти", "восемьдесят", "восемьюдесятью",
          "восьмидесяти" },
  [9] = { "девяносто", "девяноста", "девяноста", "девяносто", "девяноста", "девяноста" },
};

static const Forms hundreds[] = {
  [1] = { "сто", "ста", "ста", "сто", "ста", "ста" },
  [2] = { "двести", "двухсот", "двумстам", "двести", "двумястами", "двухстах" },
  [3] = { "триста", "трёхсот", "трёмстам", "триста", "тремястами", "трёхстах" },
  [4] = { "четыреста", "четырёхсот", "четырёмстам", "четыреста", "четырьмястами",
          "четырёхстах" },
  [5] = { "пятьсот", "пятисот", "пятистам", "пятьсот", "пятьюстами", "пятистах" },
  [6] = { "шестьсот", "шестисот", "шестистам", "шестьсот", "шестьюстами", "шестистах" },
  [7] = { "семьсот", "семисот", "семистам", "семьсот", "семьюстами", "семистах" },
  [8] = { "восемьсот", "восьмисот", "восьмистам", "восемьсот", "восемьюстами", "восьмистах" },
  [9] = { "девятьсот", "девятисот", "девятистам", "девятьсот", "девятьюстами", "девятистах" },
};

static void
append_word (GString *text, const char *word)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

static const char *
small_word (guint number, Gender gender, GrammaticalCase grammatical_case)
{
  if (number == 1)
    return one[gender][grammatical_case];
  if (number == 2)
    return two[gender][grammatical_case];
  return small[number][grammatical_case];
}

static void
append_cardinal (GString *text, guint number, Gender gender, GrammaticalCase grammatical_case)
{
  if (number >= 100)
    append_word (text, hundreds[number / 100][grammatical_case]);
  number %= 100;
  if (number >= 20)
    {
      append_word (text, tens[number / 10][grammatical_case]);
      number %= 10;
    }
  if (number > 0)
    append_word (text, small_word (number, gender, grammatical_case));
}

char *
language_count_words (guint number, Gender gender, GrammaticalCase grammatical_case)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (number <= 999 && (guint) gender <= GENDER_NEUTER &&
                            (guint) grammatical_case < N_CASES,
                        g_string_free (text, FALSE));
  if (number == 0)
    append_word (text, small_word (0, gender, grammatical_case));
  append_cardinal (text, number, gender, grammatical_case);
  return g_string_free (text, FALSE);
}

/* --- ordinals ------------------------------------------------------------------------------ */

/* An ordinal declines as an adjective: with the ending unstressed («первый»), stressed
 * («второй») or, «третий» alone, as a possessive one. */
typedef enum
{
  UNSTRESSED,
  STRESSED,
  POSSESSIVE
} Declension;

typedef struct
{
  const char *stem;
  Declension declension;
} Ordinal;

static const Forms endings[][3] = {
  [UNSTRESSED] = {
    [GENDER_MASCULINE] = { "ый", "ого", "ому", "ый", "ым", "ом" },
    [GENDER_FEMININE] = { "ая", "ой", "ой", "ую", "ой", "ой" },
    [GENDER_NEUTER] = { "ое", "ого", "ому", "ое", "ым", "ом" },
  },
  [STRESSED] = {
    [GENDER_MASCULINE] = { "ой", "ого", "ому", "ой", "ым", "ом" },
    [GENDER_FEMININE] = { "ая", "ой", "ой", "ую", "ой", "ой" },
    [GENDER_NEUTER] = { "ое", "ого", "ому", "ое", "ым", "ом" },
  },
  [POSSESSIVE] = {
    [GENDER_MASCULINE] = { "ий", "ьего", "ьему", "ий", "ьим", "ьем" },
    [GENDER_FEMININE] = { "ья", "ьей", "ьей", "ью", "ьей", "ьей" },
    [GENDER_NEUTER] = { "ье", "ьего", "ьему", "ье", "ьим", "ьем" },
  },
};

static const Ordinal small_ordinals[] = {
  [1] = { "перв", UNSTRESSED },         [2] = { "втор", STRESSED },
  [3] = { "трет", POSSESSIVE },         [4] = { "четвёрт", UNSTRESSED },
  [5] = { "пят", UNSTRESSED },          [6] = { "шест", STRESSED },
  [7] = { "седьм", STRESSED },          [8] = { "восьм", STRESSED },
  [9] = { "девят", UNSTRESSED },        [10] = { "десят", UNSTRESSED },
  [11] = { "одиннадцат", UNSTRESSED },  [12] = { "двенадцат", UNSTRESSED },
  [13] = { "тринадцат", UNSTRESSED },   [14] = { "четырнадцат", UNSTRESSED },
  [15] = { "пятнадцат", UNSTRESSED },   [16] = { "шестнадцат", UNSTRESSED },
  [17] = { "семнадцат", UNSTRESSED },   [18] = { "восемнадцат", UNSTRESSED },
  [19] = { "девятнадцат", UNSTRESSED },
};

static const Ordinal ten_ordinals[] = {
  [2] = { "двадцат", UNSTRESSED },     [3] = { "тридцат", UNSTRESSED },
  [4] = { "сороков", STRESSED },       [5] = { "пятидесят", UNSTRESSED },
  [6] = { "шестидесят", UNSTRESSED },  [7] = { "семидесят", UNSTRESSED },
  [8] = { "восьмидесят", UNSTRESSED }, [9] = { "девяност", UNSTRESSED },
};

static const Ordinal hundred_ordinals[] = {
  [1] = { "сот", UNSTRESSED },       [2] = { "двухсот", UNSTRESSED },
  [3] = { "трёхсот", UNSTRESSED },   [4] = { "четырёхсот", UNSTRESSED },
  [5] = { "пятисот", UNSTRESSED },   [6] = { "шестисот", UNSTRESSED },
  [7] = { "семисот", UNSTRESSED },   [8] = { "восьмисот", UNSTRESSED },
  [9] = { "девятисот", UNSTRESSED },
};

/* The last word of an ordinal; @rest is what goes before it. */
static const Ordinal *
last_ordinal (guint number, guint *rest)
{
  guint below = number % 100;

  if (below == 0)
    {
      *rest = 0;
      return &hundred_ordinals[number / 100];
    }
  if (below < 20 || below % 10 != 0)
    {
      guint last = below < 20 ? below : below % 10;

      *rest = number - last;
      return &small_ordinals[last];
    }
  *rest = number - below;
  return &ten_ordinals[below / 10];
}

char *
language_ordinal (guint number, Gender gender, GrammaticalCase grammatical_case)
{
  GString *text = g_string_new (NULL);
  const Ordinal *last;
  guint rest;

  g_return_val_if_fail (number >= 1 && number <= 999 && (guint) gender <= GENDER_NEUTER &&
                            (guint) grammatical_case < N_CASES,
                        g_string_free (text, FALSE));
  last = last_ordinal (number, &rest);
  append_cardinal (text, rest, GENDER_MASCULINE, CASE_NOMINATIVE);
  append_word (text, last->stem);
  g_string_append (text, endings[last->declension][gender][grammatical_case]);
  return g_string_free (text, FALSE);
}
