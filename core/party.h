/* A party: a state that is a party to the agreement. */
#pragma once

#include "core/db.h"
#include "core/language.h"

typedef struct
{
  char *id;
  char *code;                 /* "tj", what people type */
  gint64 position;            /* the order of the parties, from 1 */
  char *country;              /* ISO 3166-1 alpha-2 */
  char *time_zone;            /* of the capital, an IANA name */
  char *latitude, *longitude; /* (nullable) of the capital */
} Party;

void party_free (Party *party);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Party, party_free)

/** party_load: (transfer full): by its code; %COUNCIL_ERROR_NOT_FOUND lists the codes there are. */
Party *party_load (Db *db, const char *code, GError **error);

/** party_load_id: (transfer full): by its key. */
Party *party_load_id (Db *db, const char *id, GError **error);

/** party_list: (transfer full) (element-type Party): all, in the order of the parties. */
GPtrArray *party_list (Db *db, GError **error);

/** party_exists: as party_load(), for checking an argument. */
gboolean party_exists (Db *db, const char *code, GError **error);

/** party_code: (transfer full) (nullable): the code of the party with key @id; %NULL for %NULL. */
char *party_code (Db *db, const char *id, GError **error);

/** party_name: (transfer full): name_get() of the party: "state", "side", "capital", … */
char *party_name (Db *db, const Party *party, const char *role, const char *lang,
                  GrammaticalCase grammatical_case, GError **error);

typedef struct
{
  const char *country, *time_zone;
  const char *latitude, *longitude;                /* (nullable): both or none */
  const char *state, *government, *side, *capital; /* Russian names; the state's is required */
} PartyFields;

/**
 * party_add:
 * @code: 2 to 40 small Latin letters, "tj"
 * @error: %COUNCIL_ERROR_RULE when @code is taken or meetings were held already, for the order of
 *   the hosts rests on the parties; %COUNCIL_ERROR_USAGE when a field is bad
 *
 * Adds a party after the others, with its names in the nominative; 'council name set' gives the
 * other cases.
 */
gboolean party_add (Db *db, const char *code, const PartyFields *fields, GError **error);

/**
 * party_after:
 * @parties: (element-type Party): all parties in order, as party_list() gives them
 * @code: one of them
 *
 * Returns: (transfer none): the party whose turn follows @code's, cyclically
 */
const Party *party_after (GPtrArray *parties, const char *code);

/**
 * party_alternat:
 * @parties: (element-type Party): all parties in order
 * @keeper: code of the party whose original it is
 *
 * The alternat: the keeper first, then the others in party order, cyclically from the keeper.
 *
 * Returns: (transfer container) (element-type Party): the same parties in that order
 */
GPtrArray *party_alternat (GPtrArray *parties, const char *keeper);
