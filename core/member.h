/* Members of the council: ministries, agencies, businesses. */
#pragma once

#include "core/db.h"

typedef struct
{
  char *id;
  char *handle;         /* "tj-energy" */
  char *party;          /* code */
  char *kind;           /* "ministry", "agency", "business" */
  char *name;           /* Russian */
  char *representative; /* (nullable): key of a person */
  char *since, *until;  /* (nullable): first and last day */
  char *basis;          /* (nullable) */
  gboolean sample;
} Member;

void member_free (Member *member);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Member, member_free)

/** member_load: (transfer full): by its handle; %COUNCIL_ERROR_NOT_FOUND. */
Member *member_load (Db *db, const char *handle, GError **error);

/** member_load_id: (transfer full): by its key. */
Member *member_load_id (Db *db, const char *id, GError **error);

/**
 * member_list:
 * @party: (nullable): of that party alone
 * @date: (nullable): those who are members on that day
 *
 * Returns: (transfer full) (element-type Member): by party, kind and name
 */
GPtrArray *member_list (Db *db, const char *party, const char *date, GError **error);

typedef struct
{
  const char *party, *kind, *name;
  const char *representative; /* (nullable): handle of a person; in an edit "" for nobody */
  const char *since, *basis;  /* (nullable) */
} MemberFields;

/** member_add: %COUNCIL_ERROR_RULE when @handle is taken, %COUNCIL_ERROR_USAGE on a bad kind. */
gboolean member_add (Db *db, const char *handle, const MemberFields *fields, GError **error);

/** member_edit: changes the name, kind, representative that @fields gives. */
gboolean
member_edit (Db *db, const Member *member, const MemberFields *fields, GError **error);

/** member_remove: membership ends; @until is the last day.  What the record says of the member
 * stays. */
gboolean member_remove (Db *db, const Member *member, const char *until, const char *basis,
                        GError **error);
