/* Streams made smaller, the way PDF's FlateDecode makes them large again. */
#pragma once

#include <glib.h>

/* Packs in a thread of its own, so that the next page can be written meanwhile. */
typedef struct _PdfPacker PdfPacker;

PdfPacker *pdf_packer_new (void);

/** pdf_packer_add: @data: (transfer full): what is to be packed. */
void pdf_packer_add (PdfPacker *packer, GBytes *data);

/** pdf_packer_finish: (transfer none) (element-type GBytes): all that was added, packed, in that
 * order; waits for it, and takes no more. */
const GPtrArray *pdf_packer_finish (PdfPacker *packer);

void pdf_packer_free (PdfPacker *packer);
