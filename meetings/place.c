#include "meetings/place.h"

#include "core/date.h"
#include "core/error.h"
#include "core/name.h"
#include "core/text.h"

char *
place_capital (Db *db, const Party *party, GError **error)
{
  return name_get (db, party->id, "capital", NULL, "ru", CASE_NOMINATIVE, error);
}

gboolean
place_party_of (Db *db, const char *city, Party **party, GError **error)
{
  g_autofree char *wanted = text_fold (city);
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT n.text, p.code FROM name n JOIN party p ON p.id = n.owner"
              " WHERE n.role = 'capital' AND n.form = 'nominative'",
              error, "");

  *party = NULL;
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      g_autofree char *name = text_fold (row_text (row, "text"));

      if (g_str_equal (name, wanted))
        return (*party = party_load (db, row_text (row, "code"), error)) != NULL;
    }
  return TRUE;
}

GDateTime *
place_same_clock (GDateTime *instant, const char *from, const char *to)
{
  g_autoptr(GDateTime) local = instant_in_zone (instant, from);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (to);
  g_autoptr(GDateTime) there =
      g_date_time_new (zone, g_date_time_get_year (local), g_date_time_get_month (local),
                       g_date_time_get_day_of_month (local), g_date_time_get_hour (local),
                       g_date_time_get_minute (local), g_date_time_get_seconds (local));

  return g_date_time_to_utc (there);
}

char *
place_party_name (Db *db, const char *code, const char *lang, GrammaticalCase grammatical_case)
{
  g_autoptr(Party) party = code ? party_load (db, code, NULL) : NULL;
  char *name = NULL;

  if (party == NULL)
    return g_strdup (code);
  name = name_get (db, party->id, "country", NULL, lang, grammatical_case, NULL);
  if (name == NULL)
    name = name_get (db, party->id, "state", NULL, lang, grammatical_case, NULL);
  return name ? name : g_strdup (code);
}

char *
place_told_name (Db *db, const Notices *notices, const char *code,
                 GrammaticalCase grammatical_case)
{
  return notices ? place_party_name (db, code, notices->lang, grammatical_case) : NULL;
}

char *
place_when (GDateTime *instant, const char *zone, gboolean all_day, const char *lang)
{
  g_autoptr(GDateTime) local = instant_in_zone (instant, zone);
  g_autofree char *time = g_date_time_format (local, ", %H:%M");
  g_autofree char *day = NULL;
  GDate date;

  instant_local_date (instant, zone, &date);
  day = language_date_long (lang, &date);
  return g_strdup_printf ("%s, %s%s", day, language_weekday (lang, g_date_get_weekday (&date)),
                          all_day ? "" : time);
}

char *
place_party_names (Db *db, GPtrArray *codes, const char *lang)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      g_autofree char *name =
          place_party_name (db, g_ptr_array_index (codes, i), lang, CASE_NOMINATIVE);

      g_string_append_printf (names, "%s%s", i ? ", " : "", name);
    }
  return g_string_free (names, FALSE);
}

char *
place_local (const Meeting *meeting, const char *lang)
{
  return place_when (meeting->starts, meeting->time_zone, meeting->all_day, lang);
}

gboolean
place_follow_host (Db *db, const Meeting *meeting, const Party *party, GError **error)
{
  g_autoptr(Party) there = NULL;
  g_autofree char *city = NULL, *starts = NULL, *ends = NULL;
  g_autoptr(GDateTime) first = NULL, last = NULL;

  if (meeting->city == NULL || !place_party_of (db, meeting->city, &there, error))
    return meeting->city == NULL;
  /* A city that is nobody's capital was chosen with care: a third state's, for example. */
  if (there == NULL || g_str_equal (there->code, party->code))
    return TRUE;
  city = place_capital (db, party, error);
  if (city == NULL)
    return FALSE;
  first = place_same_clock (meeting->starts, meeting->time_zone, party->time_zone);
  last = place_same_clock (meeting->ends, meeting->time_zone, party->time_zone);
  starts = instant_text (first);
  ends = instant_text (last);
  return db_run (db,
                 "UPDATE meeting SET city = ?, venue = NULL, time_zone = ?, starts_at = ?,"
                 " ends_at = ? WHERE id = ?",
                 error, "sssss", city, party->time_zone, starts, ends, meeting->id);
}
