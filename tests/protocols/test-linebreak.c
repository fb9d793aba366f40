/* Properties of the lines, over random paragraphs; and what a reader would notice. */
#include "protocols/linebreak.h"

#define SPACE                                                                                 \
  {                                                                                           \
    .kind = BREAK_GLUE, .width = 10, .stretch = 5, .shrink = 3                                \
  }
#define BOX(w)                                                                                \
  {                                                                                           \
    .kind = BREAK_BOX, .width = w                                                             \
  }
#define HYPHEN                                                                                \
  {                                                                                           \
    .kind = BREAK_PENALTY, .width = 4, .penalty = 60                                          \
  }

static GArray *
random_items (guint words)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (BreakItem));
  const BreakItem space = SPACE;
  const BreakItem hyphen = HYPHEN;

  for (guint i = 0; i < words; i++)
    {
      guint parts = (guint) g_test_rand_int_range (1, 4);

      if (i > 0)
        {
          g_array_append_val (items, space);
          if (g_test_rand_int_range (0, 8) == 0)
            g_array_index (items, BreakItem, items->len - 1).penalty = BREAK_NEVER;
        }
      for (guint p = 0; p < parts; p++)
        {
          BreakItem box = BOX (g_test_rand_int_range (5, 60));

          g_array_append_val (items, box);
          if (p + 1 < parts)
            g_array_append_val (items, hyphen);
        }
    }
  return items;
}

/* The line from item @from to @to at its narrowest. */
static double
narrowest (const GArray *items, guint from, guint to)
{
  double width = 0;

  for (guint i = from; i < to; i++)
    {
      const BreakItem *item = &g_array_index (items, BreakItem, i);

      if (item->kind != BREAK_PENALTY)
        width += item->width - item->shrink;
    }
  if (to < items->len && g_array_index (items, BreakItem, to).kind == BREAK_PENALTY)
    width += g_array_index (items, BreakItem, to).width;
  return width;
}

static void
assert_lines (const GArray *items, const GArray *breaks, const BreakShape *shape)
{
  guint from = 0, hyphens = 0;

  for (guint l = 0; l < breaks->len; l++)
    {
      guint to = g_array_index (breaks, guint, l);

      g_assert_cmpuint (to, >, from);
      g_assert_cmpuint (to, <=, items->len);
      g_assert_true (narrowest (items, from, to) <=
                     (l == 0 ? shape->first_width : shape->width) + 1e-3);
      if (l + 1 == breaks->len)
        {
          g_assert_cmpuint (to, ==, items->len);
          break;
        }
      g_assert_cmpint (g_array_index (items, BreakItem, to).kind, !=, BREAK_BOX);
      g_assert_cmpint (g_array_index (items, BreakItem, to).penalty, <, BREAK_NEVER);
      hyphens = g_array_index (items, BreakItem, to).kind == BREAK_PENALTY ? hyphens + 1 : 0;
      g_assert_cmpuint (hyphens, <=, shape->max_hyphens);
      from = to + 1;
    }
}

static void
test_random_paragraphs (void)
{
  const BreakShape shape = { BREAK_JUSTIFIED, 420, 465, 2 };
  guint broken = 0;

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr(GArray) items = random_items ((guint) g_test_rand_int_range (1, 200));
      g_autoptr(GArray) breaks =
          linebreak ((const BreakItem *) items->data, items->len, &shape);

      if (breaks == NULL)
        continue;
      assert_lines (items, breaks, &shape);
      broken++;
    }
  g_assert_cmpuint (broken, >, 490);
}

static void
test_one_word (void)
{
  const BreakItem items[] = { BOX (50) };
  const BreakShape shape = { BREAK_JUSTIFIED, 100, 100, 2 };
  g_autoptr(GArray) breaks = linebreak (items, 1, &shape);

  g_assert_cmpuint (breaks->len, ==, 1);
  g_assert_cmpuint (g_array_index (breaks, guint, 0), ==, 1);
}

static void
test_too_wide_is_told (void)
{
  const BreakItem items[] = { BOX (50), SPACE, BOX (150) };
  const BreakShape shape = { BREAK_JUSTIFIED, 100, 100, 2 };

  g_assert_null (linebreak (items, G_N_ELEMENTS (items), &shape));
}

/* Filling the first line as far as it goes would leave the second nearly empty: the paragraph
 * is better when the first gives a word away. */
static void
test_looks_ahead (void)
{
  const BreakItem items[] = { BOX (30), SPACE, BOX (30), SPACE, BOX (22), SPACE,
                              BOX (40), SPACE, BOX (95), SPACE, BOX (60) };
  const BreakShape shape = { BREAK_JUSTIFIED, 100, 100, 2 };
  g_autoptr(GArray) breaks = linebreak (items, G_N_ELEMENTS (items), &shape);

  /* 30 30 | 22 40 | 95 | 60, not 30 30 22 | 40 | 95 | 60 */
  g_assert_cmpuint (g_array_index (breaks, guint, 0), ==, 3);
}

/* Six equal words: a lone one on the last line is avoided by breaking a word earlier. */
static void
test_avoids_a_lone_short_word (void)
{
  const BreakItem items[] = { BOX (44), SPACE,    BOX (44), SPACE,  BOX (44),
                              SPACE,    BOX (40), SPACE,    BOX (8) };
  const BreakShape shape = { BREAK_JUSTIFIED, 155, 155, 2 };
  g_autoptr(GArray) breaks = linebreak (items, G_N_ELEMENTS (items), &shape);

  g_assert_cmpuint (breaks->len, ==, 2);
  g_assert_cmpuint (g_array_index (breaks, guint, 0), <, 7);
}

static void
test_balanced_lines_are_even (void)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (BreakItem));
  const BreakShape shape = { BREAK_BALANCED, 400, 400, 2 };
  const BreakItem box = BOX (40);
  const BreakItem space = SPACE;
  g_autoptr(GArray) breaks = NULL;

  for (guint i = 0; i < 10; i++) /* 490 wide: 5 + 5 words, not 8 + 2 */
    {
      if (i > 0)
        g_array_append_val (items, space);
      g_array_append_val (items, box);
    }
  breaks = linebreak ((const BreakItem *) items->data, items->len, &shape);
  g_assert_cmpuint (breaks->len, ==, 2);
  g_assert_cmpuint (g_array_index (breaks, guint, 0), ==, 9);
  g_array_unref (items);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/linebreak/random-paragraphs", test_random_paragraphs);
  g_test_add_func ("/linebreak/one-word", test_one_word);
  g_test_add_func ("/linebreak/too-wide-is-told", test_too_wide_is_told);
  g_test_add_func ("/linebreak/looks-ahead", test_looks_ahead);
  g_test_add_func ("/linebreak/avoids-a-lone-short-word", test_avoids_a_lone_short_word);
  g_test_add_func ("/linebreak/balanced-lines-are-even", test_balanced_lines_are_even);
  return g_test_run ();
}
