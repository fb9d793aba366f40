/* The council's file: made whole, opened, refused, written in transactions. */
#include "core/db.h"

#include "tests/support/fixture.h"

static void
test_new_file_is_sound (Fixture *f, gconstpointer unused)
{
  fixture_assert_sound (f);
  fixture_reopen (f);
  g_assert_cmpint (db_number (f->db, "SELECT count(*) FROM party", NULL, ""), ==, 2);
  fixture_assert_sound (f);
}

static void
test_new_file_of_three_is_sound (Fixture *f, gconstpointer unused)
{
  g_assert_cmpint (db_number (f->db, "SELECT count(*) FROM party", NULL, ""), ==, 3);
  fixture_assert_sound (f);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_test ("/db/new-file-is-sound", test_new_file_is_sound);
  fixture_test_three ("/db/new-file-of-three-is-sound", test_new_file_of_three_is_sound);
  return g_test_run ();
}
