/* The ladder of deadlines: counted back from a meeting by settings.
 *
 * A regular meeting and an extraordinary one have their own ladders.  Days are calendar days at
 * the venue.  A step that was past already when the meeting got its date is compressed, not
 * missed.  One that falls on a day off of a party that is responsible for it is shown with that
 * party's working day before it. */
#pragma once

#include "meetings/meeting.h"
#include "meetings/notices.h"

typedef struct
{
  const char *step;    /* "date", "agenda-requests", "agenda", "delegations", "draft", "experts",
                        * "notice" */
  const char *title;   /* msgid */
  gint64 days;         /* before the meeting */
  GDate date;
  GPtrArray *parties;  /* (element-type utf8): codes of those responsible */
  GPtrArray *workdays; /* (nullable) (element-type utf8): for each of them the working day on or
                        * before the date, YYYY-MM-DD; %NULL when days off were not looked up */
  const char *state;   /* "ahead", "today", "done", "compressed", "missed", or "past" when the
                        * file cannot tell whether it was done */
} Deadline;

void deadline_free (Deadline *deadline);

/**
 * deadline_list:
 * @meeting: one that has a date
 * @days_off: whether to look up the days off, which takes a while: `council status` does not
 *
 * Returns: (transfer full) (element-type Deadline): the ladder, earliest first
 */
GPtrArray *deadline_list (Db *db, const Meeting *meeting, gboolean days_off, GError **error);

/** deadline_json: adds the members of one step to the object that is open in @builder. */
void deadline_json (const Deadline *deadline, const char *lang, JsonBuilder *builder);

/** deadline_tell_moved: tells in @notices which steps moved between @before and @after, which
 * are the same meeting. */
gboolean deadline_tell_moved (Db *db, const Meeting *before, const Meeting *after,
                              Notices *notices, GError **error);
