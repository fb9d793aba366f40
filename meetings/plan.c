#include "meetings/plan.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/message.h"
#include "core/party.h"
#include "meetings/alternation.h"
#include "meetings/meeting.h"
#include "meetings/place.h"

/* What the years are looked up in. */
typedef struct
{
  Db *db;
  const char *lang;
  GPtrArray *parties;
  GPtrArray *turns;
  GArray *years;        /* (element-type int): of each turn, at the venue */
  GHashTable *meetings; /* key to Meeting, of every one of the council */
  GPtrArray *list;      /* owns them */
  gboolean old_order;
  int this_year;
  const char *used;        /* (nullable): whose turn the rows so far have used up */
  char *before;            /* (nullable): the meeting or expected year before */
  const Turn *before_turn; /* (nullable): the turn of that meeting */
  GPtrArray *rows;
} Planner;

void
plan_row_free (PlanRow *row)
{
  if (row == NULL)
    return;
  g_free (row->ref);
  g_free (row->host);
  g_free (row->start);
  g_free (row->why);
  g_free (row);
}

static void
planner_clear (Planner *planner)
{
  g_clear_pointer (&planner->parties, g_ptr_array_unref);
  g_clear_pointer (&planner->turns, g_ptr_array_unref);
  g_clear_pointer (&planner->years, g_array_unref);
  g_clear_pointer (&planner->meetings, g_hash_table_unref);
  g_clear_pointer (&planner->list, g_ptr_array_unref);
  g_clear_pointer (&planner->rows, g_ptr_array_unref);
  g_free (planner->before);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planner, planner_clear)

static int
year_of (const Meeting *meeting)
{
  GDate date;

  meeting_first_day (meeting, &date);
  return g_date_get_year (&date);
}

static gboolean
planner_read (Planner *planner, GError **error)
{
  GDate today;

  planner->parties = party_list (planner->db, error);
  if (planner->parties == NULL ||
      !alternation_old_order (planner->db, &planner->old_order, error))
    return FALSE;
  planner->turns = alternation_load (planner->db, planner->parties, error);
  planner->list = planner->turns ? meeting_list (planner->db, NULL, error) : NULL;
  if (planner->list == NULL)
    return FALSE;
  planner->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) plan_row_free);
  planner->meetings = g_hash_table_new (g_str_hash, g_str_equal);
  planner->years = g_array_new (FALSE, FALSE, sizeof (int));
  clock_today (NULL, &today);
  planner->this_year = g_date_get_year (&today);
  for (guint i = 0; i < planner->list->len; i++)
    {
      Meeting *meeting = g_ptr_array_index (planner->list, i);

      g_hash_table_insert (planner->meetings, meeting->id, meeting);
    }
  for (guint i = 0; i < planner->turns->len; i++)
    {
      const Turn *turn = g_ptr_array_index (planner->turns, i);
      int year = year_of (g_hash_table_lookup (planner->meetings, turn->meeting));

      g_array_append_val (planner->years, year);
    }
  return TRUE;
}

/* --- reasons --------------------------------------------------------------------------------- */

static char *
called (const Planner *planner, const char *code, GrammaticalCase grammatical_case)
{
  return place_party_name (planner->db, code, planner->lang, grammatical_case);
}

/* After which meeting; by setting a swap leaves the order as it was. */
static char *
why_after (const Planner *planner, const char *ref, const Turn *before)
{
  gboolean returns = planner->old_order && before != NULL && before->agreed;

  return tr_fill (planner->lang,
                  returns
                      ? N_ ("the turn after the meeting {ref}, in the old order again after "
                            "the exchange")
                      : N_ ("the turn after the meeting {ref}"),
                  "ref", ref, NULL);
}

/* Why this host: the first meeting, the turn, or a swap. */
static char *
why_turn (const Planner *planner, guint index)
{
  const Turn *turn = g_ptr_array_index (planner->turns, index);
  const Turn *before = index ? g_ptr_array_index (planner->turns, index - 1) : NULL;
  g_autofree char *host = called (planner, turn->host, CASE_NOMINATIVE);
  g_autofree char *rule = called (planner, turn->rule, CASE_GENITIVE);
  g_autofree char *wanted = called (planner, turn->swap_host, CASE_NOMINATIVE);

  if (turn->agreed)
    {
      g_autofree char *place = called (planner, turn->swap_rule, CASE_GENITIVE);

      return tr_fill (planner->lang,
                      N_ ("in place of {rule}: agreed by every party ({reason})"), "rule",
                      place, "reason", turn->swap_reason, NULL);
    }
  if (turn->swap != NULL)
    return tr_fill (planner->lang,
                    N_ ("the turn of {rule}; {host} is proposed ({reason}) and "
                        "waits for consent"),
                    "rule", rule, "host", wanted, "reason", turn->swap_reason, NULL);
  if (before == NULL)
    return g_strdup (tr (planner->lang, N_ ("the first regular meeting")));
  if (g_strcmp0 (turn->host, turn->rule) != 0)
    return tr_fill (planner->lang,
                    N_ ("out of turn: by the alternation it would be the turn of "
                        "{rule}"),
                    "rule", rule, NULL);
  return why_after (planner, before->ref, before);
}

/* The regular meeting of that year that was cancelled last. */
static const Meeting *
cancelled_in (const Planner *planner, int year)
{
  const Meeting *found = NULL;

  for (guint i = 0; i < planner->list->len; i++)
    {
      const Meeting *meeting = g_ptr_array_index (planner->list, i);

      if (meeting_is (meeting, MEETING_CANCELLED) && meeting_has_date (meeting) &&
          g_str_equal (meeting->kind, MEETING_REGULAR) && year_of (meeting) == year)
        found = meeting;
    }
  return found;
}

static char *
why_missed (const Planner *planner, int year, const char *host)
{
  const Meeting *cancelled = cancelled_in (planner, year);
  g_autofree char *who = called (planner, host, CASE_INSTRUMENTAL);

  if (cancelled != NULL)
    return tr_fill (planner->lang,
                    N_ ("{ref} was cancelled: {reason}; it stays the turn of "
                        "{who}"),
                    "ref", cancelled->ref, "reason", cancelled->cancelled_reason, "who", who,
                    NULL);
  return tr_fill (planner->lang, N_ ("no meeting was held; it stays the turn of {who}"), "who",
                  who, NULL);
}

static char *
why_expected (const Planner *planner, int year, guint next)
{
  const Turn *later =
      next < planner->turns->len ? g_ptr_array_index (planner->turns, next) : NULL;
  const Meeting *cancelled = cancelled_in (planner, year);
  GString *why = g_string_new (NULL);
  g_autofree char *reason =
      planner->before ? why_after (planner, planner->before, planner->before_turn)
                      : g_strdup (tr (planner->lang, N_ ("the first regular meeting")));

  g_string_append (why, reason);
  if (cancelled != NULL)
    {
      g_autofree char *text =
          tr_fill (planner->lang, N_ ("{ref} was cancelled: {reason}"), "ref", cancelled->ref,
                   "reason", cancelled->cancelled_reason, NULL);

      g_string_append_printf (why, "; %s", text);
    }
  if (later != NULL && !turn_is_fixed (later) && !later->agreed)
    {
      g_autofree char *text =
          tr_fill (planner->lang, N_ ("once it is scheduled, {ref} passes to the next party"),
                   "ref", later->ref, NULL);

      g_string_append_printf (why, "; %s", text);
    }
  return g_string_free (why, FALSE);
}

/* --- rows ------------------------------------------------------------------------------------ */

/* The words that only the plan has, for the translators. */
G_GNUC_UNUSED static const char *const words[] = { N_ ("expected"), N_ ("missed") };

static PlanRow *
add_row (Planner *planner, int year, const char *ref, const char *host, const char *state)
{
  PlanRow *row = g_new0 (PlanRow, 1);

  row->year = year;
  row->ref = g_strdup (ref);
  row->host = g_strdup (host);
  row->state = state;
  g_ptr_array_add (planner->rows, row);
  return row;
}

/* A second meeting in a year after one that was missed makes up for it. */
static void
note_caught_up (const Planner *planner, PlanRow *row)
{
  int missed = 0;
  gboolean second = FALSE;

  for (guint i = 0; i + 1 < planner->rows->len; i++)
    {
      const PlanRow *other = g_ptr_array_index (planner->rows, i);

      if (g_str_equal (other->state, "missed"))
        missed = other->year;
      else if (other->year == row->year)
        second = TRUE;
    }
  if (second && missed > 0)
    {
      g_autofree char *year = g_strdup_printf ("%d", missed), *why = row->why;
      g_autofree char *text =
          tr_fill (planner->lang, N_ ("the second of its year, makes up for {year}"), "year",
                   year, NULL);

      row->why = g_strdup_printf ("%s; %s", text, why);
    }
}

static void
add_turn (Planner *planner, guint index)
{
  const Turn *turn = g_ptr_array_index (planner->turns, index);
  const Meeting *meeting = g_hash_table_lookup (planner->meetings, turn->meeting);
  const char *state = g_str_equal (turn->state, MEETING_PLANNED)    ? MEETING_PLANNED
                      : g_str_equal (turn->state, MEETING_CONVENED) ? MEETING_CONVENED
                                                                    : MEETING_HELD;
  PlanRow *row = add_row (planner, g_array_index (planner->years, int, index), turn->ref,
                          turn->host, state);
  GDate date;

  meeting_first_day (meeting, &date);
  row->start = date_text (&date);
  row->why = why_turn (planner, index);
  note_caught_up (planner, row);
  planner->used = turn_used_up (turn, planner->old_order);
  g_free (planner->before);
  planner->before = g_strdup (turn->ref);
  planner->before_turn = turn;
}

/* A year without a meeting, before turn @next; an expected one uses up a turn. */
static void
add_empty_year (Planner *planner, int year, guint next)
{
  const Party *first = g_ptr_array_index (planner->parties, 0);
  const char *used = planner->used;
  const char *host = used ? party_after (planner->parties, used)->code : first->code;
  PlanRow *row;

  if (year < planner->this_year)
    {
      row = add_row (planner, year, NULL, host, "missed");
      row->why = why_missed (planner, year, host);
      return;
    }
  row = add_row (planner, year, NULL, host, "expected");
  row->why = why_expected (planner, year, next);
  planner->used = host;
  g_free (planner->before);
  planner->before = g_strdup_printf ("%d", year);
  planner->before_turn = NULL;
}

static int
turn_year (const Planner *planner, guint index)
{
  return g_array_index (planner->years, int, index);
}

static void
plan_fill (Planner *planner, int last_year)
{
  guint next = 0, count = planner->turns->len;
  int year = count > 0 ? turn_year (planner, 0) : planner->this_year;

  if (planner->parties->len == 0)
    return;
  if (count > 0)
    last_year = MAX (last_year, turn_year (planner, count - 1));
  for (; year <= last_year; year++)
    {
      if (next == count || turn_year (planner, next) != year)
        add_empty_year (planner, year, next);
      for (; next < count && turn_year (planner, next) == year; next++)
        add_turn (planner, next);
    }
}

GPtrArray *
plan_list (Db *db, int years, const char *lang, GError **error)
{
  g_auto(Planner) planner = { .db = db, .lang = lang };

  if (!planner_read (&planner, error))
    return NULL;
  plan_fill (&planner, planner.this_year + years);
  return g_steal_pointer (&planner.rows);
}

gboolean
plan_turn (Db *db, const char *lang, PlanRow **turn, GError **error)
{
  g_auto(Planner) planner = { .db = db, .lang = lang };
  guint count;

  *turn = NULL;
  if (!planner_read (&planner, error))
    return FALSE;
  count = planner.turns->len;
  plan_fill (&planner,
             MAX (planner.this_year, count ? turn_year (&planner, count - 1) : 0) + 1);
  for (guint i = 0; *turn == NULL && i < planner.rows->len; i++)
    if (g_str_equal (((PlanRow *) g_ptr_array_index (planner.rows, i))->state, "expected"))
      *turn = g_ptr_array_steal_index (planner.rows, i);
  return TRUE;
}
