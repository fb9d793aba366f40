#include "meetings/mail.h"

#include "core/error.h"
#include "core/message.h"
#include "meetings/mail-module.h"
#include "meetings/module-path.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <string.h>

/* --- loading the module -------------------------------------------------------------------- */

static const MailModule *
module_open (GError **error)
{
  g_autofree char *path = module_path ("council-mail.so");
  void *handle = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  const MailModule *module = handle ? dlsym (handle, MAIL_MODULE_SYMBOL) : NULL;

  if (module == NULL)
    {
      const char *why = dlerror ();

      council_error (
          error, COUNCIL_ERROR_STORAGE,
          N_ ("cannot load what reads and sends mail: {why} (install council again)"), "why",
          why ? why : path, NULL);
      return NULL;
    }
  if (module->version != MAIL_MODULE_VERSION)
    {
      council_error (error, COUNCIL_ERROR_STORAGE,
                     N_ ("cannot load what reads and sends mail: {path} is of another version "
                         "of council (install council again)"),
                     "path", path, NULL);
      return NULL;
    }
  return module;
}

/* Loaded once, never unloaded: GMime and libcurl keep their tables. */
static const MailModule *
module_get (GError **error)
{
  static GMutex lock;
  static const MailModule *module;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (module == NULL)
    module = module_open (error);
  return module;
}

/* Raises what the module reported. */
static void
problem_raise (MailProblem *problem, GError **error)
{
  council_error (error, problem->code, problem->message, "value",
                 problem->value ? problem->value : "", NULL);
  g_clear_pointer (&problem->value, g_free);
}

/* --- reading ------------------------------------------------------------------------------- */

void
mail_received_free (MailReceived *received)
{
  if (received == NULL)
    return;
  g_free (received->from_name);
  g_free (received->from_address);
  g_free (received->subject);
  g_free (received->message_id);
  g_free (received->in_reply_to);
  g_clear_pointer (&received->date, g_date_time_unref);
  g_clear_pointer (&received->parts, g_ptr_array_unref);
  g_free (received);
}

MailReceived *
mail_read (GBytes *message, GError **error)
{
  const MailModule *module = module_get (error);
  MailProblem problem = { 0 };
  g_autoptr(MailReceived) received = NULL;

  if (module == NULL)
    return NULL;
  received = g_new0 (MailReceived, 1);
  if (module->read (message, received, &problem))
    return g_steal_pointer (&received);
  problem_raise (&problem, error);
  return NULL;
}

/* --- making -------------------------------------------------------------------------------- */

static gboolean
address_check (const char *address, GError **error)
{
  return mail_address_is_good (address) ||
         council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("{address}: no mail address (name@example.org, in Latin letters)"),
                        "address", address, NULL);
}

GBytes *
mail_compose (const MailMessage *message, GError **error)
{
  const MailModule *module;

  if (!address_check (message->from_address, error) ||
      !address_check (message->to_address, error) ||
      (message->reply_to != NULL && !address_check (message->reply_to, error)))
    return NULL;
  module = module_get (error);
  return module ? module->compose (message) : NULL;
}

/* --- handing over -------------------------------------------------------------------------- */

#define PLAIN_SCHEME "smtp://"
#define ENCRYPTED_SCHEME "smtps://"

/* The host and port of @url; %NULL when it is no server's. */
static GUri *
server_uri (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *path = uri ? g_uri_get_path (uri) : NULL;

  if (uri == NULL ||
      (!g_str_has_prefix (url, PLAIN_SCHEME) && !g_str_has_prefix (url, ENCRYPTED_SCHEME)))
    return NULL;
  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || (*path != '\0' && !g_str_equal (path, "/")))
    return NULL;
  return g_steal_pointer (&uri);
}

gboolean
mail_server_is_good (const char *url)
{
  g_autoptr(GUri) uri = server_uri (url);

  for (const char *p = url; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return uri != NULL;
}

gboolean
mail_server_is_here (const char *url)
{
  g_autoptr(GUri) uri = server_uri (url);
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  struct in_addr v4;
  struct in6_addr v6;

  if (host == NULL)
    return FALSE;
  if (inet_pton (AF_INET, host, &v4) == 1)
    return ntohl (v4.s_addr) >> 24 == IN_LOOPBACKNET;
  if (inet_pton (AF_INET6, host, &v6) == 1)
    return IN6_IS_ADDR_LOOPBACK (&v6);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

MailSession *
mail_session_open (const MailServer *server, GError **error)
{
  const MailModule *module;
  MailServer known = *server;

  if (!mail_server_is_good (server->url))
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("{url}: no mail server (smtp://HOST:PORT or smtps://HOST:PORT)"),
                     "url", server->url, NULL);
      return NULL;
    }
  module = module_get (error);
  known.encrypt =
      g_str_has_prefix (server->url, ENCRYPTED_SCHEME) || !mail_server_is_here (server->url);
  return module ? module->open (&known) : NULL;
}

void
mail_session_close (MailSession *session)
{
  const MailModule *module = session ? module_get (NULL) : NULL;

  if (module != NULL)
    module->close (session);
}

MailOutcome
mail_session_send (MailSession *session, const char *from, const char *to, GBytes *message,
                   MailHandOver hand_over, gpointer data, char **said)
{
  const MailModule *module = module_get (NULL);

  g_return_val_if_fail (mail_address_is_good (from) && mail_address_is_good (to),
                        MAIL_NO_SERVER);
  return module->send (session, from, to, message, hand_over, data, said);
}
