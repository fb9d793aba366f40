/* council protocol sign */
#include "cli/command.h"
#include "cli/passphrase.h"

#include "core/clock.h"
#include "core/file.h"
#include "core/party.h"
#include "core/setting.h"
#include "protocols/signature.h"

#include <string.h>

#define LARGEST_SIGNATURE 65536 /* bytes; a signature of RSA 16384 has 2048 */

const CommandUse use_protocol_sign = {
  .options = COMMAND_OPTIONS (
      { "for", OPTION_TEXT, "PARTY", N_ ("Whose original is signed") },
      { "by", OPTION_TEXT, "PARTY", N_ ("Whose chair signs") },
      { "secretary", OPTION_FLAG, NULL,
        N_ ("The secretary signs, of a party's own meeting, not who presided") },
      { "p12", OPTION_TEXT, "FILE", N_ ("Certificate and key in one file (PKCS #12)") },
      { "key", OPTION_TEXT, "FILE", N_ ("The private key (PEM)") },
      { "cert", OPTION_TEXT, "FILE", N_ ("The certificate (PEM)") },
      { "chain", OPTION_TEXT, "FILE", N_ ("The certificates of those who issued it (PEM)") },
      { "token", OPTION_TEXT, "ADDRESS",
        N_ ("The key on a token: pkcs11:token=…;object=… (a ?module-path=… names its "
            "driver)") },
      { "passphrase-file", OPTION_TEXT, "FILE",
        N_ ("A file whose first line is the passphrase or PIN; else it is asked for") },
      { "tsa", OPTION_TEXT, "ADDRESS",
        N_ ("A timestamp authority that says when it was signed (else the setting "
            "timestamp-authority)") },
      { "prepare", OPTION_TEXT, "FILE",
        N_ ("Write what a signing service has to sign, and wait for its answer") },
      { "finish", OPTION_TEXT, "FILE", N_ ("Take the signing service's answer") }),
  .details = N_ (
      "The signature is added to the stored original and shown in its place; what was "
      "signed before stays as it was. The chairs sign in any order. When every original "
      "is complete, electronically or in ink, the protocol is signed, its decisions are in "
      "force and the meeting is closed. A certificate that is not valid, or does not name "
      "whoever signs, needs a confirmation, which is recorded. --prepare writes the signed "
      "attributes (DER): sign these bytes with SHA-256 (RSA by PKCS #1 v1.5, or ECDSA) and "
      "give the signature, binary or in base64, to --finish."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol sign 2027 --for tj --by tj --p12 chair.p12  # asks for the "
          "passphrase"),
      N_ ("council protocol sign 2027 --for tj --by kg --cert chair.pem --prepare tosign.der  "
          "# "
          "for a signing service")),
};

/* --- what was asked for -------------------------------------------------------------------------- */

static gboolean
check_options (CommandRun *run, GError **error)
{
  const char *p12 = command_option (run, "p12"), *key = command_option (run, "key");
  const char *token = command_option (run, "token"), *cert = command_option (run, "cert");
  const char *prepare = command_option (run, "prepare");
  const char *finish = command_option (run, "finish");
  guint ways =
      (p12 != NULL) + (key != NULL) + (token != NULL) + (prepare != NULL) + (finish != NULL);

  if (ways != 1)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("how to sign: one of --p12, --key, --token, --prepare and --finish "
            "has to be given"),
        NULL);
  if ((key != NULL || prepare != NULL) && cert == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("the certificate is missing (--cert FILE)"), NULL);
  if ((p12 != NULL || finish != NULL) && cert != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--cert belongs to --key, --token or --prepare"), NULL);
  return TRUE;
}

/* Who keeps this file for one party signs for another by a letter alone. */
static gboolean
check_party (CommandRun *run, const char *party, GError **error)
{
  return run->as == NULL || run->basis != NULL || g_str_equal (run->as, party) ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("this file is kept by {own}: acting for {party} needs a basis "
                            "(--basis \"letter or note, number, date\")"),
                        "own", run->as, "party", party, NULL);
}

/* The originals are issued if that was not done. */
static SigningTask *
make_task (CommandRun *run, GError **error)
{
  const char *by = command_option (run, "by");
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autoptr(GDateTime) now = clock_now ();

  if (protocol == NULL || !party_exists (run->db, by, error) || !check_party (run, by, error))
    return NULL;
  if (!g_str_equal (protocol->state, "issued") && !g_str_equal (protocol->state, "signed"))
    {
      if (!protocol_issue (run->db, protocol, NULL, NULL, FALSE, error))
        return NULL;
      command_notice (run, N_ ("protocol {ref}: the originals were issued"), "ref",
                      protocol->ref, NULL);
    }
  return signing_task_new (run->db, g_steal_pointer (&protocol), command_option (run, "for"),
                           by, command_flag (run, "secretary"), now, error);
}

static CmsSigner *
open_signer (CommandRun *run, const PadesModule *module, GError **error)
{
  CmsSource source = { .p12 = command_option (run, "p12"),
                       .key = command_option (run, "key"),
                       .cert = command_option (run, "cert"),
                       .chain = command_option (run, "chain"),
                       .token = command_option (run, "token"),
                       .ask = passphrase_ask,
                       .data = run };

  return module->signer_open (&source, error);
}

/* Every doubt about the certificate is a question; what was answered goes on record. */
static gboolean
ask_doubts (CommandRun *run, const SigningTask *task, const CmsCertificate *certificate,
            char **confirmed, GError **error)
{
  g_autoptr(GPtrArray) doubts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  g_autoptr(GString) record = g_string_new (NULL);

  *confirmed = NULL;
  if (!signing_doubts (run->db, task, certificate, doubts, error))
    return FALSE;
  for (guint i = 0; i < doubts->len; i++)
    {
      g_autofree char *text = council_error_text (g_ptr_array_index (doubts, i), run->lang);

      if (!command_ask (run, error, N_ ("{doubt}: sign with it all the same?"), "doubt", text,
                        NULL))
        return FALSE;
      g_string_append_printf (record, "%s%s", record->len ? "; " : "", text);
      command_notice (run, N_ ("confirmed: {doubt}"), "doubt", text, NULL);
    }
  if (record->len > 0)
    *confirmed = g_strdup (record->str);
  return TRUE;
}

/* --- what came of it ----------------------------------------------------------------------------- */

static void
answer (CommandRun *run, const SigningTask *task, const char *done, gboolean closed)
{
  const char *keeper = task->original->keeper, *ref = task->protocol->ref;

  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "ref", ref);
      json_text (run->json, "for", keeper);
      json_text (run->json, "by", task->signatory->party);
      json_text (run->json, "signer", task->signatory->name);
      json_text (run->json, "done", done);
      json_text (run->json, "state", closed ? "signed" : task->protocol->state);
      json_bool (run->json, "closed", closed);
      json_bool (run->json, "sample", task->protocol->sample);
      json_builder_end_object (run->json);
    }
  else if (g_str_equal (done, "prepared"))
    command_say (
        run,
        N_ ("{file}: what {name} has to sign (next: council protocol sign {ref} --for "
            "{party} --by {by} --finish SIGNATURE)"),
        "file", command_option (run, "prepare"), "name", task->signatory->name, "ref", ref,
        "party", keeper, "by", task->signatory->party, NULL);
  else if (closed)
    command_say (run,
                 N_ ("Protocol {ref}: every original is complete. The protocol is signed, its "
                     "decisions are in force, the meeting is closed."),
                 "ref", ref, NULL);
  else
    command_say (run, N_ ("Protocol {ref}: {name} has signed the original kept by {party}"),
                 "ref", ref, "name", task->signatory->name, "party", keeper, NULL);
}

/* The authority's address: asked only when something is kept. */
static gboolean
find_authority (CommandRun *run, char **authority, GError **error)
{
  g_autoptr(GError) local = NULL;

  *authority = g_strdup (command_option (run, "tsa"));
  if (*authority == NULL)
    *authority = setting_get (run->db, "timestamp-authority", &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (*authority != NULL && (**authority == '\0' || run->dry_run))
    g_clear_pointer (authority, g_free);
  return TRUE;
}

/* --- the three ways ------------------------------------------------------------------------------ */

static gboolean
sign_here (CommandRun *run, const PadesModule *module, SigningTask *task, CmsSigner *signer,
           GError **error)
{
  g_autofree char *doubts = NULL, *authority = NULL;
  g_autoptr(GBytes) digest = NULL, prepared = NULL, attributes = NULL, signature = NULL;
  g_autoptr(GBytes) cms = NULL;
  gboolean closed;

  if (!ask_doubts (run, task, module->signer_certificate (signer), &doubts, error) ||
      !find_authority (run, &authority, error) ||
      (prepared = signing_prepare (task, &digest, error)) == NULL ||
      (attributes = module->attributes (signer, digest, error)) == NULL ||
      (signature = module->sign (signer, attributes, error)) == NULL ||
      (cms = module->assemble (signer, digest, signature, authority, error)) == NULL ||
      !signing_finish (run->db, task, prepared, cms, doubts, &closed, error))
    return FALSE;
  answer (run, task, "signed", closed);
  return TRUE;
}

static gboolean
prepare_outside (CommandRun *run, const PadesModule *module, SigningTask *task,
                 CmsSigner *signer, GError **error)
{
  g_autofree char *doubts = NULL, *certificates = module->signer_write (signer);
  g_autoptr(GBytes) digest = NULL, prepared = NULL, attributes = NULL;

  if (!ask_doubts (run, task, module->signer_certificate (signer), &doubts, error) ||
      (prepared = signing_prepare (task, &digest, error)) == NULL ||
      (attributes = module->attributes (signer, digest, error)) == NULL ||
      !signing_wait (run->db, task, digest, certificates, doubts, error) ||
      !command_write_file (run, command_option (run, "prepare"), attributes, error))
    return FALSE;
  answer (run, task, "prepared", FALSE);
  return TRUE;
}

/* A service answers with the bytes, or with letters for them. */
static GBytes *
read_signature (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = file_read_whole (path, LARGEST_SIGNATURE, error);
  g_autofree char *text = NULL;
  const char *data;
  guchar *decoded;
  gsize n;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &n);
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (data[i]) && !strchr ("+/=\r\n ", data[i]))
      return g_steal_pointer (&bytes);
  text = g_strndup (data ? data : "", n);
  decoded = g_base64_decode (text, &n);
  return g_bytes_new_take (decoded, n);
}

/* What was prepared, made again: the same bytes, or nothing. */
static GBytes *
prepare_again (const SigningTask *task, const SigningRequest *request, GBytes **digest,
               GError **error)
{
  g_autoptr(GBytes) prepared = signing_prepare (task, digest, error);
  g_autofree guchar *wanted = g_malloc0 (32);
  gsize n = 0;
  const guint8 *found;

  if (prepared == NULL)
    return NULL;
  found = g_bytes_get_data (*digest, &n);
  for (gsize i = 0; i < 32 && strlen (request->digest) == 64; i++)
    wanted[i] = (guchar) (g_ascii_xdigit_value (request->digest[2 * i]) * 16 +
                          g_ascii_xdigit_value (request->digest[2 * i + 1]));
  if (n == 32 && memcmp (found, wanted, n) == 0)
    return g_steal_pointer (&prepared);
  council_error (error, COUNCIL_ERROR_RULE,
                 N_ ("protocol {ref}: what was prepared has changed since (prepare it again)"),
                 "ref", task->protocol->ref, NULL);
  return NULL;
}

static gboolean
finish_outside (CommandRun *run, const PadesModule *module, SigningTask *task, GError **error)
{
  g_autoptr(SigningRequest) request = signing_request_load (run->db, task, error);
  g_autoptr(GBytes) digest = NULL, prepared = NULL, signature = NULL, cms = NULL;
  g_autofree char *authority = NULL;
  CmsSigner *signer = NULL;
  gboolean closed, done;

  if (request == NULL || !find_authority (run, &authority, error) ||
      (signature = read_signature (command_option (run, "finish"), error)) == NULL ||
      (prepared = prepare_again (task, request, &digest, error)) == NULL ||
      (signer = module->signer_read (request->certificates, error)) == NULL)
    return FALSE;
  cms = module->assemble (signer, digest, signature, authority, error);
  module->signer_free (signer);
  done = cms != NULL &&
         signing_finish (run->db, task, prepared, cms, request->doubts, &closed, error);
  if (done)
    answer (run, task, "signed", closed);
  return done;
}

gboolean
cmd_protocol_sign (CommandRun *run, GError **error)
{
  const PadesModule *module = check_options (run, error) ? pades_module (error) : NULL;
  g_autoptr(SigningTask) task = NULL;
  CmsSigner *signer;
  gboolean done;

  if (module == NULL)
    return FALSE;
  if (command_option (run, "finish") != NULL)
    {
      task = make_task (run, error);
      return task != NULL && finish_outside (run, module, task, error);
    }
  signer =
      open_signer (run, module, error); /* first: nothing is issued for a wrong passphrase */
  if (signer == NULL)
    return FALSE;
  task = make_task (run, error);
  if (task == NULL)
    done = FALSE;
  else if (command_option (run, "prepare") != NULL)
    done = prepare_outside (run, module, task, signer, error);
  else
    done = sign_here (run, module, task, signer, error);
  module->signer_free (signer);
  return done;
}
