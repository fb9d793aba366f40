/* council init [--template NAME | --blank] [--own PARTY] */
#include "cli/command.h"

#include "core/council.h"
#include "core/setting.h"
#include "core/template.h"

#include <string.h>

#define DEFAULT_TEMPLATE "tj-kg"
#define BLANK_HANDLE "council"

const CommandUse use_init = {
  .options = COMMAND_OPTIONS (
      { "template", OPTION_TEXT, "NAME",
        N_ ("A template that ships (tj-kg, the default) or a file "
            "of one") },
      { "blank", OPTION_FLAG, NULL, N_ ("No parties, nothing: for a council of your own") },
      { "handle", OPTION_TEXT, "NAME",
        N_ ("With --blank: a short name for calendars, such as "
            "tj-kg") },
      { "own", OPTION_TEXT, "PARTY", N_ ("The party whose secretariat keeps this file") }),
  .details =
      N_ ("The file is council.db here unless --file or $COUNCIL_FILE names another. A file "
          "that exists is never touched."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council init --template tj-kg  # make council.db for Tajikistan and Kyrgyzstan"),
      N_ ("council init --own tj --file dushanbe.db  # the file of one secretariat")),
};

static gboolean
load_template (Db *db, const char *name, GError **error)
{
  if (strchr (name, '/') != NULL || g_str_has_suffix (name, ".json"))
    return template_load_file (db, name, error);
  return template_load_builtin (db, name, error);
}

static gboolean
make_council (CommandRun *run, GError **error)
{
  const char *handle = command_option (run, "handle");

  return council_make (run->db, handle ? handle : BLANK_HANDLE, error);
}

static gboolean
fill (CommandRun *run, const char *template, GError **error)
{
  const char *own = command_option (run, "own");

  db_set_actor (run->db, &(DbActor){ .name = g_get_user_name (), .party = own });
  return (template ? load_template (run->db, template, error) : make_council (run, error)) &&
         (own == NULL || setting_set (run->db, "own-party", own, NULL, error));
}

static void
report (CommandRun *run, const char *template)
{
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "file", run->file);
      json_text (run->json, "template", template);
      json_text (run->json, "origin", run->dry_run ? NULL : db_origin (run->db));
      json_bool (run->json, "dry_run", run->dry_run);
      json_builder_end_object (run->json);
    }
  else if (run->dry_run)
    command_notice (run, N_ ("would write {path}"), "path", run->file, NULL);
  else if (template != NULL)
    command_say (run,
                 N_ ("{path}: made from the template {template}. 'council status' shows what "
                     "comes next."),
                 "path", run->file, "template", template, NULL);
  else
    command_say (run, N_ ("{path}: made, and empty."), "path", run->file, NULL);
}

gboolean
cmd_init (CommandRun *run, GError **error)
{
  const char *template = command_option (run, "template");

  if (command_flag (run, "blank") && template != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--blank and --template exclude each other"), NULL);
  if (template != NULL && command_option (run, "handle") != NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--handle goes with --blank: a template has its own"), NULL);
  if (template == NULL && !command_flag (run, "blank"))
    template = DEFAULT_TEMPLATE;
  run->db = db_create (run->file, error);
  if (run->db == NULL || !fill (run, template, error))
    return FALSE;
  if (!run->dry_run && !db_keep (run->db, error))
    return FALSE;
  report (run, template);
  return TRUE;
}
