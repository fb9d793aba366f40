#include "protocols/layout-internal.h"

#define INK (19 * MM)  /* room for a signature in ink, at least 18 mm */
#define FIELD_GAP 2    /* points between that room's edges and the signature field */
#define GAP (10 * MM)  /* between columns */
#define MOST_COLUMNS 3 /* in a row */
#define LINES_ABOVE 2  /* of text on the same page */

/* The last lines of text before the block, and all between, stay with it. */
static void
keep_text_above (Setting *setting)
{
  GPtrArray *strips = setting->layout->strips;
  guint lines = 0;

  if (setting->new_page)
    return;
  for (guint i = strips->len; i > 0 && lines < LINES_ABOVE; i--)
    {
      Strip *strip = g_ptr_array_index (strips, i - 1);

      strip->keep = TRUE;
      lines += strip->text ? 1 : 0;
      if (strip->new_page)
        return;
    }
}

static TextStyle
column_style (const Setting *setting, guint column, guint columns)
{
  TextStyle style = text_style_body (setting);
  double width = (setting->width - (columns - 1) * GAP) / columns;

  style.mode = BREAK_RAGGED;
  style.hyphenate = FALSE;
  style.x = setting->left + column * (width + GAP);
  style.width = width;
  if (columns >= MOST_COLUMNS)
    style.size = MIN (style.size, 12);
  style.leading = style.size * 1.25;
  return style;
}

static void
add_column_lines (Strip *strip, GPtrArray *lines, const TextStyle *style, double y)
{
  for (guint i = 0; i < lines->len; i++)
    strip_add_line (strip, lines->pdata[i], style, y + i * style->leading, FALSE);
}

/* Sets the titles and names of @n columns from @from; their lines go to @titles and @names. */
static gboolean
set_columns (const Setting *setting, const DocumentSignatures *signatures, guint from, guint n,
             GPtrArray *titles, GPtrArray *names, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      const SignatureColumn *column =
          &g_array_index (signatures->columns, SignatureColumn, from + i);
      TextStyle style = column_style (setting, i, n);
      GPtrArray *title = set_lines (setting, column->title, &style, TRUE, error);
      GPtrArray *name;

      if (title == NULL)
        return FALSE;
      g_ptr_array_add (titles, title);
      name = set_lines (setting, column->name, &style, TRUE, error);
      if (name == NULL)
        return FALSE;
      g_ptr_array_add (names, name);
    }
  return TRUE;
}

static guint
tallest (const GPtrArray *columns)
{
  guint lines = 0;

  for (guint i = 0; i < columns->len; i++)
    lines = MAX (lines, ((const GPtrArray *) columns->pdata[i])->len);
  return lines;
}

/* A column's structure: whom the signer signs for, the field, the name. */
typedef struct
{
  const LayoutElement *title;
  const LayoutElement *field;
  const LayoutElement *name;
} ColumnElements;

static ColumnElements
add_column_elements (Setting *setting, const LayoutElement *block)
{
  const LayoutElement *group = element_new (setting, block, ROLE_GROUP);
  ColumnElements elements;

  elements.title = element_new (setting, group, ROLE_P);
  elements.field = element_new (setting, group, ROLE_FIELD);
  elements.name = element_new (setting, group, ROLE_P);
  return elements;
}

/* The room for ink is the room for an electronic signature. */
static void
add_field (Strip *strip, const SignatureColumn *column, const TextStyle *style, double rule)
{
  LayoutField field = { column->field,   column->title,          style->element,
                        style->x,        rule - INK + FIELD_GAP, style->x + style->width,
                        rule - FIELD_GAP };

  if (column->field == NULL)
    return;
  if (strip->fields == NULL)
    strip->fields = g_array_new (FALSE, FALSE, sizeof (LayoutField));
  g_array_append_val (strip->fields, field);
}

/* Columns side by side: titles from the same height, rules on one line, names under them. */
static gboolean
add_columns (Setting *setting, const DocumentSignatures *signatures,
             const LayoutElement *block, guint from, guint n, GError **error)
{
  g_autoptr(GPtrArray) titles =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) names =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  double leading = column_style (setting, 0, n).leading;
  double rule, below;
  Strip *strip;

  if (!set_columns (setting, signatures, from, n, titles, names, error))
    return FALSE;
  rule = tallest (titles) * leading + INK;
  below = rule + 0.25 * leading;
  strip = strip_new (setting, below + MAX (tallest (names), 1) * leading);
  for (guint i = 0; i < n; i++)
    {
      const SignatureColumn *column =
          &g_array_index (signatures->columns, SignatureColumn, from + i);
      TextStyle style = column_style (setting, i, n);
      ColumnElements elements = add_column_elements (setting, block);

      style.element = elements.title;
      add_column_lines (strip, titles->pdata[i], &style, 0);
      if (column->name != NULL) /* the place of a seal has no line */
        strip_add_rule (strip, style.x, rule, style.x + style.width, rule);
      style.element = elements.field;
      add_field (strip, column, &style, rule);
      style.element = elements.name;
      add_column_lines (strip, names->pdata[i], &style, below);
    }
  return TRUE;
}

/* One signer's line: title, rule and name stand on one base line. */
static gboolean
add_line (Setting *setting, const SignatureColumn *column, const LayoutElement *block,
          GError **error)
{
  TextStyle title_style = column_style (setting, 0, 3), style = column_style (setting, 1, 3);
  TextStyle name_style = column_style (setting, 2, 3);
  g_autoptr(GPtrArray) title = NULL;
  g_autoptr(GPtrArray) name = NULL;
  ColumnElements elements;
  double rule, lines;
  Strip *strip;

  title_style.size = name_style.size = setting->size;
  title_style.leading = name_style.leading = setting->size * 1.25;
  title = set_lines (setting, column->title, &title_style, TRUE, error);
  name = title ? set_lines (setting, column->name, &name_style, TRUE, error) : NULL;
  if (name == NULL)
    return FALSE;
  lines = MAX (MAX (title->len, name->len), 1);
  rule = MAX (INK, lines * title_style.leading);
  strip = strip_new (setting, rule + 0.35 * title_style.leading);
  elements = add_column_elements (setting, block);
  title_style.element = elements.title;
  add_column_lines (strip, title, &title_style, rule - title->len * title_style.leading);
  strip_add_rule (strip, style.x, rule, style.x + style.width, rule);
  style.element = elements.field;
  add_field (strip, column, &style, rule);
  name_style.element = elements.name;
  add_column_lines (strip, name, &name_style, rule - name->len * name_style.leading);
  return TRUE;
}

gboolean
add_signatures (Setting *setting, const DocumentSignatures *signatures, GError **error)
{
  guint n = signatures->columns->len;
  guint rows = (n + MOST_COLUMNS - 1) / MOST_COLUMNS;
  guint first, done = 0;
  const LayoutElement *block = element_new (setting, setting->section, ROLE_SECTION);

  keep_text_above (setting);
  first = setting->layout->strips->len;
  if (signatures->closing != NULL)
    {
      TextStyle style = text_style_body (setting);

      style.indent = setting->indent;
      style.element = element_new (setting, block, ROLE_P);
      want_space (setting, 0.8 * setting->leading);
      if (!add_text (setting, signatures->closing, &style, TRUE, error))
        return FALSE;
    }
  for (guint i = 0; signatures->lines && i < n; i++)
    {
      want_space (setting, 0.3 * setting->leading);
      if (!add_line (setting, &g_array_index (signatures->columns, SignatureColumn, i), block,
                     error))
        return FALSE;
    }
  for (guint row = 0; !signatures->lines && row < rows; row++)
    {
      guint columns = (n - done + rows - row - 1) / (rows - row); /* shared out evenly */

      want_space (setting, 1.4 * setting->leading);
      if (!add_columns (setting, signatures, block, done, columns, error))
        return FALSE;
      done += columns;
    }
  for (guint i = first; i + 1 < setting->layout->strips->len; i++)
    ((Strip *) g_ptr_array_index (setting->layout->strips, i))->keep = TRUE;
  return TRUE;
}
