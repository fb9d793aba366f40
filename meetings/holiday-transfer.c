/* Whether a holiday on a weekend moves, and since when. */
#include "meetings/holiday-internal.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"

static void
conduct_free (HolidayConduct *conduct)
{
  g_free (conduct->party);
  g_free (conduct->kind);
  g_free (conduct->since);
  g_free (conduct->until);
  g_free (conduct->act);
  g_free (conduct);
}

GPtrArray *
holiday_conduct_list (Db *db, const char *party, GError **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) conduct_free);

  if (party != NULL && !party_exists (db, party, error))
    return NULL;
  rows = db_all (db,
                 "SELECT p.code, w.kind, w.since, w.until, w.state, w.act FROM workday_rule w"
                 " JOIN party p ON p.id = w.party WHERE ? IS NULL OR p.code = ?"
                 " ORDER BY p.position, coalesce (w.since, ''), w.kind, w.id",
                 error, "ss", party, party);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      HolidayConduct *conduct = g_new0 (HolidayConduct, 1);

      conduct->party = row_copy (row, "code");
      conduct->kind = row_copy (row, "kind");
      conduct->since = row_copy (row, "since");
      conduct->until = row_copy (row, "until");
      conduct->confirmed = g_str_equal (row_text (row, "state"), "confirmed");
      conduct->act = row_copy (row, "act");
      g_ptr_array_add (list, conduct);
    }
  return g_steal_pointer (&list);
}

/* The same law again would only look like a change. */
static gboolean
check_other (Db *db, const Party *party, const char *kind, const char *date, GError **error)
{
  gint64 count = db_number (db,
                            "SELECT count(*) FROM workday_rule WHERE party = ? AND kind = ?"
                            " AND coalesce (since, '') <= ? AND until IS NULL",
                            error, "sss", party->id, kind, date);

  if (count > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("{party}, {date}: that is law already (see 'council holiday "
                              "transfer')"),
                          "party", party->code, "date", date, NULL);
  return count == 0;
}

gboolean
holiday_set_transfer (Db *db, const char *code, gboolean moves, const char *text,
                      const char *ground, GError **error)
{
  const char *kind = moves ? "move-to-next-working-day" : "do-not-move";
  g_autoptr(DbTransaction) tx = db_begin (db, "holiday.transfer", error);
  g_autoptr(Party) party = tx ? party_load (db, code, error) : NULL;
  g_autofree char *id = uuid7 (), *before = NULL, *act = NULL;
  GDate date, last;

  if (party == NULL || !date_parse (text, &date, error) ||
      !text_clean_optional (ground, N_ ("act"), &act, error) ||
      !holiday_check_past (party, text, act, error) ||
      !check_other (db, party, kind, text, error))
    return FALSE;
  last = date_add (&date, -1);
  before = date_text (&last);
  if (!db_run (db,
               "DELETE FROM workday_rule WHERE party = ? AND since >= ?"
               " AND kind IN ('move-to-next-working-day', 'do-not-move')",
               error, "ss", party->id, text) ||
      !db_run (db,
               "UPDATE workday_rule SET until = ? WHERE party = ?"
               " AND kind IN ('move-to-next-working-day', 'do-not-move')"
               " AND coalesce (until, '9999') > ?",
               error, "sss", before, party->id, before) ||
      !db_run (db,
               "INSERT INTO workday_rule (id, party, kind, since, state, act)"
               " VALUES (?, ?, ?, ?, ?, ?)",
               error, "ssssss", id, party->id, kind, text, act ? "confirmed" : "provisional",
               act))
    return FALSE;
  db_subject (tx, code);
  return db_commit (&tx, error);
}
