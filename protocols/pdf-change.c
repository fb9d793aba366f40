/* What a revision changed: a signing may add its signature and nothing else. */
#include "protocols/pdf-signature.h"

#include "core/error.h"
#include "core/message.h"

#define DEEPEST 32
#define MOST_FINDINGS 50 /* enough to see what happened */

typedef struct
{
  PdfFile *file;
  GHashTable *contents; /* numbers of the objects that hold what pages show; once asked */
  guint at;             /* the revision that is looked at; at - 1 is the one before */
  const PdfSignature *signature; /* (nullable): made in it */
  GHashTable *needed;            /* numbers of the new objects that the signature needs */
  GPtrArray *findings;
} Change;

static void
add_finding (Change *change, const char *message, gint64 number)
{
  g_autofree char *revision = g_strdup_printf ("%u", change->at + 1);
  g_autofree char *object = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  GError *error = NULL;

  if (change->findings->len >= MOST_FINDINGS)
    return;
  council_error (&error, COUNCIL_ERROR_RULE, message, "n", revision, "object", object, NULL);
  g_ptr_array_add (change->findings, error);
}

static gboolean
is_new (const Change *change, gint64 number)
{
  return g_hash_table_contains (pdf_file_revision (change->file, change->at)->entries,
                                GINT_TO_POINTER ((int) number)) &&
         !pdf_file_has (change->file, change->at - 1, number);
}

/* All new objects that @value leads to. */
static void
add_needed (Change *change, const PdfValue *value, guint depth)
{
  if (value == NULL || depth > DEEPEST)
    return;
  if (value->kind == PDF_REFERENCE)
    {
      const PdfObject *object;

      if (!is_new (change, value->integer) ||
          !g_hash_table_add (change->needed, GINT_TO_POINTER ((int) value->integer)))
        return;
      object = pdf_file_object (change->file, change->at, value->integer);
      add_needed (change, object ? object->value : NULL, depth + 1);
      return;
    }
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    add_needed (change, g_ptr_array_index (value->items, i), depth + 1);
}

/* Whether two dictionaries differ in the keys of @free alone. */
static gboolean
same_but (const PdfValue *before, const PdfValue *after, const char *const *free)
{
  const PdfValue *sides[] = { before, after };

  if (before == NULL || after == NULL || before->kind != PDF_DICTIONARY ||
      after->kind != PDF_DICTIONARY)
    return FALSE;
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < sides[side]->items->len; i += 2)
      {
        const PdfValue *key = g_ptr_array_index (sides[side]->items, i);

        if (!g_strv_contains (free, key->bytes) &&
            !pdf_equal (pdf_get (before, key->bytes), pdf_get (after, key->bytes)))
          return FALSE;
      }
  return TRUE;
}

/* The field that is signed: its signature is new, its appearance may be. */
static gboolean
is_signing (Change *change, const PdfValue *before, const PdfValue *after)
{
  static const char *const free[] = { "V", "AP", NULL };
  const PdfValue *old = pdf_get (before, "V");

  return (old == NULL || old->kind == PDF_NULL) && same_but (before, after, free);
}

/* The form may be told that there are signatures now. */
static gboolean
is_flagging (Change *change, gint64 number, const PdfValue *before, const PdfValue *after)
{
  static const char *const free[] = { "SigFlags", NULL };
  const PdfValue *form = pdf_get (pdf_file_catalog (change->file, change->at), "AcroForm");
  const PdfValue *flags = pdf_get (after, "SigFlags");

  return form != NULL && form->kind == PDF_REFERENCE && form->integer == number &&
         flags != NULL && flags->kind == PDF_INTEGER && same_but (before, after, free);
}

/* --- in words ----------------------------------------------------------------------------------- */

static const char *
page_change (const PdfValue *before, const PdfValue *after)
{
  static const char *const free[] = { "Annots", NULL };

  return same_but (before, after, free)
             ? N_ ("revision {n} adds or removes an annotation on a page (object {object})")
             : N_ ("revision {n} replaces a page (object {object})");
}

static void
add_content (GHashTable *contents, const PdfValue *value)
{
  if (value != NULL && value->kind == PDF_REFERENCE)
    g_hash_table_add (contents, GINT_TO_POINTER ((int) value->integer));
}

/* What holds what the pages showed before. */
static GHashTable *
find_contents (Change *change)
{
  GHashTable *found = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr(GArray) pages = pdf_pages (change->file, change->at - 1);

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    {
      const PdfPage *page = &g_array_index (pages, PdfPage, i);
      const PdfObject *object = pdf_file_object (change->file, change->at - 1, page->number);
      const PdfValue *contents = object ? pdf_get (object->value, "Contents") : NULL;

      add_content (found, contents);
      for (guint k = 0; contents != NULL && k < pdf_count (contents); k++)
        add_content (found, pdf_item (contents, k));
    }
  return found;
}

static gboolean
is_content (Change *change, gint64 number)
{
  if (change->contents == NULL)
    change->contents = find_contents (change);
  return g_hash_table_contains (change->contents, GINT_TO_POINTER ((int) number));
}

static const char *
describe (Change *change, const PdfObject *before, const PdfObject *after)
{
  const PdfValue *type = pdf_get (before->value, "Type");

  if (pdf_is_name (type, "Page"))
    return page_change (before->value, after->value);
  if (pdf_is_name (type, "Pages"))
    return N_ ("revision {n} adds, removes or reorders pages (object {object})");
  if (pdf_is_name (type, "Catalog"))
    return N_ ("revision {n} changes the document's catalog (object {object})");
  if (pdf_is_name (type, "Annot"))
    return N_ ("revision {n} changes a field that it does not sign (object {object})");
  if (before->stream != 0 && is_content (change, before->number))
    return N_ ("revision {n} replaces what a page shows (object {object})");
  return N_ ("revision {n} changes object {object}");
}

/* --- a revision --------------------------------------------------------------------------------- */

static void
check_changed (Change *change, const PdfObject *before, const PdfObject *after)
{
  const PdfValue *old = before->value, *new = after->value;

  if (before->stream == 0 && after->stream == 0 &&
      (pdf_equal (old, new) || is_flagging (change, before->number, old, new) ||
       (change->signature != NULL && change->signature->field_number == before->number &&
        is_signing (change, old, new))))
    return;
  add_finding (change, describe (change, before, after), before->number);
}

/* Something named it before it was there: a page, perhaps, that it now shows itself on. */
static gboolean
was_missing (const Change *change, gint64 number)
{
  for (guint i = 0; i < change->at; i++)
    {
      GHashTable *missing = pdf_file_revision (change->file, i)->missing;

      if (missing != NULL && g_hash_table_contains (missing, GINT_TO_POINTER ((int) number)))
        return TRUE;
    }
  return FALSE;
}

static void
check_entry (Change *change, const PdfEntry *entry)
{
  const PdfObject *before = pdf_file_object (change->file, change->at - 1, entry->number);
  const PdfObject *after = pdf_file_object (change->file, change->at, entry->number);

  if (after == NULL)
    add_finding (change, N_ ("revision {n} deletes object {object}"), entry->number);
  else if (before != NULL)
    check_changed (change, before, after);
  else if (was_missing (change, entry->number))
    add_finding (change,
                 N_ ("revision {n} fills in object {object}, which the document left open"),
                 entry->number);
  else if (!g_hash_table_contains (change->needed, GINT_TO_POINTER ((int) entry->number)))
    add_finding (change, N_ ("revision {n} adds object {object}, which no signature needs"),
                 entry->number);
}

static void
check_trailer (Change *change)
{
  const PdfValue *before = pdf_file_revision (change->file, change->at - 1)->trailer;
  const PdfValue *after = pdf_file_revision (change->file, change->at)->trailer;
  const PdfValue *old = pdf_get (before, "ID"), *new = pdf_get (after, "ID");

  if (!pdf_equal (pdf_get (before, "Info"), pdf_get (after, "Info")) ||
      !pdf_equal (pdf_item (old, 0), pdf_item (new, 0)))
    add_finding (change, N_ ("revision {n} says that it is another document"), 0);
}

static const PdfSignature *
signature_of (GPtrArray *signatures, guint revision, guint *count)
{
  const PdfSignature *found = NULL;

  *count = 0;
  for (guint i = 0; i < signatures->len; i++)
    {
      const PdfSignature *signature = g_ptr_array_index (signatures, i);

      if (signature->revision != revision)
        continue;
      found = signature;
      ++*count;
    }
  return found;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const PdfEntry *left = *(PdfEntry *const *) a, *right = *(PdfEntry *const *) b;

  return left->number < right->number ? -1 : left->number > right->number;
}

static void
check_revision (Change *change)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer entry;

  if (change->signature != NULL)
    {
      const PdfObject *field =
          pdf_file_object (change->file, change->at, change->signature->field_number);

      if (field != NULL)
        {
          add_needed (change, pdf_get (field->value, "V"), 0);
          add_needed (change, pdf_get (field->value, "AP"), 0);
        }
    }
  else
    add_finding (change, N_ ("revision {n} was added without a signature of its own"), 0);
  g_hash_table_iter_init (&iter, pdf_file_revision (change->file, change->at)->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (entries, entry);
  g_ptr_array_sort (entries, compare_numbers);
  for (guint i = 0; i < entries->len && change->findings->len < MOST_FINDINGS; i++)
    check_entry (change, g_ptr_array_index (entries, i));
  check_trailer (change);
}

void
pdf_changes (PdfFile *file, GPtrArray *signatures, GPtrArray *findings)
{
  guint n = pdf_file_revisions (file), count;
  gsize size;

  pdf_file_data (file, &size);
  for (guint i = 1; i < n; i++)
    {
      g_autoptr(GHashTable) needed = g_hash_table_new (g_direct_hash, g_direct_equal);
      Change change = { .file = file,
                        .at = i,
                        .signature = signature_of (signatures, i, &count),
                        .needed = needed,
                        .findings = findings };

      check_revision (&change);
      if (count > 1)
        add_finding (&change, N_ ("revision {n} has more than one signature"), 0);
      g_clear_pointer (&change.contents, g_hash_table_unref);
    }
  if (pdf_file_revision (file, n - 1)->end != size)
    {
      Change change = { .file = file, .at = n, .findings = findings };

      add_finding (&change, N_ ("bytes follow the end of the document"), 0);
    }
}
