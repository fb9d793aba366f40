#include "protocols/pdf-object.h"

#include <string.h>

#define DEEPEST 48
#define MOST_VALUES 1000000 /* in one object */
#define MOST_KEYS 64        /* in one dictionary */
#define MOST_DIGITS 18      /* of a number */

void
pdf_value_free (PdfValue *value)
{
  if (value == NULL)
    return;
  g_free (value->bytes);
  if (value->items != NULL)
    g_ptr_array_unref (value->items);
  g_free (value);
}

static PdfValue *
value_new (PdfScanner *scanner, PdfKind kind)
{
  PdfValue *value;

  if (++scanner->values > MOST_VALUES)
    return NULL;
  value = g_new0 (PdfValue, 1);
  value->kind = kind;
  value->start = scanner->at;
  if (kind == PDF_ARRAY || kind == PDF_DICTIONARY)
    value->items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdf_value_free);
  return value;
}

/* --- words ------------------------------------------------------------------------------------- */

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static gboolean
is_delimiter (char c)
{
  return c != '\0' && strchr ("()<>[]{}/%", c) != NULL;
}

static gboolean
is_regular (char c)
{
  return !is_space (c) && !is_delimiter (c);
}

static gboolean
at_end (const PdfScanner *scanner)
{
  return scanner->at >= scanner->size;
}

static char
peek (const PdfScanner *scanner, gsize ahead)
{
  return scanner->size - scanner->at > ahead ? scanner->data[scanner->at + ahead] : '\0';
}

void
pdf_skip_space (PdfScanner *scanner)
{
  for (; !at_end (scanner); scanner->at++)
    {
      char c = scanner->data[scanner->at];

      if (c == '%')
        while (!at_end (scanner) && scanner->data[scanner->at] != '\n' &&
               scanner->data[scanner->at] != '\r')
          scanner->at++;
      else if (!is_space (c))
        return;
      if (at_end (scanner))
        return;
    }
}

gboolean
pdf_skip_word (PdfScanner *scanner, const char *word)
{
  gsize length = strlen (word), left = scanner->size - scanner->at;

  if (left < length || memcmp (scanner->data + scanner->at, word, length) != 0 ||
      (left > length && is_regular (scanner->data[scanner->at + length])))
    return FALSE;
  scanner->at += length;
  return TRUE;
}

gboolean
pdf_scan_number (PdfScanner *scanner, guint digits, gint64 *number)
{
  gsize from = scanner->at;

  *number = 0;
  while (g_ascii_isdigit (peek (scanner, 0)) && scanner->at - from < digits)
    *number = *number * 10 + (scanner->data[scanner->at++] - '0');
  return scanner->at > from && !g_ascii_isdigit (peek (scanner, 0));
}

/* --- values ------------------------------------------------------------------------------------ */

static PdfValue *scan_value (PdfScanner *scanner, guint depth);

static PdfValue *
finish_bytes (PdfScanner *scanner, PdfValue *value, GString *bytes)
{
  value->length = bytes->len;
  value->bytes = g_string_free (bytes, FALSE);
  value->end = scanner->at;
  return value;
}

static PdfValue *
scan_name (PdfScanner *scanner)
{
  PdfValue *value = value_new (scanner, PDF_NAME);
  GString *bytes;

  if (value == NULL)
    return NULL;
  bytes = g_string_new (NULL);
  scanner->at++;
  while (!at_end (scanner) && is_regular (scanner->data[scanner->at]))
    {
      int high = g_ascii_xdigit_value (peek (scanner, 1));
      int low = g_ascii_xdigit_value (peek (scanner, 2));

      if (peek (scanner, 0) == '#' && high >= 0 && low >= 0)
        {
          g_string_append_c (bytes, (char) (high * 16 + low));
          scanner->at += 3;
        }
      else
        g_string_append_c (bytes, scanner->data[scanner->at++]);
    }
  return finish_bytes (scanner, value, bytes);
}

static PdfValue *
scan_hexadecimal (PdfScanner *scanner)
{
  PdfValue *value = value_new (scanner, PDF_STRING);
  GString *bytes;
  int high = -1;

  if (value == NULL)
    return NULL;
  bytes = g_string_new (NULL);
  for (scanner->at++; !at_end (scanner) && scanner->data[scanner->at] != '>'; scanner->at++)
    {
      char c = scanner->data[scanner->at];
      int digit = g_ascii_xdigit_value (c);

      if (digit < 0 && !is_space (c))
        scanner->at = scanner->size - 1; /* ends the loop without its '>' */
      else if (digit >= 0 && high < 0)
        high = digit;
      else if (digit >= 0)
        {
          g_string_append_c (bytes, (char) (high * 16 + digit));
          high = -1;
        }
    }
  if (high >= 0)
    g_string_append_c (bytes, (char) (high * 16));
  if (at_end (scanner))
    {
      g_string_free (bytes, TRUE);
      pdf_value_free (value);
      return NULL;
    }
  scanner->at++;
  return finish_bytes (scanner, value, bytes);
}

/* What stands behind a backslash (7.3.4.2). */
static void
scan_escape (PdfScanner *scanner, GString *bytes)
{
  static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
  char c = peek (scanner, 0);
  const char *letter = c != '\0' ? strchr (letters, c) : NULL;
  int code = 0;

  if (c >= '0' && c <= '7')
    {
      for (guint i = 0; i < 3 && peek (scanner, 0) >= '0' && peek (scanner, 0) <= '7'; i++)
        code = code * 8 + (scanner->data[scanner->at++] - '0');
      g_string_append_c (bytes, (char) code);
      return;
    }
  scanner->at++;
  if (letter != NULL)
    g_string_append_c (bytes, meant[letter - letters]);
  else if (c == '\r' && peek (scanner, 0) == '\n')
    scanner->at++;
  else if (c != '\n' && c != '\r')
    g_string_append_c (bytes, c);
}

static PdfValue *
scan_literal (PdfScanner *scanner)
{
  PdfValue *value = value_new (scanner, PDF_STRING);
  GString *bytes;
  gsize open = 1;

  if (value == NULL)
    return NULL;
  bytes = g_string_new (NULL);
  for (scanner->at++; !at_end (scanner);)
    {
      char c = scanner->data[scanner->at++];

      if (c == ')' && --open == 0)
        return finish_bytes (scanner, value, bytes);
      if (c == '(')
        open++;
      if (c != '\\')
        g_string_append_c (bytes, c);
      else if (!at_end (scanner))
        scan_escape (scanner, bytes);
    }
  g_string_free (bytes, TRUE);
  pdf_value_free (value);
  return NULL;
}

/* «12», «-.5»: sets @value; %FALSE when it is no number.  A file has a million of them, so there
 * is no strtod() here. */
static gboolean
scan_digits (PdfScanner *scanner, PdfValue *value)
{
  gboolean minus = peek (scanner, 0) == '-', point = FALSE;
  gint64 number = 0;
  double scale = 1;
  guint digits = 0;

  if (minus || peek (scanner, 0) == '+')
    scanner->at++;
  for (char c; c = peek (scanner, 0), g_ascii_isdigit (c) || (c == '.' && !point);
       scanner->at++)
    if (c == '.')
      point = TRUE;
    else if (++digits <= MOST_DIGITS)
      {
        number = number * 10 + (c - '0');
        scale *= point ? 10 : 1;
      }
  if (digits == 0 || digits > MOST_DIGITS ||
      (!at_end (scanner) && is_regular (peek (scanner, 0))))
    return FALSE;
  number = minus ? -number : number;
  value->kind = point ? PDF_REAL : PDF_INTEGER;
  value->real = (double) number / scale;
  value->integer = point ? 0 : number;
  value->end = scanner->at;
  return TRUE;
}

/* «12», «12 0 R». */
static PdfValue *
scan_numeric (PdfScanner *scanner)
{
  PdfValue *value = value_new (scanner, PDF_INTEGER);
  gboolean sign = !g_ascii_isdigit (peek (scanner, 0));
  PdfScanner ahead;
  gint64 generation;

  if (value == NULL)
    return NULL;
  if (!scan_digits (scanner, value))
    {
      pdf_value_free (value);
      return NULL;
    }
  ahead = *scanner;
  pdf_skip_space (&ahead);
  if (scanner->operators || value->kind == PDF_REAL || sign ||
      !pdf_scan_number (&ahead, 5, &generation))
    return value;
  pdf_skip_space (&ahead);
  if (!pdf_skip_word (&ahead, "R"))
    return value;
  if (generation != 0 || value->integer < 1 || value->integer > G_MAXINT32)
    {
      pdf_value_free (value);
      return NULL;
    }
  scanner->at = value->end = ahead.at;
  value->kind = PDF_REFERENCE;
  return value;
}

/* true, false, null; in content streams any word. */
static PdfValue *
scan_word (PdfScanner *scanner)
{
  static const char *const words[] = { "false", "true", "null" };
  PdfValue *value = value_new (scanner, PDF_BOOLEAN);

  if (value == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (peek (scanner, 0) == *words[i] && pdf_skip_word (scanner, words[i]))
      {
        value->kind = i == 2 ? PDF_NULL : PDF_BOOLEAN;
        value->integer = i == 1;
        value->end = scanner->at;
        return value;
      }
  if (!scanner->operators || !is_regular (peek (scanner, 0)))
    {
      pdf_value_free (value);
      return NULL;
    }
  while (!at_end (scanner) && is_regular (scanner->data[scanner->at]))
    scanner->at++;
  value->kind = PDF_OPERATOR;
  value->end = scanner->at;
  value->length = value->end - value->start;
  value->bytes = g_strndup (scanner->data + value->start, value->length);
  return value;
}

static gboolean
scan_items (PdfScanner *scanner, PdfValue *value, const char *closing, guint depth)
{
  gsize length = strlen (closing);

  scanner->at += length; /* the opening is as long */
  for (;;)
    {
      PdfValue *item;

      pdf_skip_space (scanner);
      if (scanner->size - scanner->at >= length &&
          memcmp (scanner->data + scanner->at, closing, length) == 0)
        {
          scanner->at += length;
          value->end = scanner->at;
          return TRUE;
        }
      item = scan_value (scanner, depth + 1);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (value->items, item);
    }
}

/* Names and values in turn, no name twice. */
static gboolean
check_keys (const PdfValue *value)
{
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  if (value->items->len % 2 != 0 || value->items->len > 2 * MOST_KEYS)
    return FALSE;
  for (guint i = 0; i < value->items->len; i += 2)
    {
      const PdfValue *key = g_ptr_array_index (value->items, i);

      if (key->kind != PDF_NAME || strlen (key->bytes) != key->length ||
          !g_hash_table_add (keys, key->bytes))
        return FALSE;
    }
  return TRUE;
}

static PdfValue *
scan_container (PdfScanner *scanner, PdfKind kind, guint depth)
{
  g_autoptr(PdfValue) value = value_new (scanner, kind);

  if (value == NULL || !scan_items (scanner, value, kind == PDF_ARRAY ? "]" : ">>", depth) ||
      (kind == PDF_DICTIONARY && !check_keys (value)))
    return NULL;
  return g_steal_pointer (&value);
}

static PdfValue *
scan_value (PdfScanner *scanner, guint depth)
{
  char c;

  pdf_skip_space (scanner);
  if (at_end (scanner) || depth > DEEPEST)
    return NULL;
  c = scanner->data[scanner->at];
  if (c == '/')
    return scan_name (scanner);
  if (c == '(')
    return scan_literal (scanner);
  if (c == '[')
    return scan_container (scanner, PDF_ARRAY, depth);
  if (c == '<')
    return peek (scanner, 1) == '<' ? scan_container (scanner, PDF_DICTIONARY, depth)
                                    : scan_hexadecimal (scanner);
  if (g_ascii_isdigit (c) || c == '-' || c == '+' || c == '.')
    return scan_numeric (scanner);
  return scan_word (scanner);
}

PdfValue *
pdf_scan_value (PdfScanner *scanner)
{
  scanner->values = 0;
  return scan_value (scanner, 0);
}

/* --- reading values ---------------------------------------------------------------------------- */

gboolean
pdf_is_name (const PdfValue *value, const char *name)
{
  return value != NULL && value->kind == PDF_NAME && g_str_equal (value->bytes, name);
}

PdfValue *
pdf_get (const PdfValue *dictionary, const char *key)
{
  if (dictionary == NULL || dictionary->kind != PDF_DICTIONARY)
    return NULL;
  for (guint i = 0; i < dictionary->items->len; i += 2)
    if (pdf_is_name (g_ptr_array_index (dictionary->items, i), key))
      return g_ptr_array_index (dictionary->items, i + 1);
  return NULL;
}

PdfValue *
pdf_item (const PdfValue *array, guint i)
{
  if (array == NULL || array->kind != PDF_ARRAY || i >= array->items->len)
    return NULL;
  return g_ptr_array_index (array->items, i);
}

guint
pdf_count (const PdfValue *value)
{
  if (value == NULL || value->items == NULL)
    return 0;
  return value->kind == PDF_DICTIONARY ? value->items->len / 2 : value->items->len;
}

static gboolean
equal_items (const PdfValue *a, const PdfValue *b)
{
  if (a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    {
      const PdfValue *own = g_ptr_array_index (a->items, i);

      if (a->kind == PDF_ARRAY && !pdf_equal (own, g_ptr_array_index (b->items, i)))
        return FALSE;
      if (a->kind == PDF_DICTIONARY && i % 2 == 0 &&
          !pdf_equal (g_ptr_array_index (a->items, i + 1), pdf_get (b, own->bytes)))
        return FALSE;
    }
  return TRUE;
}

gboolean
pdf_equal (const PdfValue *a, const PdfValue *b)
{
  if (a == NULL || b == NULL || a->kind != b->kind)
    return a == b;
  switch (a->kind)
    {
    case PDF_NULL:
      return TRUE;
    case PDF_BOOLEAN:
    case PDF_INTEGER:
    case PDF_REFERENCE:
      return a->integer == b->integer;
    case PDF_REAL:
      return a->real >= b->real && a->real <= b->real;
    case PDF_ARRAY:
    case PDF_DICTIONARY:
      return equal_items (a, b);
    default:
      return a->length == b->length && memcmp (a->bytes, b->bytes, a->length) == 0;
    }
}

char *
pdf_text (const PdfValue *value)
{
  if (value == NULL || value->kind != PDF_STRING)
    return NULL;
  if (value->length >= 2 && memcmp (value->bytes, "\xFE\xFF", 2) == 0)
    return g_convert (value->bytes + 2, (gssize) value->length - 2, "UTF-8", "UTF-16BE", NULL,
                      NULL, NULL);
  if (value->length >= 3 && memcmp (value->bytes, "\xEF\xBB\xBF", 3) == 0)
    return g_utf8_make_valid (value->bytes + 3, (gssize) value->length - 3);
  for (gsize i = 0; i < value->length; i++)
    if (value->bytes[i] < ' ' || value->bytes[i] > '~')
      return NULL;
  return g_strndup (value->bytes, value->length);
}
