#include "core/cms-internal.h"

#include "core/message.h"

#include <openssl/ess.h>
#include <openssl/x509v3.h>

#define LEAST_LEVEL 2 /* of security, OpenSSL's: 112 bits, as RSA of 2048 bits */

struct _CmsTrust
{
  X509_STORE *store;
};

/* --- trust -------------------------------------------------------------------------------------- */

CmsTrust *
cms_trust_open (const char *const *paths, GError **error)
{
  g_autoptr(CmsTrust) trust = g_new0 (CmsTrust, 1);
  STACK_OF (X509) *list = sk_X509_new_null ();
  gboolean read = TRUE;

  trust->store = X509_STORE_new ();
  /* whoever trusts an authority below the root, or one certificate, says so by naming it */
  X509_STORE_set_flags (trust->store, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_auth_level (X509_STORE_get0_param (trust->store), LEAST_LEVEL);
  for (guint i = 0; read && paths != NULL && paths[i] != NULL; i++)
    read = cms_read_certificates (paths[i], list, error);
  if (paths == NULL || paths[0] == NULL)
    X509_STORE_set_default_paths (trust->store);
  for (int i = 0; i < sk_X509_num (list); i++)
    X509_STORE_add_cert (trust->store, sk_X509_value (list, i));
  sk_X509_pop_free (list, X509_free);
  ERR_clear_error ();
  return read ? g_steal_pointer (&trust) : NULL;
}

void
cms_trust_free (CmsTrust *trust)
{
  if (trust == NULL)
    return;
  X509_STORE_free (trust->store);
  g_free (trust);
}

X509_STORE *
cms_trust_store (const CmsTrust *trust)
{
  return trust->store;
}

static const char *
trust_words (int code)
{
  switch (code)
    {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return N_ ("the certificate has expired");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return N_ ("the certificate is not valid yet");
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return N_ ("the certificate is signed by itself, and is not among the trusted ones");
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return N_ ("no trusted authority has issued the certificate");
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return N_ ("a key or a hash in its chain is so weak that it can be forged");
    default:
      return X509_verify_cert_error_string (code);
    }
}

char *
cms_trust_check (const CmsTrust *trust, X509 *x509, STACK_OF (X509) * others, GDateTime *time,
                 gboolean *expired)
{
  X509_STORE_CTX *context = X509_STORE_CTX_new ();
  char *why = NULL;
  int code;

  X509_STORE_CTX_init (context, trust->store, x509, others);
  X509_STORE_CTX_set_time (context, 0, (time_t) g_date_time_to_unix (time));
  *expired = FALSE;
  if (X509_verify_cert (context) != 1)
    {
      code = X509_STORE_CTX_get_error (context);
      *expired = code == X509_V_ERR_CERT_HAS_EXPIRED;
      why = g_strdup (trust_words (code));
    }
  else if (!cms_for_signing (x509))
    why = g_strdup (N_ ("the certificate is not for signing"));
  X509_STORE_CTX_free (context);
  ERR_clear_error ();
  return why;
}

/* --- one signature ------------------------------------------------------------------------------ */

/* The certificate that signed is named in what was signed (RFC 5035), so that no other can be put
 * in its place. */
static gboolean
names_certificate (const CMS_SignerInfo *info, X509 *signer)
{
  const ASN1_STRING *value = CMS_signed_get0_data_by_OBJ (
      info, OBJ_nid2obj (NID_id_smime_aa_signingCertificateV2), -3, V_ASN1_SEQUENCE);
  STACK_OF (X509) * chain;
  ESS_SIGNING_CERT_V2 *named;
  const unsigned char *at;
  gboolean right;

  if (value == NULL)
    return FALSE;
  at = ASN1_STRING_get0_data (value);
  named = d2i_ESS_SIGNING_CERT_V2 (NULL, &at, ASN1_STRING_length (value));
  chain = sk_X509_new_null ();
  sk_X509_push (chain, signer);
  right = named != NULL && OSSL_ESS_check_signing_certs (NULL, named, chain, 1) > 0;
  sk_X509_free (chain);
  ESS_SIGNING_CERT_V2_free (named);
  return right;
}

/* SHA-1 and older can be forged. */
static gboolean
strong_digest (CMS_SignerInfo *info)
{
  X509_ALGOR *digest = NULL;
  int nid;

  CMS_SignerInfo_get0_algs (info, NULL, NULL, &digest, NULL);
  nid = digest ? OBJ_obj2nid (digest->algorithm) : NID_undef;
  return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512;
}

static const char *
verify_words (unsigned long code)
{
  if (ERR_GET_LIB (code) == ERR_LIB_CMS &&
      (ERR_GET_REASON (code) == CMS_R_VERIFICATION_FAILURE ||
       ERR_GET_REASON (code) == CMS_R_MESSAGEDIGEST_WRONG_LENGTH))
    return N_ ("what it covers was changed after signing, or it is the signature of another "
               "document");
  return N_ ("the signature itself was changed");
}

/* Whether the one signer signed @content; %NULL when so. */
static const char *
signature_fault (CMS_ContentInfo *cms, CMS_SignerInfo *info, X509 *signer, GBytes *content)
{
  gsize n;
  const void *data = g_bytes_get_data (content, &n);
  BIO *bio = BIO_new_mem_buf (data, (int) n);
  gboolean right =
      CMS_verify (cms, NULL, NULL, bio, NULL, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1;
  const char *why = right ? NULL : verify_words (ERR_peek_error ());

  BIO_free (bio);
  ERR_clear_error ();
  if (why != NULL)
    return why;
  if (!names_certificate (info, signer))
    return N_ ("it does not say which certificate it was made with");
  if (!strong_digest (info))
    return N_ ("its hash can be forged");
  return NULL;
}

static void
check_time (CmsVerdict *verdict, const CMS_SignerInfo *info, const CmsTrust *trust,
            GDateTime *now)
{
  const ASN1_STRING *token = CMS_unsigned_get0_data_by_OBJ (
      (CMS_SignerInfo *) info, OBJ_nid2obj (NID_id_smime_aa_timeStampToken), -3,
      V_ASN1_SEQUENCE);

  if (token != NULL)
    cms_check_timestamp (verdict, ASN1_STRING_get0_data (token),
                         (gsize) ASN1_STRING_length (token),
                         CMS_SignerInfo_get0_signature ((CMS_SignerInfo *) info), trust, now);
  verdict->time = verdict->timestamp != NULL && verdict->timestamp_fault == NULL
                      ? g_date_time_ref (verdict->timestamp)
                      : g_date_time_ref (now);
}

static X509 *
signer_of (CMS_SignerInfo *info, STACK_OF (X509) * certificates)
{
  for (int i = 0; i < sk_X509_num (certificates); i++)
    if (CMS_SignerInfo_cert_cmp (info, sk_X509_value (certificates, i)) == 0)
      return sk_X509_value (certificates, i);
  return NULL;
}

static const char *
verify_parsed (CmsVerdict *verdict, CMS_ContentInfo *cms, GBytes *content,
               const CmsTrust *trust, GDateTime *now)
{
  STACK_OF (CMS_SignerInfo) *infos = CMS_get0_SignerInfos (cms);
  STACK_OF (X509) *certificates = CMS_get1_certs (cms);
  const char *why = NULL;
  CMS_SignerInfo *info;
  X509 *signer;

  if (infos == NULL || sk_CMS_SignerInfo_num (infos) != 1)
    why = N_ ("it has not exactly one signer");
  else if (!CMS_is_detached (cms))
    why = N_ ("it brings its own document along");
  else
    {
      info = sk_CMS_SignerInfo_value (infos, 0);
      signer = signer_of (info, certificates);
      if (signer == NULL)
        why = N_ ("the certificate that it was made with is missing");
      else
        {
          verdict->certificate = cms_describe (signer);
          why = signature_fault (cms, info, signer, content);
          check_time (verdict, info, trust, now);
          verdict->trust_fault =
              cms_trust_check (trust, signer, certificates, verdict->time, &verdict->expired);
        }
    }
  sk_X509_pop_free (certificates, X509_free);
  ERR_clear_error ();
  return why;
}

CmsVerdict *
cms_verify (GBytes *bytes, GBytes *content, const CmsTrust *trust, GDateTime *now)
{
  CmsVerdict *verdict = g_new0 (CmsVerdict, 1);
  gsize n;
  const unsigned char *start = g_bytes_get_data (bytes, &n), *at = start;
  CMS_ContentInfo *cms = d2i_CMS_ContentInfo (NULL, &at, (long) n);
  const char *why;

  if (cms == NULL || at != start + n || OBJ_obj2nid (CMS_get0_type (cms)) != NID_pkcs7_signed)
    why = N_ ("it is no signature");
  else
    why = verify_parsed (verdict, cms, content, trust, now);
  verdict->fault = g_strdup (why);
  if (verdict->time == NULL)
    verdict->time = g_date_time_ref (now);
  ERR_clear_error ();
  CMS_ContentInfo_free (cms);
  return verdict;
}
