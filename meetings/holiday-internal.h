/* Between the files that change days off; nobody else includes it. */
#pragma once

#include "meetings/holiday.h"

/* An announced lunar day lies at most so far from the computed one. */
#define LUNAR_REACH 3

/** holiday_insert_day: enters a day; confirmed when @act is not %NULL.  @rule (nullable): whose
 * day of that year it is. */
gboolean holiday_insert_day (Db *db, const Party *party, const char *date, const char *kind,
                             const HolidayRule *rule, const char *name, const char *act,
                             GError **error);

/** holiday_drop_guess: drops what was entered, but not confirmed, for the lunar rule's day that
 * is near @date; one that is confirmed is %COUNCIL_ERROR_RULE. */
gboolean
holiday_drop_guess (Db *db, const HolidayRule *rule, const char *date, GError **error);

/** holiday_check_past: what has passed is corrected only on the ground of an act, @ground. */
gboolean
holiday_check_past (const Party *party, const char *date, const char *ground, GError **error);
