/* A party's people at a meeting, in rank order.
 *
 * Ranks run 1, 2, 3 … a party.  A substitute takes the rank and the role of whom they replace,
 * who stays on record.  A delegation has exactly one head.  A @ref is what meeting_load() takes,
 * @party a code, @who a rank or a name.  Every act is one transaction, refused as record_open()
 * says. */
#pragma once

#include "core/csv-table.h"
#include "meetings/meeting.h"
#include "meetings/notices.h"

#define DELEGATE_HEAD "head"
#define DELEGATE_DELEGATE "delegate"
#define DELEGATE_EXPERT "expert"
#define DELEGATE_INTERPRETER "interpreter"

typedef enum
{
  ATTENDANCE_NOT_NOTED = -1,
  ATTENDANCE_ABSENT = 0,
  ATTENDANCE_PRESENT = 1
} Attendance;

typedef struct
{
  char *id;
  char *meeting;     /* key */
  char *party;       /* code */
  gint64 position;   /* rank, from 1 */
  char *role;        /* one of the words above */
  char *person;      /* (nullable): handle */
  char *name;        /* as the list prints it, surname first */
  char *post;        /* office or post */
  char *substitutes; /* (nullable): key of the delegate whom this one replaces */
  char *replaces;    /* (nullable): the name of that one */
  char *replaced_by; /* (nullable): the name of who replaces this one */
  Attendance attended;
  char *noted_on; /* the day of naming */
  gboolean late;  /* named after the deadline for delegations, as it is today */
  gboolean sample;
} Delegate;

void delegate_free (Delegate *delegate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Delegate, delegate_free)

/**
 * delegation_list:
 * @meeting: key of a meeting
 * @party: (nullable): code; %NULL for all, in party order
 *
 * Returns: (transfer full) (element-type Delegate): who comes, in rank order; without those who
 *   were replaced
 */
GPtrArray *delegation_list (Db *db, const char *meeting, const char *party, GError **error);

/** delegation_list_replaced: (transfer full) (element-type Delegate): those who were replaced. */
GPtrArray *
delegation_list_replaced (Db *db, const char *meeting, const char *party, GError **error);

/** delegation_find: (transfer full): of those who come, the one with rank or name @who;
 * %COUNCIL_ERROR_NOT_FOUND. */
Delegate *delegation_find (Db *db, const Meeting *meeting, const char *party, const char *who,
                           GError **error);

typedef struct
{
  const char *name; /* nullable when @person is given, whose name it then is */
  const char *post;
  const char *role;   /* (nullable): "delegate"; of a substitute that of whom they replace */
  const char *person; /* (nullable): handle of a person of this file */
  gint64 position; /* rank; 0: the first for a head, else the last; not read of a substitute */
} DelegateFields;

/** delegation_add: (transfer full): one more; %COUNCIL_ERROR_RULE for a second head, for a name
 * that is there, and for a sample delegate with a personal name. */
Delegate *delegation_add (Db *db, const char *ref, const char *party,
                          const DelegateFields *fields, Notices *notices, GError **error);

/** delegation_substitute: (transfer full): who replaces @who. */
Delegate *
delegation_substitute (Db *db, const char *ref, const char *party, const char *who,
                       const DelegateFields *fields, Notices *notices, GError **error);

/** delegation_move: another rank; the others close up. */
gboolean delegation_move (Db *db, const char *ref, const char *party, const char *who,
                          gint64 position, GError **error);

/** delegation_remove: strikes one from the list; the journal keeps it.  A substitute's removal
 * brings back the one replaced. */
gboolean delegation_remove (Db *db, const char *ref, const char *party, const char *who,
                            Notices *notices, GError **error);

/**
 * delegation_import:
 * @table: columns name and post and, if there are, rank, role and person, in English or Russian
 * @replace: whether the list that is there is replaced, else it is added to
 * @error: %COUNCIL_ERROR_INPUT naming the line; then nothing was changed
 *
 * Takes a list from a party.  Rank order is the column's, else the order of the lines.  A name
 * that comes twice is refused.
 *
 * Returns: (transfer full) (element-type Delegate): the delegation as it is now
 */
GPtrArray *
delegation_import (Db *db, const char *ref, const char *party, const CsvTable *table,
                   gboolean replace, Notices *notices, GError **error);

/**
 * attendance_set:
 * @absent: (nullable): ranks or names, ended by %NULL
 *
 * Notes that all of @party came but those; %COUNCIL_ERROR_RULE before the meeting begins.
 */
gboolean attendance_set (Db *db, const char *ref, const char *party, const char *const *absent,
                         GError **error);

/** delegation_check: what registry_add_check() takes: a delegation without a head or with
 * several. */
gboolean delegation_check (Db *db, const char *lang, GPtrArray *findings, GError **error);
