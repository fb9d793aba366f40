/* council name list|set */
#include "cli/case-options.h"

#include "core/name.h"

void
case_options (CommandRun *run, const char *forms[N_CASES])
{
  for (GrammaticalCase form = CASE_GENITIVE; form < N_CASES; form++)
    forms[form] = command_option (run, case_name (form));
}

const CommandUse use_name_list = {
  .details =
      N_ ("NAME is council, a party's code, chair:PARTY, secretary:PARTY, or the handle of a "
          "person, a sector or a holiday."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council name list tj  # the party's names, every case"),
                        N_ ("council name list council  # what each party calls the council")),
};

static void
names_json (CommandRun *run, GPtrArray *names)
{
  json_begin_array (run->json, NULL);
  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      json_begin_object (run->json, NULL);
      json_text (run->json, "role", name->role);
      json_text (run->json, "writer", *name->writer ? name->writer : NULL);
      json_text (run->json, "lang", name->lang);
      json_text (run->json, "form", name->form);
      json_text (run->json, "text", name->text);
      json_builder_end_object (run->json);
    }
  json_builder_end_array (run->json);
}

static void
names_print (CommandRun *run, GPtrArray *names)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("Role"), N_ ("As written by"),
                                       N_ ("Language"), N_ ("Case"), N_ ("Text"), NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      table_row (table, name->role, *name->writer ? name->writer : NULL, name->lang,
                 tr (run->lang, name->form), name->text);
    }
  if (table_is_empty (table))
    command_say (run, N_ ("No names yet (see 'council name set')."), NULL);
  else
    command_table_print (run, table);
}

gboolean
cmd_name_list (CommandRun *run, GError **error)
{
  g_auto(NameOwner) owner = { NULL };
  g_autoptr(GPtrArray) names = name_owner_find (run->db, run->args[0], &owner, error)
                                    ? name_list (run->db, owner.id, error)
                                    : NULL;

  if (names == NULL)
    return FALSE;
  if (run->json != NULL)
    names_json (run, names);
  else
    names_print (run, names);
  return TRUE;
}

const CommandUse use_name_set = {
  .options = COMMAND_OPTIONS (
      { "language", OPTION_TEXT, "LANGUAGE",
        N_ ("Language of the name: ru, en, tg, ky (ru)") },
      { "writer", OPTION_TEXT, "PARTY", N_ ("The party that writes the council's name so") },
      { "nominative", OPTION_TEXT, "TEXT", N_ ("In the nominative (“кто? что?”)") },
      OBLIQUE_OPTIONS),
  .details =
      N_ ("ROLE says which name: of a party state, country, government, side, adjective or "
          "capital; what has one name alone needs none. Forms that are not given stay as they "
          "are."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council name set tj capital --nominative Душанбе --genitive Душанбе  # two cases"),
      N_ ("council name set council --writer tj --language en --nominative \"Tajik-Kyrgyz "
          "Council\"  "
          "# as one party calls it, in English")),
};

gboolean
cmd_name_set (CommandRun *run, GError **error)
{
  const char *forms[N_CASES] = { command_option (run, "nominative") };
  const char *lang = command_option (run, "language");

  case_options (run, forms);
  return name_set_forms (run->db, run->args[0], run->n_args > 1 ? run->args[1] : NULL,
                         command_option (run, "writer"), lang ? lang : "ru", forms, error) &&
         cmd_name_list (run, error);
}
