/* The structure of a PDF file: its revisions, and in each the objects that it defines.
 *
 * Written for files that council made and people signed, and strict on purpose: what a lenient
 * reader repairs in silence is where forgeries live.  Every byte belongs to a revision's objects,
 * its table or its trailer; every object stands in the revision whose table lists it.  Files of
 * other forms (object streams, encryption, linearised) are named and refused. */
#pragma once

#include "protocols/pdf-object.h"

/* Bytes.  A thousand pages are about 3 MB. */
#define PDF_LARGEST (32 * 1024 * 1024)

/* Bytes of all that is unpacked while a file is read.  A thousand pages are about 16 MB. */
#define PDF_MOST_UNPACKED (20 * 1024 * 1024)

typedef struct _PdfFile PdfFile;

/** One revision: the first is the document as it was made, each further one was appended. */
typedef struct
{
  gsize start;         /* its first byte */
  gsize table;         /* of its cross-reference table */
  gsize end;           /* behind its %%EOF and the line end there */
  gsize mark;          /* behind its %%EOF itself */
  PdfValue *trailer;   /* owned by the file */
  GHashTable *entries; /* number to PdfEntry, owned by the file */
  GHashTable *missing; /* (nullable): numbers that its objects name and that were not there */
} PdfRevision;

typedef struct
{
  guint number;
  gsize offset; /* of «12 0 obj»; 0 for an object that is not there */
} PdfEntry;

/** An object, owned by the file. */
typedef struct
{
  guint number;
  gsize start, end;
  PdfValue *value;
  gsize stream; /* offset of its stream's bytes; 0 when it has none */
  gsize stream_length;
} PdfObject;

/**
 * pdf_file_open:
 * @damaged: (out): whether it is a PDF of the right form whose structure is broken, as opposed
 *   to a file of another form
 * @error: %COUNCIL_ERROR_INPUT, saying what it is
 *
 * Returns: (transfer full): the file, its structure checked whole
 */
PdfFile *pdf_file_open (GBytes *bytes, gboolean *damaged, GError **error);

void pdf_file_free (PdfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfFile, pdf_file_free)

const char *pdf_file_data (const PdfFile *file, gsize *size);

/** pdf_file_revisions: how many there are, at least one. */
guint pdf_file_revisions (const PdfFile *file);

const PdfRevision *pdf_file_revision (const PdfFile *file, guint i);

/** pdf_file_has: whether revision @at has an object @number, its own or an older one. */
gboolean pdf_file_has (const PdfFile *file, guint at, gint64 number);

/** pdf_file_unpack: whether @bytes more may be unpacked; what was allowed is counted. */
gboolean pdf_file_unpack (PdfFile *file, gsize bytes);

/** pdf_file_object: (nullable): object @number as revision @at shows it; %NULL when there is none. */
const PdfObject *pdf_file_object (PdfFile *file, guint at, gint64 number);

/** pdf_file_value: (transfer none) (nullable): @value, or what it refers to. */
const PdfValue *pdf_file_value (PdfFile *file, guint at, const PdfValue *value);

/** pdf_file_get: (transfer none) (nullable): the value of @key, or what it refers to. */
const PdfValue *
pdf_file_get (PdfFile *file, guint at, const PdfValue *dictionary, const char *key);

/** pdf_file_catalog: (transfer none) (nullable). */
const PdfValue *pdf_file_catalog (PdfFile *file, guint at);
