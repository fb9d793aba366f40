/* Initiatives: what the council proposes in a sector, followed until it becomes a document or a
 * programme, or is dropped. */
#pragma once

#include "core/db.h"

#include "core/json.h"

#define INITIATIVE_PROPOSED "proposed"
#define INITIATIVE_CONSIDERED "considered" /* a meeting took it up */
#define INITIATIVE_DOCUMENT "document"     /* it became one */
#define INITIATIVE_PROGRAMME "programme"
#define INITIATIVE_DROPPED "dropped"

/** One step of its way. */
typedef struct
{
  char *noted_on; /* date */
  char *state;    /* from then on */
  char *text;
  char *meeting; /* (nullable): reference of where it was considered */
} InitiativeStep;

void initiative_step_free (InitiativeStep *step);

typedef struct
{
  char *id;
  char *ref;         /* "I-2026-1" */
  char *sector;      /* code */
  char *proposed_by; /* (nullable): code of a party; %NULL: of all together */
  char *proposed_on; /* date */
  char *title;
  char *text;       /* (nullable) */
  char *state;      /* one of the words above */
  GPtrArray *steps; /* (element-type InitiativeStep), in order; the first is its proposal */
  gboolean sample;
} Initiative;

void initiative_free (Initiative *initiative);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Initiative, initiative_free)

/** initiative_load: (transfer full): by its reference; %COUNCIL_ERROR_NOT_FOUND. */
Initiative *initiative_load (Db *db, const char *ref, GError **error);

/**
 * initiative_list:
 * @sector: (nullable): code
 * @state: (nullable): one of the words above
 *
 * Returns: (transfer full) (element-type Initiative): by sector in its order, then by reference
 */
GPtrArray *initiative_list (Db *db, const char *sector, const char *state, GError **error);

typedef struct
{
  const char *sector;      /* code */
  const char *proposed_by; /* (nullable): code of a party */
  const char *title;
  const char *text; /* (nullable) */
} InitiativeFields;

/** initiative_propose: (transfer full): a new one, with its reference. */
Initiative *initiative_propose (Db *db, const InitiativeFields *fields, GError **error);

/**
 * initiative_update:
 * @state: (nullable): "considered", "document", "programme"; %NULL: as it is
 * @note: what happened
 * @meeting: (nullable): what meeting_load() takes: where it was considered
 * @error: %COUNCIL_ERROR_RULE when it was dropped, or would go back
 */
gboolean initiative_update (Db *db, const char *ref, const char *state, const char *note,
                            const char *meeting, GError **error);

/** initiative_drop: with its reason; it stays on record. */
gboolean initiative_drop (Db *db, const char *ref, const char *reason, GError **error);

/** initiative_json: adds an object's members, with the steps. */
void initiative_json (const Initiative *initiative, JsonBuilder *builder);
