/* Making the protocol of a meeting. */
#include "protocols/protocol-internal.h"

#include "core/clock.h"
#include "core/error.h"
#include "core/message.h"
#include "core/uuid.h"
#include "meetings/deadline.h"
#include "protocols/compose.h"
#include "protocols/version.h"

#include <string.h>

/* Whether a meeting of that state has a protocol at all. */
static gboolean
may_have_protocol (const Meeting *meeting, GError **error)
{
  if (meeting_is_open (meeting) || meeting_is (meeting, MEETING_HELD) ||
      (meeting_is (meeting, MEETING_CLOSED) && meeting->no_protocol))
    return TRUE;
  return council_error (
      error, COUNCIL_ERROR_RULE,
      N_ ("meeting {ref} is {state:tr}: a protocol is made of one that is planned, "
          "convened or held"),
      "ref", meeting->ref, "state", meeting->state, NULL);
}

/* A meeting closed for want of its protocol is held again until the originals are signed. */
static gboolean
return_to_held (Db *db, const Meeting *meeting, GError **error)
{
  if (!meeting_is (meeting, MEETING_CLOSED))
    return TRUE;
  return db_run (db, "UPDATE meeting SET state = 'held', no_protocol = 0 WHERE id = ?", error,
                 "s", meeting->id) &&
         meeting_touch (db, meeting->id, error);
}

static gboolean
insert_protocol (Db *db, const Meeting *meeting, GError **error)
{
  g_autofree char *id = uuid7 (), *now = clock_now_text ();

  return db_run (db,
                 "INSERT INTO protocol (id, meeting, state, sample, created_at, changed_at)"
                 " VALUES (?, ?, 'draft', ?, ?, ?)",
                 error, "ssiss", id, meeting->id, db_sample (db), now, now) &&
         return_to_held (db, meeting, error) && deadline_settle (db, meeting->id, error) &&
         (!db_sample (db) || meeting_mark_sample (db, meeting->id, error));
}

/* Finds the draft that is there, or makes the row of a new one. */
static Protocol *
draft_to_fill (Db *db, const Meeting *meeting, gboolean again, GError **error)
{
  gint64 there = db_number (db, "SELECT count (*) FROM protocol WHERE meeting = ?", error, "s",
                            meeting->id);
  g_autoptr(Protocol) protocol = NULL;

  if (there < 0 || (there == 0 && (!may_have_protocol (meeting, error) ||
                                   !insert_protocol (db, meeting, error))))
    return NULL;
  protocol = protocol_load (db, meeting->ref, error);
  if (protocol == NULL || there == 0)
    return g_steal_pointer (&protocol);
  if (protocol_is_frozen (protocol))
    council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref} is {state:tr}: its text is frozen (reopen it first with "
            "'council protocol reopen {ref}')"),
        "ref", protocol->ref, "state", protocol_state_word (protocol), NULL);
  else if (!again)
    council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("meeting {ref} has a draft already (--again composes it anew and loses what "
            "was edited)"),
        "ref", protocol->ref, NULL);
  else
    return g_steal_pointer (&protocol);
  return NULL;
}

/* СЛУШАЛИ and РЕШИЛИ say nothing of sides, «Стороны договорились» nothing of one. */
static gboolean
check_template (const Protocol *protocol, const char *template, GError **error)
{
  gboolean domestic = g_str_equal (template, "domestic");

  if (!domestic && !g_str_equal (template, "intergovernmental"))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("--template {template}: one of intergovernmental, domestic"),
                          "template", template, NULL);
  if (!domestic && protocol->own != NULL)
    return council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("meeting {ref} is {own}'s own: its protocol has the domestic "
                              "template, for no sides agree in it"),
                          "ref", protocol->ref, "own", protocol->own, NULL);
  return !domestic || protocol->own != NULL || protocol->group != NULL ||
         council_error (
             error, COUNCIL_ERROR_RULE,
             N_ ("meeting {ref} is the council's: its protocol has the "
                 "intergovernmental template (the domestic one is for a party's own "
                 "meetings and for groups)"),
             "ref", protocol->ref, NULL);
}

gboolean
protocol_choose (const Protocol *protocol, const ProtocolChoice *asked, ProtocolChoice *choice,
                 GError **error)
{
  choice->form = asked != NULL && asked->form != NULL ? asked->form : protocol->form;
  choice->template =
      asked != NULL && asked->template != NULL ? asked->template : protocol->template;
  if (!g_str_equal (choice->form, "full") && !g_str_equal (choice->form, "short"))
    return council_error (error, COUNCIL_ERROR_USAGE, N_ ("--form {form}: one of full, short"),
                          "form", choice->form, NULL);
  return check_template (protocol, choice->template, error);
}

gboolean
protocol_draft (Db *db, const char *ref, const ProtocolChoice *asked, gboolean again,
                const char *lang, GPtrArray *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.draft", error);
  g_autoptr(Meeting) meeting = tx ? meeting_load (db, ref, error) : NULL;
  g_autoptr(Protocol) protocol = meeting ? draft_to_fill (db, meeting, again, error) : NULL;
  g_autoptr(GPtrArray) clauses = NULL, old = NULL;
  ProtocolChoice choice;
  guint voided;

  if (protocol == NULL || !protocol_choose (protocol, asked, &choice, error))
    return FALSE;
  db_subject (tx, meeting->ref);
  old = protocol_clauses (db, protocol, error);
  clauses =
      old ? compose_protocol (db, protocol, meeting, &choice, lang, notices, error) : NULL;
  return clauses != NULL && version_keep_first (db, protocol, old, error) &&
         protocol_replace_text (db, protocol, clauses, "draft", &choice, &voided, error) &&
         db_commit (&tx, error);
}
