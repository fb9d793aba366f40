#include "protocols/paragraph.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/document.h"
#include "protocols/hyphenate.h"
#include "protocols/typography.h"

#define HYPHEN_PENALTY 60
#define OWN_HYPHEN_PENALTY 30 /* after a hyphen that the word has itself */
#define OWN_HYPHEN_LEAST 3    /* letters on both sides of it */
#define COMPOUND_PENALTY 1500 /* elsewhere in such a word */
#define COMPOUND_LEAST 8      /* letters of a part of it that may be divided */
#define NO_BREAK_SPACE_PENALTY 4000
#define ANYWHERE_PENALTY 5000
#define BESIDE_A_SIGN_PENALTY 9000
#define STRETCH 0.5       /* of a space's width */
#define SHRINK 0.3        /* of a space's width */
#define LETTER_STRETCH 10 /* between letters, thousandths; far below what an eye sees */
#define LETTER_SHRINK 5
#define LETTER_MOST 15
#define SHORT_WORD_PENALTY 80 /* after «от», «на», «не»: better begin a line than end one */
#define SHORT_WORD 3          /* letters at most */
#define WIDEST_SPACE 1500 /* thousandths: a line that needs more stays ragged */
#define MOST_HYPHENS 2

/* What may be done to make the lines fit; each is tried only when the one before failed. */
typedef enum
{
  EFFORT_SPACES,  /* break at spaces */
  EFFORT_HYPHENS, /* and where a dictionary divides words */
  EFFORT_ANYWHERE /* and between any letters, and at no-break spaces */
} Effort;

typedef struct
{
  const ParagraphSetting *setting;
  gunichar *text;
  glong n;
  gunichar *decor; /* of each letter; NULL: no letter has any */
  float *advances; /* of each letter, thousandths of the size */
  float *kerns;    /* between each letter and the next */
  Effort effort;
  int *penalties;   /* of a hyphen after letter i; BREAK_NEVER forbids it */
  BreakItem *items; /* two for each letter at most */
  glong *from;      /* where in the text an item begins */
  guint n_items;
} Setter;

void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->glyphs);
  g_clear_pointer (&line->decorations, g_array_unref);
  g_free (line);
}

static inline gboolean
is_space (gunichar c)
{
  return c == ' ' || c == NO_BREAK_SPACE;
}

/* ---- Where words may be divided ---------------------------------------------------------- */

static void
divide_letters (Setter *setter, glong from, glong to, int penalty)
{
  gboolean places[HYPHENATE_LONGEST];

  if (to - from > HYPHENATE_LONGEST)
    return;
  hyphenate (setter->text + from, (guint) (to - from), places);
  for (glong i = from; i < to; i++)
    if (places[i - from])
      setter->penalties[i] = penalty;
}

/* Words with digits, and with signs between letters that are no hyphens, stay whole. */
static gboolean
may_be_divided (const gunichar *word, glong n, gboolean *compound)
{
  *compound = FALSE;
  for (glong i = 0; i < n; i++)
    {
      gboolean inside;

      if (g_unichar_isalpha (word[i]))
        continue;
      if (g_unichar_isdigit (word[i]))
        return FALSE;
      inside = i > 0 && i + 1 < n && g_unichar_isalpha (word[i - 1]) &&
               g_unichar_isalpha (word[i + 1]);
      if (inside && word[i] == '-')
        *compound = TRUE;
      else if (inside)
        return FALSE;
    }
  return TRUE;
}

/* «А. Б. Ветров»: a surname is not divided where its initials tell that it is one. */
static gboolean
follows_initial (const gunichar *text, glong from)
{
  return from >= 3 && is_space (text[from - 1]) && text[from - 2] == '.' &&
         g_unichar_isupper (text[from - 3]) && g_unichar_isupper (text[from]);
}

static glong
count_letters (const gunichar *text, glong from, glong to)
{
  glong i = from;

  while (i < to && g_unichar_isalpha (text[i]))
    i++;
  return i - from;
}

/* «торгово-/экономический», but «кто-то» and «из-за» stay whole. */
static gboolean
may_end_at_hyphen (const gunichar *text, glong from, glong hyphen, glong to)
{
  return hyphen < to && text[hyphen] == '-' && hyphen - from >= OWN_HYPHEN_LEAST &&
         count_letters (text, hyphen + 1, to) >= OWN_HYPHEN_LEAST;
}

static void
divide_word (Setter *setter, glong from, glong to)
{
  const gunichar *text = setter->text;
  gboolean compound;

  if (follows_initial (text, from) || !may_be_divided (text + from, to - from, &compound))
    return;
  for (glong i = from; i < to;)
    {
      glong end = i + count_letters (text, i, to);

      if (may_end_at_hyphen (text, i, end, to))
        setter->penalties[end] = OWN_HYPHEN_PENALTY;
      if (end - i >= (compound ? COMPOUND_LEAST : 1))
        divide_letters (setter, i, end, compound ? COMPOUND_PENALTY : HYPHEN_PENALTY);
      i = end + 1;
    }
}

static void
divide_anywhere (Setter *setter, glong from, glong to)
{
  for (glong i = from; i + 1 < to; i++)
    if (setter->penalties[i] == BREAK_NEVER)
      setter->penalties[i] =
          g_unichar_isalnum (setter->text[i]) && g_unichar_isalnum (setter->text[i + 1])
              ? ANYWHERE_PENALTY
              : BESIDE_A_SIGN_PENALTY;
}

/* ---- Boxes and glue ---------------------------------------------------------------------- */

static double
points (const Setter *setter, double thousandths)
{
  return thousandths * setter->setting->size / 1000;
}

static double
advance (const Setter *setter, gunichar c)
{
  return font_advance (setter->setting->font, c) + setter->setting->tracking;
}

static void
add_item (Setter *setter, BreakItem item, glong from)
{
  setter->from[setter->n_items] = from;
  setter->items[setter->n_items++] = item;
}

/* «от», «до», «для» and the like before the space at @i. */
static gboolean
follows_short_word (const gunichar *text, glong i)
{
  glong from = i;

  while (from > 0 && i - from <= SHORT_WORD && g_unichar_islower (text[from - 1]))
    from--;
  return i - from > 0 && i - from <= SHORT_WORD && (from == 0 || is_space (text[from - 1]));
}

static void
add_space (Setter *setter, glong i)
{
  double width = points (setter, advance (setter, ' '));
  gboolean keeps = setter->text[i] == NO_BREAK_SPACE;
  BreakItem glue = {
    .kind = BREAK_GLUE, .width = width, .stretch = width * STRETCH, .shrink = width * SHRINK
  };

  if (follows_short_word (setter->text, i))
    glue.penalty = SHORT_WORD_PENALTY;
  if (keeps)
    glue.penalty = setter->effort == EFFORT_ANYWHERE ? NO_BREAK_SPACE_PENALTY : BREAK_NEVER;
  add_item (setter, glue, i);
}

/* The box of letters from @from to @to, up to a place where the word may be divided.  Its
 * width includes the kerning with the letter after it; a hyphen there replaces it. */
static void
add_letters (Setter *setter, glong from, glong to, gboolean word_ends)
{
  Font *font = setter->setting->font;
  BreakItem box = { .kind = BREAK_BOX };
  BreakItem hyphen = { .kind = BREAK_PENALTY };
  gunichar last = setter->text[to - 1];
  double width = 0, kern;

  for (glong i = from; i < to; i++)
    width +=
        setter->advances[i] + setter->setting->tracking + (i + 1 < to ? setter->kerns[i] : 0);
  kern = word_ends ? 0 : setter->kerns[to - 1];
  box.width = points (setter, width + kern);
  box.stretch = points (setter, (double) (to - from) * LETTER_STRETCH);
  box.shrink = points (setter, (double) (to - from) * LETTER_SHRINK);
  add_item (setter, box, from);
  if (word_ends)
    return;
  hyphen.penalty = setter->penalties[to - 1];
  hyphen.width = points (setter, -kern);
  if (last != '-')
    hyphen.width += points (setter, advance (setter, '-') + font_kern (font, last, '-'));
  add_item (setter, hyphen, to);
}

static void
add_word (Setter *setter, glong from, glong to)
{
  for (glong i = from; i < to; i++)
    setter->penalties[i] = BREAK_NEVER;
  if (setter->effort >= EFFORT_HYPHENS)
    divide_word (setter, from, to);
  if (setter->effort == EFFORT_ANYWHERE)
    divide_anywhere (setter, from, to);
  for (glong i = from; i < to;)
    {
      glong end = i + 1;

      while (end < to && setter->penalties[end - 1] >= BREAK_NEVER)
        end++;
      add_letters (setter, i, end, end == to);
      i = end;
    }
}

static void
add_items (Setter *setter)
{
  setter->n_items = 0;
  for (glong i = 0; i < setter->n;)
    {
      glong end = i;

      if (is_space (setter->text[i]))
        {
          add_space (setter, i++);
          continue;
        }
      while (end < setter->n && !is_space (setter->text[end]))
        end++;
      add_word (setter, i, end);
      i = end;
    }
}

static GArray *
find_breaks (Setter *setter, GError **error)
{
  const ParagraphSetting *setting = setter->setting;
  BreakShape shape = { setting->mode, setting->first_width, setting->width, MOST_HYPHENS };

  setter->effort = setting->hyphenate ? EFFORT_HYPHENS : EFFORT_SPACES;
  for (;; setter->effort++)
    {
      GArray *breaks;

      add_items (setter);
      if (setter->effort == EFFORT_ANYWHERE)
        shape.max_hyphens = 0;
      breaks = linebreak (setter->items, setter->n_items, &shape);
      if (breaks != NULL)
        return breaks;
      if (setter->effort == EFFORT_ANYWHERE)
        {
          g_autofree char *text =
              g_ucs4_to_utf8 (setter->text, MIN (setter->n, 40), NULL, NULL, NULL);

          council_error (error, COUNCIL_ERROR_INPUT,
                         N_ ("not one letter fits the width of its column: {text}"), "text",
                         text, NULL);
          return NULL;
        }
    }
}

/* ---- Lines ------------------------------------------------------------------------------- */

/* What goes between the letters when @spaces and @letters share @slack thousandths in the
 * proportion in which linebreak() reckoned with them. */
static double
letter_share (const Setter *setter, double slack, guint spaces, guint letters)
{
  double space = advance (setter, ' ');
  double share;

  if (slack < 0)
    share = LETTER_SHRINK / (spaces * space * SHRINK + letters * LETTER_SHRINK);
  else
    share = LETTER_STRETCH / (spaces * space * STRETCH + letters * LETTER_STRETCH);
  return CLAMP (slack * share, -LETTER_SHRINK, LETTER_MOST);
}

static void
justify (Line *line, const Setter *setter, double room, gboolean last)
{
  double slack = (room - line->width) * 1000 / setter->setting->size;
  guint gaps = line->n_glyphs - 1;
  guint spaces = 0;
  double extra;

  if (setter->setting->mode != BREAK_JUSTIFIED || (last && slack > 0))
    return;
  for (guint i = 0; i < line->n_glyphs; i++) /* NOLINTNEXTLINE: all were filled */
    spaces += line->glyphs[i].c == ' ';
  if (spaces == 0 || slack / spaces > WIDEST_SPACE)
    return;
  line->spacing = letter_share (setter, slack, spaces, gaps);
  extra = (slack - gaps * line->spacing) / spaces;
  for (guint i = 0; i < line->n_glyphs; i++)
    if (line->glyphs[i].c == ' ')
      line->glyphs[i].extra += (float) extra;
  line->width = room;
}

/* The letters from @from to @to, and a hyphen if @hyphen. */
static Line *
make_line (const Setter *setter, glong from, glong to, gboolean hyphen)
{
  const ParagraphSetting *setting = setter->setting;
  Line *line = g_new0 (Line, 1);
  double width = 0;
  Glyph *glyph;

  line->n_glyphs = (guint) (to - from + hyphen);
  line->glyphs = glyph = g_new (Glyph, line->n_glyphs);
  for (glong i = from; i < to; i++, glyph++)
    {
      gunichar c = setter->text[i];

      *glyph = (Glyph){ .c = is_space (c) ? ' ' : c };
      if (i + 1 < to)
        glyph->extra = (float) setting->tracking + setter->kerns[i];
      else if (hyphen)
        glyph->extra = (float) (setting->tracking + font_kern (setting->font, c, '-'));
      width += setter->advances[i] + glyph->extra;
    }
  if (hyphen)
    {
      *glyph = (Glyph){ .c = SOFT_HYPHEN };
      width += font_advance (setting->font, SOFT_HYPHEN);
    }
  line->width = points (setter, width);
  return line;
}

/* Letters that are struck or underlined in a row get one rule, once the line is justified. */
static void
decorate (Line *line, const Setter *setter, glong from)
{
  double x = 0;

  if (setter->decor == NULL)
    return;
  line->decorations = g_array_new (FALSE, FALSE, sizeof (Decoration));
  for (guint i = 0; i < line->n_glyphs; i++)
    {
      const Glyph *glyph = &line->glyphs[i];
      gunichar kind = from + (glong) i < setter->n ? setter->decor[from + (glong) i] : 0;
      guint n = line->decorations->len;
      Decoration *last = n ? &g_array_index (line->decorations, Decoration, n - 1) : NULL;
      Decoration next = { kind, x, 0 };

      x += points (setter, font_advance (setter->setting->font, glyph->c) + glyph->extra +
                               line->spacing);
      next.to = x;
      if (last != NULL && last->kind == kind && last->to == next.from)
        last->to = x;
      else if (kind != 0)
        g_array_append_val (line->decorations, next);
    }
}

static GPtrArray *
make_lines (const Setter *setter, const GArray *breaks)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  glong from = 0;

  for (guint i = 0; i < breaks->len; i++)
    {
      guint item = g_array_index (breaks, guint, i);
      gboolean last = item == setter->n_items;
      /* NOLINTNEXTLINE: what is no end of the text was an item */
      gboolean hyphen = !last && setter->items[item].kind == BREAK_PENALTY;
      glong to = last ? setter->n : setter->from[item];
      double room = i == 0 ? setter->setting->first_width : setter->setting->width;
      gboolean added = hyphen && setter->text[to - 1] != '-';
      Line *line = make_line (setter, from, to, added);

      justify (line, setter, room, last);
      decorate (line, setter, from);
      g_ptr_array_add (lines, line);
      from = to;
      while (from < setter->n && is_space (setter->text[from]))
        from++;
    }
  return lines;
}

/* The letters that begin and end a decoration are no letters of the text. */
static void
take_decorations (Setter *setter)
{
  gunichar struck = g_utf8_get_char (DOCUMENT_STRUCK),
           plain = g_utf8_get_char (DOCUMENT_PLAIN);
  gunichar now = 0;
  glong n = 0;

  for (glong i = 0; i < setter->n && setter->decor == NULL; i++)
    if (setter->text[i] >= struck && setter->text[i] <= plain)
      setter->decor = g_new0 (gunichar, setter->n + 1);
  for (glong i = 0; setter->decor != NULL && i < setter->n; i++)
    if (setter->text[i] >= struck && setter->text[i] <= plain)
      now = setter->text[i] == plain ? 0 : setter->text[i];
    else
      {
        setter->text[n] = setter->text[i];
        setter->decor[n++] = now;
      }
  if (setter->decor != NULL)
    setter->n = n;
}

static gboolean
setter_init (Setter *setter, const char *text, const ParagraphSetting *setting, GError **error)
{
  gsize n;

  *setter = (Setter){ .setting = setting };
  setter->text = g_utf8_to_ucs4_fast (text, -1, &setter->n);
  take_decorations (setter);
  n = (gsize) setter->n;
  setter->advances = g_new (float, n);
  setter->kerns = g_new (float, n);
  setter->penalties = g_new (int, n);
  setter->items = g_new (BreakItem, 2 * n);
  setter->from = g_new (glong, 2 * n);
  return font_measure (setting->font, setter->text, n, setter->advances, setter->kerns) ||
         font_check (setting->font, text, error);
}

static void
setter_clear (Setter *setter)
{
  g_free (setter->text);
  g_free (setter->decor);
  g_free (setter->advances);
  g_free (setter->kerns);
  g_free (setter->penalties);
  g_free (setter->items);
  g_free (setter->from);
}

GPtrArray *
paragraph_set (const char *text, const ParagraphSetting *setting, GError **error)
{
  g_autofree char *ready = typography_set (text, setting->close_initials, error);
  g_autoptr(GArray) breaks = NULL;
  GPtrArray *lines = NULL;
  Setter setter;

  if (ready == NULL)
    return NULL;
  if (*ready == '\0')
    return g_ptr_array_new_with_free_func (line_free);
  if (setter_init (&setter, ready, setting, error))
    breaks = find_breaks (&setter, error);
  if (breaks != NULL)
    lines = make_lines (&setter, breaks);
  setter_clear (&setter);
  return lines;
}
