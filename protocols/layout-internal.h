/* Shared by layout*.c: how strips are made from blocks. */
#pragma once

#include "protocols/document-private.h"
#include "protocols/layout.h"
#include "protocols/paragraph.h"

#define MM (72.0 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
/* A rule's thickness. */
#define RULE 0.5
/* A baseline's place in a line as high as the size is: PT Serif's ascent and descent are 770
 * and 230. */
#define ASCENT 0.77

typedef struct
{
  Layout *layout;
  const Document *document;
  const DocumentStyle *style;
  double left;   /* the text's left edge */
  double width;  /* the text's width */
  double indent; /* of a paragraph's first line */
  double size;
  double leading; /* from baseline to baseline */
  double space;   /* wanted above the next strip */
  gboolean new_page;
  LayoutElement *section; /* what blocks are added to: the document or an annex */
  gboolean short_list;    /* whose items take two lines at most */
  LayoutElement *list;  /* that list items are added to; %NULL when the last block was none */
  LayoutElement *title; /* that a subtitle goes on with; %NULL when the last block was none */
} Setting;

/* How a block's lines are set and placed. */
typedef struct
{
  FontFace face;
  double size;
  double leading;
  BreakMode mode;
  DocumentAlign align;
  double x;      /* left edge */
  double width;  /* room */
  double indent; /* of the first line */
  double tracking;
  gboolean hyphenate;
  const LayoutElement *element; /* that the text is a part of */
} TextStyle;

/** element_new: (transfer none): adds a part to @parent, behind those it has. */
LayoutElement *element_new (Setting *setting, const LayoutElement *parent, LayoutRole role);

/** strip_new: (transfer none): adds an empty strip to the layout, below the space wanted. */
Strip *strip_new (Setting *setting, double height);

/** strip_add_line: puts @line on @strip, its line box's upper edge at @y, in the first line's
 * place if @first; takes the line's glyphs. */
void
strip_add_line (Strip *strip, Line *line, const TextStyle *style, double y, gboolean first);

void strip_add_rule (Strip *strip, double x1, double y1, double x2, double y2);

/** text_style_body: ordinary text at the full width. */
TextStyle text_style_body (const Setting *setting);

/** set_lines: (transfer full) (element-type Line): @text as @style wants it; "\n" in it begins
 * a new line if @breaks. */
GPtrArray *set_lines (const Setting *setting, const char *text, const TextStyle *style,
                      gboolean breaks, GError **error);

/** add_lines: @lines as strips; the first two and the last two stay together, and with @keep the
 * last also stays with what follows. */
void add_lines (Setting *setting, GPtrArray *lines, const TextStyle *style, gboolean keep);

/** add_text: a block of text, a strip a line, without widows and orphans. */
gboolean add_text (Setting *setting, const char *text, const TextStyle *style, gboolean keep,
                   GError **error);

/** want_space: at least @points above the next strip. */
void want_space (Setting *setting, double points);

double body_height (const Setting *setting);

/** add_block: the strips of one block of the document. */
gboolean add_block (Setting *setting, const Block *block, GError **error);
gboolean add_table (Setting *setting, const DocumentTable *source, GError **error);
gboolean
add_signatures (Setting *setting, const DocumentSignatures *signatures, GError **error);

/** paginate: shares the strips out among pages. */
gboolean paginate (Setting *setting, GError **error);
