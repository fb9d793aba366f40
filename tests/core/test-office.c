/* Who held an office on a day. */
#include "core/clock.h"
#include "core/error.h"
#include "core/journal.h"
#include "core/name.h"
#include "core/office.h"
#include "core/person.h"
#include "core/registry.h"

#include "tests/support/fixture.h"

#include <string.h>

/* Handle of the co-chair of @party on @date, at the meeting with key @meeting. */
static char *
chair (Fixture *f, const char *party, const char *date, const char *meeting)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Term) term = office_holder (f->db, party, OFFICE_CHAIR, date, meeting, &error);
  g_autoptr(Person) person = NULL;

  g_assert_no_error (error);
  person = person_load_id (f->db, term->person, &error);
  g_assert_no_error (error);
  return g_strdup (person->handle);
}

#define assert_chair(f, party, date, meeting, who)                                            \
  G_STMT_START                                                                                \
  {                                                                                           \
    g_autofree char *handle_ = chair (f, party, date, meeting);                               \
    g_assert_cmpstr (handle_, ==, who);                                                       \
  }                                                                                           \
  G_STMT_END

static gboolean
appoint (Fixture *f, const char *person, const char *from, const char *basis, GError **error)
{
  const Appointment appointment = {
    .party = "ar", .kind = OFFICE_CHAIR, .person = person, .from = from, .basis = basis
  };

  return office_appoint (f->db, &appointment, NULL, error);
}

static void
test_new_chair_leaves_the_past (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *until = NULL;
  const Appointment appointment = { .party = "ar",
                                    .kind = OFFICE_CHAIR,
                                    .person = "ozernaya",
                                    .from = "2026-12-01",
                                    .basis = "нота № 5" };

  g_assert_true (office_appoint (f->db, &appointment, &until, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (until, ==, "2026-11-30");
  assert_chair (f, "ar", "2024-03-01", NULL, "vymyslov");
  assert_chair (f, "ar", "2026-11-30", NULL, "vymyslov");
  assert_chair (f, "ar", "2026-12-01", NULL, "ozernaya");
  assert_chair (f, "ar", "2099-01-01", NULL, "ozernaya");
  assert_chair (f, "bo", "2026-12-01", NULL, "primerzoda");
  fixture_assert_sound (f);
}

static void
test_nobody_before_the_first (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Term) term =
      office_holder (f->db, "ar", OFFICE_CHAIR, "2024-02-29", NULL, &error);

  g_assert_null (term);
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "2024-02-29");
  term = office_holder (f->db, "xx", OFFICE_CHAIR, "2026-01-01", NULL, &error);
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "no party xx (one of: ar, bo)");
}

static void
test_appointing_is_refused (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (appoint (f, "ozernaya", "2026-12-01", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "a basis is needed");
  g_assert_false (appoint (f, "ozernaya", "2026-12-01", "  ", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "a basis is needed");
  g_assert_false (appoint (f, "nobody", "2026-12-01", "нота", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "no person nobody");
  g_assert_false (appoint (f, "ozernaya", "2026-02-30", "нота", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "2026-02-30");
  /* overlaps: on the very day that a term began, and before it */
  g_assert_false (appoint (f, "ozernaya", "2024-03-01", "нота", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "2024-03-01");
  g_assert_false (appoint (f, "ozernaya", "2020-01-01", "нота", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "2024-03-01");
  g_assert_false (appoint (f, "primerzoda", "2026-12-01", "нота", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "of bo");
  assert_chair (f, "ar", "2026-12-01", NULL, "vymyslov");
  fixture_assert_sound (f);
}

static void
given_meeting (Fixture *f, const char *id, const char *state, const char *ends)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test.meeting", &error);

  db_run (
      f->db,
      "INSERT INTO meeting (id, body, ref, kind, state, starts_at, ends_at, time_zone, form,"
      " created_at, changed_at) SELECT ?1, id, ?1, 'regular', ?2, ?3, ?3, 'UTC', 'in-person',"
      " ?3, ?3 FROM body WHERE kind = 'council'",
      &error, "sss", id, state, ends);
  g_assert_no_error (error);
  g_assert_true (db_commit (&tx, &error));
}

static void
test_a_held_meeting_keeps_its_chair (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  given_meeting (f, "2026", "held", "2026-02-13T10:00:00Z");
  g_assert_false (appoint (f, "ozernaya", "2026-02-01", "нота", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "meeting 2026 was held");
  g_assert_true (appoint (f, "ozernaya", "2026-02-14", "нота", &error));
  assert_chair (f, "ar", "2026-02-13", NULL, "vymyslov");
}

static void
test_empowered_for_one_meeting (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  const Appointment appointment = { .party = "ar",
                                    .kind = OFFICE_CHAIR,
                                    .person = "ozernaya",
                                    .title = "Вице-премьер",
                                    .title_genitive = "Вице-премьера",
                                    .basis = "письмо № 8" };
  g_autoptr(Term) term = NULL;
  g_autofree char *title = NULL, *genitive = NULL;

  given_meeting (f, "2027", "planned", "2027-03-15T10:00:00Z");
  given_meeting (f, "2028", "planned", "2028-03-15T10:00:00Z");
  given_meeting (f, "2026", "held", "2026-03-15T10:00:00Z");
  g_assert_true (office_empower (f->db, "2027", &appointment, &error));
  assert_chair (f, "ar", "2027-03-15", "2027", "ozernaya");
  assert_chair (f, "ar", "2027-03-15", NULL, "vymyslov");
  assert_chair (f, "ar", "2028-03-15", "2028", "vymyslov");
  term = office_holder (f->db, "ar", OFFICE_CHAIR, "2027-03-15", "2027", &error);
  title = office_title (f->db, term, "ru", CASE_NOMINATIVE, &error);
  genitive = office_title (f->db, term, "ru", CASE_GENITIVE, &error);
  g_assert_cmpstr (term->capacity, ==, "empowered");
  g_assert_cmpstr (title, ==, "Вице-премьер");
  g_assert_cmpstr (genitive, ==, "Вице-премьера");
  g_assert_false (office_empower (f->db, "2027", &appointment, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "empowered for it already");
  g_assert_false (office_empower (
      f->db, "2028",
      &(Appointment){
          .party = "ar", .kind = OFFICE_CHAIR, .person = "primerzoda", .basis = "x" },
      &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "same office of bo");
  g_assert_false (office_empower (f->db, "2026", &appointment, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "nobody can be empowered");
  fixture_assert_sound (f);
}

static void
test_correction_is_on_record (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Term) term =
      office_holder (f->db, "ar", OFFICE_CHAIR, "2026-01-01", NULL, &error);
  g_autoptr(GPtrArray) entries = NULL;
  const JournalEntry *entry;

  db_set_actor (f->db, &(DbActor){ "секретарь", NULL, "указ № 1" });
  g_assert_false (
      office_correct (f->db, term, &(TermCorrection){ .since = "2023-01-10" }, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "a basis is needed");
  g_assert_true (office_correct (
      f->db, term, &(TermCorrection){ .since = "2023-01-10", .basis = "указ № 1" }, &error));
  assert_chair (f, "ar", "2023-01-10", NULL, "vymyslov");
  entries = journal_list (f->db, 1, &error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->verb, ==, "chair.correct");
  g_assert_cmpstr (entry->basis, ==, "указ № 1");
  g_assert_true (appoint (f, "ozernaya", "2026-12-01", "нота", &error));
  g_assert_false (office_correct (
      f->db, term, &(TermCorrection){ .until = "2026-12-01", .basis = "указ" }, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "at once");
  g_assert_false (office_correct (
      f->db, term, &(TermCorrection){ .until = "2022-01-01", .basis = "указ" }, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "cannot end");
  assert_chair (f, "ar", "2026-11-30", NULL, "vymyslov");
}

static void
test_acting_and_secretary (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  const Appointment acting = { .party = "bo",
                               .kind = OFFICE_SECRETARY,
                               .person = "vymyslov",
                               .from = "2026-12-01",
                               .acting = TRUE,
                               .basis = "письмо" };
  g_autoptr(Term) before = NULL, after = NULL;
  g_autofree char *title = NULL;

  g_assert_true (office_appoint (f->db, &acting, NULL, &error));
  g_assert_no_error (error);
  before = office_holder (f->db, "bo", OFFICE_SECRETARY, "2026-11-30", NULL, &error);
  after = office_holder (f->db, "bo", OFFICE_SECRETARY, "2026-12-01", NULL, &error);
  title = office_title (f->db, after, "ru", CASE_INSTRUMENTAL, &error);
  g_assert_cmpstr (before->capacity, ==, "full");
  g_assert_cmpstr (after->capacity, ==, "acting");
  g_assert_cmpstr (title, ==, "ответственным секретарём");
  assert_chair (f, "bo", "2026-12-01", NULL, "primerzoda");
}

static gboolean
say_what_is_affected (Db *db, const ChairChange *change, const char *lang, GPtrArray *lines,
                      GError **error)
{
  g_ptr_array_add (lines, g_strdup_printf ("%s from %s", change->party, change->from));
  return TRUE;
}

static void
test_effects_come_from_the_rooms (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = office_effects (f->db, "ar", "2026-12-01", NULL, "en", &error);

  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (lines, 0), ==, "ar from 2026-12-01");
}

/* --- people --------------------------------------------------------------------------------- */

static void
assert_case (Fixture *f, const char *handle, GrammaticalCase form, const char *whole,
             const char *initials)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Person) person = person_load (f->db, handle, &error);
  g_autofree char *a = person_name_case (f->db, person, form, &error);
  g_autofree char *b = person_initials_case (f->db, person, form, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (a, ==, whole);
  g_assert_cmpstr (b, ==, initials);
}

static void
test_names_in_their_cases (Fixture *f, gconstpointer unused)
{
  g_autoptr(Person) person = person_load (f->db, "Вымыслов", NULL);
  g_autofree char *signature = person_signature_name (person);
  g_autofree char *list = person_list_name (person);

  g_assert_cmpstr (signature, ==, "Л.П.\u00a0Вымыслов");
  g_assert_cmpstr (list, ==, "Вымыслов Леонид Петрович");
  assert_case (f, "vymyslov", CASE_NOMINATIVE, "Леонид Петрович Вымыслов",
               "Л.П.\u00a0Вымыслов");
  assert_case (f, "vymyslov", CASE_INSTRUMENTAL, "Леонидом Петровичем Вымысловым",
               "Л.П.\u00a0Вымысловым");
  assert_case (f, "primerzoda", CASE_GENITIVE, "Фаридуна Примерзода", "Ф.\u00a0Примерзода");
}

static void
test_person_added_with_cases (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Person) person = NULL;
  g_autofree char *dative = NULL;
  PersonFields fields = { .surname = "Придуманова-Иная",
                          .given = "А.",
                          .email = "a@example.org",
                          .cases = { [CASE_GENITIVE] = "А. Придумановой-Иной" } };

  g_assert_true (person_add (f->db, "pridumanova", &fields, &error));
  g_assert_no_error (error);
  assert_case (f, "pridumanova", CASE_GENITIVE, "А. Придумановой-Иной",
               "А.\u00a0Придумановой-Иной");
  person = person_load (f->db, "pridumanova", &error);
  dative = person_name_case (f->db, person, CASE_DATIVE, &error);
  g_assert_null (dative);
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "has no dative");
  g_assert_false (person_add (f->db, "pridumanova", &fields, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "exists already");
  g_assert_false (person_add (f->db, "Иной", &fields, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "Иной");
  fields.cases[CASE_GENITIVE] = "Придумановой-Иной А."; /* the surname first */
  g_assert_false (person_edit (f->db, person, &fields, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "does not have the parts");
  fields.cases[CASE_GENITIVE] = "Придумановой-Иной";
  g_assert_false (person_edit (f->db, person, &fields, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "does not have the parts");
  fields.cases[CASE_GENITIVE] = NULL;
  fields.email = "nowhere";
  g_assert_false (person_edit (f->db, person, &fields, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "nowhere");
  fixture_assert_sound (f);
}

static void
test_new_surname_drops_its_cases (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Person) person = person_load (f->db, "ozernaya", &error);
  g_autoptr(Person) now = NULL;
  g_autofree char *name = NULL;

  g_assert_true (person_edit (f->db, person, &(PersonFields){ .surname = "Морская" }, &error));
  now = person_load (f->db, "ozernaya", &error);
  name = person_name_case (f->db, now, CASE_GENITIVE, &error);
  g_assert_null (name);
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "«Морская» has no genitive");
  g_assert_true (person_edit (
      f->db, now, &(PersonFields){ .cases = { [CASE_GENITIVE] = "Нины Ивановны Морской" } },
      &error));
  assert_case (f, "ozernaya", CASE_GENITIVE, "Нины Ивановны Морской", "Н.И.\u00a0Морской");
}

static void
test_namesakes_are_asked_about (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Person) person = NULL;

  person_add (f->db, "vymyslov-2", &(PersonFields){ .surname = "Вымыслов", .given = "Олег" },
              &error);
  g_assert_no_error (error);
  person = person_load (f->db, "вымыслов", &error);
  g_assert_null (person);
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "vymyslov, vymyslov-2");
}

/* --- names of what bears them --------------------------------------------------------------- */

static void
test_the_council_as_each_writes_it (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  const char *forms[N_CASES] = { [CASE_GENITIVE] = "Иного совета" };
  g_auto(NameOwner) owner = { NULL };
  g_autofree char *ours = NULL, *theirs = NULL;

  g_assert_true (name_set_forms (f->db, "council", NULL, "ar", "ru", forms, &error));
  g_assert_true (name_owner_find (f->db, "council", &owner, &error));
  ours = name_get_exact (f->db, owner.id, "body", "ar", "ru", CASE_GENITIVE, &error);
  theirs = name_get_exact (f->db, owner.id, "body", "bo", "ru", CASE_GENITIVE, &error);
  g_assert_cmpstr (ours, ==, "Иного совета");
  g_assert_cmpstr (theirs, ==, "Борейско-Аркадского межправительственного совета");
  g_assert_false (name_set_forms (f->db, "ar", "state", "bo", "ru", forms, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "only the council's own name");
  g_assert_false (name_set_forms (f->db, "ar", NULL, NULL, "ru", forms, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "government");
  g_assert_false (name_set_forms (f->db, "ar", "state", NULL, "fr", forms, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "fr");
  g_assert_false (name_set_forms (f->db, "nobody", NULL, NULL, "ru", forms, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "nobody");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  registry_add_chair_effect (say_what_is_affected);
  fixture_test ("/office/new-chair-leaves-the-past", test_new_chair_leaves_the_past);
  fixture_test ("/office/nobody-before-the-first", test_nobody_before_the_first);
  fixture_test ("/office/appointing-is-refused", test_appointing_is_refused);
  fixture_test ("/office/held-meeting-keeps-its-chair", test_a_held_meeting_keeps_its_chair);
  fixture_test ("/office/empowered-for-one-meeting", test_empowered_for_one_meeting);
  fixture_test ("/office/correction-is-on-record", test_correction_is_on_record);
  fixture_test ("/office/acting-and-secretary", test_acting_and_secretary);
  fixture_test ("/office/effects-come-from-the-rooms", test_effects_come_from_the_rooms);
  fixture_test ("/person/names-in-their-cases", test_names_in_their_cases);
  fixture_test ("/person/added-with-cases", test_person_added_with_cases);
  fixture_test ("/person/new-surname-drops-its-cases", test_new_surname_drops_its_cases);
  fixture_test ("/person/namesakes-are-asked-about", test_namesakes_are_asked_about);
  fixture_test ("/name/council-as-each-writes-it", test_the_council_as_each_writes_it);
  return g_test_run ();
}
