/* What core/cms*.c share. */
#pragma once

#include "core/cms.h"
#include "core/error.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

struct _CmsSigner
{
  EVP_PKEY *key; /* NULL when it is elsewhere */
  X509 *certificate;
  STACK_OF (X509) * chain;
  CmsCertificate *described;
};

/** cms_describe: (transfer full): what @x509 says of its holder. */
CmsCertificate *cms_describe (X509 *x509);

/** cms_for_signing: whether its holder may sign documents with it. */
gboolean cms_for_signing (X509 *x509);

/** cms_time: (transfer full) (nullable): an instant of OpenSSL's. */
GDateTime *cms_time (const ASN1_TIME *time);

/** cms_reason: (transfer none): the last error of OpenSSL in its own words; clears them all. */
const char *cms_reason (void);

/** cms_der: (transfer full): @length bytes of OpenSSL's, which are freed. */
GBytes *cms_der (unsigned char *bytes, int length);

/** cms_read_certificates: all certificates of a PEM file into @list; %FALSE when it has none. */
gboolean cms_read_certificates (const char *path, STACK_OF (X509) * list, GError **error);

/** cms_token_open: key and certificate (unless it is there already) of a token. */
gboolean cms_token_open (CmsSigner *signer, const CmsSource *source, GError **error);

/** cms_timestamp: (transfer full): asks @authority for a token over @signature. */
GBytes *cms_timestamp (const char *authority, const void *signature, gsize n, GError **error);

/** cms_check_timestamp: fills what @verdict says of a token, @n bytes of @der, over
 * @signature. */
void cms_check_timestamp (CmsVerdict *verdict, const guint8 *der, gsize n,
                          const ASN1_OCTET_STRING *signature, const CmsTrust *trust,
                          GDateTime *now);

/** cms_trust_store: (transfer none). */
X509_STORE *cms_trust_store (const CmsTrust *trust);

/** cms_trust_check: (transfer full) (nullable): why @x509 cannot be trusted at @time. */
char *cms_trust_check (const CmsTrust *trust, X509 *x509, STACK_OF (X509) * others,
                       GDateTime *time, gboolean *expired);
