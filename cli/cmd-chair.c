/* council chair|secretary list|appoint|empower|correct: the same office mechanism. */
#include "cli/command.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/office.h"
#include "core/party.h"
#include "core/person.h"
#include "meetings/meeting.h"

/* --- showing ------------------------------------------------------------------------------- */

/* A term with all that is shown of it; strings are owned. */
typedef struct
{
  char *name, *title, *meeting;
} Shown;

static void
shown_clear (Shown *shown)
{
  g_free (shown->name);
  g_free (shown->title);
  g_free (shown->meeting);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static gboolean
look_up (CommandRun *run, const Term *term, Shown *shown, GError **error)
{
  g_autoptr(Person) person = person_load_id (run->db, term->person, error);
  g_autoptr(Meeting) meeting = NULL;

  if (person == NULL)
    return FALSE;
  if (term->meeting != NULL)
    {
      meeting = meeting_load_id (run->db, term->meeting, error);
      if (meeting == NULL)
        return FALSE;
      shown->meeting = g_strdup (meeting->ref);
    }
  shown->name = g_str_equal (run->lang, "en") && person->latin != NULL
                    ? g_strdup (person->latin)
                    : person_full_name (person);
  shown->title = office_title (run->db, term, run->lang, CASE_NOMINATIVE, NULL);
  if (shown->title == NULL)
    shown->title = office_title (run->db, term, "ru", CASE_NOMINATIVE, NULL);
  return TRUE;
}

static gboolean
term_json (CommandRun *run, const Term *term, GError **error)
{
  g_auto(Shown) shown = { NULL };
  g_autoptr(Person) person = person_load_id (run->db, term->person, error);

  if (person == NULL || !look_up (run, term, &shown, error))
    return FALSE;
  json_begin_object (run->json, NULL);
  json_text (run->json, "party", term->party);
  json_text (run->json, "person", person->handle);
  json_text (run->json, "name", shown.name);
  json_text (run->json, "title", shown.title);
  json_text (run->json, "capacity", term->capacity);
  json_text (run->json, "since", term->since);
  json_text (run->json, "until", term->until);
  json_text (run->json, "meeting", shown.meeting);
  json_text (run->json, "basis", term->basis);
  json_builder_end_object (run->json);
  return TRUE;
}

G_GNUC_UNUSED static const char *const capacities[] = { N_ ("full"), N_ ("acting"),
                                                        N_ ("empowered") };

static gboolean
term_row (CommandRun *run, Table *table, const Term *term, GError **error)
{
  g_auto(Shown) shown = { NULL };
  g_autofree char *since = NULL;

  if (!look_up (run, term, &shown, error))
    return FALSE;
  since = shown.meeting ? tr_fill (run->lang, N_ ("meeting {ref}"), "ref", shown.meeting, NULL)
                        : g_strdup (term->since);
  table_row (table, term->party, shown.name, shown.title, tr (run->lang, term->capacity),
             since, term->until, term->basis);
  return TRUE;
}

static gboolean
show_terms (CommandRun *run, GPtrArray *terms, GError **error)
{
  g_autoptr(Table) table =
      table_new (run->lang, N_ ("Party"), N_ ("Name"), N_ ("Office"), N_ ("Capacity"),
                 N_ ("Since"), N_ ("Until"), N_ ("Basis"), NULL);

  if (run->json != NULL)
    json_begin_array (run->json, NULL);
  for (guint i = 0; i < terms->len; i++)
    {
      const Term *term = g_ptr_array_index (terms, i);

      if (run->json ? !term_json (run, term, error) : !term_row (run, table, term, error))
        return FALSE;
    }
  if (run->json != NULL)
    json_builder_end_array (run->json);
  else if (table_is_empty (table))
    command_say (run, N_ ("Nobody is on record."), NULL);
  else
    command_table_print (run, table);
  return TRUE;
}

/* Each party's holder on @date. */
static GPtrArray *
holders (Db *db, const char *kind, const char *date, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);
  g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);

  if (parties == NULL)
    return NULL;
  for (guint i = 0; i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      Term *term = NULL;

      if (!office_holder_maybe (db, party->code, kind, date, NULL, &term, error))
        return NULL;
      if (term != NULL)
        g_ptr_array_add (terms, term);
    }
  return g_steal_pointer (&terms);
}

static gboolean
list (CommandRun *run, const char *kind, GError **error)
{
  const char *date = command_option (run, "on");
  g_autoptr(GPtrArray) terms = NULL;
  GDate day;

  if (date != NULL && !date_parse (date, &day, error))
    return FALSE;
  terms = date ? holders (run->db, kind, date, error) : office_terms (run->db, kind, error);
  return terms != NULL && show_terms (run, terms, error);
}

/* --- changing ------------------------------------------------------------------------------ */

static Appointment
read_appointment (CommandRun *run, const char *kind)
{
  return (Appointment){
    .party = command_option (run, "party"),
    .kind = kind,
    .person = run->args[0],
    .title = command_option (run, "title"),
    .title_genitive = command_option (run, "title-genitive"),
    .basis = run->basis,
  };
}

/* What the change touches, and the terms of that party as they stand now. */
static gboolean
report (CommandRun *run, const char *kind, const char *party, const char *from, GError **error)
{
  g_autoptr(GPtrArray) effects =
      office_effects (run->db, party, from, NULL, run->lang, error);
  g_autoptr(GPtrArray) terms = effects ? office_terms (run->db, kind, error) : NULL;

  if (terms == NULL)
    return FALSE;
  for (guint i = terms->len; i > 0; i--)
    if (!g_str_equal (((Term *) g_ptr_array_index (terms, i - 1))->party, party))
      g_ptr_array_remove_index (terms, i - 1);
  if (run->json != NULL)
    {
      json_begin_object (run->json, NULL);
      json_builder_set_member_name (run->json, "terms");
    }
  if (!show_terms (run, terms, error))
    return FALSE;
  if (run->json != NULL)
    {
      json_texts (run->json, "affected", effects);
      json_builder_end_object (run->json);
      return TRUE;
    }
  command_line (run, "");
  if (effects->len == 0)
    command_say (run, N_ ("Nothing else is affected."), NULL);
  else
    command_say (run, N_ ("Affected:"), NULL);
  for (guint i = 0; i < effects->len; i++)
    {
      g_autofree char *line =
          g_strconcat ("  ", (char *) g_ptr_array_index (effects, i), NULL);

      command_line (run, line);
    }
  return TRUE;
}

static gboolean
appoint (CommandRun *run, const char *kind, GError **error)
{
  Appointment appointment = read_appointment (run, kind);

  appointment.from = command_option (run, "from");
  appointment.acting = command_flag (run, "acting");
  return office_appoint (run->db, &appointment, NULL, error) &&
         report (run, kind, appointment.party, appointment.from, error);
}

static gboolean
empower (CommandRun *run, const char *kind, GError **error)
{
  const Appointment appointment = read_appointment (run, kind);
  g_autoptr(Meeting) meeting = meeting_load (run->db, command_option (run, "meeting"), error);
  g_autoptr(GPtrArray) terms = NULL;

  if (meeting == NULL || !office_empower (run->db, meeting->id, &appointment, error) ||
      (terms = office_terms (run->db, kind, error)) == NULL)
    return FALSE;
  return show_terms (run, terms, error);
}

/* The term that is meant: by a day, or by the meeting that someone is empowered for. */
static Term *
find_term (CommandRun *run, const char *kind, GError **error)
{
  const char *party = command_option (run, "party");
  const char *on = command_option (run, "on");
  const char *ref = command_option (run, "meeting");
  g_autoptr(Meeting) meeting = NULL;
  g_autoptr(Term) term = NULL;
  GDate date;

  if ((on == NULL) == (ref == NULL))
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("which term is meant: --on DATE, or --meeting REF for one empowered"),
                     NULL);
      return NULL;
    }
  if (on != NULL)
    return date_parse (on, &date, error)
               ? office_holder (run->db, party, kind, on, NULL, error)
               : NULL;
  meeting = meeting_load (run->db, ref, error);
  if (meeting == NULL ||
      !office_holder_maybe (run->db, party, kind, "", meeting->id, &term, error))
    return NULL;
  if (term == NULL || term->meeting == NULL)
    {
      council_error (error, COUNCIL_ERROR_NOT_FOUND,
                     N_ ("nobody of {party} is empowered for meeting {ref}"), "party", party,
                     "ref", meeting->ref, NULL);
      return NULL;
    }
  return g_steal_pointer (&term);
}

static gboolean
correct (CommandRun *run, const char *kind, GError **error)
{
  TermCorrection correction = {
    .person = command_option (run, "person"),
    .since = command_option (run, "from"),
    .until = command_option (run, "until"),
    .capacity = command_flag (run, "acting") ? "acting"
                : command_flag (run, "full") ? "full"
                                             : NULL,
    .title = command_option (run, "title"),
    .title_genitive = command_option (run, "title-genitive"),
    .remove = command_flag (run, "remove"),
    .basis = run->basis,
  };
  g_autoptr(Term) term = find_term (run, kind, error);

  if (term == NULL)
    return FALSE;
  if (correction.person == NULL && correction.since == NULL && correction.until == NULL &&
      correction.capacity == NULL && correction.title == NULL &&
      correction.title_genitive == NULL && !correction.remove)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("nothing to correct is given (--person, --from, --until, --title, "
            "--acting, --full or --remove)"),
        NULL);
  if (correction.remove &&
      !command_ask (run, error, N_ ("Remove that term, as if it never was?"), NULL))
    return FALSE;
  return office_correct (run->db, term, &correction, error) &&
         report (run, kind, term->party, term->since ? term->since : "1900-01-01", error);
}

/* --- the commands -------------------------------------------------------------------------- */

#define LIST_OPTIONS                                                                          \
  COMMAND_OPTIONS ({ "on", OPTION_TEXT, "DATE", N_ ("Who held it on that day") })
#define TITLE_OPTIONS                                                                         \
  { "title", OPTION_TEXT, "TITLE", N_ ("When it differs from the office's title") },          \
  {                                                                                           \
    "title-genitive", OPTION_TEXT, "TITLE", N_ ("The same in the genitive")                   \
  }
#define APPOINT_OPTIONS                                                                       \
  COMMAND_OPTIONS (                                                                           \
      { "party", OPTION_TEXT, "PARTY", N_ ("Of which party") },                               \
      { "from", OPTION_TEXT, "DATE", N_ ("First day; the former term ends before it") },      \
      { "acting", OPTION_FLAG, NULL, N_ ("Acting, not in full") }, TITLE_OPTIONS)
#define EMPOWER_OPTIONS                                                                       \
  COMMAND_OPTIONS ({ "party", OPTION_TEXT, "PARTY", N_ ("Of which party") },                  \
                   { "meeting", OPTION_TEXT, "REF", N_ ("For which meeting") },               \
                   TITLE_OPTIONS)
#define CORRECT_OPTIONS                                                                       \
  COMMAND_OPTIONS (                                                                           \
      { "party", OPTION_TEXT, "PARTY", N_ ("Of which party") },                               \
      { "on", OPTION_TEXT, "DATE", N_ ("The term that held on that day") },                   \
      { "meeting", OPTION_TEXT, "REF", N_ ("Who was empowered for that meeting") },           \
      { "person", OPTION_TEXT, "PERSON", N_ ("Who it was") },                                 \
      { "from", OPTION_TEXT, "DATE", N_ ("First day; \"\": not known") },                     \
      { "until", OPTION_TEXT, "DATE", N_ ("Last day; \"\": it goes on") },                    \
      { "acting", OPTION_FLAG, NULL, N_ ("Acting, not in full") },                            \
      { "full", OPTION_FLAG, NULL, N_ ("In full") },                                          \
      { "remove", OPTION_FLAG, NULL, N_ ("The term never was") }, TITLE_OPTIONS)

const CommandUse use_chair_list = {
  .options = LIST_OPTIONS,
  .examples =
      COMMAND_EXAMPLES (N_ ("council chair list  # every co-chair, past and present"),
                        N_ ("council chair list --on 2026-02-13  # who presided that day")),
};
const CommandUse use_chair_appoint = {
  .options = APPOINT_OPTIONS,
  .details =
      N_ ("The former co-chair's term ends the day before; the past stays as it is. The "
          "answer lists every meeting, request and original that the change touches."),
  .examples = COMMAND_EXAMPLES (N_ ("council chair appoint --party tj ivanov --from "
                                    "2026-12-01 --basis \"нота № 12\"  # a new "
                                    "co-chair")),
};
const CommandUse use_chair_empower = {
  .options = EMPOWER_OPTIONS,
  .details =
      N_ ("Who is empowered presides and signs at that one meeting instead of the co-chair."),
  .examples = COMMAND_EXAMPLES (N_ ("council chair empower --party tj ivanov --meeting next "
                                    "--basis \"письмо № 3\"  # for one "
                                    "meeting")),
};
const CommandUse use_chair_correct = {
  .options = CORRECT_OPTIONS,
  .details =
      N_ ("The only way to change the past: the journal keeps what stood there, and the "
          "basis."),
  .examples = COMMAND_EXAMPLES (N_ ("council chair correct --party tj --on 2026-02-13 --from "
                                    "2024-01-10 --basis \"указ № 1\"  # "
                                    "its first day")),
};
const CommandUse use_secretary_list = {
  .options = LIST_OPTIONS,
  .examples = COMMAND_EXAMPLES (N_ ("council secretary list  # the executive secretaries")),
};
const CommandUse use_secretary_appoint = {
  .options = APPOINT_OPTIONS,
  .examples = COMMAND_EXAMPLES (N_ ("council secretary appoint --party tj ivanov --from "
                                    "2026-12-01 --basis \"письмо № 4\"  # a "
                                    "new secretary")),
};
const CommandUse use_secretary_empower = {
  .options = EMPOWER_OPTIONS,
  .examples = COMMAND_EXAMPLES (N_ ("council secretary empower --party tj ivanov --meeting "
                                    "next --basis \"письмо № 5\"  # for "
                                    "one meeting")),
};
const CommandUse use_secretary_correct = {
  .options = CORRECT_OPTIONS,
  .examples = COMMAND_EXAMPLES (N_ ("council secretary correct --party tj --on 2026-02-13 "
                                    "--until 2026-11-30 --basis \"письмо "
                                    "№ 6\"  # its last day")),
};

#define OFFICE_COMMAND(noun, verb, kind)                                                      \
  gboolean cmd_##noun##_##verb (CommandRun *run, GError **error)                              \
  {                                                                                           \
    return verb (run, kind, error);                                                           \
  }

OFFICE_COMMAND (chair, list, OFFICE_CHAIR)
OFFICE_COMMAND (chair, appoint, OFFICE_CHAIR)
OFFICE_COMMAND (chair, empower, OFFICE_CHAIR)
OFFICE_COMMAND (chair, correct, OFFICE_CHAIR)
OFFICE_COMMAND (secretary, list, OFFICE_SECRETARY)
OFFICE_COMMAND (secretary, appoint, OFFICE_SECRETARY)
OFFICE_COMMAND (secretary, empower, OFFICE_SECRETARY)
OFFICE_COMMAND (secretary, correct, OFFICE_SECRETARY)
