/* Between the files of the import of meetings; nobody else includes it. */
#pragma once

#include "core/party.h"
#include "meetings/meeting-import.h"

/** Which of day and month comes first in "02/03/2026". */
typedef enum
{
  IMPORT_ORDER_UNKNOWN,
  IMPORT_DAY_FIRST,
  IMPORT_MONTH_FIRST,
  IMPORT_ORDER_MIXED /* the table has dates of either order */
} ImportDateOrder;

/** What every row is understood by. */
typedef struct
{
  Db *db;
  const MeetingImportQuery *query;
  const char *lang;
  GPtrArray *parties;    /* (element-type Party) */
  GHashTable *names;     /* folded name of a state, country or capital, or a code, to Party */
  GHashTable *capitals;  /* folded name of a capital, in any language, to Party */
  ImportDateOrder order; /* as the person says or the table shows */
  MeetingImport *import;
} ImportReading;

/** import_row_new: (transfer none): one more row, new until something is found. */
MeetingImportRow *import_row_new (ImportReading *reading, guint line);

/** import_refuse: notes why a row is refused, filled as by tr_fill(); the first reason stays. */
void import_refuse (const char *lang, MeetingImportRow *row, const char *message,
                    ...) G_GNUC_NULL_TERMINATED;

/** import_refuse_error: the same, from an error, which is freed and set to %NULL. */
void import_refuse_error (const char *lang, MeetingImportRow *row, GError **error);

/** import_clean: (transfer full) (nullable): a text that is kept, clean; a row with one that
 * cannot be is refused.  @what: as text_clean(). */
char *import_clean (ImportReading *reading, MeetingImportRow *row, const char *text,
                    const char *what);

/** import_party: (transfer none) (nullable): whom a code, or the name of a state, country or
 * capital, stands for. */
const Party *import_party (const ImportReading *reading, const char *code);

/** import_place: takes a place apart: city, venue and, if the city is a capital, the host. */
gboolean import_place (ImportReading *reading, MeetingImportRow *row, const char *place,
                       GError **error);

/** import_complete: fills in host, city and zone from each other, after the file was asked.
 * @zone: (nullable): what the file says. */
gboolean import_complete (ImportReading *reading, MeetingImportRow *row, const char *zone,
                          GError **error);

/** import_names_capital: whether a part of @place, between commas, is a capital. */
gboolean import_names_capital (const ImportReading *reading, const char *place);

/** import_is_wanted: whether a title (nullable) has the words that were asked for. */
gboolean import_is_wanted (const ImportReading *reading, const char *title);

/**
 * import_date:
 * @text: a date, with or without a time: 13.02.2026, 13/02/2026, 2026/2/13, «13 февраля 2026 г.»,
 *   "Feb 13, 2026", in any of the council's languages
 * @error: %COUNCIL_ERROR_INPUT when day and month can be meant either way, or stand in the other
 *   order than @order
 *
 * Returns: (transfer full): "2026-02-13" or "2026-02-13 10:00"; what is no date, unchanged; %NULL
 * with @error
 */
char *import_date (const char *text, ImportDateOrder order, GError **error);

/** import_date_learn: takes note of the order that @text shows, if it does ("13/02/2026"). */
void import_date_learn (const char *text, ImportDateOrder *order);

/** import_date_order: what --date-order says; %COUNCIL_ERROR_USAGE when there is no such one. */
gboolean import_date_order (const char *name, ImportDateOrder *order, GError **error);

/** import_is_time: whether @text is a time of day with a colon: 9:30, 09:30:00, 9:30 AM. */
gboolean import_is_time (const char *text);

/** import_time: (transfer full): "9:30", "9.30" and "9:30:00 AM" as "09:30"; what is no time,
 * unchanged. */
char *import_time (const char *text);

/** import_title_number: the number that a title tells («Второе заседание», "3rd meeting", «№ 4»);
 * 0 when it tells none. */
gint64 import_title_number (const char *title);

/** import_kind: the kind that words tell; %NULL when they tell none. */
const char *import_kind (const char *words);

gboolean import_read_calendar (ImportReading *reading, GBytes *bytes, GError **error);
gboolean import_read_table (ImportReading *reading, GBytes *bytes, GError **error);

/** import_compare: holds every row against the record and the others. */
gboolean import_compare (Db *db, MeetingImport *import, GError **error);

/** import_new_ones: (transfer container) (element-type MeetingImportRow): by their start. */
GPtrArray *import_new_ones (const MeetingImport *import);
