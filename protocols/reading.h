/* The text of a protocol as one original has it. */
#pragma once

#include "protocols/protocol.h"

/** A block of an original: marks filled in, blocks of parties and annexes in alternat order. */
typedef struct
{
  const char *kind; /* as of the clause */
  char *label;      /* (nullable): "1.", "—", "Приложение 1" */
  char *text;
  guint clause; /* number of the clause, from 1 */
} ReadingBlock;

void reading_block_free (ReadingBlock *block);

/**
 * reading_make:
 * @keeper: code of the party whose original it is
 * @city: (nullable): of the signing, in the nominative
 * @date: (nullable): of the signing
 * @error: as marks_expand(), with the number of the clause; %COUNCIL_ERROR_USAGE too when the text
 *   has no closing clause or two, an annex before it, or a label that its kind does not allow
 *
 * Returns: (transfer full) (element-type ReadingBlock): the original's text
 */
GPtrArray *
reading_make (Db *db, const Protocol *protocol, GPtrArray *clauses, const char *keeper,
              const char *city, const GDate *date, GError **error);

/** reading_city: (transfer full): @city as it stands after «в городе»: declined when the file knows
 * its cases. */
char *reading_city (Db *db, const char *city, GError **error);
