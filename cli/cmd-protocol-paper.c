/* council protocol archive | extract */
#include "cli/command.h"

#include "core/party.h"
#include "protocols/archive.h"
#include "protocols/extract.h"

/* --- archive ----------------------------------------------------------------------------------- */

const CommandUse use_protocol_archive = {
  .options =
      COMMAND_OPTIONS ({ "for", OPTION_TEXT, "PARTY", N_ ("Whose original was scanned") },
                       { "out", OPTION_TEXT, "FILE", N_ ("Where to write the PDF") }),
  .details = N_ (
      "The pages of the scan and, behind them, the certificate «Копия верна» of the executive "
      "secretary of the party acted for. The file is kept, and its hash with it: asked again, "
      "the same bytes come out; 'council check' and 'council protocol verify' know it. It is "
      "PDF/A when the scan is. Needs qpdf."),
  .examples = COMMAND_EXAMPLES (N_ (
      "council protocol archive 2027 --for tj --out archive-tj.pdf --as tj  # certified by "
      "Tajikistan's secretary")),
};

static void
say_archived (CommandRun *run, const Protocol *protocol, const ArchiveCopy *copy)
{
  const char *path = command_option (run, "out");

  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "ref", protocol->ref);
      json_text (run->json, "for", command_option (run, "for"));
      json_text (run->json, "file", path);
      json_text (run->json, "sha256", copy->sha256);
      json_text (run->json, "certified_by", copy->name);
      json_text (run->json, "title", copy->title);
      json_text (run->json, "certified", copy->certified_on);
      json_bool (run->json, "pdfa", copy->pdfa);
      json_builder_end_object (run->json);
      return;
    }
  command_say (run, N_ ("{file}: the archive copy, certified by {name}, {title}, on {date}"),
               "file", path, "name", copy->name, "title", copy->title, "date",
               copy->certified_on, NULL);
  command_say (run, N_ ("  SHA-256: {hash}"), "hash", copy->sha256, NULL);
}

gboolean
cmd_protocol_archive (CommandRun *run, GError **error)
{
  const char *party = command_party (run, error);
  g_autoptr(Protocol) protocol = party ? protocol_load (run->db, run->args[0], error) : NULL;
  g_auto(ArchiveCopy) copy = { 0 };
  g_autoptr(GBytes) bytes =
      protocol
          ? archive_make (run->db, protocol, command_option (run, "for"), party, &copy, error)
          : NULL;

  if (bytes == NULL || !command_write_file (run, command_option (run, "out"), bytes, error))
    return FALSE;
  if (!copy.pdfa)
    command_notice (run,
                    N_ ("protocol {ref}: the scan is no PDF/A-1, so the archive copy is none "
                        "either (scan to PDF/A-1b and attach it with --replace)"),
                    "ref", protocol->ref, NULL);
  say_archived (run, protocol, &copy);
  return TRUE;
}

/* --- extract ----------------------------------------------------------------------------------- */

const CommandUse use_protocol_extract = {
  .options = COMMAND_OPTIONS (
      { "executor", OPTION_TEXT, "WHO", N_ ("The decisions that this executor carries out") },
      { "item", OPTION_TEXT, "NUMBER", N_ ("The decisions on this item of the agenda") },
      { "for", OPTION_TEXT, "PARTY",
        N_ ("Whose names it has and whose secretary certifies it (one's own otherwise)") },
      { "out", OPTION_TEXT, "FILE", N_ ("Where to write the PDF") }),
  .details =
      N_ ("The head, the items with the decisions that are meant, who signed, and the line "
          "«Выписка верна». It is marked «ПРОЕКТ» until the protocol is signed."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol extract 2027 --executor \"Министерство энергетики\" --out "
          "extract.pdf  # for one ministry"),
      N_ ("council protocol extract 2027 --item 2 --for kg --out extract.pdf  # for one "
          "item")),
};

static char *
extract_party (CommandRun *run, const Protocol *protocol, GError **error)
{
  const char *given = command_option (run, "for") ? command_option (run, "for") : run->as;
  g_autoptr(GPtrArray) parties = NULL;

  if (given != NULL)
    return party_exists (run->db, given, error) ? g_strdup (given) : NULL;
  parties = protocol_parties (run->db, protocol, error);
  return parties && parties->len ? g_strdup (((Party *) parties->pdata[0])->code) : NULL;
}

gboolean
cmd_protocol_extract (CommandRun *run, GError **error)
{
  const char *path = command_option (run, "out");
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autofree char *party = protocol ? extract_party (run, protocol, error) : NULL;
  ExtractChoice choice = { party, command_option (run, "executor"),
                           command_option (run, "item") };
  guint decisions = 0;
  g_autoptr(GBytes) bytes =
      party ? extract_render (run->db, protocol, &choice, &decisions, error) : NULL;
  g_autofree char *n = NULL;

  if (bytes == NULL || !command_write_file (run, path, bytes, error))
    return FALSE;
  n = g_strdup_printf ("%u", decisions);
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_text (run->json, "ref", protocol->ref);
      json_text (run->json, "for", party);
      json_text (run->json, "file", path);
      json_number (run->json, "decisions", decisions);
      json_bool (run->json, "sample", protocol->sample);
      json_builder_end_object (run->json);
    }
  else
    command_say (run, N_ ("{file}: the extract; decisions: {n}"), "file", path, "n", n, NULL);
  return TRUE;
}
