/* Finding the day: which days suit a meeting of the council, and why.
 *
 * Hard rules exclude a day: a day off in any party's country, another meeting of the council and
 * the days of travel around it, the notice.  Wishes lower its score, each by its name: lunar
 * days that are not announced and the days beside them, the month of Ramadan, bridge days,
 * shortened and commemorated days, the distance from the usual month, days at the edge of the
 * week, hours at which not every capital works.  The same file and clock give the same days. */
#pragma once

#include "core/db.h"
#include "meetings/holiday.h"

/** What is looked for; strings as a person typed them. */
typedef struct
{
  const char *kind; /* (nullable): "regular" when %NULL, or "extraordinary" */
  const char
      *from; /* (nullable): first and last day of the window.  Of a regular meeting %NULL */
  const char *to; /* is the year whose turn it is; of an extraordinary one from the end of the
                     * notice on, thirty days */
  gint64 days;    /* on how many days in a row it sits; 0 counts as 1 */
  const char *lang; /* of the reasons */
} ProposeQuery;

/** What excludes a day, by its kind; the reasons say the rest. */
typedef enum
{
  PROPOSE_DAY_OFF = 1 << 0, /* of a party or of all */
  PROPOSE_PASSED = 1 << 1,  /* it lies before today */
  PROPOSE_NOTICE = 1 << 2,
  PROPOSE_MEETING = 1 << 3, /* another meeting sits on it */
  PROPOSE_TRAVEL = 1 << 4,  /* it is needed for the way to or from another meeting */
  PROPOSE_BUSY = 1 << 5,    /* someone who must come cannot */
} ProposeHurdle;

/** A day, possible or not. */
typedef struct
{
  GDate first, last;
  gboolean possible;
  guint hurdles;            /* ProposeHurdle: what excludes it; 0 of one that is possible */
  gboolean only_weekend;    /* excluded as a Saturday or Sunday that every party has off */
  int score;                /* 0 to 100; of a day that is possible */
  const char *host;         /* (nullable): code; %NULL: not agreed */
  GDateTime *starts, *ends; /* UTC */
  GPtrArray *local;         /* (element-type GDateTime): its start in each capital */
  GPtrArray *reasons;       /* (element-type utf8): why it is good, or why not */
} ProposedDay;

typedef struct
{
  char *host; /* (nullable): code of the party that hosts on the best day */
  GDate from, to;
  GPtrArray *places;     /* (element-type HolidayPlace): in party order */
  GPtrArray *candidates; /* (element-type ProposedDay): the best first, then by date */
  GPtrArray *excluded;   /* (element-type ProposedDay): by date */
} Proposal;

void proposal_free (Proposal *proposal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proposal, proposal_free)

/**
 * propose_days:
 * @error: %COUNCIL_ERROR_USAGE for a date that is none, a window that ends before it begins or is
 *   longer than ten years
 *
 * Returns: (transfer full): every day of the window, judged
 */
Proposal *propose_days (Db *db, const ProposeQuery *query, GError **error);

/** propose_day: (transfer full): the same for @date alone: one candidate, or one excluded day. */
Proposal *propose_day (Db *db, const ProposeQuery *query, const char *date, GError **error);
