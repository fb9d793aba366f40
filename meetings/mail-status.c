#include "meetings/mail-status.h"

#include "core/json.h"
#include "core/message.h"
#include "meetings/mail-queue.h"

static gboolean
status_json (Db *db, JsonBuilder *builder, GError **error)
{
  MailCounts counts;

  if (!mail_count (db, &counts, error))
    return FALSE;
  json_begin_object (builder, "mail");
  json_number (builder, "to_send", counts.to_send);
  json_number (builder, "uncertain", counts.uncertain);
  json_number (builder, "refused", counts.refused);
  json_builder_end_object (builder);
  return TRUE;
}

static void
add_line (GPtrArray *lines, char *line, guint count)
{
  if (count > 0)
    g_ptr_array_add (lines, line);
  else
    g_free (line);
}

static gboolean
status_lines (Db *db, const char *lang, GPtrArray *lines, GError **error)
{
  MailCounts counts;

  if (!mail_count (db, &counts, error))
    return FALSE;
  add_line (lines,
            tr_fill_n (lang, "Mail: {n} message waits to be sent",
                       "Mail: {n} messages wait to be sent", counts.to_send, NULL),
            counts.to_send);
  add_line (lines,
            tr_fill_n (lang,
                       "Mail: the arrival of {n} message is unknown ('council mail list')",
                       "Mail: the arrival of {n} messages is unknown ('council mail list')",
                       counts.uncertain, NULL),
            counts.uncertain);
  add_line (lines,
            tr_fill_n (lang, "Mail: the server refused {n} message ('council mail list')",
                       "Mail: the server refused {n} messages ('council mail list')",
                       counts.refused, NULL),
            counts.refused);
  return TRUE;
}

const StatusSource mail_status = { status_json, status_lines };
