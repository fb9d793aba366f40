#include "meetings/invitation-internal.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/person.h"
#include "core/text.h"
#include "meetings/mail.h"
#include "meetings/reply.h"

#include <string.h>

/* What a cancellation says of the meeting, in the place of facts. */
#define TOLD_CANCELLED "cancelled"
#define TOLD_WITHDRAWN "withdrawn"

static const struct
{
  const char *name, *words;
} steps[] = {
  [INVITATION_NEW] = { "new", N_ ("is invited") },
  [INVITATION_CHANGE] = { "change", N_ ("is told what has changed") },
  [INVITATION_CANCEL] = { "cancel", N_ ("is told that the meeting is cancelled") },
  [INVITATION_WITHDRAW] = { "withdraw", N_ ("is told that the invitation is withdrawn") },
  [INVITATION_DECLINE] = { "decline", N_ ("is told that the time asked for is declined") },
  [INVITATION_DROP] = { "drop", N_ ("is not written to: what waits in the queue is dropped") },
  [INVITATION_KNOWN] = { "known", N_ ("has it already") },
  [INVITATION_QUEUED] = { "queued", N_ ("it waits in the queue already") },
  [INVITATION_REFUSED] = { "refused", N_ ("the server refused it (see 'council mail list')") },
  [INVITATION_NO_ADDRESS] = { "no-address", N_ ("skipped: no mail address on record") },
  [INVITATION_BAD_ADDRESS] = { "bad-address", N_ ("skipped: that is no mail address") },
  [INVITATION_NO_PERSON] = { "no-person",
                             N_ ("skipped: no person on record has that address") },
  [INVITATION_SAME_ADDRESS] = { "same-address",
                                N_ ("skipped: another person has that address") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (steps) == N_INVITATION_STEPS);

const char *
invitation_step_name (InvitationStep step)
{
  return steps[step].name;
}

const char *
invitee_words (const Invitee *invitee)
{
  if (invitee->step == INVITATION_WITHDRAW && invitee->moved)
    return N_ ("a former address: is told that the invitation does not hold there");
  return steps[invitee->step].words;
}

gboolean
invitation_step_sends (InvitationStep step)
{
  return step < INVITATION_DROP;
}

static void
past_clear (InvitationPast *past)
{
  g_free (past->told);
  g_free (past->message_id);
  g_free (past->first_id);
  g_free (past->pending_method);
  g_free (past->pending_told);
  g_free (past->refused_told);
}

void
invitee_free (Invitee *invitee)
{
  if (invitee == NULL)
    return;
  g_free (invitee->person);
  g_free (invitee->name);
  g_free (invitee->post);
  g_free (invitee->party);
  g_free (invitee->address);
  g_free (invitee->lang);
  g_free (invitee->delegated_from);
  g_free (invitee->delegated_to);
  g_free (invitee->delegate_name);
  g_free (invitee->agenda);
  g_free (invitee->reply);
  g_free (invitee->reply_message_id);
  meeting_free (invitee->asked);
  past_clear (&invitee->past);
  g_free (invitee->told);
  g_clear_pointer (&invitee->changes, g_ptr_array_unref);
  g_free (invitee->reason);
  g_free (invitee);
}

void
invitation_plan_free (InvitationPlan *plan)
{
  if (plan == NULL)
    return;
  meeting_free (plan->meeting);
  g_free (plan->reason);
  g_clear_pointer (&plan->answers, g_ptr_array_unref);
  g_clear_pointer (&plan->invitees, g_ptr_array_unref);
  g_free (plan);
}

/* --- what was told ------------------------------------------------------------------------- */

static void
replace (char **field, char *value)
{
  g_free (*field);
  *field = value;
}

/* The message left, or may have left: nobody can take it back. */
static void
note_left (InvitationPast *past, const DbRow *row)
{
  past->number = row_int (row, "number");
  past->invited = g_str_equal (row_text (row, "method"), "REQUEST");
  replace (&past->told, row_copy (row, "told"));
  replace (&past->message_id, row_copy (row, "message_id"));
  if (past->first_id == NULL)
    past->first_id = row_copy (row, "message_id");
  g_clear_pointer (&past->refused_told, g_free);
}

static void
note_message (InvitationPast *past, const DbRow *row)
{
  const char *state = row_text (row, "state");

  if (g_str_equal (state, "dropped"))
    {
      if (row_int (row, "attempts") > 0)
        past->sequence = MAX (past->sequence, row_int (row, "sequence"));
      return;
    }
  past->sequence = MAX (past->sequence, row_int (row, "sequence"));
  if (g_str_equal (state, "queued") || g_str_equal (state, "waiting"))
    {
      replace (&past->pending_method, row_copy (row, "method"));
      replace (&past->pending_told, row_copy (row, "told"));
    }
  else if (g_str_equal (state, "refused"))
    replace (&past->refused_told, row_copy (row, "told"));
  else
    note_left (past, row);
}

gboolean
invitation_read_past (Db *db, const char *meeting, const char *address, InvitationPast *past,
                      GError **error)
{
  g_autoptr(GPtrArray) rows = db_all (
      db,
      "SELECT m.number, m.method, m.sequence, m.told, m.message_id, d.state, d.attempts"
      " FROM mail m JOIN mail_delivery d ON d.mail = m.id WHERE m.meeting = ?"
      " AND lower (m.address) = lower (?) AND m.method <> 'DECLINECOUNTER' ORDER BY m.number",
      error, "ss", meeting, address);

  past_clear (past);
  *past = (InvitationPast){ .sequence = -1 };
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    note_message (past, g_ptr_array_index (rows, i));
  return rows != NULL;
}

/* --- why ----------------------------------------------------------------------------------- */

static void
add_reason (GString *text, const char *reason)
{
  if (reason != NULL && *reason != '\0' && strstr (text->str, reason) == NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", reason);
}

/* Why it was postponed since it was told for @from: every step on the way to @to. */
static gboolean
add_move_reasons (Db *db, const char *meeting, const char *from, const char *to, GString *text,
                  GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT from_start, to_start, reason FROM meeting_move WHERE meeting = ?"
              " ORDER BY id",
              error, "s", meeting);
  const char *now = from;

  for (guint i = 0; rows != NULL && i < rows->len && g_strcmp0 (now, to) != 0; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row_text (row, "from_start"), now) != 0)
        continue;
      add_reason (text, row_text (row, "reason"));
      now = row_text (row, "to_start");
    }
  return rows != NULL;
}

static gboolean
set_reason (Db *db, const InvitationPlan *plan, Invitee *invitee, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (invitee->step == INVITATION_CANCEL)
    add_reason (text, plan->meeting->cancelled_reason);
  if (invitee->step == INVITATION_CHANGE)
    {
      g_autofree char *from = invitation_fact (invitee->past.told, "starts");
      g_autofree char *to = invitation_fact (invitee->told, "starts");

      if (!add_move_reasons (db, plan->meeting->id, from, to, text, error))
        return FALSE;
    }
  if (invitation_step_sends (invitee->step))
    add_reason (text, plan->reason);
  if (text->len > 0)
    invitee->reason = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

/* --- one invitee --------------------------------------------------------------------------- */

static InvitationStep
judge_invited (const Invitee *invitee)
{
  const InvitationPast *past = &invitee->past;

  if (g_strcmp0 (past->pending_told, invitee->told) == 0)
    return INVITATION_QUEUED;
  if (past->invited && g_strcmp0 (past->told, invitee->told) == 0)
    return past->pending_told ? INVITATION_DROP : INVITATION_KNOWN;
  if (g_strcmp0 (past->refused_told, invitee->told) == 0)
    return INVITATION_REFUSED;
  return past->invited ? INVITATION_CHANGE : INVITATION_NEW;
}

static InvitationStep
judge_taken_off (const Invitee *invitee, gboolean cancelled)
{
  const InvitationPast *past = &invitee->past;

  if (g_strcmp0 (past->pending_told, invitee->told) == 0)
    return INVITATION_QUEUED;
  if (g_strcmp0 (past->refused_told, invitee->told) == 0)
    return INVITATION_REFUSED;
  if (past->invited)
    return cancelled ? INVITATION_CANCEL : INVITATION_WITHDRAW;
  return past->pending_told ? INVITATION_DROP : INVITATION_KNOWN;
}

static gboolean
judge (Db *db, const InvitationPlan *plan, Invitee *invitee, GHashTable *addresses,
       GError **error)
{
  g_autofree char *whole = NULL;
  g_autofree char *key = invitee->address ? g_ascii_strdown (invitee->address, -1) : NULL;

  if (key == NULL)
    invitee->step = INVITATION_NO_ADDRESS;
  else if (!mail_address_is_good (key))
    invitee->step = INVITATION_BAD_ADDRESS;
  else if (!g_hash_table_add (addresses, g_steal_pointer (&key)))
    invitee->step = INVITATION_SAME_ADDRESS;
  else
    {
      if (invitee->agenda == NULL)
        {
          whole = invitation_agenda (db, plan->meeting->id, NULL, error);
          if (whole == NULL)
            return FALSE;
        }
      invitee->told = invitation_facts (plan->meeting, whole ? whole : invitee->agenda);
      if (!invitation_read_past (db, plan->meeting->id, invitee->address, &invitee->past,
                                 error) ||
          !reply_answer (db, plan->meeting, invitee->address, &invitee->answer, error))
        return FALSE;
      invitee->step = judge_invited (invitee);
      if (invitee->step == INVITATION_CHANGE)
        invitation_changes (db, invitee->past.told, invitee->told, invitee->lang,
                            invitee->changes);
    }
  return set_reason (db, plan, invitee, error);
}

/* --- the plan ------------------------------------------------------------------------------ */

/* Everyone who was written to about the meeting and whose address is not among @addresses. */
static gboolean
add_taken_off (Db *db, InvitationPlan *plan, GHashTable *addresses, GError **error)
{
  gboolean cancelled = meeting_is (plan->meeting, MEETING_CANCELLED);
  g_autoptr(GPtrArray) rows =
      db_all (db,
              "SELECT lower (m.address) AS key, m.address, m.name, m.lang, n.handle, p.code,"
              " max (m.number) FROM mail m JOIN person n ON n.id = m.person JOIN party p"
              " ON p.id = m.party WHERE m.meeting = ? AND m.method <> 'DECLINECOUNTER' GROUP "
              "BY key ORDER BY p.position, m.name",
              error, "s", plan->meeting->id);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      g_autoptr(Invitee) invitee = NULL;

      if (g_hash_table_contains (addresses, row_text (row, "key")))
        continue;
      invitee =
          invitation_person (db, row_text (row, "handle"), row_text (row, "code"), error);
      if (invitee == NULL ||
          !invitation_read_past (db, plan->meeting->id, row_text (row, "address"),
                                 &invitee->past, error))
        return FALSE;
      replace (&invitee->name, row_copy (row, "name"));
      replace (&invitee->address, row_copy (row, "address"));
      replace (&invitee->lang, row_copy (row, "lang"));
      invitee->told = g_strdup (cancelled ? TOLD_CANCELLED : TOLD_WITHDRAWN);
      invitee->step = judge_taken_off (invitee, cancelled);
      if (invitee->step == INVITATION_KNOWN) /* was told, or never had one */
        continue;
      if (!set_reason (db, plan, invitee, error))
        return FALSE;
      g_ptr_array_add (plan->invitees, g_steal_pointer (&invitee));
    }
  return rows != NULL;
}

/* Who is on the list, and has another address now or none. */
static void
mark_moved (const InvitationPlan *plan)
{
  for (guint i = 0; i < plan->invitees->len; i++)
    {
      Invitee *old = g_ptr_array_index (plan->invitees, i);

      for (guint j = 0; j < plan->invitees->len && old->step == INVITATION_WITHDRAW; j++)
        {
          const Invitee *other = g_ptr_array_index (plan->invitees, j);

          if (other->step != INVITATION_WITHDRAW && g_str_equal (other->person, old->person) &&
              g_strcmp0 (other->address, old->address) != 0)
            old->moved = TRUE;
        }
    }
}

static gboolean
check_meeting (const Meeting *meeting, GError **error)
{
  g_autoptr(GDateTime) now = clock_now ();
  gboolean open = meeting_is_open (meeting);

  if (!meeting_has_date (meeting))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("meeting {ref}: it has no date yet (schedule it first)"), "ref",
                          meeting->ref, NULL);
  if (!open && !meeting_is (meeting, MEETING_CANCELLED))
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("meeting {ref}: it is {state:tr}, nobody is invited any more "
                              "(a meeting that is planned, convened or cancelled)"),
                          "ref", meeting->ref, "state", meeting->state, NULL);
  if (g_date_time_compare (meeting->ends, now) <= 0)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("meeting {ref}: its day is over, nobody is invited any more "
                              "(postpone it if it did not take place)"),
                          "ref", meeting->ref, NULL);
  return TRUE;
}

/* The handles of the people whom the scope names. */
static GHashTable *
chosen_people (Db *db, const InvitationScope *scope, GError **error)
{
  g_autoptr(GHashTable) handles =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const char *const *who = scope->people; who != NULL && *who != NULL; who++)
    {
      g_autoptr(Person) person = person_load (db, *who, error);

      if (person == NULL)
        return NULL;
      g_hash_table_add (handles, g_strdup (person->handle));
    }
  return g_steal_pointer (&handles);
}

static gboolean
is_chosen (const InvitationScope *scope, GHashTable *chosen, const Invitee *invitee)
{
  return (scope->party == NULL || g_strcmp0 (scope->party, invitee->party) == 0) &&
         (g_hash_table_size (chosen) == 0 || g_hash_table_contains (chosen, invitee->person));
}

static gboolean
fill_plan (Db *db, InvitationPlan *plan, GError **error)
{
  g_autoptr(GHashTable) addresses =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  plan->invitees = meeting_is (plan->meeting, MEETING_CANCELLED)
                       ? g_ptr_array_new_with_free_func ((GDestroyNotify) invitee_free)
                       : invitation_people (db, plan->meeting, error);
  plan->answers = meeting_reply_list (db, plan->meeting, error);
  if (plan->invitees == NULL || plan->answers == NULL ||
      !invitation_add_delegators (db, plan, error))
    return FALSE;
  for (guint i = 0; i < plan->invitees->len; i++)
    if (!judge (db, plan, g_ptr_array_index (plan->invitees, i), addresses, error))
      return FALSE;
  invitation_note_delegates (plan);
  if (!add_taken_off (db, plan, addresses, error))
    return FALSE;
  mark_moved (plan);
  return TRUE;
}

InvitationPlan *
invitation_plan (Db *db, const char *ref, const InvitationScope *scope, GError **error)
{
  g_autoptr(InvitationPlan) plan = g_new0 (InvitationPlan, 1);
  g_autoptr(GHashTable) chosen = NULL;

  plan->meeting = meeting_load (db, ref, error);
  if (plan->meeting == NULL || !check_meeting (plan->meeting, error) ||
      (scope->party != NULL && !party_exists (db, scope->party, error)) ||
      !text_clean_optional (scope->reason, N_ ("reason"), &plan->reason, error) ||
      (chosen = chosen_people (db, scope, error)) == NULL ||
      !(scope->decline ? invitation_decline (db, plan, error) : fill_plan (db, plan, error)))
    return NULL;
  for (guint i = plan->invitees->len; i > 0; i--)
    if (!is_chosen (scope, chosen, g_ptr_array_index (plan->invitees, i - 1)))
      g_ptr_array_remove_index (plan->invitees, i - 1);
  if (scope->decline && g_hash_table_size (chosen) > 0 && plan->invitees->len == 0)
    {
      council_error (error, COUNCIL_ERROR_RULE,
                     N_ ("meeting {ref}: none of those named asks for another time (see "
                         "'council calendar counters')"),
                     "ref", plan->meeting->ref, NULL);
      return NULL;
    }
  return g_steal_pointer (&plan);
}

char *
invitation_plan_mark (const InvitationPlan *plan)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->invitees->len; i++)
    {
      const Invitee *invitee = g_ptr_array_index (plan->invitees, i);

      if (invitee->step <= INVITATION_DROP)
        g_string_append_printf (text, "%s\n%d\n%s\n%s\n", invitee->address, invitee->step,
                                invitee->told, invitee->reason ? invitee->reason : "");
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}
