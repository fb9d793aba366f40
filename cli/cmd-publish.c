/* council publish FOLDER, council protocol disclose REF */
#include "cli/command.h"

#include "cli/web-module.h"
#include "protocols/disclosure.h"

const CommandUse use_publish = {
  .details =
      N_ ("Writes what 'council serve' would answer: the feeds at their addresses, the "
          "agendas of their meetings, the protocols that were disclosed, an index.  Each "
          "file is complete or as it was, only what changed is written, and what is "
          "public no more is removed if publishing wrote it.  docs/nginx.conf shows how "
          "to serve the folder."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council publish /srv/council  # after every change, or by the clock"),
      N_ ("council publish /srv/council --dry-run  # what would change")),
};

static void
changes_json (CommandRun *run, GPtrArray *changes)
{
  static const struct
  {
    const char *key;
    char sign;
  } kinds[] = { { "added", '+' }, { "changed", '*' }, { "removed", '-' } };

  json_begin_object (run->json, NULL);
  json_text (run->json, "folder", run->args[0]);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      json_begin_array (run->json, kinds[k].key);
      for (guint i = 0; i < changes->len; i++)
        {
          const char *line = g_ptr_array_index (changes, i);

          if (line[0] == kinds[k].sign)
            json_text (run->json, NULL, line + 2);
        }
      json_builder_end_array (run->json);
    }
  json_builder_end_object (run->json);
}

gboolean
cmd_publish (CommandRun *run, GError **error)
{
  WebPublish *publish = (WebPublish *) web_module_function ("web_publish", error);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (g_free);

  if (publish == NULL || !publish (run->db, run->args[0], run->dry_run, changes, error))
    return FALSE;
  if (run->json != NULL)
    changes_json (run, changes);
  for (guint i = 0; i < changes->len && run->json == NULL; i++)
    command_line (run, g_ptr_array_index (changes, i));
  if (run->dry_run) /* these lines are the report: the council's file is not written to anyway */
    g_clear_pointer (&run->db, db_close);
  if (changes->len == 0)
    command_notice (run, N_ ("{folder}: nothing changed"), "folder", run->args[0], NULL);
  return TRUE;
}

const CommandUse use_protocol_disclose = {
  .options = COMMAND_OPTIONS (
      { "withdraw", OPTION_FLAG, NULL, N_ ("It may be published no longer") }),
  .details =
      N_ ("Takes effect with the next 'council publish' once the protocol is signed: its "
          "scans, or the originals with their electronic signatures, stand on the site "
          "for everyone.  It concerns this file's site alone."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol disclose 2027 --basis \"letter no. 9\"  # the parties agreed to "
          "it"),
      N_ ("council protocol disclose 2027 --withdraw  # takes it off the site")),
};

gboolean
cmd_protocol_disclose (CommandRun *run, GError **error)
{
  gboolean withdraw = command_flag (run, "withdraw");

  if (!disclosure_set (run->db, run->args[0], !withdraw, run->basis, error))
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "meeting", run->args[0]);
      json_bool (run->json, "disclosed", !withdraw);
      json_builder_end_object (run->json);
    }
  else
    command_say (run,
                 withdraw
                     ? N_ ("Protocol {ref} is published no longer ('council publish' takes "
                           "it off the site).")
                     : N_ ("Protocol {ref} may be published once it is signed ('council "
                           "publish' puts it on the site)."),
                 "ref", run->args[0], NULL);
  return TRUE;
}
