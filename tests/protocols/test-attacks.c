/* What a signer may do who means harm: revisions that are signed, and yet are forgeries. */
#include "tests/protocols/signed.h"

#define SIGNATURE 8000 /* number of the object that an attacker's signature gets */
#define ROOM 32768     /* digits, as pades_fill() looks for them */

/* --- a writer that obeys nobody ----------------------------------------------------------------- */

static char *
object_text (PdfFile *file, gint64 number)
{
  const PdfObject *object = pdf_file_object (file, pdf_file_revisions (file) - 1, number);
  gsize size;
  const char *data = pdf_file_data (file, &size);

  return g_strndup (data + object->value->start, object->value->end - object->value->start);
}

/* The number and the text of the field of @party. */
static gint64
field_text (GBytes *pdf, const char *party, char **text)
{
  gboolean damaged;
  g_autoptr(PdfFile) file = pdf_file_open (pdf, &damaged, NULL);
  g_autoptr(GPtrArray) fields = pdf_fields (file, pdf_file_revisions (file) - 1, NULL);
  g_autofree char *name = g_strconcat (SIGNATURE_FIELD, party, NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const PdfField *field = g_ptr_array_index (fields, i);

      if (!g_str_equal (field->name, name))
        continue;
      *text = object_text (file, field->number);
      return field->number;
    }
  g_assert_not_reached ();
}

static gint64
catalog_text (GBytes *pdf, char **text)
{
  gboolean damaged;
  g_autoptr(PdfFile) file = pdf_file_open (pdf, &damaged, NULL);
  gint64 number = pdf_get (pdf_file_revision (file, 0)->trailer, "Root")->integer;

  *text = object_text (file, number);
  return number;
}

/* @dictionary with @more in it. */
static char *
with (const char *dictionary, const char *more)
{
  return g_strdup_printf ("%.*s %s >>", (int) strlen (dictionary) - 2, dictionary, more);
}

/* One CMS by another program, which may be told what ours never does. */
static GBytes *
openssl_cms (GBytes *content, const char *const *options)
{
  g_autofree char *pem = pki_path ("ar.pem"), *key = pki_path ("ar.key");
  g_autofree char *in = pki_path ("content"), *out = pki_path ("cms.der");
  const char *words[] = { "openssl", "cms",  "-sign",    "-binary", "-in",
                          in,        "-out", out,        "-signer", pem,
                          "-inkey",  key,    "-outform", "DER",     NULL };
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  char *der = NULL;
  int status = 1;
  gsize n;

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) words[i]);
  for (guint i = 0; options[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) options[i]);
  g_ptr_array_add (argv, NULL);
  g_file_set_contents (in, g_bytes_get_data (content, NULL),
                       (gssize) g_bytes_get_size (content), &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_file_get_contents (out, &der, &n, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (der, n);
}

static GBytes *
own_cms (Fixture *f, GBytes *content, const char *name)
{
  const PadesModule *module = pades_module (NULL);
  g_autoptr(CmsSigner) signer = signer_of (f, name);
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  g_autoptr(GByteArray) hash = g_byte_array_new ();
  g_autoptr(GBytes) digest = NULL, attributes = NULL, signature = NULL;

  for (guint i = 0; i < 64; i += 2)
    {
      guint8 byte =
          (guint8) (g_ascii_xdigit_value (hex[i]) * 16 + g_ascii_xdigit_value (hex[i + 1]));

      g_byte_array_append (hash, &byte, 1);
    }
  digest = g_bytes_new (hash->data, hash->len);
  attributes = module->attributes (signer, digest, NULL);
  signature = module->sign (signer, attributes, NULL);
  return module->assemble (signer, digest, signature, NULL, NULL);
}

/* What an attacker makes of a signature. */
typedef struct
{
  const char *more;  /* in the signature's dictionary */
  const char *field; /* (nullable): in that of the field */
  gsize gap;         /* bytes behind the signature that its range leaves out as well */
  const char *const *options; /* (nullable): it is made by openssl cms, with these */
} Attack;

/* @pdf with a revision that has a signature of @party in its field, by @name's key, and @objects. */
static GBytes *
attacked (Fixture *f, GBytes *pdf, const char *party, const char *name, const Attack *attack,
          const Appended *objects, guint n)
{
  g_autofree char *field = NULL, *filled = NULL, *zeros = g_strnfill (ROOM, '0');
  g_autofree char *numbers = NULL, *own = NULL;
  g_autofree char *signature =
      g_strdup_printf ("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
                       "/ByteRange [0 0000000001 0000000002 0000000003] /Contents <%s> %s >>",
                       zeros, attack->more ? attack->more : "");
  g_autofree Appended *all = g_new0 (Appended, n + 2);
  g_autoptr(GBytes) plain = NULL, prepared = NULL, covered = NULL, cms = NULL;
  gsize size, begin, end;
  char *data;

  all[0] = (Appended){ SIGNATURE, signature };
  own = g_strdup_printf ("/V %d 0 R %s", SIGNATURE, attack->field ? attack->field : "");
  all[1].number = field_text (pdf, party, &field);
  all[1].text = filled = with (field, own);
  for (guint i = 0; i < n; i++)
    all[i + 2] = objects[i];
  plain = appended_revision (pdf, all, n + 2);
  size = g_bytes_get_size (plain);
  data = g_memdup2 (g_bytes_get_data (plain, NULL), size);
  begin = (gsize) ((char *) memmem (data, size, zeros, ROOM) - data) - 1;
  end = begin + ROOM + 2 + attack->gap;
  numbers = g_strdup_printf ("%010zu %010zu %010zu", begin, end, size - end);
  memcpy (memmem (data + begin - 100, 100, "0000000001 0000000002", 21), numbers,
          strlen (numbers));
  prepared = g_bytes_new_take (data, size);
  {
    GByteArray *bytes = g_byte_array_new ();

    g_byte_array_append (bytes, (guint8 *) data, (guint) begin);
    g_byte_array_append (bytes, (guint8 *) data + end, (guint) (size - end));
    covered = g_byte_array_free_to_bytes (bytes);
  }
  cms = attack->options ? openssl_cms (covered, attack->options) : own_cms (f, covered, name);
  return pades_module (NULL)->fill (prepared, cms, NULL);
}

/* A file of one revision in which @from is @to, of any length, with a table that fits. */
static GBytes *
edited (GBytes *pdf, const char *from, const char *to)
{
  gboolean damaged;
  g_autoptr(PdfFile) file = pdf_file_open (pdf, &damaged, NULL);
  const PdfRevision *first = pdf_file_revision (file, 0);
  gsize size, at;
  const char *data = pdf_file_data (file, &size);
  const char *found = memmem (data, size, from, strlen (from));
  gssize more = (gssize) strlen (to) - (gssize) strlen (from);
  g_autoptr(GString) out = g_string_new_len (data, (gssize) first->table);
  GHashTableIter iter;
  gpointer value;

  g_assert_nonnull (found);
  at = (gsize) (found - data);
  g_string_erase (out, (gssize) at, (gssize) strlen (from));
  g_string_insert (out, (gssize) at, to);
  {
    gsize table = out->len;

    g_string_append (out, "xref\n0 1\n0000000000 65535 f \n");
    g_hash_table_iter_init (&iter, first->entries);
    while (g_hash_table_iter_next (&iter, NULL, &value))
      {
        const PdfEntry *entry = value;

        g_string_append_printf (out, "%u 1\n%010zu 00000 n \n", entry->number,
                                entry->offset > at ? entry->offset + (gsize) more
                                                   : entry->offset);
      }
    g_string_append_printf (out, "trailer\n%.*s\nstartxref\n%zu\n%%%%EOF\n",
                            (int) (first->trailer->end - first->trailer->start),
                            data + first->trailer->start, table);
  }
  return g_bytes_new (out->str, out->len);
}

/* --- the attacks -------------------------------------------------------------------------------- */

static GBytes *
signed_once (Fixture *f)
{
  g_autoptr(GBytes) plain = NULL;

  given_issued (f);
  plain = original_bytes (f, "ar");
  return sign_bytes (f, plain, "ar", "ar");
}

static void
assert_sound (Fixture *f, GBytes *pdf)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PadesReport) report = verify (f, pdf, &error);

  g_assert_no_error (error);
  g_assert_true (pades_report_is_sound (report));
}

/* Else what follows would prove nothing: this writer's honest signature is sound. */
static void
test_honest (Fixture *f, gconstpointer unused)
{
  static const Attack honest = { .more = "/Reason (agreed)" };
  static const char *const cades[] = { "-cades", "-md", "sha256", NULL };
  static const Attack other = { .options = cades };
  g_autoptr(GBytes) once = signed_once (f), twice = NULL, plain = NULL, others = NULL;

  twice = attacked (f, once, "bo", "bo", &honest, NULL, 0);
  assert_sound (f, twice);
  plain = original_bytes (f, "ar");
  others = attacked (f, plain, "ar", NULL, &other, NULL, 0);
  assert_sound (f, others);
}

/* The page shows an object that is not there; who signs last brings it along, as part of a
 * signature, and the first signature stays what it was. */
static void
test_left_open (Fixture *f, gconstpointer unused)
{
  static const Attack attack = { .more = "/Shadow 7000 0 R" };
  static const Appended objects[] = {
    { 7000, "<< /Length 20 >>\nstream\n0 0 500 800 re f    \nendstream" }
  };
  g_autofree char *page = NULL, *contents = NULL, *open = NULL;
  g_autoptr(GBytes) plain = NULL, hollow = NULL, once = NULL, twice = NULL;

  given_issued (f);
  plain = original_bytes (f, "ar");
  first_page (plain, &page);
  contents =
      g_strndup (strstr (page, "/Contents"), strcspn (strstr (page, "/Contents"), "R") + 1);
  open = g_strdup_printf ("/Contents [%s 7000 0 R]", contents + strlen ("/Contents"));
  hollow = edited (plain, contents, open);
  once = sign_bytes (f, hollow, "ar", "ar");
  assert_sound (f, once);
  twice = attacked (f, once, "bo", "bo", &attack, objects, 1);
  assert_change (f, twice, "fills in object 7000, which the document left open");
}

/* All of the revision but for some bytes behind the signature, which are then free. */
static void
test_signed_gap (Fixture *f, gconstpointer unused)
{
  static const Attack attack = { .more = "/Reason (agreed upon)", .gap = 20 };
  g_autoptr(GBytes) once = signed_once (f);
  g_autoptr(GBytes) twice = attacked (f, once, "bo", "bo", &attack, NULL, 0);
  g_autoptr(PadesReport) report = assert_refused (f, twice);
  const PadesSignature *last = g_ptr_array_index (report->signatures, 1);

  g_assert_nonnull (strstr (last->fault, "leaves out more than itself"));
}

/* Two layers, one of them switched off: readers show the other text. */
static void
test_layers (Fixture *f, gconstpointer unused)
{
  static const Attack attack = { .more = "/Layers 7000 0 R" };
  g_autoptr(GBytes) once = signed_once (f), twice = NULL;
  g_autofree char *catalog = NULL, *layered = NULL;
  Appended objects[] = { { 0, NULL }, { 7000, "<< /Type /OCG /Name (a) >>" } };

  objects[0].number = catalog_text (once, &catalog);
  objects[0].text = layered =
      with (catalog, "/OCProperties << /OCGs [7000 0 R] /D << /OFF [7000 0 R] >> >>");
  twice = attacked (f, once, "bo", "bo", &attack, objects, 2);
  assert_change (f, twice, "changes the document's catalog");
}

static void
test_page_with_signature (Fixture *f, gconstpointer unused)
{
  static const Attack attack = { NULL };
  g_autoptr(GBytes) once = signed_once (f), twice = NULL;
  g_autofree char *page = NULL;
  Appended objects[1];

  objects[0].number = first_page (once, &page);
  memcpy (strstr (page, "/Contents"), "/Contemps", 9);
  objects[0].text = page;
  twice = attacked (f, once, "bo", "bo", &attack, objects, 1);
  assert_change (f, twice, "revision 3 replaces a page");
}

static void
test_other_field (Fixture *f, gconstpointer unused)
{
  static const Attack attack = { .more = "/Look 7000 0 R" };
  g_autoptr(GBytes) once = signed_once (f), look = NULL, gone = NULL, moved = NULL;
  g_autofree char *field = NULL, *renamed = NULL, *empty = NULL;
  Appended objects[] = {
    { 0, NULL },
    { 7000,
      "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream" }
  };
  static const Attack move = { .field = "/MK << /R 90 >>" };

  /* what it looks like */
  objects[0].number = field_text (once, "ar", &field);
  memcpy (strstr (field, "/AP"), "/AQ", 3);
  objects[0].text = renamed = with (field, "/AP << /N 7000 0 R >>");
  look = attacked (f, once, "bo", "bo", &attack, objects, 2);
  assert_change (f, look, "changes a field that it does not sign");
  /* that it was signed at all */
  empty = g_strdup (field);
  memcpy (strstr (empty, "/V "), "/W ", 3);
  objects[0].text = empty;
  gone = attacked (f, once, "bo", "bo", &attack, objects, 2);
  assert_change (f, gone, "changes a field that it does not sign");
  /* its own, beyond its look */
  moved = attacked (f, once, "bo", "bo", &move, NULL, 0);
  assert_change (f, moved, "changes a field that it does not sign");
}

/* Objects that a table says are not there any more, or that a trailer leaves out. */
static void
test_tables (Fixture *f, gconstpointer unused)
{
  static const Attack attack = { NULL };
  static const Appended objects[] = { { 7000, "<< >>" } };
  g_autoptr(GBytes) once = signed_once (f), more = NULL, free = NULL, less = NULL,
                     hybrid = NULL;
  g_autofree char *row = NULL, *none = NULL;
  gsize n = g_bytes_get_size (once), size;
  const char *data;

  more = attacked (f, once, "bo", "bo", &attack, objects, 1);
  assert_change (f, more, "adds object 7000, which no signature needs");
  data = g_bytes_get_data (more, &size);
  row = g_strndup (memmem (data + n, size - n, "\n7000 1\n", 8), 28);
  none = g_strdup (row);
  memcpy (none + 8, "0000000000 65535 f", 18);
  free = replaced_text (more, row, none, n);
  assert_change (f, free, "bytes belong to no object");
  less = replaced_text (more, "/Size 9999", "/Size 0009", n);
  assert_change (f, less, "leaves objects out");
  hybrid = replaced_text (more, "/Size 9999 /Root", "/XRefStm 99 /Roo", n);
  {
    g_autoptr(PadesReport) report = assert_refused (f, hybrid);
  }
}

/* --- signatures that are none ------------------------------------------------------------------- */

static const char *
fault_with (Fixture *f, const char *const *options)
{
  const Attack attack = { .options = options };
  g_autoptr(GBytes) plain = original_bytes (f, "ar");
  g_autoptr(GBytes) pdf = attacked (f, plain, "ar", NULL, &attack, NULL, 0);
  g_autoptr(PadesReport) report = assert_refused (f, pdf);
  const CmsVerdict *verdict =
      ((PadesSignature *) g_ptr_array_index (report->signatures, 0))->verdict;

  return g_intern_string (verdict->fault ? verdict->fault : "none");
}

static void
test_weak_signatures (Fixture *f, gconstpointer unused)
{
  static const char *const sha1[] = { "-cades", "-md", "sha1", NULL };
  static const char *const sha224[] = { "-cades", "-md", "sha224", NULL };
  static const char *const bare[] = { "-md", "sha256", NULL };
  static const char *const no_attributes[] = { "-noattr", "-md", "sha256", NULL };
  static const char *const whole[] = { "-cades", "-nodetach", NULL };
  static const char *const no_certificate[] = { "-cades", "-nocerts", NULL };
  const struct
  {
    const char *const *options, *words;
  } cases[] = {
    { sha1, "which certificate it was made with" }, /* named by a SHA-1 as well */
    { sha224, "its hash can be forged" },
    { bare, "which certificate it was made with" },
    { no_attributes, "which certificate it was made with" },
    { no_certificate, "the certificate that it was made with is missing" },
  };
  g_autoptr(GBytes) content = g_bytes_new_static ("another document", 16), cms = NULL;

  given_issued (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *fault = fault_with (f, cases[i].options);

      if (strstr (fault, cases[i].words) == NULL)
        g_error ("«%s» is not in «%s»", cases[i].words, fault);
    }
  /* it would not fit into the file, so it is shown to the verifier alone */
  cms = openssl_cms (content, whole);
  {
    g_autoptr(CmsTrust) trust = cms_trust_open (NULL, NULL);
    g_autoptr(GDateTime) now = clock_now ();
    CmsVerdict *verdict = cms_verify (cms, content, trust, now);

    g_assert_nonnull (strstr (verdict->fault, "brings its own document along"));
    cms_verdict_free (verdict);
  }
}

/* Trusted authorities vouch for servers and clocks as well, and have vouched for keys that are too
 * small by now. */
static void
assert_untrusted (Fixture *f, const char *name, const char *words)
{
  g_autoptr(GBytes) plain = original_bytes (f, "ar"), pdf = NULL;
  g_autoptr(PadesReport) report = NULL;
  const CmsVerdict *verdict;
  static const Attack attack = { NULL };

  pdf = attacked (f, plain, "ar", name, &attack, NULL, 0);
  report = assert_refused (f, pdf);
  verdict = ((PadesSignature *) g_ptr_array_index (report->signatures, 0))->verdict;
  g_assert_null (verdict->fault);
  if (verdict->trust_fault == NULL || strstr (verdict->trust_fault, words) == NULL)
    g_error ("%s: «%s» is not in «%s»", name, words, verdict->trust_fault);
}

static void
test_wrong_certificates (Fixture *f, gconstpointer unused)
{
  given_issued (f);
  assert_untrusted (f, "time", "is not for signing");
  assert_untrusted (f, "server", "is not for signing");
}

/* --- what text does not tell -------------------------------------------------------------------- */

static void
assert_not_compared (GBytes *one, GBytes *other, const char *words)
{
  const PadesModule *module = pades_module (NULL);

  for (guint side = 0; side < 2; side++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AlternatResult) result =
          module->compare (side ? other : one, side ? one : other, &error);

      g_assert_null (result);
      fixture_assert_error (&error, COUNCIL_ERROR_INPUT, words);
    }
}

/* @pdf with its first page changed by @edit: @from of it becomes @to; and with object 7000. */
static GBytes *
with_page (GBytes *pdf, const char *from, const char *to, const char *object)
{
  g_autofree char *page = NULL, *changed = NULL;
  g_auto(GStrv) parts = NULL;
  Appended objects[] = { { 0, NULL }, { 7000, object } };

  objects[0].number = first_page (pdf, &page);
  parts = g_strsplit (page, from, 2);
  g_assert_nonnull (parts[1]);
  objects[0].text = changed = g_strconcat (parts[0], to, parts[1], NULL);
  return appended_revision (pdf, objects, object ? 2 : 1);
}

/* Content behind that of the first page. */
static GBytes *
with_content (GBytes *pdf, const char *operators)
{
  g_autofree char *page = NULL, *contents = NULL, *list = NULL, *stream = NULL;

  first_page (pdf, &page);
  contents =
      g_strndup (strstr (page, "/Contents"), strcspn (strstr (page, "/Contents"), "R") + 1);
  list = g_strdup_printf ("/Contents [%s 7000 0 R]", contents + strlen ("/Contents"));
  stream = g_strdup_printf ("<< /Length %zu >>\nstream\n%s\nendstream", strlen (operators),
                            operators);
  return with_page (pdf, contents, list, stream);
}

static void
test_compare_what_is_shown (Fixture *f, gconstpointer unused)
{
  static const char other[] = "draws otherwise than an original does";
  static const char *const contents[] = {
    "1 1 1 rg 0 0 600 800 re f", /* white over all of it */
    "1 g 0 0 100 5 re f",        /* or over a line */
    "0 0 600 800 re f",          /* black */
    "100 w 0 400 m 600 400 l S", /* a thick line */
    "0 0 600 800 re W n",        /* cut away */
    "3 Tr",
    "/G0 gs",
    "BI /W 1 /H 1 ID x EI",                          /* nothing, through glass, a picture */
    "/OC /L BDC EMC",                                /* a layer */
    "BT /F1 14 Tf 1 0 0 1 900 50 Tm [<0020>] TJ ET", /* beside the page */
    "BT /F1 0.1 Tf 1 0 0 1 50 50 Tm [<0020>] TJ ET", /* too small to see */
    "BT /F1 14 Tf 0 0 0 0 50 50 Tm [<0020>] TJ ET",
    "BT /F1 14 Tf [<0020>] TJ ET", /* nobody knows where */
  };
  g_autoptr(GBytes) ar = NULL, bo = NULL, note = NULL, cut = NULL;
  g_autofree char *page = NULL;

  given_issued (f);
  ar = original_bytes (f, "ar");
  bo = original_bytes (f, "bo");
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr(GBytes) shown = with_content (bo, contents[i]);

      assert_not_compared (ar, shown, other);
    }
  first_page (bo, &page);
  note = with_page (bo, strstr (page, "/Annots [") ? "/Annots [" : "/Contents",
                    strstr (page, "/Annots [") ? "/Annots [ 7000 0 R"
                                               : "/Annots [ 7000 0 R ] /Contents",
                    "<< /Type /Annot /Subtype /FreeText /Rect [0 0 600 800] /F 4 >>");
  assert_not_compared (ar, note, "an annotation on it that is no signature");
  cut = with_page (bo, "/Contents", "/CropBox [0 0 600 400] /Contents", NULL);
  assert_not_compared (ar, cut, other);
}

/* Fonts that show other letters than they say, and marks that the other does not bear. */
static void
test_compare_what_it_is_drawn_with (Fixture *f, gconstpointer unused)
{
  g_autoptr(GBytes) ar = NULL, bo = NULL, font = NULL, picture = NULL;
  gboolean damaged;
  g_autoptr(PdfFile) file = NULL;
  g_autofree char *text = NULL;
  Appended objects[1] = { { 0, NULL } };

  given_issued (f);
  ar = original_bytes (f, "ar");
  bo = original_bytes (f, "bo");
  file = pdf_file_open (bo, &damaged, NULL);
  for (gint64 i = 1; i < 200 && objects[0].number == 0; i++)
    {
      const PdfObject *object = pdf_file_object (file, 0, i);

      if (object != NULL && pdf_is_name (pdf_get (object->value, "Subtype"), "CIDFontType2"))
        objects[0].number = i;
    }
  g_assert_cmpint (objects[0].number, >, 0);
  text = object_text (file, objects[0].number);
  memcpy (strstr (text, "/CIDToGIDMap"), "/CIDToGIDMop", 12); /* which letter is which */
  objects[0].text = text;
  font = appended_revision (bo, objects, 1);
  assert_not_compared (ar, font, "with other letters or marks");
  picture = with_page (bo, "/Font <<", "/XObject << /X 7000 0 R >> /Font <<",
                       "<< /Type /XObject /Subtype /Image /Length 0 >>\nstream\n\nendstream");
  {
    g_autoptr(AlternatResult) same = pades_module (NULL)->compare (ar, picture, NULL);

    g_assert_nonnull (same); /* it is there and not drawn */
  }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  protocols_register ();
  fixture_test ("/attacks/honest", test_honest);
  fixture_test ("/attacks/left-open", test_left_open);
  fixture_test ("/attacks/signed-gap", test_signed_gap);
  fixture_test ("/attacks/layers", test_layers);
  fixture_test ("/attacks/page-with-signature", test_page_with_signature);
  fixture_test ("/attacks/other-field", test_other_field);
  fixture_test ("/attacks/tables", test_tables);
  fixture_test ("/attacks/weak-signatures", test_weak_signatures);
  fixture_test ("/attacks/wrong-certificates", test_wrong_certificates);
  fixture_test ("/attacks/compare/what-is-shown", test_compare_what_is_shown);
  fixture_test ("/attacks/compare/what-it-is-drawn-with", test_compare_what_it_is_drawn_with);
  return g_test_run ();
}
