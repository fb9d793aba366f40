/* Keys on tokens and smart cards (PKCS #11), through OpenSSL's engine for them
 * (Debian's libengine-pkcs11-openssl); Debian 12 has no provider that does it. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/cms-internal.h"

#include "core/message.h"

#include <openssl/engine.h>
#include <openssl/ui.h>

#include <string.h>

typedef struct
{
  const char *s_slot_cert_id;
  X509 *cert;
} LoadCertificate; /* the argument of the engine's LOAD_CERT_CTRL */

/* «module-path=/usr/lib/…» of the URI (RFC 7512, 2.4); %NULL: the system's p11-kit finds it. */
static char *
module_path (const char *uri)
{
  const char *at = strstr (uri, "module-path=");
  g_autofree char *value = NULL;

  if (at == NULL)
    return NULL;
  at += strlen ("module-path=");
  value = g_strndup (at, strcspn (at, "&;"));
  return g_uri_unescape_string (value, NULL);
}

/* The URI without its query, which is ours alone. */
static char *
bare_uri (const char *uri)
{
  return g_strndup (uri, strcspn (uri, "?"));
}

static gboolean
token_failed (const char *uri, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("token {uri}: {why} (see 'p11tool --list-tokens')"), "uri", uri,
                        "why", cms_reason (), NULL);
}

static ENGINE *
open_engine (const char *uri, const char *pin, GError **error)
{
  g_autofree char *path = module_path (uri);
  ENGINE *engine;

  ENGINE_load_dynamic ();
  engine = ENGINE_by_id ("pkcs11");
  if (engine == NULL)
    {
      ERR_clear_error ();
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("tokens need OpenSSL's engine pkcs11 (Debian package "
                         "libengine-pkcs11-openssl)"),
                     NULL);
      return NULL;
    }
  if ((path == NULL || ENGINE_ctrl_cmd_string (engine, "MODULE_PATH", path, 0)) &&
      ENGINE_init (engine))
    {
      if (ENGINE_ctrl_cmd_string (engine, "PIN", pin, 0))
        return engine;
      ENGINE_finish (engine);
    }
  token_failed (uri, error);
  ENGINE_free (engine);
  return NULL;
}

static void
load_key (CmsSigner *signer, ENGINE *engine, const char *uri)
{
  LoadCertificate load = { uri, NULL };

  if (signer->certificate == NULL &&
      ENGINE_ctrl_cmd (engine, "LOAD_CERT_CTRL", 0, &load, NULL, 0) == 1)
    signer->certificate = load.cert;
  if (signer->certificate != NULL)
    signer->key = ENGINE_load_private_key (engine, uri, (UI_METHOD *) UI_null (), NULL);
}

gboolean
cms_token_open (CmsSigner *signer, const CmsSource *source, GError **error)
{
  g_autofree char *uri = bare_uri (source->token);
  char *pin = NULL;
  ENGINE *engine;

  if (strstr (source->token, "pin-value=") != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--token: a PIN has no place in it, where everybody on the "
                              "machine can read it (--passphrase-file, or it is asked for)"),
                          NULL);
  pin = source->ask (uri, source->data, error);
  if (pin == NULL)
    return FALSE;
  engine = open_engine (source->token, pin, error);
  OPENSSL_cleanse (pin, strlen (pin));
  g_free (pin);
  if (engine == NULL)
    return FALSE;
  load_key (signer, engine, uri);
  ENGINE_finish (engine);
  ENGINE_free (engine);
  if (signer->certificate == NULL)
    {
      ERR_clear_error ();
      return council_error (error, COUNCIL_ERROR_INPUT,
                            N_ ("token {uri}: no such certificate on it (--cert names its "
                                "file)"),
                            "uri", uri, NULL);
    }
  if (signer->key == NULL)
    {
      const char *why = cms_reason ();

      return council_error (error, COUNCIL_ERROR_USAGE,
                            N_ ("token {uri}: its key cannot be used: {why} (a wrong PIN, or "
                                "another object)"),
                            "uri", uri, "why", why, NULL);
    }
  return TRUE;
}
