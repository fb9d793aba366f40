/* What two originals say, put side by side. */
#include "protocols/pades-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/pdf-text.h"

#include <string.h>

/* One original, read. */
typedef struct
{
  PdfFile *file;
  GPtrArray *fields;      /* (element-type PdfField): of signatures */
  GPtrArray *blocks;      /* (element-type PdfBlock) */
  GPtrArray *passages;    /* (element-type AlternatPassage) */
  GHashTable *drawn_with; /* prints of fonts and forms */
} Read;

static void
read_clear (Read *read)
{
  g_clear_pointer (&read->passages, g_ptr_array_unref);
  g_clear_pointer (&read->blocks, g_ptr_array_unref);
  g_clear_pointer (&read->fields, g_ptr_array_unref);
  g_clear_pointer (&read->drawn_with, g_hash_table_unref);
  g_clear_pointer (&read->file, pdf_file_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_clear)

static gboolean
read_original (GBytes *pdf, Read *read, GError **error)
{
  gboolean damaged;
  guint last;

  read->file = pdf_file_open (pdf, &damaged, error);
  if (read->file == NULL)
    return FALSE;
  last = pdf_file_revisions (read->file) - 1;
  read->fields = pdf_fields (read->file, last, error);
  read->drawn_with = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read->blocks =
      read->fields ? pdf_text_blocks (read->file, last, read->fields, read->drawn_with, error)
                   : NULL;
  if (read->blocks == NULL)
    return FALSE;
  read->passages = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < read->blocks->len; i++)
    {
      const PdfBlock *block = g_ptr_array_index (read->blocks, i);
      AlternatPassage *passage = g_new0 (AlternatPassage, 1);

      passage->page = block->page;
      passage->text = block->text;
      g_ptr_array_add (read->passages, passage);
    }
  return TRUE;
}

/* «За Аркадскую Сторону»: the first line of what each signature field is called for readers. */
static GPtrArray *
party_names (Read *read)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < read->fields->len; i++)
    {
      const PdfField *field = g_ptr_array_index (read->fields, i);
      char *name = pdf_text (pdf_get (field->value, "TU"));

      if (name != NULL)
        name[strcspn (name, "\n")] = '\0';
      if (name != NULL)
        g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

/* The same letters and marks, whatever number their objects have: a font that draws «не» for a space
 * says nothing of it. */
static gboolean
same_prints (const Read *one, const Read *other)
{
  GHashTableIter iter;
  gpointer print;

  if (g_hash_table_size (one->drawn_with) != g_hash_table_size (other->drawn_with))
    return FALSE;
  g_hash_table_iter_init (&iter, one->drawn_with);
  while (g_hash_table_iter_next (&iter, &print, NULL))
    if (!g_hash_table_contains (other->drawn_with, print))
      return FALSE;
  return TRUE;
}

AlternatResult *
pades_compare (GBytes *first, GBytes *second, GError **error)
{
  g_auto(Read) one = { NULL }, other = { NULL };
  g_autoptr(AlternatResult) result = NULL;
  g_autoptr(GPtrArray) names = NULL;

  if (!read_original (first, &one, error) || !read_original (second, &other, error))
    return NULL;
  names = party_names (&one);
  result = alternat_compare (one.passages, other.passages,
                             (const char *const *) (gpointer) names->pdata);
  if (result->differences->len == 0 && !same_prints (&one, &other))
    {
      council_error (
          error, COUNCIL_ERROR_INPUT,
          N_ ("PDF: the two say the same, but draw it with other letters or marks, so "
              "that they may show something else (they were not issued together)"),
          NULL);
      return NULL;
    }
  return g_steal_pointer (&result);
}
