/* The journal: every change, with who and when, in a chain of hashes.
 *
 * An entry's hash is SHA-256 over its fields, each written as "length:bytes," ("-," when NULL)
 * in this order: hash of the entry before, seq, origin, at, clock_set, actor, party, basis,
 * verb, subject, schema, SHA-256 of the shared changeset, SHA-256 of the own one.  An export
 * can thus leave the own bytes out and the chain still verifies. */
#pragma once

#include "core/db.h"

typedef struct
{
  gint64 seq;
  char *origin;
  char *at;
  gboolean clock_set;
  char *actor;
  char *party; /* (nullable) */
  char *basis; /* (nullable) */
  char *verb;
  char *subject; /* (nullable) */
  gint64 schema;
  char *hash;
} JournalEntry;

void journal_entry_free (JournalEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JournalEntry, journal_entry_free)

/**
 * journal_list:
 * @limit: how many, the newest; 0 for all
 *
 * Returns: (transfer full) (element-type JournalEntry): newest first
 */
GPtrArray *journal_list (Db *db, guint limit, GError **error);

/** journal_load: (transfer full): entry @seq, or %COUNCIL_ERROR_NOT_FOUND. */
JournalEntry *journal_load (Db *db, gint64 seq, GError **error);

/** journal_changes: (transfer full) (element-type DbChange): what entry @seq changed, in the
 * shared and the own tables, with the values before and after. */
GPtrArray *journal_changes (Db *db, gint64 seq, GError **error);

/**
 * journal_verify:
 * @findings: (element-type utf8): gets one line a finding, in language @lang
 *
 * Verifies the chain, then replays the journal into an empty database in memory and compares
 * every journalled table, cell by cell, and the schema with this file's.
 *
 * Returns: %FALSE with @error only when it could not look
 */
gboolean journal_verify (Db *db, const char *lang, GPtrArray *findings, GError **error);
