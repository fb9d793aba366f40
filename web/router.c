#include "web/router.h"

#include "web/pages.h"

#include <string.h>

/* When an app should try again after trouble. */
#define RETRY_SECONDS 120

struct _WebRouter
{
  GMutex lock;
  WebSite *site;     /* (nullable) */
  gboolean troubled; /* the site is the last that could be read */
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
  router->site = web_site_ref (site);
  router->troubled = FALSE;
  g_mutex_unlock (&router->lock);
  web_site_unref (before);
}

void
web_router_trouble (WebRouter *router)
{
  g_mutex_lock (&router->lock);
  router->troubled = TRUE;
  g_mutex_unlock (&router->lock);
}

/* What a request is answered from; %NULL: the trouble is told. */
static WebSite *
site_for (WebRouter *router, gboolean is_app)
{
  WebSite *site = NULL;

  g_mutex_lock (&router->lock);
  if (router->site != NULL && (is_app || !router->troubled))
    site = web_site_ref (router->site);
  g_mutex_unlock (&router->lock);
  return site;
}

WebSite *
web_router_site (WebRouter *router)
{
  return site_for (router, TRUE);
}

/* --- routes -------------------------------------------------------------------------------- */

/* "en-GB;q=0.8": how much a language is wished, 0 to 1; that of another is not wished. */
static double
wish_for (char *range, const char *language)
{
  char *parameter = strchr (range, ';');
  const char *q = parameter ? strstr (parameter, "q=") : NULL;
  gsize length = strlen (language);

  if (parameter != NULL)
    *parameter = '\0';
  g_strstrip (range);
  if (g_ascii_strncasecmp (range, language, length) != 0 ||
      (range[length] != '\0' && range[length] != '-'))
    return 0;
  return q ? g_ascii_strtod (q + strlen ("q="), NULL) : 1;
}

/* The index in the language that a person wishes most; of those wished alike, the first named. */
static const char *
index_for (const char *languages)
{
  g_auto(GStrv) ranges = g_strsplit (languages ? languages : "", ",", 32);
  const char *path = index_pages[0].path;
  double best = 0;

  for (guint i = 0; ranges[i] != NULL; i++)
    for (guint j = 0; j < N_INDEX_PAGES; j++)
      {
        g_autofree char *range = g_strdup (ranges[i]);
        double wish = wish_for (range, index_pages[j].lang);

        if (wish <= best)
          continue;
        best = wish;
        path = index_pages[j].path;
      }
  return path;
}

/* "/" is the index in the reader's language. */
static const char *
find_path (const WebRequest *request)
{
  if (g_str_equal (request->path, "/"))
    return index_for (request->accept_language);
  return request->path[0] == '/' ? request->path + 1 : request->path;
}

/* A calendar app that has, or had, a copy. */
static gboolean
refreshes_calendar (const WebRequest *request)
{
  return g_str_has_suffix (request->path, ".ics") &&
         (request->if_none_match != NULL || request->if_modified_since != NULL ||
          (request->accept != NULL && strstr (request->accept, "text/calendar") != NULL));
}

WebReply *
web_router_answer (WebRouter *router, const WebRequest *request)
{
  g_autoptr(WebSite) site = site_for (router, refreshes_calendar (request));
  const char *path = find_path (request);
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
