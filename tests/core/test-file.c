/* Files from outside, and files that council writes. */
#include "core/db.h"
#include "core/error.h"
#include "core/file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->folder = g_dir_make_tmp ("council-file-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  GDir *folder = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_remove (path);
    }
  g_dir_close (folder);
  g_rmdir (f->folder);
  g_free (f->folder);
}

static char *
path_of (Fixture *f, const char *name)
{
  return g_build_filename (f->folder, name, NULL);
}

static guint
count_files (Fixture *f)
{
  GDir *folder = g_dir_open (f->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  g_dir_close (folder);
  return n;
}

static gboolean
write_text (const char *path, const char *text, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return file_write_whole (path, bytes, error);
}

static void
assert_holds (const char *path, const char *text)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, text);
}

static void
assert_refused (const char *path, CouncilErrorCode code, const char *message)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_false (write_text (path, "new", &error));
  g_assert_error (error, COUNCIL_ERROR, (int) code);
  text = council_error_text (error, "en");
  g_assert_nonnull (strstr (text, message));
}

static void
test_writes_and_replaces (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = path_of (f, "протокол.pdf");
  g_autoptr(GError) error = NULL;

  g_assert_true (write_text (path, "first", &error));
  g_assert_no_error (error);
  assert_holds (path, "first");
  g_assert_true (write_text (path, "second", &error));
  assert_holds (path, "second");
  g_assert_true (write_text (path, "", &error));
  assert_holds (path, "");
  g_assert_cmpuint (count_files (f), ==, 1);
}

static void
test_mode_is_that_of_the_umask (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = path_of (f, "a");
  mode_t before = umask (027);
  struct stat info;

  g_assert_true (write_text (path, "x", NULL));
  umask (before);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0640);
}

static void
test_follows_a_link (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = path_of (f, "real");
  g_autofree char *link = path_of (f, "link");

  g_assert_true (write_text (path, "old", NULL));
  g_assert_cmpint (symlink ("real", link), ==, 0);
  g_assert_true (write_text (link, "new", NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_holds (path, "new");
}

static void
test_refuses_what_is_no_place_for_a_file (Fixture *f, gconstpointer unused)
{
  g_autofree char *nowhere = path_of (f, "no/such/folder");
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autofree char *too_long = path_of (f, long_name);

  assert_refused (f->folder, COUNCIL_ERROR_STORAGE, "it is a folder");
  assert_refused (nowhere, COUNCIL_ERROR_STORAGE, "no such folder");
  assert_refused (too_long, COUNCIL_ERROR_STORAGE, "the name is too long");
  g_assert_cmpuint (count_files (f), ==, 0);
}

static void
test_spares_a_council_file (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = path_of (f, "council.db");
  g_autofree char *pdf = path_of (f, "a.pdf");
  g_autoptr(GError) error = NULL;
  Db *db = db_create (path, &error);

  g_assert_no_error (error);
  g_assert_true (db_keep (db, &error));
  db_close (db);
  g_assert_true (file_is_council (path));
  assert_refused (path, COUNCIL_ERROR_RULE, "not overwritten");
  g_assert_true (file_is_council (path));

  g_assert_true (write_text (pdf, "%PDF-1.7", NULL));
  g_assert_false (file_is_council (pdf));
  g_assert_false (file_is_council (f->folder));
}

/* A disk that fills up in the middle: the kernel refuses what goes beyond the limit. */
static void
test_a_full_disk_leaves_what_was (Fixture *f, gconstpointer unused)
{
  g_autofree char *kept = path_of (f, "kept");
  g_autofree char *fresh = path_of (f, "fresh");
  g_autofree char *large = g_strnfill (200000, 'x');
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) second = NULL;
  struct rlimit before, small;

  g_assert_true (write_text (kept, "old", NULL));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 100000;
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_false (write_text (kept, large, &error));
  g_assert_false (write_text (fresh, large, &second));
  setrlimit (RLIMIT_FSIZE, &before);

  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_STORAGE);
  g_assert_error (second, COUNCIL_ERROR, COUNCIL_ERROR_STORAGE);
  assert_holds (kept, "old");
  g_assert_cmpuint (count_files (f), ==, 1);
}

static void
test_writes_into_a_device (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (write_text ("/dev/null", "x", &error));
  g_assert_no_error (error);
  assert_refused ("/dev/full", COUNCIL_ERROR_STORAGE, "no space left on the disk");
}

static void
test_reads_up_to_the_limit (Fixture *f, gconstpointer unused)
{
  g_autofree char *path = path_of (f, "five");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_assert_true (write_text (path, "12345", NULL));
  bytes = file_read_whole (path, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "12345", 5);
  g_assert_null (file_read_whole (path, 4, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
}

static void
test_says_what_cannot_be_read (Fixture *f, gconstpointer unused)
{
  g_autofree char *nothing = path_of (f, "nothing");
  g_autoptr(GError) missing = NULL;
  g_autoptr(GError) folder = NULL;

  g_assert_null (file_read_whole (nothing, 100, &missing));
  g_assert_error (missing, COUNCIL_ERROR, COUNCIL_ERROR_NOT_FOUND);
  g_assert_null (file_read_whole (f->folder, 100, &folder));
  g_assert_error (folder, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/file/writes and replaces", test_writes_and_replaces },
    { "/file/mode is that of the umask", test_mode_is_that_of_the_umask },
    { "/file/follows a link", test_follows_a_link },
    { "/file/refuses what is no place for a file", test_refuses_what_is_no_place_for_a_file },
    { "/file/spares a council's file", test_spares_a_council_file },
    { "/file/a full disk leaves what was", test_a_full_disk_leaves_what_was },
    { "/file/writes into a device", test_writes_into_a_device },
    { "/file/reads up to the limit", test_reads_up_to_the_limit },
    { "/file/says what cannot be read", test_says_what_cannot_be_read },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
