/* Liang's patterns for dividing words ("Word Hy-phen-a-tion by Com-put-er", Stanford 1983), as
 * the dictionaries of libhyphen and TeX hold them: ".а1б2в" says how well a word that begins with
 * «абв» may be divided after each of its letters, an odd number allowing it and an even one not;
 * of all patterns that are found in a word the highest number counts.
 *
 * As libhyphen looks for them, whose result this is in a quarter of a millisecond instead of the
 * four that libhyphen takes to load a dictionary: up to each letter of the word it takes the
 * longest piece that begins a pattern, and finds that pattern or, if the piece is none, nothing.
 *
 * Letters are bytes here, in the dictionary's own encoding. */
#pragma once

#include <glib.h>

typedef struct _HyphenatePatterns HyphenatePatterns;

/** hyphenate_patterns_new: (transfer full): the patterns of a dictionary of 8-bit letters; its
 * first line and those that are no pattern are passed over. */
HyphenatePatterns *hyphenate_patterns_new (const char *dictionary);

void hyphenate_patterns_free (HyphenatePatterns *patterns);

/** hyphenate_patterns_rate: @rates: (array length=n): gets how well @word may be divided after
 * each of its letters, 0 to 9. */
void hyphenate_patterns_rate (const HyphenatePatterns *patterns, const char *word, guint n,
                              guint8 *rates);
