/* Keys. */
#include "core/clock.h"
#include "core/uuid.h"

#include <string.h>

static void
test_form (void)
{
  gint64 before = clock_unix_ms ();
  g_autofree char *key = uuid7 ();
  gint64 after = clock_unix_ms ();
  g_autofree char *digits = g_strndup (key, 13);
  gint64 ms;

  g_assert_true (uuid_is_valid (key));
  g_assert_true (g_uuid_string_is_valid (key));
  g_assert_cmpint (key[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", key[19]));
  memmove (digits + 8, digits + 9, 5);
  ms = g_ascii_strtoll (digits, NULL, 16);
  g_assert_cmpint (ms, >=, before);
  g_assert_cmpint (ms, <=, after);
}

static void
test_increasing (void)
{
  g_autofree char *last = uuid7 ();

  for (guint i = 0; i < 20000; i++)
    {
      char *key = uuid7 ();

      g_assert_cmpstr (last, <, key);
      g_free (last);
      last = key;
    }
}

static gpointer
make_keys (gpointer unused)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (keys, uuid7 ());
  return keys;
}

static void
test_threads_share_no_key (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("keys", make_keys, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr(GPtrArray) keys = g_thread_join (threads[i]);

      for (guint j = 0; j < keys->len; j++)
        g_assert_true (g_hash_table_add (seen, g_strdup (g_ptr_array_index (keys, j))));
    }
}

/* The keys were computed with Python's uuid.uuid5 (uuid.uuid5 (PROGRAM, space), name). */
static void
test_named (void)
{
  static const struct
  {
    const char *space, *name, *key;
  } cases[] = {
    { "tj-kg", "party/tj", "b440c2f0-1219-505f-8df4-d43ccc45b9c7" },
    { "tj-kg", "party/kg", "b02c9780-4022-5b9b-b47d-fef31d214d7b" },
    { "tj", "-kgparty/kg", "5fad9a1c-9526-5ce1-a589-7a447ba0edf1" },
    { "шӯро", "", "7f04e86a-0bc8-5017-aa80-a2ac56fdc562" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = uuid_named (cases[i].space, cases[i].name);

      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_true (uuid_is_valid (key));
    }
}

static void
test_valid (void)
{
  static const char *bad[] = {
    "",
    "7fd862a7-0ae9-42ad-94bb-4ccb803398a",
    "7fd862a7-0ae9-42ad-94bb-4ccb803398a00",
    "7FD862A7-0ae9-42ad-94bb-4ccb803398a0",
    "7fd862a70ae942ad94bb4ccb803398a0",
    "7fd862a7-0ae9-42ad-94bb_4ccb803398a0",
    "7fd862a7-0ae9-42ad-94bb-4ccb803398g0",
    "{7fd862a7-0ae9-42ad-94bb-4ccb803398a}",
  };

  g_assert_true (uuid_is_valid ("7fd862a7-0ae9-42ad-94bb-4ccb803398a0"));
  g_assert_false (uuid_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (uuid_is_valid (bad[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uuid/form", test_form);
  g_test_add_func ("/uuid/increasing", test_increasing);
  g_test_add_func ("/uuid/threads-share-no-key", test_threads_share_no_key);
  g_test_add_func ("/uuid/named", test_named);
  g_test_add_func ("/uuid/valid", test_valid);
  return g_test_run ();
}
