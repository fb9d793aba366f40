/* Who sits in a working group. */
#include "groups/working-group.h"

#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/person.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

void
group_member_free (GroupMember *member)
{
  g_free (member->id);
  g_free (member->party);
  g_free (member->role);
  g_free (member->name);
  g_free (member->post);
  g_free (member->since);
  g_free (member->until);
  g_free (member->basis);
  g_free (member);
}

GPtrArray *
working_group_members (Db *db, const WorkingGroup *group, const char *day, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT m.id, p.code, m.role, m.name, m.post, m.since, m.until, m.basis,"
              " m.sample FROM group_member m JOIN party p ON p.id = m.party"
              " WHERE m.working_group = ?1 AND (?2 IS NULL OR (coalesce(m.since, ?2) <= ?2"
              " AND coalesce(m.until, ?2) >= ?2))"
              " ORDER BY m.role, p.position, m.position, m.since",
              error, "ss", group->id, day);
  GPtrArray *members;

  if (rows == NULL)
    return NULL;
  members = g_ptr_array_new_with_free_func ((GDestroyNotify) group_member_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      GroupMember *member = g_new0 (GroupMember, 1);

      member->id = row_copy (row, "id");
      member->party = row_copy (row, "code");
      member->role = row_copy (row, "role");
      member->name = row_copy (row, "name");
      member->post = row_copy (row, "post");
      member->since = row_copy (row, "since");
      member->until = row_copy (row, "until");
      member->basis = row_copy (row, "basis");
      member->sample = row_int (row, "sample") != 0;
      g_ptr_array_add (members, member);
    }
  return members;
}

/* One person of a group, checked, about to be written. */
typedef struct
{
  WorkingGroup *group;
  Party *party;
  Person *person; /* (nullable): whose name that is, when it is on record */
  char *name, *post, *basis;
} NewMember;

static void
new_member_clear (NewMember *member)
{
  working_group_free (member->group);
  party_free (member->party);
  person_free (member->person);
  g_free (member->name);
  g_free (member->post);
  g_free (member->basis);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NewMember, new_member_clear)

static gboolean
check_member (Db *db, NewMember *member, const char *handle, const char *party,
              const char *name, const char *post, const char *since, const char *basis,
              GError **error)
{
  GDate date;

  member->group = working_group_load (db, handle, error);
  member->party = member->group ? party_load (db, party, error) : NULL;
  member->name = member->party ? text_clean (name, N_ ("name"), error) : NULL;
  if (member->name == NULL || !text_clean_optional (post, N_ ("post"), &member->post, error) ||
      !text_clean_optional (basis, N_ ("basis"), &member->basis, error) ||
      (since != NULL && !date_parse (since, &date, error)) ||
      !person_by_name (db, member->name, &member->person, error))
    return FALSE;
  if (g_str_equal (member->group->state, "dissolved"))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("working group {handle}: it was dissolved on {date}"), "handle",
                          handle, "date", member->group->dissolved_on, NULL);
  return TRUE;
}

static gboolean
insert_member (Db *db, const NewMember *member, const char *role, const char *since,
               GError **error)
{
  g_autofree char *id = uuid7 ();
  gint64 position = db_number (db,
                               "SELECT coalesce(max(position), 0) + 1 FROM group_member"
                               " WHERE working_group = ? AND party = ?",
                               error, "ss", member->group->id, member->party->id);

  return position > 0 &&
         db_run (db,
                 "INSERT INTO group_member (id, working_group, party, role, position, person, "
                 "name,"
                 " post, since, basis, sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 error, "ssssisssssi", id, member->group->id, member->party->id, role,
                 position, member->person ? member->person->id : NULL, member->name,
                 member->post, since, member->basis, db_sample (db));
}

/* The former co-lead's last day is the one before @since. */
static gboolean
end_former_lead (Db *db, const NewMember *member, const char *since, GError **error)
{
  g_autoptr(DbRow) former = NULL;
  g_autofree char *until = NULL;
  GDate first;

  if (!db_maybe (
          db, &former,
          "SELECT id, name, since FROM group_member WHERE working_group = ? AND party = ?"
          " AND role = 'co-lead' AND until IS NULL",
          error, "ss", member->group->id, member->party->id))
    return FALSE;
  if (former == NULL)
    return TRUE;
  if (since == NULL || g_strcmp0 (row_text (former, "since"), since) >= 0)
    return council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("working group {handle}: {name} leads it for {party} (give the day "
            "from which another does, --from DATE, after {since})"),
        "handle", member->group->handle, "name", row_text (former, "name"), "party",
        member->party->code, "since", row_text (former, "since"), NULL);
  if (!date_parse (since, &first, error))
    return FALSE;
  first = date_add (&first, -1);
  until = date_text (&first);
  return db_run (db, "UPDATE group_member SET until = ? WHERE id = ?", error, "ss", until,
                 row_text (former, "id"));
}

gboolean
working_group_set_lead (Db *db, const char *handle, const char *party, const char *name,
                        const char *post, const char *since, const char *basis, GError **error)
{
  g_auto(NewMember) member = { NULL };
  g_autoptr(DbTransaction) tx = NULL;

  if (!check_member (db, &member, handle, party, name, post, since, basis, error))
    return FALSE;
  tx = db_begin (db, "group.lead", error);
  if (tx == NULL || !end_former_lead (db, &member, since, error) ||
      !insert_member (db, &member, "co-lead", since, error))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

gboolean
working_group_add_member (Db *db, const char *handle, const char *party, const char *name,
                          const char *post, const char *since, GError **error)
{
  g_auto(NewMember) member = { NULL };
  g_autoptr(DbTransaction) tx = NULL;

  if (!check_member (db, &member, handle, party, name, post, since, NULL, error))
    return FALSE;
  tx = db_begin (db, "group.join", error);
  if (tx == NULL || !insert_member (db, &member, "member", since, error))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

gboolean
working_group_end_member (Db *db, const char *handle, const char *party, const char *name,
                          const char *until, GError **error)
{
  g_auto(NewMember) member = { NULL };
  g_autoptr(DbRow) row = NULL;
  g_autoptr(DbTransaction) tx = NULL;

  if (!check_member (db, &member, handle, party, name, NULL, until, NULL, error))
    return FALSE;
  row = db_one (db,
                "SELECT id, since FROM group_member WHERE working_group = ? AND party = ?"
                " AND name = ? AND until IS NULL",
                error, "sss", member.group->id, member.party->id, member.name);
  if (row == NULL)
    return council_error_rename (
        error, COUNCIL_ERROR_NOT_FOUND,
        N_ ("working group {handle}: «{name}» is not in it for {party} "
            "(see 'council group show {handle}')"),
        "handle", handle, "name", member.name, "party", party, NULL);
  if (g_strcmp0 (row_text (row, "since"), until) > 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("working group {handle}: {date} lies before «{name}» joined on "
                              "{since}"),
                          "handle", handle, "date", until, "name", member.name, "since",
                          row_text (row, "since"), NULL);
  tx = db_begin (db, "group.leave", error);
  if (tx == NULL || !db_run (db, "UPDATE group_member SET until = ? WHERE id = ?", error, "ss",
                             until, row_text (row, "id")))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}
