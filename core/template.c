#include "core/template.h"

#include "core/error.h"
#include "core/file.h"
#include "core/language.h"
#include "core/message.h"
#include "core/resource.h"
#include "core/tables.h"
#include "core/uuid.h"

#include <jansson.h>
#include <string.h>

#define MAX_SIZE (4 * 1024 * 1024)

typedef struct
{
  Db *db;
  const char *name;   /* of the template: the name space of its labels */
  const char *source; /* for errors */
} Template;

static gboolean
refuse (const Template *template, const char *why, const char *where, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("{source}: {why:tr}: {where}"),
                        "source", template->source, "why", why, "where", where, NULL);
}

/* "@label" becomes its UUID. */
static char *
resolve (const Template *template, const char *value)
{
  return value[0] == '@' ? uuid_named (template->name, value) : g_strdup (value);
}

/* --- names --------------------------------------------------------------------------------- */

static gboolean
add_name (const Template *template, const char *owner, const char *role, const char *lang,
          const char *form, json_t *text, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (role, " by ", 2);
  const char *writer = parts[0] && parts[1] ? parts[1] : "";
  g_autofree char *label = g_strjoin ("/", owner, role, lang, form, NULL);
  g_autofree char *id = uuid_named (template->name, label);

  if (!language_is_known (lang))
    return refuse (template, N_ ("no such language"), lang, error);
  if (!json_is_string (text))
    return refuse (template, N_ ("a name is no text"), label, error);
  return db_run (template->db,
                 "INSERT INTO name (id, owner, role, writer, lang, form, text)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?)",
                 error, "sssssss", id, owner, parts[0], writer, lang, form,
                 json_string_value (text));
}

/* {"ru": {"nominative": "…"}, "en": "…"} */
static gboolean
add_languages (const Template *template, const char *owner, const char *role, json_t *node,
               GError **error)
{
  const char *lang, *form;
  json_t *names, *text;

  if (!json_is_object (node))
    return refuse (template, N_ ("names are no object"), role, error);
  json_object_foreach (node, lang, names)
  {
    if (!json_is_object (names))
      {
        if (!add_name (template, owner, role, lang, "nominative", names, error))
          return FALSE;
        continue;
      }
    json_object_foreach (names, form, text) if (!add_name (template, owner, role, lang, form,
                                                           text, error)) return FALSE;
  }
  return TRUE;
}

static gboolean
add_names (const Template *template, const char *owner, json_t *node, GError **error)
{
  const char *role;
  json_t *languages;

  if (!json_is_object (node))
    return refuse (template, N_ ("names are no object"), owner, error);
  json_object_foreach (
      node, role,
      languages) if (!add_languages (template, owner, role, languages, error)) return FALSE;
  return TRUE;
}

/* --- rows ---------------------------------------------------------------------------------- */

static gboolean
has_column (const Template *template, const char *table, const char *column, GError **error)
{
  gint64 found =
      db_number (template->db, "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?",
                 error, "ss", table, column);
  g_autofree char *where = g_strdup_printf ("%s.%s", table, column);

  return found > 0 || (found == 0 && refuse (template, N_ ("no such column"), where, error));
}

/* The row as a flat JSON object with its labels resolved; "names" left out. */
static char *
flatten (const Template *template, const char *table, json_t *row, GPtrArray *columns,
         GError **error)
{
  json_auto_t *flat = json_object ();
  const char *column;
  json_t *value;

  json_object_foreach (row, column, value)
  {
    if (g_str_equal (column, "names"))
      continue;
    if (!has_column (template, table, column, error))
      return NULL;
    if (json_is_object (value) || json_is_array (value))
      {
        refuse (template, N_ ("a value is neither text nor number"), column, error);
        return NULL;
      }
    g_ptr_array_add (columns, (gpointer) column);
    if (json_is_string (value))
      {
        g_autofree char *text = resolve (template, json_string_value (value));

        json_object_set_new (flat, column, json_string (text));
      }
    else
      json_object_set (flat, column, value);
  }
  return json_dumps (flat, JSON_COMPACT);
}

/* A row that the table does not take is the template's fault, a full disk is not. */
static gboolean
row_refused (const Template *template, const char *table, const char *row, GError **error)
{
  g_autofree char *where = NULL, *why = NULL;

  if (!db_refused (template->db))
    return FALSE;
  why = error && *error ? council_error_text (*error, "en") : g_strdup ("");
  where = g_strdup_printf ("%s %s (%s)", table, row, why);
  g_clear_error (error);
  return refuse (template, N_ ("a row does not fit"), where, error);
}

static gboolean
add_row (const Template *template, const char *table, json_t *row, GError **error)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_autoptr(GString) values = g_string_new (NULL);
  g_autofree char *json = NULL, *id = NULL, *names = NULL, *sql = NULL;

  if (json_object_size (row) == 0)
    return refuse (template, N_ ("a row is no object"), table, error);
  json = flatten (template, table, row, columns, error);
  if (json == NULL)
    return FALSE;

  /* every column was found in the table, so its name may stand in the statement */
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (values, "%sjson_extract(?1, '$.%s')", i ? ", " : "",
                            (char *) columns->pdata[i]);
  g_ptr_array_add (columns, NULL);
  names = g_strjoinv (", ", (GStrv) columns->pdata);
  sql = g_strdup_printf ("INSERT INTO %s (%s) SELECT %s", table, names, values->str);
  if (!db_run (template->db, sql, error, "s", json))
    return row_refused (template, table, json, error);
  if (json_object_get (row, "names") == NULL)
    return TRUE;
  if (!json_is_string (json_object_get (row, "id")))
    return refuse (template, N_ ("a row with names has no id"), table, error);
  id = resolve (template, json_string_value (json_object_get (row, "id")));
  return add_names (template, id, json_object_get (row, "names"), error);
}

static gboolean
add_table (const Template *template, const char *table, json_t *rows, GError **error)
{
  const TableDeclaration *declaration = table_declaration (table);

  if (declaration == NULL || declaration->kind != TABLE_SHARED)
    return refuse (template, N_ ("no such table"), table, error);
  if (!json_is_array (rows))
    return refuse (template, N_ ("rows are no array"), table, error);
  for (gsize i = 0; i < json_array_size (rows); i++)
    if (!add_row (template, table, json_array_get (rows, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
labels_are_rows (const Template *template, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autofree char *where = NULL;

  if (!db_maybe (template->db, &row,
                 "SELECT \"table\" AS child, parent FROM pragma_foreign_key_check LIMIT 1",
                 error, ""))
    return FALSE;
  if (row == NULL)
    return TRUE;
  where = g_strdup_printf ("%s → %s", row_text (row, "child"), row_text (row, "parent"));
  return refuse (template, N_ ("a row names another that is not there"), where, error);
}

static gboolean
fill (Template *template, json_t *document, GError **error)
{
  const char *table;
  json_t *rows;
  /* rows may stand in any order: references are checked at the end */
  g_autoptr(DbTransaction) tx = db_begin (template->db, "template.load", error);

  if (tx == NULL || !db_run (template->db, "PRAGMA defer_foreign_keys = ON", error, ""))
    return FALSE;
  db_subject (tx, template->name);
  json_object_foreach (document, table,
                       rows) if (!g_str_equal (table, "template") &&
                                 !add_table (template, table, rows, error)) return FALSE;
  return labels_are_rows (template, error) && db_commit (&tx, error);
}

static gboolean
load (Db *db, const char *source, const char *text, gsize size, GError **error)
{
  Template template = { .db = db, .source = source };
  json_auto_t *document = NULL;
  json_error_t problem;

  if (size > MAX_SIZE)
    return refuse (&template, N_ ("is no template"), "UTF-8 JSON, at most 4 MB", error);
  document = json_loadb (text, size, JSON_REJECT_DUPLICATES, &problem);
  if (document == NULL)
    {
      g_autofree char *where = g_strdup_printf ("line %d: %s", problem.line, problem.text);

      return refuse (&template, N_ ("is no template"), where, error);
    }
  template.name = json_string_value (json_object_get (document, "template"));
  if (template.name == NULL)
    return refuse (&template, N_ ("is no template"), "\"template\": NAME", error);
  return fill (&template, document, error);
}

gboolean
template_load_builtin (Db *db, const char *name, GError **error)
{
  g_autofree char *path = g_strdup_printf ("templates/%s.json", name);
  gsize size;
  const char *text = resource_find (path, &size);

  if (text == NULL)
    return council_error (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no template {name} (tj-kg, or the path of a template file)"),
                          "name", name, NULL);
  return load (db, name, text, size, error);
}

gboolean
template_load_file (Db *db, const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = file_read_whole (path, MAX_SIZE, error);
  gsize size;
  const char *text;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &size);
  return load (db, path, text ? text : "", size, error);
}
