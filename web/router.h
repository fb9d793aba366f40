/* From a request to its reply. */
#pragma once

#include "web/site.h"

typedef struct
{
  const char *method;
  const char *path;              /* as decoded, with its leading slash */
  const char *if_none_match;     /* (nullable) */
  const char *if_modified_since; /* (nullable) */
  const char *accept;            /* (nullable) */
  const char *accept_language;   /* (nullable) */
  gboolean has_body;
} WebRequest;

/** What is answered now; several threads ask for it. */
typedef struct _WebRouter WebRouter;

WebRouter *web_router_new (void);
void web_router_free (WebRouter *router);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WebRouter, web_router_free)

/** web_router_show: from now on pages come from @site; whatever trouble there was is over. */
void web_router_show (WebRouter *router, WebSite *site);

/** web_router_trouble: the record cannot be read.  All but robots.txt is answered 503 until the
 * next web_router_show(), except to a calendar app that refreshes its copy, known by a condition
 * (RFC 9110, 13) or by asking for text/calendar: it gets the last reading, which another app
 * would keep showing.  Thunderbird would show nothing until its own next start. */
void web_router_trouble (WebRouter *router);

/** web_router_site: (transfer full) (nullable): the site that is shown. */
WebSite *web_router_site (WebRouter *router);

/** web_router_answer: (transfer full): the reply; never HTML where a calendar is asked for. */
WebReply *web_router_answer (WebRouter *router, const WebRequest *request);

/** web_router_early: (transfer full) (nullable): the reply to what is refused before its body is
 * read: another method than GET and HEAD, a body. */
WebReply *web_router_early (WebRouter *router, const WebRequest *request);
