/* What stands in the way of agreeing: brackets, and names that the alternat would not reach. */
#include "protocols/protocol.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"
#include "protocols/marks.h"
#include "protocols/review.h"

#include <string.h>

ProtocolFinding *
protocol_finding_new (const char *kind, guint clause, GError *error)
{
  ProtocolFinding *finding = g_new0 (ProtocolFinding, 1);

  finding->kind = kind;
  finding->clause = clause;
  finding->error = error;
  return finding;
}

void
protocol_finding_free (ProtocolFinding *finding)
{
  if (finding == NULL)
    return;
  g_error_free (finding->error);
  g_free (finding);
}

/* Adds every pair of two parties' names, in that case, joined as people join them. */
static void
add_pairs (GPtrArray *rows, GHashTable *typed)
{
  static const char *const joints[] = { " и ", " – ", " — ", "-", " - ", ", " };

  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < rows->len; j++)
      {
        const DbRow *a = g_ptr_array_index (rows, i), *b = g_ptr_array_index (rows, j);

        if (g_str_equal (row_text (a, "owner"), row_text (b, "owner")) ||
            !g_str_equal (row_text (a, "form"), row_text (b, "form")))
          continue;
        for (guint k = 0; k < G_N_ELEMENTS (joints); k++)
          {
            char *pair =
                g_strconcat (row_text (a, "text"), joints[k], row_text (b, "text"), NULL);

            g_hash_table_insert (typed, text_fold (pair), pair);
          }
      }
}

/* Folded wording to the wording itself: what must be a mark. */
static GHashTable *
typed_names (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) bodies =
      db_all (db,
              "SELECT text FROM name WHERE owner = ? AND role = 'body' AND lang = 'ru'"
              " AND writer != ''",
              error, "s", protocol->council);
  g_autoptr(GPtrArray) names =
      bodies ? db_all (db,
                       "SELECT owner, role, form, text FROM name JOIN party"
                       " ON party.id = name.owner WHERE lang = 'ru'"
                       " AND role IN ('state', 'government', 'side', 'country')",
                       error, "")
             : NULL;
  GHashTable *typed;

  if (names == NULL)
    return NULL;
  typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < bodies->len; i++)
    {
      const char *text = row_text (g_ptr_array_index (bodies, i), "text");

      g_hash_table_insert (typed, text_fold (text), g_strdup (text));
    }
  add_pairs (names, typed);
  return typed;
}

static void
find_typed (GHashTable *typed, const char *literal, guint number, GPtrArray *findings)
{
  g_autofree char *folded = text_fold (literal), *n = g_strdup_printf ("%u", number);
  GHashTableIter iter;
  gpointer key, value;
  const char *longest = NULL;

  g_hash_table_iter_init (&iter, typed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (strstr (folded, key) != NULL &&
        (longest == NULL || strlen (value) > strlen (longest) ||
         (strlen (value) == strlen (longest) && strcmp (value, longest) < 0)))
      longest = value;
  if (longest != NULL)
    {
      GError *finding = NULL;

      council_error (
          &finding, COUNCIL_ERROR_RULE,
          N_ ("clause {n}: «{words}» is typed outside a mark, so that the originals "
              "would not alternate (write the mark)"),
          "n", n, "words", longest, NULL);
      g_ptr_array_add (findings, protocol_finding_new ("typed-name", number, finding));
    }
}

/* The wording between the first brackets, as it is shown. */
static void
find_bracket (const char *text, guint number, GPtrArray *findings)
{
  GError *finding = NULL;
  const char *open = strpbrk (text, "[]");
  g_autofree char *n = g_strdup_printf ("%u", number), *words = NULL;

  if (open == NULL)
    return;
  words = g_utf8_substring (open, 0, MIN (g_utf8_strlen (open, -1), 40));
  council_error (&finding, COUNCIL_ERROR_RULE,
                 N_ ("clause {n}: a bracket is left: «{words}» (settle the wording)"), "n", n,
                 "words", words, NULL);
  g_ptr_array_add (findings, protocol_finding_new ("bracket", number, finding));
}

/* What a side proposes and the others have not taken. */
static gboolean
find_proposals (Db *db, const Protocol *protocol, GPtrArray *findings, GError **error)
{
  g_autoptr(GPtrArray) brackets = bracket_list (db, protocol, error);

  for (guint i = 0; brackets != NULL && i < brackets->len; i++)
    {
      const Bracket *bracket = g_ptr_array_index (brackets, i);
      g_autofree char *n = g_strdup_printf ("%u", bracket->clause);
      GError *finding = NULL;

      council_error (&finding, COUNCIL_ERROR_RULE,
                     N_ ("clause {n}: the wording of {party} is not settled (council protocol "
                         "settle {ref} {n} --take {party} --as PARTY)"),
                     "n", n, "party", bracket->party, "ref", protocol->ref, NULL);
      g_ptr_array_add (findings, protocol_finding_new ("bracket", bracket->clause, finding));
    }
  return brackets != NULL;
}

gboolean
protocol_findings (Db *db, const Protocol *protocol, GPtrArray *clauses, GPtrArray *findings,
                   GError **error)
{
  g_autoptr(GPtrArray) parties = party_list (db, error);
  g_autoptr(GHashTable) typed = parties ? typed_names (db, protocol, error) : NULL;
  g_autoptr(GHashTable) annexes = g_hash_table_new (g_str_hash, g_str_equal);

  if (typed == NULL)
    return FALSE;
  for (guint i = 0; i < clauses->len; i++) /* the numbers of annexes do not matter here */
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      if (g_str_equal (clause->kind, "annex") && clause->label != NULL)
        g_hash_table_insert (annexes, clause->label, (gpointer) "1");
    }
  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);
      g_autofree char *literal =
          marks_outside (&(MarkContext){ .db = db,
                                         .council = protocol->council,
                                         .keeper = ((Party *) parties->pdata[0])->code,
                                         .parties = parties,
                                         .annexes = annexes,
                                         .clause = i + 1 },
                         clause->text, error);

      if (literal == NULL)
        return FALSE;
      find_bracket (clause->text, i + 1, findings);
      find_typed (typed, literal, i + 1, findings);
    }
  return find_proposals (db, protocol, findings, error);
}
