/* Who signs. */
#include "protocols/original.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/party.h"

void
signatory_free (Signatory *signatory)
{
  if (signatory == NULL)
    return;
  g_free (signatory->id);
  g_free (signatory->party);
  g_free (signatory->person);
  g_free (signatory->capacity);
  g_free (signatory->name);
  g_free (signatory->title);
  g_free (signatory);
}

/* «А. Б.»: initials stand before the surname in a signature. */
static char *
printed_name (const DbRow *row)
{
  static const char *const parts[] = { "given", "patronymic" };
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = row_text (row, parts[i]);

      if (part == NULL || *part == '\0')
        continue;
      g_string_append_unichar (name, g_unichar_toupper (g_utf8_get_char (part)));
      g_string_append (name, ". ");
    }
  g_string_append (name, row_text (row, "surname"));
  return g_string_free (name, FALSE);
}

/* The title as printed: the term's own, else the office's; with what the capacity adds. */
static char *
printed_title (Db *db, const DbRow *row, GError **error)
{
  const char *capacity = row_text (row, "capacity"), *office = row_text (row, "office");
  g_autofree char *genitive = NULL;

  if (!row_is_null (row, "title"))
    return row_copy (row, "title");
  if (g_str_equal (capacity, "full"))
    return name_get_exact (db, office, "title", NULL, "ru", CASE_NOMINATIVE, error);
  genitive = name_get_exact (db, office, "title", NULL, "ru", CASE_GENITIVE, error);
  if (genitive == NULL)
    return NULL;
  return g_strconcat (g_str_equal (capacity, "acting") ? "Исполняющий обязанности "
                                                       : "По уполномочию ",
                      genitive, NULL);
}

static gboolean
nobody (const Party *party, const char *date, GError **error)
{
  return council_error (
      error, COUNCIL_ERROR_RULE,
      N_ ("nobody signs for {party} on {date}: its chair is vacant (see 'council "
          "chair list --on {date}')"),
      "party", party->code, "date", date, NULL);
}

static Signatory *
signatory_from_row (Db *db, const Party *party, const DbRow *row, GError **error)
{
  char *title = printed_title (db, row, error);
  Signatory *signatory;

  if (title == NULL)
    return NULL;
  signatory = g_new0 (Signatory, 1);
  signatory->party = g_strdup (party->code);
  signatory->person = row_copy (row, "id");
  signatory->capacity = row_copy (row, "capacity");
  signatory->name = printed_name (row);
  signatory->title = title;
  return signatory;
}

/* Whoever was empowered for the meeting; else who acts as chair; else who holds the chair. */
static gboolean
add_chair (Db *db, const Protocol *protocol, const Party *party, const char *day,
           GPtrArray *list, GError **error)
{
  g_autoptr (DbRow) row = NULL;
  Signatory *signatory;

  if (!db_maybe (
          db, &row,
          "SELECT person.id AS id, surname, given, patronymic, capacity, office,"
          " term.title AS title FROM term JOIN office ON office.id = term.office"
          " JOIN person ON person.id = term.person"
          " WHERE office.party = ? AND office.body = ? AND office.kind = 'co-chair'"
          " AND CASE capacity WHEN 'empowered' THEN term.meeting = ?"
          " ELSE coalesce (since, '') <= ? AND coalesce (until, '9999') >= ? END"
          " ORDER BY CASE capacity WHEN 'empowered' THEN 0 WHEN 'acting' THEN 1 ELSE 2 END,"
          " since DESC, term.id DESC LIMIT 1",
          error, "sssss", party->id, protocol->council, protocol->meeting, day, day))
    return FALSE;
  if (row == NULL)
    return nobody (party, day, error);
  signatory = signatory_from_row (db, party, row, error);
  if (signatory == NULL)
    return FALSE;
  g_ptr_array_add (list, signatory);
  return TRUE;
}

gboolean
signatories_for (Db *db, const Protocol *protocol, const Party *party, const GDate *date,
                 GPtrArray *list, GError **error)
{
  g_autofree char *day = date_text (date);

  return add_chair (db, protocol, party, day, list, error);
}

GPtrArray *
signatories_on (Db *db, const Protocol *protocol, const GDate *date, GError **error)
{
  g_autoptr (GPtrArray) parties = party_list (db, error);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) signatory_free);

  for (guint i = 0; parties != NULL && i < parties->len; i++)
    if (!signatories_for (db, protocol, g_ptr_array_index (parties, i), date, list, error))
      return NULL;
  return parties ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
signatories_of (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr (GPtrArray) rows =
      db_all (db,
              "SELECT signatory.id AS id, code, person, capacity, name, title FROM signatory"
              " JOIN party ON party.id = signatory.party WHERE protocol = ? AND issue = ?"
              " ORDER BY party.position",
              error, "si", protocol->id, protocol->issue);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) signatory_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Signatory *signatory = g_new0 (Signatory, 1);

      signatory->id = row_copy (row, "id");
      signatory->party = row_copy (row, "code");
      signatory->person = row_copy (row, "person");
      signatory->capacity = row_copy (row, "capacity");
      signatory->name = row_copy (row, "name");
      signatory->title = row_copy (row, "title");
      g_ptr_array_add (list, signatory);
    }
  return list;
}
