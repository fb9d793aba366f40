#include "protocols/pades-internal.h"

static void
signature_free (gpointer data)
{
  PadesSignature *signature = data;

  g_free (signature->field);
  g_free (signature->party);
  cms_verdict_free (signature->verdict);
  g_free (signature);
}

PadesReport *
pades_report_new (void)
{
  PadesReport *report = g_new0 (PadesReport, 1);

  report->signatures = g_ptr_array_new_with_free_func (signature_free);
  report->empty = g_ptr_array_new_with_free_func (g_free);
  report->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  return report;
}

void
pades_report_free (PadesReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->signatures);
  g_ptr_array_unref (report->empty);
  g_ptr_array_unref (report->changes);
  g_free (report->sha256);
  g_free (report->title);
  g_free (report);
}

gboolean
pades_signature_is_sound (const PadesSignature *signature)
{
  const CmsVerdict *verdict = signature->verdict;

  return signature->fault == NULL && verdict != NULL && verdict->fault == NULL &&
         verdict->trust_fault == NULL && !verdict->timestamp_broken;
}

gboolean
pades_report_is_sound (const PadesReport *report)
{
  gboolean covered = FALSE;

  for (guint i = 0; i < report->signatures->len; i++)
    {
      const PadesSignature *signature = g_ptr_array_index (report->signatures, i);

      if (!pades_signature_is_sound (signature))
        return FALSE;
      covered = signature->covers_all;
    }
  return covered && !report->broken && report->changes->len == 0;
}
