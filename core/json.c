#include "core/json.h"

static void
set_key (JsonBuilder *builder, const char *key)
{
  if (key != NULL)
    json_builder_set_member_name (builder, key);
}

void
json_text (JsonBuilder *builder, const char *key, const char *value)
{
  set_key (builder, key);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
json_number (JsonBuilder *builder, const char *key, gint64 value)
{
  set_key (builder, key);
  json_builder_add_int_value (builder, value);
}

void
json_bool (JsonBuilder *builder, const char *key, gboolean value)
{
  set_key (builder, key);
  json_builder_add_boolean_value (builder, value);
}

void
json_null (JsonBuilder *builder, const char *key)
{
  set_key (builder, key);
  json_builder_add_null_value (builder);
}

void
json_texts (JsonBuilder *builder, const char *key, GPtrArray *texts)
{
  json_begin_array (builder, key);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    json_text (builder, NULL, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

void
json_begin_array (JsonBuilder *builder, const char *key)
{
  set_key (builder, key);
  json_builder_begin_array (builder);
}

void
json_begin_object (JsonBuilder *builder, const char *key)
{
  set_key (builder, key);
  json_builder_begin_object (builder);
}

char *
json_document (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = root ? json_to_string (root, TRUE) : g_strdup ("{}");

  return g_strconcat (text, "\n", NULL);
}
