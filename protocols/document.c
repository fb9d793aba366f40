#include "protocols/document-private.h"

/* clang-format off */
const DocumentStyle document_style_default = {
  .margin_left = 30, .margin_right = 15, .margin_top = 20, .margin_bottom = 20,
  .indent = 12.5, .font_size = 14, .line_spacing = 1.15,
};
/* clang-format on */

static void
table_column_clear (gpointer data)
{
  TableColumn *column = data;

  g_free (column->heading);
}

static void
signature_column_clear (gpointer data)
{
  SignatureColumn *column = data;

  g_free (column->title);
  g_free (column->name);
  g_free (column->field);
}

static void
table_free (DocumentTable *table)
{
  if (table == NULL)
    return;
  g_array_unref (table->columns);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

static void
signatures_free (DocumentSignatures *signatures)
{
  if (signatures == NULL)
    return;
  g_free (signatures->closing);
  g_array_unref (signatures->columns);
  g_free (signatures);
}

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->text);
  g_free (block->label);
  g_free (block->label2);
  table_free (block->table);
  signatures_free (block->signatures);
  g_free (block);
}

Document *
document_new (const char *title, const char *lang)
{
  Document *document = g_new0 (Document, 1);

  document->title = g_strdup (title);
  document->lang = g_strdup (lang);
  document->blocks = g_ptr_array_new_with_free_func (block_free);
  return document;
}

void
document_free (Document *document)
{
  if (document == NULL)
    return;
  g_free (document->title);
  g_free (document->lang);
  g_free (document->subject);
  g_free (document->keywords);
  g_free (document->author);
  g_free (document->code);
  g_clear_pointer (&document->created, g_date_time_unref);
  g_ptr_array_unref (document->blocks);
  g_free (document);
}

static void
set_string (char **field, const char *value)
{
  char *copy = g_strdup (value);

  g_free (*field);
  *field = copy;
}

void
document_set_subject (Document *document, const char *subject)
{
  set_string (&document->subject, subject);
}

void
document_set_keywords (Document *document, const char *keywords)
{
  set_string (&document->keywords, keywords);
}

void
document_set_author (Document *document, const char *author)
{
  set_string (&document->author, author);
}

void
document_set_created (Document *document, GDateTime *created)
{
  GDateTime *utc = created != NULL ? g_date_time_to_utc (created) : NULL;

  g_clear_pointer (&document->created, g_date_time_unref);
  document->created = utc;
}

void
document_set_code (Document *document, const char *code)
{
  g_free (document->code);
  document->code = g_strdup (code);
}

void
document_set_joined (Document *document)
{
  document->joined = TRUE;
}

void
document_set_marks (Document *document, DocumentMarks marks)
{
  document->marks = marks;
}

static Block *
add_block (Document *document, BlockKind kind, const char *text, const char *label)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  block->text = g_strdup (text);
  block->label = g_strdup (label);
  g_ptr_array_add (document->blocks, block);
  return block;
}

void
document_add_title (Document *document, const char *text)
{
  add_block (document, BLOCK_TITLE, text, NULL);
}

void
document_add_subtitle (Document *document, const char *text)
{
  add_block (document, BLOCK_SUBTITLE, text, NULL);
}

void
document_add_place_and_date (Document *document, const char *place, const char *date)
{
  add_block (document, BLOCK_PLACE_AND_DATE, place, date);
}

void
document_add_heading (Document *document, const char *text)
{
  add_block (document, BLOCK_HEADING, text, NULL);
}

void
document_add_item_heading (Document *document, const char *number, const char *text)
{
  add_block (document, BLOCK_ITEM_HEADING, text, number);
}

void
document_add_paragraph (Document *document, const char *text)
{
  add_block (document, BLOCK_PARAGRAPH, text, NULL);
}

void
document_add_lead_in (Document *document, const char *text)
{
  add_block (document, BLOCK_LEAD_IN, text, NULL);
}

void
document_add_plain_paragraph (Document *document, const char *text)
{
  add_block (document, BLOCK_PLAIN_PARAGRAPH, text, NULL);
}

void
document_add_note (Document *document, const char *text)
{
  add_block (document, BLOCK_NOTE, text, NULL);
}

void
document_add_list_item (Document *document, const char *label, const char *text)
{
  add_block (document, BLOCK_LIST_ITEM, text, label);
}

void
document_add_space (Document *document, double lines)
{
  add_block (document, BLOCK_SPACE, NULL, NULL)->lines = CLAMP (lines, 0, 100);
}

void
document_add_page_break (Document *document)
{
  add_block (document, BLOCK_PAGE_BREAK, NULL, NULL);
}

void
document_add_annex (Document *document, const char *label, const char *reference,
                    const char *title)
{
  add_block (document, BLOCK_ANNEX, label, reference)->label2 = g_strdup (title);
}

DocumentTable *
document_add_table (Document *document)
{
  DocumentTable *table = g_new0 (DocumentTable, 1);

  table->columns = g_array_new (FALSE, FALSE, sizeof (TableColumn));
  g_array_set_clear_func (table->columns, table_column_clear);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  add_block (document, BLOCK_TABLE, NULL, NULL)->table = table;
  return table;
}

void
document_table_add_column (DocumentTable *table, const char *heading, double share,
                           DocumentAlign align)
{
  TableColumn column = { g_strdup (heading), share, align };

  g_return_if_fail (share > 0);
  g_return_if_fail (table->rows->len == 0);
  g_array_append_val (table->columns, column);
}

void
document_table_add_row (DocumentTable *table, const char *const *cells)
{
  guint n = table->columns->len;
  char **row = g_new0 (char *, n + 1);
  guint given = g_strv_length ((char **) cells);

  g_warn_if_fail (given <= n);
  for (guint i = 0; i < n; i++)
    row[i] = g_strdup (i < given ? cells[i] : "");
  g_ptr_array_add (table->rows, row);
}

DocumentSignatures *
document_add_signatures (Document *document, const char *closing)
{
  DocumentSignatures *signatures = g_new0 (DocumentSignatures, 1);

  signatures->closing = g_strdup (closing);
  signatures->columns = g_array_new (FALSE, FALSE, sizeof (SignatureColumn));
  g_array_set_clear_func (signatures->columns, signature_column_clear);
  add_block (document, BLOCK_SIGNATURES, NULL, NULL)->signatures = signatures;
  return signatures;
}

void
document_signatures_set_lines (DocumentSignatures *signatures)
{
  signatures->lines = TRUE;
}

void
document_signatures_add_column (DocumentSignatures *signatures, const char *title,
                                const char *name)
{
  SignatureColumn column = { g_strdup (title), g_strdup (name), NULL };

  g_array_append_val (signatures->columns, column);
}

void
document_signatures_add_field (DocumentSignatures *signatures, const char *name)
{
  SignatureColumn *column;

  g_return_if_fail (signatures->columns->len > 0);
  column = &g_array_index (signatures->columns, SignatureColumn, signatures->columns->len - 1);
  g_free (column->field);
  column->field = g_strdup (name);
}
