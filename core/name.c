#include "core/name.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

char *
name_get (Db *db, const char *owner, const char *role, const char *writer, const char *lang,
          GrammaticalCase grammatical_case, GError **error)
{
  const char *form = case_name (grammatical_case);
  g_autoptr(DbRow) row =
      db_one (db,
              "SELECT text FROM name WHERE owner = ? AND role = ? AND writer = ?"
              " AND (lang = ? OR lang = 'ru') AND (form = ? OR form = 'nominative')"
              " ORDER BY lang = ? DESC, form = ? DESC LIMIT 1",
              error, "sssssss", owner, role, writer ? writer : "", lang, form, lang, form);

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("{owner} has no name as {role} (see 'council name set')"),
                            "owner", owner, "role", role, NULL);
      return NULL;
    }
  return row_copy (row, "text");
}

char *
name_get_exact (Db *db, const char *owner, const char *role, const char *writer,
                const char *lang, GrammaticalCase grammatical_case, GError **error)
{
  const char *form = case_name (grammatical_case);
  g_autoptr(DbRow) row =
      db_one (db,
              "SELECT text FROM name WHERE owner = ? AND role = ?"
              " AND writer = ? AND lang = ? AND form = ?",
              error, "sssss", owner, role, writer ? writer : "", lang, form);

  if (row == NULL)
    {
      g_autofree char *nominative =
          name_get (db, owner, role, writer, lang, CASE_NOMINATIVE, NULL);

      council_error_rename (
          error, COUNCIL_ERROR_NOT_FOUND,
          N_ ("«{name}» has no {form:tr} in {lang} (add it with 'council name "
              "set')"),
          "name", nominative ? nominative : owner, "form", form, "lang", lang, NULL);
      return NULL;
    }
  return row_copy (row, "text");
}

gboolean
name_set (Db *db, const char *owner, const char *role, const char *writer, const char *lang,
          GrammaticalCase grammatical_case, const char *text, GError **error)
{
  g_autofree char *id = uuid7 ();

  return db_run (db,
                 "INSERT INTO name (id, owner, role, writer, lang, form, text)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (owner, role, writer, lang, form)"
                 " DO UPDATE SET text = excluded.text",
                 error, "sssssss", id, owner, role, writer ? writer : "", lang,
                 case_name (grammatical_case), text);
}

/* --- who bears names ------------------------------------------------------------------------ */

/* Each kind of owner, how a handle finds its key, and the roles of its names. */
typedef struct
{
  const char *kind, *sql;
  const char *roles[7];
} OwnerKind;

static const OwnerKind owner_kinds[] = {
  { "council", "SELECT id FROM council WHERE ?1 IN ('council', handle)", { "body" } },
  { "party",
    "SELECT id FROM party WHERE code = ?1",
    { "state", "country", "government", "side", "adjective", "capital" } },
  { "person",
    "SELECT id FROM person WHERE handle = ?1",
    { "surname", "given", "patronymic" } },
  { "sector", "SELECT id FROM sector WHERE code = ?1", { "sector" } },
  { "holiday", "SELECT id FROM holiday_rule WHERE handle = ?1", { "holiday" } },
  { "chair",
    "SELECT o.id AS id FROM office AS o JOIN party AS p ON p.id = o.party JOIN body AS b"
    " ON b.id = o.body WHERE b.kind = 'council' AND o.kind = 'co-chair' AND p.code = ?1",
    { "title" } },
  { "secretary",
    "SELECT o.id AS id FROM office AS o JOIN party AS p ON p.id = o.party JOIN body AS b"
    " ON b.id = o.body WHERE b.kind = 'council' AND o.kind = 'executive-secretary'"
    " AND p.code = ?1",
    { "title" } },
};

#define N_BARE_KINDS 5 /* those that need no kind before the handle */

void
name_owner_clear (NameOwner *owner)
{
  g_clear_pointer (&owner->id, g_free);
}

const char *const *
name_owner_roles (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (owner_kinds); i++)
    if (g_str_equal (owner_kinds[i].kind, kind))
      return owner_kinds[i].roles;
  g_return_val_if_reached (NULL);
}

/* Looks in one kind; counts what it finds. */
static gboolean
look_up (Db *db, const OwnerKind *kind, const char *handle, NameOwner *owner, guint *found,
         GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row, kind->sql, error, "s", handle))
    return FALSE;
  if (row == NULL)
    return TRUE;
  (*found)++;
  g_free (owner->id);
  owner->id = row_copy (row, "id");
  owner->kind = kind->kind;
  return TRUE;
}

gboolean
name_owner_find (Db *db, const char *word, NameOwner *owner, GError **error)
{
  const char *colon = strchr (word, ':');
  const char *handle = colon ? colon + 1 : word;
  g_autofree char *prefix = colon ? g_strndup (word, (gsize) (colon - word)) : NULL;
  guint found = 0;

  *owner = (NameOwner){ NULL };
  for (guint i = 0; i < G_N_ELEMENTS (owner_kinds); i++)
    if (prefix ? g_str_equal (prefix, owner_kinds[i].kind) : i < N_BARE_KINDS)
      if (!look_up (db, &owner_kinds[i], handle, owner, &found, error))
        return FALSE;
  if (found == 1)
    return TRUE;
  name_owner_clear (owner);
  if (found > 1)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("{word}: several things bear that handle (say its kind: party:{word}, "
            "person:{word} or sector:{word})"),
        "word", word, NULL);
  return council_error (
      error, COUNCIL_ERROR_NOT_FOUND,
      N_ ("{word}: nothing bears that handle (the council, a party, chair:PARTY, "
          "secretary:PARTY, a person, a sector, a holiday)"),
      "word", word, NULL);
}

/* --- all forms of a name --------------------------------------------------------------------- */

void
name_free (Name *name)
{
  if (name == NULL)
    return;
  g_free (name->role);
  g_free (name->writer);
  g_free (name->lang);
  g_free (name->form);
  g_free (name->text);
  g_free (name);
}

GPtrArray *
name_list (Db *db, const char *owner, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT role, writer, lang, form, text FROM name WHERE owner = ?"
              " ORDER BY role, writer, lang <> 'ru', lang, CASE form WHEN 'nominative' THEN 1"
              " WHEN 'genitive' THEN 2 WHEN 'dative' THEN 3 WHEN 'accusative' THEN 4"
              " WHEN 'instrumental' THEN 5 WHEN 'prepositional' THEN 6 ELSE 7 END",
              error, "s", owner);
  GPtrArray *names;

  if (rows == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func ((GDestroyNotify) name_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Name *name = g_new0 (Name, 1);

      name->role = row_copy (row, "role");
      name->writer = row_copy (row, "writer");
      name->lang = row_copy (row, "lang");
      name->form = row_copy (row, "form");
      name->text = row_copy (row, "text");
      g_ptr_array_add (names, name);
    }
  return names;
}

/* The role meant: @role, or the only one. */
static const char *
choose_role (const NameOwner *owner, const char *role, GError **error)
{
  const char *const *roles = name_owner_roles (owner->kind);
  g_autofree char *list = NULL;

  if (role == NULL && roles[1] == NULL)
    return roles[0];
  for (guint i = 0; role != NULL && roles[i] != NULL; i++)
    if (g_str_equal (role, roles[i]))
      return roles[i];
  list = g_strjoinv (", ", (char **) roles);
  council_error (error, COUNCIL_ERROR_USAGE,
                 N_ ("role {role}: no name of that kind here (one of: {roles})"), "role",
                 role ? role : "—", "roles", list, NULL);
  return NULL;
}

static gboolean
check_writer (Db *db, const NameOwner *owner, const char *writer, GError **error)
{
  if (writer == NULL)
    return TRUE;
  if (!g_str_equal (owner->kind, "council"))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("--writer {party}: only the council's own name differs by party"), "party", writer,
        NULL);
  return party_exists (db, writer, error);
}

static gboolean
write_forms (Db *db, const char *owner, const char *role, const char *writer, const char *lang,
             const char *const forms[N_CASES], GError **error)
{
  guint written = 0;

  for (GrammaticalCase form = 0; form < N_CASES; form++)
    {
      g_autofree char *text = NULL;

      if (forms[form] == NULL)
        continue;
      text = text_clean (forms[form], case_name (form), error);
      if (text == NULL || !name_set (db, owner, role, writer, lang, form, text, error))
        return FALSE;
      written++;
    }
  return written > 0 ||
         council_error (
             error, COUNCIL_ERROR_USAGE,
             N_ ("no form of the name is given (--nominative TEXT, --genitive TEXT, …)"),
             NULL);
}

gboolean
name_set_forms (Db *db, const char *word, const char *role, const char *writer,
                const char *lang, const char *const forms[N_CASES], GError **error)
{
  g_auto(NameOwner) owner = { NULL };
  g_autoptr(DbTransaction) tx = NULL;

  if (!name_owner_find (db, word, &owner, error) ||
      (role = choose_role (&owner, role, error)) == NULL ||
      !check_writer (db, &owner, writer, error))
    return FALSE;
  if (!language_is_known (lang))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("language {lang}: not known (one of: ru, en, tg, ky)"), "lang",
                          lang, NULL);
  tx = db_begin (db, "name.set", error);
  if (tx == NULL || !write_forms (db, owner.id, role, writer, lang, forms, error))
    return FALSE;
  db_subject (tx, word);
  return db_commit (&tx, error);
}
