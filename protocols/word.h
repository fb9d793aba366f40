/* The text for a word processor and back: a side's changes come in as its brackets.
 *
 * Every clause is a paragraph that begins with its number, «§12», which survives any word
 * processor; the marks of the alternat stand there as one party reads them, and are put back where
 * their words were not touched. */
#pragma once

#include "protocols/marks.h"
#include "protocols/review.h"

/**
 * word_export:
 * @format: "docx", "odt" (both by pandoc) or "txt"
 * @keeper: code of the party whose names it has
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
  gboolean unmarked;    /* a name was changed that the alternat takes turns with */
} WordChange;

void word_change_free (WordChange *change);

/**
 * word_import:
 * @path: what word_export() wrote and the side changed; its ending tells the format
 * @party: code of the side
 * @changes: (out) (element-type WordChange): what it changes
 * @error: %COUNCIL_ERROR_INPUT when the file is another protocol's, or has what no clause can
 *   hold (a table, a picture, a footnote), or a paragraph number twice; %COUNCIL_ERROR_RULE when
 *   the text is frozen
 *
 * All of it or nothing, in one transaction.
 */
gboolean word_import (Db *db, Protocol *protocol, const char *path, const char *party,
                      const char *basis, GPtrArray **changes, GError **error);

/* --- inside ----------------------------------------------------------------------------------- */

/** word_paragraphs: (transfer full) (element-type utf8): the paragraphs of a file (word-read.c). */
GPtrArray *word_paragraphs (const char *path, GError **error);

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
