/* Who does something for a party: reports on an item of the agenda, carries out a decision. */
#pragma once

#include "core/db.h"

#include "core/json.h"

typedef struct
{
  char *party; /* code */
  char *who;   /* «Министерство энергетики …» */
} Responsible;

void responsible_free (Responsible *responsible);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Responsible, responsible_free)

/**
 * responsible_parse:
 * @text: what a person types: "tj:Министерство энергетики"
 * @error: %COUNCIL_ERROR_USAGE when it does not begin with a party's code and a colon, or names
 *   nobody; %COUNCIL_ERROR_NOT_FOUND when there is no such party
 *
 * Returns: (transfer full): the party and who
 */
Responsible *responsible_parse (Db *db, const char *text, GError **error);

/**
 * responsible_parse_all:
 * @texts: (nullable): ended by %NULL
 * @error: as responsible_parse(); %COUNCIL_ERROR_USAGE when one is named twice
 *
 * Returns: (transfer full) (element-type Responsible): as given
 */
GPtrArray *responsible_parse_all (Db *db, const char *const *texts, GError **error);

/** responsible_from_rows: (transfer full) (element-type Responsible): of @rows (element-type
 * DbRow, nullable), which have the columns party (its code) and who; %NULL for %NULL. */
GPtrArray *responsible_from_rows (GPtrArray *rows);

/** responsible_words: (transfer full): "tj: Министерство …; kg: …", for tables. */
char *responsible_words (GPtrArray *responsibles);

/** responsible_json: adds the array @key of {"party","who"}. */
void responsible_json (JsonBuilder *builder, const char *key, GPtrArray *responsibles);
