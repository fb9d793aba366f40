/* The paragraphs of a file that a word processor wrote. */
#include "protocols/word.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "core/text.h"
#include "protocols/tool.h"

#include <string.h>

#define FILE_LIMIT (20 * 1024 * 1024) /* bytes of the file that comes in */
#define TREE_LIMIT (32 * 1024 * 1024) /* bytes of what pandoc makes of it */

static gboolean
cannot (const char *path, const char *why, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("{path}: {why:tr}"), "path", path,
                        "why", why, NULL);
}

static GPtrArray *
read_by_pandoc (const char *path, const char *format, GBytes *file, GError **error)
{
  static const char *const docx[] = { "word/document.xml", "word/comments.xml",
                                      "word/commentsExtended.xml", NULL };
  static const char *const odt[] = { "content.xml", NULL };
  gboolean is_docx = g_str_equal (format, "docx");
  /* a docx tells who changed what; pandoc leaves that out of an odt (word-margin.c) */
  const char *const argv[] = { "pandoc", "+RTS",      "-M512m",
                               "-RTS",   "--sandbox", "--track-changes=all",
                               "-f",     format,      "-t",
                               "json",   "-o",        "out.json",
                               "in",     NULL };
  g_autoptr(GHashTable) parts = word_package_parts (path, file, is_docx ? docx : odt, error);
  g_autofree char *folder = parts ? tool_folder (error) : NULL;
  g_autofree char *in = folder ? g_build_filename (folder, "in", NULL) : NULL;
  g_autofree char *out = folder ? g_build_filename (folder, "out.json", NULL) : NULL;
  g_autoptr(GBytes) tree = NULL;
  GPtrArray *paragraphs;

  if (folder != NULL && file_write_whole (in, file, error) && tool_run (argv, folder, error))
    tree = file_read_whole (out, TREE_LIMIT, error);
  tool_folder_remove (folder);
  paragraphs = tree ? word_tree_read (path, tree, error) : NULL;
  if (paragraphs != NULL && !is_docx)
    word_margin_add (g_hash_table_lookup (parts, odt[0]), paragraphs);
  if (paragraphs != NULL && is_docx && g_hash_table_size (parts) == 3)
    word_threads_add (g_hash_table_lookup (parts, docx[1]),
                      g_hash_table_lookup (parts, docx[2]), paragraphs);
  return paragraphs;
}

/* Whether every line is a paragraph, as word processors save a text; council divides paragraphs by
 * empty lines. */
static gboolean
is_line_by_line (char **lines)
{
  guint tight = 0, apart = 0;

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "§"))
      *(*lines[i - 1] == '\0' ? &apart : &tight) += 1;
  return tight > apart;
}

static GPtrArray *
read_plain (const char *path, GBytes *file, GError **error)
{
  gsize n;
  const char *bytes = g_bytes_get_data (file, &n);
  gboolean marked = n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0;
  g_autofree char *text = g_strndup (marked  ? bytes + 3
                                     : bytes ? bytes
                                             : "",
                                     marked ? n - 3 : n);
  g_auto(GStrv) lines = NULL;
  GPtrArray *paragraphs;
  g_autoptr(GString) paragraph = g_string_new (NULL);
  gboolean line_by_line;

  if (!g_utf8_validate (text, -1, NULL))
    {
      cannot (path, N_ ("it is no valid UTF-8 (save it as a text in UTF-8, or as .docx)"),
              error);
      return NULL;
    }
  paragraphs = g_ptr_array_new_with_free_func ((GDestroyNotify) word_paragraph_free);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  line_by_line = is_line_by_line (lines);
  for (guint i = 0; lines[i] != NULL || paragraph->len > 0; i++)
    {
      const char *line = lines[i] ? lines[i] : "";
      gboolean ends = line_by_line || *line == '\0' || g_str_has_prefix (line, "§");

      if (ends && paragraph->len > 0)
        {
          g_ptr_array_add (paragraphs, word_paragraph_new (paragraph->str));
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
  static const char *const formats[] = { ".docx", ".odt" };
  g_autoptr(GBytes) file = file_read_whole (path, FILE_LIMIT, error);
  g_autofree char *lower = NULL;

  if (file == NULL)
    return NULL;
  lower = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i]))
      return read_by_pandoc (path, formats[i] + 1, file, error);
  if (g_str_has_suffix (lower, ".txt"))
    return read_plain (path, file, error);
  cannot (path, N_ ("its name must end in .docx, .odt or .txt"), error);
  return NULL;
}
