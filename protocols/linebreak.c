#include "protocols/linebreak.h"

#include <math.h>

/* Costs are demerits as in "Breaking Paragraphs into Lines" (Software: Practice and
 * Experience 11, 1981), section "choosing the breakpoints": (1 + badness + penalty)^2, where
 * badness is 100 times the cube of how far the spaces are stretched. */
#define SECOND_HYPHEN_DEMERITS 8000.0
#define UNEVEN_NEIGHBOURS_DEMERITS 5000.0
#define HYPHEN_BEFORE_LAST_DEMERITS 10000.0
#define SHORT_LAST_LINE_DEMERITS 600000.0 /* as much as a space stretched to twice its limit */
#define LAST_SYLLABLES_DEMERITS 3000000.0 /* and if it is but the end of a divided word */
#define SHORT_LAST_LINE 0.12              /* of the width */
#define RAGGED_SLACK 0.16 /* of the width: as bad as a space stretched to its limit */
#define NO_STRETCH 0.01   /* of the width: for a line without spaces, so that it is avoided */
#define ROUNDING 1e-6

/* A line so loose costs more than a good paragraph in all: 1 + 100 * LOOSEST^3, squared.  So a
 * search that leaves such lines out finds the best breaks, or none that is as cheap. */
#define LOOSEST 2.2
#define LOOSEST_COST (1 + 100 * LOOSEST * LOOSEST * LOOSEST)
#define LOOSEST_DEMERITS (LOOSEST_COST * LOOSEST_COST)

/* A break that some best sequence of lines may pass through. */
typedef struct
{
  guint item;     /* index of the item it breaks at; 0 for the start */
  guint from;     /* first item of the next line */
  gboolean first; /* the next line is the paragraph's first */
  int fitness;    /* 0 tight, 1 normal, 2 loose, 3 very loose */
  guint hyphens;  /* lines in a row that end in a hyphen, this one the last */
  double demerits;
  gint previous; /* index of the node before, or -1 */
} BreakNode;

/* Over the items before an index. */
typedef struct
{
  double width, stretch, shrink;
} Sum;

typedef struct
{
  const BreakItem *items;
  guint n;
  const BreakShape *shape;
  Sum *sums;
  GArray *nodes;  /* BreakNode, all of them */
  GArray *active; /* guint, indices of nodes that a next line may start from */
  double loosest; /* lines with a larger ratio are left out */
} Breaker;

static void
breaker_init (Breaker *breaker, const BreakItem *items, guint n, const BreakShape *shape)
{
  *breaker = (Breaker){ .items = items, .n = n, .shape = shape };
  breaker->sums = g_new (Sum, n + 1);
  breaker->sums[0] = (Sum){ 0 };
  for (guint i = 0; i < n; i++)
    {
      const Sum *before = &breaker->sums[i];

      if (items[i].kind == BREAK_PENALTY)
        breaker->sums[i + 1] = *before;
      else
        breaker->sums[i + 1] =
            (Sum){ before->width + items[i].width, before->stretch + items[i].stretch,
                   before->shrink + items[i].shrink };
    }
  breaker->nodes = g_array_sized_new (FALSE, FALSE, sizeof (BreakNode), n);
  breaker->active = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
breaker_clear (Breaker *breaker)
{
  g_free (breaker->sums);
  g_array_unref (breaker->nodes);
  g_array_unref (breaker->active);
}

static gboolean
may_break_at (const Breaker *breaker, guint i)
{
  if (i == breaker->n)
    return TRUE;
  return breaker->items[i].kind != BREAK_BOX && breaker->items[i].penalty < BREAK_NEVER;
}

/* The first item after the break at @i that a next line begins with. */
static guint
skip_glue (const Breaker *breaker, guint i)
{
  while (i < breaker->n && breaker->items[i].kind != BREAK_BOX)
    i++;
  return i;
}

/* How far the spaces of the line from @node to @i must be stretched (below 0: shrunk);
 * NAN when the line is too long. */
static double
line_ratio (const Breaker *breaker, const BreakNode *node, guint i)
{
  const BreakShape *shape = breaker->shape;
  double room = node->first ? shape->first_width : shape->width;
  double width = breaker->sums[i].width - breaker->sums[node->from].width;
  gboolean last = i == breaker->n;
  double slack, stretch;

  if (!last && breaker->items[i].kind == BREAK_PENALTY)
    width += breaker->items[i].width;
  slack = room - width;
  if (slack < -ROUNDING)
    {
      double shrink = shape->mode == BREAK_JUSTIFIED
                          ? breaker->sums[i].shrink - breaker->sums[node->from].shrink
                          : 0;

      return -slack <= shrink + ROUNDING ? slack / shrink : NAN;
    }
  if (last && shape->mode != BREAK_BALANCED)
    return 0;
  stretch = breaker->sums[i].stretch - breaker->sums[node->from].stretch;
  if (shape->mode != BREAK_JUSTIFIED)
    stretch = RAGGED_SLACK * shape->width;
  else if (stretch <= 0)
    stretch = NO_STRETCH * shape->width;
  return slack / stretch;
}

static int
fitness_of (double ratio)
{
  if (ratio < -0.5)
    return 0;
  if (ratio <= 0.5)
    return 1;
  return ratio <= 1 ? 2 : 3;
}

/* What the line from @node to @i adds to the paragraph's cost. */
static double
line_demerits (const Breaker *breaker, const BreakNode *node, guint i, double ratio)
{
  gboolean last = i == breaker->n;
  int penalty = last ? 0 : breaker->items[i].penalty;
  gboolean hyphen = !last && breaker->items[i].kind == BREAK_PENALTY;
  double size = fabs (ratio);
  double badness = 100 * size * size * size;
  double cost = 1 + badness + penalty;
  double demerits = cost * cost;

  if (hyphen && node->hyphens > 0)
    demerits += SECOND_HYPHEN_DEMERITS;
  if (ABS (fitness_of (ratio) - node->fitness) > 1)
    demerits += UNEVEN_NEIGHBOURS_DEMERITS;
  if (last && node->hyphens > 0)
    demerits += HYPHEN_BEFORE_LAST_DEMERITS;
  if (last && !node->first &&
      breaker->sums[i].width - breaker->sums[node->from].width <
          SHORT_LAST_LINE * breaker->shape->width)
    demerits += node->hyphens > 0 ? LAST_SYLLABLES_DEMERITS : SHORT_LAST_LINE_DEMERITS;
  return demerits;
}

/* Keeps @node if no other node at the same place and in the same state is cheaper. */
static void
keep_cheapest (GArray *candidates, const BreakNode *node)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      BreakNode *other = &g_array_index (candidates, BreakNode, i);

      if (other->fitness == node->fitness && other->hyphens == node->hyphens)
        {
          if (node->demerits < other->demerits)
            *other = *node;
          return;
        }
    }
  g_array_append_vals (candidates, node, 1);
}

/* Ends lines at @i from every active node that reaches it; drops those that no longer do. */
static void
try_break (Breaker *breaker, guint i, GArray *candidates)
{
  gboolean last = i == breaker->n;
  gboolean hyphen = !last && breaker->items[i].kind == BREAK_PENALTY;
  guint kept = 0;

  g_array_set_size (candidates, 0);
  for (guint a = 0; a < breaker->active->len; a++)
    {
      guint index = g_array_index (breaker->active, guint, a);
      const BreakNode *node = &g_array_index (breaker->nodes, BreakNode, index);
      double ratio = line_ratio (breaker, node, i);
      BreakNode next = { .item = i, .previous = (gint) index };

      /* A hyphen makes a line longer than a later break might: only what overflows without
       * it is out of reach for good. */
      if (!isnan (ratio) || hyphen)
        g_array_index (breaker->active, guint, kept++) = index;
      if (isnan (ratio) || ratio > breaker->loosest)
        continue;
      if (hyphen && breaker->shape->max_hyphens > 0 &&
          node->hyphens >= breaker->shape->max_hyphens)
        continue;
      next.from = skip_glue (breaker, i);
      next.fitness = fitness_of (ratio);
      next.hyphens = hyphen ? MIN (node->hyphens + 1, 3) : 0;
      next.demerits = node->demerits + line_demerits (breaker, node, i, ratio);
      keep_cheapest (candidates, &next);
    }
  g_array_set_size (breaker->active, kept);
  for (guint c = 0; c < candidates->len; c++)
    {
      guint index = breaker->nodes->len;

      g_array_append_val (breaker->nodes, g_array_index (candidates, BreakNode, c));
      g_array_append_val (breaker->active, index);
    }
}

/* Where the cheapest lines end; %NULL when there are none. */
static const BreakNode *
find_best (const Breaker *breaker)
{
  const BreakNode *best = NULL;

  for (guint a = 0; a < breaker->active->len; a++)
    {
      guint index = g_array_index (breaker->active, guint, a);
      const BreakNode *node = &g_array_index (breaker->nodes, BreakNode, index);

      if (node->item == breaker->n && (best == NULL || node->demerits < best->demerits))
        best = node;
    }
  return best;
}

static const BreakNode *
search (Breaker *breaker, double loosest, GArray *candidates)
{
  BreakNode start = { .first = TRUE, .fitness = 1, .previous = -1 };
  guint zero = 0;

  breaker->loosest = loosest;
  g_array_set_size (breaker->nodes, 0);
  g_array_set_size (breaker->active, 0);
  g_array_append_val (breaker->nodes, start);
  g_array_append_val (breaker->active, zero);
  for (guint i = 1; i <= breaker->n && breaker->active->len > 0; i++)
    if (may_break_at (breaker, i))
      try_break (breaker, i, candidates);
  return find_best (breaker);
}

static GArray *
collect (const Breaker *breaker, const BreakNode *best)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (guint));

  for (; best->previous >= 0;
       best = &g_array_index (breaker->nodes, BreakNode, best->previous))
    g_array_prepend_val (breaks, best->item);
  return breaks;
}

GArray *
linebreak (const BreakItem *items, guint n, const BreakShape *shape)
{
  Breaker breaker;
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (BreakNode));
  const BreakNode *best;
  GArray *breaks;

  g_return_val_if_fail (n > 0, NULL);
  breaker_init (&breaker, items, n, shape);
  best = search (&breaker, LOOSEST, candidates);
  if (best == NULL || best->demerits >= LOOSEST_DEMERITS)
    best = search (&breaker, INFINITY, candidates);
  breaks = best != NULL ? collect (&breaker, best) : NULL;
  breaker_clear (&breaker);
  return breaks;
}
