#include "meetings/heat-map.h"

#include "core/date.h"
#include "core/language.h"
#include "core/message.h"
#include "meetings/day-marks.h"

/* The least score of a shade. */
static const struct
{
  int least;
  const char *word;
} shades[] = {
  { 0, N_ ("poor") },  { 50, N_ ("weak") },      { 65, N_ ("fair") },
  { 80, N_ ("good") }, { 90, N_ ("very good") },
};

/* What hides what, from the first; a day off comes before all of them. */
static const struct
{
  ProposeHurdle hurdle;
  const char *sign, *words;
} signs[] = {
  { PROPOSE_PASSED, "‹", N_ ("has passed") },
  { PROPOSE_NOTICE, "!", N_ ("too early for the notice") },
  { PROPOSE_MEETING, "◆", N_ ("another meeting") },
  { PROPOSE_TRAVEL, "◇", N_ ("travel to or from another meeting") },
  { PROPOSE_BUSY, "●", N_ ("someone is busy") },
  { PROPOSE_EXPERTS, "○", N_ ("the experts cannot meet before") },
  { PROPOSE_DAY_OFF, "×", N_ ("a day off in the days that follow") },
};

typedef struct
{
  const Proposal *proposal;
  const char *lang;
  Grid *grid;
  DayMarks *marks;
  gboolean shown[G_N_ELEMENTS (signs)], shaded[G_N_ELEMENTS (shades)], off;
} Map;

static guint
shade_of (int score)
{
  guint shade = G_N_ELEMENTS (shades) - 1;

  while (shade > 0 && score < shades[shade].least)
    shade--;
  return shade;
}

static void
set_words (GridDay *day, const ProposedDay *proposed)
{
  g_clear_pointer (&day->words, g_free);
  for (guint i = 0; i < proposed->reasons->len; i++)
    grid_say (day, g_ptr_array_index (proposed->reasons, i));
}

/* "96 · 10:00 Душанбе, 11:00 Бишкек; why". */
static char *
note_text (const Map *map, const ProposedDay *proposed)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%d · ", proposed->score);
  for (guint i = 0; i < map->proposal->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (map->proposal->places, i);
      g_autofree char *time =
          g_date_time_format (g_ptr_array_index (proposed->local, i), "%H:%M");

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", time, place->city);
    }
  for (guint i = 0; i < proposed->reasons->len; i++)
    g_string_append_printf (text, "; %s",
                            (const char *) g_ptr_array_index (proposed->reasons, i));
  return g_string_free (text, FALSE);
}

static void
fill_candidate (Map *map, const ProposedDay *proposed, guint rank)
{
  GridDay *day = grid_day (map->grid, &proposed->first);
  guint shade = shade_of (proposed->score);

  g_return_if_fail (day != NULL);
  day->look =
      (GridLook){ .tone = rank < HEAT_MAP_BEST ? GRID_BEST : GRID_SCORE, .shade = shade };
  day->mark = rank < HEAT_MAP_BEST ? g_strdup_printf ("#%u", rank + 1)
                                   : g_strdup_printf ("%d", proposed->score);
  set_words (day, proposed);
  map->shaded[shade] |= rank >= HEAT_MAP_BEST;
}

static void
fill_excluded (Map *map, const ProposedDay *proposed)
{
  GridDay *day = grid_day (map->grid, &proposed->first);

  g_return_if_fail (day != NULL);
  if (proposed->hurdles & PROPOSE_DAY_OFF)
    day_marks_fill (map->marks, day, &proposed->first);
  if (day->look.tone == GRID_PLAIN || day->look.tone == GRID_NOTED ||
      day->look.tone == GRID_WORKED)
    for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
      if (proposed->hurdles & signs[i].hurdle)
        {
          g_free (day->mark);
          day->mark = g_strdup (signs[i].sign);
          day->look = (GridLook){ .tone = GRID_CLOSED };
          map->shown[i] = TRUE;
          break;
        }
  map->off |= day->look.tone == GRID_OFF || day->look.tone == GRID_OFF_SOME ||
              day->look.tone == GRID_OFF_ALL;
  set_words (day, proposed);
}

static void
add_keys (Map *map)
{
  if (map->proposal->candidates->len > 0)
    grid_add_key (map->grid, (GridLook){ .tone = GRID_BEST, .shade = 4 }, "#1",
                  tr (map->lang, N_ ("the best days")));
  for (guint i = G_N_ELEMENTS (shades); i-- > 0;)
    {
      g_autofree char *mark = g_strdup_printf ("%d+", shades[i].least);

      if (map->shaded[i])
        grid_add_key (map->grid, (GridLook){ .tone = GRID_SCORE, .shade = i }, mark,
                      tr (map->lang, shades[i].word));
    }
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (map->shown[i])
      grid_add_key (map->grid, (GridLook){ .tone = GRID_CLOSED }, signs[i].sign,
                    tr (map->lang, signs[i].words));
  if (map->off)
    day_marks_add_keys (map->marks, map->grid);
  else
    grid_add_key (map->grid, (GridLook){ .tone = GRID_WEEKEND }, NULL,
                  tr (map->lang, N_ ("Saturday, Sunday")));
}

static int
day_compare (gconstpointer a, gconstpointer b)
{
  const ProposedDay *one = *(const ProposedDay *const *) a;
  const ProposedDay *two = *(const ProposedDay *const *) b;

  return g_date_compare (&one->first, &two->first);
}

/* Why the best days are good, in the order of the calendar. */
static void
add_notes (Map *map)
{
  g_autoptr(GPtrArray) best = g_ptr_array_new ();

  for (guint i = 0; i < MIN (map->proposal->candidates->len, HEAT_MAP_BEST); i++)
    g_ptr_array_add (best, g_ptr_array_index (map->proposal->candidates, i));
  g_ptr_array_sort (best, day_compare);
  for (guint i = 0; i < best->len; i++)
    {
      const ProposedDay *proposed = g_ptr_array_index (best, i);
      const GridDay *day = grid_day (map->grid, &proposed->first);
      g_autofree char *text = note_text (map, proposed);

      grid_add_note (map->grid, &proposed->first, &proposed->first, day->look, day->mark,
                     text);
    }
}

static char *
host_line (const Proposal *proposal, const char *lang)
{
  for (guint i = 0; proposal->host != NULL && i < proposal->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (proposal->places, i);

      if (g_str_equal (place->code, proposal->host))
        return tr_fill (lang, "Host: {host}", "host", place->country, NULL);
    }
  return g_strdup (tr (lang, "Host: not agreed yet"));
}

Grid *
heat_map (Db *db, const Proposal *proposal, const char *lang, GError **error)
{
  g_autoptr(DayMarks) marks =
      day_marks_new (db, NULL, lang, &proposal->from, &proposal->to, error);
  g_autofree char *window = language_date_range (lang, &proposal->from, &proposal->to);
  g_autofree char *title =
      tr_fill (lang, "Days for a meeting, {window}", "window", window, NULL);
  Map map = { .proposal = proposal, .lang = lang, .marks = marks };

  if (marks == NULL)
    return NULL;
  map.grid = grid_new (lang, title, &proposal->from, &proposal->to);
  map.grid->subtitle = host_line (proposal, lang);
  for (guint i = 0; i < proposal->candidates->len; i++)
    fill_candidate (&map, g_ptr_array_index (proposal->candidates, i), i);
  for (guint i = 0; i < proposal->excluded->len; i++)
    fill_excluded (&map, g_ptr_array_index (proposal->excluded, i));
  add_keys (&map);
  add_notes (&map);
  return map.grid;
}
