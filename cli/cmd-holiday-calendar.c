/* council holiday calendar */
#include "cli/command.h"

#include "cli/grid-terminal.h"
#include "core/clock.h"
#include "core/date.h"
#include "meetings/day-marks.h"
#include "meetings/grid-svg.h"

const CommandUse use_holiday_calendar = {
  .options = COMMAND_OPTIONS (
      { "year", OPTION_TEXT, "YEAR", N_ ("The year; this one when left out") },
      { "party", OPTION_TEXT, "PARTY", N_ ("Of this party alone") },
      { "names", OPTION_FLAG, NULL, N_ ("Also what the days are called") },
      { "out", OPTION_TEXT, "FILE",
        N_ ("Write it as a picture (SVG), a sheet to be hung on the wall") }),
  .details =
      N_ ("A year of every country: which days are off where, moved, worked, shorter or "
          "provisional.  As many months stand side by side as the terminal is wide."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council holiday calendar --year 2027  # the year in the terminal"),
      N_ ("council holiday calendar --year 2027 --names --out 2027.svg  # a sheet (A4), with "
          "the names of the days")),
};

static void
day_json (CommandRun *run, const GridDay *day, const GDate *date)
{
  g_autofree char *text = date_text (date);
  g_auto(GStrv) words = g_strsplit (day->words ? day->words : "", "\n", -1);

  json_begin_object (run->json, NULL);
  json_text (run->json, "date", text);
  json_text (run->json, "tone", grid_tone_name (day->look.tone));
  json_text (run->json, "mark", day->mark);
  json_bool (run->json, "provisional", day->look.unsure);
  json_begin_array (run->json, "words");
  for (guint i = 0; words[i] != NULL; i++)
    json_text (run->json, NULL, words[i]);
  json_builder_end_array (run->json);
  json_builder_end_object (run->json);
}

static void
calendar_json (CommandRun *run, const Grid *grid)
{
  json_begin_object (run->json, NULL);
  json_number (run->json, "year", g_date_get_year (&grid->first));
  json_text (run->json, "file", command_option (run, "out"));
  json_begin_array (run->json, "days");
  for (GDate date = grid->first; g_date_compare (&date, &grid->last) <= 0;
       g_date_add_days (&date, 1))
    {
      const GridDay *day = grid_day (grid, &date);

      if (day->mark != NULL)
        day_json (run, day, &date);
    }
  json_builder_end_array (run->json);
  json_builder_end_object (run->json);
}

gboolean
cmd_holiday_calendar (CommandRun *run, GError **error)
{
  const char *path = command_option (run, "out");
  g_autoptr(GBytes) picture = NULL;
  g_autoptr(Grid) grid = NULL;
  gint64 year;
  GDate today;

  clock_today (NULL, &today);
  if (!command_number (run, "year", g_date_get_year (&today), 1901, 2998, &year, error))
    return FALSE;
  grid = year_grid (run->db, command_option (run, "party"), run->lang, (int) year,
                    command_flag (run, "names"), error);
  if (grid == NULL)
    return FALSE;
  picture = path ? grid_svg (grid) : NULL;
  if (picture != NULL && !command_write_file (run, path, picture, error))
    return FALSE;
  if (run->json != NULL)
    calendar_json (run, grid);
  else if (path == NULL)
    grid_print (grid, run->out, run->width, run->colour);
  return TRUE;
}
