/* Finding the day: which days suit a meeting of the council, and why.
 *
 * Hard rules exclude a day: a day off in any party's country, a period that a party rules out, a
 * co-chair who is busy while the meeting would sit or on the way to it, another meeting of the
 * council and the days of travel around it, the notice, experts who would find no day to meet
 * before.  Wishes lower its score, each by its name: lunar days that are not announced and the
 * days beside them, the month of Ramadan, bridge days, shortened and commemorated days, busy
 * time that may yet change, other people who are busy, the distance from the wished months,
 * weekdays, hours at which not every capital works.  The same file and clock give the same
 * days.
 *
 * A regular meeting's days are ranked by their score, then by date; an extraordinary one's by
 * date: the first that the notice and every side allow comes first. */
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
  gint64 days;    /* on how many days in a row it sits; 0 counts as 1, or as @meeting has it */
  const char *meeting; /* (nullable): reference of a meeting that needs a day, or another one:
                        * its kind, host, delegates and those empowered for it count.  An
                        * extraordinary one that %NULL looks for is the request that waits
                        * longest, if there is one */
  const char *lang;    /* of the reasons */
} ProposeQuery;

/** What excludes a day, by its kind; the reasons say the rest. */
typedef enum
{
  PROPOSE_DAY_OFF = 1 << 0, /* of a party or of all */
  PROPOSE_PASSED = 1 << 1,  /* it lies before today */
  PROPOSE_NOTICE = 1 << 2,
  PROPOSE_MEETING = 1 << 3, /* another meeting sits on it */
  PROPOSE_TRAVEL = 1 << 4,  /* it is needed for the way to or from another meeting */
  PROPOSE_BUSY = 1 << 5,    /* someone who must come cannot, or a whole party */
  PROPOSE_EXPERTS = 1 << 6, /* the experts cannot meet before it */
} ProposeHurdle;

/** The rules, in the order in which an explanation names them: first those that exclude. */
typedef enum
{
  RULE_DAY_OFF,
  RULE_PERIOD,
  RULE_CHAIR,
  RULE_MEETING,
  RULE_TRAVEL,
  RULE_NOTICE,
  RULE_EXPERTS,
  RULE_MONTH,
  RULE_WEEKDAY,
  RULE_WAIT,
  RULE_LUNAR,
  RULE_RAMADAN,
  RULE_BRIDGE,
  RULE_SHORTENED,
  RULE_COMMEMORATED,
  RULE_AROUND,
  RULE_TENTATIVE,
  RULE_PEOPLE,
  RULE_GROUP,
  RULE_HOURS,
  N_PROPOSE_RULES
} ProposeRule;

/** propose_rule_name: (transfer none): "day-off", "chair", … as JSON has it. */
const char *propose_rule_name (ProposeRule rule);

/** propose_rule_title: (transfer none): msgid of what the rule is about: "days off". */
const char *propose_rule_title (ProposeRule rule);

/** propose_rule_is_hard: whether the rule excludes days. */
gboolean propose_rule_is_hard (ProposeRule rule);

/** What one rule says of a day; one rule may say several things. */
typedef struct
{
  ProposeRule rule;
  gboolean kept; /* it neither excludes the day nor costs anything */
  int cost;      /* of 100; 0 of one that is kept or excludes */
  char *text;
} ProposeFinding;

/** A day, possible or not. */
typedef struct
{
  GDate first, last;
  gboolean possible;
  guint hurdles;            /* ProposeHurdle: what excludes it; 0 of one that is possible */
  gboolean only_weekend;    /* excluded as a Saturday or Sunday that every party has off */
  gboolean doubtful;        /* a lunar day off that is not announced may fall on it */
  int score;                /* 0 to 100; of a day that is possible */
  const char *host;         /* (nullable): code; %NULL: not agreed */
  GDateTime *starts, *ends; /* UTC */
  GPtrArray *local;         /* (element-type GDateTime): its start in each capital */
  GPtrArray *reasons;       /* (element-type utf8): why it is good, or why not */
  GPtrArray *findings; /* (nullable) (element-type ProposeFinding): of propose_day() alone:
                             * what every rule says, in the order of the rules */
} ProposedDay;

typedef struct
{
  char *host;    /* (nullable): code of the party that hosts on the best day */
  char *meeting; /* (nullable): reference of the meeting that a day is looked for */
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
 *   longer than ten years; %COUNCIL_ERROR_NOT_FOUND for an unknown meeting, %COUNCIL_ERROR_RULE
 *   for one that is over
 *
 * Returns: (transfer full): every day of the window, judged
 */
Proposal *propose_days (Db *db, const ProposeQuery *query, GError **error);

/** propose_day: (transfer full): the same for @date alone: one candidate, or one excluded day,
 * with its findings. */
Proposal *propose_day (Db *db, const ProposeQuery *query, const char *date, GError **error);
