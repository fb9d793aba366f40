/* A CMS is built around its signed attributes, so that the key may be anywhere: here, on a token,
 * or with a signing service that sees nothing but those attributes. */
#include "core/cms-internal.h"

#include "core/message.h"

#include <string.h>

static gboolean
failed (GError **error)
{
  return council_error (error, COUNCIL_ERROR_STORAGE, N_ ("cannot sign: {why}"), "why",
                        cms_reason (), NULL);
}

/* contentType, messageDigest and signingCertificateV2.  No signingTime: PAdES forbids it, and
 * OpenSSL adds it when it signs by itself. */
static CMS_ContentInfo *
make_cms (CmsSigner *signer, GBytes *digest, CMS_SignerInfo **info)
{
  CMS_ContentInfo *cms =
      CMS_sign (NULL, NULL, signer->chain, NULL, CMS_PARTIAL | CMS_DETACHED | CMS_BINARY);
  gsize n;
  const void *hash = g_bytes_get_data (digest, &n);

  *info = NULL;
  /* the public key will do: nothing is signed yet */
  if (cms != NULL)
    *info = CMS_add1_signer (
        cms, signer->certificate, X509_get0_pubkey (signer->certificate), EVP_sha256 (),
        CMS_PARTIAL | CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | CMS_CADES);
  if (*info != NULL &&
      CMS_signed_add1_attr_by_NID (*info, NID_pkcs9_contentType, V_ASN1_OBJECT,
                                   OBJ_nid2obj (NID_pkcs7_data), -1) &&
      CMS_signed_add1_attr_by_NID (*info, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, hash,
                                   (int) n))
    return cms;
  CMS_ContentInfo_free (cms);
  return NULL;
}

static int
compare_der (gconstpointer a, gconstpointer b)
{
  return g_bytes_compare (*(GBytes *const *) a, *(GBytes *const *) b);
}

/* The attributes as a SET OF in DER: sorted, whatever their order in memory. */
static GBytes *
attributes_der (const CMS_SignerInfo *info)
{
  g_autoptr(GPtrArray) parts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GByteArray *set = g_byte_array_new ();
  gsize length = 0;
  guint8 head[] = { 0x31, 0x82, 0,
                    0 }; /* always over 255 bytes: a hash of the certificate … */
  guint skip = 0;

  for (int i = 0; i < CMS_signed_get_attr_count (info); i++)
    {
      unsigned char *der = NULL;
      int n = i2d_X509_ATTRIBUTE (CMS_signed_get_attr (info, i), &der);
      GBytes *part = cms_der (der, n);

      g_ptr_array_add (parts, part);
      length += g_bytes_get_size (part);
    }
  g_ptr_array_sort (parts, compare_der);
  head[2] = (guint8) (length >> 8);
  head[3] = (guint8) length;
  if (length < 0x100) /* … and yet: the shortest form is the only one in DER */
    {
      head[1] = length < 0x80 ? (guint8) length : 0x81;
      head[2] = (guint8) length;
      skip = length < 0x80 ? 2 : 1;
    }
  g_byte_array_append (set, head, (guint) sizeof head - skip);
  for (guint i = 0; i < parts->len; i++)
    {
      gsize n;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (parts, i), &n);

      g_byte_array_append (set, data, (guint) n);
    }
  return g_byte_array_free_to_bytes (set);
}

GBytes *
cms_attributes (CmsSigner *signer, GBytes *digest, GError **error)
{
  CMS_SignerInfo *info;
  CMS_ContentInfo *cms = make_cms (signer, digest, &info);
  GBytes *der = cms ? attributes_der (info) : NULL;

  CMS_ContentInfo_free (cms);
  if (der == NULL)
    failed (error);
  return der;
}

GBytes *
cms_sign (CmsSigner *signer, GBytes *attributes, GError **error)
{
  g_autofree unsigned char *signature = NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gsize n;
  const void *data = g_bytes_get_data (attributes, &n);
  size_t length = 0;
  gboolean done = EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, signer->key) == 1 &&
                  EVP_DigestSign (context, NULL, &length, data, n) == 1;

  if (done)
    {
      signature = g_malloc (length);
      done = EVP_DigestSign (context, signature, &length, data, n) == 1;
    }
  EVP_MD_CTX_free (context);
  if (!done)
    {
      failed (error);
      return NULL;
    }
  return g_bytes_new (signature, length);
}

/* A signature that comes from outside may be of anything. */
static gboolean
check_signature (CmsSigner *signer, GBytes *attributes, GBytes *signature, GError **error)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  EVP_PKEY *key = X509_get0_pubkey (signer->certificate);
  gsize n, length;
  const void *data = g_bytes_get_data (attributes, &n);
  const void *bytes = g_bytes_get_data (signature, &length);
  gboolean right = length > 0 &&
                   EVP_DigestVerifyInit (context, NULL, EVP_sha256 (), NULL, key) == 1 &&
                   EVP_DigestVerify (context, bytes, length, data, n) == 1;

  EVP_MD_CTX_free (context);
  ERR_clear_error ();
  return right || council_error (error, COUNCIL_ERROR_INPUT,
                                 N_ ("the signature is not made by the key of certificate "
                                     "{subject}, or is of other bytes than were prepared"),
                                 "subject", signer->described->subject, NULL);
}

static gboolean
add_timestamp (CMS_SignerInfo *info, GBytes *signature, const char *authority, GError **error)
{
  gsize n, length;
  const void *bytes = g_bytes_get_data (signature, &n);
  g_autoptr(GBytes) token = cms_timestamp (authority, bytes, n, error);
  const void *der = token ? g_bytes_get_data (token, &length) : NULL;

  if (token == NULL)
    return FALSE;
  return CMS_unsigned_add1_attr_by_NID (info, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                        der, (int) length) ||
         failed (error);
}

GBytes *
cms_assemble (CmsSigner *signer, GBytes *digest, GBytes *signature, const char *authority,
              GError **error)
{
  CMS_SignerInfo *info = NULL;
  CMS_ContentInfo *cms = make_cms (signer, digest, &info);
  g_autoptr(GBytes) attributes = cms ? attributes_der (info) : NULL;
  unsigned char *der = NULL;
  GBytes *bytes = NULL;
  gsize n;
  const void *data = g_bytes_get_data (signature, &n);

  if (cms == NULL)
    failed (error);
  else if (check_signature (signer, attributes, signature, error))
    {
      if (!ASN1_STRING_set (CMS_SignerInfo_get0_signature (info), data, (int) n))
        failed (error);
      else if (authority == NULL || add_timestamp (info, signature, authority, error))
        {
          int length = i2d_CMS_ContentInfo (cms, &der);

          bytes = cms_der (der, length);
          if (bytes == NULL)
            failed (error);
        }
    }
  CMS_ContentInfo_free (cms);
  return bytes;
}
