/* What reading a text that comes back shares (inside protocol-word.c). */
#pragma once

#include "protocols/reading.h"
#include "protocols/word.h"

typedef struct
{
  Db *db;
  Protocol *protocol;
  const char *path, *party, *basis;
  char *keeper;       /* whose names the file has */
  GPtrArray *clauses; /* (element-type Clause): today's text */
  GPtrArray *blocks;  /* (element-type ReadingBlock): as @keeper reads it */
  int *today;         /* of each clause of the exported version, from 0, today's, or -1 */
  guint exported;     /* how many clauses it had */
  gboolean *seen;     /* today's clauses that the file has */
  GPtrArray *parties; /* (element-type Party): in alternat order */
  GHashTable *annexes;
  gboolean *numbered; /* today's clauses that the file has by their numbers */
  GHashTable *tables; /* number of a table in the file to the clause of its first row */
  GHashTable *struck; /* number of a clause to who struck its paragraph */
  GPtrArray *known;   /* (element-type Comment): what was said before */
  GPtrArray *changes; /* (element-type WordChange) */
} Import;

/* --- which clause (word-numbers.c) ------------------------------------------------------------ */

/** import_block: (transfer none) (nullable): how @clause, counted from 1, reads. */
const ReadingBlock *import_block (const Import *import, guint clause);

gboolean import_is_delegate (const Import *import, guint clause);
gboolean import_is_row (const Import *import, guint clause);

/**
 * import_read_number:
 * @text: (inout): moves behind «§12 »
 * @clause: (out): of today's text, counted from 1; 0 when there is no number
 * @error: %COUNCIL_ERROR_INPUT when the text that went out has no such number, its clause is gone
 *   since, or it is there twice
 */
gboolean import_read_number (Import *import, const char **text, guint *clause, GError **error);

/** import_first_words: (transfer none): what the number stands before. */
const char *import_first_words (const WordParagraph *paragraph);

/** import_find_numbered: notes which clauses the file has by number, which clause each table
 * begins with, and whose paragraphs tracked changes struck. */
gboolean import_find_numbered (Import *import, GPtrArray *paragraphs, GError **error);

/** import_join_loose_cells: puts rows together that came apart: «§31», and each of its cells as a
 * paragraph behind it. */
gboolean import_join_loose_cells (Import *import, GPtrArray *paragraphs, GError **error);

/** import_drop_inner_numbers: takes «§13» out of the middle: the paragraph before lost its end,
 * and the clauses are one now. */
void import_drop_inner_numbers (const Import *import, GString *text);

/** import_recognise: the clause that lost its number and says much the same; 0: there is none. */
guint import_recognise (const Import *import, const char *text);

/* --- what is changed (word-changes.c) --------------------------------------------------------- */

/** import_reword: proposes what @paragraph says, @text, for clause @number if it is another text. */
gboolean import_reword (Import *import, guint number, const char *text,
                        const WordParagraph *paragraph, GError **error);

/** import_insert: proposes a new clause after clause @after; @kind is that of a row, else %NULL. */
gboolean import_insert (Import *import, guint after, const char *kind, const char *text,
                        const char *author, GError **error);

/** import_kind_of_row: the kind of a new row, %NULL of a paragraph; %COUNCIL_ERROR_INPUT for a
 * table that is none of the text's. */
gboolean import_kind_of_row (const Import *import, const WordParagraph *paragraph,
                             const char *text, const char **kind, GError **error);

/** import_take_comments: comments in the margin of @paragraph, which says @whole, are comments on
 * @clause. */
gboolean import_take_comments (Import *import, const WordParagraph *paragraph, guint clause,
                               const char *whole, GError **error);

/** import_strike_missing: proposes to strike what the file has not; %COUNCIL_ERROR_INPUT when it
 * has too little to be the text. */
gboolean import_strike_missing (Import *import, GError **error);
