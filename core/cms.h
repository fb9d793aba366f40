/* Signatures over bytes: CMS with the attributes of CAdES (RFC 5652, RFC 5035, ETSI EN 319 122),
 * their certificates, and timestamps (RFC 3161).  OpenSSL, in a module that is loaded on use. */
#pragma once

#include <glib.h>

/** What a certificate says of its holder. */
typedef struct
{
  char *subject;      /* all of it, in one line */
  char *issuer;       /* likewise */
  char *name;         /* (nullable): common name */
  char *surname;      /* (nullable) */
  char *given;        /* (nullable) */
  char *title;        /* (nullable): the office */
  char *organisation; /* (nullable) */
  char *country;      /* (nullable): ISO 3166-1 alpha-2 */
  char *serial;       /* hexadecimal */
  char *fingerprint;  /* SHA-256, hexadecimal */
  GDateTime *not_before, *not_after;
  gboolean for_signing; /* its key may sign documents */
} CmsCertificate;

void cms_certificate_free (CmsCertificate *certificate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmsCertificate, cms_certificate_free)

/* --- signing ------------------------------------------------------------------------------------ */

/** A certificate with those above it and, unless it is only to be prepared for, its key. */
typedef struct _CmsSigner CmsSigner;

void cms_signer_free (CmsSigner *signer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmsSigner, cms_signer_free)

/** CmsAsk: (transfer full) (nullable): the passphrase or PIN of @what; %NULL with @error set. */
typedef char *CmsAsk (const char *what, gpointer data, GError **error);

/** Where certificate and key are: one of @p12, @token, and @key with @cert; or @cert alone. */
typedef struct
{
  const char *p12;   /* file, PKCS #12 */
  const char *key;   /* file, PEM */
  const char *cert;  /* file, PEM; others may follow in it */
  const char *chain; /* (nullable): file, PEM: the certificates above */
  const char *token; /* URI of a key on a token (RFC 7512) */
  CmsAsk *ask;
  gpointer data;
} CmsSource;

/**
 * cms_signer_open:
 * @error: %COUNCIL_ERROR_USAGE when the passphrase is wrong; %COUNCIL_ERROR_INPUT when a file or
 *   token does not hold what it should, or the key is weak
 */
CmsSigner *cms_signer_open (const CmsSource *source, GError **error);

/** cms_signer_read: (transfer full): a signer without its key, as cms_signer_write() wrote it. */
CmsSigner *cms_signer_read (const char *pem, GError **error);

/** cms_signer_write: (transfer full): its certificates as PEM. */
char *cms_signer_write (const CmsSigner *signer);

/** cms_signer_certificate: (transfer none). */
const CmsCertificate *cms_signer_certificate (const CmsSigner *signer);

/**
 * cms_attributes:
 * @digest: SHA-256 of the document
 *
 * Returns: (transfer full): the signed attributes in DER, which is what the key has to sign
 *   (with SHA-256; RSA by PKCS #1 v1.5)
 */
GBytes *cms_attributes (CmsSigner *signer, GBytes *digest, GError **error);

/** cms_sign: (transfer full): the key's signature of @attributes. */
GBytes *cms_sign (CmsSigner *signer, GBytes *attributes, GError **error);

/**
 * cms_assemble:
 * @signature: of cms_attributes() with the same @digest
 * @authority: (nullable): URL of a timestamp authority (http, https)
 * @error: %COUNCIL_ERROR_INPUT when @signature is not of this certificate's key, or the
 *   authority does not answer as it should
 *
 * Returns: (transfer full): the CMS in DER
 */
GBytes *cms_assemble (CmsSigner *signer, GBytes *digest, GBytes *signature,
                      const char *authority, GError **error);

/* --- verifying ---------------------------------------------------------------------------------- */

typedef struct _CmsTrust CmsTrust;

/**
 * cms_trust_open:
 * @paths: (nullable): files of PEM certificates that are trusted, ended by %NULL; the system's
 *   when there is none
 */
CmsTrust *cms_trust_open (const char *const *paths, GError **error);
void cms_trust_free (CmsTrust *trust);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmsTrust, cms_trust_free)

/** What became of a signature's check.  Reasons are msgids or OpenSSL's words; %NULL: it is well. */
typedef struct
{
  CmsCertificate *certificate; /* (nullable): of whoever signed */
  char *fault;                 /* why it is not the signer's signature of these bytes */
  GDateTime *timestamp;        /* (nullable): when an authority saw it */
  char *timestamp_fault;       /* why that cannot be trusted */
  gboolean timestamp_broken;   /* it is of something else */
  GDateTime *time;             /* that the certificate was checked for */
  char *trust_fault;           /* why the certificate cannot be trusted at that time */
  gboolean expired;            /* the reason is its age */
} CmsVerdict;

void cms_verdict_free (CmsVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmsVerdict, cms_verdict_free)

/**
 * cms_verify:
 * @bytes: DER
 * @content: what it should be the signature of
 * @now: the time of the check when there is no trusted timestamp
 *
 * Returns: (transfer full): the verdict, whatever @bytes are
 */
CmsVerdict *cms_verify (GBytes *bytes, GBytes *content, const CmsTrust *trust, GDateTime *now);
