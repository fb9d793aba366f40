#include "cli/web-module.h"

#include "core/error.h"
#include "core/message.h"

#include <dlfcn.h>

#define MODULE "council-web.so"

/* In the build tree beside the program, else where it is installed. */
static char *
module_path (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *beside =
      folder ? g_build_filename (folder, "..", "web", MODULE, NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&beside);
  return g_build_filename (COUNCIL_MODULE_DIR, MODULE, NULL);
}

gpointer
web_module_function (const char *name, GError **error)
{
  g_autofree char *path = module_path ();
  void *handle = dlopen (path, RTLD_NOW | RTLD_LOCAL); /* never unloaded */
  gpointer function = handle ? dlsym (handle, name) : NULL;
  const char *why;

  if (function != NULL)
    return function;
  why = dlerror ();
  council_error (error, COUNCIL_ERROR_STORAGE,
                 N_ ("cannot load what serves: {why} (install council again)"), "why",
                 why ? why : path, NULL);
  return NULL;
}
