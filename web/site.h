/* Everything there is to read, made from the record at one moment: path to reply. */
#pragma once

#include "core/db.h"
#include "web/reply.h"

typedef struct _WebSite WebSite;

/**
 * web_site_build:
 * @before: (nullable): the site as it was: a page that did not change keeps its date
 *
 * Reads the record in one snapshot: the feeds that are not revoked, the agendas of their meetings,
 * the protocols that were disclosed, the index and robots.txt.
 *
 * Returns: (transfer full): the site
 */
WebSite *web_site_build (Db *db, const WebSite *before, GError **error);

WebSite *web_site_ref (WebSite *site);
void web_site_unref (WebSite *site);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WebSite, web_site_unref)

/**
 * web_site_find:
 * @path: without the leading slash
 *
 * Finds the page by the hash of its path, so that the time it takes tells nothing about secrets.
 *
 * Returns: (transfer none) (nullable): the reply
 */
WebReply *web_site_find (const WebSite *site, const char *path);

/** web_site_not_modified: (transfer none): the 304 of the page at that path. */
WebReply *web_site_not_modified (const WebSite *site, const char *path);

/** web_site_was_revoked: whether a feed had that path and was revoked. */
gboolean web_site_was_revoked (const WebSite *site, const char *path);

/** web_site_paths: (transfer container) (element-type utf8): all paths, sorted. */
GPtrArray *web_site_paths (const WebSite *site);

/** web_site_mark: the journal's last hash and the year when it was built: as long as both stay,
 * the site does. */
const char *web_site_mark (const WebSite *site);

/** web_mark_read: (transfer full): what web_site_mark() would be now. */
char *web_mark_read (Db *db, GError **error);
