/* Meetings that have come to sit on a day off: a decree made it one after they were planned.
 *
 * Scheduling and postponing refuse a day off without a reason, so that such a meeting is one whose
 * day changed afterwards.  It is shown until it is postponed or kept with a reason.  Lunar days
 * that are not announced do not count. */
#pragma once

#include "meetings/meeting.h"
#include "meetings/notices.h"

/** A day of a meeting that a party does not work on. */
typedef struct
{
  char *meeting; /* its reference */
  char *when;    /* "17 марта 2027 года, среда, 10:00", of the whole meeting */
  char *state;   /* of the meeting */
  char *party;   /* code: whose day off */
  char *date;    /* YYYY-MM-DD */
  char *why;     /* "Таджикистан: выходной, …" */
  char *kept;    /* (nullable): the reason for which it is kept all the same */
} DayOff;

void day_off_free (DayOff *day);

/** day_off_list: (transfer full) (element-type DayOff): the days off of @meeting, those that are
 * kept too. */
GPtrArray *day_off_list (Db *db, const Meeting *meeting, const char *lang, GError **error);

/** day_off_open: (transfer full) (element-type DayOff): of every meeting that is planned or
 * convened and not over, those that are not kept: somebody has to decide. */
GPtrArray *day_off_open (Db *db, const char *lang, GError **error);

/** day_off_line: (transfer full): what has to be decided, in a line. */
char *day_off_line (const DayOff *day, const char *lang);

/** day_off_json: adds the array @key of {"meeting","date","party","why","kept"}. */
void day_off_json (JsonBuilder *builder, const char *key, GPtrArray *days);

/** day_off_keep: within a transaction: every day off of the meeting with key @id that is not
 * kept yet is kept for @reason; @count (nullable) is how many those are. */
gboolean day_off_keep (Db *db, const char *id, const char *reason, const char *basis,
                       guint *count, GError **error);

/** meeting_keep: the meeting stays on its day, though it is off; %COUNCIL_ERROR_RULE when it is
 * not. */
gboolean meeting_keep (Db *db, const char *ref, const char *reason, const char *basis,
                       Notices *notices, GError **error);

/** day_off_check: a CheckSource: meetings on a day off that nobody has decided about. */
gboolean day_off_check (Db *db, const char *lang, GPtrArray *findings, GError **error);
