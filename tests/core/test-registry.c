/* What rooms contribute comes back in order. */
#include "core/registry.h"

static void
test_status_in_order (void)
{
  static const StatusSource first, second, third;
  GPtrArray *status;

  registry_add_status (20, &third);
  registry_add_status (10, &first);
  registry_add_status (10, &second);
  status = registry_status ();
  g_assert_cmpuint (status->len, ==, 3);
  g_assert_true (g_ptr_array_index (status, 0) == &first);
  g_assert_true (g_ptr_array_index (status, 1) == &second);
  g_assert_true (g_ptr_array_index (status, 2) == &third);
}

static gboolean
find_nothing (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  return TRUE;
}

static void
test_kinds_are_apart (void)
{
  g_assert_cmpuint (registry_checks ()->len, ==, 0);
  registry_add_check (find_nothing);
  g_assert_cmpuint (registry_checks ()->len, ==, 1);
  g_assert_true ((CheckSource) g_ptr_array_index (registry_checks (), 0) == find_nothing);
  g_assert_cmpuint (registry_chair_effects ()->len, ==, 0);
  g_assert_cmpuint (registry_protocol_sources ()->len, ==, 0);
  g_assert_cmpuint (registry_force_effects ()->len, ==, 0);
}

static void
test_settings_by_key (void)
{
  static const SettingDefinition meetings[] = {
    { .key = "usual-month", .type = SETTING_NUMBER },
    { .key = "deadline-agenda", .type = SETTING_NUMBER },
    { .key = NULL },
  };
  static const SettingDefinition core[] = {
    { .key = "own-party", .type = SETTING_TEXT },
    { .key = "base-url", .type = SETTING_TEXT },
    { .key = NULL },
  };
  static const char *const sorted[] = { "base-url", "deadline-agenda", "own-party",
                                        "usual-month" };
  GPtrArray *settings;

  registry_add_settings (meetings);
  registry_add_settings (core);
  settings = registry_settings ();
  g_assert_cmpuint (settings->len, ==, G_N_ELEMENTS (sorted));
  for (guint i = 0; i < settings->len; i++)
    g_assert_cmpstr (((const SettingDefinition *) g_ptr_array_index (settings, i))->key, ==,
                     sorted[i]);
  g_test_trap_subprocess ("/registry/settings-twice/subprocess", 0,
                          G_TEST_SUBPROCESS_INHERIT_STDIN);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*own-party*twice*");
}

static void
test_settings_twice (void)
{
  static const SettingDefinition twice[] = { { .key = "own-party" },
                                             { .key = "own-party" },
                                             { .key = NULL } };

  registry_add_settings (twice);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registry/status-in-order", test_status_in_order);
  g_test_add_func ("/registry/kinds-are-apart", test_kinds_are_apart);
  g_test_add_func ("/registry/settings-by-key", test_settings_by_key);
  g_test_add_func ("/registry/settings-twice/subprocess", test_settings_twice);
  return g_test_run ();
}
