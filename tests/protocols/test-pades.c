/* Signed originals, and everything that may be done to them. */
#include "tests/protocols/signed.h"

static void
test_signed_is_sound (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) pdf = NULL;
  g_autoptr(PadesReport) report = NULL;
  const PadesSignature *first, *last;

  given_issued (f);
  pdf = signed_bytes (f, "bo");
  report = verify (f, pdf, &error);
  g_assert_no_error (error);
  g_assert_true (pades_report_is_sound (report));
  g_assert_cmpuint (report->signatures->len, ==, 2);
  g_assert_cmpuint (report->empty->len, ==, 0);
  first = g_ptr_array_index (report->signatures, 0);
  last = g_ptr_array_index (report->signatures, 1);
  g_assert_cmpstr (first->party, ==, "ar");
  g_assert_false (first->covers_all);
  g_assert_cmpstr (first->verdict->certificate->title, ==, "Премьер-министр");
  g_assert_cmpstr (last->verdict->certificate->name, ==, "Faridun Primerzoda");
  g_assert_true (last->covers_all);
}

/* In any order: the fields stay in alternat order, the signatures in that of their making. */
static void
test_any_order (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) plain = NULL, once = NULL, twice = NULL;
  g_autoptr(PadesReport) report = NULL;

  given_issued (f);
  plain = original_bytes (f, "ar");
  once = sign_bytes (f, plain, "bo", "bo");
  report = verify (f, once, NULL);
  g_assert_true (pades_report_is_sound (report));
  g_assert_cmpstr (g_ptr_array_index (report->empty, 0), ==, "signature-ar");
  twice = sign_bytes (f, once, "ar", "ar");
  pades_report_free (report);
  report = verify (f, twice, NULL);
  g_assert_true (pades_report_is_sound (report));
  g_assert_cmpstr (((PadesSignature *) g_ptr_array_index (report->signatures, 0))->party, ==,
                   "bo");
}

static void
test_unsigned (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL;
  g_autoptr(PadesReport) report = NULL;

  given_issued (f);
  pdf = original_bytes (f, "ar");
  report = assert_refused (f, pdf);
  g_assert_cmpuint (report->signatures->len, ==, 0);
  g_assert_cmpuint (report->empty->len, ==, 2);
  g_assert_cmpuint (report->changes->len, ==, 0);
}

/* --- bytes ------------------------------------------------------------------------------------- */

/* The signatures' own bytes: what pads them and the certificates of others are not covered. */
static gboolean
is_within_signature (GBytes *pdf, gsize at)
{
  gboolean damaged;
  g_autoptr(PdfFile) file = pdf_file_open (pdf, &damaged, NULL);
  g_autoptr(GPtrArray) signatures = pdf_signatures (file, NULL);

  for (guint i = 0; i < signatures->len; i++)
    {
      const PdfSignature *signature = g_ptr_array_index (signatures, i);

      if (at >= signature->range[1] && at < signature->range[2])
        return TRUE;
    }
  return FALSE;
}

/* No byte of any revision can be another. */
static void
test_flipped_byte (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL;
  gsize n, tried = 0;

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  n = g_bytes_get_size (pdf);
  for (gsize at = 0; at<n; at += at> n - 1500 ? 7 : 499)
    {
      g_autoptr(GBytes) changed = changed_byte (pdf, at);
      g_autoptr(GError) error = NULL;
      g_autoptr(PadesReport) report = verify (f, changed, &error);

      if (is_within_signature (pdf, at))
        continue;
      tried++;
      if (report != NULL && pades_report_is_sound (report))
        g_error ("byte %zu can be changed", at);
    }
  g_assert_cmpuint (tried, >, 300);
}

/* A file that breaks off anywhere is neither sound nor a danger. */
static void
test_cut_off (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL;

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  for (gsize n = 0; n < g_bytes_get_size (pdf); n += 997)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (pdf, 0, n);
      g_autoptr(PadesReport) report = assert_refused (f, part);
    }
}

static void
test_first_signature_broken (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL, changed = NULL;
  g_autoptr(PadesReport) report = NULL;

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  /* in the title's date of the first revision */
  changed = replaced_text (pdf, "/CreationDate (D:2026", "/CreationDate (D:2025", 0);
  report = assert_refused (f, changed);
  for (guint i = 0; i < 2; i++)
    {
      const PadesSignature *signature = g_ptr_array_index (report->signatures, i);

      g_assert_nonnull (strstr (signature->verdict->fault, "changed after signing"));
    }
}

/* --- what pdfsig lets pass ---------------------------------------------------------------------- */

static void
test_appended_bytes (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL;
  g_autoptr(GByteArray) more = g_byte_array_new ();
  g_autoptr(GBytes) longer = NULL;
  gsize n;
  const void *data;

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  data = g_bytes_get_data (pdf, &n);
  g_byte_array_append (more, data, (guint) n);
  g_byte_array_append (more, (const guint8 *) "% a note\n%%EOF\n", 15);
  longer = g_bytes_new (more->data, more->len);
  assert_change (f, longer, "bytes follow the end");
}

static void
test_page_replaced (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL, changed = NULL;
  g_autofree char *page = NULL, *blank = NULL;
  Appended objects[1];

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  objects[0].number = first_page (pdf, &page);
  blank = g_strconcat (page, NULL);
  memcpy (strstr (blank, "/Contents"), "/Contemps", 9); /* it shows nothing any more */
  objects[0].text = blank;
  changed = appended_revision (pdf, objects, 1);
  assert_change (f, changed, "revision 4 replaces a page");
  assert_change (f, changed, "without a signature of its own");
}

/* A note over the text, which every reader shows. */
static void
test_shadow_annotation (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL, changed = NULL;
  g_autofree char *page = NULL;
  g_autoptr(GString) text = NULL;
  const char *annots;
  Appended objects[2] = { { 0, NULL },
                          { 9000,
                            "<< /Type /Annot /Subtype /FreeText /Rect [0 0 600 800] /F 4 "
                            "/Contents (nothing was agreed) >>" } };

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  objects[0].number = first_page (pdf, &page);
  text = g_string_new (page);
  annots = strstr (text->str, "/Annots");
  if (annots != NULL)
    g_string_insert (text, strchr (annots, '[') + 1 - text->str, " 9000 0 R");
  else
    g_string_insert (text, (gssize) text->len - 2, "/Annots [9000 0 R]");
  objects[0].text = text->str;
  changed = appended_revision (pdf, objects, 2);
  assert_change (f, changed, "revision 4 adds or removes an annotation");
  assert_change (f, changed, "adds object 9000");
}

/* What was changed unsigned, before another chair signed: the second signature covers it, and yet
 * the first signer has never seen it. */
static void
test_changed_between_signatures (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) plain = NULL, once = NULL, changed = NULL, twice = NULL;
  g_autofree char *page = NULL;
  Appended objects[1];

  given_issued (f);
  plain = original_bytes (f, "ar");
  once = sign_bytes (f, plain, "ar", "ar");
  objects[0].number = first_page (once, &page);
  memcpy (strstr (page, "/Contents"), "/Contemps", 9);
  objects[0].text = page;
  changed = appended_revision (once, objects, 1);
  twice = sign_bytes (f, changed, "bo", "bo");
  assert_change (f, twice, "revision 3 replaces a page");
}

/* The signature of the other original, put into this one. */
static void
test_swapped_signature (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) ar = NULL, bo = NULL, ar_signed = NULL, bo_signed = NULL, forged = NULL;
  g_autoptr(PadesReport) report = NULL;
  const char *from, *to;
  char *copy;
  gsize n, m;

  given_issued (f);
  ar = original_bytes (f, "ar");
  bo = original_bytes (f, "bo");
  ar_signed = sign_bytes (f, ar, "ar", "ar");
  bo_signed = sign_bytes (f, bo, "ar", "ar");
  from = g_bytes_get_data (ar_signed, &n);
  to = g_bytes_get_data (bo_signed, &m);
  copy = g_memdup2 (to, m);
  {
    const char *there = memmem (from, n, "/Contents <30", 13);
    char *here = memmem (copy, m, "/Contents <30", 13);

    memcpy (here, there, 30000);
  }
  forged = g_bytes_new_take (copy, m);
  report = assert_refused (f, forged);
  g_assert_nonnull (
      strstr (((PadesSignature *) g_ptr_array_index (report->signatures, 0))->verdict->fault,
              "another document"));
}

/* --- the range ---------------------------------------------------------------------------------- */

static void
assert_range_fault (Fixture *f, GBytes *pdf, const char *words)
{
  g_autoptr(PadesReport) report = assert_refused (f, pdf);
  const PadesSignature *signature = g_ptr_array_index (report->signatures, 0);

  g_assert_nonnull (signature->fault);
  g_assert_nonnull (strstr (signature->fault, words));
}

/* A ByteRange that says other numbers, as long as the true ones. */
static GBytes *
changed_range (GBytes *pdf, int begin, int gap_before, int gap_behind, int end)
{
  gsize n;
  const char *data = g_bytes_get_data (pdf, &n);
  g_autofree char *copy = g_memdup2 (data, n);
  char *range = memmem (copy, n, "/ByteRange [", 12), *bracket = memchr (range, ']', 100);
  int a = 0, b = 0, c = 0, d = 0;
  g_autofree char *text = NULL;

  g_assert_cmpint (sscanf (range + 12, "%d %d %d %d", &a, &b, &c, &d), ==, 4);
  text = g_strdup_printf ("%d %d %d %d", a + begin, b - gap_before, c + gap_behind, d + end);
  g_assert_cmpint ((gssize) strlen (text), <=, bracket - range - 12);
  memset (range + 12, ' ', (gsize) (bracket - range) - 12);
  memcpy (range + 12, text, strlen (text));
  return g_bytes_new (copy, n);
}

static void
test_changed_range (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) plain = NULL, pdf = NULL;
  struct
  {
    int begin, before, behind, end;
    const char *words;
  } const cases[] = {
    { 5, 0, 0, 0, "the beginning of the file" },
    { 0, 40, 0, 0, "leaves out more than itself" },
    { 0, 0, 40, -40, "leaves out more than itself" },
    { 0, 0, 0, -200, "all of its own revision" },
    { 0, 0, 0, 100000000, "bytes that are not there" },
  };

  given_issued (f);
  plain = original_bytes (f, "ar");
  pdf = sign_bytes (f, plain, "ar", "ar");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) changed =
          changed_range (pdf, cases[i].begin, cases[i].before, cases[i].behind, cases[i].end);

      assert_range_fault (f, changed, cases[i].words);
    }
}

/* --- tables ------------------------------------------------------------------------------------- */

/* An appended table may not lead back into what was signed, nor leave room for what no table
 * lists. */
static void
test_hidden_objects (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL, more = NULL, moved = NULL;
  Appended objects[1] = { { 9000, "<< /Hidden true >>" } };
  gsize n, offset = 0;
  const char *data, *entry;
  g_autofree char *now = NULL, *other = NULL;

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  more = appended_revision (pdf, objects, 1);
  assert_change (f, more, "adds object 9000");
  offset = g_bytes_get_size (pdf);
  now = g_strdup_printf ("%010zu 00000 n", offset);
  data = g_bytes_get_data (more, &n);
  entry = memmem (data + offset, n - offset, now, strlen (now));
  g_assert_nonnull (entry);
  other = g_strdup_printf ("%010d 00000 n", 15);
  moved = replaced_text (more, now, other, offset);
  assert_change (f, moved, "not where its table says");
}

static void
test_circle (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL, more = NULL, circle = NULL;
  Appended objects[1] = { { 9000, "<< /Hidden true >>" } };
  g_autofree char *previous = NULL, *own = NULL;
  gboolean damaged;
  g_autoptr(PdfFile) file = NULL;

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  more = appended_revision (pdf, objects, 1);
  file = pdf_file_open (more, &damaged, NULL);
  previous = g_strdup_printf ("/Prev %zu", pdf_file_revision (file, 2)->table);
  own = g_strdup_printf ("/Prev %zu", pdf_file_revision (file, 3)->table);
  circle = replaced_text (more, previous, own, g_bytes_get_size (pdf));
  assert_change (f, circle, "run in a circle");
}

/* Two fields of one name: one is shown, the other is checked. */
static void
test_two_fields_of_one_name (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) plain = NULL, pdf = NULL, changed = NULL;

  given_issued (f);
  plain = original_bytes (f, "ar");
  pdf = sign_bytes (f, plain, "ar", "ar");
  changed = replaced_text (pdf, "(signature-bo)", "(signature-ar)", 0);
  assert_change (f, changed, "two signature fields");
}

/* --- who signed --------------------------------------------------------------------------------- */

static const CmsVerdict *
only_verdict (const PadesReport *report)
{
  return ((PadesSignature *) g_ptr_array_index (report->signatures, 0))->verdict;
}

static void
test_untrusted (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) plain = NULL, pdf = NULL;
  g_autoptr(PadesReport) report = NULL;

  given_issued (f);
  plain = original_bytes (f, "ar");
  pdf = sign_bytes (f, plain, "ar", "forged");
  report = assert_refused (f, pdf);
  g_assert_null (only_verdict (report)->fault);
  g_assert_nonnull (only_verdict (report)->trust_fault);
}

static void
test_expired (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) plain = NULL, pdf = NULL;
  g_autoptr(PadesReport) report = NULL;

  given_issued (f);
  plain = original_bytes (f, "ar");
  pdf = sign_bytes (f, plain, "ar", "expired");
  report = assert_refused (f, pdf);
  g_assert_null (only_verdict (report)->fault);
  g_assert_true (only_verdict (report)->expired);
}

static guint
doubts_about (Fixture *f, const char *name, const char *party, const char *words)
{
  g_autoptr(CmsSigner) signer = signer_of (f, name);
  g_autoptr(GPtrArray) doubts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  g_autoptr(GDateTime) now = clock_now ();
  g_autoptr(GError) error = NULL;
  g_autoptr(SigningTask) task =
      signing_task_new (f->db, given_protocol (f, "2026"), "ar", party, FALSE, now, &error);

  g_assert_no_error (error);
  signing_doubts (f->db, task, pades_module (NULL)->signer_certificate (signer), doubts,
                  &error);
  g_assert_no_error (error);
  for (guint i = 0; i < doubts->len; i++)
    if (strstr (((GError *) g_ptr_array_index (doubts, i))->message, words) != NULL)
      return doubts->len;
  return 0;
}

static void
test_doubts (Fixture *f, gconstpointer unused)
{
  given_issued (f);
  g_assert_cmpuint (doubts_about (f, "ar", "ar", ""), ==, 0);
  g_assert_cmpuint (doubts_about (f, "bo", "bo", ""), ==, 0); /* by the Latin name */
  g_assert_cmpuint (doubts_about (f, "expired", "ar", "has expired"), ==, 1);
  g_assert_cmpuint (doubts_about (f, "ar", "bo", "does not name"), ==, 2);
  g_assert_cmpuint (doubts_about (f, "ar", "bo", "another country"), ==, 2);
  g_assert_cmpuint (doubts_about (f, "stranger", "ar", "does not name"), ==, 2);
  g_assert_cmpuint (doubts_about (f, "time", "ar", "is not for signing"), ==, 2);
}

/* --- on record ---------------------------------------------------------------------------------- */

static SigningTask *
given_task (Fixture *f, const char *keeper, const char *party)
{
  g_autoptr(GDateTime) now = clock_now ();
  g_autoptr(GError) error = NULL;
  SigningTask *task =
      signing_task_new (f->db, given_protocol (f, "2026"), keeper, party, FALSE, now, &error);

  g_assert_no_error (error);
  return task;
}

static gboolean
finish (Fixture *f, SigningTask *task, const char *name, gboolean *closed, GError **error)
{
  const PadesModule *module = pades_module (NULL);
  g_autoptr(CmsSigner) signer = signer_of (f, name);
  g_autoptr(GBytes) digest = NULL, attributes = NULL, signature = NULL, cms = NULL;
  g_autoptr(GBytes) prepared = signing_prepare (task, &digest, error);

  attributes = module->attributes (signer, digest, NULL);
  signature = module->sign (signer, attributes, NULL);
  cms = module->assemble (signer, digest, signature, NULL, error);
  return signing_finish (f->db, task, prepared, cms, NULL, closed, error);
}

static void
sign (Fixture *f, const char *keeper, const char *party, gboolean closes)
{
  g_autoptr(SigningTask) task = given_task (f, keeper, party);
  g_autoptr(GError) error = NULL;
  gboolean closed;

  finish (f, task, party, &closed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (closed, ==, closes);
}

/* Two chairs who began with the same file: the second is told, and nothing is lost. */
static void
test_conflict (Fixture *f, gconstpointer unused)
{
  g_autoptr(SigningTask) late = NULL;
  g_autoptr(GError) error = NULL;
  gboolean closed;

  given_issued (f);
  late = given_task (f, "ar", "bo");
  sign (f, "ar", "ar", FALSE);
  g_assert_false (finish (f, late, "bo", &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "signed by another meanwhile");
  sign (f, "ar", "bo", FALSE);
  given_assert_sound (f);
}

static void
test_twice (Fixture *f, gconstpointer unused)
{
  g_autoptr(GDateTime) now = clock_now ();
  g_autoptr(GError) error = NULL;

  given_issued (f);
  sign (f, "ar", "ar", FALSE);
  g_assert_null (
      signing_task_new (f->db, given_protocol (f, "2026"), "ar", "ar", FALSE, now, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE,
                        "has signed the original kept by ar already");
}

/* One original electronically, the other in ink: the meeting closes with the last. */
static void
test_mixed (Fixture *f, gconstpointer unused)
{
  static const char scan[] = "%PDF-1.4\n% a scan of the paper, as far as this test goes …\n";
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(GBytes) file = NULL;
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = NULL;
  gboolean closed;
  GDate date;

  given_issued (f);
  sign (f, "ar", "bo", FALSE);
  sign (f, "ar", "ar", FALSE);
  for (guint i = 0; i < 4; i++)
    g_byte_array_append (bytes, (const guint8 *) scan, sizeof scan - 1);
  g_byte_array_append (bytes, (const guint8 *) "%%EOF\n", 6);
  file = g_bytes_new (bytes->data, bytes->len);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 24, 11, 2026);
  protocol = given_protocol (f, "2026");
  g_assert_false (
      original_attach (f->db, protocol, "ar", file, &date, "Борейск", FALSE, &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "needs no scan");
  original_attach (f->db, protocol, "bo", file, &date, "Борейск", FALSE, &closed, &error);
  g_assert_no_error (error);
  g_assert_true (closed);
  meeting = meeting_load (f->db, "2026", NULL);
  g_assert_cmpstr (meeting->state, ==, "closed");
  g_assert_cmpint (
      db_number (f->db, "SELECT count (*) FROM decision WHERE state = 'in-force'", NULL, ""),
      >, 0);
  given_assert_sound (f);
}

static void
test_all_electronic (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(PadesReport) report = NULL;
  g_auto(Recorded) recorded = { RECORD_UNKNOWN };
  g_autoptr(GError) error = NULL;

  given_issued (f);
  sign (f, "ar", "ar", FALSE);
  sign (f, "bo", "bo", FALSE);
  sign (f, "ar", "bo", FALSE);
  protocol = given_protocol (f, "2026");
  g_assert_false (protocol_issue (f->db, protocol, NULL, NULL, FALSE, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "is signed already");
  sign (f, "bo", "ar", TRUE);
  bytes = original_bytes (f, "bo");
  report = verify (f, bytes, NULL);
  g_assert_true (pades_report_is_sound (report));
  recorded_find (f->db, report, &recorded, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recorded.answer, ==, RECORD_SAME);
  g_assert_cmpstr (recorded.keeper, ==, "bo");
  given_assert_sound (f);
}

/* The same protocol issued again: a signature of the first issue is no longer the record's. */
static void
test_record_differs (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) pdf = NULL, other = NULL;
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(PadesReport) report = NULL;
  g_auto(Recorded) recorded = { RECORD_UNKNOWN };
  g_autoptr(GError) error = NULL;

  given_issued (f);
  pdf = signed_bytes (f, "ar");
  protocol = given_protocol (f, "2026");
  protocol_issue (f->db, protocol, "Аркадск", NULL, FALSE, &error);
  g_assert_no_error (error);
  report = verify (f, pdf, NULL);
  recorded_find (f->db, report, &recorded, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recorded.answer, ==, RECORD_DIFFERS);
  recorded_clear (&recorded);
  /* and a forger's file under the same title */
  pades_report_free (report);
  other = replaced_text (pdf, "/CreationDate (D:2026", "/CreationDate (D:2025", 0);
  report = verify (f, other, NULL);
  recorded_find (f->db, report, &recorded, &error);
  g_assert_cmpint (recorded.answer, ==, RECORD_DIFFERS);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  protocols_register ();
  fixture_test ("/pades/signed-is-sound", test_signed_is_sound);
  fixture_test ("/pades/any-order", test_any_order);
  fixture_test ("/pades/unsigned", test_unsigned);
  fixture_test ("/pades/refuses/flipped-byte", test_flipped_byte);
  fixture_test ("/pades/refuses/cut-off", test_cut_off);
  fixture_test ("/pades/refuses/changed-text", test_first_signature_broken);
  fixture_test ("/pades/refuses/appended-bytes", test_appended_bytes);
  fixture_test ("/pades/refuses/page-replaced", test_page_replaced);
  fixture_test ("/pades/refuses/shadow-annotation", test_shadow_annotation);
  fixture_test ("/pades/refuses/changed-between-signatures", test_changed_between_signatures);
  fixture_test ("/pades/refuses/swapped-signature", test_swapped_signature);
  fixture_test ("/pades/refuses/changed-range", test_changed_range);
  fixture_test ("/pades/refuses/hidden-objects", test_hidden_objects);
  fixture_test ("/pades/refuses/circle", test_circle);
  fixture_test ("/pades/refuses/two-fields-of-one-name", test_two_fields_of_one_name);
  fixture_test ("/pades/refuses/untrusted", test_untrusted);
  fixture_test ("/pades/refuses/expired", test_expired);
  fixture_test ("/pades/doubts", test_doubts);
  fixture_test ("/pades/conflict", test_conflict);
  fixture_test ("/pades/twice", test_twice);
  fixture_test ("/pades/mixed", test_mixed);
  fixture_test ("/pades/all-electronic", test_all_electronic);
  fixture_test ("/pades/record-differs", test_record_differs);
  return g_test_run ();
}
