/* Sectors of cooperation, by which agenda items and initiatives are sorted. */
#pragma once

#include "core/db.h"

typedef struct
{
  char *id;
  char *code; /* "energy" */
  gint64 position;
} Sector;

void sector_free (Sector *sector);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sector, sector_free)

/** sector_load: (transfer full): by its code; %COUNCIL_ERROR_NOT_FOUND. */
Sector *sector_load (Db *db, const char *code, GError **error);

/** sector_load_id: (transfer full): by its key. */
Sector *sector_load_id (Db *db, const char *id, GError **error);

/** sector_key: @id: (out) (nullable): the key of the sector with that code, %NULL without a code;
 * %COUNCIL_ERROR_NOT_FOUND names the sectors there are. */
gboolean sector_key (Db *db, const char *code, char **id, GError **error);

/** sector_list: (transfer full) (element-type Sector): all, in order. */
GPtrArray *sector_list (Db *db, GError **error);

/** sector_name: (transfer full): in @lang, else in Russian. */
char *sector_name (Db *db, const Sector *sector, const char *lang, GError **error);

/**
 * sector_add:
 * @name: Russian
 * @english: (nullable)
 *
 * Adds a sector after the others; %COUNCIL_ERROR_RULE when @code is taken.
 */
gboolean
sector_add (Db *db, const char *code, const char *name, const char *english, GError **error);
