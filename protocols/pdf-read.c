#include "protocols/pdf-read-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/pdf-kind.h"

#include <string.h>

#define MOST_REVISIONS 64
#define MOST_ENTRIES 500000
#define TAIL 1024 /* where the last startxref stands (ISO 32000-1, annex H) */
#define ENTRY_LENGTH 20

/* --- what is wrong ------------------------------------------------------------------------------ */

gboolean
pdf_fault (GError **error, const char *why)
{
  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("PDF: {why:tr}"), "why", why, NULL);
}

/* The structure is broken at a byte that whoever looks into the file can find. */
gboolean
pdf_damage (PdfFile *file, GError **error, const char *why, gsize at)
{
  g_autofree char *byte = g_strdup_printf ("%" G_GSIZE_FORMAT, at);

  file->damaged = TRUE;
  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("PDF: {why:tr} (at byte {at})"), "why",
                        why, "at", byte, NULL);
}

/* --- memory ------------------------------------------------------------------------------------- */

void
pdf_read_object_free (PdfObject *object)
{
  pdf_value_free (object->value);
  g_free (object);
}

static void
revision_free (PdfRevision *revision)
{
  pdf_value_free (revision->trailer);
  g_hash_table_unref (revision->entries);
  g_clear_pointer (&revision->missing, g_hash_table_unref);
  g_free (revision);
}

static PdfFile *
file_new (GBytes *bytes)
{
  PdfFile *file = g_new0 (PdfFile, 1);

  file->bytes = g_bytes_ref (bytes);
  file->data = g_bytes_get_data (bytes, &file->size);
  file->revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) revision_free);
  file->objects = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                         (GDestroyNotify) pdf_read_object_free);
  return file;
}

void
pdf_file_free (PdfFile *file)
{
  if (file == NULL)
    return;
  g_hash_table_unref (file->objects);
  g_ptr_array_unref (file->revisions);
  g_bytes_unref (file->bytes);
  g_free (file);
}

/* --- cross-reference tables --------------------------------------------------------------------- */

static PdfScanner
scanner_at (const PdfFile *file, gsize at)
{
  return (PdfScanner){ .data = file->data, .size = file->size, .at = MIN (at, file->size) };
}

/* «0000012345 00000 n» and two characters of line end. */
static gboolean
read_entry (PdfFile *file, PdfRevision *revision, PdfScanner *scanner, gint64 number)
{
  const char *entry = file->data + scanner->at;
  gint64 offset, generation;
  PdfScanner inside = *scanner;
  PdfEntry *row;

  if (file->size - scanner->at < ENTRY_LENGTH || !pdf_scan_number (&inside, 10, &offset) ||
      inside.at != scanner->at + 10 || entry[10] != ' ')
    return FALSE;
  inside.at++;
  if (!pdf_scan_number (&inside, 5, &generation) || inside.at != scanner->at + 16 ||
      entry[16] != ' ' || (entry[17] != 'n' && entry[17] != 'f') ||
      !strchr (" \r", entry[18]) || !strchr ("\r\n", entry[19]) || entry[18] == entry[19] ||
      ++file->entries > MOST_ENTRIES)
    return FALSE;
  scanner->at += ENTRY_LENGTH;
  if (number == 0)
    return entry[17] == 'f';
  if (entry[17] == 'n' && (generation != 0 || offset == 0))
    return FALSE;
  row = g_new0 (PdfEntry, 1);
  row->number = (guint) number;
  row->offset = entry[17] == 'n' ? (gsize) offset : 0;
  return g_hash_table_insert (revision->entries, GUINT_TO_POINTER (row->number), row);
}

static gboolean
read_entries (PdfFile *file, PdfRevision *revision, PdfScanner *scanner)
{
  gint64 first, count;

  while (pdf_skip_space (scanner), !pdf_skip_word (scanner, "trailer"))
    {
      if (!pdf_scan_number (scanner, 9, &first) || scanner->at >= file->size ||
          file->data[scanner->at++] != ' ' || !pdf_scan_number (scanner, 9, &count))
        return FALSE;
      pdf_skip_space (scanner);
      for (gint64 i = 0; i < count; i++)
        if (!read_entry (file, revision, scanner, first + i))
          return FALSE;
    }
  return TRUE;
}

/* «startxref», the offset of this very table, «%%EOF» and a line end. */
static gboolean
read_end (PdfFile *file, PdfRevision *revision, PdfScanner *scanner)
{
  gint64 offset;
  gsize left;

  pdf_skip_space (scanner);
  if (!pdf_skip_word (scanner, "startxref"))
    return FALSE;
  pdf_skip_space (scanner);
  if (!pdf_scan_number (scanner, 10, &offset) || (gsize) offset != revision->table)
    return FALSE;
  while (scanner->at < file->size && strchr (" \r\n", file->data[scanner->at]) &&
         file->data[scanner->at] != '\0')
    scanner->at++;
  left = file->size - scanner->at;
  if (left < 5 || memcmp (file->data + scanner->at, "%%EOF", 5) != 0)
    return FALSE;
  revision->mark = revision->end = scanner->at + 5;
  if (revision->end < file->size && file->data[revision->end] == '\r')
    revision->end++;
  if (revision->end < file->size && file->data[revision->end] == '\n')
    revision->end++;
  return TRUE;
}

static gboolean
check_trailer (PdfFile *file, const PdfRevision *revision, GError **error)
{
  const PdfValue *trailer = revision->trailer, *root = pdf_get (trailer, "Root");

  if (pdf_get (trailer, "Encrypt") != NULL)
    return pdf_fault (error, N_ ("it is encrypted (save it without a password)"));
  if (pdf_get (trailer, "XRefStm") != NULL)
    return pdf_fault (error,
                      N_ ("it has cross-reference streams, which no original of a protocol "
                          "has (another program has written it)"));
  if (root == NULL || root->kind != PDF_REFERENCE)
    return pdf_damage (file, error, N_ ("its trailer names no catalog"), trailer->start);
  return TRUE;
}

static PdfRevision *
read_revision (PdfFile *file, gsize offset, GError **error)
{
  PdfRevision *revision = g_new0 (PdfRevision, 1);
  PdfScanner scanner = scanner_at (file, offset);

  revision->table = offset;
  revision->entries = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  g_ptr_array_insert (file->revisions, 0, revision);
  if (!pdf_skip_word (&scanner, "xref"))
    {
      if (scanner.at < file->size && g_ascii_isdigit (file->data[scanner.at]))
        pdf_fault (error,
                   N_ ("it has cross-reference streams, which no original of a protocol has "
                       "(another program has written it)"));
      else
        pdf_damage (file, error, N_ ("no cross-reference table stands where it should"),
                    offset);
      return NULL;
    }
  if (!read_entries (file, revision, &scanner))
    {
      pdf_damage (file, error, N_ ("its cross-reference table is broken"), scanner.at);
      return NULL;
    }
  revision->trailer = pdf_scan_value (&scanner);
  if (revision->trailer == NULL || revision->trailer->kind != PDF_DICTIONARY)
    {
      pdf_damage (file, error, N_ ("its trailer is broken"), scanner.at);
      return NULL;
    }
  if (!check_trailer (file, revision, error))
    return NULL;
  if (!read_end (file, revision, &scanner))
    {
      pdf_damage (file, error, N_ ("a revision does not end as it should"), scanner.at);
      return NULL;
    }
  return revision;
}

/* The table that the end of the file names. */
static gboolean
find_last_table (PdfFile *file, gsize *offset, GError **error)
{
  gsize tail = MIN (file->size, TAIL);
  const char *from = file->data + file->size - tail;
  const char *mark = NULL;
  PdfScanner scanner;
  gint64 number;

  for (gsize i = 9; mark == NULL && i <= tail; i++)
    if (memcmp (from + tail - i, "startxref", 9) == 0)
      mark = from + tail - i;
  if (mark == NULL)
    return pdf_damage (file, error, N_ ("its end is missing (copy it again)"), file->size);
  scanner = scanner_at (file, (gsize) (mark - file->data) + 9);
  pdf_skip_space (&scanner);
  if (!pdf_scan_number (&scanner, 10, &number) || (gsize) number >= file->size)
    return pdf_damage (file, error, N_ ("no cross-reference table stands where it should"),
                       scanner.at);
  *offset = (gsize) number;
  return TRUE;
}

/* From the newest revision to the oldest: each names a table before its own. */
static gboolean
read_revisions (PdfFile *file, GError **error)
{
  gsize offset = 0;

  if (!find_last_table (file, &offset, error))
    return FALSE;
  for (;;)
    {
      PdfRevision *revision = read_revision (file, offset, error);
      const PdfValue *previous = revision ? pdf_get (revision->trailer, "Prev") : NULL;

      if (revision == NULL)
        return FALSE;
      if (previous == NULL)
        return TRUE;
      if (previous->kind != PDF_INTEGER || previous->integer <= 0 ||
          (gsize) previous->integer >= offset)
        return pdf_damage (file, error, N_ ("its revisions run in a circle"), previous->start);
      if (file->revisions->len == MOST_REVISIONS)
        return pdf_damage (file, error, N_ ("it has more revisions than anybody makes"),
                           offset);
      offset = (gsize) previous->integer;
    }
}

/* --- objects ------------------------------------------------------------------------------------ */

static const PdfEntry *
find_entry (const PdfFile *file, guint at, gint64 number)
{
  if (number < 1 || number > G_MAXINT32)
    return NULL;
  for (guint i = at + 1; i > 0; i--)
    {
      const PdfRevision *revision = g_ptr_array_index (file->revisions, i - 1);
      const PdfEntry *entry =
          g_hash_table_lookup (revision->entries, GUINT_TO_POINTER ((guint) number));

      if (entry != NULL)
        return entry->offset != 0 ? entry : NULL;
    }
  return NULL;
}

/* «12 0 obj» */
static gboolean
skip_object_head (PdfScanner *scanner, guint number)
{
  gint64 found, generation;

  if (!pdf_scan_number (scanner, 10, &found) || found != number)
    return FALSE;
  pdf_skip_space (scanner);
  if (!pdf_scan_number (scanner, 5, &generation) || generation != 0)
    return FALSE;
  pdf_skip_space (scanner);
  return pdf_skip_word (scanner, "obj");
}

/* A stream's length may be an object of its own; that is read without reading further. */
static gboolean
stream_length (const PdfFile *file, guint at, const PdfValue *value, gsize *length)
{
  const PdfEntry *entry;
  gint64 number;

  if (value != NULL && value->kind == PDF_REFERENCE)
    {
      PdfScanner scanner;

      entry = find_entry (file, at, value->integer);
      if (entry == NULL)
        return FALSE;
      scanner = scanner_at (file, entry->offset);
      if (!skip_object_head (&scanner, entry->number))
        return FALSE;
      pdf_skip_space (&scanner);
      if (!pdf_scan_number (&scanner, 10, &number))
        return FALSE;
      *length = (gsize) number;
      return TRUE;
    }
  if (value == NULL || value->kind != PDF_INTEGER || value->integer < 0)
    return FALSE;
  *length = (gsize) value->integer;
  return TRUE;
}

/* The bytes between «stream» and «endstream» (7.3.8.1). */
static gboolean
read_stream (const PdfFile *file, guint at, PdfObject *object, PdfScanner *scanner)
{
  if (scanner->at < file->size && file->data[scanner->at] == '\r')
    scanner->at++;
  if (scanner->at >= file->size || file->data[scanner->at++] != '\n')
    return FALSE;
  if (object->value->kind != PDF_DICTIONARY ||
      !stream_length (file, at, pdf_get (object->value, "Length"), &object->stream_length) ||
      object->stream_length > file->size - scanner->at)
    return FALSE;
  object->stream = scanner->at;
  scanner->at += object->stream_length;
  while (scanner->at < file->size &&
         (file->data[scanner->at] == '\r' || file->data[scanner->at] == '\n'))
    scanner->at++;
  if (!pdf_skip_word (scanner, "endstream"))
    return FALSE;
  pdf_skip_space (scanner);
  return TRUE;
}

/* @values (nullable): gets how many there were */
PdfObject *
pdf_read_object (const PdfFile *file, guint at, const PdfEntry *entry, guint *values)
{
  PdfScanner scanner = scanner_at (file, entry->offset);
  PdfObject *object;

  if (!skip_object_head (&scanner, entry->number))
    return NULL;
  object = g_new0 (PdfObject, 1);
  object->number = entry->number;
  object->start = entry->offset;
  object->value = pdf_scan_value (&scanner);
  if (values != NULL)
    *values = scanner.values;
  pdf_skip_space (&scanner);
  if (object->value == NULL ||
      (pdf_skip_word (&scanner, "stream") && !read_stream (file, at, object, &scanner)) ||
      !pdf_skip_word (&scanner, "endobj"))
    {
      pdf_read_object_free (object);
      return NULL;
    }
  object->end = scanner.at;
  return object;
}

gboolean
pdf_file_has (const PdfFile *file, guint at, gint64 number)
{
  return find_entry (file, at, number) != NULL;
}

gboolean
pdf_file_unpack (PdfFile *file, gsize bytes)
{
  if (bytes > PDF_MOST_UNPACKED - file->unpacked)
    return FALSE;
  file->unpacked += bytes;
  return TRUE;
}

const PdfObject *
pdf_file_object (PdfFile *file, guint at, gint64 number)
{
  const PdfEntry *entry = find_entry (file, at, number);
  PdfObject *object;
  gint64 key;

  if (entry == NULL)
    return NULL;
  key = (gint64) entry->offset;
  object = g_hash_table_lookup (file->objects, &key);
  if (object != NULL)
    return object;
  object = pdf_read_object (file, at, entry, NULL);
  if (object != NULL)
    g_hash_table_insert (file->objects, g_memdup2 (&key, sizeof key), object);
  return object;
}

/* --- the door ----------------------------------------------------------------------------------- */

static gboolean
check_outside (const PdfFile *file, GError **error)
{
  const char *why = pdf_kind_fault (file->data, file->size);

  if (why != NULL)
    return pdf_fault (error, why);
  if (file->size > PDF_LARGEST)
    return pdf_fault (error,
                      N_ ("it is larger than 32 MB, which no original of a protocol is"));
  if (memcmp (file->data, "%PDF-1.", 7) != 0)
    return pdf_fault (error,
                      N_ ("something stands before its head, or it is of a version that no "
                          "original of a protocol has"));
  if (memmem (file->data, MIN (file->size, TAIL), "/Linearized", 11) != NULL)
    return pdf_fault (error,
                      N_ ("it is linearised for the web, which no original of a protocol is "
                          "(another program has written it)"));
  return TRUE;
}

PdfFile *
pdf_file_open (GBytes *bytes, gboolean *damaged, GError **error)
{
  g_autoptr(PdfFile) file = file_new (bytes);
  gboolean opened = check_outside (file, error) && read_revisions (file, error) &&
                    pdf_check_places (file, error);

  *damaged = file->damaged;
  return opened ? g_steal_pointer (&file) : NULL;
}

const char *
pdf_file_data (const PdfFile *file, gsize *size)
{
  *size = file->size;
  return file->data;
}

guint
pdf_file_revisions (const PdfFile *file)
{
  return file->revisions->len;
}

const PdfRevision *
pdf_file_revision (const PdfFile *file, guint i)
{
  return g_ptr_array_index (file->revisions, i);
}

const PdfValue *
pdf_file_value (PdfFile *file, guint at, const PdfValue *value)
{
  const PdfObject *object;

  if (value == NULL || value->kind != PDF_REFERENCE)
    return value;
  object = pdf_file_object (file, at, value->integer);
  return object != NULL && object->value->kind != PDF_REFERENCE ? object->value : NULL;
}

const PdfValue *
pdf_file_get (PdfFile *file, guint at, const PdfValue *dictionary, const char *key)
{
  return pdf_file_value (file, at, pdf_get (dictionary, key));
}

const PdfValue *
pdf_file_catalog (PdfFile *file, guint at)
{
  const PdfValue *root = pdf_get (pdf_file_revision (file, at)->trailer, "Root");

  return pdf_file_value (file, at, root);
}
