#include "core/cms-internal.h"

#include "core/file.h"
#include "core/message.h"
#include "core/text.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509v3.h>

#include <string.h>

#define LARGEST_FILE (1024 * 1024) /* bytes: no certificate or key file has more */
#define LEAST_RSA 2048             /* bits */
#define LEAST_EC 256
#define MOST_SHOWN 400 /* characters of a name */

/* --- certificates ------------------------------------------------------------------------------- */

/* Whoever has a certificate made may have put line ends in it, to speak in our stead. */
static char *
shown (const char *text, gsize n)
{
  g_autofree char *copy = g_strndup (text, n);

  return text_one_line (copy, MOST_SHOWN);
}

static char *
name_part (const X509_NAME *name, int nid)
{
  int at = X509_NAME_get_index_by_NID (name, nid, -1);
  unsigned char *text = NULL;
  char *part = NULL;
  int length;

  if (at < 0)
    return NULL;
  length =
      ASN1_STRING_to_UTF8 (&text, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, at)));
  if (length >= 0)
    part = shown ((const char *) text, (gsize) length);
  OPENSSL_free (text);
  return part;
}

static char *
name_line (const X509_NAME *name)
{
  BIO *bio = BIO_new (BIO_s_mem ());
  char *text, *line;
  long length;

  X509_NAME_print_ex (bio, name, 0,
                      (XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB) | ASN1_STRFLGS_UTF8_CONVERT);
  length = BIO_get_mem_data (bio, &text);
  line = shown (text, (gsize) length);
  BIO_free (bio);
  return line;
}

GDateTime *
cms_time (const ASN1_TIME *time)
{
  struct tm tm;

  if (time == NULL || !ASN1_TIME_to_tm (time, &tm))
    return NULL;
  return g_date_time_new_utc (tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                              tm.tm_min, MIN (tm.tm_sec, 59));
}

static char *
hexadecimal (const unsigned char *bytes, unsigned n)
{
  GString *text = g_string_new (NULL);

  for (unsigned i = 0; i < n; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

/* A server, a program or a clock signs no documents, whoever vouches for it. */
gboolean
cms_for_signing (X509 *x509)
{
  uint32_t usage = X509_get_key_usage (x509); /* all bits when there is no such extension */
  EXTENDED_KEY_USAGE *list = X509_get_ext_d2i (x509, NID_ext_key_usage, NULL, NULL);
  gboolean other = list != NULL;

  /* any other purpose may be the signing of documents (RFC 9336) */
  for (int i = 0; i < sk_ASN1_OBJECT_num (list); i++)
    switch (OBJ_obj2nid (sk_ASN1_OBJECT_value (list, i)))
      {
      case NID_server_auth:
      case NID_code_sign:
      case NID_OCSP_sign:
      case NID_time_stamp:
        break;
      default:
        other = FALSE;
      }
  sk_ASN1_OBJECT_pop_free (list, ASN1_OBJECT_free);
  return (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0 && !other;
}

CmsCertificate *
cms_describe (X509 *x509)
{
  CmsCertificate *certificate = g_new0 (CmsCertificate, 1);
  const X509_NAME *subject = X509_get_subject_name (x509);
  const ASN1_INTEGER *serial = X509_get0_serialNumber (x509);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned n = 0;

  certificate->subject = name_line (subject);
  certificate->issuer = name_line (X509_get_issuer_name (x509));
  certificate->name = name_part (subject, NID_commonName);
  certificate->surname = name_part (subject, NID_surname);
  certificate->given = name_part (subject, NID_givenName);
  certificate->title = name_part (subject, NID_title);
  certificate->organisation = name_part (subject, NID_organizationName);
  certificate->country = name_part (subject, NID_countryName);
  certificate->serial =
      hexadecimal (ASN1_STRING_get0_data (serial), (unsigned) ASN1_STRING_length (serial));
  X509_digest (x509, EVP_sha256 (), digest, &n);
  certificate->fingerprint = hexadecimal (digest, n);
  certificate->not_before = cms_time (X509_get0_notBefore (x509));
  certificate->not_after = cms_time (X509_get0_notAfter (x509));
  certificate->for_signing = cms_for_signing (x509);
  return certificate;
}

const char *
cms_reason (void)
{
  unsigned long code = ERR_peek_last_error ();
  const char *text = code ? ERR_reason_error_string (code) : NULL;

  ERR_clear_error ();
  return text != NULL ? text : "OpenSSL";
}

GBytes *
cms_der (unsigned char *bytes, int length)
{
  GBytes *copy = length > 0 ? g_bytes_new (bytes, (gsize) length) : NULL;

  OPENSSL_free (bytes);
  return copy;
}

/* --- files -------------------------------------------------------------------------------------- */

/* A file as OpenSSL reads it; @bytes keeps it. */
static BIO *
open_file (const char *path, GBytes **bytes, GError **error)
{
  gsize n;
  const void *data;

  *bytes = file_read_whole (path, LARGEST_FILE, error);
  if (*bytes == NULL)
    return NULL;
  data = g_bytes_get_data (*bytes, &n);
  return BIO_new_mem_buf (data ? data : "", (int) n);
}

gboolean
cms_read_certificates (const char *path, STACK_OF (X509) * list, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  BIO *bio = open_file (path, &bytes, error);
  gboolean found = FALSE;
  X509 *x509;

  if (bio == NULL)
    return FALSE;
  while ((x509 = PEM_read_bio_X509 (bio, NULL, NULL, NULL)) != NULL)
    {
      sk_X509_push (list, x509);
      found = TRUE;
    }
  ERR_clear_error ();
  BIO_free (bio);
  return found || council_error (error, COUNCIL_ERROR_INPUT,
                                 N_ ("{file}: no certificate stands in it (a PEM file begins "
                                     "with -----BEGIN CERTIFICATE-----)"),
                                 "file", path, NULL);
}

/* --- signers ------------------------------------------------------------------------------------ */

void
cms_signer_free (CmsSigner *signer)
{
  if (signer == NULL)
    return;
  EVP_PKEY_free (signer->key);
  X509_free (signer->certificate);
  sk_X509_pop_free (signer->chain, X509_free);
  cms_certificate_free (signer->described);
  g_free (signer);
}

/* What the PEM reader is given, and whether it asked at all. */
typedef struct
{
  const CmsSource *source;
  const char *path;
  gboolean asked;
  GError *error;
} Asking;

static int
answer_pem (char *buffer, int size, int writing, void *data)
{
  Asking *asking = data;
  char *text;
  int n = -1;

  asking->asked = TRUE;
  text = asking->source->ask (asking->path, asking->source->data, &asking->error);
  if (text != NULL && strlen (text) < (size_t) size)
    {
      n = (int) strlen (text);
      memcpy (buffer, text, (size_t) n);
    }
  if (text != NULL)
    OPENSSL_cleanse (text, strlen (text));
  g_free (text);
  return n;
}

static gboolean
wrong_passphrase (const char *path, GError **error)
{
  ERR_clear_error ();
  return council_error (error, COUNCIL_ERROR_USAGE, N_ ("{file}: the passphrase is wrong"),
                        "file", path, NULL);
}

static gboolean
read_key (CmsSigner *signer, const CmsSource *source, GError **error)
{
  Asking asking = { .source = source, .path = source->key };
  g_autoptr(GBytes) bytes = NULL;
  BIO *bio = open_file (source->key, &bytes, error);

  if (bio == NULL)
    return FALSE;
  signer->key = PEM_read_bio_PrivateKey (bio, NULL, answer_pem, &asking);
  BIO_free (bio);
  if (asking.error != NULL)
    {
      ERR_clear_error ();
      g_propagate_error (error, asking.error);
      return FALSE;
    }
  if (signer->key != NULL)
    return TRUE;
  if (asking.asked)
    return wrong_passphrase (source->key, error);
  ERR_clear_error ();
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("{file}: no private key stands in it (a PEM file begins with "
                            "-----BEGIN PRIVATE KEY-----)"),
                        "file", source->key, NULL);
}

/* A file that was saved without a passphrase has none, or an empty one. */
static gboolean
unlock_p12 (PKCS12 *p12, const CmsSource *source, char **passphrase, GError **error)
{
  *passphrase = NULL;
  if (PKCS12_verify_mac (p12, NULL, 0))
    return TRUE;
  *passphrase = g_strdup ("");
  if (PKCS12_verify_mac (p12, "", 0))
    return TRUE;
  g_free (*passphrase);
  *passphrase = source->ask (source->p12, source->data, error);
  if (*passphrase == NULL)
    return FALSE;
  return PKCS12_verify_mac (p12, *passphrase, -1) || wrong_passphrase (source->p12, error);
}

static gboolean
read_p12 (CmsSigner *signer, const CmsSource *source, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  BIO *bio = open_file (source->p12, &bytes, error);
  PKCS12 *p12 = bio ? d2i_PKCS12_bio (bio, NULL) : NULL;
  OSSL_PROVIDER *legacy;
  char *passphrase = NULL;
  gboolean unlocked;

  if (bio == NULL)
    return FALSE;
  BIO_free (bio);
  /* tokens' software still writes files of the old kind */
  legacy = OSSL_PROVIDER_try_load (NULL, "legacy", 1);
  unlocked = p12 != NULL && unlock_p12 (p12, source, &passphrase, error);
  if (unlocked)
    PKCS12_parse (p12, passphrase, &signer->key, &signer->certificate, &signer->chain);
  if (passphrase != NULL)
    OPENSSL_cleanse (passphrase, strlen (passphrase));
  g_free (passphrase);
  PKCS12_free (p12);
  if (legacy != NULL)
    OSSL_PROVIDER_unload (legacy); /* the key is another provider's */
  ERR_clear_error ();
  if (p12 != NULL && !unlocked)
    return FALSE;
  if (signer->key == NULL || signer->certificate == NULL)
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("{file}: no certificate with its private key stands in it "
                              "(PKCS #12)"),
                          "file", source->p12, NULL);
  return TRUE;
}

static gboolean
read_cert (CmsSigner *signer, const CmsSource *source, GError **error)
{
  STACK_OF (X509) *list = sk_X509_new_null ();
  gboolean read = cms_read_certificates (source->cert, list, error);

  if (read)
    signer->certificate = sk_X509_shift (list);
  while (sk_X509_num (list) > 0)
    sk_X509_push (signer->chain, sk_X509_shift (list));
  sk_X509_free (list);
  return read;
}

static gboolean
check_key (const CmsSigner *signer, GError **error)
{
  EVP_PKEY *public = X509_get0_pubkey (signer->certificate);
  g_autofree char *bits = NULL;
  int n;

  if (public == NULL ||
      (signer->key != NULL && !X509_check_private_key (signer->certificate, signer->key)))
    {
      ERR_clear_error ();
      return council_error (error, COUNCIL_ERROR_INPUT,
                            N_ ("certificate {subject}: the private key is of another one"),
                            "subject", signer->described->subject, NULL);
    }
  n = EVP_PKEY_get_bits (public);
  bits = g_strdup_printf ("%s, %d", EVP_PKEY_get0_type_name (public) ?: "?", n);
  if ((EVP_PKEY_is_a (public, "RSA") && n >= LEAST_RSA) ||
      (EVP_PKEY_is_a (public, "EC") && n >= LEAST_EC))
    return TRUE;
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("certificate {subject}: its key ({bits}) is none that verifiers "
                            "accept (RSA of 2048 bits or more, EC of 256 or more)"),
                        "subject", signer->described->subject, "bits", bits, NULL);
}

CmsSigner *
cms_signer_open (const CmsSource *source, GError **error)
{
  g_autoptr(CmsSigner) signer = g_new0 (CmsSigner, 1);

  if (source->p12 != NULL && !read_p12 (signer, source, error))
    return NULL;
  if (signer->chain == NULL)
    signer->chain = sk_X509_new_null ();
  if ((source->key != NULL && !read_key (signer, source, error)) ||
      (source->cert != NULL && !read_cert (signer, source, error)) ||
      (source->token != NULL && !cms_token_open (signer, source, error)) ||
      (source->chain != NULL && !cms_read_certificates (source->chain, signer->chain, error)))
    return NULL;
  signer->described = cms_describe (signer->certificate);
  return check_key (signer, error) ? g_steal_pointer (&signer) : NULL;
}

CmsSigner *
cms_signer_read (const char *pem, GError **error)
{
  g_autoptr(CmsSigner) signer = g_new0 (CmsSigner, 1);
  BIO *bio = BIO_new_mem_buf (pem, -1);
  X509 *x509;

  signer->chain = sk_X509_new_null ();
  signer->certificate = PEM_read_bio_X509 (bio, NULL, NULL, NULL);
  while ((x509 = PEM_read_bio_X509 (bio, NULL, NULL, NULL)) != NULL)
    sk_X509_push (signer->chain, x509);
  BIO_free (bio);
  ERR_clear_error ();
  if (signer->certificate == NULL)
    {
      council_error (error, COUNCIL_ERROR_STORAGE, N_ ("a prepared signature is damaged"),
                     NULL);
      return NULL;
    }
  signer->described = cms_describe (signer->certificate);
  return check_key (signer, error) ? g_steal_pointer (&signer) : NULL;
}

char *
cms_signer_write (const CmsSigner *signer)
{
  BIO *bio = BIO_new (BIO_s_mem ());
  char *text, *copy;
  long length;

  PEM_write_bio_X509 (bio, signer->certificate);
  for (int i = 0; i < sk_X509_num (signer->chain); i++)
    PEM_write_bio_X509 (bio, sk_X509_value (signer->chain, i));
  length = BIO_get_mem_data (bio, &text);
  copy = g_strndup (text, (gsize) length);
  BIO_free (bio);
  return copy;
}

const CmsCertificate *
cms_signer_certificate (const CmsSigner *signer)
{
  return signer->described;
}
