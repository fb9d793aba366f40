/* Between the files of the ladder; nobody else includes it. */
#pragma once

#include "meetings/deadline.h"

#define ACT_BY_HAND "by-hand"

/** A step of a ladder. */
typedef struct
{
  const char *step;
  const char *setting;
  enum
  {
    EACH_PARTY,
    TOGETHER,
    HOST
  } who;
  gboolean can_miss; /* the file can tell that it was not done */
  gboolean of_date;  /* concerns the date, so that a postponement makes it void */
  const char *act;   /* (nullable): the act that meets it */
  const char *title;
} Rung;

/** deadline_ladder: (transfer none): the rungs of @meeting, ended by one without a step. */
const Rung *deadline_ladder (const Meeting *meeting);

/** What is on record of a step, or what the record of the meeting tells of it. */
typedef struct
{
  char *id; /* (nullable): of the row; %NULL of a fact */
  char *step;
  char *party;                          /* (nullable): code; %NULL: of all */
  char *outcome, *done_on, *act, *note; /* nullable */
  gboolean withdrawn; /* the row was taken back by hand, after which facts do not count */
} Outcome;

/** What is known of the steps of a meeting. */
typedef struct
{
  GPtrArray *facts;    /* (element-type Outcome) */
  GPtrArray *outcomes; /* (element-type Outcome): latest last */
} Knowledge;

Knowledge *knowledge_load (Db *db, const Meeting *meeting, GError **error);
void knowledge_free (Knowledge *knowledge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Knowledge, knowledge_free)

/** knowledge_outcome: (transfer none) (nullable): what counts on record for @party (nullable). */
const Outcome *
knowledge_outcome (const Knowledge *knowledge, const char *step, const char *party);

/** knowledge_fact: (transfer none) (nullable): that it was done, as the meeting's record tells. */
const Outcome *
knowledge_fact (const Knowledge *knowledge, const char *step, const char *party);

/** knowledge_withdrawn: whether what was last on record was taken back by hand. */
gboolean knowledge_withdrawn (const Knowledge *knowledge, const char *step, const char *party);
