#include "meetings/module-path.h"

char *
module_path (const char *name)
{
  const char *directory = g_getenv ("COUNCIL_MODULES");
  g_autofree char *program = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *beside = NULL;

  if (directory != NULL && *directory != '\0')
    return g_build_filename (directory, name, NULL);
  program = g_file_read_link ("/proc/self/exe", NULL);
  if (program != NULL)
    {
      folder = g_path_get_dirname (program);
      beside = g_build_filename (folder, "..", "meetings", name, NULL);
      if (g_file_test (beside, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&beside);
    }
  return g_build_filename (COUNCIL_MODULE_DIR, name, NULL);
}
