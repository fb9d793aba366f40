#include "core/db-hash.h"

#include <string.h>

static void
add_text (GString *whole, const char *text)
{
  if (text == NULL)
    g_string_append (whole, "-,");
  else
    g_string_append_printf (whole, "%" G_GSIZE_FORMAT ":%s,", strlen (text), text);
}

static void
add_number (GString *whole, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  add_text (whole, text);
}

static void
add_digest (GString *whole, GBytes *bytes)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  add_text (whole, digest);
}

char *
entry_hash (const EntryFields *entry)
{
  g_autoptr(GString) whole = g_string_new (NULL);

  add_text (whole, entry->previous);
  add_number (whole, entry->seq);
  add_text (whole, entry->origin);
  add_text (whole, entry->at);
  add_number (whole, entry->clock_set);
  add_text (whole, entry->actor);
  add_text (whole, entry->party);
  add_text (whole, entry->basis);
  add_text (whole, entry->verb);
  add_text (whole, entry->subject);
  add_number (whole, entry->schema);
  add_digest (whole, entry->shared);
  add_digest (whole, entry->own);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole->str, (gssize) whole->len);
}
