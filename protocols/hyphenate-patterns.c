#include "protocols/hyphenate-patterns.h"

#include <string.h>

#define LONGEST 24  /* letters of a pattern */
#define NODES 16384 /* more than the Russian dictionary has */

/* A letter that may follow those above it.  Numbers of nodes, 0 for none. */
typedef struct
{
  char letter;
  guint8 length; /* of the pattern that ends here; 0: none does */
  guint32 next;  /* another letter in this place */
  guint32 below; /* a letter after this one */
  guint32 rates; /* of the pattern: one more than its letters, from here in all rates */
} Node;

struct _HyphenatePatterns
{
  GArray *nodes; /* Node; the first is none */
  GByteArray *rates;
  guint32 first[256]; /* by their first letter: the nodes of all patterns */
};

static Node *
node_at (const HyphenatePatterns *patterns, guint32 number)
{
  return &g_array_index (patterns->nodes, Node, number);
}

static guint32
find (const HyphenatePatterns *patterns, guint32 number, char letter)
{
  while (number != 0 && node_at (patterns, number)->letter != letter)
    number = node_at (patterns, number)->next;
  return number;
}

/* The node of @letter below @above, or of a pattern's first letter if that is 0. */
static guint32
step (HyphenatePatterns *patterns, guint32 above, char letter)
{
  guint32 *list =
      above ? &node_at (patterns, above)->below : &patterns->first[(guchar) letter];
  guint32 found = find (patterns, *list, letter);
  Node node = { .letter = letter, .next = *list };

  if (found != 0)
    return found;
  *list = patterns->nodes->len;
  g_array_append_val (patterns->nodes, node);
  return patterns->nodes->len - 1;
}

static void
add_pattern (HyphenatePatterns *patterns, const char *line, gsize size)
{
  guint8 rates[LONGEST + 1] = { 0 };
  guint32 at = 0;
  guint8 n = 0;

  for (gsize i = 0; i < size; i++)
    if (g_ascii_isdigit (line[i]))
      rates[n] = (guint8) (line[i] - '0');
    else if (n == LONGEST || (g_ascii_isgraph (line[i]) && line[i] != '.'))
      return; /* a command or an English word */
    else
      {
        at = step (patterns, at, line[i]);
        n++;
      }
  if (at == 0)
    return;
  node_at (patterns, at)->length = n;
  node_at (patterns, at)->rates = patterns->rates->len;
  g_byte_array_append (patterns->rates, rates, n + 1u);
}

HyphenatePatterns *
hyphenate_patterns_new (const char *dictionary)
{
  HyphenatePatterns *patterns = g_new0 (HyphenatePatterns, 1);
  const char *line = strchr (dictionary, '\n'); /* the first is the encoding's name */
  Node none = { 0 };

  patterns->nodes = g_array_sized_new (FALSE, FALSE, sizeof (Node), NODES);
  patterns->rates = g_byte_array_new ();
  g_array_append_val (patterns->nodes, none);
  while (line != NULL && *++line != '\0')
    {
      gsize size = strcspn (line, "\r\n");

      add_pattern (patterns, line, size);
      line = strchr (line + size, '\n');
    }
  return patterns;
}

void
hyphenate_patterns_free (HyphenatePatterns *patterns)
{
  if (patterns == NULL)
    return;
  g_array_unref (patterns->nodes);
  g_byte_array_unref (patterns->rates);
  g_free (patterns);
}

/* The pattern of @length letters that stands at @from, counted from the stop before the word. */
static void
apply (const guint8 *pattern, guint length, guint from, guint n, guint8 *rates)
{
  for (guint i = 0; i <= length; i++)
    {
      guint before = from + i; /* letters before the place, and the stop */

      if (before >= 2 && before <= n + 1)
        rates[before - 2] = MAX (rates[before - 2], pattern[i]);
    }
}

/* The node of letters @from to @to of the word between its stops; 0 if no pattern begins so. */
static guint32
walk (const HyphenatePatterns *patterns, const char *word, guint from, guint to)
{
  guint32 at = patterns->first[(guchar) word[from]];

  for (guint i = from + 1; at != 0 && i <= to; i++)
    at = find (patterns, node_at (patterns, at)->below, word[i]);
  return at;
}

void
hyphenate_patterns_rate (const HyphenatePatterns *patterns, const char *word, guint n,
                         guint8 *rates)
{
  g_autofree char *stopped = g_malloc (n + 2);
  guint from = 0;
  guint32 at = 0; /* the node of the letters from there up to the last */

  stopped[0] = stopped[n + 1] = '.';
  memcpy (stopped + 1, word, n);
  memset (rates, 0, n);
  for (guint to = 0; to < n + 2; to++)
    {
      const Node *node;

      at = at != 0 ? find (patterns, node_at (patterns, at)->below, stopped[to])
                   : walk (patterns, stopped, from, to);
      while (at == 0 && ++from <= to)
        at = walk (patterns, stopped, from, to);
      node = node_at (patterns, at);
      if (node->length > 0)
        apply (patterns->rates->data + node->rates, node->length, from, n, rates);
    }
}
