/* The ladder of deadlines: counted back from a meeting by settings.
 *
 * A regular meeting and an extraordinary one have their own ladders.  Days are calendar days at
 * the venue.  A step that was past already when the meeting got its date is compressed, not
 * missed.  One that falls on a day off of a party that is responsible for it is shown with that
 * party's working day before it.
 *
 * What became of a step is on record, for each party that has to do it: deadline_settle() enters
 * it in the transaction of the act that meets it, and enters as missed what the clock shows to be
 * so when the meeting is next written to, at the latest when it is held or cancelled.  Until then
 * a step is shown as missed by the clock alone. */
#pragma once

#include "meetings/meeting.h"
#include "meetings/notices.h"

/** What a step is to one of the parties responsible for it. */
typedef struct
{
  char *party;       /* code */
  const char *state; /* see Deadline.state */
  char *workday;     /* (nullable): the party's working day on or before the date, YYYY-MM-DD;
                      * %NULL when days off were not looked up */
  char *done_on;     /* (nullable): the day on which it was done */
  char *act;         /* (nullable): what met it: "delegation.add"; "by-hand" */
  char *note;        /* (nullable): what was said of it */
  gboolean recorded; /* the outcome is on record, not only seen from the clock */
} DeadlinePart;

typedef struct
{
  const char *step;  /* "date", "agenda-requests", "agenda", "delegations", "draft", "experts",
                      * "notice" */
  const char *title; /* msgid */
  gint64 days;       /* before the meeting */
  GDate date;
  gboolean together; /* one outcome for all, not one for each party */
  GPtrArray *parts;  /* (element-type DeadlinePart): of those responsible, in party order */
  /* The parts' states, the most pressing of them: "missed", "today", "ahead", "compressed" (past
   * before the meeting got its date), "past" (nobody noted whether it was done), "dropped" (the
   * meeting is cancelled), "late" (done after its day), "met". */
  const char *state;
} Deadline;

void deadline_free (Deadline *deadline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deadline, deadline_free)

/** deadline_is_settled: whether nothing is left to do in a @state: met, late, past or dropped. */
gboolean deadline_is_settled (const char *state);

/** Which days off the working days are looked up with. */
typedef enum
{
  DEADLINE_NO_DAYS_OFF,
  DEADLINE_CERTAIN_DAYS_OFF, /* without lunar days that are not announced: fast */
  DEADLINE_DAYS_OFF
} DeadlineDaysOff;

/**
 * deadline_list:
 * @meeting: one that has a date
 *
 * Returns: (transfer full) (element-type Deadline): the ladder, earliest first
 */
GPtrArray *
deadline_list (Db *db, const Meeting *meeting, DeadlineDaysOff days_off, GError **error);

/** deadline_json: adds the members of one step to the object that is open in @builder. */
void deadline_json (const Deadline *deadline, const char *lang, JsonBuilder *builder);

/** deadline_find: (transfer full): the step that a person names, "delegations";
 * %COUNCIL_ERROR_NOT_FOUND. */
Deadline *deadline_find (Db *db, const Meeting *meeting, const char *step, GError **error);

/* --- the record --------------------------------------------------------------------------- */

/**
 * deadline_settle:
 * @id: key of a meeting
 *
 * Within the caller's transaction, after an act on the meeting: records what is met by now, what
 * was missed, and that what an act took back is met no more.  Of a meeting without a date there is
 * nothing to record; of one that was held nothing becomes missed any more.
 */
gboolean deadline_settle (Db *db, const char *id, GError **error);

/**
 * deadline_postponed:
 * @before: the meeting as it was; the file has the new date already
 *
 * Within the caller's transaction.  What concerned the old date (its confirmation, the notice, the
 * meeting of experts) and what was missed counts no more, and stays on record as such; what was
 * delivered (questions, agenda, delegations, draft) stays met.
 */
gboolean deadline_postponed (Db *db, const Meeting *before, GError **error);

/** What a person says of a step. */
typedef struct
{
  const char *step;
  const char *outcome; /* "met", "missed", or %NULL to take back what is on record */
  const char *on;      /* (nullable): when it was done; today when %NULL */
  const char *party;   /* (nullable): code; all who are responsible when %NULL */
  const char *note;    /* (nullable) */
  const char *basis;   /* (nullable) */
} DeadlineMark;

/**
 * deadline_mark:
 * @error: %COUNCIL_ERROR_RULE when the party is not responsible, the day has not come or there is
 *   nothing to take back
 *
 * Records by hand what became of a step; the record before it stays, as corrected.
 */
gboolean deadline_mark (Db *db, const char *ref, const DeadlineMark *mark, Notices *notices,
                        GError **error);

/* --- postponing --------------------------------------------------------------------------- */

/** A step that got another date. */
typedef struct
{
  const char *step, *title; /* as in Deadline */
  GDate from, to;
  const char *state; /* what it is now */
} DeadlineMove;

/** deadline_moves: (transfer full) (element-type DeadlineMove): what moved between @before and
 * @after, which are the same meeting, earliest first. */
GPtrArray *
deadline_moves (Db *db, const Meeting *before, const Meeting *after, GError **error);
