/* The words of invitations. */
#include "core/date.h"
#include "core/language.h"
#include "core/message.h"
#include "core/office.h"
#include "core/party.h"
#include "core/person.h"
#include "meetings/invitation-internal.h"
#include "meetings/place.h"

#include <string.h>

/* --- facts --------------------------------------------------------------------------------- */

static void
add_fact (GString *facts, const char *key, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (facts, "%s=%s\n", key, value);
}

static char *
place_of (const Meeting *meeting)
{
  if (meeting->city != NULL && meeting->venue != NULL)
    return g_strdup_printf ("%s, %s", meeting->city, meeting->venue);
  return g_strdup (meeting->city ? meeting->city : meeting->venue);
}

char *
invitation_facts (const Meeting *meeting, const char *agenda)
{
  g_autoptr(GString) facts = g_string_new (NULL);
  g_autofree char *starts = instant_text (meeting->starts),
                  *ends = instant_text (meeting->ends);
  g_autofree char *place = place_of (meeting);
  g_auto(GStrv) items = g_strsplit (agenda, "\n", -1);

  add_fact (facts, "state", meeting->state);
  add_fact (facts, "starts", starts);
  add_fact (facts, "ends", ends);
  add_fact (facts, "days", meeting->all_day ? "whole" : NULL);
  add_fact (facts, "zone", meeting->time_zone);
  add_fact (facts, "place", place);
  add_fact (facts, "form", meeting->form);
  add_fact (facts, "url", meeting->url);
  add_fact (facts, "host", meeting->host);
  for (guint i = 0; items[i] != NULL; i++)
    add_fact (facts, "item", items[i]);
  return g_string_free (g_steal_pointer (&facts), FALSE);
}

char *
invitation_fact (const char *facts, const char *key)
{
  g_auto(GStrv) lines = g_strsplit (facts ? facts : "", "\n", -1);
  gsize length = strlen (key);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strncmp (lines[i], key, length) == 0 && lines[i][length] == '=')
      return g_strdup (lines[i] + length + 1);
  return NULL;
}

/* (nullable) (transfer full) */
static GDateTime *
instant_fact (const char *facts, const char *key)
{
  g_autofree char *text = invitation_fact (facts, key);

  return text ? instant_parse (text, NULL) : NULL;
}

static void
set_fact (char **field, const char *facts, const char *key)
{
  g_free (*field);
  *field = invitation_fact (facts, key);
}

Meeting *
invitation_meeting_told (Db *db, const Meeting *meeting, const char *facts, GError **error)
{
  g_autoptr(Meeting) told = meeting_load_id (db, meeting->id, error);
  g_autoptr(GDateTime) starts = instant_fact (facts, "starts");
  g_autoptr(GDateTime) ends = instant_fact (facts, "ends");
  g_autofree char *days = invitation_fact (facts, "days");
  g_autofree char *form = invitation_fact (facts, "form");

  if (told == NULL || starts == NULL || ends == NULL || form == NULL)
    return g_steal_pointer (&told);
  g_date_time_unref (told->starts);
  told->starts = g_steal_pointer (&starts);
  g_date_time_unref (told->ends);
  told->ends = g_steal_pointer (&ends);
  told->all_day = days != NULL;
  set_fact (&told->time_zone, facts, "zone");
  set_fact (&told->form, facts, "form");
  set_fact (&told->url, facts, "url");
  set_fact (&told->host, facts, "host");
  set_fact (&told->venue, facts, "place"); /* the city stands before it */
  g_clear_pointer (&told->city, g_free);
  return g_steal_pointer (&told);
}

/* (nullable): "Душанбе, Дворец наций" as the reader's language writes it: a capital's name is known
 * in each. */
static char *
place_in (Db *db, const char *place, const char *lang)
{
  const char *venue = place ? strstr (place, ", ") : NULL;
  g_autofree char *city =
      venue ? g_strndup (place, (gsize) (venue - place)) : g_strdup (place);
  g_autofree char *translated = NULL;
  g_autoptr(Party) party = NULL;

  if (city != NULL && place_party_of (db, city, &party, NULL) && party != NULL)
    translated = party_name (db, party, "capital", lang, CASE_NOMINATIVE, NULL);
  return translated ? g_strconcat (translated, venue, NULL) : g_strdup (place);
}

/* --- what has changed ---------------------------------------------------------------------- */

static char *
told_when (const char *facts, const char *lang)
{
  g_autofree char *starts = invitation_fact (facts, "starts");
  g_autofree char *zone = invitation_fact (facts, "zone");
  g_autofree char *days = invitation_fact (facts, "days");
  g_autoptr(GDateTime) instant = starts ? instant_parse (starts, NULL) : NULL;

  return instant ? place_when (instant, zone, days != NULL, lang) : NULL;
}

/* @words has the places {from} and {to}. */
static void
add_change (GPtrArray *lines, const char *lang, const char *words, const char *from,
            const char *to)
{
  if (g_strcmp0 (from, to) != 0)
    g_ptr_array_add (lines, tr_fill (lang, words, "from", from, "to", to, NULL));
}

static void
change_of_time (const char *before, const char *now, const char *lang, GPtrArray *lines)
{
  g_autofree char *from = told_when (before, lang), *to = told_when (now, lang);
  g_autofree char *ended = invitation_fact (before, "ends");
  g_autofree char *ends = invitation_fact (now, "ends");

  add_change (lines, lang, N_ ("Date: was {from}; is now {to}."), from, to);
  if (g_strcmp0 (from, to) == 0 && g_strcmp0 (ended, ends) != 0)
    g_ptr_array_add (lines, g_strdup (tr (lang, N_ ("The meeting ends at another time."))));
}

static void
change_of_place (Db *db, const char *before, const char *now, const char *lang,
                 GPtrArray *lines)
{
  g_autofree char *place = invitation_fact (before, "place");
  g_autofree char *new_place = invitation_fact (now, "place");
  g_autofree char *from = place_in (db, place, lang), *to = place_in (db, new_place, lang);
  g_autofree char *form = invitation_fact (before, "form");
  g_autofree char *new_form = invitation_fact (now, "form");
  g_autofree char *url = invitation_fact (before, "url");
  g_autofree char *new_url = invitation_fact (now, "url");
  g_autofree char *host = invitation_fact (before, "host");
  g_autofree char *new_host = invitation_fact (now, "host");
  g_autofree char *was = host ? place_party_name (db, host, lang, CASE_NOMINATIVE) : NULL;
  g_autofree char *is =
      new_host ? place_party_name (db, new_host, lang, CASE_NOMINATIVE) : NULL;

  add_change (lines, lang, N_ ("Place: was {from}; is now {to}."), from, to);
  add_change (lines, lang, N_ ("Form: was {from:tr}; is now {to:tr}."), form, new_form);
  add_change (lines, lang, N_ ("Host: was {from}; is now {to}."), was, is);
  add_change (lines, lang, N_ ("Address of the video conference: was {from}; is now {to}."),
              url, new_url);
}

/* «Об энергетике» of "2. Об энергетике": a question that got another number is the same. */
static const char *
title_of (const char *item)
{
  const char *dot = strstr (item, ". ");

  return dot ? dot + 2 : item;
}

static GPtrArray *
titles_told (const char *facts)
{
  g_auto(GStrv) lines = g_strsplit (facts, "\n", -1);
  GPtrArray *titles = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "item="))
      g_ptr_array_add (titles, g_strdup (title_of (lines[i] + strlen ("item="))));
  return titles;
}

/* Those of @some that are not among @others. */
static guint
add_missing (GPtrArray *some, GPtrArray *others, const char *lang, const char *words,
             GPtrArray *lines)
{
  guint before = lines->len;

  for (guint i = 0; i < some->len; i++)
    if (!g_ptr_array_find_with_equal_func (others, g_ptr_array_index (some, i), g_str_equal,
                                           NULL))
      g_ptr_array_add (lines,
                       tr_fill (lang, words, "title", g_ptr_array_index (some, i), NULL));
  return lines->len - before;
}

static void
change_of_agenda (const char *before, const char *now, const char *lang, GPtrArray *lines)
{
  g_autoptr(GPtrArray) old = titles_told (before);
  g_autoptr(GPtrArray) new = titles_told (now);
  gboolean other = old->len != new->len;
  guint named;

  for (guint i = 0; !other && i < old->len; i++)
    other = g_strcmp0 (g_ptr_array_index (old, i), g_ptr_array_index (new, i)) != 0;
  if (!other)
    return;
  named = add_missing (new, old, lang, N_ ("New on the agenda: {title}"), lines);
  named += add_missing (old, new, lang, N_ ("Taken off the agenda: {title}"), lines);
  if (named == 0)
    g_ptr_array_add (lines, g_strdup (tr (lang, N_ ("The order of the agenda has changed."))));
}

void
invitation_changes (Db *db, const char *before, const char *now, const char *lang,
                    GPtrArray *lines)
{
  g_autofree char *state = invitation_fact (before, "state");
  g_autofree char *new_state = invitation_fact (now, "state");

  change_of_time (before, now, lang, lines);
  change_of_place (db, before, now, lang, lines);
  change_of_agenda (before, now, lang, lines);
  if (g_strcmp0 (state, new_state) != 0 && g_strcmp0 (new_state, MEETING_CONVENED) == 0)
    g_ptr_array_add (lines, g_strdup (tr (lang, N_ ("Every party has confirmed the date."))));
}

/* --- the letter ---------------------------------------------------------------------------- */

static const char *
subject_words (const Invitee *invitee)
{
  g_autofree char *before = invitation_fact (invitee->past.told, "starts");
  g_autofree char *now = invitation_fact (invitee->told, "starts");

  switch (invitee->step)
    {
    case INVITATION_CANCEL:
      return N_ ("Cancelled: {title}, {date}");
    case INVITATION_WITHDRAW:
      return N_ ("Invitation withdrawn: {title}, {date}");
    case INVITATION_DECLINE:
      return N_ ("The proposed time is declined: {title}, {date}");
    case INVITATION_CHANGE:
      return g_strcmp0 (before, now) != 0 ? N_ ("Postponed: {title}, {date}")
                                          : N_ ("Changed: {title}, {date}");
    default:
      return N_ ("Invitation: {title}, {date}");
    }
}

static char *
days_of (const Meeting *meeting, const char *lang)
{
  GDate first, last;

  meeting_first_day (meeting, &first);
  meeting_last_day (meeting, &last);
  return language_date_range (lang, &first, &last);
}

char *
invitation_subject (const Meeting *meeting, const Invitee *invitee, const char *title)
{
  g_autofree char *days = days_of (meeting, invitee->lang);

  return tr_fill (invitee->lang, subject_words (invitee), "title", title, "date", days, NULL);
}

const char *
invitation_opening (const Invitee *invitee)
{
  switch (invitee->step)
    {
    case INVITATION_CANCEL:
      return N_ ("The meeting named below is cancelled.");
    case INVITATION_WITHDRAW:
      if (invitee->moved)
        return N_ (
            "The invitation to the meeting named below does not hold for this address any "
            "more.  You remain on the list of those who take part in it.");
      return N_ (
          "The invitation to the meeting named below is withdrawn: you are no longer on "
          "the list of those who take part in it.");
    case INVITATION_DECLINE:
      return N_ ("The other time that you proposed for the meeting named below cannot be "
                 "accepted.  The meeting stays at its time.");
    case INVITATION_CHANGE:
      return N_ ("The invitation to the meeting named below has changed.");
    default:
      return N_ ("You are invited to take part in the meeting named below.");
    }
}

static void
add_line (GString *text, char *line)
{
  g_autofree char *owned = line;

  if (owned != NULL)
    g_string_append_printf (text, "%s\n", owned);
}

/* "Душанбе: 15 марта 2027 года, понедельник, 10:00–13:00", by the clock of each capital; the end
 * only when it is on the same day. */
static gboolean
add_capitals (Db *db, const Meeting *meeting, gboolean ends_too, const char *lang,
              GString *text, GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);

  for (guint i = 0; parties != NULL && i < parties->len; i++)
    {
      const Party *party = g_ptr_array_index (parties, i);
      g_autofree char *capital =
          party_name (db, party, "capital", lang, CASE_NOMINATIVE, error);
      g_autofree char *when = place_when (meeting->starts, party->time_zone, FALSE, lang);
      g_autoptr(GDateTime) ends = instant_in_zone (meeting->ends, party->time_zone);
      g_autofree char *until = g_date_time_format (ends, "–%H:%M");

      if (capital == NULL)
        return FALSE;
      g_string_append_printf (text, "  %s: %s%s\n", capital, when, ends_too ? until : "");
    }
  return parties != NULL;
}

static gboolean
add_when (Db *db, const Meeting *meeting, const char *lang, GString *text, GError **error)
{
  g_autofree char *days = days_of (meeting, lang);
  gboolean one_day;
  GDate first, last;

  meeting_first_day (meeting, &first);
  meeting_last_day (meeting, &last);
  one_day = g_date_compare (&first, &last) == 0;
  if (meeting->all_day)
    {
      add_line (text, tr_fill (lang, N_ ("When: {date}"), "date", days, NULL));
      return TRUE;
    }
  if (one_day)
    add_line (text, g_strdup (tr (lang, N_ ("When:"))));
  else
    add_line (text, tr_fill (lang, N_ ("When: {date}; it begins:"), "date", days, NULL));
  return add_capitals (db, meeting, one_day, lang, text, error);
}

/* The time that the invitee asked for. */
static gboolean
add_asked (Db *db, const Invitee *invitee, GString *text, GError **error)
{
  const Meeting *asked = invitee->asked;
  g_autofree char *days = asked ? days_of (asked, invitee->lang) : NULL;
  GDate first, last;

  if (asked == NULL)
    return TRUE;
  if (asked->all_day)
    {
      add_line (text,
                tr_fill (invitee->lang, N_ ("Proposed time: {value}"), "value", days, NULL));
      return TRUE;
    }
  meeting_first_day (asked, &first);
  meeting_last_day (asked, &last);
  add_line (text, g_strdup (tr (invitee->lang, N_ ("Proposed time:"))));
  return add_capitals (db, asked, g_date_compare (&first, &last) == 0, invitee->lang, text,
                       error);
}

static void
add_where (Db *db, const Meeting *meeting, gboolean asks, const char *lang, GString *text)
{
  g_autofree char *told = place_of (meeting), *place = place_in (db, told, lang);
  g_autofree char *host =
      meeting->host ? place_party_name (db, meeting->host, lang, CASE_NOMINATIVE) : NULL;

  if (place != NULL)
    add_line (text, tr_fill (lang, N_ ("Where: {place}"), "place", place, NULL));
  add_line (text, tr_fill (lang, N_ ("Form: {value:tr}"), "value", meeting->form, NULL));
  if (meeting->url != NULL)
    add_line (text, tr_fill (lang, N_ ("Video conference: {url}"), "url", meeting->url, NULL));
  if (host != NULL)
    add_line (text, tr_fill (lang, N_ ("Host: {value}"), "value", host, NULL));
  if (asks && meeting_is (meeting, MEETING_PLANNED))
    add_line (text, g_strdup (tr (lang, N_ ("The date is proposed; it waits for the parties' "
                                            "confirmation."))));
}

static void
add_changes (const Invitee *invitee, GString *text)
{
  if (invitee->changes->len > 0)
    g_string_append_printf (text, "\n%s\n", tr (invitee->lang, N_ ("What has changed:")));
  for (guint i = 0; i < invitee->changes->len; i++)
    g_string_append_printf (text, "— %s\n", (char *) g_ptr_array_index (invitee->changes, i));
  if (invitee->reason != NULL)
    {
      g_string_append_c (text, '\n');
      add_line (text, tr_fill (invitee->lang, N_ ("Reason: {value}"), "value", invitee->reason,
                               NULL));
    }
}

static gboolean
add_agenda (Db *db, const Meeting *meeting, const Invitee *invitee, GString *text,
            GError **error)
{
  g_autofree char *whole =
      invitee->agenda ? NULL : invitation_agenda (db, meeting->id, NULL, error);
  const char *agenda = invitee->agenda ? invitee->agenda : whole;
  const char *words = invitee->agenda ? N_ ("Your questions on the agenda:") : N_ ("Agenda:");

  if (agenda != NULL && *agenda != '\0')
    g_string_append_printf (text, "\n%s\n%s\n", tr (invitee->lang, words), agenda);
  return agenda != NULL;
}

/* Who holds the secretariat of the invitee's party today answers questions. */
static gboolean
add_contact (Db *db, const Meeting *meeting, const Invitee *invitee, const char *answer_to,
             GString *text, GError **error)
{
  g_autoptr(Term) term = NULL;
  g_autoptr(Person) secretary = NULL;
  g_autofree char *day = instant_text (meeting->starts);
  g_autofree char *name = NULL, *title = NULL;

  day[strlen ("2027-03-15")] = '\0';
  if (!office_holder_maybe (db, invitee->party, OFFICE_SECRETARY, day, meeting->id, &term,
                            error))
    return FALSE;
  if (term != NULL && (secretary = person_load_id (db, term->person, error)) == NULL)
    return FALSE;
  if (secretary == NULL || g_str_equal (secretary->handle, invitee->person))
    {
      add_line (text, tr_fill (invitee->lang, N_ ("Questions: {address}"), "address",
                               answer_to, NULL));
      return TRUE;
    }
  name = g_str_equal (invitee->lang, "en") && secretary->latin ? g_strdup (secretary->latin)
                                                               : person_full_name (secretary);
  title = office_title (db, term, invitee->lang, CASE_NOMINATIVE, NULL);
  add_line (text,
            tr_fill (invitee->lang, N_ ("Questions: {name}, {title}, {address}"), "name", name,
                     "title", title ? title : tr (invitee->lang, N_ ("executive secretary")),
                     "address", secretary->email ? secretary->email : answer_to, NULL));
  return TRUE;
}

char *
invitation_text (Db *db, const Meeting *meeting, const Invitee *invitee, const char *title,
                 const char *answer_to, GError **error)
{
  g_autoptr(GString) text = g_string_new (invitee->name);
  gboolean invites = invitee->step == INVITATION_NEW || invitee->step == INVITATION_CHANGE;
  gboolean asks = invites || invitee->step == INVITATION_DECLINE;
  const char *lang = invitee->lang;

  if (invitee->post != NULL)
    g_string_append_printf (text, "\n%s", invitee->post);
  g_string_append_printf (text, "\n\n%s\n\n%s\n\n", tr (lang, invitation_opening (invitee)),
                          title);
  if (!add_asked (db, invitee, text, error) || !add_when (db, meeting, lang, text, error))
    return NULL;
  add_where (db, meeting, asks, lang, text);
  add_changes (invitee, text);
  if (invites && !add_agenda (db, meeting, invitee, text, error))
    return NULL;
  g_string_append_c (text, '\n');
  if (asks && invitee->delegate_name != NULL)
    add_line (text, tr_fill (lang, N_ ("In your place: {value}"), "value",
                             invitee->delegate_name, NULL));
  else if (asks)
    add_line (text, tr_fill (lang,
                             N_ ("Please answer in your calendar, or by a letter to "
                                 "{address}."),
                             "address", answer_to, NULL));
  if (!add_contact (db, meeting, invitee, answer_to, text, error))
    return NULL;
  add_line (text, tr_fill (lang, N_ ("Reference: {value}"), "value", meeting->ref, NULL));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
