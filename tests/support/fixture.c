#include "tests/support/fixture.h"

#include "core/check.h"
#include "core/clock.h"
#include "core/core.h"
#include "core/error.h"
#include "core/template.h"

#include <glib/gstdio.h>
#include <string.h>

void
fixture_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_assert_true (clock_init (FIXTURE_NOW, NULL));
  core_register ();
}

char *
fixture_template (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "support", name, NULL);
}

void
fixture_set_up (Fixture *fixture, gconstpointer template)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (clock_init (FIXTURE_NOW, NULL));
  fixture->folder = g_dir_make_tmp ("council-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "council.db", NULL);
  fixture->db = db_create (fixture->path, &error);
  g_assert_no_error (error);
  if (template != NULL)
    {
      g_autofree char *path = fixture_template (template);

      template_load_file (fixture->db, path, &error);
      g_assert_no_error (error);
    }
  db_keep (fixture->db, &error);
  g_assert_no_error (error);
}

void
fixture_remove (const char *folder)
{
  g_autoptr(GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) &&
          !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        fixture_remove (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer template)
{
  g_clear_pointer (&fixture->db, db_close);
  fixture_remove (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
}

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&fixture->db, db_close);
  fixture->db = db_open (fixture->path, &error);
  g_assert_no_error (error);
}

void
fixture_test (const char *path, FixtureTest *test)
{
  g_test_add (path, Fixture, FIXTURE_TWO, fixture_set_up, test, fixture_tear_down);
}

void
fixture_test_three (const char *path, FixtureTest *test)
{
  g_test_add (path, Fixture, FIXTURE_THREE, fixture_set_up, test, fixture_tear_down);
}

void
fixture_assert_sound (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = check_file (fixture->db, "en", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

void
fixture_assert_error (GError **error, int code, const char *words)
{
  g_autofree char *text = NULL;

  g_assert_nonnull (*error);
  text = council_error_text (*error, "en");
  if (!g_error_matches (*error, COUNCIL_ERROR, code) || strstr (text, words) == NULL)
    g_error ("wanted an error %d with «%s»; got %d: %s", code, words, (*error)->code, text);
  g_clear_error (error);
}
