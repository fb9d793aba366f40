/* What happens to a working group after it was established. */
#include "groups/working-group.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

static char *
today_text (void)
{
  GDate today;

  clock_today (NULL, &today);
  return date_text (&today);
}

static gboolean
refuse_dissolved (const WorkingGroup *group, GError **error)
{
  if (!g_str_equal (group->state, "dissolved"))
    return TRUE;
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("working group {handle}: it was dissolved on {date}"), "handle",
                        group->handle, "date", group->dissolved_on, NULL);
}

static gboolean
check_extension (const WorkingGroup *group, const char *until, GError **error)
{
  GDate date;

  if (!refuse_dissolved (group, error) || !date_parse (until, &date, error))
    return FALSE;
  if (group->until == NULL)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("working group {handle}: it is permanent, its mandate has no end"), "handle",
        group->handle, NULL);
  if (strcmp (until, group->until) <= 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("working group {handle}: {date} does not extend it (a day after "
                              "{until})"),
                          "handle", group->handle, "date", until, "until", group->until, NULL);
  return TRUE;
}

/* The key of decision @ref; %NULL for none. */
static gboolean
decision_key (Db *db, const char *ref, char **id, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (ref == NULL)
    return TRUE;
  row = db_one (db, "SELECT id FROM decision WHERE ref = ?", error, "s", ref);
  if (row == NULL)
    return council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                                 N_ ("no decision {ref} (see 'council decision list')"), "ref",
                                 ref, NULL);
  *id = row_copy (row, "id");
  return TRUE;
}

gboolean
working_group_extend (Db *db, const char *handle, const char *until, const char *reason,
                      const char *decision, GError **error)
{
  g_autoptr(WorkingGroup) group = working_group_load (db, handle, error);
  g_autofree char *why = group ? text_clean (reason, N_ ("reason"), error) : NULL;
  g_autofree char *id = uuid7 (), *today = today_text (), *decided = NULL;
  g_autoptr(DbTransaction) tx = NULL;

  if (why == NULL || !check_extension (group, until, error) ||
      !decision_key (db, decision, &decided, error))
    return FALSE;
  tx = db_begin (db, "group.extend", error);
  if (tx == NULL ||
      !db_run (db,
               "INSERT INTO group_extension (id, working_group, from_until, to_until, reason,"
               " decision, extended_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
               error, "sssssss", id, group->id, group->until, until, why, decided, today) ||
      !db_run (db, "UPDATE working_group SET until = ? WHERE id = ?", error, "ss", until,
               group->id))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

static gboolean
find_successor (Db *db, const WorkingGroup *group, const char *handle, char **id,
                GError **error)
{
  g_autoptr(WorkingGroup) successor = NULL;

  if (handle == NULL)
    return TRUE;
  successor = working_group_load (db, handle, error);
  if (successor == NULL)
    return FALSE;
  if (g_str_equal (successor->id, group->id))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("working group {handle}: it cannot succeed itself"), "handle",
                          handle, NULL);
  *id = g_steal_pointer (&successor->id);
  return TRUE;
}

gboolean
working_group_dissolve (Db *db, const char *handle, const char *date, const char *reason,
                        const char *successor, GError **error)
{
  g_autoptr(WorkingGroup) group = working_group_load (db, handle, error);
  g_autofree char *why = group ? text_clean (reason, N_ ("reason"), error) : NULL;
  g_autofree char *next = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  GDate day;

  if (why == NULL || !refuse_dissolved (group, error) || !date_parse (date, &day, error) ||
      !find_successor (db, group, successor, &next, error))
    return FALSE;
  if (group->since != NULL && strcmp (date, group->since) < 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("working group {handle}: {date} lies before it began on {since}"), "handle",
        handle, "date", date, "since", group->since, NULL);
  tx = db_begin (db, "group.dissolve", error);
  if (tx == NULL || !db_run (db,
                             "UPDATE working_group SET state = 'dissolved', dissolved_on = ?,"
                             " dissolved_reason = ?, successor = ? WHERE id = ?",
                             error, "ssss", date, why, next, group->id))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

/* --- reports ------------------------------------------------------------------------------- */

gboolean
working_group_report (Db *db, const char *handle, const char *text, const char *meeting,
                      GError **error)
{
  g_autoptr(WorkingGroup) group = working_group_load (db, handle, error);
  g_autofree char *clean = group ? text_clean (text, N_ ("report"), error) : NULL;
  g_autofree char *id = uuid7 (), *today = today_text ();
  g_autoptr(DbRow) row = NULL;
  g_autoptr(DbTransaction) tx = NULL;

  if (clean == NULL)
    return FALSE;
  if (meeting != NULL)
    {
      row = db_one (db, "SELECT id FROM meeting WHERE ref = ?", error, "s", meeting);
      if (row == NULL)
        return council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                                     N_ ("no meeting {ref} (see 'council meeting list')"),
                                     "ref", meeting, NULL);
    }
  tx = db_begin (db, "group.report", error);
  if (tx == NULL ||
      !db_run (
          db,
          "INSERT INTO group_report (id, working_group, meeting, reported_on, text, sample)"
          " VALUES (?, ?, ?, ?, ?, ?)",
          error, "sssssi", id, group->id, row ? row_text (row, "id") : NULL, today, clean,
          db_sample (db)))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

void
group_report_free (GroupReport *report)
{
  g_free (report->reported_on);
  g_free (report->meeting);
  g_free (report->text);
  g_free (report);
}

GPtrArray *
working_group_reports (Db *db, const WorkingGroup *group, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT r.reported_on, m.ref, r.text FROM group_report r LEFT JOIN meeting m"
              " ON m.id = r.meeting WHERE r.working_group = ? ORDER BY r.reported_on, r.id",
              error, "s", group->id);
  GPtrArray *reports;

  if (rows == NULL)
    return NULL;
  reports = g_ptr_array_new_with_free_func ((GDestroyNotify) group_report_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      GroupReport *report = g_new0 (GroupReport, 1);

      report->reported_on = row_copy (row, "reported_on");
      report->meeting = row_copy (row, "ref");
      report->text = row_copy (row, "text");
      g_ptr_array_add (reports, report);
    }
  return reports;
}

void
group_extension_free (GroupExtension *extension)
{
  g_free (extension->from_until);
  g_free (extension->to_until);
  g_free (extension->reason);
  g_free (extension->extended_on);
  g_free (extension->decision);
  g_free (extension);
}

GPtrArray *
working_group_extensions (Db *db, const WorkingGroup *group, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT e.from_until, e.to_until, e.reason, e.extended_on, d.ref FROM group_extension e"
      " LEFT JOIN decision d ON d.id = e.decision WHERE e.working_group = ? ORDER BY "
      "e.to_until",
      error, "s", group->id);
  GPtrArray *extensions;

  if (rows == NULL)
    return NULL;
  extensions = g_ptr_array_new_with_free_func ((GDestroyNotify) group_extension_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      GroupExtension *extension = g_new0 (GroupExtension, 1);

      extension->from_until = row_copy (row, "from_until");
      extension->to_until = row_copy (row, "to_until");
      extension->reason = row_copy (row, "reason");
      extension->extended_on = row_copy (row, "extended_on");
      extension->decision = row_copy (row, "ref");
      g_ptr_array_add (extensions, extension);
    }
  return extensions;
}
