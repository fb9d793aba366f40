/* The reader of PDF files on any bytes: structure, pages, fields, signatures, changes, text.
 *
 * A file whose offsets do not fit is refused at once, and a fuzzer seldom finds offsets.  So bytes
 * that begin with "OBJ" are objects, each ended by a line "---", for which the file around them is
 * made here; a line "+++" begins another revision. */
#include "core/error.h"
#include "protocols/pdf-signature.h"
#include "protocols/pdf-stream.h"
#include "protocols/pdf-text.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* --- a file around objects ----------------------------------------------------------------------- */

static gsize
end_revision (GString *file, GArray *offsets, guint first, gsize previous)
{
  gsize table = file->len;

  g_string_append_printf (file, "xref\n%u %u\n", first, offsets->len);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (file, "%010zu 00000 n \n", g_array_index (offsets, gsize, i));
  g_string_append (file, "trailer\n<< /Root 1 0 R /Size 4100");
  if (previous > 0)
    g_string_append_printf (file, " /Prev %zu", previous);
  g_string_append_printf (file, " >>\nstartxref\n%zu\n%%%%EOF\n", table);
  return table;
}

/* The objects of a later revision are numbered from the digit behind its "+++". */
static GBytes *
assemble (const char *text, gsize n)
{
  g_autofree char *copy = g_strndup (text, n);
  g_auto(GStrv) lines = g_strsplit (copy, "\n", 4000);
  g_autoptr(GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  GString *file = g_string_new ("%PDF-1.4\n");
  gboolean open = FALSE;
  guint first = 1;
  gsize previous = 0;

  for (guint i = 1; i <= g_strv_length (lines); i++)
    {
      const char *line = lines[i] ? lines[i] : "+++1";
      gboolean revision = g_str_has_prefix (line, "+++");

      if (open && (revision || g_str_equal (line, "---")))
        {
          g_string_append (file, "endobj\n");
          open = FALSE;
        }
      else if (!open && !revision)
        {
          gsize offset = file->len;

          g_array_append_val (offsets, offset);
          g_string_append_printf (file, "%u 0 obj\n", first + offsets->len - 1);
          open = TRUE;
        }
      if (open)
        g_string_append_printf (file, "%s\n", line);
      if (!revision || lines[i] == NULL)
        continue;
      previous = end_revision (file, offsets, first, previous);
      g_array_set_size (offsets, 0);
      first = line[3] >= '1' && line[3] <= '9' ? (guint) (line[3] - '0') : 1;
    }
  end_revision (file, offsets, first, previous);
  while (file->len < 200)
    g_string_insert (file, 9, "\n");
  return g_string_free_to_bytes (file);
}

/* --- what must hold ------------------------------------------------------------------------------ */

static void
check_signatures (PdfFile *file)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) signatures = pdf_signatures (file, &error);
  g_autoptr(GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  gsize size;

  pdf_file_data (file, &size);
  g_assert_true ((signatures == NULL) == (error != NULL));
  for (guint i = 0; signatures != NULL && i < signatures->len; i++)
    {
      const PdfSignature *signature = g_ptr_array_index (signatures, i);
      g_autoptr(GBytes) covered =
          signature->fault == NULL ? pdf_signature_bytes (file, signature) : NULL;

      if (covered == NULL)
        continue;
      g_assert_nonnull (signature->cms);
      g_assert_cmpuint (signature->range[2] + signature->range[3], <=, size);
      g_assert_cmpuint (g_bytes_get_size (covered), ==,
                        signature->range[1] + signature->range[3]);
      g_assert_cmpint (signature->covers_all, ==,
                       signature->range[2] + signature->range[3] == size);
    }
  if (signatures != NULL)
    pdf_changes (file, signatures, findings);
  /* a revision without a signature never passes */
  if (signatures != NULL && signatures->len + 1 < pdf_file_revisions (file))
    g_assert_cmpuint (findings->len, >, 0);
}

static void
check_places (const PdfFile *file)
{
  gsize at = 0, size;

  pdf_file_data (file, &size);
  for (guint i = 0; i < pdf_file_revisions (file); i++)
    {
      const PdfRevision *revision = pdf_file_revision (file, i);

      g_assert_cmpuint (revision->start, ==, at);
      g_assert_cmpuint (revision->table, >=, at);
      g_assert_cmpuint (revision->mark, <=, revision->end);
      g_assert_cmpuint (revision->end, <=, size);
      at = revision->end;
    }
}

static void
check_text (PdfFile *file)
{
  g_autoptr(GError) error = NULL;
  guint last = pdf_file_revisions (file) - 1;
  g_autoptr(GPtrArray) fields = pdf_fields (file, last, &error);
  g_autoptr(GHashTable) drawn_with =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) blocks =
      fields ? pdf_text_blocks (file, last, fields, drawn_with, &error) : NULL;

  g_assert_true ((blocks == NULL) == (error != NULL));
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    g_assert_true (
        g_utf8_validate (((PdfBlock *) g_ptr_array_index (blocks, i))->text, -1, NULL));
}

static void
read_file (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  gboolean damaged;
  g_autoptr(PdfFile) file = pdf_file_open (bytes, &damaged, &error);

  if (file == NULL)
    {
      g_assert_true (g_error_matches (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT));
      return;
    }
  g_assert_no_error (error);
  check_places (file);
  check_signatures (file);
  check_text (file);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) raw = g_bytes_new (data, size);

  read_file (raw);
  if (size > 3 && memcmp (data, "OBJ", 3) == 0)
    {
      g_autoptr(GBytes) whole = assemble ((const char *) data, size);

      read_file (whole);
    }
  return 0;
}
