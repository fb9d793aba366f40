#include "protocols/font-table.h"

#include <string.h>

#define FILE_HEADER 12
#define ENTRY 16 /* of the directory: tag, checksum, offset, length */
#define HEAD_SIZE 54
#define HEAD_ADJUSTMENT 8    /* where the head has the checksum of the whole file */
#define HEAD_LONG_OFFSETS 50 /* and whether loca has 32 bits an entry */
#define CHECKSUM_MAGIC 0xB1B0AFBA
#define GLYPH_HEADER 10 /* number of outlines, and a box */

/* Flags of a glyph's part: what follows its number. */
#define PART_WORDS 0x0001
#define PART_SCALE 0x0008
#define PART_MORE 0x0020
#define PART_TWO_SCALES 0x0040
#define PART_MATRIX 0x0080

/* What a PDF reader needs of the font, in the order of their tags. */
static const char *const tags[] = { "cvt ", "fpgm", "glyf", "head", "hhea",
                                    "hmtx", "loca", "maxp", "prep" };

typedef struct
{
  GBytes *loca, *glyf;
  gboolean long_offsets;
  guint n;          /* glyphs */
  gboolean *wanted; /* of each */
  GArray *waiting;  /* guint16: wanted, but not yet looked at for their parts */
} Subset;

static guint16
read16 (const guint8 *p)
{
  return (guint16) (p[0] << 8 | p[1]);
}

static guint32
read32 (const guint8 *p)
{
  return (guint32) read16 (p) << 16 | read16 (p + 2);
}

static void
write16 (guint8 *p, guint value)
{
  p[0] = (guint8) (value >> 8);
  p[1] = (guint8) value;
}

static void
write32 (guint8 *p, guint32 value)
{
  write16 (p, value >> 16);
  write16 (p + 2, value & 0xFFFF);
}

GBytes *
font_table (GBytes *file, const char *tag)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  guint n = size >= FILE_HEADER ? read16 (data + 4) : 0;

  for (guint i = 0; i < n && FILE_HEADER + (i + 1) * ENTRY <= size; i++)
    {
      const guint8 *entry = data + FILE_HEADER + i * ENTRY;
      guint32 offset = read32 (entry + 8), length = read32 (entry + 12);

      if (memcmp (entry, tag, 4) == 0 && offset <= size && length <= size - offset)
        return g_bytes_new_from_bytes (file, offset, length);
    }
  return NULL;
}

/* ---- Which glyphs ------------------------------------------------------------------------ */

static void
want (Subset *subset, guint16 glyph)
{
  if (glyph >= subset->n || subset->wanted[glyph])
    return;
  subset->wanted[glyph] = TRUE;
  g_array_append_val (subset->waiting, glyph);
}

/* The outline of @glyph; %NULL when it is empty or lies outside the table. */
static const guint8 *
find_outline (const Subset *subset, guint glyph, gsize *length)
{
  const guint8 *loca = g_bytes_get_data (subset->loca, NULL);
  gsize size;
  const guint8 *glyf = g_bytes_get_data (subset->glyf, &size);
  gsize from = subset->long_offsets ? read32 (loca + 4 * (gsize) glyph)
                                    : 2 * (gsize) read16 (loca + 2 * (gsize) glyph);
  gsize to = subset->long_offsets ? read32 (loca + 4 * (gsize) glyph + 4)
                                  : 2 * (gsize) read16 (loca + 2 * (gsize) glyph + 2);

  if (from >= to || to > size)
    return NULL;
  *length = to - from;
  return glyf + from;
}

static gsize
size_of_part (guint16 flags)
{
  gsize size = 4 + (flags & PART_WORDS ? 4 : 2);

  if (flags & PART_SCALE)
    size += 2;
  else if (flags & PART_TWO_SCALES)
    size += 4;
  else if (flags & PART_MATRIX)
    size += 8;
  return size;
}

/* «Ё» is made of «Е» and two dots, which may be glyphs made of others. */
static void
want_parts (Subset *subset, guint glyph)
{
  gsize length, at = GLYPH_HEADER;
  const guint8 *outline = find_outline (subset, glyph, &length);
  guint16 flags = PART_MORE;

  if (outline == NULL || length < GLYPH_HEADER || read16 (outline) < 0x8000)
    return;
  while ((flags & PART_MORE) && at + 4 <= length)
    {
      flags = read16 (outline + at);
      want (subset, read16 (outline + at + 2));
      at += size_of_part (flags);
    }
}

/* ---- The file ---------------------------------------------------------------------------- */

static guint32
checksum (const guint8 *data, gsize size)
{
  guint32 sum = 0;

  for (gsize i = 0; i + 4 <= size; i += 4)
    sum += read32 (data + i);
  return sum;
}

/* Every table begins at a multiple of four. */
static void
pad (GByteArray *out)
{
  static const guint8 zeros[4] = { 0 };

  g_byte_array_append (out, zeros, -out->len & 3);
}

static GBytes *
write_outlines (const Subset *subset, GByteArray *out)
{
  guint8 *loca = g_malloc (4 * (gsize) (subset->n + 1));
  guint from = out->len;

  for (guint i = 0; i < subset->n; i++)
    {
      gsize length = 0;
      const guint8 *outline = subset->wanted[i] ? find_outline (subset, i, &length) : NULL;

      write32 (loca + 4 * (gsize) i, out->len - from);
      if (outline != NULL)
        g_byte_array_append (out, outline, (guint) length);
      pad (out);
    }
  write32 (loca + 4 * (gsize) subset->n, out->len - from);
  return g_bytes_new_take (loca, 4 * (gsize) (subset->n + 1));
}

static void
write_entry (GByteArray *out, guint entry, const char *tag, guint from, guint length)
{
  guint8 *at = out->data + FILE_HEADER + entry * ENTRY;

  memcpy (at, tag, 4);
  write32 (at + 4, checksum (out->data + from, out->len - from));
  write32 (at + 8, from);
  write32 (at + 12, length);
}

static void
write_header (GByteArray *out, guint tables)
{
  guint power = g_bit_storage (tables) - 1;

  g_byte_array_set_size (out, FILE_HEADER + tables * ENTRY);
  memset (out->data, 0, out->len);
  write32 (out->data, 0x00010000);
  write16 (out->data + 4, tables);
  write16 (out->data + 6, ENTRY << power);
  write16 (out->data + 8, power);
  write16 (out->data + 10, tables * ENTRY - (ENTRY << power));
}

static guint
append_table (GByteArray *out, GBytes *table)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (table, &length);

  g_byte_array_append (out, data, (guint) length);
  return (guint) length;
}

static GBytes *
write_file (const Subset *subset, GBytes *file)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr(GBytes) loca = NULL;
  guint entries = 0, head = 0;

  write_header (out, G_N_ELEMENTS (tags));
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr(GBytes) table = font_table (file, tags[i]);
      guint from = out->len, length = 0;

      if (strcmp (tags[i], "glyf") == 0)
        {
          loca = write_outlines (subset, out);
          length = out->len - from;
        }
      else if (strcmp (tags[i], "loca") == 0)
        length = append_table (out, loca);
      else if (table != NULL) /* a font without instructions has no table of them */
        length = append_table (out, table);
      if (strcmp (tags[i], "head") == 0)
        {
          head = from;
          write32 (out->data + head + HEAD_ADJUSTMENT, 0);
          write16 (out->data + head + HEAD_LONG_OFFSETS, 1);
        }
      pad (out);
      write_entry (out, entries++, tags[i], from, length);
    }
  write32 (out->data + head + HEAD_ADJUSTMENT,
           CHECKSUM_MAGIC - checksum (out->data, out->len));
  return g_byte_array_free_to_bytes (out);
}

static gboolean
subset_init (Subset *subset, GBytes *head, GBytes *maxp)
{
  const guint8 *bytes;

  if (head == NULL || maxp == NULL || subset->loca == NULL || subset->glyf == NULL ||
      g_bytes_get_size (head) < HEAD_SIZE || g_bytes_get_size (maxp) < 6)
    return FALSE;
  bytes = g_bytes_get_data (head, NULL);
  subset->long_offsets = read16 (bytes + HEAD_LONG_OFFSETS) != 0;
  bytes = g_bytes_get_data (maxp, NULL);
  subset->n = read16 (bytes + 4);
  return g_bytes_get_size (subset->loca) >=
         (gsize) (subset->n + 1) * (subset->long_offsets ? 4 : 2);
}

GBytes *
font_table_subset (GBytes *file, const guint16 *glyphs, guint n)
{
  g_autoptr(GBytes) head = font_table (file, "head");
  g_autoptr(GBytes) maxp = font_table (file, "maxp");
  g_autoptr(GBytes) loca = font_table (file, "loca");
  g_autoptr(GBytes) glyf = font_table (file, "glyf");
  g_autoptr(GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autofree gboolean *wanted = NULL;
  Subset subset = { .loca = loca, .glyf = glyf, .waiting = waiting };

  if (!subset_init (&subset, head, maxp))
    return NULL;
  subset.wanted = wanted = g_new0 (gboolean, subset.n);
  want (&subset, 0); /* what a reader shows for a letter that is not there */
  for (guint i = 0; i < n; i++)
    want (&subset, glyphs[i]);
  for (guint i = 0; i < waiting->len; i++)
    want_parts (&subset, g_array_index (waiting, guint16, i));
  return write_file (&subset, file);
}
