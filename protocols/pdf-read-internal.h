/* What reading a PDF and checking its places share (pdf-read.c, pdf-read-places.c). */
#pragma once

#include "protocols/pdf-read.h"

struct _PdfFile
{
  GBytes *bytes;
  const char *data;
  gsize size;
  GPtrArray *revisions; /* (element-type PdfRevision), oldest first */
  GHashTable *objects;  /* offset to PdfObject, as they are read */
  guint entries;
  gsize values;   /* in all objects */
  gsize unpacked; /* bytes */
  gboolean damaged;
};

/** pdf_fault: raises %COUNCIL_ERROR_INPUT; @why is a msgid. */
gboolean pdf_fault (GError **error, const char *why);

/** pdf_damage: the same; the structure is broken at a byte that whoever looks into the file can
 * find. */
gboolean pdf_damage (PdfFile *file, GError **error, const char *why, gsize at);

/** pdf_read_object: (transfer full) (nullable): the object of @entry in revision @at;
 * @values is (out) (nullable): how many there are in it. */
PdfObject *
pdf_read_object (const PdfFile *file, guint at, const PdfEntry *entry, guint *values);
void pdf_read_object_free (PdfObject *object);

/** pdf_check_places: that the revisions follow each other, each object stands where its table
 * says, and nothing stands between them. */
gboolean pdf_check_places (PdfFile *file, GError **error);
