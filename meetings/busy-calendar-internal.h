/* Between busy-calendar.c, which asks council-busy, and those that ask it for something else:
 * busy-calendar-days.c, busy-calendar-entries.c. */
#pragma once

#include "meetings/busy-calendar-wire.h"
#include "meetings/busy-calendar.h"

/**
 * busy_calendar_ask:
 * @mode: (nullable): %DAYS_WIRE_MODE, or %BUSY_WIRE_ZONE_MODE or %NULL for busy times
 * @type: of the answer, which is not looked at but for being in normal form
 * @error: as busy_calendar_read()
 *
 * Checks the query and the size, and lets council-busy read.
 *
 * Returns: (transfer full): the answer
 */
GVariant *busy_calendar_ask (GBytes *bytes, const BusyCalendarQuery *query, const char *mode,
                             const char *type, GError **error);

/** busy_calendar_raise: raises the error for what council-busy answered, nonsense for what is no
 * refusal.  Returns %FALSE. */
gboolean busy_calendar_raise (guint why, guint line, guint property, GError **error);

/** busy_calendar_notices: (transfer full) (nullable) (element-type BusyCalendarNotice): those of
 * an answer, of type a(usus); %NULL for nonsense. */
GPtrArray *busy_calendar_notices (GVariant *answer);
