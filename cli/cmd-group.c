/* council group establish|list|show|extend|dissolve|lead|join|leave|report|meet */
#include "cli/command.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/party.h"
#include "groups/working-group.h"

static char *
today_text (void)
{
  GDate today;

  clock_today (NULL, &today);
  return date_text (&today);
}

/* --- establish ----------------------------------------------------------------------------- */

const CommandUse use_group_establish = {
  .options = COMMAND_OPTIONS (
      { "name", OPTION_TEXT, "NAME",
        N_ ("What it is called, after the words “working group”") },
      { "mandate", OPTION_TEXT, "TEXT", N_ ("What it is charged with") },
      { "decision", OPTION_TEXT, "DECISION", N_ ("The decision that establishes it") },
      { "until", OPTION_TEXT, "DATE", N_ ("Its last day; a group with one is temporary") },
      { "sector", OPTION_TEXT, "SECTOR", N_ ("Its sector") }),
  .details =
      N_ ("The group is proposed until the protocol with its decision is signed by every "
          "chair; then it is active."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council group establish energy --name \"по энергетике\" --mandate \"подготовка "
          "предложений\" --decision 2027/1.1 --until 2028-12-31  # a temporary group")),
};

gboolean
cmd_group_establish (CommandRun *run, GError **error)
{
  GroupFoundation foundation = {
    .handle = run->args[0],
    .name = command_option (run, "name"),
    .mandate = command_option (run, "mandate"),
    .decision = command_option (run, "decision"),
    .until = command_option (run, "until"),
    .sector = command_option (run, "sector"),
  };
  g_autoptr(WorkingGroup) group = NULL;

  foundation.kind = foundation.until != NULL ? "temporary" : "permanent";
  if (!working_group_establish (run->db, &foundation, error))
    return FALSE;
  group = working_group_load (run->db, foundation.handle, error);
  if (group == NULL)
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "handle", group->handle);
      json_text (run->json, "state", group->state);
      json_builder_end_object (run->json);
    }
  else
    command_say (run, "Working group {handle}: {state:tr}", "handle", group->handle, "state",
                 group->state, NULL);
  return TRUE;
}

/* --- list and show ------------------------------------------------------------------------- */

static void
group_json (CommandRun *run, const WorkingGroup *group)
{
  g_autofree char *today = today_text ();

  json_text (run->json, "handle", group->handle);
  json_text (run->json, "kind", group->kind);
  json_text (run->json, "name", group->name);
  json_text (run->json, "mandate", group->mandate);
  json_text (run->json, "sector", group->sector);
  json_text (run->json, "decision", group->decision);
  json_text (run->json, "state", group->state);
  json_text (run->json, "since", group->since);
  json_text (run->json, "until", group->until);
  json_bool (run->json, "expired", working_group_is_expired (group, today));
  json_text (run->json, "dissolved_on", group->dissolved_on);
  json_text (run->json, "dissolved_reason", group->dissolved_reason);
  json_text (run->json, "successor", group->successor);
  json_bool (run->json, "sample", group->sample);
}

const CommandUse use_group_list = {
  .examples = COMMAND_EXAMPLES (N_ ("council group list  # all groups, the dissolved last")),
};

gboolean
cmd_group_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) groups = working_group_list (run->db, error);
  g_autoptr(Table) table = NULL;

  if (groups == NULL)
    return FALSE;
  table = table_new (run->lang, N_ ("GROUP"), N_ ("KIND"), N_ ("STATE"), N_ ("UNTIL"),
                     N_ ("NAME"), NULL);
  if (run->json != NULL)
    json_begin_array (run->json, NULL);
  for (guint i = 0; i < groups->len; i++)
    {
      const WorkingGroup *group = g_ptr_array_index (groups, i);
      g_autofree char *name = group->sample ? g_strdup_printf ("ОБРАЗЕЦ: %s", group->name)
                                            : g_strdup (group->name);

      if (run->json != NULL)
        {
          json_begin_object (run->json, NULL);
          group_json (run, group);
          json_builder_end_object (run->json);
        }
      else
        table_row (table, group->handle, tr (run->lang, group->kind),
                   tr (run->lang, group->state), group->until, name);
    }
  if (run->json != NULL)
    json_builder_end_array (run->json);
  else if (table_is_empty (table))
    command_say (run, "There is no working group yet.", NULL);
  else
    command_table_print (run, table);
  return TRUE;
}

static void
member_json (CommandRun *run, const GroupMember *member)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "party", member->party);
  json_text (run->json, "role", member->role);
  json_text (run->json, "name", member->name);
  json_text (run->json, "post", member->post);
  json_text (run->json, "since", member->since);
  json_text (run->json, "until", member->until);
  json_text (run->json, "basis", member->basis);
  json_bool (run->json, "sample", member->sample);
  json_builder_end_object (run->json);
}

static gboolean
show_json (CommandRun *run, const WorkingGroup *group, GError **error)
{
  g_autoptr(GPtrArray) members = working_group_members (run->db, group, NULL, error);
  g_autoptr(GPtrArray) reports =
      members ? working_group_reports (run->db, group, error) : NULL;
  g_autoptr(GPtrArray) extensions =
      reports ? working_group_extensions (run->db, group, error) : NULL;

  if (extensions == NULL)
    return FALSE;
  json_begin_object (run->json, NULL);
  group_json (run, group);
  json_begin_array (run->json, "members");
  for (guint i = 0; i < members->len; i++)
    member_json (run, g_ptr_array_index (members, i));
  json_builder_end_array (run->json);
  json_begin_array (run->json, "extensions");
  for (guint i = 0; i < extensions->len; i++)
    {
      const GroupExtension *extension = g_ptr_array_index (extensions, i);

      json_begin_object (run->json, NULL);
      json_text (run->json, "from", extension->from_until);
      json_text (run->json, "to", extension->to_until);
      json_text (run->json, "reason", extension->reason);
      json_text (run->json, "decision", extension->decision);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
  json_begin_array (run->json, "reports");
  for (guint i = 0; i < reports->len; i++)
    {
      const GroupReport *report = g_ptr_array_index (reports, i);

      json_begin_object (run->json, NULL);
      json_text (run->json, "reported_on", report->reported_on);
      json_text (run->json, "meeting", report->meeting);
      json_text (run->json, "text", report->text);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
  json_builder_end_object (run->json);
  return TRUE;
}

static void
show_head (CommandRun *run, const WorkingGroup *group)
{
  g_autoptr(Table) table = table_new_plain (2);
  g_autofree char *today = today_text ();

  if (group->sample)
    command_line (run, "ОБРАЗЕЦ");
  command_say (run, "Working group {name} ({handle})", "name", group->name, "handle",
               group->handle, NULL);
  table_indent (table, 2);
  table_row (table, tr (run->lang, N_ ("kind")), tr (run->lang, group->kind));
  table_row (table, tr (run->lang, N_ ("state")),
             tr (run->lang, working_group_is_expired (group, today) ? N_ ("mandate ended")
                                                                    : group->state));
  table_row (table, tr (run->lang, N_ ("mandate")), group->mandate);
  table_row (table, tr (run->lang, N_ ("sector")), group->sector);
  table_row (table, tr (run->lang, N_ ("decision")), group->decision);
  table_row (table, tr (run->lang, N_ ("since")), group->since);
  table_row (table, tr (run->lang, N_ ("until")), group->until);
  if (group->dissolved_on != NULL)
    table_row (table, tr (run->lang, N_ ("dissolved")), group->dissolved_on);
  if (group->dissolved_reason != NULL)
    table_row (table, tr (run->lang, N_ ("reason")), group->dissolved_reason);
  if (group->successor != NULL)
    table_row (table, tr (run->lang, N_ ("successor")), group->successor);
  command_table_print (run, table);
}

static gboolean
show_people (CommandRun *run, const WorkingGroup *group, GError **error)
{
  g_autofree char *today = today_text ();
  g_autoptr(GPtrArray) members = working_group_members (run->db, group, today, error);
  g_autoptr(Table) table = NULL;

  if (members == NULL)
    return FALSE;
  if (members->len == 0)
    return TRUE;
  table = table_new (run->lang, N_ ("PARTY"), N_ ("ROLE"), N_ ("NAME"), N_ ("POST"), NULL);
  table_indent (table, 2);
  for (guint i = 0; i < members->len; i++)
    {
      const GroupMember *member = g_ptr_array_index (members, i);

      table_row (table, member->party, tr (run->lang, member->role), member->name,
                 member->post);
    }
  command_line (run, "");
  command_table_print (run, table);
  return TRUE;
}

static gboolean
show_history (CommandRun *run, const WorkingGroup *group, GError **error)
{
  g_autoptr(GPtrArray) extensions = working_group_extensions (run->db, group, error);
  g_autoptr(GPtrArray) reports =
      extensions ? working_group_reports (run->db, group, error) : NULL;

  if (reports == NULL)
    return FALSE;
  for (guint i = 0; i < extensions->len; i++)
    {
      const GroupExtension *extension = g_ptr_array_index (extensions, i);

      command_say (run, "  Extended from {from} to {to}: {reason}", "from",
                   extension->from_until, "to", extension->to_until, "reason",
                   extension->reason, NULL);
    }
  for (guint i = 0; i < reports->len; i++)
    {
      const GroupReport *report = g_ptr_array_index (reports, i);

      command_say (run, "  Report of {date}: {text}", "date", report->reported_on, "text",
                   report->text, NULL);
    }
  return TRUE;
}

const CommandUse use_group_show = {
  .examples = COMMAND_EXAMPLES (N_ ("council group show energy  # mandate, people, reports")),
};

gboolean
cmd_group_show (CommandRun *run, GError **error)
{
  g_autoptr(WorkingGroup) group = working_group_load (run->db, run->args[0], error);

  if (group == NULL)
    return FALSE;
  if (run->json != NULL)
    return show_json (run, group, error);
  show_head (run, group);
  return show_people (run, group, error) && show_history (run, group, error);
}

/* --- the mandate --------------------------------------------------------------------------- */

const CommandUse use_group_extend = {
  .options = COMMAND_OPTIONS (
      { "until", OPTION_TEXT, "DATE", N_ ("Its new last day") },
      { "reason", OPTION_TEXT, "TEXT", N_ ("Why") },
      { "decision", OPTION_TEXT, "DECISION", N_ ("The decision that extends it") }),
  .examples = COMMAND_EXAMPLES (N_ (
      "council group extend energy --until 2029-12-31 --reason \"работа не завершена\"  # a "
      "longer mandate")),
};

gboolean
cmd_group_extend (CommandRun *run, GError **error)
{
  return working_group_extend (run->db, run->args[0], command_option (run, "until"),
                               command_option (run, "reason"),
                               command_option (run, "decision"), error);
}

const CommandUse use_group_dissolve = {
  .options = COMMAND_OPTIONS (
      { "on", OPTION_TEXT, "DATE", N_ ("Its last day; today when left out") },
      { "reason", OPTION_TEXT, "TEXT", N_ ("Why") },
      { "successor", OPTION_TEXT, "GROUP", N_ ("The group that goes on with its work") }),
  .examples = COMMAND_EXAMPLES (N_ (
      "council group dissolve energy --reason \"мандат исполнен\"  # it has done its work")),
};

gboolean
cmd_group_dissolve (CommandRun *run, GError **error)
{
  g_autofree char *today = today_text ();
  const char *date = command_option (run, "on");

  return working_group_dissolve (run->db, run->args[0], date ? date : today,
                                 command_option (run, "reason"),
                                 command_option (run, "successor"), error);
}

/* --- people -------------------------------------------------------------------------------- */

#define PERSON_OPTIONS                                                                        \
  { "party", OPTION_TEXT, "PARTY", N_ ("The party that sends the person") },                  \
      { "post", OPTION_TEXT, "POST", N_ ("The person's post") },                              \
  {                                                                                           \
    "from", OPTION_TEXT, "DATE", N_ ("The first day")                                         \
  }

const CommandUse use_group_lead = {
  .options = COMMAND_OPTIONS (PERSON_OPTIONS),
  .details = N_ ("Each party has one co-lead at a time; the former one's last day is the day "
                 "before."),
  .examples = COMMAND_EXAMPLES (N_ (
      "council group lead energy \"Делегат 1\" --party tj --post \"заместитель министра\"  # "
      "the co-lead of a party")),
};

gboolean
cmd_group_lead (CommandRun *run, GError **error)
{
  return working_group_set_lead (run->db, run->args[0], command_option (run, "party"),
                                 run->args[1], command_option (run, "post"),
                                 command_option (run, "from"), run->basis, error);
}

const CommandUse use_group_join = {
  .options = COMMAND_OPTIONS (PERSON_OPTIONS),
  .examples = COMMAND_EXAMPLES (
      N_ ("council group join energy \"Делегат 2\" --party kg  # a member of the group")),
};

gboolean
cmd_group_join (CommandRun *run, GError **error)
{
  return working_group_add_member (run->db, run->args[0], command_option (run, "party"),
                                   run->args[1], command_option (run, "post"),
                                   command_option (run, "from"), error);
}

const CommandUse use_group_leave = {
  .options = COMMAND_OPTIONS (
      { "party", OPTION_TEXT, "PARTY", N_ ("The party that sends the person") },
      { "on", OPTION_TEXT, "DATE", N_ ("The last day; today when left out") }),
  .examples = COMMAND_EXAMPLES (N_ (
      "council group leave energy \"Делегат 2\" --party kg  # the person leaves the group")),
};

gboolean
cmd_group_leave (CommandRun *run, GError **error)
{
  g_autofree char *today = today_text ();
  const char *date = command_option (run, "on");

  return working_group_end_member (run->db, run->args[0], command_option (run, "party"),
                                   run->args[1], date ? date : today, error);
}

/* --- reports ------------------------------------------------------------------------------- */

const CommandUse use_group_report = {
  .options =
      COMMAND_OPTIONS ({ "meeting", OPTION_TEXT, "REF", N_ ("The meeting it reports to") }),
  .examples = COMMAND_EXAMPLES (N_ (
      "council group report energy \"Проведены две встречи\" --meeting 2027  # its report")),
};

gboolean
cmd_group_report (CommandRun *run, GError **error)
{
  return working_group_report (run->db, run->args[0], run->args[1],
                               command_option (run, "meeting"), error);
}
