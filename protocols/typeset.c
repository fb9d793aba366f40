#include "protocols/typeset.h"

#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/party.h"
#include "protocols/pades.h"
#include "protocols/reading.h"
#include "protocols/style.h"

#include <string.h>

#define SEPARATOR " — " /* between a delegate's name and post */

typedef struct
{
  Db *db;
  Document *document;
  GPtrArray *parties;     /* (element-type Party): in alternat order */
  GPtrArray *signatories; /* (nullable) (element-type Signatory) */
  const char *own;        /* (nullable): code of the party whose own meeting it was */
  GPtrArray *blocks;      /* (element-type ReadingBlock) */
  const char *place;      /* that waits for its date */
  gboolean fields;        /* it can be signed electronically */
  DocumentTable *table;   /* of delegates, while it grows */
  guint rows;
  guint set; /* blocks before it are set */
} Setter;

/* Their columns or lines: a field each, by the party, and a secretary's after it. */
static void
add_field (Setter *setter, DocumentSignatures *block, const char *party, gboolean secretary)
{
  g_autofree char *field =
      g_strconcat (SIGNATURE_FIELD, party, secretary ? SIGNATURE_SECRETARY : "", NULL);

  if (setter->fields)
    document_signatures_add_field (block, field);
}

static const Signatory *
find_signatory (const Setter *setter, const char *party)
{
  for (guint i = 0; setter->signatories != NULL && i < setter->signatories->len; i++)
    {
      const Signatory *signatory = g_ptr_array_index (setter->signatories, i);

      if (g_str_equal (signatory->party, party))
        return signatory;
    }
  return NULL;
}

/* At home: the chair's line, and the secretary's. */
static void
set_own_signatures (Setter *setter, const char *closing)
{
  static const char *const titles[] = { "Председатель", "Секретарь" };
  DocumentSignatures *block = document_add_signatures (setter->document, closing);

  document_signatures_set_lines (block);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      const Signatory *signatory = setter->signatories != NULL && i < setter->signatories->len
                                       ? g_ptr_array_index (setter->signatories, i)
                                       : NULL;

      document_signatures_add_column (block, signatory ? signatory->title : titles[i],
                                      signatory ? signatory->name : NULL);
      add_field (setter, block, setter->own, i > 0);
    }
}

/* The closing clause and a column for each party, the keeper's first. */
static gboolean
set_signatures (Setter *setter, const char *closing, GError **error)
{
  DocumentSignatures *block;

  if (setter->own != NULL)
    {
      set_own_signatures (setter, closing);
      return TRUE;
    }
  block = document_add_signatures (setter->document, closing);
  for (guint i = 0; i < setter->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (setter->parties, i);
      const Signatory *signatory = find_signatory (setter, party->code);
      g_autofree char *side =
          name_get_exact (setter->db, party->id, "side", NULL, "ru", CASE_ACCUSATIVE, error);
      g_autofree char *title = NULL;

      if (side == NULL)
        return FALSE;
      title = signatory ? g_strconcat ("За ", side, "\n", signatory->title, NULL)
                        : g_strconcat ("За ", side, NULL);
      document_signatures_add_column (block, title, signatory ? signatory->name : NULL);
      add_field (setter, block, party->code, FALSE);
    }
  return TRUE;
}

/* A row of the delegation's table: number, name, post. */
static void
set_delegate (Setter *setter, const char *text)
{
  const char *joint = strstr (text, SEPARATOR);
  g_autofree char *name = joint ? g_strndup (text, (gsize) (joint - text)) : g_strdup (text);
  g_autofree char *number = g_strdup_printf ("%u.", ++setter->rows);

  if (setter->table == NULL)
    {
      setter->table = document_add_table (setter->document);
      document_table_add_column (setter->table, "№", 1, DOCUMENT_ALIGN_CENTRE);
      document_table_add_column (setter->table, "Фамилия, имя", 5, DOCUMENT_ALIGN_LEFT);
      document_table_add_column (setter->table, "Должность", 9, DOCUMENT_ALIGN_LEFT);
    }
  document_table_add_row (
      setter->table,
      (const char *const[]){ number, name, joint ? joint + strlen (SEPARATOR) : "", NULL });
}

/* An annex's head takes the reference with it that stands behind it in the text. */
static void
set_annex (Setter *setter, const ReadingBlock *block, guint at)
{
  const ReadingBlock *next =
      at + 1 < setter->blocks->len ? g_ptr_array_index (setter->blocks, at + 1) : NULL;

  document_add_annex (
      setter->document, block->label,
      next != NULL && g_str_equal (next->kind, "reference") ? next->text : NULL, block->text);
}

static gboolean
set_block (Setter *setter, guint at, GError **error)
{
  const ReadingBlock *block = g_ptr_array_index (setter->blocks, at);
  Document *document = setter->document;
  const char *kind = block->kind, *text = block->text;

  if (g_str_equal (kind, "delegate"))
    {
      set_delegate (setter, text);
      return TRUE;
    }
  setter->table = NULL;
  setter->rows = 0;
  if (g_str_equal (kind, "columns") || g_str_equal (kind, "row"))
    {
      if (at >= setter->set)
        setter->set = typeset_table (document, setter->blocks, at);
      return TRUE;
    }
  if (g_str_equal (kind, "closing"))
    return set_signatures (setter, text, error);
  if (g_str_equal (kind, "title"))
    document_add_title (document, text);
  else if (g_str_equal (kind, "subtitle"))
    document_add_subtitle (document, text);
  else if (g_str_equal (kind, "place"))
    setter->place = text;
  else if (g_str_equal (kind, "date"))
    document_add_place_and_date (document, setter->place ? setter->place : "", text);
  else if (g_str_equal (kind, "heading"))
    document_add_heading (document, text);
  else if (g_str_equal (kind, "item"))
    document_add_item_heading (document, block->label, text);
  else if (g_str_equal (kind, "lead-in"))
    document_add_lead_in (document, text);
  else if (g_str_equal (kind, "note"))
    document_add_note (document, text);
  else if (g_str_equal (kind, "annex"))
    set_annex (setter, block, at);
  else if (g_str_equal (kind, "decision") || g_str_equal (kind, "list") ||
           g_str_equal (kind, "party"))
    document_add_list_item (document, block->label, text);
  else if (!g_str_equal (kind, "reference")) /* set with its annex */
    document_add_paragraph (document, text);
  return TRUE;
}

/* «Протокол первого очередного заседания …», for readers and archives. */
static char *
document_name (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);

      if (g_str_equal (block->kind, "subtitle"))
        return g_strconcat ("Протокол ", block->text, NULL);
    }
  return g_strdup ("Протокол");
}

/* Which protocol it is and which text was agreed, for who compares the paper with the record. */
static gboolean
set_code (Setter *setter, const Protocol *protocol, GError **error)
{
  g_autoptr(DbRow) row = NULL;
  g_autofree char *code = NULL;
  int wanted = style_with_code (setter->db, error);

  if (wanted <= 0 || protocol->text_sha256 == NULL)
    return wanted >= 0;
  row = db_one (setter->db, "SELECT handle FROM body WHERE id = ?", error, "s",
                protocol->council);
  if (row == NULL)
    return FALSE;
  code = g_strdup_printf ("PROTOCOL %s/%s SHA256 %s", row_text (row, "handle"), protocol->ref,
                          protocol->text_sha256);
  for (char *p = code; *p != '\0'; p++) /* capitals take less room */
    *p = g_ascii_toupper (*p);
  document_set_code (setter->document, code);
  return TRUE;
}

static gboolean
set_metadata (Setter *setter, const Protocol *protocol, const char *keeper, GDateTime *created,
              gboolean draft, GError **error)
{
  g_autofree char *author =
      name_get (setter->db, protocol->council, "body", keeper, "ru", CASE_NOMINATIVE, error);
  const Party *party = g_ptr_array_index (setter->parties, 0);
  g_autofree char *side = party_name (setter->db, party, "side", "ru", CASE_GENITIVE, error);
  g_autofree char *subject = side ? g_strconcat ("Экземпляр ", side, NULL) : NULL;

  if (author == NULL || subject == NULL)
    return FALSE;
  document_set_author (setter->document, author);
  document_set_subject (setter->document, subject);
  if (created != NULL)
    document_set_created (setter->document, created);
  if (!draft && !set_code (setter, protocol, error))
    return FALSE;
  document_set_marks (setter->document, (draft ? DOCUMENT_MARK_DRAFT : 0) |
                                            (protocol->sample ? DOCUMENT_MARK_SAMPLE : 0));
  return TRUE;
}

Document *
typeset_original (Db *db, const Protocol *protocol, GPtrArray *clauses, const char *keeper,
                  GPtrArray *signatories, const char *city, const GDate *date,
                  GDateTime *created, gboolean draft, GError **error)
{
  g_autoptr(GPtrArray) all = party_list (db, error);
  g_autoptr(GPtrArray) parties = all ? party_alternat (all, keeper) : NULL;
  g_autoptr(GPtrArray) blocks =
      parties ? reading_make (db, protocol, clauses, keeper, city, date, error) : NULL;
  g_autofree char *name = blocks ? document_name (blocks) : NULL;
  g_autoptr(Document) document = name ? document_new (name, "ru") : NULL;
  Setter setter = { .db = db,
                    .document = document,
                    .parties = parties,
                    .signatories = signatories,
                    .own = protocol->own,
                    .blocks = blocks,
                    .fields = !draft };

  if (document == NULL || !set_metadata (&setter, protocol, keeper, created, draft, error))
    return NULL;
  for (guint i = 0; i < blocks->len; i++)
    if (!set_block (&setter, i, error))
      return NULL;
  return g_steal_pointer (&document);
}
