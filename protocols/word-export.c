/* The text of a protocol as a file for a word processor. */
#include "protocols/word.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "core/name.h"
#include "core/party.h"
#include "protocols/reading.h"
#include "protocols/tool.h"
#include "protocols/version.h"

#include <string.h>

#define EXPORT_LIMIT (64 * 1024 * 1024) /* bytes */

/* What pandoc's HTML has no word for: a comment in the margin. */
static const char comments_filter[] =
    "local function safe (text)\n"
    "  return (text:gsub ('[&<>\"]',\n"
    "    { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['\"'] = '&quot;' }))\n"
    "end\n"
    "function Span (span)\n"
    "  local what, n = span.classes[1], span.attributes.n\n"
    "  if n == nil then return nil end\n"
    "  if FORMAT ~= 'odt' then\n"
    "    span.attributes.n = nil\n"
    "    span.attributes.id = n\n"
    "    return span\n"
    "  end\n"
    "  if what == 'comment-end' then\n"
    "    return pandoc.RawInline ('opendocument',\n"
    "      '<office:annotation-end office:name=\"c' .. n .. '\"/>')\n"
    "  end\n"
    "  return pandoc.RawInline ('opendocument',\n"
    "    '<office:annotation office:name=\"c' .. n .. '\"><dc:creator>' ..\n"
    "    safe (span.attributes.author) .. '</dc:creator><dc:date>' ..\n"
    "    safe (span.attributes.date) .. '</dc:date><text:p>' ..\n"
    "    safe (pandoc.utils.stringify (span.content)) .. '</text:p></office:annotation>')\n"
    "end\n";

typedef struct
{
  Db *db;
  const char *service;
  GPtrArray *blocks;   /* (element-type ReadingBlock) */
  GPtrArray *comments; /* (element-type Comment): the open ones */
  GString *out;
} Export;

static char *
service_line (Db *db, const Protocol *protocol, const char *keeper, GError **error)
{
  g_autoptr (GPtrArray) versions = version_list (db, protocol, error);

  if (versions == NULL)
    return NULL;
  return g_strdup_printf (
      "Служебная строка: протокол %s, редакция %u, сторона %s. Номера со знаком "
      "§ в начале абзацев не изменять; новый абзац — без номера.",
      protocol->ref, versions->len, keeper);
}

static char *
block_words (const ReadingBlock *block)
{
  return block->label ? g_strconcat (block->label, " ", block->text, NULL)
                      : g_strdup (block->text);
}

static GBytes *
as_text (const char *service, GPtrArray *blocks)
{
  g_autoptr (GString) out = g_string_new (service);

  g_string_append (out, "\n");
  for (guint i = 0; i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *words = block_words (block);

      g_string_append_printf (out, "\n§%u %s\n", block->clause, words);
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/* --- as HTML, for pandoc ----------------------------------------------------------------------- */

/* «Асанов А., Кыргызская Сторона» */
static char *
comment_author (const Export *export, const Comment *comment, GError **error)
{
  g_autoptr (Party) party = party_load (export->db, comment->party, error);
  g_autofree char *side = party ? name_get_exact (export->db, party->id, "side", NULL, "ru",
                                                  CASE_NOMINATIVE, error)
                                : NULL;

  if (side == NULL || comment->author == NULL)
    return g_steal_pointer (&side);
  return g_strdup_printf ("%s, %s", comment->author, side);
}

static gboolean
begin_comments (Export *export, guint clause, GError **error)
{
  for (guint i = 0; i < export->comments->len; i++)
    {
      const Comment *comment = g_ptr_array_index (export->comments, i);
      g_autofree char *author = NULL, *start = NULL;

      if (comment->clause != clause)
        continue;
      author = comment_author (export, comment, error);
      if (author == NULL)
        return FALSE;
      start = g_markup_printf_escaped (
          "<span class=\"comment-start\" data-n=\"%" G_GINT64_FORMAT
          "\" data-author=\"%s\" data-date=\"%sT00:00:00Z\">%s</span>",
          comment->number, author, comment->on, comment->text);
      g_string_append (export->out, start);
    }
  return TRUE;
}

static void
end_comments (Export *export, guint clause)
{
  for (guint i = 0; i < export->comments->len; i++)
    {
      const Comment *comment = g_ptr_array_index (export->comments, i);

      if (comment->clause == clause)
        g_string_append_printf (
            export->out, "<span class=\"comment-end\" data-n=\"%" G_GINT64_FORMAT "\"></span>",
            comment->number);
    }
}

static gboolean
is_one_of (const char *kind, const char *const *kinds)
{
  return g_strv_contains (kinds, kind);
}

static gboolean
add_paragraph (Export *export, const ReadingBlock *block, GError **error)
{
  static const char *const bold_kinds[] = { "title", "subtitle", "item",
                                            "annex", "heading",  NULL };
  gboolean bold = is_one_of (block->kind, bold_kinds);
  g_autofree char *words = block_words (block), *safe = g_markup_escape_text (words, -1);

  g_string_append_printf (export->out, "<p>§%u ", block->clause);
  if (!begin_comments (export, block->clause, error))
    return FALSE;
  g_string_append_printf (export->out, "%s%s%s", bold ? "<strong>" : "", safe,
                          bold ? "</strong>" : "");
  end_comments (export, block->clause);
  g_string_append (export->out, "</p>\n");
  return TRUE;
}

/* The cells of a row; @block is a delegate («Name — post») or a row with bars. */
static char **
row_cells (const ReadingBlock *block)
{
  return g_str_equal (block->kind, "delegate") ? g_strsplit (block->text, " — ", 2)
                                               : g_strsplit (block->text, "|", -1);
}

static gboolean
add_row (Export *export, const ReadingBlock *block, GError **error)
{
  g_auto (GStrv) cells = row_cells (block);

  g_string_append_printf (export->out, "<tr><td>§%u</td>", block->clause);
  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_autofree char *safe = g_markup_escape_text (g_strstrip (cells[i]), -1);
      gboolean head = g_str_equal (block->kind, "columns");

      g_string_append (export->out, "<td>");
      if (i == 0 && !begin_comments (export, block->clause, error))
        return FALSE;
      g_string_append_printf (export->out, "%s%s%s", head ? "<strong>" : "", safe,
                              head ? "</strong>" : "");
      if (i == 0)
        end_comments (export, block->clause);
      g_string_append (export->out, "</td>");
    }
  g_string_append (export->out, "</tr>\n");
  return TRUE;
}

/* Whether @block begins a table that @before does not belong to. */
static gboolean
is_other_table (const ReadingBlock *before, const ReadingBlock *block)
{
  return g_str_equal (block->kind, "columns") ||
         g_str_equal (before->kind, "delegate") != g_str_equal (block->kind, "delegate");
}

/* Rows from @from on; gives the first block behind them, or 0 with @error set. */
static guint
add_table (Export *export, guint from, GError **error)
{
  static const char *const rows[] = { "delegate", "row", "columns", NULL };
  const ReadingBlock *block = g_ptr_array_index (export->blocks, from);
  g_auto (GStrv) cells = row_cells (block);
  guint columns = MAX (g_strv_length (cells), 1), i = from;

  g_string_append (export->out, "<table><colgroup><col style=\"width:8%\">");
  for (guint k = 0; k < columns; k++)
    g_string_append_printf (export->out, "<col style=\"width:%u%%\">", 92 / columns);
  g_string_append (export->out, "</colgroup><tbody>\n");
  for (; i < export->blocks->len; i++)
    {
      const ReadingBlock *row = g_ptr_array_index (export->blocks, i);

      if (!is_one_of (row->kind, rows) || (i > from && is_other_table (block, row)))
        break;
      if (!add_row (export, row, error))
        return 0;
    }
  g_string_append (export->out, "</tbody></table>\n");
  return i;
}

static GBytes *
as_html (Export *export, GError **error)
{
  static const char *const rows[] = { "delegate", "row", "columns", NULL };
  g_autoptr (GString) out = export->out = g_string_new ("<html><body>\n");
  g_autofree char *note = g_markup_escape_text (export->service, -1);

  g_string_append_printf (out, "<p><em>%s</em></p>\n", note);
  for (guint i = 0; i < export->blocks->len;)
    {
      const ReadingBlock *block = g_ptr_array_index (export->blocks, i);

      if (is_one_of (block->kind, rows))
        {
          i = add_table (export, i, error);
          if (i == 0)
            return NULL;
        }
      else if (add_paragraph (export, block, error))
        i++;
      else
        return NULL;
    }
  g_string_append (out, "</body></html>\n");
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
by_pandoc (GBytes *html, const char *format, GError **error)
{
  const char *const argv[] = {
    "pandoc",  "+RTS", "-M512m", "-RTS",    "--lua-filter=comments.lua",
    "-f",      "html", "-t",     format,    "-M",
    "lang=ru", "-o",   "out",    "in.html", NULL
  };
  g_autoptr (GBytes) filter = g_bytes_new_static (comments_filter, sizeof comments_filter - 1);
  g_autofree char *folder = tool_folder (error);
  g_autofree char *in = folder ? g_build_filename (folder, "in.html", NULL) : NULL;
  g_autofree char *lua = folder ? g_build_filename (folder, "comments.lua", NULL) : NULL;
  g_autofree char *out = folder ? g_build_filename (folder, "out", NULL) : NULL;
  GBytes *file = NULL;

  if (folder != NULL && file_write_whole (in, html, error) &&
      file_write_whole (lua, filter, error) && tool_run (argv, folder, error))
    file = file_read_whole (out, EXPORT_LIMIT, error);
  tool_folder_remove (folder);
  return file;
}

GBytes *
word_export (Db *db, const Protocol *protocol, const char *format, const char *keeper,
             GError **error)
{
  g_autoptr (GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr (GPtrArray) blocks =
      clauses ? reading_make (db, protocol, clauses, keeper, NULL, NULL, error) : NULL;
  g_autofree char *service = blocks ? service_line (db, protocol, keeper, error) : NULL;
  g_autoptr (GPtrArray) comments = service ? comment_list (db, protocol, FALSE, error) : NULL;
  Export export = { db, service, blocks, comments, NULL };
  g_autoptr (GBytes) html = NULL;

  if (comments == NULL)
    return NULL;
  if (g_str_equal (format, "txt"))
    return as_text (service, blocks);
  if (g_str_equal (format, "docx") || g_str_equal (format, "odt"))
    {
      html = as_html (&export, error);
      return html ? by_pandoc (html, format, error) : NULL;
    }
  council_error (error, COUNCIL_ERROR_USAGE, N_ ("--to {format}: one of docx, odt, txt"),
                 "format", format, NULL);
  return NULL;
}
