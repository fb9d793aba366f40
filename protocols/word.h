/* The text for a word processor and back: a side's changes come in as its brackets.
 *
 * Every clause is a paragraph that begins with its number, «§12», which survives any word
 * processor; the marks of the alternat stand there as one party reads them, and are put back where
 * their words were not touched.  Open comments go along as comments in the margin, and those that
 * a side writes there come back as its comments on the clauses. */
#pragma once

#include "protocols/marks.h"
#include "protocols/review.h"

/**
 * word_export:
 * @format: "docx", "odt" (both by pandoc) or "txt"
 * @keeper: code of the party whose names it has
 *
 * A plain text has no margin for the comments.
 *
 * Returns: (transfer full): the file; %COUNCIL_ERROR_USAGE for another format or without pandoc
 */
GBytes *word_export (Db *db, const Protocol *protocol, const char *format, const char *keeper,
                     GError **error);

/** What a file changes in one clause. */
typedef struct
{
  BracketKind kind;
  guint clause;         /* number of the clause; of an insertion, of the one before it */
  char *before, *after; /* (nullable): as the party reads it */
  char *author;         /* (nullable): who changed it, where changes were tracked */
  gboolean comment;     /* no change but a comment on the clause: @after is its text */
  gboolean resolved;    /* a comment that was settled in the file */
  gboolean unmarked;    /* a name was changed that the alternat takes turns with */
} WordChange;

void word_change_free (WordChange *change);

/**
 * word_import:
 * @path: what word_export() wrote and the side changed; its ending tells the format
 * @party: code of the side
 * @changes: (out) (element-type WordChange): what it changes, and its comments
 * @error: %COUNCIL_ERROR_INPUT when the file is another protocol's, or has what no clause can
 *   hold (a table where none was, a picture, a footnote), or a paragraph number twice, or what no
 *   word processor writes; %COUNCIL_ERROR_RULE when the text is frozen
 *
 * Tracked changes count as accepted.  A comment that was settled comes in as a settled one; so
 * becomes one of the side's own that it settled.  All of it or nothing, in one transaction.
 */
gboolean word_import (Db *db, Protocol *protocol, const char *path, const char *party,
                      const char *basis, GPtrArray **changes, GError **error);

/* --- inside ----------------------------------------------------------------------------------- */

/** A comment in the margin. */
typedef struct WordComment WordComment;
struct WordComment
{
  char *number; /* (nullable): what the file calls it */
  char *author; /* (nullable) */
  char *quote;  /* (nullable): the words that it is about, when not the whole paragraph */
  char *text;
  const WordComment *answers; /* (nullable) (unowned): another of the same file */
  gboolean resolved;          /* it was settled, or what it answers */
};

WordComment *word_comment_new (const char *author, const char *text);
void word_comment_free (WordComment *comment);

/** A paragraph of a file, or a row of a table in it. */
typedef struct
{
  char *text;          /* with tracked changes accepted; "" when it was struck */
  char *gone;          /* the words that tracked changes took out */
  char *author;        /* (nullable): who tracked changes in it, "A, B" */
  GPtrArray *comments; /* (element-type WordComment) */
  GPtrArray *cells;    /* (nullable) (element-type utf8): of a row; @text is empty then */
  guint table;         /* of a row: number of its table, from 1 */
} WordParagraph;

WordParagraph *word_paragraph_new (const char *text);
void word_paragraph_free (WordParagraph *paragraph);

/** word_paragraph_by: notes that @author changed something in it. */
void word_paragraph_by (WordParagraph *paragraph, const char *author);

/* A row of a table (word-row.c). */

/** word_row_words: (transfer full): a row's cells as a clause has them: «Name — post» for
 * @delegates, without a number of its own, else as cells_join(); "" when all are empty.  @rest is
 * what is left of the first cell behind the number of the clause. */
char *word_row_words (const WordParagraph *row, const char *rest, gboolean delegates);

/** word_row_same: whether @text says what the row @clause says: cell by cell, or, when nobody knows
 * where its cells ended, in the words alone. */
gboolean word_row_same (const char *text, const char *clause, gboolean by_cells);

/** word_row_is_head: whether it is the head of a table of people. */
gboolean word_row_is_head (const WordParagraph *row);

/** word_clean: as text_clean_optional(); what word processors put for a hyphen is one, and their
 * own signs are dropped. */
gboolean word_clean (const char *text, char **clean, GError **error);

/** word_comment_said: (transfer full): its text; before it what it answers, or else the words that
 * it is about, unless these are @whole. */
char *word_comment_said (const WordComment *comment, const char *whole);

/** word_paragraphs: (transfer full) (element-type WordParagraph): of a file (word-read.c). */
GPtrArray *word_paragraphs (const char *path, GError **error);

/**
 * word_package_parts:
 * @wanted: names of parts of the zip file, ended by %NULL; the first holds the text
 * @error: %COUNCIL_ERROR_INPUT when @file is none, is locked, damaged, has macros or declares
 *   entities, or would unpack to much more than a text
 *
 * Returns: (transfer full) (element-type utf8 GBytes): those of @wanted that there are, the first
 *   always (word-package.c)
 */
GHashTable *
word_package_parts (const char *path, GBytes *file, const char *const *wanted, GError **error);

/** word_tree_read: (transfer full) (element-type WordParagraph): from the JSON that pandoc
 * writes (word-tree.c). */
GPtrArray *word_tree_read (const char *path, GBytes *tree, GError **error);

/** word_threads_add: tells the comments of @paragraphs what they answer and whether it is settled,
 * as the parts @comments and @extended of a docx note it (word-threads.c). */
void word_threads_add (GBytes *comments, GBytes *extended, GPtrArray *paragraphs);

/** word_margin_add: gives @paragraphs the comments, the authors and the repeated heads of tables
 * that @content, the text of an odt, has and pandoc leaves out (word-margin.c). */
void word_margin_add (GBytes *content, GPtrArray *paragraphs);

/**
 * word_marked:
 * @raw: a clause's text with its marks
 * @text: how it reads now
 * @unmarked: (out): whether a mark was lost
 *
 * Returns: (transfer full): @text with the marks of @raw where their words stand in it untouched
 *   (word-marks.c)
 */
char *word_marked (const MarkContext *context, const char *raw, const char *text,
                   gboolean *unmarked, GError **error);
