/* council agenda add|list|show|edit|move|withdraw|adopt|import|invite|uninvite */
#include "meetings/agenda.h"

#include "cli/command.h"
#include "core/sector.h"
#include "meetings/decision.h"

#include <string.h>

/* --- printing ------------------------------------------------------------------------------ */

static char *
number_text (const AgendaItem *item)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, item->position);
}

/* The sector's name in the language of the run; %NULL for none. */
static gboolean
sector_words (CommandRun *run, const AgendaItem *item, char **words, GError **error)
{
  g_autoptr(Sector) sector = NULL;

  *words = NULL;
  if (item->sector == NULL)
    return TRUE;
  sector = sector_load (run->db, item->sector, error);
  *words = sector ? sector_name (run->db, sector, run->lang, error) : NULL;
  return *words != NULL;
}

static void
item_json (CommandRun *run, const AgendaItem *item)
{
  JsonBuilder *json = run->json;

  json_begin_object (json, NULL);
  json_number (json, "item", item->position);
  json_text (json, "title", item->title);
  json_text (json, "sector", item->sector);
  json_text (json, "proposed_by", item->proposed_by);
  json_text (json, "state", item->state);
  json_text (json, "discussion", item->discussion);
  responsible_json (json, "rapporteurs", item->rapporteurs);
  json_begin_array (json, "invited");
  for (guint i = 0; i < item->invited->len; i++)
    {
      const Invited *invited = g_ptr_array_index (item->invited, i);

      json_begin_object (json, NULL);
      json_text (json, "member", invited->member);
      json_text (json, "party", invited->party);
      json_text (json, "name", invited->name);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_bool (json, "sample", item->sample);
  json_builder_end_object (json);
}

static void
items_json (CommandRun *run, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    item_json (run, g_ptr_array_index (items, i));
}

static gboolean
items_print (CommandRun *run, GPtrArray *items, GError **error)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("No."), N_ ("PARTY"), N_ ("SECTOR"),
                                       N_ ("STATE"), N_ ("QUESTION"), NULL);

  table_align_right (table, 0);
  for (guint i = 0; i < items->len; i++)
    {
      const AgendaItem *item = g_ptr_array_index (items, i);
      gboolean withdrawn = g_str_equal (item->state, AGENDA_WITHDRAWN);
      g_autofree char *number = number_text (item), *sector = NULL;

      if (!sector_words (run, item, &sector, error))
        return FALSE;
      table_row (table, withdrawn ? "" : number, item->proposed_by, sector,
                 tr (run->lang, item->state), item->title);
    }
  command_table_print (run, table);
  return TRUE;
}

/* What an act on one item answers: the item as it is now. */
static gboolean
answer_item (CommandRun *run, const AgendaItem *item, const char *message)
{
  g_autofree char *number = number_text (item);

  if (run->json != NULL)
    item_json (run, item);
  else
    command_say (run, message, "number", number, "title", item->title, NULL);
  return TRUE;
}

static gboolean
reload_and_answer (CommandRun *run, const char *number, const char *message, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  g_autoptr(AgendaItem) item =
      meeting ? agenda_item_load (run->db, meeting, number, error) : NULL;

  return item != NULL && answer_item (run, item, message);
}

/* --- add ----------------------------------------------------------------------------------- */

#define ITEM_OPTIONS                                                                          \
  { "sector", OPTION_TEXT, "SECTOR", N_ ("Its sector, such as energy") },                     \
      { "by", OPTION_TEXT, "PARTY", N_ ("The party that proposes it") },                      \
      { "rapporteur", OPTION_MANY, "WHO",                                                     \
        N_ ("Who reports on it, as PARTY:WHO; repeat it") },                                  \
  {                                                                                           \
    "discussion", OPTION_TEXT, "TEXT", N_ ("What the protocol says was noted")                \
  }

const CommandUse use_agenda_add = {
  .options = COMMAND_OPTIONS (
      ITEM_OPTIONS, { "position", OPTION_TEXT, "NUMBER", N_ ("Its number; else the last") },
      { "follow-up", OPTION_FLAG, NULL,
        N_ ("Draft the first item from the open decisions of the meetings before") }),
  .details =
      N_ ("Later items move on. Draft decisions follow the number of their item, and the "
          "answer says which ones did. Once the protocol's text is agreed the agenda "
          "stands."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council agenda add 2027 \"О развитии торговли\" --sector trade --by tj "
          "--rapporteur \"tj:Министерство экономического развития и торговли\"  # one more "
          "item"),
      N_ ("council agenda add 2027 --follow-up  # the first item drafts itself")),
};

static gboolean
add_follow_up (CommandRun *run, Notices *notices, GError **error)
{
  g_autoptr(AgendaItem) item = NULL;

  if (run->n_args > 1)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("{title}: --follow-up words the item itself (leave the title out)"), "title",
        run->args[1], NULL);
  item = agenda_follow_up (run->db, run->args[0], notices, error);
  if (item == NULL)
    return FALSE;
  command_notices (run, notices->lines);
  return answer_item (run, item, N_ ("Item {number}: {title}"));
}

gboolean
cmd_agenda_add (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autoptr(AgendaItem) item = NULL;
  AgendaFields fields = {
    .title = run->n_args > 1 ? run->args[1] : NULL,
    .sector = command_option (run, "sector"),
    .proposed_by = command_option (run, "by"),
    .discussion = command_option (run, "discussion"),
    .rapporteurs = command_values (run, "rapporteur"),
  };

  if (command_flag (run, "follow-up"))
    return add_follow_up (run, notices, error);
  if (fields.title == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("the title is missing (give one, or --follow-up)"), NULL);
  if (!command_number (run, "position", 0, 1, 9999, &fields.position, error))
    return FALSE;
  item = agenda_add (run->db, run->args[0], &fields, notices, error);
  if (item == NULL)
    return FALSE;
  command_notices (run, notices->lines);
  return answer_item (run, item, N_ ("Item {number}: {title}"));
}

/* --- list and show ------------------------------------------------------------------------- */

const CommandUse use_agenda_list = {
  .options =
      COMMAND_OPTIONS ({ "withdrawn", OPTION_FLAG, NULL, N_ ("What was withdrawn as well") }),
  .examples = COMMAND_EXAMPLES (N_ ("council agenda list next  # the next meeting's agenda"),
                                N_ ("council agenda list 2027 --json  # the same, for a "
                                    "program")),
};

gboolean
cmd_agenda_list (CommandRun *run, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) items = meeting ? agenda_list (run->db, meeting->id, error) : NULL;
  g_autoptr(GPtrArray) withdrawn = NULL;

  if (items == NULL)
    return FALSE;
  if (command_flag (run, "withdrawn"))
    {
      withdrawn = agenda_list_withdrawn (run->db, meeting->id, error);
      if (withdrawn == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (items, g_steal_pointer (&withdrawn));
    }
  if (run->json != NULL)
    {
      json_begin_array (run->json, NULL);
      items_json (run, items);
      json_builder_end_array (run->json);
      return TRUE;
    }
  if (meeting->sample)
    command_line (run, "ОБРАЗЕЦ");
  if (items->len == 0)
    {
      command_say (run, N_ ("The agenda of {ref} is empty."), "ref", meeting->ref, NULL);
      return TRUE;
    }
  return items_print (run, items, error);
}

const CommandUse use_agenda_show = {
  .examples = COMMAND_EXAMPLES (N_ ("council agenda show 2027 1  # one item in full")),
};

static char *
invited_words (const AgendaItem *item)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < item->invited->len; i++)
    {
      const Invited *invited = g_ptr_array_index (item->invited, i);

      g_string_append_printf (words, "%s%s: %s", i ? "; " : "", invited->party, invited->name);
    }
  return g_string_free (words, words->len == 0);
}

static gboolean
show_decisions (CommandRun *run, const AgendaItem *item, GError **error)
{
  g_autoptr(GPtrArray) decisions = decision_list (run->db, item->meeting, error);
  g_autoptr(Table) table = table_new_plain (2);

  table_indent (table, 2);
  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      const Decision *decision = g_ptr_array_index (decisions, i);

      if (g_str_equal (decision->item, item->id))
        table_row (table, decision->ref, decision->text);
    }
  if (!table_is_empty (table))
    {
      command_line (run, "");
      command_table_print (run, table);
    }
  return decisions != NULL;
}

static gboolean
show_item (CommandRun *run, const AgendaItem *item, GError **error)
{
  g_autoptr(Table) table = table_new_plain (2);
  g_autofree char *number = number_text (item), *sector = NULL;
  g_autofree char *rapporteurs = responsible_words (item->rapporteurs);
  g_autofree char *invited = invited_words (item);

  if (!sector_words (run, item, &sector, error))
    return FALSE;
  if (item->sample)
    command_line (run, "ОБРАЗЕЦ");
  command_say (run, N_ ("Item {number}: {title}"), "number", number, "title", item->title,
               NULL);
  table_indent (table, 2);
  table_row (table, tr (run->lang, N_ ("state")), tr (run->lang, item->state));
  table_row (table, tr (run->lang, N_ ("sector")), sector);
  table_row (table, tr (run->lang, N_ ("proposed by")), item->proposed_by);
  table_row (table, tr (run->lang, N_ ("rapporteurs")), *rapporteurs ? rapporteurs : NULL);
  table_row (table, tr (run->lang, N_ ("invited")), invited);
  table_row (table, tr (run->lang, N_ ("discussion")), item->discussion);
  command_table_print (run, table);
  return show_decisions (run, item, error);
}

gboolean
cmd_agenda_show (CommandRun *run, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  g_autoptr(AgendaItem) item =
      meeting ? agenda_item_load (run->db, meeting, run->args[1], error) : NULL;

  if (item == NULL)
    return FALSE;
  if (run->json == NULL)
    return show_item (run, item, error);
  item_json (run, item);
  return TRUE;
}

/* --- change -------------------------------------------------------------------------------- */

const CommandUse use_agenda_edit = {
  .options =
      COMMAND_OPTIONS ({ "title", OPTION_TEXT, "TEXT", N_ ("Another title") }, ITEM_OPTIONS),
  .details = N_ ("What is given replaces what was there; an empty value removes it."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council agenda edit 2027 2 --discussion \"рост взаимной торговли\"  # what was "
          "noted, for the protocol")),
};

gboolean
cmd_agenda_edit (CommandRun *run, GError **error)
{
  const AgendaFields fields = {
    .title = command_option (run, "title"),
    .sector = command_option (run, "sector"),
    .proposed_by = command_option (run, "by"),
    .discussion = command_option (run, "discussion"),
    .rapporteurs = command_values (run, "rapporteur"),
  };

  if (fields.title == NULL && fields.sector == NULL && fields.proposed_by == NULL &&
      fields.discussion == NULL && fields.rapporteurs[0] == NULL)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("nothing to change (give --title, --sector, --by, --rapporteur or "
            "--discussion)"),
        NULL);
  return agenda_edit (run->db, run->args[0], run->args[1], &fields, error) &&
         reload_and_answer (run, run->args[1], N_ ("Item {number}: {title}"), error);
}

const CommandUse use_agenda_move = {
  .options = COMMAND_OPTIONS ({ "position", OPTION_TEXT, "NUMBER", N_ ("Its new number") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council agenda move 2027 5 --position 2  # item 5 becomes item 2")),
};

gboolean
cmd_agenda_move (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);
  g_autofree char *number = NULL;
  gint64 position;

  if (!command_number (run, "position", 0, 1, 9999, &position, error) ||
      !agenda_move (run->db, run->args[0], run->args[1], position, notices, error))
    return FALSE;
  command_notices (run, notices->lines);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, position);
  return reload_and_answer (run, number, N_ ("Item {number}: {title}"), error);
}

/* What an act on the whole agenda answers: the agenda as it is now. */
static gboolean
answer_agenda (CommandRun *run, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) items = meeting ? agenda_list (run->db, meeting->id, error) : NULL;

  if (items == NULL)
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_array (run->json, NULL);
      items_json (run, items);
      json_builder_end_array (run->json);
      return TRUE;
    }
  if (items->len > 0)
    return items_print (run, items, error);
  command_say (run, N_ ("The agenda of {ref} is empty."), "ref", meeting->ref, NULL);
  return TRUE;
}

const CommandUse use_agenda_withdraw = {
  .details =
      N_ ("The item stays on record without a number, the others close up. An item with "
          "decisions is not withdrawn."),
  .examples = COMMAND_EXAMPLES (N_ ("council agenda withdraw 2027 3  # item 3 is taken off")),
};

gboolean
cmd_agenda_withdraw (CommandRun *run, GError **error)
{
  g_autoptr(Notices) notices = notices_new (run->lang);

  if (!agenda_withdraw (run->db, run->args[0], run->args[1], notices, error))
    return FALSE;
  command_notices (run, notices->lines);
  return answer_agenda (run, error);
}

const CommandUse use_agenda_adopt = {
  .examples =
      COMMAND_EXAMPLES (N_ ("council agenda adopt 2027  # every proposed item is adopted")),
};

gboolean
cmd_agenda_adopt (CommandRun *run, GError **error)
{
  return agenda_adopt (run->db, run->args[0], error) && answer_agenda (run, error);
}

const CommandUse use_agenda_import = {
  .details =
      N_ ("The first line names the columns: title and, if there are, sector, proposed_by and "
          "rapporteurs (PARTY:WHO, several with semicolons); Russian names will do. With "
          "--dry-run "
          "nothing is kept. A bad line refuses the whole file."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council agenda import 2027 agenda.csv --dry-run  # what it would add"),
      N_ ("council agenda import 2027 agenda.csv  # an item a line")),
};

gboolean
cmd_agenda_import (CommandRun *run, GError **error)
{
  g_autoptr(CsvTable) table = csv_table_read (run->args[1], error);
  g_autoptr(GPtrArray) items =
      table ? agenda_import (run->db, run->args[0], table, error) : NULL;

  if (items == NULL)
    return FALSE;
  if (run->json == NULL)
    return items_print (run, items, error);
  json_begin_array (run->json, NULL);
  items_json (run, items);
  json_builder_end_array (run->json);
  return TRUE;
}

/* --- invite -------------------------------------------------------------------------------- */

const CommandUse use_agenda_invite = {
  .options = COMMAND_OPTIONS (
      { "member", OPTION_TEXT, "MEMBER", N_ ("Handle of a business that is a member") }),
  .details = N_ ("A business attends only for the items it is invited to; ministries and "
                 "agencies attend as members."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council agenda invite 2027 2 --member tj-power  # a business comes for item 2")),
};

gboolean
cmd_agenda_invite (CommandRun *run, GError **error)
{
  return agenda_invite (run->db, run->args[0], run->args[1], command_option (run, "member"),
                        error) &&
         reload_and_answer (run, run->args[1], N_ ("Invited to item {number}: {title}"),
                            error);
}

const CommandUse use_agenda_uninvite = {
  .options = COMMAND_OPTIONS (
      { "member", OPTION_TEXT, "MEMBER", N_ ("Handle of a business that is a member") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council agenda uninvite 2027 2 --member tj-power  # the invitation is taken back")),
};

gboolean
cmd_agenda_uninvite (CommandRun *run, GError **error)
{
  return agenda_uninvite (run->db, run->args[0], run->args[1], command_option (run, "member"),
                          error) &&
         reload_and_answer (run, run->args[1],
                            N_ ("No longer invited to item {number}: {title}"), error);
}
