/* The meetings as a calendar: from the record to what apps subscribe to. */
#pragma once

#include "core/db.h"
#include "meetings/calendar.h"

/**
 * feed_meetings:
 * @ref: (nullable): a meeting's reference for that one alone; %NULL for all
 * @lang: of titles and descriptions: "ru" or "en"; others fall back to Russian
 * @error: %COUNCIL_ERROR_NOT_FOUND for an unknown @ref; %COUNCIL_ERROR_RULE when that meeting
 *   has no date yet
 *
 * The meetings of the council and its groups that have a date: planned (tentative), convened,
 * held and closed (confirmed) and cancelled ones, never expected years.  Every event's stamps
 * come from the record, so that exporting twice gives the same bytes.
 *
 * Returns: (transfer full): the feed; calendar_write() makes its bytes
 */
CalendarFeed *feed_meetings (Db *db, const char *ref, const char *lang, GError **error);
