#include "protocols/layout-internal.h"

#include <math.h>

#include "core/error.h"
#include "core/message.h"
#include "protocols/typography.h"

#define CODE_SIDE (18 * MM)
#define CODE_FOOT (12 * MM)   /* below the code: printers reach no page's edge */
#define STRIKE 0.24           /* of the size above the baseline */
#define UNDERLINE 0.14        /* and below it */
#define LEAST_WIDTH (60 * MM) /* a page narrower than that is a mistake */
#define LEAST_HEIGHT (80 * MM)
#define NATURAL_LEADING 1.2 /* of the size: line spacing 1 */

/* ---- Strips ------------------------------------------------------------------------------ */

static void
layout_text_free (gpointer data)
{
  LayoutText *text = data;

  if (text == NULL)
    return;
  g_free (text->glyphs);
  g_free (text);
}

static void
strip_free (gpointer data)
{
  Strip *strip = data;

  g_ptr_array_unref (strip->texts);
  g_array_unref (strip->rules);
  if (strip->fields != NULL)
    g_array_unref (strip->fields);
  g_free (strip);
}

static void
page_free (gpointer data)
{
  LayoutPage *page = data;

  g_array_unref (page->strips);
  layout_text_free (page->number);
  g_free (page);
}

void
layout_free (Layout *layout)
{
  if (layout == NULL)
    return;
  for (guint face = 0; face < N_FACES; face++)
    font_free (layout->fonts[face]);
  qr_code_free (layout->code);
  g_ptr_array_unref (layout->pages);
  g_ptr_array_unref (layout->strips);
  g_ptr_array_unref (layout->elements);
  g_free (layout);
}

LayoutElement *
element_new (Setting *setting, const LayoutElement *parent, LayoutRole role)
{
  LayoutElement *element = g_new0 (LayoutElement, 1);

  element->role = role;
  element->index = setting->layout->elements->len;
  element->parent = parent;
  g_ptr_array_add (setting->layout->elements, element);
  return element;
}

Strip *
strip_new (Setting *setting, double height)
{
  Strip *strip = g_new0 (Strip, 1);

  strip->before = setting->space;
  strip->height = height;
  strip->new_page = setting->new_page;
  strip->texts = g_ptr_array_new_with_free_func (layout_text_free);
  strip->rules = g_array_new (FALSE, FALSE, sizeof (LayoutRule));
  setting->space = 0;
  setting->new_page = FALSE;
  g_ptr_array_add (setting->layout->strips, strip);
  return strip;
}

void
strip_add_line (Strip *strip, Line *line, const TextStyle *style, double y, gboolean first)
{
  LayoutText *text = g_new0 (LayoutText, 1);
  double indent = first ? style->indent : 0;
  double slack = MAX (style->width - indent - line->width, 0);

  text->face = style->face;
  text->size = style->size;
  text->spacing = line->spacing;
  text->x = style->x + indent;
  if (style->align == DOCUMENT_ALIGN_CENTRE)
    text->x += slack / 2;
  else if (style->align == DOCUMENT_ALIGN_RIGHT)
    text->x += slack;
  text->y = y + (style->leading - style->size) / 2 + ASCENT * style->size;
  text->glyphs = g_steal_pointer (&line->glyphs);
  text->n_glyphs = line->n_glyphs;
  text->element = style->element;
  g_ptr_array_add (strip->texts, text);
  for (guint i = 0; line->decorations != NULL && i < line->decorations->len; i++)
    {
      const Decoration *rule = &g_array_index (line->decorations, Decoration, i);
      gboolean struck = rule->kind == g_utf8_get_char (DOCUMENT_STRUCK);
      double at = text->y + (struck ? -STRIKE : UNDERLINE) * style->size;

      strip_add_rule (strip, text->x + rule->from, at, text->x + rule->to, at);
    }
}

void
strip_add_rule (Strip *strip, double x1, double y1, double x2, double y2)
{
  LayoutRule rule = { x1, y1, x2, y2 };

  g_array_append_val (strip->rules, rule);
}

void
want_space (Setting *setting, double points)
{
  setting->space = MAX (setting->space, points);
}

double
body_height (const Setting *setting)
{
  return PAGE_HEIGHT - (setting->style->margin_top + setting->style->margin_bottom) * MM;
}

/* ---- Text -------------------------------------------------------------------------------- */

TextStyle
text_style_body (const Setting *setting)
{
  return (TextStyle){
    .face = FACE_REGULAR,
    .size = setting->size,
    .leading = setting->leading,
    .mode = BREAK_JUSTIFIED,
    .x = setting->left,
    .width = setting->width,
    .hyphenate = TRUE,
  };
}

GPtrArray *
set_lines (const Setting *setting, const char *text, const TextStyle *style, gboolean breaks,
           GError **error)
{
  g_auto(GStrv) parts = NULL;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  ParagraphSetting paragraph = { .font = setting->layout->fonts[style->face],
                                 .size = style->size,
                                 .mode = style->mode,
                                 .first_width = style->width - style->indent,
                                 .width = style->width,
                                 .tracking = style->tracking,
                                 .hyphenate = style->hyphenate,
                                 .close_initials = setting->style->close_initials };

  if (text == NULL)
    return g_steal_pointer (&lines);
  if (breaks)
    parts = g_strsplit (text, "\n", -1);
  for (guint i = 0; breaks ? parts[i] != NULL : i == 0; i++)
    {
      GPtrArray *some = paragraph_set (breaks ? parts[i] : text, &paragraph, error);

      if (some == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (lines, some);
    }
  return g_steal_pointer (&lines);
}

static gboolean
ends_in_hyphen (const Line *line)
{
  guint n = line->n_glyphs;
  gunichar last = n > 0 ? line->glyphs[n - 1].c : 0;

  return last == '-' || last == SOFT_HYPHEN;
}

void
add_lines (Setting *setting, GPtrArray *lines, const TextStyle *style, gboolean keep)
{
  for (guint i = 0; i < lines->len; i++)
    {
      Strip *strip = strip_new (setting, style->leading);

      strip->text = TRUE;
      strip->hyphen = i + 1 < lines->len && ends_in_hyphen (g_ptr_array_index (lines, i));
      strip->keep = i + 1 < lines->len ? i == 0 || i + 2 == lines->len : keep;
      strip_add_line (strip, g_ptr_array_index (lines, i), style, 0, i == 0);
    }
}

gboolean
add_text (Setting *setting, const char *text, const TextStyle *style, gboolean keep,
          GError **error)
{
  g_autoptr(GPtrArray) lines = set_lines (setting, text, style, FALSE, error);

  if (lines == NULL)
    return FALSE;
  add_lines (setting, lines, style, keep);
  return TRUE;
}

/* ---- A document -------------------------------------------------------------------------- */

static gboolean
is_sensible (const DocumentStyle *style)
{
  double width = PAGE_WIDTH - (style->margin_left + style->margin_right) * MM;
  double height = PAGE_HEIGHT - (style->margin_top + style->margin_bottom) * MM;

  return style->margin_left >= 0 && style->margin_right >= 0 && style->margin_top >= 0 &&
         style->margin_bottom >= 0 && width >= LEAST_WIDTH && height >= LEAST_HEIGHT &&
         style->indent >= 0 && style->indent * MM <= width / 2 && style->font_size >= 8 &&
         style->font_size <= 24 && style->line_spacing >= 1 && style->line_spacing <= 3;
}

static gboolean
has_notes (const Document *document)
{
  for (guint i = 0; i < document->blocks->len; i++)
    if (((const Block *) g_ptr_array_index (document->blocks, i))->kind == BLOCK_NOTE)
      return TRUE;
  return FALSE;
}

/* The italics, which only notes are set in, are read for them alone. */
static gboolean
load_fonts (Layout *layout, const Document *document, GError **error)
{
  for (guint face = 0; face < N_FACES; face++)
    {
      if (face == FACE_ITALIC && !has_notes (document))
        continue;
      layout->fonts[face] = font_load ((FontFace) face, error);
      if (layout->fonts[face] == NULL)
        return FALSE;
    }
  return TRUE;
}

static Layout *
layout_new (void)
{
  Layout *layout = g_new0 (Layout, 1);

  layout->width = PAGE_WIDTH;
  layout->height = PAGE_HEIGHT;
  layout->elements = g_ptr_array_new_with_free_func (g_free);
  layout->strips = g_ptr_array_new_with_free_func (strip_free);
  layout->pages = g_ptr_array_new_with_free_func (page_free);
  return layout;
}

/* The code stands at the foot of the first page, right, where the standard has it. */
static gboolean
add_code (const Setting *setting, GError **error)
{
  Layout *layout = setting->layout;
  const char *text = setting->document->code;

  if (text == NULL)
    return TRUE;
  layout->code = qr_code_new (text);
  if (layout->code == NULL)
    return council_error (error, COUNCIL_ERROR_INPUT,
                          N_ ("a QR code cannot hold so long a text: {text}"), "text", text,
                          NULL);
  layout->code_side = CODE_SIDE;
  layout->code_x = setting->left + setting->width - CODE_SIDE;
  layout->code_y = PAGE_HEIGHT - CODE_FOOT - CODE_SIDE;
  return TRUE;
}

Layout *
layout_document (const Document *document, const DocumentStyle *style, GError **error)
{
  g_autoptr(Layout) layout = layout_new ();
  Setting setting = { .layout = layout, .document = document, .style = style };

  if (!is_sensible (style))
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("the margins or sizes leave no room for text (give margins in "
                         "millimetres, a font size of 8 to 24 points, a spacing of 1 to 3)"),
                     NULL);
      return NULL;
    }
  if (!load_fonts (layout, document, error))
    return NULL;
  setting.left = style->margin_left * MM;
  setting.width = PAGE_WIDTH - (style->margin_left + style->margin_right) * MM;
  setting.indent = style->indent * MM;
  setting.size = style->font_size;
  setting.leading = style->font_size * NATURAL_LEADING * style->line_spacing;
  if (!add_code (&setting, error))
    return NULL;
  setting.section = element_new (&setting, NULL, ROLE_DOCUMENT);
  for (guint i = 0; i < document->blocks->len; i++)
    if (!add_block (&setting, g_ptr_array_index (document->blocks, i), error))
      return NULL;
  if (!paginate (&setting, error))
    return NULL;
  return g_steal_pointer (&layout);
}
