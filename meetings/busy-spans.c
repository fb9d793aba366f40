#include "meetings/busy-spans.h"

void
busy_spans_add (GArray *spans, gint64 starts, gint64 ends)
{
  BusySpan span = { starts, ends };
  BusySpan *last = spans->len > 0 ? &g_array_index (spans, BusySpan, spans->len - 1) : NULL;

  if (last != NULL && last->ends >= starts)
    last->ends = MAX (last->ends, ends);
  else
    g_array_append_val (spans, span);
}

/* The first that ends after @second; how many there are when none does. */
static guint
first_after (const GArray *spans, gint64 second)
{
  guint low = 0, high = spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (spans, BusySpan, middle).ends > second)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

const BusySpan *
busy_spans_find (const GArray *spans, gint64 starts, gint64 ends)
{
  guint i = first_after (spans, starts);
  const BusySpan *span = i < spans->len ? &g_array_index (spans, BusySpan, i) : NULL;

  return span != NULL && span->starts < ends ? span : NULL;
}

gint64
busy_spans_gap (const GArray *spans, gint64 starts, gint64 ends)
{
  gint64 longest = 0;

  for (guint i = first_after (spans, starts); i < spans->len; i++)
    {
      const BusySpan *span = &g_array_index (spans, BusySpan, i);

      if (span->starts >= ends)
        break;
      longest = MAX (longest, span->starts - starts);
      starts = span->ends;
    }
  return MAX (longest, ends - starts);
}
