/* Bringing a text up to date: what the record changed since it was composed goes into the text as
 * it was edited meanwhile; what was edited itself is left, and named. */
#include "protocols/protocol-internal.h"

#include "core/error.h"
#include "core/message.h"
#include "protocols/compose.h"
#include "protocols/protocol-annex.h"
#include "protocols/version.h"

#include <string.h>

typedef struct
{
  GPtrArray *composed;  /* (element-type Clause): when the text was made */
  GPtrArray *fresh;     /* the same from today's record */
  GPtrArray *text;      /* as it is, and as it becomes */
  Clause **of_composed; /* the clause of @text that each composed one became, or NULL */
  Clause **of_fresh;    /* and each fresh one */
  gboolean *told;       /* the composed clauses that are in @fresh still */
  const char *lang;
  GPtrArray *notices;
} Update;

static gboolean
is_same (const Clause *a, const Clause *b)
{
  return g_str_equal (a->kind, b->kind) && g_strcmp0 (a->label, b->label) == 0 &&
         g_str_equal (a->text, b->text);
}

/* An edited clause that the record would change: a person has to look. */
static void
leave (Update *update, const Clause *clause, const Clause *fresh)
{
  g_ptr_array_add (update->notices,
                   tr_fill (update->lang,
                            fresh
                                ? N_ ("left as it was edited: «{text}» (the record says now: "
                                      "«{fresh}»)")
                                : N_ ("left as it was edited: «{text}» (the record no longer "
                                      "has it)"),
                            "text", clause->text, "fresh", fresh ? fresh->text : NULL, NULL));
}

static void
take (Clause *clause, const Clause *fresh)
{
  g_free (clause->label);
  g_free (clause->text);
  clause->label = g_strdup (fresh->label);
  clause->text = g_strdup (fresh->text);
  if (fresh->source != NULL)
    {
      g_free (clause->source);
      clause->source = g_strdup (fresh->source);
    }
}

/* A clause that the record had before and has still. */
static void
merge_clause (Update *update, guint composed, guint fresh)
{
  const Clause *was = g_ptr_array_index (update->composed, composed);
  const Clause *is = g_ptr_array_index (update->fresh, fresh);
  Clause *clause = update->of_composed[composed];

  update->told[composed] = TRUE;
  update->of_fresh[fresh] = clause;
  if (clause == NULL || is_same (was, is) || is_same (clause, is))
    return;
  if (is_same (clause, was))
    take (clause, is);
  else
    leave (update, clause, is);
}

/* A clause that is new in the record goes behind the one before it, unless it is there. */
static void
insert_clause (Update *update, guint fresh)
{
  const Clause *is = g_ptr_array_index (update->fresh, fresh);
  const Clause *before = NULL;
  guint place = 0;

  for (guint i = 0; i < update->text->len; i++)
    if (is_same (g_ptr_array_index (update->text, i), is))
      return;
  for (guint i = fresh; i-- > 0 && before == NULL;)
    before = update->of_fresh[i];
  if (before != NULL && g_ptr_array_find (update->text, before, &place))
    place++;
  update->of_fresh[fresh] = clause_copy (is);
  g_ptr_array_insert (update->text, (int) place, update->of_fresh[fresh]);
}

/* What the record no longer has goes, unless it was edited. */
static void
drop_clause (Update *update, guint composed)
{
  Clause *clause = update->of_composed[composed];

  if (clause == NULL)
    return;
  if (is_same (clause, g_ptr_array_index (update->composed, composed)))
    g_ptr_array_remove (update->text, clause);
  else
    leave (update, clause, NULL);
}

static void
merge (Update *update)
{
  g_autofree int *became = clauses_align (update->composed, update->text);
  g_autofree int *was = clauses_align (update->composed, update->fresh);

  for (guint i = 0; i < update->text->len; i++)
    if (became[i] >= 0)
      update->of_composed[became[i]] = g_ptr_array_index (update->text, i);
  for (guint i = 0; i < update->fresh->len; i++)
    if (was[i] >= 0)
      merge_clause (update, (guint) was[i], i);
  for (guint i = 0; i < update->fresh->len; i++)
    if (was[i] < 0)
      insert_clause (update, i);
  for (guint i = 0; i < update->composed->len; i++)
    if (!update->told[i])
      drop_clause (update, i);
}

/* The text as the record last gave it whole. */
static GPtrArray *
composed_text (Db *db, const Protocol *protocol, GError **error)
{
  g_autoptr(GPtrArray) versions = version_list (db, protocol, error);

  for (guint i = versions ? versions->len : 0; i-- > 0;)
    {
      const Version *version = g_ptr_array_index (versions, i);

      if (g_str_equal (version->verb, "draft"))
        return version_clauses (db, version, error);
    }
  if (versions != NULL)
    council_error (
        error, COUNCIL_ERROR_RULE,
        N_ ("protocol {ref}: an older program composed it, so that what was edited since "
            "cannot be told (--again composes it anew)"),
        "ref", protocol->ref, NULL);
  return NULL;
}

gboolean
protocol_update (Db *db, const char *ref, const ProtocolChoice *asked, const char *lang,
                 GPtrArray *notices, GError **error)
{
  g_autoptr(DbTransaction) tx = db_begin (db, "protocol.update", error);
  g_autoptr(Protocol) protocol = tx ? protocol_load (db, ref, error) : NULL;
  g_autoptr(Meeting) meeting =
      protocol ? meeting_load_id (db, protocol->meeting, error) : NULL;
  g_autoptr(GPtrArray) composed = NULL, fresh = NULL, text = NULL;
  g_autoptr(GPtrArray) was = NULL, is = NULL; /* without attached tables, which come and go
                                                * by 'protocol annex' alone */
  g_autofree char *before = NULL, *after = NULL;
  Update update = { .lang = lang, .notices = notices };
  ProtocolChoice choice;
  guint voided;

  if (meeting == NULL || !protocol_check_open (protocol, error) ||
      !protocol_choose (protocol, asked, &choice, error) ||
      (composed = composed_text (db, protocol, error)) == NULL ||
      (text = protocol_clauses (db, protocol, error)) == NULL ||
      (fresh = compose_protocol (db, protocol, meeting, &choice, lang, notices, error)) ==
          NULL)
    return FALSE;
  db_subject (tx, protocol->ref);
  before = protocol_text_hash (text);
  update.composed = was = table_annex_strip (composed);
  update.fresh = is = table_annex_strip (fresh);
  update.text = text;
  update.of_composed = g_new0 (Clause *, composed->len + 1);
  update.of_fresh = g_new0 (Clause *, fresh->len + 1);
  update.told = g_new0 (gboolean, composed->len + 1);
  merge (&update);
  g_free (update.of_composed);
  g_free (update.of_fresh);
  g_free (update.told);
  after = protocol_text_hash (text);
  return g_str_equal (before, after) ||
         (protocol_replace_text (db, protocol, text, "update", &choice, &voided, error) &&
          db_commit (&tx, error));
}
