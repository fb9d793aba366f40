/* council protocol compare */
#include "cli/command.h"

#include "core/file.h"
#include "protocols/pades.h"

#define LARGEST (257 * 1024 * 1024) /* bytes; the reader says what is too large */

const CommandUse use_protocol_compare = {
  .details = N_ (
      "It reads what the pages say, signatures aside, and needs no council's file. Only the "
      "order of the parties may differ: of their names where they stand in parallel, of the "
      "body's name, of lists, columns and annexes that each party has one of. Every other "
      "difference is shown, and the exit status is then 1. A file whose pages show something "
      "else than their text (a note, a picture, another font than the other's) is refused. "
      "The further files are compared with the first."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol compare tj.pdf kg.pdf  # do the originals say the same?")),
};

static void
say_difference (CommandRun *run, const char *file, const AlternatDifference *difference)
{
  g_autofree char *page = g_strdup_printf ("%u", difference->page);
  g_autofree char *other = g_strdup_printf ("%u", difference->other_page);

  command_say (run, N_ ("DIFFERS: {file}"), "file", file, NULL);
  if (difference->page > 0)
    command_say (run, N_ ("  page {page} of the first: {text}"), "page", page, "text",
                 difference->text, NULL);
  else
    command_say (run, N_ ("  the first ends: {text}"), "text", difference->text, NULL);
  if (difference->other_page > 0)
    command_say (run, N_ ("  page {page} of the other: {text}"), "page", other, "text",
                 difference->other_text, NULL);
  else
    command_say (run, N_ ("  the other ends: {text}"), "text", difference->other_text, NULL);
}

static void
json_difference (JsonBuilder *json, const AlternatDifference *difference)
{
  json_begin_object (json, NULL);
  if (difference->page > 0)
    json_number (json, "page", difference->page);
  else
    json_nothing (json, "page");
  json_text (json, "text", difference->text);
  if (difference->other_page > 0)
    json_number (json, "other_page", difference->other_page);
  else
    json_nothing (json, "other_page");
  json_text (json, "other_text", difference->other_text);
  json_builder_end_object (json);
}

static void
report (CommandRun *run, const char *file, const AlternatResult *result)
{
  g_autofree char *swaps = g_strdup_printf ("%u", result->swaps);

  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "file", file);
      json_number (run->json, "alternat", result->swaps);
      json_begin_array (run->json, "differences");
      for (guint i = 0; i < result->differences->len; i++)
        json_difference (run->json, g_ptr_array_index (result->differences, i));
      json_builder_end_array (run->json);
      json_builder_end_object (run->json);
      return;
    }
  for (guint i = 0; i < result->differences->len; i++)
    say_difference (run, file, g_ptr_array_index (result->differences, i));
  if (result->differences->len > 0)
    return;
  if (result->swaps == 0)
    command_say (run, N_ ("{file}: the same text in the same order"), "file", file, NULL);
  else
    command_say (run,
                 N_ ("{file}: the order of the parties differs in places: {n}; nothing else"),
                 "file", file, "n", swaps, NULL);
}

gboolean
cmd_protocol_compare (CommandRun *run, GError **error)
{
  const PadesModule *module = pades_module (error);
  g_autoptr(GBytes) first = module ? file_read_whole (run->args[0], LARGEST, error) : NULL;

  if (first == NULL)
    return FALSE;
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "first", run->args[0]);
      json_begin_array (run->json, "others");
    }
  for (guint i = 1; i < run->n_args; i++)
    {
      g_autoptr(GBytes) other = file_read_whole (run->args[i], LARGEST, error);
      g_autoptr(AlternatResult) result = other ? module->compare (first, other, error) : NULL;

      if (result == NULL)
        return FALSE;
      run->found = run->found || result->differences->len > 0;
      report (run, run->args[i], result);
    }
  if (run->json != NULL)
    {
      json_builder_end_array (run->json);
      json_bool (run->json, "ok", !run->found);
      json_builder_end_object (run->json);
    }
  else if (run->found)
    command_say (run, N_ ("NOT THE SAME: they differ in more than the order of the parties"),
                 NULL);
  else
    command_say (run, N_ ("The same: they differ in the order of the parties at most"), NULL);
  return TRUE;
}
