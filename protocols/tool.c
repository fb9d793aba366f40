#include "protocols/tool.h"

#include "core/error.h"
#include "core/message.h"
#include "core/text.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define MOST_SECONDS 60
#define MOST_MEMORY (2048UL * 1024 * 1024) /* address space; what is used is less */
#define MOST_FILE (512UL * 1024 * 1024)
#define SAID 160 /* characters of what a program says that are told */

char *
tool_folder (GError **error)
{
  g_autoptr(GError) problem = NULL;
  char *folder = g_dir_make_tmp ("council-XXXXXX", &problem);

  if (folder == NULL)
    council_error (error, COUNCIL_ERROR_STORAGE,
                   N_ ("no folder for temporary files: {why} (set TMPDIR)"), "why",
                   problem->message, NULL);
  return folder;
}

void
tool_folder_remove (const char *folder)
{
  g_autoptr(GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  if (folder != NULL)
    g_rmdir (folder);
}

static void
limit (int what, rlim_t most)
{
  struct rlimit value = { most, most };

  setrlimit (what, &value);
}

/* In the child, before the program. */
static void
set_limits (gpointer unused)
{
  (void) unused;
  limit (RLIMIT_CPU, MOST_SECONDS);
  limit (RLIMIT_AS, MOST_MEMORY);
  limit (RLIMIT_FSIZE, MOST_FILE);
  limit (RLIMIT_CORE, 0);
}

/* In its own words, on one line. */
static gboolean
failed (const char *name, int status, const char *said, GError **error)
{
  g_auto(GStrv) lines = g_strsplit (said ? said : "", "\n", 2);
  g_autofree char *first = text_one_line (lines[0], SAID);
  gboolean out_of_time =
      WIFSIGNALED (status) && (WTERMSIG (status) == SIGXCPU || WTERMSIG (status) == SIGKILL);

  if (out_of_time)
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("{program} gave up: the file takes too much time"), "program",
                          name, NULL);
  if (strstr (said ? said : "", "eap exhausted") != NULL ||
      strstr (said ? said : "", "ut of memory") != NULL)
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("{program} gave up: the file takes too much memory"), "program",
                          name, NULL);
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("{program} cannot read the file: {why}"), "program", name, "why",
                        *first ? first : "—", NULL);
}

gboolean
tool_run (const char *const *argv, const char *folder, GError **error)
{
  g_autofree char *program = g_find_program_in_path (argv[0]), *said = NULL;
  g_autoptr(GError) problem = NULL;
  int status = 0;

  if (program == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("{program} is not installed, and this needs it (apt install "
                              "{program})"),
                          "program", argv[0], NULL);
  if (!g_spawn_sync (folder, (char **) argv, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, set_limits, NULL, NULL,
                     &said, &status, &problem))
    return council_error (error, COUNCIL_ERROR_STORAGE, N_ ("{program}: {why}"), "program",
                          argv[0], "why", problem->message, NULL);
  if (status == 0)
    return TRUE;
  if (said != NULL && !g_utf8_validate (said, -1, NULL))
    g_clear_pointer (&said, g_free);
  return failed (argv[0], status, said, error);
}
