#include "web/reply.h"

#include "web/http-date.h"

#include <string.h>

/* As much of a hash as tells two contents apart. */
#define TAG_LENGTH 32

static WebReply *
reply_alloc (guint status, const char *type, GBytes *body)
{
  WebReply *reply = g_atomic_rc_box_new0 (WebReply);

  reply->status = status;
  reply->type = type;
  reply->body = body;
  return reply;
}

WebReply *
web_reply_new (const char *type, GBytes *body)
{
  WebReply *reply = reply_alloc (200, type, g_bytes_ref (body));
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);

  reply->etag = g_strdup_printf ("\"%.*s\"", TAG_LENGTH, hash);
  return reply;
}

WebReply *
web_reply_text (guint status, const char *text)
{
  return reply_alloc (status, WEB_TYPE_TEXT, g_bytes_new (text, strlen (text)));
}

WebReply *
web_reply_not_modified (const WebReply *reply)
{
  /* No Content-Length of the body that it stands for, though RFC 9110 allows it: some clients
   * would wait for as many bytes. */
  WebReply *same = reply_alloc (304, reply->type, g_bytes_new_static ("", 0));

  same->etag = g_strdup (reply->etag);
  same->modified = reply->modified;
  same->vary = reply->vary;
  return same;
}

WebReply *
web_reply_ref (WebReply *reply)
{
  return g_atomic_rc_box_acquire (reply);
}

static void
reply_clear (gpointer data)
{
  WebReply *reply = data;

  if (reply->prepared != NULL)
    reply->prepared_free (reply->prepared);
  g_bytes_unref (reply->body);
  g_free (reply->etag);
}

void
web_reply_unref (WebReply *reply)
{
  if (reply != NULL)
    g_atomic_rc_box_release_full (reply, reply_clear);
}

/* --- what the client has ------------------------------------------------------------------- */

/* "a", W/"b", * — the comparison is the weak one, as RFC 9110 asks of GET. */
static gboolean
tags_contain (const char *tags, const char *etag)
{
  g_auto(GStrv) list = g_strsplit (tags, ",", 64);

  for (guint i = 0; list[i] != NULL; i++)
    {
      const char *tag = g_strstrip (list[i]);

      if (g_str_has_prefix (tag, "W/"))
        tag += 2;
      if (g_str_equal (tag, "*") || g_str_equal (tag, etag))
        return TRUE;
    }
  return FALSE;
}

gboolean
web_reply_is_known (const WebReply *reply, const char *if_none_match,
                    const char *if_modified_since)
{
  if (reply->status != 200 || reply->etag == NULL)
    return FALSE;
  if (if_none_match != NULL)
    return tags_contain (if_none_match, reply->etag);
  return if_modified_since != NULL && reply->modified > 0 &&
         web_date_read (if_modified_since) >= reply->modified;
}
