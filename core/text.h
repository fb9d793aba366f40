/* Text from outside, made safe before it is kept. */
#pragma once

#include <glib.h>

/**
 * text_clean:
 * @text: what a person or a file gave
 * @what: an N_() word for the error: "title", "reason"
 * @error: %COUNCIL_ERROR_USAGE when it is no valid UTF-8, is empty, has control characters or
 *   bidirectional overrides, or is longer than 20,000 characters
 *
 * Folds white space to single spaces, strips the ends and normalises to NFC.
 *
 * Returns: (transfer full): the text
 */
char *text_clean (const char *text, const char *what, GError **error);

/** text_clean_optional: as text_clean(), but %NULL and "" give %TRUE and a %NULL @out. */
gboolean text_clean_optional (const char *text, const char *what, char **out, GError **error);

/** text_fold: (transfer full): @text in lower case, normalised, for comparing what people type
 * with what is kept (Cyrillic, Tajik and Kyrgyz letters too; SQLite folds ASCII only). */
char *text_fold (const char *text);

/** text_width: columns that @text takes in a terminal. */
guint text_width (const char *text);
