/* council protocol draft | check | agree | reopen | issue | render | attach */
#include "cli/command.h"

#include "core/date.h"
#include "core/file.h"
#include "core/text.h"
#include "protocols/original.h"
#include "protocols/record.h"

#define SCAN_LIMIT (257 * 1024 * 1024) /* bytes; scan_check() says what is too large */

/* What follows from a command, for a program. */
static void
answer_json (CommandRun *run, const Protocol *protocol, gboolean closed)
{
  json_begin_object (run->json, NULL);
  json_text (run->json, "ref", protocol->ref);
  json_text (run->json, "state", protocol->state);
  json_bool (run->json, "closed", closed);
  json_bool (run->json, "sample", protocol->sample);
  json_builder_end_object (run->json);
}

static gboolean
reload (CommandRun *run, Protocol **protocol, GError **error)
{
  g_autofree char *ref = g_strdup ((*protocol)->ref);

  g_clear_pointer (protocol, protocol_free);
  *protocol = protocol_load (run->db, ref, error);
  return *protocol != NULL;
}

static gboolean
parse_date_option (CommandRun *run, const char *name, GDate *date, const GDate **out,
                   GError **error)
{
  const char *text = command_option (run, name);

  *out = NULL;
  if (text == NULL)
    return TRUE;
  if (!date_parse (text, date, error))
    return FALSE;
  *out = date;
  return TRUE;
}

/* --- draft ------------------------------------------------------------------------------------- */

const CommandUse use_protocol_draft = {
  .options = COMMAND_OPTIONS (
      { "again", OPTION_FLAG, NULL,
        N_ ("Compose a draft anew; what was edited in it is lost") },
      { "update", OPTION_FLAG, NULL,
        N_ ("Take in what the record changed since; what was edited stays") },
      { "template", OPTION_TEXT, "TEMPLATE",
        N_ ("intergovernmental, or domestic: a party's own meetings have it, a group may") },
      { "form", OPTION_TEXT, "FORM",
        N_ ("full, or short: the questions and the decisions alone; as before when left "
            "out") }),
  .details =
      N_ ("The text is made of the agenda, the delegations and the decisions of the meeting, "
          "and says nothing that they do not. Names that alternate are marks, such as "
          "{council:genitive}."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol draft last  # the protocol of the last meeting"),
      N_ ("council protocol draft 2027 --update  # a delegate was replaced"),
      N_ ("council protocol draft 2027 --again  # compose it anew"),
      N_ ("council protocol draft 2027 --again --form short  # decisions only")),
};

gboolean
cmd_protocol_draft (CommandRun *run, GError **error)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(Protocol) protocol = NULL;
  ProtocolChoice choice = { .form = command_option (run, "form"),
                            .template = command_option (run, "template") };

  if (command_flag (run, "update") && command_flag (run, "again"))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--again and --update: only one of them can be given"), NULL);
  if (!(command_flag (run, "update")
            ? protocol_update (run->db, run->args[0], &choice, run->lang, notices, error)
            : protocol_draft (run->db, run->args[0], &choice, command_flag (run, "again"),
                              run->lang, notices, error)))
    return FALSE;
  protocol = protocol_load (run->db, run->args[0], error);
  if (protocol == NULL)
    return FALSE;
  for (guint i = 0; i < notices->len; i++)
    command_notice_text (run, g_ptr_array_index (notices, i));
  if (run->json != NULL)
    answer_json (run, protocol, FALSE);
  else
    command_say (
        run,
        N_ ("Protocol {ref}: drafted (council protocol show {ref}; council protocol edit "
            "{ref})"),
        "ref", protocol->ref, NULL);
  return TRUE;
}

/* --- check ------------------------------------------------------------------------------------- */

const CommandUse use_protocol_check = {
  .details = N_ (
      "Names the clause and what would be right: brackets that are left, names that would "
      "not alternate, decisions without executor or date, people whose office another holds "
      "on the meeting's day, who signs and was not there. The exit status is 1 when "
      "something was found."),
  .examples = COMMAND_EXAMPLES (N_ ("council protocol check 2027  # before both sides agree"),
                                N_ ("council protocol check 2027 --json  # for a program")),
};

static void
findings_json (CommandRun *run, const Protocol *protocol, GPtrArray *findings)
{
  JsonBuilder *json = run->json;

  json_begin_object (json, NULL);
  json_text (json, "ref", protocol->ref);
  json_text (json, "state", protocol->state);
  json_bool (json, "ok", findings->len == 0);
  json_begin_array (json, "findings");
  for (guint i = 0; i < findings->len; i++)
    {
      const ProtocolFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *text = council_error_text (finding->error, run->lang);

      json_begin_object (json, NULL);
      json_text (json, "kind", finding->kind);
      if (finding->clause > 0)
        json_number (json, "clause", finding->clause);
      else
        json_nothing (json, "clause");
      json_text (json, "text", text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
findings_print (CommandRun *run, const Protocol *protocol, GPtrArray *findings)
{
  g_autofree char *total = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const ProtocolFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *text = council_error_text (finding->error, run->lang);

      command_line (run, text);
    }
  if (findings->len == 0)
    {
      command_say (run, N_ ("Protocol {ref}: nothing to ask about."), "ref", protocol->ref,
                   NULL);
      return;
    }
  total = tr_fill_n (run->lang, "One finding.", "{n} findings.", findings->len, NULL);
  command_line (run, total);
}

gboolean
cmd_protocol_check (CommandRun *run, GError **error)
{
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autoptr(GPtrArray) findings = protocol ? protocol_check (run->db, protocol, error) : NULL;

  if (findings == NULL)
    return FALSE;
  run->found = findings->len > 0;
  if (run->json != NULL)
    findings_json (run, protocol, findings);
  else
    findings_print (run, protocol, findings);
  return TRUE;
}

/* Agreeing and issuing go on; whoever does it is told where to look once more. */
static gboolean
notice_findings (CommandRun *run, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) findings = protocol_check (run->db, protocol, error);
  g_autofree char *notice = NULL;

  if (findings == NULL || findings->len == 0)
    return findings != NULL;
  notice = tr_fill_n (
      run->lang, "protocol {ref}: one thing to look at again (council protocol check {ref})",
      "protocol {ref}: {n} things to look at again (council protocol check {ref})",
      findings->len, "ref", protocol->ref, NULL);
  command_notice_text (run, notice);
  return TRUE;
}

/* --- agree, reopen ----------------------------------------------------------------------------- */

const CommandUse use_protocol_agree = {
  .details = N_ ("When every party has agreed, the text is frozen by its hash."),
  .examples = COMMAND_EXAMPLES (N_ ("council protocol agree 2027 --as tj  # its side agrees"),
                                N_ ("council protocol agree 2027 --as kg --basis \"note 15 of "
                                    "2027-03-16\"  # the other side, by its note")),
};

gboolean
cmd_protocol_agree (CommandRun *run, GError **error)
{
  const char *party = command_party (run, error);
  g_autoptr(Protocol) protocol = NULL;
  gboolean complete;

  if (party == NULL || (protocol = protocol_load (run->db, run->args[0], error)) == NULL ||
      !protocol_agree (run->db, protocol, party, run->basis, &complete, error) ||
      !notice_findings (run, protocol, error))
    return FALSE;
  if (run->json != NULL)
    answer_json (run, protocol, FALSE);
  else if (complete)
    command_say (
        run,
        N_ ("Protocol {ref}: every party has agreed; the text is frozen (next: council "
            "protocol issue {ref})"),
        "ref", protocol->ref, NULL);
  else
    command_say (
        run, N_ ("Protocol {ref}: {party} has agreed; another party's agreement is missing"),
        "ref", protocol->ref, "party", party, NULL);
  return TRUE;
}

const CommandUse use_protocol_reopen = {
  .options = COMMAND_OPTIONS (
      { "reason", OPTION_TEXT, "REASON", N_ ("Why the text is opened again") }),
  .details = N_ ("An act on record: the agreements of all parties are void."),
  .examples =
      COMMAND_EXAMPLES (N_ ("council protocol reopen 2027 --reason \"item 2 is reworded\"  # "
                            "back to review")),
};

gboolean
cmd_protocol_reopen (CommandRun *run, GError **error)
{
  g_autofree char *reason = text_clean (command_option (run, "reason"), N_ ("reason"), error);
  g_autoptr(Protocol) protocol = reason ? protocol_load (run->db, run->args[0], error) : NULL;

  if (protocol == NULL || !protocol_reopen (run->db, protocol, reason, error) ||
      !reload (run, &protocol, error))
    return FALSE;
  if (run->json != NULL)
    answer_json (run, protocol, FALSE);
  else
    command_say (run, N_ ("Protocol {ref}: reopened; every party has to agree again"), "ref",
                 protocol->ref, NULL);
  return TRUE;
}

/* --- issue ------------------------------------------------------------------------------------- */

const CommandUse use_protocol_issue = {
  .options = COMMAND_OPTIONS (
      { "place", OPTION_TEXT, "CITY",
        N_ ("Where it is signed (the meeting's city otherwise)") },
      { "date", OPTION_TEXT, "DATE",
        N_ ("When it is signed (the meeting's last day otherwise)") },
      { "blank-date", OPTION_FLAG, NULL, N_ ("Leave the date to be written in ink") }),
  .details =
      N_ ("Renders the original of each party once and keeps its bytes. Whoever holds the "
          "chair on the day of the signing signs, unless another was empowered."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol issue 2027 --blank-date  # the day is written in "
          "ink"),
      N_ ("council protocol issue 2027 --date 2027-04-02  # the day has "
          "slipped")),
};

static gboolean
say_issued (CommandRun *run, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) signatories = signatories_of (run->db, protocol, error);

  if (signatories == NULL)
    return FALSE;
  command_say (
      run,
      N_ ("Protocol {ref}: the originals are issued (next: council protocol render {ref} "
          "--for PARTY --out FILE)"),
      "ref", protocol->ref, NULL);
  for (guint i = 0; i < signatories->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (signatories, i);

      command_say (run, N_ ("  signs for {party}: {name}, {title}"), "party", signatory->party,
                   "name", signatory->name, "title", signatory->title, NULL);
    }
  return TRUE;
}

/* Issuing again takes originals back that may be printed already. */
static gboolean
ask_again (CommandRun *run, const Protocol *protocol, GError **error)
{
  return !g_str_equal (protocol->state, "issued") ||
         command_ask (
             run, error,
             N_ ("Protocol {ref} was issued already: issue it again and withdraw what was "
                 "printed?"),
             "ref", protocol->ref, NULL);
}

gboolean
cmd_protocol_issue (CommandRun *run, GError **error)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autofree char *city = NULL;
  const GDate *date;
  GDate day;

  if (!parse_date_option (run, "date", &day, &date, error) ||
      !text_clean_optional (command_option (run, "place"), N_ ("city"), &city, error))
    return FALSE;
  if (date != NULL && command_flag (run, "blank-date"))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--date and --blank-date: only one of them can be given"), NULL);
  protocol = protocol_load (run->db, run->args[0], error);
  if (protocol == NULL || !ask_again (run, protocol, error) ||
      !protocol_issue (run->db, protocol, city, date, command_flag (run, "blank-date"),
                       error) ||
      !notice_findings (run, protocol, error))
    return FALSE;
  if (run->json == NULL)
    return say_issued (run, protocol, error);
  answer_json (run, protocol, FALSE);
  return TRUE;
}

/* --- render ------------------------------------------------------------------------------------ */

const CommandUse use_protocol_render = {
  .options = COMMAND_OPTIONS (
      { "for", OPTION_TEXT, "PARTY", N_ ("Whose original") },
      { "out", OPTION_TEXT, "FILE", N_ ("Where to write the PDF") },
      { "record", OPTION_TEXT, "FILE", N_ ("Where to write the protocol as data, in JSON") }),
  .details = N_ ("Before the originals are issued it is a draft and marked so on every page; "
                 "afterwards the stored bytes come out, always the same."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol render 2027 --for tj --out tj.pdf  # Tajikistan's "
          "original"),
      N_ ("council protocol render 2027 --for tj --out tj.pdf --record tj.json  # for the "
          "archive")),
};

/* The archive's second file, beside the PDF. */
static gboolean
write_record (CommandRun *run, const Protocol *protocol, const char *keeper, GBytes *pdf,
              GError **error)
{
  const char *path = command_option (run, "record");
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  if (path == NULL)
    return TRUE;
  text = protocol_record (run->db, protocol, keeper, pdf, error);
  if (text == NULL)
    return FALSE;
  bytes = g_bytes_new_take (text, strlen (text));
  return command_write_file (run, path, bytes, error);
}

gboolean
cmd_protocol_render (CommandRun *run, GError **error)
{
  const char *keeper = command_option (run, "for"), *path = command_option (run, "out");
  g_autoptr(Protocol) protocol = protocol_load (run->db, run->args[0], error);
  g_autoptr(GBytes) bytes =
      protocol ? protocol_render (run->db, protocol, keeper, error) : NULL;

  if (bytes == NULL || !command_write_file (run, path, bytes, error) ||
      !write_record (run, protocol, keeper, bytes, error))
    return FALSE;
  if (run->json != NULL)
    {
      g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

      json_begin_object (run->json, NULL);
      json_text (run->json, "ref", protocol->ref);
      json_text (run->json, "for", keeper);
      json_text (run->json, "state", protocol->state);
      json_text (run->json, "file", path);
      json_text (run->json, "sha256", sha256);
      json_bool (run->json, "sample", protocol->sample);
      json_builder_end_object (run->json);
    }
  else
    command_say (run, N_ ("{file}: the original of {party}, {state:tr}"), "file", path,
                 "party", keeper, "state", protocol_state_word (protocol), NULL);
  return TRUE;
}

/* --- attach ------------------------------------------------------------------------------------ */

const CommandUse use_protocol_attach = {
  .options =
      COMMAND_OPTIONS ({ "for", OPTION_TEXT, "PARTY", N_ ("Whose original was scanned") },
                       { "signed", OPTION_TEXT, "DATE", N_ ("The day it was signed on") },
                       { "place", OPTION_TEXT, "CITY", N_ ("Where it was signed") },
                       { "replace", OPTION_FLAG, NULL,
                         N_ ("Put a better scan in the place of the one there") }),
  .details =
      N_ ("The scan shows the signatures of all chairs. With the last original the protocol "
          "is signed, its decisions are in force and the meeting is closed."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol attach 2027 --for tj scan.pdf --signed 2027-03-15 "
          "--place Dushanbe  # a signed original")),
};

/* The paper says one day, the record of its signing another. */
static void
notice_other_day (CommandRun *run, const Protocol *protocol, const char *day)
{
  if (protocol->signing_date != NULL && g_strcmp0 (protocol->signing_date, day) != 0)
    command_notice (
        run,
        N_ ("protocol {ref}: the originals bear the date {printed}, and {day} is recorded "
            "as the day of signing"),
        "ref", protocol->ref, "printed", protocol->signing_date, "day", day, NULL);
}

static void
say_attached (CommandRun *run, const Protocol *protocol, const char *keeper, gboolean closed)
{
  if (run->json != NULL)
    answer_json (run, protocol, closed);
  else if (closed)
    command_say (run,
                 N_ ("Protocol {ref}: every original is complete. The protocol is signed, its "
                     "decisions are in force, the meeting is closed."),
                 "ref", protocol->ref, NULL);
  else
    command_say (run, N_ ("Protocol {ref}: the original kept by {party} is attached"), "ref",
                 protocol->ref, "party", keeper, NULL);
}

gboolean
cmd_protocol_attach (CommandRun *run, GError **error)
{
  const char *keeper = command_option (run, "for"), *day = command_option (run, "signed");
  g_autofree char *city = text_clean (command_option (run, "place"), N_ ("city"), error);
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GBytes) scan = NULL;
  gboolean closed;
  GDate date;

  if (city == NULL || !date_parse (day, &date, error) ||
      (protocol = protocol_load (run->db, run->args[0], error)) == NULL ||
      (scan = file_read_whole (run->args[1], SCAN_LIMIT, error)) == NULL ||
      !original_attach (run->db, protocol, keeper, scan, &date, city,
                        command_flag (run, "replace"), &closed, error) ||
      !reload (run, &protocol, error))
    return FALSE;
  notice_other_day (run, protocol, day);
  say_attached (run, protocol, keeper, closed);
  return TRUE;
}
