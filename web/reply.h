/* What is answered: made once, then only counted, for several threads give it at a time. */
#pragma once

#include <glib.h>

#define WEB_TYPE_CALENDAR "text/calendar; charset=utf-8"
#define WEB_TYPE_HTML "text/html; charset=utf-8"
#define WEB_TYPE_TEXT "text/plain; charset=utf-8"
#define WEB_TYPE_PDF "application/pdf"

typedef struct _WebReply WebReply;

struct _WebReply
{
  guint status;
  const char *type; /* one of the above */
  GBytes *body;
  char *etag;         /* (nullable): strong, with its quotes; of a 200 */
  gint64 modified;    /* seconds since 1970; 0: not said */
  const char *policy; /* (nullable): Content-Security-Policy */
  const char *vary;   /* (nullable): the header of the request that chose it */
  const char *allow;  /* (nullable): methods, of a 405 */
  guint retry_after;  /* seconds, of a 503; 0: not said */

  /* The server's own form of it, and how to free that. */
  gpointer prepared;
  GDestroyNotify prepared_free;
};

/** web_reply_new: (transfer full): a reply of @body, with an entity tag made of its bytes. */
WebReply *web_reply_new (const char *type, GBytes *body);

/** web_reply_text: (transfer full): a line of plain text, for what went wrong. */
WebReply *web_reply_text (guint status, const char *text);

/** web_reply_not_modified: (transfer full): the 304 of @reply. */
WebReply *web_reply_not_modified (const WebReply *reply);

WebReply *web_reply_ref (WebReply *reply);
void web_reply_unref (WebReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WebReply, web_reply_unref)

/**
 * web_reply_is_known:
 * @if_none_match: (nullable): the header of a request
 * @if_modified_since: (nullable): the same; not looked at when there is the other
 *
 * Whether the client has @reply already (RFC 9110, section 13).
 */
gboolean web_reply_is_known (const WebReply *reply, const char *if_none_match,
                             const char *if_modified_since);
