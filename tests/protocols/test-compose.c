/* The text of a protocol: composed from the record, read by each keeper. */
#include "core/party.h"
#include "protocols/marks.h"
#include "tests/protocols/given.h"

#include <string.h>

#include "core/clock.h"
#include "protocols/compose.h"

/* Written by hand. */
static const char text_of_ar[] =
    "ПРОТОКОЛ\n"
    "второго очередного заседания Аркадско-Борейского межправительственного совета\n"
    "г. Борейск\n"
    "8–9 октября 2026 года\n"
    "8–9 октября 2026 года в городе Борейске состоялось второе очередное заседание "
    "Аркадско-Борейского межправительственного совета.\n"
    "В заседании приняли участие:\n"
    "— делегация Аркадской Стороны во главе с Премьер-министром Республики Аркадия Л. П. "
    "Вымысловым (приложение 1);\n"
    "— делегация Борейской Стороны во главе с Председателем Кабинета Министров Борейской "
    "Республики Ф. Примерзода (11 человек, список прилагается — приложение 2).\n"
    "Стороны утвердили следующую повестку дня заседания:\n"
    "1. О развитии торговли.\n"
    "2. О сотрудничестве в энергетике.\n"
    "1. О развитии торговли\n"
    "Стороны отметили:\n"
    "Товарооборот вырос на 12 %; доля продовольствия достигла трети.\n"
    "Стороны договорились:\n"
    "1.1. Подготовить план развития торговли в срок до 1 июня 2027 года (исполнители: от "
    "Аркадской Стороны — Агентство по торговле Республики Аркадия; от Борейской Стороны — "
    "Агентство по торговле Борейской Республики).\n"
    "2. О сотрудничестве в энергетике\n"
    "На рассмотрение вопроса приглашены представители деловых кругов: ОАО «Аркадские "
    "электрические сети».\n"
    "Борейская Сторона проинформировала о подготовке к зиме.\n"
    "Стороны договорились:\n"
    "2.1. Провести встречу энергетиков в срок до 1 марта 2027 года (исполнитель: от Борейской "
    "Стороны — Министерство энергетики Борейской Республики).\n"
    "2.2. Продолжить обмен опытом.\n"
    "Стороны договорились провести следующее очередное заседание Аркадско-Борейского "
    "межправительственного совета в Республике Аркадия. Дата и место проведения заседания "
    "будут "
    "согласованы по дипломатическим каналам.\n"
    "Совершено в городе ______________ «___» ______________ 20___ года в двух экземплярах, "
    "каждый "
    "на русском языке.\n"
    "Приложение 1 Состав делегации Аркадской Стороны на втором очередном заседании "
    "Аркадско-Борейского межправительственного совета\n"
    "к протоколу второго очередного заседания Аркадско-Борейского межправительственного "
    "совета "
    "от 8–9 октября 2026 года\n"
    "Вымыслов Леонид Петрович — Премьер-министр Республики Аркадия, руководитель делегации\n"
    "Делегат Первый — начальник отдела Министерства энергетики Республики Аркадия, эксперт\n"
    "Приложение 2 Состав делегации Борейской Стороны на втором очередном заседании "
    "Аркадско-Борейского межправительственного совета\n"
    "к протоколу второго очередного заседания Аркадско-Борейского межправительственного "
    "совета "
    "от 8–9 октября 2026 года\n"
    "Примерзода Фаридун — Председатель Кабинета Министров Борейской Республики, руководитель "
    "делегации\n";

static void
test_golden (Fixture *f, gconstpointer unused)
{
  g_autofree char *text = NULL;

  given_draft (f);
  text = given_reading (f, "ar");
  /* ten more of the delegation follow */
  g_assert_cmpuint (strlen (text), >, strlen (text_of_ar));
  g_assert_true (g_str_has_suffix (text, "Делегат № 11 — сотрудник Агентства по торговле\n"));
  text[strlen (text_of_ar)] = '\0';
  g_assert_cmpstr (text, ==, text_of_ar);
  given_assert_sound (f);
}

static char *
replace (char *text, const char *from, const char *to)
{
  g_auto(GStrv) parts = g_strsplit (text, from, -1);

  g_free (text);
  return g_strjoinv (to, parts);
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

#define BY_AR "от Аркадской Стороны — Агентство по торговле Республики Аркадия"
#define BY_BO "от Борейской Стороны — Агентство по торговле Борейской Республики"

/* What is left of a reading without what may alternate: names of the body, numbers of annexes,
 * ends of lines in a list, the order of executors and of lines. */
static char *
without_alternat (char *text)
{
  g_auto(GStrv) lines = NULL;

  text = replace (text, "Аркадско-Борейского", "СОВЕТ");
  text = replace (text, "Борейско-Аркадского", "СОВЕТ");
  text = replace (text, "риложение 1", "риложение #");
  text = replace (text, "риложение 2", "риложение #");
  text = replace (text, BY_BO "; " BY_AR, BY_AR "; " BY_BO);
  text = replace (text, ");\n", ")\n");
  text = replace (text, ").\n", ")\n");
  lines = g_strsplit (text, "\n", -1);
  qsort (lines, g_strv_length (lines), sizeof (char *), compare_lines);
  g_free (text);
  return g_strjoinv ("\n", lines);
}

static void
test_alternat (Fixture *f, gconstpointer unused)
{
  g_autofree char *of_ar = NULL, *of_bo = NULL, *left_ar = NULL, *left_bo = NULL;

  given_draft (f);
  of_ar = given_reading (f, "ar");
  of_bo = given_reading (f, "bo");
  g_assert_null (strstr (of_ar, "Борейско-Аркадск"));
  g_assert_null (strstr (of_bo, "Аркадско-Борейск"));
  g_assert_cmpuint (strstr (of_bo, "— делегация Борейской") - of_bo, <,
                    strstr (of_bo, "— делегация Аркадской") - of_bo);
  g_assert_nonnull (strstr (of_bo, "Приложение 1 Состав делегации Борейской Стороны"));
  g_assert_nonnull (strstr (of_bo, "Вымысловым (приложение 2)."));
  g_assert_nonnull (strstr (of_bo, "(11 человек, список прилагается — приложение 1);"));
  /* the keeper's executors come first; a literal sentence stays in its order */
  g_assert_nonnull (
      strstr (of_bo, "от Борейской Стороны — Агентство по торговле Борейской Республики; "
                     "от Аркадской Стороны — Агентство по торговле Республики Аркадия)"));
  left_ar = without_alternat (g_strdup (of_ar));
  left_bo = without_alternat (g_strdup (of_bo));
  g_assert_cmpstr (left_ar, ==, left_bo);
}

/* Turns that are not well formed are refused, with the clause that has them. */
static void
test_turns (Fixture *f, gconstpointer unused)
{
  const char *bad[] = { "{turn:ar}один", "{turn:xx}один{turns:end}",
                        "{turn:ar}один{turn:ar}два{turns:end}", "{turns:end}", "{turn:ar" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) parties = party_list (f->db, &error);
  g_autoptr(GPtrArray) of_bo = party_alternat (parties, "bo");
  MarkContext context = { .db = f->db, .keeper = "bo", .parties = of_bo, .clause = 7 };
  g_autofree char *text = marks_expand (
      &context, "до {turn:ar}А{turn:bo}Б{turns:end} после {turn:ar}один{turns:end}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "до Б; А после один");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (marks_expand (&context, bad[i], &error));
      fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "clause 7");
    }
}

/* --- what the record may lack, or hold ---------------------------------------------------------- */

static void
test_empty_record (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  given_meeting (f, "2026", "regular", "convened", "2026-10-07T18:00:00Z",
                 "2026-10-08T18:00:00Z");
  protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error);
  g_assert_no_error (error);
  text = given_reading (f, "ar");
  g_assert_null (strstr (text, "Приложение"));
  g_assert_null (strstr (text, "во главе"));
  g_assert_null (strstr (text, "повестк"));
  g_assert_nonnull (strstr (text, "8 октября 2026 г.\n"));
  g_assert_nonnull (strstr (text, "первого очередного заседания"));
  g_assert_nonnull (strstr (text, "— делегация Аркадской Стороны;\n"));
  g_assert_cmpuint (notices->len, ==, 3);
}

static void
test_extraordinary (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  given_meeting (f, "2026", "extraordinary", "held", "2026-10-07T18:00:00Z",
                 "2026-10-08T18:00:00Z");
  GIVEN (f, "UPDATE meeting SET form = ?, city = NULL", "s", "online");
  protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error);
  g_assert_no_error (error);
  text = given_reading (f, "bo");
  g_assert_nonnull (strstr (text, "второго внеочередного заседания Борейско-Аркадского"));
  g_assert_nonnull (strstr (text, "8 октября 2026 года в режиме видеоконференции состоялось"));
  g_assert_null (strstr (text, "следующее очередное"));
}

/* A head whose cases the file does not know is named without them. */
static void
test_unknown_cases (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  given_meeting (f, "2026", "regular", "held", "2026-10-07T18:00:00Z", "2026-10-08T18:00:00Z");
  given_delegate (f, "ar", 1, "head", NULL, "Делегат Первый", "министр торговли");
  protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error);
  g_assert_no_error (error);
  text = given_reading (f, "ar");
  g_assert_nonnull (strstr (text,
                            "— делегация Аркадской Стороны, руководитель делегации — Делегат "
                            "Первый, министр торговли (приложение 1);\n"));
}

static void
test_substitute (Fixture *f, gconstpointer unused)
{
  g_autofree char *text = NULL;

  given_draft (f);
  GIVEN (f,
         "INSERT INTO delegate (id, meeting, party, position, role, name, post, substitutes)"
         " SELECT '0192aaaa-0000-7000-8000-000000000001', meeting, party, position, role, ?, "
         "post,"
         " id FROM delegate WHERE name = 'Делегат Первый'",
         "s", "Делегат Запасной");
  GIVEN (f, "UPDATE delegate SET attended = 0 WHERE name = ?", "s", "Делегат № 3");
  {
    g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
    g_autoptr(GError) error = NULL;

    protocol_draft (f->db, "2026", NULL, TRUE, "en", notices, &error);
    g_assert_no_error (error);
  }
  text = given_reading (f, "ar");
  g_assert_null (strstr (text, "Делегат Первый"));
  g_assert_nonnull (strstr (text, "Делегат Запасной — начальник отдела"));
  g_assert_null (strstr (text, "Делегат № 3 "));
  /* ten are no longer more than ten */
  g_assert_nonnull (strstr (text, "Ф. Примерзода (приложение 2)."));
}

static void
test_long_agenda (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  given_held_meeting (f);
  for (gint64 i = 3; i <= 8; i++)
    given_item (f, i, "О сотрудничестве", "стороны обменялись мнениями");
  protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error);
  g_assert_no_error (error);
  text = given_reading (f, "bo");
  g_assert_nonnull (strstr (text, "Стороны утвердили повестку дня заседания (приложение 3)."));
  g_assert_nonnull (strstr (text, "Приложение 3 Повестка дня второго очередного заседания"));
  g_assert_nonnull (strstr (text, "\nСтороны обменялись мнениями.\n"));
}

static void
test_three_parties (Fixture *f, gconstpointer unused)
{
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  given_held_meeting (f);
  protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error);
  g_assert_no_error (error);
  text = given_reading (f, "bo");
  g_assert_nonnull (strstr (text, "в трёх экземплярах"));
  g_assert_cmpuint (strstr (text, "делегация Борейской") - text, <,
                    strstr (text, "делегация Велурской") - text);
  g_assert_cmpuint (strstr (text, "делегация Велурской") - text, <,
                    strstr (text, "делегация Аркадской") - text);
}

/* --- marks --------------------------------------------------------------------------------------- */

static void
edit_clause (Fixture *f, guint number, const char *text, GError **error)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GPtrArray) clauses = protocol_clauses (f->db, protocol, NULL);
  Clause *clause = g_ptr_array_index (clauses, number - 1);
  guint voided;

  g_free (clause->text);
  clause->text = g_strdup (text);
  protocol_set_clauses (f->db, protocol, clauses, &voided, error);
}

static void
test_marks (Fixture *f, gconstpointer unused)
{
  static const struct
  {
    const char *text, *of_ar, *of_bo;
  } good[] = {
    { "{parties:nominative}", "Республика Аркадия и Борейская Республика",
      "Борейская Республика и Республика Аркадия" },
    { "Между {parties:side:instrumental}", "Между Аркадской Стороной и Борейской Стороной",
      "Между Борейской Стороной и Аркадской Стороной" },
    { "{party:ar:side:dative}, {party:bo:side:dative}", "Аркадской Стороне, Борейской Стороне",
      "Аркадской Стороне, Борейской Стороне" },
    { "приложения {annexes:delegations}", "приложения 1 и 2", "приложения 1 и 2" },
    { "{annex:delegation:bo}", "2", "1" },
    { "a {{b}} c", "a {b} c", "a {b} c" },
    { "{council:prepositional}", "Аркадско-Борейском межправительственном совете",
      "Борейско-Аркадском межправительственном совете" },
  };

  given_draft (f);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *of_ar = NULL, *of_bo = NULL;
      g_autofree char *line_ar = g_strdup_printf ("\n%s\n", good[i].of_ar);
      g_autofree char *line_bo = g_strdup_printf ("\n%s\n", good[i].of_bo);

      edit_clause (f, 5, good[i].text, &error);
      g_assert_no_error (error);
      of_ar = given_reading (f, "ar");
      of_bo = given_reading (f, "bo");
      g_assert_nonnull (strstr (of_ar, line_ar));
      g_assert_nonnull (strstr (of_bo, line_bo));
    }
}

static void
test_bad_marks (Fixture *f, gconstpointer unused)
{
  static const char *const bad[][2] = {
    { "{совет}", "clause 5, mark совет: not known" },
    { "{council}", "clause 5, mark council: not known" },
    { "{council:genitiv}", "clause 5, mark council:genitiv: genitiv is no case" },
    { "{party:xx:side:dative}", "mark party:xx:side:dative: no party xx" },
    { "{party:ar:mood:dative}", "mood is no name of a party" },
    { "{annex:agenda}", "mark annex:agenda: the protocol has no such annex" },
    { "{annex:delegation:}", "the protocol has no such annex" },
    { "{", "clause 5: the brace at «{» is no mark" },
    { "a } b", "clause 5: the brace at «} b» is no mark" },
    { "{council:{genitive}}", "is no mark" },
    { "{}", "clause 5, mark : not known" },
  };
  g_autofree char *before = NULL, *after = NULL;

  given_draft (f);
  before = given_reading (f, "ar");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GError *error = NULL;

      edit_clause (f, 5, bad[i][0], &error);
      fixture_assert_error (&error, COUNCIL_ERROR_USAGE, bad[i][1]);
    }
  after = given_reading (f, "ar");
  g_assert_cmpstr (before, ==, after);
}

static void
test_prepositions (void)
{
  g_assert_cmpstr (compose_with ("Премьер-министром"), ==, "с");
  g_assert_cmpstr (compose_with ("Советником"), ==, "с");
  g_assert_cmpstr (compose_with ("Статс-секретарём"), ==, "со");
  g_assert_cmpstr (compose_in ("Республике"), ==, "в");
  g_assert_cmpstr (compose_in ("Велурийской"), ==, "в");
  g_assert_cmpstr (compose_in ("Французской"), ==, "во");
}

static void
test_sentences (void)
{
  static const char *const cases[][2] = {
    { "о развитии процедур", "О развитии процедур." }, /* «р» ends in a byte that «…» has */
    { "ёмкость рынка растёт.", "Ёмкость рынка растёт." },
    { "что дальше?", "Что дальше?" },
    { "и так далее…", "И так далее…" },
    { "а", "А." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sentence = compose_sentence (cases[i][0]);

      g_assert_cmpstr (sentence, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  protocols_register ();
  fixture_test ("/protocol/compose/golden", test_golden);
  fixture_test ("/protocol/compose/alternat", test_alternat);
  fixture_test ("/protocol/compose/turns", test_turns);
  fixture_test ("/protocol/compose/empty-record", test_empty_record);
  fixture_test ("/protocol/compose/extraordinary", test_extraordinary);
  fixture_test ("/protocol/compose/unknown-cases", test_unknown_cases);
  fixture_test ("/protocol/compose/substitute", test_substitute);
  fixture_test ("/protocol/compose/long-agenda", test_long_agenda);
  fixture_test_three ("/protocol/compose/three-parties", test_three_parties);
  fixture_test ("/protocol/marks/known", test_marks);
  fixture_test ("/protocol/marks/bad", test_bad_marks);
  g_test_add_func ("/protocol/compose/prepositions", test_prepositions);
  g_test_add_func ("/protocol/compose/sentences", test_sentences);
  return g_test_run ();
}
