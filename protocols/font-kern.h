/* Reading a TrueType font's kern table (Apple and Microsoft format 0). */
#pragma once

#include <glib.h>

typedef struct _KernTable KernTable;

/** kern_table_new: (transfer full): from the bytes of a "kern" table; a damaged or unknown one
 * gives a table without pairs. */
KernTable *kern_table_new (GBytes *bytes);

void kern_table_free (KernTable *table);

/** kern_table_find: the adjustment between glyphs @left and @right in font units, or 0. */
gint16 kern_table_find (const KernTable *table, guint16 left, guint16 right);
