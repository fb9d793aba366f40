/* A document on its pages: every glyph and rule has its place.
 *
 * Lengths are points, from a page's upper left corner to the right and down. */
#pragma once

#include <glib.h>

#include "protocols/document.h"
#include "protocols/font.h"
#include "protocols/paragraph.h"
#include "protocols/qr.h"

/* What a text is to a reader who does not see the page. */
typedef enum
{
  ROLE_DOCUMENT,
  ROLE_SECTION, /* an annex, the signatures */
  ROLE_GROUP,   /* what belongs together in a section: one signatory's column */
  ROLE_H1,
  ROLE_H2,
  ROLE_H3,
  ROLE_P,
  ROLE_LIST,
  ROLE_ITEM,
  ROLE_LABEL,
  ROLE_BODY,
  ROLE_TABLE,
  ROLE_ROW,
  ROLE_HEAD_CELL,
  ROLE_CELL,
  ROLE_FIELD, /* to be signed */
  N_ROLES
} LayoutRole;

/* A part of the document's structure.  A page break may divide it. */
typedef struct _LayoutElement LayoutElement;
struct _LayoutElement
{
  LayoutRole role;
  guint index;                 /* in the layout's elements */
  const LayoutElement *parent; /* %NULL for the document */
};

typedef struct
{
  FontFace face;
  double size;
  double spacing; /* as a Line's */
  double x;
  double y; /* of the baseline */
  Glyph *glyphs;
  guint n_glyphs;
  const LayoutElement *element; /* that it is a part of; %NULL: of the page alone */
} LayoutText;

typedef struct
{
  double x1, y1, x2, y2;
} LayoutRule;

/* A signature field's place.  Its texts are the Document's. */
typedef struct
{
  const char *name;
  const char *title; /* whom the signer signs for */
  const LayoutElement *element;
  double x1, y1, x2, y2;
} LayoutField;

/* What a page break never divides: a line of text, a row of a table, a signature block.  The
 * places of its texts and rules count from its upper edge. */
typedef struct _Strip Strip;
struct _Strip
{
  double before; /* empty space above; none at a page's top */
  double height;
  gboolean new_page; /* begins a page */
  gboolean keep;     /* stays on one page with the next strip */
  gboolean text;     /* lines of text, as opposed to rows and signatures */
  gboolean hyphen;   /* ends in a hyphen that was added: a page had better not end here */
  const Strip *head; /* a table's head, repeated above this row on a new page; or NULL */
  GPtrArray *texts;  /* LayoutText */
  GArray *rules;     /* LayoutRule */
  GArray *fields;    /* LayoutField; %NULL where there is none */
};

typedef struct
{
  const Strip *strip;
  double y;          /* of its upper edge on the page */
  gboolean repeated; /* a table's head that was read on an earlier page */
} PlacedStrip;

typedef struct
{
  double shift;       /* of all that is on the page, to the right */
  GArray *strips;     /* PlacedStrip, in reading order */
  LayoutText *number; /* the page's number; %NULL on the first */
} LayoutPage;

typedef struct
{
  double width;
  double height;
  Font *fonts[N_FACES];
  QrCode *code;          /* on the first page; or %NULL */
  double code_x, code_y; /* its upper left corner */
  double code_side;
  GPtrArray *elements; /* LayoutElement, in reading order, the document first */
  GPtrArray *strips;   /* Strip, all of them */
  GPtrArray *pages;    /* LayoutPage */
} Layout;

/**
 * layout_document:
 * @error: as for document_render()
 *
 * Returns: (transfer full): at least one page
 */
Layout *layout_document (const Document *document, const DocumentStyle *style, GError **error);

void layout_free (Layout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Layout, layout_free)
