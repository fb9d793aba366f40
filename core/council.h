/* The council itself: the body that the file is about, and its agreement. */
#pragma once

#include "core/db.h"

typedef struct
{
  char *id;             /* key of its body, and the owner of its names */
  char *handle;         /* "tj-kg", a part of calendar UIDs */
  char *agreement;      /* (nullable): title of the agreement that founded it */
  char *agreement_date; /* (nullable) */
  char *agreement_city; /* (nullable) */
  char *language;       /* of its protocols */
} Council;

void council_free (Council *council);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Council, council_free)

/** council_load: (transfer full): the file's one council; %COUNCIL_ERROR_NOT_FOUND when the file
 * has none. */
Council *council_load (Db *db, GError **error);

/** council_make: makes the council of a file that was filled from no template; its names and
 * parties come later. */
gboolean council_make (Db *db, const char *handle, GError **error);

/** council_set_agreement: what is not %NULL replaces what stands there. */
gboolean council_set_agreement (Db *db, const char *title, const char *date, const char *city,
                                GError **error);
