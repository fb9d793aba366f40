/* The tags of a PDF: which marked piece of which page belongs to which element of the document's
 * structure (PDF Reference 1.4, 9.6 "Logical Structure" and 9.7 "Tagged PDF").
 *
 * A thousand pages have ten thousand elements, so libharu does not build their dictionaries: each
 * is an object that writes itself when the file is saved. */
#include "protocols/pdf-internal.h"

/* An array of PDF/A-1 holds at most 8,191 members; longer ones are parted. */
#define MOST_KIDS 4000

static const char *const role_names[N_ROLES] = {
  [ROLE_DOCUMENT] = "Document",
  [ROLE_SECTION] = "Sect",
  [ROLE_GROUP] = "Div",
  [ROLE_H1] = "H1",
  [ROLE_H2] = "H2",
  [ROLE_H3] = "H3",
  [ROLE_P] = "P",
  [ROLE_LIST] = "L",
  [ROLE_ITEM] = "LI",
  [ROLE_LABEL] = "Lbl",
  [ROLE_BODY] = "LBody",
  [ROLE_TABLE] = "Table",
  [ROLE_ROW] = "TR",
  [ROLE_HEAD_CELL] = "TH",
  [ROLE_CELL] = "TD",
  [ROLE_FIELD] = "Form",
};

/* Content of an element: a marked piece of a page, or an annotation on it. */
typedef struct
{
  guint page;
  guint mcid;
  HPDF_Dict annotation; /* %NULL for a piece of the page */
} Piece;

typedef struct
{
  HPDF_Dict object;
  guint element; /* its number */
} Annotation;

/* An element of the structure; one without pieces and kids is left out. */
typedef struct
{
  PdfTags *tags;
  const char *name;
  HPDF_Dict object;
  HPDF_Dict parent;
  GArray *pieces;  /* Piece; %NULL while there is none */
  GPtrArray *kids; /* Element; %NULL while there is none */
} Element;

/* The owners of the pieces of some pages: a leaf of the parent tree. */
typedef struct
{
  const PdfTags *tags;
  guint from, to;
} Leaf;

struct _PdfTags
{
  HPDF_Doc doc;
  const GPtrArray *layout; /* LayoutElement */
  Element *elements;       /* one for each of those */
  GPtrArray *parts;        /* Element, that long rows of kids were parted into */
  GPtrArray *leaves;       /* Leaf */
  GPtrArray *pages;        /* HPDF_Page */
  GPtrArray *owners;   /* for each key of the parent tree: a GArray of guint, the elements of
                            * a page's pieces, then of each annotation alone */
  GArray *annotations; /* Annotation */
  const LayoutElement *open;
};

static void
element_clear (Element *element)
{
  g_clear_pointer (&element->pieces, g_array_unref);
  g_clear_pointer (&element->kids, g_ptr_array_unref);
}

static void
part_free (gpointer data)
{
  element_clear (data);
  g_free (data);
}

PdfTags *
pdf_tags_new (HPDF_Doc doc, const Layout *layout)
{
  PdfTags *tags = g_new0 (PdfTags, 1);

  tags->doc = doc;
  tags->layout = layout->elements;
  tags->elements = g_new0 (Element, layout->elements->len);
  tags->parts = g_ptr_array_new_with_free_func (part_free);
  tags->leaves = g_ptr_array_new_with_free_func (g_free);
  tags->pages = g_ptr_array_new ();
  tags->annotations = g_array_new (FALSE, FALSE, sizeof (Annotation));
  tags->owners = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  return tags;
}

void
pdf_tags_free (PdfTags *tags)
{
  if (tags == NULL)
    return;
  for (guint i = 0; i < tags->layout->len; i++)
    element_clear (&tags->elements[i]);
  g_free (tags->elements);
  g_ptr_array_unref (tags->parts);
  g_ptr_array_unref (tags->leaves);
  g_ptr_array_unref (tags->pages);
  g_array_unref (tags->annotations);
  g_ptr_array_unref (tags->owners);
  g_free (tags);
}

/* ---- While the pages are written --------------------------------------------------------- */

static GArray *
add_owners (PdfTags *tags)
{
  GArray *owners = g_array_new (FALSE, FALSE, sizeof (guint));

  g_ptr_array_add (tags->owners, owners);
  return owners;
}

void
pdf_tags_begin_page (PdfTags *tags, HPDF_Page page)
{
  HPDF_Dict_AddNumber (page, "StructParents", (HPDF_INT32) tags->pages->len);
  g_ptr_array_add (tags->pages, page);
  add_owners (tags);
}

static void
add_piece (PdfTags *tags, const LayoutElement *owner, Piece piece)
{
  Element *element = &tags->elements[owner->index];

  if (element->pieces == NULL)
    element->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_append_val (element->pieces, piece);
}

void
pdf_tags_open (PdfTags *tags, GString *out, const LayoutElement *element)
{
  guint page = tags->pages->len - 1;
  GArray *owners = g_ptr_array_index (tags->owners, page);

  if (element == tags->open)
    return;
  pdf_tags_close (tags, out);
  tags->open = element;
  g_string_append_printf (out, "/%s <</MCID %u>> BDC\n", role_names[element->role],
                          owners->len);
  add_piece (tags, element, (Piece){ .page = page, .mcid = owners->len });
  g_array_append_val (owners, element->index);
}

void
pdf_tags_close (PdfTags *tags, GString *out)
{
  if (tags->open != NULL)
    g_string_append (out, "EMC\n");
  tags->open = NULL;
}

void
pdf_tags_add_annotation (PdfTags *tags, const LayoutElement *element, HPDF_Dict annotation)
{
  Annotation added = { annotation, element->index };

  add_piece (tags, element, (Piece){ .page = tags->pages->len - 1, .annotation = annotation });
  g_array_append_val (tags->annotations, added);
}

/* Annotations take the keys behind those of all pages. */
static void
number_annotations (PdfTags *tags)
{
  for (guint i = 0; i < tags->annotations->len; i++)
    {
      const Annotation *added = &g_array_index (tags->annotations, Annotation, i);

      HPDF_Dict_AddNumber (added->object, "StructParent", (HPDF_INT32) tags->owners->len);
      g_array_append_val (add_owners (tags), added->element);
    }
}

/* ---- An element -------------------------------------------------------------------------- */

static void
append_reference (GString *out, HPDF_Dict object)
{
  g_string_append_printf (out, "%u 0 R", (guint) (object->header.obj_id & 0x00FFFFFF));
}

/* A piece of the element's own page is its number alone. */
static void
append_piece (GString *out, const PdfTags *tags, const Piece *piece, guint own_page)
{
  if (piece->annotation == NULL && piece->page == own_page)
    {
      g_string_append_printf (out, " %u", piece->mcid);
      return;
    }
  g_string_append_printf (out, "\n<</Type /%s /Pg ", piece->annotation ? "OBJR" : "MCR");
  append_reference (out, g_ptr_array_index (tags->pages, piece->page));
  if (piece->annotation != NULL)
    {
      g_string_append (out, " /Obj ");
      append_reference (out, piece->annotation);
    }
  else
    g_string_append_printf (out, " /MCID %u", piece->mcid);
  g_string_append (out, ">>");
}

static void
append_contents (GString *out, const Element *element)
{
  if (element->pieces != NULL)
    {
      guint page = g_array_index (element->pieces, Piece, 0).page;

      g_string_append (out, "/Pg ");
      append_reference (out, g_ptr_array_index (element->tags->pages, page));
      g_string_append (out, "\n/K [");
      for (guint i = 0; i < element->pieces->len; i++)
        append_piece (out, element->tags, &g_array_index (element->pieces, Piece, i), page);
    }
  else
    {
      g_string_append (out, "/K [");
      for (guint i = 0; i < element->kids->len; i++)
        {
          g_string_append_c (out, '\n');
          append_reference (out, ((Element *) g_ptr_array_index (element->kids, i))->object);
        }
    }
  g_string_append (out, "]\n");
}

static HPDF_STATUS
write_string (HPDF_Stream stream, const GString *text)
{
  return HPDF_Stream_Write (stream, (const HPDF_BYTE *) text->str, (HPDF_UINT) text->len);
}

static HPDF_STATUS
write_element (HPDF_Dict object, HPDF_Stream stream)
{
  const Element *element = object->attr;
  g_autoptr(GString) out = g_string_new ("/Type /StructElem\n");

  g_string_append_printf (out, "/S /%s\n/P ", element->name);
  append_reference (out, element->parent);
  g_string_append_c (out, '\n');
  if (element->name == role_names[ROLE_HEAD_CELL])
    g_string_append (out, "/A <</O /Table /Scope /Column>>\n");
  append_contents (out, element);
  return write_string (stream, out);
}

/* ---- The tree ---------------------------------------------------------------------------- */

/* An object of its own; the document remembers the error when there is none. */
static HPDF_Dict
new_object (PdfTags *tags, HPDF_Dict_OnWriteFunc write, gpointer data)
{
  HPDF_Dict object = HPDF_Dict_New (tags->doc->mmgr);

  if (object == NULL || HPDF_Xref_Add (tags->doc->xref, object) != HPDF_OK)
    return NULL;
  object->write_fn = write;
  object->attr = data;
  return object;
}

/* Takes @element up below @parent; %FALSE if libharu gave up. */
static gboolean
place_element (PdfTags *tags, Element *element, const char *name, HPDF_Dict parent)
{
  element->tags = tags; /* NOLINT: there is one for each that was laid out */
  element->name = name;
  element->parent = parent;
  element->object = new_object (tags, write_element, element);
  return element->object != NULL;
}

static void
add_kid (Element *parent, Element *kid)
{
  if (parent->kids == NULL)
    parent->kids = g_ptr_array_new ();
  g_ptr_array_add (parent->kids, kid);
}

/* Shares out the kids of an element that has too many among parts of it. */
static gboolean
part_kids (PdfTags *tags, Element *element)
{
  g_autoptr(GPtrArray) kids = NULL;
  const char *name = role_names[ROLE_GROUP];

  if (element->kids == NULL || element->kids->len <= MOST_KIDS)
    return TRUE;
  if (element->name == role_names[ROLE_LIST])
    name = element->name;
  kids = g_steal_pointer (&element->kids);
  for (guint i = 0; i < kids->len; i++)
    {
      Element *kid = g_ptr_array_index (kids, i), *part;

      if (i % MOST_KIDS == 0)
        {
          part = g_new0 (Element, 1);
          g_ptr_array_add (tags->parts, part);
          if (!place_element (tags, part, name, element->object))
            return FALSE;
          add_kid (element, part);
        }
      part = g_ptr_array_index (tags->parts, tags->parts->len - 1);
      kid->parent = part->object;
      add_kid (part, kid);
    }
  return TRUE;
}

/* Elements that hold anything, themselves or in their kids. */
static gboolean *
find_used (const PdfTags *tags)
{
  gboolean *used = g_new0 (gboolean, tags->layout->len);

  for (guint i = tags->layout->len; i > 0; i--)
    {
      const LayoutElement *source = g_ptr_array_index (tags->layout, i - 1);

      used[i - 1] = used[i - 1] || tags->elements[i - 1].pieces != NULL;
      if (used[i - 1] && source->parent != NULL)
        used[source->parent->index] = TRUE;
    }
  return used;
}

static gboolean
place_elements (PdfTags *tags, HPDF_Dict root)
{
  g_autofree gboolean *used = find_used (tags);

  for (guint i = 0; i < tags->layout->len; i++)
    {
      const LayoutElement *source = g_ptr_array_index (tags->layout, i);
      Element *parent = source->parent ? &tags->elements[source->parent->index] : NULL;

      if (!used[i])
        continue;
      if (!place_element (tags, &tags->elements[i], role_names[source->role],
                          parent ? parent->object : root))
        return FALSE;
      if (parent != NULL)
        add_kid (parent, &tags->elements[i]);
    }
  for (guint i = 0; i < tags->layout->len; i++)
    if (!part_kids (tags, &tags->elements[i]))
      return FALSE;
  return TRUE;
}

/* ---- From the pieces of a page back to their elements -------------------------------------- */

static HPDF_STATUS
write_leaf (HPDF_Dict object, HPDF_Stream stream)
{
  const Leaf *leaf = object->attr;
  const PdfTags *tags = leaf->tags;
  g_autoptr(GString) out = g_string_new (NULL);

  g_string_append_printf (out, "/Limits [%u %u]\n/Nums [", leaf->from, leaf->to - 1);
  for (guint key = leaf->from; key < leaf->to; key++)
    {
      const GArray *owners = g_ptr_array_index (tags->owners, key);
      gboolean page = key < tags->pages->len;

      g_string_append_printf (out, "\n%u%s", key, page ? " [" : "");
      for (guint i = 0; i < owners->len; i++)
        {
          g_string_append_c (out, ' ');
          append_reference (out, tags->elements[g_array_index (owners, guint, i)].object);
        }
      g_string_append (out, page ? "]" : "");
    }
  g_string_append (out, "]\n");
  return write_string (stream, out);
}

static HPDF_Dict
add_parent_tree (PdfTags *tags)
{
  HPDF_Dict tree = new_object (tags, NULL, NULL);
  HPDF_Array kids = HPDF_Array_New (tags->doc->mmgr);

  if (tree == NULL || kids == NULL)
    return NULL;
  HPDF_Dict_Add (tree, "Kids", kids);
  for (guint from = 0; from < tags->owners->len; from += MOST_KIDS)
    {
      Leaf *leaf = g_new0 (Leaf, 1);

      *leaf = (Leaf){ tags, from, MIN (from + MOST_KIDS, tags->owners->len) };
      g_ptr_array_add (tags->leaves, leaf);
      HPDF_Array_Add (kids, new_object (tags, write_leaf, leaf));
    }
  return tree;
}

void
pdf_tags_finish (PdfTags *tags)
{
  HPDF_Doc doc = tags->doc;
  HPDF_Dict root = new_object (tags, NULL, NULL);
  HPDF_Dict info = HPDF_Dict_New (doc->mmgr);
  HPDF_Dict parents = NULL;

  if (root == NULL || info == NULL || !place_elements (tags, root))
    return; /* the document remembers the error */
  number_annotations (tags);
  parents = add_parent_tree (tags);
  HPDF_Dict_AddName (root, "Type", "StructTreeRoot");
  if (tags->elements[0].object != NULL)
    HPDF_Dict_Add (root, "K", tags->elements[0].object);
  HPDF_Dict_Add (root, "ParentTree", parents);
  HPDF_Dict_AddNumber (root, "ParentTreeNextKey", (HPDF_INT32) tags->owners->len);
  HPDF_Dict_Add (doc->catalog, "StructTreeRoot", root);
  HPDF_Dict_AddBoolean (info, "Marked", HPDF_TRUE);
  HPDF_Dict_Add (doc->catalog, "MarkInfo", info);
}
