/* A meeting of the past on its way from a file: what may be wrong, and where it was. */
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "meetings/life-import-internal.h"
#include "meetings/place.h"

#include <string.h>

/* --- a row ----------------------------------------------------------------------------------- */

MeetingImportRow *
import_row_new (ImportReading *reading, guint line)
{
  MeetingImportRow *row = g_new0 (MeetingImportRow, 1);

  row->line = line;
  row->kind = MEETING_REGULAR;
  row->form = "in-person";
  g_ptr_array_add (reading->import->rows, row);
  return row;
}

void
import_refuse (const char *lang, MeetingImportRow *row, const char *message, ...)
{
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  const char *name;
  va_list pairs;

  if (row->state == MEETING_IMPORT_REFUSED)
    return;
  va_start (pairs, message);
  while ((name = va_arg (pairs, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) name, va_arg (pairs, char *));
  va_end (pairs);
  row->state = MEETING_IMPORT_REFUSED;
  g_free (row->why);
  row->why = message_fill (tr (lang, message), lang, values);
}

void
import_refuse_error (const char *lang, MeetingImportRow *row, GError **error)
{
  if (row->state != MEETING_IMPORT_REFUSED)
    {
      row->state = MEETING_IMPORT_REFUSED;
      g_free (row->why);
      row->why = council_error_text (*error, lang);
    }
  g_clear_error (error);
}

char *
import_clean (ImportReading *reading, MeetingImportRow *row, const char *text,
              const char *what)
{
  g_autoptr(GError) problem = NULL;
  char *out = NULL;

  if (!text_clean_optional (text, what, &out, &problem))
    import_refuse_error (reading->lang, row, &problem);
  return out;
}

gboolean
import_is_wanted (const ImportReading *reading, const char *title)
{
  g_autofree char *folded = NULL, *words = NULL;

  if (reading->query->words == NULL)
    return TRUE;
  folded = text_fold (title ? title : "");
  words = text_fold (reading->query->words);
  return strstr (folded, words) != NULL;
}

/* --- where it was ---------------------------------------------------------------------------- */

/* "г. Душанбе", "Dushanbe". */
static const Party *
capital_of (const ImportReading *reading, const char *text)
{
  g_autofree char *folded = text_fold (text);
  const char *city = g_strstrip (folded);

  if (g_str_has_prefix (city, "г."))
    for (city += strlen ("г."); *city == ' '; city++)
      ;
  return g_hash_table_lookup (reading->capitals, city);
}

gboolean
import_names_capital (const ImportReading *reading, const char *place)
{
  g_auto(GStrv) parts = g_strsplit (place, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (capital_of (reading, g_strstrip (parts[i])) != NULL)
      return TRUE;
  return FALSE;
}

/* What stands before and after the city. */
static void
set_venue (MeetingImportRow *row, char **parts, guint city)
{
  g_autoptr(GString) venue = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (i != city && *parts[i] != '\0')
      g_string_append_printf (venue, "%s%s", venue->len ? ", " : "", parts[i]);
  if (venue->len > 0 && row->venue == NULL)
    row->venue = g_string_free (g_steal_pointer (&venue), FALSE);
}

gboolean
import_place (ImportReading *reading, MeetingImportRow *row, const char *place, GError **error)
{
  g_autofree char *text = import_clean (reading, row, place, N_ ("city"));
  g_auto(GStrv) parts = NULL;
  const Party *party = NULL;
  guint city = 0;

  if (text == NULL)
    return TRUE;
  if (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"))
    {
      row->form = "online";
      row->url = g_steal_pointer (&text);
      return TRUE;
    }
  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (party == NULL && (party = capital_of (reading, parts[i])) != NULL)
        city = i;
    }
  set_venue (row, parts, city);
  if (party == NULL)
    {
      row->city = g_strdup (parts[0]);
      return TRUE;
    }
  row->city = place_capital (reading->db, party, error);
  if (row->host == NULL)
    row->host = g_strdup (party->code);
  return row->city != NULL;
}

const Party *
import_party (const ImportReading *reading, const char *code)
{
  g_autofree char *folded = code ? text_fold (code) : NULL;

  return folded ? g_hash_table_lookup (reading->names, g_strstrip (folded)) : NULL;
}

gboolean
import_complete (ImportReading *reading, MeetingImportRow *row, const char *zone,
                 GError **error)
{
  const Party *host, *there;

  if (row->host == NULL)
    row->host = g_strdup (reading->query->host);
  host = import_party (reading, row->host);
  if (row->city == NULL && host != NULL && g_str_equal (row->form, "in-person") &&
      (row->city = place_capital (reading->db, host, error)) == NULL)
    return FALSE;
  there = row->city ? capital_of (reading, row->city) : NULL;
  if (there != NULL)
    zone = there->time_zone;
  else if (zone == NULL || *zone == '\0' || g_str_equal (zone, "UTC"))
    zone = reading->query->zone ? reading->query->zone : host ? host->time_zone : NULL;
  if (zone == NULL)
    import_refuse (reading->lang, row,
                   N_ ("by which clock? Neither the place nor the host tells it (see --zone)"),
                   NULL);
  else if (!zone_is_known (zone))
    import_refuse (reading->lang, row,
                   N_ ("no time zone {zone} (an IANA name, such as Asia/Dushanbe)"), "zone",
                   zone, NULL);
  row->zone = g_strdup (zone);
  return TRUE;
}
