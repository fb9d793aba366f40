/* The protocol of a meeting: one text, agreed by every party.
 *
 * draft → review (one party agreed) → agreed (every party; the text is frozen by its hash) →
 * issued (original.h) → signed.  Wording in [brackets] is not agreed yet. */
#pragma once

#include "core/db.h"

/** A clause of the text. */
typedef struct
{
  char *id;     /* (nullable): the row's key; NULL when it is not in the file yet */
  char *kind;   /* see clause_kinds */
  char *label;  /* (nullable): "1.2.", or the code of a party */
  char *text;   /* with marks (marks.h) */
  char *source; /* (nullable): key of the row it was made from */
} Clause;

Clause *clause_new (const char *kind, const char *label, const char *text, const char *source);
void clause_free (Clause *clause);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Clause, clause_free)

typedef enum
{
  LABEL_NONE,
  LABEL_FREE,  /* "1.", "1.2.", "—" */
  LABEL_PARTY, /* the code of a party; clauses in a row stand in alternat order */
  LABEL_ANNEX /* "delegation:tj", "agenda", "table:NAME": annexes of delegations come first, in
                * alternat order */
} ClauseLabel;

typedef struct
{
  const char *kind;
  const char *word; /* for people, a msgid */
  ClauseLabel label;
} ClauseKind;

/** The kinds of clause there are, ended by a row whose kind is %NULL:
 * title, subtitle, place, date; heading, item, paragraph, lead-in, decision, list, note, party;
 * closing (the signatures follow it); annex, reference (under the annex's number), delegate
 * («Имя — должность», a row of a table), columns and row (cells with "|" between them). */
extern const ClauseKind clause_kinds[];

/** clause_kind_find: (transfer none) (nullable). */
const ClauseKind *clause_kind_find (const char *kind);

typedef struct
{
  char *id;
  char *meeting, *ref; /* key and reference of the meeting */
  char *council;       /* key of the council's body */
  char *body;          /* key of the body that met: the council, a group, a national part */
  char *group; /* (nullable): name of the group that met, as after «рабочая группа» */
  char *own;             /* (nullable): code of the party whose own meeting it was */
  char *template;        /* "intergovernmental" or "domestic" */
  char *state;           /* "draft", "review", "agreed", "issued", "signed" */
  char *text_sha256;     /* (nullable): of the agreed text */
  char *reading_sha256;  /* (nullable): of the originals' texts when it was agreed */
  char *reopened_reason; /* (nullable) */
  gint64 issue;          /* how often it was issued */
  char *city;            /* (nullable): of the signing */
  char *signing_date;    /* (nullable): YYYY-MM-DD */
  char *form;            /* "full" or "short" */
  gboolean sample;       /* its own or its meeting's */
} Protocol;

void protocol_free (Protocol *protocol);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Protocol, protocol_free)

/**
 * protocol_load:
 * @ref: the meeting's reference, "next" or "last"
 * @error: %COUNCIL_ERROR_NOT_FOUND when there is no such meeting, or it has no protocol, which
 *   the message tells apart from a protocol that is not in this file
 *
 * Returns: (transfer full): the protocol without its text
 */
Protocol *protocol_load (Db *db, const char *ref, GError **error);

/** protocol_list: (transfer full) (element-type Protocol): all, by the meeting's date. */
GPtrArray *protocol_list (Db *db, GError **error);

/** protocol_parties: (transfer full) (element-type Party): whose originals there are, who agree
 * and sign, in their order. */
GPtrArray *protocol_parties (Db *db, const Protocol *protocol, GError **error);

/** protocol_check_party: that @party has a part in it: all have, but in another's own;
 * %COUNCIL_ERROR_RULE. */
gboolean protocol_check_party (const Protocol *protocol, const char *party, GError **error);

/** protocol_clauses: (transfer full) (element-type Clause): the text, in order. */
GPtrArray *protocol_clauses (Db *db, const Protocol *protocol, GError **error);

/** protocol_state_word: (transfer none): the state for people, a msgid: "a draft"; of a signed one
 * it says who signs there: chairs, a group's co-leads, a party's chair and secretary. */
const char *protocol_state_word (const Protocol *protocol);

/** protocol_is_frozen: whether the text can no longer be edited: agreed, issued or signed. */
gboolean protocol_is_frozen (const Protocol *protocol);

/** protocol_check_open: %COUNCIL_ERROR_RULE when the text is frozen. */
gboolean protocol_check_open (const Protocol *protocol, GError **error);

/** protocol_text_hash: (transfer full): SHA-256 of the clauses, marks as they are. */
char *protocol_text_hash (GPtrArray *clauses);

/**
 * protocol_reading_hash:
 *
 * Returns: (transfer full): SHA-256 of what every original says, with the place and date of the
 *   signing left out; it changes when a name does
 */
char *
protocol_reading_hash (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error);

/** How a protocol is composed; %NULL where it stays as it was, or is what the meeting asks for. */
typedef struct
{
  const char *template; /* "intergovernmental" (Стороны договорились) or "domestic" (СЛУШАЛИ,
                         * РЕШИЛИ), which a party's own meeting has and a group may choose */
  const char *form; /* "full" (the rule) or "short": the questions and the decisions alone */
} ProtocolChoice;

/**
 * protocol_draft:
 * @ref: the meeting
 * @asked: (nullable): how it is composed
 * @again: compose anew over a draft that is there
 * @lang: of the notices
 * @notices: (element-type utf8): what the record lacks, a line each
 * @error: %COUNCIL_ERROR_RULE when there is a protocol already, or the meeting is one that
 *   cannot have one
 *
 * Composes the text from the record (compose.h).  A meeting that was closed because its protocol
 * was not in this file is held again, until the originals are signed.
 */
gboolean protocol_draft (Db *db, const char *ref, const ProtocolChoice *asked, gboolean again,
                         const char *lang, GPtrArray *notices, GError **error);

/**
 * protocol_update:
 * @notices: (element-type utf8): what the record lacks; what was edited and is left, a line each
 * @error: %COUNCIL_ERROR_RULE when the text is frozen or an older program made it
 *
 * Takes what the record changed since the draft was composed (a delegate replaced, a decision
 * added) into the text, and leaves what was edited.
 */
gboolean protocol_update (Db *db, const char *ref, const ProtocolChoice *asked,
                          const char *lang, GPtrArray *notices, GError **error);

/**
 * protocol_set_clauses:
 * @clauses: (element-type Clause): the whole text
 * @error: %COUNCIL_ERROR_RULE when it is frozen; %COUNCIL_ERROR_USAGE names the clause that is
 *   not well formed
 * @voided: (out): how many parties had agreed to the text as it was
 *
 * Replaces the text; what did not change keeps its rows.  Agreements to the old text are void.
 */
gboolean protocol_set_clauses (Db *db, Protocol *protocol, GPtrArray *clauses, guint *voided,
                               GError **error);

/**
 * protocol_agree:
 * @party: code of the party that agrees
 * @basis: (nullable): its letter or note
 * @complete: (out): whether every party has agreed now
 * @error: %COUNCIL_ERROR_RULE when brackets are left, a body's or parties' names are typed outside
 *   a mark, the party agreed already, or the text is frozen
 */
gboolean protocol_agree (Db *db, Protocol *protocol, const char *party, const char *basis,
                         gboolean *complete, GError **error);

/** protocol_reopen: back to review, on record; the agreements are void.  A signed protocol is
 * not reopened. */
gboolean protocol_reopen (Db *db, Protocol *protocol, const char *reason, GError **error);

typedef struct
{
  char *party; /* code */
  char *on;    /* YYYY-MM-DD */
  char *basis; /* (nullable) */
} Agreement;

void agreement_free (Agreement *agreement);

/** protocol_agreements: (transfer full) (element-type Agreement): in the order of the parties. */
GPtrArray *protocol_agreements (Db *db, const Protocol *protocol, GError **error);

/** What is wrong at one place of the text, or what the text lacks. */
typedef struct
{
  const char *kind; /* "bracket", "typed-name", "executor", "due", "decision", "office",
                     * "signatory", "delegation" */
  guint clause;     /* its number, from 1; 0: the text as a whole */
  GError *error;    /* what it is, and what would be right */
} ProtocolFinding;

void protocol_finding_free (ProtocolFinding *finding);

/** protocol_finding_new: (transfer full): takes @error over. */
ProtocolFinding *protocol_finding_new (const char *kind, guint clause, GError *error);

/**
 * protocol_findings:
 * @findings: (element-type ProtocolFinding): gets one for each bracket and each typed name
 *
 * What stands in the way of agreeing.
 */
gboolean protocol_findings (Db *db, const Protocol *protocol, GPtrArray *clauses,
                            GPtrArray *findings, GError **error);

/**
 * protocol_check:
 *
 * All that a careful reader would ask about before signing: what protocol_findings() finds;
 * decisions without an executor or a date; people whose post is an office that they do not hold
 * on the meeting's day; who has to sign and was not there, or that nobody can sign.
 *
 * Returns: (transfer full) (element-type ProtocolFinding): by the number of the clause
 */
GPtrArray *protocol_check (Db *db, const Protocol *protocol, GError **error);

/* --- the text as a person edits it (protocol-text.c) ---------------------------------------- */

/** protocol_text_write: (transfer full): a line «@kind label» and the text below it for each
 * clause; lines that begin with # are comments. */
char *protocol_text_write (const Protocol *protocol, GPtrArray *clauses, const char *lang);

/** protocol_text_plain: (transfer full): the same without the help at the top; what a version is
 * kept as. */
char *protocol_text_plain (GPtrArray *clauses);

/** protocol_text_read: (transfer full) (element-type Clause): what protocol_text_write() wrote
 * and a person changed; %COUNCIL_ERROR_INPUT names the line. */
GPtrArray *protocol_text_read (const char *text, GError **error);
