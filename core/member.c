#include "core/member.h"

#include "core/date.h"
#include "core/error.h"
#include "core/handle.h"
#include "core/message.h"
#include "core/party.h"
#include "core/person.h"
#include "core/text.h"
#include "core/uuid.h"

#define COLUMNS                                                                               \
  "m.id AS id, m.handle AS handle, p.code AS party, m.kind AS kind, m.name AS name,"          \
  " m.representative AS representative, m.since AS since, m.until AS until, m.basis AS "      \
  "basis,"                                                                                    \
  " m.sample AS sample"
#define FROM                                                                                  \
  " FROM member AS m JOIN party AS p ON p.id = m.party JOIN body AS b ON b.id = m.body"       \
  " AND b.kind = 'council' "

void
member_free (Member *member)
{
  if (member == NULL)
    return;
  g_free (member->id);
  g_free (member->handle);
  g_free (member->party);
  g_free (member->kind);
  g_free (member->name);
  g_free (member->representative);
  g_free (member->since);
  g_free (member->until);
  g_free (member->basis);
  g_free (member);
}

static Member *
member_from_row (const DbRow *row)
{
  Member *member = g_new0 (Member, 1);

  member->id = row_copy (row, "id");
  member->handle = row_copy (row, "handle");
  member->party = row_copy (row, "party");
  member->kind = row_copy (row, "kind");
  member->name = row_copy (row, "name");
  member->representative = row_copy (row, "representative");
  member->since = row_copy (row, "since");
  member->until = row_copy (row, "until");
  member->basis = row_copy (row, "basis");
  member->sample = row_int (row, "sample") != 0;
  return member;
}

static Member *
not_found (const char *handle, GError **error)
{
  council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                        N_ ("no member {handle} (see 'council member list')"), "handle",
                        handle, NULL);
  return NULL;
}

Member *
member_load (Db *db, const char *handle, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " COLUMNS FROM "WHERE m.handle = ?", error, "s", handle);

  return row ? member_from_row (row) : not_found (handle, error);
}

Member *
member_load_id (Db *db, const char *id, GError **error)
{
  g_autoptr(DbRow) row = db_one (db, "SELECT " COLUMNS FROM "WHERE m.id = ?", error, "s", id);

  return row ? member_from_row (row) : not_found (id, error);
}

GPtrArray *
member_list (Db *db, const char *party, const char *date, GError **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  GPtrArray *members;
  GDate day;

  if ((party != NULL && !party_exists (db, party, error)) ||
      (date != NULL && !date_parse (date, &day, error)))
    return NULL;
  rows =
      db_all (db,
              "SELECT " COLUMNS FROM "WHERE (?1 IS NULL OR p.code = ?1) AND (?2 IS NULL OR"
              " ((m.since IS NULL OR m.since <= ?2) AND (m.until IS NULL OR m.until >= ?2)))"
              " ORDER BY p.position, m.kind = 'business', m.kind = 'agency', m.name, m.handle",
              error, "ss", party, date);
  if (rows == NULL)
    return NULL;
  members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (members, member_from_row (g_ptr_array_index (rows, i)));
  return members;
}

/* --- writing ------------------------------------------------------------------------------- */

static gboolean
check_kind (const char *kind, GError **error)
{
  const char *const kinds[] = { "ministry", "agency", "business", NULL };

  return g_strv_contains (kinds, kind) ||
         council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("kind {kind}: no kind of member (ministry, agency or business)"),
                        "kind", kind, NULL);
}

/* The key of the person who represents the member. */
static gboolean
find_representative (Db *db, const char *who, char **id, GError **error)
{
  g_autoptr(Person) person = NULL;

  if (who == NULL || *who == '\0')
    return TRUE;
  person = person_load (db, who, error);
  *id = person ? g_strdup (person->id) : NULL;
  return person != NULL;
}

static gboolean
refuse_taken (Db *db, const char *handle, GError **error)
{
  gint64 taken =
      db_number (db, "SELECT count(*) FROM member WHERE handle = ?", error, "s", handle);

  return taken == 0 ||
         (taken > 0 && council_error (error, COUNCIL_ERROR_RULE,
                                      N_ ("member {handle}: exists already (choose "
                                          "another handle)"),
                                      "handle", handle, NULL));
}

gboolean
member_add (Db *db, const char *handle, const MemberFields *fields, GError **error)
{
  g_autofree char *name = text_clean (fields->name, N_ ("name"), error);
  g_autofree char *basis = NULL, *representative = NULL, *id = uuid7 ();
  g_autoptr(Party) party = name ? party_load (db, fields->party, error) : NULL;
  g_autoptr(DbTransaction) tx = NULL;
  GDate date;

  if (party == NULL || !handle_check (handle, N_ ("handle"), error) ||
      !check_kind (fields->kind, error) ||
      !text_clean_optional (fields->basis, N_ ("basis"), &basis, error) ||
      (fields->since != NULL && !date_parse (fields->since, &date, error)) ||
      !find_representative (db, fields->representative, &representative, error))
    return FALSE;
  tx = db_begin (db, "member.add", error);
  if (tx == NULL || !refuse_taken (db, handle, error) ||
      !db_run (
          db,
          "INSERT INTO member (id, body, party, handle, kind, name, representative, since,"
          " basis, sample) SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ? FROM body"
          " WHERE kind = 'council'",
          error, "ssssssssi", id, party->id, handle, fields->kind, name, representative,
          fields->since, basis, db_sample (db)))
    return FALSE;
  db_subject (tx, handle);
  return db_commit (&tx, error);
}

gboolean
member_edit (Db *db, const Member *member, const MemberFields *fields, GError **error)
{
  g_autofree char *name = g_strdup (member->name);
  g_autofree char *representative = NULL;
  const char *kind = fields->kind ? fields->kind : member->kind;
  g_autoptr(DbTransaction) tx = NULL;

  if (fields->name != NULL)
    {
      g_free (name);
      name = text_clean (fields->name, N_ ("name"), error);
    }
  if (name == NULL || !check_kind (kind, error) ||
      !find_representative (db, fields->representative, &representative, error))
    return FALSE;
  tx = db_begin (db, "member.edit", error);
  if (tx == NULL ||
      !db_run (db, "UPDATE member SET name = ?, kind = ?, representative = ? WHERE id = ?",
               error, "ssss", name, kind,
               fields->representative ? representative : member->representative, member->id))
    return FALSE;
  db_subject (tx, member->handle);
  return db_commit (&tx, error);
}

gboolean
member_remove (Db *db, const Member *member, const char *until, const char *basis,
               GError **error)
{
  g_autofree char *clean = NULL;
  g_autoptr(DbTransaction) tx = NULL;
  GDate date;

  if (!date_parse (until, &date, error) ||
      !text_clean_optional (basis, N_ ("basis"), &clean, error))
    return FALSE;
  if (member->since != NULL && g_strcmp0 (until, member->since) < 0)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("member {handle}: a membership from {since} cannot end on {until}"), "handle",
        member->handle, "since", member->since, "until", until, NULL);
  tx = db_begin (db, "member.remove", error);
  if (tx == NULL || !db_run (db,
                             "UPDATE member SET until = ?, basis = coalesce (?, basis)"
                             " WHERE id = ?",
                             error, "sss", until, clean, member->id))
    return FALSE;
  db_subject (tx, member->handle);
  return db_commit (&tx, error);
}
