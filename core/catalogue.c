#include "core/catalogue.h"

#include <string.h>

#define MO_MAGIC 0x950412deu
#define MO_HEADER 28u

struct _Catalogue
{
  GBytes *bytes;
  const char *data;
  gsize size;
  guint32 count;
  gsize messages;     /* where the table of msgids begins */
  gsize translations; /* where that of the translations begins */
};

typedef struct
{
  const char *text; /* ended by a NUL at text[length] */
  gsize length;
} Entry;

static guint32
number_at (const Catalogue *catalogue, gsize offset)
{
  guint32 number;

  memcpy (&number, catalogue->data + offset, sizeof number);
  return GUINT32_FROM_LE (number);
}

static gboolean
table_fits (const Catalogue *catalogue, gsize table)
{
  return table <= catalogue->size && catalogue->count <= (catalogue->size - table) / 8;
}

Catalogue *
catalogue_new (GBytes *bytes)
{
  g_autoptr(Catalogue) catalogue = g_new0 (Catalogue, 1);

  catalogue->bytes = g_bytes_ref (bytes);
  catalogue->data = g_bytes_get_data (bytes, &catalogue->size);
  if (catalogue->size < MO_HEADER || number_at (catalogue, 0) != MO_MAGIC ||
      number_at (catalogue, 4) >> 16 != 0)
    return NULL;
  catalogue->count = number_at (catalogue, 8);
  catalogue->messages = number_at (catalogue, 12);
  catalogue->translations = number_at (catalogue, 16);
  if (!table_fits (catalogue, catalogue->messages) ||
      !table_fits (catalogue, catalogue->translations))
    return NULL;
  return g_steal_pointer (&catalogue);
}

void
catalogue_free (Catalogue *catalogue)
{
  if (catalogue == NULL)
    return;
  g_bytes_unref (catalogue->bytes);
  g_free (catalogue);
}

/* Reads row @index of a table; FALSE when it points outside the file or is not ended. */
static gboolean
entry_at (const Catalogue *catalogue, gsize table, guint32 index, Entry *entry)
{
  gsize length = number_at (catalogue, table + 8 * (gsize) index);
  gsize offset = number_at (catalogue, table + 8 * (gsize) index + 4);

  if (offset >= catalogue->size || length >= catalogue->size - offset ||
      catalogue->data[offset + length] != '\0')
    return FALSE;
  entry->text = catalogue->data + offset;
  entry->length = length;
  return TRUE;
}

/* A plural's forms follow one another, each ended by a NUL. */
static const char *
entry_form (const Entry *entry, guint form)
{
  const char *text = entry->text;
  const char *end = entry->text + entry->length;

  for (; form > 0; form--)
    {
      text += strlen (text) + 1;
      if (text > end)
        return NULL;
    }
  return *text != '\0' ? text : NULL;
}

const char *
catalogue_find (const Catalogue *catalogue, const char *message, guint form)
{
  guint32 low = 0, high = catalogue->count;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      Entry entry;
      int order;

      if (!entry_at (catalogue, catalogue->messages, middle, &entry))
        return NULL;
      order = strcmp (message, entry.text);
      if (order == 0)
        return entry_at (catalogue, catalogue->translations, middle, &entry)
                   ? entry_form (&entry, form)
                   : NULL;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}
