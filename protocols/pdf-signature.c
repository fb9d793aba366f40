#include "protocols/pdf-signature.h"

#include "core/error.h"
#include "core/message.h"

#include <string.h>

#define DEEPEST 32
#define MOST_FIELDS 128     /* with their signatures */
#define MOST_SIGNATURES 16  /* each is checked over all that it covers */
#define LARGEST_CMS 1000000 /* bytes; ours have 6,000, with revocation lists some 100,000 */
#define MOST_PAGES 20000

/* --- pages -------------------------------------------------------------------------------------- */

typedef struct
{
  PdfFile *file;
  guint at;
  GArray *pages;
  GHashTable *seen; /* object numbers */
} PageWalk;

static gboolean
walk_pages (PageWalk *walk, const PdfValue *reference, guint depth)
{
  const PdfValue *node = pdf_file_value (walk->file, walk->at, reference), *kids;

  if (node == NULL || reference->kind != PDF_REFERENCE || depth > DEEPEST ||
      !g_hash_table_add (walk->seen, GINT_TO_POINTER ((int) reference->integer)))
    return FALSE;
  if (pdf_is_name (pdf_get (node, "Type"), "Page"))
    {
      PdfPage page = { reference->integer };

      g_array_append_val (walk->pages, page);
      return walk->pages->len <= MOST_PAGES;
    }
  kids = pdf_file_get (walk->file, walk->at, node, "Kids");
  if (kids == NULL || kids->kind != PDF_ARRAY)
    return FALSE;
  for (guint i = 0; i < pdf_count (kids); i++)
    if (!walk_pages (walk, pdf_item (kids, i), depth + 1))
      return FALSE;
  return TRUE;
}

GArray *
pdf_pages (PdfFile *file, guint at)
{
  g_autoptr(GArray) pages = g_array_new (FALSE, FALSE, sizeof (PdfPage));
  g_autoptr(GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  PageWalk walk = { file, at, pages, seen };
  const PdfValue *root = pdf_get (pdf_file_catalog (file, at), "Pages");

  return root != NULL && walk_pages (&walk, root, 0) ? g_steal_pointer (&pages) : NULL;
}

/* --- fields ------------------------------------------------------------------------------------- */

static gboolean
broken_form (GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("PDF: its form of signature fields is broken"), NULL);
}

static void
field_free (PdfField *field)
{
  g_free (field->name);
  g_free (field);
}

typedef struct
{
  PdfFile *file;
  guint at;
  GPtrArray *fields;
  GHashTable *seen;  /* object numbers of fields and of signatures */
  GHashTable *names; /* of fields */
} FieldWalk;

static gboolean
add_field (FieldWalk *walk, gint64 number, const PdfValue *value, const char *name,
           GError **error)
{
  const PdfValue *signature = pdf_get (value, "V");
  PdfField *field;

  if (signature != NULL && signature->kind != PDF_REFERENCE && signature->kind != PDF_NULL)
    return broken_form (error);
  if (!g_hash_table_add (walk->names, g_strdup (name)))
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("PDF: it has two signature fields «{name}»"), "name", name,
                          NULL);
  field = g_new0 (PdfField, 1);
  field->number = number;
  field->name = g_strdup (name);
  field->value = value;
  field->signature =
      signature != NULL && signature->kind == PDF_REFERENCE ? signature->integer : 0;
  g_ptr_array_add (walk->fields, field);
  if (field->signature != 0 &&
      !g_hash_table_add (walk->seen, GINT_TO_POINTER ((int) field->signature)))
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("PDF: field «{name}» has the signature of another field"),
                          "name", name, NULL);
  return TRUE;
}

static gboolean
walk_fields (FieldWalk *walk, const PdfValue *reference, const char *parent,
             const PdfValue *inherited, guint depth, GError **error)
{
  const PdfValue *value = pdf_file_value (walk->file, walk->at, reference), *kids, *type;
  g_autofree char *own = pdf_text (pdf_get (value, "T"));
  g_autofree char *name = NULL;

  if (value == NULL || value->kind != PDF_DICTIONARY || reference->kind != PDF_REFERENCE ||
      depth > DEEPEST || g_hash_table_size (walk->seen) > MOST_FIELDS ||
      !g_hash_table_add (walk->seen, GINT_TO_POINTER ((int) reference->integer)))
    return broken_form (error);
  name = parent == NULL || own == NULL ? g_strdup (own ? own : parent)
                                       : g_strconcat (parent, ".", own, NULL);
  type = pdf_get (value, "FT");
  type = type != NULL ? type : inherited;
  kids = pdf_file_get (walk->file, walk->at, value, "Kids");
  for (guint i = 0; i < pdf_count (kids); i++)
    if (!walk_fields (walk, pdf_item (kids, i), name, type, depth + 1, error))
      return FALSE;
  if (kids != NULL || !pdf_is_name (type, "Sig"))
    return TRUE;
  return name != NULL ? add_field (walk, reference->integer, value, name, error)
                      : broken_form (error);
}

GPtrArray *
pdf_fields (PdfFile *file, guint at, GError **error)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  FieldWalk walk = { file, at, fields, seen, names };
  const PdfValue *form = pdf_file_get (file, at, pdf_file_catalog (file, at), "AcroForm");
  const PdfValue *list = pdf_file_get (file, at, form, "Fields");

  for (guint i = 0; i < pdf_count (list); i++)
    if (!walk_fields (&walk, pdf_item (list, i), NULL, NULL, 0, error))
      return NULL;
  return g_steal_pointer (&fields);
}

/* --- signatures --------------------------------------------------------------------------------- */

void
pdf_signature_free (PdfSignature *signature)
{
  if (signature == NULL)
    return;
  g_free (signature->field);
  if (signature->cms != NULL)
    g_bytes_unref (signature->cms);
  g_free (signature);
}

/* The revision that defines an object last. */
static guint
defining_revision (const PdfFile *file, gint64 number)
{
  for (guint i = pdf_file_revisions (file); i > 1; i--)
    if (g_hash_table_contains (pdf_file_revision (file, i - 1)->entries,
                               GINT_TO_POINTER ((int) number)))
      return i - 1;
  return 0;
}

/* The DER value alone: the room that was reserved is filled up with zeros. */
static GBytes *
unpadded (const PdfValue *contents)
{
  const guint8 *bytes = (const guint8 *) contents->bytes;
  gsize n = contents->length, length, head = 2;

  if (n < 2 || bytes[0] != 0x30)
    return NULL;
  length = bytes[1];
  if (length >= 0x80)
    {
      gsize octets = length & 0x7F;

      if (octets == 0 || octets > 4 || n < 2 + octets)
        return NULL;
      length = 0;
      for (gsize i = 0; i < octets; i++)
        length = length << 8 | bytes[2 + i];
      head += octets;
    }
  if (length > n - head || length > LARGEST_CMS)
    return NULL;
  for (gsize i = head + length; i < n; i++)
    if (bytes[i] != 0)
      return NULL;
  return g_bytes_new (bytes, head + length);
}

static const char *
range_fault (PdfFile *file, PdfSignature *signature, const PdfValue *dictionary)
{
  const PdfValue *range = pdf_get (dictionary, "ByteRange");
  const PdfValue *contents = pdf_get (dictionary, "Contents");
  const PdfRevision *revision = pdf_file_revision (file, signature->revision);
  gsize size, end, *own = signature->range;
  const char *data = pdf_file_data (file, &size);

  if (range == NULL || range->kind != PDF_ARRAY || pdf_count (range) != 4)
    return N_ ("it does not say which bytes it covers");
  for (guint i = 0; i < 4; i++)
    {
      const PdfValue *item = pdf_item (range, i);

      if (item->kind != PDF_INTEGER || item->integer < 0 || (gsize) item->integer > size)
        return N_ ("it says that it covers bytes that are not there");
      own[i] = (gsize) item->integer;
    }
  if (contents == NULL || contents->kind != PDF_STRING || data[contents->start] != '<')
    return N_ ("it has no content");
  end = own[2] + own[3];
  if (own[0] != 0)
    return N_ ("it does not cover the beginning of the file");
  if (own[1] != contents->start || own[2] != contents->end)
    return N_ ("it leaves out more than itself");
  if (end < revision->mark)
    return N_ ("it does not cover all of its own revision");
  if (end > revision->end)
    return N_ ("it says that it covers what was added after it");
  signature->covers_all = end == size;
  signature->cms = unpadded (contents);
  return signature->cms == NULL ? N_ ("it is no signature, or something is hidden behind it")
                                : NULL;
}

static int
compare_revisions (gconstpointer a, gconstpointer b)
{
  const PdfSignature *left = *(PdfSignature *const *) a, *right = *(PdfSignature *const *) b;

  return left->revision < right->revision ? -1 : left->revision > right->revision;
}

GPtrArray *
pdf_signatures (PdfFile *file, GError **error)
{
  guint last = pdf_file_revisions (file) - 1;
  g_autoptr(GPtrArray) fields = pdf_fields (file, last, error);
  GPtrArray *list;

  if (fields == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) pdf_signature_free);
  for (guint i = 0; i < fields->len; i++)
    {
      const PdfField *field = g_ptr_array_index (fields, i);
      const PdfObject *object;
      PdfSignature *signature;

      if (field->signature == 0)
        continue;
      if (list->len == MOST_SIGNATURES)
        {
          g_ptr_array_unref (list);
          council_error (error, COUNCIL_ERROR_INPUT,
                         N_ ("PDF: it has more signatures than anybody makes"), NULL);
          return NULL;
        }
      object = pdf_file_object (file, last, field->signature);
      signature = g_new0 (PdfSignature, 1);
      signature->field = g_strdup (field->name);
      signature->number = field->signature;
      signature->field_number = field->number;
      signature->revision = defining_revision (file, field->signature);
      signature->fault = object == NULL ? N_ ("it is not there")
                                        : range_fault (file, signature, object->value);
      g_ptr_array_add (list, signature);
    }
  g_ptr_array_sort (list, compare_revisions);
  return list;
}

GBytes *
pdf_signature_bytes (const PdfFile *file, const PdfSignature *signature)
{
  gsize size;
  const char *data = pdf_file_data (file, &size);
  GByteArray *bytes =
      g_byte_array_sized_new ((guint) (signature->range[1] + signature->range[3]));

  g_return_val_if_fail (signature->fault == NULL, NULL);
  g_byte_array_append (bytes, (const guint8 *) data, (guint) signature->range[1]);
  g_byte_array_append (bytes, (const guint8 *) data + signature->range[2],
                       (guint) signature->range[3]);
  return g_byte_array_free_to_bytes (bytes);
}
