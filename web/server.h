/* HTTP: connections, their limits and deadlines.  The one file that knows libmicrohttpd. */
#pragma once

#include "web/router.h"

typedef struct _WebServer WebServer;

/**
 * web_server_start:
 * @listen: "127.0.0.1:8080", "[::1]:0"
 * @router: asked from several threads; outlives the server
 * @error: %COUNCIL_ERROR_USAGE or %COUNCIL_ERROR_STORAGE
 *
 * Signals that should reach another thread are to be blocked before.
 *
 * Returns: (transfer full): the server, which answers from now on
 */
WebServer *web_server_start (const char *listen, WebRouter *router, GError **error);

/** web_server_address: (transfer full): where it listens: "127.0.0.1:8080". */
char *web_server_address (WebServer *server);

/** web_server_is_local: whether only this machine reaches it. */
gboolean web_server_is_local (WebServer *server);

/** web_server_watch: to be called several times a second: ends connections whose request is past
 * its deadline, and writes the log. */
void web_server_watch (WebServer *server);

/** web_server_stop: takes no new connection, delivers what was asked for, frees @server.  A client
 * that takes longer than some seconds is not waited for. */
void web_server_stop (WebServer *server);
