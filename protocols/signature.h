/* Electronic signatures of originals, on record. */
#pragma once

#include "protocols/original.h"
#include "protocols/pades.h"

/* --- signing ------------------------------------------------------------------------------------ */

/** One chair's signature of one original, from the first look to the last. */
typedef struct
{
  Protocol *protocol;
  Meeting *meeting;
  Original *original;
  Signatory *signatory;
  GBytes *bytes;   /* the original as it is now */
  GDateTime *when; /* that the signature claims */
  char *field;     /* name of its field */
} SigningTask;

void signing_task_free (SigningTask *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SigningTask, signing_task_free)

/**
 * signing_task_new:
 * @protocol: (transfer full): issued
 * @keeper: code of the party whose original is signed
 * @party: code of the party whose chair signs
 * @secretary: the secretary signs, of a party's own meeting
 * @when: the time of the signature, which is printed
 * @error: %COUNCIL_ERROR_RULE when that chair signed it already, or it is signed in ink
 */
SigningTask *
signing_task_new (Db *db, Protocol *protocol, const char *keeper, const char *party,
                  gboolean secretary, GDateTime *when, GError **error);

/**
 * signing_doubts:
 * @doubts: (element-type GError): gets an error for each reason why @certificate had better not be
 *   used: it is not valid at the task's time, is not for signing, does not name the person who
 *   signs, or is of another country
 */
gboolean signing_doubts (Db *db, const SigningTask *task, const CmsCertificate *certificate,
                         GPtrArray *doubts, GError **error);

/** signing_prepare: (transfer full): the original with room for the signature; @digest (out)
 * (transfer full) gets what is to be signed. */
GBytes *signing_prepare (const SigningTask *task, GBytes **digest, GError **error);

/**
 * signing_finish:
 * @prepared: of signing_prepare()
 * @cms: the signature
 * @doubts: (nullable): what was wrong with the certificate and was confirmed all the same
 * @closed: (out): as for original_attach()
 * @error: %COUNCIL_ERROR_RULE when another signature was made meanwhile
 *
 * Checks what came of it as a verifier would, and keeps it.
 */
gboolean signing_finish (Db *db, SigningTask *task, GBytes *prepared, GBytes *cms,
                         const char *doubts, gboolean *closed, GError **error);

/** signing_wait: keeps what was prepared for a signing service, in place of what was before. */
gboolean signing_wait (Db *db, const SigningTask *task, GBytes *digest,
                       const char *certificates, const char *doubts, GError **error);

/** What waits for a signing service's answer. */
typedef struct
{
  char *before_sha256;
  char *certificates; /* PEM */
  char *digest;       /* SHA-256, hexadecimal */
  char *doubts;       /* (nullable) */
  GDateTime *when;
} SigningRequest;

void signing_request_free (SigningRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SigningRequest, signing_request_free)

/**
 * signing_request_load:
 * @error: %COUNCIL_ERROR_NOT_FOUND when nothing was prepared; %COUNCIL_ERROR_RULE when the original
 *   was signed by another since, so that the preparation is void
 *
 * The task takes the time that was prepared.
 */
SigningRequest *signing_request_load (Db *db, SigningTask *task, GError **error);

/** An electronic signature on record. */
typedef struct
{
  char *party;      /* code */
  char *name;       /* of who signed, as printed */
  char *signed_at;  /* instant */
  char *stamped_at; /* (nullable): instant, by an authority */
  char *subject;    /* of the certificate */
  char *doubts;     /* (nullable) */
} Signature;

void signature_free (Signature *signature);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Signature, signature_free)

/** signature_list: (transfer full) (element-type Signature): of one original, in the order of their
 * making. */
GPtrArray *signature_list (Db *db, const Original *original, GError **error);

/** signatures_check: adds a finding in @lang for an original whose signatures do not lead to it. */
gboolean signatures_check (Db *db, const Protocol *protocol, const char *lang,
                           GPtrArray *findings, GError **error);

/* --- is a file on record ------------------------------------------------------------------------ */

typedef enum
{
  RECORD_UNKNOWN,
  RECORD_SAME,
  RECORD_DIFFERS
} RecordAnswer;

typedef struct
{
  RecordAnswer answer;
  char *ref;       /* (nullable): of the protocol */
  char *keeper;    /* (nullable): code of the party whose original it is */
  const char *why; /* (nullable): msgid with {ref}: how it differs */
} Recorded;

void recorded_clear (Recorded *recorded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recorded, recorded_clear)

/**
 * recorded_find:
 * @recorded: (out): whether the document in a file, as it was issued, is an original in this
 *   record, by its hash; a file under the title of another one differs
 */
gboolean recorded_find (Db *db, const PadesReport *report, Recorded *recorded, GError **error);
