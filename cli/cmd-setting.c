/* council setting list|set|unset */
#include "cli/command.h"

#include "core/setting.h"

const CommandUse use_setting_list = {
  .details =
      N_ ("A setting that the Agreement leaves open is marked; its source says where the "
          "figure comes from."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council setting list  # every setting, its value and source"),
                        N_ ("council setting list --json  # the same, for a program")),
};

static void
setting_json (JsonBuilder *json, const char *lang, const Setting *setting)
{
  const SettingDefinition *definition = setting->definition;

  json_begin_object (json, NULL);
  json_text (json, "key", definition->key);
  json_text (json, "value", setting->value);
  json_text (json, "default", definition->default_value);
  json_bool (json, "set", setting->is_set);
  json_text (json, "basis", setting->basis);
  json_text (json, "source", tr (lang, definition->source));
  json_bool (json, "by_agreement", definition->by_agreement);
  json_bool (json, "own", definition->own);
  json_text (json, "description", tr (lang, definition->description));
  json_builder_end_object (json);
}

/* "EU practice; not set by the Agreement", or what the set value rests on. */
static char *
origin_text (const char *lang, const Setting *setting)
{
  const SettingDefinition *definition = setting->definition;
  const char *open = definition->by_agreement || definition->own
                         ? NULL
                         : tr (lang, N_ ("not set by the Agreement"));
  g_autofree char *basis = setting->basis ? g_strconcat (setting->basis, "; ", NULL) : NULL;

  return g_strconcat (basis ? basis : "", tr (lang, definition->source), open ? "; " : NULL,
                      open, NULL);
}

static void
list_print (CommandRun *run, GPtrArray *settings)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("Setting"), N_ ("Value"),
                                       N_ ("What it is"), N_ ("Source"), NULL);

  for (guint i = 0; i < settings->len; i++)
    {
      const Setting *setting = g_ptr_array_index (settings, i);
      g_autofree char *origin = origin_text (run->lang, setting);
      g_autofree char *value = setting->is_set ? g_strconcat (setting->value, " *", NULL)
                                               : g_strdup (setting->value);

      table_row (table, setting->definition->key, value,
                 tr (run->lang, setting->definition->description), origin);
    }
  command_table_print (run, table);
  command_say (run, N_ ("* set in this file; the others have their default value"), NULL);
}

gboolean
cmd_setting_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) settings = setting_list (run->db, error);

  if (settings == NULL)
    return FALSE;
  if (run->json == NULL)
    {
      list_print (run, settings);
      return TRUE;
    }
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < settings->len; i++)
    setting_json (run->json, run->lang, g_ptr_array_index (settings, i));
  json_builder_end_array (run->json);
  return TRUE;
}

/* What is in force now. */
static gboolean
report (CommandRun *run, const char *key, GError **error)
{
  g_autoptr(GPtrArray) settings = setting_list (run->db, error);

  for (guint i = 0; settings != NULL && i < settings->len; i++)
    {
      const Setting *setting = g_ptr_array_index (settings, i);

      if (!g_str_equal (setting->definition->key, key))
        continue;
      if (run->json != NULL)
        setting_json (run->json, run->lang, setting);
      else
        command_say (run, "{key}: {value}", "key", key, "value", setting->value, NULL);
    }
  return settings != NULL;
}

const CommandUse use_setting_set = {
  .examples = COMMAND_EXAMPLES (
      N_ ("council setting set own-party tj  # whose secretariat keeps this file"),
      N_ ("council setting set own-party tj --basis \"letter No. 5\"  # with what it rests "
          "on")),
};

gboolean
cmd_setting_set (CommandRun *run, GError **error)
{
  return setting_set (run->db, run->args[0], run->args[1], run->basis, error) &&
         report (run, run->args[0], error);
}

const CommandUse use_setting_unset = {
  .examples = COMMAND_EXAMPLES (N_ ("council setting unset own-party  # back to the default")),
};

gboolean
cmd_setting_unset (CommandRun *run, GError **error)
{
  return setting_set (run->db, run->args[0], NULL, run->basis, error) &&
         report (run, run->args[0], error);
}
