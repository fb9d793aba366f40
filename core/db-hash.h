/* The hash of a journal entry; see core/journal.h for its form. */
#pragma once

#include <glib.h>

typedef struct
{
  const char *previous;
  gint64 seq;
  const char *origin, *at;
  gint64 clock_set;
  const char *actor, *party, *basis, *verb, *subject;
  gint64 schema;
  GBytes *shared, *own;
} EntryFields;

/** entry_hash: (transfer full): 64 hexadecimal digits. */
char *entry_hash (const EntryFields *entry);
