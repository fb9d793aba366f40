/* Who hosts when: the regular meetings of the past and of the years ahead. */
#pragma once

#include "core/db.h"

typedef struct
{
  int year;
  char *ref;         /* (nullable): of the meeting that there is */
  char *host;        /* code of a party */
  const char *state; /* "held" (closed too), "convened", "planned", "expected", "missed" */
  char *start;       /* (nullable): its first day at the venue, YYYY-MM-DD */
  char *why;         /* in the language asked for */
} PlanRow;

void plan_row_free (PlanRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlanRow, plan_row_free)

/**
 * plan_list:
 * @years: how many years after the present one
 *
 * Every regular meeting that counts, and a row for each year without one: missed when the year is
 * over, else expected.  Meetings that are planned already keep the host on record, though an
 * expected one before them would pass the turn on; its row says so.
 *
 * Returns: (transfer full) (element-type PlanRow): from the first meeting's year on
 */
GPtrArray *plan_list (Db *db, int years, const char *lang, GError **error);

/**
 * plan_turn:
 * @turn: (out) (transfer full) (nullable): the next regular meeting that is not scheduled yet;
 *   %NULL when there are no parties
 *
 * Returns: %FALSE only when the file cannot be read
 */
gboolean plan_turn (Db *db, const char *lang, PlanRow **turn, GError **error);
