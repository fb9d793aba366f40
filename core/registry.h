/* What several rooms contribute is registered here, not called upwards.
 *
 * Each folder's NAME_register() fills it once at start; both doors (cli, web) ask it. */
#pragma once

#include "core/db.h"

#include "core/json.h"

/* --- status: what `council status` shows --------------------------------------------------- */

/** A line for people and, with --json, members of the status document. */
typedef struct
{
  /* Adds members to the open JSON object; also called without --json, then ignored. */
  gboolean (*json) (Db *db, JsonBuilder *builder, GError **error);
  /* Adds (transfer full) lines of text; none when there is nothing to say. */
  gboolean (*lines) (Db *db, const char *lang, GPtrArray *lines, GError **error);
} StatusSource;

/** registry_add_status: sources are asked in the order of @order, lowest first. */
void registry_add_status (int order, const StatusSource *source);

/** registry_status: (transfer none) (element-type StatusSource): in order. */
GPtrArray *registry_status (void);

/* --- checks: what `council check` finds ---------------------------------------------------- */

/** Adds (transfer full) UTF-8 findings, one line each, in English msgid form already filled by
 * tr_fill (@lang, …); %FALSE only when it could not look. */
typedef gboolean (*CheckSource) (Db *db, const char *lang, GPtrArray *findings,
                                 GError **error);

void registry_add_check (CheckSource check);

/** registry_checks: (transfer none) (element-type CheckSource): as registered. */
GPtrArray *registry_checks (void);

/* --- effects of a new chair: what `chair appoint` lists ------------------------------------- */

typedef struct
{
  const char *party; /* the party's code */
  const char *from;  /* the first day, YYYY-MM-DD */
  const char *until; /* (nullable): the last day */
} ChairChange;

/** Adds (transfer full) lines that name what @change touches: meetings, unsigned originals, … */
typedef gboolean (*ChairEffect) (Db *db, const ChairChange *change, const char *lang,
                                 GPtrArray *lines, GError **error);

void registry_add_chair_effect (ChairEffect effect);

/** registry_chair_effects: (transfer none) (element-type ChairEffect): as registered. */
GPtrArray *registry_chair_effects (void);

/* --- recipients: who is told when a meeting is postponed, moved or cancelled ----------------- */

/** Someone to write to; strings are owned. */
typedef struct
{
  char *party;          /* (nullable): code */
  const char *role;     /* msgid: "office of the co-chair", "executive secretary", "head of the
                         * delegation", "invited to a question", "co-lead of a group" */
  char *who;            /* in the language asked for: a person's name, a member's, a group's */
  char *post;           /* (nullable): title or post; of a group's co-lead, the group */
  gboolean unconfirmed; /* the party's confirmation is void now */
} Recipient;

Recipient *
recipient_new (const char *party, const char *role, const char *who, const char *post);
void recipient_free (Recipient *recipient);

/** Adds (transfer full) Recipients who have to know of a change of the council's meeting with key
 * @meeting_id. */
typedef gboolean (*RecipientSource) (Db *db, const char *meeting_id, const char *lang,
                                     GPtrArray *recipients, GError **error);

void registry_add_recipients (RecipientSource source);

/** registry_recipients: (transfer none) (element-type RecipientSource): as registered. */
GPtrArray *registry_recipients (void);

/* --- protocol: clauses that a room adds to the protocol of a meeting ------------------------ */

/** Adds (transfer full) paragraphs of Russian text, with marks for the alternat, that belong
 * to the meeting with key @meeting_id: the groups it established, for example. */
typedef gboolean (*ProtocolSource) (Db *db, const char *meeting_id, GPtrArray *paragraphs,
                                    GError **error);

void registry_add_protocol_source (int order, ProtocolSource source);

/** registry_protocol_sources: (transfer none) (element-type ProtocolSource): in order. */
GPtrArray *registry_protocol_sources (void);

/* --- a protocol came into force: what follows ------------------------------------------------ */

/** Runs inside the transaction that closes the meeting with key @meeting_id. */
typedef gboolean (*ForceEffect) (Db *db, const char *meeting_id, const char *date,
                                 GError **error);

void registry_add_force_effect (ForceEffect effect);

/** registry_force_effects: (transfer none) (element-type ForceEffect): as registered. */
GPtrArray *registry_force_effects (void);

/* --- settings ---------------------------------------------------------------------------- */

typedef enum
{
  SETTING_TEXT,
  SETTING_NUMBER,
  SETTING_CHOICE,
  SETTING_DATE,
  SETTING_URL
} SettingType;

typedef struct
{
  const char *key; /* "deadline-agenda-requests" */
  SettingType type;
  const char *default_value; /* (nullable) */
  const char *choices;       /* SETTING_CHOICE: "rule|old-order"; SETTING_NUMBER: "0..365" */
  const char *description;   /* N_() */
  const char *source;        /* N_(): where the figure comes from */
  gboolean by_agreement;     /* FALSE prints "not set by the Agreement" */
  gboolean own;              /* kept by this file alone, not exchanged */
  /* SETTING_TEXT (nullable): whether @value has the right form; else @right is one that has. */
  gboolean (*fits) (const char *value, const char **right);
} SettingDefinition;

/** registry_add_settings: @definitions is ended by a row whose key is %NULL; it stays in use.
 * A key given twice is a programming error. */
void registry_add_settings (const SettingDefinition *definitions);

/** registry_settings: (transfer none) (element-type SettingDefinition): sorted by key. */
GPtrArray *registry_settings (void);
