/* The program's document_render(): libharu, FreeType and the hyphenation cost more start-up than
 * most commands take, so what prints is a module that is loaded on use.  It finds the rest of
 * council in the program that loads it.  Tests link what prints directly instead of this file. */
#include "protocols/document.h"

#include "core/error.h"
#include "core/message.h"

#include <dlfcn.h>

#define MODULE "council-print.so"

typedef GBytes *
DocumentRender (const Document *document, const DocumentStyle *style, GError **error);

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
static DocumentRender *
module_render (GError **error)
{
  static DocumentRender *render;
  g_autofree char *path = NULL;
  const char *why;
  void *handle;

  if (render != NULL)
    return render;
  path = module_path ();
  handle = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  render = handle ? (DocumentRender *) dlsym (handle, "document_render") : NULL;
  if (render == NULL)
    {
      why = dlerror ();
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("cannot load what prints: {why} (install council again)"), "why",
                     why ? why : path, NULL);
    }
  return render;
}

GBytes *
document_render (const Document *document, const DocumentStyle *style, GError **error)
{
  DocumentRender *render = module_render (error);

  return render ? render (document, style, error) : NULL;
}
