/* From draft to signed: agreeing, reopening, issuing, attaching. */
#include "tests/protocols/given.h"

#include <string.h>

#include "core/clock.h"
#include "core/date.h"
#include "core/registry.h"
#include "core/text.h"

static void
assert_state (Fixture *f, const char *state)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");

  g_assert_cmpstr (protocol->state, ==, state);
}

static void
assert_meeting (Fixture *f, const char *state)
{
  g_autoptr(Meeting) meeting = meeting_load (f->db, "2026", NULL);

  g_assert_cmpstr (meeting->state, ==, state);
}

static gint64
count (Fixture *f, const char *sql)
{
  return db_number (f->db, sql, NULL, "");
}

static gboolean
agree (Fixture *f, const char *party, GError **error)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  gboolean complete;

  return protocol_agree (f->db, protocol, party, "нота", &complete, error);
}

static gboolean
edit (Fixture *f, guint number, const char *text, guint *voided, GError **error)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GPtrArray) clauses = protocol_clauses (f->db, protocol, NULL);
  Clause *clause = g_ptr_array_index (clauses, number - 1);

  g_free (clause->text);
  clause->text = g_strdup (text);
  return protocol_set_clauses (f->db, protocol, clauses, voided, error);
}

static gboolean
reopen (Fixture *f, GError **error)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");

  return protocol_reopen (f->db, protocol, "уточняется пункт 2", error);
}

static gboolean
issue (Fixture *f, const char *date, gboolean blank, GError **error)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  GDate day;

  g_assert_true (date == NULL || date_parse (date, &day, NULL));
  return protocol_issue (f->db, protocol, NULL, date ? &day : NULL, blank, error);
}

/* A file that looks like a scan; each @page makes another one. */
static GBytes *
scan_of (const char *page)
{
  g_autofree char *filling = g_strnfill (400, 'x');
  char *text = g_strdup_printf ("%%PDF-1.4\n%s %s\ntrailer << /Root 1 0 R >>\n%%%%EOF\n", page,
                                filling);

  return g_bytes_new_take (text, strlen (text));
}

static gboolean
attach (Fixture *f, const char *keeper, const char *page, const char *day, gboolean replace,
        gboolean *closed, GError **error)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GBytes) scan = scan_of (page);
  GDate date;

  g_assert_true (date_parse (day, &date, NULL));
  return original_attach (f->db, protocol, keeper, scan, &date, "Борейск", replace, closed,
                          error);
}

/* --- the text ------------------------------------------------------------------------------------ */

static void
test_draft_refusals (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  g_assert_null (protocol_load (f->db, "2026", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "2026");
  given_meeting (f, "2026", "regular", "cancelled", "2026-10-07T18:00:00Z",
                 "2026-10-08T18:00:00Z");
  g_assert_null (protocol_load (f->db, "2026", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "meeting 2026 has no protocol yet");
  g_assert_false (protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "meeting 2026 is cancelled");
  GIVEN (f, "UPDATE meeting SET state = ?", "s", "held");
  g_assert_true (protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error));
  g_assert_false (protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "has a draft already");
  g_assert_true (protocol_draft (f->db, "2026", NULL, TRUE, "en", notices, &error));
  g_assert_cmpint (count (f, "SELECT count (*) FROM protocol"), ==, 1);
}

/* A meeting whose protocol was not in the file gets one, as a sample. */
static void
test_draft_of_closed (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  given_meeting (f, "2026", "regular", "held", "2026-10-07T18:00:00Z", "2026-10-08T18:00:00Z");
  GIVEN (f, "UPDATE meeting SET state = 'closed', no_protocol = ?", "i", (gint64) 1);
  g_assert_null (protocol_load (f->db, "2026", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "it is not in this file");
  db_set_sample (f->db, TRUE);
  g_assert_true (protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error));
  assert_meeting (f, "held");
  g_assert_cmpint (count (f, "SELECT sample FROM meeting"), ==, 1);
  g_assert_cmpint (count (f, "SELECT sample FROM protocol"), ==, 1);
  g_assert_cmpint (count (f, "SELECT no_protocol FROM meeting"), ==, 0);
  given_assert_sound (f);
}

static void
test_agree_and_reopen (Fixture *f, gconstpointer unused)
{
  GError *error = NULL;
  guint voided;

  given_draft (f);
  g_assert_true (agree (f, "ar", &error));
  assert_state (f, "review");
  g_assert_false (agree (f, "ar", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "ar agreed to this text already");
  g_assert_true (edit (f, 5, "Заседание состоялось.", &voided, &error));
  g_assert_cmpuint (voided, ==, 1);
  g_assert_true (agree (f, "bo", &error));
  assert_state (f, "review");
  g_assert_true (agree (f, "ar", &error));
  assert_state (f, "agreed");
  g_assert_cmpint (count (f, "SELECT count (*) FROM decision WHERE state = 'agreed'"), ==, 3);

  g_assert_false (edit (f, 5, "Иначе.", &voided, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "its text is frozen");
  g_assert_false (agree (f, "ar", &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "is agreed by every party");
  g_assert_true (reopen (f, &error));
  assert_state (f, "review");
  g_assert_cmpint (count (f, "SELECT count (*) FROM agreement"), ==, 0);
  g_assert_cmpint (count (f, "SELECT count (*) FROM decision WHERE state = 'draft'"), ==, 3);
  g_assert_false (reopen (f, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "there is nothing to reopen");
  given_assert_sound (f);
}

static void
test_wording (Fixture *f, gconstpointer unused)
{
  static const char *const bad[][2] = {
    { "Стороны [отметили | подчеркнули] рост.", "clause 5: a bracket is left: «[отметили" },
    { "Заседание Аркадско-Борейского межправительственного совета.",
      "«Аркадско-Борейского межправительственного совета» is typed outside a mark" },
    { "заседание аркадско-борейского межправительственного совета",
      "«Аркадско-Борейского межправительственного совета» is typed outside a mark" },
    { "Борейская Республика и Республика Аркадия согласны.",
      "«Борейская Республика и Республика Аркадия» is typed outside a mark" },
    { "{party:ar:side:nominative} и {party:bo:side:nominative} согласны.",
      "«Аркадская Сторона и Борейская Сторона» is typed outside a mark" },
  };
  GError *error = NULL;
  guint voided;

  given_draft (f);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_true (edit (f, 5, bad[i][0], &voided, &error));
      g_assert_false (agree (f, "ar", &error));
      fixture_assert_error (&error, COUNCIL_ERROR_RULE, bad[i][1]);
    }
  /* one party alone, and marks beside literal text, are right as they are */
  g_assert_true (
      edit (f, 5, "Борейская Сторона проинформировала, {parties:side:nominative} согласны.",
            &voided, &error));
  g_assert_true (agree (f, "ar", &error));
}

static void
test_plain_text (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GPtrArray) clauses = NULL, read = NULL;
  g_autofree char *text = NULL, *before = NULL, *after = NULL;
  GError *error = NULL;

  given_draft (f);
  protocol = given_protocol (f, "2026");
  clauses = protocol_clauses (f->db, protocol, NULL);
  text = protocol_text_write (protocol, clauses, "ru");
  read = protocol_text_read (text, &error);
  g_assert_no_error (error);
  before = protocol_text_hash (clauses);
  after = protocol_text_hash (read);
  g_assert_cmpstr (before, ==, after);
}

static void
test_bad_plain_text (void)
{
  static const char *const bad[][2] = {
    { "", "it is empty" },
    { "# nothing\n\n", "it is empty" },
    { "text\n@note\na\n", "line 1: text stands before the first clause" },
    { "@sonnet\na\n", "line 1: no kind of clause is called" },
    { "@\na\n", "line 1: no kind of clause is called" },
    { "@note\n\n@note\nb\n", "line 1: the clause that begins here has no text" },
    { "@note\n\xff\n", "no valid UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GError *error = NULL;

      g_assert_null (protocol_text_read (bad[i][0], &error));
      fixture_assert_error (&error, COUNCIL_ERROR_INPUT, bad[i][1]);
    }
}

/* Without its closing clause, or with an annex out of place, a text is not kept. */
static void
test_structure (Fixture *f, gconstpointer unused)
{
  static const char *const bad[][2] = {
    { "@title\nПРОТОКОЛ\n", "no closing clause" },
    { "@closing\na\n@closing\nb\n", "no closing clause, or two" },
    { "@annex agenda\na\n@closing\nb\n", "clause 1: an annex stands before" },
    { "@closing\na\n@annex agenda\nb\n@annex agenda\nb\n",
      "clause 3: the same label comes twice" },
    { "@closing\na\n@annex menu\nb\n", "clause 2: its label must be agenda" },
    { "@party xx\na\n@closing\nb\n", "clause 1: its label must be the code of a party" },
    { "@party ar\na\n@party ar\na\n@closing\nb\n", "clause 2: the same label comes twice" },
    { "@decision\na\n@closing\nb\n", "clause 1: it has no label" },
    { "@note 1\na\n@closing\nb\n", "clause 1: this kind of clause has no label" },
  };
  g_autoptr(Protocol) protocol = NULL;

  given_draft (f);
  protocol = given_protocol (f, "2026");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GError *error = NULL;
      g_autoptr(GPtrArray) clauses = protocol_text_read (bad[i][0], &error);
      guint voided;

      g_assert_no_error (error);
      g_assert_false (protocol_set_clauses (f->db, protocol, clauses, &voided, &error));
      fixture_assert_error (&error, COUNCIL_ERROR_USAGE, bad[i][1]);
    }
}

/* --- originals ------------------------------------------------------------------------------------ */

static char *
run (const char *program, const char *option, const char *path, const char *out)
{
  const char *const argv[] = { program, option, path, out, NULL };
  g_autoptr(GError) error = NULL;
  char *text;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return text;
}

/* White space folded; hyphens at line ends are joined, as poppler gives them. */
static char *
folded (const char *text)
{
  g_autoptr(GRegex) hyphens = g_regex_new ("[-\u00ad\u2010]\n", 0, 0, NULL);
  g_autoptr(GRegex) spaces = g_regex_new ("[\\s\u00a0\u2060]+", 0, 0, NULL);
  g_autofree char *joined = g_regex_replace_literal (hyphens, text, -1, 0, "", 0, NULL);

  return g_regex_replace_literal (spaces, joined, -1, 0, " ", 0, NULL);
}

static char *
render (Fixture *f, const char *keeper, char **sha256)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = protocol_render (f->db, protocol, keeper, &error);
  g_autofree char *name = g_strconcat (keeper, ".pdf", NULL);
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  if (sha256 != NULL)
    *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return path;
}

/* Every block of the reading stands in the file, in order but for what a table sets apart. */
static void
assert_pdf (Fixture *f, const char *keeper, const char *own, const char *other)
{
  g_autofree char *path = render (f, keeper, NULL),
                  *check = run ("qpdf", "--check", path, NULL);
  g_autofree char *raw = run ("pdftotext", "-raw", path, "-"), *text = folded (raw);
  g_autofree char *reading = given_reading (f, keeper);
  g_auto(GStrv) lines = g_strsplit (reading, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = folded (lines[i]);

      if (*line == '\0' || strstr (line, "_____") != NULL ||
          g_str_has_prefix (line, "Приложение") || g_str_has_prefix (line, "к протоколу") ||
          strstr (line, "елегат") != NULL || strstr (line, "руководитель делегации") != NULL)
        continue;
      if (strstr (text, line) == NULL)
        g_test_message ("missing: %s\nin: %s", line, text);
      g_assert_nonnull (strstr (text, line));
    }
  g_assert_null (strstr (text, other));
  g_assert_nonnull (strstr (text, own));
}

static void
test_originals (Fixture *f, gconstpointer unused)
{
  GError *error = NULL;
  g_autofree char *path = NULL, *raw = NULL, *text = NULL, *first = NULL, *again = NULL;
  g_autofree char *path_again = NULL, *draft = NULL, *draft_path = NULL;

  given_agreed (f);
  draft_path = render (f, "ar", &draft);
  g_assert_true (issue (f, NULL, FALSE, &error));
  g_assert_no_error (error);
  assert_state (f, "issued");
  assert_pdf (f, "ar", "Аркадско-Борейского", "Борейско-Аркадск");
  assert_pdf (f, "bo", "Борейско-Аркадского", "Аркадско-Борейск");

  path = render (f, "ar", &first);
  g_assert_cmpstr (draft, !=, first);
  raw = run ("pdftotext", "-raw", path, "-");
  text = folded (raw);
  g_assert_nonnull (strstr (text, "Совершено в городе Борейске «9» октября 2026 года в двух "
                                  "экземплярах, каждый на русском языке."));
  g_assert_nonnull (strstr (text, "Л. П. Вымыслов"));
  g_assert_nonnull (strstr (text, "Ф. Примерзода"));
  g_assert_nonnull (strstr (text, "Делегат № 11"));
  g_assert_cmpuint (strstr (text, "За Аркадскую Сторону") - text, <,
                    strstr (text, "За Борейскую Сторону") - text);
  /* the bytes stay, whatever the clock says and whoever the record names now */
  g_assert_true (clock_init ("2027-05-05T05:05:05Z", NULL));
  GIVEN (f, "UPDATE person SET surname = ?", "s", "Иной");
  path_again = render (f, "ar", &again);
  g_assert_cmpstr (first, ==, again);
  g_assert_true (clock_init (FIXTURE_NOW, NULL));
  given_assert_sound (f);
}

static void
test_issue_refusals (Fixture *f, gconstpointer unused)
{
  GError *error = NULL;

  given_draft (f);
  g_assert_false (issue (f, NULL, FALSE, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "every party has to agree");
  g_assert_true (agree (f, "ar", NULL) && agree (f, "bo", NULL));
  g_assert_false (issue (f, "2026-10-07", FALSE, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "2026-10-07 is before the meeting");
  GIVEN (f, "UPDATE term SET until = ? WHERE capacity = 'full'", "s", "2026-10-31");
  g_assert_false (issue (f, "2026-11-01", FALSE, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "nobody signs for ar on 2026-11-01");
  assert_state (f, "agreed");
  g_assert_cmpint (count (f, "SELECT count (*) FROM original"), ==, 0);
  GIVEN (
      f,
      "UPDATE name SET text = ? WHERE role = 'body' AND writer = 'ar' AND form = 'genitive'",
      "s", "Аркадо-Борейского совета");
  g_assert_false (issue (f, NULL, FALSE, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "a name in it has changed");
}

/* The chair changes between the meeting and the signing: the originals are issued again. */
static void
test_issue_again (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GPtrArray) signatories = NULL;
  GPtrArray *effects = registry_chair_effects ();
  ChairChange change = { .party = "ar", .from = "2026-11-01" };
  const Signatory *signatory;
  GError *error = NULL;

  given_agreed (f);
  g_assert_true (issue (f, NULL, FALSE, &error));
  for (guint i = 0; i < effects->len; i++)
    g_assert_true (
        ((ChairEffect) g_ptr_array_index (effects, i)) (f->db, &change, "en", lines, NULL));
  g_assert_cmpuint (lines->len, >, 0);
  g_assert_nonnull (strstr (g_ptr_array_index (lines, lines->len - 1),
                            "originals not signed yet name Л. П. Вымыслов"));

  GIVEN (f,
         "INSERT INTO term (id, office, person, capacity, since) SELECT"
         " '0192aaaa-0000-7000-8000-000000000002', office.id, person.id, 'acting', ?"
         " FROM office JOIN party ON party.id = office.party, person"
         " WHERE code = 'ar' AND office.kind = 'co-chair' AND handle = 'ozernaya'",
         "s", "2026-11-01");
  g_assert_true (issue (f, "2026-11-02", TRUE, &error));
  g_assert_no_error (error);
  protocol = given_protocol (f, "2026");
  g_assert_cmpint (protocol->issue, ==, 2);
  g_assert_null (protocol->signing_date);
  signatories = signatories_of (f->db, protocol, NULL);
  signatory = g_ptr_array_index (signatories, 0);
  g_assert_cmpstr (signatory->name, ==, "Н. И. Озёрная");
  g_assert_cmpstr (signatory->title, ==,
                   "Исполняющий обязанности Премьер-министра Республики Аркадия");
  g_assert_cmpint (count (f, "SELECT count (*) FROM original"), ==, 4);
  given_assert_sound (f);
}

/* --- the paper route ------------------------------------------------------------------------------ */

static void
test_attach (Fixture *f, gconstpointer unused)
{
  GError *error = NULL;
  gboolean closed;

  given_agreed (f);
  g_assert_false (attach (f, "ar", "1", "2026-10-09", FALSE, &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "not issued yet");
  g_assert_true (issue (f, NULL, FALSE, &error));
  g_assert_false (attach (f, "xx", "1", "2026-10-09", FALSE, &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_NOT_FOUND, "xx");
  g_assert_false (attach (f, "ar", "1", "2026-10-07", FALSE, &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "2026-10-07 is before the meeting");
  g_assert_false (attach (f, "ar", "1", "2026-11-25", FALSE, &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "2026-11-25 is in the future");

  g_assert_true (attach (f, "ar", "1", "2026-10-09", FALSE, &closed, &error));
  g_assert_false (closed);
  assert_meeting (f, "held");
  g_assert_false (attach (f, "bo", "1", "2026-10-09", FALSE, &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "this file is attached already");
  g_assert_false (attach (f, "ar", "2", "2026-10-09", FALSE, &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "signed on 2026-10-09 (--replace");
  g_assert_true (attach (f, "ar", "2", "2026-10-09", TRUE, &closed, &error));
  g_assert_false (closed);
  g_assert_false (issue (f, NULL, FALSE, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "kept by ar is signed already");

  g_assert_true (attach (f, "bo", "3", "2026-10-20", FALSE, &closed, &error));
  g_assert_no_error (error);
  g_assert_true (closed);
  assert_state (f, "signed");
  assert_meeting (f, "closed");
  g_assert_cmpint (count (f, "SELECT count (*) FROM decision WHERE state = 'in-force'"), ==,
                   3);
  g_assert_cmpint (count (f, "SELECT count (*) FROM scan_signature"), ==, 6);
  g_assert_false (reopen (f, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "is signed");
  g_assert_false (issue (f, NULL, FALSE, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "is signed");
  given_assert_sound (f);
}

static void
test_printed_is_no_scan (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GBytes) printed = NULL;
  GError *error = NULL;
  gboolean closed;
  GDate date;

  given_agreed (f);
  g_assert_true (issue (f, NULL, FALSE, &error));
  protocol = given_protocol (f, "2026");
  printed = protocol_render (f->db, protocol, "bo", &error);
  g_assert_true (date_parse ("2026-10-09", &date, NULL));
  g_assert_false (original_attach (f->db, protocol, "ar", printed, &date, "Борейск", FALSE,
                                   &closed, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "without signatures");
}

static void
test_scans (void)
{
  static const struct
  {
    const char *start, *end, *why;
  } bad[] = {
    { "<!DOCTYPE html><html>", "%%EOF", "web page" },
    { "\xff\xd8\xff\xe0", "", "JPEG" },
    { "\x89PNG\r\n", "", "PNG" },
    { "PK\x03\x04", "", "office document" },
    { "hello", "%%EOF", "it is no PDF" },
    { "%PDF-1.4\n", "", "cut off" },
    { "%PDF-1.4\n", "trailer << /Encrypt 9 0 R >>\n%%EOF\n", "encrypted" },
  };
  g_autofree char *filling = g_strnfill (5000, 'x');
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0), small = NULL, good = scan_of ("1");
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      char *text = g_strconcat (bad[i].start, filling, bad[i].end, NULL);
      g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

      g_assert_false (scan_check (bytes, &error));
      fixture_assert_error (&error, COUNCIL_ERROR_INPUT, bad[i].why);
    }
  g_assert_false (scan_check (empty, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, "empty");
  small = g_bytes_new_static ("%PDF-1.4\n%%EOF\n", 15);
  g_assert_false (scan_check (small, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_INPUT, "cut off");
  g_assert_true (scan_check (good, &error));
}

/* --- what the registry is told ------------------------------------------------------------------- */

static void
status_lines (Fixture *f, GPtrArray *lines)
{
  GPtrArray *sources = registry_status ();

  for (guint i = 0; i < sources->len; i++)
    g_assert_true (
        ((StatusSource *) g_ptr_array_index (sources, i))->lines (f->db, "en", lines, NULL));
}

static gboolean
says (GPtrArray *lines, const char *words)
{
  for (guint i = 0; i < lines->len; i++)
    if (strstr (g_ptr_array_index (lines, i), words) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_status (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) before = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) after = g_ptr_array_new_with_free_func (g_free);
  gboolean closed;

  given_agreed (f);
  g_assert_true (issue (f, NULL, FALSE, NULL));
  status_lines (f, before);
  g_assert_true (says (before, "Protocol 2026: the original kept by ar is not signed"));
  g_assert_true (says (before, "Protocol 2026: the original kept by bo is not signed"));
  g_assert_true (attach (f, "ar", "1", "2026-10-09", FALSE, &closed, NULL));
  status_lines (f, after);
  g_assert_false (says (after, "kept by ar"));
  g_assert_true (says (after, "kept by bo"));
}

/* A text changed behind the program's back is found. */
static void
test_check (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *checks = registry_checks ();

  given_agreed (f);
  GIVEN (f, "UPDATE clause SET text = ? WHERE position = 5", "s", "Подмена.");
  for (guint i = 0; i < checks->len; i++)
    g_assert_true (
        ((CheckSource) g_ptr_array_index (checks, i)) (f->db, "en", findings, NULL));
  g_assert_true (says (findings, "protocol 2026: its text is not the one that was agreed"));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  protocols_register ();
  fixture_test ("/protocol/draft/refusals", test_draft_refusals);
  fixture_test ("/protocol/draft/of-closed", test_draft_of_closed);
  fixture_test ("/protocol/agree-and-reopen", test_agree_and_reopen);
  fixture_test ("/protocol/wording", test_wording);
  fixture_test ("/protocol/plain-text", test_plain_text);
  g_test_add_func ("/protocol/bad-plain-text", test_bad_plain_text);
  fixture_test ("/protocol/structure", test_structure);
  fixture_test ("/original/issued", test_originals);
  fixture_test ("/original/refusals", test_issue_refusals);
  fixture_test ("/original/issued-again", test_issue_again);
  fixture_test ("/scan/attach", test_attach);
  fixture_test ("/scan/printed-is-no-scan", test_printed_is_no_scan);
  g_test_add_func ("/scan/plausible", test_scans);
  fixture_test ("/protocol/status", test_status);
  fixture_test ("/protocol/check", test_check);
  return g_test_run ();
}
