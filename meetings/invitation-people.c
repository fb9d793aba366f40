/* Who has to hear of a meeting by mail. */
#include "core/date.h"
#include "core/error.h"
#include "core/language.h"
#include "core/office.h"
#include "core/party.h"
#include "core/person.h"
#include "core/text.h"
#include "meetings/delegation.h"
#include "meetings/invitation-internal.h"

/* Longer than any name, short enough for a header. */
#define NAME_MAX_CHARACTERS 200

typedef struct
{
  Db *db;
  const Meeting *meeting;
  char *day;         /* its first one */
  GPtrArray *people; /* (element-type Invitee) */
} Gathering;

/* --- a person ------------------------------------------------------------------------------ */

/* Who has none on record reads the council's working language. */
static const char *
letter_language (const Person *person)
{
  return person->mail_lang != NULL && language_is_known (person->mail_lang) ? person->mail_lang
                                                                            : "ru";
}

/* As the person is called in a letter in @lang. */
static char *
letter_name (const Person *person, const char *lang)
{
  if (g_str_equal (lang, "en") && person->latin != NULL)
    return g_strdup (person->latin);
  if (person->own_name != NULL && g_strcmp0 (person->own_lang, lang) == 0)
    return g_strdup (person->own_name);
  return person_full_name (person);
}

Invitee *
invitation_person (Db *db, const char *handle, const char *party, GError **error)
{
  g_autoptr(Person) person = person_load (db, handle, error);
  g_autofree char *name = NULL;
  Invitee *invitee;

  if (person == NULL)
    return NULL;
  invitee = g_new0 (Invitee, 1);
  invitee->person = g_strdup (person->handle);
  invitee->party = g_strdup (party);
  invitee->lang = g_strdup (letter_language (person));
  name = letter_name (person, invitee->lang);
  invitee->name = text_one_line (name, NAME_MAX_CHARACTERS);
  invitee->address = g_strdup (person->email);
  invitee->role = CALENDAR_REQUIRED;
  invitee->changes = g_ptr_array_new_with_free_func (g_free);
  invitee->past.sequence = -1;
  return invitee;
}

static gboolean
is_there (const Gathering *gathering, const char *handle)
{
  for (guint i = 0; i < gathering->people->len; i++)
    if (g_str_equal (((Invitee *) g_ptr_array_index (gathering->people, i))->person, handle))
      return TRUE;
  return FALSE;
}

/* Whether someone without a person on record stands there under that name. */
static gboolean
is_named (const Gathering *gathering, const char *name)
{
  for (guint i = 0; i < gathering->people->len; i++)
    {
      const Invitee *invitee = g_ptr_array_index (gathering->people, i);

      if (*invitee->person == '\0' && g_str_equal (invitee->name, name))
        return TRUE;
    }
  return FALSE;
}

/* (nullable) @added: the one who was added; %NULL when that person is there already. */
static gboolean
add (Gathering *gathering, const char *handle, const char *party, CalendarRole role,
     const char *post, Invitee **added, GError **error)
{
  Invitee *invitee;

  if (added != NULL)
    *added = NULL;
  if (is_there (gathering, handle))
    return TRUE;
  invitee = invitation_person (gathering->db, handle, party, error);
  if (invitee == NULL)
    return FALSE;
  invitee->role = role;
  invitee->post = g_strdup (post);
  g_ptr_array_add (gathering->people, invitee);
  if (added != NULL)
    *added = invitee;
  return TRUE;
}

/* --- a delegation -------------------------------------------------------------------------- */

static CalendarRole
role_of (const Delegate *delegate)
{
  if (g_str_equal (delegate->role, DELEGATE_HEAD))
    return CALENDAR_CHAIR;
  return g_str_equal (delegate->role, DELEGATE_DELEGATE) ? CALENDAR_REQUIRED
                                                         : CALENDAR_OPTIONAL;
}

/* Who comes instead of another is told so in the way of calendars. */
static gboolean
note_replaced (Gathering *gathering, const Delegate *delegate, Invitee *invitee,
               GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (delegate->substitutes == NULL)
    return TRUE;
  if (!db_maybe (gathering->db, &row,
                 "SELECT n.email FROM delegate d JOIN person n ON n.id = d.person"
                 " WHERE d.id = ?",
                 error, "s", delegate->substitutes))
    return FALSE;
  invitee->delegated_from = row ? row_copy (row, "email") : NULL;
  return TRUE;
}

Invitee *
invitation_nameless (const char *name, const char *party)
{
  Invitee *invitee = g_new0 (Invitee, 1);

  invitee->person = g_strdup ("");
  invitee->name = g_strdup (name);
  invitee->party = g_strdup (party);
  invitee->lang = g_strdup ("ru");
  invitee->changes = g_ptr_array_new_with_free_func (g_free);
  invitee->past.sequence = -1;
  return invitee;
}

/* A name without a person on record has no address: it is named, so that somebody sees to it. */
static Invitee *
nameless (const char *name, const char *party, const char *post, CalendarRole role)
{
  Invitee *invitee = invitation_nameless (name, party);

  invitee->post = g_strdup (post);
  invitee->role = role;
  return invitee;
}

static gboolean
add_delegation (Gathering *gathering, const Party *party, gboolean *has_head, GError **error)
{
  g_autoptr(GPtrArray) delegates =
      delegation_list (gathering->db, gathering->meeting->id, party->code, error);

  *has_head = FALSE;
  for (guint i = 0; delegates != NULL && i < delegates->len; i++)
    {
      const Delegate *delegate = g_ptr_array_index (delegates, i);
      Invitee *invitee;

      *has_head = *has_head || g_str_equal (delegate->role, DELEGATE_HEAD);
      if (delegate->person == NULL)
        g_ptr_array_add (gathering->people, nameless (delegate->name, party->code,
                                                      delegate->post, role_of (delegate)));
      else if (!add (gathering, delegate->person, party->code, role_of (delegate),
                     delegate->post, &invitee, error) ||
               (invitee != NULL && !note_replaced (gathering, delegate, invitee, error)))
        return FALSE;
    }
  return delegates != NULL;
}

/* --- offices ------------------------------------------------------------------------------- */

static gboolean
add_holder (Gathering *gathering, const Party *party, const char *kind, CalendarRole role,
            GError **error)
{
  g_autoptr(Term) term = NULL;
  g_autoptr(Person) person = NULL;
  g_autofree char *title = NULL;

  if (!office_holder_maybe (gathering->db, party->code, kind, gathering->day,
                            gathering->meeting->id, &term, error))
    return FALSE;
  if (term == NULL)
    return TRUE;
  person = person_load_id (gathering->db, term->person, error);
  if (person == NULL)
    return FALSE;
  title = office_title (gathering->db, term, letter_language (person), CASE_NOMINATIVE, NULL);
  if (title == NULL)
    title = office_title (gathering->db, term, "ru", CASE_NOMINATIVE, NULL);
  return add (gathering, person->handle, party->code, role, title, NULL, error);
}

/* --- members ------------------------------------------------------------------------------- */

/* A business is told the questions that concern it, not the whole agenda. */
static gboolean
add_members (Gathering *gathering, const Party *party, GError **error)
{
  const char *meeting = gathering->meeting->id;
  g_autoptr(GPtrArray) rows = db_all (
      gathering->db,
      "SELECT m.id, m.name, m.kind, n.handle FROM member m"
      " JOIN person n ON n.id = m.representative WHERE m.party = ?1 AND (EXISTS (SELECT 1"
      " FROM invitation i JOIN agenda_item a ON a.id = i.item WHERE i.member = m.id"
      " AND a.meeting = ?2 AND a.state <> 'withdrawn') OR EXISTS (SELECT 1 FROM rapporteur r"
      " JOIN agenda_item a ON a.id = r.item WHERE r.party = m.party AND r.who = m.name"
      " AND a.meeting = ?2 AND a.state <> 'withdrawn')) ORDER BY m.name",
      error, "ss", party->id, meeting);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Invitee *invitee;

      if (!add (gathering, row_text (row, "handle"), party->code, CALENDAR_REQUIRED,
                row_text (row, "name"), &invitee, error))
        return FALSE;
      if (invitee == NULL || !g_str_equal (row_text (row, "kind"), "business"))
        continue;
      invitee->agenda =
          invitation_agenda (gathering->db, meeting, row_text (row, "id"), error);
      if (invitee->agenda == NULL)
        return FALSE;
    }
  return rows != NULL;
}

/* A member who is known by name alone may be a person on record by now. */
static gboolean
add_group_member (Gathering *gathering, const Party *party, const DbRow *row, GError **error)
{
  g_autofree char *handle = row_copy (row, "handle");
  const char *name = row_text (row, "name"), *post = row_text (row, "post");
  CalendarRole role =
      g_str_equal (row_text (row, "role"), "co-lead") ? CALENDAR_CHAIR : CALENDAR_REQUIRED;
  g_autoptr(Person) person = NULL;

  if (handle == NULL && !person_by_name (gathering->db, name, &person, error))
    return FALSE;
  if (person != NULL)
    handle = g_strdup (person->handle);
  if (handle != NULL)
    return add (gathering, handle, party->code, role, post, NULL, error);
  if (!is_named (gathering, name))
    g_ptr_array_add (gathering->people, nameless (name, party->code, post, role));
  return TRUE;
}

static gboolean
add_group (Gathering *gathering, const Party *party, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      gathering->db,
      "SELECT n.handle, g.role, g.name, coalesce (g.post, m.name) AS post FROM group_member g"
      " LEFT JOIN member m ON m.id = g.member"
      " LEFT JOIN person n ON n.id = coalesce (g.person, m.representative)"
      " WHERE g.working_group = ? AND g.party = ? AND coalesce (g.since, '') <= ?3"
      " AND coalesce (g.until, '9') >= ?3 ORDER BY g.role, g.position",
      error, "sss", gathering->meeting->body, party->id, gathering->day);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!add_group_member (gathering, party, g_ptr_array_index (rows, i), error))
      return FALSE;
  return rows != NULL;
}

/* --- all ----------------------------------------------------------------------------------- */

/* The council's officers come to its meetings and to those of their party's own. */
static gboolean
add_party (Gathering *gathering, const Party *party, gboolean officers, GError **error)
{
  gboolean has_head;

  if (!add_delegation (gathering, party, &has_head, error))
    return FALSE;
  if (officers && !has_head &&
      !add_holder (gathering, party, OFFICE_CHAIR, CALENDAR_CHAIR, error))
    return FALSE;
  if (officers && !add_holder (gathering, party, OFFICE_SECRETARY, CALENDAR_REQUIRED, error))
    return FALSE;
  if (!officers && !add_group (gathering, party, error))
    return FALSE;
  return add_members (gathering, party, error);
}

GPtrArray *
invitation_people (Db *db, const Meeting *meeting, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);
  g_autoptr(GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) invitee_free);
  gint64 council =
      db_number (db, "SELECT count(*) FROM council WHERE id = ?", error, "s", meeting->body);
  g_autofree char *day = NULL;
  Gathering gathering = { .db = db, .meeting = meeting, .people = people };
  GDate first;

  meeting_first_day (meeting, &first);
  gathering.day = day = date_text (&first);
  if (parties == NULL || council < 0)
    return NULL;
  for (guint i = 0; i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);

      if (meeting_concerns (meeting, party->code) &&
          !add_party (&gathering, party, council > 0 || meeting->own != NULL, error))
        return NULL;
    }
  return g_steal_pointer (&people);
}

/* --- its questions ------------------------------------------------------------------------- */

char *
invitation_agenda (Db *db, const char *meeting, const char *member, GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT a.position || '. ' || a.title AS line FROM agenda_item a WHERE a.meeting = ?1"
      " AND a.state <> 'withdrawn' AND (?2 IS NULL OR EXISTS (SELECT 1 FROM invitation i"
      " WHERE i.item = a.id AND i.member = ?2) OR EXISTS (SELECT 1 FROM rapporteur r"
      " JOIN member m ON m.party = r.party AND m.name = r.who WHERE r.item = a.id"
      " AND m.id = ?2)) ORDER BY a.position",
      error, "ss", meeting, member);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            row_text (g_ptr_array_index (rows, i), "line"));
  return rows ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
