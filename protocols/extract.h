/* An extract from a protocol: «Выписка из протокола». */
#pragma once

#include "protocols/original.h"

typedef struct
{
  const char *party;    /* code: whose names it has and whose secretary certifies it */
  const char *executor; /* (nullable): a part of an executor's name, in any case of letters */
  const char *item;     /* (nullable): number of an item of the agenda */
} ExtractChoice;

/**
 * extract_render:
 * @decisions: (out): how many decisions it has
 * @error: %COUNCIL_ERROR_NOT_FOUND when no decision is meant
 *
 * The head, the items with the decisions that are meant, who signed, and the line for the
 * certificate («Выписка верна»).  It is marked «ПРОЕКТ» until the protocol is signed.
 *
 * Returns: (transfer full): the PDF
 */
GBytes *extract_render (Db *db, const Protocol *protocol, const ExtractChoice *choice,
                        guint *decisions, GError **error);
