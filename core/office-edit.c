/* Offices written: appointed to, empowered for one meeting, corrected. */
#include "core/office.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/party.h"
#include "core/person.h"
#include "core/text.h"
#include "core/uuid.h"

/* --- what every write needs ---------------------------------------------------------------- */

/* Texts and keys of a term to be written, all owned. */
typedef struct
{
  char *office, *person, *title, *title_genitive, *basis;
} NewTerm;

static void
new_term_clear (NewTerm *term)
{
  g_free (term->office);
  g_free (term->person);
  g_free (term->title);
  g_free (term->title_genitive);
  g_free (term->basis);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NewTerm, new_term_clear)

static gboolean
take_basis (const char *basis, char **out, GError **error)
{
  if (!text_clean_optional (basis, N_ ("basis"), out, error))
    return FALSE;
  return *out != NULL ||
         council_error (
             error, COUNCIL_ERROR_USAGE,
             N_ ("a basis is needed (--basis \"letter, note or decree, number, date\")"),
             NULL);
}

/* The council's office of that kind; made when the party has none yet. */
static gboolean
find_office (Db *db, const char *party, const char *kind, char **office, GError **error)
{
  g_autoptr(Party) owner = party_load (db, party, error);
  g_autoptr(DbRow) row = NULL;

  if (owner == NULL ||
      !db_maybe (db, &row,
                 "SELECT o.id FROM office AS o JOIN body AS b ON b.id = o.body"
                 " WHERE b.kind = 'council' AND o.party = ? AND o.kind = ?",
                 error, "ss", owner->id, kind))
    return FALSE;
  if (row != NULL)
    {
      *office = row_copy (row, "id");
      return TRUE;
    }
  *office = uuid7 ();
  return db_run (db,
                 "INSERT INTO office (id, party, body, kind)"
                 " SELECT ?, ?, id, ? FROM body WHERE kind = 'council'",
                 error, "sss", *office, owner->id, kind);
}

/* A title that is the first of its office, or the same, belongs to the office itself. */
static gboolean
settle_title (Db *db, NewTerm *term, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT text FROM name WHERE owner = ? AND role = 'title' AND lang = 'ru'"
                 " AND form = 'nominative'",
                 error, "s", term->office))
    return FALSE;
  if (row == NULL && term->title == NULL)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("the office has no title yet (say --title, as in «Премьер-министр "
            "Республики …»)"),
        NULL);
  if (row == NULL && (!name_set (db, term->office, "title", NULL, "ru", CASE_NOMINATIVE,
                                 term->title, error) ||
                      (term->title_genitive != NULL &&
                       !name_set (db, term->office, "title", NULL, "ru", CASE_GENITIVE,
                                  term->title_genitive, error))))
    return FALSE;
  if (row == NULL || g_strcmp0 (row_text (row, "text"), term->title) == 0)
    {
      g_clear_pointer (&term->title, g_free);
      g_clear_pointer (&term->title_genitive, g_free);
    }
  return TRUE;
}

static gboolean
prepare (Db *db, const Appointment *appointment, NewTerm *term, GError **error)
{
  g_autoptr(Person) person = NULL;

  if (!text_clean_optional (appointment->title, N_ ("title"), &term->title, error) ||
      !text_clean_optional (appointment->title_genitive, N_ ("title"), &term->title_genitive,
                            error) ||
      !find_office (db, appointment->party, appointment->kind, &term->office, error) ||
      !settle_title (db, term, error) ||
      (person = person_load (db, appointment->person, error)) == NULL ||
      !take_basis (appointment->basis, &term->basis, error))
    return FALSE;
  term->person = g_strdup (person->id);
  return TRUE;
}

static gboolean
insert_term (Db *db, const NewTerm *term, const char *capacity, const char *since,
             const char *meeting, GError **error)
{
  g_autofree char *id = uuid7 ();

  return db_run (db,
                 "INSERT INTO term (id, office, person, capacity, since, meeting, title,"
                 " title_genitive, basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 error, "sssssssss", id, term->office, term->person, capacity, since, meeting,
                 term->title, term->title_genitive, term->basis);
}

/* --- appointing ---------------------------------------------------------------------------- */

/* No term of the office may begin on @from or later. */
static gboolean
refuse_later_term (Db *db, const char *office, const char *from, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autoptr(Person) person = NULL;
  g_autofree char *name = NULL;

  if (!db_maybe (db, &row,
                 "SELECT person, since FROM term WHERE office = ? AND meeting IS NULL"
                 " AND since >= ? ORDER BY since LIMIT 1",
                 error, "ss", office, from))
    return FALSE;
  if (row == NULL)
    return TRUE;
  person = person_load_id (db, row_text (row, "person"), error);
  if (person == NULL)
    return FALSE;
  name = person_full_name (person);
  return council_error (
      error, COUNCIL_ERROR_RULE,
      N_ ("from {from}: {person} holds the office from {since} on (appoint from a "
          "later day, or 'chair correct' that term)"),
      "from", from, "person", name, "since", row_text (row, "since"), NULL);
}

/* Who presided at a meeting is history. */
static gboolean
refuse_held_meeting (Db *db, const Appointment *appointment, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!g_str_equal (appointment->kind, OFFICE_CHAIR))
    return TRUE;
  if (!db_maybe (db, &row,
                 "SELECT m.ref AS ref FROM meeting AS m JOIN body AS b ON b.id = m.body"
                 " WHERE b.kind = 'council' AND m.state IN ('held', 'closed')"
                 " AND m.ends_at > ? ORDER BY m.ends_at LIMIT 1",
                 error, "s", appointment->from))
    return FALSE;
  return row == NULL ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("from {from}: meeting {ref} was held after that under the former "
                 "co-chair (appoint from a later day; 'chair correct' changes the past, "
                 "on record)"),
             "from", appointment->from, "ref", row_text (row, "ref"), NULL);
}

/* Nobody presides for two parties at once. */
static gboolean
refuse_two_parties (Db *db, const NewTerm *term, const char *from, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT p.code AS party FROM term AS t JOIN office AS o ON o.id = t.office"
                 " JOIN party AS p ON p.id = o.party JOIN body AS b ON b.id = o.body"
                 " AND b.kind = 'council' WHERE t.person = ?1 AND t.office <> ?2"
                 " AND o.kind = (SELECT kind FROM office WHERE id = ?2) AND t.meeting IS NULL"
                 " AND (t.until IS NULL OR t.until >= ?3) LIMIT 1",
                 error, "sss", term->person, term->office, from))
    return FALSE;
  return row == NULL ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("that person holds the same office of {party} (nobody holds it for two "
                 "parties)"),
             "party", row_text (row, "party"), NULL);
}

/* Ends the term that runs on @from, the day before. */
static gboolean
end_former (Db *db, const char *office, const char *from, char **until, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autofree char *last = NULL;
  GDate date;

  if (!date_parse (from, &date, error))
    return FALSE;
  date = date_add (&date, -1);
  last = date_text (&date);
  if (!db_maybe (db, &row,
                 "SELECT id FROM term WHERE office = ?1 AND meeting IS NULL"
                 " AND (since IS NULL OR since < ?2) AND (until IS NULL OR until >= ?2)",
                 error, "ss", office, from))
    return FALSE;
  if (row == NULL)
    return TRUE;
  if (until != NULL)
    *until = g_strdup (last);
  return db_run (db, "UPDATE term SET until = ? WHERE id = ?", error, "ss", last,
                 row_text (row, "id"));
}

static const char *
verb (const char *kind, const char *chair, const char *secretary)
{
  return g_str_equal (kind, OFFICE_CHAIR) ? chair : secretary;
}

gboolean
office_appoint (Db *db, const Appointment *appointment, char **until, GError **error)
{
  g_auto(NewTerm) term = { 0 };
  g_autoptr(DbTransaction) tx = NULL;
  g_autofree char *last = NULL;
  GDate date;

  if (until != NULL)
    *until = NULL;
  if (!date_parse (appointment->from, &date, error))
    return FALSE;
  tx = db_begin (db, verb (appointment->kind, "chair.appoint", "secretary.appoint"), error);
  if (tx == NULL || !prepare (db, appointment, &term, error) ||
      !refuse_later_term (db, term.office, appointment->from, error) ||
      !refuse_held_meeting (db, appointment, error) ||
      !refuse_two_parties (db, &term, appointment->from, error) ||
      !end_former (db, term.office, appointment->from, &last, error) ||
      !insert_term (db, &term, appointment->acting ? "acting" : "full", appointment->from,
                    NULL, error))
    return FALSE;
  db_subject (tx, appointment->party);
  if (!db_commit (&tx, error))
    return FALSE;
  if (until != NULL)
    *until = g_steal_pointer (&last);
  return TRUE;
}

static gboolean
check_meeting_open (Db *db, const char *meeting, const NewTerm *term, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db,
              "SELECT ref, state, coalesce (substr (starts_at, 1, 10), '') AS day FROM meeting"
              " WHERE id = ?",
              error, "s", meeting);
  gint64 empowered;

  if (row == NULL)
    return FALSE;
  if (g_str_equal (row_text (row, "state"), "held") ||
      g_str_equal (row_text (row, "state"), "closed") ||
      g_str_equal (row_text (row, "state"), "cancelled") ||
      g_str_equal (row_text (row, "state"), "refused"))
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("meeting {ref} is {state:tr}: nobody can be empowered for it any "
            "more"),
        "ref", row_text (row, "ref"), "state", row_text (row, "state"), NULL);
  empowered = db_number (db, "SELECT count(*) FROM term WHERE office = ? AND meeting = ?",
                         error, "ss", term->office, meeting);
  if (empowered > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("meeting {ref}: someone is empowered for it already (see 'chair "
                              "correct')"),
                          "ref", row_text (row, "ref"), NULL);
  return empowered == 0 && refuse_two_parties (db, term, row_text (row, "day"), error);
}

gboolean
office_empower (Db *db, const char *meeting, const Appointment *appointment, GError **error)
{
  g_auto(NewTerm) term = { 0 };
  g_autoptr(DbTransaction) tx =
      db_begin (db, verb (appointment->kind, "chair.empower", "secretary.empower"), error);

  if (tx == NULL || !prepare (db, appointment, &term, error) ||
      !check_meeting_open (db, meeting, &term, error) ||
      !insert_term (db, &term, "empowered", NULL, meeting, error))
    return FALSE;
  db_subject (tx, appointment->party);
  return db_commit (&tx, error);
}

/* --- correcting ---------------------------------------------------------------------------- */

static gboolean
check_no_overlap (Db *db, const char *office, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT coalesce (b.since, '…') AS since FROM term AS a JOIN term AS b"
                 " ON a.office = b.office AND a.id < b.id"
                 " WHERE a.office = ? AND a.meeting IS NULL AND b.meeting IS NULL"
                 " AND (a.until IS NULL OR b.since IS NULL OR b.since <= a.until)"
                 " AND (b.until IS NULL OR a.since IS NULL OR a.since <= b.until) LIMIT 1",
                 error, "s", office))
    return FALSE;
  return row == NULL ||
         council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("two people would hold the office at once (the term from {since} "
                            "overlaps another; correct that one first)"),
                        "since", row_text (row, "since"), NULL);
}

static gboolean
take_date (char **field, const char *given, GError **error)
{
  GDate date;

  if (given == NULL)
    return TRUE;
  if (*given != '\0' && !date_parse (given, &date, error))
    return FALSE;
  g_free (*field);
  *field = *given ? g_strdup (given) : NULL;
  return TRUE;
}

static gboolean
take_text (char **field, const char *given, GError **error)
{
  g_autofree char *text = NULL;

  if (given == NULL)
    return TRUE;
  if (!text_clean_optional (given, N_ ("title"), &text, error))
    return FALSE;
  g_free (*field);
  *field = g_steal_pointer (&text);
  return TRUE;
}

/* @now: the term as it stands, changed as @correction says. */
static gboolean
take_correction (Db *db, Term *now, const TermCorrection *correction, const char *basis,
                 GError **error)
{
  if (correction->person != NULL)
    {
      g_autoptr(Person) person = person_load (db, correction->person, error);

      if (person == NULL)
        return FALSE;
      g_free (now->person);
      now->person = g_strdup (person->id);
      g_free (now->basis);
      now->basis = g_strdup (basis);
    }
  if (correction->capacity != NULL)
    {
      g_free (now->capacity);
      now->capacity = g_strdup (correction->capacity);
    }
  if (!take_date (&now->since, correction->since, error) ||
      !take_date (&now->until, correction->until, error) ||
      !take_text (&now->title, correction->title, error) ||
      !take_text (&now->title_genitive, correction->title_genitive, error))
    return FALSE;
  if (now->since != NULL && now->until != NULL && g_strcmp0 (now->since, now->until) > 0)
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("a term from {since} cannot end on {until}"), "since",
                          now->since, "until", now->until, NULL);
  return TRUE;
}

static gboolean
write_correction (Db *db, const Term *now, gboolean remove, GError **error)
{
  if (remove)
    return db_run (db, "DELETE FROM term WHERE id = ?", error, "s", now->id);
  return db_run (db,
                 "UPDATE term SET person = ?, capacity = ?, since = ?, until = ?, title = ?,"
                 " title_genitive = ?, basis = ? WHERE id = ?",
                 error, "ssssssss", now->person, now->capacity, now->since, now->until,
                 now->title, now->title_genitive, now->basis, now->id) &&
         check_no_overlap (db, now->office, error);
}

gboolean
office_correct (Db *db, const Term *term, const TermCorrection *correction, GError **error)
{
  g_autoptr(Term) now = NULL;
  g_autofree char *basis = NULL;
  g_autoptr(DbTransaction) tx = NULL;

  if (!take_basis (correction->basis, &basis, error))
    return FALSE;
  tx = db_begin (db, verb (term->kind, "chair.correct", "secretary.correct"), error);
  now = tx ? office_term (db, term->id, error) : NULL;
  if (now == NULL)
    return FALSE;
  if (term->meeting != NULL &&
      (correction->since != NULL || correction->until != NULL || correction->capacity != NULL))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("who is empowered for a meeting has no days of office (the meeting's "
            "count)"),
        NULL);
  if (!take_correction (db, now, correction, basis, error) ||
      !write_correction (db, now, correction->remove, error))
    return FALSE;
  db_subject (tx, term->party);
  return db_commit (&tx, error);
}
