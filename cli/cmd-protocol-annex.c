/* council protocol annex add | list | remove | save */
#include "cli/command.h"

#include "core/file.h"
#include "protocols/protocol-annex.h"

const CommandUse use_protocol_annex = {
  .options = COMMAND_OPTIONS (
      { "title", OPTION_TEXT, "HEADING", N_ ("What stands above the table") },
      { "name", OPTION_TEXT, "NAME",
        N_ ("What the table is called here, such as budget; else as its file is") },
      { "note", OPTION_TEXT, "TEXT", N_ ("A note below the table") },
      { "replace", OPTION_FLAG, NULL, N_ ("Put it in the place of the table of that name") },
      { "out", OPTION_TEXT, "FILE", N_ ("Where to save the file as it was attached") }),
  .details = N_ (
      "add takes a table (CSV, its first line names the columns) and makes it the last annex: "
      "its cells become part of the text, are agreed and hashed with it, and columns of "
      "figures stand to the right. A clause refers to it by the mark {annex:table:NAME}. "
      "remove takes it out; save writes the file as it was attached; list names them."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council protocol annex add 2027 budget.csv --title \"Budget of "
                            "joint projects\"  # a "
                            "new annex"),
                        N_ ("council protocol annex add 2027 budget.csv --title \"Budget\" "
                            "--replace  # figures have "
                            "changed"),
                        N_ ("council protocol annex list 2027  # which there are"),
                        N_ ("council protocol annex remove 2027 budget  # and out again")),
};

typedef gboolean Act (CommandRun *run, Protocol *protocol, const char *what, GError **error);

static gboolean
needs (CommandRun *run, const char *what, GError **error)
{
  return what != NULL ||
         council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("protocol annex {action}: which table? (a file to add, "
                            "a name to remove or save)"),
                        "action", run->args[0], NULL);
}

static const TableAnnex *
find (GPtrArray *list, const char *handle)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((TableAnnex *) g_ptr_array_index (list, i))->handle, handle))
      return g_ptr_array_index (list, i);
  return NULL;
}

/* --- what there is ------------------------------------------------------------------------------ */

static void
annex_json (CommandRun *run, const TableAnnex *annex)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "name", annex->handle);
  if (annex->number > 0)
    json_number (run->json, "annex", annex->number);
  else
    json_nothing (run->json, "annex");
  json_text (run->json, "title", annex->title);
  json_text (run->json, "note", annex->note);
  json_number (run->json, "columns", annex->columns);
  json_number (run->json, "rows", annex->rows);
  json_text (run->json, "file", annex->file);
  json_text (run->json, "sha256", annex->sha256);
  json_text (run->json, "attached", annex->attached_at);
  json_text (run->json, "attached_by", annex->attached_by);
  json_builder_end_object (run->json);
}

static void
list_print (CommandRun *run, GPtrArray *list)
{
  g_autoptr(Table) table = table_new (run->lang, N_ ("Annex"), N_ ("Name"), N_ ("Title"),
                                       N_ ("Columns"), N_ ("Rows"), N_ ("File"), NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const TableAnnex *annex = g_ptr_array_index (list, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, annex->number);
      g_autofree char *columns = g_strdup_printf ("%" G_GINT64_FORMAT, annex->columns);
      g_autofree char *rows = g_strdup_printf ("%" G_GINT64_FORMAT, annex->rows);

      table_row (table, annex->number > 0 ? number : "—", annex->handle, annex->title, columns,
                 rows, annex->file);
    }
  command_table_print (run, table);
}

static gboolean
list_annexes (CommandRun *run, Protocol *protocol, const char *what, GError **error)
{
  g_autoptr(GPtrArray) list = table_annex_list (run->db, protocol, error);

  if (list == NULL)
    return FALSE;
  if (run->json == NULL && list->len == 0)
    command_say (run, N_ ("Protocol {ref}: no table is attached."), "ref", protocol->ref,
                 NULL);
  else if (run->json == NULL)
    list_print (run, list);
  else
    {
      json_begin_array (run->json, NULL);
      for (guint i = 0; i < list->len; i++)
        annex_json (run, g_ptr_array_index (list, i));
      json_builder_end_array (run->json);
    }
  return TRUE;
}

/* --- what is done ------------------------------------------------------------------------------- */

static void
notice_voided (CommandRun *run, const Protocol *protocol, guint voided)
{
  if (voided > 0)
    command_notice (
        run,
        N_ ("protocol {ref}: agreements to the text as it was are void (every party "
            "has to agree again)"),
        "ref", protocol->ref, NULL);
}

static gboolean
add_annex (CommandRun *run, Protocol *protocol, const char *path, GError **error)
{
  const char *title = command_option (run, "title");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(CsvTable) table = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autofree char *handle = NULL, *number = NULL, *mark = NULL;
  guint voided = 0;

  if (title == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("protocol annex add: the table has no title (--title HEADING)"),
                          NULL);
  bytes = file_read_whole (path, CSV_MAX_BYTES, error);
  table = bytes ? csv_table_parse (bytes, path, error) : NULL;
  handle = table ? table_annex_add (run->db, protocol,
                                    &(TableSource){ command_option (run, "name"), title,
                                                    command_option (run, "note"), path, table,
                                                    bytes },
                                    command_flag (run, "replace"), &voided, error)
                 : NULL;
  list = handle ? table_annex_list (run->db, protocol, error) : NULL;
  if (list == NULL)
    return FALSE;
  notice_voided (run, protocol, voided);
  if (run->json != NULL)
    {
      annex_json (run, find (list, handle));
      return TRUE;
    }
  mark = g_strdup_printf ("{annex:" TABLE_ANNEX "%s}", handle);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, find (list, handle)->number);
  command_say (run,
               N_ ("Protocol {ref}: table {name} is annex {n} (a clause refers to it by "
                   "{mark})"),
               "ref", protocol->ref, "name", handle, "n", number, "mark", mark, NULL);
  return TRUE;
}

static gboolean
remove_annex (CommandRun *run, Protocol *protocol, const char *handle, GError **error)
{
  guint voided = 0;

  if (!table_annex_remove (run->db, protocol, handle, &voided, error))
    return FALSE;
  notice_voided (run, protocol, voided);
  if (run->json != NULL)
    return list_annexes (run, protocol, NULL, error);
  command_say (run, N_ ("Protocol {ref}: table {name} is out of the text"), "ref",
               protocol->ref, "name", handle, NULL);
  return TRUE;
}

static gboolean
save_annex (CommandRun *run, Protocol *protocol, const char *handle, GError **error)
{
  const char *path = command_option (run, "out");
  g_autoptr(GPtrArray) list = table_annex_list (run->db, protocol, error);
  const TableAnnex *annex = list ? find (list, handle) : NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (list == NULL)
    return FALSE;
  if (annex == NULL)
    return council_error (
        error, COUNCIL_ERROR_NOT_FOUND,
        N_ ("protocol {ref} has no table {handle} (see 'council protocol annex "
            "list {ref}')"),
        "ref", protocol->ref, "handle", handle, NULL);
  if (path == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("protocol annex save: where to? (--out FILE)"), NULL);
  bytes = table_annex_bytes (run->db, annex, error);
  if (bytes == NULL || !command_write_file (run, path, bytes, error))
    return FALSE;
  if (run->json != NULL)
    annex_json (run, annex);
  else
    command_say (run, N_ ("{file}: table {name} as it was attached"), "file", path, "name",
                 handle, NULL);
  return TRUE;
}

gboolean
cmd_protocol_annex (CommandRun *run, GError **error)
{
  static const struct
  {
    const char *action;
    Act *act;
    gboolean needs;
  } acts[] = { { "add", add_annex, TRUE },
               { "list", list_annexes, FALSE },
               { "remove", remove_annex, TRUE },
               { "save", save_annex, TRUE } };
  const char *what = run->n_args > 2 ? run->args[2] : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, run->args[0]))
      {
        g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[1], error);

        return protocol != NULL && (!acts[i].needs || needs (run, what, error)) &&
               acts[i].act (run, protocol, what, error);
      }
  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("protocol annex {action}: one of add, list, remove, save"),
                        "action", run->args[0], NULL);
}
