/* Words of the command line: guessing what was meant, naming places in the reader's language. */
#pragma once

#include <glib.h>

/** words_nearest: (transfer none) (nullable): the one of @names (element-type utf8) that is a
 * slip of the finger away from @word; %NULL when none is near. */
const char *words_nearest (const char *word, GPtrArray *names);

/** words_translate: (transfer full): @text with its words in capitals translated: "REF --to
 * START" gives "ЗАСЕДАНИЕ --to НАЧАЛО". */
char *words_translate (const char *text, const char *lang);
