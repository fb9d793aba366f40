/* The days of a proposal as a grid: where the good days lie, and what stands in the way. */
#pragma once

#include "meetings/grid.h"
#include "meetings/propose.h"

/* So many of the best days are numbered. */
#define HEAT_MAP_BEST 5

/**
 * heat_map:
 * @proposal: of propose_days()
 * @lang: of the words; that of the proposal's reasons
 *
 * A day that is possible has its score, the best ones a number («#1»), and notes say why.  One
 * that is not has the mark of its day off (meetings/day-marks.h) or a sign: «‹» has passed, «!»
 * too early for the notice, «◆» another meeting, «◇» the way to it, «●» someone is busy, «×» a
 * day off among the days of a meeting of several.  Every day's words are its reasons.
 *
 * Returns: (transfer full): the window, from its first to its last day
 */
Grid *heat_map (Db *db, const Proposal *proposal, const char *lang, GError **error);
