/* Passages that each party has one of, and that the alternat puts into its order:
 *
 *   {turn:tj}от {party:tj:side:genitive} — …{turn:kg}от {party:kg:side:genitive} — …{turns:end}
 *
 * The passages are joined by "; ". */
#pragma once

#include "protocols/marks.h"

/**
 * turns_arrange:
 * @in_turn: whether the keeper's passage comes first; %FALSE leaves the order as written
 * @error: %COUNCIL_ERROR_USAGE for a party that there is none of or that has two passages, or
 *   for a group that does not end
 *
 * Returns: (transfer full): @text with its turns arranged and their marks gone; the other marks
 *   stand in it still
 */
char *
turns_arrange (const MarkContext *context, const char *text, gboolean in_turn, GError **error);
