#include "core/name.h"

#include "core/error.h"
#include "core/message.h"
#include "core/uuid.h"

char *
name_get (Db *db, const char *owner, const char *role, const char *writer, const char *lang,
          GrammaticalCase grammatical_case, GError **error)
{
  const char *form = case_name (grammatical_case);
  g_autoptr (DbRow) row = db_one (
      db,
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
  g_autoptr (DbRow) row = db_one (db,
                                  "SELECT text FROM name WHERE owner = ? AND role = ?"
                                  " AND writer = ? AND lang = ? AND form = ?",
                                  error, "sssss", owner, role, writer ? writer : "", lang,
                                  form);

  if (row == NULL)
    {
      g_autofree char *nominative
          = name_get (db, owner, role, writer, lang, CASE_NOMINATIVE, NULL);

      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("«{name}» has no {form:tr} in {lang} (add it with 'council name "
                                "set')"),
                            "name", nominative ? nominative : owner, "form", form, "lang", lang,
                            NULL);
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
