/* What a file says otherwise than the text becomes brackets and comments of the side. */
#include "protocols/word-import.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/reading.h"
#include "protocols/sequence.h"

#include <string.h>

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

/* The paragraph, which says @text, says something else than the clause. */
gboolean
import_reword (Import *import, guint number, const char *text, const WordParagraph *paragraph,
               GError **error)
{
  const ReadingBlock *block = import_block (import, number);
  const Clause *clause = g_ptr_array_index (import->clauses, number - 1);
  MarkContext context = { .db = import->db,
                          .council = import->protocol->council,
                          .keeper = import->keeper,
                          .parties = import->parties,
                          .annexes = import->annexes,
                          .clause = number };
  Bracket bracket = { .kind = BRACKET_REWORD, .clause = number, .author = paragraph->author };
  gboolean by_cells = paragraph->cells != NULL && !import_is_delegate (import, number);
  g_autofree char *marked = NULL;
  gboolean unmarked;

  if (block == NULL)
    return TRUE;
  text = without_label (text, block->label);
  if (import_is_row (import, number) ? word_row_same (text, block->text, by_cells)
                                     : words_same (block->text, text))
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

/* A new paragraph takes the kind of the one before it where it can; @kind is that of a row. */
gboolean
import_insert (Import *import, guint after, const char *kind, const char *text,
               const char *author, GError **error)
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
  safe = marks_literal (text);
  bracket.clause_kind = (char *) (kind ? kind : "paragraph");
  bracket.label = label;
  bracket.text = safe;
  return propose (import, &bracket, error);
}

/* The kind of a new row: that of its table, which has to be one of the text's. */
gboolean
import_kind_of_row (const Import *import, const WordParagraph *paragraph, const char *text,
                    const char **kind, GError **error)
{
  guint row = GPOINTER_TO_UINT (
      g_hash_table_lookup (import->tables, GUINT_TO_POINTER (paragraph->table)));

  *kind = NULL;
  if (paragraph->cells == NULL)
    return TRUE;
  if (row > 0)
    {
      *kind = import_is_delegate (import, row) ? "delegate" : "row";
      return TRUE;
    }
  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("{path}: the table with the row «{row}» cannot be brought into "
                            "the text (take it out "
                            "and send it as an annex)"),
                        "path", import->path, "row", text, NULL);
}

/* (nullable): the comment on @clause that says that already. */
static const Comment *
said_before (const Import *import, guint clause, const char *said, const char *text)
{
  for (guint i = 0; i < import->known->len; i++)
    {
      const Comment *comment = g_ptr_array_index (import->known, i);

      if (comment->clause == clause &&
          (g_str_equal (comment->text, said) || g_str_equal (comment->text, text)))
        return comment;
    }
  return NULL;
}

/* What the side settled of its own is settled; it does not settle what another side said. */
static gboolean
settle_known (Import *import, const Comment *known, const Bracket *on, GError **error)
{
  WordChange *change;

  if (known->resolved_on != NULL || !g_str_equal (known->party, import->party))
    return TRUE;
  change = note_change (import, on, NULL, known->text);
  change->comment = change->resolved = TRUE;
  return comment_resolve (import->db, import->protocol, known->number, import->party, error);
}

/* A comment in the margin of a paragraph, which says @whole, is one on the clause. */
static gboolean
take_comment (Import *import, const WordComment *comment, guint clause, const char *whole,
              GError **error)
{
  g_autofree char *said = word_comment_said (comment, whole), *clean = NULL, *text = NULL;
  g_autofree char *author = NULL;
  Bracket on = { .kind = BRACKET_REWORD, .clause = MAX (clause, 1) };
  const Comment *known;
  WordChange *change;
  gint64 number;

  if (!word_clean (said, &clean, error) || !word_clean (comment->text, &text, error) ||
      (comment->author != NULL && !word_clean (comment->author, &author, error)))
    return FALSE;
  if (clean == NULL || text == NULL)
    return TRUE;
  known = said_before (import, on.clause, clean, text);
  if (known != NULL)
    return !comment->resolved || settle_known (import, known, &on, error);
  on.author = author;
  change = note_change (import, &on, NULL, clean);
  change->comment = TRUE;
  change->resolved = comment->resolved;
  return comment_add (import->db, import->protocol, on.clause, import->party, author,
                      import->basis, clean, &number, error) &&
         (!comment->resolved ||
          comment_resolve (import->db, import->protocol, number, import->party, error));
}

gboolean
import_take_comments (Import *import, const WordParagraph *paragraph, guint clause,
                      const char *whole, GError **error)
{
  for (guint i = 0; i < paragraph->comments->len; i++)
    if (!take_comment (import, g_ptr_array_index (paragraph->comments, i), clause, whole,
                       error))
      return FALSE;
  return TRUE;
}

gboolean
import_strike_missing (Import *import, GError **error)
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
      const ReadingBlock *block = clause > 0 ? import_block (import, clause) : NULL;

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
