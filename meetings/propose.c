/* Finding the day: what is possible, the best first. */
#include "meetings/propose-internal.h"

#include "core/date.h"
#include "core/message.h"
#include "meetings/alternation.h"

/* Of how many earlier days the best day of an extraordinary one says why they fell out. */
#define EARLIER_DAYS 4

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

/* --- the search --------------------------------------------------------------------------- */

static const char *
host_on (const ProposeSearch *search, const GDate *date)
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
judge_day (const ProposeSearch *search, const Proposal *proposal, const GDate *date)
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
explain_earliest (const ProposeSearch *search, const Proposal *proposal)
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
rank (const ProposeSearch *search, Proposal *proposal)
{
  g_ptr_array_sort (proposal->candidates,
                    search->judge.extraordinary ? compare_urgent : compare_days);
  if (search->judge.extraordinary && proposal->candidates->len > 0 && !search->judge.explain)
    explain_earliest (search, proposal);
}

static Proposal *
search_run (const ProposeSearch *search)
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

Proposal *
propose_days (Db *db, const ProposeQuery *query, GError **error)
{
  g_auto(ProposeSearch) search = { .db = db };

  if (!propose_search_read (&search, query, error) ||
      !propose_search_window (&search, query, error) || !propose_search_days (&search, error))
    return NULL;
  return search_run (&search);
}

Proposal *
propose_day (Db *db, const ProposeQuery *query, const char *date, GError **error)
{
  g_auto(ProposeSearch) search = { .db = db, .judge.explain = TRUE };

  if (!propose_search_read (&search, query, error) || !date_parse (date, &search.from, error))
    return NULL;
  search.to = search.from;
  return propose_search_days (&search, error) ? search_run (&search) : NULL;
}
