/* Signature fields: empty and unseen until someone signs (pades.h). */
#include "protocols/pdf-internal.h"

/* Everything that a signer's name, office and date may need, so that a signature made years
 * later finds its letters in the embedded subset: Russian, Tajik, Kyrgyz, Latin. */
static const char alphabet[] = " !\"#%&'()*+,-./0123456789:;=?@_"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                               "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
                               "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
                               "ҒғӢӣҚқӮӯҲҳҶҷҢңӨөҮү«»„“’–—№";

/* Of the widget annotation: Print (ISO 32000-1, 12.5.3), as PDF/A asks, and Locked, so that
 * nobody moves it. */
#define PRINT_LOCKED 132

/* The form that the catalog names, as an object of its own: signing then changes the form alone. */
static void
add_form (PdfWriter *writer)
{
  HPDF_Doc doc = writer->doc;
  HPDF_Dict form = HPDF_Dict_New (doc->mmgr);

  writer->fields = HPDF_Array_New (doc->mmgr);
  if (form == NULL || writer->fields == NULL)
    return; /* the document remembers the error */
  HPDF_Xref_Add (doc->xref, form);
  HPDF_Dict_Add (form, "Fields", writer->fields);
  HPDF_Dict_AddNumber (form, "SigFlags", 1); /* there are signature fields */
  HPDF_Dict_Add (doc->catalog, "AcroForm", form);
  for (const char *p = alphabet; *p != '\0'; p = g_utf8_next_char (p))
    if (font_has (writer->layout->fonts[FACE_REGULAR], g_utf8_get_char (p)))
      pdf_use_glyph (writer, FACE_REGULAR, g_utf8_get_char (p));
}

/* An appearance that shows nothing and names the font that a signature will be drawn with. */
static HPDF_Dict
empty_appearance (PdfWriter *writer, HPDF_Box box)
{
  HPDF_MMgr mmgr = writer->doc->mmgr;
  HPDF_Dict stream = pdf_stream_new_plain (writer, "", 0);
  HPDF_Dict resources = HPDF_Dict_New (mmgr);
  HPDF_Dict fonts = HPDF_Dict_New (mmgr);
  HPDF_Box own = { 0, 0, box.right - box.left, box.top - box.bottom };

  if (stream == NULL || resources == NULL || fonts == NULL)
    return NULL;
  HPDF_Dict_AddName (stream, "Type", "XObject");
  HPDF_Dict_AddName (stream, "Subtype", "Form");
  HPDF_Dict_Add (stream, "BBox", HPDF_Box_Array_New (mmgr, own));
  HPDF_Dict_Add (stream, "Resources", resources);
  HPDF_Dict_Add (resources, "Font", fonts);
  HPDF_Dict_Add (fonts, "F0", pdf_font (writer, FACE_REGULAR));
  return stream;
}

/* Field and widget in one dictionary, on @page. */
static void
add_field (PdfWriter *writer, HPDF_Page page, const LayoutField *field, HPDF_Box box)
{
  HPDF_MMgr mmgr = writer->doc->mmgr;
  HPDF_Dict widget = HPDF_Dict_New (mmgr);
  HPDF_Dict appearance = HPDF_Dict_New (mmgr);
  HPDF_Array annots = HPDF_Dict_GetItem (page, "Annots", HPDF_OCLASS_ARRAY);

  if (widget == NULL || appearance == NULL)
    return;
  HPDF_Xref_Add (writer->doc->xref, widget);
  if (annots == NULL)
    {
      annots = HPDF_Array_New (mmgr);
      HPDF_Dict_Add (page, "Annots", annots);
    }
  HPDF_Array_Add (annots, widget);
  HPDF_Array_Add (writer->fields, widget);
  HPDF_Dict_AddName (widget, "Type", "Annot");
  HPDF_Dict_AddName (widget, "Subtype", "Widget");
  HPDF_Dict_AddName (widget, "FT", "Sig");
  HPDF_Dict_Add (widget, "T", HPDF_String_New (mmgr, field->name, NULL));
  pdf_add_text (writer, widget, "TU", field->title);
  HPDF_Dict_Add (widget, "Rect", HPDF_Box_Array_New (mmgr, box));
  HPDF_Dict_AddNumber (widget, "F", PRINT_LOCKED);
  HPDF_Dict_Add (widget, "P", page);
  HPDF_Dict_Add (widget, "AP", appearance);
  HPDF_Dict_Add (appearance, "N", empty_appearance (writer, box));
  pdf_tags_add_annotation (writer->tags, field->element, widget);
}

void
pdf_add_fields (PdfWriter *writer, HPDF_Page page, const Strip *strip, double left, double top)
{
  double height = writer->layout->height - top;

  for (guint i = 0; strip->fields != NULL && i < strip->fields->len; i++)
    {
      const LayoutField *field = &g_array_index (strip->fields, LayoutField, i);
      HPDF_Box box = { (HPDF_REAL) (left + field->x1), (HPDF_REAL) (height - field->y2),
                       (HPDF_REAL) (left + field->x2), (HPDF_REAL) (height - field->y1) };
      g_autofree char *place = g_strdup_printf ("%s %.2f %.2f", field->name, (double) box.left,
                                                (double) box.bottom);

      if (writer->fields == NULL)
        add_form (writer);
      if (writer->fields != NULL)
        add_field (writer, page, field, box);
      g_checksum_update (writer->content, (const guchar *) place, -1);
    }
}
