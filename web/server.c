#include "web/server.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "web/http-date.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define THREADS 2
#define CONNECTIONS_MAX 1024
#define CONNECTION_MEMORY 32768 /* the headers of a request must fit */
#define BACKLOG 512

/* How long a request may take to arrive, in milliseconds: from connecting, or from the end of the
 * one before.  When connections are scarce, less. */
#define ARRIVAL_MS 10000
#define ARRIVAL_CROWDED_MS 2000
#define CROWDED (CONNECTIONS_MAX / 2)

/* How long a reply may take to be read: so long, and a second more for each so many bytes. */
#define DELIVERY_MS 30000
#define SLOWEST_BYTES_PER_S 10000

/* How long a stop waits for replies under way. */
#define STOP_MS 20000

/* Lines of the log that wait for the next watch; more are counted, not kept. */
#define LOG_MAX (1024 * 1024)

typedef struct
{
  int fd;
  gint64 deadline; /* monotonic, ms */
  gboolean arriving;
} Connection;

struct _WebServer
{
  struct MHD_Daemon *daemon;
  WebRouter *router;
  GMutex lock;             /* of the connections and the log */
  GHashTable *connections; /* (element-type Connection) */
  GString *log;
  guint log_lost;
  gint under_way; /* requests whose reply is not delivered: atomic */
  gint stopping;  /* atomic */
};

static gint64
now_ms (void)
{
  return g_get_monotonic_time () / 1000;
}

/* --- the log ------------------------------------------------------------------------------- */

/* "/f/…/2027.html": what a secret address holds must not be read from a log. */
static void
append_path (GString *line, const char *path)
{
  const char *rest;

  if (!g_str_has_prefix (path, "/f/"))
    {
      g_autofree char *escaped = g_uri_escape_string (path, "/-._", FALSE);

      g_string_append_printf (line, "%.200s", escaped);
      return;
    }
  rest = strpbrk (path + 3, "/.");
  g_string_append_printf (line, "/f/…");
  if (rest != NULL && (g_str_equal (rest, ".ics") || g_str_has_suffix (rest, ".html")))
    g_string_append (line, *rest == '/' ? "/….html" : ".ics");
}

static void
append_client (GString *line, struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  char text[INET6_ADDRSTRLEN] = "?";

  if (info != NULL && info->client_addr->sa_family == AF_INET)
    inet_ntop (AF_INET, &((struct sockaddr_in *) info->client_addr)->sin_addr, text,
               sizeof text);
  else if (info != NULL && info->client_addr->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((struct sockaddr_in6 *) info->client_addr)->sin6_addr, text,
               sizeof text);
  g_string_append (line, text);
}

static void
log_request (WebServer *server, struct MHD_Connection *connection, const char *method,
             const char *path, const WebReply *reply)
{
  g_autofree char *at = clock_now_text ();
  g_autoptr(GString) line = g_string_sized_new (160);

  g_string_append_printf (line, "%s ", at);
  append_client (line, connection);
  g_string_append_printf (line, " %.8s ", method);
  append_path (line, path);
  g_string_append_printf (line, " %u %" G_GSIZE_FORMAT "\n", reply->status,
                          g_bytes_get_size (reply->body));
  g_mutex_lock (&server->lock);
  if (server->log->len < LOG_MAX)
    g_string_append_len (server->log, line->str, (gssize) line->len);
  else
    server->log_lost++;
  g_mutex_unlock (&server->lock);
}

static gboolean
log_has_room (void)
{
  struct pollfd log = { .fd = STDERR_FILENO, .events = POLLOUT };

  return poll (&log, 1, 0) == 1 && (log.revents & POLLOUT) != 0;
}

/* Writes what standard error takes without waiting, for whoever reads it may have stopped; what
 * is not written stays for the next time. */
static void
log_write (WebServer *server)
{
  g_autoptr(GString) lines = NULL;
  gsize done = 0;

  g_mutex_lock (&server->lock);
  lines = server->log;
  server->log = g_string_new (NULL);
  if (server->log_lost > 0)
    g_string_append_printf (lines, "… %u\n", server->log_lost);
  server->log_lost = 0;
  g_mutex_unlock (&server->lock);
  while (done < lines->len && log_has_room ())
    {
      /* A pipe that has room takes as much whole. */
      gssize n = write (STDERR_FILENO, lines->str + done, MIN (lines->len - done, PIPE_BUF));

      if (n <= 0)
        return; /* nobody reads it */
      done += (gsize) n;
    }
  if (done == lines->len)
    return;
  g_mutex_lock (&server->lock);
  g_string_prepend_len (server->log, lines->str + done, (gssize) (lines->len - done));
  g_mutex_unlock (&server->lock);
}

/* --- connections --------------------------------------------------------------------------- */

static void
on_connection (void *data, struct MHD_Connection *connection, void **context,
               enum MHD_ConnectionNotificationCode code)
{
  WebServer *server = data;
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD);

  g_mutex_lock (&server->lock);
  if (code == MHD_CONNECTION_NOTIFY_STARTED && info != NULL)
    {
      Connection *known = g_new0 (Connection, 1);

      known->fd = info->connect_fd;
      known->deadline = now_ms () + ARRIVAL_MS;
      known->arriving = TRUE;
      g_hash_table_add (server->connections, known);
      *context = known;
    }
  else if (code == MHD_CONNECTION_NOTIFY_CLOSED && *context != NULL)
    g_hash_table_remove (server->connections, *context); /* before its number is given anew */
  g_mutex_unlock (&server->lock);
}

static void
set_deadline (WebServer *server, struct MHD_Connection *connection, gboolean arriving,
              gint64 ms)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  Connection *known = info ? info->socket_context : NULL;

  if (known == NULL)
    return;
  g_mutex_lock (&server->lock);
  known->arriving = arriving;
  known->deadline = now_ms () + ms;
  g_mutex_unlock (&server->lock);
}

/* The library ends a connection that is silent; one that sends a byte a second is ended here. */
static void
end_overdue (WebServer *server)
{
  gint64 now = now_ms ();
  gint64 patience = 0;
  GHashTableIter iter;
  gpointer item;

  g_mutex_lock (&server->lock);
  if (g_hash_table_size (server->connections) > CROWDED)
    patience = ARRIVAL_MS - ARRIVAL_CROWDED_MS;
  g_hash_table_iter_init (&iter, server->connections);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      const Connection *known = item;

      if (known->deadline - (known->arriving ? patience : 0) < now)
        shutdown (known->fd, SHUT_RDWR);
    }
  g_mutex_unlock (&server->lock);
}

/* --- replies ------------------------------------------------------------------------------- */

static void
add_header (struct MHD_Response *response, const char *name, const char *value)
{
  if (value != NULL)
    MHD_add_response_header (response, name, value);
}

static struct MHD_Response *
make_response (const WebReply *reply)
{
  gsize size;
  const void *data = g_bytes_get_data (reply->body, &size);
  struct MHD_Response *response =
      MHD_create_response_from_buffer (size, (void *) data, MHD_RESPMEM_PERSISTENT);
  g_autofree char *modified = reply->modified > 0 ? web_date (reply->modified) : NULL;
  g_autofree char *retry =
      reply->retry_after > 0 ? g_strdup_printf ("%u", reply->retry_after) : NULL;
  gboolean kept = reply->etag != NULL;

  if (reply->status != 304)
    add_header (response, "Content-Type", reply->type);
  add_header (response, "ETag", reply->etag);
  add_header (response, "Last-Modified", modified);
  add_header (response, "Cache-Control",
              kept ? "private, max-age=300, no-transform" : "no-store");
  /* Not with a calendar: Thunderbird's search for one then takes a redirect from http to https for
   * a foreign answer (opaque response blocking) and finds none. */
  if (!g_str_has_prefix (reply->type, "text/calendar"))
    add_header (response, "X-Content-Type-Options", "nosniff");
  add_header (response, "X-Robots-Tag", "noindex");
  add_header (response, "Referrer-Policy", "no-referrer");
  add_header (response, "Content-Security-Policy", reply->policy);
  add_header (response, "Vary", reply->vary);
  add_header (response, "Allow", reply->allow);
  add_header (response, "Retry-After", retry);
  if (reply->status == 405 || reply->status == 413)
    add_header (response, "Connection", "close"); /* the body is not read */
  return response;
}

static void
response_free (gpointer response)
{
  MHD_destroy_response (response);
}

/* The library's form of a reply, made once; the threads share it. */
static struct MHD_Response *
prepare (WebServer *server, WebReply *reply)
{
  g_mutex_lock (&server->lock);
  if (reply->prepared == NULL)
    {
      reply->prepared = make_response (reply);
      reply->prepared_free = response_free;
    }
  g_mutex_unlock (&server->lock);
  return reply->prepared;
}

/* What is under way holds its reply: the site may change meanwhile. */
typedef struct
{
  gboolean accepted; /* its headers were read, and it was not refused */
  gboolean cut;      /* its path has a null byte, where the library ends it */
  WebReply *reply;
} UnderWay;

static enum MHD_Result
give (WebServer *server, struct MHD_Connection *connection, WebReply *reply, UnderWay *way)
{
  struct MHD_Response *response, *last = NULL;
  enum MHD_Result result;

  way->reply = reply;
  set_deadline (server, connection, FALSE,
                DELIVERY_MS +
                    (gint64) g_bytes_get_size (reply->body) * 1000 / SLOWEST_BYTES_PER_S);
  if (g_atomic_int_get (&server->stopping))
    {
      response = last = make_response (reply);
      add_header (last, "Connection", "close");
    }
  else
    response = prepare (server, reply);
  result = MHD_queue_response (connection, reply->status, response);
  if (last != NULL)
    MHD_destroy_response (last);
  return result;
}

static gboolean
announces_body (struct MHD_Connection *connection)
{
  const char *length =
      MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Content-Length");

  return (length != NULL && strcmp (length, "0") != 0) ||
         MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Transfer-Encoding") !=
             NULL;
}

static enum MHD_Result
on_request (void *data, struct MHD_Connection *connection, const char *path,
            const char *method, const char *version, const char *upload, size_t *upload_size,
            void **context)
{
  WebServer *server = data;
  UnderWay *way = *context;
  WebRequest request = { .method = method, .path = way->cut ? "" : path };
  WebReply *reply;

  request.has_body = announces_body (connection);
  request.if_none_match =
      MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "If-None-Match");
  request.if_modified_since =
      MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "If-Modified-Since");
  request.accept = MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Accept");
  request.accept_language =
      MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Accept-Language");
  reply = web_router_early (server->router, &request); /* before a byte of its body is read */
  if (reply == NULL && !way->accepted)
    {
      way->accepted = TRUE; /* a reply to the first call would end the connection */
      return MHD_YES;
    }
  if (reply == NULL)
    reply = web_router_answer (server->router, &request);
  log_request (server, connection, method, path, reply);
  return give (server, connection, reply, way);
}

/* Called as soon as the first line of a request has come. */
static void *
on_begin (void *data, const char *uri, struct MHD_Connection *connection)
{
  WebServer *server = data;
  UnderWay *way = g_new0 (UnderWay, 1);

  g_atomic_int_inc (&server->under_way);
  way->cut = strstr (uri, "%00") != NULL;
  return way;
}

static void
on_end (void *data, struct MHD_Connection *connection, void **context,
        enum MHD_RequestTerminationCode code)
{
  WebServer *server = data;
  UnderWay *way = *context;

  if (way == NULL)
    return;
  web_reply_unref (way->reply);
  g_free (way);
  *context = NULL;
  g_atomic_int_add (&server->under_way, -1);
  set_deadline (server, connection, TRUE, ARRIVAL_MS);
}

/* --- starting ------------------------------------------------------------------------------ */

static gboolean
parse_address (const char *text, struct sockaddr_storage *address, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = colon ? g_strndup (text, (gsize) (colon - text)) : NULL;
  struct sockaddr_in *v4 = (struct sockaddr_in *) address;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *) address;
  guint64 port;

  memset (address, 0, sizeof *address);
  if (host != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      gsize length = strlen (host);

      if (inet_pton (AF_INET, host, &v4->sin_addr) == 1)
        {
          v4->sin_family = AF_INET;
          v4->sin_port = htons ((guint16) port);
          return TRUE;
        }
      if (length > 2 && host[0] == '[' && host[length - 1] == ']')
        {
          host[length - 1] = '\0';
          if (inet_pton (AF_INET6, host + 1, &v6->sin6_addr) == 1)
            {
              v6->sin6_family = AF_INET6;
              v6->sin6_port = htons ((guint16) port);
              return TRUE;
            }
        }
    }
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("--listen {address}: no address and port (such as 127.0.0.1:8080 or "
          "[::1]:8080)"),
      "address", text, NULL);
}

static void
free_server (WebServer *server)
{
  g_hash_table_unref (server->connections);
  g_string_free (server->log, TRUE);
  g_mutex_clear (&server->lock);
  g_free (server);
}

static struct MHD_Daemon *
start_daemon (WebServer *server, struct sockaddr_storage *address)
{
  unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC;

  if (address->ss_family == AF_INET6)
    flags |= MHD_USE_IPv6;
  return MHD_start_daemon (
      flags, 0, NULL, NULL, on_request, server, MHD_OPTION_SOCK_ADDR, address,
      MHD_OPTION_THREAD_POOL_SIZE, (unsigned int) THREADS, MHD_OPTION_CONNECTION_LIMIT,
      (unsigned int) CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int) 20,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY,
      MHD_OPTION_LISTEN_BACKLOG_SIZE, (unsigned int) BACKLOG, MHD_OPTION_URI_LOG_CALLBACK,
      on_begin, server, MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
      MHD_OPTION_NOTIFY_COMPLETED, on_end, server, MHD_OPTION_END);
}

static const char *
why_not (int number)
{
  switch (number)
    {
    case EADDRINUSE:
      return N_ ("another program listens there");
    case EADDRNOTAVAIL:
      return N_ ("this machine has no such address");
    default:
      return file_reason (number);
    }
}

WebServer *
web_server_start (const char *listen, WebRouter *router, GError **error)
{
  struct sockaddr_storage address;
  WebServer *server;

  if (!parse_address (listen, &address, error))
    return NULL;
  server = g_new0 (WebServer, 1);
  server->router = router;
  g_mutex_init (&server->lock);
  server->connections = g_hash_table_new_full (NULL, NULL, g_free, NULL);
  server->log = g_string_new (NULL);
  server->daemon = start_daemon (server, &address);
  if (server->daemon != NULL)
    return server;
  council_error (error, COUNCIL_ERROR_STORAGE,
                 N_ ("cannot listen at {address}: {why:tr} (choose another with --listen)"),
                 "address", listen, "why", why_not (errno), NULL);
  free_server (server);
  return NULL;
}

char *
web_server_address (WebServer *server)
{
  const union MHD_DaemonInfo *info =
      MHD_get_daemon_info (server->daemon, MHD_DAEMON_INFO_LISTEN_FD);
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  char text[INET6_ADDRSTRLEN] = "";

  if (getsockname (info->listen_fd, (struct sockaddr *) &address, &length) != 0)
    return g_strdup ("?");
  if (address.ss_family == AF_INET6)
    {
      const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *) &address;

      inet_ntop (AF_INET6, &v6->sin6_addr, text, sizeof text);
      return g_strdup_printf ("[%s]:%u", text, ntohs (v6->sin6_port));
    }
  const struct sockaddr_in *v4 = (const struct sockaddr_in *) &address;

  inet_ntop (AF_INET, &v4->sin_addr, text, sizeof text);
  return g_strdup_printf ("%s:%u", text, ntohs (v4->sin_port));
}

gboolean
web_server_is_local (WebServer *server)
{
  const union MHD_DaemonInfo *info =
      MHD_get_daemon_info (server->daemon, MHD_DAEMON_INFO_LISTEN_FD);
  struct sockaddr_storage address;
  socklen_t length = sizeof address;

  if (getsockname (info->listen_fd, (struct sockaddr *) &address, &length) != 0)
    return FALSE;
  if (address.ss_family == AF_INET6)
    return IN6_IS_ADDR_LOOPBACK (&((struct sockaddr_in6 *) &address)->sin6_addr);
  return ntohl (((struct sockaddr_in *) &address)->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
}

void
web_server_watch (WebServer *server)
{
  end_overdue (server);
  log_write (server);
}

void
web_server_stop (WebServer *server)
{
  int listening;
  gint64 end = now_ms () + STOP_MS;

  g_atomic_int_set (&server->stopping, TRUE);
  listening = MHD_quiesce_daemon (server->daemon);
  while (g_atomic_int_get (&server->under_way) > 0 && now_ms () < end)
    {
      g_usleep (10000);
      end_overdue (server);
    }
  MHD_stop_daemon (server->daemon);
  if (listening >= 0)
    close (listening);
  log_write (server);
  free_server (server);
}
