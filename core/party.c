#include "core/party.h"

#include "core/error.h"
#include "core/message.h"
#include "core/name.h"

#define COLUMNS "id, code, position, country, time_zone, latitude, longitude"

void
party_free (Party *party)
{
  if (party == NULL)
    return;
  g_free (party->id);
  g_free (party->code);
  g_free (party->country);
  g_free (party->time_zone);
  g_free (party->latitude);
  g_free (party->longitude);
  g_free (party);
}

static Party *
party_from_row (const DbRow *row)
{
  Party *party = g_new0 (Party, 1);

  party->id = row_copy (row, "id");
  party->code = row_copy (row, "code");
  party->position = row_int (row, "position");
  party->country = row_copy (row, "country");
  party->time_zone = row_copy (row, "time_zone");
  party->latitude = row_copy (row, "latitude");
  party->longitude = row_copy (row, "longitude");
  return party;
}

/* "no party xx (tj or kg)" */
static void
name_the_parties (Db *db, const char *code, GError **error)
{
  g_autoptr (DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT group_concat(code, ', ') AS codes FROM"
                 " (SELECT code FROM party ORDER BY position)",
                 NULL, ""))
    return;
  council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                        N_ ("no party {code} (one of: {codes})"), "code", code, "codes",
                        row_text (row, "codes"), NULL);
}

Party *
party_load (Db *db, const char *code, GError **error)
{
  g_autoptr (DbRow) row
      = db_one (db, "SELECT " COLUMNS " FROM party WHERE code = ?", error, "s", code);

  if (row == NULL)
    {
      name_the_parties (db, code, error);
      return NULL;
    }
  return party_from_row (row);
}

Party *
party_load_id (Db *db, const char *id, GError **error)
{
  g_autoptr (DbRow) row
      = db_one (db, "SELECT " COLUMNS " FROM party WHERE id = ?", error, "s", id);

  if (row == NULL)
    {
      name_the_parties (db, id, error);
      return NULL;
    }
  return party_from_row (row);
}

GPtrArray *
party_list (Db *db, GError **error)
{
  g_autoptr (GPtrArray) rows
      = db_all (db, "SELECT " COLUMNS " FROM party ORDER BY position, code", error, "");
  GPtrArray *parties;

  if (rows == NULL)
    return NULL;
  parties = g_ptr_array_new_with_free_func ((GDestroyNotify) party_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (parties, party_from_row (g_ptr_array_index (rows, i)));
  return parties;
}

gboolean
party_exists (Db *db, const char *code, GError **error)
{
  g_autoptr (Party) party = party_load (db, code, error);

  return party != NULL;
}

char *
party_code (Db *db, const char *id, GError **error)
{
  g_autoptr (Party) party = id ? party_load_id (db, id, error) : NULL;

  return party ? g_strdup (party->code) : NULL;
}

char *
party_name (Db *db, const Party *party, const char *role, const char *lang,
            GrammaticalCase grammatical_case, GError **error)
{
  return name_get (db, party->id, role, NULL, lang, grammatical_case, error);
}

static guint
position_of (GPtrArray *parties, const char *code)
{
  for (guint i = 0; i < parties->len; i++)
    if (g_str_equal (((Party *) g_ptr_array_index (parties, i))->code, code))
      return i;
  g_return_val_if_reached (0);
}

const Party *
party_after (GPtrArray *parties, const char *code)
{
  return g_ptr_array_index (parties, (position_of (parties, code) + 1) % parties->len);
}

GPtrArray *
party_alternat (GPtrArray *parties, const char *keeper)
{
  GPtrArray *order = g_ptr_array_new ();
  guint first = position_of (parties, keeper);

  for (guint i = 0; i < parties->len; i++)
    g_ptr_array_add (order, g_ptr_array_index (parties, (first + i) % parties->len));
  return order;
}
