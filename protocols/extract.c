#include "protocols/extract.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/office.h"
#include "core/party.h"
#include "core/text.h"
#include "meetings/decision.h"
#include "protocols/document.h"
#include "protocols/reading.h"

#include <string.h>

typedef struct
{
  Db *db;
  const Protocol *protocol;
  const ExtractChoice *choice;
  GPtrArray *clauses; /* (element-type Clause) */
  GPtrArray *blocks;  /* (element-type ReadingBlock) */
  GHashTable *wanted; /* keys of decisions */
  Document *document;
} Extractor;

/* --- which decisions --------------------------------------------------------------------------- */

static gboolean
is_executed_by (const Decision *decision, const char *folded)
{
  for (guint i = 0; i < decision->executors->len; i++)
    {
      const Responsible *executor = g_ptr_array_index (decision->executors, i);
      g_autofree char *who = text_fold (executor->who);

      if (strstr (who, folded) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
choose (Extractor *extractor, GError **error)
{
  const ExtractChoice *choice = extractor->choice;
  g_autoptr(GPtrArray) decisions =
      decision_list (extractor->db, extractor->protocol->meeting, error);
  g_autofree char *folded = choice->executor ? text_fold (choice->executor) : NULL;

  for (guint i = 0; decisions != NULL && i < decisions->len; i++)
    {
      const Decision *decision = g_ptr_array_index (decisions, i);
      g_autofree char *item = g_strdup_printf ("%" G_GINT64_FORMAT, decision->item_number);

      if ((folded == NULL || is_executed_by (decision, folded)) &&
          (choice->item == NULL || g_str_equal (choice->item, item)))
        g_hash_table_add (extractor->wanted, g_strdup (decision->id));
    }
  return decisions != NULL;
}

static const Clause *
clause_of (const Extractor *extractor, const ReadingBlock *block)
{
  return g_ptr_array_index (extractor->clauses, block->clause - 1);
}

static gboolean
is_wanted (const Extractor *extractor, const ReadingBlock *block)
{
  const Clause *clause = clause_of (extractor, block);

  return g_str_equal (block->kind, "decision") && clause->source != NULL &&
         g_hash_table_contains (extractor->wanted, clause->source);
}

/* --- its parts --------------------------------------------------------------------------------- */

static const char *
first_text (const Extractor *extractor, const char *kind)
{
  for (guint i = 0; i < extractor->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (extractor->blocks, i);

      if (g_str_equal (block->kind, kind))
        return block->text;
    }
  return "";
}

static void
add_head (Extractor *extractor)
{
  document_add_title (extractor->document, "ВЫПИСКА ИЗ ПРОТОКОЛА");
  document_add_subtitle (extractor->document, first_text (extractor, "subtitle"));
  document_add_place_and_date (extractor->document, first_text (extractor, "place"),
                               first_text (extractor, "date"));
}

/* The item above the first of its decisions, and the words that lead them in. */
static guint
add_decisions (Extractor *extractor)
{
  const ReadingBlock *item = NULL, *lead = NULL;
  guint n = 0;

  for (guint i = 0; i < extractor->blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (extractor->blocks, i);

      if (g_str_equal (block->kind, "item"))
        {
          item = block;
          lead = NULL;
        }
      else if (g_str_equal (block->kind, "lead-in"))
        lead = block;
      else if (is_wanted (extractor, block))
        {
          if (item != NULL)
            document_add_item_heading (extractor->document, item->label, item->text);
          if (lead != NULL)
            document_add_lead_in (extractor->document, lead->text);
          document_add_list_item (extractor->document, block->label, block->text);
          item = lead = NULL;
          n++;
        }
    }
  return n;
}

/* «Протокол подписали: за Аркадскую Сторону — Премьер-министр …, Л. П. Вымыслов; …» */
static gboolean
add_signatories (Extractor *extractor, GError **error)
{
  g_autoptr(GPtrArray) signatories =
      signatories_of (extractor->db, extractor->protocol, error);
  g_autoptr(GPtrArray) all = signatories ? party_list (extractor->db, error) : NULL;
  g_autoptr(GPtrArray) parties = all ? party_alternat (all, extractor->choice->party) : NULL;

  if (parties == NULL)
    return FALSE;
  if (!g_str_equal (extractor->protocol->state, "signed"))
    return TRUE;
  document_add_space (extractor->document, 0.5);
  document_add_lead_in (extractor->document, "Протокол подписали:");
  for (guint p = 0; p < parties->len; p++)
    for (guint i = 0; i < signatories->len; i++)
      {
        const Party *party = g_ptr_array_index (parties, p);
        const Signatory *signatory = g_ptr_array_index (signatories, i);
        g_autofree char *side = NULL, *line = NULL;

        if (!g_str_equal (signatory->party, party->code))
          continue;
        side = name_get_exact (extractor->db, party->id, "side", NULL, "ru", CASE_ACCUSATIVE,
                               error);
        if (side == NULL)
          return FALSE;
        line = g_strdup_printf ("за %s — %s %s%s", side, signatory->title, signatory->name,
                                p + 1 < parties->len ? ";" : ".");
        document_add_list_item (extractor->document, "—", line);
      }
  return TRUE;
}

/* The secretary's line; without a secretary on record it is left to ink. */
static gboolean
add_certificate (Extractor *extractor, GError **error)
{
  g_autoptr(Party) party = party_load (extractor->db, extractor->choice->party, error);
  g_autoptr(Term) term = NULL;
  g_autoptr(DbRow) person = NULL;
  g_autofree char *day = NULL, *title = NULL, *name = NULL;
  DocumentSignatures *block;
  GDate today;

  if (party == NULL)
    return FALSE;
  clock_today (party->time_zone, &today);
  day = date_text (&today);
  if (!office_holder_maybe (extractor->db, party->code, OFFICE_SECRETARY, day, NULL, &term,
                            error))
    return FALSE;
  if (term != NULL)
    {
      person =
          db_one (extractor->db,
                  "SELECT coalesce (substr (given, 1, 1) || '. ', '')"
                  " || coalesce (substr (patronymic, 1, 1) || '. ', '') || surname AS name"
                  " FROM person WHERE id = ?",
                  error, "s", term->person);
      title = person ? office_title (extractor->db, term, "ru", CASE_NOMINATIVE, error) : NULL;
      if (title == NULL)
        return FALSE;
      name = row_copy (person, "name");
    }
  document_add_space (extractor->document, 0.5);
  block = document_add_signatures (extractor->document, "Выписка верна.");
  {
    const char *words = title ? title : "Ответственный секретарь";
    char first[7] = { 0 };
    g_autofree char *column = NULL;

    g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (words)), first);
    column =
        g_strconcat (first, g_utf8_next_char (words), "\n«___» __________ 20___ г.", NULL);

    document_signatures_add_column (block, column, name);
  }
  document_signatures_add_column (block, "М. П.", NULL);
  return TRUE;
}

/* --- all of it --------------------------------------------------------------------------------- */

static gboolean
nothing (const Extractor *extractor, GError **error)
{
  return council_error (
      error, COUNCIL_ERROR_NOT_FOUND,
      extractor->choice->executor
          ? N_ ("protocol {ref}: no decision in it is for {who} (see 'council decision list "
                "--meeting {ref}')")
          : N_ ("protocol {ref}: no decision in it is meant (see 'council decision list "
                "--meeting {ref}')"),
      "ref", extractor->protocol->ref, "who", extractor->choice->executor, NULL);
}

static gboolean
fill (Extractor *extractor, guint *decisions, GError **error)
{
  g_autofree char *author = name_get (extractor->db, extractor->protocol->council, "body",
                                      extractor->choice->party, "ru", CASE_NOMINATIVE, error);
  gboolean is_signed = g_str_equal (extractor->protocol->state, "signed");

  if (author == NULL || !choose (extractor, error))
    return FALSE;
  document_set_author (extractor->document, author);
  document_set_marks (extractor->document,
                      (is_signed ? 0 : DOCUMENT_MARK_DRAFT) |
                          (extractor->protocol->sample ? DOCUMENT_MARK_SAMPLE : 0));
  add_head (extractor);
  *decisions = add_decisions (extractor);
  if (*decisions == 0)
    return nothing (extractor, error);
  return add_signatories (extractor, error) && add_certificate (extractor, error);
}

GBytes *
extract_render (Db *db, const Protocol *protocol, const ExtractChoice *choice,
                guint *decisions, GError **error)
{
  g_autoptr(GPtrArray) clauses = protocol_clauses (db, protocol, error);
  g_autoptr(GPtrArray) blocks =
      clauses ? reading_make (db, protocol, clauses, choice->party, NULL, NULL, error) : NULL;
  g_autoptr(GHashTable) wanted =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(Document) document = document_new ("Выписка из протокола", "ru");
  Extractor extractor = { db, protocol, choice, clauses, blocks, wanted, document };

  if (blocks == NULL || !fill (&extractor, decisions, error))
    return NULL;
  return document_render (document, NULL, error);
}
