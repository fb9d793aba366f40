#include "protocols/version.h"

#include "core/blob.h"
#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/uuid.h"
#include "protocols/protocol-internal.h"
#include "protocols/sequence.h"

#include <string.h>

void
version_free (Version *version)
{
  if (version == NULL)
    return;
  g_free (version->verb);
  g_free (version->saved_at);
  g_free (version->saved_by);
  g_free (version->party);
  g_free (version->text_sha256);
  g_free (version->sha256);
  g_free (version->agreed_on);
  g_free (version);
}

static Version *
version_from_row (const DbRow *row)
{
  Version *version = g_new0 (Version, 1);

  version->number = row_int (row, "number");
  version->verb = row_copy (row, "verb");
  version->saved_at = row_copy (row, "saved_at");
  version->saved_by = row_copy (row, "saved_by");
  version->party = row_copy (row, "party");
  version->text_sha256 = row_copy (row, "text_sha256");
  version->sha256 = row_copy (row, "sha256");
  version->agreed_on = row_copy (row, "agreed_on");
  return version;
}

GPtrArray *
version_list (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db, "SELECT * FROM protocol_version WHERE protocol = ? ORDER BY number", error,
              "s", protocol->id);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) version_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (list, version_from_row (g_ptr_array_index (rows, i)));
  return list;
}

const char *
version_verb_word (const Version *version)
{
  static const struct
  {
    const char *verb, *word;
  } words[] = {
    { "draft", N_ ("composed") },
    { "update", N_ ("brought up to date from the record") },
    { "edit", N_ ("edited") },
    { "settle", N_ ("brackets settled") },
    { "attach", N_ ("a table attached") },
    { "earlier", N_ ("made by an older program") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].verb, version->verb))
      return words[i].word;
  return version->verb;
}

/* --- finding one ------------------------------------------------------------------------------- */

/* What is compared with the current text when nothing is said. */
static guint
usual (GPtrArray *versions)
{
  for (guint i = versions->len - 1; i-- > 0;)
    if (((Version *) g_ptr_array_index (versions, i))->agreed_on != NULL)
      return i;
  return versions->len > 1 ? versions->len - 2 : 0;
}

static guint
find_place (GPtrArray *versions, const char *word)
{
  guint64 number;

  if (word == NULL)
    return usual (versions);
  if (g_str_equal (word, "first"))
    return 0;
  if (g_str_equal (word, "current"))
    return versions->len - 1;
  for (guint i = versions->len; g_str_equal (word, "agreed") && i-- > 0;)
    if (((Version *) g_ptr_array_index (versions, i))->agreed_on != NULL)
      return i;
  if (g_ascii_string_to_unsigned (word, 10, 1, versions->len, &number, NULL))
    return (guint) number - 1;
  return G_MAXUINT;
}

Version *
version_find (Db *db, const Protocol *protocol, const char *word, GError **error)
{
  g_autoptr(GPtrArray) versions = version_list (db, protocol, error);
  guint place;

  if (versions == NULL)
    return NULL;
  place = versions->len > 0 ? find_place (versions, word) : G_MAXUINT;
  if (place != G_MAXUINT)
    return g_ptr_array_steal_index (versions, place);
  council_error (
      error, COUNCIL_ERROR_NOT_FOUND,
      N_ ("protocol {ref} has no version {word} (a number, first, agreed or current; "
          "see 'council protocol versions {ref}')"),
      "ref", protocol->ref, "word", word ? word : "1", NULL);
  return NULL;
}

GPtrArray *
version_clauses (Db *db, const Version *version, GError **error)
{
  g_autoptr(GBytes) bytes = blob_load (db, version->sha256, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return protocol_text_read (text, error);
}

/* --- keeping one ------------------------------------------------------------------------------- */

static gboolean
keep (Db *db, const Protocol *protocol, GPtrArray *clauses, const char *verb,
      const ProtocolChoice *composed, GError **error)
{
  g_autofree char *id = uuid7 (), *now = clock_now_text (), *sha256 = NULL;
  g_autofree char *hash = protocol_text_hash (clauses);
  char *text = protocol_text_plain (clauses);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));
  const DbActor *actor = db_actor (db);
  g_autoptr(DbRow) last = NULL;

  if (!db_maybe (db, &last,
                 "SELECT number, text_sha256 FROM protocol_version WHERE protocol = ?"
                 " ORDER BY number DESC LIMIT 1",
                 error, "s", protocol->id))
    return FALSE;
  if (last != NULL && g_str_equal (row_text (last, "text_sha256"), hash) &&
      (composed == NULL || (g_str_equal (composed->form, protocol->form) &&
                            g_str_equal (composed->template, protocol->template))))
    return TRUE;
  sha256 = blob_store (db, bytes, error);
  return sha256 != NULL &&
         db_run (
             db,
             "INSERT INTO protocol_version (id, protocol, number, verb, saved_at, saved_by,"
             " party, text_sha256, sha256, form, template)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             error, "ssissssssss", id, protocol->id,
             last ? row_int (last, "number") + 1 : (gint64) 1, verb, now, actor->name,
             actor->party, hash, sha256, composed ? composed->form : NULL,
             composed ? composed->template : NULL);
}

gboolean
version_save (Db *db, const Protocol *protocol, const char *verb,
              const ProtocolChoice *composed, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (db, protocol, error);

  return clauses != NULL && keep (db, protocol, clauses, verb, composed, error);
}

gboolean
version_keep_first (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error)
{
  gint64 n = db_number (db, "SELECT count (*) FROM protocol_version WHERE protocol = ?", error,
                        "s", protocol->id);

  if (n != 0 || clauses->len == 0)
    return n >= 0;
  return keep (db, protocol, clauses, "earlier", NULL, error);
}

gboolean
version_mark_agreed (Db *db, const Protocol *protocol, GPtrArray *clauses, GError **error)
{
  g_autofree char *today = NULL, *hash = protocol_text_hash (clauses);
  GDate date;

  clock_today (NULL, &date);
  today = date_text (&date);
  return version_keep_first (db, protocol, clauses, error) &&
         db_run (db,
                 "UPDATE protocol_version SET agreed_on = ? WHERE protocol = ?"
                 " AND text_sha256 = ? AND number ="
                 " (SELECT max (number) FROM protocol_version WHERE protocol = ?)",
                 error, "ssss", today, protocol->id, hash, protocol->id);
}

/* --- comparing --------------------------------------------------------------------------------- */

static void
change_free (gpointer data)
{
  Change *change = data;

  g_ptr_array_unref (change->runs);
  g_free (change);
}

static void
add_change (GPtrArray *changes, const Clause *before, const Clause *after, guint number)
{
  Change *change = g_new0 (Change, 1);

  change->before = before;
  change->after = after;
  change->number = number;
  change->kind = before == NULL  ? CHANGE_NEW
                 : after == NULL ? CHANGE_GONE
                 : g_str_equal (before->text, after->text) &&
                         g_strcmp0 (before->label, after->label) == 0 &&
                         g_str_equal (before->kind, after->kind)
                     ? CHANGE_NONE
                     : CHANGE_WORDS;
  change->runs = words_compare (before ? before->text : NULL, after ? after->text : NULL);
  g_ptr_array_add (changes, change);
}

GPtrArray *
changes_between (GPtrArray *before, GPtrArray *after)
{
  g_autofree int *found = clauses_align (before, after);
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);
  guint next = 0; /* the first clause of @before that was not told */

  for (guint i = 0; i < after->len; i++)
    {
      for (; found[i] >= 0 && next < (guint) found[i]; next++)
        add_change (changes, g_ptr_array_index (before, next), NULL, 0);
      add_change (changes, found[i] >= 0 ? g_ptr_array_index (before, (guint) found[i]) : NULL,
                  g_ptr_array_index (after, i), i + 1);
      if (found[i] >= 0)
        next = (guint) found[i] + 1;
    }
  for (; next < before->len; next++)
    add_change (changes, g_ptr_array_index (before, next), NULL, 0);
  return changes;
}
