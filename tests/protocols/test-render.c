/* A rendered document, judged by tools that are not ours: qpdf and poppler. */
#include <string.h>

#include <glib/gstdio.h>

#include "core/error.h"
#include "tests/protocols/sample.h"

typedef struct
{
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  f->dir = g_dir_make_tmp ("council-render-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->dir, "document.pdf", NULL);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_remove (f->path);
  g_rmdir (f->dir);
  g_free (f->dir);
  g_free (f->path);
}

static void
write_document (Fixture *f, const Document *document)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = document_render (document, NULL, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  g_assert_true (g_file_set_contents (f->path, data, (gssize) size, &error));
}

/* What a program prints about the document; it must succeed. */
static char *
judge (Fixture *f, const char *program, const char *option, const char *value)
{
  const char *argv[8] = { program };
  guint n = 1;
  g_autoptr(GError) error = NULL;
  char *out;
  int status;

  if (option != NULL)
    argv[n++] = option;
  if (value != NULL)
    argv[n++] = value;
  argv[n++] = f->path;
  if (strcmp (program, "pdftotext") == 0)
    argv[n++] = "-";
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return out;
}

static char *
replace (const char *text, const char *pattern, const char *by)
{
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_replace (regex, text, -1, 0, by, 0, NULL);
}

/* The rule for reading the text back: page numbers are no part of it, a soft hyphen at a line's
 * end was added, a word may go on after its own hyphen, white space is one space. */
static char *
read_back (Fixture *f, const char *mode)
{
  g_autofree char *text = judge (f, "pdftotext", mode, NULL);
  g_autofree char *pages = replace (text, "\\s*\\f\\s*\\d+\\s*\\n", "\n");
  g_autofree char *whole = replace (pages, "\\x{AD}\\n\\s*", "");
  g_autofree char *joined = replace (whole, "(?<=\\w-)\\n\\s*", "");
  g_autofree char *folded = replace (joined, "[\\s\\x{A0}]+", " ");

  return g_steal_pointer (&folded);
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("not found: %s\nin: %s", part, text);
}

static guint
count_pages (Fixture *f)
{
  g_autofree char *info = judge (f, "pdfinfo", NULL, NULL);
  const char *pages = strstr (info, "Pages:");

  g_assert_nonnull (pages);
  return (guint) g_ascii_strtoull (pages + strlen ("Pages:"), NULL, 10);
}

static void
test_is_sound (Fixture *f, gconstpointer columns)
{
  g_autoptr(Document) document = sample_document (GPOINTER_TO_UINT (columns));
  g_autofree char *fonts = NULL;
  g_autofree char *info = NULL;
  g_autofree char *check = NULL;
  g_auto(GStrv) rows = NULL;

  document_set_marks (document, DOCUMENT_MARK_DRAFT | DOCUMENT_MARK_SAMPLE);
  write_document (f, document);
  check = judge (f, "qpdf", "--check", NULL);
  assert_contains (check, "No syntax or stream encoding errors found");
  fonts = judge (f, "pdffonts", NULL, NULL);
  rows = g_strsplit (g_strchomp (fonts), "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 2 + 3);
  for (guint i = 2; rows[i] != NULL; i++)
    g_assert_nonnull (strstr (rows[i], "yes yes yes"));
  info = judge (f, "pdfinfo", NULL, NULL);
  assert_contains (info, "Протокол второго заседания Борейско-Аркадского");
  assert_contains (info, "протокол; заседание; Борея & Аркадия");
  assert_contains (info, "A4");
  g_assert_cmpuint (count_pages (f), ==, 7);
}

/* Every sentence comes back as it was given, by both ways of reading. */
static void
test_text_comes_back (Fixture *f, gconstpointer mode)
{
  g_autoptr(Document) document = sample_document (2);
  g_autofree char *text = NULL;

  document_set_marks (document, DOCUMENT_MARK_DRAFT | DOCUMENT_MARK_SAMPLE);
  write_document (f, document);
  text = read_back (f, mode);
  assert_contains (text, "ПРОТОКОЛ второго очередного заседания Борейско-Аркадского "
                         "межправительственного совета по развитию сотрудничества");
  for (guint i = 0; i < 4; i++)
    assert_contains (text, sample_paragraphs[i]);
  assert_contains (text,
                   "трёх- и четырёхсторонние перевозки, электронный обмен разрешениями и "
                   "«зелёный коридор „Снежногорск“ для скоропортящихся товаров».");
  assert_contains (text, "Совершено в городе Снежногорск «13» февраля 2026 года в двух "
                         "экземплярах, каждый на русском языке, причём оба текста имеют "
                         "одинаковую силу.");
  assert_contains (text, "заместитель министра экономического развития");
  /* The marks are outlines: nobody finds them in the text. */
  g_assert_null (strstr (text, "ПРОЕКТ"));
  g_assert_null (strstr (text, "ОБРАЗЕЦ"));
}

static void
test_same_bytes (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) first = sample_document (2);
  g_autoptr(Document) second = sample_document (2);
  g_autoptr(Document) other = sample_document (3);
  g_autoptr(GBytes) one = document_render (first, NULL, NULL);
  g_autoptr(GBytes) two = document_render (second, NULL, NULL);
  g_autoptr(GBytes) three = document_render (other, NULL, NULL);

  g_assert_true (g_bytes_equal (one, two));
  g_assert_false (g_bytes_equal (one, three));
}

/* The text of each page, one a string. */
static char **
read_pages (Fixture *f)
{
  g_autofree char *text = judge (f, "pdftotext", "-layout", NULL);

  return g_strsplit (text, "\f", -1);
}

/* Whatever comes before, the signatures share a page with each other, the closing and text. */
static void
test_signatures_stay_together (Fixture *f, gconstpointer unused)
{
  guint moved = 0;

  for (guint lines = 18; lines < 36; lines += 2)
    {
      g_autoptr(Document) document = document_new ("Проба", "ru");
      DocumentSignatures *signatures;
      g_auto(GStrv) pages = NULL;
      guint found = 0;

      for (guint i = 0; i < lines; i++)
        document_add_paragraph (document, "Пункт.");
      document_add_paragraph (document, "Предпоследняя строка.");
      document_add_paragraph (document, "Последняя строка.");
      signatures = document_add_signatures (document, "Совершено в городе Снежногорск.");
      document_signatures_add_column (signatures, "За Борею", "А. Б. Ветров");
      document_signatures_add_column (signatures, "За Аркадию", "В. Г. Луговой");
      write_document (f, document);
      pages = read_pages (f);
      for (guint p = 0; pages[p] != NULL; p++)
        if (strstr (pages[p], "Ветров") != NULL)
          {
            found++;
            moved += p > 0;
            assert_contains (pages[p], "Луговой");
            assert_contains (pages[p], "За Борею");
            assert_contains (pages[p], "Совершено");
            assert_contains (pages[p], "Предпоследняя");
            assert_contains (pages[p], "Последняя");
          }
      g_assert_cmpuint (found, ==, 1);
    }
  g_assert_cmpuint (moved, >, 2); /* the loop did cross a page's end */
}

static char *
last_line (const char *page)
{
  g_autofree char *copy = g_strchomp (g_strdup (page));
  const char *line = strrchr (copy, '\n');

  return g_strstrip (g_strdup (line != NULL ? line + 1 : copy));
}

static void
test_no_heading_ends_a_page (Fixture *f, gconstpointer unused)
{
  for (guint lines = 31; lines < 39; lines++)
    {
      g_autoptr(Document) document = document_new ("Проба", "ru");
      g_auto(GStrv) pages = NULL;
      g_autofree char *end = NULL;

      for (guint i = 0; i < lines; i++)
        document_add_paragraph (document, "Пункт.");
      document_add_item_heading (document, "1.", "О торговле");
      document_add_lead_in (document, "Стороны договорились:");
      document_add_paragraph (document, sample_paragraphs[1]);
      write_document (f, document);
      pages = read_pages (f);
      g_assert_cmpuint (g_strv_length (pages), >=, 2);
      end = last_line (pages[0]);
      g_assert_null (strstr (end, "О торговле"));
      g_assert_null (strstr (end, "Стороны договорились"));
      g_assert_false (g_str_has_prefix (end, "Стороны отметили")); /* a lone first line */
    }
}

/* Where a page ends inside a paragraph, it ends with a whole word. */
static void
test_no_page_ends_in_a_hyphen (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) document = document_new ("Проба", "ru");
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(GStrv) pages = NULL;
  guint n;

  for (guint i = 0; i < 200; i++)
    {
      g_string_append (text, sample_paragraphs[i % 3]);
      g_string_append_printf (text, " %u ", i * i);
    }
  document_add_paragraph (document, text->str);
  write_document (f, document);
  n = count_pages (f);
  g_assert_cmpuint (n, >, 20);
  pages = read_pages (f);
  for (guint p = 0; p < n; p++)
    {
      g_autofree char *end = last_line (pages[p]);

      g_assert_false (g_str_has_suffix (end, "-"));
      g_assert_false (g_str_has_suffix (end, "\u00AD"));
    }
}

static void
test_missing_letter_is_named (Fixture *f, gconstpointer unused)
{
  static const char *const texts[] = { "китайское 議", "смайлик 😀", "звонок \a" };
  static const char *const codes[] = { "U+8B70", "U+1F600", "U+0007" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(Document) document = document_new ("Проба", "ru");
      g_autoptr(GError) error = NULL;
      g_autofree char *message = NULL;

      document_add_paragraph (document, texts[i]);
      g_assert_null (document_render (document, NULL, &error));
      g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
      message = council_error_text (error, "ru");
      assert_contains (message, codes[i]);
    }
}

static void
test_bad_bytes_are_refused (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) document = document_new ("Проба", "ru");
  g_autoptr(Document) titled = document_new ("Проба \xFF", "ru");
  g_autoptr(GError) error = NULL;

  document_add_paragraph (document, "плохо \xD0");
  g_assert_null (document_render (document, NULL, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_null (document_render (titled, NULL, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
}

static void
test_empty_document (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) document = document_new (NULL, NULL);
  g_autofree char *check = NULL;

  document_add_page_break (document);
  document_add_paragraph (document, "  ");
  write_document (f, document);
  check = judge (f, "qpdf", "--check", NULL);
  g_assert_cmpuint (count_pages (f), ==, 1);
}

/* A word wider than the page is divided, and still reads back whole. */
static void
test_endless_word (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) document = document_new ("Проба", "ru");
  g_autoptr(GString) word = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (word, "ща");
  document_add_paragraph (document, word->str);
  write_document (f, document);
  text = read_back (f, "-raw");
  assert_contains (text, word->str);
}

static void
test_long_table (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) document = document_new ("Проба", "ru");
  DocumentTable *table = document_add_table (document);
  g_auto(GStrv) pages = NULL;
  guint n;

  document_table_add_column (table, "№", 1, DOCUMENT_ALIGN_CENTRE);
  document_table_add_column (table, "Наименование", 6, DOCUMENT_ALIGN_LEFT);
  for (guint i = 1; i <= 300; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *const cells[] = { number, "строка", NULL };

      document_table_add_row (table, cells);
    }
  write_document (f, document);
  n = count_pages (f);
  g_assert_cmpuint (n, >, 5);
  pages = read_pages (f);
  for (guint p = 0; p < n; p++)
    assert_contains (pages[p], "Наименование"); /* the head is on every page */
  assert_contains (pages[n - 1], "300");
}

/* A cell taller than a page goes on over the next ones and loses nothing. */
static void
test_tall_row (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) document = document_new ("Проба", "ru");
  DocumentTable *table = document_add_table (document);
  g_autoptr(GString) cell = g_string_new (NULL);
  const char *cells[] = { "1", NULL, NULL };
  g_autofree char *text = NULL;

  for (guint i = 1; i <= 900; i++)
    g_string_append_printf (cell, "слово%u ", i);
  document_table_add_column (table, NULL, 1, DOCUMENT_ALIGN_CENTRE);
  document_table_add_column (table, NULL, 3, DOCUMENT_ALIGN_LEFT);
  cells[1] = cell->str;
  document_table_add_row (table, cells);
  write_document (f, document);
  g_assert_cmpuint (count_pages (f), >, 1);
  text = read_back (f, "-raw");
  for (guint i = 1; i <= 900; i++)
    {
      g_autofree char *word = g_strdup_printf ("слово%u ", i);

      assert_contains (text, word);
    }
}

static void
test_hopeless_layouts_are_refused (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) document = sample_document (2);
  g_autoptr(Document) tall = document_new ("Проба", "ru");
  g_autoptr(GString) title = g_string_new (NULL);
  DocumentStyle style = document_style_default;
  g_autoptr(GError) error = NULL;

  style.margin_left = 180;
  g_assert_null (document_render (document, &style, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_USAGE);
  g_clear_error (&error);
  for (guint i = 0; i < 100; i++)
    g_string_append (title, "Заместитель\n");
  document_signatures_add_column (document_add_signatures (tall, NULL), title->str, NULL);
  g_assert_null (document_render (tall, NULL, &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
}

/* The font's directory is wrong: said at once, with its name. */
static void
test_fonts_missing (Fixture *f, gconstpointer unused)
{
  g_autoptr(Document) document = sample_document (2);
  g_autoptr(GError) error = NULL;

  g_setenv ("COUNCIL_FONTS", f->dir, TRUE);
  g_assert_null (document_render (document, NULL, &error));
  g_unsetenv ("COUNCIL_FONTS");
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_STORAGE);
}

#define ADD(name, data, func) g_test_add (name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/render/is-sound/2", GUINT_TO_POINTER (2), test_is_sound);
  ADD ("/render/is-sound/3", GUINT_TO_POINTER (3), test_is_sound);
  ADD ("/render/text-comes-back/layout", "-layout", test_text_comes_back);
  ADD ("/render/text-comes-back/raw", "-raw", test_text_comes_back);
  ADD ("/render/same-bytes", NULL, test_same_bytes);
  ADD ("/render/signatures-stay-together", NULL, test_signatures_stay_together);
  ADD ("/render/no-heading-ends-a-page", NULL, test_no_heading_ends_a_page);
  ADD ("/render/no-page-ends-in-a-hyphen", NULL, test_no_page_ends_in_a_hyphen);
  ADD ("/render/missing-letter-is-named", NULL, test_missing_letter_is_named);
  ADD ("/render/bad-bytes-are-refused", NULL, test_bad_bytes_are_refused);
  ADD ("/render/empty-document", NULL, test_empty_document);
  ADD ("/render/endless-word", NULL, test_endless_word);
  ADD ("/render/long-table", NULL, test_long_table);
  ADD ("/render/tall-row", NULL, test_tall_row);
  ADD ("/render/hopeless-layouts-are-refused", NULL, test_hopeless_layouts_are_refused);
  ADD ("/render/fonts-missing", NULL, test_fonts_missing);
  return g_test_run ();
}
