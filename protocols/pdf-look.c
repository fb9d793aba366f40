#include "protocols/pdf-look.h"

#include "core/message.h"

#include <math.h>
#include <string.h>

#define DEEPEST 8    /* from a font to its tables */
#define SMALLEST 4.0 /* points: letters */
#define LARGEST 72.0
#define WIDEST_GAP 6000 /* thousandths of the size, between two letters */
#define MOST_SPACING 12 /* points, likewise */
#define MOST_SHIFT 72   /* points that a page's content is moved for its binding */
#define THICKEST 2      /* points: a line */
#define BOX_WIDTH 100   /* points: a row of a QR code */
#define BOX_HEIGHT 6
#define BYTES_A_STEP 64

static const char other_way[] = N_ (
    "it draws otherwise than an original does, so that its text does not tell what it shows");

/* --- the page ----------------------------------------------------------------------------------- */

static gboolean
is_field (const PdfValue *annotation, GPtrArray *fields)
{
  for (guint i = 0; annotation->kind == PDF_REFERENCE && i < fields->len; i++)
    if (((PdfField *) g_ptr_array_index (fields, i))->number == annotation->integer)
      return TRUE;
  return FALSE;
}

/* What a page may say of itself; a smaller box, another scale and an action are not among it. */
static gboolean
has_known_keys (const PdfValue *page)
{
  static const char *const known[] = { "Type",   "MediaBox", "Contents",      "Resources",
                                       "Parent", "Annots",   "StructParents", "Tabs",
                                       "Rotate", NULL };

  for (guint i = 0; i < page->items->len; i += 2)
    if (!g_strv_contains (known, ((PdfValue *) g_ptr_array_index (page->items, i))->bytes))
      return FALSE;
  return TRUE;
}

const char *
pdf_look_begin (PdfLook *look, PdfFile *file, guint at, const PdfValue *page,
                GPtrArray *fields)
{
  const PdfValue *box = pdf_get (page, "MediaBox");
  const PdfValue *annotations = pdf_file_get (file, at, page, "Annots");
  const PdfValue *layers = pdf_get (pdf_file_catalog (file, at), "OCProperties");

  memset (look, 0, sizeof *look);
  if (page->kind != PDF_DICTIONARY || !has_known_keys (page) || layers != NULL ||
      pdf_count (box) != 4 || box->kind != PDF_ARRAY)
    return other_way;
  look->x = pdf_item (box, 0)->real;
  look->y = pdf_item (box, 1)->real;
  look->width = pdf_item (box, 2)->real;
  look->height = pdf_item (box, 3)->real;
  if (annotations != NULL && annotations->kind != PDF_ARRAY)
    return other_way;
  for (guint i = 0; i < pdf_count (annotations); i++)
    if (!is_field (pdf_item (annotations, i), fields))
      return N_ ("there is an annotation on it that is no signature");
  return NULL;
}

/* --- what is drawn ------------------------------------------------------------------------------ */

static double
operand (GPtrArray *operands, guint i)
{
  const PdfValue *value = i < operands->len ? g_ptr_array_index (operands, i) : NULL;

  return value != NULL && (value->kind == PDF_INTEGER || value->kind == PDF_REAL) ? value->real
                                                                                  : NAN;
}

static gboolean
is_within (double value, double from, double until)
{
  return value >= from && value <= until; /* what is no number is not */
}

/* «1 0 0 1 x y» */
static gboolean
is_move (GPtrArray *operands)
{
  return operands->len == 6 && is_within (operand (operands, 0), 1, 1) &&
         is_within (operand (operands, 1), 0, 0) && is_within (operand (operands, 2), 0, 0) &&
         is_within (operand (operands, 3), 1, 1);
}

static gboolean
place (PdfLook *look, GPtrArray *operands)
{
  look->placed = is_move (operands) &&
                 is_within (operand (operands, 4), look->x, look->width) &&
                 is_within (operand (operands, 5), look->y, look->height);
  return look->placed;
}

static gboolean
show (PdfLook *look, GPtrArray *operands)
{
  const PdfValue *array = operands->len == 1 ? g_ptr_array_index (operands, 0) : NULL;

  if (array == NULL || array->kind != PDF_ARRAY || !look->placed || !look->sized)
    return FALSE;
  look->text = TRUE;
  for (guint i = 0; i < pdf_count (array); i++)
    {
      const PdfValue *item = pdf_item (array, i);

      if (item->kind != PDF_STRING && !is_within (item->real, -WIDEST_GAP, WIDEST_GAP))
        return FALSE;
    }
  return TRUE;
}

/* A path is painted: of lines as lines, of boxes as boxes. */
static gboolean
paint (PdfLook *look, gboolean filled)
{
  gboolean right = filled ? !look->lines : !look->boxes;

  look->lines = look->boxes = FALSE;
  return right;
}

/* Whether a mark across the page may be drawn so; it lies below the text. */
static gboolean
form_may (const char *operator)
{
  static const char *const known[] = { "q", "Q", "cm", "g", "w", "m",
                                       "l", "c", "h",  "f", "S", NULL };

  return g_strv_contains (known, operator);
}

static gboolean
page_may (PdfLook *look, const char *operator, GPtrArray * operands)
{
  static const char *const harmless[] = { "q", "Q", "ET", "BMC", "EMC", NULL };
  const PdfValue *first = operands->len > 0 ? g_ptr_array_index (operands, 0) : NULL;

  if (g_strv_contains (harmless, operator))
    return TRUE;
  if (g_str_equal (operator, "BT"))
    return look->placed = FALSE, TRUE;
  if (g_str_equal (operator, "BDC"))
    return !pdf_is_name (first, "OC"); /* a layer */
  if (g_str_equal (operator, "Tm"))
    return place (look, operands);
  if (g_str_equal (operator, "TJ"))
    return show (look, operands);
  if (g_str_equal (operator, "Tf"))
    return look->sized = is_within (operand (operands, 1), SMALLEST, LARGEST);
  if (g_str_equal (operator, "Tc"))
    return is_within (operand (operands, 0), -MOST_SPACING, MOST_SPACING);
  if (g_str_equal (operator, "cm"))
    return is_move (operands) && is_within (operand (operands, 4), -MOST_SHIFT, MOST_SHIFT) &&
           is_within (operand (operands, 5), 0, 0);
  if (g_str_equal (operator, "w"))
    return is_within (operand (operands, 0), 0, THICKEST);
  if (g_str_equal (operator, "m") || g_str_equal (operator, "l"))
    return look->lines = TRUE;
  if (g_str_equal (operator, "re"))
    return look->boxes = is_within (operand (operands, 2), 0, BOX_WIDTH) &&
                         is_within (operand (operands, 3), 0, BOX_HEIGHT);
  if (g_str_equal (operator, "S") || g_str_equal (operator, "f"))
    return paint (look, *operator== 'f');
  return g_str_equal (operator, "Do") && !look->text;
}

const char *
pdf_look_operator (PdfLook *look, const char *operator, GPtrArray * operands, gboolean form)
{
  return (form ? form_may (operator) : page_may (look, operator, operands)) ? NULL : other_way;
}

/* --- what it is drawn with ---------------------------------------------------------------------- */

static gboolean
take (gsize *steps, gsize n)
{
  gboolean enough = n <= *steps;

  *steps -= MIN (n, *steps);
  return enough;
}

/* %FALSE when it is too much. */
static gboolean
add_print (PdfFile *file, guint at, const PdfValue *value, guint depth, gsize *steps,
           GChecksum *sum)
{
  const PdfObject *object = NULL;
  g_autofree char *head = NULL;
  gsize size, n;
  const char *data = pdf_file_data (file, &size);

  if (value != NULL && value->kind == PDF_REFERENCE)
    {
      object = pdf_file_object (file, at, value->integer);
      value = object ? object->value : NULL;
    }
  if (value == NULL || depth > DEEPEST)
    return take (steps, 1);
  n = value->items ? 0 : value->end - value->start;
  if (!take (steps, 1 + (n + (object ? object->stream_length : 0)) / BYTES_A_STEP))
    return FALSE;
  head = g_strdup_printf ("%d %u %zu ", value->kind, pdf_count (value), n);
  g_checksum_update (sum, (const guchar *) head, -1);
  g_checksum_update (sum, (const guchar *) data + value->start, (gssize) n);
  if (object != NULL && object->stream != 0)
    g_checksum_update (sum, (const guchar *) data + object->stream,
                       (gssize) object->stream_length);
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    if (!add_print (file, at, g_ptr_array_index (value->items, i), depth + 1, steps, sum))
      return FALSE;
  return TRUE;
}

char *
pdf_look_print (PdfFile *file, guint at, const PdfValue *value, gsize *steps)
{
  GChecksum *sum = g_checksum_new (G_CHECKSUM_SHA256);
  char *print = add_print (file, at, value, 0, steps, sum)
                    ? g_strdup (g_checksum_get_string (sum))
                    : NULL;

  g_checksum_free (sum);
  return print;
}
