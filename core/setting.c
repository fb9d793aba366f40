#include "core/setting.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"

#include <string.h>

/* The longest value of a SETTING_URL, in characters. */
#define URL_MAX 180

const SettingDefinition core_settings[] = {
  { .key = "own-party",
    .type = SETTING_TEXT,
    .own = TRUE,
    .description = N_ ("the party whose secretariat keeps this file"),
    .source = N_ ("this working file") },
  { NULL },
};

void
setting_free (Setting *setting)
{
  if (setting == NULL)
    return;
  g_free (setting->value);
  g_free (setting->basis);
  g_free (setting);
}

static const SettingDefinition *
find_definition (const char *key, GError **error)
{
  GPtrArray *all = registry_settings ();

  for (guint i = 0; i < all->len; i++)
    {
      const SettingDefinition *definition = g_ptr_array_index (all, i);

      if (g_str_equal (definition->key, key))
        return definition;
    }
  council_error (error, COUNCIL_ERROR_NOT_FOUND,
                 N_ ("no setting {key} (see 'council setting list')"), "key", key, NULL);
  return NULL;
}

static Setting *
read_setting (Db *db, const SettingDefinition *definition, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  Setting *setting;

  if (!db_maybe (db, &row,
                 definition->own ? "SELECT value, NULL AS basis FROM own_setting WHERE key = ?"
                                 : "SELECT value, basis FROM setting WHERE key = ?",
                 error, "s", definition->key))
    return NULL;
  setting = g_new0 (Setting, 1);
  setting->definition = definition;
  setting->is_set = row != NULL;
  setting->value = row ? row_copy (row, "value") : g_strdup (definition->default_value);
  setting->basis = row ? row_copy (row, "basis") : NULL;
  return setting;
}

char *
setting_get (Db *db, const char *key, GError **error)
{
  const SettingDefinition *definition = find_definition (key, error);
  g_autoptr(Setting) setting = definition ? read_setting (db, definition, error) : NULL;

  return setting ? g_steal_pointer (&setting->value) : NULL;
}

gint64
setting_number (Db *db, const char *key, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *value = setting_get (db, key, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return -1;
    }
  return value ? g_ascii_strtoll (value, NULL, 10) : 0;
}

GPtrArray *
setting_list (Db *db, GError **error)
{
  g_autoptr(GPtrArray) settings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) setting_free);
  GPtrArray *all = registry_settings ();

  for (guint i = 0; i < all->len; i++)
    {
      Setting *setting = read_setting (db, g_ptr_array_index (all, i), error);

      if (setting == NULL)
        return NULL;
      g_ptr_array_add (settings, setting);
    }
  return g_steal_pointer (&settings);
}

/* --- checking a value ---------------------------------------------------------------------- */

static gboolean
check_number (const SettingDefinition *definition, const char *value, GError **error)
{
  g_auto(GStrv) bounds = g_strsplit (definition->choices, "..", 2);
  gint64 low = g_ascii_strtoll (bounds[0], NULL, 10);
  gint64 high = g_ascii_strtoll (bounds[1], NULL, 10);

  if (g_ascii_string_to_signed (value, 10, low, high, NULL, NULL))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("setting {key}: «{value}» does not fit (a whole number from {low} to "
          "{high})"),
      "key", definition->key, "value", value, "low", bounds[0], "high", bounds[1], NULL);
}

static gboolean
check_choice (const SettingDefinition *definition, const char *value, GError **error)
{
  g_auto(GStrv) choices = g_strsplit (definition->choices, "|", -1);
  g_autofree char *list = g_strjoinv (", ", choices);

  if (g_strv_contains ((const char *const *) choices, value))
    return TRUE;
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("setting {key}: «{value}» does not fit (one of: {choices})"),
                        "key", definition->key, "value", value, "choices", list, NULL);
}

/* What addresses are made of by adding a path: no query, no slash at the end, and short enough
 * that a feed's address has at most 256 characters. */
static gboolean
check_url (const SettingDefinition *definition, const char *value, GError **error)
{
  g_autofree char *scheme = NULL, *user = NULL, *host = NULL, *query = NULL, *fragment = NULL;

  if (strlen (value) <= URL_MAX && !g_str_has_suffix (value, "/") && g_str_is_ascii (value) &&
      g_uri_split (value, G_URI_FLAGS_NONE, &scheme, &user, &host, NULL, NULL, &query,
                   &fragment, NULL) &&
      scheme != NULL && (g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) &&
      user == NULL && host != NULL && *host != '\0' && query == NULL && fragment == NULL)
    return TRUE;
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("setting {key}: «{value}» does not fit (an address such as "
                            "https://council.example, without a slash at its end)"),
                        "key", definition->key, "value", value, NULL);
}

static gboolean
check_text (const SettingDefinition *definition, const char *value, GError **error)
{
  const char *right = NULL;

  if (definition->fits == NULL || definition->fits (value, &right))
    return TRUE;
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("setting {key}: «{value}» does not fit (such as {right})"), "key",
                        definition->key, "value", value, "right", right, NULL);
}

static gboolean
check_value (Db *db, const SettingDefinition *definition, const char *value, GError **error)
{
  GDate date;

  if (g_str_equal (definition->key, "own-party"))
    return party_exists (db, value, error);
  switch (definition->type)
    {
    case SETTING_NUMBER:
      return check_number (definition, value, error);
    case SETTING_CHOICE:
      return check_choice (definition, value, error);
    case SETTING_DATE:
      return date_parse (value, &date, error);
    case SETTING_URL:
      return check_url (definition, value, error);
    case SETTING_TEXT:
    default:
      return check_text (definition, value, error);
    }
}

/* --- writing ------------------------------------------------------------------------------- */

static gboolean
write_setting (Db *db, const SettingDefinition *definition, const char *value,
               const char *basis, GError **error)
{
  if (value == NULL)
    return db_run (db,
                   definition->own ? "DELETE FROM own_setting WHERE key = ?"
                                   : "DELETE FROM setting WHERE key = ?",
                   error, "s", definition->key);
  if (definition->own)
    return db_run (db,
                   "INSERT INTO own_setting (key, value) VALUES (?, ?)"
                   " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                   error, "ss", definition->key, value);
  return db_run (db,
                 "INSERT INTO setting (key, value, basis) VALUES (?, ?, ?)"
                 " ON CONFLICT (key) DO UPDATE SET value = excluded.value,"
                 " basis = excluded.basis",
                 error, "sss", definition->key, value, basis);
}

gboolean
setting_set (Db *db, const char *key, const char *value, const char *basis, GError **error)
{
  const SettingDefinition *definition = find_definition (key, error);
  g_autofree char *clean = NULL;
  g_autoptr(DbTransaction) tx = NULL;

  if (definition == NULL)
    return FALSE;
  if (value != NULL)
    {
      clean = text_clean (value, N_ ("value"), error);
      if (clean == NULL || !check_value (db, definition, clean, error))
        return FALSE;
    }
  tx = db_begin (db, "setting.set", error);
  if (tx == NULL || !write_setting (db, definition, clean, basis, error))
    return FALSE;
  db_subject (tx, key);
  return db_commit (&tx, error);
}
