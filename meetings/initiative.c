#include "meetings/initiative.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "core/party.h"
#include "core/sector.h"
#include "core/text.h"
#include "core/uuid.h"
#include "meetings/meeting.h"

#include <string.h>

#define INITIATIVE_COLUMNS                                                                    \
  "n.id, n.ref, s.code AS sector, p.code AS proposed_by, n.proposed_on, n.title, n.text,"     \
  " n.state, n.sample FROM initiative n JOIN sector s ON s.id = n.sector"                     \
  " LEFT JOIN party p ON p.id = n.proposed_by"

/* In the order of an initiative's way; all are words for the catalogue too. */
static const char *const states[] = { N_ ("proposed"),  N_ ("considered"), N_ ("document"),
                                      N_ ("programme"), N_ ("dropped"),    NULL };

void
initiative_step_free (InitiativeStep *step)
{
  if (step == NULL)
    return;
  g_free (step->noted_on);
  g_free (step->state);
  g_free (step->text);
  g_free (step->meeting);
  g_free (step);
}

void
initiative_free (Initiative *initiative)
{
  if (initiative == NULL)
    return;
  g_free (initiative->id);
  g_free (initiative->ref);
  g_free (initiative->sector);
  g_free (initiative->proposed_by);
  g_free (initiative->proposed_on);
  g_free (initiative->title);
  g_free (initiative->text);
  g_free (initiative->state);
  g_clear_pointer (&initiative->steps, g_ptr_array_unref);
  g_free (initiative);
}

/* --- reading ------------------------------------------------------------------------------- */

static gboolean
read_steps (Db *db, Initiative *initiative, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT t.noted_on, t.state, t.text, m.ref AS meeting FROM initiative_step t"
              " LEFT JOIN meeting m ON m.id = t.meeting WHERE t.initiative = ?"
              " ORDER BY t.id",
              error, "s", initiative->id);

  initiative->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) initiative_step_free);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      InitiativeStep *step = g_new0 (InitiativeStep, 1);

      step->noted_on = row_copy (row, "noted_on");
      step->state = row_copy (row, "state");
      step->text = row_copy (row, "text");
      step->meeting = row_copy (row, "meeting");
      g_ptr_array_add (initiative->steps, step);
    }
  return rows != NULL;
}

static Initiative *
initiative_from_row (Db *db, const DbRow *row, GError **error)
{
  g_autoptr(Initiative) initiative = g_new0 (Initiative, 1);

  initiative->id = row_copy (row, "id");
  initiative->ref = row_copy (row, "ref");
  initiative->sector = row_copy (row, "sector");
  initiative->proposed_by = row_copy (row, "proposed_by");
  initiative->proposed_on = row_copy (row, "proposed_on");
  initiative->title = row_copy (row, "title");
  initiative->text = row_copy (row, "text");
  initiative->state = row_copy (row, "state");
  initiative->sample = row_int (row, "sample") != 0;
  return read_steps (db, initiative, error) ? g_steal_pointer (&initiative) : NULL;
}

Initiative *
initiative_load (Db *db, const char *ref, GError **error)
{
  g_autoptr(DbRow) row = db_one (
      db, "SELECT " INITIATIVE_COLUMNS " WHERE n.ref = ? COLLATE NOCASE", error, "s", ref);

  if (row == NULL)
    {
      council_error_rename (error, COUNCIL_ERROR_NOT_FOUND,
                            N_ ("no initiative {ref} (see 'council initiative list')"), "ref",
                            ref, NULL);
      return NULL;
    }
  return initiative_from_row (db, row, error);
}

static gboolean
check_state (const char *state, GError **error)
{
  return g_strv_contains (states, state) ||
         council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("state {state}: there is no such one (proposed, considered, "
                            "document, programme or dropped)"),
                        "state", state, NULL);
}

GPtrArray *
initiative_list (Db *db, const char *sector, const char *state, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr(GPtrArray) rows = NULL, all = NULL;

  if ((state != NULL && !check_state (state, error)) || !sector_key (db, sector, &id, error))
    return NULL;
  rows = db_all (db,
                 "SELECT " INITIATIVE_COLUMNS
                 " WHERE coalesce(?, s.id) = s.id AND coalesce(?, n.state) = n.state"
                 " ORDER BY s.position, n.id",
                 error, "ss", id, state);
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) initiative_free);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      Initiative *one = initiative_from_row (db, g_ptr_array_index (rows, i), error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (all, one);
    }
  return rows ? g_steal_pointer (&all) : NULL;
}

/* --- writing ------------------------------------------------------------------------------- */

/* One step more, and the state that it gives; within the caller's transaction. */
static gboolean
add_step (Db *db, const char *initiative, const char *state, const char *text,
          const char *meeting, GError **error)
{
  g_autofree char *id = uuid7 (), *day = NULL;
  GDate today;

  clock_today (NULL, &today);
  day = date_text (&today);
  return db_run (db,
                 "INSERT INTO initiative_step (id, initiative, noted_on, state, text, meeting)"
                 " VALUES (?, ?, ?, ?, ?, ?)",
                 error, "ssssss", id, initiative, day, state, text, meeting) &&
         db_run (db, "UPDATE initiative SET state = ? WHERE id = ?", error, "ss", state,
                 initiative);
}

/* "I-2026-1", the first number of the year that is free. */
static char *
new_ref (Db *db, int year, GError **error)
{
  g_autofree char *start = g_strdup_printf ("I-%d-", year);
  g_autofree char *like = g_strconcat (start, "%", NULL);
  gint64 last =
      db_number (db,
                 "SELECT coalesce(max(CAST(substr(ref, ?) AS INTEGER)), 0) FROM initiative"
                 " WHERE ref LIKE ?",
                 error, "is", (gint64) strlen (start) + 1, like);

  return last < 0 ? NULL : g_strdup_printf ("%s%" G_GINT64_FORMAT, start, last + 1);
}

static gboolean
insert_initiative (Db *db, const char *id, const char *ref, const char *day,
                   const InitiativeFields *fields, GError **error)
{
  g_autofree char *sector = NULL, *text = NULL;
  g_autofree char *title = text_clean (fields->title, N_ ("the title"), error);

  if (title == NULL || !sector_key (db, fields->sector, &sector, error) ||
      !text_clean_optional (fields->text, N_ ("the text"), &text, error) ||
      (fields->proposed_by != NULL && !party_exists (db, fields->proposed_by, error)))
    return FALSE;
  return db_run (db,
                 "INSERT INTO initiative (id, ref, sector, proposed_by, proposed_on, title,"
                 " text, state, sample) VALUES (?, ?, ?,"
                 " (SELECT id FROM party WHERE code = ?), ?, ?, ?, 'proposed', ?)",
                 error, "sssssssi", id, ref, sector, fields->proposed_by, day, title, text,
                 db_sample (db)) &&
         add_step (db, id, INITIATIVE_PROPOSED, title, NULL, error);
}

Initiative *
initiative_propose (Db *db, const InitiativeFields *fields, GError **error)
{
  g_autofree char *id = uuid7 (), *ref = NULL, *day = NULL;
  g_autoptr(DbTransaction) tx = db_begin (db, "initiative.propose", error);
  g_autoptr(Initiative) initiative = NULL;
  GDate today;

  clock_today (NULL, &today);
  day = date_text (&today);
  ref = tx ? new_ref (db, g_date_get_year (&today), error) : NULL;
  if (ref == NULL || !insert_initiative (db, id, ref, day, fields, error))
    return NULL;
  db_subject (tx, ref);
  initiative = initiative_load (db, ref, error);
  return initiative && db_commit (&tx, error) ? g_steal_pointer (&initiative) : NULL;
}

static gboolean
check_alive (const Initiative *initiative, GError **error)
{
  if (!g_str_equal (initiative->state, INITIATIVE_DROPPED))
    return TRUE;
  return council_error (error, COUNCIL_ERROR_RULE,
                        N_ ("initiative {ref}: it was dropped (propose it anew: 'council "
                            "initiative propose')"),
                        "ref", initiative->ref, NULL);
}

static guint
rank_of (const char *state)
{
  guint i = 0;

  while (states[i] != NULL && !g_str_equal (states[i], state))
    i++;
  return i;
}

/* Whether an update may give @state: not back to what it was, and not dropped without a word. */
static gboolean
check_way (const Initiative *initiative, const char *state, GError **error)
{
  if (state == NULL)
    return TRUE;
  if (!check_state (state, error))
    return FALSE;
  if (g_str_equal (state, INITIATIVE_DROPPED))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("initiative {ref}: dropping it needs a reason ('council initiative "
            "drop {ref} --reason TEXT')"),
        "ref", initiative->ref, NULL);
  if (rank_of (state) < rank_of (initiative->state))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("initiative {ref}: it does not go back from «{state:tr}» to "
                              "«{wanted:tr}»"),
                          "ref", initiative->ref, "state", initiative->state, "wanted", state,
                          NULL);
  return TRUE;
}

gboolean
initiative_update (Db *db, const char *ref, const char *state, const char *note,
                   const char *meeting, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "initiative.update", error);
  g_autoptr(Initiative) initiative = tx ? initiative_load (db, ref, error) : NULL;
  g_autoptr(Meeting) where = NULL;
  g_autofree char *text = NULL;

  if (initiative == NULL || !check_alive (initiative, error) ||
      !check_way (initiative, state, error))
    return FALSE;
  if (meeting != NULL)
    {
      where = meeting_load (db, meeting, error);
      if (where == NULL)
        return FALSE;
    }
  text = text_clean (note, N_ ("the note"), error);
  if (text == NULL || !add_step (db, initiative->id, state ? state : initiative->state, text,
                                 where ? where->id : NULL, error))
    return FALSE;
  db_subject (tx, initiative->ref);
  return db_commit (&tx, error);
}

gboolean
initiative_drop (Db *db, const char *ref, const char *reason, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "initiative.drop", error);
  g_autoptr(Initiative) initiative = tx ? initiative_load (db, ref, error) : NULL;
  g_autofree char *text = NULL;

  if (initiative == NULL || !check_alive (initiative, error))
    return FALSE;
  text = text_clean (reason, N_ ("the reason"), error);
  if (text == NULL || !add_step (db, initiative->id, INITIATIVE_DROPPED, text, NULL, error))
    return FALSE;
  db_subject (tx, initiative->ref);
  return db_commit (&tx, error);
}

/* --- JSON ---------------------------------------------------------------------------------- */

void
initiative_json (const Initiative *initiative, JsonBuilder *builder)
{
  json_text (builder, "ref", initiative->ref);
  json_text (builder, "sector", initiative->sector);
  json_text (builder, "proposed_by", initiative->proposed_by);
  json_text (builder, "proposed_on", initiative->proposed_on);
  json_text (builder, "title", initiative->title);
  json_text (builder, "text", initiative->text);
  json_text (builder, "state", initiative->state);
  json_begin_array (builder, "steps");
  for (guint i = 0; i < initiative->steps->len; i++)
    {
      const InitiativeStep *step = g_ptr_array_index (initiative->steps, i);

      json_begin_object (builder, NULL);
      json_text (builder, "date", step->noted_on);
      json_text (builder, "state", step->state);
      json_text (builder, "text", step->text);
      json_text (builder, "meeting", step->meeting);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_bool (builder, "sample", initiative->sample);
}
