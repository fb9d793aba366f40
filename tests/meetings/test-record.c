/* The record of a meeting: agenda, delegations, attendance, decisions; initiatives. */
#include "meetings/agenda.h"
#include "meetings/decision.h"
#include "meetings/delegation.h"
#include "meetings/initiative.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"

#include "core/check.h"
#include "core/clock.h"
#include "core/error.h"
#include "tests/support/fixture.h"

#include <string.h>

/* --- given --------------------------------------------------------------------------------- */

static char *
given_meeting (Fixture *f, const char *start)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting =
      meeting_schedule (f->db, &(MeetingPlan){ .start = start }, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (meeting->ref);
}

static void
given_item (Fixture *f, const char *ref, const char *title)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AgendaItem) item = agenda_add (
      f->db, ref, &(AgendaFields){ .title = title, .sector = "energy" }, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (item);
}

static char *
given_decision (Fixture *f, const char *ref, const char *item, const char *text,
                const char *who, const char *due)
{
  const char *const executors[] = { who, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(Decision) decision = decision_adopt (
      f->db, ref, item, &(DecisionFields){ .text = text, .executors = executors, .due = due },
      NULL, &error);

  g_assert_no_error (error);
  return g_strdup (decision->ref);
}

static void
given_delegate (Fixture *f, const char *ref, const char *name, const char *role)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Delegate) delegate = delegation_add (
      f->db, ref, "ar", &(DelegateFields){ .name = name, .post = "советник", .role = role },
      NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (delegate);
}

static void
run (Fixture *f, const char *sql, const char *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test", &error);

  db_run (f->db, sql, &error, "s", value);
  g_assert_no_error (error);
  db_commit (&tx, &error);
  g_assert_no_error (error);
}

static char *
meeting_key (Fixture *f, const char *ref)
{
  g_autoptr(Meeting) meeting = meeting_load (f->db, ref, NULL);

  return g_strdup (meeting->id);
}

/* "О торговле|О связи" */
static char *
titles (Fixture *f, const char *ref)
{
  g_autofree char *id = meeting_key (f, ref);
  g_autoptr(GPtrArray) items = agenda_list (f->db, id, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const AgendaItem *item = g_ptr_array_index (items, i);

      g_assert_cmpint (item->position, ==, (gint64) i + 1);
      g_string_append_printf (text, "%s%s", i ? "|" : "", item->title);
    }
  return g_string_free (text, FALSE);
}

/* "head Глава|delegate Второй" */
static char *
ranks (Fixture *f, const char *ref)
{
  g_autofree char *id = meeting_key (f, ref);
  g_autoptr(GPtrArray) delegates = delegation_list (f->db, id, "ar", NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < delegates->len; i++)
    {
      const Delegate *delegate = g_ptr_array_index (delegates, i);

      g_assert_cmpint (delegate->position, ==, (gint64) i + 1);
      g_string_append_printf (text, "%s%s %s", i ? "|" : "", delegate->role, delegate->name);
    }
  return g_string_free (text, FALSE);
}

#define assert_titles(f, ref, wanted)                                                         \
  G_STMT_START                                                                                \
  {                                                                                           \
    g_autofree char *got_titles = titles (f, ref);                                            \
    g_assert_cmpstr (got_titles, ==, wanted);                                                 \
  }                                                                                           \
  G_STMT_END

#define assert_ranks(f, ref, wanted)                                                          \
  G_STMT_START                                                                                \
  {                                                                                           \
    g_autofree char *got_ranks = ranks (f, ref);                                              \
    g_assert_cmpstr (got_ranks, ==, wanted);                                                  \
  }                                                                                           \
  G_STMT_END

static gboolean
check_finds (Fixture *f, const char *words)
{
  g_autoptr(GPtrArray) findings = check_file (f->db, "en", NULL);

  for (guint i = 0; i < findings->len; i++)
    if (strstr (g_ptr_array_index (findings, i), words) != NULL)
      return TRUE;
  return FALSE;
}

/* --- agenda -------------------------------------------------------------------------------- */

static void
test_decisions_follow_their_item (Fixture *f, gconstpointer unused)
{
  g_autofree char *ref = given_meeting (f, "2027-03-17"), *first = NULL, *third = NULL;
  g_autoptr(Notices) notices = notices_new ("en");
  g_autoptr(GError) error = NULL;
  g_autoptr(Decision) decision = NULL;

  given_item (f, ref, "О торговле.");
  given_item (f, ref, "О связи");
  given_item (f, ref, "Об энергетике");
  first = given_decision (f, ref, "1", "открыть склад", "ar:Агентство", "2027-09-01");
  third = given_decision (f, ref, "3", "построить линию", "bo:Агентство", "2027-09-01");
  g_assert_cmpstr (first, ==, "2027/1.1");
  g_assert_cmpstr (third, ==, "2027/3.1");

  g_assert_true (agenda_move (f->db, ref, "3", 1, notices, &error)); /* the two swap numbers */
  assert_titles (f, ref, "Об энергетике|О торговле|О связи");
  decision = decision_load (f->db, "2027/1.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decision->text, ==, "построить линию");
  g_assert_cmpuint (notices->lines->len, ==, 2);
  g_assert_cmpstr (notices->lines->pdata[0], ==, "decision 2027/3.1 is now 2027/1.1");

  g_assert_false (agenda_withdraw (f->db, ref, "1", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "2027/1.1 stands under it");
  g_assert_true (decision_remove (f->db, "2027/1.1", NULL, &error));
  g_assert_true (agenda_withdraw (f->db, ref, "1", NULL, &error));
  assert_titles (f, ref, "О торговле|О связи");
  g_clear_pointer (&decision, decision_free);
  decision = decision_load (f->db, "2027/1.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decision->text, ==, "открыть склад");
  fixture_assert_sound (f); /* the journal replays swapped references too */
}

static void
test_agenda_refuses (Fixture *f, gconstpointer unused)
{
  g_autofree char *ref = given_meeting (f, "2027-03-17"), *id = NULL;
  g_autoptr(GError) error = NULL;

  given_item (f, ref, "О торговле");
  g_assert_null (
      agenda_add (f->db, ref, &(AgendaFields){ .title = "о ТОРГОВЛЕ." }, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "item 1 of 2027 has that title");
  g_assert_null (agenda_add (f->db, ref, &(AgendaFields){ .title = "О", .sector = "magic" },
                             NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "trade, energy");
  g_assert_false (agenda_move (f->db, ref, "1", 2, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "1 to 1");
  g_assert_false (agenda_invite (f->db, ref, "1", "ar-energy", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "only businesses are invited");
  g_assert_true (agenda_invite (f->db, ref, "1", "ar-power", &error));
  g_assert_false (agenda_invite (f->db, ref, "1", "ar-power", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "already");

  id = meeting_key (f, ref);
  run (f,
       "INSERT INTO protocol (id, meeting, state, created_at, changed_at)"
       " VALUES ('p', ?, 'agreed', '', '')",
       id);
  g_assert_false (agenda_withdraw (f->db, ref, "1", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "protocol is agreed");
  g_assert_null (
      decision_adopt (f->db, ref, "1", &(DecisionFields){ .text = "что-то" }, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "protocol is agreed");
  assert_titles (f, ref, "О торговле");
}

static CsvTable *
table (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  CsvTable *parsed = csv_table_parse (bytes, "list.csv", &error);

  g_assert_no_error (error);
  return parsed;
}

static void
test_agenda_import_is_whole_or_nothing (Fixture *f, gconstpointer unused)
{
  g_autofree char *ref = given_meeting (f, "2027-03-17");
  g_autoptr(CsvTable) quoted = table ("Вопрос;Отрасль;Докладчики\n"
                                       "О торговле;trade;\"ar:Агентство; bo:Ведомство\"\n"
                                       "О связи;;\n");
  g_autoptr(CsvTable) bad = table ("title,sector\nО дорогах,transport\nО чуде,magic\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) items = NULL;

  items = agenda_import (f->db, ref, quoted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpuint (((AgendaItem *) items->pdata[0])->rapporteurs->len, ==, 2);
  g_assert_null (agenda_import (f->db, ref, bad, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, "list.csv, line 3: no sector magic");
  assert_titles (f, ref, "О торговле|О связи");
}

/* --- delegations --------------------------------------------------------------------------- */

static void
test_ranks_and_substitutes (Fixture *f, gconstpointer unused)
{
  g_autofree char *ref = given_meeting (f, "2027-03-17"), *id = meeting_key (f, ref);
  g_autoptr(GPtrArray) replaced = NULL;
  g_autoptr(Delegate) other = NULL;
  g_autoptr(GError) error = NULL;

  given_delegate (f, ref, "Первый Пётр", NULL);
  g_assert_true (check_finds (f, "the delegation of ar has no head"));
  given_delegate (f, ref, "Второй Иван", NULL);
  given_delegate (f, ref, "Главный Лев", "head");
  assert_ranks (f, ref, "head Главный Лев|delegate Первый Пётр|delegate Второй Иван");
  g_assert_null (delegation_add (f->db, ref, "ar",
                                 &(DelegateFields){ .name = "Х", .post = "п", .role = "head" },
                                 NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "has its head, «Главный Лев»");
  g_assert_null (delegation_add (f->db, ref, "ar",
                                 &(DelegateFields){ .name = "первый петр", .post = "п" }, NULL,
                                 &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "has that name at rank 2");

  other = delegation_substitute (f->db, ref, "ar", "первый",
                                 &(DelegateFields){ .name = "Третий Ян", .post = "п" }, NULL,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other->replaces, ==, "Первый Пётр");
  assert_ranks (f, ref, "head Главный Лев|delegate Третий Ян|delegate Второй Иван");
  replaced = delegation_list_replaced (f->db, id, "ar", &error);
  g_assert_cmpuint (replaced->len, ==, 1);

  g_assert_true (delegation_move (f->db, ref, "ar", "3", 2, &error));
  assert_ranks (f, ref, "head Главный Лев|delegate Второй Иван|delegate Третий Ян");
  g_assert_false (delegation_move (f->db, ref, "ar", "3", 1, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "the head stands first");
  g_assert_true (delegation_remove (f->db, ref, "ar", "3", NULL, &error));
  assert_ranks (f, ref, "head Главный Лев|delegate Второй Иван|delegate Первый Пётр");
  g_assert_true (delegation_remove (f->db, ref, "ar", "2", NULL, &error));
  assert_ranks (f, ref, "head Главный Лев|delegate Первый Пётр");
  fixture_assert_sound (f);
}

static void
test_import_keeps_ranks (Fixture *f, gconstpointer unused)
{
  g_autofree char *ref = given_meeting (f, "2027-03-17");
  g_autoptr(CsvTable) good = table ("№;ФИО;Должность;Роль\n"
                                     "2.;Второй Иван;директор;\n"
                                     "1.;Главный Лев;министр;Глава делегации\n");
  g_autoptr(CsvTable) twice = table ("name,post\nОдин,п\nДругой,п\nодин,п\n");
  g_autoptr(CsvTable) heads = table ("name,post,role\nА,п,head\nБ,п,глава\n");
  g_autoptr(CsvTable) plain = table ("name,post\nНовый Глеб,министр\nВторой Иван,директор\n");
  g_autoptr(GPtrArray) list = delegation_import (f->db, ref, "ar", good, TRUE, NULL, NULL);
  g_autoptr(GError) error = NULL;

  assert_ranks (f, ref, "head Главный Лев|delegate Второй Иван");
  g_assert_null (delegation_import (f->db, ref, "ar", twice, TRUE, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, "list.csv, line 4: delegate «один»");
  g_assert_null (delegation_import (f->db, ref, "ar", heads, TRUE, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, "line 3: a head who is not first");
  assert_ranks (f, ref, "head Главный Лев|delegate Второй Иван"); /* nothing half-taken */
  g_clear_pointer (&list, g_ptr_array_unref);
  list = delegation_import (f->db, ref, "ar", plain, TRUE, NULL, &error);
  g_assert_no_error (error);
  assert_ranks (f, ref, "head Новый Глеб|delegate Второй Иван");
  fixture_assert_sound (f);
}

static void
test_late_changes_are_noted (Fixture *f, gconstpointer unused)
{
  g_autofree char *ref = given_meeting (f, "2027-03-17"), *id = meeting_key (f, ref);
  g_autoptr(CsvTable) later =
      table ("name,post\nГлавный Лев,советник\nПоздний Юрий,советник\n");
  g_autoptr(GPtrArray) list = NULL;

  given_delegate (f, ref, "Главный Лев", "head");
  g_assert_true (clock_init ("2027-03-08T09:00:00Z", NULL)); /* the deadline was the 7th */
  list = delegation_import (f->db, ref, "ar", later, TRUE, NULL, NULL);
  g_assert_false (((Delegate *) list->pdata[0])->late);
  g_assert_true (((Delegate *) list->pdata[1])->late);
}

static void
test_sample_delegates_bear_no_names (Fixture *f, gconstpointer unused)
{
  g_autofree char *ref = given_meeting (f, "2027-03-17");
  g_autoptr(Meeting) meeting = NULL;
  g_autoptr(GError) error = NULL;

  db_set_sample (f->db, TRUE);
  g_assert_null (delegation_add (f->db, ref, "ar",
                                 &(DelegateFields){ .name = "Иванов Иван", .post = "п" }, NULL,
                                 &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "no personal names");
  given_delegate (f, ref, "Делегат 1", NULL);
  db_set_sample (f->db, FALSE);
  meeting = meeting_load (f->db, ref, NULL);
  g_assert_true (meeting->sample);
}

static void
test_attendance (Fixture *f, gconstpointer unused)
{
  static const char *const absent[] = { "Второй", NULL };
  g_autofree char *ref = given_meeting (f, "2027-03-17"), *id = meeting_key (f, ref);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  given_delegate (f, ref, "Главный Лев", "head");
  given_delegate (f, ref, "Второй Иван", NULL);
  g_assert_false (attendance_set (f->db, ref, "ar", absent, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "has not begun");
  g_assert_true (clock_init ("2027-03-17T09:00:00Z", NULL));
  g_assert_true (attendance_set (f->db, ref, "ar", absent, &error));
  list = delegation_list (f->db, id, "ar", NULL);
  g_assert_cmpint (((Delegate *) list->pdata[0])->attended, ==, ATTENDANCE_PRESENT);
  g_assert_cmpint (((Delegate *) list->pdata[1])->attended, ==, ATTENDANCE_ABSENT);
}

/* --- decisions ----------------------------------------------------------------------------- */

static void
enter_force (Fixture *f, const char *ref, const char *date)
{
  g_autofree char *id = meeting_key (f, ref);
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test", &error);

  g_assert_true (decision_enter_force (f->db, id, date, &error));
  g_assert_true (db_commit (&tx, &error));
}

static guint
found (Fixture *f, DecisionFilter filter)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) decisions = decision_search (f->db, &filter, &error);

  g_assert_no_error (error);
  return decisions->len;
}

static void
test_decision_from_draft_to_done (Fixture *f, gconstpointer unused)
{
  g_autofree char *ref = given_meeting (f, "2026-05-13"), *one = NULL, *two = NULL;
  g_autofree char *next = given_meeting (f, "2027-03-17");
  g_autoptr(AgendaItem) item = NULL, again = NULL;
  g_autoptr(GError) error = NULL;

  given_item (f, ref, "О связи");
  given_item (f, next, "О торговле");
  one = given_decision (f, ref, "1", "построить ёмкость.", "ar:Министерство учёта",
                        "2026-11-23");
  two = given_decision (f, ref, "1", "провести форум", "bo:Ведомство", "2026-11-24");
  g_assert_false (decision_progress (f->db, one, "ar", 10, "начато", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "draft");
  g_assert_null (agenda_follow_up (f->db, next, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "not in force yet");

  enter_force (f, ref, "2026-05-13");
  g_assert_cmpuint (found (f, (DecisionFilter){ .overdue = TRUE }), ==,
                    1); /* due today is not */
  g_assert_cmpuint (found (f, (DecisionFilter){ .executor = "УЧЕТА" }), ==, 1);
  g_assert_cmpuint (found (f, (DecisionFilter){ .executor = "учёта", .party = "bo" }), ==, 0);
  g_assert_cmpuint (found (f, (DecisionFilter){ .due_before = "2026-11-24" }), ==, 1);
  g_assert_true (decision_progress (f->db, one, "ar", 40, "готов проект.", &error));
  g_assert_false (
      decision_edit (f->db, one, &(DecisionFields){ .due = "2027-01-01" }, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "have agreed its words");

  item = agenda_follow_up (f->db, next, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (item->position, ==, 1);
  g_assert_true (g_str_has_prefix (item->title, "О ходе выполнения решений, принятых на "));
  g_assert_true (g_str_has_suffix (item->title, "заседании 13 мая 2026 года"));
  g_assert_nonnull (strstr (
      item->discussion, "пункт 1.1: построить ёмкость (исполнитель: Министерство учёта; срок "
                        "— 23 ноября 2026 года; выполнение — 40 %; ход выполнения: готов "
                        "проект); пункт 1.2: провести форум"));
  g_assert_true (decision_close (f->db, two, TRUE, NULL, &error));
  g_assert_false (decision_close (f->db, two, TRUE, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "done");
  again =
      agenda_follow_up (f->db, next, NULL, &error); /* the same item, without what is done */
  g_assert_cmpstr (again->id, ==, item->id);
  g_assert_null (strstr (again->discussion, "форум"));
  g_assert_false (decision_close (f->db, one, FALSE, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "needs a reason");
  g_assert_true (decision_close (f->db, one, FALSE, "вопрос снят", &error));
  g_assert_cmpuint (found (f, (DecisionFilter){ .open = TRUE }), ==, 0);
  fixture_assert_sound (f);
}

static void
test_check_wants_executor_and_date (Fixture *f, gconstpointer unused)
{
  static const char *const executors[] = { "ar:Агентство", NULL };
  g_autofree char *ref = given_meeting (f, "2027-03-17");
  g_autoptr(Notices) notices = notices_new ("en");
  g_autoptr(GError) error = NULL;
  g_autoptr(Decision) decision = NULL;

  given_item (f, ref, "О связи");
  decision = decision_adopt (f->db, ref, "1", &(DecisionFields){ .text = "сделать" }, notices,
                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notices->lines->len, ==, 2);
  g_assert_true (check_finds (f, "2027/1.1 names no executor"));
  g_assert_true (check_finds (f, "2027/1.1 has no due date"));
  g_assert_false (
      decision_edit (f->db, "2027/1.1", &(DecisionFields){ .due = "2027-03-16" }, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "begins on 2027-03-17");
  g_assert_true (decision_edit (
      f->db, "2027/1.1", &(DecisionFields){ .executors = executors, .due = "2027-09-01" },
      &error));
  fixture_assert_sound (f);
}

/* --- initiatives --------------------------------------------------------------------------- */

static void
test_initiative (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Initiative) one = initiative_propose (
      f->db,
      &(InitiativeFields){ .sector = "energy", .proposed_by = "ar", .title = "Общая сеть" },
      &error);
  g_autoptr(Initiative) two = initiative_propose (
      f->db, &(InitiativeFields){ .sector = "trade", .title = "Ярмарка" }, &error);
  g_autoptr(GPtrArray) energy = NULL;
  g_autoptr(Initiative) now = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (one->ref, ==, "I-2026-1");
  g_assert_cmpstr (two->ref, ==, "I-2026-2");
  g_assert_true (initiative_update (f->db, "i-2026-1", "document", "подписано", NULL, &error));
  g_assert_false (initiative_update (f->db, "I-2026-1", "considered", "назад", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "does not go back");
  g_assert_true (initiative_drop (f->db, "I-2026-2", "не поддержана", &error));
  g_assert_false (initiative_update (f->db, "I-2026-2", NULL, "ещё", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "was dropped");
  energy = initiative_list (f->db, "energy", NULL, &error);
  g_assert_cmpuint (energy->len, ==, 1);
  now = initiative_load (f->db, "I-2026-2", &error);
  g_assert_cmpstr (now->state, ==, "dropped");
  g_assert_cmpuint (now->steps->len, ==, 2);
  fixture_assert_sound (f);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  fixture_test ("/record/decisions-follow-their-item", test_decisions_follow_their_item);
  fixture_test ("/record/agenda-refuses", test_agenda_refuses);
  fixture_test ("/record/agenda-import", test_agenda_import_is_whole_or_nothing);
  fixture_test ("/record/ranks-and-substitutes", test_ranks_and_substitutes);
  fixture_test ("/record/import-keeps-ranks", test_import_keeps_ranks);
  fixture_test ("/record/late-changes", test_late_changes_are_noted);
  fixture_test ("/record/sample-names", test_sample_delegates_bear_no_names);
  fixture_test ("/record/attendance", test_attendance);
  fixture_test ("/record/decision-life", test_decision_from_draft_to_done);
  fixture_test ("/record/check", test_check_wants_executor_and_date);
  fixture_test ("/record/initiative", test_initiative);
  return g_test_run ();
}
