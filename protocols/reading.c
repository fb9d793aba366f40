#include "protocols/reading.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"
#include "protocols/marks.h"

#include <string.h>

void
reading_block_free (ReadingBlock *block)
{
  if (block == NULL)
    return;
  g_free (block->label);
  g_free (block->text);
  g_free (block);
}

char *
reading_city (Db *db, const char *city, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT declined.text AS text FROM name JOIN name AS declined"
                 " ON declined.owner = name.owner AND declined.role = 'capital'"
                 " AND declined.lang = 'ru' AND declined.form = 'prepositional'"
                 " WHERE name.role = 'capital' AND name.lang = 'ru'"
                 " AND name.form = 'nominative' AND name.text = ?",
                 error, "s", city))
    return NULL;
  return row ? row_copy (row, "text") : g_strdup (city);
}

/* A clause, and where it was typed. */
typedef struct
{
  const Clause *clause;
  guint number;
} Place;

static guint
rank (GPtrArray *parties, const char *code)
{
  for (guint i = 0; i < parties->len; i++)
    if (g_strcmp0 (((const Party *) g_ptr_array_index (parties, i))->code, code) == 0)
      return i;
  return G_MAXUINT;
}

/* The party that a delegation's annex belongs to; NULL for another annex. */
static const char *
annex_party (const Clause *clause)
{
  return g_str_has_prefix (clause->label, "delegation:")
             ? clause->label + strlen ("delegation:")
             : NULL;
}

static gint
compare_parties (gconstpointer a, gconstpointer b, gpointer parties)
{
  const Place *one = a, *other = b;
  guint x = rank (parties, one->clause->label), y = rank (parties, other->clause->label);

  return x < y ? -1 : x > y;
}

/* Clauses of the kind «party» that stand in a row, in alternat order. */
static void
sort_parties (GArray *places, GPtrArray *parties)
{
  for (guint i = 0, n; i < places->len; i += MAX (n, 1))
    {
      for (n = 0; i + n < places->len; n++)
        if (!g_str_equal (g_array_index (places, Place, i + n).clause->kind, "party"))
          break;
      if (n > 1)
        g_qsort_with_data (&g_array_index (places, Place, i), (int) n, sizeof (Place),
                           compare_parties, parties);
    }
}

static gboolean
is_annex (const Place *place)
{
  return g_str_equal (place->clause->kind, "annex");
}

/* Appends the annex that begins at @start with all that belongs to it. */
static void
append_annex (GArray *sorted, GArray *places, guint start)
{
  g_array_append_val (sorted, g_array_index (places, Place, start));
  for (guint i = start + 1; i < places->len; i++)
    {
      if (is_annex (&g_array_index (places, Place, i)))
        break;
      g_array_append_val (sorted, g_array_index (places, Place, i));
    }
}

/* The delegations' annexes come first, in alternat order; the others as they stand. */
static GArray *
sort_annexes (GArray *places, GPtrArray *parties)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (Place));
  guint i = 0;

  for (; i < places->len && !is_annex (&g_array_index (places, Place, i)); i++)
    g_array_append_val (sorted, g_array_index (places, Place, i));
  for (guint p = 0; p <= parties->len; p++)
    for (guint j = i; j < places->len; j++)
      {
        const Place *place = &g_array_index (places, Place, j);
        const char *party = is_annex (place) ? annex_party (place->clause) : NULL;

        if (is_annex (place) && (party ? rank (parties, party) == p : p == parties->len))
          append_annex (sorted, places, j);
      }
  return sorted;
}

static gboolean
bad_clause (GError **error, guint number, const char *why)
{
  g_autofree char *n = g_strdup_printf ("%u", number);

  return council_error (error, COUNCIL_ERROR_USAGE, N_ ("clause {n}: {why:tr}"), "n", n, "why",
                        why, NULL);
}

static const char *
label_fault (const Clause *clause, const ClauseKind *kind, GPtrArray *parties)
{
  const char *party;

  switch (kind->label)
    {
    case LABEL_NONE:
      return clause->label == NULL ? NULL : N_ ("this kind of clause has no label");
    case LABEL_FREE:
      return clause->label != NULL ? NULL : N_ ("it has no label (such as 1.1.)");
    case LABEL_PARTY:
      return clause->label != NULL && rank (parties, clause->label) != G_MAXUINT
                 ? NULL
                 : N_ ("its label must be the code of a party");
    case LABEL_ANNEX:
    default:
      party = clause->label ? annex_party (clause) : NULL;
      if (clause->label != NULL && (party ? rank (parties, party) != G_MAXUINT
                                          : g_str_equal (clause->label, "agenda") ||
                                                (g_str_has_prefix (clause->label, "table:") &&
                                                 clause->label[6] != '\0')))
        return NULL;
      return N_ (
          "its label must be agenda, delegation: and the code of a party, or table: and a "
          "name");
    }
}

/* Whether the same annex, or the same party in one block, comes twice. */
static gboolean
comes_twice (GPtrArray *clauses, guint at)
{
  const Clause *clause = g_ptr_array_index (clauses, at);
  gboolean annex = g_str_equal (clause->kind, "annex");

  if (!annex && !g_str_equal (clause->kind, "party"))
    return FALSE;
  for (guint i = at; i-- > 0;)
    {
      const Clause *other = g_ptr_array_index (clauses, i);

      if (!g_str_equal (other->kind, clause->kind))
        {
          if (annex)
            continue;
          return FALSE;
        }
      if (g_strcmp0 (other->label, clause->label) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether the text is whole: one closing clause, annexes behind it, labels as they must be. */
static gboolean
check_structure (GPtrArray *clauses, GPtrArray *parties, GError **error)
{
  guint closings = 0;

  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);
      const ClauseKind *kind = clause_kind_find (clause->kind);
      const char *fault =
          kind ? label_fault (clause, kind, parties) : N_ ("its kind is not known");

      if (fault != NULL)
        return bad_clause (error, i + 1, fault);
      if (comes_twice (clauses, i))
        return bad_clause (error, i + 1, N_ ("the same label comes twice"));
      if (kind->label == LABEL_ANNEX && closings == 0)
        return bad_clause (error, i + 1, N_ ("an annex stands before the closing clause"));
      closings += g_str_equal (clause->kind, "closing");
    }
  if (closings != 1)
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("the text has no closing clause, or two: it needs one, behind which "
            "the signatures stand"),
        NULL);
  return TRUE;
}

static GHashTable *
number_annexes (GArray *places)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint number = 0;

  for (guint i = 0; i < places->len; i++)
    if (is_annex (&g_array_index (places, Place, i)))
      g_hash_table_insert (numbers, g_array_index (places, Place, i).clause->label,
                           g_strdup_printf ("%u", ++number));
  return numbers;
}

static char *
block_label (const MarkContext *context, const Clause *clause)
{
  if (g_str_equal (clause->kind, "annex"))
    return g_strconcat ("Приложение ", g_hash_table_lookup (context->annexes, clause->label),
                        NULL);
  return g_strdup (g_str_equal (clause->kind, "party") ? "—" : clause->label);
}

/* A party's line in a list ends as its place asks, wherever the alternat puts it. */
static void
punctuate (ReadingBlock *block, gboolean last)
{
  gsize n = strlen (block->text);
  char *text;

  while (n > 0 && strchr (";., ", block->text[n - 1]) != NULL)
    n--;
  text = g_strdup_printf ("%.*s%s", (int) n, block->text, last ? "." : ";");
  g_free (block->text);
  block->text = text;
}

static GPtrArray *
expand_places (MarkContext *context, GArray *places, GError **error)
{
  g_autoptr(GPtrArray) blocks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) reading_block_free);

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      ReadingBlock *block = g_new0 (ReadingBlock, 1);
      gboolean last =
          i + 1 == places->len ||
          !g_str_equal (g_array_index (places, Place, i + 1).clause->kind, "party");

      g_ptr_array_add (blocks, block);
      block->kind = clause_kind_find (place->clause->kind)->kind;
      block->clause = place->number;
      block->label = block_label (context, place->clause);
      context->clause = place->number;
      block->text = marks_expand (context, place->clause->text, error);
      if (block->text == NULL)
        return NULL;
      if (g_str_equal (block->kind, "party"))
        punctuate (block, last);
    }
  return g_steal_pointer (&blocks);
}

GPtrArray *
reading_make (Db *db, const Protocol *protocol, GPtrArray *clauses, const char *keeper,
              const char *city, const GDate *date, GError **error)
{
  g_autoptr(GPtrArray) all = party_list (db, error);
  g_autoptr(GPtrArray) parties = all ? party_alternat (all, keeper) : NULL;
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr(GArray) sorted = NULL;
  g_autoptr(GHashTable) annexes = NULL;
  g_autofree char *city_text = NULL, *date_text = NULL;

  if (parties == NULL || !check_structure (clauses, parties, error))
    return NULL;
  if (city != NULL && (city_text = reading_city (db, city, error)) == NULL)
    return NULL;
  if (date != NULL)
    date_text = language_date_formal (date);
  for (guint i = 0; i < clauses->len; i++)
    {
      Place place = { g_ptr_array_index (clauses, i), i + 1 };

      g_array_append_val (places, place);
    }
  sort_parties (places, parties);
  sorted = sort_annexes (places, parties);
  annexes = number_annexes (sorted);
  return expand_places (&(MarkContext){ .db = db,
                                        .council = protocol->council,
                                        .keeper = keeper,
                                        .parties = parties,
                                        .annexes = annexes,
                                        .city = city_text,
                                        .date = date_text },
                        sorted, error);
}
