#include "meetings/day-off.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/holiday.h"
#include "meetings/life-internal.h"
#include "meetings/place.h"

void
day_off_free (DayOff *day)
{
  g_free (day->meeting);
  g_free (day->when);
  g_free (day->state);
  g_free (day->party);
  g_free (day->date);
  g_free (day->why);
  g_free (day->kept);
  g_free (day);
}

/* --- finding ------------------------------------------------------------------------------- */

static gboolean
find_kept (Db *db, const Meeting *meeting, DayOff *day, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (
          db, &row,
          "SELECT k.reason FROM day_off_kept k JOIN party p ON p.id = k.party"
          " WHERE k.meeting = ? AND p.code = ? AND k.date = ? ORDER BY k.id DESC LIMIT 1",
          error, "sss", meeting->id, day->party, day->date))
    return FALSE;
  if (row != NULL)
    day->kept = row_copy (row, "reason");
  return TRUE;
}

static gboolean
add_day (Db *db, const Meeting *meeting, const HolidayPlace *place, const DayVerdict *verdict,
         const GDate *date, const char *lang, GPtrArray *list, GError **error)
{
  DayOff *day = g_new0 (DayOff, 1);

  g_ptr_array_add (list, day);
  day->meeting = g_strdup (meeting->ref);
  day->when = place_local (meeting, lang);
  day->state = g_strdup (meeting->state);
  day->party = g_strdup (place->code);
  day->date = date_text (date);
  day->why = holiday_reason (place, verdict, date, lang);
  return find_kept (db, meeting, day, error);
}

static gboolean
add_days (Db *db, const Meeting *meeting, GPtrArray *places, const char *lang, GPtrArray *list,
          GError **error)
{
  g_autoptr(Workdays) days = NULL;
  GDate date, last;

  meeting_first_day (meeting, &date);
  meeting_last_day (meeting, &last);
  days = holiday_load_certain (db, NULL, lang, &date, &last, error);
  for (; days != NULL && g_date_compare (&date, &last) <= 0; g_date_add_days (&date, 1))
    for (guint i = 0; i < places->len; i++)
      {
        const HolidayPlace *place = g_ptr_array_index (places, i);
        DayVerdict verdict = workdays_verdict (days, place->code, &date);

        if (verdict.off && meeting_concerns (meeting, place->code) &&
            !add_day (db, meeting, place, &verdict, &date, lang, list, error))
          return FALSE;
      }
  return days != NULL;
}

static GPtrArray *
days_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) day_off_free);
}

GPtrArray *
day_off_list (Db *db, const Meeting *meeting, const char *lang, GError **error)
{
  g_autoptr(GPtrArray) places = holiday_places (db, lang, error);
  g_autoptr(GPtrArray) list = days_new ();

  return places != NULL && (!meeting_has_date (meeting) ||
                            add_days (db, meeting, places, lang, list, error))
             ? g_steal_pointer (&list)
             : NULL;
}

GPtrArray *
day_off_open (Db *db, const char *lang, GError **error)
{
  g_autoptr(GPtrArray) meetings = meeting_list_all (db, error);
  g_autoptr(GPtrArray) places = meetings ? holiday_places (db, lang, error) : NULL;
  g_autoptr(GPtrArray) list = days_new ();
  g_autoptr(GDateTime) now = clock_now ();

  for (guint i = 0; places != NULL && i < meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (meetings, i);

      if (meeting_is_open (meeting) && meeting_has_date (meeting) &&
          g_date_time_compare (meeting->ends, now) > 0 &&
          !add_days (db, meeting, places, lang, list, error))
        return NULL;
    }
  for (guint i = list->len; i > 0; i--)
    if (((DayOff *) g_ptr_array_index (list, i - 1))->kept != NULL)
      g_ptr_array_remove_index (list, i - 1);
  return places ? g_steal_pointer (&list) : NULL;
}

/* --- telling ------------------------------------------------------------------------------- */

char *
day_off_line (const DayOff *day, const char *lang)
{
  return tr_fill (
      lang,
      N_ ("Day off: {ref} ({state:tr}, {when}) — {why} (give it another day: 'council "
          "meeting postpone {ref}'; or keep it: 'council meeting keep {ref}')"),
      "ref", day->meeting, "state", day->state, "when", day->when, "why", day->why, NULL);
}

void
day_off_json (JsonBuilder *builder, const char *key, GPtrArray *days)
{
  json_begin_array (builder, key);
  for (guint i = 0; i < days->len; i++)
    {
      const DayOff *day = g_ptr_array_index (days, i);

      json_begin_object (builder, NULL);
      json_text (builder, "meeting", day->meeting);
      json_text (builder, "state", day->state);
      json_text (builder, "date", day->date);
      json_text (builder, "party", day->party);
      json_text (builder, "why", day->why);
      json_text (builder, "kept", day->kept);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

gboolean
day_off_check (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) days = day_off_open (db, lang, error);

  for (guint i = 0; days != NULL && i < days->len; i++)
    g_ptr_array_add (findings, day_off_line (g_ptr_array_index (days, i), lang));
  return days != NULL;
}

/* --- keeping ------------------------------------------------------------------------------- */

gboolean
day_off_keep (Db *db, const char *id, const char *reason, const char *basis, guint *count,
              GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load_id (db, id, error);
  g_autoptr(GPtrArray) days = meeting ? day_off_list (db, meeting, "ru", error) : NULL;
  g_autofree char *today = life_today (NULL);
  guint kept = 0;

  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      const DayOff *day = g_ptr_array_index (days, i);
      g_autofree char *key = uuid7 ();

      if (day->kept != NULL)
        continue;
      kept++;
      if (!db_run (
              db,
              "INSERT INTO day_off_kept (id, meeting, party, date, reason, basis, kept_on)"
              " VALUES (?, ?, (SELECT id FROM party WHERE code = ?), ?, ?, ?, ?)",
              error, "sssssss", key, id, day->party, day->date, reason, basis, today))
        return FALSE;
    }
  if (count != NULL)
    *count = kept;
  return days != NULL;
}

gboolean
meeting_keep (Db *db, const char *ref, const char *reason, const char *basis, Notices *notices,
              GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "meeting.keep", error);
  g_autoptr(Meeting) meeting = tx ? meeting_load (db, ref, error) : NULL;
  g_autofree char *why = NULL, *act = NULL;
  guint count;

  if (meeting == NULL)
    return FALSE;
  if (!meeting_is_open (meeting))
    return life_refuse (meeting, N_ ("keep its day"), error);
  why = text_clean (reason, N_ ("reason"), error);
  if (why == NULL || !text_clean_optional (basis, N_ ("basis"), &act, error) ||
      !day_off_keep (db, meeting->id, why, act, &count, error))
    return FALSE;
  if (count == 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{ref}: it sits on no day off that is not kept already (see "
                              "'council meeting show {ref}')"),
                          "ref", meeting->ref, NULL);
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}
