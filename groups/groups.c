/* What working groups contribute to the other rooms. */
#include "groups/groups.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/json.h"
#include "core/language.h"
#include "core/message.h"
#include "core/registry.h"
#include "core/setting.h"
#include "groups/working-group.h"

/* A mandate that ends within so many days is shown on the status. */
static const SettingDefinition settings[] = {
  { .key = "mandate-warning",
    .type = SETTING_NUMBER,
    .default_value = "60",
    .choices = "0..730",
    .description = N_ ("days before a working group's mandate ends that it is shown"),
    .source = N_ ("general practice") },
  { NULL },
};

/* --- status -------------------------------------------------------------------------------- */

/* (transfer full) (element-type WorkingGroup): whose mandate has ended, or soon will. */
static GPtrArray *
ending_groups (Db *db, GError **error)
{
  g_autoptr(GPtrArray) groups = working_group_list (db, error);
  gint64 days = groups ? setting_number (db, "mandate-warning", error) : -1;
  g_autofree char *limit = NULL;
  GDate today;

  if (days < 0)
    return NULL;
  clock_today (NULL, &today);
  today = date_add (&today, (int) days);
  limit = date_text (&today);
  for (guint i = groups->len; i-- > 0;)
    if (!working_group_is_expired (g_ptr_array_index (groups, i), limit))
      g_ptr_array_remove_index (groups, i);
  return g_steal_pointer (&groups);
}

static gboolean
status_json (Db *db, JsonBuilder *builder, GError **error)
{
  g_autoptr(GPtrArray) groups = working_group_list (db, error);

  if (groups == NULL)
    return FALSE;
  json_begin_array (builder, "groups");
  for (guint i = 0; i < groups->len; i++)
    {
      const WorkingGroup *group = g_ptr_array_index (groups, i);

      if (g_str_equal (group->state, "dissolved"))
        continue;
      json_begin_object (builder, NULL);
      json_text (builder, "handle", group->handle);
      json_text (builder, "name", group->name);
      json_text (builder, "state", group->state);
      json_text (builder, "until", group->until);
      json_bool (builder, "sample", group->sample);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return TRUE;
}

static gboolean
status_lines (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  g_autoptr(GPtrArray) groups = ending_groups (db, error);
  g_autofree char *today_is = NULL;
  GDate today;

  if (groups == NULL)
    return FALSE;
  clock_today (NULL, &today);
  today_is = date_text (&today);
  for (guint i = 0; i < groups->len; i++)
    {
      const WorkingGroup *group = g_ptr_array_index (groups, i);
      const char *message = working_group_is_expired (group, today_is)
                                ? N_ ("Working group {handle}: its mandate ended on {until}")
                                : N_ ("Working group {handle}: its mandate ends on {until}");

      g_ptr_array_add (lines, tr_fill (lang, message, "handle", group->handle, "until",
                                       group->until, NULL));
    }
  return TRUE;
}

/* --- check --------------------------------------------------------------------------------- */

static gboolean
check_leads (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT b.handle, p.code FROM working_group g JOIN body b ON b.id = g.id"
              " CROSS JOIN party p WHERE g.state = 'active' AND NOT EXISTS (SELECT 1 FROM "
              "group_member m"
              " WHERE m.working_group = g.id AND m.party = p.id AND m.role = 'co-lead'"
              " AND m.until IS NULL) ORDER BY b.handle, p.position",
              error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (findings,
                       tr_fill (lang, N_ ("working group {handle}: {party} has no co-lead"),
                                "handle", row_text (row, "handle"), "party",
                                row_text (row, "code"), NULL));
    }
  return rows != NULL;
}

static gboolean
check_mandates (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) groups = working_group_list (db, error);
  g_autofree char *today_is = NULL;
  GDate today;

  if (groups == NULL)
    return FALSE;
  clock_today (NULL, &today);
  today_is = date_text (&today);
  for (guint i = 0; i < groups->len; i++)
    {
      const WorkingGroup *group = g_ptr_array_index (groups, i);

      if (working_group_is_expired (group, today_is))
        g_ptr_array_add (findings,
                         tr_fill (lang,
                                  N_ ("working group {handle}: its mandate ended on {until} "
                                      "(extend or dissolve it)"),
                                  "handle", group->handle, "until", group->until, NULL));
    }
  return TRUE;
}

/* --- protocol ------------------------------------------------------------------------------ */

/* The groups that the meeting's decisions establish, with their mandate and co-leads. */
static gboolean
protocol_paragraphs (Db *db, const char *meeting_id, GPtrArray *paragraphs, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT g.id, g.kind, g.name, g.mandate, g.until FROM working_group g JOIN decision d"
      " ON d.id = g.decision JOIN agenda_item i ON i.id = d.item JOIN body b ON b.id = g.id"
      " WHERE i.meeting = ? AND d.state <> 'dropped' ORDER BY d.position, b.handle",
      error, "s", meeting_id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      g_autoptr(GString) text = g_string_new (NULL);
      gboolean temporary = g_str_equal (row_text (row, "kind"), "temporary");

      g_string_append_printf (text, "Учреждается %s рабочая группа %s",
                              temporary ? "временная" : "постоянная", row_text (row, "name"));
      if (row_text (row, "until") != NULL)
        {
          GDate until;
          g_autofree char *day = NULL;

          if (!date_parse (row_text (row, "until"), &until, error))
            return FALSE;
          day = language_date_long ("ru", &until);
          g_string_append_printf (text, " на срок до %s", day);
        }
      g_string_append_printf (text, ". Мандат группы: %s", row_text (row, "mandate"));
      if (!g_str_has_suffix (text->str, "."))
        g_string_append_c (text, '.');
      g_ptr_array_add (paragraphs, g_string_free (g_steal_pointer (&text), FALSE));
    }
  return rows != NULL;
}

/* --- force --------------------------------------------------------------------------------- */

/* The protocol is signed: the groups it founds begin. */
static gboolean
activate_groups (Db *db, const char *meeting_id, const char *date, GError **error)
{
  return db_run (
      db,
      "UPDATE working_group SET state = 'active', since = ? WHERE state = 'proposed'"
      " AND decision IN (SELECT d.id FROM decision d JOIN agenda_item i"
      " ON i.id = d.item WHERE i.meeting = ? AND d.state <> 'dropped')",
      error, "ss", date, meeting_id);
}

/* --- recipients ---------------------------------------------------------------------------- */

/* The groups report to the council's meeting; a group's own meeting concerns that group. */
static gboolean
add_co_leads (Db *db, const char *meeting_id, const char *lang, GPtrArray *recipients,
              GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT p.code, m.name, g.name AS its_name FROM working_group g"
      " JOIN group_member m ON m.working_group = g.id AND m.role = 'co-lead'"
      " AND m.until IS NULL JOIN party p ON p.id = m.party JOIN meeting t ON t.id = ?"
      " WHERE g.state = 'active' AND (t.body = g.id OR t.body = (SELECT id FROM council))"
      " ORDER BY g.name, p.position",
      error, "s", meeting_id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      g_autofree char *group = tr_fill (lang, N_ ("working group {name}"), "name",
                                        row_text (row, "its_name"), NULL);

      g_ptr_array_add (recipients,
                       recipient_new (row_text (row, "code"), N_ ("co-lead of a group"),
                                      row_text (row, "name"), group));
    }
  return rows != NULL;
}

void
groups_register (void)
{
  static const StatusSource status = { status_json, status_lines };

  registry_add_settings (settings);
  registry_add_status (50, &status);
  registry_add_check (check_leads);
  registry_add_check (check_mandates);
  registry_add_protocol_source (50, protocol_paragraphs);
  registry_add_force_effect (activate_groups);
  registry_add_recipients (add_co_leads);
}
