/* A gettext MO file in memory, read in place. */
#pragma once

#include <glib.h>

typedef struct _Catalogue Catalogue;

/**
 * catalogue_new:
 * @bytes: an MO file in little-endian order, as msgfmt writes it
 *
 * Returns: (transfer full): the catalogue, or %NULL when @bytes are no such file
 */
Catalogue *catalogue_new (GBytes *bytes);

void catalogue_free (Catalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Catalogue, catalogue_free)

/**
 * catalogue_find:
 * @message: the msgid, the singular one when it has a plural
 * @form: which form of the translation; 0 for one without plural
 *
 * Returns: (transfer none) (nullable): the translation; lives as long as the catalogue
 */
const char *catalogue_find (const Catalogue *catalogue, const char *message, guint form);
