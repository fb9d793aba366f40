/* A grid of months as a picture to be printed: SVG. */
#pragma once

#include "meetings/grid.h"

/**
 * grid_svg:
 *
 * A sheet of A4, landscape; one with more than twelve months grows downwards.  It stands alone:
 * no other file is named, its fonts are whatever sans serif the reader has, all words are text.
 * What is coloured is hatched, framed or marked too, so that it prints in black and white.  Every
 * day has the id "d2026-03-09" and says in its title what it is.
 *
 * Returns: (transfer full): the bytes, UTF-8; the same grid gives the same bytes
 */
GBytes *grid_svg (const Grid *grid);
