/* Finding the day: reading what counts, ranking what is possible. */
#include "meetings/propose-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/setting.h"
#include "meetings/alternation.h"
#include "meetings/calendar.h"
#include "meetings/meeting.h"

#include <stdio.h>

/* How long an extraordinary meeting is looked for. */
#define URGENT_DAYS 30
#define RAMADAN 9

/* Everything that a search needs; the judge sees the first part. */
typedef struct
{
  Proposer judge;
  Db *db;
  GPtrArray *parties, *turns;
  gboolean old_order;
  char *requester;     /* (nullable): code of the party whose request waits for a day */
  GPtrArray *meetings; /* (element-type Meeting): of every body */
  char *council;       /* key of the council's body */
  GDate from, to;
} Search;

static void
proposed_day_free (ProposedDay *day)
{
  g_clear_pointer (&day->starts, g_date_time_unref);
  g_clear_pointer (&day->ends, g_date_time_unref);
  g_ptr_array_unref (day->local);
  g_ptr_array_unref (day->reasons);
  g_free (day);
}

void
proposal_free (Proposal *proposal)
{
  if (proposal == NULL)
    return;
  g_free (proposal->host);
  g_clear_pointer (&proposal->places, g_ptr_array_unref);
  g_ptr_array_unref (proposal->candidates);
  g_ptr_array_unref (proposal->excluded);
  g_free (proposal);
}

static void
block_free (ProposeBlock *block)
{
  g_free (block->ref);
  g_free (block);
}

static void
search_clear (Search *search)
{
  Proposer *judge = &search->judge;

  g_clear_pointer (&judge->places, g_ptr_array_unref);
  g_clear_pointer (&judge->zones, g_ptr_array_unref);
  g_clear_pointer (&judge->workdays, workdays_free);
  g_clear_pointer (&judge->fasts, g_array_unref);
  g_clear_pointer (&judge->blocks, g_ptr_array_unref);
  g_free (judge->weekdays);
  g_clear_pointer (&search->parties, g_ptr_array_unref);
  g_clear_pointer (&search->turns, g_ptr_array_unref);
  g_clear_pointer (&search->meetings, g_ptr_array_unref);
  g_free (search->requester);
  g_free (search->council);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

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
  int from_hour, from_minute, to_hour, to_minute;

  if (time == NULL)
    return FALSE;
  if (sscanf (hours, "%2d:%2d-%2d:%2d", &from_hour, &from_minute, &to_hour, &to_minute) != 4)
    return bad_setting ("working-hours", hours, "09:00-18:00", error);
  judge->opens = from_hour * 60 + from_minute;
  judge->closes = to_hour * 60 + to_minute;
  if (sscanf (time, "%2d:%2d", &from_hour, &from_minute) != 2 || from_hour < 0 ||
      from_hour > 23 || from_minute < 0 || from_minute > 59)
    return bad_setting ("meeting-time", time, "10:00", error);
  judge->begins = from_hour * 60 + from_minute;
  return TRUE;
}

/* The month of the council's first meeting, when no other is set. */
static void
guess_month (Search *search)
{
  for (guint i = 0; search->judge.usual_month == 0 && i < search->meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (search->meetings, i);
      GDate first;

      if (!g_str_equal (meeting->body, search->council) || !meeting_has_date (meeting) ||
          !g_str_equal (meeting->kind, MEETING_REGULAR) ||
          meeting_is (meeting, MEETING_CANCELLED))
        continue;
      meeting_first_day (meeting, &first);
      search->judge.usual_month = g_date_get_month (&first);
    }
}

static gboolean
read_settings (Search *search, GError **error)
{
  Proposer *judge = &search->judge;

  judge->notice_key = judge->extraordinary ? "extraordinary-notice" : "deadline-date";
  judge->weekdays = setting_get (search->db, "meeting-weekdays", error);
  if (judge->weekdays == NULL ||
      !read_number (search->db, judge->notice_key, &judge->notice, error) ||
      !read_number (search->db, "travel-days", &judge->travel, error) ||
      !read_number (search->db, "usual-month", &judge->usual_month, error) ||
      !read_number (search->db, "meeting-hours", &judge->hours, error) ||
      !read_hours (search->db, judge, error))
    return FALSE;
  guess_month (search);
  return TRUE;
}

/* --- the record --------------------------------------------------------------------------- */

static void
read_blocks (Search *search)
{
  search->judge.blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  for (guint i = 0; i < search->meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (search->meetings, i);
      ProposeBlock *block;

      if (!meeting_has_date (meeting) || meeting_is (meeting, MEETING_CANCELLED))
        continue;
      block = g_new0 (ProposeBlock, 1);
      block->ref = g_strdup (meeting->ref);
      block->council = g_str_equal (meeting->body, search->council);
      meeting_first_day (meeting, &block->first);
      meeting_last_day (meeting, &block->last);
      g_ptr_array_add (search->judge.blocks, block);
    }
}

static gboolean
read_requester (Search *search, GError **error)
{
  g_autofree char *rule = setting_get (search->db, "extraordinary-host", error);
  g_autoptr (DbRow) row = NULL;

  if (rule == NULL ||
      !db_maybe (
          search->db, &row,
          "SELECT p.code FROM meeting m JOIN party p ON p.id = m.requested_by"
          " WHERE m.state = 'requested' AND m.body = ? ORDER BY m.requested_on, m.ref LIMIT 1",
          error, "s", search->council))
    return FALSE;
  if (row != NULL && g_str_equal (rule, "requesting"))
    search->requester = row_copy (row, "code");
  return TRUE;
}

static gboolean
read_record (Search *search, GError **error)
{
  g_autoptr (DbRow) council = db_one (search->db, "SELECT id FROM council", error, "");

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
      !alternation_old_order (search->db, &search->old_order, error) ||
      !read_requester (search, error))
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
year_of_turn (const Search *search)
{
  int year = g_date_get_year (&search->judge.earliest);

  for (guint i = 0; i < search->meetings->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (search->meetings, i);
      GDate first;

      if (!g_str_equal (meeting->body, search->council) || !meeting_has_date (meeting) ||
          !g_str_equal (meeting->kind, MEETING_REGULAR) ||
          meeting_is (meeting, MEETING_CANCELLED))
        continue;
      meeting_first_day (meeting, &first);
      year = MAX (year, g_date_get_year (&first) + 1);
    }
  return year;
}

static void
default_window (Search *search)
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

static gboolean
read_window (Search *search, const ProposeQuery *query, GError **error)
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

/* The days of the window and of travel around it, worked out once. */
static gboolean
read_days (Search *search, GError **error)
{
  GDate first = date_add (&search->from, -10);
  GDate last = date_add (&search->to, search->judge.days + 10);

  search->judge.workdays =
      holiday_load (search->db, NULL, search->judge.lang, &first, &last, error);
  search->judge.fasts = g_array_new (FALSE, FALSE, sizeof (CalendarSpan));
  return search->judge.workdays != NULL &&
         calendar_lunar_months (g_date_get_year (&first), g_date_get_year (&last), RAMADAN,
                                search->judge.fasts, error);
}

/* --- the search --------------------------------------------------------------------------- */

static const char *
host_on (const Search *search, const GDate *date)
{
  g_autofree char *day = NULL, *start = NULL;
  const char *host;

  if (search->judge.extraordinary)
    return search->requester;
  day = date_text (date);
  start = g_strconcat (day, "T12:00:00Z", NULL);
  host = alternation_next (search->parties, search->turns, start, search->old_order);
  return host ? host : ((const Party *) g_ptr_array_index (search->parties, 0))->code;
}

static ProposedDay *
judge_day (const Search *search, const Proposal *proposal, const GDate *date)
{
  ProposedDay *day = g_new0 (ProposedDay, 1);
  const char *host = host_on (search, date);

  day->first = *date;
  day->last = date_add (date, search->judge.days - 1);
  day->local = g_ptr_array_new_with_free_func ((GDestroyNotify) g_date_time_unref);
  day->reasons = g_ptr_array_new_with_free_func (g_free);
  day->host = host;
  propose_judge (&search->judge, day);
  /* The code outlives the search in the proposal's own places. */
  day->host = NULL;
  for (guint i = 0; host != NULL && i < proposal->places->len; i++)
    {
      const HolidayPlace *place = g_ptr_array_index (proposal->places, i);

      if (g_str_equal (place->code, host))
        day->host = place->code;
    }
  return day;
}

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  const ProposedDay *one = *(const ProposedDay *const *) a;
  const ProposedDay *two = *(const ProposedDay *const *) b;

  if (one->score != two->score)
    return two->score - one->score;
  return g_date_compare (&one->first, &two->first);
}

static Proposal *
search_run (const Search *search)
{
  Proposal *proposal = g_new0 (Proposal, 1);

  proposal->from = search->from;
  proposal->to = search->to;
  proposal->places = g_ptr_array_ref (search->judge.places);
  proposal->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) proposed_day_free);
  proposal->excluded = g_ptr_array_new_with_free_func ((GDestroyNotify) proposed_day_free);
  for (GDate date = search->from; g_date_compare (&date, &search->to) <= 0;
       g_date_add_days (&date, 1))
    {
      ProposedDay *day = judge_day (search, proposal, &date);

      g_ptr_array_add (day->possible ? proposal->candidates : proposal->excluded, day);
    }
  g_ptr_array_sort (proposal->candidates, compare_days);
  proposal->host =
      g_strdup (proposal->candidates->len > 0
                    ? ((const ProposedDay *) g_ptr_array_index (proposal->candidates, 0))->host
                    : host_on (search, &search->from));
  return proposal;
}

static gboolean
search_prepare (Search *search, const ProposeQuery *query, GError **error)
{
  const char *kind = query->kind ? query->kind : MEETING_REGULAR;
  Proposer *judge = &search->judge;

  judge->lang = query->lang;
  judge->days = (int) MAX (query->days, (gint64) 1);
  judge->extraordinary = g_str_equal (kind, MEETING_EXTRAORDINARY);
  if (!judge->extraordinary && !g_str_equal (kind, MEETING_REGULAR))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("no kind {kind} (one of: regular, extraordinary)"), "kind", kind,
                          NULL);
  if (!read_record (search, error) || !read_settings (search, error))
    return FALSE;
  clock_today (((const Party *) g_ptr_array_index (search->parties, 0))->time_zone,
               &judge->today);
  judge->earliest = date_add (&judge->today, (int) judge->notice);
  return TRUE;
}

Proposal *
propose_days (Db *db, const ProposeQuery *query, GError **error)
{
  g_auto (Search) search = { .db = db };

  if (!search_prepare (&search, query, error) || !read_window (&search, query, error) ||
      !read_days (&search, error))
    return NULL;
  return search_run (&search);
}

Proposal *
propose_day (Db *db, const ProposeQuery *query, const char *date, GError **error)
{
  g_auto (Search) search = { .db = db };

  if (!search_prepare (&search, query, error) || !date_parse (date, &search.from, error))
    return NULL;
  search.to = search.from;
  return read_days (&search, error) ? search_run (&search) : NULL;
}
