/* What is on record about a meeting beside the meeting itself: who confirmed it, who answered,
 * which other host was proposed, when it was postponed. */
#pragma once

#include "meetings/meeting.h"

/** A party's confirmation of date and place. */
typedef struct
{
  char *party; /* code */
  char *on;    /* (nullable): date; %NULL: not yet */
  char *basis; /* (nullable) */
} Confirmation;

/** confirmation_list: (transfer full) (element-type Confirmation): one a party, in their order. */
GPtrArray *confirmation_list (Db *db, const Meeting *meeting, GError **error);

/** Another host than the alternation's. */
typedef struct
{
  char *host; /* code */
  char *rule; /* code of the party in whose place */
  char *reason;
  char *state;   /* "pending", "agreed" or "withdrawn" */
  char *missing; /* (nullable): codes of the parties that have not consented: "ar, bo" */
} HostSwap;

/** host_swap_list: (transfer full) (element-type HostSwap): as proposed, oldest first. */
GPtrArray *host_swap_list (Db *db, const Meeting *meeting, GError **error);

/** A date that the meeting had before. */
typedef struct
{
  GDateTime *from, *to;
  char *reason;
  char *on; /* date */
} MeetingMove;

/** meeting_move_list: (transfer full) (element-type MeetingMove): oldest first. */
GPtrArray *meeting_move_list (Db *db, const Meeting *meeting, GError **error);

/** A party's answer to a request. */
typedef struct
{
  char *party;       /* code */
  char *kind;        /* "accept", "counter" or "refuse" */
  GDateTime *starts; /* (nullable): the day it counters with */
  char *reason;      /* (nullable) */
  char *on;          /* date */
} RequestAnswer;

/** request_answer_list: (transfer full) (element-type RequestAnswer): oldest first. */
GPtrArray *request_answer_list (Db *db, const Meeting *meeting, GError **error);
