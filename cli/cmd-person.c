/* council person list|show|add|edit */
#include "cli/case-options.h"

#include "core/person.h"

#define PERSON_OPTIONS                                                                        \
  { "surname", OPTION_TEXT, "NAME", N_ ("Surname, in Russian") },                             \
      { "given", OPTION_TEXT, "NAME", N_ ("Given name, or its initial with a dot") },         \
      { "patronymic", OPTION_TEXT, "NAME", N_ ("Patronymic") },                               \
      { "latin", OPTION_TEXT, "NAME", N_ ("The name in Latin letters") },                     \
      { "own-name", OPTION_TEXT, "NAME", N_ ("The name in the person's own language") },      \
      { "own-language", OPTION_TEXT, "LANGUAGE", N_ ("Which language that is: tg, ky, …") },  \
      { "email", OPTION_TEXT, "ADDRESS", N_ ("E-mail address") },                             \
      { "mail-language", OPTION_TEXT, "LANGUAGE",                                             \
        N_ ("Which language letters to the person are written in: ru, en, tg or ky; Russian " \
            "when left out") },                                                               \
      { "indeclinable", OPTION_FLAG, NULL, N_ ("The whole name is the same in every case") }, \
      OBLIQUE_OPTIONS

static void
person_json (CommandRun *run, const Person *person)
{
  g_autofree char *signature = person_signature_name (person);

  json_begin_object (run->json, NULL);
  json_text (run->json, "handle", person->handle);
  json_text (run->json, "surname", person->surname);
  json_text (run->json, "given", person->given);
  json_text (run->json, "patronymic", person->patronymic);
  json_text (run->json, "latin", person->latin);
  json_text (run->json, "own_name", person->own_name);
  json_text (run->json, "own_language", person->own_lang);
  json_text (run->json, "email", person->email);
  json_text (run->json, "mail_language", person->mail_lang);
  json_text (run->json, "signature", signature);
  json_begin_object (run->json, "cases");
  for (GrammaticalCase form = 0; form < N_CASES; form++)
    {
      g_autofree char *name = person_name_case (run->db, person, form, NULL);

      json_text (run->json, case_name (form), name);
    }
  json_builder_end_object (run->json);
  json_bool (run->json, "sample", person->sample);
  json_builder_end_object (run->json);
}

const CommandUse use_person_list = {
  .examples = COMMAND_EXAMPLES (N_ ("council person list  # everyone on record")),
};

gboolean
cmd_person_list (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) people = person_list (run->db, error);
  g_autoptr(Table) table = table_new (run->lang, N_ ("Handle"), N_ ("Name"),
                                       N_ ("In Latin letters"), N_ ("Own name"), NULL);

  if (people == NULL)
    return FALSE;
  if (run->json != NULL)
    json_begin_array (run->json, NULL);
  for (guint i = 0; i < people->len; i++)
    {
      const Person *person = g_ptr_array_index (people, i);
      g_autofree char *name = person_list_name (person);

      if (run->json != NULL)
        person_json (run, person);
      else
        table_row (table, person->handle, name, person->latin, person->own_name);
    }
  if (run->json != NULL)
    json_builder_end_array (run->json);
  else if (table_is_empty (table))
    command_say (run, N_ ("There is nobody yet (see 'council person add')."), NULL);
  else
    command_table_print (run, table);
  return TRUE;
}

const CommandUse use_person_show = {
  .examples = COMMAND_EXAMPLES (
      N_ ("council person show rasulzoda  # the name, its cases, and how it is signed")),
};

static void
person_print (CommandRun *run, const Person *person)
{
  g_autoptr(Table) table = table_new_plain (2);
  g_autofree char *list = person_list_name (person);
  g_autofree char *signature = person_signature_name (person);

  table_row (table, tr (run->lang, "Handle"), person->handle);
  table_row (table, tr (run->lang, "Name"), list);
  table_row (table, tr (run->lang, N_ ("Signs as")), signature);
  table_row (table, tr (run->lang, "In Latin letters"), person->latin);
  table_row (table, tr (run->lang, "Own name"), person->own_name);
  table_row (table, tr (run->lang, N_ ("E-mail address")), person->email);
  if (person->mail_lang != NULL)
    table_row (table, tr (run->lang, N_ ("Language of letters")), person->mail_lang);
  for (GrammaticalCase form = 0; form < N_CASES; form++)
    {
      g_autofree char *name = person_name_case (run->db, person, form, NULL);

      table_row (table, tr (run->lang, case_name (form)), name);
    }
  command_table_print (run, table);
}

gboolean
cmd_person_show (CommandRun *run, GError **error)
{
  g_autoptr(Person) person = person_load (run->db, run->args[0], error);

  if (person == NULL)
    return FALSE;
  if (run->json != NULL)
    person_json (run, person);
  else
    person_print (run, person);
  return TRUE;
}

static PersonFields
read_fields (CommandRun *run)
{
  PersonFields fields = {
    .surname = command_option (run, "surname"),
    .given = command_option (run, "given"),
    .patronymic = command_option (run, "patronymic"),
    .latin = command_option (run, "latin"),
    .own_name = command_option (run, "own-name"),
    .own_lang = command_option (run, "own-language"),
    .email = command_option (run, "email"),
    .mail_lang = command_option (run, "mail-language"),
    .indeclinable = command_flag (run, "indeclinable"),
  };

  case_options (run, fields.cases);
  return fields;
}

const CommandUse use_person_add = {
  .options = COMMAND_OPTIONS (PERSON_OPTIONS),
  .details =
      N_ ("The cases are data: give the whole name in each, as in --genitive “Ивана Ивановича "
          "Петрова” (given name, patronymic, surname). A protocol refuses a case that is "
          "missing. PERSON is a short name in Latin letters."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council person add ivanov --surname Иванов --given Иван --instrumental \"Иваном "
          "Ивановым\""
          "  # with the case that a preamble needs"),
      N_ ("council person add zod --surname Зода --indeclinable  # the same in every case")),
};

gboolean
cmd_person_add (CommandRun *run, GError **error)
{
  const PersonFields fields = read_fields (run);

  return person_add (run->db, run->args[0], &fields, error) && cmd_person_show (run, error);
}

const CommandUse use_person_edit = {
  .options = COMMAND_OPTIONS (PERSON_OPTIONS),
  .details = N_ ("What is not given stays; \"\" empties a field. A new surname, given name or "
                 "patronymic drops its cases: give them anew."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council person edit ivanov --genitive \"Ивана Иванова\"  # one more case")),
};

gboolean
cmd_person_edit (CommandRun *run, GError **error)
{
  const PersonFields fields = read_fields (run);
  g_autoptr(Person) person = person_load (run->db, run->args[0], error);

  return person != NULL && person_edit (run->db, person, &fields, error) &&
         cmd_person_show (run, error);
}
