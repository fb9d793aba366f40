/* The rules of Russian typography for running text. */
#pragma once

#include <glib.h>

/* U+00A0: a space that no line ends at. */
#define NO_BREAK_SPACE 0x00A0

/* U+00AD: the hyphen at a line's end that is no part of the word. */
#define SOFT_HYPHEN 0x00AD

/**
 * typography_set:
 * @text: UTF-8 as a person typed it
 * @close_initials: «И.О. Фамилия», however it was typed; else «И. О. Фамилия»
 * @error: %COUNCIL_ERROR_INPUT when @text is not valid UTF-8
 *
 * Normalises to NFC, folds white space to single spaces and strips the ends; gives "straight" and
 * nested quotes their Russian forms («outer», „inner“), makes a hyphen between spaces a dash,
 * drops soft hyphens, and puts no-break spaces
 *
 * - between initials and before the surname («И. О. Фамилия»),
 * - after № and §, after «г.», «ул.» and the like before a name, after «ст.», «п.» and the like
 *   before a number,
 * - between a day and its month, a number and «г.», «года», «тыс.», «млн» and the like,
 *   between thousands («13 000»),
 * - before a dash, after one-letter words, before «бы», «ли», «же», inside «т. д.»,
 * - after a word that ends in a hyphen («трёх- и четырёхсторонний»), so that a hyphen at a
 *   line's end is always one that hyphenation added.
 *
 * Literature: facts of GOST R 7.0.97 practice and Мильчин, «Справочник издателя и автора».
 *
 * Returns: (transfer full): the text, or %NULL with @error set
 */
char *typography_set (const char *text, gboolean close_initials, GError **error);
