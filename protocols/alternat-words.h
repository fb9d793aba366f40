/* Words as two originals are compared by them (inside alternat.c). */
#pragma once

#include "protocols/alternat.h"

#define NOBODY -1

typedef struct
{
  char *text;
  guint key; /* the same for what counts as the same word */
  guint page;
  gint party;     /* whose name it is, or NOBODY */
  gboolean first; /* of its passage */
} AlternatWord;

/**
 * alternat_words:
 * @first, @second: (element-type AlternatPassage)
 * @parties: how each party is called; without them the parts of compounds of names tell
 * @a, @b: (out) (transfer full) (element-type AlternatWord): the words of each
 *
 * Returns: how many parties are told apart
 */
guint alternat_words (GPtrArray *first, GPtrArray *second, const char *const *parties,
                      GArray **a, GArray **b);

/** alternat_is_mark: whether the letter at @p is a sign of punctuation, no hyphen. */
gboolean alternat_is_mark (const char *p);
