#include "protocols/sequence.h"

#include <string.h>

/* --- the longest common subsequence ------------------------------------------------------------ */

#define NOWHERE (G_MININT / 2)

typedef struct
{
  SequenceEqual *equal;
  gpointer data;
  int *match;
  int *forward, *backward; /* the furthest x on each diagonal, from their middle on */
} Matcher;

typedef struct
{
  int a, a_end, b, b_end;
} Box;

/* The furthest point on diagonal @k with one more step, from its neighbours. */
static int
furthest (const int *reach, int k, int d)
{
  if (d == 0)
    return 0;
  return MAX (k < d ? reach[k + 1] : NOWHERE, k > -d ? reach[k - 1] + 1 : NOWHERE);
}

/* Follows what is equal from there; NOWHERE when the point is outside the box. */
static int
slide (const Matcher *matcher, const Box *box, int x, int k, gboolean back)
{
  int n = box->a_end - box->a, m = box->b_end - box->b;

  if (x < 0 || x > n || x - k < 0 || x - k > m)
    return NOWHERE;
  while (x < n && x - k < m &&
         matcher->equal ((guint) (back ? box->a_end - 1 - x : box->a + x),
                         (guint) (back ? box->b_end - 1 - (x - k) : box->b + (x - k)),
                         matcher->data))
    x++;
  return x;
}

/* Where a shortest way through the box has its middle. */
static gboolean
find_middle (Matcher *matcher, const Box *box, int *x, int *y)
{
  int n = box->a_end - box->a, m = box->b_end - box->b, delta = n - m;

  for (int d = 0; d <= (n + m + 1) / 2; d++)
    {
      for (int k = -d; k <= d; k += 2)
        {
          int at = slide (matcher, box, furthest (matcher->forward, k, d), k, FALSE);

          matcher->forward[k] = at;
          if (at >= 0 && delta % 2 != 0 && ABS (delta - k) < d &&
              at + matcher->backward[delta - k] >= n)
            {
              *x = box->a + at;
              *y = box->b + at - k;
              return TRUE;
            }
        }
      for (int k = -d; k <= d; k += 2)
        {
          int at = slide (matcher, box, furthest (matcher->backward, k, d), k, TRUE);

          matcher->backward[k] = at;
          if (at >= 0 && delta % 2 == 0 && ABS (delta - k) <= d &&
              at + matcher->forward[delta - k] >= n)
            {
              *x = box->a_end - at;
              *y = box->b_end - (at - k);
              return TRUE;
            }
        }
    }
  return FALSE;
}

static gboolean
same (const Matcher *matcher, int a, int b)
{
  return matcher->equal ((guint) a, (guint) b, matcher->data);
}

static void
match_box (Matcher *matcher, Box box)
{
  int x, y;

  while (box.a < box.a_end && box.b < box.b_end && same (matcher, box.a, box.b))
    matcher->match[box.a++] = box.b++;
  while (box.a < box.a_end && box.b < box.b_end &&
         same (matcher, box.a_end - 1, box.b_end - 1))
    matcher->match[--box.a_end] = --box.b_end;
  if (box.a == box.a_end || box.b == box.b_end || !find_middle (matcher, &box, &x, &y) ||
      (x == box.a && y == box.b) || (x == box.a_end && y == box.b_end))
    return;
  match_box (matcher, (Box){ box.a, x, box.b, y });
  match_box (matcher, (Box){ x, box.a_end, y, box.b_end });
}

int *
sequence_match (guint n, guint m, SequenceEqual *equal, gpointer data)
{
  gsize room = 2 * ((gsize) n + m) + 8; /* every diagonal either way, and a neighbour */
  g_autofree int *forward = g_new (int, room);
  g_autofree int *backward = g_new (int, room);
  int *match = g_new (int, n + 1);
  Matcher matcher = { equal, data, match, forward + room / 2, backward + room / 2 };

  for (gsize i = 0; i < room; i++)
    forward[i] = backward[i] = NOWHERE;
  for (guint i = 0; i < n; i++)
    match[i] = -1;
  match_box (&matcher, (Box){ 0, (int) n, 0, (int) m });
  return match;
}

/* --- words ------------------------------------------------------------------------------------- */

static void
word_free (gpointer data)
{
  Word *word = data;

  g_free (word->text);
  g_free (word);
}

/* Letters, digits and what joins them: «12,5», «кыргызско-таджикский», «и.о». */
static const char *
end_of_word (const char *at)
{
  while (*at != '\0')
    {
      const char *next = g_utf8_next_char (at);
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && c != '_' &&
          (strchr ("-.,'/", *at) == NULL || !g_unichar_isalnum (g_utf8_get_char (next))))
        break;
      at = next;
    }
  return at;
}

static const char *
end_of_token (const char *at)
{
  const char *close;

  if ((*at == '{' || *at == '}') && at[1] == *at) /* a brace that is no mark (marks.h) */
    return at + 2;
  if (*at == '{' && (close = strpbrk (at + 1, "{}")) != NULL && *close == '}')
    return close + 1;
  if (g_unichar_isalnum (g_utf8_get_char (at)) || *at == '_')
    return end_of_word (at);
  return g_utf8_next_char (at);
}

GPtrArray *
words_split (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (word_free);
  gboolean space = FALSE;

  for (const char *at = text; *at != '\0';)
    {
      const char *end;
      Word *word;

      if (g_unichar_isspace (g_utf8_get_char (at)))
        {
          space = words->len > 0;
          at = g_utf8_next_char (at);
          continue;
        }
      end = end_of_token (at);
      word = g_new0 (Word, 1);
      word->text = g_strndup (at, (gsize) (end - at));
      word->space = space;
      g_ptr_array_add (words, word);
      space = FALSE;
      at = end;
    }
  return words;
}

char *
words_join (GPtrArray *words, guint from, guint to)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      const Word *word = g_ptr_array_index (words, i);

      g_string_append_printf (text, "%s%s", word->space && i > from ? " " : "", word->text);
    }
  return g_string_free (text, FALSE);
}

/* One sign for every form of it. */
static const char *
plain (const char *word)
{
  static const char *const quotes[] = { "«", "»", "„", "“", "”", "‟", "\"" };
  static const char *const dashes[] = { "–", "—", "-", "−", "‑" };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (g_str_equal (word, quotes[i]))
      return "\"";
  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_equal (word, dashes[i]))
      return "-";
  return word;
}

typedef struct
{
  GPtrArray *before, *after;
} Texts;

static gboolean
words_equal (guint a, guint b, gpointer data)
{
  const Texts *texts = data;
  const Word *one = g_ptr_array_index (texts->before, a);
  const Word *other = g_ptr_array_index (texts->after, b);

  return g_str_equal (plain (one->text), plain (other->text));
}

int *
words_match (GPtrArray *before, GPtrArray *after)
{
  Texts texts = { before, after };

  return sequence_match (before->len, after->len, words_equal, &texts);
}

gboolean
words_same (const char *a, const char *b)
{
  g_autoptr(GPtrArray) one = words_split (a), other = words_split (b);
  g_autofree int *match = words_match (one, other);

  for (guint i = 0; i < one->len; i++)
    if (match[i] != (int) i)
      return FALSE;
  return one->len == other->len;
}

static gboolean
words_exact (guint a, guint b, gpointer data)
{
  const Texts *texts = data;

  return g_str_equal (((Word *) g_ptr_array_index (texts->before, a))->text,
                      ((Word *) g_ptr_array_index (texts->after, b))->text);
}

double
words_likeness (const char *a, const char *b)
{
  g_autoptr(GPtrArray) before = words_split (a), after = words_split (b);
  g_autofree int *match = words_match (before, after);
  guint common = 0;

  for (guint i = 0; i < before->len; i++)
    common += match[i] >= 0;
  return before->len + after->len == 0 ? 1 : 2.0 * common / (before->len + after->len);
}

/* --- two texts --------------------------------------------------------------------------------- */

static void
run_free (gpointer data)
{
  WordsRun *run = data;

  g_free (run->text);
  g_free (run);
}

static void
add_run (GPtrArray *runs, WordsKind kind, GPtrArray *words, guint from, guint to)
{
  WordsRun *run;

  if (from == to)
    return;
  run = g_new0 (WordsRun, 1);
  run->kind = kind;
  run->space = ((Word *) g_ptr_array_index (words, from))->space;
  run->text = words_join (words, from, to);
  g_ptr_array_add (runs, run);
}

/* Whether the words @from to @to, the same in both texts, are too few to stand alone between two
 * changes: one short word or a sign. */
static gboolean
is_crumb (GPtrArray *words, guint from, guint to)
{
  glong letters = 0;

  for (guint i = from; i < to; i++)
    letters += g_utf8_strlen (((Word *) g_ptr_array_index (words, i))->text, -1);
  return to - from <= 2 && letters <= 3;
}

/* Takes crumbs out of the match where words are changed on both sides of them. */
static void
drop_crumbs (GPtrArray *before, GPtrArray *after, int *match)
{
  for (guint i = 0; i < before->len;)
    {
      guint end = i;
      gboolean changed;

      if (match[i] < 0)
        {
          i++;
          continue;
        }
      while (end + 1 < before->len && match[end + 1] == match[end] + 1)
        end++;
      changed = i > 0 && end + 1 < before->len && match[i - 1] < 0 && match[end + 1] < 0 &&
                match[i] > 0 && (guint) match[end] + 1 < after->len;
      if (changed && is_crumb (before, i, end + 1))
        for (guint j = i; j <= end; j++)
          match[j] = -1;
      i = end + 1;
    }
}

GPtrArray *
words_compare (const char *before, const char *after)
{
  g_autoptr(GPtrArray) old = words_split (before ? before : "");
  g_autoptr(GPtrArray) new = words_split (after ? after : "");
  Texts texts = { old, new };
  g_autofree int *match = sequence_match (old->len, new->len, words_exact, &texts);
  GPtrArray *runs = g_ptr_array_new_with_free_func (run_free);
  guint a = 0, b = 0;

  drop_crumbs (old, new, match);
  while (a < old->len || b < new->len)
    {
      guint gone = a, fresh, kept;

      while (gone < old->len && match[gone] < 0)
        gone++;
      fresh = gone < old->len ? (guint) match[gone] : new->len;
      add_run (runs, WORDS_GONE, old, a, gone);
      add_run (runs, WORDS_NEW, new, b, fresh);
      for (kept = gone; kept < old->len && match[kept] == (int) (fresh + kept - gone); kept++)
        continue;
      b = fresh + kept - gone;
      add_run (runs, WORDS_SAME, new, fresh, b);
      a = kept;
    }
  return runs;
}
