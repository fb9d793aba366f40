/* The rules as people see them, and what check finds in them. */
#include "meetings/holiday.h"

#include "core/error.h"
#include "core/message.h"

#include <string.h>

void
holiday_rule_free (HolidayRule *rule)
{
  if (rule == NULL)
    return;
  g_free (rule->id);
  g_free (rule->party);
  g_free (rule->handle);
  g_free (rule->kind);
  g_free (rule->name);
  g_free (rule->since);
  g_free (rule->until);
  g_free (rule->act);
  g_free (rule);
}

static HolidayRule *
rule_from_row (const DbRow *row)
{
  HolidayRule *rule = g_new0 (HolidayRule, 1);

  rule->id = row_copy (row, "id");
  rule->party = row_copy (row, "code");
  rule->handle = row_copy (row, "handle");
  rule->lunar = g_str_equal (row_text (row, "calendar"), "islamic");
  rule->month = (int) row_int (row, "month");
  rule->day = (int) row_int (row, "day");
  rule->days = (int) row_int (row, "days");
  rule->kind = row_copy (row, "kind");
  rule->name = row_copy (row, "name");
  rule->since = row_copy (row, "since");
  rule->until = row_copy (row, "until");
  rule->confirmed_from = (int) row_int (row, "confirmed_from");
  rule->confirmed_through = (int) row_int (row, "confirmed_through");
  rule->act = row_copy (row, "act");
  return rule;
}

HolidayRule *
holiday_rule_load (Db *db, const char *handle, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db,
              "SELECT r.id, p.code, r.handle, r.calendar, r.month, r.day, r.days, r.kind,"
              " r.name, r.since, r.until, r.confirmed_from, r.confirmed_through, r.act"
              " FROM holiday_rule r JOIN party p ON p.id = r.party WHERE r.handle = ?",
              error, "s", handle);

  if (row == NULL)
    council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no holiday rule {handle} (see 'council holiday rules')"),
                          "handle", handle, NULL);
  return row ? rule_from_row (row) : NULL;
}

GPtrArray *
holiday_rule_list (Db *db, const char *party, GError **error)
{
  g_autoptr(GPtrArray) rules =
      g_ptr_array_new_with_free_func ((GDestroyNotify) holiday_rule_free);
  g_autoptr(GPtrArray) rows = NULL;

  if (party != NULL && !party_exists (db, party, error))
    return NULL;
  rows = db_all (db,
                 "SELECT r.id, p.code, r.handle, r.calendar, r.month, r.day, r.days, r.kind,"
                 " r.name, r.since, r.until, r.confirmed_from, r.confirmed_through, r.act"
                 " FROM holiday_rule r JOIN party p ON p.id = r.party"
                 " WHERE ? IS NULL OR p.code = ? ORDER BY p.position, r.until IS NOT NULL,"
                 " r.calendar, r.month, r.day, r.handle",
                 error, "ss", party, party);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (rules, rule_from_row (g_ptr_array_index (rows, i)));
  return g_steal_pointer (&rules);
}

/* --- what check finds --------------------------------------------------------------------- */

/* Whether both are law on some day. */
static gboolean
share_time (const HolidayRule *a, const HolidayRule *b)
{
  return (a->until == NULL || b->since == NULL || strcmp (b->since, a->until) <= 0) &&
         (b->until == NULL || a->since == NULL || strcmp (a->since, b->until) <= 0);
}

/* The day of a common year, or of a lunar one with months of thirty days: near enough to tell
 * whether rows of days overlap. */
static int
place_in_year (const HolidayRule *rule)
{
  GDate date;

  if (rule->lunar || !g_date_valid_dmy ((GDateDay) rule->day, (GDateMonth) rule->month, 2023))
    return rule->month * 30 + rule->day;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) rule->day, (GDateMonth) rule->month, 2023);
  return (int) g_date_get_day_of_year (&date);
}

static gboolean
overlap (const HolidayRule *a, const HolidayRule *b)
{
  int one = place_in_year (a), two = place_in_year (b);

  return g_str_equal (a->party, b->party) && a->lunar == b->lunar && share_time (a, b) &&
         one < two + MAX (b->days, 1) && two < one + MAX (a->days, 1);
}

static void
find_overlaps (GPtrArray *rules, const char *lang, GPtrArray *findings)
{
  for (guint i = 0; i < rules->len; i++)
    for (guint j = i + 1; j < rules->len; j++)
      {
        const HolidayRule *a = g_ptr_array_index (rules, i);
        const HolidayRule *b = g_ptr_array_index (rules, j);

        if (overlap (a, b))
          g_ptr_array_add (findings,
                           tr_fill (lang,
                                    "holiday rules {one} and {two} are law at the same time "
                                    "for the same day (end one: 'council holiday remove')",
                                    "one", a->handle, "two", b->handle, NULL));
      }
}

static gboolean
is_no_day (const HolidayRule *rule)
{
  if (rule->lunar)
    return rule->month < 1 || rule->month > 12 || rule->day < 1 || rule->day > 30;
  return rule->month < 1 || rule->month > 12 || rule->day < 1 ||
         !g_date_valid_dmy ((GDateDay) MIN (rule->day, 99), (GDateMonth) rule->month, 2024);
}

static void
find_bad_rules (GPtrArray *rules, const char *lang, GPtrArray *findings)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const HolidayRule *rule = g_ptr_array_index (rules, i);

      if (is_no_day (rule))
        g_ptr_array_add (findings,
                         tr_fill (lang, "holiday rule {rule} names a day that no year has",
                                  "rule", rule->handle, NULL));
      if (rule->since != NULL && rule->until != NULL && strcmp (rule->since, rule->until) > 0)
        g_ptr_array_add (findings, tr_fill (lang, "holiday rule {rule} ends before it begins",
                                            "rule", rule->handle, NULL));
      if (rule->confirmed_from > 0 && rule->act == NULL)
        g_ptr_array_add (findings,
                         tr_fill (lang, "holiday rule {rule} is confirmed without an act",
                                  "rule", rule->handle, NULL));
    }
}

static gboolean
find_bad_days (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT p.code, d.date, d.state, d.act, d.rule IS NOT NULL AND r.party IS NOT d.party"
      " AS foreign_rule, (SELECT count(*) FROM holiday_day o WHERE o.party = d.party"
      " AND o.date = d.date AND o.id < d.id) AS again FROM holiday_day d"
      " JOIN party p ON p.id = d.party LEFT JOIN holiday_rule r ON r.id = d.rule"
      " ORDER BY d.date, p.position, d.id",
      error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      const char *party = row_text (row, "code"), *date = row_text (row, "date");

      if (g_str_equal (row_text (row, "state"), "confirmed") && row_is_null (row, "act"))
        g_ptr_array_add (findings,
                         tr_fill (lang, "{party}, {date}: the day is confirmed without an act",
                                  "party", party, "date", date, NULL));
      if (row_int (row, "foreign_rule"))
        g_ptr_array_add (
            findings, tr_fill (lang, "{party}, {date}: the day names a rule of another party",
                               "party", party, "date", date, NULL));
      if (row_int (row, "again") > 0)
        g_ptr_array_add (findings,
                         tr_fill (lang, "{party}, {date}: more than one decree for one day",
                                  "party", party, "date", date, NULL));
    }
  return rows != NULL;
}

/* Moving and not moving at the same time: the later law would silently win. */
static gboolean
find_conflicts (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT p.code, max (coalesce (a.since, ''), coalesce (b.since, '')) AS since"
      " FROM workday_rule a JOIN workday_rule b ON b.party = a.party JOIN party p"
      " ON p.id = a.party WHERE a.kind = 'move-to-next-working-day' AND b.kind = 'do-not-move'"
      " AND coalesce (a.since, '') <= coalesce (b.until, '9999')"
      " AND coalesce (b.since, '') <= coalesce (a.until, '9999') ORDER BY p.position, a.id",
      error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (
          findings,
          tr_fill (lang,
                   "{party}: by one rule a holiday on a weekend moves, by another "
                   "it does not, both in force from {since}",
                   "party", row_text (row, "code"), "since", row_text (row, "since"), NULL));
    }
  return rows != NULL;
}

gboolean
holiday_check (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) rules = holiday_rule_list (db, NULL, error);

  if (rules == NULL)
    return FALSE;
  find_bad_rules (rules, lang, findings);
  find_overlaps (rules, lang, findings);
  return find_bad_days (db, lang, findings, error) &&
         find_conflicts (db, lang, findings, error);
}
