#include "core/party.h"

#include "core/date.h"
#include "core/error.h"
#include "core/handle.h"
#include "core/message.h"
#include "core/name.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

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
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT group_concat(code, ', ') AS codes FROM"
                 " (SELECT code FROM party ORDER BY position)",
                 NULL, ""))
    return;
  if (row_text (row, "codes") == NULL)
    {
      council_error_rename (
          error, COUNCIL_ERROR_NOT_FOUND,
          N_ ("no party {code}: there are none yet (see 'council party add')"), "code", code,
          NULL);
      return;
    }
  council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                        N_ ("no party {code} (one of: {codes})"), "code", code, "codes",
                        row_text (row, "codes"), NULL);
}

Party *
party_load (Db *db, const char *code, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " COLUMNS " FROM party WHERE code = ?", error, "s", code);

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
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " COLUMNS " FROM party WHERE id = ?", error, "s", id);

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
  g_autoptr(GPtrArray) rows =
      db_all (db, "SELECT " COLUMNS " FROM party ORDER BY position, code", error, "");
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
  g_autoptr(Party) party = party_load (db, code, error);

  return party != NULL;
}

char *
party_code (Db *db, const char *id, GError **error)
{
  g_autoptr(Party) party = id ? party_load_id (db, id, error) : NULL;

  return party ? g_strdup (party->code) : NULL;
}

char *
party_name (Db *db, const Party *party, const char *role, const char *lang,
            GrammaticalCase grammatical_case, GError **error)
{
  return name_get (db, party->id, role, NULL, lang, grammatical_case, error);
}

/* --- adding -------------------------------------------------------------------------------- */

static gboolean
check_degrees (const char *text, double limit, GError **error)
{
  char *end = NULL;
  double degrees = text ? g_ascii_strtod (text, &end) : 0;

  if (text == NULL || (end != text && *end == '\0' && degrees >= -limit && degrees <= limit))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("'{value}': no latitude or longitude (decimal degrees, such as 38.56)"), "value",
      text, NULL);
}

static gboolean
check_fields (const PartyFields *fields, GError **error)
{
  const char *country = fields->country;

  if (strlen (country) != 2 || !g_ascii_isupper (country[0]) || !g_ascii_isupper (country[1]))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("country '{country}': no ISO 3166 code (two capital letters, such as "
            "TJ)"),
        "country", country, NULL);
  if (!zone_is_known (fields->time_zone))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("time zone '{zone}': not known (an IANA name, such as "
                              "Asia/Dushanbe)"),
                          "zone", fields->time_zone, NULL);
  if ((fields->latitude == NULL) != (fields->longitude == NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--latitude and --longitude go together"), NULL);
  return check_degrees (fields->latitude, 90, error) &&
         check_degrees (fields->longitude, 180, error);
}

/* The parties' order is the order of the hosts: it is settled before the first meeting. */
static gboolean
check_may_add (Db *db, const char *code, GError **error)
{
  gint64 taken = db_number (db, "SELECT count(*) FROM party WHERE code = ?", error, "s", code);
  gint64 meetings = taken < 0 ? -1 : db_number (db, "SELECT count(*) FROM meeting", error, "");

  if (meetings < 0)
    return FALSE;
  if (taken > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("party {code}: exists already (choose another code)"), "code",
                          code, NULL);
  return meetings == 0 ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("party {code}: there are meetings already, whose hosts follow the order "
                 "of the parties (parties are added before the first meeting)"),
             "code", code, NULL);
}

static gboolean
add_party_name (Db *db, const char *owner, const char *role, const char *given, GError **error)
{
  g_autofree char *text = NULL;

  if (!text_clean_optional (given, N_ ("name"), &text, error))
    return FALSE;
  return text == NULL || name_set (db, owner, role, NULL, "ru", CASE_NOMINATIVE, text, error);
}

gboolean
party_add (Db *db, const char *code, const PartyFields *fields, GError **error)
{
  g_autofree char *id = uuid7 ();
  g_autoptr(DbTransaction) tx = NULL;

  if (!handle_check (code, N_ ("code"), error) || !check_fields (fields, error))
    return FALSE;
  tx = db_begin (db, "party.add", error);
  if (tx == NULL || !check_may_add (db, code, error) ||
      !db_run (
          db,
          "INSERT INTO party (id, code, position, country, time_zone, latitude, longitude)"
          " SELECT ?, ?, coalesce (max(position), 0) + 1, ?, ?, ?, ? FROM party",
          error, "ssssss", id, code, fields->country, fields->time_zone, fields->latitude,
          fields->longitude) ||
      !add_party_name (db, id, "state", fields->state, error) ||
      !add_party_name (db, id, "government", fields->government, error) ||
      !add_party_name (db, id, "side", fields->side, error) ||
      !add_party_name (db, id, "capital", fields->capital, error))
    return FALSE;
  db_subject (tx, code);
  return db_commit (&tx, error);
}

/* --- their order ---------------------------------------------------------------------------- */

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
