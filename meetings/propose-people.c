/* Finding the day: who must or should come, and when they cannot. */
#include "meetings/propose-internal.h"

#include "core/date.h"
#include "core/member.h"
#include "core/message.h"
#include "core/office.h"
#include "core/person.h"

/* While it is read. */
typedef struct
{
  Db *db;
  Proposer *proposer;
  const Meeting *meeting; /* (nullable) */
  GHashTable *known;      /* key to ProposePerson */
  gint64 from, to;
} Reading;

/* --- keeping ------------------------------------------------------------------------------- */

static void
person_clear (ProposePerson *person)
{
  g_free (person->id);
  g_free (person->name);
  g_clear_pointer (&person->firm, g_array_unref);
  g_clear_pointer (&person->tentative, g_array_unref);
  g_free (person);
}

static void
role_free (ProposeRole *role)
{
  g_free (role->title);
  g_free (role);
}

static void
period_free (ProposePeriod *period)
{
  g_free (period->reason);
  g_free (period);
}

void
propose_clear_people (Proposer *proposer)
{
  g_clear_pointer (&proposer->roles, g_ptr_array_unref);
  g_clear_pointer (&proposer->people, g_ptr_array_unref);
  g_clear_pointer (&proposer->periods, g_ptr_array_unref);
}

/* --- people -------------------------------------------------------------------------------- */

/* Sorted by the index as it is read, and joined. */
static gboolean
read_busy (Reading *reading, ProposePerson *person, GError **error)
{
  g_autoptr(GArray) rows =
      db_integers (reading->db,
                   "SELECT starts, ends, tentative FROM busy_interval"
                   " WHERE person = ? AND starts < ? AND ends > ? ORDER BY starts",
                   error, "sii", person->id, reading->to, reading->from);

  if (rows == NULL)
    return FALSE;
  person->firm = g_array_sized_new (FALSE, FALSE, sizeof (BusySpan), rows->len / 3);
  person->tentative = g_array_new (FALSE, FALSE, sizeof (BusySpan));
  for (guint i = 0; i + 2 < rows->len; i += 3)
    busy_spans_add (g_array_index (rows, gint64, i + 2) ? person->tentative : person->firm,
                    g_array_index (rows, gint64, i), g_array_index (rows, gint64, i + 1));
  return TRUE;
}

static const ProposePerson *
take_person (Reading *reading, const char *id, GError **error)
{
  ProposePerson *person = g_hash_table_lookup (reading->known, id);
  g_autoptr(Person) record = NULL;

  if (person != NULL)
    return person;
  record = person_load_id (reading->db, id, error);
  if (record == NULL)
    return NULL;
  person = g_new0 (ProposePerson, 1);
  person->id = g_strdup (id);
  person->name = record->latin != NULL && !g_str_equal (reading->proposer->lang, "ru")
                     ? g_strdup (record->latin)
                     : person_signature_name (record);
  g_ptr_array_add (reading->proposer->people, person);
  g_hash_table_insert (reading->known, person->id, person);
  return read_busy (reading, person, error) ? person : NULL;
}

static guint
place_number (const Proposer *proposer, const char *code)
{
  for (guint i = 0; i < proposer->places->len; i++)
    if (g_str_equal (propose_place (proposer, i)->code, code))
      return i;
  g_return_val_if_reached (0);
}

static void
read_date (const char *text, GDate *date)
{
  g_date_clear (date, 1);
  if (text != NULL)
    date_parse (text, date, NULL);
}

static ProposeRole *
add_role (Reading *reading, ProposeRoleKind kind, const char *party, const char *person,
          GError **error)
{
  const ProposePerson *who = take_person (reading, person, error);
  ProposeRole *role;

  if (who == NULL)
    return NULL;
  role = g_new0 (ProposeRole, 1);
  role->kind = kind;
  role->place = place_number (reading->proposer, party);
  role->person = who;
  g_date_clear (&role->since, 1);
  g_date_clear (&role->until, 1);
  g_ptr_array_add (reading->proposer->roles, role);
  return role;
}

/* --- offices ------------------------------------------------------------------------------- */

static char *
term_title (Reading *reading, const Term *term)
{
  const char *lang = reading->proposer->lang;
  g_autofree char *title = office_title (reading->db, term, lang, CASE_NOMINATIVE, NULL);

  if (title == NULL)
    title = g_strdup (tr (lang, g_str_equal (term->kind, OFFICE_CHAIR)
                                    ? N_ ("co-chair")
                                    : N_ ("executive secretary")));
  if (g_str_equal (term->capacity, "acting"))
    return tr_fill (lang, "{title}, acting", "title", title, NULL);
  if (g_str_equal (term->capacity, "empowered"))
    return tr_fill (lang, "{title}, empowered for this meeting", "title", title, NULL);
  return g_steal_pointer (&title);
}

static gboolean
read_office (Reading *reading, const char *office, ProposeRoleKind kind, GError **error)
{
  g_autoptr(GPtrArray) terms = office_terms (reading->db, office, error);

  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      const Term *term = g_ptr_array_index (terms, i);
      ProposeRole *role;

      if (term->meeting != NULL &&
          (reading->meeting == NULL || !g_str_equal (term->meeting, reading->meeting->id)))
        continue;
      role = add_role (reading, kind, term->party, term->person, error);
      if (role == NULL)
        return FALSE;
      role->title = term_title (reading, term);
      role->empowered = term->meeting != NULL;
      read_date (term->since, &role->since);
      read_date (term->until, &role->until);
    }
  return terms != NULL;
}

/* --- delegates and members ----------------------------------------------------------------- */

static gboolean
read_delegates (Reading *reading, GError **error)
{
  g_autoptr(GPtrArray) rows = NULL;

  if (reading->meeting == NULL)
    return TRUE;
  rows = db_all (reading->db,
                 "SELECT d.person, d.post, p.code FROM delegate d"
                 " JOIN party p ON p.id = d.party WHERE d.meeting = ? AND d.person IS NOT NULL"
                 " AND NOT EXISTS (SELECT 1 FROM delegate s WHERE s.substitutes = d.id)"
                 " ORDER BY p.position, d.position, d.id",
                 error, "s", reading->meeting->id);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      ProposeRole *role = add_role (reading, ROLE_DELEGATE, row_text (row, "code"),
                                    row_text (row, "person"), error);

      if (role == NULL)
        return FALSE;
      role->title = row_copy (row, "post");
    }
  return rows != NULL;
}

/* A business comes only when it is invited to an item. */
static gboolean
is_invited (Reading *reading, const Member *member, gboolean *invited, GError **error)
{
  gint64 items;

  *invited = !g_str_equal (member->kind, "business");
  if (*invited || reading->meeting == NULL)
    return TRUE;
  items = db_number (reading->db,
                     "SELECT count (*) FROM invitation v JOIN agenda_item a ON a.id = v.item"
                     " WHERE v.member = ? AND a.meeting = ? AND a.state <> 'withdrawn'",
                     error, "ss", member->id, reading->meeting->id);
  *invited = items > 0;
  return items >= 0;
}

static gboolean
read_members (Reading *reading, GError **error)
{
  g_autoptr(GPtrArray) members = member_list (reading->db, NULL, NULL, error);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const Member *member = g_ptr_array_index (members, i);
      ProposeRole *role;
      gboolean invited;

      if (member->representative == NULL)
        continue;
      if (!is_invited (reading, member, &invited, error))
        return FALSE;
      if (!invited)
        continue;
      role = add_role (reading, ROLE_MEMBER, member->party, member->representative, error);
      if (role == NULL)
        return FALSE;
      role->title = g_strdup (member->name);
      read_date (member->since, &role->since);
      read_date (member->until, &role->until);
    }
  return members != NULL;
}

/* The same order whatever the order of the rows. */
static gint
compare_roles (gconstpointer a, gconstpointer b)
{
  const ProposeRole *one = *(const ProposeRole *const *) a;
  const ProposeRole *two = *(const ProposeRole *const *) b;
  int order;

  if (one->kind != two->kind)
    return one->kind < two->kind ? -1 : 1;
  if (one->place != two->place)
    return one->place < two->place ? -1 : 1;
  if (one->empowered != two->empowered)
    return one->empowered ? -1 : 1; /* goes before who holds the office */
  order = g_date_valid (&one->since) - g_date_valid (&two->since);
  if (order == 0 && g_date_valid (&one->since))
    order = g_date_compare (&one->since, &two->since);
  if (order != 0)
    return -order; /* whose term began last goes before */
  order = g_strcmp0 (one->person->name, two->person->name);
  return order ? order : g_strcmp0 (one->person->id, two->person->id);
}

/* --- periods ------------------------------------------------------------------------------- */

static gboolean
read_instant (const DbRow *row, const char *column, gint64 *second, GError **error)
{
  g_autoptr(GDateTime) instant = instant_parse (row_text (row, column), error);

  if (instant != NULL)
    *second = g_date_time_to_unix (instant);
  return instant != NULL;
}

static gboolean
read_periods (Reading *reading, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (reading->db,
              "SELECT p.code, t.starts_at, t.ends_at, t.all_day, t.tentative, t.reason"
              " FROM party_period t JOIN party p ON p.id = t.party"
              " ORDER BY t.starts_at, p.position, t.ends_at, t.reason",
              error, "");

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      ProposePeriod *period = g_new0 (ProposePeriod, 1);
      g_autoptr(GDateTime) first = NULL, last = NULL;
      const char *zone;

      g_ptr_array_add (reading->proposer->periods, period);
      if (!read_instant (row, "starts_at", &period->starts, error) ||
          !read_instant (row, "ends_at", &period->ends, error))
        return FALSE;
      period->place = place_number (reading->proposer, row_text (row, "code"));
      period->all_day = row_int (row, "all_day") != 0;
      period->tentative = row_int (row, "tentative") != 0;
      period->reason = row_copy (row, "reason");
      zone = propose_place (reading->proposer, period->place)->time_zone;
      first = g_date_time_new_from_unix_utc (period->starts);
      last = g_date_time_new_from_unix_utc (period->ends - 1);
      instant_local_date (first, zone, &period->first);
      instant_local_date (last, zone, &period->last);
    }
  return rows != NULL;
}

/* --- all of it ----------------------------------------------------------------------------- */

static gint64
midnight (const GDate *date)
{
  g_autoptr(GDateTime) instant = g_date_time_new_utc (
      g_date_get_year (date), (int) g_date_get_month (date), g_date_get_day (date), 0, 0, 0);

  return g_date_time_to_unix (instant);
}

gboolean
propose_read_people (Db *db, Proposer *proposer, const Meeting *meeting, const GDate *from,
                     const GDate *to, GError **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GDate after = date_add (to, 2), before = date_add (from, -1);
  Reading reading = { .db = db,
                      .proposer = proposer,
                      .meeting = meeting,
                      .known = known,
                      .from = midnight (&before), /* whatever the zone */
                      .to = midnight (&after) };

  proposer->people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_clear);
  proposer->roles = g_ptr_array_new_with_free_func ((GDestroyNotify) role_free);
  proposer->periods = g_ptr_array_new_with_free_func ((GDestroyNotify) period_free);
  if (!read_office (&reading, OFFICE_CHAIR, ROLE_CHAIR, error) ||
      !read_office (&reading, OFFICE_SECRETARY, ROLE_SECRETARY, error) ||
      !read_delegates (&reading, error) || !read_members (&reading, error) ||
      !read_periods (&reading, error))
    return FALSE;
  g_ptr_array_sort (proposer->roles, compare_roles);
  return TRUE;
}

/* --- asking -------------------------------------------------------------------------------- */

static gboolean
in_time (const ProposeRole *role, const GDate *date)
{
  return role->empowered ||
         ((!g_date_valid (&role->since) || g_date_compare (&role->since, date) <= 0) &&
          (!g_date_valid (&role->until) || g_date_compare (date, &role->until) <= 0));
}

gboolean
propose_role_on (const Proposer *proposer, const ProposeRole *role, const GDate *date)
{
  if (!in_time (role, date))
    return FALSE;
  for (guint i = 0; i < proposer->roles->len; i++)
    {
      const ProposeRole *other = g_ptr_array_index (proposer->roles, i);

      if (other == role)
        return TRUE;
      if (!in_time (other, date))
        continue;
      /* One holds an office of a party; one is asked for once. */
      if (other->person == role->person ||
          (role->kind <= ROLE_SECRETARY && other->kind == role->kind &&
           other->place == role->place))
        return FALSE;
    }
  g_return_val_if_reached (FALSE);
}
