/* Between propose.c, which reads the file and ranks, and propose-judge.c, which judges a day. */
#pragma once

#include "meetings/propose.h"

/** A meeting that is in the way. */
typedef struct
{
  char *ref;
  gboolean council; /* else a group's: only a wish */
  GDate first, last;
} ProposeBlock;

typedef struct
{
  const char *lang;
  gboolean extraordinary;
  int days;
  GPtrArray *places; /* (element-type HolidayPlace) */
  GPtrArray *zones;  /* (element-type GTimeZone): of the places */
  Workdays *workdays;
  GArray *fasts;         /* (element-type CalendarSpan): the months of Ramadan */
  GPtrArray *blocks;     /* (element-type ProposeBlock) */
  GDate today, earliest; /* earliest: the first day that the notice allows */
  const char *notice_key;
  gint64 notice, travel, usual_month, hours;
  char *weekdays;            /* digits of the weekdays wished for: "234" */
  int opens, closes, begins; /* minutes of the day: work, and the meeting's usual beginning */
} Proposer;

/** propose_judge: fills @day, whose dates and host are set. */
void propose_judge (const Proposer *proposer, ProposedDay *day);
