/* Whom to tell that a meeting changed. */
#include "core/date.h"
#include "core/message.h"
#include "core/office.h"
#include "core/party.h"
#include "core/person.h"
#include "core/registry.h"
#include "meetings/life-internal.h"

static void
add (Notices *notices, const char *party, const char *role, const char *who, const char *post)
{
  g_ptr_array_add (notices->tell, recipient_new (party, role, who, post));
}

/* Who holds an office on the day of the meeting; (nullable): the key of the person. */
static gboolean
add_holder (Db *db, const Meeting *meeting, const Party *party, const char *kind,
            const char *role, Notices *notices, char **person, GError **error)
{
  g_autoptr(Term) term = NULL;
  g_autoptr(Person) holder = NULL;
  g_autofree char *day = life_today (NULL), *name = NULL, *title = NULL;
  GDate first;

  if (meeting_has_date (meeting))
    {
      g_free (day);
      meeting_first_day (meeting, &first);
      day = date_text (&first);
    }
  if (!office_holder_maybe (db, party->code, kind, day, meeting->id, &term, error))
    return FALSE;
  if (term == NULL)
    return TRUE;
  holder = person_load_id (db, term->person, error);
  if (holder == NULL)
    return FALSE;
  name = g_str_equal (notices->lang, "en") && holder->latin ? g_strdup (holder->latin)
                                                            : person_full_name (holder);
  title = office_title (db, term, notices->lang, CASE_NOMINATIVE, NULL);
  if (title == NULL)
    title = office_title (db, term, "ru", CASE_NOMINATIVE, NULL);
  add (notices, party->code, role, name, title);
  if (person != NULL)
    *person = g_strdup (holder->id);
  return TRUE;
}

/* A head who is the co-chair is told already. */
static gboolean
add_head (Db *db, const Meeting *meeting, const Party *party, const char *chair,
          Notices *notices, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT d.name, d.post FROM delegate d WHERE d.meeting = ? AND d.party = ?"
                 " AND d.role = 'head' AND (d.person IS NULL OR d.person IS NOT ?)"
                 " AND NOT EXISTS (SELECT 1 FROM delegate s WHERE s.substitutes = d.id)"
                 " ORDER BY d.position LIMIT 1",
                 error, "sss", meeting->id, party->id, chair))
    return FALSE;
  if (row != NULL)
    add (notices, party->code, N_ ("head of the delegation"), row_text (row, "name"),
         row_text (row, "post"));
  return TRUE;
}

static gboolean
add_party (Db *db, const Meeting *meeting, const Party *party, gboolean confirmed,
           Notices *notices, GError **error)
{
  guint first = notices->tell->len;
  g_autofree char *chair = NULL, *country = NULL;

  if (!add_holder (db, meeting, party, OFFICE_CHAIR, N_ ("office of the co-chair"), notices,
                   &chair, error) ||
      !add_holder (db, meeting, party, OFFICE_SECRETARY, N_ ("executive secretary"), notices,
                   NULL, error) ||
      !add_head (db, meeting, party, chair, notices, error))
    return FALSE;
  if (notices->tell->len == first) /* nobody of it is known by name */
    {
      country = party_name (db, party, "state", notices->lang, CASE_NOMINATIVE, NULL);
      add (notices, party->code, N_ ("the party"), country ? country : party->code, NULL);
    }
  ((Recipient *) g_ptr_array_index (notices->tell, first))->unconfirmed = confirmed;
  return TRUE;
}

/* A business comes only when invited to a question: it hears of the new day, or of none. */
static gboolean
add_invited (Db *db, const Meeting *meeting, Notices *notices, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT DISTINCT m.name, p.code, trim (coalesce (n.given || ' ', '')"
              " || coalesce (n.patronymic || ' ', '') || coalesce (n.surname, '')) AS person"
              " FROM invitation i JOIN agenda_item a ON a.id = i.item"
              " JOIN member m ON m.id = i.member JOIN party p ON p.id = m.party"
              " LEFT JOIN person n ON n.id = m.representative WHERE a.meeting = ?"
              " AND a.state <> 'withdrawn' ORDER BY p.position, m.name",
              error, "s", meeting->id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      const char *person = row_text (row, "person");

      add (notices, row_text (row, "code"), N_ ("invited to a question"),
           row_text (row, "name"), *person ? person : NULL);
    }
  return rows != NULL;
}

gboolean
life_tell (Db *db, const Meeting *meeting, GPtrArray *confirmed, Notices *notices,
           GError **error)
{
  g_autoptr(GPtrArray) parties = NULL;
  GPtrArray *sources = registry_recipients ();

  if (notices == NULL)
    return TRUE;
  notices->tell = g_ptr_array_new_with_free_func ((GDestroyNotify) recipient_free);
  parties = party_list (db, error);
  for (guint i = 0; parties != NULL && i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      gboolean had =
          g_ptr_array_find_with_equal_func (confirmed, party->code, g_str_equal, NULL);

      if (!add_party (db, meeting, party, had, notices, error))
        return FALSE;
    }
  if (parties == NULL || !add_invited (db, meeting, notices, error))
    return FALSE;
  for (guint i = 0; i < sources->len; i++)
    if (!((RecipientSource) g_ptr_array_index (sources, i)) (db, meeting->id, notices->lang,
                                                             notices->tell, error))
      return FALSE;
  return TRUE;
}
