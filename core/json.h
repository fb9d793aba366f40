/* A JSON document, built a member or an element a line.
 *
 * @key is %NULL for an element of an array.  Jansson does the work; it is included in core/json.c
 * and where JSON is read. */
#pragma once

#include <glib.h>

/** JsonBuilder: one document, and which of its objects and arrays are open. */
typedef struct JsonBuilder JsonBuilder;

JsonBuilder *json_builder_new (void);
void json_builder_free (JsonBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JsonBuilder, json_builder_free)

/** json_text: a string; null when @value is %NULL.  What is no UTF-8 in it is replaced. */
void json_text (JsonBuilder *builder, const char *key, const char *value);

void json_number (JsonBuilder *builder, const char *key, gint64 value);

void json_bool (JsonBuilder *builder, const char *key, gboolean value);

/** json_nothing: null. */
void json_nothing (JsonBuilder *builder, const char *key);

/** json_texts: an array of strings; @texts is (element-type utf8), or %NULL for an empty one. */
void json_texts (JsonBuilder *builder, const char *key, GPtrArray *texts);

/** json_begin_array: opens an array; json_builder_end_array() closes it. */
void json_begin_array (JsonBuilder *builder, const char *key);
void json_builder_end_array (JsonBuilder *builder);

/** json_begin_object: opens an object; json_builder_end_object() closes it. */
void json_begin_object (JsonBuilder *builder, const char *key);
void json_builder_end_object (JsonBuilder *builder);

/** json_builder_set_member_name: the key of the next value, added by who knows none. */
void json_builder_set_member_name (JsonBuilder *builder, const char *key);

/** json_insert: the document that @other holds so far; null when it holds none. */
void json_insert (JsonBuilder *builder, const char *key, JsonBuilder *other);

/** json_document: (transfer full): what was built, indented, with a line end; "{}" when nothing
 * was. */
char *json_document (JsonBuilder *builder);
