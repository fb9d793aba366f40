#include "core/error.h"
#include "core/message.h"
#include "protocols/document-private.h"
#include "protocols/layout.h"
#include "protocols/pdf.h"

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

  if (!check_metadata (document->title, error) || !check_metadata (document->lang, error) ||
      !check_metadata (document->subject, error) ||
      !check_metadata (document->keywords, error) || !check_metadata (document->author, error))
    return NULL;
  layout = layout_document (document, style != NULL ? style : &document_style_default, error);
  return layout != NULL ? pdf_write (layout, document, error) : NULL;
}
