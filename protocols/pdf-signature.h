/* The signatures in a PDF file, and what each revision changed. */
#pragma once

#include "protocols/pdf-read.h"

/** A page's number is its place in reading order, from 1. */
typedef struct
{
  gint64 number; /* of its object */
} PdfPage;

/**
 * pdf_pages:
 * @at: revision
 *
 * Returns: (transfer full) (element-type PdfPage) (nullable): the pages in reading order; %NULL
 *   when the tree of pages is broken
 */
GArray *pdf_pages (PdfFile *file, guint at);

/** A signature field, signed or not. */
typedef struct
{
  gint64 number;         /* of its object */
  char *name;            /* /T, with its parents' */
  const PdfValue *value; /* (transfer none): its dictionary */
  gint64 signature;      /* number of its signature's object; 0 while it is empty */
} PdfField;

/**
 * pdf_fields:
 * @error: %COUNCIL_ERROR_INPUT when the form is broken, has a name twice or a signature twice
 *
 * Returns: (transfer full) (element-type PdfField): the signature fields at revision @at
 */
GPtrArray *pdf_fields (PdfFile *file, guint at, GError **error);

/** A signature as it stands in the file; nothing of it is proven. */
typedef struct
{
  char *field;         /* the field's name */
  gint64 number;       /* of its object */
  guint revision;      /* that it was made in */
  gint64 field_number; /* of the field's object */
  gsize range[4];      /* ByteRange: offset, length, offset, length */
  const char *fault;   /* (nullable): msgid: why the range cannot be trusted */
  gboolean covers_all; /* it reaches the end of the file */
  GBytes *cms;         /* (nullable): DER, without what pads it */
} PdfSignature;

void pdf_signature_free (PdfSignature *signature);

/** pdf_signatures: (transfer full) (element-type PdfSignature): in the order of their making. */
GPtrArray *pdf_signatures (PdfFile *file, GError **error);

/** pdf_signature_bytes: (transfer full): what the signature covers. */
GBytes *pdf_signature_bytes (const PdfFile *file, const PdfSignature *signature);

/**
 * pdf_changes:
 * @signatures: (element-type PdfSignature)
 * @findings: (element-type GError): gets an error for each change that no signing makes
 *
 * Compares each revision with the one before.  Making a signature adds its dictionary and its
 * appearance, fills the field's /V and /AP and sets /SigFlags; whatever else differs, or is in
 * a revision that nobody signed, is a finding.
 */
void pdf_changes (PdfFile *file, GPtrArray *signatures, GPtrArray *findings);
