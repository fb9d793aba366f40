/* Dividing Russian words. */
#pragma once

#include <glib.h>

/* Longer than any Russian word. */
#define HYPHENATE_LONGEST 64

/**
 * hyphenate:
 * @letters: (array length=n): one word, letters only; one longer than HYPHENATE_LONGEST is none
 * @places: (array length=n): set to %TRUE at i where a line may end after letter i
 *
 * At least two letters stay before a hyphen and three go after it.  Words with letters outside
 * the Russian alphabet (there is no dictionary for Tajik or Kyrgyz), with a capital inside and
 * abbreviations in capitals stay whole.
 */
void hyphenate (const gunichar *letters, guint n, gboolean *places);
