/* Stretches of time that do not overlap, for asking very often whether one is in the way. */
#pragma once

#include <glib.h>

/** [starts, ends) in seconds since 1970, UTC. */
typedef struct
{
  gint64 starts, ends;
} BusySpan;

/** busy_spans_add: appends [@starts, @ends), which begins no earlier than the last one that was
 * appended, joined to that where they overlap or touch. */
void busy_spans_add (GArray *spans, gint64 starts, gint64 ends);

/** busy_spans_find: (transfer none) (nullable): the first of @spans (element-type BusySpan) that
 * overlaps [@starts, @ends); found by halving. */
const BusySpan *busy_spans_find (const GArray *spans, gint64 starts, gint64 ends);

/** busy_spans_gap: the longest stretch of [@starts, @ends) that no span touches, in seconds. */
gint64 busy_spans_gap (const GArray *spans, gint64 starts, gint64 ends);
