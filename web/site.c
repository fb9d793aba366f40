#include "web/site.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/language.h"
#include "core/message.h"
#include "core/party.h"
#include "core/setting.h"
#include "meetings/subscription.h"
#include "protocols/disclosure.h"
#include "web/html.h"
#include "web/pages.h"

#include <string.h>

/* Everything may be fetched, for Google asks; the pages themselves ask not to be listed. */
#define ROBOTS "User-agent: *\nAllow: /\n"

typedef struct
{
  char *path;
  WebReply *reply;
  WebReply *not_modified;
} Page;

struct _WebSite
{
  GHashTable *pages;   /* hash of a path to Page */
  GHashTable *revoked; /* hashes of paths that answer no more */
  char *mark;
};

static void
page_free (gpointer data)
{
  Page *page = data;

  g_free (page->path);
  web_reply_unref (page->reply);
  web_reply_unref (page->not_modified);
  g_free (page);
}

static void
site_clear (gpointer data)
{
  WebSite *site = data;

  g_hash_table_unref (site->pages);
  g_hash_table_unref (site->revoked);
  g_free (site->mark);
}

WebSite *
web_site_ref (WebSite *site)
{
  return g_atomic_rc_box_acquire (site);
}

void
web_site_unref (WebSite *site)
{
  if (site != NULL)
    g_atomic_rc_box_release_full (site, site_clear);
}

/* --- finding ------------------------------------------------------------------------------- */

static char *
path_key (const char *path)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
}

static const Page *
find_page (const WebSite *site, const char *path)
{
  g_autofree char *key = path_key (path);

  return g_hash_table_lookup (site->pages, key);
}

WebReply *
web_site_find (const WebSite *site, const char *path)
{
  const Page *page = find_page (site, path);

  return page ? page->reply : NULL;
}

WebReply *
web_site_not_modified (const WebSite *site, const char *path)
{
  const Page *page = find_page (site, path);

  return page ? page->not_modified : NULL;
}

gboolean
web_site_was_revoked (const WebSite *site, const char *path)
{
  g_autofree char *key = path_key (path);

  return g_hash_table_contains (site->revoked, key);
}

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
web_site_paths (const WebSite *site)
{
  GPtrArray *paths = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer page;

  g_hash_table_iter_init (&iter, site->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    g_ptr_array_add (paths, ((Page *) page)->path);
  g_ptr_array_sort (paths, by_text);
  return paths;
}

const char *
web_site_mark (const WebSite *site)
{
  return site->mark;
}

/* Days off are told for years around this one. */
char *
web_mark_read (Db *db, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1", error, "");
  GDate today;

  clock_today (NULL, &today);
  return row ? g_strdup_printf ("%s %u", row_text (row, "hash"), g_date_get_year (&today))
             : NULL;
}

/* --- building ------------------------------------------------------------------------------ */

typedef struct
{
  Db *db;
  WebSite *site;
  const WebSite *before;
  gint64 changed;   /* when the record last changed, seconds since 1970 */
  GPtrArray *feeds; /* (element-type WebLink): the public ones */
  GPtrArray *agendas, *protocols;
  GHashTable *drawn; /* "REF LANG" to the bytes of that agenda */
} Builder;

/* The date of a page is that of the record's last change; when the page is as it was, its own.
 * A change within the same second gets the next one, so that no client takes it for known. */
static void
set_date (Builder *builder, const char *path, WebReply *reply)
{
  const WebReply *was = builder->before ? web_site_find (builder->before, path) : NULL;

  reply->modified = MIN (builder->changed, clock_unix_ms () / 1000);
  if (was == NULL)
    return;
  if (g_str_equal (was->etag, reply->etag))
    reply->modified = was->modified;
  else if (reply->modified <= was->modified)
    reply->modified = was->modified + 1;
}

static Page *
add_page (Builder *builder, const char *path, const char *type, GBytes *body)
{
  Page *page = g_new0 (Page, 1);

  page->path = g_strdup (path);
  page->reply = web_reply_new (type, body);
  if (g_str_equal (type, WEB_TYPE_HTML))
    page->reply->policy = html_policy ();
  set_date (builder, path, page->reply);
  page->not_modified = web_reply_not_modified (page->reply);
  g_hash_table_replace (builder->site->pages, path_key (path), page);
  return page;
}

static WebLink *
add_link (GPtrArray *links, const char *path, const char *title, const char *lang)
{
  WebLink *link = g_new0 (WebLink, 1);

  link->path = g_strdup (path);
  link->title = g_strdup (title);
  link->lang = g_strdup (lang);
  g_ptr_array_add (links, link);
  return link;
}

/* The same for feeds that call the meeting the same. */
static GBytes *
draw_agenda (Builder *builder, const char *ref, const CalendarEvent *event, const char *lang,
             GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", ref, lang, event->summary);
  GBytes *bytes = g_hash_table_lookup (builder->drawn, key);

  if (bytes == NULL)
    {
      bytes = page_agenda (builder->db, ref, event, lang, error);
      if (bytes != NULL)
        g_hash_table_insert (builder->drawn, g_steal_pointer (&key), bytes);
    }
  return bytes;
}

/* «Второе очередное заседание … — 12 февраля 2027 года». */
static void
add_agenda_link (Builder *builder, const char *path, const CalendarEvent *event,
                 const char *lang)
{
  g_autofree char *days = language_date_range (lang, &event->first_day, &event->last_day);
  g_autofree char *title = g_strdup_printf ("%s — %s", event->summary, days);

  add_link (builder->agendas, path, title, lang);
}

/* The agendas that the feed's events link to: ADDRESS/REF.html. */
static gboolean
add_agendas (Builder *builder, const Subscription *feed, const CalendarFeed *calendar,
             const char *path, GError **error)
{
  for (guint i = 0; i < calendar->events->len; i++)
    {
      const CalendarEvent *event = g_ptr_array_index (calendar->events, i);
      const char *name = event->attachment ? strrchr (event->attachment, '/') + 1 : NULL;
      g_autofree char *ref = name ? g_strndup (name, strlen (name) - strlen (".html")) : NULL;
      g_autofree char *page = name ? g_strdup_printf ("%s/%s", path, name) : NULL;
      GBytes *bytes;

      if (name == NULL)
        continue;
      bytes = draw_agenda (builder, ref, event, feed->lang, error);
      if (bytes == NULL)
        return FALSE;
      add_page (builder, page, WEB_TYPE_HTML, bytes);
      if (feed->secret == NULL)
        add_agenda_link (builder, page, event, feed->lang);
    }
  return TRUE;
}

static gboolean
add_feed (Builder *builder, const Subscription *feed, GError **error)
{
  g_autofree char *path = subscription_path (feed);
  g_autofree char *address = g_strconcat (path, ".ics", NULL);
  g_autoptr(CalendarFeed) calendar = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (feed->revoked_at != NULL)
    {
      g_hash_table_add (builder->site->revoked, path_key (address));
      return TRUE;
    }
  calendar = subscription_build (builder->db, feed, error);
  bytes = calendar ? calendar_write (calendar, error) : NULL;
  if (bytes == NULL)
    return FALSE;
  add_page (builder, address, WEB_TYPE_CALENDAR, bytes);
  if (feed->secret == NULL)
    add_link (builder->feeds, path, calendar->name, feed->lang);
  return add_agendas (builder, feed, calendar, path, error);
}

static gboolean
add_feeds (Builder *builder, GError **error)
{
  g_autoptr(GPtrArray) feeds = subscription_list (builder->db, TRUE, error);

  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    if (!add_feed (builder, g_ptr_array_index (feeds, i), error))
      return FALSE;
  return feeds != NULL;
}

static gboolean
add_protocols (Builder *builder, GError **error)
{
  g_autoptr(GPtrArray) files = disclosure_files (builder->db, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const DisclosedFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_strdup_printf ("protocols/%s-%s.pdf", file->ref, file->keeper);

      add_page (builder, path, WEB_TYPE_PDF, file->bytes);
      add_link (builder->protocols, path, file->ref, NULL)->keeper = g_strdup (file->keeper);
    }
  return files != NULL;
}

static gboolean
add_indexes (Builder *builder, GError **error)
{
  for (guint i = 0; i < N_INDEX_PAGES; i++)
    {
      g_autoptr(GBytes) bytes = page_index (builder->db, index_pages[i].lang, builder->feeds,
                                             builder->agendas, builder->protocols, error);
      Page *page;

      if (bytes == NULL)
        return FALSE;
      page = add_page (builder, index_pages[i].path, WEB_TYPE_HTML, bytes);
      /* "/" is any of them */
      page->reply->vary = page->not_modified->vary = "Accept-Language";
    }
  return TRUE;
}

static gboolean
read_state (Builder *builder, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autoptr(GDateTime) at = NULL;

  builder->site->mark = web_mark_read (builder->db, error);
  row = builder->site->mark
            ? db_one (builder->db, "SELECT max(at) AS at FROM journal", error, "")
            : NULL;
  at = row ? instant_parse (row_text (row, "at"), error) : NULL;
  builder->changed = at ? g_date_time_to_unix (at) : 0;
  return at != NULL;
}

static GPtrArray *
link_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) web_link_free);
}

WebSite *
web_site_build (Db *db, const WebSite *before, GError **error)
{
  g_autoptr(WebSite) site = g_atomic_rc_box_new0 (WebSite);
  g_autoptr(GPtrArray) feeds = link_list (), agendas = link_list (), protocols = link_list ();
  g_autoptr(GHashTable) drawn =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_autoptr(GBytes) robots = g_bytes_new_static (ROBOTS, strlen (ROBOTS));
  Builder builder = { .db = db,
                      .site = site,
                      .before = before,
                      .feeds = feeds,
                      .agendas = agendas,
                      .protocols = protocols,
                      .drawn = drawn };

  site->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, page_free);
  site->revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_state (&builder, error) || !add_feeds (&builder, error) ||
      !add_protocols (&builder, error) || !add_indexes (&builder, error))
    return NULL;
  add_page (&builder, "robots.txt", WEB_TYPE_TEXT, robots);
  return g_steal_pointer (&site);
}
