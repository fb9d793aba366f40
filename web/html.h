/* HTML written with all text escaped; what is not has its own, greppable call. */
#pragma once

#include <glib.h>

/** html_raw: appends markup of ours, never a value. */
void html_raw (GString *html, const char *markup);

/** html_text: appends @text (nullable) for an element's content or a quoted attribute: markup
 * becomes text, bytes that are no UTF-8 and control characters are replaced. */
void html_text (GString *html, const char *text);

/** html_element: appends <@tag>@text</@tag>. */
void html_element (GString *html, const char *tag, const char *text);

/** html_link: appends a link to @address, which is one of ours or http(s); any other is text. */
void html_link (GString *html, const char *address, const char *text);

/** html_page: (transfer full): a whole page: the head, @title, what @body holds. */
GBytes *html_page (const char *lang, const char *title, const GString *body);

/** The policy that such a page is served with. */
#define HTML_POLICY                                                                           \
  "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; "          \
  "frame-ancestors 'none'"

/** html_policy: (transfer none): it, for the style of html_page(). */
const char *html_policy (void);
