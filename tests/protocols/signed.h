/* An issued protocol of the fictitious council, certificates for its chairs, and signing. */
#pragma once

#include "core/clock.h"
#include "protocols/pdf-signature.h"
#include "protocols/signature.h"
#include "tests/protocols/given.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Certificates of tests/support/pki.sh, made once for all tests of a program. */
static char *pki_folder;

static inline void
remove_pki (void)
{
  fixture_remove (pki_folder);
}

static inline char *
pki_path (const char *name)
{
  return g_build_filename (pki_folder, name, NULL);
}

static inline void
given_pki (void)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support", "pki.sh", NULL);
  g_autoptr(GError) error = NULL;
  int status = 0;

  if (pki_folder != NULL)
    return;
  pki_folder = g_dir_make_tmp ("council-pki-XXXXXX", &error);
  g_assert_no_error (error);
  atexit (remove_pki);
  g_spawn_sync (NULL, (char *[]){ (char *) "bash", script, pki_folder, NULL }, NULL,
                G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static inline void
given_issued (Fixture *f)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GError) error = NULL;

  given_agreed (f);
  given_pki ();
  protocol = given_protocol (f, "2026");
  protocol_issue (f->db, protocol, NULL, NULL, FALSE, &error);
  g_assert_no_error (error);
}

static inline char *
no_passphrase (const char *what, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

static inline CmsSigner *
signer_of (Fixture *f, const char *name)
{
  g_autofree char *pem = g_strconcat (name, ".pem", NULL),
                  *key = g_strconcat (name, ".key", NULL);
  g_autofree char *pem_path = pki_path (pem), *key_path = pki_path (key);
  CmsSource source = { .cert = pem_path, .key = key_path, .ask = no_passphrase };
  g_autoptr(GError) error = NULL;
  CmsSigner *signer = pades_module (NULL)->signer_open (&source, &error);

  g_assert_no_error (error);
  return signer;
}

/* @pdf with a signature by @name's key in the field of @party. */
static inline GBytes *
sign_bytes (Fixture *f, GBytes *pdf, const char *party, const char *name)
{
  const PadesModule *module = pades_module (NULL);
  static const char *const lines[] = { "Подписано электронной подписью", "Ё. Ғ. Ҷӯраев",
                                       NULL };
  g_autofree char *field = g_strconcat (SIGNATURE_FIELD, party, NULL);
  g_autoptr(GDateTime) now = clock_now ();
  PadesRequest request = { field, lines, "Ё. Ғ. Ҷӯраев", now };
  g_autoptr(CmsSigner) signer = signer_of (f, name);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) digest = NULL, attributes = NULL, signature = NULL, cms = NULL;
  g_autoptr(GBytes) prepared = module->prepare (pdf, &request, &digest, &error);
  GBytes *filled;

  g_assert_no_error (error);
  attributes = module->attributes (signer, digest, &error);
  signature = module->sign (signer, attributes, &error);
  cms = module->assemble (signer, digest, signature, NULL, &error);
  g_assert_no_error (error);
  filled = module->fill (prepared, cms, &error);
  g_assert_no_error (error);
  return filled;
}

static inline GBytes *
original_bytes (Fixture *f, const char *keeper)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GError) error = NULL;
  GBytes *bytes = protocol_render (f->db, protocol, keeper, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Signed by both, arcadia first. */
static inline GBytes *
signed_bytes (Fixture *f, const char *keeper)
{
  g_autoptr(GBytes) plain = original_bytes (f, keeper);
  g_autoptr(GBytes) once = sign_bytes (f, plain, "ar", "ar");

  return sign_bytes (f, once, "bo", "bo");
}

static inline PadesReport *
verify (Fixture *f, GBytes *pdf, GError **error)
{
  g_autofree char *ca = pki_path ("ca.pem");
  const char *const trust[] = { ca, NULL };
  g_autoptr(GDateTime) now = clock_now ();

  return pades_module (NULL)->verify (pdf, trust, now, error);
}

/* The file is not taken for sound; %NULL or what the verifier says of it. */
static inline PadesReport *
assert_refused (Fixture *f, GBytes *pdf)
{
  g_autoptr(GError) error = NULL;
  PadesReport *report = verify (f, pdf, &error);

  if (report == NULL)
    g_assert_cmpint (error->code, ==, COUNCIL_ERROR_INPUT);
  else
    g_assert_false (pades_report_is_sound (report));
  return report;
}

static inline void
assert_change (Fixture *f, GBytes *pdf, const char *words)
{
  g_autoptr(PadesReport) report = assert_refused (f, pdf);
  g_autoptr(GString) all = g_string_new (NULL);

  g_assert_nonnull (report);
  for (guint i = 0; i < report->changes->len; i++)
    g_string_append_printf (all, "%s\n",
                            ((GError *) g_ptr_array_index (report->changes, i))->message);
  if (strstr (all->str, words) == NULL)
    g_error ("«%s» is not among: %s", words, all->str);
}

/* --- tampering ------------------------------------------------------------------------------- */

static inline GBytes *
changed_byte (GBytes *pdf, gsize at)
{
  gsize n;
  const char *data = g_bytes_get_data (pdf, &n);
  char *copy = g_memdup2 (data, n);

  copy[at] ^= 1;
  return g_bytes_new_take (copy, n);
}

/* Every @from is replaced by @to, which is as long, from byte @after on. */
static inline GBytes *
replaced_text (GBytes *pdf, const char *from, const char *to, gsize after)
{
  gsize n, length = strlen (from);
  const char *data = g_bytes_get_data (pdf, &n);
  char *copy = g_memdup2 (data, n);
  char *at = memmem (copy + after, n - after, from, length);

  g_assert_cmpuint (strlen (to), ==, length);
  g_assert_nonnull (at);
  memcpy (at, to, length);
  return g_bytes_new_take (copy, n);
}

/* One object of a revision to be appended. */
typedef struct
{
  gint64 number;
  const char *text; /* between «obj» and «endobj» */
} Appended;

/* A well-formed incremental update, as any PDF library writes it. */
static inline GBytes *
appended_revision (GBytes *pdf, const Appended *objects, guint n)
{
  gboolean damaged;
  g_autoptr(PdfFile) file = pdf_file_open (pdf, &damaged, NULL);
  const PdfRevision *last = pdf_file_revision (file, pdf_file_revisions (file) - 1);
  gsize size, table;
  const char *data = pdf_file_data (file, &size);
  GString *out = g_string_new_len (data, (gssize) size);
  GString *xref = g_string_new ("xref\n");

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (xref,
                              "%" G_GINT64_FORMAT " 1\n%010" G_GSIZE_FORMAT " 00000 n \n",
                              objects[i].number, out->len);
      g_string_append_printf (out, "%" G_GINT64_FORMAT " 0 obj\n%s\nendobj\n",
                              objects[i].number, objects[i].text);
    }
  table = out->len;
  g_string_append_printf (
      out,
      "%strailer\n<< /Size 9999 /Root %" G_GINT64_FORMAT " 0 R /Info %" G_GINT64_FORMAT
      " 0 R /Prev %" G_GSIZE_FORMAT " /ID %.*s >>\n"
      "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
      xref->str, pdf_get (last->trailer, "Root")->integer,
      pdf_get (last->trailer, "Info")->integer, last->table,
      (int) (pdf_get (last->trailer, "ID")->end - pdf_get (last->trailer, "ID")->start),
      data + pdf_get (last->trailer, "ID")->start, table);
  g_string_free (xref, TRUE);
  return g_string_free_to_bytes (out);
}

/* The object of @pdf's first page, and its text. */
static inline gint64
first_page (GBytes *pdf, char **text)
{
  gboolean damaged;
  g_autoptr(PdfFile) file = pdf_file_open (pdf, &damaged, NULL);
  guint last = pdf_file_revisions (file) - 1;
  g_autoptr(GArray) pages = pdf_pages (file, last);
  gint64 number = g_array_index (pages, PdfPage, 0).number;
  const PdfObject *object = pdf_file_object (file, last, number);
  gsize size;
  const char *data = pdf_file_data (file, &size);

  *text = g_strndup (data + object->value->start, object->value->end - object->value->start);
  return number;
}
