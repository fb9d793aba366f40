/* JSON documents, read back by a reader that is not ours: SQLite's. */
#include "core/json.h"
#include "tests/support/fixture.h"

/* What SQLite finds at @path of the document; its errors end the test. */
static char *
at (Fixture *f, JsonBuilder *builder, const char *path)
{
  g_autofree char *document = json_document (builder);
  g_autoptr(GError) error = NULL;
  g_autoptr(DbRow) row = db_one (
      f->db, "SELECT json_type(?1, ?2) || ' ' || coalesce(json_extract(?1, ?2), '') AS x",
      &error, "ss", document, path);

  g_assert_no_error (error);
  return row_copy (row, "x");
}

static void
assert_at (Fixture *f, JsonBuilder *builder, const char *path, const char *wanted)
{
  g_autofree char *found = at (f, builder, path);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_values (Fixture *f, gconstpointer data)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_begin_object (builder, NULL);
  json_text (builder, "text", "Душанбе: \"4\"\n\\");
  json_text (builder, "none", NULL);
  json_number (builder, "most", G_MAXINT64);
  json_number (builder, "least", G_MININT64);
  json_bool (builder, "yes", TRUE);
  json_nothing (builder, "nothing");
  json_builder_end_object (builder);
  assert_at (f, builder, "$.text", "text Душанбе: \"4\"\n\\");
  assert_at (f, builder, "$.none", "null ");
  assert_at (f, builder, "$.most", "integer 9223372036854775807");
  assert_at (f, builder, "$.least", "integer -9223372036854775808");
  assert_at (f, builder, "$.yes", "true 1");
  assert_at (f, builder, "$.nothing", "null ");
}

static void
test_members_keep_their_order (Fixture *f, gconstpointer data)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *document = NULL;

  json_begin_array (builder, NULL);
  json_begin_object (builder, NULL);
  json_number (builder, "z", 1);
  json_begin_array (builder, "a");
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "no key in an array");
  json_text (builder, NULL, "last");
  json_builder_end_array (builder);
  document = json_document (builder);
  g_assert_cmpstr (document, ==,
                   "[\n  {\n    \"z\": 1,\n    \"a\": []\n  },\n  \"last\"\n]\n");
}

/* A file name or a server's answer may be no UTF-8; the document is. */
static void
test_bytes_that_are_no_text (Fixture *f, gconstpointer data)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *document = NULL;

  json_begin_object (builder, NULL);
  json_text (builder, "\xff",
             "a\xff"
             "b");
  json_builder_end_object (builder);
  document = json_document (builder);
  g_assert_true (g_utf8_validate (document, -1, NULL));
  g_assert_cmpstr (document, ==, "{\n  \"�\": \"a�b\"\n}\n");
}

static void
test_one_document_in_another (Fixture *f, gconstpointer data)
{
  g_autoptr(JsonBuilder) inner = json_builder_new ();
  g_autoptr(JsonBuilder) empty = json_builder_new ();
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *nothing = json_document (empty);

  json_text (inner, NULL, "alone");
  json_begin_object (builder, NULL);
  json_insert (builder, "answer", inner);
  json_builder_set_member_name (builder, "empty");
  json_insert (builder, NULL, empty);
  json_builder_end_object (builder);
  assert_at (f, builder, "$.answer", "text alone");
  assert_at (f, builder, "$.empty", "null ");
  g_assert_cmpstr (nothing, ==, "{}\n");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_test ("/json/values", test_values);
  fixture_test ("/json/members keep their order", test_members_keep_their_order);
  fixture_test ("/json/bytes that are no text", test_bytes_that_are_no_text);
  fixture_test ("/json/one document in another", test_one_document_in_another);
  return g_test_run ();
}
