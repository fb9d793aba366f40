/* Tables as spreadsheets and people write them. */
#include "core/csv-table.h"
#include "core/error.h"

#include <glib/gstdio.h>

#include <string.h>

static CsvTable *
parse (const char *text, GError **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return csv_table_parse (bytes, "list.csv", error);
}

/* The table as "a|b/c|d", a line each, the head first. */
static char *
shown (const CsvTable *table)
{
  GString *text = g_string_new (NULL);
  g_autofree char *head = g_strjoinv ("|", table->head);

  g_string_append (text, head);
  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autofree char *row = g_strjoinv ("|", g_ptr_array_index (table->rows, i));

      g_string_append_printf (text, "/%s", row);
    }
  return g_string_free (text, FALSE);
}

static void
test_forms (void)
{
  static const struct
  {
    const char *text, *table;
  } cases[] = {
    { "name,post\nА,Б\n", "name|post/А|Б" },
    { "name,post\r\nА,Б\r\n", "name|post/А|Б" },
    { "name,post\rА,Б\r", "name|post/А|Б" },
    { "name,post\nА,Б", "name|post/А|Б" },
    { "\xef\xbb\xbfname;post\nА;Б, В\n", "name|post/А|Б, В" },
    { "name\tpost\n\tБ\n", "name|post/|Б" },
    { "name;\"a,b,c,d\"\n1;2\n", "name|a,b,c,d/1|2" },
    { "name\nА\n", "name/А" },
    { "name,post\n\"А, Б\",\"В \"\"Г\"\" Д\"\n", "name|post/А, Б|В \"Г\" Д" },
    { "name,post\n\"А\nБ\r\nВ\",Г\n", "name|post/А\nБ\r\nВ|Г" },
    { "name,post\n  А  , Б \n", "name|post/А|Б" },
    { "name,post\n\"  А  \",Б\n", "name|post/  А  |Б" },
    { "\n\nname,post\n\n,\n\nА,Б\n\n,,,\n", "name|post/А|Б" },
    { "name,post\n", "name|post" },
    { "name,post\n,Б\nА,\n", "name|post/|Б/А|" },
    { "name,post\nҒӣ,Ңө\n", "name|post/Ғӣ|Ңө" },
    { "sep=;\r\nname,x;post\r\nА;Б\r\n", "name,x|post/А|Б" },
    { "\xef\xbb\xbfSEP=\t\nname;x\tpost\nА\tБ\n", "name;x|post/А|Б" },
    { "\"sep=|\"\nname,x|post\nА|Б\n", "name,x|post/А|Б" },
    { "name,post\n=cmd|' /C calc'!A0,{value}%s\n", "name|post/=cmd|' /C calc'!A0|{value}%s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CsvTable) table = parse (cases[i].text, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = shown (table);
      g_assert_cmpstr (text, ==, cases[i].table);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", "list.csv: the table is empty (its first line names the columns)" },
    { "\n \n", "list.csv: the table is empty (its first line names the columns)" },
    { ",,\n", "list.csv: the table is empty (its first line names the columns)" },
    { "sep=;\r\n", "list.csv: the table is empty (its first line names the columns)" },
    { "sep=;\nname;post\nА\n",
      "list.csv, line 3: the number of cells is 1, of columns 2 (every row needs a cell for "
      "each column)" },
    { "sep=;,\n", "list.csv: a column has no name (the first line names them)" },
    { "name,,post\n", "list.csv: a column has no name (the first line names them)" },
    { "name,post,Name\n", "list.csv: two columns are named 'Name'" },
    { "name,post\nА,Б\nА\n",
      "list.csv, line 3: the number of cells is 1, of columns 2 (every row needs a cell for "
      "each column)" },
    { "name,post\n\"А\n\n\",Б\n\nА,Б,В\n",
      "list.csv, line 6: the number of cells is 3, of columns 2 (every row needs a cell for "
      "each column)" },
    { "name,post\nА,ООО \"Б\"\n",
      "list.csv, line 2: a quotation mark stands wrong (a cell that has some is quoted whole, "
      "and they are doubled)" },
    { "name,post\n\"А\"Б,В\n",
      "list.csv, line 2: a quotation mark stands wrong (a cell that has some is quoted whole, "
      "and they are doubled)" },
    { "name,post\r\nА,Б\r\n\"В,Г\r\nД,Е\r\n", "list.csv, line 3: a quoted cell of that row "
                                              "does not end (a quotation mark is missing)" },
    { "name,post\nА,\xc0\xc1\n",
      "list.csv, line 2: the text is no valid UTF-8 (save the table as CSV in UTF-8)" },
    { "\xff\xfen", "list.csv, line 1: the text is no valid UTF-8 (save the table as CSV in "
                   "UTF-8)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (parse (cases[i].text, &error));
      g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_nul_byte (void)
{
  static const char text[] = "name\nА\0Б\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr(GError) error = NULL;

  g_assert_null (csv_table_parse (bytes, "list.csv", &error));
  g_assert_cmpstr (error->message, ==,
                   "list.csv, line 2: the text is no valid UTF-8 (save the table as CSV in "
                   "UTF-8)");
}

static CsvTable *
repeat (const char *head, const char *row, guint times, GError **error)
{
  GString *text = g_string_new (head);
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i < times; i++)
    g_string_append (text, row);
  bytes = g_string_free_to_bytes (text);
  return csv_table_parse (bytes, "list.csv", error);
}

static void
test_bounds (void)
{
  g_autoptr(GError) rows = NULL, columns = NULL, size = NULL;
  g_autoptr(CsvTable) full = repeat ("name\n", "А\n", CSV_MAX_ROWS, NULL);
  g_autoptr(CsvTable) wide = NULL;
  GString *head = g_string_new ("c0");

  g_assert_cmpuint (full->rows->len, ==, CSV_MAX_ROWS);
  g_assert_null (repeat ("name\n", "А\n", CSV_MAX_ROWS + 1, &rows));
  g_assert_cmpstr (rows->message, ==,
                   "list.csv, line 10002: the table has too many rows (at most 10000)");

  for (guint i = 1; i < CSV_MAX_COLUMNS; i++)
    g_string_append_printf (head, ",c%u", i);
  wide = parse (head->str, NULL);
  g_assert_cmpuint (g_strv_length (wide->head), ==, CSV_MAX_COLUMNS);
  g_assert_null (repeat ("", ",", 4000000, &columns));
  g_assert_cmpstr (columns->message, ==,
                   "list.csv, line 1: the row has too many cells (at most 100)");
  g_string_free (head, TRUE);

  g_assert_null (repeat ("name\n", "0123456789abcde\n", CSV_MAX_BYTES / 16, &size));
  g_assert_cmpstr (size->message, ==, "list.csv: the table is too large (at most 4 MB)");
}

static void
test_lookup (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CsvTable) table = parse (
      "ФИО;Должность\n\nДелегат 1;\"Министр\nэнергетики\"\nДелегат 2;Эксперт\n", &error);

  g_assert_no_error (error);
  g_assert_cmpint (csv_table_column (table, "должность"), ==, 1);
  g_assert_cmpint (csv_table_column (table, "ранг"), ==, -1);
  g_assert_cmpstr (csv_table_cell (table, 0, "фио"), ==, "Делегат 1");
  g_assert_cmpstr (csv_table_cell (table, 1, "ДОЛЖНОСТЬ"), ==, "Эксперт");
  g_assert_null (csv_table_cell (table, 1, "ранг"));
  g_assert_cmpuint (csv_table_line (table, 0), ==, 3);
  g_assert_cmpuint (csv_table_line (table, 1), ==, 5);
  g_assert_true (csv_table_needs (table, "ФИО", &error));
  g_assert_false (csv_table_needs (table, "ранг", &error));
  g_assert_error (error, COUNCIL_ERROR, COUNCIL_ERROR_INPUT);
  g_assert_cmpstr (error->message, ==,
                   "list.csv: no column is named 'ранг' (there are: ФИО, Должность)");
}

static void
test_files (void)
{
  g_autoptr(GError) error = NULL, none = NULL, folder = NULL, endless = NULL;
  g_autofree char *path = NULL;
  g_autoptr(CsvTable) table = NULL;
  int fd = g_file_open_tmp ("council-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, "name,post\nА,Б\n", -1, &error));
  table = csv_table_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (csv_table_cell (table, 0, "post"), ==, "Б");
  g_assert_cmpint (g_unlink (path), ==, 0);

  g_assert_null (csv_table_read (path, &none));
  g_assert_error (none, COUNCIL_ERROR, COUNCIL_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (none->message, "no file "));
  g_assert_null (csv_table_read ("/", &folder));
  g_assert_cmpstr (folder->message, ==, "/: cannot be read: it is a folder");
  g_assert_null (csv_table_read ("/dev/zero", &endless));
  g_assert_true (g_str_has_prefix (endless->message, "/dev/zero: too large (at most "));
}

/* Whatever bytes come, a table has as many cells in every row as in its head. */
static void
test_random (void)
{
  static const char *const parts[] = { ",",  ",", ";", "\"", "\"\"",  "\n",  "\n",
                                       "\r", " ", "a", "Б",  "Б,В\n", "\xd0" };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260213);
  guint rows = 0;

  for (guint i = 0; i < 20000; i++)
    {
      gint length = g_rand_int_range (rand, 0, 12);
      GString *text = g_string_new (i % 2 ? "a,b\n" : "");
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(CsvTable) table = NULL;

      while (length-- > 0)
        g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      bytes = g_string_free_to_bytes (text);
      table = csv_table_parse (bytes, "list.csv", &error);
      g_assert_true ((table == NULL) == (error != NULL));
      for (guint row = 0; table != NULL && row < table->rows->len; row++)
        {
          rows++;
          g_assert_cmpuint (g_strv_length (g_ptr_array_index (table->rows, row)), ==,
                            g_strv_length (table->head));
        }
    }
  g_assert_cmpuint (rows, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-table/forms", test_forms);
  g_test_add_func ("/csv-table/refused", test_refused);
  g_test_add_func ("/csv-table/nul-byte", test_nul_byte);
  g_test_add_func ("/csv-table/bounds", test_bounds);
  g_test_add_func ("/csv-table/lookup", test_lookup);
  g_test_add_func ("/csv-table/files", test_files);
  g_test_add_func ("/csv-table/random", test_random);
  return g_test_run ();
}
