/* council initiative propose|list|show|update|drop */
#include "meetings/initiative.h"

#include "cli/command.h"
#include "core/sector.h"

/* --- printing ------------------------------------------------------------------------------ */

static void
one_json (CommandRun *run, const Initiative *initiative)
{
  json_begin_object (run->json, NULL);
  initiative_json (initiative, run->json);
  json_builder_end_object (run->json);
}

static char *
sector_words (CommandRun *run, const Initiative *initiative, GError **error)
{
  g_autoptr(Sector) sector = sector_load (run->db, initiative->sector, error);

  return sector ? sector_name (run->db, sector, run->lang, error) : NULL;
}

/* What an act on the initiative of the first argument answers. */
static gboolean
answer_named (CommandRun *run, GError **error)
{
  g_autoptr(Initiative) initiative = initiative_load (run->db, run->args[0], error);

  if (initiative == NULL)
    return FALSE;
  if (run->json != NULL)
    one_json (run, initiative);
  else
    command_say (run, N_ ("Initiative {ref}: {state:tr}"), "ref", initiative->ref, "state",
                 initiative->state, NULL);
  return TRUE;
}

/* --- propose ------------------------------------------------------------------------------- */

const CommandUse use_initiative_propose = {
  .options = COMMAND_OPTIONS (
      { "sector", OPTION_TEXT, "SECTOR", N_ ("Its sector, such as energy") },
      { "by", OPTION_TEXT, "PARTY", N_ ("The party that proposes it; else all together") },
      { "text", OPTION_TEXT, "TEXT", N_ ("What it is about, in full") }),
  .details = N_ ("Prints the reference alone."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council initiative propose --sector tourism --by kg \"Общий туристский маршрут\"  "
          "# a new initiative")),
};

gboolean
cmd_initiative_propose (CommandRun *run, GError **error)
{
  const InitiativeFields fields = {
    .sector = command_option (run, "sector"),
    .proposed_by = command_option (run, "by"),
    .title = run->args[0],
    .text = command_option (run, "text"),
  };
  g_autoptr(Initiative) initiative = initiative_propose (run->db, &fields, error);

  if (initiative == NULL)
    return FALSE;
  if (run->json != NULL)
    one_json (run, initiative);
  else
    command_line (run, initiative->ref);
  return TRUE;
}

/* --- list and show ------------------------------------------------------------------------- */

const CommandUse use_initiative_list = {
  .options = COMMAND_OPTIONS ({ "sector", OPTION_TEXT, "SECTOR", N_ ("Of that sector alone") },
                              { "state", OPTION_TEXT, "STATE",
                                N_ ("proposed, considered, document, programme or dropped") }),
  .examples =
      COMMAND_EXAMPLES (N_ ("council initiative list --sector energy  # of one sector")),
};

static gboolean
list_print (CommandRun *run, GPtrArray *all, GError **error)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("INITIATIVE"), N_ ("SECTOR"),
                                       N_ ("PARTY"), N_ ("STATE"), N_ ("CONTENT"), NULL);
  gboolean sample = FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const Initiative *initiative = g_ptr_array_index (all, i);
      g_autofree char *sector = sector_words (run, initiative, error);

      if (sector == NULL)
        return FALSE;
      sample |= initiative->sample;
      table_row (table, initiative->ref, sector, initiative->proposed_by,
                 tr (run->lang, initiative->state), initiative->title);
    }
  if (sample)
    command_line (run, "ОБРАЗЕЦ");
  command_table_print (run, table);
  return TRUE;
}

gboolean
cmd_initiative_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) all = initiative_list (run->db, command_option (run, "sector"),
                                               command_option (run, "state"), error);

  if (all == NULL)
    return FALSE;
  if (run->json == NULL && all->len > 0)
    return list_print (run, all, error);
  if (run->json == NULL)
    {
      command_say (run, N_ ("No such initiative."), NULL);
      return TRUE;
    }
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < all->len; i++)
    one_json (run, g_ptr_array_index (all, i));
  json_builder_end_array (run->json);
  return TRUE;
}

const CommandUse use_initiative_show = {
  .examples =
      COMMAND_EXAMPLES (N_ ("council initiative show I-2026-1  # one initiative and its way")),
};

static gboolean
show_print (CommandRun *run, const Initiative *initiative, GError **error)
{
  g_autoptr(Table) head = table_new_plain (2), steps = table_new_plain (4);
  g_autofree char *sector = sector_words (run, initiative, error);

  if (sector == NULL)
    return FALSE;
  if (initiative->sample)
    command_line (run, "ОБРАЗЕЦ");
  command_say (run, N_ ("Initiative {ref}: {state:tr}"), "ref", initiative->ref, "state",
               initiative->state, NULL);
  command_line (run, initiative->title);
  table_indent (head, 2);
  table_row (head, tr (run->lang, N_ ("sector")), sector);
  table_row (head, tr (run->lang, N_ ("proposed by")), initiative->proposed_by);
  if (initiative->text != NULL)
    table_row (head, tr (run->lang, N_ ("text")), initiative->text);
  command_table_print (run, head);
  command_line (run, "");
  table_indent (steps, 2);
  for (guint i = 0; i < initiative->steps->len; i++)
    {
      const InitiativeStep *step = g_ptr_array_index (initiative->steps, i);

      table_row (steps, step->noted_on, tr (run->lang, step->state),
                 step->meeting ? step->meeting : "", step->text);
    }
  command_table_print (run, steps);
  return TRUE;
}

gboolean
cmd_initiative_show (CommandRun *run, GError **error)
{
  g_autoptr(Initiative) initiative = initiative_load (run->db, run->args[0], error);

  if (initiative == NULL)
    return FALSE;
  if (run->json == NULL)
    return show_print (run, initiative, error);
  one_json (run, initiative);
  return TRUE;
}

/* --- its way ------------------------------------------------------------------------------- */

const CommandUse use_initiative_update = {
  .options = COMMAND_OPTIONS (
      { "state", OPTION_TEXT, "STATE", N_ ("considered, document or programme") },
      { "note", OPTION_TEXT, "TEXT", N_ ("What happened") },
      { "meeting", OPTION_TEXT, "REF", N_ ("The meeting that considered it") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council initiative update I-2026-1 --state considered --meeting 2027 --note "
          "\"поручено подготовить проект\"  # a meeting took it up")),
};

gboolean
cmd_initiative_update (CommandRun *run, GError **error)
{
  return initiative_update (run->db, run->args[0], command_option (run, "state"),
                            command_option (run, "note"), command_option (run, "meeting"),
                            error) &&
         answer_named (run, error);
}

const CommandUse use_initiative_drop = {
  .options = COMMAND_OPTIONS ({ "reason", OPTION_TEXT, "TEXT", N_ ("Why") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council initiative drop I-2026-1 --reason \"вошла в другую программу\"  # it is "
          "given up, on record")),
};

gboolean
cmd_initiative_drop (CommandRun *run, GError **error)
{
  return initiative_drop (run->db, run->args[0], command_option (run, "reason"), error) &&
         answer_named (run, error);
}
