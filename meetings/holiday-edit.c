/* Changing days off without rewriting the past. */
#include "meetings/holiday-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/calendar.h"

#include <stdio.h>
#include <string.h>

gboolean
holiday_check_past (const Party *party, const char *date, const char *ground, GError **error)
{
  g_autofree char *today = NULL;
  GDate now;

  clock_today (party->time_zone, &now);
  today = date_text (&now);
  return ground != NULL || strcmp (date, today) >= 0 ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("{date} has passed: the past is corrected only on the ground of an "
                 "act (--basis)"),
             "date", date, NULL);
}

static gboolean
check_kind (const char *kind, gboolean rule, GError **error)
{
  DayKind found;

  if (kind == NULL || (day_kind_parse (kind, &found) &&
                       (!rule || (found != DAY_MOVED && found != DAY_WORKING))))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      rule ? N_ ("no kind {kind} of a yearly day (one of: holiday, shortened, "
                 "commemorated)")
           : N_ ("no kind {kind} (one of: holiday, moved, working, shortened, "
                 "commemorated)"),
      "kind", kind, NULL);
}

static gboolean
check_year (int year, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d", year);

  return (year >= 1901 && year <= 2998) ||
         council_error (error, COUNCIL_ERROR_USAGE, N_ ("no year {year} (1901 to 2998)"),
                        "year", text, NULL);
}

static char *
clean_basis (const char *basis, GError **error)
{
  if (basis == NULL)
    council_error (error, COUNCIL_ERROR_USAGE,
                   N_ ("what confirms the day is missing: --basis with the act or the "
                       "announcement"),
                   NULL);
  return basis ? text_clean (basis, N_ ("basis"), error) : NULL;
}

/* --- one day ------------------------------------------------------------------------------ */

gboolean
holiday_insert_day (Db *db, const Party *party, const char *date, const char *kind,
                    const HolidayRule *rule, const char *name, const char *act, GError **error)
{
  g_autofree char *id = uuid7 ();
  gint64 year = g_ascii_strtoll (date, NULL, 10);

  if (rule == NULL)
    return db_run (db,
                   "INSERT INTO holiday_day (id, party, date, kind, name, state, act)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?)",
                   error, "sssssss", id, party->id, date, kind, name,
                   act ? "confirmed" : "provisional", act);
  return db_run (
      db,
      "INSERT INTO holiday_day (id, party, date, kind, rule, rule_year, name, state,"
      " act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error, "sssssisss", id, party->id, date, kind, rule->id, year, name,
      act ? "confirmed" : "provisional", act);
}

static gboolean
check_free_day (Db *db, const Party *party, const char *date, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row, "SELECT name FROM holiday_day WHERE party = ? AND date = ?", error,
                 "ss", party->id, date))
    return FALSE;
  return row == NULL ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("{party}, {date}: «{name}» is entered already (drop it first: "
                            "'council holiday remove {date} --party {party}')"),
                        "party", party->code, "date", date, "name", row_text (row, "name"),
                        NULL);
}

gboolean
holiday_add_day (Db *db, const HolidayDraft *draft, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "holiday.add", error);
  g_autoptr(Party) party = tx ? party_load (db, draft->party, error) : NULL;
  g_autofree char *name = NULL, *act = NULL;
  GDate date;

  if (party == NULL || !date_parse (draft->date, &date, error) ||
      !check_kind (draft->kind, FALSE, error))
    return FALSE;
  name = text_clean (draft->name, N_ ("name"), error);
  if (name == NULL || !text_clean_optional (draft->act, N_ ("act"), &act, error) ||
      !holiday_check_past (party, draft->date, act, error) ||
      !check_free_day (db, party, draft->date, error) ||
      !holiday_insert_day (db, party, draft->date, draft->kind ? draft->kind : "holiday", NULL,
                           name, act, error))
    return FALSE;
  db_subject (tx, draft->date);
  return db_commit (&tx, error);
}

gboolean
holiday_remove_day (Db *db, const char *code, const char *text, const char *basis,
                    GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "holiday.remove", error);
  g_autoptr(Party) party = tx ? party_load (db, code, error) : NULL;
  gint64 count;
  GDate date;

  if (party == NULL || !date_parse (text, &date, error))
    return FALSE;
  count = db_number (db, "SELECT count(*) FROM holiday_day WHERE party = ? AND date = ?",
                     error, "ss", party->id, text);
  if (count == 0)
    return council_error (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("{party}, {date}: no decree for this day (a yearly holiday is "
                              "ended by its rule: 'council holiday rules')"),
                          "party", code, "date", text, NULL);
  if (count < 0 || !holiday_check_past (party, text, basis, error) ||
      !db_run (db, "DELETE FROM holiday_day WHERE party = ? AND date = ?", error, "ss",
               party->id, text))
    return FALSE;
  db_subject (tx, text);
  return db_commit (&tx, error);
}

/* --- a rule ------------------------------------------------------------------------------- */

/* Month and day of a new rule. */
static gboolean
read_month_day (const HolidayDraft *draft, const GDate *date, int *month, int *day,
                GError **error)
{
  char end;

  *month = (int) g_date_get_month (date);
  *day = (int) g_date_get_day (date);
  if (draft->lunar == NULL)
    return TRUE;
  if (sscanf (draft->lunar, "%2d-%2d%c", month, day, &end) != 2 || *month < 1 || *month > 12 ||
      *day < 1 || *day > 30)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("no lunar day {day} (month and day of the Islamic calendar, such as "
            "10-01)"),
        "day", draft->lunar, NULL);
  return TRUE;
}

/* "tj-10-05"; a second rule of that day becomes "tj-10-05-2". */
static char *
free_handle (Db *db, const HolidayDraft *draft, int month, int day, GError **error)
{
  for (int i = 1;; i++)
    {
      g_autofree char *handle =
          draft->handle
              ? g_strdup (draft->handle)
              : g_strdup_printf (i > 1 ? "%s%s-%02d-%02d-%d" : "%s%s-%02d-%02d", draft->party,
                                 draft->lunar ? "-lunar" : "", month, day, i);
      gint64 count = db_number (db, "SELECT count(*) FROM holiday_rule WHERE handle = ?",
                                error, "s", handle);

      if (count == 0)
        return g_steal_pointer (&handle);
      if (count < 0)
        return NULL;
      if (draft->handle != NULL)
        {
          council_error (
              error, COUNCIL_ERROR_RULE,
              N_ ("there is a holiday rule {handle} already (choose another --handle)"),
              "handle", handle, NULL);
          return NULL;
        }
    }
}

static gboolean
check_handle (const char *handle, GError **error)
{
  return handle == NULL || g_regex_match_simple ("^[a-z][a-z0-9-]{1,39}$", handle, 0, 0) ||
         council_error (
             error, COUNCIL_ERROR_USAGE,
             N_ ("no handle «{handle}» (small Latin letters, digits and '-', such as "
                 "tj-navruz)"),
             "handle", handle, NULL);
}

char *
holiday_add_rule (Db *db, const HolidayDraft *draft, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "holiday.add-rule", error);
  g_autoptr(Party) party = tx ? party_load (db, draft->party, error) : NULL;
  g_autofree char *name = NULL, *act = NULL, *handle = NULL, *id = uuid7 ();
  int month, day;
  GDate date;

  if (party == NULL || !date_parse (draft->date, &date, error) ||
      !check_kind (draft->kind, TRUE, error) || !check_handle (draft->handle, error) ||
      !read_month_day (draft, &date, &month, &day, error))
    return NULL;
  name = text_clean (draft->name, N_ ("name"), error);
  if (name == NULL || !text_clean_optional (draft->act, N_ ("act"), &act, error) ||
      !holiday_check_past (party, draft->date, act, error))
    return NULL;
  handle = free_handle (db, draft, month, day, error);
  if (handle == NULL ||
      !db_run (db,
               "INSERT INTO holiday_rule (id, party, handle, calendar, month, day, days, kind,"
               " name, since, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               error, "ssssiiissss", id, party->id, handle,
               draft->lunar ? "islamic" : "gregorian", (gint64) month, (gint64) day,
               MAX (draft->days, (gint64) 1), draft->kind ? draft->kind : "holiday", name,
               draft->date, act))
    return NULL;
  db_subject (tx, handle);
  return db_commit (&tx, error) ? g_steal_pointer (&handle) : NULL;
}

/* The last day on which the rule is law, when it is no more from @from on. */
static gboolean
end_rule (Db *db, const HolidayRule *rule, const GDate *from, GError **error)
{
  GDate last = date_add (from, -1);
  g_autofree char *until = date_text (&last);

  if (rule->since != NULL && strcmp (rule->since, until) > 0)
    {
      gint64 days = db_number (db, "SELECT count(*) FROM holiday_day WHERE rule = ?", error,
                               "s", rule->id);

      if (days > 0)
        return council_error (
            error, COUNCIL_ERROR_RULE,
            N_ ("holiday rule {rule} has days that were confirmed or decreed "
                "(drop these first: 'council holiday remove DATE --party "
                "{party}')"),
            "rule", rule->handle, "party", rule->party, NULL);
      return days == 0 &&
             db_run (db, "DELETE FROM name WHERE owner = ?", error, "s", rule->id) &&
             db_run (db, "DELETE FROM holiday_rule WHERE id = ?", error, "s", rule->id);
    }
  return db_run (db, "UPDATE holiday_rule SET until = ? WHERE id = ?", error, "ss", until,
                 rule->id);
}

gboolean
holiday_end_rule (Db *db, const char *handle, const char *text, const char *basis,
                  GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "holiday.end", error);
  g_autoptr(HolidayRule) rule = tx ? holiday_rule_load (db, handle, error) : NULL;
  g_autoptr(Party) party = rule ? party_load (db, rule->party, error) : NULL;
  g_autofree char *from = NULL;
  GDate date;

  if (party == NULL)
    return FALSE;
  clock_today (party->time_zone, &date);
  if (text != NULL && !date_parse (text, &date, error))
    return FALSE;
  from = date_text (&date);
  if (rule->until != NULL && strcmp (rule->until, from) < 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("holiday rule {rule} ended on {until} already"), "rule", handle,
                          "until", rule->until, NULL);
  if (!holiday_check_past (party, from, basis, error) || !end_rule (db, rule, &date, error))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

/* --- confirming --------------------------------------------------------------------------- */

static gboolean
check_law (const HolidayRule *rule, int year, GError **error)
{
  g_autofree char *first = g_strdup_printf ("%04d-01-01", year);
  g_autofree char *last = g_strdup_printf ("%04d-12-31", year);

  if (rule->until != NULL && strcmp (rule->until, first) < 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("holiday rule {rule} ended on {until}: nothing to confirm in that "
            "year"),
        "rule", rule->handle, "until", rule->until, NULL);
  if (rule->since != NULL && strcmp (rule->since, last) > 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("holiday rule {rule} begins on {since}: nothing to confirm in that "
            "year"),
        "rule", rule->handle, "since", rule->since, NULL);
  return TRUE;
}

/* A year beyond a gap is confirmed day by day. */
static gboolean
confirm_days (Db *db, const HolidayRule *rule, const Party *party, int year, const char *act,
              GError **error)
{
  GDate date;

  if (!g_date_valid_dmy ((GDateDay) rule->day, (GDateMonth) rule->month, (GDateYear) year))
    return TRUE; /* 29 February of a common year */
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) rule->day, (GDateMonth) rule->month, (GDateYear) year);
  for (int i = 0; i < MAX (rule->days, 1); i++, g_date_add_days (&date, 1))
    {
      g_autofree char *text = date_text (&date);
      gint64 count =
          db_number (db, "SELECT count(*) FROM holiday_day WHERE party = ? AND date = ?",
                     error, "ss", party->id, text);

      if (count < 0 || (count == 0 && !holiday_insert_day (db, party, text, rule->kind, rule,
                                                           rule->name, act, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
confirm_fixed (Db *db, const HolidayRule *rule, const Party *party, int year, const char *act,
               GError **error)
{
  int from = rule->confirmed_from, through = rule->confirmed_through;

  if (from > 0 && year >= from && year <= through)
    return TRUE;
  if (from == 0)
    from = through = year;
  else if (year == through + 1)
    through = year;
  else if (year == from - 1)
    from = year;
  else
    return confirm_days (db, rule, party, year, act, error);
  return db_run (db,
                 "UPDATE holiday_rule SET confirmed_from = ?, confirmed_through = ?,"
                 " act = coalesce (act, ?) WHERE id = ?",
                 error, "iiss", (gint64) from, (gint64) through, act, rule->id);
}

/* The one computed day of @year nearest to @wanted; any, when it is not valid. */
static gboolean
computed_day (const HolidayRule *rule, int year, const GDate *wanted, GDate *date,
              GError **error)
{
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autofree char *text = g_strdup_printf ("%d", year);

  g_date_clear (date, 1);
  if (!calendar_lunar_days (year - 1, year + 1, rule->month, rule->day, dates, error))
    return FALSE;
  for (guint i = 0; i < dates->len; i++)
    {
      const GDate *one = &g_array_index (dates, GDate, i);

      if (g_date_valid (wanted))
        {
          if (!g_date_valid (date) || ABS (g_date_days_between (wanted, one)) <
                                          ABS (g_date_days_between (wanted, date)))
            *date = *one;
        }
      else if ((int) g_date_get_year (one) != year)
        continue;
      else if (g_date_valid (date))
        return council_error (error, COUNCIL_ERROR_USAGE,
                              N_ ("{rule} comes twice in {year} (say which: --date)"), "rule",
                              rule->handle, "year", text, NULL);
      else
        *date = *one;
    }
  return g_date_valid (date) ||
         council_error (error, COUNCIL_ERROR_RULE, N_ ("{rule} does not come in {year}"),
                        "rule", rule->handle, "year", text, NULL);
}

/* The day that was announced, checked against the computed one: a slip of the finger is not a
 * matter of a day or two. */
static char *
announced_day (const HolidayRule *rule, int year, const char *text, GError **error)
{
  g_autofree char *computed = NULL;
  GDate wanted, date;

  g_date_clear (&wanted, 1);
  if (text != NULL && !date_parse (text, &wanted, error))
    return NULL;
  if (!computed_day (rule, year, &wanted, &date, error))
    return NULL;
  computed = date_text (&date);
  if (text == NULL)
    return g_steal_pointer (&computed);
  if ((int) g_date_get_year (&wanted) != year)
    council_error (error, COUNCIL_ERROR_USAGE,
                   N_ ("{date} lies in another year (--year and --date must agree)"), "date",
                   text, NULL);
  else if (ABS (g_date_days_between (&wanted, &date)) > LUNAR_REACH)
    council_error (error, COUNCIL_ERROR_USAGE,
                   N_ ("{rule} cannot be on {date}: by the moon it is about {computed}"),
                   "rule", rule->handle, "date", text, "computed", computed, NULL);
  else
    return g_strdup (text);
  return NULL;
}

/* What was announced before for the same time of the moon. */
gboolean
holiday_drop_guess (Db *db, const HolidayRule *rule, const char *date, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT id, date, state FROM holiday_day WHERE rule = ?"
                 " AND abs (julianday (date) - julianday (?)) < 60 AND kind <> 'moved'",
                 error, "ss", rule->id, date))
    return FALSE;
  if (row == NULL)
    return TRUE;
  if (g_str_equal (row_text (row, "state"), "confirmed"))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("{rule} is confirmed for {date} already (drop that first: 'council "
            "holiday remove {date} --party {party}')"),
        "rule", rule->handle, "date", row_text (row, "date"), "party", rule->party, NULL);
  return db_run (db, "DELETE FROM holiday_day WHERE id = ?", error, "s", row_text (row, "id"));
}

static gboolean
confirm_lunar (Db *db, const HolidayRule *rule, const Party *party, int year, const char *text,
               const char *act, GError **error)
{
  g_autofree char *date = announced_day (rule, year, text, error);

  return date != NULL && holiday_drop_guess (db, rule, date, error) &&
         check_free_day (db, party, date, error) &&
         holiday_insert_day (db, party, date, rule->kind, rule, rule->name, act, error);
}

gboolean
holiday_confirm (Db *db, const char *handle, int year, const char *date, const char *basis,
                 GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "holiday.confirm", error);
  g_autoptr(HolidayRule) rule = tx ? holiday_rule_load (db, handle, error) : NULL;
  g_autoptr(Party) party = rule ? party_load (db, rule->party, error) : NULL;
  g_autofree char *act = party ? clean_basis (basis, error) : NULL;
  g_autofree char *subject = g_strdup_printf ("%s %d", handle, year);

  if (act == NULL || !check_year (year, error) || !check_law (rule, year, error))
    return FALSE;
  if (date != NULL && !rule->lunar)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("{rule} has a fixed day: --date is for lunar days (a moved day: "
                              "'council holiday add DATE --kind moved')"),
                          "rule", handle, NULL);
  if (rule->lunar ? !confirm_lunar (db, rule, party, year, date, act, error)
                  : !confirm_fixed (db, rule, party, year, act, error))
    return FALSE;
  db_subject (tx, subject);
  return db_commit (&tx, error);
}

/* Which lunar days of the year nobody has announced. */
static gboolean
tell_waiting (Db *db, const HolidayRule *rule, int year, Notices *notices, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d", year);
  gint64 count = db_number (db,
                            "SELECT count(*) FROM holiday_day WHERE rule = ? AND rule_year = ?"
                            " AND state = 'confirmed'",
                            error, "si", rule->id, (gint64) year);

  if (count == 0)
    notices_add (
        notices,
        N_ ("{rule} of {year} stays provisional until it is announced: 'council holiday "
            "confirm {rule} --year {year} --date DATE --basis TEXT'"),
        "rule", rule->handle, "year", text, NULL);
  return count >= 0;
}

gboolean
holiday_confirm_year (Db *db, const char *code, int year, const char *basis, Notices *notices,
                      GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "holiday.confirm-year", error);
  g_autoptr(Party) party = tx ? party_load (db, code, error) : NULL;
  g_autoptr(GPtrArray) rules = party ? holiday_rule_list (db, code, error) : NULL;
  g_autofree char *act = rules ? clean_basis (basis, error) : NULL;
  g_autofree char *subject = g_strdup_printf ("%s %d", code, year);

  if (act == NULL || !check_year (year, error))
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      const HolidayRule *rule = g_ptr_array_index (rules, i);

      if (!check_law (rule, year, NULL))
        continue;
      if (rule->lunar ? !tell_waiting (db, rule, year, notices, error)
                      : !confirm_fixed (db, rule, party, year, act, error))
        return FALSE;
    }
  db_subject (tx, subject);
  return db_commit (&tx, error);
}
