/* Settings: what the Agreement leaves open, each with its source. */
#pragma once

#include "core/db.h"
#include "core/registry.h"

typedef struct
{
  const SettingDefinition *definition;
  char *value; /* (nullable): in force: set, or the default */
  char *basis; /* (nullable): of a value that was set */
  gboolean is_set;
} Setting;

void setting_free (Setting *setting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Setting, setting_free)

/**
 * setting_get:
 * @key: a registered key; another is %COUNCIL_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the value in force; %NULL without @error when it is not set and has
 *   no default
 */
char *setting_get (Db *db, const char *key, GError **error);

/** setting_number: the value in force of a SETTING_NUMBER; -1 with @error. */
gint64 setting_number (Db *db, const char *key, GError **error);

/** setting_list: (transfer full) (element-type Setting): all registered, by key. */
GPtrArray *setting_list (Db *db, GError **error);

/**
 * setting_set:
 * @value: (nullable): %NULL returns to the default
 * @basis: (nullable): what the change rests on
 * @error: %COUNCIL_ERROR_USAGE when the value does not fit its type, naming what would
 */
gboolean
setting_set (Db *db, const char *key, const char *value, const char *basis, GError **error);

/** The settings of core itself; core_register() adds them. */
extern const SettingDefinition core_settings[];
