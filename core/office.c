/* Offices read: who holds them, and what that is called. */
#include "core/office.h"

#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/party.h"
#include "core/registry.h"

#define COLUMNS                                                                               \
  "t.id AS id, t.office AS office, o.kind AS kind, p.code AS party, t.person AS person,"      \
  " t.capacity AS capacity, t.since AS since, t.until AS until, t.meeting AS meeting,"        \
  " t.title AS title, t.title_genitive AS title_genitive, t.basis AS basis"
#define FROM                                                                                  \
  " FROM term AS t JOIN office AS o ON o.id = t.office JOIN party AS p ON p.id = o.party"     \
  " JOIN body AS b ON b.id = o.body AND b.kind = 'council' "

void
term_free (Term *term)
{
  if (term == NULL)
    return;
  g_free (term->id);
  g_free (term->office);
  g_free (term->kind);
  g_free (term->party);
  g_free (term->person);
  g_free (term->capacity);
  g_free (term->since);
  g_free (term->until);
  g_free (term->meeting);
  g_free (term->title);
  g_free (term->title_genitive);
  g_free (term->basis);
  g_free (term);
}

static Term *
term_from_row (const DbRow *row)
{
  Term *term = g_new0 (Term, 1);

  term->id = row_copy (row, "id");
  term->office = row_copy (row, "office");
  term->kind = row_copy (row, "kind");
  term->party = row_copy (row, "party");
  term->person = row_copy (row, "person");
  term->capacity = row_copy (row, "capacity");
  term->since = row_copy (row, "since");
  term->until = row_copy (row, "until");
  term->meeting = row_copy (row, "meeting");
  term->title = row_copy (row, "title");
  term->title_genitive = row_copy (row, "title_genitive");
  term->basis = row_copy (row, "basis");
  return term;
}

/* --- reading ------------------------------------------------------------------------------- */

gboolean
office_holder_maybe (Db *db, const char *party, const char *kind, const char *date,
                     const char *meeting, Term **term, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  *term = NULL;
  if (!party_exists (db, party, error) ||
      !db_maybe (
          db, &row,
          "SELECT " COLUMNS FROM "WHERE p.code = ?1 AND o.kind = ?2 AND"
          " (t.meeting = ?4 OR (t.meeting IS NULL AND (t.since IS NULL OR t.since <= ?3)"
          "  AND (t.until IS NULL OR t.until >= ?3)))"
          " ORDER BY t.meeting IS NULL, t.since DESC LIMIT 1",
          error, "ssss", party, kind, date, meeting))
    return FALSE;
  *term = row ? term_from_row (row) : NULL;
  return TRUE;
}

Term *
office_holder (Db *db, const char *party, const char *kind, const char *date,
               const char *meeting, GError **error)
{
  Term *term = NULL;

  if (office_holder_maybe (db, party, kind, date, meeting, &term, error) && term == NULL)
    council_error (
        error, COUNCIL_ERROR_NOT_FOUND,
        g_str_equal (kind, OFFICE_CHAIR)
            ? N_ ("nobody is on record as co-chair of {party} on {date} (see 'council "
                  "chair appoint')")
            : N_ ("nobody is on record as executive secretary of {party} on {date} (see "
                  "'council secretary appoint')"),
        "party", party, "date", date, NULL);
  return term;
}

Term *
office_term (Db *db, const char *id, GError **error)
{
  g_autoptr(DbRow) row = db_one (db, "SELECT " COLUMNS FROM "WHERE t.id = ?", error, "s", id);

  return row ? term_from_row (row) : NULL;
}

GPtrArray *
office_terms (Db *db, const char *kind, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT " COLUMNS FROM "WHERE o.kind = ? ORDER BY p.position, t.meeting IS NOT NULL,"
      " t.since IS NOT NULL, t.since, t.id",
      error, "s", kind);
  GPtrArray *terms;

  if (rows == NULL)
    return NULL;
  terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (terms, term_from_row (g_ptr_array_index (rows, i)));
  return terms;
}

char *
office_title (Db *db, const Term *term, const char *lang, GrammaticalCase grammatical_case,
              GError **error)
{
  if (term->title == NULL)
    return name_get_exact (db, term->office, "title", NULL, lang, grammatical_case, error);
  if (grammatical_case == CASE_NOMINATIVE)
    return g_strdup (term->title);
  if (grammatical_case == CASE_GENITIVE && term->title_genitive != NULL)
    return g_strdup (term->title_genitive);
  council_error (
      error, COUNCIL_ERROR_NOT_FOUND,
      N_ ("title «{title}» has no {form:tr} (give it with 'council chair correct')"), "title",
      term->title, "form", case_name (grammatical_case), NULL);
  return NULL;
}

GPtrArray *
office_effects (Db *db, const char *party, const char *from, const char *until,
                const char *lang, GError **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *effects = registry_chair_effects ();
  const ChairChange change = { .party = party, .from = from, .until = until };

  for (guint i = 0; i < effects->len; i++)
    if (!((ChairEffect) g_ptr_array_index (effects, i)) (db, &change, lang, lines, error))
      return NULL;
  return g_steal_pointer (&lines);
}
