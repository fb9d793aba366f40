/* From the file's rules to days off, and what to say of them. */
#include "meetings/holiday.h"

#include "core/date.h"
#include "core/message.h"
#include "core/name.h"

/* --- names -------------------------------------------------------------------------------- */

void
holiday_place_free (HolidayPlace *place)
{
  if (place == NULL)
    return;
  g_free (place->code);
  g_free (place->country);
  g_free (place->city);
  g_free (place->time_zone);
  g_free (place);
}

/* A council that is only being set up has parties without names: their codes will do. */
static char *
name_or_code (Db *db, const Party *party, const char *role, const char *lang)
{
  char *name = party_name (db, party, role, lang, CASE_NOMINATIVE, NULL);

  return name ? name : g_strdup (party->code);
}

GPtrArray *
holiday_places (Db *db, const char *lang, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);
  g_autoptr(GPtrArray) places =
      g_ptr_array_new_with_free_func ((GDestroyNotify) holiday_place_free);

  if (parties == NULL)
    return NULL;
  for (guint i = 0; i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      HolidayPlace *place = g_new0 (HolidayPlace, 1);

      place->code = g_strdup (party->code);
      place->country = name_or_code (db, party, "country", lang);
      place->city = name_or_code (db, party, "capital", lang);
      place->time_zone = g_strdup (party->time_zone);
      g_ptr_array_add (places, place);
    }
  return g_steal_pointer (&places);
}

/* --- reading ------------------------------------------------------------------------------ */

/* The file's dates were checked on their way in. */
static GDate
row_date (const DbRow *row, const char *column)
{
  GDate date;

  g_date_clear (&date, 1);
  if (!row_is_null (row, column) && !date_parse (row_text (row, column), &date, NULL))
    g_date_clear (&date, 1);
  return date;
}

static gboolean
add_rules (Db *db, Workdays *days, const char *party, const char *lang, gboolean lunar,
           GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT r.id, p.code, r.calendar, r.month, r.day, r.days, r.kind, r.since, r.until,"
      " coalesce (n.text, r.name) AS name, r.confirmed_from, r.confirmed_through, r.act"
      " FROM holiday_rule r JOIN party p ON p.id = r.party"
      " LEFT JOIN name n ON n.owner = r.id AND n.role = 'holiday' AND n.writer = ''"
      " AND n.lang = ? AND n.form = 'nominative'"
      " WHERE ? IS NULL OR p.code = ? ORDER BY p.position, r.handle",
      error, "sss", lang, party, party);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      DayRule rule = {
        .id = row_text (row, "id"),
        .party = row_text (row, "code"),
        .lunar = g_str_equal (row_text (row, "calendar"), "islamic"),
        .month = (int) row_int (row, "month"),
        .day = (int) row_int (row, "day"),
        .days = (int) row_int (row, "days"),
        .name = row_text (row, "name"),
        .act = row_text (row, "act"),
        .since = row_date (row, "since"),
        .until = row_date (row, "until"),
        .confirmed_from = (int) row_int (row, "confirmed_from"),
        .confirmed_through = (int) row_int (row, "confirmed_through"),
      };

      if (day_kind_parse (row_text (row, "kind"), &rule.kind) && (lunar || !rule.lunar))
        workdays_add_rule (days, &rule);
    }
  return rows != NULL;
}

static gboolean
add_conducts (Db *db, Workdays *days, const char *party, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT p.code, w.kind, w.since, w.until, w.state, w.act FROM workday_rule w"
              " JOIN party p ON p.id = w.party WHERE ? IS NULL OR p.code = ? ORDER BY w.id",
              error, "ss", party, party);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      const char *kind = row_text (row, "kind");
      DayConduct conduct = {
        .party = row_text (row, "code"),
        .kind = g_str_equal (kind, "shorten-eve")   ? CONDUCT_SHORTEN_EVE
                : g_str_equal (kind, "do-not-move") ? CONDUCT_DO_NOT_MOVE
                                                    : CONDUCT_MOVE,
        .since = row_date (row, "since"),
        .until = row_date (row, "until"),
        .confirmed = g_str_equal (row_text (row, "state"), "confirmed"),
        .act = row_text (row, "act"),
      };

      workdays_add_conduct (days, &conduct);
    }
  return rows != NULL;
}

/* A day that is called as its rule is translated with it. */
static gboolean
add_decrees (Db *db, Workdays *days, const char *party, const char *lang, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT p.code, d.date, d.kind, d.rule, d.state, d.act,"
      " coalesce (own.text, n.text, d.name) AS name FROM holiday_day d"
      " JOIN party p ON p.id = d.party LEFT JOIN holiday_rule r ON r.id = d.rule"
      " LEFT JOIN name own ON own.owner = d.id AND own.role = 'holiday' AND own.writer = ''"
      " AND own.lang = ? AND own.form = 'nominative'"
      " LEFT JOIN name n ON n.owner = r.id AND r.name = d.name AND n.role = 'holiday'"
      " AND n.writer = '' AND n.lang = ? AND n.form = 'nominative'"
      " WHERE ? IS NULL OR p.code = ? ORDER BY d.date, d.id",
      error, "ssss", lang, lang, party, party);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      DayDecree decree = {
        .party = row_text (row, "code"),
        .date = row_date (row, "date"),
        .rule = row_text (row, "rule"),
        .name = row_text (row, "name"),
        .confirmed = g_str_equal (row_text (row, "state"), "confirmed"),
        .act = row_text (row, "act"),
      };

      if (day_kind_parse (row_text (row, "kind"), &decree.kind) && g_date_valid (&decree.date))
        workdays_add_decree (days, &decree);
    }
  return rows != NULL;
}

static Workdays *
load (Db *db, const char *party, const char *lang, const GDate *first, const GDate *last,
      gboolean lunar, GError **error)
{
  g_autoptr(Workdays) days = workdays_new (first, last);

  if ((party != NULL && !party_exists (db, party, error)) ||
      !add_rules (db, days, party, lang, lunar, error) ||
      !add_conducts (db, days, party, error) || !add_decrees (db, days, party, lang, error) ||
      !workdays_find (days, error))
    return NULL;
  return g_steal_pointer (&days);
}

Workdays *
holiday_load (Db *db, const char *party, const char *lang, const GDate *first,
              const GDate *last, GError **error)
{
  return load (db, party, lang, first, last, TRUE, error);
}

Workdays *
holiday_load_certain (Db *db, const char *party, const char *lang, const GDate *first,
                      const GDate *last, GError **error)
{
  return load (db, party, lang, first, last, FALSE, error);
}

Workdays *
holiday_load_year (Db *db, const char *party, const char *lang, int year, GError **error)
{
  GDate first, last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, 1, G_DATE_JANUARY, (GDateYear) year);
  g_date_set_dmy (&last, 31, G_DATE_DECEMBER, (GDateYear) year);
  return holiday_load (db, party, lang, &first, &last, error);
}

/* --- words -------------------------------------------------------------------------------- */

gboolean
holiday_is_likely (const DayVerdict *verdict)
{
  return verdict->off && !verdict->weekend && verdict->day != NULL && verdict->day->lunar;
}

char *
holiday_title (const WorkDay *day, const char *lang)
{
  g_autofree char *from = NULL;

  if (!g_date_valid (&day->from))
    return g_strdup (day->name);
  from = language_date_long (lang, &day->from);
  return tr_fill (lang,
                  day->kind == DAY_SHORTENED ? N_ ("{name}, eve of {date}")
                                             : N_ ("{name}, moved from {date}"),
                  "name", day->name, "date", from, NULL);
}

/* What a person may want to check: the act, and how sure the day is. */
static char *
day_ground (const WorkDay *day, const char *lang)
{
  const char *doubt = day->lunar       ? N_ ("a lunar date, ±1 day until it is announced")
                      : day->confirmed ? NULL
                                       : N_ ("provisional");

  if (day->act == NULL && doubt == NULL)
    return g_strdup ("");
  if (day->act == NULL || doubt == NULL)
    return g_strdup_printf (" (%s)", doubt ? tr (lang, doubt) : day->act);
  return g_strdup_printf (" (%s; %s)", day->act, tr (lang, doubt));
}

char *
holiday_reason (const HolidayPlace *place, const DayVerdict *verdict, const GDate *date,
                const char *lang)
{
  const WorkDay *day = verdict->day;
  g_autofree char *name = NULL, *ground = NULL;

  if (day == NULL || (day->kind != DAY_HOLIDAY && day->kind != DAY_MOVED))
    return tr_fill (lang, "{country}: a day off, {weekday}", "country", place->country,
                    "weekday", language_weekday (lang, g_date_get_weekday (date)), NULL);
  name = holiday_title (day, lang);
  ground = day_ground (day, lang);
  return tr_fill (lang, "{country}: a day off, {name}{ground}", "country", place->country,
                  "name", name, "ground", ground, NULL);
}

static char *
working_words (const HolidayPlace *place, const WorkDay *day, const char *lang)
{
  g_autofree char *ground = NULL;

  if (day == NULL)
    return tr_fill (lang, "{country}: a working day", "country", place->country, NULL);
  ground = day_ground (day, lang);
  return tr_fill (lang,
                  day->kind == DAY_SHORTENED
                      ? N_ ("{country}: a working day, an hour shorter: {name}{ground}")
                      : N_ ("{country}: a working day: {name}{ground}"),
                  "country", place->country, "name", day->name, "ground", ground, NULL);
}

char *
holiday_words (const HolidayPlace *place, const DayVerdict *verdict, const GDate *date,
               const char *lang)
{
  return verdict->off ? holiday_reason (place, verdict, date, lang)
                      : working_words (place, verdict->day, lang);
}

char *
holiday_verdict (Db *db, const char *party, const GDate *date, const char *lang, gboolean *off,
                 GError **error)
{
  g_autoptr(Workdays) days = holiday_load (db, party, lang, date, date, error);
  g_autoptr(GPtrArray) places = days ? holiday_places (db, lang, error) : NULL;
  DayVerdict verdict;

  if (places == NULL)
    return NULL;
  verdict = workdays_verdict (days, party, date);
  if (off != NULL)
    *off = verdict.off;
  for (guint i = 0; i < places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (places, i);

      if (g_str_equal (place->code, party))
        return holiday_words (place, &verdict, date, lang);
    }
  g_return_val_if_reached (NULL);
}

static void
add_obstacle (const HolidayPlace *place, const DayVerdict *verdict, const GDate *date,
              const char *lang, GPtrArray *obstacles, GPtrArray *doubts)
{
  g_autofree char *reason = holiday_reason (place, verdict, date, lang);
  g_autofree char *when = language_date_long (lang, date);
  GPtrArray *to = holiday_is_likely (verdict) ? doubts : obstacles;

  if (to != NULL)
    g_ptr_array_add (to, g_strdup_printf ("%s: %s", when, reason));
}

gboolean
holiday_obstacles (Db *db, const char *party, const GDate *first, const GDate *last,
                   const char *lang, GPtrArray *obstacles, GPtrArray *doubts, GError **error)
{
  g_autoptr(GPtrArray) places = holiday_places (db, lang, error);
  g_autoptr(Workdays) days =
      places ? holiday_load (db, NULL, lang, first, last, error) : NULL;

  if (days == NULL)
    return FALSE;
  for (GDate date = *first; g_date_compare (&date, last) <= 0; g_date_add_days (&date, 1))
    for (guint i = 0; i < places->len; i++)
      {
        const HolidayPlace *place = g_ptr_array_index (places, i);
        DayVerdict verdict = workdays_verdict (days, place->code, &date);

        if (verdict.off && (party == NULL || g_str_equal (party, place->code)))
          add_obstacle (place, &verdict, &date, lang, obstacles, doubts);
      }
  return TRUE;
}

gboolean
holiday_working_day_before (Db *db, const char *party, const GDate *date, GDate *day,
                            GError **error)
{
  GDate first = date_add (date, -45);
  g_autoptr(Workdays) days = holiday_load (db, party, "ru", &first, date, error);

  if (days == NULL)
    return FALSE;
  *day = workdays_before (days, party, date);
  return TRUE;
}
