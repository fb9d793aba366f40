#include "protocols/layout-internal.h"

#include "core/error.h"
#include "core/message.h"

#define NUMBER_SIZE 12
#define NUMBER_TOP (11 * MM) /* from the page's edge; the rule asks for at least 10 mm */
#define CODE_GAP (2 * MM)    /* between the text and the code */
#define ROUNDING 0.01
#define GIVEN 2 /* lines that a page may lose in order not to end in a hyphen */

typedef struct
{
  Setting *setting;
  double top;
  double bottom; /* of the page */
  double y;      /* where the next strip goes */
  LayoutPage *page;
} Paginator;

static gboolean
new_page (Paginator *paginator, GError **error)
{
  Setting *setting = paginator->setting;
  guint number = setting->layout->pages->len + 1;

  paginator->page = g_new0 (LayoutPage, 1);
  paginator->page->strips = g_array_new (FALSE, FALSE, sizeof (PlacedStrip));
  paginator->y = paginator->top;
  paginator->bottom = PAGE_HEIGHT - setting->style->margin_bottom * MM;
  if (number == 1 && setting->layout->code != NULL)
    paginator->bottom = MIN (paginator->bottom, setting->layout->code_y - CODE_GAP);
  if (number % 2 == 0 && setting->style->mirrored)
    paginator->page->shift = (setting->style->margin_right - setting->style->margin_left) * MM;
  g_ptr_array_add (setting->layout->pages, paginator->page);
  if (number > 1)
    {
      TextStyle style = text_style_body (setting);
      g_autofree char *text = g_strdup_printf ("%u", number);
      g_autoptr(GPtrArray) lines = NULL;
      Line *line;
      LayoutText *placed;

      style.size = MIN (setting->size, NUMBER_SIZE);
      style.mode = BREAK_RAGGED;
      lines = set_lines (setting, text, &style, FALSE, error);
      if (lines == NULL)
        return FALSE;
      line = lines->pdata[0];
      placed = g_new0 (LayoutText, 1);
      placed->face = FACE_REGULAR;
      placed->size = style.size;
      placed->x = setting->left + (setting->width - line->width) / 2;
      placed->y = NUMBER_TOP + ASCENT * style.size;
      placed->glyphs = g_steal_pointer (&line->glyphs);
      placed->n_glyphs = line->n_glyphs;
      paginator->page->number = placed;
    }
  return TRUE;
}

static void
place (Paginator *paginator, const Strip *strip, double before, gboolean repeated)
{
  PlacedStrip placed = { strip, paginator->y + before, repeated };

  g_array_append_val (paginator->page->strips, placed);
  paginator->y = placed.y + strip->height;
}

/* How many strips from @first fit under @y, ignoring what should stay together. */
static guint
count_fitting (const Paginator *paginator, guint first, double y)
{
  const GPtrArray *strips = paginator->setting->layout->strips;
  guint i;

  for (i = first; i < strips->len; i++)
    {
      const Strip *strip = g_ptr_array_index (strips, i);

      if (i > first && strip->new_page)
        break;
      y += (i > first ? strip->before : 0) + strip->height;
      if (y > paginator->bottom + ROUNDING)
        break;
    }
  return i - first;
}

/* The last place at or before @end where a page may end; @first if there is none. */
static guint
last_allowed (const GPtrArray *strips, guint first, guint end)
{
  while (end > first && ((const Strip *) strips->pdata[end - 1])->keep)
    end--;
  return end;
}

/* The end of the page that begins with @first: the last place where a page may end, or, if
 * there is none, what fits. */
static guint
page_end (const Paginator *paginator, guint first, double y)
{
  const GPtrArray *strips = paginator->setting->layout->strips;
  guint fitting = first + count_fitting (paginator, first, y);
  guint end = fitting;
  guint better;

  if (end == strips->len || ((const Strip *) strips->pdata[end])->new_page)
    return end;
  end = last_allowed (strips, first, fitting);
  if (end == first)
    return fitting;
  better = end;
  while (better > first && end - better <= GIVEN)
    {
      if (!((const Strip *) strips->pdata[better - 1])->hyphen)
        return better;
      better = last_allowed (strips, first, better - 1);
    }
  return end;
}

gboolean
paginate (Setting *setting, GError **error)
{
  const GPtrArray *strips = setting->layout->strips;
  Paginator paginator = { .setting = setting, .top = setting->style->margin_top * MM };

  if (!new_page (&paginator, error))
    return FALSE;
  for (guint first = 0; first < strips->len;)
    {
      const Strip *head = ((const Strip *) strips->pdata[first])->head;
      guint end;

      if (first > 0 && !new_page (&paginator, error))
        return FALSE;
      if (head != NULL && first > 0)
        place (&paginator, head, 0, TRUE);
      end = page_end (&paginator, first, paginator.y);
      if (end == first)
        return council_error (error, COUNCIL_ERROR_INPUT,
                              N_ ("a signature block is taller than a page (shorten the "
                                  "titles)"),
                              NULL);
      for (guint i = first; i < end; i++)
        {
          const Strip *strip = g_ptr_array_index (strips, i);

          place (&paginator, strip, i > first ? strip->before : 0, FALSE);
        }
      first = end;
    }
  return TRUE;
}
