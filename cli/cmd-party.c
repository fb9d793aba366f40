/* council party list|show|add, council agreement show|set */
#include "cli/command.h"

#include "core/council.h"
#include "core/name.h"
#include "core/party.h"

static const char *const shown_names[] = { "state", "country", "government", "side",
                                           "capital" };

/* A name that may be missing in a council that is being made. */
static char *
name_maybe (CommandRun *run, const Party *party, const char *role)
{
  return party_name (run->db, party, role, run->lang, CASE_NOMINATIVE, NULL);
}

static void
party_json (CommandRun *run, const Party *party)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "code", party->code);
  json_number (run->json, "position", party->position);
  json_text (run->json, "country_code", party->country);
  json_text (run->json, "time_zone", party->time_zone);
  json_text (run->json, "latitude", party->latitude);
  json_text (run->json, "longitude", party->longitude);
  for (guint i = 0; i < G_N_ELEMENTS (shown_names); i++)
    {
      g_autofree char *name = name_maybe (run, party, shown_names[i]);

      json_text (run->json, shown_names[i], name);
    }
  json_builder_end_object (run->json);
}

static void
parties_print (CommandRun *run, GPtrArray *parties)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("Code"), N_ ("Official name"), N_ ("Government"),
                 N_ ("Capital"), N_ ("Time zone"), NULL);

  for (guint i = 0; i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      g_autofree char *state = name_maybe (run, party, "state");
      g_autofree char *government = name_maybe (run, party, "government");
      g_autofree char *capital = name_maybe (run, party, "capital");

      table_row (table, party->code, state, government, capital, party->time_zone);
    }
  if (table_is_empty (table))
    command_say (run, N_ ("There are no parties yet (see 'council party add')."), NULL);
  else
    command_table_print (run, table);
}

const CommandUse use_party_list = {
  .examples = COMMAND_EXAMPLES (N_ ("council party list  # the parties, in their order")),
};

gboolean
cmd_party_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (run->db, error);

  if (parties == NULL)
    return FALSE;
  if (run->json == NULL)
    {
      parties_print (run, parties);
      return TRUE;
    }
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < parties->len; i++)
    party_json (run, g_ptr_array_index (parties, i));
  json_builder_end_array (run->json);
  return TRUE;
}

const CommandUse use_party_show = {
  .details = N_ ("'council name list PARTY' shows its names in every case."),
  .examples = COMMAND_EXAMPLES (N_ ("council party show tj  # one party")),
};

static void
party_print (CommandRun *run, const Party *party)
{
  static const char *const labels[] = { N_ ("Official name"), N_ ("Country"),
                                        N_ ("Government"), N_ ("Side"), N_ ("Capital") };
  g_autoptr(Table) table = table_new_plain (2);

  table_row (table, tr (run->lang, "Code"), party->code);
  for (guint i = 0; i < G_N_ELEMENTS (shown_names); i++)
    {
      g_autofree char *name = name_maybe (run, party, shown_names[i]);

      table_row (table, tr (run->lang, labels[i]), name);
    }
  table_row (table, tr (run->lang, "Time zone"), party->time_zone);
  command_table_print (run, table);
}

gboolean
cmd_party_show (CommandRun *run, GError **error)
{
  g_autoptr(Party) party = party_load (run->db, run->args[0], error);

  if (party == NULL)
    return FALSE;
  if (run->json != NULL)
    party_json (run, party);
  else
    party_print (run, party);
  return TRUE;
}

const CommandUse use_party_add = {
  .options = COMMAND_OPTIONS (
      { "country", OPTION_TEXT, "COUNTRY", N_ ("Two letters of ISO 3166, such as TJ") },
      { "zone", OPTION_TEXT, "ZONE", N_ ("Time zone of the capital, such as Asia/Dushanbe") },
      { "state", OPTION_TEXT, "NAME", N_ ("Official name of the state, in Russian") },
      { "government", OPTION_TEXT, "NAME", N_ ("Name of the government") },
      { "side", OPTION_TEXT, "NAME", N_ ("How protocols call it") },
      { "capital", OPTION_TEXT, "CITY", N_ ("The capital") },
      { "latitude", OPTION_TEXT, "NUMBER", N_ ("Of the capital, in decimal degrees") },
      { "longitude", OPTION_TEXT, "NUMBER", N_ ("Of the capital, in decimal degrees") }),
  .details =
      N_ ("For a council of your own, before its first meeting; hosts follow each other in "
          "the order in which the parties were added. 'council name set' gives the names' "
          "other cases."),
  .examples = COMMAND_EXAMPLES (N_ ("council party add aa --country AA --zone Asia/Tashkent "
                                    "--state \"Республика А\" --capital "
                                    "Город  # the next party")),
};

gboolean
cmd_party_add (CommandRun *run, GError **error)
{
  const PartyFields fields = {
    .country = command_option (run, "country"),
    .time_zone = command_option (run, "zone"),
    .latitude = command_option (run, "latitude"),
    .longitude = command_option (run, "longitude"),
    .state = command_option (run, "state"),
    .government = command_option (run, "government"),
    .side = command_option (run, "side"),
    .capital = command_option (run, "capital"),
  };

  return party_add (run->db, run->args[0], &fields, error) && cmd_party_show (run, error);
}

/* --- the agreement ------------------------------------------------------------------------- */

const CommandUse use_agreement_show = {
  .examples = COMMAND_EXAMPLES (N_ ("council agreement show  # what the council rests on")),
};

gboolean
cmd_agreement_show (CommandRun *run, GError **error)
{
  g_autoptr(Council) council = council_load (run->db, error);
  g_autoptr(Table) table = table_new_plain (2);

  if (council == NULL)
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "handle", council->handle);
      json_text (run->json, "title", council->agreement);
      json_text (run->json, "date", council->agreement_date);
      json_text (run->json, "city", council->agreement_city);
      json_text (run->json, "language", council->language);
      json_builder_end_object (run->json);
      return TRUE;
    }
  table_row (table, tr (run->lang, N_ ("Agreement")), council->agreement);
  table_row (table, tr (run->lang, N_ ("Signed on")), council->agreement_date);
  table_row (table, tr (run->lang, N_ ("Signed in")), council->agreement_city);
  command_table_print (run, table);
  return TRUE;
}

const CommandUse use_agreement_set = {
  .options = COMMAND_OPTIONS ({ "title", OPTION_TEXT, "TITLE", N_ ("Title of the agreement") },
                              { "date", OPTION_TEXT, "DATE", N_ ("The day of its signing") },
                              { "city", OPTION_TEXT, "CITY", N_ ("Where it was signed") }),
  .examples = COMMAND_EXAMPLES (
      N_ ("council agreement set --date 2025-07-08 --city Душанбе  # when and where")),
};

gboolean
cmd_agreement_set (CommandRun *run, GError **error)
{
  return council_set_agreement (run->db, command_option (run, "title"),
                                command_option (run, "date"), command_option (run, "city"),
                                error) &&
         cmd_agreement_show (run, error);
}
