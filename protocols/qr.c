#include "protocols/qr.h"

#include <qrencode.h>

QrCode *
qr_code_new (const char *text)
{
  QRcode *made = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  QrCode *code;

  if (made == NULL)
    return NULL;
  code = g_new0 (QrCode, 1);
  code->size = (guint) made->width;
  code->black = g_new0 (guint8, (gsize) code->size * code->size);
  for (guint i = 0; i < code->size * code->size; i++)
    code->black[i] = made->data[i] & 1; /* the other bits tell its kind */
  QRcode_free (made);
  return code;
}

void
qr_code_free (QrCode *code)
{
  if (code == NULL)
    return;
  g_free (code->black);
  g_free (code);
}
