/* Streams made smaller, the way PDF's FlateDecode makes them large again. */
#pragma once

#include <glib.h>

/** pdf_pack: (transfer full): @size bytes of @data in zlib's format. */
GBytes *pdf_pack (const void *data, gsize size);
