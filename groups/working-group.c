#include "groups/working-group.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

#define COLUMNS                                                                               \
  "g.id, b.handle, g.kind, g.name, g.mandate, s.code AS sector, d.ref AS decision, g.state,"  \
  " g.since, g.until, g.dissolved_on, g.dissolved_reason, n.handle AS successor, g.sample"    \
  " FROM working_group g JOIN body b ON b.id = g.id LEFT JOIN sector s ON s.id = g.sector"    \
  " LEFT JOIN decision d ON d.id = g.decision LEFT JOIN body n ON n.id = g.successor"

/* The file's words for kinds, states and roles, for the catalogue. */
static const char *const words[] G_GNUC_UNUSED = {
  N_ ("permanent"), N_ ("temporary"), N_ ("proposed"), N_ ("active"),
  N_ ("dissolved"), N_ ("co-lead"),   N_ ("member"),
};

void
working_group_free (WorkingGroup *group)
{
  if (group == NULL)
    return;
  g_free (group->id);
  g_free (group->handle);
  g_free (group->kind);
  g_free (group->name);
  g_free (group->mandate);
  g_free (group->sector);
  g_free (group->decision);
  g_free (group->state);
  g_free (group->since);
  g_free (group->until);
  g_free (group->dissolved_on);
  g_free (group->dissolved_reason);
  g_free (group->successor);
  g_free (group);
}

static WorkingGroup *
group_from_row (const DbRow *row)
{
  WorkingGroup *group = g_new0 (WorkingGroup, 1);

  group->id = row_copy (row, "id");
  group->handle = row_copy (row, "handle");
  group->kind = row_copy (row, "kind");
  group->name = row_copy (row, "name");
  group->mandate = row_copy (row, "mandate");
  group->sector = row_copy (row, "sector");
  group->decision = row_copy (row, "decision");
  group->state = row_copy (row, "state");
  group->since = row_copy (row, "since");
  group->until = row_copy (row, "until");
  group->dissolved_on = row_copy (row, "dissolved_on");
  group->dissolved_reason = row_copy (row, "dissolved_reason");
  group->successor = row_copy (row, "successor");
  group->sample = row_int (row, "sample") != 0;
  return group;
}

WorkingGroup *
working_group_load (Db *db, const char *handle, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " COLUMNS " WHERE b.handle = ?", error, "s", handle);

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("no working group {handle} (see 'council group list')"),
                            "handle", handle, NULL);
      return NULL;
    }
  return group_from_row (row);
}

GPtrArray *
working_group_list (Db *db, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db, "SELECT " COLUMNS " ORDER BY g.state = 'dissolved', b.handle", error, "");
  GPtrArray *groups;

  if (rows == NULL)
    return NULL;
  groups = g_ptr_array_new_with_free_func ((GDestroyNotify) working_group_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (groups, group_from_row (g_ptr_array_index (rows, i)));
  return groups;
}

gboolean
working_group_is_expired (const WorkingGroup *group, const char *day)
{
  return g_str_equal (group->state, "active") && group->until != NULL &&
         strcmp (group->until, day) < 0;
}

/* --- establishing -------------------------------------------------------------------------- */

static gboolean
check_handle (Db *db, const char *handle, GError **error)
{
  gint64 taken;

  if (!g_regex_match_simple ("^[a-z][a-z0-9-]{0,39}$", handle, 0, 0))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("handle «{handle}»: it does not fit (small Latin letters, digits "
            "and hyphens, such as energy)"),
        "handle", handle, NULL);
  taken = db_number (db, "SELECT count(*) FROM body WHERE handle = ?", error, "s", handle);
  if (taken > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("handle {handle}: another body has it (choose another)"),
                          "handle", handle, NULL);
  return taken == 0;
}

/* A temporary group has a last day, a permanent one has none. */
static gboolean
check_term (const GroupFoundation *foundation, GError **error)
{
  gboolean temporary = g_str_equal (foundation->kind, "temporary");
  GDate until;

  if (!temporary && !g_str_equal (foundation->kind, "permanent"))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("kind {kind}: there is no such one (permanent or temporary)"),
                          "kind", foundation->kind, NULL);
  if (temporary && foundation->until == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("working group {handle}: a temporary group needs its last day "
                              "(--until DATE)"),
                          "handle", foundation->handle, NULL);
  if (!temporary && foundation->until != NULL)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("working group {handle}: a permanent group has no last day (leave "
            "--until out, or choose temporary)"),
        "handle", foundation->handle, NULL);
  return foundation->until == NULL || date_parse (foundation->until, &until, error);
}

/* The decision with reference @ref; a dropped one founds nothing. */
static DbRow *
load_decision (Db *db, const char *ref, GError **error)
{
  g_autoptr(DbRow) row = db_one (
      db, "SELECT id, state, in_force_on FROM decision WHERE ref = ?", error, "s", ref);

  if (row == NULL)
    council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                          N_ ("no decision {ref} (see 'council decision list')"), "ref", ref,
                          NULL);
  else if (g_str_equal (row_text (row, "state"), "dropped"))
    council_error (error, COUNCIL_ERROR_RULE,
                   N_ ("decision {ref}: it was dropped, nothing can rest on it"), "ref", ref,
                   NULL);
  else
    return g_steal_pointer (&row);
  return NULL;
}

static gboolean
find_sector (Db *db, const char *code, char **id, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (code == NULL)
    return TRUE;
  row = db_one (db, "SELECT id FROM sector WHERE code = ?", error, "s", code);
  if (row == NULL)
    return council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                                 N_ ("no sector {code} (see 'council sector list')"), "code",
                                 code, NULL);
  *id = row_copy (row, "id");
  return TRUE;
}

static gboolean
insert_group (Db *db, const GroupFoundation *foundation, const char *name, const char *mandate,
              GError **error)
{
  g_autofree char *id = uuid7 (), *sector = NULL;
  g_autoptr(DbRow) decision = load_decision (db, foundation->decision, error);
  const char *state;

  if (decision == NULL || !find_sector (db, foundation->sector, &sector, error))
    return FALSE;
  state = row_text (decision, "state");
  state =
      g_str_equal (state, "in-force") || g_str_equal (state, "done") ? "active" : "proposed";
  return db_run (db, "INSERT INTO body (id, kind, handle, sample) VALUES (?, 'group', ?, ?)",
                 error, "ssi", id, foundation->handle, db_sample (db)) &&
         db_run (db,
                 "INSERT INTO working_group (id, kind, name, mandate, sector, decision, state,"
                 " since, until, sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 error, "sssssssssi", id, foundation->kind, name, mandate, sector,
                 row_text (decision, "id"), state, row_text (decision, "in_force_on"),
                 foundation->until, db_sample (db));
}

gboolean
working_group_establish (Db *db, const GroupFoundation *foundation, GError **error)
{
  g_autofree char *name = text_clean (foundation->name, N_ ("name"), error);
  g_autofree char *mandate =
      name ? text_clean (foundation->mandate, N_ ("mandate"), error) : NULL;
  g_autoptr(DbTransaction) tx = NULL;

  if (mandate == NULL || !check_handle (db, foundation->handle, error) ||
      !check_term (foundation, error))
    return FALSE;
  tx = db_begin (db, "group.establish", error);
  if (tx == NULL || !insert_group (db, foundation, name, mandate, error))
    return FALSE;
  db_subject (tx, foundation->handle);
  return db_commit (&tx, error);
}
