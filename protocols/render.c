#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "core/error.h"
#include "core/message.h"
#include "protocols/document-private.h"
#include "protocols/layout.h"
#include "protocols/pdf.h"

/* ---- Memory ------------------------------------------------------------------------------ */

/* A document is a great many small things, and for the kernel to give their memory in pages of
 * 4 kB, one by one, took longer than to set them.  So this much is reserved, which takes none
 * yet, for the kernel to give in large pages if it has them; none goes back before the end. */
#define ROOM ((gsize) 64 << 20)
#define LARGE_PAGE ((gsize) 2 << 20)

static void
reserve_room (void)
{
  static gsize done;
  /* What the heap has before the first large page: never touched, so it stays reserved. */
  static void *volatile before G_GNUC_UNUSED;

  if (g_once_init_enter (&done))
    {
      gsize begin, first;

      mallopt (M_MMAP_MAX, 0);
      mallopt (M_TRIM_THRESHOLD, 2 * ROOM);
      mallopt (M_ARENA_MAX, 1); /* one heap, for the thread that packs as well */
      begin = (gsize) malloc (ROOM);
      first = (begin + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
      free ((void *) begin);
      if (begin != 0)
        {
          madvise ((void *) first, ROOM - LARGE_PAGE, MADV_HUGEPAGE);
          before = malloc (first - begin);
        }
      g_once_init_leave (&done, 1);
    }
}

/* ---- A document -------------------------------------------------------------------------- */

/* Metadata stands in XML and in PDF strings, where control characters have no place. */
static gboolean
check_metadata (const char *text, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("the text is not valid UTF-8: {text}"), "text", text, NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isdefined (g_utf8_get_char (p)) || g_unichar_iscntrl (g_utf8_get_char (p)))
      return council_error (error, COUNCIL_ERROR_INPUT,
                            N_ ("the document's title, subject, keywords or author have a "
                                "control character: {text}"),
                            "text", text, NULL);
  return TRUE;
}

GBytes *
document_render (const Document *document, const DocumentStyle *style, GError **error)
{
  g_autoptr(Layout) layout = NULL;

  reserve_room ();
  if (!check_metadata (document->title, error) || !check_metadata (document->lang, error) ||
      !check_metadata (document->subject, error) ||
      !check_metadata (document->keywords, error) || !check_metadata (document->author, error))
    return NULL;
  layout = layout_document (document, style != NULL ? style : &document_style_default, error);
  return layout != NULL ? pdf_write (layout, document, error) : NULL;
}
