/* Civil dates and instants as the file keeps them.
 *
 * A civil date is "2027-03-15"; an instant is UTC, "2027-03-15T05:00:00Z".  A meeting's local
 * time is the instant in the time zone of its venue. */
#pragma once

#include <glib.h>

/**
 * date_parse:
 * @text: an ISO 8601 calendar date, YYYY-MM-DD, nothing else; years 1900 to 2999
 * @date: (out caller-allocates): the date
 * @error: %COUNCIL_ERROR_USAGE, naming @text, when it is no date ("2027-02-30")
 */
gboolean date_parse (const char *text, GDate *date, GError **error);

/** date_text: (transfer full): YYYY-MM-DD. */
char *date_text (const GDate *date);

/** date_add: @date moved by @days, which may be negative. */
GDate date_add (const GDate *date, int days);

/**
 * instant_parse:
 * @text: an instant as the file keeps it, or any RFC 3339 instant of those years; a fraction of
 *   a second is dropped, a leap second counts as the one after it
 *
 * Returns: (transfer full): in UTC, or %NULL with %COUNCIL_ERROR_USAGE
 */
GDateTime *instant_parse (const char *text, GError **error);

/** instant_text: (transfer full): "2027-03-15T05:00:00Z". */
char *instant_text (GDateTime *instant);

/**
 * instant_from_local:
 * @text: what a person types: a date, a date and time ("2027-03-15 10:00", "2027-03-15T10:00"),
 *   or one with an offset ("2027-03-15T10:00+05:00", …Z)
 * @zone: the IANA time zone that a time without offset is meant in
 * @default_time: "HH:MM" for a date alone
 * @error: %COUNCIL_ERROR_USAGE when @text is nothing of the kind, @zone is not known, the local
 *   time does not exist (clocks go forward over it) or comes twice (they go back: only the
 *   person can say which, by an offset)
 *
 * Returns: (transfer full): the instant in UTC, or %NULL with %COUNCIL_ERROR_USAGE
 */
GDateTime *instant_from_local (const char *text, const char *zone, const char *default_time,
                               GError **error);

/**
 * instant_in_zone:
 * @zone: an IANA name; it must exist, zone_is_known() tells
 *
 * Returns: (transfer full): the same instant, counted in that zone
 */
GDateTime *instant_in_zone (GDateTime *instant, const char *zone);

/** instant_local_date: fills @date with the civil date of @instant in @zone. */
void instant_local_date (GDateTime *instant, const char *zone, GDate *date);

/** zone_is_known: whether @zone is an IANA time zone of this system. */
gboolean zone_is_known (const char *zone);
