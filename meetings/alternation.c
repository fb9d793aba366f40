/* The rule itself, over a list; it reads no file. */
#include "meetings/alternation.h"

#include "core/party.h"
#include "meetings/meeting.h"

#include <string.h>

Turn *
turn_new (const char *meeting, const char *state, const char *start, const char *host)
{
  Turn *turn = g_new0 (Turn, 1);

  turn->meeting = g_strdup (meeting);
  turn->ref = g_strdup (meeting);
  turn->state = g_strdup (state);
  turn->start = g_strdup (start);
  turn->host = g_strdup (host);
  return turn;
}

void
turn_free (Turn *turn)
{
  if (turn == NULL)
    return;
  g_free (turn->meeting);
  g_free (turn->ref);
  g_free (turn->state);
  g_free (turn->start);
  g_free (turn->host);
  g_free (turn->swap);
  g_free (turn->swap_host);
  g_free (turn->swap_rule);
  g_free (turn->swap_reason);
  g_free (turn);
}

gboolean
turn_is_fixed (const Turn *turn)
{
  return !g_str_equal (turn->state, MEETING_PLANNED);
}

const char *
turn_used_up (const Turn *turn, gboolean old_order)
{
  if (!old_order || !turn->agreed)
    return turn->due;
  if (turn_is_fixed (turn))
    return turn->swap_rule;
  return turn->rule ? turn->rule : turn->due;
}

static const char *
code_after (GPtrArray *parties, const char *code)
{
  return code ? party_after (parties, code)->code : NULL;
}

void
alternation_settle (GPtrArray *parties, GPtrArray *turns, gboolean old_order)
{
  const char *used = NULL;

  for (guint i = 0; i < turns->len; i++)
    {
      Turn *turn = g_ptr_array_index (turns, i);

      turn->rule = code_after (parties, used);
      if (turn_is_fixed (turn))
        turn->due = turn->host;
      else if (turn->agreed)
        turn->due = turn->swap_host;
      else
        turn->due = turn->rule ? turn->rule : turn->host;
      used = turn_used_up (turn, old_order);
    }
}

const char *
alternation_next (GPtrArray *parties, GPtrArray *turns, const char *start, gboolean old_order)
{
  const char *used = NULL;

  for (guint i = 0; i < turns->len; i++)
    {
      const Turn *turn = g_ptr_array_index (turns, i);

      if (start != NULL && strcmp (turn->start, start) >= 0)
        break;
      used = turn_used_up (turn, old_order);
    }
  return code_after (parties, used);
}
