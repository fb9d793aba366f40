#include "core/json.h"

#include <jansson.h>

struct JsonBuilder
{
  json_t *root;    /* (nullable) */
  GPtrArray *open; /* (element-type json_t): objects and arrays, the innermost last */
  char *member;    /* (nullable): the key of the next value */
};

JsonBuilder *
json_builder_new (void)
{
  JsonBuilder *builder = g_new0 (JsonBuilder, 1);

  builder->open = g_ptr_array_new ();
  return builder;
}

void
json_builder_free (JsonBuilder *builder)
{
  if (builder == NULL)
    return;
  json_decref (builder->root);
  g_ptr_array_unref (builder->open);
  g_free (builder->member);
  g_free (builder);
}

/* Puts @value, which it takes, where the document is open. */
static void
add (JsonBuilder *builder, const char *key, json_t *value)
{
  json_t *parent = builder->open->len > 0
                       ? g_ptr_array_index (builder->open, builder->open->len - 1)
                       : NULL;
  g_autofree char *member = g_steal_pointer (&builder->member);
  gboolean added = TRUE;

  if (parent == NULL)
    {
      json_decref (builder->root);
      builder->root = value;
    }
  else if (json_is_array (parent))
    added = json_array_append_new (parent, value) == 0;
  else
    {
      g_autofree char *name = g_utf8_make_valid (key != NULL ? key : member, -1);

      added = json_object_set_new_nocheck (parent, name, value) == 0;
    }
  g_assert (added); /* only for want of memory, as GLib does */
}

static json_t *
string (const char *value)
{
  json_t *text = json_string (value);

  if (text == NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      text = json_string (valid);
    }
  return text;
}

void
json_text (JsonBuilder *builder, const char *key, const char *value)
{
  add (builder, key, value != NULL ? string (value) : json_null ());
}

void
json_number (JsonBuilder *builder, const char *key, gint64 value)
{
  add (builder, key, json_integer (value));
}

void
json_bool (JsonBuilder *builder, const char *key, gboolean value)
{
  add (builder, key, json_boolean (value));
}

void
json_nothing (JsonBuilder *builder, const char *key)
{
  add (builder, key, json_null ());
}

void
json_texts (JsonBuilder *builder, const char *key, GPtrArray *texts)
{
  json_begin_array (builder, key);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    json_text (builder, NULL, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

static void
begin (JsonBuilder *builder, const char *key, json_t *value)
{
  add (builder, key, value);
  g_ptr_array_add (builder->open, value);
}

static void
end (JsonBuilder *builder)
{
  g_return_if_fail (builder->open->len > 0);
  g_ptr_array_set_size (builder->open, (int) builder->open->len - 1);
}

void
json_begin_array (JsonBuilder *builder, const char *key)
{
  begin (builder, key, json_array ());
}

void
json_builder_end_array (JsonBuilder *builder)
{
  end (builder);
}

void
json_begin_object (JsonBuilder *builder, const char *key)
{
  begin (builder, key, json_object ());
}

void
json_builder_end_object (JsonBuilder *builder)
{
  end (builder);
}

void
json_builder_set_member_name (JsonBuilder *builder, const char *key)
{
  g_free (builder->member);
  builder->member = g_strdup (key);
}

void
json_insert (JsonBuilder *builder, const char *key, JsonBuilder *other)
{
  add (builder, key, other->root != NULL ? json_incref (other->root) : json_null ());
}

char *
json_document (JsonBuilder *builder)
{
  g_autofree char *text = NULL;

  if (builder->root == NULL)
    return g_strdup ("{}\n");
  text = json_dumps (builder->root, JSON_INDENT (2) | JSON_ENCODE_ANY);
  g_assert (text != NULL);
  return g_strconcat (text, "\n", NULL);
}
