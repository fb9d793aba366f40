/* council member list|add|edit|remove, council sector list|add */
#include "cli/command.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/member.h"
#include "core/person.h"
#include "core/sector.h"

/* Who represents the member, by name; %NULL for nobody. */
static char *
representative_name (CommandRun *run, const Member *member)
{
  g_autoptr(Person) person =
      member->representative ? person_load_id (run->db, member->representative, NULL) : NULL;

  return person ? person_list_name (person) : NULL;
}

static void
member_json (CommandRun *run, const Member *member)
{
  g_autofree char *representative = representative_name (run, member);

  json_begin_object (run->json, NULL);
  json_text (run->json, "handle", member->handle);
  json_text (run->json, "party", member->party);
  json_text (run->json, "kind", member->kind);
  json_text (run->json, "name", member->name);
  json_text (run->json, "representative", representative);
  json_text (run->json, "since", member->since);
  json_text (run->json, "until", member->until);
  json_text (run->json, "basis", member->basis);
  json_bool (run->json, "sample", member->sample);
  json_builder_end_object (run->json);
}

static void
members_print (CommandRun *run, GPtrArray *members)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("Handle"), N_ ("Party"), N_ ("Kind"), N_ ("Full name"),
                 N_ ("Represented by"), N_ ("Since"), N_ ("Until"), NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = g_ptr_array_index (members, i);
      g_autofree char *representative = representative_name (run, member);
      g_autofree char *name = member->sample ? tr_fill (run->lang, N_ ("SAMPLE: {name}"),
                                                        "name", member->name, NULL)
                                             : g_strdup (member->name);

      table_row (table, member->handle, member->party, tr (run->lang, member->kind), name,
                 representative, member->since, member->until);
    }
  if (table_is_empty (table))
    command_say (run, N_ ("There are no members on record (see 'council member add')."), NULL);
  else
    command_table_print (run, table);
}

const CommandUse use_member_list = {
  .options =
      COMMAND_OPTIONS ({ "party", OPTION_TEXT, "PARTY", N_ ("Of one party alone") },
                       { "on", OPTION_TEXT, "DATE", N_ ("Those who were members that day") }),
  .examples = COMMAND_EXAMPLES (N_ ("council member list --party tj  # one party's members")),
};

gboolean
cmd_member_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) members =
      member_list (run->db, command_option (run, "party"), command_option (run, "on"), error);

  if (members == NULL)
    return FALSE;
  if (run->json == NULL)
    {
      members_print (run, members);
      return TRUE;
    }
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < members->len; i++)
    member_json (run, g_ptr_array_index (members, i));
  json_builder_end_array (run->json);
  return TRUE;
}

/* The member as it stands now. */
static gboolean
report (CommandRun *run, GError **error)
{
  g_autoptr(Member) member = member_load (run->db, run->args[0], error);

  if (member == NULL)
    return FALSE;
  if (run->json != NULL)
    member_json (run, member);
  else
    {
      g_autoptr(GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, member);
      members_print (run, one);
    }
  return TRUE;
}

G_GNUC_UNUSED static const char *const kinds[] = { N_ ("ministry"), N_ ("agency"),
                                                   N_ ("business") };

const CommandUse use_member_add = {
  .options =
      COMMAND_OPTIONS ({ "party", OPTION_TEXT, "PARTY", N_ ("The party it belongs to") },
                       { "kind", OPTION_TEXT, "KIND", N_ ("ministry, agency or business") },
                       { "name", OPTION_TEXT, "NAME", N_ ("Its full name, in Russian") },
                       { "representative", OPTION_TEXT, "PERSON", N_ ("Who represents it") },
                       { "from", OPTION_TEXT, "DATE", N_ ("First day") }),
  .details = N_ ("A business attends a meeting only when it is invited to an agenda item."),
  .examples = COMMAND_EXAMPLES (N_ ("council member add tj-energy --party tj --kind ministry "
                                    "--name \"Министерство энергетики и "
                                    "водных ресурсов\"  # a ministry")),
};

gboolean
cmd_member_add (CommandRun *run, GError **error)
{
  const MemberFields fields = {
    .party = command_option (run, "party"),
    .kind = command_option (run, "kind"),
    .name = command_option (run, "name"),
    .representative = command_option (run, "representative"),
    .since = command_option (run, "from"),
    .basis = run->basis,
  };

  return member_add (run->db, run->args[0], &fields, error) && report (run, error);
}

const CommandUse use_member_edit = {
  .options = COMMAND_OPTIONS (
      { "kind", OPTION_TEXT, "KIND", N_ ("ministry, agency or business") },
      { "name", OPTION_TEXT, "NAME", N_ ("Its full name, in Russian") },
      { "representative", OPTION_TEXT, "PERSON", N_ ("Who represents it; \"\" for nobody") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council member edit tj-energy --representative ivanov  # another representative")),
};

gboolean
cmd_member_edit (CommandRun *run, GError **error)
{
  const MemberFields fields = {
    .kind = command_option (run, "kind"),
    .name = command_option (run, "name"),
    .representative = command_option (run, "representative"),
  };
  g_autoptr(Member) member = member_load (run->db, run->args[0], error);

  return member != NULL && member_edit (run->db, member, &fields, error) &&
         report (run, error);
}

const CommandUse use_member_remove = {
  .options = COMMAND_OPTIONS ({ "on", OPTION_TEXT, "DATE", N_ ("Last day (today)") }),
  .details = N_ ("The membership ends; what the record says of the member stays."),
  .examples = COMMAND_EXAMPLES (N_ (
      "council member remove tj-energy --on 2026-12-31 --basis \"letter No. 7\"  # it ends")),
};

gboolean
cmd_member_remove (CommandRun *run, GError **error)
{
  g_autoptr(Member) member = member_load (run->db, run->args[0], error);
  const char *until = command_option (run, "on");
  g_autofree char *today = NULL;
  GDate date;

  clock_today (NULL, &date);
  today = date_text (&date);
  return member != NULL &&
         member_remove (run->db, member, until ? until : today, run->basis, error) &&
         report (run, error);
}

/* --- sectors ------------------------------------------------------------------------------- */

const CommandUse use_sector_list = {
  .examples = COMMAND_EXAMPLES (N_ ("council sector list  # the sectors of cooperation")),
};

gboolean
cmd_sector_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) sectors = sector_list (run->db, error);
  g_autoptr(Table) table = table_new (run->lang, N_ ("Code"), N_ ("Sector"), NULL);

  if (sectors == NULL)
    return FALSE;
  if (run->json != NULL)
    json_begin_array (run->json, NULL);
  for (guint i = 0; i < sectors->len; i++)
    {
      const Sector *sector = g_ptr_array_index (sectors, i);
      g_autofree char *name = sector_name (run->db, sector, run->lang, error);

      if (name == NULL)
        return FALSE;
      if (run->json == NULL)
        {
          table_row (table, sector->code, name);
          continue;
        }
      json_begin_object (run->json, NULL);
      json_text (run->json, "code", sector->code);
      json_text (run->json, "name", name);
      json_builder_end_object (run->json);
    }
  if (run->json != NULL)
    json_builder_end_array (run->json);
  else
    command_table_print (run, table);
  return TRUE;
}

const CommandUse use_sector_add = {
  .options = COMMAND_OPTIONS ({ "name", OPTION_TEXT, "NAME", N_ ("Its name, in Russian") },
                              { "english", OPTION_TEXT, "NAME", N_ ("Its name, in English") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council sector add space --name космос --english space  # one more sector")),
};

gboolean
cmd_sector_add (CommandRun *run, GError **error)
{
  return sector_add (run->db, run->args[0], command_option (run, "name"),
                     command_option (run, "english"), error) &&
         cmd_sector_list (run, error);
}
