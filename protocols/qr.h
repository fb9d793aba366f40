/* A QR code (ISO/IEC 18004), as black and white squares. */
#pragma once

#include <glib.h>

typedef struct
{
  guint size;    /* squares on a side */
  guint8 *black; /* size × size: 1 where a square is black, by rows from the top */
} QrCode;

/**
 * qr_code_new:
 * @text: ASCII; capitals, digits and " $%*+-./:" take least room
 *
 * Returns: (transfer full): the code, of medium error correction; %NULL when @text is too long
 */
QrCode *qr_code_new (const char *text);

void qr_code_free (QrCode *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QrCode, qr_code_free)
