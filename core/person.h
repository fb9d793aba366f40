/* A person: someone who holds an office, sits in a delegation, leads a group.
 *
 * The Russian name is kept in its parts, each with its cases as data (core/name.h, roles
 * "surname", "given", "patronymic"); a given name may be an initial with its dot («А.»), which
 * does not decline. */
#pragma once

#include "core/db.h"
#include "core/language.h"

typedef struct
{
  char *id;
  char *handle; /* "rasulzoda", what people type */
  char *surname;
  char *given, *patronymic; /* (nullable) */
  char *latin;              /* (nullable): "Kohir Rasulzoda" */
  char *own_name;           /* (nullable): as the person writes it, in own_lang */
  char *own_lang;           /* (nullable) */
  char *email;              /* (nullable) */
  char *mail_lang; /* (nullable): what letters to the person are written in; Russian */
  gboolean sample;
} Person;

void person_free (Person *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Person, person_free)

/**
 * person_load:
 * @who: a handle, or a Russian surname that one person alone bears
 * @error: %COUNCIL_ERROR_NOT_FOUND; %COUNCIL_ERROR_USAGE when several bear that surname, naming
 *   their handles
 *
 * Returns: (transfer full): the person
 */
Person *person_load (Db *db, const char *who, GError **error);

/** person_load_id: (transfer full): by the key. */
Person *person_load_id (Db *db, const char *id, GError **error);

/** person_list: (transfer full) (element-type Person): all, by surname and given name. */
GPtrArray *person_list (Db *db, GError **error);

/** What is known of a person; in an edit %NULL leaves a field as it is, "" empties it. */
typedef struct
{
  const char *surname, *given, *patronymic, *latin, *own_name, *own_lang, *email, *mail_lang;
  /* The whole name in each oblique case, in the order given name, patronymic, surname:
   * «Леонида Петровича Вымыслова».  The nominative is not read. */
  const char *cases[N_CASES];
  gboolean indeclinable; /* every case is as the nominative */
} PersonFields;

/**
 * person_add:
 * @handle: a new handle
 * @fields: a surname at least
 * @error: %COUNCIL_ERROR_RULE when @handle is taken; %COUNCIL_ERROR_USAGE when a text is bad, or a
 *   case does not have the name's parts
 */
gboolean person_add (Db *db, const char *handle, const PersonFields *fields, GError **error);

/** person_edit: changes what @fields gives.  A new surname, given name or patronymic drops its
 * cases; give them anew. */
gboolean
person_edit (Db *db, const Person *person, const PersonFields *fields, GError **error);

/** person_signature_name: (transfer full): «Л.П. Вымыслов», initials and a no-break space. */
char *person_signature_name (const Person *person);

/** person_list_name: (transfer full): «Вымыслов Леонид Петрович», as delegation lists have it. */
char *person_list_name (const Person *person);

/**
 * person_by_name:
 * @name: a name as lists have it, surname first; letters' case and ё do not matter
 * @person: (out) (transfer full) (nullable): the one person of that name; %NULL when there is
 *   none, or when there are two
 *
 * Returns: %FALSE only on a storage error
 */
gboolean person_by_name (Db *db, const char *name, Person **person, GError **error);

/** person_full_name: (transfer full): «Леонид Петрович Вымыслов». */
char *person_full_name (const Person *person);

/**
 * person_name_case:
 * @error: %COUNCIL_ERROR_NOT_FOUND when a part has no such case in the file, naming the part
 *
 * Returns: (transfer full): «Леонидом Петровичем Вымысловым», «А. Касымалиевым»
 */
char *person_name_case (Db *db, const Person *person, GrammaticalCase grammatical_case,
                        GError **error);

/** person_initials_case: (transfer full): as person_name_case(), with initials and a no-break
 * space: «Л.П. Вымысловым». */
char *person_initials_case (Db *db, const Person *person, GrammaticalCase grammatical_case,
                            GError **error);
