/* The text of a protocol as a file for a word processor. */
#include "protocols/word.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "core/name.h"
#include "core/party.h"
#include "protocols/cells.h"
#include "protocols/reading.h"
#include "protocols/tool.h"
#include "protocols/version.h"

#include <string.h>

#define EXPORT_LIMIT (64 * 1024 * 1024) /* bytes */
#define NUMBER_WIDTH 8                  /* per cent of the sheet, for the numbers of clauses */
#define EDGES 8 /* letters that a cell's edges take beyond those on our own sheet */

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
  g_autoptr(GPtrArray) versions = version_list (db, protocol, error);

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
  g_autoptr(GString) out = g_string_new (service);

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
  g_autoptr(Party) party = party_load (export->db, comment->party, error);
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
                                               : cells_split (block->text);
}

static gboolean
is_row (const ReadingBlock *block)
{
  static const char *const kinds[] = { "delegate", "row", "columns", NULL };

  return is_one_of (block->kind, kinds);
}

/* Whether @block begins a table that @before does not belong to. */
static gboolean
is_other_table (const ReadingBlock *before, const ReadingBlock *block)
{
  return g_str_equal (block->kind, "columns") ||
         g_str_equal (before->kind, "delegate") != g_str_equal (block->kind, "delegate");
}

/* (transfer full) (element-type GStrv): the cells of the table that begins with block @from. */
static GPtrArray *
table_cells (const Export *export, guint from)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const ReadingBlock *first = g_ptr_array_index (export->blocks, from);

  for (guint i = from; i < export->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (export->blocks, i);

      if (!is_row (block) || (i > from && is_other_table (first, block)))
        break;
      g_ptr_array_add (rows, row_cells (block));
    }
  return rows;
}

/* The number of the clause in a column of its own, the others as wide as what stands in them. */
static void
add_columns (Export *export, GPtrArray *rows, guint head)
{
  guint columns = g_strv_length (g_ptr_array_index (rows, 0));
  double total = 0;

  for (guint c = 0; c < columns; c++)
    total += cells_share (rows, head, c) + EDGES;
  g_string_append_printf (export->out, "<colgroup><col style=\"width:%d%%\">", NUMBER_WIDTH);
  for (guint c = 0; c < columns; c++)
    g_string_append_printf (
        export->out, "<col style=\"width:%d%%\">",
        (int) ((100 - NUMBER_WIDTH) * (cells_share (rows, head, c) + EDGES) / total));
  g_string_append (export->out, "</colgroup>\n");
}

static gboolean
add_row (Export *export, const ReadingBlock *block, GPtrArray *rows, char **cells, guint head,
         GError **error)
{
  gboolean bold = g_str_equal (block->kind, "columns");

  g_string_append_printf (export->out, "<tr><td>§%u</td>", block->clause);
  for (guint c = 0; cells[c] != NULL; c++)
    {
      g_autofree char *safe = g_markup_escape_text (g_strstrip (cells[c]), -1);

      g_string_append (export->out, cells_are_numeric (rows, head, c)
                                        ? "<td style=\"text-align:right\">"
                                        : "<td>");
      if (c == 0 && !begin_comments (export, block->clause, error))
        return FALSE;
      g_string_append_printf (export->out, "%s%s%s", bold ? "<strong>" : "", safe,
                              bold ? "</strong>" : "");
      if (c == 0)
        end_comments (export, block->clause);
      g_string_append (export->out, "</td>");
    }
  g_string_append (export->out, "</tr>\n");
  return TRUE;
}

/* Rows from @from on, the head repeated on every sheet; gives the first block behind them, or 0
 * with @error set. */
static guint
add_table (Export *export, guint from, GError **error)
{
  const ReadingBlock *first = g_ptr_array_index (export->blocks, from);
  g_autoptr(GPtrArray) rows = table_cells (export, from);
  guint head = g_str_equal (first->kind, "columns") ? 1 : 0;

  g_string_append (export->out, "<table>");
  add_columns (export, rows, head);
  for (guint i = 0; i < rows->len; i++)
    {
      g_string_append (export->out, i < head ? "<thead>" : "");
      if (!add_row (export, g_ptr_array_index (export->blocks, from + i), rows,
                    g_ptr_array_index (rows, i), head, error))
        return 0;
      g_string_append (export->out, i < head ? "</thead>\n" : "");
    }
  g_string_append (export->out, "</table>\n");
  return from + rows->len;
}

static GBytes *
as_html (Export *export, GError **error)
{
  g_autoptr(GString) out = export->out = g_string_new ("<html><body>\n");
  g_autofree char *note = g_markup_escape_text (export->service, -1);

  g_string_append_printf (out, "<p><em>%s</em></p>\n", note);
  for (guint i = 0; i < export->blocks->len;)
    {
      const ReadingBlock *block = g_ptr_array_index (export->blocks, i);

      if (is_row (block))
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
  g_autoptr(GBytes) filter = g_bytes_new_static (comments_filter, sizeof comments_filter - 1);
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
  g_autoptr(GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr(GPtrArray) blocks =
      clauses ? reading_make (db, protocol, clauses, keeper, NULL, NULL, error) : NULL;
  g_autofree char *service = blocks ? service_line (db, protocol, keeper, error) : NULL;
  g_autoptr(GPtrArray) comments = service ? comment_list (db, protocol, FALSE, error) : NULL;
  Export export = { db, service, blocks, comments, NULL };
  g_autoptr(GBytes) html = NULL;

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
