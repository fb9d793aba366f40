/* The text with what the sides propose in brackets, as a draft goes from hand to hand. */
#include "protocols/review.h"

#include "core/name.h"
#include "core/party.h"
#include "protocols/protocol-internal.h"
#include "protocols/sequence.h"

#include <string.h>

#define FEW_WORDS 2 /* fewer words than that between two changes make one of them */
#define FEW_LETTERS 12

typedef struct
{
  Db *db;
  GPtrArray *parties;  /* (element-type Party) */
  GPtrArray *brackets; /* (element-type Bracket): open */
  gboolean marks;
  GPtrArray *text; /* (element-type Clause): what comes out */
} Bracketer;

/* What the brackets for one clause make of it. */
typedef struct
{
  const Clause *clause;
  GPtrArray *labels; /* (element-type utf8): the sides, in their order */
  GPtrArray *texts;  /* (element-type utf8): theirs; "" strikes the clause */
  gboolean draft;    /* some side has not said what it wants instead: the text itself stands */
} Rival;

/* --- names ------------------------------------------------------------------------------------- */

static char *
side_label (const Bracketer *bracketer, const char *code, GError **error)
{
  if (bracketer->marks)
    return g_strdup_printf ("{party:%s:side:nominative}", code);
  for (guint i = 0; i < bracketer->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (bracketer->parties, i);

      if (g_str_equal (party->code, code))
        return name_get_exact (bracketer->db, party->id, "side", NULL, "ru", CASE_NOMINATIVE,
                               error);
    }
  return g_strdup (code);
}

/* --- one place where the texts differ ---------------------------------------------------------- */

static void
append_bracket (GString *out, const char *label, const char *text)
{
  g_string_append_printf (out, "%s[%s: %s]", out->len ? " " : "", label, text);
}

/* @draft is the text's own wording there, @texts what the sides want. */
static void
append_rivals (const Rival *rival, GString *out, const char *draft, GPtrArray *texts)
{
  gboolean shown = rival->draft && *draft != '\0';

  if (shown)
    append_bracket (out, "проект", draft);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);

      if (*text == '\0' && *draft == '\0')
        continue;
      if (!(rival->draft && g_str_equal (text, draft)))
        append_bracket (out, g_ptr_array_index (rival->labels, i), *text ? text : "исключить");
    }
}

/* The whole clause by sides, for texts whose parts cannot be told apart. */
static char *
whole (const Rival *rival)
{
  GString *out = g_string_new (NULL);

  append_rivals (rival, out, rival->clause->text, rival->texts);
  return g_string_free (out, FALSE);
}

/* --- word by word ------------------------------------------------------------------------------ */

typedef struct
{
  GPtrArray *words;  /* (element-type Word): of the text */
  GPtrArray *others; /* (element-type GPtrArray of Word): of each side */
  GPtrArray *match;  /* int *: of the text's words in each side's */
  gboolean *common;  /* words that every text has */
} Weave;

static int
fellow (const Weave *weave, guint other, guint word)
{
  return ((int *) g_ptr_array_index (weave->match, other))[word];
}

/* Whether @word follows the word before it in every text. */
static gboolean
follows (const Weave *weave, guint word)
{
  if (!weave->common[word - 1])
    return FALSE;
  for (guint k = 0; k < weave->others->len; k++)
    if (fellow (weave, k, word) != fellow (weave, k, word - 1) + 1)
      return FALSE;
  return TRUE;
}

/* Few common words between two changes are read as changed too. */
static void
drop_crumbs (Weave *weave)
{
  for (guint i = 0, end; i < weave->words->len; i = end)
    {
      glong letters = 0;

      for (end = i;
           end < weave->words->len && weave->common[end] && (end == i || follows (weave, end));
           end++)
        letters += g_utf8_strlen (((Word *) g_ptr_array_index (weave->words, end))->text, -1);
      if (end > i && i > 0 && end < weave->words->len && end - i <= FEW_WORDS &&
          letters <= FEW_LETTERS)
        for (guint j = i; j < end; j++)
          weave->common[j] = FALSE;
      end = MAX (end, i + 1);
    }
}

/* Whether @words has a sign of punctuation at @at, close to the word before it. */
static gboolean
leans (GPtrArray *words, guint at)
{
  const Word *word = at < words->len ? g_ptr_array_index (words, at) : NULL;

  return word != NULL && !word->space && strchr (".,;:!?)»", *word->text) != NULL;
}

/* Whether the change between the common words @before and @after begins with a sign in any text;
 * @after is the number of words when none follows. */
static gboolean
begins_with_sign (const Weave *weave, guint before, guint after)
{
  if (before + 1 < after && leans (weave->words, before + 1))
    return TRUE;
  for (guint k = 0; k < weave->others->len; k++)
    {
      GPtrArray *other = g_ptr_array_index (weave->others, k);
      guint from = (guint) fellow (weave, k, before) + 1;
      guint to = after < weave->words->len ? (guint) fellow (weave, k, after) : other->len;

      if (from < to && leans (other, from))
        return TRUE;
    }
  return FALSE;
}

/* A bracket does not begin with a sign: it takes the word before it in. */
static void
take_words_before_signs (Weave *weave)
{
  guint after = weave->words->len;

  for (guint i = weave->words->len; i-- > 0;)
    {
      if (!weave->common[i])
        continue;
      if (begins_with_sign (weave, i, after))
        weave->common[i] = FALSE;
      else
        after = i;
    }
}

/* What stands before the common word @to in each text, from where the last common word was. */
static void
append_change (const Rival *rival, const Weave *weave, GString *out, guint from, guint to,
               guint *places)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *draft = words_join (weave->words, from, to);
  gboolean changed = *draft != '\0';

  for (guint k = 0; k < weave->others->len; k++)
    {
      GPtrArray *other = g_ptr_array_index (weave->others, k);
      guint end = to < weave->words->len ? (guint) fellow (weave, k, to) : other->len;

      g_ptr_array_add (texts, words_join (other, places[k], end));
      changed = changed || end > places[k];
      places[k] = end + 1;
    }
  if (changed)
    append_rivals (rival, out, draft, texts);
}

static char *
weave_texts (const Rival *rival, Weave *weave)
{
  GString *out = g_string_new (NULL);
  g_autofree guint *places = g_new0 (guint, weave->others->len + 1);
  guint from = 0;

  for (guint i = 0; i <= weave->words->len; i++)
    {
      if (i < weave->words->len && !weave->common[i])
        continue;
      append_change (rival, weave, out, from, i, places);
      if (i < weave->words->len)
        {
          const Word *word = g_ptr_array_index (weave->words, i);

          g_string_append_printf (out, "%s%s", word->space && out->len ? " " : "", word->text);
        }
      from = i + 1;
    }
  return g_string_free (out, FALSE);
}

static char *
interweave (const Rival *rival)
{
  g_autoptr(GPtrArray) words = words_split (rival->clause->text);
  g_autoptr(GPtrArray) others =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) match = g_ptr_array_new_with_free_func (g_free);
  g_autofree gboolean *common = g_new0 (gboolean, words->len + 1);
  Weave weave = { words, others, match, common };

  for (guint k = 0; k < rival->texts->len; k++)
    {
      GPtrArray *other = words_split (g_ptr_array_index (rival->texts, k));

      g_ptr_array_add (others, other);
      g_ptr_array_add (match, words_match (words, other));
    }
  for (guint i = 0; i < words->len; i++)
    {
      common[i] = TRUE;
      for (guint k = 0; k < others->len && common[i]; k++)
        common[i] = fellow (&weave, k, i) >= 0;
    }
  drop_crumbs (&weave);
  take_words_before_signs (&weave);
  return weave_texts (rival, &weave);
}

/* --- a clause ---------------------------------------------------------------------------------- */

/* Passages that take turns stand whole: their marks belong together. */
static gboolean
cannot_be_woven (const Rival *rival)
{
  gboolean turns = strstr (rival->clause->text, "{turn") != NULL;

  for (guint i = 0; i < rival->texts->len; i++)
    {
      const char *text = g_ptr_array_index (rival->texts, i);

      if (*text == '\0' || strstr (text, "{turn") != NULL)
        return TRUE;
    }
  return turns;
}

static gboolean
only_struck (const Rival *rival)
{
  for (guint i = 0; i < rival->texts->len; i++)
    if (*(const char *) g_ptr_array_index (rival->texts, i) != '\0')
      return FALSE;
  return rival->texts->len > 0;
}

static char *
bracket_clause (const Rival *rival)
{
  g_autofree char *sides = NULL;

  if (!only_struck (rival))
    return cannot_be_woven (rival) ? whole (rival) : interweave (rival);
  g_ptr_array_add (rival->labels, NULL);
  sides = g_strjoinv (", ", (char **) rival->labels->pdata);
  return g_strdup_printf ("[%s %s исключить: %s]", sides,
                          rival->texts->len > 1 ? "предлагают" : "предлагает",
                          rival->clause->text);
}

static gboolean
add_clause (Bracketer *bracketer, const Clause *clause, guint number, GError **error)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Rival rival = { clause, labels, texts, TRUE };
  Clause *copy = clause_copy (clause);

  g_ptr_array_add (bracketer->text, copy);
  for (guint i = 0; i < bracketer->brackets->len; i++)
    {
      const Bracket *bracket = g_ptr_array_index (bracketer->brackets, i);
      char *label;

      if (bracket->clause != number || bracket->kind == BRACKET_INSERT)
        continue;
      label = side_label (bracketer, bracket->party, error);
      if (label == NULL)
        return FALSE;
      g_ptr_array_add (labels, label);
      g_ptr_array_add (texts, g_strdup (bracket->text ? bracket->text : ""));
    }
  if (texts->len == 0)
    return TRUE;
  rival.draft = texts->len < bracketer->parties->len;
  g_free (copy->text);
  copy->text = bracket_clause (&rival);
  return TRUE;
}

static gboolean
add_insertions (Bracketer *bracketer, guint number, GError **error)
{
  for (guint i = 0; i < bracketer->brackets->len; i++)
    {
      const Bracket *bracket = g_ptr_array_index (bracketer->brackets, i);
      g_autofree char *label = NULL, *text = NULL;

      if (bracket->clause != number || bracket->kind != BRACKET_INSERT)
        continue;
      label = side_label (bracketer, bracket->party, error);
      if (label == NULL)
        return FALSE;
      text = g_strdup_printf ("[%s предлагает включить: %s]", label, bracket->text);
      g_ptr_array_add (bracketer->text,
                       clause_new (bracket->clause_kind, bracket->label, text, NULL));
    }
  return TRUE;
}

GPtrArray *
review_bracketed (Db *db, const Protocol *protocol, GPtrArray *clauses, gboolean marks,
                  GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);
  g_autoptr(GPtrArray) brackets = parties ? bracket_list (db, protocol, error) : NULL;
  g_autoptr(GPtrArray) text = g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  Bracketer bracketer = { db, parties, brackets, marks, text };

  if (brackets == NULL)
    return NULL;
  for (guint i = 0; i <= clauses->len; i++)
    if ((i > 0 && !add_clause (&bracketer, g_ptr_array_index (clauses, i - 1), i, error)) ||
        !add_insertions (&bracketer, i, error))
      return NULL;
  return g_steal_pointer (&text);
}
