/* The days off as a calendar that apps subscribe to. */
#pragma once

#include "core/db.h"
#include "meetings/calendar.h"
#include "meetings/workdays.h"

/**
 * feed_holidays:
 * @party: (nullable): code, for that party alone
 * @lang: of titles and descriptions
 * @first: first day
 * @last: last day
 *
 * One event of a whole day for each party and special day: days off, days moved, weekends that
 * are worked, shortened and commemorated days.  A provisional one is tentative.  None blocks its
 * time.  The UID is made of party and date, so that a day that is confirmed keeps its event.
 * Every stamp is that of the last change of holidays on record: the same file gives the same
 * bytes.
 *
 * Returns: (transfer full): the feed; calendar_write() makes its bytes
 */
CalendarFeed *feed_holidays (Db *db, const char *party, const char *lang, const GDate *first,
                             const GDate *last, GError **error);

/** feed_day_category: (transfer none): the msgid of the category that says what a day is;
 * holiday_import_read() knows it again, in every language of the program. */
const char *feed_day_category (DayKind kind);
