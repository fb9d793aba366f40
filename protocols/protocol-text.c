/* The text of a protocol as plain text for an editor. */
#include "protocols/protocol.h"

#include "core/error.h"
#include "core/message.h"
#include "core/text.h"

#include <string.h>

/* A line that would be taken for a comment or the head of a clause begins with a backslash. */
static const char *
shield (const char *text)
{
  return strchr ("#@\\", *text) != NULL && *text != '\0' ? "\\" : "";
}

char *
protocol_text_plain (GPtrArray *clauses)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < clauses->len; i++)
    {
      const Clause *clause = g_ptr_array_index (clauses, i);

      g_string_append_printf (text, "%s@%s%s%s\n%s%s\n", i ? "\n" : "", clause->kind,
                              clause->label ? " " : "", clause->label ? clause->label : "",
                              shield (clause->text), clause->text);
    }
  return g_string_free (text, FALSE);
}

/* What a person has to know, every line of it a comment. */
static void
append_help (GString *text, const Protocol *protocol, const char *lang)
{
  g_autofree char *head =
      tr_fill (lang,
               N_ ("Protocol {ref}. A line @KIND LABEL begins a clause; its text follows, "
                   "on as many lines as you like."),
               "ref", protocol->ref, NULL);
  static const char *const lines[] = {
    N_ ("Lines that begin with # are not part of the text. To give the change up, close the "
        "editor without saving."),
    N_ ("What the alternat touches is a mark: {council:genitive}, {parties:nominative}, "
        "{party:CODE:side:nominative}. A mark is not split and not translated."),
    N_ ("Wording that is not agreed yet stands in [brackets]."),
    N_ ("Kinds of clause:"),
  };

  g_string_append_printf (text, "# %s\n", head);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_string_append_printf (text, "# %s\n", tr (lang, lines[i]));
  for (const ClauseKind *kind = clause_kinds; kind->kind != NULL; kind++)
    {
      const char *label = kind->label == LABEL_FREE    ? N_ ("NUMBER")
                          : kind->label == LABEL_PARTY ? N_ ("CODE OF A PARTY")
                          : kind->label == LABEL_ANNEX ? N_ ("delegation:CODE, agenda or "
                                                             "table:NAME")
                                                       : NULL;

      g_string_append_printf (text, "#   @%s%s%s — %s\n", kind->kind, label ? " " : "",
                              label ? tr (lang, label) : "", tr (lang, kind->word));
    }
}

char *
protocol_text_write (const Protocol *protocol, GPtrArray *clauses, const char *lang)
{
  GString *text = g_string_new (NULL);
  g_autofree char *plain = protocol_text_plain (clauses);

  append_help (text, protocol, lang);
  g_string_append_printf (text, "\n%s", plain);
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
  g_auto(GStrv) words = g_strsplit (line + 1, " ", 2);
  const char *label = words[0] != NULL && words[1] != NULL ? g_strstrip (words[1]) : NULL;

  if (words[0] == NULL || clause_kind_find (words[0]) == NULL)
    {
      g_autofree char *n = g_strdup_printf ("%u", number);

      council_error (error, COUNCIL_ERROR_INPUT,
                     N_ ("text of the protocol, line {n}: no kind of clause is called {kind} "
                         "(the kinds stand at the top)"),
                     "n", n, "kind", words[0] ? words[0] : "", NULL);
      return NULL;
    }
  return clause_new (words[0], label != NULL && *label != '\0' ? label : NULL, "", NULL);
}

/* @line: where the clause begins. */
static gboolean
finish (Clause *clause, guint line, GError **error)
{
  g_autofree char *text = NULL, *n = g_strdup_printf ("%u", line);

  if (clause == NULL)
    return TRUE;
  if (*clause->text == '\0')
    return bad_line (error, line, N_ ("the clause that begins here has no text"));
  text = text_clean (clause->text, N_ ("text"), error);
  if (text == NULL)
    return council_error_wrap (error, COUNCIL_ERROR_INPUT,
                               N_ ("text of the protocol, line {n}: {error}"), "n", n, NULL);
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
  if (*line == '\\')
    line++;
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
  g_autoptr(GPtrArray) clauses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) clause_free);
  g_auto(GStrv) lines = NULL;
  Clause *clause = NULL;
  guint i, head = 0;

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
      if (!finish (clause, head, error) || (clause = read_head (line, i + 1, error)) == NULL)
        return NULL;
      head = i + 1;
      g_ptr_array_add (clauses, clause);
    }
  if (!finish (clause, head, error))
    return NULL;
  if (clauses->len == 0)
    {
      council_error (error, COUNCIL_ERROR_INPUT, N_ ("text of the protocol: it is empty"),
                     NULL);
      return NULL;
    }
  return g_steal_pointer (&clauses);
}
