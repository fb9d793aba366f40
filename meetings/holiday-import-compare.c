/* A list of days off against the rules of the file: what is new, what contradicts. */
#include "meetings/holiday-import-internal.h"

#include "core/date.h"
#include "core/language.h"
#include "core/message.h"
#include "meetings/calendar.h"
#include "meetings/holiday-internal.h"

#include <string.h>

static const ListedDay *
listed_at (const Import *import, const GDate *date)
{
  return g_hash_table_lookup (import->listed, GUINT_TO_POINTER (g_date_get_julian (date)));
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
note (Import *import, const ListedDay *listed, HolidayImportKind kind, char *words,
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
note_new (Import *import, const ListedDay *listed, char *words, const char *rule)
{
  gboolean passed =
      import->basis == NULL && g_date_compare (&listed->date, &import->today) < 0;

  note (import, listed, passed ? IMPORT_PASSED : IMPORT_NEW, words, rule);
}

/* The list has off what the file has as a common working day. */
static gboolean
compare_worked (Import *import, const ListedDay *listed, GError **error)
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
compare_off (Import *import, const ListedDay *listed, const WorkDay *day)
{
  const HolidayRule *lunar = day ? lunar_rule_of (import, day) : NULL;

  if (import->basis != NULL && day != NULL && !day->confirmed && day->kind != DAY_MOVED &&
      (lunar != NULL || day->decreed))
    note (import, listed, IMPORT_CONFIRMED, NULL, lunar ? lunar->handle : NULL);
  else
    note (import, listed, IMPORT_SAME, NULL, NULL);
}

static gboolean
compare_day (Import *import, const ListedDay *listed, GError **error)
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
  const ListedDay *one = *(const ListedDay *const *) a;
  const ListedDay *two = *(const ListedDay *const *) b;

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
    g_hash_table_add (years,
                      GUINT_TO_POINTER (g_date_get_year (&((ListedDay *) value)->date)));
  for (guint i = 0; i < days->len; i++)
    {
      const WorkDay *day = g_ptr_array_index (days, i);
      ListedDay missing = { .date = day->date,
                            .kind = day->kind,
                            .title = (char *) day->name };

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

gboolean
holiday_import_compare (Import *import, GError **error)
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
