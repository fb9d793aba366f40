/* Between the files of the import of meetings; nobody else includes it. */
#pragma once

#include "core/party.h"
#include "meetings/meeting-import.h"

/** What every row is understood by. */
typedef struct
{
  Db *db;
  const MeetingImportQuery *query;
  const char *lang;
  GPtrArray *parties;   /* (element-type Party) */
  GHashTable *names;    /* folded name of a state, country or capital, or a code, to Party */
  GHashTable *capitals; /* folded name of a capital, in any language, to Party */
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
