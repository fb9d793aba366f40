/* The bytes of a PDF file's streams. */
#pragma once

#include "protocols/pdf-read.h"

/* A text packs five times smaller, a table's rules twenty times; what packs hundreds of times is
 * made to fill memory.  A small stream may be what it likes. */
#define PDF_MOST_RATIO 64
#define PDF_SMALL_STREAM (64 * 1024)

/**
 * pdf_file_stream:
 *
 * Returns: (transfer full) (nullable): the stream's bytes, decoded when it is packed by
 *   FlateDecode; %NULL when it is packed otherwise, broken, packed more than %PDF_MOST_RATIO times
 *   smaller, or when all that was asked for exceeds %PDF_MOST_UNPACKED
 */
GBytes *pdf_file_stream (PdfFile *file, guint at, const PdfObject *object);
