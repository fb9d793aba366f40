/* The program's pades_module(): OpenSSL costs more start-up than most commands take, so what signs
 * and verifies is a module.  It finds the rest of council in the program that loads it.  Tests
 * link the module instead (pades-linked.c). */
#include "protocols/pades.h"

#include "core/error.h"
#include "core/message.h"

#include <dlfcn.h>

#define MODULE "council-sign.so"

/* In the build tree beside the program, else where it is installed. */
static char *
module_path (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *beside =
      folder ? g_build_filename (folder, "..", "protocols", MODULE, NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&beside);
  return g_build_filename (COUNCIL_MODULE_DIR, MODULE, NULL);
}

/* Loaded once, never unloaded. */
const PadesModule *
pades_module (GError **error)
{
  static const PadesModule *module;
  g_autofree char *path = NULL;
  const char *why;
  void *handle;

  if (module != NULL)
    return module;
  path = module_path ();
  handle = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  module = handle ? dlsym (handle, PADES_MODULE_SYMBOL) : NULL;
  if (module == NULL || module->version != PADES_MODULE_VERSION)
    {
      why = module == NULL ? dlerror () : NULL;
      module = NULL;
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("cannot load what signs: {why} (install council again)"), "why",
                     why ? why : path, NULL);
    }
  return module;
}
