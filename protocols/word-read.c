/* The paragraphs of a word processor's file, as pandoc reads them. */
#include "protocols/word.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "core/text.h"
#include "protocols/tool.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define FILE_LIMIT (20 * 1024 * 1024) /* bytes of the file that comes in */
#define TREE_LIMIT (32 * 1024 * 1024) /* bytes of what pandoc makes of it */
#define DEPTH_LIMIT 100

typedef struct
{
  GPtrArray *paragraphs; /* (element-type utf8) */
  GString *text;         /* of the paragraph that is read */
  const char *strange;   /* (nullable): what no clause can hold, a msgid */
} Reader;

static void read_inlines (Reader *reader, JsonNode *node);

/* Of an inline such as {"t":"Strong","c":[…]}: the last list in it holds its inlines. */
static void
read_inner (Reader *reader, JsonNode *content)
{
  JsonArray *array;

  if (content == NULL || !JSON_NODE_HOLDS_ARRAY (content))
    return;
  array = json_node_get_array (content);
  for (guint i = json_array_get_length (array); i-- > 0;)
    {
      JsonNode *last = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (last))
        {
          read_inlines (reader, content);
          return;
        }
      if (JSON_NODE_HOLDS_ARRAY (last))
        {
          read_inlines (reader, last);
          return;
        }
    }
}

static void
read_inline (Reader *reader, JsonObject *object)
{
  const char *type = json_object_get_string_member_with_default (object, "t", "");
  JsonNode *content = json_object_get_member (object, "c");

  if (g_str_equal (type, "Str") && content != NULL && JSON_NODE_HOLDS_VALUE (content))
    g_string_append (reader->text, json_node_get_string (content));
  else if (g_str_equal (type, "Space") || g_str_equal (type, "SoftBreak") ||
           g_str_equal (type, "LineBreak"))
    g_string_append_c (reader->text, ' ');
  else if (g_str_equal (type, "Note"))
    reader->strange = N_ ("a footnote");
  else if (g_str_equal (type, "Image"))
    reader->strange = N_ ("a picture");
  else if (g_str_equal (type, "Math"))
    reader->strange = N_ ("a formula");
  else if (g_str_equal (type, "Quoted"))
    {
      g_string_append (reader->text, "«");
      read_inner (reader, content);
      g_string_append (reader->text, "»");
    }
  else if (!g_str_equal (type, "RawInline") && !g_str_equal (type, "Code"))
    read_inner (reader, content);
}

static void
read_inlines (Reader *reader, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        read_inline (reader, json_node_get_object (element));
    }
}

static void
end_paragraph (Reader *reader)
{
  g_autofree char *text = g_strstrip (g_strdup (reader->text->str));

  if (*text != '\0')
    g_ptr_array_add (reader->paragraphs, g_steal_pointer (&text));
  g_string_truncate (reader->text, 0);
}

static void read_blocks (Reader *reader, JsonNode *node);

static void
read_block (Reader *reader, JsonObject *object)
{
  const char *type = json_object_get_string_member_with_default (object, "t", "");
  JsonNode *content = json_object_get_member (object, "c");

  if (g_str_equal (type, "Table"))
    reader->strange = N_ ("a table");
  else if (g_str_equal (type, "Para") || g_str_equal (type, "Plain") ||
           g_str_equal (type, "Header"))
    {
      if (g_str_equal (type, "Header"))
        read_inner (reader, content);
      else if (content != NULL)
        read_inlines (reader, content);
      end_paragraph (reader);
    }
  else if (content != NULL && !g_str_equal (type, "RawBlock"))
    read_blocks (reader, content);
}

/* Blocks, or lists of lists of them. */
static void
read_blocks (Reader *reader, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        read_block (reader, json_node_get_object (element));
      else
        read_blocks (reader, element);
    }
}

/* json-glib recurses: what is nested deep is refused before. */
static gboolean
is_shallow (const char *text, gsize n)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < n; i++)
    if (quoted)
      {
        if (text[i] == '\\')
          i++;
        else if (text[i] == '"')
          quoted = FALSE;
      }
    else if (text[i] == '"')
      quoted = TRUE;
    else if (text[i] == '[' || text[i] == '{')
      {
        if (++depth > DEPTH_LIMIT)
          return FALSE;
      }
    else if ((text[i] == ']' || text[i] == '}') && depth > 0)
      depth--;
  return TRUE;
}

static gboolean
cannot (const char *path, const char *why, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("{path}: {why:tr}"), "path", path,
                        "why", why, NULL);
}

static GPtrArray *
read_tree (const char *path, GBytes *tree, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) paragraphs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { paragraphs, text, NULL };
  gsize n;
  const char *bytes = g_bytes_get_data (tree, &n);
  JsonNode *root, *blocks = NULL;

  if (!is_shallow (bytes, n) || !json_parser_load_from_data (parser, bytes, (gssize) n, NULL))
    {
      cannot (path, N_ ("its text is nested too deep"), error);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    blocks = json_object_get_member (json_node_get_object (root), "blocks");
  if (blocks != NULL)
    read_blocks (&reader, blocks);
  if (reader.strange == NULL)
    return g_steal_pointer (&paragraphs);
  council_error (error, COUNCIL_ERROR_INPUT,
                 N_ ("{path}: {what:tr} cannot be brought into the text (after the paragraph "
                     "«{near}»; take it out and send it as an annex)"),
                 "path", path, "what", reader.strange, "near",
                 paragraphs->len ? g_ptr_array_index (paragraphs, paragraphs->len - 1) : "",
                 NULL);
  return NULL;
}

static GPtrArray *
read_by_pandoc (const char *path, const char *format, GBytes *file, GError **error)
{
  const char *const argv[] = { "pandoc",   "+RTS", "-M512m", "-RTS", "--sandbox",
                               "-f",       format, "-t",     "json", "-o",
                               "out.json", "in",   NULL };
  g_autofree char *folder = tool_folder (error);
  g_autofree char *in = folder ? g_build_filename (folder, "in", NULL) : NULL;
  g_autofree char *out = folder ? g_build_filename (folder, "out.json", NULL) : NULL;
  g_autoptr (GBytes) tree = NULL;

  if (folder != NULL && file_write_whole (in, file, error) && tool_run (argv, folder, error))
    tree = file_read_whole (out, TREE_LIMIT, error);
  tool_folder_remove (folder);
  return tree ? read_tree (path, tree, error) : NULL;
}

/* Paragraphs of a plain text are divided by empty lines. */
static GPtrArray *
read_plain (const char *path, GBytes *file, GError **error)
{
  gsize n;
  const char *bytes = g_bytes_get_data (file, &n);
  g_autofree char *text = g_strndup (bytes ? bytes : "", n);
  g_auto (GStrv) lines = NULL;
  GPtrArray *paragraphs;
  g_autoptr (GString) paragraph = g_string_new (NULL);

  if (!g_utf8_validate (text, -1, NULL))
    {
      cannot (path, N_ ("it is no valid UTF-8"), error);
      return NULL;
    }
  paragraphs = g_ptr_array_new_with_free_func (g_free);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL || paragraph->len > 0; i++)
    {
      const char *line = lines[i] ? g_strstrip (lines[i]) : "";
      gboolean ends = *line == '\0' || g_str_has_prefix (line, "§");

      if (ends && paragraph->len > 0)
        {
          g_ptr_array_add (paragraphs, g_strdup (paragraph->str));
          g_string_truncate (paragraph, 0);
        }
      if (*line != '\0')
        g_string_append_printf (paragraph, "%s%s", paragraph->len ? " " : "", line);
      if (lines[i] == NULL)
        break;
    }
  return paragraphs;
}

GPtrArray *
word_paragraphs (const char *path, GError **error)
{
  static const char *const formats[] = { "docx", "odt" };
  g_autoptr (GBytes) file = file_read_whole (path, FILE_LIMIT, error);

  if (file == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (path, formats[i]))
      return read_by_pandoc (path, formats[i], file, error);
  if (g_str_has_suffix (path, ".txt"))
    return read_plain (path, file, error);
  cannot (path, N_ ("its name must end in .docx, .odt or .txt"), error);
  return NULL;
}
