/* Names in their languages and grammatical cases: data, never computed.
 *
 * A row of any table may bear names; its key is the owner.  Roles in use: of a party "state",
 * "government", "side" («Таджикская Сторона»), "adjective", "capital" (the city's name); of a
 * body "body", as the party in writer writes it; of an office "title"; of a person "surname";
 * of a sector "sector"; of a holiday rule "holiday". */
#pragma once

#include "core/db.h"
#include "core/language.h"

/**
 * name_get:
 * @owner: the key of the row that bears the name
 * @writer: (nullable): code of the party that writes it so; %NULL for a name all write alike
 * @error: %COUNCIL_ERROR_NOT_FOUND when there is no name in that role at all
 *
 * The name in that language and case; else in that language's nominative; else the Russian
 * nominative.
 *
 * Returns: (transfer full): the name
 */
char *name_get (Db *db, const char *owner, const char *role, const char *writer,
                const char *lang, GrammaticalCase grammatical_case, GError **error);

/**
 * name_get_exact:
 *
 * As name_get(), but refuses what is not in the file: a protocol must not print a nominative
 * where a genitive belongs.
 */
char *name_get_exact (Db *db, const char *owner, const char *role, const char *writer,
                      const char *lang, GrammaticalCase grammatical_case, GError **error);

/** name_set: adds or replaces one form; within the caller's transaction. */
gboolean name_set (Db *db, const char *owner, const char *role, const char *writer,
                   const char *lang, GrammaticalCase grammatical_case, const char *text,
                   GError **error);
