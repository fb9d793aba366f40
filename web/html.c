#include "web/html.h"

#include <string.h>

/* One style for every page: no file to fetch, and the policy names its hash.  System fonts have
 * the letters of Tajik and Kyrgyz. */
static const char style[] =
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.55 system-ui,'Noto Sans',sans-serif;max-width:44rem;margin:0 auto;"
    "padding:1.5rem 1rem 4rem;color:#1b1b1b;background:#fff}"
    "h1{font-size:clamp(1.2rem,5.5vw,1.6rem);line-height:1.25;margin:.2em 0 .8em}"
    "h1,h2,h3,li,dd{overflow-wrap:break-word;hyphens:auto}"
    "h2{font-size:1.2rem;margin:2em 0 .5em}h3{font-size:1rem;margin:1.3em 0 .2em}"
    "a{color:#0b4f9e}a:focus-visible{outline:3px solid #0b4f9e;outline-offset:2px}"
    "ol,ul{padding-left:1.4em}li{margin:.35em 0}p{margin:.5em 0}"
    "code{overflow-wrap:anywhere;font-size:.95em}"
    ".note{color:#4d4d4d}nav{text-align:right}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.3em 1em}dd{margin:0}"
    "@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}a{color:#8fc0ff}"
    "a:focus-visible{outline-color:#8fc0ff}.note{color:#b5b5b5}}";

void
html_raw (GString *html, const char *markup)
{
  g_string_append (html, markup);
}

void
html_text (GString *html, const char *text)
{
  g_autofree char *valid = text ? g_utf8_make_valid (text, -1) : NULL;

  for (const char *p = valid; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&')
        g_string_append (html, "&amp;");
      else if (c == '<')
        g_string_append (html, "&lt;");
      else if (c == '>')
        g_string_append (html, "&gt;");
      else if (c == '"')
        g_string_append (html, "&quot;");
      else if (c == '\'')
        g_string_append (html, "&#39;");
      else if (c == '\n' || !(g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) ||
                              (c >= 0x2066 && c <= 0x2069)))
        g_string_append_unichar (html, c);
      else
        g_string_append_c (html, ' ');
    }
}

void
html_element (GString *html, const char *tag, const char *text)
{
  g_string_append_printf (html, "<%s>", tag);
  html_text (html, text);
  g_string_append_printf (html, "</%s>\n", tag);
}

static gboolean
is_safe_address (const char *address)
{
  const char *colon = strchr (address, ':');

  return colon == NULL || g_str_has_prefix (address, "https://") ||
         g_str_has_prefix (address, "http://") || g_str_has_prefix (address, "webcal://");
}

void
html_link (GString *html, const char *address, const char *text)
{
  if (!is_safe_address (address))
    {
      html_text (html, text);
      return;
    }
  html_raw (html, "<a href=\"");
  html_text (html, address);
  html_raw (html, "\">");
  html_text (html, text);
  html_raw (html, "</a>");
}

GBytes *
html_page (const char *lang, const char *title, const GString *body)
{
  g_autoptr(GString) html = g_string_new ("<!DOCTYPE html>\n<html lang=\"");

  html_text (html, lang);
  html_raw (html, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"robots\" content=\"noindex\">\n<title>");
  html_text (html, title);
  html_raw (html, "</title>\n<style>");
  html_raw (html, style);
  html_raw (html, "</style>\n</head>\n<body>\n<main>\n");
  g_string_append_len (html, body->str, (gssize) body->len);
  html_raw (html, "</main>\n</body>\n</html>\n");
  return g_string_free_to_bytes (g_steal_pointer (&html));
}

const char *
html_policy (void)
{
  static gsize once;
  static char *policy;

  if (g_once_init_enter (&once))
    {
      g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 digest[32];
      gsize length = sizeof digest;
      g_autofree char *base64 = NULL;

      g_checksum_update (checksum, (const guchar *) style, sizeof style - 1);
      g_checksum_get_digest (checksum, digest, &length);
      base64 = g_base64_encode (digest, length);
      policy = g_strdup_printf (HTML_POLICY, base64);
      g_once_init_leave (&once, 1);
    }
  return policy;
}
