/* The tables of a TrueType file, and a part of it that holds only some glyphs.
 *
 * Numbers in a font are big-endian.  The file may be anything: nothing here trusts it. */
#pragma once

#include <glib.h>

/** font_table: (transfer full) (nullable): the table named by the four letters @tag; %NULL when
 * the file has none. */
GBytes *font_table (GBytes *file, const char *tag);

/**
 * font_table_subset:
 * @glyphs: numbers of glyphs; those outside the font are passed over
 *
 * Glyphs keep their numbers; those that are not wanted, nor a part of one that is, are empty.
 *
 * Returns: (transfer full) (nullable): a TrueType file as PDF embeds it (PDF Reference 1.4, 5.8
 *   "Embedded Font Programs"); %NULL when @file is no such font
 */
GBytes *font_table_subset (GBytes *file, const guint16 *glyphs, guint n);
