#include "meetings/holiday-import.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/language.h"
#include "core/message.h"
#include "core/text.h"
#include "meetings/calendar.h"
#include "meetings/day-calendar.h"
#include "meetings/holiday-feed.h"
#include "meetings/holiday-internal.h"

#include <string.h>

/* So many years are read when none is named: the reader's window. */
#define YEARS 3

static const char *const kind_names[] = {
  [IMPORT_NEW] = "new",       [IMPORT_CONFIRMED] = "confirmed",
  [IMPORT_SAME] = "same",     [IMPORT_CONFLICT] = "conflict",
  [IMPORT_PASSED] = "passed", [IMPORT_MISSING] = "missing",
};
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == N_IMPORT_KINDS);

/* A day of the list. */
typedef struct
{
  GDate date;
  DayKind kind;
  char *title;
} Listed;

typedef struct
{
  Db *db;
  const char *lang;
  const char *basis; /* (nullable) */
  Party *party;
  GPtrArray *places; /* (element-type HolidayPlace), in @lang */
  const HolidayPlace *place;
  GPtrArray *rules;   /* (element-type HolidayRule): of the party */
  Workdays *workdays; /* named as the rules are */
  Workdays *spoken;   /* the same, named in @lang */
  GDate first, last, today;
  GHashTable *listed; /* julian day to Listed */
  HolidayImport *import;
} Import;

const char *
holiday_import_kind_name (HolidayImportKind kind)
{
  g_return_val_if_fail ((guint) kind < N_IMPORT_KINDS, NULL);
  return kind_names[kind];
}

static void
day_free (HolidayImportDay *day)
{
  g_free (day->title);
  g_free (day->words);
  g_free (day->rule);
  g_free (day);
}

void
holiday_import_free (HolidayImport *import)
{
  if (import == NULL)
    return;
  g_ptr_array_unref (import->days);
  g_free (import);
}

static void
listed_free (Listed *listed)
{
  g_free (listed->title);
  g_free (listed);
}

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->party, party_free);
  g_clear_pointer (&import->places, g_ptr_array_unref);
  g_clear_pointer (&import->rules, g_ptr_array_unref);
  workdays_free (import->workdays);
  workdays_free (import->spoken);
  g_clear_pointer (&import->listed, g_hash_table_unref);
  holiday_import_free (import->import);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* --- reading the list ---------------------------------------------------------------------- */

static const Listed *
listed_at (const Import *import, const GDate *date)
{
  return g_hash_table_lookup (import->listed, GUINT_TO_POINTER (g_date_get_julian (date)));
}

/* Our own categories, in every language, and what other lists call a day that is no day off. */
static DayKind
kind_of (const char *categories)
{
  static const char *const languages[] = { "ru", "en", "tg", "ky" };
  g_auto(GStrv) words = g_strsplit (categories, ", ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = text_fold (words[i]);

      if (g_str_equal (word, "observance") || g_str_equal (word, "not a public holiday"))
        return DAY_COMMEMORATED;
      for (guint kind = 0; kind < N_DAY_KINDS; kind++)
        for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
          {
            g_autofree char *own = text_fold (tr (languages[j], feed_day_category (kind)));

            if (g_str_equal (word, own))
              return kind;
          }
    }
  return DAY_HOLIDAY;
}

/* "Таджикистан: Навруз" names the country before the day, as our own lists do.  Returns the
 * place, and what stands after it in @rest. */
static const HolidayPlace *
named_place (GPtrArray *places, const char *title, const char **rest)
{
  for (guint i = 0; i < places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (places, i);
      g_autofree char *prefix = g_strconcat (place->country, ": ", NULL);

      if (!g_str_has_prefix (title, prefix))
        continue;
      *rest = title + strlen (prefix);
      return place;
    }
  return NULL;
}

/* Fills @rest with the day's own name.  %FALSE when the day is another party's. */
static gboolean
name_of (const Import *import, const char *title, const char **rest, GError **error)
{
  static const char *const languages[] = { "ru", "en" };

  *rest = title;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr(GPtrArray) places = holiday_places (import->db, languages[i], error);
      const HolidayPlace *place = places ? named_place (places, title, rest) : NULL;

      if (places == NULL)
        return FALSE;
      if (place != NULL)
        return g_str_equal (place->code, import->party->code);
    }
  return TRUE;
}

/* Two names of one day are joined; a day off counts more than one that is only noted. */
static void
list_day (Import *import, const GDate *date, DayKind kind, const char *name)
{
  gpointer key = GUINT_TO_POINTER (g_date_get_julian (date));
  Listed *listed = g_hash_table_lookup (import->listed, key);
  char *title;

  if (listed == NULL)
    {
      listed = g_new0 (Listed, 1);
      listed->date = *date;
      listed->kind = kind;
      listed->title = g_strdup (name);
      g_hash_table_insert (import->listed, key, listed);
      return;
    }
  listed->kind = MIN (listed->kind, kind);
  if (strstr (listed->title, name) != NULL)
    return;
  title = g_strconcat (listed->title, "; ", name, NULL);
  g_free (listed->title);
  listed->title = title;
}

static gboolean
list_days (Import *import, const CalendarDays *days, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *name = NULL;
  const char *rest;
  GDate date = days->first;

  if (!name_of (import, days->title, &rest, &problem))
    {
      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      import->import->foreign++;
      return TRUE;
    }
  name = text_clean (rest, N_ ("name"), NULL);
  if (name == NULL) /* nothing that can be read */
    name = g_strdup (tr (import->lang, N_ ("day off without a name")));
  for (; g_date_compare (&date, &days->last) <= 0; g_date_add_days (&date, 1))
    list_day (import, &date, kind_of (days->categories), name);
  return TRUE;
}

static gboolean
read_list (Import *import, GBytes *ics, GError **error)
{
  g_autoptr(GPtrArray) list =
      day_calendar_read (ics, &import->first, &import->last, &import->import->hours, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!list_days (import, g_ptr_array_index (list, i), error))
      return FALSE;
  return list != NULL;
}

/* --- what the file says --------------------------------------------------------------------- */

static char *
own_words (const Import *import, const GDate *date)
{
  DayVerdict verdict = workdays_verdict (import->spoken, import->place->code, date);

  return holiday_words (import->place, &verdict, date, import->lang);
}

/* With its day: "27 мая 2026 года: Кыргызстан: выходной — …". */
static char *
dated_words (const Import *import, const GDate *date)
{
  g_autofree char *when = language_date_long (import->lang, date);
  g_autofree char *words = own_words (import, date);

  return g_strdup_printf ("%s: %s", when, words);
}

/* --- what contradicts the list ------------------------------------------------------------- */

static gboolean
rule_has (const HolidayRule *rule, const GDate *date)
{
  GDate first;

  if (rule->lunar || !g_str_equal (rule->kind, "holiday") ||
      !g_date_valid_dmy ((GDateDay) rule->day, (GDateMonth) rule->month,
                         g_date_get_year (date)))
    return FALSE;
  g_date_clear (&first, 1);
  g_date_set_dmy (&first, (GDateDay) rule->day, (GDateMonth) rule->month,
                  g_date_get_year (date));
  return g_date_compare (&first, date) <= 0 &&
         g_date_days_between (&first, date) < MAX (rule->days, 1);
}

/* A holiday that was abolished: what to say of it. */
static char *
abolished (const Import *import, const GDate *date)
{
  g_autofree char *text = date_text (date);

  for (guint i = 0; i < import->rules->len; i++)
    {
      const HolidayRule *rule = g_ptr_array_index (import->rules, i);

      if (rule->until != NULL && strcmp (rule->until, text) < 0 && rule_has (rule, date))
        return tr_fill (import->lang,
                        "{country}: {name} is no holiday since {until} (rule {rule}; {act})",
                        "country", import->place->country, "name", rule->name, "until",
                        rule->until, "rule", rule->handle, "act", rule->act, NULL);
    }
  return NULL;
}

/* What is celebrated or remembered on the weekend just before @date, for which many lists give
 * @date off. */
static const WorkDay *
weekend_holiday (const Import *import, const GDate *date)
{
  GDate day = date_add (date, -1);

  for (int i = 0; i < 10 && g_date_compare (&day, &import->first) >= 0;
       i++, day = date_add (&day, -1))
    {
      DayVerdict verdict = workdays_verdict (import->workdays, import->place->code, &day);

      if (!verdict.off)
        break;
      if (verdict.weekend && verdict.day != NULL &&
          (verdict.day->kind == DAY_HOLIDAY || verdict.day->kind == DAY_COMMEMORATED))
        return verdict.day;
    }
  return NULL;
}

/* A day off for a holiday on the weekend, of a party that moves none, or for a day that is only
 * remembered. */
static gboolean
not_moved (const Import *import, const GDate *date, char **words, GError **error)
{
  const WorkDay *holiday = weekend_holiday (import, date);
  g_autofree char *when = holiday ? date_text (&holiday->date) : NULL;
  g_autofree char *spelled =
      holiday ? language_date_long (import->lang, &holiday->date) : NULL;
  g_autoptr(DbRow) row = NULL;

  if (holiday == NULL)
    return TRUE;
  if (holiday->kind == DAY_COMMEMORATED)
    {
      *words = dated_words (import, &holiday->date);
      return TRUE;
    }
  if (!db_maybe (import->db, &row,
                 "SELECT kind, act FROM workday_rule WHERE party = ? AND kind IN"
                 " ('move-to-next-working-day', 'do-not-move')"
                 " AND coalesce (since, '') <= ? AND coalesce (until, '9999') >= ?"
                 " ORDER BY coalesce (since, '') DESC LIMIT 1",
                 error, "sss", import->party->id, when, when))
    return FALSE;
  if (row != NULL && g_str_equal (row_text (row, "kind"), "do-not-move"))
    *words =
        tr_fill (import->lang,
                 "{country}: a holiday on a weekend does not move, {name}, {date} ({act})",
                 "country", import->place->country, "name", holiday->name, "date", spelled,
                 "act", row_text (row, "act"), NULL);
  return TRUE;
}

/* --- lunar days ---------------------------------------------------------------------------- */

/* Whether one of @rule's computed days is within reach of @date. */
static gboolean
near_lunar (const Import *import, const HolidayRule *rule, const GDate *date, gboolean *near,
            GError **error)
{
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (GDate));
  int year = g_date_get_year (date);

  *near = FALSE;
  if (!calendar_lunar_days (year - 1, year + 1, rule->month, rule->day, dates, error))
    return FALSE;
  for (guint i = 0; i < dates->len; i++)
    {
      const GDate *computed = &g_array_index (dates, GDate, i);

      if (ABS (g_date_days_between (computed, date)) <= LUNAR_REACH)
        *near = TRUE;
    }
  return TRUE;
}

/* The day that the file has for @rule near @date; not valid when there is none. */
static GDate
own_lunar_day (const Import *import, const HolidayRule *rule, const GDate *date)
{
  GDate found;

  g_date_clear (&found, 1);
  for (int i = -LUNAR_REACH; i <= LUNAR_REACH; i++)
    {
      GDate day = date_add (date, i);
      DayVerdict verdict = workdays_verdict (import->workdays, import->place->code, &day);

      if (verdict.day != NULL && verdict.day->kind == DAY_HOLIDAY &&
          strstr (verdict.day->name, rule->name) != NULL)
        found = day;
    }
  return found;
}

/* Whether the list has given the rule's day already: the second one is a day of its own. */
static gboolean
is_given (const Import *import, const HolidayRule *rule, const GDate *date)
{
  for (guint i = 0; i < import->import->days->len; i++)
    {
      const HolidayImportDay *day = g_ptr_array_index (import->import->days, i);

      if (g_strcmp0 (day->rule, rule->handle) == 0 &&
          ABS (g_date_days_between (&day->date, date)) <= 2 * LUNAR_REACH)
        return TRUE;
    }
  return FALSE;
}

/* Fills @found with the lunar rule whose day the list gives on @date instead of the file's. */
static gboolean
find_lunar (const Import *import, const GDate *date, const HolidayRule **found, GDate *own,
            GError **error)
{
  g_autofree char *text = date_text (date);

  *found = NULL;
  for (guint i = 0; i < import->rules->len; i++)
    {
      const HolidayRule *rule = g_ptr_array_index (import->rules, i);
      gboolean near;

      if (!rule->lunar || !g_str_equal (rule->kind, "holiday") ||
          (rule->since != NULL && strcmp (rule->since, text) > 0) ||
          (rule->until != NULL && strcmp (rule->until, text) < 0))
        continue;
      if (!near_lunar (import, rule, date, &near, error))
        return FALSE;
      *own = own_lunar_day (import, rule, date);
      /* A second day of the same feast stands beside the first in the list. */
      if (!near || !g_date_valid (own) || listed_at (import, own) != NULL ||
          is_given (import, rule, date))
        continue;
      *found = rule;
      return TRUE;
    }
  return TRUE;
}

/* --- comparing ----------------------------------------------------------------------------- */

static void
note (Import *import, const Listed *listed, HolidayImportKind kind, char *words,
      const char *rule)
{
  HolidayImportDay *day = g_new0 (HolidayImportDay, 1);

  day->date = listed->date;
  day->kind = kind;
  day->day = listed->kind;
  day->title = g_strdup (listed->title);
  day->words = words ? words : own_words (import, &listed->date);
  day->rule = g_strdup (rule);
  g_ptr_array_add (import->import->days, day);
}

/* New: but the past is not written without an act. */
static void
note_new (Import *import, const Listed *listed, char *words, const char *rule)
{
  gboolean passed =
      import->basis == NULL && g_date_compare (&listed->date, &import->today) < 0;

  note (import, listed, passed ? IMPORT_PASSED : IMPORT_NEW, words, rule);
}

/* The list has off what the file has as a common working day. */
static gboolean
compare_worked (Import *import, const Listed *listed, GError **error)
{
  char *words = abolished (import, &listed->date);
  const HolidayRule *lunar = NULL;
  gboolean announced = FALSE;
  GDate own;

  if (words == NULL && !not_moved (import, &listed->date, &words, error))
    return FALSE;
  if (words == NULL && !find_lunar (import, &listed->date, &lunar, &own, error))
    return FALSE;
  if (lunar != NULL)
    {
      announced =
          workdays_verdict (import->workdays, import->place->code, &own).day->confirmed;
      words = dated_words (import, &own);
    }
  if (words != NULL && (lunar == NULL || announced))
    note (import, listed, IMPORT_CONFLICT, words, NULL);
  else
    note_new (import, listed, words, lunar ? lunar->handle : NULL);
  return TRUE;
}

/* The lunar rule whose computed day @day is, if it is one. */
static const HolidayRule *
lunar_rule_of (const Import *import, const WorkDay *day)
{
  for (guint i = 0; day->lunar && i < import->rules->len; i++)
    {
      const HolidayRule *rule = g_ptr_array_index (import->rules, i);

      if (rule->lunar && strstr (day->name, rule->name) != NULL)
        return rule;
    }
  return NULL;
}

/* Both have it off.  An act confirms what was entered without one, and a computed lunar day; the
 * days of fixed rules are confirmed by their year ('holiday confirm'). */
static void
compare_off (Import *import, const Listed *listed, const WorkDay *day)
{
  const HolidayRule *lunar = day ? lunar_rule_of (import, day) : NULL;

  if (import->basis != NULL && day != NULL && !day->confirmed && day->kind != DAY_MOVED &&
      (lunar != NULL || day->decreed))
    note (import, listed, IMPORT_CONFIRMED, NULL, lunar ? lunar->handle : NULL);
  else
    note (import, listed, IMPORT_SAME, NULL, NULL);
}

static gboolean
compare_day (Import *import, const Listed *listed, GError **error)
{
  DayVerdict verdict = workdays_verdict (import->workdays, import->place->code, &listed->date);
  gboolean holiday = verdict.day != NULL && verdict.day->kind <= DAY_MOVED;

  switch (listed->kind)
    {
    case DAY_HOLIDAY:
    case DAY_MOVED:
      if (verdict.off)
        compare_off (import, listed, verdict.day);
      else if (verdict.day != NULL)
        note (import, listed, IMPORT_CONFLICT, NULL, NULL);
      else
        return compare_worked (import, listed, error);
      return TRUE;
    case DAY_WORKING:
      if (!verdict.off)
        note (import, listed, IMPORT_SAME, NULL, NULL);
      else if (holiday)
        note (import, listed, IMPORT_CONFLICT, NULL, NULL);
      else
        note_new (import, listed, NULL, NULL);
      return TRUE;
    default: /* shorter or commemorated: a working day */
      note (import, listed, verdict.off && holiday ? IMPORT_CONFLICT : IMPORT_SAME, NULL,
            NULL);
      return TRUE;
    }
}

static int
listed_compare (gconstpointer a, gconstpointer b)
{
  const Listed *one = *(const Listed *const *) a;
  const Listed *two = *(const Listed *const *) b;

  return g_date_compare (&one->date, &two->date);
}

static GPtrArray *
sorted_list (const Import *import)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, import->listed);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (list, value);
  g_ptr_array_sort (list, listed_compare);
  return list;
}

/* Whether the list gives another day for the feast that the file has on @date. */
static gboolean
is_replaced (const Import *import, const GDate *date)
{
  for (guint i = 0; i < import->import->days->len; i++)
    {
      const HolidayImportDay *day = g_ptr_array_index (import->import->days, i);

      if (day->rule != NULL && ABS (g_date_days_between (&day->date, date)) <= LUNAR_REACH)
        return TRUE;
    }
  return FALSE;
}

/* Days off of the years that the list speaks of, which it does not have. */
static void
find_missing (Import *import)
{
  g_autoptr(GPtrArray) days = workdays_list (import->spoken);
  g_autoptr(GHashTable) years = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, import->listed);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_hash_table_add (years, GUINT_TO_POINTER (g_date_get_year (&((Listed *) value)->date)));
  for (guint i = 0; i < days->len; i++)
    {
      const WorkDay *day = g_ptr_array_index (days, i);
      Listed missing = { .date = day->date, .kind = day->kind, .title = (char *) day->name };

      if (day->off && day->kind <= DAY_MOVED &&
          g_date_get_weekday (&day->date) < G_DATE_SATURDAY &&
          g_hash_table_contains (years, GUINT_TO_POINTER (g_date_get_year (&day->date))) &&
          listed_at (import, &day->date) == NULL && !is_replaced (import, &day->date))
        note (import, &missing, IMPORT_MISSING, NULL, NULL);
    }
}

static int
day_compare (gconstpointer a, gconstpointer b)
{
  const HolidayImportDay *one = *(const HolidayImportDay *const *) a;
  const HolidayImportDay *two = *(const HolidayImportDay *const *) b;

  return g_date_compare (&one->date, &two->date);
}

static gboolean
compare (Import *import, GError **error)
{
  g_autoptr(GPtrArray) list = sorted_list (import);

  for (guint i = 0; i < list->len; i++)
    if (!compare_day (import, g_ptr_array_index (list, i), error))
      return FALSE;
  find_missing (import);
  g_ptr_array_sort (import->import->days, day_compare);
  for (guint i = 0; i < import->import->days->len; i++)
    {
      const HolidayImportDay *day = g_ptr_array_index (import->import->days, i);

      import->import->counts[day->kind]++;
    }
  return TRUE;
}

/* --- entering ------------------------------------------------------------------------------ */

static gboolean
enter_day (Import *import, const HolidayImportDay *day, GError **error)
{
  g_autofree char *date = date_text (&day->date);
  g_autoptr(HolidayRule) rule =
      day->rule ? holiday_rule_load (import->db, day->rule, error) : NULL;

  if (day->rule != NULL &&
      (rule == NULL || !holiday_drop_guess (import->db, rule, date, error)))
    return FALSE;
  return holiday_insert_day (import->db, import->party, date,
                             rule ? rule->kind : day_kind_name (day->day), rule,
                             rule ? rule->name : day->title, import->basis, error);
}

/* A day that was entered without an act, or a computed lunar one. */
static gboolean
confirm_day (Import *import, const HolidayImportDay *day, GError **error)
{
  g_autofree char *date = date_text (&day->date);
  gint64 count =
      db_number (import->db, "SELECT count(*) FROM holiday_day WHERE party = ? AND date = ?",
                 error, "ss", import->party->id, date);

  if (count < 0)
    return FALSE;
  if (count == 0)
    return enter_day (import, day, error);
  return db_run (import->db,
                 "UPDATE holiday_day SET state = 'confirmed', act = ?"
                 " WHERE party = ? AND date = ?",
                 error, "sss", import->basis, import->party->id, date);
}

static gboolean
enter (Import *import, GError **error)
{
  for (guint i = 0; i < import->import->days->len; i++)
    {
      const HolidayImportDay *day = g_ptr_array_index (import->import->days, i);

      if ((day->kind == IMPORT_NEW && !enter_day (import, day, error)) ||
          (day->kind == IMPORT_CONFIRMED && !confirm_day (import, day, error)))
        return FALSE;
    }
  return TRUE;
}

/* --- the whole ----------------------------------------------------------------------------- */

static void
set_window (Import *import, int year)
{
  int from = year ? year : g_date_get_year (&import->today);

  g_date_clear (&import->first, 1);
  g_date_clear (&import->last, 1);
  g_date_set_dmy (&import->first, 1, G_DATE_JANUARY, (GDateYear) from);
  g_date_set_dmy (&import->last, 31, G_DATE_DECEMBER,
                  (GDateYear) (year ? year : from + YEARS - 1));
}

static gboolean
import_open (Import *import, const char *code, int year, GError **error)
{
  import->party = party_load (import->db, code, error);
  if (import->party == NULL)
    return FALSE;
  clock_today (import->party->time_zone, &import->today);
  set_window (import, year);
  import->places = holiday_places (import->db, import->lang, error);
  import->rules = import->places ? holiday_rule_list (import->db, code, error) : NULL;
  import->workdays = import->rules ? holiday_load (import->db, code, "ru", &import->first,
                                                   &import->last, error)
                                   : NULL;
  import->spoken = import->workdays ? holiday_load (import->db, code, import->lang,
                                                    &import->first, &import->last, error)
                                    : NULL;
  for (guint i = 0; import->spoken != NULL && i < import->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (import->places, i);

      if (g_str_equal (place->code, code))
        import->place = place;
    }
  import->listed = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) listed_free);
  import->import = g_new0 (HolidayImport, 1);
  import->import->days = g_ptr_array_new_with_free_func ((GDestroyNotify) day_free);
  return import->spoken != NULL;
}

HolidayImport *
holiday_import (Db *db, const char *party, GBytes *ics, int year, const char *basis,
                const char *lang, GError **error)
{
  g_autofree char *act = NULL;
  g_auto(Import) import = { .db = db, .lang = lang };
  g_autoptr(DbTransaction) tx = NULL;

  if (!text_clean_optional (basis, N_ ("basis"), &act, error))
    return NULL;
  import.basis = act;
  if (!import_open (&import, party, year, error) || !read_list (&import, ics, error))
    return NULL;
  tx = db_begin (db, "holiday.import", error);
  if (tx == NULL || !compare (&import, error) || !enter (&import, error))
    return NULL;
  db_subject (tx, party);
  return db_commit (&tx, error) ? g_steal_pointer (&import.import) : NULL;
}
