/* Agreeing on the text: comments on clauses, and wording that one side proposes.
 *
 * What a party proposes stands in brackets beside the wording of the text until every other party
 * takes it, which makes it the text, or until it is withdrawn. */
#pragma once

#include "protocols/protocol.h"

typedef struct
{
  gint64 number; /* 1, 2, 3 … of that protocol */
  guint clause;  /* number of the clause; 0: it is gone */
  char *party;   /* code */
  char *author;  /* (nullable): who of the party, where a word processor told */
  char *text;
  char *on;          /* YYYY-MM-DD */
  char *basis;       /* (nullable) */
  char *resolved_on; /* (nullable) */
  char *resolved_by; /* (nullable): code; NULL beside a date: its clause is gone */
} Comment;

void comment_free (Comment *comment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Comment, comment_free)

/** comment_list: (transfer full) (element-type Comment): by clause, the open ones or all. */
GPtrArray *comment_list (Db *db, const Protocol *protocol, gboolean all, GError **error);

/**
 * comment_add:
 * @clause: number of a clause
 * @party: code of the party that comments
 * @author: (nullable): who of the party
 * @basis: (nullable)
 * @number: (out): the comment's
 */
gboolean
comment_add (Db *db, Protocol *protocol, guint clause, const char *party, const char *author,
             const char *basis, const char *text, gint64 *number, GError **error);

/** comment_resolve: @party notes that nothing is left of comment @number to talk about. */
gboolean comment_resolve (Db *db, const Protocol *protocol, gint64 number, const char *party,
                          GError **error);

typedef enum
{
  BRACKET_REWORD,
  BRACKET_INSERT, /* a new clause */
  BRACKET_STRIKE
} BracketKind;

typedef struct
{
  char *id;
  gint64 number; /* 1, 2, 3 … of that protocol */
  BracketKind kind;
  guint clause; /* number of the clause; of an insertion, of the one before it (0: none) */
  char *clause_kind; /* (nullable): of an insertion */
  char *label;       /* (nullable): of an insertion */
  char *text;        /* (nullable): with marks; NULL when it strikes */
  char *party;       /* code */
  char *author;      /* (nullable): as of a comment */
  char *on;          /* YYYY-MM-DD */
  char *basis;       /* (nullable) */
} Bracket;

void bracket_free (Bracket *bracket);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bracket, bracket_free)

/** bracket_list: (transfer full) (element-type Bracket): the open ones, by clause, then in the
 * order of the parties. */
GPtrArray *bracket_list (Db *db, const Protocol *protocol, GError **error);

/**
 * bracket_add:
 * @bracket: its kind, clause, clause_kind, label, text, party and author are read
 * @number: (out): the bracket's
 * @error: %COUNCIL_ERROR_USAGE when there is no such clause or the text is not well formed;
 *   %COUNCIL_ERROR_RULE when the text is frozen or the wording is the one of the text
 *
 * Puts a party's wording into brackets; what it proposed before for the clause makes way.
 * Agreements to the text are void.
 */
gboolean bracket_add (Db *db, Protocol *protocol, const Bracket *bracket, const char *basis,
                      gint64 *number, GError **error);

/** What became of brackets. */
typedef struct
{
  guint taken;   /* wordings that @party consented to */
  guint adopted; /* of these, that every party has consented to now: they are the text */
  guint left;    /* brackets that are left in the text */
} Settlement;

/**
 * bracket_take:
 * @clauses: (element-type guint) (nullable): numbers of clauses; all when %NULL or empty
 * @of: code of the party whose wording is taken
 * @party: code of the party that takes it; its own brackets for those clauses are withdrawn
 * @error: %COUNCIL_ERROR_NOT_FOUND when @of proposes nothing there
 */
gboolean
bracket_take (Db *db, Protocol *protocol, GArray *clauses, const char *of, const char *party,
              const char *basis, Settlement *settlement, GError **error);

/** bracket_withdraw: @party gives up what it proposed for those clauses; the text stands. */
gboolean bracket_withdraw (Db *db, Protocol *protocol, GArray *clauses, const char *party,
                           Settlement *settlement, GError **error);

/**
 * review_bracketed:
 * @marks: name the sides by marks, to be expanded; else by their names
 *
 * The text with every open bracket in brackets by side: «[Борейская Сторона: до 1 сентября]»
 * beside «[проект: до 1 июня]».
 *
 * Returns: (transfer full) (element-type Clause): the clauses, those that a side inserts among
 *   them; these have no key
 */
GPtrArray *review_bracketed (Db *db, const Protocol *protocol, GPtrArray *clauses,
                             gboolean marks, GError **error);
