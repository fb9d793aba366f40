#include "meetings/delegation.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/setting.h"
#include "core/text.h"

#include <string.h>

#define DELEGATE_COLUMNS                                                                      \
  "d.id, d.meeting, p.code AS party, d.position, d.role, o.handle AS person, d.name, d.post," \
  " d.substitutes, r.name AS replaces,"                                                       \
  " (SELECT name FROM delegate WHERE substitutes = d.id) AS replaced_by, d.attended,"         \
  " d.noted_on, d.sample"                                                                     \
  " FROM delegate d JOIN party p ON p.id = d.party LEFT JOIN person o ON o.id = d.person"     \
  " LEFT JOIN delegate r ON r.id = d.substitutes"

/* The file's words for roles, for the catalogue. */
static const char *const words[] G_GNUC_UNUSED = { N_ ("head"), N_ ("delegate"), N_ ("expert"),
                                                   N_ ("interpreter") };

void
delegate_free (Delegate *delegate)
{
  if (delegate == NULL)
    return;
  g_free (delegate->id);
  g_free (delegate->meeting);
  g_free (delegate->party);
  g_free (delegate->role);
  g_free (delegate->person);
  g_free (delegate->name);
  g_free (delegate->post);
  g_free (delegate->substitutes);
  g_free (delegate->replaces);
  g_free (delegate->replaced_by);
  g_free (delegate->noted_on);
  g_free (delegate);
}

/* --- the deadline -------------------------------------------------------------------------- */

/* The last day on which a delegation is named in time; %NULL when there is none: no date yet, or
 * the meeting was scheduled too late for it, which makes the step short and not missed. */
static gboolean
delegations_deadline (Db *db, const Meeting *meeting, char **deadline, GError **error)
{
  gboolean regular = g_str_equal (meeting->kind, MEETING_REGULAR);
  gint64 days = setting_number (
      db, regular ? "deadline-delegations" : "extraordinary-delegations", error);
  GDate day;

  *deadline = NULL;
  if (days < 0)
    return FALSE;
  if (!meeting_has_date (meeting))
    return TRUE;
  meeting_first_day (meeting, &day);
  day = date_add (&day, (int) -days);
  *deadline = date_text (&day);
  if (strncmp (meeting->created_at, *deadline, strlen ("2027-03-15")) > 0)
    g_clear_pointer (deadline, g_free);
  return TRUE;
}

/* --- reading ------------------------------------------------------------------------------- */

static Delegate *
delegate_from_row (const DbRow *row, const char *deadline)
{
  Delegate *delegate = g_new0 (Delegate, 1);

  delegate->id = row_copy (row, "id");
  delegate->meeting = row_copy (row, "meeting");
  delegate->party = row_copy (row, "party");
  delegate->position = row_int (row, "position");
  delegate->role = row_copy (row, "role");
  delegate->person = row_copy (row, "person");
  delegate->name = row_copy (row, "name");
  delegate->post = row_copy (row, "post");
  delegate->substitutes = row_copy (row, "substitutes");
  delegate->replaces = row_copy (row, "replaces");
  delegate->replaced_by = row_copy (row, "replaced_by");
  delegate->attended = row_is_null (row, "attended") ? ATTENDANCE_NOT_NOTED
                       : row_int (row, "attended")   ? ATTENDANCE_PRESENT
                                                     : ATTENDANCE_ABSENT;
  delegate->noted_on = row_copy (row, "noted_on");
  delegate->late = deadline != NULL && delegate->noted_on != NULL &&
                   strcmp (delegate->noted_on, deadline) > 0;
  delegate->sample = row_int (row, "sample") != 0;
  return delegate;
}

static GPtrArray *
list_delegates (Db *db, const char *meeting_id, const char *party, gboolean replaced,
                GError **error)
{
  g_autoptr(Meeting) meeting = meeting_load_id (db, meeting_id, error);
  g_autofree char *deadline = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  GPtrArray *delegates;

  if (meeting == NULL || !delegations_deadline (db, meeting, &deadline, error))
    return NULL;
  rows = db_all (db,
                 "SELECT " DELEGATE_COLUMNS
                 " WHERE d.meeting = ? AND coalesce(?, p.code) = p.code AND"
                 " EXISTS (SELECT 1 FROM delegate WHERE substitutes = d.id) = ?"
                 " ORDER BY p.position, d.position, d.id",
                 error, "ssi", meeting_id, party, (gint64) replaced);
  if (rows == NULL)
    return NULL;
  delegates = g_ptr_array_new_with_free_func ((GDestroyNotify) delegate_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (delegates, delegate_from_row (g_ptr_array_index (rows, i), deadline));
  return delegates;
}

GPtrArray *
delegation_list (Db *db, const char *meeting, const char *party, GError **error)
{
  return list_delegates (db, meeting, party, FALSE, error);
}

GPtrArray *
delegation_list_replaced (Db *db, const char *meeting, const char *party, GError **error)
{
  return list_delegates (db, meeting, party, TRUE, error);
}

/* A rank, the whole name, or a word of it that one delegate alone has, such as the surname. */
static Delegate *
find_by_name (GPtrArray *delegates, const char *who, guint *found)
{
  g_autofree char *folded = text_fold (who);
  Delegate *last = NULL;

  *found = 0;
  for (guint i = 0; i < delegates->len; i++)
    {
      Delegate *delegate = g_ptr_array_index (delegates, i);
      g_autofree char *name = text_fold (delegate->name);
      g_auto(GStrv) parts = g_strsplit (name, " ", -1);

      if (g_str_equal (name, folded))
        {
          *found = 1;
          return delegate;
        }
      if (g_strv_contains ((const char *const *) parts, folded))
        {
          last = delegate;
          (*found)++;
        }
    }
  return last;
}

static Delegate *
find_by_rank (GPtrArray *delegates, gint64 rank)
{
  for (guint i = 0; i < delegates->len; i++)
    if (((Delegate *) g_ptr_array_index (delegates, i))->position == rank)
      return g_ptr_array_index (delegates, i);
  return NULL;
}

Delegate *
delegation_find (Db *db, const Meeting *meeting, const char *party, const char *who,
                 GError **error)
{
  g_autoptr(GPtrArray) delegates = delegation_list (db, meeting->id, party, error);
  Delegate *delegate;
  guint index, found = 1;
  gint64 rank;

  if (delegates == NULL)
    return NULL;
  if (g_ascii_string_to_signed (who, 10, 1, G_MAXINT, &rank, NULL))
    delegate = find_by_rank (delegates, rank);
  else
    delegate = find_by_name (delegates, who, &found);
  if (found > 1)
    council_error (error, COUNCIL_ERROR_USAGE,
                   N_ ("delegate {who}: several of {party} at {ref} bear that name (give the "
                       "rank or the whole name)"),
                   "who", who, "party", party, "ref", meeting->ref, NULL);
  else if (delegate == NULL)
    council_error (error, COUNCIL_ERROR_NOT_FOUND,
                   N_ ("no delegate {who} of {party} at {ref} (see 'council delegation list "
                       "{ref}')"),
                   "who", who, "party", party, "ref", meeting->ref, NULL);
  if (found > 1 || delegate == NULL)
    return NULL;
  g_ptr_array_find (delegates, delegate, &index);
  return g_ptr_array_steal_index (delegates, index);
}

/* --- check --------------------------------------------------------------------------------- */

gboolean
delegation_check (Db *db, const char *lang, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT m.ref, p.code, sum(d.role = 'head') AS heads FROM delegate d"
              " JOIN meeting m ON m.id = d.meeting JOIN party p ON p.id = d.party"
              " WHERE m.state NOT IN ('cancelled', 'refused')"
              " AND NOT EXISTS (SELECT 1 FROM delegate WHERE substitutes = d.id)"
              " GROUP BY m.id, p.id HAVING heads != 1 ORDER BY m.ref, p.position",
              error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      const char *message =
          row_int (row, "heads") == 0
              ? N_ ("{ref}: the delegation of {party} has no head")
              : N_ ("{ref}: the delegation of {party} has more than one head");

      g_ptr_array_add (findings, tr_fill (lang, message, "ref", row_text (row, "ref"), "party",
                                          row_text (row, "code"), NULL));
    }
  return rows != NULL;
}
