/* Members of a JSON document, a line each.
 *
 * @key is %NULL for an element of an array. */
#pragma once

#include <json-glib/json-glib.h>

/** json_text: a string; null when @value is %NULL. */
void json_text (JsonBuilder *builder, const char *key, const char *value);

void json_number (JsonBuilder *builder, const char *key, gint64 value);

void json_bool (JsonBuilder *builder, const char *key, gboolean value);

void json_null (JsonBuilder *builder, const char *key);

/** json_texts: an array of strings; @texts is (element-type utf8), or %NULL for an empty one. */
void json_texts (JsonBuilder *builder, const char *key, GPtrArray *texts);

/** json_begin_array: opens an array; json_builder_end_array() closes it. */
void json_begin_array (JsonBuilder *builder, const char *key);

/** json_begin_object: opens an object; json_builder_end_object() closes it. */
void json_begin_object (JsonBuilder *builder, const char *key);

/** json_document: (transfer full): what was built, indented, with a line end; "{}" when nothing
 * was. */
char *json_document (JsonBuilder *builder);
