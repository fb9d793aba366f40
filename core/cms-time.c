/* Timestamps: an authority's signed word on when a signature was there (RFC 3161). */
#include "core/cms-internal.h"

#include "core/message.h"

#include <openssl/http.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/ts.h>

#define TIMEOUT 30                /* seconds */
#define LARGEST_REPLY (64 * 1024) /* bytes */

static gboolean
no_answer (const char *authority, const char *why, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("timestamp authority {url}: {why:tr} (sign without --tsa, or try "
                            "again later)"),
                        "url", authority, "why", why, NULL);
}

/* --- the request -------------------------------------------------------------------------------- */

static TS_MSG_IMPRINT *
make_imprint (const void *bytes, gsize n)
{
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new ();
  X509_ALGOR *algorithm = X509_ALGOR_new ();
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned length = 0;

  EVP_Digest (bytes, n, hash, &length, EVP_sha256 (), NULL);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha256), V_ASN1_NULL, NULL);
  TS_MSG_IMPRINT_set_algo (imprint, algorithm);
  TS_MSG_IMPRINT_set_msg (imprint, hash, (int) length);
  X509_ALGOR_free (algorithm);
  return imprint;
}

static TS_REQ *
make_request (const void *bytes, gsize n)
{
  TS_REQ *request = TS_REQ_new ();
  TS_MSG_IMPRINT *imprint = make_imprint (bytes, n);
  ASN1_INTEGER *nonce = ASN1_INTEGER_new ();
  guint64 number = 0;

  RAND_bytes ((unsigned char *) &number, sizeof number);
  ASN1_INTEGER_set_uint64 (nonce, number | 1);
  TS_REQ_set_version (request, 1);
  TS_REQ_set_msg_imprint (request, imprint);
  TS_REQ_set_nonce (request, nonce);
  TS_REQ_set_cert_req (request, 1);
  TS_MSG_IMPRINT_free (imprint);
  ASN1_INTEGER_free (nonce);
  return request;
}

/* --- the way there ------------------------------------------------------------------------------ */

typedef struct
{
  SSL_CTX *context;
  const char *host;
} Secure;

/* Puts TLS between, for https; the server's certificate must be its own. */
static BIO *
secure_bio (BIO *bio, void *data, int connect, int detail)
{
  Secure *secure = data;
  BIO *tls;
  SSL *ssl;

  if (!connect || secure->context == NULL)
    return bio;
  tls = BIO_new_ssl (secure->context, 1);
  if (tls == NULL)
    return NULL;
  BIO_get_ssl (tls, &ssl);
  SSL_set_tlsext_host_name (ssl, secure->host);
  SSL_set1_host (ssl, secure->host);
  return BIO_push (tls, bio);
}

/* Sends @request; the reply as it came, or %NULL with OpenSSL's error. */
static TS_RESP *
exchange (const char *authority, const TS_REQ *request)
{
  Secure secure = { NULL, NULL };
  char *host = NULL, *port = NULL, *path = NULL, *query = NULL;
  g_autofree char *target = NULL;
  TS_RESP *response = NULL;
  BIO *body, *reply = NULL;
  int tls = 0;

  if (!OSSL_HTTP_parse_url (authority, &tls, NULL, &host, &port, NULL, &path, &query, NULL))
    return NULL;
  target = query != NULL && *query ? g_strconcat (path, "?", query, NULL) : g_strdup (path);
  secure.host = host;
  if (tls)
    {
      secure.context = SSL_CTX_new (TLS_client_method ());
      SSL_CTX_set_default_verify_paths (secure.context);
      SSL_CTX_set_verify (secure.context, SSL_VERIFY_PEER, NULL);
    }
  body = BIO_new (BIO_s_mem ());
  i2d_TS_REQ_bio (body, request);
  reply =
      OSSL_HTTP_transfer (NULL, host, port, target, tls, NULL, NULL, NULL, NULL, secure_bio,
                          &secure, 0, NULL, "application/timestamp-query", body,
                          "application/timestamp-reply", 1, LARGEST_REPLY, TIMEOUT, 0);
  if (reply != NULL)
    response = d2i_TS_RESP_bio (reply, NULL);
  BIO_free (reply);
  BIO_free (body);
  SSL_CTX_free (secure.context);
  OPENSSL_free (host);
  OPENSSL_free (port);
  OPENSSL_free (path);
  OPENSSL_free (query);
  return response;
}

/* The answer must be to this very question; whom to trust is the verifier's matter. */
static const char *
response_fault (TS_RESP *response, TS_REQ *request)
{
  TS_VERIFY_CTX *context;
  const char *why = NULL;
  long status;

  if (response == NULL)
    return cms_reason ();
  status = ASN1_INTEGER_get (TS_STATUS_INFO_get0_status (TS_RESP_get_status_info (response)));
  if (status != 0 && status != 1) /* granted, granted with changes */
    return N_ ("it has refused");
  context = TS_REQ_to_TS_VERIFY_CTX (request, NULL);
  if (context == NULL ||
      TS_VERIFY_CTX_set_flags (context, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE) == 0 ||
      !TS_RESP_verify_response (context, response))
    {
      cms_reason ();
      why = N_ ("its answer is to another question");
    }
  TS_VERIFY_CTX_free (context);
  return why;
}

GBytes *
cms_timestamp (const char *authority, const void *signature, gsize n, GError **error)
{
  TS_REQ *request = make_request (signature, n);
  TS_RESP *response = exchange (authority, request);
  const char *why = response_fault (response, request);
  GBytes *token = NULL;
  unsigned char *der = NULL;

  if (why != NULL)
    no_answer (authority, why, error);
  else
    {
      int length = i2d_PKCS7 (TS_RESP_get_token (response), &der);

      token = cms_der (der, length);
      if (token == NULL)
        no_answer (authority, cms_reason (), error);
    }
  TS_REQ_free (request);
  TS_RESP_free (response);
  return token;
}

/* --- checking ----------------------------------------------------------------------------------- */

static GDateTime *
token_time (PKCS7 *token)
{
  TS_TST_INFO *info = PKCS7_to_TS_TST_INFO (token);
  GDateTime *time = info ? cms_time (TS_TST_INFO_get_time (info)) : NULL;

  TS_TST_INFO_free (info);
  return time;
}

static gboolean
verify_token (PKCS7 *token, const ASN1_OCTET_STRING *signature, X509_STORE *store)
{
  TS_VERIFY_CTX *context = TS_VERIFY_CTX_new ();
  BIO *data =
      BIO_new_mem_buf (ASN1_STRING_get0_data (signature), ASN1_STRING_length (signature));
  gboolean right;

  TS_VERIFY_CTX_set_flags (context,
                           TS_VFY_VERSION | TS_VFY_DATA | (store ? TS_VFY_SIGNATURE : 0));
  TS_VERIFY_CTX_set_data (context, data); /* both become the context's */
  if (store != NULL)
    {
      X509_STORE_up_ref (store);
      TS_VERIFY_CTX_set_store (context, store);
    }
  right = TS_RESP_verify_token (context, token) == 1;
  TS_VERIFY_CTX_free (context);
  return right;
}

/* The authority's own certificate is judged by our clock. */
static X509_STORE *
trust_at (const CmsTrust *trust, GDateTime *now)
{
  X509_STORE *store = cms_trust_store (trust);

  X509_VERIFY_PARAM_set_time (X509_STORE_get0_param (store),
                              (time_t) g_date_time_to_unix (now));
  return store;
}

void
cms_check_timestamp (CmsVerdict *verdict, const guint8 *der, gsize n,
                     const ASN1_OCTET_STRING *signature, const CmsTrust *trust, GDateTime *now)
{
  const unsigned char *at = der;
  PKCS7 *token = d2i_PKCS7 (NULL, &at, (long) n);

  verdict->timestamp = token ? token_time (token) : NULL;
  if (verdict->timestamp == NULL || !verify_token (token, signature, NULL))
    {
      verdict->timestamp_broken = TRUE;
      verdict->timestamp_fault = g_strdup (N_ ("the timestamp is of something else"));
    }
  else if (!verify_token (token, signature, trust_at (trust, now)))
    verdict->timestamp_fault = g_strdup (N_ ("no trusted authority has issued the timestamp"));
  else if (g_date_time_compare (verdict->timestamp, now) > 0)
    verdict->timestamp_fault = g_strdup (N_ ("the timestamp is in the future"));
  ERR_clear_error ();
  PKCS7_free (token);
}
