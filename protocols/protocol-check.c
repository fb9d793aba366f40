/* What a careful reader would ask about before a protocol is signed. */
#include "protocols/original.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/office.h"
#include "core/person.h"
#include "core/text.h"
#include "meetings/decision.h"
#include "meetings/delegation.h"

#include <string.h>

/* Words by which a decision says itself until when, beside a date. */
#define TERM_WORDS                                                                                                                                   \
  "\\d{1,2} (январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)" \
  "|\\d{1,2}\\.\\d{1,2}\\.\\d{4}|\\d{4} год|квартал|полугоди|-дневный срок|постоянно"                          \
  "|ежегодно|ежемесячно|следующе(го|му) заседани"

typedef struct
{
  Db *db;
  const Protocol *protocol;
  Meeting *meeting;
  GPtrArray *clauses;  /* (element-type Clause) */
  GPtrArray *findings; /* (element-type ProtocolFinding) */
} Check;

/* The line of that party. */
static guint
party_clause (const Check *check, const char *party)
{
  for (guint i = 0; i < check->clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (check->clauses, i);

      if (g_str_equal (clause->kind, "party") && g_strcmp0 (clause->label, party) == 0)
        return i + 1;
    }
  return 0;
}

/* The clause with that source, or the first of @kind, or 0. */
static guint
clause_at (const Check *check, const char *kind, const char *source)
{
  for (guint i = 0; i < check->clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (check->clauses, i);

      if (g_str_equal (clause->kind, kind) &&
          (source == NULL || g_strcmp0 (clause->source, source) == 0))
        return i + 1;
    }
  return 0;
}

/* Takes @error over; what belongs to a clause names it. */
static void
add (Check *check, const char *kind, guint clause, GError *error)
{
  g_autofree char *n = g_strdup_printf ("%u", clause);

  if (clause > 0)
    council_error_wrap (&error, COUNCIL_ERROR_RULE, N_ ("clause {n}: {error}"), "n", n, NULL);
  g_ptr_array_add (check->findings, protocol_finding_new (kind, clause, error));
}

/* --- decisions --------------------------------------------------------------------------------- */

/* What stands in the text must say who and until when; the record may know it too. */
static void
check_decision (Check *check, guint number, const Clause *clause, const Decision *decision)
{
  g_autofree char *folded = text_fold (clause->text);
  g_autofree char *label = g_strdup (clause->label ? clause->label : "");
  const char *meeting = check->protocol->ref;
  const char *ref = decision ? decision->ref : check->protocol->ref;
  GError *error = NULL;

  if (strstr (folded, " к сведению") != NULL) /* nobody has to do anything */
    return;
  if (g_str_has_suffix (label, "."))
    label[strlen (label) - 1] = '\0';
  if ((decision == NULL || decision->executors->len == 0) &&
      strstr (folded, "исполнител") == NULL && strstr (folded, "ответственн") == NULL)
    {
      council_error (&error, COUNCIL_ERROR_RULE,
                     decision
                         ? N_ ("decision {label} names no executor (council decision edit "
                               "{ref} --executor PARTY:WHO, then council protocol draft "
                               "{meeting} --update)")
                         : N_ ("decision {label} names no executor (write who carries it "
                               "out; a decision of the register comes by 'council "
                               "decision add {ref}')"),
                     "label", label, "ref", ref, "meeting", meeting, NULL);
      add (check, "executor", number, g_steal_pointer (&error));
    }
  if ((decision == NULL || decision->due == NULL) &&
      !g_regex_match_simple (TERM_WORDS, folded, 0, 0))
    {
      council_error (&error, COUNCIL_ERROR_RULE,
                     decision
                         ? N_ ("decision {label} has no date (council decision edit {ref} "
                               "--due DATE, then council protocol draft {meeting} --update)")
                         : N_ ("decision {label} has no date (write until when it is to "
                               "be done)"),
                     "label", label, "ref", ref, "meeting", meeting, NULL);
      add (check, "due", number, g_steal_pointer (&error));
    }
}

static const Decision *
decision_of (GPtrArray *decisions, const Clause *clause)
{
  for (guint i = 0; i < decisions->len; i++)
    if (g_strcmp0 (((Decision *) g_ptr_array_index (decisions, i))->id, clause->source) == 0)
      return g_ptr_array_index (decisions, i);
  return NULL;
}

static gboolean
check_decisions (Check *check, GError **error)
{
  g_autoptr(GPtrArray) decisions = decision_list (check->db, check->protocol->meeting, error);

  if (decisions == NULL)
    return FALSE;
  for (guint i = 0; i < check->clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (check->clauses, i);

      if (g_str_equal (clause->kind, "decision"))
        check_decision (check, i + 1, clause, decision_of (decisions, clause));
    }
  for (guint i = 0; i < decisions->len; i++)
    {
      const Decision *decision = g_ptr_array_index (decisions, i);
      GError *finding = NULL;

      if (g_str_equal (decision->state, "dropped") ||
          clause_at (check, "decision", decision->id) > 0)
        continue;
      council_error (
          &finding, COUNCIL_ERROR_RULE,
          N_ ("decision {decision} of the record is not in the text (council protocol "
              "draft {ref} --update)"),
          "decision", decision->ref, "ref", check->protocol->ref, NULL);
      add (check, "decision", 0, finding);
    }
  return TRUE;
}

/* --- people ------------------------------------------------------------------------------------ */

/* Whether @name, surname first, is that person's. */
static gboolean
is_named (const char *name, const Person *person)
{
  g_autofree char *folded = text_fold (name), *surname = text_fold (person->surname);
  gsize n = strlen (surname);

  return g_str_has_prefix (folded, surname) && strchr (" ,", folded[n]) != NULL;
}

static gboolean
is_title (const char *post, const char *title)
{
  g_autofree char *folded = text_fold (post), *office = text_fold (title);
  gsize n = strlen (office);

  return g_str_has_prefix (folded, office) && strchr (",", folded[n]) != NULL;
}

static void
add_office (Check *check, const Delegate *delegate, const char *day, const char *holder)
{
  guint clause = clause_at (check, "delegate", delegate->id);
  GError *finding = NULL;

  council_error (
      &finding, COUNCIL_ERROR_RULE,
      holder ? N_ ("{name} stands as «{post}», an office that {holder} holds on {date} "
                   "(see 'council chair list --on {date}')")
             : N_ ("{name} stands as «{post}», an office that nobody holds on {date} "
                   "(see 'council chair list --on {date}')"),
      "name", delegate->name, "post", delegate->post, "holder", holder, "date", day, NULL);
  add (check, "office", clause ? clause : party_clause (check, delegate->party), finding);
}

/* Whoever stands in the list under the title of an office must hold it on the meeting's day. */
static gboolean
check_office (Check *check, const Delegate *delegate, const char *kind, const char *day,
              GError **error)
{
  g_autoptr(Term) term = NULL;
  g_autoptr(Person) person = NULL;
  g_autoptr(GPtrArray) titles = db_all (
      check->db,
      "SELECT name.text AS text FROM office JOIN party ON party.id = office.party"
      " JOIN name ON name.owner = office.id AND name.role = 'title' AND name.lang = 'ru'"
      " AND name.form = 'nominative' WHERE party.code = ? AND office.kind = ? AND office.body "
      "= ?",
      error, "sss", delegate->party, kind, check->protocol->council);

  if (titles == NULL || titles->len == 0 ||
      !is_title (delegate->post, row_text (g_ptr_array_index (titles, 0), "text")))
    return titles != NULL;
  if (!office_holder_maybe (check->db, delegate->party, kind, day, check->meeting->id, &term,
                            error) ||
      (term != NULL && (person = person_load_id (check->db, term->person, error)) == NULL))
    return FALSE;
  if (person == NULL || !is_named (delegate->name, person))
    add_office (check, delegate, day, person ? person->surname : NULL);
  return TRUE;
}

static gboolean
check_people (Check *check, GPtrArray *delegates, GError **error)
{
  g_autofree char *day = NULL;
  GDate first;

  meeting_first_day (check->meeting, &first);
  day = date_text (&first);
  for (guint i = 0; i < delegates->len; i++)
    {
      const Delegate *delegate = g_ptr_array_index (delegates, i);

      if (delegate->attended != ATTENDANCE_ABSENT &&
          (!check_office (check, delegate, OFFICE_CHAIR, day, error) ||
           !check_office (check, delegate, OFFICE_SECRETARY, day, error)))
        return FALSE;
    }
  return TRUE;
}

/* --- who signs --------------------------------------------------------------------------------- */

/* On the day of the signing, else on the meeting's last day. */
static void
signing_day (const Check *check, GDate *date)
{
  if (check->protocol->signing_date == NULL ||
      !date_parse (check->protocol->signing_date, date, NULL))
    meeting_last_day (check->meeting, date);
}

static gboolean
was_there (GPtrArray *delegates, const char *party, const Person *person)
{
  for (guint i = 0; i < delegates->len; i++)
    {
      const Delegate *delegate = g_ptr_array_index (delegates, i);

      if (delegate->attended != ATTENDANCE_ABSENT && g_str_equal (delegate->party, party) &&
          (g_strcmp0 (delegate->person, person->handle) == 0 ||
           is_named (delegate->name, person)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
sent_anybody (GPtrArray *delegates, const char *party)
{
  for (guint i = 0; i < delegates->len; i++)
    if (g_str_equal (((Delegate *) g_ptr_array_index (delegates, i))->party, party))
      return TRUE;
  return FALSE;
}

/* A chair that is vacant is a finding, not the end of the check. */
static gboolean
find_signatories (Check *check, const Party *party, GPtrArray *list, GError **error)
{
  GError *vacant = NULL;
  GDate day;

  signing_day (check, &day);
  if (signatories_for (check->db, check->protocol, party, &day, list, &vacant))
    return TRUE;
  if (!g_error_matches (vacant, COUNCIL_ERROR, COUNCIL_ERROR_RULE))
    {
      g_propagate_error (error, vacant);
      return FALSE;
    }
  add (check, "signatory", clause_at (check, "closing", NULL), vacant);
  return TRUE;
}

static gboolean
check_signatory (Check *check, GPtrArray *delegates, const Party *party, GError **error)
{
  g_autoptr(GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) signatory_free);
  GError *finding = NULL;

  if (!find_signatories (check, party, list, error))
    return FALSE;
  if (!sent_anybody (delegates, party->code))
    {
      council_error (
          &finding, COUNCIL_ERROR_RULE,
          N_ ("nobody of {party} is on record as present (council delegation add {ref} "
              "--party {party})"),
          "party", party->code, "ref", check->protocol->ref, NULL);
      add (check, "delegation", party_clause (check, party->code), finding);
      return TRUE;
    }
  for (guint i = 0; i < list->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (list, i);
      g_autoptr(Person) person = person_load_id (check->db, signatory->person, error);

      if (person == NULL)
        return FALSE;
      if (was_there (delegates, party->code, person))
        continue;
      council_error (&finding, COUNCIL_ERROR_RULE,
                     N_ ("{name}, who signs for {party}, was not at the meeting (see 'council "
                         "delegation list {ref}', 'council chair empower')"),
                     "name", signatory->name, "party", party->code, "ref",
                     check->protocol->ref, NULL);
      add (check, "signatory", clause_at (check, "closing", NULL), g_steal_pointer (&finding));
    }
  return TRUE;
}

static gboolean
check_signatories (Check *check, GPtrArray *delegates, GError **error)
{
  g_autoptr(GPtrArray) parties = protocol_parties (check->db, check->protocol, error);

  for (guint i = 0; parties != NULL && i < parties->len; i++)
    if (!check_signatory (check, delegates, g_ptr_array_index (parties, i), error))
      return FALSE;
  return parties != NULL;
}

/* --- all of it --------------------------------------------------------------------------------- */

static gint
compare_findings (gconstpointer a, gconstpointer b)
{
  guint x = (*(ProtocolFinding *const *) a)->clause,
        y = (*(ProtocolFinding *const *) b)->clause;

  return x < y ? -1 : x > y;
}

GPtrArray *
protocol_check (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load_id (db, protocol->meeting, error);
  g_autoptr(GPtrArray) clauses = meeting ? protocol_clauses (db, protocol, error) : NULL;
  g_autoptr(GPtrArray) delegates =
      clauses ? delegation_list (db, protocol->meeting, NULL, error) : NULL;
  g_autoptr(GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) protocol_finding_free);
  Check check = { db, protocol, meeting, clauses, findings };

  if (delegates == NULL || !protocol_findings (db, protocol, clauses, findings, error) ||
      !check_decisions (&check, error) || !check_people (&check, delegates, error) ||
      !check_signatories (&check, delegates, error))
    return NULL;
  g_ptr_array_sort (findings, compare_findings);
  return g_steal_pointer (&findings);
}
