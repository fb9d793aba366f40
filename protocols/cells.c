#include "protocols/cells.h"

#include <string.h>

#define WIDEST 34 /* letters beyond which a column of words gets no more room */
#define EDGES 2   /* letters for a column's edges */

char *
cells_join (const char *const *cells)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_string_append (text, i ? " | " : "");
      for (const char *c = cells[i]; *c != '\0'; c++)
        {
          if (*c == '|' || *c == '\\')
            g_string_append_c (text, '\\');
          g_string_append_c (text, *c);
        }
    }
  return g_strstrip (g_string_free (text, FALSE)); /* as text_clean() leaves it */
}

static void
end_cell (GPtrArray *cells, GString *cell)
{
  g_ptr_array_add (cells, g_strstrip (g_strdup (cell->str)));
  g_string_truncate (cell, 0);
}

GStrv
cells_split (const char *text)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();
  g_autoptr(GString) cell = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\\' && (c[1] == '|' || c[1] == '\\'))
      g_string_append_c (cell, *++c);
    else if (*c == '|')
      end_cell (cells, cell);
    else
      g_string_append_c (cell, *c);
  end_cell (cells, cell);
  g_ptr_array_add (cells, NULL);
  return (GStrv) g_ptr_array_steal (cells, NULL);
}

gboolean
cell_is_blank (const char *cell)
{
  return *cell == '\0' || g_str_equal (cell, "-") || g_str_equal (cell, "–") ||
         g_str_equal (cell, "—");
}

gboolean
cell_is_number (const char *cell)
{
  return g_regex_match_simple (
             "^[-+−–±]?[ \\x{A0}\\x{202F}]?\\d{1,3}([ \\x{A0}\\x{202F}]?\\d{3})*"
             "([.,]\\d+)?[ \\x{A0}\\x{202F}]?[%‰]?$",
             cell, 0, 0) ||
         g_regex_match_simple ("^[-+−–±]?\\d+([.,]\\d+)?[ \\x{A0}]?[%‰]?$", cell, 0, 0);
}

/* --- a column ---------------------------------------------------------------------------------- */

static const char *
cell_of (GPtrArray *rows, guint row, guint column)
{
  const char *const *cells = g_ptr_array_index (rows, row);

  return column < g_strv_length ((char **) cells) ? cells[column] : "";
}

gboolean
cells_are_numeric (GPtrArray *rows, guint head, guint column)
{
  guint figures = 0;

  for (guint i = head; i < rows->len; i++)
    {
      const char *cell = cell_of (rows, i, column);

      if (cell_is_number (cell))
        figures++;
      else if (!cell_is_blank (cell))
        return FALSE;
    }
  return figures > 0;
}

static gsize
longest_word (const char *cell)
{
  g_auto(GStrv) words = g_strsplit (cell, " ", -1);
  gsize longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, (gsize) g_utf8_strlen (words[i], -1));
  return longest;
}

double
cells_share (GPtrArray *rows, guint head, guint column)
{
  gboolean numeric = cells_are_numeric (rows, head, column);
  gsize widest = 1, word = 1;

  for (guint i = 0; i < rows->len; i++)
    {
      const char *cell = cell_of (rows, i, column);
      gsize letters = (gsize) g_utf8_strlen (cell, -1);

      /* a figure is not broken, and the head is bold */
      word = MAX (word,
                  numeric && i >= head ? letters : longest_word (cell) + (i < head ? 1 : 0));
      if (i >= head)
        widest = MAX (widest, letters);
    }
  return (double) MAX (word, MIN (widest, WIDEST)) + EDGES;
}
