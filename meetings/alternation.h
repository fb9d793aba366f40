/* The alternation: who hosts a regular meeting.
 *
 * The Agreement: regular meetings are held annually, in turn in each country.  The host of a
 * regular meeting of the council is the party after the host of the last one, in date order,
 * that is held, closed, convened or planned before it.  Years do not matter, meetings do.  A
 * cancelled meeting does not use up the turn; extraordinary and group meetings never touch it.
 * Before the first meeting the rule leaves the host open. */
#pragma once

#include "core/db.h"
#include "meetings/notices.h"

/** A regular meeting that counts. */
typedef struct
{
  char *meeting; /* key */
  char *ref;
  char *state;       /* "planned", "convened", "held" or "closed" */
  char *start;       /* instant as the file keeps it; the order of the turns */
  char *host;        /* code of the party on record */
  char *swap;        /* (nullable): key of the swap that is pending or agreed */
  gboolean agreed;   /* every party consented to the swap */
  char *swap_host;   /* (nullable): code of the party that it names */
  char *swap_rule;   /* (nullable): code of the party in whose place */
  char *swap_reason; /* (nullable): why */

  /* Filled in by alternation_settle(). */
  const char *rule; /* (nullable): whose turn it is; %NULL for the first meeting */
  const char *due;  /* who hosts by rule, swap and record */
} Turn;

Turn *turn_new (const char *meeting, const char *state, const char *start, const char *host);
void turn_free (Turn *turn);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Turn, turn_free)

/** turn_is_fixed: whether its host is a fact: it is convened, held or closed. */
gboolean turn_is_fixed (const Turn *turn);

/** turn_used_up: (transfer none): code of the party whose turn a settled @turn uses up. */
const char *turn_used_up (const Turn *turn, gboolean old_order);

/**
 * alternation_settle:
 * @parties: (element-type Party): in order
 * @turns: (element-type Turn): by their start
 * @old_order: whether the turn returns to the old order after a swap, instead of going on from
 *   the actual host (setting "turn-after-swap")
 *
 * Works out for each turn whose it is and who hosts.  A planned meeting is hosted by the party
 * whose turn it is, or by that of an agreed swap; the host of one that is convened or later is
 * whoever is on record.
 */
void alternation_settle (GPtrArray *parties, GPtrArray *turns, gboolean old_order);

/**
 * alternation_next:
 * @turns: as settled
 * @start: (nullable): an instant as the file keeps it; %NULL is after all
 *
 * Returns: (transfer none) (nullable): code of the party whose turn a regular meeting that
 *   begins at @start would be; %NULL when no meeting is before it
 */
const char *
alternation_next (GPtrArray *parties, GPtrArray *turns, const char *start, gboolean old_order);

/** alternation_load: (transfer full) (element-type Turn): the council's regular meetings that
 * count, by their start, settled. */
GPtrArray *alternation_load (Db *db, GPtrArray *parties, GError **error);

/** alternation_old_order: setting "turn-after-swap"; %FALSE with @error when it cannot be read. */
gboolean alternation_old_order (Db *db, gboolean *old_order, GError **error);

/**
 * alternation_apply:
 *
 * Gives every planned meeting the host that is due now, within the caller's transaction, and
 * tells each change in @notices: after a meeting was scheduled, moved, cancelled or swapped.  A
 * meeting that changes hands moves to its host's capital, at the same local time, and waits for
 * its confirmations anew.
 */
gboolean alternation_apply (Db *db, Notices *notices, GError **error);

/** alternation_check: a CheckSource: meetings whose host is not whom the rule or a swap names. */
gboolean alternation_check (Db *db, const char *lang, GPtrArray *findings, GError **error);
