/* How this council's documents look: what its settings say. */
#pragma once

#include "core/db.h"
#include "core/registry.h"
#include "protocols/document.h"

/** style_load: fills @style with what the settings say, or their defaults. */
gboolean style_load (Db *db, DocumentStyle *style, GError **error);

/** style_with_code: whether originals bear a code on their first page; -1 with @error. */
int style_with_code (Db *db, GError **error);

/** The settings of the look; protocols_register() adds them. */
extern const SettingDefinition style_settings[];
