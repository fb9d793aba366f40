#include "protocols/pdf-kind.h"

#include "core/message.h"

#include <string.h>

#define SMALLEST 200                /* bytes: no PDF with a page is smaller */
#define LARGEST (256 * 1024 * 1024) /* bytes: beyond it nobody can send it on */
#define HEAD 1024 /* where a PDF's first mark may stand (ISO 32000-1, annex H) */
#define TAIL 2048 /* and its last */

static gboolean
holds (const char *bytes, gsize n, const char *mark)
{
  return memmem (bytes, n, mark, strlen (mark)) != NULL;
}

/* What a file is that is taken for a PDF now and then. */
static const char *
foreign_kind (const char *bytes, gsize n)
{
  gsize head = MIN (n, HEAD);

  if (n >= 3 && memcmp (bytes, "\xff\xd8\xff", 3) == 0)
    return N_ ("it is a JPEG picture (save it as PDF)");
  if (n >= 4 && memcmp (bytes, "\x89PNG", 4) == 0)
    return N_ ("it is a PNG picture (save it as PDF)");
  if (n >= 4 && (memcmp (bytes, "II*", 4) == 0 || memcmp (bytes, "MM\0*", 4) == 0))
    return N_ ("it is a TIFF picture (save it as PDF)");
  if (n >= 4 && memcmp (bytes, "PK\x03\x04", 4) == 0)
    return N_ ("it is a ZIP archive or an office document (save it as PDF)");
  if (holds (bytes, head, "<html") || holds (bytes, head, "<HTML") ||
      holds (bytes, head, "<!DOCTYPE"))
    return N_ ("it is a web page, not a PDF");
  return N_ ("it is no PDF");
}

/* Whether a dictionary names its encryption: «/Encrypt 12 0 R». */
static gboolean
is_encrypted (const char *bytes, gsize n)
{
  const char *at = bytes, *end = bytes + n;

  while ((at = memchr (at, '/', (gsize) (end - at))) != NULL)
    {
      if (end - at < 8 || memcmp (at, "/Encrypt", 8) != 0)
        {
          at++;
          continue;
        }
      at += 8;
      while (at < end && g_ascii_isspace (*at))
        at++;
      if (at < end && (g_ascii_isdigit (*at) || *at == '<'))
        return TRUE;
    }
  return FALSE;
}

const char *
pdf_kind_fault (const char *bytes, gsize n)
{
  if (bytes == NULL || n == 0)
    return N_ ("it is empty");
  if (n > LARGEST)
    return N_ ("it is larger than 256 MB (scan it with 300 dpi)");
  if (!holds (bytes, MIN (n, HEAD), "%PDF-"))
    return foreign_kind (bytes, n);
  if (n < SMALLEST || !holds (bytes + n - MIN (n, TAIL), MIN (n, TAIL), "%%EOF"))
    return N_ ("the PDF is cut off: its end is missing (copy it again)");
  if (is_encrypted (bytes, n))
    return N_ ("the PDF is encrypted (save it without a password)");
  return NULL;
}
