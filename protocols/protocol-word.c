#include "protocols/word.h"

#include "core/error.h"
#include "core/file.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "protocols/protocol-internal.h"
#include "protocols/reading.h"
#include "protocols/sequence.h"
#include "protocols/tool.h"
#include "protocols/version.h"

#include <stdio.h>
#include <string.h>

#define EXPORT_LIMIT (64 * 1024 * 1024) /* bytes */
#define ALIKE 0.6 /* a paragraph that lost its number is known by what it says */

void
word_change_free (WordChange *change)
{
  if (change == NULL)
    return;
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/* --- out --------------------------------------------------------------------------------------- */

static char *
service_line (Db *db, const Protocol *protocol, const char *keeper, GError **error)
{
  g_autoptr (GPtrArray) versions = version_list (db, protocol, error);

  if (versions == NULL)
    return NULL;
  return g_strdup_printf (
      "Служебная строка: протокол %s, редакция %u, сторона %s. Номера со знаком "
      "§ в начале абзацев не изменять; новый абзац — без номера.",
      protocol->ref, versions->len, keeper);
}

static char *
block_words (const ReadingBlock *block)
{
  return block->label ? g_strconcat (block->label, " ", block->text, NULL)
                      : g_strdup (block->text);
}

static GBytes *
as_text (const char *service, GPtrArray *blocks)
{
  g_autoptr (GString) out = g_string_new (service);

  g_string_append (out, "\n");
  for (guint i = 0; i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *words = block_words (block);

      g_string_append_printf (out, "\n§%u %s\n", block->clause, words);
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
as_html (const char *service, GPtrArray *blocks)
{
  g_autoptr (GString) out = g_string_new ("<html><body>\n");
  g_autofree char *note = g_markup_escape_text (service, -1);

  g_string_append_printf (out, "<p><em>%s</em></p>\n", note);
  for (guint i = 0; i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *words = block_words (block), *safe = g_markup_escape_text (words, -1);
      gboolean bold =
          g_str_equal (block->kind, "title") || g_str_equal (block->kind, "subtitle") ||
          g_str_equal (block->kind, "item") || g_str_equal (block->kind, "annex") ||
          g_str_equal (block->kind, "heading");

      g_string_append_printf (out, "<p>§%u %s%s%s</p>\n", block->clause,
                              bold ? "<strong>" : "", safe, bold ? "</strong>" : "");
    }
  g_string_append (out, "</body></html>\n");
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
by_pandoc (GBytes *html, const char *format, GError **error)
{
  const char *const argv[] = { "pandoc", "+RTS", "-M512m",  "-RTS", "-f",  "html",    "-t",
                               format,   "-M",   "lang=ru", "-o",   "out", "in.html", NULL };
  g_autofree char *folder = tool_folder (error);
  g_autofree char *in = folder ? g_build_filename (folder, "in.html", NULL) : NULL;
  g_autofree char *out = folder ? g_build_filename (folder, "out", NULL) : NULL;
  GBytes *file = NULL;

  if (folder != NULL && file_write_whole (in, html, error) && tool_run (argv, folder, error))
    file = file_read_whole (out, EXPORT_LIMIT, error);
  tool_folder_remove (folder);
  return file;
}

GBytes *
word_export (Db *db, const Protocol *protocol, const char *format, const char *keeper,
             GError **error)
{
  g_autoptr (GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr (GPtrArray) blocks =
      clauses ? reading_make (db, protocol, clauses, keeper, NULL, NULL, error) : NULL;
  g_autofree char *service = blocks ? service_line (db, protocol, keeper, error) : NULL;
  g_autoptr (GBytes) html = NULL;

  if (service == NULL)
    return NULL;
  if (g_str_equal (format, "txt"))
    return as_text (service, blocks);
  if (g_str_equal (format, "docx") || g_str_equal (format, "odt"))
    {
      html = as_html (service, blocks);
      return by_pandoc (html, format, error);
    }
  council_error (error, COUNCIL_ERROR_USAGE, N_ ("--to {format}: one of docx, odt, txt"),
                 "format", format, NULL);
  return NULL;
}

/* --- in ---------------------------------------------------------------------------------------- */

typedef struct
{
  Db *db;
  Protocol *protocol;
  const char *path, *party, *basis;
  char *keeper;       /* whose names the file has */
  GPtrArray *clauses; /* (element-type Clause): today's text */
  GPtrArray *blocks;  /* (element-type ReadingBlock): as @keeper reads it */
  int *today;         /* of each clause of the exported version, from 0, today's, or -1 */
  guint exported;     /* how many clauses it had */
  gboolean *seen;     /* today's clauses that the file has */
  GPtrArray *parties; /* (element-type Party): in alternat order */
  GHashTable *annexes;
  GPtrArray *changes; /* (element-type WordChange) */
} Import;

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
  g_autoptr (GRegex) regex =
      g_regex_new ("протокол (\\S+), редакция (\\d+), сторона (\\w+)", 0, 0, NULL);
  g_autoptr (GPtrArray) was = NULL;
  g_autoptr (Version) version = NULL;
  g_autofree int *found = NULL;
  g_autofree char *number = NULL;

  for (guint i = 0; i < MIN (paragraphs->len, 3); i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *ref = NULL;

      if (!g_regex_match (regex, g_ptr_array_index (paragraphs, i), 0, &match))
        continue;
      ref = g_match_info_fetch (match, 1);
      number = g_match_info_fetch (match, 2);
      import->keeper = g_match_info_fetch (match, 3);
      g_ptr_array_remove_index (paragraphs, i);
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

static const ReadingBlock *
block_of (const Import *import, guint clause)
{
  for (guint i = 0; i < import->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (import->blocks, i);

      if (block->clause == clause)
        return block;
    }
  return NULL;
}

static gboolean
same_words (const char *a, const char *b)
{
  g_autoptr (GPtrArray) one = words_split (a), other = words_split (b);
  g_autofree int *match = words_match (one, other);

  for (guint i = 0; i < one->len; i++)
    if (match[i] != (int) i)
      return FALSE;
  return one->len == other->len;
}

static WordChange *
note_change (Import *import, BracketKind kind, guint clause, const char *before,
             const char *after)
{
  WordChange *change = g_new0 (WordChange, 1);

  change->kind = kind;
  change->clause = clause;
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (import->changes, change);
  return change;
}

static gboolean
propose (Import *import, BracketKind kind, guint clause, const char *clause_kind,
         const char *label, const char *text, GError **error)
{
  Bracket bracket = { .kind = kind,
                      .clause = clause,
                      .clause_kind = (char *) clause_kind,
                      .label = (char *) label,
                      .text = (char *) text,
                      .party = (char *) import->party };
  gint64 number;

  return bracket_add (import->db, import->protocol, &bracket, import->basis, &number, error);
}

/* The paragraph says something else than the clause. */
static gboolean
reword (Import *import, guint number, const char *text, GError **error)
{
  const ReadingBlock *block = block_of (import, number);
  const Clause *clause = g_ptr_array_index (import->clauses, number - 1);
  gsize length = block && block->label ? strlen (block->label) : 0;
  MarkContext context = { .db = import->db,
                          .council = import->protocol->council,
                          .keeper = import->keeper,
                          .parties = import->parties,
                          .annexes = import->annexes,
                          .clause = number };
  WordChange *change;
  g_autofree char *marked = NULL;
  gboolean unmarked;

  if (length > 0 && strncmp (text, block->label, length) == 0)
    for (text += length; *text == ' '; text++)
      continue;
  if (block == NULL || same_words (block->text, text))
    return TRUE;
  marked = word_marked (&context, clause->text, text, &unmarked, error);
  if (marked == NULL)
    return FALSE;
  if (g_str_equal (marked, clause->text))
    return TRUE;
  change = note_change (import, BRACKET_REWORD, number, block->text, text);
  change->unmarked = unmarked;
  return propose (import, BRACKET_REWORD, number, NULL, NULL, marked, error);
}

/* A new paragraph takes the kind of the one before it where it can. */
static gboolean
insert (Import *import, guint after, const char *text, GError **error)
{
  const Clause *before = after > 0 ? g_ptr_array_index (import->clauses, after - 1) : NULL;
  gboolean numbered = before != NULL && (g_str_equal (before->kind, "decision") ||
                                         g_str_equal (before->kind, "list"));
  gboolean row = before != NULL &&
                 (g_str_equal (before->kind, "delegate") || g_str_equal (before->kind, "row"));
  const char *space = strchr (text, ' ');
  g_autofree char *label = NULL, *rest = NULL, *safe = NULL;

  if (numbered && g_ascii_isdigit (*text) && space != NULL && space[-1] == '.')
    {
      label = g_strndup (text, (gsize) (space - text));
      rest = g_strdup (space + 1);
    }
  note_change (import, BRACKET_INSERT, after, NULL, text);
  {
    g_auto (GStrv) open = g_strsplit (rest ? rest : text, "{", -1);
    g_autofree char *half = g_strjoinv ("{{", open);
    g_auto (GStrv) close = g_strsplit (half, "}", -1);

    safe = g_strjoinv ("}}", close);
  }
  return propose (import, BRACKET_INSERT, after,
                  label ? before->kind
                  : row ? before->kind
                        : "paragraph",
                  label, safe, error);
}

/* «§12 …»: the clause of today's text, counted from 1; 0 when the paragraph has no number. */
static gboolean
read_number (Import *import, const char **text, guint *clause, GError **error)
{
  const char *at = *text;
  char *end;
  guint64 number;
  g_autofree char *n = NULL;

  *clause = 0;
  if (!g_str_has_prefix (at, "§"))
    return TRUE;
  for (at += strlen ("§"); *at == ' ' || g_str_has_prefix (at, "\u00a0");)
    at += *at == ' ' ? 1 : strlen ("\u00a0");
  number = g_ascii_strtoull (at, &end, 10);
  if (end == at)
    return TRUE;
  n = g_strndup (at, (gsize) (end - at));
  while (*end == ' ')
    end++;
  *text = end;
  if (number < 1 || number > import->exported)
    return council_error (
        error, COUNCIL_ERROR_INPUT,
        N_ ("{path}: paragraph §{n}: the text that was sent has no such number"), "path",
        import->path, "n", n, NULL);
  if (import->today[number - 1] < 0)
    return council_error (
        error, COUNCIL_ERROR_INPUT,
        N_ ("{path}: paragraph §{n}: the clause is gone from the text since it was "
            "sent (export it again)"),
        "path", import->path, "n", n, NULL);
  *clause = (guint) import->today[number - 1] + 1;
  if (import->seen[*clause - 1])
    return council_error (
        error, COUNCIL_ERROR_INPUT,
        N_ ("{path}: paragraph §{n} is there twice (a new paragraph has no number)"), "path",
        import->path, "n", n, NULL);
  return TRUE;
}

static char *
cleaned (const char *text)
{
  return text_clean (text, N_ ("text"), NULL);
}

/* The clause that lost its number and says much the same; 0 when there is none. */
static guint
recognise (const Import *import, const gboolean *numbered, const char *text)
{
  guint best = 0;
  double most = ALIKE;

  for (guint i = 0; i < import->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (import->blocks, i);
      double alike;

      if (numbered[block->clause - 1] || import->seen[block->clause - 1])
        continue;
      alike = words_likeness (block->text, text);
      if (alike > most)
        {
          most = alike;
          best = block->clause;
        }
    }
  return best;
}

/* Which clauses the file has by number; the others may have lost theirs. */
static gboolean
find_numbered (Import *import, GPtrArray *paragraphs, gboolean *numbered, GError **error)
{
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const char *text = g_ptr_array_index (paragraphs, i);
      guint clause;

      if (!read_number (import, &text, &clause, error))
        return FALSE;
      if (clause > 0)
        numbered[clause - 1] = TRUE;
    }
  return TRUE;
}

static gboolean
take_paragraphs (Import *import, GPtrArray *paragraphs, GError **error)
{
  g_autofree gboolean *numbered = g_new0 (gboolean, import->clauses->len + 1);
  guint last = 0;

  if (!find_numbered (import, paragraphs, numbered, error))
    return FALSE;
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const char *at = g_ptr_array_index (paragraphs, i);
      g_autofree char *text = NULL;
      guint clause;

      if (!read_number (import, &at, &clause, error))
        return FALSE;
      text = cleaned (at);
      if (text == NULL) /* nothing is left of it: it counts as struck */
        continue;
      if (clause == 0)
        clause = recognise (import, numbered, text);
      if (clause == 0 ? !insert (import, last, text, error)
                      : !reword (import, clause, text, error))
        return FALSE;
      if (clause > 0)
        import->seen[clause - 1] = TRUE;
      last = clause > 0 ? clause : last;
    }
  return TRUE;
}

static gboolean
strike_missing (Import *import, GError **error)
{
  g_autofree char *there = NULL, *all = NULL;
  guint found = 0;

  for (guint i = 0; i < import->clauses->len; i++)
    found += import->seen[i];
  if (found * 2 < import->clauses->len)
    {
      there = g_strdup_printf ("%u", found);
      all = g_strdup_printf ("%u", import->clauses->len);
      return council_error (
          error, COUNCIL_ERROR_INPUT,
          N_ ("{path}: it has {there} of the {all} clauses of protocol {ref} and "
              "cannot be its text"),
          "path", import->path, "there", there, "all", all, "ref", import->protocol->ref,
          NULL);
    }
  for (guint i = 0; i < import->exported; i++)
    {
      guint clause = import->today[i] >= 0 ? (guint) import->today[i] + 1 : 0;
      const ReadingBlock *block = clause > 0 ? block_of (import, clause) : NULL;

      if (block == NULL || import->seen[clause - 1])
        continue;
      note_change (import, BRACKET_STRIKE, clause, block->text, NULL);
      if (!propose (import, BRACKET_STRIKE, clause, NULL, NULL, NULL, error))
        return FALSE;
    }
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
  g_autoptr (GPtrArray) clauses = protocol_clauses (import->db, import->protocol, error);
  g_autoptr (GPtrArray) all = clauses ? party_list (import->db, error) : NULL;
  g_autoptr (GPtrArray) blocks = NULL, parties = NULL;
  g_autoptr (GHashTable) annexes = NULL;

  import->clauses = clauses;
  if (all == NULL || !read_service (import, paragraphs, error) ||
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
  return take_paragraphs (import, paragraphs, error) && strike_missing (import, error);
}

gboolean
word_import (Db *db, Protocol *protocol, const char *path, const char *party,
             const char *basis, GPtrArray **changes, GError **error)
{
  g_autoptr (DbTransaction) tx = db_begin (db, "protocol.import", error);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) word_change_free);
  g_autoptr (GPtrArray) paragraphs = NULL;
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
  if (!done || !db_commit (&tx, error))
    return FALSE;
  *changes = g_steal_pointer (&found);
  return TRUE;
}
