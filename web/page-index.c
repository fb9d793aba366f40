/* What there is to read, and how calendar apps subscribe. */
#include "web/pages.h"

#include "core/message.h"
#include "core/name.h"
#include "core/party.h"
#include "core/setting.h"
#include "web/html.h"

#include <string.h>

const IndexPage index_pages[N_INDEX_PAGES] = {
  { "ru", "index.html", "По-русски" },
  { "en", "en.html", "In English" },
  { "tg", "tg.html", "Тоҷикӣ" },
  { "ky", "ky.html", "Кыргызча" },
};

typedef struct
{
  const char *app;
  const char *how; /* msgid */
} Way;

static const Way ways[] = {
  { N_ ("Outlook on the web"), N_ ("Calendar → Add calendar → Subscribe from web; paste the "
                                   "{scheme} address. New entries "
                                   "appear within some hours.") },
  { N_ ("Outlook for Windows"),
    N_ ("Calendar → Add → From Internet (in older versions: Account settings → Internet "
        "calendars → New); paste the {scheme} address.") },
  { N_ ("Google Calendar"), N_ ("On a computer: Other calendars → + → From URL; paste the "
                                "{scheme} address. Google asks "
                                "for news once or twice a day, and cannot be hurried.") },
  { N_ ("Apple: iPhone, iPad"),
    N_ ("Tap the webcal address and confirm; or Calendar → Calendars → Add calendar → Add "
        "subscription calendar.") },
  { N_ ("Apple: Mac"),
    N_ ("Calendar → File → New calendar subscription; paste the address and choose how often "
        "it is refreshed.") },
  { N_ ("Thunderbird"),
    N_ ("New calendar → On the network; paste the {scheme} address, without a user name. Over "
        "https "
        "the login page of a hotel or an airport never takes the place of the calendar. If it "
        "is "
        "empty or switched off after trouble on the way, start Thunderbird again.") },
};

void
web_link_free (WebLink *link)
{
  g_free (link->path);
  g_free (link->title);
  g_free (link->lang);
  g_free (link->keeper);
  g_free (link->shown);
  g_free (link);
}

static void
add_links (GString *html, const char *lang, const char *title, GPtrArray *links)
{
  if (links->len == 0)
    return;
  html_element (html, "h2", tr (lang, title));
  html_raw (html, "<ul>\n");
  for (guint i = 0; i < links->len; i++)
    {
      const WebLink *link = g_ptr_array_index (links, i);

      html_raw (html, "<li");
      if (link->lang != NULL)
        {
          html_raw (html, " lang=\"");
          html_text (html, link->lang);
          html_raw (html, "\"");
        }
      html_raw (html, ">");
      html_link (html, link->path, link->shown ? link->shown : link->title);
      html_raw (html, "</li>\n");
    }
  html_raw (html, "</ul>\n");
}

/* A protocol has an original for each party, which the reader tells apart by its keeper. */
static gboolean
name_protocols (Db *db, const char *lang, GPtrArray *links, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);

  for (guint i = 0; parties != NULL && i < links->len * parties->len; i++)
    {
      WebLink *link = g_ptr_array_index (links, i / parties->len);
      const Party *party = g_ptr_array_index (parties, i % parties->len);
      g_autofree char *state = NULL;

      if (link->keeper == NULL || !g_str_equal (party->code, link->keeper))
        continue;
      state = party_name (db, party, "state", lang, CASE_NOMINATIVE, error);
      if (state == NULL)
        return FALSE;
      g_free (link->shown);
      link->shown = tr_fill (lang, N_ ("Protocol of the meeting {ref} (original: {state})"),
                             "ref", link->title, "state", state, NULL);
    }
  return parties != NULL;
}

/* Each with the address to paste, and the one that apps open by themselves. */
static void
add_feeds (GString *html, const char *lang, const char *base, GPtrArray *feeds)
{
  html_element (html, "h2", tr (lang, N_ ("Calendars")));
  if (feeds->len == 0)
    html_element (html, "p",
                  tr (lang, N_ ("No calendar is public here. The secretariat gives you the "
                                "address of yours; keep it to yourself.")));
  for (guint i = 0; i < feeds->len; i++)
    {
      const WebLink *feed = g_ptr_array_index (feeds, i);
      g_autofree char *https = g_strdup_printf ("%s/%s.ics", base, feed->path);
      g_autofree char *webcal = g_strconcat ("webcal", strchr (https, ':'), NULL);

      html_raw (html, "<h3 lang=\"");
      html_text (html, feed->lang);
      html_raw (html, "\">");
      html_text (html, feed->title);
      html_raw (html, "</h3>\n<p>");
      html_link (html, webcal, tr (lang, N_ ("Subscribe")));
      html_raw (html, " · <code>");
      html_text (html, https);
      html_raw (html, "</code></p>\n");
    }
}

static void
add_ways (GString *html, const char *lang, const char *base)
{
  const char *scheme = g_str_has_prefix (base, "https:") ? "https" : "http";
  g_autofree char *first =
      tr_fill (lang,
               N_ ("Subscribe to the address instead of importing the file: only then "
                   "postponements reach your calendar. If webcal comes out empty, take the "
                   "{scheme} address."),
               "scheme", scheme, NULL);

  html_element (html, "h2", tr (lang, N_ ("How to subscribe")));
  html_element (html, "p", first);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *how = tr_fill (lang, ways[i].how, "scheme", scheme, NULL);

      html_element (html, "h3", tr (lang, ways[i].app));
      html_element (html, "p", how);
    }
}

static void
add_languages (GString *html, const char *lang)
{
  gboolean first = TRUE;

  html_raw (html, "<nav>");
  for (guint i = 0; i < N_INDEX_PAGES; i++)
    {
      const IndexPage *page = &index_pages[i];

      if (g_str_equal (page->lang, lang))
        continue;
      g_string_append_printf (html, "%s<a href=\"%s\" lang=\"%s\" hreflang=\"%s\">%s</a>",
                              first ? "" : " · ", page->path, page->lang, page->lang,
                              page->link);
      first = FALSE;
    }
  html_raw (html, "</nav>\n");
}

/* (transfer full): the council's name; its heading says so when it is the Russian one. */
static char *
add_name (GString *html, Db *db, const char *lang, GError **error)
{
  g_autoptr(DbRow) council = db_one (db, "SELECT id FROM council", error, "");
  g_autofree char *name = council ? name_get (db, row_text (council, "id"), "body", NULL, lang,
                                              CASE_NOMINATIVE, error)
                                  : NULL;
  g_autofree char *russian = name ? name_get (db, row_text (council, "id"), "body", NULL, "ru",
                                              CASE_NOMINATIVE, error)
                                  : NULL;

  if (russian == NULL)
    return NULL;
  html_raw (html, !g_str_equal (lang, "ru") && g_str_equal (name, russian) ? "<h1 lang=\"ru\">"
                                                                           : "<h1>");
  html_text (html, name);
  html_raw (html, "</h1>\n");
  return g_steal_pointer (&name);
}

GBytes *
page_index (Db *db, const char *lang, GPtrArray *feeds, GPtrArray *agendas,
            GPtrArray *protocols, GError **error)
{
  g_autoptr(GString) html = g_string_new (NULL);
  g_autofree char *base = setting_get (db, "base-url", error);
  g_autofree char *name = NULL;

  if (base == NULL || !name_protocols (db, lang, protocols, error))
    return NULL;
  add_languages (html, lang);
  name = add_name (html, db, lang, error);
  if (name == NULL)
    return NULL;
  add_feeds (html, lang, base, feeds);
  add_ways (html, lang, base);
  add_links (html, lang, N_ ("Agendas"), agendas);
  add_links (html, lang, N_ ("Protocols"), protocols);
  return html_page (lang, name, html);
}
