/* Two originals side by side: what the alternat may change, and what is a forgery. */
#include "protocols/alternat.h"

#include <string.h>

static const char *const two[] = { "За Аркадскую Сторону", "За Борейскую Сторону", NULL };
static const char *const three[] = { "За Аркадскую Сторону", "За Борейскую Сторону",
                                     "За Велурийскую Сторону", NULL };
static const char *const *parties = two;

/* Passages, a line each. */
static GPtrArray *
passages_of (char **lines)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      AlternatPassage *passage = g_new0 (AlternatPassage, 1);

      passage->page = 1;
      passage->text = lines[i];
      g_ptr_array_add (list, passage);
    }
  return list;
}

static AlternatResult *
compare (const char *first, const char *second)
{
  g_auto(GStrv) a = g_strsplit (first, "\n", -1), b = g_strsplit (second, "\n", -1);
  g_autoptr(GPtrArray) one = passages_of (a), other = passages_of (b);

  return alternat_compare (one, other, parties);
}

static void
assert_alternat (const char *first, const char *second, guint swaps)
{
  g_autoptr(AlternatResult) there = compare (first, second), back = compare (second, first);

  if (there->differences->len > 0)
    g_error ("«%s» and «%s» differ at: %s", first, second,
             ((AlternatDifference *) g_ptr_array_index (there->differences, 0))->text);
  g_assert_cmpuint (there->swaps, ==, swaps);
  g_assert_cmpuint (back->differences->len, ==, 0);
  g_assert_cmpuint (back->swaps, ==, swaps);
}

static void
assert_differs (const char *first, const char *second)
{
  g_autoptr(AlternatResult) there = compare (first, second), back = compare (second, first);

  if (there->differences->len == 0 || back->differences->len == 0)
    g_error ("«%s» passes for «%s»", second, first);
}

static void
test_same (void)
{
  assert_alternat ("Стороны отметили рост.", "Стороны отметили рост.", 0);
  assert_alternat ("", "", 0);
}

static void
test_names (void)
{
  assert_alternat ("заседание Аркадско-Борейского совета",
                   "заседание Борейско-Аркадского совета", 1);
  assert_alternat ("Республика Аркадия и Республика Борея, далее — Стороны,",
                   "Республика Борея и Республика Аркадия, далее — Стороны,", 1);
  assert_alternat ("между Аркадией и Бореей. Аркадско-Борейский совет",
                   "между Бореей и Аркадией. Борейско-Аркадский совет", 2);
}

static void
test_lists (void)
{
  assert_alternat (
      "Участвовали:\n— делегация Аркадской Стороны во главе с Л. Вымысловым (13 "
      "человек, список прилагается — приложение 1);\n— делегация Борейской Стороны "
      "во главе с Ф. Примерзода (7 человек, список прилагается — приложение 2).",
      "Участвовали:\n— делегация Борейской Стороны во главе с Ф. Примерзода (7 "
      "человек, список прилагается — приложение 1);\n— делегация Аркадской Стороны "
      "во главе с Л. Вымысловым (13 человек, список прилагается — приложение 2).",
      1);
  assert_alternat (
      "(исполнители: от Аркадской Стороны — Министерство энергетики; от Борейской "
      "Стороны — Агентство) в срок до мая.",
      "(исполнители: от Борейской Стороны — Агентство; от Аркадской Стороны — "
      "Министерство энергетики) в срок до мая.",
      1);
}

static void
test_columns_and_annexes (void)
{
  assert_alternat (
      "За Аркадскую Сторону\nЛ. Вымыслов\nЗа Борейскую Сторону\nФ. Примерзода\n"
      "Приложение 1\nСостав делегации Аркадской Стороны\n1. Один\n2. Два\n"
      "Приложение 2\nСостав делегации Борейской Стороны\n1. Три\nПриложение 3\nОпись",
      "За Борейскую Сторону\nФ. Примерзода\nЗа Аркадскую Сторону\nЛ. Вымыслов\n"
      "Приложение 1\nСостав делегации Борейской Стороны\n1. Три\n"
      "Приложение 2\nСостав делегации Аркадской Стороны\n1. Один\n2. Два\n"
      "Приложение 3\nОпись",
      2);
}

static void
test_three_parties (void)
{
  static const char ar[] =
      "Аркадия, Борея и Велурия, далее — Стороны. Участвовали:\n— делегация Аркадской Стороны "
      "(приложение 1);\n— делегация Борейской Стороны (приложение 2);\n— делегация "
      "Велурийской "
      "Стороны (приложение 3).\nПриложение 1\nСостав делегации Аркадской Стороны\nРаз\n"
      "Приложение 2\nСостав делегации Борейской Стороны\nДва\nПриложение 3\nСостав делегации "
      "Велурийской Стороны\nТри";
  static const char bo[] =
      "Борея, Велурия и Аркадия, далее — Стороны. Участвовали:\n— делегация Борейской Стороны "
      "(приложение 1);\n— делегация Велурийской Стороны (приложение 2);\n— делегация "
      "Аркадской "
      "Стороны (приложение 3).\nПриложение 1\nСостав делегации Борейской Стороны\nДва\n"
      "Приложение 2\nСостав делегации Велурийской Стороны\nТри\nПриложение 3\nСостав "
      "делегации "
      "Аркадской Стороны\nРаз";

  parties = three;
  assert_alternat (ar, bo, 3);
  assert_alternat ("Аркадско-Борейско-Велурийский совет",
                   "Велурийско-Аркадско-Борейский совет", 1);
  assert_differs ("Аркадия, Борея и Велурия поставят уголь",
                  "Борея, Велурия и Аркадия поставят нефть");
  assert_differs ("Аркадия поставит уголь, нефть и газ Борее",
                  "Борея поставит уголь, нефть и газ "
                  "Аркадии");
  parties = two;
}

/* Who does what to whom is no order. */
static void
test_roles (void)
{
  assert_differs ("Аркадская Сторона поставит Борейской Стороне уголь.",
                  "Борейская Сторона поставит Аркадской Стороне уголь.");
  assert_differs ("Аркадия поставит уголь Борея примет.",
                  "Борея поставит уголь Аркадия примет.");
  assert_differs ("Долг Аркадия перед Борея погашен.", "Долг Борея перед Аркадия погашен.");
  assert_differs ("Аркадия уплатит 5 млн, Борея уплатит 7 млн.",
                  "Борея уплатит 5 млн, Аркадия уплатит 7 млн.");
  assert_differs ("5 тонн от Аркадии, 7 тонн от Бореи", "5 тонн от Бореи, 7 тонн от Аркадии");
}

static void
test_words (void)
{
  assert_differs ("в срок до 1 мая 2027 года", "в срок до 1 июня 2027 года");
  assert_differs ("не менее 450 МВт", "не менее 45 МВт");
  assert_differs ("Стороны не договорились.", "Стороны договорились.");
  assert_differs ("Стороны договорились.", "Стороны договорились. Ещё раз.");
  assert_differs ("Аркадско-Борейского совета", "Борейско-Аркадского комитета");
  assert_differs ("Аркадско-Борейского совета", "Борейско-Велурийского совета");
  assert_differs ("приложение 1", "приложение 2");
}

/* Decisions that have changed places have other numbers now. */
static void
test_decisions (void)
{
  assert_differs ("1.1. построить мост;\n1.2. открыть школу.",
                  "1.1. открыть школу;\n1.2. построить мост.");
  assert_differs ("построить мост\nоткрыть школу", "открыть школу\nпостроить мост");
}

/* One party leads throughout an original. */
static void
test_leading (void)
{
  assert_differs ("Аркадия и Борея. Борея и Аркадия.", "Борея и Аркадия. Аркадия и Борея.");
}

/* Every difference is told, and the rest is compared on. */
static void
test_told (void)
{
  g_autoptr(AlternatResult) result =
      compare ("Раз два три четыре пять шесть семь восемь девять десять одиннадцать",
               "Раз два ТРИ четыре пять шесть семь восемь ДЕВЯТЬ десять одиннадцать");
  const AlternatDifference *last;

  g_assert_cmpuint (result->differences->len, ==, 2);
  last = g_ptr_array_index (result->differences, 1);
  g_assert_nonnull (strstr (last->text, "восемь девять"));
  g_assert_nonnull (strstr (last->other_text, "восемь ДЕВЯТЬ"));
}

/* Words that all look alike do not keep the comparison busy. */
static void
test_bounded (void)
{
  g_autoptr(GString) a = g_string_new (NULL), b = g_string_new (NULL);
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append (a, i % 2 ? "Аркадия и " : "Борея и ");
      g_string_append (b, i % 3 ? "Борея и " : "Аркадия и ");
    }
  {
    g_autoptr(AlternatResult) result = compare (a->str, b->str);

    g_assert_cmpuint (result->differences->len, >, 0);
  }
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 60 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alternat/same", test_same);
  g_test_add_func ("/alternat/names", test_names);
  g_test_add_func ("/alternat/lists", test_lists);
  g_test_add_func ("/alternat/columns-and-annexes", test_columns_and_annexes);
  g_test_add_func ("/alternat/three-parties", test_three_parties);
  g_test_add_func ("/alternat/refuses/roles", test_roles);
  g_test_add_func ("/alternat/refuses/words", test_words);
  g_test_add_func ("/alternat/refuses/decisions", test_decisions);
  g_test_add_func ("/alternat/refuses/leading", test_leading);
  g_test_add_func ("/alternat/told", test_told);
  g_test_add_func ("/alternat/bounded", test_bounded);
  return g_test_run ();
}
