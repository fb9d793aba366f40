#include "web/router.h"

#include <string.h>

/* When an app should try again after trouble. */
#define RETRY_SECONDS 120

struct _WebRouter
{
  GMutex lock;
  WebSite *site; /* (nullable) */
  WebReply *missing, *gone, *method, *body, *trouble, *robots;
};

WebRouter *
web_router_new (void)
{
  WebRouter *router = g_new0 (WebRouter, 1);

  g_mutex_init (&router->lock);
  router->missing = web_reply_text (404, "404: nothing is at this address\n");
  router->gone = web_reply_text (410, "410: this address was revoked; ask the secretariat\n");
  router->method = web_reply_text (405, "405: only GET and HEAD\n");
  router->method->allow = "GET, HEAD";
  router->body = web_reply_text (413, "413: this address takes no body\n");
  router->trouble = web_reply_text (503, "503: the record cannot be read now; try again\n");
  router->trouble->retry_after = RETRY_SECONDS;
  router->robots = web_reply_text (200, "User-agent: *\nAllow: /\n");
  return router;
}

void
web_router_free (WebRouter *router)
{
  if (router == NULL)
    return;
  web_site_unref (router->site);
  web_reply_unref (router->missing);
  web_reply_unref (router->gone);
  web_reply_unref (router->method);
  web_reply_unref (router->body);
  web_reply_unref (router->trouble);
  web_reply_unref (router->robots);
  g_mutex_clear (&router->lock);
  g_free (router);
}

void
web_router_show (WebRouter *router, WebSite *site)
{
  WebSite *before;

  g_mutex_lock (&router->lock);
  before = router->site;
  router->site = site ? web_site_ref (site) : NULL;
  g_mutex_unlock (&router->lock);
  web_site_unref (before);
}

WebSite *
web_router_site (WebRouter *router)
{
  WebSite *site;

  g_mutex_lock (&router->lock);
  site = router->site ? web_site_ref (router->site) : NULL;
  g_mutex_unlock (&router->lock);
  return site;
}

/* --- routes -------------------------------------------------------------------------------- */

/* Whether a person reads English rather than Russian: the first of the two that is named. */
static gboolean
prefers_english (const char *languages)
{
  const char *english = languages ? strstr (languages, "en") : NULL;
  const char *russian = languages ? strstr (languages, "ru") : NULL;

  return english != NULL && (russian == NULL || english < russian);
}

/* "/" is the index in the reader's language. */
static const char *
find_path (const WebRequest *request, gboolean *by_language)
{
  *by_language = g_str_equal (request->path, "/");
  if (*by_language)
    return prefers_english (request->accept_language) ? "en.html" : "index.html";
  return request->path[0] == '/' ? request->path + 1 : request->path;
}

WebReply *
web_router_answer (WebRouter *router, const WebRequest *request)
{
  g_autoptr(WebSite) site = web_router_site (router);
  gboolean by_language;
  const char *path = find_path (request, &by_language);
  WebReply *reply = site ? web_site_find (site, path) : NULL;

  if (site == NULL)
    return web_reply_ref (g_str_equal (path, "robots.txt") ? router->robots : router->trouble);
  if (reply == NULL)
    return web_reply_ref (web_site_was_revoked (site, path) ? router->gone : router->missing);
  if (web_reply_is_known (reply, request->if_none_match, request->if_modified_since))
    reply = web_site_not_modified (site, path);
  return web_reply_ref (reply);
}

WebReply *
web_router_early (WebRouter *router, const WebRequest *request)
{
  if (request->has_body)
    return web_reply_ref (router->body);
  if (!g_str_equal (request->method, "GET") && !g_str_equal (request->method, "HEAD"))
    return web_reply_ref (router->method);
  return NULL;
}
