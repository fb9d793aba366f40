/* The text of a protocol as plain text for an editor. */
#include "protocols/protocol.h"

#include "core/error.h"
#include "core/message.h"
#include "core/text.h"

#include <string.h>

char *
protocol_text_write (const Protocol *protocol, GPtrArray *clauses, const char *lang)
{
  GString *text = g_string_new (NULL);
  g_autofree char *head =
      tr_fill (lang, N_ ("Protocol {ref}. A line @KIND LABEL begins a clause."), "ref",
               protocol->ref, NULL);
  g_autoptr (GString) kinds = g_string_new (NULL);
  g_autofree char *list = NULL;

  for (const ClauseKind *kind = clause_kinds; kind->kind != NULL; kind++)
    g_string_append_printf (kinds, "%s%s", kinds->len ? ", " : "", kind->kind);
  list = tr_fill (lang, N_ ("Kinds: {kinds}."), "kinds", kinds->str, NULL);
  g_string_append_printf (
      text, "# %s\n# %s\n# %s\n", head, list,
      tr (lang, N_ ("What the alternat touches is a mark: {council:genitive}, "
                    "{parties:nominative}, {party:CODE:side:nominative}.")));
  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      g_string_append_printf (text, "\n@%s%s%s\n%s\n", clause->kind, clause->label ? " " : "",
                              clause->label ? clause->label : "", clause->text);
    }
  return g_string_free (text, FALSE);
}

static gboolean
bad_line (GError **error, guint line, const char *why)
{
  g_autofree char *n = g_strdup_printf ("%u", line);

  return council_error (error, COUNCIL_ERROR_INPUT,
                        N_ ("text of the protocol, line {n}: {why:tr}"), "n", n, "why", why,
                        NULL);
}

/* «@item 1.»: the head of a clause. */
static Clause *
read_head (const char *line, guint number, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line + 1, " ", 2);
  const char *label = words[0] != NULL && words[1] != NULL ? g_strstrip (words[1]) : NULL;

  if (words[0] == NULL || clause_kind_find (words[0]) == NULL)
    {
      bad_line (error, number, N_ ("no such kind of clause (the kinds stand at the top)"));
      return NULL;
    }
  return clause_new (words[0], label != NULL && *label != '\0' ? label : NULL, "", NULL);
}

static gboolean
finish (Clause *clause, guint line, GError **error)
{
  g_autofree char *text = NULL;

  if (clause == NULL)
    return TRUE;
  if (*clause->text == '\0')
    return bad_line (error, line, N_ ("the clause before it has no text"));
  text = text_clean (clause->text, "text", error);
  if (text == NULL)
    return FALSE;
  g_free (clause->text);
  clause->text = g_steal_pointer (&text);
  return TRUE;
}

static gboolean
append_text (Clause *clause, const char *line, guint number, GError **error)
{
  char *joined;

  if (*line == '\0')
    return TRUE;
  if (clause == NULL)
    return bad_line (error, number, N_ ("text stands before the first clause"));
  joined = *clause->text ? g_strconcat (clause->text, " ", line, NULL) : g_strdup (line);
  g_free (clause->text);
  clause->text = joined;
  return TRUE;
}

GPtrArray *
protocol_text_read (const char *text, GError **error)
{
  g_autoptr (GPtrArray) clauses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  g_auto (GStrv) lines = NULL;
  Clause *clause = NULL;
  guint i;

  if (!g_utf8_validate (text, -1, NULL))
    {
      council_error (error, COUNCIL_ERROR_INPUT,
                     N_ ("text of the protocol: it is no valid UTF-8"), NULL);
      return NULL;
    }
  lines = g_strsplit (text, "\n", -1);
  for (i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);

      if (*line == '#')
        continue;
      if (*line != '@')
        {
          if (!append_text (clause, line, i + 1, error))
            return NULL;
          continue;
        }
      if (!finish (clause, i + 1, error) || (clause = read_head (line, i + 1, error)) == NULL)
        return NULL;
      g_ptr_array_add (clauses, clause);
    }
  if (!finish (clause, i, error))
    return NULL;
  if (clauses->len == 0)
    {
      council_error (error, COUNCIL_ERROR_INPUT, N_ ("text of the protocol: it is empty"),
                     NULL);
      return NULL;
    }
  return g_steal_pointer (&clauses);
}
