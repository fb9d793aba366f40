/* A Russian catalogue for tests, in the place of the program's: what the program says may change,
 * how it is looked up and filled may not. */
#pragma once

#include "core/message.h"

#include <glib.h>
#include <glib/gstdio.h>

/* Compiles catalogue.po with msgfmt; call it before anything is translated. */
static inline void
use_test_catalogue (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("council-test-XXXXXX", &error);
  g_autofree char *po = g_test_build_filename (G_TEST_DIST, "support", "catalogue.po", NULL);
  g_autofree char *mo = g_build_filename (folder, "ru.mo", NULL);
  const char *msgfmt[] = { "msgfmt", "--check", "--output-file", mo, po, NULL };
  int status = -1;

  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) msgfmt, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_setenv ("COUNCIL_CATALOGUE", mo, TRUE);
  /* The first look maps the file, for as long as the test runs. */
  g_assert_cmpstr (tr ("ru", "title"), ==, "заголовок");
  g_assert_cmpint (g_unlink (mo), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}
