/* Who signs. */
#include "protocols/original.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/office.h"
#include "core/party.h"
#include "core/person.h"
#include "core/text.h"

#include <string.h>

#define CO_LEAD "Сопредседатель рабочей группы"
#define PRESIDENT "Председатель"

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

/* «А. Б. Фамилия»: initials stand before the surname in a signature. */
static char *
printed_name (const Person *person)
{
  const char *const parts[] = { person->given, person->patronymic };
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      g_string_append_unichar (name, g_unichar_toupper (g_utf8_get_char (parts[i])));
      g_string_append (name, ". ");
    }
  g_string_append (name, person->surname);
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

/* Adds who signs as @title, which it takes. */
static gboolean
add_signatory (Db *db, const Party *party, const char *person, const char *capacity,
               char *title, GPtrArray *list, GError **error)
{
  g_autoptr(Person) who = person_load_id (db, person, error);
  Signatory *signatory;

  if (who == NULL)
    {
      g_free (title);
      return FALSE;
    }
  signatory = g_new0 (Signatory, 1);
  signatory->party = g_strdup (party->code);
  signatory->person = g_strdup (person);
  signatory->capacity = g_strdup (capacity);
  signatory->name = printed_name (who);
  signatory->title = title;
  g_ptr_array_add (list, signatory);
  return TRUE;
}

/* --- the council: its chairs ------------------------------------------------------------------ */

/* Whoever was empowered for the meeting; else who acts as chair; else who holds the chair. */
static gboolean
add_chair (Db *db, const Protocol *protocol, const Party *party, const char *day,
           const char *as_title, GPtrArray *list, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  char *title;

  if (!db_maybe (
          db, &row,
          "SELECT term.person AS person, capacity, office, term.title AS title"
          " FROM term JOIN office ON office.id = term.office"
          " WHERE office.party = ? AND office.body = ? AND office.kind = 'co-chair'"
          " AND CASE capacity WHEN 'empowered' THEN term.meeting = ?"
          " ELSE coalesce (since, '') <= ? AND coalesce (until, '9999') >= ? END"
          " ORDER BY CASE capacity WHEN 'empowered' THEN 0 WHEN 'acting' THEN 1 ELSE 2 END,"
          " since DESC, term.id DESC LIMIT 1",
          error, "sssss", party->id, protocol->council, protocol->meeting, day, day))
    return FALSE;
  if (row == NULL)
    return nobody (party, day, error);
  title = as_title ? g_strdup (as_title) : printed_title (db, row, error);
  return title != NULL && add_signatory (db, party, row_text (row, "person"),
                                         row_text (row, "capacity"), title, list, error);
}

/* --- others: as the record names them ---------------------------------------------------------- */

/* The person whose name that is, surname first, as lists have it. */
static gboolean
person_named (Db *db, const char *name, char **id, GError **error)
{
  g_autoptr(GPtrArray) people = person_list (db, error);
  g_autofree char *wanted = text_fold (name);

  *id = NULL;
  for (guint i = 0; people != NULL && i < people->len && *id == NULL; i++)
    {
      const Person *person = g_ptr_array_index (people, i);
      g_autofree char *listed = person_list_name (person), *folded = text_fold (listed);
      gsize n = strlen (folded);

      if (g_str_has_prefix (wanted, folded) && (wanted[n] == '\0' || wanted[n] == ' '))
        *id = g_strdup (person->id);
    }
  return people != NULL;
}

/* @row names someone: by key, or by a name alone, which then must be a known person's. */
static gboolean
find_person (Db *db, const DbRow *row, char **id, GError **error)
{
  *id = row_copy (row, "person");
  if (*id == NULL && !person_named (db, row_text (row, "name"), id, error))
    return FALSE;
  return *id != NULL ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("{name} has to sign, and no such person is on record (council person "
                 "add HANDLE --surname NAME --given NAME)"),
             "name", row_text (row, "name"), NULL);
}

/* A group's co-lead of that day. */
static gboolean
add_co_lead (Db *db, const Protocol *protocol, const Party *party, const char *day,
             GPtrArray *list, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autofree char *person = NULL;
  const char *post;

  if (!db_maybe (db, &row,
                 "SELECT name, post, person FROM group_member WHERE working_group = ?"
                 " AND party = ? AND role = 'co-lead' AND coalesce (since, '') <= ?"
                 " AND coalesce (until, '9999') >= ? ORDER BY since DESC LIMIT 1",
                 error, "ssss", protocol->body, party->id, day, day))
    return FALSE;
  if (row == NULL)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("nobody signs for {party} on {date}: the group has no co-lead of it "
            "(council group lead GROUP NAME --party {party})"),
        "party", party->code, "date", day, NULL);
  if (!find_person (db, row, &person, error))
    return FALSE;
  post = row_text (row, "post");
  return add_signatory (db, party, person, "full",
                        g_strconcat (CO_LEAD, post ? ", " : "", post ? post : "", NULL), list,
                        error);
}

/* At home whoever presided signs, and the secretary. */
static gboolean
add_president (Db *db, const Protocol *protocol, const Party *party, const char *day,
               GPtrArray *list, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autofree char *person = NULL;

  if (!db_maybe (
          db, &row,
          "SELECT name, person FROM delegate AS d WHERE meeting = ? AND party = ?"
          " AND role = 'head' AND coalesce (attended, 1) = 1 AND NOT EXISTS"
          " (SELECT 1 FROM delegate WHERE substitutes = d.id) ORDER BY position LIMIT 1",
          error, "ss", protocol->meeting, party->id))
    return FALSE;
  if (row == NULL)
    return add_chair (db, protocol, party, day, PRESIDENT, list, error);
  return find_person (db, row, &person, error) &&
         add_signatory (db, party, person, "full", g_strdup (PRESIDENT), list, error);
}

static gboolean
add_secretary (Db *db, const Party *party, const char *day, GPtrArray *list, GError **error)
{
  g_autoptr(Term) term = NULL;

  if (!office_holder_maybe (db, party->code, OFFICE_SECRETARY, day, NULL, &term, error))
    return FALSE;
  if (term == NULL)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("nobody signs as secretary for {party} on {date}: the office is "
                              "vacant (council secretary appoint)"),
                          "party", party->code, "date", day, NULL);
  return add_signatory (db, party, term->person, SIGNATORY_SECRETARY, g_strdup ("Секретарь"),
                        list, error);
}

gboolean
signatories_for (Db *db, const Protocol *protocol, const Party *party, const GDate *date,
                 GPtrArray *list, GError **error)
{
  g_autofree char *day = date_text (date);

  if (protocol->own != NULL)
    return add_president (db, protocol, party, day, list, error) &&
           add_secretary (db, party, day, list, error);
  if (protocol->group != NULL)
    return add_co_lead (db, protocol, party, day, list, error);
  return add_chair (db, protocol, party, day, NULL, list, error);
}

GPtrArray *
signatories_on (Db *db, const Protocol *protocol, const GDate *date, GError **error)
{
  g_autoptr(GPtrArray) parties = protocol_parties (db, protocol, error);
  g_autoptr(GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) signatory_free);

  for (guint i = 0; parties != NULL && i < parties->len; i++)
    if (!signatories_for (db, protocol, g_ptr_array_index (parties, i), date, list, error))
      return NULL;
  return parties ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
signatories_of (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT signatory.id AS id, code, person, capacity, name, title FROM signatory"
              " JOIN party ON party.id = signatory.party WHERE protocol = ? AND issue = ?"
              " ORDER BY party.position, capacity = 'secretary'",
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
