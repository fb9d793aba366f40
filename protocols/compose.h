/* The text of a protocol, composed from the record of its meeting: agenda, delegations,
 * decisions, invited businesses and what other rooms add (registry_add_protocol_source()).
 * Nothing is said that the record does not hold. */
#pragma once

#include "core/db.h"
#include "meetings/meeting.h"
#include "protocols/protocol.h"

/**
 * compose_protocol:
 * @protocol: whose text it becomes
 * @meeting: its meeting, which has a date
 * @choice: the template; full, or short: who was there beside the heads, the agenda and what was discussed are
 *   left out
 * @lang: of the notices
 * @notices: (element-type utf8): gets a line for what the record lacks
 * @error: %COUNCIL_ERROR_NOT_FOUND when a name lacks a case that the text needs
 *
 * Returns: (transfer full) (element-type Clause): the clauses, with marks for the alternat
 */
GPtrArray *compose_protocol (Db *db, const Protocol *protocol, const Meeting *meeting,
                             const ProtocolChoice *choice, const char *lang,
                             GPtrArray *notices, GError **error);

/** compose_with: (transfer none): «с» or «со», whichever goes before @word. */
const char *compose_with (const char *word);

/** compose_in: (transfer none): «в» or «во». */
const char *compose_in (const char *word);

/** compose_sentence: (transfer full): @text, which is not empty, with a capital first and a full
 * stop last, if no other mark ends it. */
char *compose_sentence (const char *text);
