#include "protocols/layout-internal.h"

#define TITLE_TRACKING 90   /* thousandths; more and extractors see letters, not a word */
#define LABEL_ROOM (8 * MM) /* between a list item's label and its text */
#define LABEL_GAP 0.45      /* of the size, after a wide label */
#define SHORT_LINES 1.9     /* of an item of a short list */
#define LETTER_WIDTH 0.52   /* of the size, on average */
#define ANNEX_SHARE 0.55    /* of the width, for an annex's reference */

static TextStyle
text_style_centred (const Setting *setting, FontFace face)
{
  TextStyle style = text_style_body (setting);

  style.face = face;
  style.mode = BREAK_BALANCED;
  style.align = DOCUMENT_ALIGN_CENTRE;
  style.hyphenate = FALSE;
  return style;
}

static TextStyle
text_style_heading (const Setting *setting)
{
  TextStyle style = text_style_body (setting);

  style.face = FACE_BOLD;
  style.mode = BREAK_BALANCED;
  style.x += setting->indent;
  style.width -= setting->indent;
  style.hyphenate = FALSE;
  return style;
}

/* A heading: no page ends inside it or after it. */
static gboolean
add_kept_text (Setting *setting, const char *text, const TextStyle *style, gboolean breaks,
               GError **error)
{
  g_autoptr(GPtrArray) lines = set_lines (setting, text, style, breaks, error);
  guint first = setting->layout->strips->len;

  if (lines == NULL)
    return FALSE;
  add_lines (setting, lines, style, TRUE);
  for (guint i = first; i < setting->layout->strips->len; i++)
    ((Strip *) g_ptr_array_index (setting->layout->strips, i))->keep = TRUE;
  return TRUE;
}

static gboolean
add_title (Setting *setting, const Block *block, GError **error)
{
  TextStyle style = text_style_centred (setting, FACE_BOLD);

  style.size = setting->size + 2;
  style.leading = setting->leading * style.size / setting->size;
  style.tracking = TITLE_TRACKING;
  setting->title = element_new (setting, setting->section, ROLE_H1);
  style.element = setting->title;
  if (!add_kept_text (setting, block->text, &style, TRUE, error))
    return FALSE;
  want_space (setting, 0.35 * setting->leading);
  return TRUE;
}

static gboolean
add_subtitle (Setting *setting, const Block *block, GError **error)
{
  TextStyle style = text_style_centred (setting, FACE_BOLD);

  style.element =
      setting->title ? setting->title : element_new (setting, setting->section, ROLE_H1);
  return add_kept_text (setting, block->text, &style, TRUE, error);
}

static gboolean
add_place_and_date (Setting *setting, const Block *block, GError **error)
{
  TextStyle style = text_style_body (setting);
  g_autoptr(GPtrArray) place = NULL;
  g_autoptr(GPtrArray) date = NULL;
  Strip *strip;

  style.mode = BREAK_RAGGED;
  style.hyphenate = FALSE;
  place = set_lines (setting, block->text, &style, FALSE, error);
  date = place != NULL ? set_lines (setting, block->label, &style, FALSE, error) : NULL;
  if (date == NULL)
    return FALSE;
  want_space (setting, 0.9 * setting->leading);
  style.element = element_new (setting, setting->section, ROLE_P);
  if (place->len == 1 && date->len == 1 &&
      ((Line *) place->pdata[0])->width + ((Line *) date->pdata[0])->width + style.size <
          style.width)
    {
      strip = strip_new (setting, style.leading);
      strip->text = strip->keep = TRUE;
      strip_add_line (strip, place->pdata[0], &style, 0, TRUE);
      style.align = DOCUMENT_ALIGN_RIGHT;
      strip_add_line (strip, date->pdata[0], &style, 0, TRUE);
    }
  else
    {
      add_lines (setting, place, &style, TRUE);
      style.align = DOCUMENT_ALIGN_RIGHT;
      add_lines (setting, date, &style, TRUE);
    }
  want_space (setting, 0.7 * setting->leading);
  return TRUE;
}

static gboolean
add_heading (Setting *setting, const Block *block, GError **error)
{
  TextStyle style = text_style_heading (setting);
  g_autofree char *text = block->label != NULL
                              ? g_strconcat (block->label, "\xC2\xA0", block->text, NULL)
                              : g_strdup (block->text);

  want_space (setting, 0.55 * setting->leading);
  style.element = element_new (setting, setting->section,
                               setting->section->role == ROLE_DOCUMENT ? ROLE_H2 : ROLE_H3);
  if (!add_kept_text (setting, text, &style, FALSE, error))
    return FALSE;
  want_space (setting, 0.2 * setting->leading);
  return TRUE;
}

static gboolean
add_paragraph (Setting *setting, const Block *block, GError **error)
{
  TextStyle style = text_style_body (setting);

  if (block->kind != BLOCK_PLAIN_PARAGRAPH)
    style.indent = setting->indent;
  if (block->kind == BLOCK_NOTE)
    style.face = FACE_ITALIC;
  style.element = element_new (setting, setting->section, ROLE_P);
  return add_text (setting, block->text, &style, block->kind == BLOCK_LEAD_IN, error);
}

/* Whether @block and the list items behind it take two lines each at most: justified, their first
 * lines would gape. */
static gboolean
begins_short_list (const Setting *setting, const Block *block)
{
  const GPtrArray *blocks = setting->document->blocks;
  double room = setting->width - setting->indent - LABEL_ROOM;
  double longest = SHORT_LINES * room / (LETTER_WIDTH * setting->size);
  guint i;

  for (i = 0; i < blocks->len && g_ptr_array_index (blocks, i) != block; i++)
    ;
  for (; i < blocks->len; i++)
    {
      const Block *next = g_ptr_array_index (blocks, i);

      if (next->kind != BLOCK_LIST_ITEM)
        break;
      if ((double) g_utf8_strlen (next->text, -1) > longest)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_list_item (Setting *setting, const Block *block, GError **error)
{
  TextStyle style = text_style_body (setting);
  g_autoptr(GPtrArray) label = NULL;
  guint first = setting->layout->strips->len;
  double room = LABEL_ROOM;
  LayoutElement *item, *lbl, *body;

  if (setting->list == NULL)
    {
      setting->list = element_new (setting, setting->section, ROLE_LIST);
      setting->short_list = begins_short_list (setting, block);
    }
  item = element_new (setting, setting->list, ROLE_ITEM);
  lbl = element_new (setting, item, ROLE_LABEL);
  body = element_new (setting, item, ROLE_BODY);
  style.x += setting->indent;
  style.width -= setting->indent;
  style.mode = BREAK_RAGGED;
  label = set_lines (setting, block->label, &style, FALSE, error);
  if (label == NULL)
    return FALSE;
  if (label->len > 0)
    room = MAX (room, ((Line *) label->pdata[0])->width + LABEL_GAP * style.size);
  style.x += room;
  style.width -= room;
  style.mode = setting->short_list ? BREAK_RAGGED : BREAK_JUSTIFIED;
  style.hyphenate = !setting->short_list;
  style.element = body;
  if (!add_text (setting, block->text, &style, FALSE, error))
    return FALSE;
  if (label->len > 0 && first < setting->layout->strips->len)
    {
      Strip *strip = g_ptr_array_index (setting->layout->strips, first);

      style.x -= room;
      style.element = lbl;
      strip_add_line (strip, label->pdata[0], &style, 0, TRUE);
      /* The label is read before the text. */
      g_ptr_array_insert (strip->texts, 0, g_ptr_array_steal_index (strip->texts, 1));
    }
  return TRUE;
}

static gboolean
add_annex (Setting *setting, const Block *block, GError **error)
{
  TextStyle style = text_style_body (setting);

  setting->new_page = setting->layout->strips->len > 0;
  setting->section =
      element_new (setting, g_ptr_array_index (setting->layout->elements, 0), ROLE_SECTION);
  style.element =
      element_new (setting, setting->section, block->label2 != NULL ? ROLE_P : ROLE_H2);
  style.mode = BREAK_BALANCED;
  style.align = DOCUMENT_ALIGN_RIGHT;
  style.hyphenate = FALSE;
  style.x += (1 - ANNEX_SHARE) * style.width;
  style.width *= ANNEX_SHARE;
  if (!add_kept_text (setting, block->text, &style, TRUE, error) ||
      !add_kept_text (setting, block->label, &style, TRUE, error))
    return FALSE;
  want_space (setting, setting->leading);
  style = text_style_centred (setting, FACE_BOLD);
  style.element = element_new (setting, setting->section, ROLE_H2);
  if (!add_kept_text (setting, block->label2, &style, TRUE, error))
    return FALSE;
  want_space (setting, 0.6 * setting->leading);
  return TRUE;
}

gboolean
add_block (Setting *setting, const Block *block, GError **error)
{
  if (block->kind != BLOCK_LIST_ITEM && block->kind != BLOCK_SPACE)
    setting->list = NULL;
  if (block->kind != BLOCK_SUBTITLE && block->kind != BLOCK_SPACE)
    setting->title = NULL;
  switch (block->kind)
    {
    case BLOCK_TITLE:
      return add_title (setting, block, error);
    case BLOCK_SUBTITLE:
      return add_subtitle (setting, block, error);
    case BLOCK_PLACE_AND_DATE:
      return add_place_and_date (setting, block, error);
    case BLOCK_HEADING:
    case BLOCK_ITEM_HEADING:
      return add_heading (setting, block, error);
    case BLOCK_PARAGRAPH:
    case BLOCK_LEAD_IN:
    case BLOCK_PLAIN_PARAGRAPH:
    case BLOCK_NOTE:
      return add_paragraph (setting, block, error);
    case BLOCK_LIST_ITEM:
      return add_list_item (setting, block, error);
    case BLOCK_SPACE:
      setting->space += block->lines * setting->leading;
      return TRUE;
    case BLOCK_PAGE_BREAK:
      setting->new_page = setting->layout->strips->len > 0;
      return TRUE;
    case BLOCK_ANNEX:
      return add_annex (setting, block, error);
    case BLOCK_TABLE:
      return add_table (setting, block->table, error);
    case BLOCK_SIGNATURES:
      return add_signatures (setting, block->signatures, error);
    }
  g_return_val_if_reached (FALSE);
}
