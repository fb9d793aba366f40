#include "protocols/pades-internal.h"

#include "core/error.h"
#include "core/message.h"

#include <string.h>

#define RESERVE 16384 /* bytes for the CMS; with a timestamp it takes about 6,000 */
#define DIGITS 10     /* of a number of ByteRange, filled in when all is in its place */

typedef struct
{
  PdfFile *file;
  guint last; /* the newest revision */
  const PadesRequest *request;
  const PdfField *field;
  gint64 signature, appearance, font; /* numbers of objects */
  GString *out;                       /* the bytes so far: all of the file */
  GArray *places;                     /* gsize pairs: number, offset */
  gsize range, contents;              /* where ByteRange's numbers and the signature stand */
} Update;

/* --- objects ------------------------------------------------------------------------------------ */

static void
begin_object (Update *update, gint64 number)
{
  gsize place[2] = { (gsize) number, update->out->len };

  g_array_append_vals (update->places, place, 2);
  g_string_append_printf (update->out, "%" G_GINT64_FORMAT " 0 obj\n", number);
}

static void
end_object (Update *update)
{
  g_string_append (update->out, "\nendobj\n");
}

/* A text string in UTF-16, in hexadecimal digits. */
static void
append_text (GString *out, const char *text)
{
  gsize n = 0;
  g_autofree char *utf16 = g_convert (text, -1, "UTF-16BE", "UTF-8", NULL, &n, NULL);

  g_string_append (out, "<FEFF");
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, "%02X", (guint8) utf16[i]);
  g_string_append_c (out, '>');
}

/* A dictionary as it was, without the keys of @without; the caller adds and closes. */
static void
open_copy (Update *update, const PdfValue *dictionary, const char *const *without)
{
  gsize size;
  const char *data = pdf_file_data (update->file, &size);

  g_string_append (update->out, "<<\n");
  for (guint i = 0; i < dictionary->items->len; i += 2)
    {
      const PdfValue *key = g_ptr_array_index (dictionary->items, i);
      const PdfValue *value = g_ptr_array_index (dictionary->items, i + 1);

      if (g_strv_contains (without, key->bytes))
        continue;
      g_string_append_len (update->out, data + key->start, (gssize) (key->end - key->start));
      g_string_append_c (update->out, ' ');
      g_string_append_len (update->out, data + value->start,
                           (gssize) (value->end - value->start));
      g_string_append_c (update->out, '\n');
    }
}

static void
add_signature (Update *update)
{
  g_autofree char *when = g_date_time_format (update->request->when, "D:%Y%m%d%H%M%SZ");
  GString *out = update->out;

  begin_object (update, update->signature);
  g_string_append (out, "<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n"
                        "/SubFilter /ETSI.CAdES.detached\n/ByteRange [0 ");
  update->range = out->len;
  for (guint i = 0; i < 3 * (DIGITS + 1); i++)
    g_string_append_c (out, ' ');
  g_string_append (out, "]\n/Contents ");
  update->contents = out->len;
  g_string_append_c (out, '<');
  for (guint i = 0; i < 2 * RESERVE; i++)
    g_string_append_c (out, '0');
  g_string_append_printf (out, ">\n/M (%s)\n/Name ", when);
  append_text (out, update->request->name);
  g_string_append (out, "\n>>");
  end_object (update);
}

static gboolean
add_appearance (Update *update, GError **error)
{
  double width, height;
  char w[G_ASCII_DTOSTR_BUF_SIZE], h[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *content =
      pades_appearance (update->file, update->field->value, update->request->lines, &width,
                        &height, &update->font, error);

  if (content == NULL)
    return FALSE;
  begin_object (update, update->appearance);
  g_string_append_printf (
      update->out,
      "<<\n/Type /XObject\n/Subtype /Form\n/BBox [0 0 %s %s]\n/Resources << /Font << /F0 "
      "%" G_GINT64_FORMAT " 0 R >> >>\n/Length %" G_GSIZE_FORMAT "\n>>\nstream\n%s\nendstream",
      g_ascii_formatd (w, sizeof w, "%.2f", width),
      g_ascii_formatd (h, sizeof h, "%.2f", height), update->font, strlen (content), content);
  end_object (update);
  return TRUE;
}

static void
add_widget (Update *update)
{
  static const char *const without[] = { "V", "AP", NULL };

  begin_object (update, update->field->number);
  open_copy (update, update->field->value, without);
  g_string_append_printf (
      update->out, "/V %" G_GINT64_FORMAT " 0 R\n/AP << /N %" G_GINT64_FORMAT " 0 R >>\n>>",
      update->signature, update->appearance);
  end_object (update);
}

/* Tells readers that there are signatures, and that only appending keeps them (12.7.2). */
static gboolean
add_form (Update *update, GError **error)
{
  static const char *const without[] = { "SigFlags", NULL };
  const PdfValue *catalog = pdf_file_catalog (update->file, update->last);
  const PdfValue *reference = pdf_get (catalog, "AcroForm");
  const PdfValue *form = pdf_file_value (update->file, update->last, reference);
  const PdfValue *flags = pdf_get (form, "SigFlags");

  if (flags != NULL && flags->kind == PDF_INTEGER && flags->integer == 3)
    return TRUE;
  if (form == NULL || reference->kind != PDF_REFERENCE)
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("PDF: its form of signature fields is broken"), NULL);
  begin_object (update, reference->integer);
  open_copy (update, form, without);
  g_string_append (update->out, "/SigFlags 3\n>>");
  end_object (update);
  return TRUE;
}

/* --- table and trailer -------------------------------------------------------------------------- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  gsize left = *(const gsize *) a, right = *(const gsize *) b;

  return left < right ? -1 : left > right;
}

static void
add_trailer (Update *update, gsize table)
{
  const PdfRevision *last = pdf_file_revision (update->file, update->last);
  const PdfValue *info = pdf_get (last->trailer, "Info"), *id = pdf_get (last->trailer, "ID");
  const PdfValue *kept[] = { pdf_get (last->trailer, "Root"), info, id };
  static const char *const keys[] = { "Root", "Info", "ID" };
  gsize size;
  const char *data = pdf_file_data (update->file, &size);

  g_string_append_printf (
      update->out, "trailer\n<<\n/Size %" G_GINT64_FORMAT "\n/Prev %" G_GSIZE_FORMAT "\n",
      update->appearance + 1, last->table);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (kept[i] != NULL)
      g_string_append_printf (update->out, "/%s %.*s\n", keys[i],
                              (int) (kept[i]->end - kept[i]->start), data + kept[i]->start);
  g_string_append_printf (update->out, ">>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", table);
}

static void
add_table (Update *update)
{
  const gsize *places = (const gsize *) (gpointer) update->places->data;
  guint n = update->places->len / 2;
  gsize table = update->out->len;

  qsort (update->places->data, n, 2 * sizeof (gsize), compare_places);
  g_string_append (update->out, "xref\n");
  for (guint i = 0, run; i < n; i += run)
    {
      for (run = 1; i + run < n && places[2 * (i + run)] == places[2 * i] + run; run++)
        ;
      g_string_append_printf (update->out, "%" G_GSIZE_FORMAT " %u\n", places[2 * i], run);
      for (guint k = i; k < i + run; k++)
        g_string_append_printf (update->out, "%010" G_GSIZE_FORMAT " 00000 n\r\n",
                                places[2 * k + 1]);
    }
  add_trailer (update, table);
}

/* --- the whole ---------------------------------------------------------------------------------- */

static const PdfField *
find_field (GPtrArray *fields, const char *name, GError **error)
{
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const PdfField *field = g_ptr_array_index (fields, i);

      if (!g_str_equal (field->name, name))
        continue;
      if (field->signature == 0)
        return field;
      council_error (error, COUNCIL_ERROR_RULE, N_ ("PDF: field «{name}» is signed already"),
                     "name", name, NULL);
      return NULL;
    }
  if (fields != NULL)
    council_error (error, COUNCIL_ERROR_INPUT,
                   N_ ("PDF: it has no signature field «{name}» (it was issued before there "
                       "were any, or it is no original: issue it again)"),
                   "name", name, NULL);
  return NULL;
}

/* What the signature covers: all but itself. */
static GBytes *
finish (Update *update, GBytes **digest)
{
  GString *out = update->out;
  GChecksum *checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize behind = update->contents + 2 * RESERVE + 2, n = 32;
  g_autofree char *numbers =
      g_strdup_printf ("%" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT,
                       update->contents, behind, out->len - behind);
  guint8 hash[32];

  memcpy (out->str + update->range, numbers, strlen (numbers));
  g_checksum_update (checksum, (const guchar *) out->str, (gssize) update->contents);
  g_checksum_update (checksum, (const guchar *) out->str + behind,
                     (gssize) (out->len - behind));
  g_checksum_get_digest (checksum, hash, &n);
  g_checksum_free (checksum);
  *digest = g_bytes_new (hash, n);
  return g_string_free_to_bytes (out);
}

static gint64
next_number (const PdfFile *file)
{
  gint64 most = 0;

  for (guint i = 0; i < pdf_file_revisions (file); i++)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, pdf_file_revision (file, i)->entries);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        most = MAX (most, (gint64) GPOINTER_TO_UINT (key));
    }
  return most + 1;
}

GBytes *
pades_prepare (GBytes *pdf, const PadesRequest *request, GBytes **digest, GError **error)
{
  gboolean damaged;
  g_autoptr(PdfFile) file = pdf_file_open (pdf, &damaged, error);
  guint last = file ? pdf_file_revisions (file) - 1 : 0;
  g_autoptr(GPtrArray) fields = file ? pdf_fields (file, last, error) : NULL;
  const PdfField *field = fields ? find_field (fields, request->field, error) : NULL;
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));
  Update update = { file, last, request, field, .places = places };
  gsize n;
  const char *data;

  if (field == NULL)
    return NULL;
  data = pdf_file_data (file, &n);
  update.out = g_string_new_len (data, (gssize) n);
  update.signature = next_number (file);
  update.appearance = update.signature + 1;
  add_signature (&update);
  if (!add_appearance (&update, error) || (add_widget (&update), !add_form (&update, error)))
    {
      g_string_free (update.out, TRUE);
      return NULL;
    }
  add_table (&update);
  return finish (&update, digest);
}

GBytes *
pades_fill (GBytes *prepared, GBytes *cms, GError **error)
{
  static const char digits[] = "0123456789abcdef";
  gsize size, n, at = 0;
  const char *data = g_bytes_get_data (prepared, &size);
  const guint8 *der = g_bytes_get_data (cms, &n);
  g_autofree char *room = g_strnfill (2 * RESERVE, '0');
  const char *found;
  char *filled;

  if (n > RESERVE)
    {
      council_error (error, COUNCIL_ERROR_INPUT,
                     N_ ("the signature is larger than the room for it: too many "
                         "certificates come along (at most 16 KB)"),
                     NULL);
      return NULL;
    }
  found = memmem (data, size, room, 2 * RESERVE);
  g_return_val_if_fail (found != NULL, NULL);
  at = (gsize) (found - data);
  filled = g_memdup2 (data, size);
  for (gsize i = 0; i < n; i++)
    {
      filled[at + 2 * i] = digits[der[i] >> 4];
      filled[at + 2 * i + 1] = digits[der[i] & 15];
    }
  return g_bytes_new_take (filled, size);
}
