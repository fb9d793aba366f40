/* The agenda of a meeting: its questions, in order.
 *
 * Numbers run 1, 2, 3 … among the items that are not withdrawn.  A decision's reference holds
 * the number of its item: when an item with draft decisions gets another number, they get
 * another reference, and the act says so.  A @ref is what meeting_load() takes, a @number what a
 * person types.  Every act is one transaction, refused as record_open() says. */
#pragma once

#include "core/csv-table.h"
#include "meetings/meeting.h"
#include "meetings/notices.h"
#include "meetings/responsible.h"

#define AGENDA_PROPOSED "proposed"
#define AGENDA_ADOPTED "adopted"
#define AGENDA_WITHDRAWN "withdrawn"

/** A member, a business, that attends for one item. */
typedef struct
{
  char *member; /* handle */
  char *party;  /* code */
  char *name;
} Invited;

typedef struct
{
  char *id;
  char *meeting;          /* key */
  gint64 position;        /* 1, 2, 3 …; of a withdrawn item the number it had */
  char *title;            /* as in «О развитии …», without a full stop */
  char *sector;           /* (nullable): code */
  char *proposed_by;      /* (nullable): code of a party */
  char *discussion;       /* (nullable): what the protocol says was noted */
  char *state;            /* one of the words above */
  GPtrArray *rapporteurs; /* (element-type Responsible), by party */
  GPtrArray *invited;     /* (element-type Invited), by party */
  gboolean sample;
} AgendaItem;

void agenda_item_free (AgendaItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AgendaItem, agenda_item_free)

/** agenda_list: (transfer full) (element-type AgendaItem): of the meeting with key @meeting, in
 * order, without what was withdrawn. */
GPtrArray *agenda_list (Db *db, const char *meeting, GError **error);

/** agenda_list_withdrawn: (transfer full) (element-type AgendaItem): what was withdrawn. */
GPtrArray *agenda_list_withdrawn (Db *db, const char *meeting, GError **error);

/**
 * agenda_item_load:
 * @number: "2"
 * @error: %COUNCIL_ERROR_NOT_FOUND says how many there are
 *
 * Returns: (transfer full): the item
 */
AgendaItem *
agenda_item_load (Db *db, const Meeting *meeting, const char *number, GError **error);

/** What is known of an item; in an edit %NULL leaves a field as it is, "" empties it. */
typedef struct
{
  const char *title;
  const char *sector;      /* (nullable): code */
  const char *proposed_by; /* (nullable): code of a party */
  const char *discussion;  /* (nullable) */
  const char *const
      *rapporteurs; /* (nullable): as responsible_parse() reads them, ended by %NULL;
                                   * in an edit they replace those there are, unless empty */
  gint64 position;  /* where it is to stand; 0: at the end; not read in an edit */
} AgendaFields;

/** agenda_add: (transfer full): a new item; %COUNCIL_ERROR_RULE when the agenda has one of that
 * title. */
AgendaItem *agenda_add (Db *db, const char *ref, const AgendaFields *fields, Notices *notices,
                        GError **error);

/** agenda_edit: changes what @fields gives. */
gboolean agenda_edit (Db *db, const char *ref, const char *number, const AgendaFields *fields,
                      GError **error);

/** agenda_move: item @number gets the number @position, the others close up. */
gboolean agenda_move (Db *db, const char *ref, const char *number, gint64 position,
                      Notices *notices, GError **error);

/** agenda_withdraw: the item stays on record and loses its number; %COUNCIL_ERROR_RULE while
 * decisions stand under it. */
gboolean agenda_withdraw (Db *db, const char *ref, const char *number, Notices *notices,
                          GError **error);

/** agenda_adopt: every proposed item is adopted; %COUNCIL_ERROR_RULE when there is none. */
gboolean agenda_adopt (Db *db, const char *ref, GError **error);

/** agenda_invite: invites the business with handle @member for one item; %COUNCIL_ERROR_RULE for
 * a ministry or agency, which attends as a member anyway. */
gboolean agenda_invite (Db *db, const char *ref, const char *number, const char *member,
                        GError **error);

/** agenda_uninvite: takes the invitation back. */
gboolean agenda_uninvite (Db *db, const char *ref, const char *number, const char *member,
                          GError **error);

/**
 * agenda_import:
 * @table: columns title and, if there are, sector, proposed_by, rapporteurs (several with
 *   semicolons), in English or Russian
 * @error: %COUNCIL_ERROR_INPUT naming the line; then nothing was added
 *
 * Adds an item a row at the end.
 *
 * Returns: (transfer full) (element-type AgendaItem): what was added
 */
GPtrArray *agenda_import (Db *db, const char *ref, const CsvTable *table, GError **error);

/**
 * agenda_follow_up:
 *
 * Drafts the first item: how the decisions of the meetings before are carried out.  It lists
 * those that are in force and not done, with executors, dates and what was last reported.  An
 * item that was drafted so before is drafted again, at its place.
 *
 * Returns: (transfer full): the item; %COUNCIL_ERROR_RULE when nothing is open
 */
AgendaItem *agenda_follow_up (Db *db, const char *ref, Notices *notices, GError **error);
