#include "meetings/life-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/setting.h"
#include "meetings/holiday.h"

/* What would be right, by the state that the meeting is in. */
static const char *
hint_for (const Meeting *meeting)
{
  if (meeting_is (meeting, MEETING_REQUESTED) || meeting_is (meeting, MEETING_REFUSED))
    return N_ ("it has no date yet: give it one with 'council meeting schedule START "
               "--request REF'");
  if (meeting_is (meeting, MEETING_PLANNED))
    return N_ ("it waits for confirmations: 'council meeting confirm REF --as PARTY'");
  if (meeting_is (meeting, MEETING_CONVENED))
    return N_ ("every party has confirmed it; 'council meeting held REF' records that it took "
               "place");
  if (meeting_is (meeting, MEETING_CANCELLED))
    return N_ ("plan another one with 'council meeting schedule'");
  return N_ ("what took place stays on record as it was");
}

gboolean
life_refuse (const Meeting *meeting, const char *act, GError **error)
{
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{ref}: cannot {act:tr}: the meeting is {state:tr} ({hint:tr})"),
                        "ref", meeting->ref, "act", act, "state", meeting->state, "hint",
                        hint_for (meeting), NULL);
}

char *
life_today (const char *zone)
{
  GDate today;

  clock_today (zone, &today);
  return date_text (&today);
}

GDateTime *
life_read_start (Db *db, const char *text, const char *zone, const char *time, GError **error)
{
  g_autofree char *usual = time ? g_strdup (time) : setting_get (db, "meeting-time", error);

  return usual ? instant_from_local (text, zone, usual, error) : NULL;
}

GDateTime *
life_end_after (Db *db, GDateTime *starts, const char *zone, gint64 days, GError **error)
{
  gint64 hours = setting_number (db, "meeting-hours", error);
  g_autoptr(GDateTime) local = NULL;
  g_autoptr(GDateTime) last = NULL;
  g_autoptr(GDateTime) end = NULL;

  if (hours < 0)
    return NULL;
  local = instant_in_zone (starts, zone);
  last = g_date_time_add_days (local, (int) MAX (days, 1) - 1);
  end = g_date_time_add_hours (last, (int) hours);
  return g_date_time_to_utc (end);
}

gboolean
life_check_free (Db *db, const char *body, const char *except, GDateTime *starts,
                 GDateTime *ends, GError **error)
{
  g_autofree char *from = instant_text (starts), *to = instant_text (ends);
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT ref FROM meeting WHERE body = ? AND id IS NOT ?"
                 " AND state IN ('planned', 'convened', 'held', 'closed')"
                 " AND starts_at < ? AND ends_at > ? ORDER BY starts_at LIMIT 1",
                 error, "ssss", body, except, to, from))
    return FALSE;
  return row == NULL ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("the day is taken: meeting {ref} sits then (choose another, or "
                            "postpone {ref})"),
                        "ref", row_text (row, "ref"), NULL);
}

gboolean
life_check_form (const char *form, GError **error)
{
  const char *const forms[] = { "in-person", "online", "hybrid", NULL };

  return form == NULL || g_strv_contains (forms, form) ||
         council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("no form {form} (one of: in-person, online, hybrid)"), "form",
                        form, NULL);
}

void
life_tell_past (const char *ref, GDateTime *starts, Notices *notices)
{
  g_autoptr(GDateTime) now = clock_now ();

  if (g_date_time_compare (starts, now) < 0)
    notices_add (notices, N_ ("{ref} begins in the past: it is entered for the record"), "ref",
                 ref, NULL);
}

gboolean
life_is_council (Db *db, const char *body, gboolean *council, GError **error)
{
  gint64 count = db_number (db, "SELECT count(*) FROM council WHERE id = ?", error, "s", body);

  *council = count > 0;
  return count >= 0;
}

static void
tell_all (GPtrArray *texts, const char *message, Notices *notices)
{
  for (guint i = 0; i < texts->len; i++)
    notices_add (notices, message, "why", g_ptr_array_index (texts, i), NULL);
}

gboolean
life_check_day (Db *db, const char *own, const char *zone, GDateTime *starts, GDateTime *ends,
                const char *reason, Notices *notices, GError **error)
{
  g_autoptr(GPtrArray) obstacles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) doubts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDateTime) end = g_date_time_add_seconds (ends, -1);
  GDate first, last;

  instant_local_date (starts, zone, &first);
  instant_local_date (end, zone, &last);
  if (!holiday_obstacles (db, own, &first, &last, notices ? notices->lang : "ru", obstacles,
                          doubts, error))
    return FALSE;
  if (obstacles->len > 0 && reason == NULL)
    {
      g_autofree char *date = date_text (&first);

      return council_error (error, COUNCIL_ERROR_RULE,
                            N_ ("{date} is a day off: {why} (give a --reason to meet all the "
                                "same, or see 'council meeting propose')"),
                            "date", date, "why", g_ptr_array_index (obstacles, 0), NULL);
    }
  tell_all (obstacles, N_ ("a day off, taken all the same: {why}"), notices);
  tell_all (doubts, N_ ("may become a day off: {why}"), notices);
  return TRUE;
}
