/* The bytes of a PDF file's streams. */
#pragma once

#include "protocols/pdf-read.h"

/* Decoded bytes of one stream. */
#define PDF_LARGEST_STREAM (32 * 1024 * 1024)

/**
 * pdf_file_stream:
 *
 * Returns: (transfer full) (nullable): the stream's bytes, decoded when it is packed by
 *   FlateDecode; %NULL when it is packed otherwise, broken, or larger than %PDF_LARGEST_STREAM
 */
GBytes *pdf_file_stream (PdfFile *file, guint at, const PdfObject *object);
