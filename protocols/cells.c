#include "protocols/cells.h"

#include <string.h>

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
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  g_autoptr (GString) cell = g_string_new (NULL);

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
  return g_regex_match_simple ("^[-+−–±]?[ \\x{A0}\\x{202F}]?\\d{1,3}([ \\x{A0}\\x{202F}]?\\d{3})*"
                               "([.,]\\d+)?[ \\x{A0}\\x{202F}]?[%‰]?$",
                               cell, 0, 0) ||
         g_regex_match_simple ("^[-+−–±]?\\d+([.,]\\d+)?[ \\x{A0}]?[%‰]?$", cell, 0, 0);
}
