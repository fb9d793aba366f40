/* What finding the day has to know: settings, the record, and the days that come into question. */
#include "meetings/propose-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/setting.h"
#include "meetings/alternation.h"
#include "meetings/calendar.h"
#include "meetings/settings.h"

/* How long an extraordinary meeting is looked for. */
#define URGENT_DAYS 30
#define RAMADAN 9

static void
block_free (ProposeBlock *block)
{
  g_free (block->ref);
  g_free (block);
}

void
propose_search_clear (ProposeSearch *search)
{
  Proposer *judge = &search->judge;

  g_clear_pointer (&judge->places, g_ptr_array_unref);
  g_clear_pointer (&judge->zones, g_ptr_array_unref);
  g_clear_pointer (&judge->workdays, workdays_free);
  g_clear_pointer (&judge->fasts, g_array_unref);
  g_clear_pointer (&judge->blocks, g_ptr_array_unref);
  propose_clear_people (judge);
  g_clear_pointer (&search->parties, g_ptr_array_unref);
  g_clear_pointer (&search->turns, g_ptr_array_unref);
  g_clear_pointer (&search->meetings, g_ptr_array_unref);
  g_clear_pointer (&search->meeting, meeting_free);
  g_free (search->council);
}

/* --- settings ----------------------------------------------------------------------------- */

static gboolean
read_number (Db *db, const char *key, gint64 *number, GError **error)
{
  *number = setting_number (db, key, error);
  return *number >= 0;
}

static gboolean
bad_setting (const char *key, const char *value, const char *right, GError **error)
{
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("setting {key}: «{value}» does not fit (such as {right})"), "key",
                        key, "value", value, "right", right, NULL);
}

static gboolean
read_hours (Db *db, Proposer *judge, GError **error)
{
  g_autofree char *hours = setting_get (db, "working-hours", error);
  g_autofree char *time = hours ? setting_get (db, "meeting-time", error) : NULL;

  if (time == NULL)
    return FALSE;
  if (!settings_read_hours (hours, &judge->opens, &judge->closes))
    return bad_setting ("working-hours", hours, "09:00-18:00", error);
  return settings_read_time (time, &judge->begins) ||
         bad_setting ("meeting-time", time, "10:00", error);
}

static gboolean
read_wishes (Db *db, Proposer *judge, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *weekdays = setting_get (db, "meeting-weekdays", &problem);
  g_autofree char *months = weekdays ? setting_get (db, "usual-month", &problem) : NULL;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!settings_read_list (weekdays, 7, &judge->weekdays))
    return bad_setting ("meeting-weekdays", weekdays, "2,3,4", error);
  return months == NULL || settings_read_list (months, 12, &judge->months) ||
         bad_setting ("usual-month", months, "2,3", error);
}

/* The month of the council's first meeting, when no other is set. */
static void
guess_month (ProposeSearch *search)
{
  for (guint i = 0; search->judge.months == 0 && i < search->meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (search->meetings, i);
      GDate first;

      if (!g_str_equal (meeting->body, search->council) || !meeting_has_date (meeting) ||
          !g_str_equal (meeting->kind, MEETING_REGULAR) ||
          meeting_is (meeting, MEETING_CANCELLED))
        continue;
      meeting_first_day (meeting, &first);
      search->judge.months = 1u << g_date_get_month (&first);
    }
}

static gboolean
read_settings (ProposeSearch *search, GError **error)
{
  Proposer *judge = &search->judge;

  judge->notice_key = judge->extraordinary ? "extraordinary-notice" : "deadline-date";
  if (!read_number (search->db, judge->notice_key, &judge->notice, error) ||
      !read_number (search->db, "travel-days", &judge->travel, error) ||
      !read_number (search->db, "travel-hours", &judge->travel_hours, error) ||
      !read_number (search->db, "experts-within", &judge->experts, error) ||
      !read_number (search->db, "meeting-hours", &judge->hours, error) ||
      !read_hours (search->db, judge, error) || !read_wishes (search->db, judge, error))
    return FALSE;
  guess_month (search);
  return TRUE;
}

/* --- the record --------------------------------------------------------------------------- */

/* The meeting that another day is looked for is in nobody's way. */
static gboolean
is_sought (const ProposeSearch *search, const Meeting *meeting)
{
  return search->meeting != NULL && g_str_equal (search->meeting->id, meeting->id);
}

static void
read_blocks (ProposeSearch *search)
{
  search->judge.blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  for (guint i = 0; i < search->meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (search->meetings, i);
      ProposeBlock *block;

      if (!meeting_has_date (meeting) || meeting_is (meeting, MEETING_CANCELLED) ||
          is_sought (search, meeting))
        continue;
      block = g_new0 (ProposeBlock, 1);
      block->ref = g_strdup (meeting->ref);
      block->council = g_str_equal (meeting->body, search->council);
      meeting_first_day (meeting, &block->first);
      meeting_last_day (meeting, &block->last);
      g_ptr_array_add (search->judge.blocks, block);
    }
}

/* The request that waits longest for a day. */
static gboolean
read_request (ProposeSearch *search, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (search->db, &row,
                 "SELECT id FROM meeting WHERE state = 'requested' AND body = ?"
                 " ORDER BY requested_on, ref LIMIT 1",
                 error, "s", search->council))
    return FALSE;
  if (row != NULL)
    search->meeting = meeting_load_id (search->db, row_text (row, "id"), error);
  return row == NULL || search->meeting != NULL;
}

static gboolean
read_meeting (ProposeSearch *search, const ProposeQuery *query, GError **error)
{
  Proposer *judge = &search->judge;
  const char *kind = query->kind ? query->kind : MEETING_REGULAR;

  if (query->meeting != NULL)
    {
      search->meeting = meeting_load (search->db, query->meeting, error);
      if (search->meeting == NULL)
        return FALSE;
      if (!g_str_equal (search->meeting->body, search->council) ||
          !(meeting_is_open (search->meeting) ||
            meeting_is (search->meeting, MEETING_REQUESTED)))
        return council_error (error, COUNCIL_ERROR_RULE,
                              N_ ("{ref} needs no day: it is over, cancelled or a working "
                                  "group's"),
                              "ref", search->meeting->ref, NULL);
      kind = search->meeting->kind;
    }
  judge->extraordinary = g_str_equal (kind, MEETING_EXTRAORDINARY);
  if (!judge->extraordinary && !g_str_equal (kind, MEETING_REGULAR))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no kind {kind} (one of: regular, extraordinary)"), "kind", kind,
                          NULL);
  return search->meeting != NULL || !judge->extraordinary || read_request (search, error);
}

/* On how many days it sits: as asked, as the meeting does, or one. */
static int
count_days (const ProposeSearch *search, const ProposeQuery *query)
{
  GDate first, last;

  if (query->days > 0 || search->meeting == NULL || !meeting_has_date (search->meeting))
    return (int) MAX (query->days, (gint64) 1);
  meeting_first_day (search->meeting, &first);
  meeting_last_day (search->meeting, &last);
  return g_date_days_between (&first, &last) + 1;
}

static gboolean
read_record (ProposeSearch *search, const ProposeQuery *query, GError **error)
{
  g_autoptr(DbRow) council = db_one (search->db, "SELECT id FROM council", error, "");

  if (council == NULL)
    return FALSE;
  search->council = row_copy (council, "id");
  search->parties = party_list (search->db, error);
  search->turns =
      search->parties ? alternation_load (search->db, search->parties, error) : NULL;
  search->meetings = search->turns ? meeting_list_all (search->db, error) : NULL;
  search->judge.places =
      search->meetings ? holiday_places (search->db, search->judge.lang, error) : NULL;
  if (search->judge.places == NULL ||
      !alternation_old_order (search->db, &search->old_order, error))
    return FALSE;
  if (search->parties->len == 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("the council has no parties yet (see 'council party')"), NULL);
  search->judge.zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_time_zone_unref);
  for (guint i = 0; i < search->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (search->parties, i);
      GTimeZone *zone = g_time_zone_new_identifier (party->time_zone);

      g_ptr_array_add (search->judge.zones, zone ? zone : g_time_zone_new_utc ());
    }
  if (!read_meeting (search, query, error))
    return FALSE;
  read_blocks (search);
  return TRUE;
}

/* --- the window --------------------------------------------------------------------------- */

static GDate
make_date (int year, GDateMonth month, int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, month, (GDateYear) year);
  return date;
}

/* The year after that of the last regular meeting, or this one when that is over and the notice
 * still allows a day in it. */
static int
year_of_turn (const ProposeSearch *search)
{
  int year = g_date_get_year (&search->judge.earliest);

  for (guint i = 0; i < search->meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (search->meetings, i);
      GDate first;

      if (!g_str_equal (meeting->body, search->council) || !meeting_has_date (meeting) ||
          !g_str_equal (meeting->kind, MEETING_REGULAR) ||
          meeting_is (meeting, MEETING_CANCELLED) || is_sought (search, meeting))
        continue;
      meeting_first_day (meeting, &first);
      year = MAX (year, g_date_get_year (&first) + 1);
    }
  return year;
}

static void
default_window (ProposeSearch *search)
{
  const GDate *earliest = &search->judge.earliest;
  int year = year_of_turn (search);

  if (search->judge.extraordinary)
    {
      search->from = *earliest;
      search->to = date_add (earliest, URGENT_DAYS);
      return;
    }
  search->from = make_date (year, G_DATE_JANUARY, 1);
  search->to = make_date (year, G_DATE_DECEMBER, 31);
  if (g_date_compare (&search->from, earliest) < 0)
    search->from = *earliest;
}

gboolean
propose_search_window (ProposeSearch *search, const ProposeQuery *query, GError **error)
{
  g_autofree char *from = NULL, *to = NULL;

  default_window (search);
  if (query->from != NULL && !date_parse (query->from, &search->from, error))
    return FALSE;
  if (query->to != NULL && !date_parse (query->to, &search->to, error))
    return FALSE;
  /* One end alone: the other lies as far away as by default. */
  if (query->from != NULL && query->to == NULL)
    search->to = search->judge.extraordinary
                     ? date_add (&search->from, URGENT_DAYS)
                     : make_date (g_date_get_year (&search->from), G_DATE_DECEMBER, 31);
  if (query->from == NULL && query->to != NULL &&
      g_date_compare (&search->to, &search->from) < 0)
    search->from = search->judge.earliest;
  from = date_text (&search->from);
  to = date_text (&search->to);
  if (g_date_compare (&search->to, &search->from) < 0)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("the window from {from} to {to} has no day (--from comes before "
                              "--to)"),
                          "from", from, "to", to, NULL);
  if (g_date_days_between (&search->from, &search->to) > 3660)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("the window from {from} to {to} is longer than ten years"),
                          "from", from, "to", to, NULL);
  return TRUE;
}

/* The days of the window and of those around it, worked out once. */
gboolean
propose_search_days (ProposeSearch *search, GError **error)
{
  Proposer *judge = &search->judge;
  int around = (int) MAX (judge->travel, judge->experts) + 10;
  GDate first = date_add (&search->from, -around);
  GDate last = date_add (&search->to, judge->days + around);

  judge->workdays = holiday_load (search->db, NULL, judge->lang, &first, &last, error);
  judge->fasts = g_array_new (FALSE, FALSE, sizeof (CalendarSpan));
  return judge->workdays != NULL &&
         calendar_lunar_months (g_date_get_year (&first), g_date_get_year (&last), RAMADAN,
                                judge->fasts, error) &&
         propose_read_people (search->db, judge, search->meeting, &first, &last, error);
}

gboolean
propose_search_read (ProposeSearch *search, const ProposeQuery *query, GError **error)
{
  Proposer *judge = &search->judge;

  judge->lang = query->lang;
  if (!read_record (search, query, error) || !read_settings (search, error))
    return FALSE;
  judge->days = count_days (search, query);
  judge->online = search->meeting != NULL && g_str_equal (search->meeting->form, "online");
  clock_today (((const Party *) g_ptr_array_index (search->parties, 0))->time_zone,
               &judge->today);
  judge->earliest = date_add (&judge->today, (int) judge->notice);
  return TRUE;
}
