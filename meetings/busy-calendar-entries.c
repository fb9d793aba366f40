#include "meetings/busy-calendar-entries.h"

#include "core/error.h"
#include "core/message.h"
#include "meetings/busy-calendar-internal.h"

#include <string.h>

/* Zones that are the file's own are told for the years before this day, 2 January 2040; those of
 * the system for any year. */
#define LAST_SECOND G_GINT64_CONSTANT (2209075200)

/* What the reader takes for the zone of times without one. */
#define OWN_ZONE "Etc/UTC"

static void
attendee_free (EntryAttendee *attendee)
{
  g_free (attendee->address);
  g_free (attendee->name);
  g_free (attendee->state);
  g_free (attendee->delegated_to);
  g_free (attendee->delegated_from);
  g_free (attendee->sent_by);
  g_free (attendee);
}

static void
entry_free (CalendarEntry *entry)
{
  g_free (entry->method);
  g_free (entry->uid);
  g_free (entry->zone);
  g_free (entry->title);
  g_free (entry->place);
  g_free (entry->comment);
  g_free (entry->categories);
  g_clear_pointer (&entry->attendees, g_ptr_array_unref);
  g_free (entry);
}

/* --- nothing is believed that was not looked at; GVariant has checked for UTF-8 -------------- */

static gboolean
is_line (const char *text, glong most)
{
  if (g_utf8_strlen (text, -1) > most)
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isprint (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
is_address (const char *text)
{
  if (*text == '\0')
    return TRUE;
  if (strlen (text) > ENTRY_NAME_BYTES || strchr (text, '@') == NULL)
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isgraph (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static gboolean
take_attendees (GVariantIter *iter, CalendarEntry *entry)
{
  EntryAttendee got;

  if (g_variant_iter_n_children (iter) > ENTRY_ATTENDEES)
    return FALSE;
  while (g_variant_iter_next (iter, ENTRY_ATTENDEE_TYPE, &got.address, &got.name, &got.state,
                              &got.delegated_to, &got.delegated_from, &got.sent_by))
    {
      g_ptr_array_add (entry->attendees, g_memdup2 (&got, sizeof got));
      if (!is_address (got.address) || !is_line (got.name, DAYS_TEXT_LETTERS) ||
          !is_line (got.state, DAYS_TEXT_LETTERS) || !is_address (got.delegated_to) ||
          !is_address (got.delegated_from) || !is_address (got.sent_by))
        return FALSE;
    }
  return TRUE;
}

static gboolean
texts_are_good (const CalendarEntry *entry)
{
  return is_line (entry->method, DAYS_TEXT_LETTERS) &&
         is_line (entry->uid, ENTRY_NAME_BYTES) && is_line (entry->zone, BUSY_NAME_BYTES) &&
         is_line (entry->title, DAYS_TEXT_LETTERS) &&
         is_line (entry->place, DAYS_TEXT_LETTERS) &&
         is_line (entry->comment, ENTRY_COMMENT_LETTERS) &&
         is_line (entry->categories, DAYS_TEXT_LETTERS);
}

/* Years that GDateTime has. */
static gboolean
is_time (gint64 second)
{
  return second > G_GINT64_CONSTANT (-62135596800) &&
         second < G_GINT64_CONSTANT (253402300800);
}

static void
take_flags (CalendarEntry *entry, guint flags)
{
  entry->has_start = (flags & ENTRY_FLAG_START) != 0;
  entry->has_end = (flags & ENTRY_FLAG_END) != 0;
  entry->all_day = (flags & ENTRY_FLAG_ALL_DAY) != 0;
  entry->floating = (flags & ENTRY_FLAG_FLOATING) != 0;
  entry->recurs = (flags & ENTRY_FLAG_RECURS) != 0;
  entry->cancelled = (flags & ENTRY_FLAG_CANCELLED) != 0;
  entry->tentative = (flags & ENTRY_FLAG_TENTATIVE) != 0;
  entry->broken = (flags & ENTRY_FLAG_BROKEN) != 0;
}

static gboolean
take_entry (GVariant *answer, CalendarEntry *entry)
{
  g_autoptr(GVariantIter) attendees = NULL;
  guint flags;

  g_variant_get (answer, ENTRY_TYPE, &entry->line, &entry->method, &entry->uid,
                 &entry->sequence, &entry->stamp, &entry->start, &entry->end, &flags,
                 &entry->zone, &entry->title, &entry->place, &entry->comment,
                 &entry->categories, &attendees);
  take_flags (entry, flags);
  entry->attendees = g_ptr_array_new_with_free_func ((GDestroyNotify) attendee_free);
  return flags <= ENTRY_FLAGS && texts_are_good (entry) && is_time (entry->stamp) &&
         is_time (entry->start) && is_time (entry->end) &&
         (!entry->has_end || entry->end > entry->start) && take_attendees (attendees, entry);
}

static GPtrArray *
take_entries (GVariant *answer)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  GVariantIter iter;
  GVariant *child;

  if (g_variant_iter_init (&iter, answer) > BUSY_CALENDAR_COMPONENTS)
    return NULL;
  while ((child = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_autoptr(GVariant) one = child;
      CalendarEntry *entry = g_new0 (CalendarEntry, 1);

      g_ptr_array_add (list, entry);
      if (!take_entry (one, entry))
        return NULL;
    }
  return g_steal_pointer (&list);
}

/* A time in a zone that nobody knows is told as one that floats: its clock is the place's. */
static void
rename_unknown_zones (GPtrArray *notices)
{
  for (guint i = 0; i < notices->len; i++)
    {
      BusyCalendarNotice *notice = g_ptr_array_index (notices, i);

      if (g_strcmp0 (notice->zone, OWN_ZONE) == 0)
        notice->message = N_ ("time zone «{name}» is not known: taken as that of the place");
    }
}

GPtrArray *
calendar_entries_take (GBytes *bytes, GPtrArray **notices, GError **error)
{
  const BusyCalendarQuery query = { .from = LAST_SECOND - 24 * 60 * 60,
                                    .to = LAST_SECOND,
                                    .zone = OWN_ZONE };
  g_autoptr(GVariant) answer =
      busy_calendar_ask (bytes, &query, ENTRIES_WIRE_MODE, ENTRIES_WIRE_TYPE, error);
  g_autoptr(GVariant) entries = NULL, told = NULL;
  g_autoptr(GPtrArray) list = NULL, notes = NULL;
  guint why, line, property;

  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(uuu@a" ENTRY_TYPE "@a(usus))", &why, &line, &property, &entries,
                 &told);
  if (why == BUSY_ACCEPTED)
    {
      notes = busy_calendar_notices (told);
      list = notes ? take_entries (entries) : NULL;
    }
  if (list == NULL)
    {
      busy_calendar_raise (why, line, property, error);
      return NULL;
    }
  rename_unknown_zones (notes);
  if (notices != NULL)
    *notices = g_steal_pointer (&notes);
  return g_steal_pointer (&list);
}
