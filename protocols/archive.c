#include "protocols/archive.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/file.h"
#include "core/language.h"
#include "core/message.h"
#include "core/name.h"
#include "core/office.h"
#include "core/party.h"
#include "core/uuid.h"
#include "protocols/document.h"
#include "protocols/reading.h"
#include "protocols/tool.h"

#include <string.h>

#define ARCHIVE_LIMIT (600 * 1024 * 1024) /* bytes */

void
archive_copy_clear (ArchiveCopy *copy)
{
  g_clear_pointer (&copy->sha256, g_free);
  g_clear_pointer (&copy->name, g_free);
  g_clear_pointer (&copy->title, g_free);
  g_clear_pointer (&copy->certified_on, g_free);
}

/* --- the secretary ----------------------------------------------------------------------------- */

static char *
initials_and_surname (const DbRow *person)
{
  static const char *const parts[] = { "given", "patronymic" };
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = row_text (person, parts[i]);

      if (part != NULL && *part != '\0')
        {
          g_string_append_unichar (name, g_unichar_toupper (g_utf8_get_char (part)));
          g_string_append (name, ". ");
        }
    }
  g_string_append (name, row_text (person, "surname"));
  return g_string_free (name, FALSE);
}

static Term *
find_secretary (Db *db, const Party *party, ArchiveCopy *copy, GError **error)
{
  g_autoptr(Term) term = NULL;
  g_autoptr(DbRow) person = NULL;
  GDate today;

  clock_today (party->time_zone, &today);
  copy->certified_on = date_text (&today);
  if (!office_holder_maybe (db, party->code, OFFICE_SECRETARY, copy->certified_on, NULL, &term,
                            error))
    return NULL;
  if (term == NULL)
    {
      council_error (
          error, COUNCIL_ERROR_RULE,
          N_ ("nobody is executive secretary of {party} on {date} and can certify a copy "
              "(council secretary appoint PERSON --party {party} --from DATE --basis "
              "TEXT)"),
          "party", party->code, "date", copy->certified_on, NULL);
      return NULL;
    }
  person = db_one (db, "SELECT surname, given, patronymic FROM person WHERE id = ?", error,
                   "s", term->person);
  copy->title = person ? office_title (db, term, "ru", CASE_NOMINATIVE, error) : NULL;
  if (copy->title == NULL)
    return NULL;
  copy->name = initials_and_surname (person);
  return g_steal_pointer (&term);
}

/* --- the certificate --------------------------------------------------------------------------- */

typedef struct
{
  Db *db;
  const Protocol *protocol;
  const Original *original;
  const Party *party;
  ArchiveCopy *copy;
} Certifier;

/* «протокола второго очередного заседания …», as the original's keeper writes it. */
static char *
protocol_words (const Certifier *certifier, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (certifier->db, certifier->protocol, error);
  g_autoptr(GPtrArray) blocks =
      clauses ? reading_make (certifier->db, certifier->protocol, clauses,
                              certifier->original->keeper, NULL, NULL, error)
              : NULL;

  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);

      if (g_str_equal (block->kind, "subtitle"))
        return g_strconcat ("протокола ", block->text, NULL);
    }
  return blocks ? g_strdup ("протокола") : NULL;
}

static char *
long_date (const char *text)
{
  GDate date;

  return date_parse (text, &date, NULL) ? language_date_long ("ru", &date) : g_strdup (text);
}

static char *
certificate_words (const Certifier *certifier, GError **error)
{
  const Original *original = certifier->original;
  g_autoptr(Party) keeper = party_load (certifier->db, original->keeper, error);
  g_autofree char *side =
      keeper ? party_name (certifier->db, keeper, "side", "ru", CASE_GENITIVE, error) : NULL;
  g_autofree char *what = side ? protocol_words (certifier, error) : NULL;
  g_autofree char *city =
      what ? reading_city (certifier->db, original->signed_in, error) : NULL;
  g_autofree char *date = long_date (original->signed_on);

  if (city == NULL)
    return NULL;
  return g_strdup_printf ("Настоящая электронная копия изготовлена сканированием подлинного "
                          "экземпляра %s %s, подписанного %s в городе %s, и полностью ему "
                          "соответствует. Листы копии предшествуют настоящему удостоверению.",
                          side, what, date, city);
}

/* In groups that a person can compare, and no hyphen of ours among them. */
static char *
grouped (const char *sha256)
{
  GString *groups = g_string_new (NULL);

  for (gsize i = 0; sha256[i] != '\0'; i++)
    g_string_append_printf (groups, "%s%c", i > 0 && i % 8 == 0 ? " " : "", sha256[i]);
  return g_string_free (groups, FALSE);
}

static void
add_fingerprints (Document *document, const Original *original)
{
  g_autofree char *scan_sum = grouped (original->scan_sha256);
  g_autofree char *printed_sum = grouped (original->sha256);
  g_autofree char *scan =
      g_strconcat ("контрольная сумма скана (SHA-256): ", scan_sum, ";", NULL);
  g_autofree char *printed = g_strconcat (
      "контрольная сумма выпущенного экземпляра (SHA-256): ", printed_sum, ".", NULL);

  document_add_lead_in (document, "Для проверки:");
  document_add_list_item (document, "—", scan);
  document_add_list_item (document, "—", printed);
}

static GBytes *
certificate (const Certifier *certifier, GError **error)
{
  g_autoptr(Document) document = document_new ("Заверенная копия протокола", "ru");
  g_autofree char *words = certificate_words (certifier, error);
  g_autofree char *author =
      words ? name_get (certifier->db, certifier->protocol->council, "body",
                        certifier->party->code, "ru", CASE_NOMINATIVE, error)
            : NULL;
  g_autofree char *date = long_date (certifier->copy->certified_on);
  g_autofree char *signer = NULL, *title = NULL;
  g_autoptr(GDateTime) now = clock_now ();
  DocumentSignatures *block;
  gunichar first;

  if (author == NULL)
    return NULL;
  document_set_author (document, author);
  document_set_created (document, now);
  document_set_marks (document, certifier->protocol->sample ? DOCUMENT_MARK_SAMPLE : 0);
  if (!certifier->copy->pdfa)
    document_set_joined (document);
  document_add_title (document, "КОПИЯ ВЕРНА");
  document_add_space (document, 1);
  document_add_paragraph (document, words);
  add_fingerprints (document, certifier->original);
  document_add_space (document, 1);
  first = g_unichar_toupper (g_utf8_get_char (certifier->copy->title));
  title = g_new0 (char, 7);
  g_unichar_to_utf8 (first, title);
  signer = g_strconcat (title, g_utf8_next_char (certifier->copy->title), "\n", date, NULL);
  block = document_add_signatures (document, "Копия верна.");
  document_signatures_add_column (block, signer, certifier->copy->name);
  document_signatures_add_column (block, "М. П.", NULL);
  return document_render (document, NULL, error);
}

/* --- joining ----------------------------------------------------------------------------------- */

/* Whether a scanner's file says that it is PDF/A-1; its metadata are plain text then. */
static gboolean
claims_pdfa (GBytes *scan)
{
  gsize n;
  const char *bytes = g_bytes_get_data (scan, &n);

  return memmem (bytes, n, "pdfaid:part>1<", 14) != NULL ||
         memmem (bytes, n, "pdfaid:part=\"1\"", 15) != NULL;
}

/* The certificate's file takes the scan's pages before its own, so that title, language and
 * metadata are those of a protocol and not those of a scanner. */
static GBytes *
join (GBytes *scan, GBytes *sheet, GError **error)
{
  static const char *const argv[] = { "qpdf",
                                      "--warning-exit-0",
                                      "--deterministic-id",
                                      "--object-streams=disable",
                                      "--newline-before-endstream", /* ISO 19005-1, 6.1.7 */
                                      "sheet.pdf",
                                      "--pages",
                                      "scan.pdf",
                                      "1-z",
                                      "sheet.pdf",
                                      "1-z",
                                      "--",
                                      "archive.pdf",
                                      NULL };
  g_autofree char *folder = tool_folder (error);
  g_autofree char *from = NULL, *with = NULL, *to = NULL;
  GBytes *joined = NULL;

  if (folder == NULL)
    return NULL;
  from = g_build_filename (folder, "scan.pdf", NULL);
  with = g_build_filename (folder, "sheet.pdf", NULL);
  to = g_build_filename (folder, "archive.pdf", NULL);
  if (file_write_whole (from, scan, error) && file_write_whole (with, sheet, error) &&
      tool_run (argv, folder, error))
    joined = file_read_whole (to, ARCHIVE_LIMIT, error);
  tool_folder_remove (folder);
  return joined;
}

/* --- keeping it -------------------------------------------------------------------------------- */

/* The copy that was made of this scan before. */
static gboolean
find_copy (Db *db, const Original *original, const Party *party, ArchiveCopy *copy,
           GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT sha256, name, title, certified_on FROM archive_copy"
                 " WHERE scan = ? AND party = ? ORDER BY made_at DESC LIMIT 1",
                 error, "ss", original->scan, party->id))
    return FALSE;
  if (row == NULL)
    return TRUE;
  copy->sha256 = row_copy (row, "sha256");
  copy->name = row_copy (row, "name");
  copy->title = row_copy (row, "title");
  copy->certified_on = row_copy (row, "certified_on");
  return TRUE;
}

static gboolean
keep (const Certifier *certifier, const Term *term, GBytes *bytes, GError **error)
{
  Db *db = certifier->db;
  g_autofree char *id = uuid7 (), *now = clock_now_text ();

  certifier->copy->sha256 = blob_store (db, bytes, error);
  return certifier->copy->sha256 != NULL &&
         db_run (db,
                 "INSERT INTO archive_copy (id, scan, sha256, party, person, name, title,"
                 " certified_on, made_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 error, "ssssssssss", id, certifier->original->scan, certifier->copy->sha256,
                 certifier->party->id, term->person, certifier->copy->name,
                 certifier->copy->title, certifier->copy->certified_on, now,
                 db_actor (db)->name);
}

static GBytes *
make_copy (Certifier *certifier, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (certifier->db, "protocol.archive", error);
  g_autoptr(Term) term =
      tx ? find_secretary (certifier->db, certifier->party, certifier->copy, error) : NULL;
  g_autoptr(GBytes) scan =
      term ? blob_load (certifier->db, certifier->original->scan_sha256, error) : NULL;
  g_autoptr(GBytes) sheet = NULL, joined = NULL;

  if (scan == NULL)
    return NULL;
  db_subject (tx, certifier->protocol->ref);
  certifier->copy->made = TRUE;
  certifier->copy->pdfa = claims_pdfa (scan);
  sheet = certificate (certifier, error);
  joined = sheet ? join (scan, sheet, error) : NULL;
  if (joined == NULL || !keep (certifier, term, joined, error) || !db_commit (&tx, error))
    return NULL;
  return g_steal_pointer (&joined);
}

GBytes *
archive_make (Db *db, const Protocol *protocol, const char *keeper, const char *party,
              ArchiveCopy *copy, GError **error)
{
  g_autoptr(Party) certifying = party_load (db, party, error);
  g_autoptr(Original) original =
      certifying ? original_find (db, protocol, keeper, error) : NULL;
  Certifier certifier = { db, protocol, original, certifying, copy };
  GBytes *bytes;

  if (original == NULL)
    return NULL;
  if (original->scan == NULL)
    {
      council_error (
          error, COUNCIL_ERROR_RULE,
          N_ ("protocol {ref}: the original kept by {party} has no scan (council protocol "
              "attach {ref} --for {party} FILE --signed DATE --place CITY)"),
          "ref", protocol->ref, "party", keeper, NULL);
      return NULL;
    }
  if (!find_copy (db, original, certifying, copy, error))
    return NULL;
  if (copy->sha256 == NULL)
    return make_copy (&certifier, error);
  bytes = blob_load (db, copy->sha256, error);
  copy->pdfa = bytes != NULL && claims_pdfa (bytes);
  return bytes;
}
