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
gboolean
name_set (Db *db, const char *owner, const char *role, const char *writer, const char *lang,
          GrammaticalCase grammatical_case, const char *text, GError **error);

/** Something that bears names. */
typedef struct
{
  char *id; /* its key */
  const char
      *kind; /* "party", "council", "chair", "secretary", "person", "sector", "holiday" */
} NameOwner;

void name_owner_clear (NameOwner *owner);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NameOwner, name_owner_clear)

/**
 * name_owner_find:
 * @word: "council"; a party's code; a person's or a holiday's handle, a sector's code;
 *   "chair:tj", "secretary:tj"; or any of them with its kind before it: "sector:energy"
 * @owner: (out): clear it with name_owner_clear()
 * @error: %COUNCIL_ERROR_NOT_FOUND; %COUNCIL_ERROR_USAGE when several things have that handle
 */
gboolean name_owner_find (Db *db, const char *word, NameOwner *owner, GError **error);

/** name_owner_roles: (transfer none): the roles of the names of that kind of owner, ended by
 * %NULL. */
const char *const *name_owner_roles (const char *kind);

/** One form of a name. */
typedef struct
{
  char *role, *lang, *form, *text;
  char *writer; /* code of the party that writes it so, or "" */
} Name;

void name_free (Name *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Name, name_free)

/** name_list: (transfer full) (element-type Name): every form that @owner bears, by role, writer,
 * language and case. */
GPtrArray *name_list (Db *db, const char *owner, GError **error);

/**
 * name_set_forms:
 * @word: as for name_owner_find()
 * @role: (nullable): %NULL when that owner has one role alone
 * @writer: (nullable): code of the party that writes it so; for the council's own name alone
 * @forms: the texts by case; %NULL leaves one as it is
 * @error: %COUNCIL_ERROR_USAGE when @forms is empty or the role, language or writer does not fit
 *
 * Sets the forms of one name, in one transaction.
 */
gboolean name_set_forms (Db *db, const char *word, const char *role, const char *writer,
                         const char *lang, const char *const forms[N_CASES], GError **error);
