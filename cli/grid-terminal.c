#include "cli/grid-terminal.h"

#include "core/date.h"
#include "core/language.h"
#include "core/text.h"
#include "cli/table.h"

#define DEFAULT_WIDTH 80
#define CELL_LEAST 3
#define BAR "│" /* before Saturday, and a space */
#define GAP 3   /* columns between two months */
#define KEY_GAP 3
#define WEEKS 6

typedef struct
{
  const Grid *grid;
  GString *out;
  gboolean coloured;
  guint width, cell; /* columns: of the terminal, of a day */
  guint pending;     /* spaces that are written before what follows */
} Printer;

/* --- pieces -------------------------------------------------------------------------------- */

/* Of the sixteen colours that every terminal has; readable on light and dark ones.  Cyan and
 * yellow are told apart by those who see no red or no green, too. */
static const char *
look_style (GridLook look)
{
  static const char *const parties[GRID_PARTY_SHADES] = { "30;46", "30;43", "30;42", "30;45" };
  static const char *const scores[] = { "2", "36", "1;36", "30;42", "1;30;42" };
  static const char *const styles[N_GRID_TONES] = {
    [GRID_WEEKEND] = "2",    [GRID_OFF_SOME] = "30;47", [GRID_OFF_ALL] = "97;41",
    [GRID_WORKED] = "1;4",   [GRID_NOTED] = "4",        [GRID_CLOSED] = "2;9",
    [GRID_BEST] = "1;97;44",
  };

  if (look.tone == GRID_OFF)
    return parties[look.shade % GRID_PARTY_SHADES];
  if (look.tone == GRID_SCORE)
    return scores[MIN (look.shade, G_N_ELEMENTS (scores) - 1)];
  return styles[look.tone];
}

static void
space (Printer *printer, guint columns)
{
  printer->pending += columns;
}

static void
put (Printer *printer, const char *text, const char *style)
{
  if (*text == '\0')
    return;
  g_string_append_printf (printer->out, "%*s", (int) printer->pending, "");
  printer->pending = 0;
  if (style != NULL && printer->coloured)
    g_string_append_printf (printer->out, "\033[%sm%s\033[0m", style, text);
  else
    g_string_append (printer->out, text);
}

/* @text, then spaces up to @columns. */
static void
put_padded (Printer *printer, const char *text, guint columns, const char *style)
{
  guint width = text_width (text);

  put (printer, text, style);
  space (printer, columns > width ? columns - width : 0);
}

static void
put_bar (Printer *printer)
{
  put (printer, BAR, "2");
  space (printer, 1);
}

static void
end_line (Printer *printer)
{
  printer->pending = 0;
  g_string_append_c (printer->out, '\n');
}

/* --- months -------------------------------------------------------------------------------- */

static guint
month_width (const Printer *printer)
{
  return 7 * printer->cell + text_width (BAR) + 1;
}

static guint
months_in_row (const Printer *printer)
{
  guint one = month_width (printer);

  /* The last column of a month is free, so that the last month may reach over the edge. */
  return MAX ((printer->width + 1 + GAP) / (one + GAP), 1);
}

/* Fills @date with the day in column @weekday (1 to 7) of the month's line @week (0 to 5). */
static gboolean
day_at (const GDate *month, guint week, guint weekday, GDate *date)
{
  int day = (int) (week * 7 + weekday) - (int) g_date_get_weekday (month) + 1;

  if (day < 1 ||
      day > g_date_get_days_in_month (g_date_get_month (month), g_date_get_year (month)))
    return FALSE;
  *date = *month;
  g_date_set_day (date, (GDateDay) day);
  return TRUE;
}

static gboolean
week_is_marked (const Printer *printer, guint first, guint last, guint week)
{
  for (guint i = first; i < last; i++)
    for (guint weekday = 1; weekday <= 7; weekday++)
      {
        GDate month = grid_month (printer->grid, i), date;
        const GridDay *day =
            day_at (&month, week, weekday, &date) ? grid_day (printer->grid, &date) : NULL;

        if (day != NULL && day->mark != NULL)
          return TRUE;
      }
  return FALSE;
}

static gboolean
week_has_days (const Printer *printer, guint first, guint last, guint week)
{
  for (guint i = first; i < last; i++)
    for (guint weekday = 1; weekday <= 7; weekday++)
      {
        GDate month = grid_month (printer->grid, i), date;

        if (day_at (&month, week, weekday, &date))
          return TRUE;
      }
  return FALSE;
}

static void
put_cell (Printer *printer, const GDate *date, gboolean marks)
{
  const GridDay *day = grid_day (printer->grid, date);
  const char *style = day ? look_style (day->look) : "2";
  g_autofree char *number = g_strdup_printf ("%2d", g_date_get_day (date));

  if (!marks)
    put_padded (printer, day ? number : " ·", printer->cell, style);
  else
    put_padded (printer, day && day->mark ? day->mark : "", printer->cell, style);
}

static void
put_week (Printer *printer, guint first, guint last, guint week, gboolean marks)
{
  for (guint i = first; i < last; i++)
    {
      GDate month = grid_month (printer->grid, i), date;

      if (i > first)
        space (printer, GAP);
      for (guint weekday = 1; weekday <= 7; weekday++)
        {
          if (weekday == G_DATE_SATURDAY)
            put_bar (printer);
          if (day_at (&month, week, weekday, &date))
            put_cell (printer, &date, marks);
          else
            space (printer, printer->cell);
        }
    }
  end_line (printer);
}

static void
put_titles (Printer *printer, guint first, guint last)
{
  guint width = month_width (printer) - 1;

  for (guint i = first; i < last; i++)
    {
      GDate month = grid_month (printer->grid, i);
      g_autofree char *title = grid_month_title (printer->grid, &month);
      guint left = (width - MIN (text_width (title), width)) / 2;

      space (printer, (i > first ? GAP : 0) + left);
      put_padded (printer, title, width + 1 - left, "1");
    }
  end_line (printer);
}

static void
put_weekdays (Printer *printer, guint first, guint last)
{
  for (guint i = first; i < last; i++)
    {
      if (i > first)
        space (printer, GAP);
      for (guint weekday = 1; weekday <= 7; weekday++)
        {
          g_autofree char *name = grid_weekday (printer->grid, weekday);

          if (weekday == G_DATE_SATURDAY)
            put_bar (printer);
          put_padded (printer, name, printer->cell, "2");
        }
    }
  end_line (printer);
}

static void
put_months (Printer *printer, guint first, guint last)
{
  put_titles (printer, first, last);
  put_weekdays (printer, first, last);
  for (guint week = 0; week < WEEKS; week++)
    {
      if (!week_has_days (printer, first, last, week))
        continue;
      put_week (printer, first, last, week, FALSE);
      if (week_is_marked (printer, first, last, week))
        put_week (printer, first, last, week, TRUE);
    }
  end_line (printer);
}

/* --- below the months ---------------------------------------------------------------------- */

static void
put_keys (Printer *printer)
{
  guint column = 0;

  for (guint i = 0; i < printer->grid->keys->len; i++)
    {
      const GridKey *key = g_ptr_array_index (printer->grid->keys, i);
      guint width;

      if (key->mark == NULL) /* what the bar says already */
        continue;
      width = text_width (key->mark) + 1 + text_width (key->text);
      if (column > 0 && column + KEY_GAP + width > printer->width)
        {
          end_line (printer);
          column = 0;
        }
      if (column > 0)
        space (printer, KEY_GAP);
      column += width + (column > 0 ? KEY_GAP : 0);
      put (printer, key->mark, look_style (key->look));
      space (printer, 1);
      put (printer, key->text, NULL);
    }
  if (column > 0)
    end_line (printer);
}

/* "9", "1–7". */
static char *
note_days (const GridNote *note)
{
  if (g_date_compare (&note->first, &note->last) == 0)
    return g_strdup_printf ("%d", g_date_get_day (&note->first));
  return g_strdup_printf ("%d–%d", g_date_get_day (&note->first),
                          g_date_get_day (&note->last));
}

static char *
note_weekdays (const Grid *grid, const GridNote *note)
{
  g_autofree char *first = grid_weekday (grid, g_date_get_weekday (&note->first));
  g_autofree char *last = grid_weekday (grid, g_date_get_weekday (&note->last));

  return g_date_compare (&note->first, &note->last) == 0
             ? g_steal_pointer (&first)
             : g_strdup_printf ("%s–%s", first, last);
}

static void
put_notes_of (Printer *printer, const GDate *month)
{
  g_autoptr(Table) table = table_new_plain (4);
  g_autofree char *title = NULL;

  table_indent (table, 2);
  table_align_right (table, 0);
  for (guint i = 0; i < printer->grid->notes->len; i++)
    {
      const GridNote *note = g_ptr_array_index (printer->grid->notes, i);
      g_autofree char *days = note_days (note);
      g_autofree char *weekdays = note_weekdays (printer->grid, note);

      if (g_date_get_month (&note->first) == g_date_get_month (month) &&
          g_date_get_year (&note->first) == g_date_get_year (month))
        table_row (table, days, weekdays, note->mark, note->text);
    }
  if (table_is_empty (table))
    return;
  title = grid_month_title (printer->grid, month);
  end_line (printer);
  put (printer, title, "1");
  end_line (printer);
  table_print (table, printer->out, printer->width, FALSE);
}

static guint
cell_width (const Grid *grid)
{
  guint width = CELL_LEAST;

  for (GDate date = grid->first; g_date_compare (&date, &grid->last) <= 0;
       g_date_add_days (&date, 1))
    {
      const GridDay *day = grid_day (grid, &date);

      if (day->mark != NULL)
        width = MAX (width, text_width (day->mark));
    }
  return width;
}

void
grid_print (const Grid *grid, GString *out, guint width, gboolean coloured)
{
  Printer printer = { .grid = grid, .out = out, .coloured = coloured };
  guint months = grid_months (grid), row;

  printer.width = width ? width : DEFAULT_WIDTH;
  printer.cell = cell_width (grid);
  row = months_in_row (&printer);
  put (&printer, grid->title, "1");
  if (grid->subtitle != NULL)
    {
      end_line (&printer);
      put (&printer, grid->subtitle, NULL);
    }
  end_line (&printer);
  end_line (&printer);
  for (guint i = 0; i < months; i += row)
    put_months (&printer, i, MIN (i + row, months));
  put_keys (&printer);
  for (guint i = 0; i < months && grid->notes->len > 0; i++)
    {
      GDate month = grid_month (grid, i);

      put_notes_of (&printer, &month);
    }
}
