#include "protocols/font-kern.h"

/* PT Serif has 21,000 pairs, whose length overflows the subtable's 16-bit length field, so the
 * number of pairs is taken from its own field and bounded by the table's real end.  (FreeType
 * trusts the length field and loses half of the pairs.)  Layout: version u16, subtables u16;
 * then version u16, length u16, coverage u16, pairs u16, three search fields, and the pairs:
 * left u16, right u16, value i16, sorted by left and right. */
#define HEADER 4
#define SUBTABLE_HEADER 14
#define PAIR 6

struct _KernTable
{
  GBytes *bytes;
  const guint8 *pairs;
  guint n;
};

static guint16
read16 (const guint8 *p)
{
  return (guint16) (p[0] << 8 | p[1]);
}

KernTable *
kern_table_new (GBytes *bytes)
{
  KernTable *table = g_new0 (KernTable, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  table->bytes = g_bytes_ref (bytes);
  if (size < HEADER + SUBTABLE_HEADER || read16 (data) != 0 || read16 (data + 2) == 0)
    return table;
  if ((read16 (data + 8) & 0xFF01) != 1) /* format 0, horizontal */
    return table;
  table->pairs = data + HEADER + SUBTABLE_HEADER;
  table->n = MIN (read16 (data + 10), (guint) ((size - HEADER - SUBTABLE_HEADER) / PAIR));
  return table;
}

void
kern_table_free (KernTable *table)
{
  if (table == NULL)
    return;
  g_bytes_unref (table->bytes);
  g_free (table);
}

gint16
kern_table_find (const KernTable *table, guint16 left, guint16 right)
{
  guint32 wanted = (guint32) left << 16 | right;
  guint low = 0;
  guint high = table->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const guint8 *pair = table->pairs + (gsize) middle * PAIR;
      guint32 found = (guint32) read16 (pair) << 16 | read16 (pair + 2);

      if (found == wanted)
        return (gint16) read16 (pair + 4);
      if (found < wanted)
        low = middle + 1;
      else
        high = middle;
    }
  return 0;
}
