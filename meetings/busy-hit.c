#include "meetings/busy-hit.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/json.h"
#include "core/message.h"
#include "core/office.h"
#include "core/party.h"
#include "core/person.h"
#include "meetings/meeting.h"
#include "meetings/place.h"

/* Whose busy time is held against the meetings, and in which stretch of it. */
typedef struct
{
  Db *db;
  const char *lang;
  const BusyEntry *period; /* (nullable): of a party; else a person's */
  Person *person;          /* (nullable) */
  char *who;
  gint64 from, to; /* seconds since 1970 */
  char *council;   /* key */
  GPtrArray *parties;
  GPtrArray *hits;
} Hunt;

void
busy_hit_free (BusyHit *hit)
{
  g_free (hit->meeting);
  g_free (hit->when);
  g_free (hit->state);
  g_free (hit->party);
  g_free (hit->country);
  g_free (hit->person);
  g_free (hit->who);
  g_free (hit);
}

static void
hunt_clear (Hunt *hunt)
{
  g_clear_pointer (&hunt->person, person_free);
  g_clear_pointer (&hunt->parties, g_ptr_array_unref);
  g_clear_pointer (&hunt->hits, g_ptr_array_unref);
  g_free (hunt->who);
  g_free (hunt->council);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hunt, hunt_clear)

/* --- finding ------------------------------------------------------------------------------- */

static void
add_hit (Hunt *hunt, const Meeting *meeting, BusyHitRole role, const char *party,
         gboolean tentative)
{
  BusyHit *hit = g_new0 (BusyHit, 1);

  hit->role = role;
  hit->meeting = g_strdup (meeting->ref);
  hit->when = place_local (meeting, hunt->lang);
  hit->state = g_strdup (meeting->state);
  hit->party = g_strdup (party);
  hit->country = place_party_name (hunt->db, party, hunt->lang, CASE_NOMINATIVE);
  hit->person = hunt->person ? g_strdup (hunt->person->handle) : NULL;
  hit->who = g_strdup (hunt->who);
  hit->tentative = tentative;
  g_ptr_array_add (hunt->hits, hit);
}

/* Whether the person is busy while @meeting sits, and whether that may yet change. */
static gboolean
find_busy (Hunt *hunt, const Meeting *meeting, gboolean *busy, gboolean *tentative,
           GError **error)
{
  g_autoptr(GArray) rows = db_integers (
      hunt->db,
      "SELECT tentative FROM busy_interval WHERE person = ? AND starts < ? AND ends > ?",
      error, "sii", hunt->person->id, MIN (hunt->to, g_date_time_to_unix (meeting->ends)),
      MAX (hunt->from, g_date_time_to_unix (meeting->starts)));

  if (rows == NULL)
    return FALSE;
  *busy = rows->len > 0;
  *tentative = TRUE;
  for (guint i = 0; i < rows->len; i++)
    *tentative = *tentative && g_array_index (rows, gint64, i) != 0;
  return TRUE;
}

/* (nullable) code of the party for which the person presides. */
static gboolean
find_chair (Hunt *hunt, const Meeting *meeting, const char **party, GError **error)
{
  g_autofree char *day = NULL;
  GDate first;

  *party = NULL;
  if (!g_str_equal (meeting->body, hunt->council))
    return TRUE;
  meeting_first_day (meeting, &first);
  day = date_text (&first);
  for (guint i = 0; i < hunt->parties->len && *party == NULL; i++)
    {
      const Party *place = g_ptr_array_index (hunt->parties, i);
      g_autoptr(Term) term = NULL;

      if (!office_holder_maybe (hunt->db, place->code, OFFICE_CHAIR, day, meeting->id, &term,
                                error))
        return FALSE;
      if (term != NULL && g_str_equal (term->person, hunt->person->id))
        *party = place->code;
    }
  return TRUE;
}

static gboolean
judge_person (Hunt *hunt, const Meeting *meeting, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  gboolean busy, tentative;
  const char *party;

  if (!find_busy (hunt, meeting, &busy, &tentative, error))
    return FALSE;
  if (!busy)
    return TRUE;
  if (!find_chair (hunt, meeting, &party, error) ||
      !db_maybe (hunt->db, &row,
                 "SELECT p.code FROM delegate d JOIN party p ON p.id = d.party"
                 " WHERE d.meeting = ? AND d.person = ? AND NOT EXISTS"
                 " (SELECT 1 FROM delegate s WHERE s.substitutes = d.id) LIMIT 1",
                 error, "ss", meeting->id, hunt->person->id))
    return FALSE;
  if (party != NULL)
    add_hit (hunt, meeting, BUSY_HIT_CHAIR, party, tentative);
  else if (row != NULL)
    add_hit (hunt, meeting, BUSY_HIT_DELEGATE, row_text (row, "code"), tentative);
  return TRUE;
}

static gboolean
judge (Hunt *hunt, const Meeting *meeting, GError **error)
{
  g_autoptr(GDateTime) now = clock_now ();

  if (!meeting_is_open (meeting) || !meeting_has_date (meeting) ||
      g_date_time_compare (meeting->ends, now) <= 0 ||
      g_date_time_to_unix (meeting->starts) >= hunt->to ||
      g_date_time_to_unix (meeting->ends) <= hunt->from)
    return TRUE;
  if (hunt->person != NULL)
    return judge_person (hunt, meeting, error);
  add_hit (hunt, meeting, BUSY_HIT_PARTY, hunt->period->party, hunt->period->tentative);
  return TRUE;
}

static GPtrArray *
hunt_run (Hunt *hunt, GError **error)
{
  g_autoptr(GPtrArray) meetings = meeting_list_all (hunt->db, error);
  g_autoptr(DbRow) row = NULL;

  row = meetings ? db_one (hunt->db, "SELECT id FROM council", error, "") : NULL;
  hunt->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) busy_hit_free);
  hunt->parties = row ? party_list (hunt->db, error) : NULL;
  if (hunt->parties == NULL)
    return NULL;
  hunt->council = row_copy (row, "id");
  for (guint i = 0; i < meetings->len; i++)
    if (!judge (hunt, g_ptr_array_index (meetings, i), error))
      return NULL;
  return g_steal_pointer (&hunt->hits);
}

GPtrArray *
busy_hits_of_entry (Db *db, const BusyEntry *entry, const char *lang, GError **error)
{
  g_auto(Hunt) hunt = { .db = db, .lang = lang, .from = entry->starts, .to = entry->ends };

  if (entry->person == NULL)
    {
      hunt.period = entry;
      hunt.who = g_strdup (entry->reason);
      return hunt_run (&hunt, error);
    }
  hunt.who = g_strdup (entry->who);
  hunt.person = person_load (db, entry->person, error);
  return hunt.person ? hunt_run (&hunt, error) : NULL;
}

GPtrArray *
busy_hits_of_import (Db *db, const BusyImported *imported, const char *lang, GError **error)
{
  g_auto(Hunt)
      hunt = { .db = db, .lang = lang, .from = imported->starts, .to = imported->ends };

  hunt.person = person_load (db, imported->person, error);
  if (hunt.person == NULL)
    return NULL;
  hunt.who = person_list_name (hunt.person);
  return hunt_run (&hunt, error);
}

/* --- telling ------------------------------------------------------------------------------- */

static char *
what_text (const BusyHit *hit, const char *lang)
{
  if (hit->role == BUSY_HIT_PARTY)
    return tr_fill (lang, N_ ("{country}: {reason}"), "country", hit->country, "reason",
                    hit->who, NULL);
  return tr_fill (lang, N_ ("{country}, {role:tr}: {who}"), "country", hit->country, "role",
                  hit->role == BUSY_HIT_CHAIR ? N_ ("co-chair") : N_ ("delegate"), "who",
                  hit->who, NULL);
}

static char *
way_text (const BusyHit *hit, const char *lang)
{
  static const char *const ways[] = {
    [BUSY_HIT_CHAIR] = N_ ("give it another day: 'council meeting postpone {ref}'; or name "
                           "another chair for it: 'council chair empower'"),
    [BUSY_HIT_DELEGATE] = N_ ("name another delegate: 'council delegation substitute {ref}'"),
    [BUSY_HIT_PARTY] = N_ ("give it another day: 'council meeting postpone {ref}'"),
  };

  return tr_fill (lang, ways[hit->role], "ref", hit->meeting, NULL);
}

char *
busy_hit_line (const BusyHit *hit, const char *lang)
{
  g_autofree char *what = what_text (hit, lang);
  g_autofree char *way = way_text (hit, lang);

  return tr_fill (lang,
                  hit->tentative
                      ? N_ ("Perhaps busy: {ref} ({state:tr}, {when}) — {what} ({way})")
                      : N_ ("Busy: {ref} ({state:tr}, {when}) — {what} ({way})"),
                  "ref", hit->meeting, "state", hit->state, "when", hit->when, "what", what,
                  "way", way, NULL);
}

void
busy_hits_json (JsonBuilder *builder, GPtrArray *hits)
{
  static const char *const roles[] = {
    [BUSY_HIT_CHAIR] = "chair",
    [BUSY_HIT_DELEGATE] = "delegate",
    [BUSY_HIT_PARTY] = "party",
  };

  json_begin_array (builder, "meetings");
  for (guint i = 0; i < hits->len; i++)
    {
      const BusyHit *hit = g_ptr_array_index (hits, i);

      json_begin_object (builder, NULL);
      json_text (builder, "meeting", hit->meeting);
      json_text (builder, "state", hit->state);
      json_text (builder, "party", hit->party);
      json_text (builder, "person", hit->person);
      json_text (builder, "role", roles[hit->role]);
      json_bool (builder, "tentative", hit->tentative);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
