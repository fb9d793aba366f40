#include "protocols/pdf-text.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/pdf-look.h"
#include "protocols/pdf-stream.h"

#include <string.h>

#define DEEPEST 8                     /* forms within forms */
#define MOST_BYTES (64 * 1024 * 1024) /* of all that is read: forms count each time */
#define LEAST_BYTES 1024              /* that a form counts for */
#define MOST_TEXT 6000000             /* letters; a thousand pages have half of it */
#define MOST_WORDS 1000000            /* likewise, and more */
#define MOST_STEPS 1000000            /* for prints of fonts and forms */
#define SOFT_HYPHEN "\u00AD"

typedef struct
{
  PdfFile *file;
  guint at;
  guint page;
  GPtrArray *blocks;
  GHashTable *fonts;    /* object number to GHashTable: code to character */
  GHashTable *current;  /* (nullable): of the font in use */
  GString *text;        /* of the block that is read */
  gboolean artifact;    /* it is marked as no part of the text */
  guint marked;         /* how deep in marked content */
  guint artifact_depth; /* where the artifact began */
  gsize bytes, letters, words;
  PdfLook look; /* of the page */
  GPtrArray *fields;
  GHashTable *drawn_with; /* prints of fonts and forms */
  GHashTable *printed;    /* object numbers of those that have theirs */
  gsize steps;            /* left for prints */
} Extraction;

static gboolean
unreadable (const Extraction *extraction, const char *why, GError **error)
{
  g_autofree char *page = g_strdup_printf ("%u", extraction->page);

  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("PDF: page {page}: {why:tr}"), "page",
                        page, "why", why, NULL);
}

static const char unknown_letters[] =
    N_ ("its letters cannot be told (another program has written it)");

/* --- blocks ------------------------------------------------------------------------------------- */

static void
block_free (gpointer data)
{
  PdfBlock *block = data;

  g_free (block->text);
  g_free (block);
}

static gboolean
is_number (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      return FALSE;
  return TRUE;
}

/* A number marked as an artifact is the page's; anything else is text, whatever it is marked as. */
static void
end_block (Extraction *extraction)
{
  g_auto(GStrv) parts = g_strsplit (extraction->text->str, SOFT_HYPHEN, -1);
  g_autofree char *text = g_strstrip (g_strjoinv ("", parts));

  g_string_truncate (extraction->text, 0);
  if (*text == '\0' || (extraction->artifact && is_number (text)))
    return;
  {
    PdfBlock *block = g_new0 (PdfBlock, 1);

    block->page = extraction->page;
    block->text = g_steal_pointer (&text);
    g_ptr_array_add (extraction->blocks, block);
  }
}

static void
begin_marked (Extraction *extraction, const PdfValue *tag)
{
  end_block (extraction);
  extraction->marked++;
  if (extraction->artifact || !pdf_is_name (tag, "Artifact"))
    return;
  extraction->artifact = TRUE;
  extraction->artifact_depth = extraction->marked;
}

static void
end_marked (Extraction *extraction)
{
  end_block (extraction);
  if (extraction->artifact && extraction->artifact_depth == extraction->marked)
    extraction->artifact = FALSE;
  if (extraction->marked > 0)
    extraction->marked--;
}

/* What the page is drawn with has to be the same in what it is compared to. */
static gboolean
note_print (Extraction *extraction, const PdfValue *reference, GError **error)
{
  char *print;

  if (!g_hash_table_add (extraction->printed, GINT_TO_POINTER ((int) reference->integer)))
    return TRUE;
  print = pdf_look_print (extraction->file, extraction->at, reference, &extraction->steps);
  if (print == NULL)
    return unreadable (extraction, N_ ("its content cannot be read"), error);
  g_hash_table_add (extraction->drawn_with, print);
  return TRUE;
}

/* --- fonts -------------------------------------------------------------------------------------- */

static guint
code_of (const PdfValue *value)
{
  guint code = 0;

  if (value == NULL || value->kind != PDF_STRING || value->length > 2)
    return 0;
  for (gsize i = 0; i < value->length; i++)
    code = code << 8 | (guint8) value->bytes[i];
  return code;
}

/* The rows «<0418> <0418>» of a ToUnicode CMap (9.10.3); a range is not what we write. */
static GHashTable *
read_characters (GBytes *cmap)
{
  GHashTable *characters = g_hash_table_new (g_direct_hash, g_direct_equal);
  gsize n;
  const char *data = g_bytes_get_data (cmap, &n);
  PdfScanner scanner = { .data = data, .size = n, .operators = TRUE };
  gboolean rows = FALSE;

  while (pdf_skip_space (&scanner), scanner.at < scanner.size)
    {
      g_autoptr(PdfValue) value = pdf_scan_value (&scanner);
      g_autoptr(PdfValue) meant = NULL;

      if (value == NULL)
        break;
      if (value->kind == PDF_OPERATOR)
        rows = g_str_equal (value->bytes, "beginbfchar");
      if (!rows || value->kind != PDF_STRING)
        continue;
      meant = pdf_scan_value (&scanner);
      if (code_of (value) != 0 && code_of (meant) != 0)
        g_hash_table_insert (characters, GUINT_TO_POINTER (code_of (value)),
                             GUINT_TO_POINTER (code_of (meant)));
    }
  return characters;
}

static GHashTable *
load_font (Extraction *extraction, const PdfValue *reference)
{
  PdfFile *file = extraction->file;
  const PdfValue *font = pdf_file_value (file, extraction->at, reference);
  const PdfValue *unicode = pdf_get (font, "ToUnicode");
  gpointer key = GINT_TO_POINTER ((int) reference->integer);
  GHashTable *characters = g_hash_table_lookup (extraction->fonts, key);
  g_autoptr(GBytes) cmap = NULL;

  if (characters != NULL)
    return characters;
  if (!pdf_is_name (pdf_get (font, "Encoding"), "Identity-H") || unicode == NULL ||
      unicode->kind != PDF_REFERENCE)
    return NULL;
  cmap = pdf_file_stream (file, extraction->at,
                          pdf_file_object (file, extraction->at, unicode->integer));
  if (cmap == NULL)
    return NULL;
  characters = read_characters (cmap);
  g_hash_table_insert (extraction->fonts, key, characters);
  return characters;
}

/* What nobody sees, or what breaks or turns a line, is no letter of a protocol. */
static gboolean
is_letter (gunichar c)
{
  if (c == 0 || !g_unichar_validate (c))
    return FALSE;
  switch (g_unichar_type (c))
    {
    case G_UNICODE_FORMAT:
      return c == 0x00AD; /* a soft hyphen */
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
show (Extraction *extraction, const PdfValue *string, GError **error)
{
  if (string == NULL || string->kind != PDF_STRING)
    return TRUE;
  if (extraction->current == NULL || string->length % 2 != 0)
    return unreadable (extraction, unknown_letters, error);
  for (gsize i = 0; i < string->length; i += 2)
    {
      guint code = (guint) ((guint8) string->bytes[i] << 8 | (guint8) string->bytes[i + 1]);
      gunichar c = GPOINTER_TO_UINT (
          g_hash_table_lookup (extraction->current, GUINT_TO_POINTER (code)));

      if (!is_letter (c))
        return unreadable (extraction, unknown_letters, error);
      g_string_append_unichar (extraction->text, c);
      extraction->letters++;
      extraction->words += c == ' ';
    }
  return (extraction->letters <= MOST_TEXT && extraction->words <= MOST_WORDS) ||
         unreadable (extraction, N_ ("it has more text than a document has"), error);
}

/* --- content ------------------------------------------------------------------------------------ */

static gboolean read_content (Extraction *extraction, GBytes *content,
                              const PdfValue *resources, guint depth, GError **error);

/* A form that the page draws may have text as well. */
static gboolean
draw_form (Extraction *extraction, const PdfValue *name, const PdfValue *resources,
           guint depth, GError **error)
{
  PdfFile *file = extraction->file;
  const PdfValue *forms = pdf_file_get (file, extraction->at, resources, "XObject");
  const PdfValue *reference =
      name != NULL && name->kind == PDF_NAME ? pdf_get (forms, name->bytes) : NULL;
  const PdfObject *object = reference != NULL && reference->kind == PDF_REFERENCE
                                ? pdf_file_object (file, extraction->at, reference->integer)
                                : NULL;
  g_autoptr(GBytes) content = NULL;

  if (object == NULL || !pdf_is_name (pdf_get (object->value, "Subtype"), "Form"))
    return unreadable (extraction, N_ ("there is a picture on it"), error);
  if (!note_print (extraction, reference, error))
    return FALSE;
  content = pdf_file_stream (file, extraction->at, object);
  if (content == NULL || depth == DEEPEST)
    return unreadable (extraction, N_ ("its content cannot be read"), error);
  return read_content (extraction, content,
                       pdf_file_get (file, extraction->at, object->value, "Resources"),
                       depth + 1, error);
}

static gboolean
choose_font (Extraction *extraction, const PdfValue *name, const PdfValue *resources,
             GError **error)
{
  const PdfValue *fonts = pdf_file_get (extraction->file, extraction->at, resources, "Font");
  const PdfValue *reference =
      name != NULL && name->kind == PDF_NAME ? pdf_get (fonts, name->bytes) : NULL;

  extraction->current = reference != NULL && reference->kind == PDF_REFERENCE
                            ? load_font (extraction, reference)
                            : NULL;
  if (extraction->current == NULL)
    return unreadable (extraction, unknown_letters, error);
  return note_print (extraction, reference, error);
}

static gboolean
do_operator (Extraction *extraction, const char *operator, GPtrArray * operands,
             const PdfValue *resources, guint depth, GError **error)
{
  const PdfValue *first = operands->len > 0 ? g_ptr_array_index (operands, 0) : NULL;
  const PdfValue *last =
      operands->len > 0 ? g_ptr_array_index (operands, operands->len - 1) : NULL;
  const char *wrong = pdf_look_operator (&extraction->look, operator, operands, depth > 0);

  if (wrong != NULL)
    return unreadable (extraction, wrong, error);
  if (g_str_equal (operator, "BDC") || g_str_equal (operator, "BMC"))
    begin_marked (extraction, first);
  else if (g_str_equal (operator, "EMC"))
    end_marked (extraction);
  else if (g_str_equal (operator, "Tf"))
    return choose_font (extraction, first, resources, error);
  else if (g_str_equal (operator, "Do"))
    return draw_form (extraction, first, resources, depth, error);
  else if (g_str_equal (operator, "TJ"))
    for (guint i = 0; i < pdf_count (last); i++)
      if (!show (extraction, pdf_item (last, i), error))
        return FALSE;
  return TRUE;
}

static gboolean
read_content (Extraction *extraction, GBytes *content, const PdfValue *resources, guint depth,
              GError **error)
{
  g_autoptr(GPtrArray) operands =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pdf_value_free);
  gsize n;
  const char *data = g_bytes_get_data (content, &n);
  PdfScanner scanner = { .data = data, .size = n, .operators = TRUE };

  extraction->bytes += MAX (n, LEAST_BYTES);
  if (extraction->bytes > MOST_BYTES)
    return unreadable (extraction, N_ ("it has more text than a document has"), error);
  while (pdf_skip_space (&scanner), scanner.at < scanner.size)
    {
      g_autoptr(PdfValue) value = pdf_scan_value (&scanner);

      if (value == NULL || operands->len > 64)
        return unreadable (extraction, N_ ("its content cannot be read"), error);
      if (value->kind != PDF_OPERATOR)
        {
          g_ptr_array_add (operands, g_steal_pointer (&value));
          continue;
        }
      if (!do_operator (extraction, value->bytes, operands, resources, depth, error))
        return FALSE;
      g_ptr_array_set_size (operands, 0);
    }
  return TRUE;
}

/* A page's content, in one piece or in several that count as one. */
static GBytes *
page_content (Extraction *extraction, const PdfValue *page)
{
  PdfFile *file = extraction->file;
  const PdfValue *contents = pdf_get (page, "Contents");
  const PdfValue *list = pdf_file_value (file, extraction->at, contents);
  GByteArray *all = g_byte_array_new ();
  guint n = list != NULL && list->kind == PDF_ARRAY ? pdf_count (list) : contents != NULL;

  for (guint i = 0; i < n && all->len <= MOST_BYTES; i++)
    {
      const PdfValue *part =
          list != NULL && list->kind == PDF_ARRAY ? pdf_item (list, i) : contents;
      const PdfObject *object = part->kind == PDF_REFERENCE
                                    ? pdf_file_object (file, extraction->at, part->integer)
                                    : NULL;
      g_autoptr(GBytes) bytes = pdf_file_stream (file, extraction->at, object);
      gsize size;
      const guint8 *data;

      if (bytes == NULL)
        {
          g_byte_array_unref (all);
          return NULL;
        }
      data = g_bytes_get_data (bytes, &size);
      g_byte_array_append (all, data, (guint) size);
      g_byte_array_append (all, (const guint8 *) "\n", 1);
    }
  return g_byte_array_free_to_bytes (all);
}

static gboolean
read_page (Extraction *extraction, gint64 number, GError **error)
{
  const PdfObject *page = pdf_file_object (extraction->file, extraction->at, number);
  const char *wrong = page ? pdf_look_begin (&extraction->look, extraction->file,
                                             extraction->at, page->value, extraction->fields)
                           : NULL;
  g_autoptr(GBytes) content =
      page && wrong == NULL ? page_content (extraction, page->value) : NULL;

  extraction->marked = 0;
  extraction->artifact = FALSE;
  extraction->current = NULL;
  if (content == NULL)
    return unreadable (extraction, wrong ? wrong : N_ ("its content cannot be read"), error);
  if (!read_content (extraction, content,
                     pdf_file_get (extraction->file, extraction->at, page->value, "Resources"),
                     0, error))
    return FALSE;
  end_block (extraction);
  return TRUE;
}

GPtrArray *
pdf_text_blocks (PdfFile *file, guint at, GPtrArray *fields, GHashTable *drawn_with,
                 GError **error)
{
  g_autoptr(GArray) pages = pdf_pages (file, at);
  g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func (block_free);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GHashTable) fonts = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                                        (GDestroyNotify) g_hash_table_unref);
  g_autoptr(GHashTable) printed = g_hash_table_new (g_direct_hash, g_direct_equal);
  Extraction extraction = { file,
                            at,
                            .blocks = blocks,
                            .fonts = fonts,
                            .text = text,
                            .fields = fields,
                            .drawn_with = drawn_with,
                            .printed = printed,
                            .steps = MOST_STEPS };

  if (pages == NULL)
    {
      council_error (error, COUNCIL_ERROR_INPUT, N_ ("PDF: its tree of pages is broken"),
                     NULL);
      return NULL;
    }
  for (guint i = 0; i < pages->len; i++)
    {
      extraction.page = i + 1;
      if (!read_page (&extraction, g_array_index (pages, PdfPage, i).number, error))
        return NULL;
    }
  return g_steal_pointer (&blocks);
}
