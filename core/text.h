/* Text from outside, made safe before it is kept or shown. */
#pragma once

#include <glib.h>

/* The longest text that is kept, in characters. */
#define TEXT_LIMIT 20000

/**
 * text_clean:
 * @text: (nullable): what a person or a file gave
 * @what: an N_() word for the error: "title", "reason"
 * @error: %COUNCIL_ERROR_USAGE when it is no valid UTF-8, is empty, has control characters,
 *   bidirectional overrides or other invisible or private characters, or is longer than
 *   %TEXT_LIMIT characters
 *
 * Folds white space (line ends and no-break spaces too) to single spaces, strips the ends and
 * normalises to NFC.  Soft hyphens, zero-width spaces, word joiners, direction marks and byte
 * order marks, which come along with pasted text, are dropped.
 *
 * Returns: (transfer full): the text
 */
char *text_clean (const char *text, const char *what, GError **error);

/** text_clean_optional: as text_clean(), but %NULL, "" and white space alone give %TRUE and a
 * %NULL @out. */
gboolean text_clean_optional (const char *text, const char *what, char **out, GError **error);

/**
 * text_fold:
 *
 * @text in lower case, normalised (NFKC), for comparing what people type with what is kept:
 * Cyrillic, Tajik and Kyrgyz letters too (SQLite folds ASCII only).  «ё» folds to «е», as
 * Russian is typed either way.  Bytes that are no UTF-8 fold to U+FFFD.
 *
 * Returns: (transfer full): the folded text; not for showing
 */
char *text_fold (const char *text);

/** text_width: columns that @text takes in a terminal: combining marks take none, wide
 * characters two; a byte that is no UTF-8 one. */
guint text_width (const char *text);

/**
 * text_one_line:
 * @bytes: (nullable): anything, even no UTF-8
 * @limit: the most characters to show
 *
 * For showing what was given in an error or a log: bytes that are no UTF-8, control characters
 * and characters that break or turn a line are written \xNN, a byte each; what is longer than
 * @limit characters is cut and ends with «…».
 *
 * Returns: (transfer full): one line of valid UTF-8; "" for %NULL
 */
char *text_one_line (const char *bytes, guint limit);

/** mail_address_is_good: whether @address is one that we write to: local-part@domain in ASCII,
 * without quotes, spaces or control characters, at most 254 bytes (RFC 5321, dot-string). */
gboolean mail_address_is_good (const char *address);
