/* What two sequences have in common, and two texts word by word. */
#pragma once

#include <glib.h>

typedef gboolean SequenceEqual (guint a, guint b, gpointer data);

/**
 * sequence_match:
 * @n: elements of the first sequence
 * @m: elements of the second
 * @equal: whether element a of the first and element b of the second are the same
 *
 * The longest common subsequence, by Myers, "An O(ND) Difference Algorithm and Its Variations",
 * 1986, in linear space.
 *
 * Returns: (transfer full): for each element of the first, its fellow in the second or -1
 */
int *sequence_match (guint n, guint m, SequenceEqual *equal, gpointer data);

/** A word, a mark for the alternat ({…}) or a sign of punctuation; a brace that is no mark is one
 * with its double. */
typedef struct
{
  char *text;
  gboolean space; /* a space stands before it */
} Word;

/** words_split: (transfer full) (element-type Word): no word has a space in it. */
GPtrArray *words_split (const char *text);

/** words_join: (transfer full): the words from @from up to @to, without the space before. */
char *words_join (GPtrArray *words, guint from, guint to);

/** words_match: as sequence_match(), of two arrays of Word; quotation marks and dashes count as
 * one whatever their form, for word processors change them. */
int *words_match (GPtrArray *before, GPtrArray *after);

/** words_same: whether both say the same, as words_match() compares. */
gboolean words_same (const char *a, const char *b);

/** words_likeness: 0 for texts without a common word to 1 for the same words. */
double words_likeness (const char *a, const char *b);

typedef enum
{
  WORDS_SAME,
  WORDS_GONE, /* only in the first text */
  WORDS_NEW   /* only in the second */
} WordsKind;

typedef struct
{
  WordsKind kind;
  gboolean space; /* a space stands before it */
  char *text;
} WordsRun;

/**
 * words_compare:
 * @before, @after: (nullable): %NULL is an empty text
 *
 * The texts as runs of words that are the same, gone and new; of one change what is gone comes
 * first.
 *
 * Returns: (transfer full) (element-type WordsRun)
 */
GPtrArray *words_compare (const char *before, const char *after);
