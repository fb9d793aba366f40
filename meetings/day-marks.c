#include "meetings/day-marks.h"

#include "core/date.h"
#include "core/language.h"
#include "core/message.h"

#include <string.h>

#define SIGN_ALL "■"

/* What a party does with a day; the first that any party does gives the day its mark. */
typedef enum
{
  DOES_REST,
  DOES_WORK,
  DOES_SHORTER,
  DOES_COMMEMORATE,
  N_DOES
} Does;

static const char *const signs[N_DOES] = {
  [DOES_REST] = "",
  [DOES_WORK] = "+",
  [DOES_SHORTER] = "−",
  [DOES_COMMEMORATE] = "°",
};

struct _DayMarks
{
  char *lang;
  GPtrArray *places; /* (element-type HolidayPlace) */
  char **letters;    /* one a place */
  Workdays *workdays;
  gboolean some, all, moved, unsure, does[N_DOES]; /* what was shown */
};

void
day_marks_free (DayMarks *marks)
{
  if (marks == NULL)
    return;
  g_free (marks->lang);
  g_clear_pointer (&marks->places, g_ptr_array_unref);
  g_strfreev (marks->letters);
  workdays_free (marks->workdays);
  g_free (marks);
}

/* --- letters ------------------------------------------------------------------------------- */

static char *
initial (const HolidayPlace *place)
{
  g_autofree char *letter = g_utf8_substring (place->country, 0, 1);

  return g_utf8_strup (letter, -1);
}

/* First letters, when they tell the countries apart; else codes. */
static char **
place_letters (GPtrArray *places)
{
  char **letters = g_new0 (char *, places->len + 1);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < places->len; i++)
    {
      letters[i] = initial (g_ptr_array_index (places, i));
      g_hash_table_add (seen, letters[i]);
    }
  if (g_hash_table_size (seen) == places->len)
    return letters;
  for (guint i = 0; i < places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (places, i);

      g_free (letters[i]);
      letters[i] = g_ascii_strup (place->code, -1);
    }
  return letters;
}

static const HolidayPlace *
place_at (const DayMarks *marks, guint i)
{
  return g_ptr_array_index (marks->places, i);
}

/* The letters are those of all parties, so that one party alone keeps its own. */
static void
keep_party (DayMarks *marks, const char *party)
{
  for (guint i = marks->places->len; i-- > 0;)
    if (!g_str_equal (place_at (marks, i)->code, party))
      {
        guint after = marks->places->len - i; /* with the ending NULL */

        g_free (marks->letters[i]);
        memmove (marks->letters + i, marks->letters + i + 1, after * sizeof (char *));
        g_ptr_array_remove_index (marks->places, i);
      }
}

DayMarks *
day_marks_new (Db *db, const char *party, const char *lang, const GDate *first,
               const GDate *last, GError **error)
{
  g_autoptr(DayMarks) marks = g_new0 (DayMarks, 1);

  marks->lang = g_strdup (lang);
  marks->workdays = holiday_load (db, party, lang, first, last, error);
  marks->places = marks->workdays ? holiday_places (db, lang, error) : NULL;
  if (marks->places == NULL)
    return NULL;
  marks->letters = place_letters (marks->places);
  if (party != NULL)
    keep_party (marks, party);
  return g_steal_pointer (&marks);
}

/* --- a day --------------------------------------------------------------------------------- */

static Does
does (const DayVerdict *verdict)
{
  switch (verdict->day->kind)
    {
    case DAY_HOLIDAY:
    case DAY_MOVED:
      return DOES_REST;
    case DAY_WORKING:
      return DOES_WORK;
    case DAY_SHORTENED:
      return DOES_SHORTER;
    default:
      return DOES_COMMEMORATE;
    }
}

/* What the parties that do the same do. */
typedef struct
{
  GString *letters;
  guint count, first; /* parties, and the place of the first */
  gboolean moved, unsure;
} Group;

static void
group_clear (Group *group)
{
  g_string_free (group->letters, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Group, group_clear)

static gboolean
group_fill (const DayMarks *marks, Group *group, Does what, const GDate *date)
{
  group->moved = TRUE;
  for (guint i = 0; i < marks->places->len; i++)
    {
      DayVerdict verdict = workdays_verdict (marks->workdays, place_at (marks, i)->code, date);

      if (verdict.day == NULL || does (&verdict) != what)
        continue;
      if (group->count++ == 0)
        group->first = i;
      group->moved = group->moved && verdict.day->kind == DAY_MOVED;
      group->unsure = group->unsure || !verdict.day->confirmed;
      g_string_append (group->letters, marks->letters[i]);
    }
  return group->count > 0;
}

static GridLook
group_look (const DayMarks *marks, const Group *group, Does what, const GDate *date)
{
  static const GridTone tones[N_DOES] = {
    [DOES_WORK] = GRID_WORKED,
    [DOES_SHORTER] = GRID_NOTED,
    [DOES_COMMEMORATE] = GRID_NOTED,
  };
  GridLook look = { .tone = tones[what], .unsure = group->unsure };

  if (what == DOES_COMMEMORATE && g_date_get_weekday (date) >= G_DATE_SATURDAY)
    look.tone = GRID_WEEKEND;
  if (what != DOES_REST)
    return look;
  look.tone = group->count == 1                   ? GRID_OFF
              : group->count < marks->places->len ? GRID_OFF_SOME
                                                  : GRID_OFF_ALL;
  look.shade = group->count == 1 ? group->first % GRID_PARTY_SHADES : 0;
  return look;
}

static char *
group_mark (const DayMarks *marks, const Group *group, Does what)
{
  gboolean all = what == DOES_REST && group->count > 1 && group->count == marks->places->len;

  return g_strconcat (all ? SIGN_ALL : group->letters->str, signs[what],
                      what == DOES_REST && group->moved ? "→" : "", group->unsure ? "?" : "",
                      NULL);
}

static void
say_words (const DayMarks *marks, GridDay *day, const GDate *date)
{
  for (guint i = 0; i < marks->places->len; i++)
    {
      const HolidayPlace *place = place_at (marks, i);
      DayVerdict verdict = workdays_verdict (marks->workdays, place->code, date);
      g_autofree char *words = NULL;

      if (verdict.day == NULL)
        continue;
      words = holiday_words (place, &verdict, date, marks->lang);
      grid_say (day, words);
    }
}

void
day_marks_fill (DayMarks *marks, GridDay *day, const GDate *date)
{
  for (guint what = 0; what < N_DOES; what++)
    {
      g_auto(Group) group = { .letters = g_string_new (NULL) };

      if (!group_fill (marks, &group, what, date))
        continue;
      day->look = group_look (marks, &group, what, date);
      day->mark = group_mark (marks, &group, what);
      marks->does[what] = TRUE;
      marks->some |= day->look.tone == GRID_OFF_SOME;
      marks->all |= day->look.tone == GRID_OFF_ALL;
      marks->moved |= what == DOES_REST && group.moved;
      marks->unsure |= group.unsure;
      say_words (marks, day, date);
      return;
    }
}

/* --- the legend ---------------------------------------------------------------------------- */

static void
add_key (const DayMarks *marks, Grid *grid, gboolean shown, GridTone tone, const char *mark,
         const char *text)
{
  if (shown)
    grid_add_key (grid, (GridLook){ .tone = tone }, mark, tr (marks->lang, text));
}

void
day_marks_add_keys (const DayMarks *marks, Grid *grid)
{
  for (guint i = 0; i < marks->places->len; i++)
    {
      GridLook look = { .tone = GRID_OFF, .shade = i % GRID_PARTY_SHADES };
      g_autofree char *text = tr_fill (marks->lang, "a day off: {country}", "country",
                                       place_at (marks, i)->country, NULL);

      grid_add_key (grid, look, marks->letters[i], text);
    }
  if (marks->some)
    {
      g_autofree char *two = g_strconcat (marks->letters[0], marks->letters[1], NULL);

      add_key (marks, grid, TRUE, GRID_OFF_SOME, two, N_ ("off in several countries"));
    }
  add_key (marks, grid, marks->all, GRID_OFF_ALL, SIGN_ALL, N_ ("off in every country"));
  add_key (marks, grid, TRUE, GRID_WEEKEND, NULL, N_ ("Saturday, Sunday"));
  add_key (marks, grid, marks->moved, GRID_PLAIN, "→", N_ ("the day off was moved here"));
  add_key (marks, grid, marks->does[DOES_WORK], GRID_WORKED, signs[DOES_WORK],
           N_ ("made a working day"));
  add_key (marks, grid, marks->does[DOES_SHORTER], GRID_NOTED, signs[DOES_SHORTER],
           N_ ("an hour shorter"));
  add_key (marks, grid, marks->does[DOES_COMMEMORATE], GRID_NOTED, signs[DOES_COMMEMORATE],
           N_ ("commemorated, not a day off"));
  if (marks->unsure)
    grid_add_key (grid, (GridLook){ .unsure = TRUE }, "?",
                  tr (marks->lang, N_ ("provisional")));
}

/* --- names --------------------------------------------------------------------------------- */

static gboolean
goes_on (const WorkDay *before, const WorkDay *day)
{
  return g_date_days_between (&before->date, &day->date) == 1 && before->kind == day->kind &&
         before->confirmed == day->confirmed && before->off == day->off &&
         g_str_equal (before->name, day->name) && before->kind != DAY_MOVED &&
         before->kind != DAY_SHORTENED;
}

static char *
note_text (const DayMarks *marks, const HolidayPlace *place, const WorkDay *day)
{
  g_autofree char *title = holiday_title (day, marks->lang);

  return marks->places->len == 1 ? g_steal_pointer (&title)
                                 : g_strdup_printf ("%s: %s", place->country, title);
}

static void
add_note (const DayMarks *marks, Grid *grid, guint place, const WorkDay *day,
          const GDate *last)
{
  DayVerdict verdict = { .day = day };
  Does what = does (&verdict);
  Group group = { .count = 1, .first = place, .unsure = !day->confirmed };
  GridLook look = group_look (marks, &group, what, &day->date);
  g_autofree char *mark =
      g_strconcat (marks->letters[place], signs[what], day->kind == DAY_MOVED ? "→" : "",
                   day->confirmed ? "" : "?", NULL);
  g_autofree char *text = note_text (marks, place_at (marks, place), day);

  grid_add_note (grid, &day->date, last, look, mark, text);
}

/* A row of days that crosses into another month is noted in each. */
static void
add_notes_of (const DayMarks *marks, Grid *grid, GPtrArray *list, guint place)
{
  const WorkDay *first = NULL, *last = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const WorkDay *day = g_ptr_array_index (list, i);

      if (!g_str_equal (day->party, place_at (marks, place)->code))
        continue;
      if (first != NULL && goes_on (last, day) &&
          g_date_get_month (&first->date) == g_date_get_month (&day->date))
        {
          last = day;
          continue;
        }
      if (first != NULL)
        add_note (marks, grid, place, first, &last->date);
      first = last = day;
    }
  if (first != NULL)
    add_note (marks, grid, place, first, &last->date);
}

static int
note_compare (gconstpointer a, gconstpointer b)
{
  const GridNote *one = *(const GridNote *const *) a;
  const GridNote *two = *(const GridNote *const *) b;
  int order = g_date_compare (&one->first, &two->first);

  return order != 0 ? order : strcmp (one->text, two->text);
}

void
day_marks_add_notes (const DayMarks *marks, Grid *grid)
{
  g_autoptr(GPtrArray) list = workdays_list (marks->workdays);

  for (guint i = 0; i < marks->places->len; i++)
    add_notes_of (marks, grid, list, i);
  g_ptr_array_sort (grid->notes, note_compare);
}

/* --- a year -------------------------------------------------------------------------------- */

static char *
year_title (const DayMarks *marks, int year)
{
  g_autofree char *text = g_strdup_printf ("%d", year);

  return tr_fill (marks->lang, "Days off, {year}", "year", text, NULL);
}

static char *
countries (const DayMarks *marks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < marks->places->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", place_at (marks, i)->country);
  return g_string_free (text, FALSE);
}

Grid *
year_grid (Db *db, const char *party, const char *lang, int year, gboolean names,
           GError **error)
{
  g_autoptr(DayMarks) marks = NULL;
  g_autoptr(Grid) grid = NULL;
  g_autofree char *title = NULL;
  GDate first, last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, 1, G_DATE_JANUARY, (GDateYear) year);
  g_date_set_dmy (&last, 31, G_DATE_DECEMBER, (GDateYear) year);
  marks = day_marks_new (db, party, lang, &first, &last, error);
  if (marks == NULL)
    return NULL;
  title = year_title (marks, year);
  grid = grid_new (lang, title, &first, &last);
  grid->subtitle = countries (marks);
  for (GDate date = first; g_date_compare (&date, &last) <= 0; g_date_add_days (&date, 1))
    day_marks_fill (marks, grid_day (grid, &date), &date);
  day_marks_add_keys (marks, grid);
  if (names)
    day_marks_add_notes (marks, grid);
  return g_steal_pointer (&grid);
}
