/* Finding the day: reading what counts, ranking what is possible. */
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
/* Of how many earlier days the best day of an extraordinary one says why they fell out. */
#define EARLIER_DAYS 4

/* Everything that a search needs; the judge sees the first part. */
typedef struct
{
  Proposer judge;
  Db *db;
  GPtrArray *parties, *turns;
  gboolean old_order;
  Meeting *meeting;    /* (nullable): what a day is looked for */
  GPtrArray *meetings; /* (element-type Meeting): of every body */
  char *council;       /* key of the council's body */
  GDate from, to;
} Search;

static void
finding_free (ProposeFinding *finding)
{
  g_free (finding->text);
  g_free (finding);
}

static void
proposed_day_free (ProposedDay *day)
{
  g_clear_pointer (&day->starts, g_date_time_unref);
  g_clear_pointer (&day->ends, g_date_time_unref);
  g_ptr_array_unref (day->local);
  g_ptr_array_unref (day->reasons);
  g_clear_pointer (&day->findings, g_ptr_array_unref);
  g_free (day);
}

void
proposal_free (Proposal *proposal)
{
  if (proposal == NULL)
    return;
  g_free (proposal->host);
  g_free (proposal->meeting);
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
  propose_clear_people (judge);
  g_clear_pointer (&search->parties, g_ptr_array_unref);
  g_clear_pointer (&search->turns, g_ptr_array_unref);
  g_clear_pointer (&search->meetings, g_ptr_array_unref);
  g_clear_pointer (&search->meeting, meeting_free);
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
guess_month (Search *search)
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
read_settings (Search *search, GError **error)
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
is_sought (const Search *search, const Meeting *meeting)
{
  return search->meeting != NULL && g_str_equal (search->meeting->id, meeting->id);
}

static void
read_blocks (Search *search)
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
read_request (Search *search, GError **error)
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
read_meeting (Search *search, const ProposeQuery *query, GError **error)
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
count_days (const Search *search, const ProposeQuery *query)
{
  GDate first, last;

  if (query->days > 0 || search->meeting == NULL || !meeting_has_date (search->meeting))
    return (int) MAX (query->days, (gint64) 1);
  meeting_first_day (search->meeting, &first);
  meeting_last_day (search->meeting, &last);
  return g_date_days_between (&first, &last) + 1;
}

static gboolean
read_record (Search *search, const ProposeQuery *query, GError **error)
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
year_of_turn (const Search *search)
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

/* The days of the window and of those around it, worked out once. */
static gboolean
read_days (Search *search, GError **error)
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

/* --- the search --------------------------------------------------------------------------- */

static const char *
host_on (const Search *search, const GDate *date)
{
  g_autofree char *day = NULL, *start = NULL;
  const char *host;

  if (search->judge.extraordinary || search->meeting != NULL)
    return search->meeting ? search->meeting->host : NULL;
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
  if (search->judge.explain)
    day->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) finding_free);
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

/* The earliest that every side allows; what may yet become a day off comes after all others. */
static gint
compare_urgent (gconstpointer a, gconstpointer b)
{
  const ProposedDay *one = *(const ProposedDay *const *) a;
  const ProposedDay *two = *(const ProposedDay *const *) b;

  if (one->doubtful != two->doubtful)
    return one->doubtful ? 1 : -1;
  return g_date_compare (&one->first, &two->first);
}

/* Of an extraordinary meeting's best day: why not a day before. */
static void
explain_earliest (const Search *search, const Proposal *proposal)
{
  ProposedDay *best = g_ptr_array_index (proposal->candidates, 0);
  g_autoptr(GString) list = g_string_new (NULL);
  guint more = 0;

  for (guint i = 0; i < proposal->excluded->len; i++)
    {
      const ProposedDay *day = g_ptr_array_index (proposal->excluded, i);
      g_autofree char *date = language_date_long (search->judge.lang, &day->first);

      if (g_date_compare (&day->first, &best->first) > 0)
        break;
      if (i < EARLIER_DAYS)
        g_string_append_printf (list, "%s%s — %s", i > 0 ? "; " : "", date,
                                (const char *) g_ptr_array_index (day->reasons, 0));
      else
        more++;
    }
  if (list->len == 0)
    return;
  g_ptr_array_add (
      best->reasons,
      more == 0 ? tr_fill (search->judge.lang, "not earlier: {days}", "days", list->str, NULL)
                : tr_fill_n (search->judge.lang, "not earlier: {days}; and {n} more day",
                             "not earlier: {days}; and {n} more days", more, "days", list->str,
                             NULL));
}

static void
rank (const Search *search, Proposal *proposal)
{
  g_ptr_array_sort (proposal->candidates,
                    search->judge.extraordinary ? compare_urgent : compare_days);
  if (search->judge.extraordinary && proposal->candidates->len > 0 && !search->judge.explain)
    explain_earliest (search, proposal);
}

static Proposal *
search_run (const Search *search)
{
  Proposal *proposal = g_new0 (Proposal, 1);

  proposal->meeting = search->meeting ? g_strdup (search->meeting->ref) : NULL;
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
  rank (search, proposal);
  proposal->host =
      g_strdup (proposal->candidates->len > 0
                    ? ((const ProposedDay *) g_ptr_array_index (proposal->candidates, 0))->host
                    : host_on (search, &search->from));
  return proposal;
}

static gboolean
search_prepare (Search *search, const ProposeQuery *query, GError **error)
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

Proposal *
propose_days (Db *db, const ProposeQuery *query, GError **error)
{
  g_auto(Search) search = { .db = db };

  if (!search_prepare (&search, query, error) || !read_window (&search, query, error) ||
      !read_days (&search, error))
    return NULL;
  return search_run (&search);
}

Proposal *
propose_day (Db *db, const ProposeQuery *query, const char *date, GError **error)
{
  g_auto(Search) search = { .db = db, .judge.explain = TRUE };

  if (!search_prepare (&search, query, error) || !date_parse (date, &search.from, error))
    return NULL;
  search.to = search.from;
  return read_days (&search, error) ? search_run (&search) : NULL;
}
