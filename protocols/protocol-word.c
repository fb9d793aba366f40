#include "protocols/word.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "protocols/protocol-internal.h"
#include "protocols/reading.h"
#include "protocols/sequence.h"
#include "protocols/version.h"

#include <stdio.h>
#include <string.h>

#define MOST_NEW 500 /* paragraphs that a file may have beyond twice the clauses */
#define ALIKE 0.6    /* a paragraph that lost its number is known by what it says */

void
word_change_free (WordChange *change)
{
  if (change == NULL)
    return;
  g_free (change->before);
  g_free (change->after);
  g_free (change->author);
  g_free (change);
}

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
  gboolean *numbered; /* today's clauses that the file has by their numbers */
  GHashTable *tables; /* number of a table in the file to the clause of its first row */
  GHashTable *struck; /* number of a clause to who struck its paragraph */
  GPtrArray *known;   /* (element-type Comment): what was said before */
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

/* What stands between the cells of a row, however it was laid out. */
static char *
without_bars (const char *text)
{
  g_autoptr (GRegex) bars = g_regex_new ("(?:^| )[|—–-](?= |$)", 0, 0, NULL);

  return g_regex_replace (bars, text, -1, 0, "", 0, NULL);
}

static gboolean
same_row (const char *a, const char *b)
{
  g_autofree char *one = without_bars (a), *other = without_bars (b);

  return same_words (one, other);
}

/* Behind the label, if @text begins with it, in whatever dash. */
static const char *
without_label (const char *text, const char *label)
{
  static const char *const dashes[] = { "—", "–", "-", "−" };

  for (guint i = 0; label != NULL && g_str_equal (label, "—") && i < G_N_ELEMENTS (dashes);
       i++)
    if (g_str_has_prefix (text, dashes[i]) && text[strlen (dashes[i])] == ' ')
      label = dashes[i];
  if (label != NULL && g_str_has_prefix (text, label))
    for (text += strlen (label); *text == ' '; text++)
      continue;
  return text;
}

static gboolean
is_delegate (const Import *import, guint clause)
{
  return clause > 0 &&
         g_str_equal (((Clause *) g_ptr_array_index (import->clauses, clause - 1))->kind,
                      "delegate");
}

static gboolean
is_row (const Import *import, guint clause)
{
  static const char *const kinds[] = { "delegate", "row", "columns", NULL };

  return clause > 0 &&
         g_strv_contains (kinds,
                          ((Clause *) g_ptr_array_index (import->clauses, clause - 1))->kind);
}

static WordChange *
note_change (Import *import, const Bracket *bracket, const char *before, const char *after)
{
  WordChange *change = g_new0 (WordChange, 1);

  change->kind = bracket->kind;
  change->clause = bracket->clause;
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  change->author = g_strdup (bracket->author);
  g_ptr_array_add (import->changes, change);
  return change;
}

static gboolean
propose (Import *import, Bracket *bracket, GError **error)
{
  gint64 number;

  bracket->party = (char *) import->party;
  return bracket_add (import->db, import->protocol, bracket, import->basis, &number, error);
}

/* The paragraph says something else than the clause. */
static gboolean
reword (Import *import, guint number, const char *text, const char *author, GError **error)
{
  const ReadingBlock *block = block_of (import, number);
  const Clause *clause = g_ptr_array_index (import->clauses, number - 1);
  MarkContext context = { .db = import->db,
                          .council = import->protocol->council,
                          .keeper = import->keeper,
                          .parties = import->parties,
                          .annexes = import->annexes,
                          .clause = number };
  Bracket bracket = { .kind = BRACKET_REWORD, .clause = number, .author = (char *) author };
  g_autofree char *marked = NULL;
  gboolean unmarked;

  if (block == NULL)
    return TRUE;
  text = without_label (text, block->label);
  if (same_words (block->text, text) ||
      (is_row (import, number) && same_row (block->text, text)))
    return TRUE;
  marked = word_marked (&context, clause->text, text, &unmarked, error);
  if (marked == NULL)
    return FALSE;
  if (g_str_equal (marked, clause->text))
    return TRUE;
  note_change (import, &bracket, block->text, text)->unmarked = unmarked;
  bracket.text = marked;
  return propose (import, &bracket, error);
}

/* Braces that are no mark. */
static char *
literal (const char *text)
{
  GString *safe = g_string_new (text);

  g_string_replace (safe, "{", "{{", 0);
  g_string_replace (safe, "}", "}}", 0);
  return g_string_free (safe, FALSE);
}

/* A new paragraph takes the kind of the one before it where it can; @kind is that of a row. */
static gboolean
insert (Import *import, guint after, const char *kind, const char *text, const char *author,
        GError **error)
{
  const Clause *before = after > 0 ? g_ptr_array_index (import->clauses, after - 1) : NULL;
  gboolean numbered = before != NULL && (g_str_equal (before->kind, "decision") ||
                                         g_str_equal (before->kind, "list"));
  const char *space = strchr (text, ' ');
  g_autofree char *label = NULL, *safe = NULL;
  Bracket bracket = { .kind = BRACKET_INSERT, .clause = after, .author = (char *) author };

  note_change (import, &bracket, NULL, text);
  if (kind == NULL && numbered && g_ascii_isdigit (*text) && space != NULL && space[-1] == '.')
    {
      label = g_strndup (text, (gsize) (space - text));
      kind = before->kind;
      text = space + 1;
    }
  safe = literal (text);
  bracket.clause_kind = (char *) (kind ? kind : "paragraph");
  bracket.label = label;
  bracket.text = safe;
  return propose (import, &bracket, error);
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

/* The clause that lost its number and says much the same; 0 when there is none. */
static guint
recognise (const Import *import, const char *text)
{
  guint best = 0;
  double most = ALIKE;

  for (guint i = 0; i < import->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (import->blocks, i);
      double alike;

      if (import->numbered[block->clause - 1] || import->seen[block->clause - 1])
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

/* What the clause's number stands before. */
static const char *
first_words (const WordParagraph *paragraph)
{
  return paragraph->cells && paragraph->cells->len > 0
             ? g_ptr_array_index (paragraph->cells, 0)
             : paragraph->text;
}

/* Whose paragraphs are among the words that tracked changes took out. */
static void
find_struck (Import *import, const WordParagraph *paragraph)
{
  const char *at = paragraph->gone;

  while ((at = strstr (at, "§")) != NULL)
    {
      char *end;
      guint64 number = g_ascii_strtoull (at + strlen ("§"), &end, 10);

      at = end;
      if (number >= 1 && number <= import->exported && import->today[number - 1] >= 0)
        g_hash_table_insert (import->struck, GUINT_TO_POINTER (import->today[number - 1] + 1),
                             paragraph->author);
    }
}

/* Which clauses the file has by number; the others may have lost theirs. */
static gboolean
find_numbered (Import *import, GPtrArray *paragraphs, GError **error)
{
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const WordParagraph *paragraph = g_ptr_array_index (paragraphs, i);
      const char *text = first_words (paragraph);
      guint clause;

      if (!read_number (import, &text, &clause, error))
        return FALSE;
      find_struck (import, paragraph);
      if (clause == 0)
        continue;
      import->numbered[clause - 1] = TRUE;
      if (paragraph->cells != NULL &&
          !g_hash_table_contains (import->tables, GUINT_TO_POINTER (paragraph->table)))
        g_hash_table_insert (import->tables, GUINT_TO_POINTER (paragraph->table),
                             GUINT_TO_POINTER (clause));
    }
  return TRUE;
}

/* The kind of a new row: that of its table, which has to be one of the text's. */
static gboolean
kind_of_row (const Import *import, const WordParagraph *paragraph, const char *text,
             const char **kind, GError **error)
{
  guint row = GPOINTER_TO_UINT (
      g_hash_table_lookup (import->tables, GUINT_TO_POINTER (paragraph->table)));

  *kind = NULL;
  if (paragraph->cells == NULL)
    return TRUE;
  if (row > 0)
    {
      *kind = is_delegate (import, row) ? "delegate" : "row";
      return TRUE;
    }
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("{path}: the table with the row «{row}» cannot be brought into "
                            "the text (take it out "
                            "and send it as an annex)"),
                        "path", import->path, "row", text, NULL);
}

/* «§13» in the middle: the paragraph before lost its end, and the clauses are one now. */
static void
drop_inner_numbers (const Import *import, GString *text)
{
  const char *at = text->str;

  while ((at = strstr (at, " §")) != NULL)
    {
      const char *digits = at + strlen (" §");
      char *end;
      guint64 number = g_ascii_strtoull (digits, &end, 10);
      gboolean one_of_ours = end != digits && *end == ' ' && number >= 1 &&
                             number <= import->exported && import->today[number - 1] >= 0 &&
                             !import->numbered[import->today[number - 1]];
      gsize offset = (gsize) (at - text->str);

      if (one_of_ours)
        g_string_erase (text, (gssize) offset, end - at);
      at = text->str + offset + (one_of_ours ? 0 : 1);
    }
}

static gboolean
said_before (const Import *import, guint clause, const char *said, const char *text)
{
  for (guint i = 0; i < import->known->len; i++)
    {
      const Comment *comment = g_ptr_array_index (import->known, i);

      if (comment->clause == clause &&
          (g_str_equal (comment->text, said) || g_str_equal (comment->text, text)))
        return TRUE;
    }
  return FALSE;
}

/* Comments in the margin of @paragraph, which says @whole, are comments on @clause. */
static gboolean
take_comments (Import *import, const WordParagraph *paragraph, guint clause, const char *whole,
               GError **error)
{
  for (guint i = 0; i < paragraph->comments->len; i++)
    {
      const WordComment *comment = g_ptr_array_index (paragraph->comments, i);
      g_autofree char *said = word_comment_said (comment, whole), *clean = NULL, *text = NULL;
      g_autofree char *author = NULL;
      Bracket on = { .kind = BRACKET_REWORD, .clause = MAX (clause, 1) };
      gint64 number;

      if (!word_clean (said, &clean, error) || !word_clean (comment->text, &text, error) ||
          (comment->author != NULL && !word_clean (comment->author, &author, error)))
        return FALSE;
      if (clean == NULL || text == NULL || said_before (import, on.clause, clean, text))
        continue;
      on.author = author;
      note_change (import, &on, NULL, clean)->comment = TRUE;
      if (!comment_add (import->db, import->protocol, on.clause, import->party, author,
                        import->basis, clean, &number, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes one paragraph in; @last is the clause before it, and becomes its own. */
static gboolean
take_paragraph (Import *import, const WordParagraph *paragraph, guint *last, GError **error)
{
  const char *rest = first_words (paragraph), *kind;
  g_autoptr (GString) words = NULL;
  g_autofree char *read = NULL, *text = NULL;
  guint clause, row;

  if (!read_number (import, &rest, &clause, error))
    return FALSE;
  row = clause ? clause
               : GPOINTER_TO_UINT (g_hash_table_lookup (import->tables,
                                                        GUINT_TO_POINTER (paragraph->table)));
  read = word_paragraph_words (paragraph, rest, row == 0 || is_delegate (import, row));
  words = g_string_new (read);
  drop_inner_numbers (import, words);
  if (!word_clean (words->str, &text, error))
    return FALSE;
  if (text != NULL && clause == 0)
    clause = recognise (import, text);
  if (text == NULL || (clause == 0 && row > 0 && paragraph->cells != NULL &&
                       word_paragraph_is_head (paragraph)))
    /* nothing is left of it, which strikes the clause; or a heading that we print ourselves */
    return take_comments (import, paragraph, *last, first_words (paragraph), error);
  if (clause > 0)
    {
      import->seen[clause - 1] = TRUE;
      *last = clause;
      if (!reword (import, clause, text, paragraph->author, error))
        return FALSE;
    }
  else if (!kind_of_row (import, paragraph, text, &kind, error) ||
           !insert (import, *last, kind, text, paragraph->author, error))
    return FALSE;
  return take_comments (import, paragraph, *last, rest, error);
}

/* A row that came apart: «§31», and each of its cells as a paragraph behind it. */
static gboolean
join_loose_cells (Import *import, GPtrArray *paragraphs, GError **error)
{
  for (guint i = 0; i < paragraphs->len; i++)
    {
      WordParagraph *paragraph = g_ptr_array_index (paragraphs, i);
      const char *rest = paragraph->text;
      guint clause, cells = 0;

      if (!read_number (import, &rest, &clause, error))
        return FALSE;
      if (paragraph->cells != NULL || *rest != '\0' || !is_row (import, clause))
        continue;
      for (const char *at = block_of (import, clause)->text; at != NULL; cells++)
        {
          at = strstr (at, is_delegate (import, clause) ? " — " : "|");
          at = at ? at + 1 : NULL;
        }
      for (; cells > 0 && i + 1 < paragraphs->len; cells--)
        {
          const WordParagraph *cell = g_ptr_array_index (paragraphs, i + 1);
          char *joined;

          if (cell->cells != NULL || g_str_has_prefix (cell->text, "§"))
            break;
          joined = g_strconcat (paragraph->text,
                                *rest == '\0'                  ? " "
                                : is_delegate (import, clause) ? " — "
                                                               : " | ",
                                cell->text, NULL);
          g_free (paragraph->text);
          paragraph->text = joined;
          rest = joined;
          g_ptr_array_remove_index (paragraphs, i + 1);
        }
    }
  return TRUE;
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
  if (!find_numbered (import, paragraphs, error) ||
      !join_loose_cells (import, paragraphs, error))
    return FALSE;
  for (guint i = 0; i < paragraphs->len; i++)
    if (!take_paragraph (import, g_ptr_array_index (paragraphs, i), &last, error))
      return FALSE;
  return TRUE;
}

static gboolean
strike_missing (Import *import, GError **error)
{
  g_autofree char *there = NULL, *all = NULL;
  Bracket bracket = { .kind = BRACKET_STRIKE };
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
      bracket.clause = clause;
      bracket.author = g_hash_table_lookup (import->struck, GUINT_TO_POINTER (clause));
      note_change (import, &bracket, block->text, NULL);
      if (!propose (import, &bracket, error))
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
  g_autoptr (GHashTable) tables = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) struck = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) known =
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
  g_free (import.numbered);
  if (!done || !db_commit (&tx, error))
    return FALSE;
  *changes = g_steal_pointer (&found);
  return TRUE;
}
