/* Electronic signatures in a PDF original: PAdES B-B and B-T (ETSI EN 319 142-1), each added by an
 * incremental update (ISO 32000-1, 7.5.6), so that what was signed before stays as it was. */
#pragma once

#include "core/cms.h"
#include "protocols/alternat.h"

/* The name of a party's signature field begins so; the party's code follows. */
#define SIGNATURE_FIELD "signature-"

/* After the code: the second signatory of a party's own meeting. */
#define SIGNATURE_SECRETARY "-secretary"

/* --- verifying ---------------------------------------------------------------------------------- */

/** One signature, in the order of their making. */
typedef struct
{
  char *field;         /* name of the field */
  char *party;         /* (nullable): code, when the field is one of ours */
  const char *fault;   /* (nullable): msgid: why its range cannot be trusted */
  CmsVerdict *verdict; /* (nullable): of the signature itself, when its range can be */
  gboolean covers_all; /* it reaches the end of the file */
} PadesSignature;

typedef struct
{
  GPtrArray *signatures; /* (element-type PadesSignature) */
  GPtrArray *empty;      /* (element-type utf8): names of fields that nobody signed yet */
  GPtrArray *changes;    /* (element-type GError): what no signing changes, see pdf_changes();
                          * and why the file's structure is broken */
  gboolean broken;       /* the structure is; no signature could be checked */
  guint revisions;
  char *sha256; /* (nullable): of the first revision: the document as it was issued */
  char *title;  /* (nullable): the document's */
} PadesReport;

void pades_report_free (PadesReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PadesReport, pades_report_free)

/** pades_signature_is_sound: whether it is the signer's, of these bytes, and trusted. */
gboolean pades_signature_is_sound (const PadesSignature *signature);

/** pades_report_is_sound: whether the file is signed, every signature is sound, nothing but
 * signatures was added and the last one covers the whole file. */
gboolean pades_report_is_sound (const PadesReport *report);

/* --- signing ------------------------------------------------------------------------------------ */

/** What a signature shows, in the field that it fills. */
typedef struct
{
  const char *field;        /* name */
  const char *const *lines; /* ended by %NULL; long ones break */
  const char *name;         /* whose signature it is, in its dictionary */
  GDateTime *when;          /* claimed, likewise */
} PadesRequest;

/* --- the module --------------------------------------------------------------------------------- */

/* Raised with every change of PadesModule or of what it names. */
#define PADES_MODULE_VERSION 1
#define PADES_MODULE_SYMBOL "council_sign_module"

/** What is loaded on use, for OpenSSL costs more start-up than most commands take. */
typedef struct
{
  guint version;

  /* %COUNCIL_ERROR_INPUT when @pdf is of another form than an original of a protocol, or has no
   * signature and is broken */
  PadesReport *(*verify) (GBytes *pdf, const char *const *trust, GDateTime *now,
                          GError **error);

  /* whether two originals differ in the alternat alone; %COUNCIL_ERROR_INPUT when one is no
   * original, or its text cannot be told */
  AlternatResult *(*compare) (GBytes *first, GBytes *second, GError **error);

  /* (transfer full): @pdf with the signature but for its content; @digest (out) (transfer full)
   * gets what has to be signed, SHA-256.  The same request gives the same bytes. */
  GBytes *(*prepare) (GBytes *pdf, const PadesRequest *request, GBytes **digest,
                      GError **error);
  /* (transfer full): what prepare() gave, with @cms put in */
  GBytes *(*fill) (GBytes *prepared, GBytes *cms, GError **error);

  /* as in cms.h */
  CmsSigner *(*signer_open) (const CmsSource *source, GError **error);
  CmsSigner *(*signer_read) (const char *pem, GError **error);
  char *(*signer_write) (const CmsSigner *signer);
  const CmsCertificate *(*signer_certificate) (const CmsSigner *signer);
  void (*signer_free) (CmsSigner *signer);
  GBytes *(*attributes) (CmsSigner *signer, GBytes *digest, GError **error);
  GBytes *(*sign) (CmsSigner *signer, GBytes *attributes, GError **error);
  GBytes *(*assemble) (CmsSigner *signer, GBytes *digest, GBytes *signature,
                       const char *authority, GError **error);
} PadesModule;

/** pades_module: (transfer none): the module, loaded when it is first asked for. */
const PadesModule *pades_module (GError **error);
