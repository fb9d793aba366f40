/* Whether two texts differ in the alternat alone. */
#pragma once

#include <glib.h>

/** A passage of an original: a paragraph, a heading, a cell. */
typedef struct
{
  guint page;
  const char *text;
} AlternatPassage;

/** A place where the originals differ otherwise; the words there in each. */
typedef struct
{
  guint page, other_page; /* 0 where that original has nothing any more */
  char *text, *other_text;
} AlternatDifference;

typedef struct
{
  guint swaps;            /* places that differ by the order of the parties */
  GPtrArray *differences; /* (element-type AlternatDifference): places that differ otherwise */
} AlternatResult;

void alternat_result_free (AlternatResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlternatResult, alternat_result_free)

/**
 * alternat_compare:
 * @first, @second: (element-type AlternatPassage): the originals, in reading order
 * @parties: how each party is called, ended by %NULL: «За Аркадскую Сторону»; when there is none,
 *   whose names make up the body's compound name
 *
 * The alternat changes the order of what is coordinated, and never what is said of whom.  So two
 * things may differ between the texts, and nothing else:
 *
 * - two passages of parties have changed places that stand in parallel: «Республики А и
 *   Республики Б», two items of a list, two columns of signatures, two annexes.  In parallel means
 *   that nothing but «и», a comma, a semicolon or the end of a passage lies between them, once the
 *   words are set aside that both have before and behind them (numbers of annexes may differ
 *   there: «Приложение 1», «Приложение 2»).  Each names its party first, and the same party comes first
 *   throughout an original.  Of three parties two move together, and what joins them and the numbers
 *   of their annexes stay behind: «А, Б и В», «Б, В и А»;
 * - a compound of proper names has changed its order: «Аркадско-Борейский», «Борейско-Аркадский».
 *
 * «А поставит Б» and «Б поставит А» are no such pair, even where the names do not decline: what
 * lies between them is a verb.  Neither are two decisions: no party's name tells them apart.
 */
AlternatResult *
alternat_compare (GPtrArray *first, GPtrArray *second, const char *const *parties);
