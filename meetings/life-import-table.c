/* Meetings of the past, as a table tells them. */
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/text.h"
#include "meetings/import.h"
#include "meetings/life-internal.h"
#include "meetings/life-import-internal.h"

#include <string.h>

/* Larger ones are refused as they are. */
#define TABLE_MAX ((gsize) 4 * 1024 * 1024)

static const char *const column_date[] = { "date",       "start",       "дата", "начало",
                                           "start date", "дата начала", NULL };
static const char *const column_time[] = { "time", "время", "start time", "время начала",
                                           NULL };
static const char *const column_end[] = { "end",      "окончание",       "конец",
                                          "end date", "дата завершения", "дата окончания",
                                          NULL };
static const char *const column_end_time[] = { "end time", "время завершения",
                                               "время окончания", NULL };
static const char *const column_all_day[] = { "all day event", "all day", "целый день",
                                              "весь день", NULL };
static const char *const column_days[] = { "days", "дней", NULL };
static const char *const column_city[] = { "city", "город", "location", "расположение", NULL };
static const char *const column_venue[] = { "venue", "место", NULL };
static const char *const column_host[] = { "host", "принимающая сторона", "принимает", NULL };
static const char *const column_kind[] = { "kind", "вид", NULL };
static const char *const column_number[] = { "number", "номер", "№", NULL };
static const char *const column_zone[] = { "zone", "часовой пояс", NULL };
static const char *const column_form[] = { "form", "форма", NULL };
static const char *const column_title[] = { "title", "название", "subject", "тема", NULL };
static const char *const column_reason[] = { "reason", "причина", NULL };
static const char *const column_uid[] = { "uid", NULL };

static gboolean
is_yes (const char *cell)
{
  static const char *const words[] = { "true", "yes", "истина", "да", "1" };
  g_autofree char *folded = text_fold (cell ? cell : "");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (folded, words[i]))
      return TRUE;
  return FALSE;
}

#define DAY_LENGTH strlen ("2026-02-13")

/* (transfer full) (nullable): date and time of a row, in one text. */
static char *
cell_start (ImportReading *reading, const CsvTable *table, guint at, gboolean *all_day,
            GError **error)
{
  g_autofree char *date =
      import_date (import_cell (table, at, column_date), reading->order, error);
  const char *time = import_cell (table, at, column_time);
  g_autofree char *clock = time ? import_time (time) : NULL;

  if (date == NULL)
    return NULL;
  *all_day = is_yes (import_cell (table, at, column_all_day));
  if (*all_day)
    return g_strndup (date, DAY_LENGTH);
  *all_day = time == NULL && strlen (date) <= DAY_LENGTH;
  return time ? g_strdup_printf ("%s %s", date, clock) : g_steal_pointer (&date);
}

/* The moment after its last day, of whole days; else the last day's hours, by the setting. */
static GDateTime *
end_on (ImportReading *reading, const MeetingImportRow *row, const GDate *last, GError **error)
{
  g_autofree char *text = NULL;
  GDate first, after = date_add (last, 1);

  instant_local_date (row->starts, row->zone, &first);
  if (!row->all_day)
    return life_end_after (reading->db, row->starts, row->zone,
                           g_date_days_between (&first, last) + 1, error);
  text = date_text (&after);
  return instant_from_local (text, row->zone, "00:00", error);
}

/* The last day, of whole days, that a date with or without a time names: Outlook ends them at the
 * midnight after. */
static gboolean
whole_last_day (const char *end, const GDate *first, GDate *last, GError **error)
{
  g_autofree char *day = g_strndup (end, DAY_LENGTH);

  if (!date_parse (day, last, error))
    return FALSE;
  if (g_str_has_suffix (end, " 00:00") && g_date_compare (last, first) > 0)
    *last = date_add (last, -1);
  return TRUE;
}

/* The last day: of the column of days, or of the end, else the first.
 * @end: (nullable): in the ISO form */
static gboolean
last_day (const CsvTable *table, guint at, const char *end, const GDate *first, GDate *last,
          GError **error)
{
  const char *days = import_cell (table, at, column_days);
  guint64 count = 1;

  if (end != NULL && !import_is_time (end))
    return whole_last_day (end, first, last, error);
  if (days != NULL && !g_ascii_string_to_unsigned (days, 10, 1, 30, &count, NULL))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("days {days}: no number of days (1 to 30)"), "days", days, NULL);
  *last = date_add (first, (int) count - 1);
  return TRUE;
}

/* When it ends: a date, a time or both, as one column or two; %NULL when it is not told. */
static gboolean
end_text (ImportReading *reading, const CsvTable *table, guint at, char **text, GError **error)
{
  const char *end = import_cell (table, at, column_end);
  const char *time = import_cell (table, at, column_end_time);
  g_autofree char *date = NULL, *clock = time ? import_time (time) : NULL;

  if (end != NULL && import_is_time (end))
    date = import_time (end);
  else if (end != NULL && (date = import_date (end, reading->order, error)) == NULL)
    return FALSE;
  if (date != NULL && clock != NULL)
    *text = g_strdup_printf ("%s %s", date, clock);
  else
    *text = date != NULL ? g_steal_pointer (&date) : g_steal_pointer (&clock);
  return TRUE;
}

static GDateTime *
cell_end (ImportReading *reading, MeetingImportRow *row, const CsvTable *table, guint at,
          GError **error)
{
  g_autofree char *iso = NULL, *day = NULL, *text = NULL;
  GDate first, last;

  if (!end_text (reading, table, at, &iso, error))
    return NULL;
  instant_local_date (row->starts, row->zone, &first);
  if (iso != NULL && !row->all_day && !import_is_time (iso) && strlen (iso) > DAY_LENGTH)
    return instant_from_local (iso, row->zone, "00:00", error);
  if (!last_day (table, at, iso, &first, &last, error))
    return NULL;
  if (iso == NULL || !import_is_time (iso) || row->all_day)
    return end_on (reading, row, &last, error);
  day = date_text (&last);
  text = g_strdup_printf ("%s %s", day, iso);
  return instant_from_local (text, row->zone, "00:00", error);
}

static void
cell_times (ImportReading *reading, MeetingImportRow *row, const CsvTable *table, guint at)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *start = cell_start (reading, table, at, &row->all_day, &problem);

  row->starts = start ? instant_from_local (start, row->zone, "00:00", &problem) : NULL;
  row->ends = row->starts ? cell_end (reading, row, table, at, &problem) : NULL;
  if (row->ends == NULL)
    import_refuse_error (reading->lang, row, &problem);
  else if (g_date_time_compare (row->ends, row->starts) <= 0)
    import_refuse (reading->lang, row, N_ ("it ends before it begins"), NULL);
}

static void
cell_host (ImportReading *reading, MeetingImportRow *row, const char *cell)
{
  const Party *party = import_party (reading, cell);

  if (cell == NULL)
    return;
  if (party == NULL)
    import_refuse (reading->lang, row,
                   N_ ("host «{host}»: no party is called so (see 'council "
                       "party list')"),
                   "host", cell, NULL);
  else
    row->host = g_strdup (party->code);
}

static void
cell_kind (ImportReading *reading, MeetingImportRow *row, const char *cell)
{
  const char *kind = import_kind (cell ? cell : row->title);

  if (cell != NULL && kind == NULL)
    import_refuse (reading->lang, row,
                   N_ ("kind «{kind}»: no such one (regular or "
                       "extraordinary)"),
                   "kind", cell, NULL);
  if (kind == NULL)
    kind = reading->query->kind;
  if (kind != NULL)
    row->kind =
        g_str_equal (kind, MEETING_EXTRAORDINARY) ? MEETING_EXTRAORDINARY : MEETING_REGULAR;
}

static void
cell_number (ImportReading *reading, MeetingImportRow *row, const char *cell)
{
  guint64 number = 0;

  if (cell == NULL)
    number = (guint64) import_title_number (row->title);
  else if (!g_ascii_string_to_unsigned (cell, 10, 1, 999, &number, NULL))
    import_refuse (reading->lang, row,
                   N_ ("number «{number}»: no number of a meeting (1 to "
                       "999)"),
                   "number", cell, NULL);
  row->number = (gint64) number;
  row->numbered = number > 0;
}

static void
cell_form (ImportReading *reading, MeetingImportRow *row, const char *cell)
{
  static const char *const forms[] = { "in-person", "online", "hybrid" };
  g_autofree char *wanted = cell ? text_fold (cell) : NULL;

  for (guint i = 0; cell != NULL && i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *russian = text_fold (tr ("ru", forms[i]));

      if (g_str_equal (wanted, forms[i]) || g_str_equal (wanted, russian))
        {
          row->form = forms[i];
          return;
        }
    }
  if (cell != NULL)
    import_refuse (reading->lang, row,
                   N_ ("form «{form}»: no such one (in-person, online or "
                       "hybrid)"),
                   "form", cell, NULL);
}

/* The column of a place: Outlook calls it «Место», which may hold a city too. */
static const char *
cell_place (ImportReading *reading, MeetingImportRow *row, const CsvTable *table, guint at)
{
  const char *city = import_cell (table, at, column_city);
  const char *venue = import_cell (table, at, column_venue);

  if (city == NULL && venue != NULL && import_names_capital (reading, venue))
    return venue;
  row->venue = import_clean (reading, row, venue, N_ ("venue"));
  return city;
}

static gboolean
read_table_row (ImportReading *reading, const CsvTable *table, guint at, GError **error)
{
  MeetingImportRow *row = import_row_new (reading, csv_table_line (table, at));
  const char *date = import_cell (table, at, column_date);
  const char *place = cell_place (reading, row, table, at);

  row->title =
      import_clean (reading, row, import_cell (table, at, column_title), N_ ("title"));
  row->uid = import_clean (reading, row, import_cell (table, at, column_uid), N_ ("title"));
  row->reason =
      import_clean (reading, row, import_cell (table, at, column_reason), N_ ("reason"));
  cell_kind (reading, row, import_cell (table, at, column_kind));
  cell_number (reading, row, import_cell (table, at, column_number));
  cell_form (reading, row, import_cell (table, at, column_form));
  cell_host (reading, row, import_cell (table, at, column_host));
  if (date == NULL)
    import_refuse (reading->lang, row, N_ ("it has no date"), NULL);
  if (!import_place (reading, row, place, error))
    return FALSE;
  if (row->state == MEETING_IMPORT_REFUSED)
    return TRUE;
  if (!import_complete (reading, row, import_cell (table, at, column_zone), error))
    return FALSE;
  if (row->state != MEETING_IMPORT_REFUSED)
    cell_times (reading, row, table, at);
  return TRUE;
}

/* Whether all of @text is what Russian and English tables are written with. */
static gboolean
is_plausible (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      GUnicodeScript script = g_unichar_get_script (c);

      if (c < 0x80 ? (c < ' ' && c != '\t' && c != '\r' && c != '\n') || c == 0x7f
                   : script != G_UNICODE_SCRIPT_CYRILLIC &&
                         g_utf8_strchr ("«»№–—“”„…§°\u00a0", -1, c) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* (transfer full): what a spreadsheet saved, as UTF-8: Excel's "Unicode text" is UTF-16, and its
 * CSV the code page of Windows.  What is neither stays, and is refused. */
static GBytes *
table_bytes (ImportReading *reading, GBytes *bytes)
{
  gsize size, length;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean wide = size >= 2 && memcmp (data, "\xff\xfe", 2) == 0;
  g_autofree char *text = NULL;

  if (size == 0 || size > TABLE_MAX || g_utf8_validate_len (data, size, NULL))
    return g_bytes_ref (bytes);
  text =
      wide ? g_convert (data + 2, (gssize) size - 2, "UTF-8", "UTF-16LE", NULL, &length, NULL)
           : g_convert (data, (gssize) size, "UTF-8", "WINDOWS-1251", NULL, &length, NULL);
  if (text == NULL || strlen (text) != length || (!wide && !is_plausible (text)))
    return g_bytes_ref (bytes);
  if (!wide)
    g_ptr_array_add (
        reading->import->notices,
        g_strdup (tr (reading->lang, N_ ("the table is read as Windows-1251, for it "
                                         "is no UTF-8: look whether the letters are "
                                         "right"))));
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static gboolean
row_is_wanted (const ImportReading *reading, const CsvTable *table, guint at)
{
  return import_is_wanted (reading, import_cell (table, at, column_title));
}

/* What "02/03/2026" means, the rows show together; a table that does not is refused whole, for
 * one answer holds for all of it. */
static gboolean
learn_order (ImportReading *reading, const CsvTable *table, GError **error)
{
  static const char *const *const columns[] = { column_date, column_end };

  if (reading->order != IMPORT_ORDER_UNKNOWN)
    return TRUE;
  for (guint at = 0; at < table->rows->len; at++)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      {
        const char *cell = import_cell (table, at, columns[i]);

        if (cell != NULL)
          import_date_learn (cell, &reading->order);
      }
  for (guint at = 0; at < table->rows->len; at++)
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      {
        const char *cell = import_cell (table, at, columns[i]);
        g_autofree char *date = NULL;

        if (cell == NULL || !row_is_wanted (reading, table, at))
          continue;
        date = import_date (cell, reading->order, error);
        if (date == NULL)
          return import_error (table, at, error);
      }
  return TRUE;
}

gboolean
import_read_table (ImportReading *reading, GBytes *bytes, GError **error)
{
  const char *source = reading->query->source ? reading->query->source : "-";
  g_autoptr(GBytes) text = table_bytes (reading, bytes);
  g_autoptr(CsvTable) table = csv_table_parse (text, source, error);

  if (table == NULL || !import_needs (table, column_date, error) ||
      !import_needs_rows (table, error) || !learn_order (reading, table, error))
    return FALSE;
  for (guint at = 0; at < table->rows->len; at++)
    if (!row_is_wanted (reading, table, at))
      reading->import->other++;
    else if (!read_table_row (reading, table, at, error))
      return FALSE;
  return TRUE;
}
