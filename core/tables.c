#include "core/tables.h"

#include "core/message.h"

#define SHARED(name)                                                                          \
  {                                                                                           \
    name, TABLE_SHARED, NULL                                                                  \
  }

const TableDeclaration table_declarations[] = {
  { "journal", TABLE_UNJOURNALLED, N_ ("it is the journal; its own hash chain guards it") },
  { "origin", TABLE_UNJOURNALLED, N_ ("it names this working file; every entry repeats it") },
  { "blob", TABLE_UNJOURNALLED,
    N_ ("a document's bytes are named and checked by their hash") },
  SHARED ("council"),
  SHARED ("party"),
  SHARED ("name"),
  SHARED ("person"),
  SHARED ("office"),
  SHARED ("term"),
  SHARED ("body"),
  SHARED ("member"),
  SHARED ("sector"),
  SHARED ("setting"),
  { "own_setting", TABLE_OWN, NULL },
  SHARED ("holiday_rule"),
  SHARED ("workday_rule"),
  SHARED ("holiday_day"),
  { "busy_interval", TABLE_UNJOURNALLED,
    N_ ("when people cannot come is personal data: what is removed must be gone") },
  SHARED ("party_period"),
  SHARED ("meeting"),
  SHARED ("meeting_move"),
  SHARED ("imported_meeting"),
  SHARED ("confirmation"),
  SHARED ("answer"),
  SHARED ("host_swap"),
  SHARED ("host_swap_consent"),
  SHARED ("deadline_outcome"),
  SHARED ("day_off_kept"),
  SHARED ("agenda_item"),
  SHARED ("rapporteur"),
  SHARED ("invitation"),
  SHARED ("delegate"),
  SHARED ("decision"),
  SHARED ("executor"),
  SHARED ("decision_progress"),
  SHARED ("initiative"),
  SHARED ("initiative_step"),
  SHARED ("working_group"),
  SHARED ("group_extension"),
  SHARED ("group_member"),
  SHARED ("group_report"),
  SHARED ("protocol"),
  SHARED ("clause"),
  SHARED ("agreement"),
  SHARED ("signatory"),
  SHARED ("original"),
  SHARED ("scan"),
  SHARED ("scan_signature"),
  SHARED ("signature"),
  { "signature_request", TABLE_OWN, NULL },
  { "feed", TABLE_OWN, NULL },
  { "disclosure", TABLE_OWN, NULL },
  SHARED ("protocol_version"),
  SHARED ("comment"),
  SHARED ("bracket"),
  SHARED ("bracket_consent"),
  SHARED ("archive_copy"),
  SHARED ("table_annex"),
  { "mail", TABLE_OWN, NULL },
  { "mail_delivery", TABLE_UNJOURNALLED,
    N_ ("how far a message has come changes by the minute and is nobody's act") },
  SHARED ("reply"),
  { NULL },
};

const TableDeclaration *
table_declaration (const char *name)
{
  for (const TableDeclaration *table = table_declarations; table->name != NULL; table++)
    if (g_str_equal (table->name, name))
      return table;
  return NULL;
}
