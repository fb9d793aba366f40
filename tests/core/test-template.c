/* Templates: what a council starts from. */
#include "core/template.h"

#include "core/error.h"

#include "tests/support/fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
set_up_empty (Fixture *f, gconstpointer unused)
{
  fixture_set_up (f, NULL);
}

static void
assert_refused (Fixture *f, const char *text, const char *words)
{
  g_autofree char *path = g_build_filename (f->folder, "t.json", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_false (template_load_file (f->db, path, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, words);
  g_assert_cmpint (db_number (f->db, "SELECT count(*) FROM party", NULL, ""), ==, 0);
  g_assert_cmpint (db_number (f->db, "SELECT count(*) FROM journal", NULL, ""), ==, 1);
}

#define PARTY                                                                                 \
  "{\"id\": \"@a\", \"code\": \"aa\", \"position\": 1, \"country\": \"AA\","                  \
  " \"time_zone\": \"UTC\"}"

static void
test_bad_templates_leave_nothing (Fixture *f, gconstpointer unused)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  assert_refused (f, "", "is no template");
  assert_refused (f, "not JSON", "is no template");
  assert_refused (f, "[]", "is no template");
  assert_refused (f, deep, "is no template");
  assert_refused (f, "{\"template\": \"\xff\"}", "is no template");
  assert_refused (f, "{\"party\": []}", "\"template\": NAME");
  assert_refused (f, "{\"template\": 5}", "\"template\": NAME");
  assert_refused (f, "{\"template\": []}", "\"template\": NAME");
  assert_refused (f, "{\"template\": \"x\", \"nowhere\": []}", "no such table: nowhere");
  assert_refused (f, "{\"template\": \"x\", \"journal\": []}", "no such table: journal");
  assert_refused (f, "{\"template\": \"x\", \"own_setting\": []}", "no such table");
  assert_refused (f, "{\"template\": \"x\", \"party\": {}}", "rows are no array");
  assert_refused (f, "{\"template\": \"x\", \"party\": [5]}", "a row is no object");
  assert_refused (f, "{\"template\": \"x\", \"party\": [{}]}", "a row is no object");
  assert_refused (f, "{\"template\": \"x\", \"party\": [{\"a) --\": 1}]}", "no such column");
  assert_refused (f, "{\"template\": \"x\", \"party\": [{\"code\": [1]}]}",
                  "neither text nor");
  assert_refused (f, "{\"template\": \"x\", \"party\": [{\"id\": \"@a\"}]}", "does not fit");
  assert_refused (f, "{\"template\": \"x\", \"party\": [" PARTY ", " PARTY "]}",
                  "does not fit");
  assert_refused (f,
                  "{\"template\": \"x\", \"sector\": [{\"id\": \"@s\", \"code\": \"ss\","
                  " \"position\": \"first\"}]}",
                  "does not fit");
  assert_refused (f,
                  "{\"template\": \"x\", \"party\": [" PARTY "], \"body\": [{\"id\": \"@b\","
                  " \"kind\": \"club\", \"handle\": \"bb\"}]}",
                  "does not fit");
  assert_refused (f,
                  "{\"template\": \"x\", \"member\": [{\"id\": \"@m\", \"body\": \"@nobody\","
                  " \"party\": \"@nobody\", \"handle\": \"mm\", \"kind\": \"agency\","
                  " \"name\": \"N\"}]}",
                  "names another that is not there");
}

static void
test_bad_names_leave_nothing (Fixture *f, gconstpointer unused)
{
#define SECTOR "{\"template\": \"x\", \"sector\": [{\"code\": \"ss\", \"position\": 1, "
  assert_refused (f, SECTOR "\"id\": 5, \"names\": {}}]}", "has no id");
  assert_refused (f, SECTOR "\"id\": \"@s\", \"names\": 5}]}", "names are no object");
  assert_refused (f, SECTOR "\"id\": \"@s\", \"names\": {\"sector\": 5}}]}",
                  "names are no object");
  assert_refused (f, SECTOR "\"id\": \"@s\", \"names\": {\"sector\": {\"ru\": 5}}}]}",
                  "a name is no text");
  assert_refused (f, SECTOR "\"id\": \"@s\", \"names\": {\"sector\": {\"fr\": \"x\"}}}]}",
                  "no such language: fr");
}

static void
test_missing_template_is_named (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (template_load_builtin (f->db, "nowhere", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "tj-kg");
}

/* Two secretariats that start from the same template have the same council. */
static void
test_same_template_same_keys (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (f->folder, "second.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Db) other = db_create (path, &error);
  g_autoptr(DbRow) ours = NULL, theirs = NULL;
  const char *all = "SELECT group_concat(id) AS ids FROM (SELECT id FROM party UNION SELECT id"
                    " FROM name UNION SELECT id FROM meeting UNION SELECT id FROM holiday_rule"
                    " ORDER BY 1)";

  g_assert_true (template_load_builtin (f->db, "tj-kg", &error));
  g_assert_true (template_load_builtin (other, "tj-kg", &error));
  ours = db_one (f->db, all, &error, "");
  theirs = db_one (other, all, &error, "");
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (row_text (ours, "ids")), >, 3600);
  g_assert_cmpstr (row_text (ours, "ids"), ==, row_text (theirs, "ids"));
  g_assert_cmpstr (db_origin (f->db), !=, db_origin (other));
  fixture_assert_sound (f);
}

/* What declines has every case: a protocol must not miss one.  Sectors, holidays stand alone. */
static void
test_names_have_every_case (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  g_assert_true (template_load_builtin (f->db, "tj-kg", &error));
  rows = db_all (f->db,
                 "SELECT owner, role, writer, count(*) AS n FROM name WHERE lang = 'ru'"
                 " AND role NOT IN ('sector', 'holiday') GROUP BY owner, role, writer",
                 &error, "");
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, >=, 15);
  for (guint i = 0; i < rows->len; i++)
    if (row_int (g_ptr_array_index (rows, i), "n") != 6)
      g_error ("%s has not six cases", row_text (g_ptr_array_index (rows, i), "role"));
}

#define EMPTY(path, test)                                                                     \
  g_test_add (path, Fixture, NULL, set_up_empty, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  EMPTY ("/template/bad-ones-leave-nothing", test_bad_templates_leave_nothing);
  EMPTY ("/template/bad-names-leave-nothing", test_bad_names_leave_nothing);
  EMPTY ("/template/missing-is-named", test_missing_template_is_named);
  EMPTY ("/template/same-keys", test_same_template_same_keys);
  EMPTY ("/template/every-case", test_names_have_every_case);
  return g_test_run ();
}
