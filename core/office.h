/* Offices of the council: who is co-chair or executive secretary of a party, from when to when,
 * on what basis.
 *
 * One person at a time holds an office, in full or acting; beside that, someone may be empowered
 * to preside and sign at one meeting, and then goes before the holder there.  The past changes
 * only by office_correct(). */
#pragma once

#include "core/db.h"
#include "core/language.h"

#define OFFICE_CHAIR "co-chair"
#define OFFICE_SECRETARY "executive-secretary"

/** A term: someone holds an office for a time. */
typedef struct
{
  char *id;
  char *office;         /* key */
  char *kind;           /* OFFICE_CHAIR or OFFICE_SECRETARY */
  char *party;          /* code */
  char *person;         /* key, for person_load_id() */
  char *capacity;       /* "full", "acting", "empowered" */
  char *since;          /* (nullable): first day; %NULL: not known */
  char *until;          /* (nullable): last day; %NULL: goes on */
  char *meeting;        /* (nullable): key of the one meeting that an "empowered" is for */
  char *title;          /* (nullable): when it differs from the office's */
  char *title_genitive; /* (nullable) */
  char *basis;          /* (nullable): letter, note or decree */
} Term;

void term_free (Term *term);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Term, term_free)

/**
 * office_holder:
 * @party: code of a party
 * @kind: %OFFICE_CHAIR or %OFFICE_SECRETARY
 * @date: a civil date
 * @meeting: (nullable): key of a meeting; who is empowered for it goes before the holder
 * @error: %COUNCIL_ERROR_NOT_FOUND when nobody held it that day
 *
 * Returns: (transfer full): who held the office on that day
 */
Term *office_holder (Db *db, const char *party, const char *kind, const char *date,
                     const char *meeting, GError **error);

/** office_holder_maybe: as office_holder(), but an office that is empty that day gives %TRUE and
 * a %NULL @term. */
gboolean office_holder_maybe (Db *db, const char *party, const char *kind, const char *date,
                              const char *meeting, Term **term, GError **error);

/** office_term: (transfer full): the term with that key. */
Term *office_term (Db *db, const char *id, GError **error);

/** office_terms: (transfer full) (element-type Term): every term of that kind of office, by
 * party, then in time. */
GPtrArray *office_terms (Db *db, const char *kind, GError **error);

/**
 * office_title:
 * @grammatical_case: a term's own title has a nominative and perhaps a genitive
 * @error: %COUNCIL_ERROR_NOT_FOUND when the file has no title in that case
 *
 * Returns: (transfer full): the title under which the office is held in @term: the term's own,
 *   else the office's
 */
char *office_title (Db *db, const Term *term, const char *lang,
                    GrammaticalCase grammatical_case, GError **error);

typedef struct
{
  const char *party; /* code */
  const char *kind;
  const char *person; /* handle or surname */
  const char *from;   /* first day */
  gboolean acting;
  const char *title, *title_genitive; /* (nullable) */
  const char *basis;                  /* required */
} Appointment;

/**
 * office_appoint:
 * @until: (out) (optional) (nullable): the last day of the former holder, when a term was ended
 * @error: %COUNCIL_ERROR_USAGE without a basis; %COUNCIL_ERROR_RULE when a term begins on that day
 *   or later, when a meeting was held since under the former holder, or when that person holds
 *   the same office of another party
 *
 * Appoints a new holder; the former one's term ends the day before.  An office without a title
 * takes the one given.
 */
gboolean office_appoint (Db *db, const Appointment *appointment, char **until, GError **error);

/**
 * office_empower:
 * @meeting: key of a meeting that was not held yet
 * @appointment: its from is not read
 * @error: %COUNCIL_ERROR_RULE when someone is empowered for it already, when it was held, closed
 *   or cancelled, or when that person holds the same office of another party
 *
 * Empowers someone for one meeting.
 */
gboolean
office_empower (Db *db, const char *meeting, const Appointment *appointment, GError **error);

/** What a correction changes; %NULL leaves a field, "" empties it (since: not known; until: goes
 * on). */
typedef struct
{
  const char *person, *since, *until, *capacity, *title, *title_genitive;
  gboolean remove;   /* the term never was */
  const char *basis; /* required */
} TermCorrection;

/**
 * office_correct:
 * @error: %COUNCIL_ERROR_USAGE without a basis or a change; %COUNCIL_ERROR_RULE when terms would
 *   overlap
 *
 * Corrects the record of who held an office, the past too.  The journal keeps what stood there,
 * and the basis.
 */
gboolean
office_correct (Db *db, const Term *term, const TermCorrection *correction, GError **error);

/**
 * office_effects:
 * @until: (nullable): the last day concerned
 *
 * What a new holder of the chair of @party touches: registry_chair_effects().
 *
 * Returns: (transfer full) (element-type utf8): a line each, in @lang
 */
GPtrArray *office_effects (Db *db, const char *party, const char *from, const char *until,
                           const char *lang, GError **error);
