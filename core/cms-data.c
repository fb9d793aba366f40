/* What CMS tells is plain data: the program frees it without OpenSSL. */
#include "core/cms.h"

void
cms_certificate_free (CmsCertificate *certificate)
{
  if (certificate == NULL)
    return;
  g_free (certificate->subject);
  g_free (certificate->issuer);
  g_free (certificate->name);
  g_free (certificate->surname);
  g_free (certificate->given);
  g_free (certificate->title);
  g_free (certificate->organisation);
  g_free (certificate->country);
  g_free (certificate->serial);
  g_free (certificate->fingerprint);
  g_clear_pointer (&certificate->not_before, g_date_time_unref);
  g_clear_pointer (&certificate->not_after, g_date_time_unref);
  g_free (certificate);
}

void
cms_verdict_free (CmsVerdict *verdict)
{
  if (verdict == NULL)
    return;
  cms_certificate_free (verdict->certificate);
  g_clear_pointer (&verdict->timestamp, g_date_time_unref);
  g_clear_pointer (&verdict->time, g_date_time_unref);
  g_free (verdict->fault);
  g_free (verdict->timestamp_fault);
  g_free (verdict->trust_fault);
  g_free (verdict);
}
