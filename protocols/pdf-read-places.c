/* Every byte of a PDF has its place: no revision hides what another reader would find. */
#include "protocols/pdf-read-internal.h"

#include "core/message.h"

#include <string.h>

#define MOST_VALUES 1500000 /* in all objects; a thousand pages have some 400,000 */

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  const PdfEntry *left = *(PdfEntry *const *) a, *right = *(PdfEntry *const *) b;

  return left->offset < right->offset ? -1 : left->offset > right->offset;
}

static GPtrArray *
entries_in_order (const PdfRevision *revision)
{
  GPtrArray *list = g_ptr_array_sized_new (g_hash_table_size (revision->entries));
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, revision->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (((PdfEntry *) entry)->offset != 0)
      g_ptr_array_add (list, entry);
  g_ptr_array_sort (list, compare_offsets);
  return list;
}

/* Between objects stands nothing that could be an object to another reader: white space, and in
 * the first revision the two lines of the file's head. */
static gsize
skip_between (const PdfFile *file, gsize at, gsize until)
{
  PdfScanner scanner = { .data = file->data, .size = until, .at = at };

  if (at == 0)
    pdf_skip_space (&scanner);
  while (scanner.at < until && strchr (" \t\r\n", file->data[scanner.at]) &&
         file->data[scanner.at] != '\0')
    scanner.at++;
  return scanner.at;
}

/* An object that is named and not there is nothing now, and whatever a later revision makes it. */
static void
note_missing (const PdfFile *file, guint at, PdfRevision *revision, const PdfValue *value)
{
  if (value->kind == PDF_REFERENCE && !pdf_file_has (file, at, value->integer))
    {
      if (revision->missing == NULL)
        revision->missing = g_hash_table_new (g_direct_hash, g_direct_equal);
      g_hash_table_add (revision->missing, GINT_TO_POINTER ((int) value->integer));
    }
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    note_missing (file, at, revision, g_ptr_array_index (value->items, i));
}

static gboolean
check_object (PdfFile *file, guint at, PdfRevision *revision, const PdfEntry *entry,
              gsize *end, GError **error)
{
  guint values = 0;
  PdfObject *object = pdf_read_object (file, at, entry, &values);

  if (object == NULL)
    return pdf_damage (file, error, N_ ("an object is broken"), entry->offset);
  *end = object->end;
  note_missing (file, at, revision, object->value);
  pdf_read_object_free (object);
  file->values += values;
  return file->values <= MOST_VALUES ||
         pdf_fault (error, N_ ("it has more in it than any protocol"));
}

static gboolean
check_places (PdfFile *file, guint at, GError **error)
{
  PdfRevision *revision = g_ptr_array_index (file->revisions, at);
  g_autoptr(GPtrArray) entries = entries_in_order (revision);
  gsize place = revision->start;

  for (guint i = 0; i < entries->len; i++)
    {
      const PdfEntry *entry = g_ptr_array_index (entries, i);

      place = skip_between (file, place, revision->table);
      if (entry->offset >= revision->table)
        return pdf_damage (file, error, N_ ("an object stands outside its revision"),
                           entry->offset);
      if (entry->offset < place)
        return pdf_damage (file, error, N_ ("an object is not where its table says"),
                           entry->offset);
      if (entry->offset > place)
        return pdf_damage (file, error, N_ ("bytes belong to no object"), place);
      if (!check_object (file, at, revision, entry, &place, error))
        return FALSE;
    }
  note_missing (file, at, revision, revision->trailer);
  place = skip_between (file, place, revision->table);
  if (place != revision->table)
    return pdf_damage (file, error, N_ ("bytes belong to no object"), place);
  return TRUE;
}

/* Readers take no notice of objects beyond /Size, or take it for a hint: it leaves none out. */
static gboolean
check_size (PdfFile *file, guint at, GError **error)
{
  const PdfRevision *revision = g_ptr_array_index (file->revisions, at);
  const PdfValue *size = pdf_get (revision->trailer, "Size");
  gint64 least = 1;

  for (guint i = 0; i <= at; i++)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, pdf_file_revision (file, i)->entries);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        least = MAX (least, (gint64) GPOINTER_TO_UINT (key) + 1);
    }
  return (size != NULL && size->kind == PDF_INTEGER && size->integer >= least) ||
         pdf_damage (file, error, N_ ("its trailer leaves objects out"),
                     revision->trailer->start);
}

gboolean
pdf_check_places (PdfFile *file, GError **error)
{
  const PdfRevision *first = g_ptr_array_index (file->revisions, 0);
  const PdfValue *root = pdf_get (first->trailer, "Root");

  for (guint i = 0; i < file->revisions->len; i++)
    {
      PdfRevision *revision = g_ptr_array_index (file->revisions, i);
      const PdfRevision *before = i > 0 ? g_ptr_array_index (file->revisions, i - 1) : NULL;

      revision->start = before ? before->end : 0;
      if (revision->table < revision->start)
        return pdf_damage (file, error, N_ ("its revisions overlap"), revision->table);
      if (!pdf_equal (pdf_get (revision->trailer, "Root"), root))
        return pdf_damage (file, error, N_ ("a revision names another catalog"),
                           revision->trailer->start);
      if (!check_size (file, i, error) || !check_places (file, i, error))
        return FALSE;
    }
  return TRUE;
}
