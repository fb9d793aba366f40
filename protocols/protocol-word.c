/* A text that comes back from a word processor: from paragraphs to what the side proposes. */
#include "protocols/word-import.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "protocols/protocol-internal.h"
#include "protocols/reading.h"
#include "protocols/version.h"

#define MOST_NEW 500 /* paragraphs that a file may have beyond twice the clauses */

static gboolean
not_of_this (const Import *import, const char *ref, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("{path}: it is the text of protocol {other}, not of {ref}"),
                        "path", import->path, "other", ref, "ref", import->protocol->ref,
                        NULL);
}

/* The first paragraph says which text went out; without it, today's is meant. */
static gboolean
read_service (Import *import, GPtrArray *paragraphs, GError **error)
{
  g_autoptr(GRegex) regex =
      g_regex_new ("протокол (\\S+), редакция (\\d+), сторона (\\w+)", 0, 0, NULL);
  g_autoptr(GPtrArray) was = NULL;
  g_autoptr(Version) version = NULL;
  g_autofree int *found = NULL;
  g_autofree char *number = NULL;

  for (guint i = 0; i < MIN (paragraphs->len, 3); i++)
    {
      g_autoptr(GMatchInfo) match = NULL;
      g_autofree char *ref = NULL;
      WordParagraph *paragraph = g_ptr_array_index (paragraphs, i);

      if (!g_regex_match (regex, paragraph->text, 0, &match))
        continue;
      ref = g_match_info_fetch (match, 1);
      number = g_match_info_fetch (match, 2);
      import->keeper = g_match_info_fetch (match, 3);
      g_clear_pointer (&paragraph->text, g_free); /* its comments stay */
      paragraph->text = g_strdup ("");
      if (!g_str_equal (ref, import->protocol->ref))
        return not_of_this (import, ref, error);
      break;
    }
  if (import->keeper == NULL)
    import->keeper = g_strdup (import->party);
  if (number != NULL && !g_str_equal (number, "0"))
    version = version_find (import->db, import->protocol, number, error);
  if (number != NULL && !g_str_equal (number, "0") && version == NULL)
    return FALSE;
  was = version ? version_clauses (import->db, version, error) : NULL;
  if (version != NULL && was == NULL)
    return FALSE;
  import->exported = was ? was->len : import->clauses->len;
  import->today = g_new (int, import->exported + 1);
  for (guint i = 0; i < import->exported; i++)
    import->today[i] = was ? -1 : (int) i;
  found = was ? clauses_align (was, import->clauses) : NULL;
  for (guint i = 0; found != NULL && i < import->clauses->len; i++)
    if (found[i] >= 0)
      import->today[found[i]] = (int) i;
  return TRUE;
}

/* Takes one paragraph in; @last is the clause before it, and becomes its own. */
static gboolean
take_paragraph (Import *import, const WordParagraph *paragraph, guint *last, GError **error)
{
  const char *rest = import_first_words (paragraph), *kind;
  g_autoptr(GString) words = NULL;
  g_autofree char *read = NULL, *text = NULL;
  guint clause, row;

  if (!import_read_number (import, &rest, &clause, error))
    return FALSE;
  row = clause ? clause
               : GPOINTER_TO_UINT (g_hash_table_lookup (import->tables,
                                                        GUINT_TO_POINTER (paragraph->table)));
  read = paragraph->cells
             ? word_row_words (paragraph, rest, row == 0 || import_is_delegate (import, row))
             : g_strdup (rest);
  words = g_string_new (read);
  import_drop_inner_numbers (import, words);
  if (!word_clean (words->str, &text, error))
    return FALSE;
  if (text != NULL && clause == 0)
    clause = import_recognise (import, text);
  if (text == NULL ||
      (clause == 0 && row > 0 && paragraph->cells != NULL && word_row_is_head (paragraph)))
    /* nothing is left of it, which strikes the clause; or a heading that we print ourselves */
    return import_take_comments (import, paragraph, *last, import_first_words (paragraph),
                                 error);
  if (clause > 0)
    {
      import->seen[clause - 1] = TRUE;
      *last = clause;
      if (!import_reword (import, clause, text, paragraph, error))
        return FALSE;
    }
  else if (!import_kind_of_row (import, paragraph, text, &kind, error) ||
           !import_insert (import, *last, kind, text, paragraph->author, error))
    return FALSE;
  return import_take_comments (import, paragraph, *last, rest, error);
}

static gboolean
take_paragraphs (Import *import, GPtrArray *paragraphs, GError **error)
{
  g_autofree char *n = g_strdup_printf ("%u", paragraphs->len);
  guint last = 0;

  if (paragraphs->len > 2 * import->clauses->len + MOST_NEW)
    return council_error (
        error, COUNCIL_ERROR_INPUT,
        N_ ("{path}: it has {n} paragraphs and cannot be the text of protocol {ref}"), "path",
        import->path, "n", n, "ref", import->protocol->ref, NULL);
  if (!import_find_numbered (import, paragraphs, error) ||
      !import_join_loose_cells (import, paragraphs, error))
    return FALSE;
  for (guint i = 0; i < paragraphs->len; i++)
    if (!take_paragraph (import, g_ptr_array_index (paragraphs, i), &last, error))
      return FALSE;
  return TRUE;
}

/* What the marks of annexes stand for, as the reading numbers them. */
static GHashTable *
annex_numbers (const Import *import)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint n = 0;

  for (guint i = 0; i < import->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (import->blocks, i);
      const Clause *clause = g_ptr_array_index (import->clauses, block->clause - 1);

      if (g_str_equal (block->kind, "annex"))
        g_hash_table_insert (numbers, g_strdup (clause->label), g_strdup_printf ("%u", ++n));
    }
  return numbers;
}

static gboolean
run_import (Import *import, GPtrArray *paragraphs, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (import->db, import->protocol, error);
  g_autoptr(GPtrArray) all = clauses ? party_list (import->db, error) : NULL;
  g_autoptr(GPtrArray) blocks = NULL, parties = NULL;
  g_autoptr(GHashTable) annexes = NULL;
  g_autoptr(GHashTable) tables = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) struck = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) known =
      all ? comment_list (import->db, import->protocol, TRUE, error) : NULL;

  import->clauses = clauses;
  import->tables = tables;
  import->struck = struck;
  import->known = known;
  if (known == NULL || !read_service (import, paragraphs, error) ||
      !party_exists (import->db, import->keeper, error))
    return FALSE;
  parties = party_alternat (all, import->keeper);
  blocks =
      reading_make (import->db, import->protocol, clauses, import->keeper, NULL, NULL, error);
  if (blocks == NULL)
    return FALSE;
  import->parties = parties;
  import->blocks = blocks;
  import->annexes = annexes = annex_numbers (import);
  import->seen = g_new0 (gboolean, clauses->len + 1);
  import->numbered = g_new0 (gboolean, clauses->len + 1);
  return take_paragraphs (import, paragraphs, error) && import_strike_missing (import, error);
}

gboolean
word_import (Db *db, Protocol *protocol, const char *path, const char *party,
             const char *basis, GPtrArray **changes, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.import", error);
  g_autoptr(GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) word_change_free);
  g_autoptr(GPtrArray) paragraphs = NULL;
  Import import = { .db = db,
                    .protocol = protocol,
                    .path = path,
                    .party = party,
                    .basis = basis,
                    .changes = found };
  gboolean done;

  if (tx == NULL || !protocol_check_open (protocol, error) ||
      (paragraphs = word_paragraphs (path, error)) == NULL)
    return FALSE;
  db_subject (tx, protocol->ref);
  done = run_import (&import, paragraphs, error);
  g_free (import.keeper);
  g_free (import.today);
  g_free (import.seen);
  g_free (import.numbered);
  if (!done || !db_commit (&tx, error))
    return FALSE;
  *changes = g_steal_pointer (&found);
  return TRUE;
}
