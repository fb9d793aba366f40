#include "meetings/grid.h"

#include "core/date.h"
#include "core/language.h"

static void
key_free (GridKey *key)
{
  g_free (key->mark);
  g_free (key->text);
  g_free (key);
}

static void
note_free (GridNote *note)
{
  g_free (note->mark);
  g_free (note->text);
  g_free (note);
}

static guint
count_days (const Grid *grid)
{
  return (guint) g_date_days_between (&grid->first, &grid->last) + 1;
}

Grid *
grid_new (const char *lang, const char *title, const GDate *first, const GDate *last)
{
  Grid *grid = g_new0 (Grid, 1);
  GDate date = *first;

  grid->lang = g_strdup (lang);
  grid->title = g_strdup (title);
  grid->first = *first;
  grid->last = *last;
  grid->days = g_new0 (GridDay, count_days (grid));
  grid->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) key_free);
  grid->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  for (guint i = 0; i < count_days (grid); i++, g_date_add_days (&date, 1))
    if (g_date_get_weekday (&date) >= G_DATE_SATURDAY)
      grid->days[i].look.tone = GRID_WEEKEND;
  return grid;
}

void
grid_free (Grid *grid)
{
  if (grid == NULL)
    return;
  for (guint i = 0; i < count_days (grid); i++)
    {
      g_free (grid->days[i].mark);
      g_free (grid->days[i].words);
    }
  g_free (grid->days);
  g_free (grid->lang);
  g_free (grid->title);
  g_free (grid->subtitle);
  g_ptr_array_unref (grid->keys);
  g_ptr_array_unref (grid->notes);
  g_free (grid);
}

GridDay *
grid_day (const Grid *grid, const GDate *date)
{
  if (g_date_compare (date, &grid->first) < 0 || g_date_compare (date, &grid->last) > 0)
    return NULL;
  return &grid->days[g_date_days_between (&grid->first, date)];
}

void
grid_add_key (Grid *grid, GridLook look, const char *mark, const char *text)
{
  GridKey *key = g_new0 (GridKey, 1);

  key->look = look;
  key->mark = g_strdup (mark);
  key->text = g_strdup (text);
  g_ptr_array_add (grid->keys, key);
}

void
grid_add_note (Grid *grid, const GDate *first, const GDate *last, GridLook look,
               const char *mark, const char *text)
{
  GridNote *note = g_new0 (GridNote, 1);

  note->first = *first;
  note->last = *last;
  note->look = look;
  note->mark = g_strdup (mark);
  note->text = g_strdup (text);
  g_ptr_array_add (grid->notes, note);
}

const char *
grid_tone_name (GridTone tone)
{
  static const char *const names[N_GRID_TONES] = {
    [GRID_PLAIN] = "plain",       [GRID_WEEKEND] = "weekend", [GRID_OFF] = "off",
    [GRID_OFF_SOME] = "off-some", [GRID_OFF_ALL] = "off-all", [GRID_WORKED] = "worked",
    [GRID_NOTED] = "noted",       [GRID_CLOSED] = "closed",   [GRID_SCORE] = "score",
    [GRID_BEST] = "best",
  };

  g_return_val_if_fail ((guint) tone < N_GRID_TONES, NULL);
  return names[tone];
}

void
grid_say (GridDay *day, const char *line)
{
  char *words = day->words ? g_strconcat (day->words, "\n", line, NULL) : g_strdup (line);

  g_free (day->words);
  day->words = words;
}

guint
grid_months (const Grid *grid)
{
  return (guint) (g_date_get_year (&grid->last) - g_date_get_year (&grid->first)) * 12 +
         g_date_get_month (&grid->last) - g_date_get_month (&grid->first) + 1;
}

GDate
grid_month (const Grid *grid, guint i)
{
  GDate month = grid->first;

  g_date_set_day (&month, 1);
  g_date_add_months (&month, i);
  return month;
}

char *
grid_month_title (const Grid *grid, const GDate *month)
{
  const char *name = language_month (grid->lang, g_date_get_month (month));
  g_autofree char *initial = g_utf8_substring (name, 0, 1);
  g_autofree char *capital = g_utf8_strup (initial, -1);

  if (g_date_get_year (&grid->first) == g_date_get_year (&grid->last))
    return g_strconcat (capital, g_utf8_next_char (name), NULL);
  return g_strdup_printf ("%s%s %d", capital, g_utf8_next_char (name),
                          g_date_get_year (month));
}

char *
grid_weekday (const Grid *grid, guint weekday)
{
  return g_utf8_substring (language_weekday_short (grid->lang, weekday), 0, 2);
}
