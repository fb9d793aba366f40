/* The dates of HTTP (RFC 9110, 5.6.7). */
#pragma once

#include <glib.h>

/** web_date: (transfer full): "Tue, 24 Nov 2026 08:00:00 GMT"; @seconds since 1970. */
char *web_date (gint64 seconds);

/** web_date_read: seconds since 1970 of a date in that form or one of the two older ones, "Tuesday,
 * 24-Nov-26 08:00:00 GMT" and "Tue Nov 24 08:00:00 2026"; -1 for anything else. */
gint64 web_date_read (const char *text);
