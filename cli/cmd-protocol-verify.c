/* council protocol verify */
#include "cli/command.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/file.h"
#include "protocols/signature.h"

#define LARGEST (257 * 1024 * 1024) /* bytes; the reader says what is too large */

const CommandUse use_protocol_verify = {
  .options = COMMAND_OPTIONS ({ "trust", OPTION_MANY, "FILE",
                                N_ ("Certificates of the authorities that are trusted (PEM); "
                                    "those of the system otherwise") }),
  .details =
      N_ ("It needs no council's file; with one it also says whether the text is the one on "
          "record. Of every signature it says whether anything was changed since, who made "
          "it, whether a trusted authority says so, when, and what it covers; then what was "
          "changed between the revisions of the file. The exit status is 1 when anything is "
          "wrong."),
  .examples = COMMAND_EXAMPLES (
      N_ ("council protocol verify tj.pdf --trust ca.pem  # check an original and its "
          "signatures")),
};

/* --- for people --------------------------------------------------------------------------------- */

/* «А. Б. Ветров, Председатель Правительства, Правительство …», as the certificate says. */
static char *
signer_line (const PadesSignature *signature)
{
  const CmsCertificate *certificate =
      signature->verdict ? signature->verdict->certificate : NULL;
  GString *line;

  if (certificate == NULL)
    return NULL;
  if (certificate->name == NULL)
    return g_strdup (certificate->subject);
  line = g_string_new (certificate->name);
  if (certificate->title != NULL)
    g_string_append_printf (line, ", %s", certificate->title);
  if (certificate->organisation != NULL)
    g_string_append_printf (line, ", %s", certificate->organisation);
  if (certificate->country != NULL)
    g_string_append_printf (line, " (%s)", certificate->country);
  return g_string_free (line, FALSE);
}

static const char *
integrity_fault (const PadesSignature *signature)
{
  return signature->fault != NULL ? signature->fault : signature->verdict->fault;
}

static void
say_trust (CommandRun *run, const CmsVerdict *verdict)
{
  g_autofree char *time = instant_text (verdict->time);
  g_autofree char *until = instant_text (verdict->certificate->not_after);

  if (verdict->trust_fault == NULL)
    command_say (run, N_ ("  certificate: trusted, valid at {time}; issued by {issuer}"),
                 "time", time, "issuer", verdict->certificate->issuer, NULL);
  else if (verdict->expired)
    command_say (run,
                 N_ ("  certificate: NOT PROVEN: it has expired at {until}, and no trusted "
                     "timestamp says that the signature is older"),
                 "until", until, NULL);
  else
    command_say (run, N_ ("  certificate: NOT TRUSTED: {why:tr}; issued by {issuer}"), "why",
                 verdict->trust_fault, "issuer", verdict->certificate->issuer, NULL);
}

static void
say_time (CommandRun *run, const CmsVerdict *verdict)
{
  g_autofree char *stamp = verdict->timestamp ? instant_text (verdict->timestamp) : NULL;
  g_autofree char *time = instant_text (verdict->time);

  if (verdict->timestamp_fault != NULL)
    command_say (run, N_ ("  time: the timestamp {time} DOES NOT COUNT: {why:tr}"), "time",
                 stamp, "why", verdict->timestamp_fault, NULL);
  else if (stamp != NULL)
    command_say (run, N_ ("  time: {time}, by a trusted timestamp"), "time", stamp, NULL);
  else
    command_say (run, N_ ("  time: no timestamp; checked as of now, {time}"), "time", time,
                 NULL);
}

static void
say_signature (CommandRun *run, const PadesSignature *signature, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n), *signer = signer_line (signature);
  const char *fault = integrity_fault (signature);

  command_say (run, N_ ("Signature {n} ({field}): {signer}"), "n", number, "field",
               signature->party ? signature->party : signature->field, "signer", signer, NULL);
  if (fault == NULL)
    command_say (run, N_ ("  integrity: unchanged since it was signed"), NULL);
  else
    command_say (run, N_ ("  integrity: BROKEN: {why:tr}"), "why", fault, NULL);
  if (signature->verdict != NULL && signature->verdict->certificate != NULL)
    {
      say_trust (run, signature->verdict);
      say_time (run, signature->verdict);
    }
  command_say (run,
               signature->covers_all ? N_ ("  covers: the whole file")
                                     : N_ ("  covers: the file as it was when it was signed"),
               NULL);
}

static void
say_changes (CommandRun *run, const PadesReport *report)
{
  if (report->changes->len == 0)
    command_say (run,
                 report->signatures->len > 0
                     ? N_ ("Changes: nothing but signatures was added to the document")
                     : N_ ("Changes: none since it was issued"),
                 NULL);
  for (guint i = 0; i < report->changes->len; i++)
    {
      g_autofree char *text =
          council_error_text (g_ptr_array_index (report->changes, i), run->lang);

      command_say (run, N_ ("Changes: FORBIDDEN: {what}"), "what", text, NULL);
    }
}

static void
say_record (CommandRun *run, const Recorded *recorded)
{
  g_autofree char *why = recorded->why != NULL
                             ? tr_fill (run->lang, recorded->why, "ref", recorded->ref, NULL)
                             : NULL;

  if (recorded->answer == RECORD_SAME)
    command_say (
        run, N_ ("Record: the text is that of protocol {ref}, the original kept by {party}"),
        "ref", recorded->ref, "party", recorded->keeper, NULL);
  else if (recorded->answer == RECORD_DIFFERS)
    command_say (run, N_ ("Record: DIFFERS: {why}"), "why", why, NULL);
  else
    command_say (run, N_ ("Record: unknown"), NULL);
}

static void
say_bottom_line (CommandRun *run, const PadesReport *report, gboolean sound)
{
  g_autofree char *made = g_strdup_printf ("%u", report->signatures->len);
  g_autofree char *all = g_strdup_printf ("%u", report->signatures->len + report->empty->len);

  if (report->broken)
    command_say (run, N_ ("NOT SOUND: the file is damaged or was tampered with"), NULL);
  else if (report->signatures->len == 0)
    command_say (run, N_ ("NOT SIGNED: there is no electronic signature in the file"), NULL);
  else if (sound)
    command_say (run, N_ ("Sound: {made} of {all} signatures, all of them good"), "made", made,
                 "all", all, NULL);
  else
    command_say (run, N_ ("NOT SOUND: do not rely on this file"), NULL);
}

static void
say_report (CommandRun *run, const PadesReport *report, const Recorded *recorded,
            gboolean sound)
{
  for (guint i = 0; i < report->signatures->len; i++)
    say_signature (run, g_ptr_array_index (report->signatures, i), i + 1);
  for (guint i = 0; i < report->empty->len; i++)
    command_say (run, N_ ("Not signed yet: {field}"), "field",
                 g_ptr_array_index (report->empty, i), NULL);
  say_changes (run, report);
  say_record (run, recorded);
  say_bottom_line (run, report, sound);
}

/* --- for programs ------------------------------------------------------------------------------- */

static void
json_instant (JsonBuilder *json, const char *key, GDateTime *instant)
{
  g_autofree char *text = instant ? instant_text (instant) : NULL;

  json_text (json, key, text);
}

static void
json_certificate (JsonBuilder *json, const CmsCertificate *certificate)
{
  json_begin_object (json, "certificate");
  json_text (json, "subject", certificate->subject);
  json_text (json, "issuer", certificate->issuer);
  json_text (json, "name", certificate->name);
  json_text (json, "title", certificate->title);
  json_text (json, "organisation", certificate->organisation);
  json_text (json, "country", certificate->country);
  json_text (json, "serial", certificate->serial);
  json_text (json, "sha256", certificate->fingerprint);
  json_instant (json, "from", certificate->not_before);
  json_instant (json, "until", certificate->not_after);
  json_builder_end_object (json);
}

static void
json_signature (CommandRun *run, const PadesSignature *signature)
{
  const CmsVerdict *verdict = signature->verdict;
  const char *fault = integrity_fault (signature);
  g_autofree char *signer = signer_line (signature);
  gboolean known = verdict != NULL && verdict->certificate != NULL;
  JsonBuilder *json = run->json;

  json_begin_object (json, NULL);
  json_text (json, "party", signature->party);
  json_text (json, "field", signature->field);
  json_text (json, "signer", signer);
  json_bool (json, "integrity", fault == NULL);
  json_text (json, "fault", fault ? tr (run->lang, fault) : NULL);
  json_bool (json, "trusted", known && verdict->trust_fault == NULL);
  json_text (json, "trust_fault",
             known && verdict->trust_fault ? tr (run->lang, verdict->trust_fault) : NULL);
  json_instant (json, "time", verdict ? verdict->time : NULL);
  json_instant (json, "timestamp", verdict ? verdict->timestamp : NULL);
  json_text (json, "timestamp_fault",
             verdict != NULL && verdict->timestamp_fault
                 ? tr (run->lang, verdict->timestamp_fault)
                 : NULL);
  json_bool (json, "covers_all", signature->covers_all);
  if (known)
    json_certificate (json, verdict->certificate);
  json_builder_end_object (json);
}

static void
json_report (CommandRun *run, const PadesReport *report, const Recorded *recorded,
             gboolean sound)
{
  static const char *const answers[] = { "unknown", "same", "differs" };
  JsonBuilder *json = run->json;

  json_begin_object (json, NULL);
  json_begin_array (json, "signatures");
  for (guint i = 0; i < report->signatures->len; i++)
    json_signature (run, g_ptr_array_index (report->signatures, i));
  json_builder_end_array (json);
  json_texts (json, "empty", report->empty);
  json_begin_array (json, "changes");
  for (guint i = 0; i < report->changes->len; i++)
    {
      g_autofree char *text =
          council_error_text (g_ptr_array_index (report->changes, i), run->lang);

      json_text (json, NULL, text);
    }
  json_builder_end_array (json);
  json_text (json, "record", answers[recorded->answer]);
  json_text (json, "ref", recorded->ref);
  json_text (json, "for", recorded->keeper);
  json_bool (json, "ok", sound);
  json_builder_end_object (json);
}

gboolean
cmd_protocol_verify (CommandRun *run, GError **error)
{
  const PadesModule *module = pades_module (error);
  g_autoptr(GDateTime) now = clock_now ();
  g_autoptr(GBytes) pdf = module ? file_read_whole (run->args[0], LARGEST, error) : NULL;
  g_autoptr(PadesReport) report =
      pdf ? module->verify (pdf, command_values (run, "trust"), now, error) : NULL;
  g_auto(Recorded) recorded = { RECORD_UNKNOWN };
  gboolean sound;

  if (report == NULL ||
      (run->db != NULL && !recorded_find (run->db, report, &recorded, error)))
    return FALSE;
  sound = pades_report_is_sound (report) && recorded.answer != RECORD_DIFFERS;
  run->found = !sound;
  if (run->json != NULL)
    json_report (run, report, &recorded, sound);
  else
    say_report (run, report, &recorded, sound);
  return TRUE;
}
