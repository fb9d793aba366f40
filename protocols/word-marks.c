/* Marks for the alternat, put back into a text that came out of a word processor. */
#include "protocols/word.h"

#include "core/party.h"
#include "protocols/sequence.h"

#include <string.h>

/* A piece of the clause's own text: a word, or a mark with the words that it stands for. */
typedef struct
{
  char *raw;
  gboolean mark;
  gboolean turn;  /* begins a passage: no space between it and the next word */
  guint from, to; /* its words among those shown */
} Piece;

typedef struct
{
  const MarkContext *context;
  GPtrArray *pieces; /* (element-type Piece) */
  GPtrArray *shown;  /* (element-type Word): as marks_literal() has them */
} Pieces;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->raw);
  g_free (piece);
}

static void
add_piece (Pieces *pieces, const Word *word, const char *shown, gboolean mark)
{
  Piece *piece = g_new0 (Piece, 1);
  g_autoptr(GPtrArray) words = words_split (shown);

  piece->raw = g_strdup (word->text);
  piece->mark = mark;
  piece->turn = g_str_has_prefix (word->text, "{turn:");
  piece->from = pieces->shown->len;
  if (words->len > 0 && !piece->turn)
    ((Word *) g_ptr_array_index (words, 0))->space = word->space;
  g_ptr_array_extend_and_steal (pieces->shown, g_steal_pointer (&words));
  piece->to = pieces->shown->len;
  g_ptr_array_add (pieces->pieces, piece);
}

static gboolean
add_words (Pieces *pieces, GPtrArray *words, guint from, guint to, GError **error)
{
  for (guint i = from; i < to; i++)
    {
      const Word *word = g_ptr_array_index (words, i);
      gboolean mark = *word->text == '{' && word->text[1] != '\0' && word->text[1] != '{';
      g_autofree char *name = mark ? marks_expand (pieces->context, word->text, error) : NULL;
      g_autofree char *shown = name ? marks_literal (name) : g_strdup (word->text);

      if (mark && name == NULL)
        return FALSE;
      add_piece (pieces, word, shown, mark);
    }
  return TRUE;
}

static guint
find_turn (GPtrArray *words, guint from, const char *start)
{
  while (from < words->len &&
         !g_str_has_prefix (((Word *) g_ptr_array_index (words, from))->text, start))
    from++;
  return from;
}

/* A group of passages in the order in which they are shown; @from is its first mark. */
static gboolean
add_turns (Pieces *pieces, GPtrArray *words, guint from, guint end, GError **error)
{
  gboolean first = TRUE;

  for (guint p = 0; p < pieces->context->parties->len; p++)
    {
      const Party *party = g_ptr_array_index (pieces->context->parties, p);
      g_autofree char *mark = g_strdup_printf ("{turn:%s}", party->code);
      guint at = find_turn (words, from, mark), next;

      if (at >= end)
        continue;
      next = MIN (find_turn (words, at + 1, "{turn"), end);
      add_piece (pieces, g_ptr_array_index (words, at), first ? "" : ";", TRUE);
      first = FALSE;
      if (!add_words (pieces, words, at + 1, next, error))
        return FALSE;
    }
  add_piece (pieces, g_ptr_array_index (words, end), "", TRUE);
  return TRUE;
}

static gboolean
split_raw (Pieces *pieces, const char *raw, GError **error)
{
  g_autoptr(GPtrArray) words = words_split (raw);

  for (guint i = 0; i < words->len;)
    {
      guint group = find_turn (words, i, "{turn:");
      guint end = find_turn (words, group, "{turns:end}");

      if (!add_words (pieces, words, i, MIN (group, words->len), error) ||
          (end < words->len && !add_turns (pieces, words, group, end, error)))
        return FALSE;
      i = end < words->len ? end + 1 : words->len;
    }
  return TRUE;
}

/* Whether the words of @piece stand in the new text as they were. */
static gboolean
is_untouched (const Piece *piece, const int *match)
{
  for (guint i = piece->from; i < piece->to; i++)
    if (match[i] < 0 || (i > piece->from && match[i] != match[i - 1] + 1))
      return FALSE;
  return TRUE;
}

char *
word_marked (const MarkContext *context, const char *raw, const char *text, gboolean *unmarked,
             GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (piece_free);
  g_autofree char *literal = marks_literal (text);
  g_autoptr(GPtrArray) new = words_split (literal), shown = words_split ("");
  Pieces pieces = { context, list, shown };
  g_autofree int *match = NULL, *owner = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  guint next = 0; /* the first piece that was not passed */
  gboolean tight = FALSE;

  *unmarked = FALSE;
  if (!split_raw (&pieces, raw, error))
    return NULL;
  match = words_match (shown, new);
  owner = g_new (int, new->len + 1);
  for (guint j = 0; j < new->len; j++)
    owner[j] = -1;
  for (guint k = 0; k < list->len; k++)
    {
      const Piece *piece = g_ptr_array_index (list, k);

      for (guint i = piece->from; i < piece->to; i++)
        if (match[i] >= 0)
          owner[match[i]] = (int) k;
      *unmarked = *unmarked || (piece->mark && !is_untouched (piece, match));
    }
  for (guint j = 0; j < new->len;)
    {
      const Word *word = g_ptr_array_index (new, j);
      const Piece *piece = owner[j] >= 0 ? g_ptr_array_index (list, (guint) owner[j]) : NULL;
      gboolean space = word->space && j > 0 && !tight;

      tight = FALSE;
      for (; piece != NULL && next < (guint) owner[j]; next++)
        {
          const Piece *passed = g_ptr_array_index (list, next);

          if (!passed->mark || passed->from != passed->to)
            continue;
          g_string_append_printf (out, "%s%s", passed->turn && space ? " " : "", passed->raw);
          space = space && !passed->turn;
        }
      if (piece != NULL)
        next = MAX (next, (guint) owner[j] + 1);
      if (piece != NULL && piece->mark && is_untouched (piece, match))
        {
          g_string_append_printf (out, "%s%s", space && !piece->turn ? " " : "", piece->raw);
          tight = piece->turn;
          j += piece->to - piece->from;
          continue;
        }
      if (space)
        g_string_append_c (out, ' ');
      g_string_append (out, piece != NULL && !piece->mark ? piece->raw : word->text);
      j++;
    }
  for (; next < list->len; next++)
    {
      const Piece *passed = g_ptr_array_index (list, next);

      if (passed->mark && passed->from == passed->to)
        g_string_append (out, passed->raw);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
