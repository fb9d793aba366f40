/* The server's life: it reads the record anew when the file changed, until it is told to stop. */
#include "web/web.h"

#include "core/error.h"
#include "core/message.h"
#include "web/server.h"

#include <glib/gstdio.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

/* How often the file is looked at, and connections are. */
#define WATCH_MS 100

/* How long a change of the file is waited for by others that write it. */
#define PATIENCE_MS 2000

/* A trouble that is over so soon is told to nobody: the last reading is served. */
#define GRACE_US (10 * G_USEC_PER_SEC)

/* A file that changed so recently may change again without another time stamp. */
#define FRESH_NS (G_GINT64_CONSTANT (1000000) * 200)

/* What is said when others than this machine reach the server. */
#define OPEN_TO_OTHERS                                                                        \
  "other machines reach this address, and without TLS whoever sees the network sees the "     \
  "secret"                                                                                    \
  " addresses (put a web server with TLS in front, see docs/nginx.conf)"

typedef struct
{
  gint64 size, changed; /* ns */
  guint64 node;
} Stamp;

/** What the file and its log (WAL) look like from outside. */
typedef struct
{
  Stamp file, wal;
} Look;

typedef struct
{
  const char *file;
  WebRouter *router;
  GThread *thread;
  gint stop; /* atomic */
  Look look;
  gboolean fresh;    /* it changed a moment ago, or while it was read: look again */
  gboolean troubled; /* it could not be read the last time */
  gint64 since;      /* and never since then: monotonic */
} Reader;

/* --- the record ---------------------------------------------------------------------------- */

/* An empty log is one that says nothing. */
static Stamp
stamp_of (const char *path)
{
  GStatBuf is;
  Stamp stamp = { 0 };

  if (g_stat (path, &is) != 0 || is.st_size == 0)
    return stamp;
  stamp.size = is.st_size;
  stamp.node = is.st_ino;
  stamp.changed = (gint64) is.st_mtim.tv_sec * 1000000000 + is.st_mtim.tv_nsec;
  return stamp;
}

static Look
look_at (const char *file)
{
  g_autofree char *wal = g_strconcat (file, "-wal", NULL);

  return (Look){ .file = stamp_of (file), .wal = stamp_of (wal) };
}

static gboolean
look_is_fresh (const Look *look)
{
  gint64 now = g_get_real_time () * 1000;

  return now - look->file.changed < FRESH_NS || now - look->wal.changed < FRESH_NS;
}

/* The site as the file is now; @before itself when that says the same. */
static WebSite *
read_site (const char *file, WebSite *before, GError **error)
{
  g_autoptr(Db) db = db_open (file, error);
  g_autofree char *mark = NULL;

  if (db == NULL || !db_read_begin (db, error))
    return NULL;
  mark = web_mark_read (db, error);
  if (mark == NULL)
    return NULL;
  if (before != NULL && g_str_equal (web_site_mark (before), mark))
    return web_site_ref (before);
  return web_site_build (db, before, error);
}

/* Says why once, and tells those who ask when the trouble lasts. */
static void
reader_trouble (Reader *reader, const GError *why)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *text = reader->troubled ? NULL : council_error_text (why, "en");

  if (text != NULL)
    {
      g_printerr ("council: %s\n", text);
      reader->since = now;
    }
  reader->troubled = TRUE;
  if (now - reader->since >= GRACE_US)
    web_router_trouble (reader->router);
}

/* @last outlives trouble, so that pages that did not change keep their dates. */
static void
reader_look (Reader *reader, WebSite **last)
{
  Look look = look_at (reader->file), after;
  g_autoptr(GError) error = NULL;
  g_autoptr(WebSite) site = NULL;

  if (!reader->troubled && !reader->fresh && memcmp (&look, &reader->look, sizeof look) == 0)
    return;
  site = read_site (reader->file, *last, &error);
  after = look_at (reader->file);
  reader->look = after;
  reader->fresh = look_is_fresh (&after) || memcmp (&look, &after, sizeof look) != 0;
  if (site == NULL)
    {
      reader_trouble (reader, error);
      return;
    }
  reader->troubled = FALSE;
  web_router_show (reader->router, site);
  if (site == *last)
    return;
  web_site_unref (*last);
  *last = g_steal_pointer (&site);
}

static gpointer
reader_run (gpointer data)
{
  Reader *reader = data;
  WebSite *last = web_router_site (reader->router);

  while (!g_atomic_int_get (&reader->stop))
    {
      reader_look (reader, &last);
      g_usleep ((reader->troubled ? 5 : 1) * WATCH_MS * 1000);
    }
  web_site_unref (last);
  return NULL;
}

/* --- its life ------------------------------------------------------------------------------ */

static void
wait_for_signal (WebServer *server, const sigset_t *signals)
{
  const struct timespec pause = { .tv_nsec = WATCH_MS * 1000000 };

  while (sigtimedwait (signals, NULL, &pause) < 0)
    web_server_watch (server);
}

static gboolean
serve (const char *file, const char *listen, WebRouter *router, const sigset_t *signals,
       GError **error)
{
  Reader reader = { .file = file, .router = router, .look = look_at (file), .fresh = TRUE };
  g_autoptr(WebSite) site = read_site (file, NULL, error);
  WebServer *server;
  g_autofree char *address = NULL;

  if (site == NULL)
    return FALSE;
  web_router_show (router, site);
  server = web_server_start (listen, router, error);
  if (server == NULL)
    return FALSE;
  reader.thread = g_thread_new ("reader", reader_run, &reader);
  address = web_server_address (server);
  g_printerr ("council: http://%s/\n", address);
  if (!web_server_is_local (server))
    g_printerr ("council: %s\n", OPEN_TO_OTHERS);
  wait_for_signal (server, signals);
  g_atomic_int_set (&reader.stop, TRUE);
  web_server_stop (server);
  g_thread_join (reader.thread);
  return TRUE;
}

gboolean
web_serve (const char *file, const char *listen, GError **error)
{
  g_autoptr(WebRouter) router = web_router_new ();
  sigset_t signals, before;
  struct sigaction hangup;
  gboolean done;

  db_set_patience (PATIENCE_MS);
  sigemptyset (&signals);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGINT);
  if (sigaction (SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN) /* nohup */
    sigaddset (&signals, SIGHUP);
  pthread_sigmask (SIG_BLOCK, &signals, &before); /* before the first thread */
  done = serve (file, listen, router, &signals, error);
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  return done;
}
