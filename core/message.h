/* Messages in the language that the caller asks for.
 *
 * Catalogues are gettext MO files inside the program (built from po/).  The language is an
 * argument, never the process's locale: one run prints several. */
#pragma once

#include <glib.h>

/* Marks a string for xgettext without translating it. */
#define N_(message) message

/**
 * tr:
 * @lang: "ru", "en", "tg", "ky"; a language without a translation of @message falls back to
 *   Russian for tg and ky (the council's working language), else to English
 * @message: the English msgid
 *
 * Returns: (transfer none): the translation; lives as long as the program
 */
const char *tr (const char *lang, const char *message);

/**
 * tr_n:
 * @count: the number that the phrase counts
 *
 * Chooses the plural form by the catalogue's rule ("1 день", "2 дня", "5 дней").
 *
 * Returns: (transfer none): the form; its places are filled by tr_fill()'s rules
 */
const char *tr_n (const char *lang, const char *one, const char *many, guint64 count);

/**
 * tr_fill:
 * @message: the English msgid, with named places: "meeting {ref} is {state:tr}"
 * @...: pairs of place name and value, ended by %NULL; a %NULL value prints as «—»
 *
 * Translates, then fills the places in.  {name:tr} translates the value as well.
 *
 * Returns: (transfer full): the text
 */
char *tr_fill (const char *lang, const char *message, ...) G_GNUC_NULL_TERMINATED;

/**
 * tr_fill_n:
 *
 * tr_n() and tr_fill() in one; {n} is the count.
 *
 * Returns: (transfer full): the text
 */
char *tr_fill_n (const char *lang, const char *one, const char *many, guint64 count,
                 ...) G_GNUC_NULL_TERMINATED;

/**
 * message_fill:
 * @template: a text with named places, already in the language wanted
 * @lang: for places written {name:tr}
 * @values: (element-type utf8 utf8): name to value
 *
 * Returns: (transfer full): the text; an unknown place is left as it stands
 */
char *message_fill (const char *template, const char *lang, GHashTable *values);
