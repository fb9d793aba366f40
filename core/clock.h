/* The one clock.  Nothing else reads the time. */
#pragma once

#include <glib.h>

/**
 * clock_init:
 * @now: (nullable): an RFC 3339 instant such as "2026-11-24T09:00:00Z", which stops the clock
 *   there (COUNCIL_NOW, for tests and demonstrations); %NULL for the real time
 * @error: %COUNCIL_ERROR_USAGE when @now is no such instant
 */
gboolean clock_init (const char *now, GError **error);

/** clock_is_set: whether the clock was set by hand; the journal records it. */
gboolean clock_is_set (void);

/** clock_now: (transfer full): the time now, in UTC, to the second. */
GDateTime *clock_now (void);

/** clock_now_text: (transfer full): the time now as "2026-11-24T09:00:00Z". */
char *clock_now_text (void);

/**
 * clock_today:
 * @zone: (nullable): an IANA time zone; UTC when %NULL
 *
 * Fills @date with the civil date there.
 */
void clock_today (const char *zone, GDate *date);

/** clock_unix_ms: milliseconds since 1970; the real time even when the clock is set, so that
 * keys made under a set clock stay distinct. */
gint64 clock_unix_ms (void);
