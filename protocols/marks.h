/* Marks: the places of a protocol's text that the alternat touches.
 *
 *   {council:genitive}              the council, as the keeper's party writes it
 *   {parties:nominative}            the states, the keeper's first, joined with «и»
 *   {parties:side:dative}           the same of another role: state, government, side, country
 *   {party:tj:side:nominative}      one party; it stays where it stands
 *   {turn:tj}…{turn:kg}…{turns:end} passages of the parties, in alternat order (turns.h)
 *   {annex:delegation:tj}           the number of that party's annex: "1"
 *   {annex:agenda}                  the number of the agenda's annex
 *   {annex:table:budget}            the number of that attached table's annex
 *   {annexes:delegations}           the numbers of all delegations' annexes: "1 и 2"
 *   {signing:city}, {signing:date}  where and when it is signed, set when it is issued
 *
 * A brace that is no mark is written twice.  Everything outside a mark is literal and the same
 * in every original. */
#pragma once

#include "core/db.h"
#include "core/language.h"

/** What the marks stand for in one original. */
typedef struct
{
  Db *db;
  const char *council; /* key of the council's body */
  const char *keeper;  /* code of the party that keeps the original */
  GPtrArray *parties;  /* (element-type Party): in alternat order */
  GHashTable *annexes; /* "delegation:tj" or "agenda" to its number, as text */
  const char *city; /* (nullable): of the signing, after «в городе»; else a blank for ink */
  const char *date; /* (nullable): of the signing; else a blank for ink */
  guint clause;     /* number of the clause that is read, for errors */
} MarkContext;

/**
 * marks_expand:
 * @error: %COUNCIL_ERROR_USAGE naming the mark that is not well formed or not known, or the
 *   brace that stands alone; %COUNCIL_ERROR_NOT_FOUND when a name lacks that case
 *
 * Returns: (transfer full): the text as that original has it
 */
char *marks_expand (const MarkContext *context, const char *text, GError **error);

/**
 * marks_outside:
 *
 * What is literal in @text: names of single parties are filled in, every other mark is replaced
 * by a character that no text has, so that nothing matches across it.
 *
 * Returns: (transfer full): the text, or %NULL with @error as marks_expand()
 */
char *marks_outside (const MarkContext *context, const char *text, GError **error);

/** marks_literal: (transfer full): @text as a clause has it: no brace of it begins a mark. */
char *marks_literal (const char *text);

/** marks_join: (transfer full): "1", "1 и 2", "1, 2 и 3"; @words is (element-type utf8). */
char *marks_join (GPtrArray *words);
