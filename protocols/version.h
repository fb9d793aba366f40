/* The versions of a protocol's text: every text that it had, so that two can be compared. */
#pragma once

#include "protocols/protocol.h"

typedef struct
{
  gint64 number;  /* 1, 2, 3 … */
  char *verb;     /* what made it: "draft", "update", "edit", "settle" */
  char *saved_at; /* instant */
  char *saved_by;
  char *party; /* (nullable): code of the party acted for */
  char *text_sha256;
  char *sha256;    /* of its bytes */
  char *agreed_on; /* (nullable): when every party had agreed to it */
} Version;

void version_free (Version *version);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Version, version_free)

/** version_list: (transfer full) (element-type Version): oldest first. */
GPtrArray *version_list (Db *db, const Protocol *protocol, GError **error);

/** version_verb_word: (transfer none): what made it, a msgid: "edited". */
const char *version_verb_word (const Version *version);

/**
 * version_find:
 * @word: (nullable): its number; "first"; "current"; "agreed", the last that every party agreed
 *   to; %NULL: the last agreed one that is not current, else the one before the current
 * @error: %COUNCIL_ERROR_NOT_FOUND
 *
 * Returns: (transfer full)
 */
Version *version_find (Db *db, const Protocol *protocol, const char *word, GError **error);

/** version_clauses: (transfer full) (element-type Clause): its text. */
GPtrArray *version_clauses (Db *db, const Version *version, GError **error);

/* --- within the caller's transaction ---------------------------------------------------------- */

/** version_save: keeps the text that is in the file as the next version, unless the last one is
 * the same; @composed (nullable) is how it was composed, when it was. */
gboolean version_save (Db *db, const Protocol *protocol, const char *verb,
                       const ProtocolChoice *composed, GError **error);

/** version_keep_first: keeps @clauses as a version when there is none: the text of a file that an
 * older program made. */
gboolean
version_keep_first (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error);

/** version_mark_agreed: notes that every party has agreed to @clauses, the last version. */
gboolean
version_mark_agreed (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error);

/* --- comparing -------------------------------------------------------------------------------- */

typedef enum
{
  CHANGE_NONE,
  CHANGE_WORDS, /* reworded, or its label changed */
  CHANGE_NEW,
  CHANGE_GONE
} ChangeKind;

/** A clause of either text, and what became of it. */
typedef struct
{
  ChangeKind kind;
  const Clause *before; /* (nullable) */
  const Clause *after;  /* (nullable) */
  guint number;         /* of the clause in the later text; 0 when it is gone */
  GPtrArray *runs;      /* (element-type WordsRun): its text, word by word (sequence.h) */
} Change;

/** changes_between: (transfer full) (element-type Change): every clause in the order of the later
 * text, what is gone where it stood.  It points into @before and @after. */
GPtrArray *changes_between (GPtrArray *before, GPtrArray *after);
