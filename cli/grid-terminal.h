/* A grid of months in a terminal. */
#pragma once

#include "meetings/grid.h"

/**
 * grid_print:
 * @width: columns of the terminal; 0 counts as 80
 * @coloured: whether escape sequences may be used; all is said without them too
 *
 * Appends title, months side by side, as many as fit, the legend and the notes to @out.  A week
 * with marks has them in a line of their own below its days; a bar stands before Saturday.  No
 * line ends in a space.
 */
void grid_print (const Grid *grid, GString *out, guint width, gboolean coloured);
