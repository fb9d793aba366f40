#include "meetings/holiday-import-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/message.h"
#include "core/text.h"
#include "meetings/busy-calendar-days.h"
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
listed_day_free (ListedDay *listed)
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
  ListedDay *listed = g_hash_table_lookup (import->listed, key);
  char *title;

  if (listed == NULL)
    {
      listed = g_new0 (ListedDay, 1);
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
  import->listed = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) listed_day_free);
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
  if (tx == NULL || !holiday_import_compare (&import, error) || !enter (&import, error))
    return NULL;
  db_subject (tx, party);
  return db_commit (&tx, error) ? g_steal_pointer (&import.import) : NULL;
}
