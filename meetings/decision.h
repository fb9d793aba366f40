/* Decisions: what the council agreed, who carries it out and until when.
 *
 * draft → agreed (with the protocol's text) → in-force (every chair has signed) → done or
 * dropped.  "2026/1.2" is the second decision on the first item of the meeting 2026; while a
 * draft it follows the number of its item, from then on it never changes.  Open is what is in
 * force and neither done nor dropped; overdue what is open on the day after its due date. */
#pragma once

#include "core/registry.h"
#include "meetings/meeting.h"
#include "meetings/notices.h"
#include "meetings/responsible.h"

#define DECISION_DRAFT "draft"
#define DECISION_AGREED "agreed"
#define DECISION_IN_FORCE "in-force"
#define DECISION_DONE "done"
#define DECISION_DROPPED "dropped"

typedef struct
{
  char *id;
  char *ref;
  char *meeting;      /* reference of its meeting */
  char *meeting_id;   /* key */
  char *item;         /* key of its agenda item */
  gint64 item_number; /* the item's position */
  gint64 position;    /* within the item, from 1 */
  char *text;
  char *due;            /* (nullable): date */
  char *state;          /* one of the words above */
  char *in_force_on;    /* (nullable): date */
  GPtrArray *executors; /* (element-type Responsible), by party */
  gboolean overdue;     /* as of today */
  char *last_progress;  /* (nullable): what was last reported */
  gint64 percent;       /* the last that was reported; -1: none */
  gboolean sample;
} Decision;

void decision_free (Decision *decision);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

/** decision_load: (transfer full): by its reference; %COUNCIL_ERROR_NOT_FOUND. */
Decision *decision_load (Db *db, const char *ref, GError **error);

/** decision_list: (transfer full) (element-type Decision): of the meeting with key @meeting, in
 * order. */
GPtrArray *decision_list (Db *db, const char *meeting, GError **error);

/** Which decisions; %NULL and FALSE leave it open. */
typedef struct
{
  const char *meeting;    /* reference, "next", "last" */
  const char *executor;   /* a part of an executor's name, in any case of letters */
  const char *party;      /* code: that party has an executor */
  const char *due_before; /* date: due earlier than that day */
  gboolean open, overdue;
} DecisionFilter;

/** decision_search: (transfer full) (element-type Decision): of all meetings, by due date when
 * @filter asks for a due date or for what is overdue, else in order. */
GPtrArray *decision_search (Db *db, const DecisionFilter *filter, GError **error);

typedef struct
{
  const char *text;
  const char *const
      *executors;  /* (nullable): as responsible_parse() reads them; in an edit they
                                 * replace those there are, unless empty */
  const char *due; /* (nullable): date; in an edit "" for none */
} DecisionFields;

/**
 * decision_adopt:
 * @ref: what meeting_load() takes
 * @item: number of an agenda item
 *
 * A new draft decision; refused as record_open() says.
 *
 * Returns: (transfer full): it, with its reference
 */
Decision *decision_adopt (Db *db, const char *ref, const char *item,
                          const DecisionFields *fields, Notices *notices, GError **error);

/** decision_edit: changes a draft; later, until it is done or dropped, only a due date or executors
 * that are missing can be filled in. */
gboolean decision_edit (Db *db, const char *ref, const DecisionFields *fields, GError **error);

/** decision_remove: takes back a draft; those after it close up. */
gboolean decision_remove (Db *db, const char *ref, Notices *notices, GError **error);

/** One report on how a decision is carried out. */
typedef struct
{
  char *noted_on;
  char *party;    /* (nullable): code of who reports */
  gint64 percent; /* -1: none */
  char *text;
} DecisionProgress;

void decision_progress_free (DecisionProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DecisionProgress, decision_progress_free)

/** decision_progress_list: (transfer full) (element-type DecisionProgress): in order. */
GPtrArray *decision_progress_list (Db *db, const char *decision, GError **error);

/**
 * decision_progress:
 * @party: (nullable): code of who reports
 * @percent: 0 to 100; -1: none
 *
 * Adds a report; %COUNCIL_ERROR_RULE unless the decision is in force.
 */
gboolean decision_progress (Db *db, const char *ref, const char *party, gint64 percent,
                            const char *text, GError **error);

/** decision_close: done, or dropped with a @reason; %COUNCIL_ERROR_RULE unless it is in force. */
gboolean
decision_close (Db *db, const char *ref, gboolean done, const char *reason, GError **error);

/**
 * decision_enter_force:
 * @date: the day on which the last chair signed
 *
 * Within the caller's transaction: the meeting's agreed decisions take force; without a protocol in
 * this file (which belongs to a room above, so only its table is asked) its drafts too.  A
 * ForceEffect: meeting_close_signed() runs it.
 */
gboolean
decision_enter_force (Db *db, const char *meeting_id, const char *date, GError **error);

/**
 * decision_enforce:
 * @ref: what meeting_load() takes
 * @date: when its protocol was signed
 * @error: %COUNCIL_ERROR_RULE unless the meeting was closed without a protocol in this file, for
 *   else the protocol's signatures do it
 *
 * The meeting's decisions are in force, by a protocol that is kept elsewhere.
 */
gboolean decision_enforce (Db *db, const char *ref, const char *date, GError **error);

/** decision_renumber: within the caller's transaction: gives the meeting's draft decisions the
 * references that the numbers of their items ask for; @notices (nullable) names what changed. */
gboolean decision_renumber (Db *db, const Meeting *meeting, Notices *notices, GError **error);

/** decision_json: adds the members of the command line's contract to the open object. */
void decision_json (const Decision *decision, JsonBuilder *builder);

/** decision_status: how many are open and overdue. */
extern const StatusSource decision_status;

/** decision_check: a decision without executor or date, a reference that comes twice; a CheckSource. */
gboolean decision_check (Db *db, const char *lang, GPtrArray *findings, GError **error);
