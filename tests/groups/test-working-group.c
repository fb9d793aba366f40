/* Working groups: founded by a decision, led by one person a party, ended by their mandate. */
#include "groups/groups.h"
#include "groups/working-group.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/registry.h"
#include "tests/support/fixture.h"

#include <string.h>

/* A meeting with one item and one decision, 2027/1.1, in @state. */
static void
given_decision (Fixture *f, const char *state)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test.given", &error);

  g_assert_no_error (error);
  db_run (f->db,
          "INSERT INTO meeting (id, body, ref, kind, state, form, created_at, changed_at)"
          " SELECT 'm', id, '2027', 'regular', 'held', 'in-person', '2027-01-01T00:00:00Z',"
          " '2027-01-01T00:00:00Z' FROM body WHERE kind = 'council'",
          &error, "");
  g_assert_no_error (error);
  db_run (f->db,
          "INSERT INTO agenda_item (id, meeting, position, title, state)"
          " VALUES ('i', 'm', 1, 'О торговле', 'adopted')",
          &error, "");
  g_assert_no_error (error);
  db_run (f->db,
          "INSERT INTO decision (id, ref, item, position, text, state)"
          " VALUES ('d', '2027/1.1', 'i', 1, 'Создать рабочую группу.', ?)",
          &error, "s", state);
  g_assert_no_error (error);
  db_commit (&tx, &error);
  g_assert_no_error (error);
}

static GroupFoundation
trade_group (void)
{
  return (GroupFoundation){ .handle = "trade-wg",
                            .name = "по торговле",
                            .kind = "temporary",
                            .mandate = "подготовка предложений",
                            .decision = "2027/1.1",
                            .sector = "trade",
                            .until = "2027-12-31" };
}

static void
establish (Fixture *f, const char *decision_state)
{
  GroupFoundation foundation = trade_group ();
  g_autoptr(GError) error = NULL;

  given_decision (f, decision_state);
  working_group_establish (f->db, &foundation, &error);
  g_assert_no_error (error);
}

/* check_file() asks for a co-lead a party. */
static void
given_lead (Fixture *f, const char *party)
{
  g_autoptr(GError) error = NULL;

  working_group_set_lead (f->db, "trade-wg", party, "Делегат 9", NULL, "2027-01-01", NULL,
                          &error);
  g_assert_no_error (error);
}

static void
assert_state (Fixture *f, const char *state)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WorkingGroup) group = working_group_load (f->db, "trade-wg", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (group->state, ==, state);
}

static void
test_proposed_until_its_protocol_is_signed (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  g_autoptr(WorkingGroup) group = NULL;
  ForceEffect effect = g_ptr_array_index (registry_force_effects (), 0);

  establish (f, "agreed");
  assert_state (f, "proposed");
  tx = db_begin (f->db, "test.sign", &error);
  g_assert_true (effect (f->db, "m", "2027-02-20", &error));
  g_assert_true (db_commit (&tx, &error));
  group = working_group_load (f->db, "trade-wg", &error);
  g_assert_cmpstr (group->state, ==, "active");
  g_assert_cmpstr (group->since, ==, "2027-02-20");
  given_lead (f, "ar");
  given_lead (f, "bo");
  fixture_assert_sound (f);
}

static void
test_active_at_once_when_the_decision_binds_already (Fixture *f, gconstpointer unused)
{
  establish (f, "in-force");
  assert_state (f, "active");
}

static void
assert_refused (Fixture *f, GroupFoundation foundation, int code, const char *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (working_group_establish (f->db, &foundation, &error));
  fixture_assert_error (&error, code, words);
}

static void
test_what_cannot_be_founded (Fixture *f, gconstpointer unused)
{
  GroupFoundation foundation = trade_group ();

  given_decision (f, "agreed");
  foundation.until = NULL;
  assert_refused (f, foundation, COUNCIL_ERROR_USAGE, "needs its last day");
  foundation.kind = "permanent", foundation.until = "2027-12-31";
  assert_refused (f, foundation, COUNCIL_ERROR_USAGE, "has no last day");
  foundation = trade_group (), foundation.until = "2027-02-30";
  assert_refused (f, foundation, COUNCIL_ERROR_USAGE, "2027-02-30");
  foundation = trade_group (), foundation.decision = "2027/9.9";
  assert_refused (f, foundation, COUNCIL_ERROR_NOT_FOUND, "2027/9.9");
  foundation = trade_group (), foundation.sector = "chess";
  assert_refused (f, foundation, COUNCIL_ERROR_NOT_FOUND, "chess");
  foundation = trade_group (), foundation.handle = "Торговля";
  assert_refused (f, foundation, COUNCIL_ERROR_USAGE, "small Latin letters");
  foundation = trade_group (), foundation.mandate = "";
  assert_refused (f, foundation, COUNCIL_ERROR_USAGE, "mandate");
}

static void
test_a_dropped_decision_founds_nothing (Fixture *f, gconstpointer unused)
{
  given_decision (f, "dropped");
  assert_refused (f, trade_group (), COUNCIL_ERROR_RULE, "was dropped");
}

static void
test_a_handle_is_taken_once (Fixture *f, gconstpointer unused)
{
  establish (f, "agreed");
  assert_refused (f, trade_group (), COUNCIL_ERROR_RULE, "another body has it");
}

static void
test_extended_only_forward (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WorkingGroup) group = NULL;
  g_autoptr(GPtrArray) extensions = NULL;

  establish (f, "in-force");
  g_assert_false (
      working_group_extend (f->db, "trade-wg", "2027-12-31", "мало", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "does not extend it");
  g_assert_true (
      working_group_extend (f->db, "trade-wg", "2028-06-30", "мало времени", NULL, &error));
  group = working_group_load (f->db, "trade-wg", &error);
  g_assert_cmpstr (group->until, ==, "2028-06-30");
  extensions = working_group_extensions (f->db, group, &error);
  g_assert_cmpuint (extensions->len, ==, 1);
  given_lead (f, "ar");
  given_lead (f, "bo");
  fixture_assert_sound (f);
}

static void
test_dissolved_stays_dissolved (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  establish (f, "in-force");
  g_assert_false (working_group_dissolve (f->db, "trade-wg", "2027-05-01", "исполнен",
                                          "trade-wg", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "succeed itself");
  g_assert_true (
      working_group_dissolve (f->db, "trade-wg", "2027-05-01", "исполнен", NULL, &error));
  g_assert_false (
      working_group_dissolve (f->db, "trade-wg", "2027-06-01", "исполнен", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "2027-05-01");
  g_assert_false (working_group_extend (f->db, "trade-wg", "2029-01-01", "ещё", NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "dissolved");
}

static void
test_one_co_lead_a_party_at_a_time (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WorkingGroup) group = NULL;
  g_autoptr(GPtrArray) before = NULL, after = NULL;

  establish (f, "in-force");
  g_assert_true (working_group_set_lead (f->db, "trade-wg", "bo", "Делегат 1", NULL,
                                         "2027-01-10", NULL, &error));
  g_assert_false (
      working_group_set_lead (f->db, "trade-wg", "bo", "Делегат 2", NULL, NULL, NULL, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "Делегат 1");
  g_assert_true (working_group_set_lead (f->db, "trade-wg", "bo", "Делегат 2", NULL,
                                         "2027-03-01", "нота № 5", &error));
  g_assert_true (
      working_group_add_member (f->db, "trade-wg", "ar", "Делегат 3", NULL, NULL, &error));
  group = working_group_load (f->db, "trade-wg", &error);
  before = working_group_members (f->db, group, "2027-02-28", &error);
  after = working_group_members (f->db, group, "2027-03-01", &error);
  g_assert_cmpstr (((GroupMember *) g_ptr_array_index (before, 0))->name, ==, "Делегат 1");
  g_assert_cmpstr (((GroupMember *) g_ptr_array_index (after, 0))->name, ==, "Делегат 2");
  g_assert_cmpuint (after->len, ==, 2);
  given_lead (f, "ar");
  fixture_assert_sound (f);
}

static void
test_an_ended_mandate_is_found_by_check (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  gboolean found = FALSE;

  establish (f, "in-force");
  g_assert_true (clock_init ("2028-01-01T00:00:00Z", NULL));
  for (guint i = 0; i < registry_checks ()->len; i++)
    g_assert_true (((CheckSource) g_ptr_array_index (registry_checks (), i)) (
        f->db, "en", findings, &error));
  for (guint i = 0; i < findings->len; i++)
    found |= strstr (g_ptr_array_index (findings, i), "mandate ended on 2027-12-31") != NULL;
  g_assert_true (found);
}

static void
test_the_protocol_names_the_group_and_its_mandate (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) paragraphs = g_ptr_array_new_with_free_func (g_free);
  ProtocolSource source = g_ptr_array_index (registry_protocol_sources (), 0);

  establish (f, "agreed");
  g_assert_true (source (f->db, "m", paragraphs, &error));
  g_assert_cmpuint (paragraphs->len, ==, 1);
  g_assert_cmpstr (
      g_ptr_array_index (paragraphs, 0), ==,
      "Учреждается временная рабочая группа по торговле на срок до 31 декабря 2027 "
      "года. Мандат группы: подготовка предложений.");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  groups_register ();
  fixture_test ("/group/proposed-until-signed", test_proposed_until_its_protocol_is_signed);
  fixture_test ("/group/active-at-once", test_active_at_once_when_the_decision_binds_already);
  fixture_test ("/group/refused", test_what_cannot_be_founded);
  fixture_test ("/group/dropped-decision", test_a_dropped_decision_founds_nothing);
  fixture_test ("/group/handle-taken", test_a_handle_is_taken_once);
  fixture_test ("/group/extend", test_extended_only_forward);
  fixture_test ("/group/dissolve", test_dissolved_stays_dissolved);
  fixture_test ("/group/co-lead", test_one_co_lead_a_party_at_a_time);
  fixture_test ("/group/check", test_an_ended_mandate_is_found_by_check);
  fixture_test ("/group/protocol", test_the_protocol_names_the_group_and_its_mandate);
  return g_test_run ();
}
