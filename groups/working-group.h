/* Working groups: permanent or temporary, established by a decision of the council.
 *
 * A group is a body: its meetings are meetings of that body, outside the council's alternation.
 * It is proposed until the protocol of its decision is signed by every chair, then active. */
#pragma once

#include "core/db.h"

typedef struct
{
  char *id;     /* the key of its body */
  char *handle; /* what people type: "energy" */
  char *kind;   /* "permanent" or "temporary" */
  char *name; /* Russian, as after «рабочая группа»: "по энергетике" */
  char *mandate;
  char *sector;        /* (nullable): a sector's code */
  char *decision;      /* (nullable): reference of the decision that establishes it */
  char *state;         /* "proposed", "active", "dissolved" */
  char *since, *until; /* (nullable) first and last day of the mandate */
  char *dissolved_on, *dissolved_reason; /* (nullable) */
  char *successor; /* (nullable): handle of the group that goes on with its work */
  gboolean sample;
} WorkingGroup;

void working_group_free (WorkingGroup *group);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkingGroup, working_group_free)

/** Someone in a group: a co-lead, one a party at a time, or a member. */
typedef struct
{
  char *id;
  char *party; /* code */
  char *role;  /* "co-lead" or "member" */
  char *name;
  char *post;                  /* (nullable) */
  char *since, *until, *basis; /* (nullable) */
  gboolean sample;
} GroupMember;

void group_member_free (GroupMember *member);

/** What a group reported to the council. */
typedef struct
{
  char *reported_on;
  char *meeting; /* (nullable): reference of the meeting it reports to */
  char *text;
} GroupReport;

void group_report_free (GroupReport *report);

/** A mandate that was extended. */
typedef struct
{
  char *from_until, *to_until, *reason, *extended_on;
  char *decision; /* (nullable): reference */
} GroupExtension;

void group_extension_free (GroupExtension *extension);

/** What working_group_establish() takes; NULL where nothing is given. */
typedef struct
{
  const char *handle;
  const char *name;
  const char *kind;
  const char *mandate;
  const char *decision; /* reference; required */
  const char *sector;   /* a code */
  const char *until;    /* required of a temporary group, refused of a permanent one */
} GroupFoundation;

/** working_group_load: (transfer full): by its handle; %COUNCIL_ERROR_NOT_FOUND. */
WorkingGroup *working_group_load (Db *db, const char *handle, GError **error);

/** working_group_list: (transfer full) (element-type WorkingGroup): all, the dissolved last. */
GPtrArray *working_group_list (Db *db, GError **error);

/**
 * working_group_establish:
 * @error: %COUNCIL_ERROR_RULE when the decision is dropped or the handle is taken,
 *   %COUNCIL_ERROR_NOT_FOUND when there is no such decision or sector
 *
 * Adds the body and the group.  When the decision is in force already, it is active at once.
 */
gboolean working_group_establish (Db *db, const GroupFoundation *foundation, GError **error);

/**
 * working_group_extend:
 * @until: the new last day, after the present one
 * @decision: (nullable): reference of the decision that extends it
 *
 * Extends a temporary group's mandate, also one that has run out.
 */
gboolean working_group_extend (Db *db, const char *handle, const char *until,
                               const char *reason, const char *decision, GError **error);

/** working_group_dissolve: ends it on @date; @successor is (nullable) another group's handle. */
gboolean working_group_dissolve (Db *db, const char *handle, const char *date,
                                 const char *reason, const char *successor, GError **error);

/**
 * working_group_set_lead:
 * @since: first day; the former co-lead of the party ends the day before
 *
 * Makes @name the party's co-lead.  When one person on record has that name, surname first, it is
 * that person.
 */
gboolean working_group_set_lead (Db *db, const char *handle, const char *party,
                                 const char *name, const char *post, const char *since,
                                 const char *basis, GError **error);

/** working_group_add_member: appends a member of @party; the person of that name, as above. */
gboolean
working_group_add_member (Db *db, const char *handle, const char *party, const char *name,
                          const char *post, const char *since, GError **error);

/** working_group_end_member: @name, a member or co-lead of @party, leaves after @until. */
gboolean working_group_end_member (Db *db, const char *handle, const char *party,
                                   const char *name, const char *until, GError **error);

/** working_group_members: (transfer full) (element-type GroupMember): those of @day, or all who
 * ever were when it is %NULL; co-leads first, in the order of the parties. */
GPtrArray *
working_group_members (Db *db, const WorkingGroup *group, const char *day, GError **error);

/** working_group_report: notes a report, to the meeting @meeting when it is not %NULL. */
gboolean working_group_report (Db *db, const char *handle, const char *text,
                               const char *meeting, GError **error);

/** working_group_reports: (transfer full) (element-type GroupReport): oldest first. */
GPtrArray *working_group_reports (Db *db, const WorkingGroup *group, GError **error);

/** working_group_extensions: (transfer full) (element-type GroupExtension): oldest first. */
GPtrArray *working_group_extensions (Db *db, const WorkingGroup *group, GError **error);

/** working_group_is_expired: whether its mandate ran out before @day and nobody dissolved it. */
gboolean working_group_is_expired (const WorkingGroup *group, const char *day);
