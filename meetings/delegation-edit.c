/* Naming delegates, substituting and ranking them. */
#include "meetings/delegation-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/record.h"

/* --- ranks: whoever was replaced keeps the substitute's ------------------------------------ */

static gboolean
shift_from (Db *db, const Meeting *meeting, const char *party, gint64 position, gint64 by,
            GError **error)
{
  return db_run (db,
                 "UPDATE delegate SET position = position + ? WHERE meeting = ? AND"
                 " party = (SELECT id FROM party WHERE code = ?) AND position >= ?",
                 error, "issi", by, meeting->id, party, position);
}

static gint64
last_rank (Db *db, const Meeting *meeting, const char *party, GError **error)
{
  return db_number (db,
                    "SELECT coalesce(max(position), 0) FROM delegate WHERE meeting = ? AND"
                    " party = (SELECT id FROM party WHERE code = ?)",
                    error, "ss", meeting->id, party);
}

static gboolean
check_rank (const Meeting *meeting, const char *party, gint64 rank, gint64 first, gint64 last,
            GError **error)
{
  g_autofree char *wanted = g_strdup_printf ("%" G_GINT64_FORMAT, rank);
  g_autofree char *lowest = g_strdup_printf ("%" G_GINT64_FORMAT, first);
  g_autofree char *highest = g_strdup_printf ("%" G_GINT64_FORMAT, last);

  if (rank >= first && rank <= last)
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("rank {rank}: there is no such place in the delegation of {party} at "
          "{ref} ({first} to {last}; the head stands first)"),
      "rank", wanted, "party", party, "ref", meeting->ref, "first", lowest, "last", highest,
      NULL);
}

static Delegate *
find_head (GPtrArray *delegates)
{
  for (guint i = 0; i < delegates->len; i++)
    {
      Delegate *delegate = g_ptr_array_index (delegates, i);

      if (g_str_equal (delegate->role, DELEGATE_HEAD))
        return delegate;
    }
  return NULL;
}

/* --- what is said of a delegate ------------------------------------------------------------ */

typedef struct
{
  char *name, *post, *person; /* person: key, nullable */
  const char *role;
} Description;

static void
description_clear (Description *description)
{
  g_free (description->name);
  g_free (description->post);
  g_free (description->person);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Description, description_clear)

/* The person's name, surname first, and the title of the office held on the first day of the
 * meeting, if any: what @fields do not say. */
static gboolean
describe_person (Db *db, const Meeting *meeting, const char *handle, Description *description,
                 GError **error)
{
  g_autofree char *day = NULL;
  g_autoptr(DbRow) person =
      db_one (db,
              "SELECT id, surname || coalesce(' ' || given, '')"
              " || coalesce(' ' || patronymic, '') AS name FROM person WHERE handle = ?",
              error, "s", handle);
  g_autoptr(DbRow) title = NULL;
  GDate date;

  if (person == NULL)
    return council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                                 N_ ("no person {handle} (see 'council person list')"),
                                 "handle", handle, NULL);
  if (meeting_has_date (meeting))
    meeting_first_day (meeting, &date);
  else
    clock_today (NULL, &date);
  day = date_text (&date);
  if (!db_maybe (db, &title,
                 "SELECT coalesce(t.title, n.text) AS title FROM term t JOIN office o"
                 " ON o.id = t.office LEFT JOIN name n ON n.owner = o.id AND n.role = 'title'"
                 " AND n.lang = 'ru' AND n.form = 'nominative' WHERE t.person = ?"
                 " AND coalesce(t.since, ?) <= ? AND coalesce(t.until, ?) >= ?"
                 " AND coalesce(t.meeting, ?) = ? ORDER BY t.since DESC LIMIT 1",
                 error, "sssssss", row_text (person, "id"), day, day, day, day, meeting->id,
                 meeting->id))
    return FALSE;
  description->person = row_copy (person, "id");
  description->name = row_copy (person, "name");
  description->post = title ? row_copy (title, "title") : NULL;
  return TRUE;
}

static gboolean
check_role (const char *role, GError **error)
{
  static const char *const roles[] = { DELEGATE_HEAD, DELEGATE_DELEGATE, DELEGATE_EXPERT,
                                       DELEGATE_INTERPRETER, NULL };

  return g_strv_contains (roles, role) ||
         council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("role {role}: there is no such one (head, delegate, expert or "
                            "interpreter)"),
                        "role", role, NULL);
}

/* Whether a sample delegate's name is none of a person.  The chairs, who are known in public, are
 * named as heads through the file's own persons. */
static gboolean
check_sample_name (Db *db, const Description *description, GError **error)
{
  if (db_sample (db) == 0 ||
      (description->person != NULL && g_str_equal (description->role, DELEGATE_HEAD)) ||
      g_regex_match_simple ("^(Глава делегации|Делегат|Эксперт|Переводчик)( [0-9]+)?$",
                            description->name, 0, 0))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_RULE,
      N_ ("delegate «{name}»: sample delegates bear no personal names (write "
          "«Делегат 1», «Эксперт 1», «Переводчик 1» or «Глава делегации»)"),
      "name", description->name, NULL);
}

static gboolean
describe (Db *db, const Meeting *meeting, const DelegateFields *fields, const char *role,
          Description *description, GError **error)
{
  description->role = fields->role ? fields->role : role;
  if (!check_role (description->role, error) ||
      (fields->person != NULL &&
       !describe_person (db, meeting, fields->person, description, error)))
    return FALSE;
  if (fields->name != NULL || description->name == NULL)
    {
      g_free (description->name);
      description->name = text_clean (fields->name, N_ ("the delegate's name"), error);
    }
  if (description->name == NULL)
    return FALSE;
  if (fields->post != NULL || description->post == NULL)
    {
      g_free (description->post);
      description->post = text_clean (fields->post, N_ ("the delegate's post"), error);
    }
  return description->post != NULL && check_sample_name (db, description, error);
}

static gboolean
check_is_new (GPtrArray *delegates, const Meeting *meeting, const char *name, GError **error)
{
  g_autofree char *folded = text_fold (name);

  for (guint i = 0; i < delegates->len; i++)
    {
      const Delegate *delegate = g_ptr_array_index (delegates, i);
      g_autofree char *there = text_fold (delegate->name);
      g_autofree char *rank = g_strdup_printf ("%" G_GINT64_FORMAT, delegate->position);

      if (g_str_equal (there, folded))
        return council_error (
            error, COUNCIL_ERROR_RULE,
            N_ ("delegate «{name}»: the delegation of {party} at {ref} has that "
                "name at rank {rank} (each stands once)"),
            "name", name, "party", delegate->party, "ref", meeting->ref, "rank", rank, NULL);
    }
  return TRUE;
}

static gboolean
check_one_head (GPtrArray *delegates, const Description *description, const Delegate *replaced,
                GError **error)
{
  const Delegate *head = find_head (delegates);

  if (!g_str_equal (description->role, DELEGATE_HEAD) || head == NULL ||
      (replaced != NULL && g_str_equal (head->id, replaced->id)))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_RULE,
      N_ ("delegate «{name}»: the delegation of {party} has its head, «{head}» "
          "(to replace a head: 'council delegation substitute')"),
      "name", description->name, "party", head->party, "head", head->name, NULL);
}

/* --- naming -------------------------------------------------------------------------------- */

/* The rank that the new one gets; the others have made room. */
static gboolean
make_room (Db *db, const Meeting *meeting, const char *party, const Description *description,
           GPtrArray *delegates, gint64 wanted, gint64 *rank, GError **error)
{
  gboolean is_head = g_str_equal (description->role, DELEGATE_HEAD);
  gint64 last = last_rank (db, meeting, party, error);
  gint64 first = !is_head && find_head (delegates) != NULL ? 2 : 1;

  if (last < 0)
    return FALSE;
  *rank = wanted ? wanted : is_head ? 1 : last + 1;
  return check_rank (meeting, party, *rank, first, is_head ? 1 : last + 1, error) &&
         shift_from (db, meeting, party, *rank, 1, error);
}

char *
delegation_insert (Db *db, const Meeting *meeting, const char *party,
                   const DelegateFields *fields, const Delegate *replaced, GError **error)
{
  g_autoptr(GPtrArray) delegates = delegation_list (db, meeting->id, party, error);
  g_auto(Description) description = { NULL };
  g_autofree char *id = uuid7 (), *day = NULL;
  gint64 rank = replaced ? replaced->position : 0;
  GDate today;

  if (delegates == NULL ||
      !describe (db, meeting, fields, replaced ? replaced->role : DELEGATE_DELEGATE,
                 &description, error) ||
      !check_is_new (delegates, meeting, description.name, error) ||
      !check_one_head (delegates, &description, replaced, error))
    return NULL;
  if (replaced == NULL &&
      !make_room (db, meeting, party, &description, delegates, fields->position, &rank, error))
    return NULL;
  clock_today (NULL, &today);
  day = date_text (&today);
  if (!db_run (db,
               "INSERT INTO delegate (id, meeting, party, position, role, person, name, post,"
               " substitutes, noted_on, sample)"
               " SELECT ?, ?, id, ?, ?, ?, ?, ?, ?, ?, ? FROM party WHERE code = ?",
               error, "ssissssssis", id, meeting->id, rank, description.role,
               description.person, description.name, description.post,
               replaced ? replaced->id : NULL, day, db_sample (db), party))
    return NULL;
  return g_steal_pointer (&id);
}

static Delegate *
load_delegate (Db *db, const Meeting *meeting, const char *party, const char *id,
               GError **error)
{
  g_autoptr(GPtrArray) delegates = delegation_list (db, meeting->id, party, error);

  for (guint i = 0; delegates != NULL && i < delegates->len; i++)
    if (g_str_equal (((Delegate *) g_ptr_array_index (delegates, i))->id, id))
      return g_ptr_array_steal_index (delegates, i);
  return NULL;
}

static void
notice_late (const Delegate *delegate, const Meeting *meeting, Notices *notices)
{
  if (delegate->late)
    notices_add (notices,
                 N_ ("«{name}» is named after the deadline for the delegations of {ref}; tell "
                     "the other parties"),
                 "name", delegate->name, "ref", meeting->ref, NULL);
}

Delegate *
delegation_add (Db *db, const char *ref, const char *party, const DelegateFields *fields,
                Notices *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "delegation.add", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autofree char *id = NULL;
  g_autoptr(Delegate) delegate = NULL;

  if (meeting == NULL || !party_exists (db, party, error) ||
      !meeting_check_party (meeting, party, error))
    return NULL;
  id = delegation_insert (db, meeting, party, fields, NULL, error);
  if (id == NULL || !record_changed (db, meeting, error))
    return NULL;
  db_subject (tx, meeting->ref);
  delegate = load_delegate (db, meeting, party, id, error);
  if (delegate == NULL || !db_commit (&tx, error))
    return NULL;
  notice_late (delegate, meeting, notices);
  return g_steal_pointer (&delegate);
}

Delegate *
delegation_substitute (Db *db, const char *ref, const char *party, const char *who,
                       const DelegateFields *fields, Notices *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "delegation.substitute", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(Delegate) replaced = NULL, delegate = NULL;
  g_autofree char *id = NULL;

  if (meeting == NULL || !party_exists (db, party, error) ||
      !meeting_check_party (meeting, party, error))
    return NULL;
  replaced = delegation_find (db, meeting, party, who, error);
  id = replaced ? delegation_insert (db, meeting, party, fields, replaced, error) : NULL;
  if (id == NULL || !record_changed (db, meeting, error))
    return NULL;
  db_subject (tx, meeting->ref);
  delegate = load_delegate (db, meeting, party, id, error);
  if (delegate == NULL || !db_commit (&tx, error))
    return NULL;
  notice_late (delegate, meeting, notices);
  return g_steal_pointer (&delegate);
}

/* --- ranking and striking ------------------------------------------------------------------ */

gboolean
delegation_move (Db *db, const char *ref, const char *party, const char *who, gint64 position,
                 GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "delegation.move", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(GPtrArray) delegates = NULL;
  g_autoptr(Delegate) delegate = NULL;
  const Delegate *head;
  gint64 last;
  gboolean is_head;

  if (meeting == NULL || !party_exists (db, party, error))
    return FALSE;
  delegate = delegation_find (db, meeting, party, who, error);
  delegates = delegate ? delegation_list (db, meeting->id, party, error) : NULL;
  last = delegates ? last_rank (db, meeting, party, error) : -1;
  if (last < 0)
    return FALSE;
  head = find_head (delegates);
  is_head = head != NULL && g_str_equal (head->id, delegate->id);
  /* Rank 0 holds the delegate, and whom they replaced, while the others close up. */
  if (!check_rank (meeting, party, position, head && !is_head ? 2 : 1, is_head ? 1 : last,
                   error) ||
      !db_run (db,
               "UPDATE delegate SET position = 0 WHERE meeting = ? AND position = ? AND"
               " party = (SELECT id FROM party WHERE code = ?)",
               error, "sis", meeting->id, delegate->position, party) ||
      !shift_from (db, meeting, party, delegate->position + 1, -1, error) ||
      !shift_from (db, meeting, party, position, 1, error) ||
      !db_run (db,
               "UPDATE delegate SET position = ? WHERE meeting = ? AND position = 0 AND"
               " party = (SELECT id FROM party WHERE code = ?)",
               error, "iss", position, meeting->id, party) ||
      !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}

gboolean
delegation_remove (Db *db, const char *ref, const char *party, const char *who,
                   Notices *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "delegation.remove", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(Delegate) delegate = NULL;

  if (meeting == NULL || !party_exists (db, party, error))
    return FALSE;
  delegate = delegation_find (db, meeting, party, who, error);
  if (delegate == NULL ||
      !db_run (db, "DELETE FROM delegate WHERE id = ?", error, "s", delegate->id))
    return FALSE;
  if (delegate->substitutes == NULL &&
      !shift_from (db, meeting, party, delegate->position + 1, -1, error))
    return FALSE;
  if (!record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  if (!db_commit (&tx, error))
    return FALSE;
  if (delegate->replaces != NULL)
    notices_add (notices, N_ ("«{name}» is in the delegation of {party} again"), "name",
                 delegate->replaces, "party", party, NULL);
  return TRUE;
}

/* --- attendance ---------------------------------------------------------------------------- */

static gboolean
check_has_begun (const Meeting *meeting, GError **error)
{
  g_autofree char *day = NULL;
  GDate today, first;

  if (meeting_has_date (meeting))
    {
      clock_today (meeting->time_zone, &today);
      meeting_first_day (meeting, &first);
      if (g_date_compare (&today, &first) >= 0)
        return TRUE;
      day = date_text (&first);
    }
  return council_error (
      error, COUNCIL_ERROR_RULE,
      N_ ("attendance of {ref}: the meeting has not begun (its date: {date})"), "ref",
      meeting->ref, "date", day, NULL);
}

static gboolean
note_absent (Db *db, const Meeting *meeting, const char *party, const char *const *absent,
             GError **error)
{
  for (guint i = 0; absent != NULL && absent[i] != NULL; i++)
    {
      g_autoptr(Delegate) delegate = delegation_find (db, meeting, party, absent[i], error);

      if (delegate == NULL || !db_run (db, "UPDATE delegate SET attended = 0 WHERE id = ?",
                                       error, "s", delegate->id))
        return FALSE;
    }
  return TRUE;
}

gboolean
attendance_set (Db *db, const char *ref, const char *party, const char *const *absent,
                GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "attendance.set", error);
  g_autoptr(Meeting) meeting = tx ? record_open (db, ref, error) : NULL;
  g_autoptr(GPtrArray) delegates = NULL;

  if (meeting == NULL || !party_exists (db, party, error) || !check_has_begun (meeting, error))
    return FALSE;
  delegates = delegation_list (db, meeting->id, party, error);
  if (delegates == NULL)
    return FALSE;
  if (delegates->len == 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("attendance of {ref}: {party} has no delegation there (see "
                              "'council delegation add --help')"),
                          "ref", meeting->ref, "party", party, NULL);
  for (guint i = 0; i < delegates->len; i++)
    if (!db_run (db, "UPDATE delegate SET attended = 1 WHERE id = ?", error, "s",
                 ((Delegate *) g_ptr_array_index (delegates, i))->id))
      return FALSE;
  if (!note_absent (db, meeting, party, absent, error) || !record_changed (db, meeting, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  return db_commit (&tx, error);
}
