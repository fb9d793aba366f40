/* What the parts of the composer share. */
#pragma once

#include "core/message.h"
#include "core/party.h"
#include "protocols/compose.h"
#include "protocols/protocol.h"

#define MANY_PRESENT 10 /* above it the number is told and the list attached */

typedef struct
{
  Db *db;
  const Protocol *protocol;
  const Meeting *meeting;
  GDate first, last; /* of the meeting, at the venue */
  guint ordinal;
  gboolean brief;     /* the short form */
  gboolean domestic;  /* СЛУШАЛИ, РЕШИЛИ */
  GPtrArray *parties; /* (element-type Party): that take part */
  GPtrArray *clauses; /* (element-type Clause) */
  const char *lang;   /* of the notices */
  GPtrArray *notices;
} Composer;

/** compose_add: appends a clause. */
void compose_add (Composer *composer, const char *kind, const char *label, const char *text,
                  const char *source);

/** compose_meeting_name: (transfer full): «первого очередного заседания {council:genitive}» in
 * that case. */
char *compose_meeting_name (const Composer *composer, GrammaticalCase form);

/** compose_session_name: (transfer full): the same without its number. */
char *compose_session_name (const Composer *composer, GrammaticalCase form);

/** compose_next_meeting: (transfer full) (nullable): the next regular meeting of the same body;
 * %NULL also with @error. */
Meeting *compose_next_meeting (Composer *composer, GError **error);

/** compose_closing: «Совершено в городе …», before the signatures. */
void compose_closing (Composer *composer);

/** compose_present: (transfer full) (element-type DbRow): the party's delegation in rank order:
 * id, role, name, post, person; without those who were substituted or did not come. */
GPtrArray *compose_present (Composer *composer, const Party *party, GError **error);

/** compose_participants: «В заседании приняли участие: …». */
gboolean compose_participants (Composer *composer, GError **error);

/** compose_delegations: the annexes with the lists of the delegations. */
gboolean compose_delegations (Composer *composer, GError **error);

/** compose_reference: the lines under an annex's number. */
void compose_reference (Composer *composer);

/** compose_agenda: the agenda adopted, listed or in an annex. */
gboolean compose_agenda (Composer *composer, GPtrArray *items);

/** compose_agenda_annex: its annex, when it is long. */
void compose_agenda_annex (Composer *composer, GPtrArray *items);

/** compose_items: (transfer full) (element-type DbRow): the items of the agenda in order. */
GPtrArray *compose_items (Composer *composer, GError **error);

/** compose_item_decisions: (transfer full) (element-type DbRow): an item's decisions in order: id,
 * position, text, due. */
GPtrArray *compose_item_decisions (Composer *composer, const DbRow *item, GError **error);

/** compose_list_items: the items of the agenda, a line each. */
void compose_list_items (Composer *composer, GPtrArray *items);

/** compose_domestic: the whole text of the domestic template: СЛУШАЛИ, ВЫСТУПИЛИ, РЕШИЛИ. */
gboolean compose_domestic (Composer *composer, GPtrArray *items, GError **error);

/** compose_delegation_annex: the annex with a party's list, named @title. */
gboolean compose_delegation_annex (Composer *composer, const Party *party, const char *title,
                                   GError **error);

/** compose_place: (transfer full): «г. Борейск», or what stands for it. */
char *compose_place (const Composer *composer);

/** compose_date: (transfer full): the meeting's days for the head. */
char *compose_date (const Composer *composer);

/** compose_item: what was noted and agreed on one item. */
gboolean compose_item (Composer *composer, const DbRow *item, GError **error);
