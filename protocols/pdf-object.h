/* Objects of a PDF file as they stand in its bytes (ISO 32000-1, 7.3): read, never trusted. */
#pragma once

#include <glib.h>

typedef enum
{
  PDF_NULL,
  PDF_BOOLEAN,
  PDF_INTEGER,
  PDF_REAL,
  PDF_STRING,
  PDF_NAME,
  PDF_ARRAY,
  PDF_DICTIONARY,
  PDF_REFERENCE, /* to an object of generation 0 */
  PDF_OPERATOR   /* a bare word; in content streams alone */
} PdfKind;

typedef struct _PdfValue PdfValue;
struct _PdfValue
{
  PdfKind kind;
  gsize start, end; /* its place in the bytes, the first after it */
  gint64 integer;   /* PDF_INTEGER, PDF_BOOLEAN; the number of a PDF_REFERENCE */
  double real;      /* PDF_INTEGER and PDF_REAL */
  char *bytes;      /* PDF_STRING, decoded; PDF_NAME without its slash; PDF_OPERATOR */
  gsize length;     /* of them; a NUL follows */
  GPtrArray *items; /* (element-type PdfValue): of PDF_ARRAY; of PDF_DICTIONARY key, value … */
};

void pdf_value_free (PdfValue *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfValue, pdf_value_free)

/** Where reading is, in bytes that stay. */
typedef struct
{
  const char *data;
  gsize size;
  gsize at;
  guint values;       /* how many were made; there is a limit */
  gboolean operators; /* bare words are values: a content stream */
} PdfScanner;

/** pdf_skip_space: goes past white space and comments. */
void pdf_skip_space (PdfScanner *scanner);

/** pdf_skip_word: goes past @word, which has to stand here as a whole word; %FALSE if it does not. */
gboolean pdf_skip_word (PdfScanner *scanner, const char *word);

/** pdf_scan_number: reads an unsigned integer of at most @digits digits; %FALSE if there is none. */
gboolean pdf_scan_number (PdfScanner *scanner, guint digits, gint64 *number);

/**
 * pdf_scan_value:
 *
 * Reads one value, with all in it.  Nesting, the number of values and their length have limits;
 * a dictionary that has a key twice is refused, for readers do not agree which one counts.
 *
 * Returns: (transfer full) (nullable): %NULL where no well-formed value stands
 */
PdfValue *pdf_scan_value (PdfScanner *scanner);

/** pdf_is_name: whether @value (nullable) is the name @name. */
gboolean pdf_is_name (const PdfValue *value, const char *name);

/** pdf_get: (transfer none) (nullable): the value of @key in @dictionary; %NULL also when that is
 * %NULL or no dictionary. */
PdfValue *pdf_get (const PdfValue *dictionary, const char *key);

/** pdf_item: (transfer none) (nullable): element @i of an array. */
PdfValue *pdf_item (const PdfValue *array, guint i);

/** pdf_count: elements of an array, keys of a dictionary; 0 of anything else and of %NULL. */
guint pdf_count (const PdfValue *value);

/** pdf_equal: whether two values are the same, whatever the order of keys and the white space. */
gboolean pdf_equal (const PdfValue *a, const PdfValue *b);

/** pdf_text: (transfer full) (nullable): a text string (UTF-16 with its mark, UTF-8 with its mark,
 * or ASCII) as UTF-8; %NULL when it is none. */
char *pdf_text (const PdfValue *value);
