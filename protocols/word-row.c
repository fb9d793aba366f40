/* A row of a table in a word processor's file, and the clause's text that it stands for. */
#include "protocols/word.h"

#include "core/text.h"
#include "protocols/cells.h"
#include "protocols/sequence.h"

#include <string.h>

static gboolean
is_ordinal (const char *cell)
{
  gsize digits = strspn (cell, "0123456789");

  return digits > 0 && (cell[digits] == '\0' || g_str_equal (cell + digits, "."));
}

/* «Name — post»: what is empty, and a number of the table's own, is left out. */
static char *
delegate_words (const WordParagraph *row, const char *rest)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < row->cells->len; i++)
    {
      const char *cell = i > 0 ? g_ptr_array_index (row->cells, i) : rest;

      if (*cell != '\0' && !(words->len == 0 && is_ordinal (cell)))
        g_string_append_printf (words, "%s%s", words->len > 0 ? " — " : "", cell);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* The cells behind the number, which stands in a cell of its own unless a person joined it. */
static char *
row_words (const WordParagraph *row, const char *rest)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();
  gboolean any = *rest != '\0';

  if (any)
    g_ptr_array_add (cells, (gpointer) rest);
  for (guint i = 1; i < row->cells->len; i++)
    {
      g_ptr_array_add (cells, g_ptr_array_index (row->cells, i));
      any = any || *(const char *) g_ptr_array_index (row->cells, i) != '\0';
    }
  g_ptr_array_add (cells, NULL);
  return any ? cells_join ((const char *const *) cells->pdata) : g_strdup ("");
}

char *
word_row_words (const WordParagraph *row, const char *rest, gboolean delegates)
{
  return delegates ? delegate_words (row, rest) : row_words (row, rest);
}

gboolean
word_row_is_head (const WordParagraph *row)
{
  static const char *const heads[] = { "№",         "№ п/п",   "№ п.п.",
                                       "фио",       "ф.и.о.",  "ф. и. о.",
                                       "имя",       "фамилия", "фамилия, имя",
                                       "должность", NULL };

  for (guint i = 0; row->cells != NULL && i < row->cells->len; i++)
    {
      g_autofree char *cell = text_fold (g_ptr_array_index (row->cells, i));

      if (g_strv_contains (heads, g_strstrip (cell)))
        return TRUE;
    }
  return FALSE;
}

/* --- what it says ------------------------------------------------------------------------------ */

/* Without what stands between the cells, however they were laid out. */
static char *
without_bars (const char *text)
{
  g_autoptr(GRegex) bars = g_regex_new ("(?:^| )[|—–-](?= |$)", 0, 0, NULL);
  g_auto(GStrv) cells = cells_split (text);
  g_autofree char *line = g_strjoinv (" ", cells);

  return g_regex_replace (bars, line, -1, 0, "", 0, NULL);
}

gboolean
word_row_same (const char *text, const char *clause, gboolean by_cells)
{
  g_auto(GStrv) cells = cells_split (text), known = cells_split (clause);
  g_autofree char *one = without_bars (text), *other = without_bars (clause);

  if (!by_cells)
    return words_same (one, other);
  for (guint i = 0; cells[i] != NULL && known[i] != NULL; i++)
    if (!words_same (cells[i], known[i]))
      return FALSE;
  return g_strv_length (cells) == g_strv_length (known);
}
