#include "protocols/pades-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "core/text.h"

#include <string.h>

#define MOST_SHOWN 100 /* characters of a field's name */

static void
add_signature (PadesReport *report, PdfFile *file, const PdfSignature *found,
               const CmsTrust *trust, GDateTime *now)
{
  PadesSignature *signature = g_new0 (PadesSignature, 1);

  signature->field = text_one_line (found->field, MOST_SHOWN);
  if (g_str_has_prefix (found->field, SIGNATURE_FIELD))
    signature->party = text_one_line (found->field + strlen (SIGNATURE_FIELD), MOST_SHOWN);
  signature->fault = found->fault;
  signature->covers_all = found->covers_all;
  if (found->fault == NULL)
    {
      g_autoptr(GBytes) content = pdf_signature_bytes (file, found);

      signature->verdict = cms_verify (found->cms, content, trust, now);
    }
  g_ptr_array_add (report->signatures, signature);
}

static gboolean
add_empty_fields (PadesReport *report, PdfFile *file, GError **error)
{
  g_autoptr(GPtrArray) fields = pdf_fields (file, pdf_file_revisions (file) - 1, error);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const PdfField *field = g_ptr_array_index (fields, i);

      if (field->signature == 0)
        g_ptr_array_add (report->empty, text_one_line (field->name, MOST_SHOWN));
    }
  return fields != NULL;
}

/* The document as it was issued, before anybody signed. */
static void
describe_document (PadesReport *report, PdfFile *file)
{
  const PdfRevision *first = pdf_file_revision (file, 0);
  const PdfValue *info = pdf_file_get (file, 0, first->trailer, "Info");
  gsize size;
  const char *data = pdf_file_data (file, &size);

  report->revisions = pdf_file_revisions (file);
  report->sha256 =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, first->end);
  report->title = pdf_text (pdf_file_get (file, 0, info, "Title"));
}

/* A signed file whose structure is broken is not a foreign file: it was tampered with, or damaged;
 * the report says where. */
static PadesReport *
report_broken (PadesReport *report, GError *why)
{
  report->broken = TRUE;
  g_ptr_array_add (report->changes, why);
  return report;
}

static gboolean
claims_signature (GBytes *pdf)
{
  gsize n;
  const char *data = g_bytes_get_data (pdf, &n);

  return data != NULL && memmem (data, n, "/ByteRange", strlen ("/ByteRange")) != NULL;
}

PadesReport *
pades_verify (GBytes *pdf, const char *const *trusted, GDateTime *now, GError **error)
{
  g_autoptr(PadesReport) report = pades_report_new ();
  g_autoptr(CmsTrust) trust = cms_trust_open (trusted, error);
  g_autoptr(GPtrArray) signatures = NULL;
  g_autoptr(PdfFile) file = NULL;
  gboolean damaged = FALSE;
  GError *why = NULL;

  if (trust == NULL)
    return NULL;
  file = pdf_file_open (pdf, &damaged, &why);
  if (file != NULL)
    {
      damaged = TRUE;
      describe_document (report, file);
      signatures = pdf_signatures (file, &why);
    }
  if (signatures == NULL || !add_empty_fields (report, file, &why))
    {
      if (damaged && claims_signature (pdf))
        return report_broken (g_steal_pointer (&report), why);
      g_propagate_error (error, why);
      return NULL;
    }
  for (guint i = 0; i < signatures->len; i++)
    add_signature (report, file, g_ptr_array_index (signatures, i), trust, now);
  pdf_changes (file, signatures, report->changes);
  return g_steal_pointer (&report);
}
