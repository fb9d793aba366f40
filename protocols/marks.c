#include "protocols/marks.h"

#include "protocols/turns.h"

#include "core/error.h"
#include "core/message.h"
#include "core/name.h"
#include "core/party.h"

#include <string.h>

#define KNOWN                                                                                 \
  "council:CASE, parties:CASE, parties:ROLE:CASE, party:CODE:ROLE:CASE, "                     \
  "annex:delegation:CODE, annex:agenda, annex:table:NAME, annexes:delegations, "              \
  "signing:city, signing:date"

/* Room for ink: no text of the record, and never in the way of a search. */
#define BLANK_CITY "______________"
#define BLANK_DATE "«___» ______________ 20___ года"

/* Stands for a mark where only literal text is looked at. */
#define ELSEWHERE "\u2403"

static const char *const roles[] = { "state", "government", "side", "country" };

static char *
clause_number (const MarkContext *context)
{
  return g_strdup_printf ("%u", context->clause);
}

static gboolean
bad_mark (const MarkContext *context, const char *mark, GError **error)
{
  g_autofree char *n = clause_number (context);

  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("clause {n}, mark {mark}: not known (one of: {known}; a brace that is no mark is "
          "written twice)"),
      "n", n, "mark", mark, "known", KNOWN, NULL);
}

static gboolean
parse_case (const MarkContext *context, const char *word, const char *mark,
            GrammaticalCase *found, GError **error)
{
  g_autofree char *n = clause_number (context);

  for (int i = 0; word != NULL && i < N_CASES; i++)
    if (g_str_equal (word, case_name ((GrammaticalCase) i)))
      {
        *found = (GrammaticalCase) i;
        return TRUE;
      }
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("clause {n}, mark {mark}: {word} is no case (one of: nominative, genitive, "
          "dative, accusative, instrumental, prepositional)"),
      "n", n, "mark", mark, "word", word ? word : "", NULL);
}

static gboolean
parse_role (const MarkContext *context, const char *word, const char *mark, GError **error)
{
  g_autofree char *n = clause_number (context);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (word, roles[i]))
      return TRUE;
  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("clause {n}, mark {mark}: {word} is no name of a party (one of: state, government, "
          "side, country)"),
      "n", n, "mark", mark, "word", word, NULL);
}

char *
marks_literal (const char *text)
{
  GString *literal = g_string_new (text);

  g_string_replace (literal, "{", "{{", 0);
  g_string_replace (literal, "}", "}}", 0);
  return g_string_free (literal, FALSE);
}

char *
marks_join (GPtrArray *words)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        g_string_append (joined, i + 1 == words->len ? " и " : ", ");
      g_string_append (joined, g_ptr_array_index (words, i));
    }
  return g_string_free (joined, FALSE);
}

static const Party *
find_party (const MarkContext *context, const char *code)
{
  for (guint i = 0; i < context->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (context->parties, i);

      if (g_str_equal (party->code, code))
        return party;
    }
  return NULL;
}

static char *
expand_council (const MarkContext *context, char **words, const char *mark, GError **error)
{
  GrammaticalCase form;

  if (g_strv_length (words) != 2)
    {
      bad_mark (context, mark, error);
      return NULL;
    }
  if (!parse_case (context, words[1], mark, &form, error))
    return NULL;
  return name_get_exact (context->db, context->council, "body", context->keeper, "ru", form,
                         error);
}

static char *
expand_parties (const MarkContext *context, char **words, const char *mark, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n = g_strv_length (words);
  const char *role = n == 3 ? words[1] : "state";
  GrammaticalCase form;

  if (n < 2 || n > 3)
    {
      bad_mark (context, mark, error);
      return NULL;
    }
  if (!parse_role (context, role, mark, error) ||
      !parse_case (context, words[n - 1], mark, &form, error))
    return NULL;
  for (guint i = 0; i < context->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (context->parties, i);
      char *name = name_get_exact (context->db, party->id, role, NULL, "ru", form, error);

      if (name == NULL)
        return NULL;
      g_ptr_array_add (names, name);
    }
  return marks_join (names);
}

static char *
expand_party (const MarkContext *context, char **words, const char *mark, GError **error)
{
  const Party *party = NULL;
  GrammaticalCase form;

  if (g_strv_length (words) != 4)
    {
      bad_mark (context, mark, error);
      return NULL;
    }
  party = find_party (context, words[1]);
  if (party == NULL)
    {
      g_autofree char *n = clause_number (context);

      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("clause {n}, mark {mark}: no party {code}"), "n", n, "mark", mark,
                     "code", words[1], NULL);
      return NULL;
    }
  if (!parse_role (context, words[2], mark, error) ||
      !parse_case (context, words[3], mark, &form, error))
    return NULL;
  return name_get_exact (context->db, party->id, words[2], NULL, "ru", form, error);
}

static char *
expand_annex (const MarkContext *context, const char *key, const char *mark, GError **error)
{
  const char *number = g_hash_table_lookup (context->annexes, key);

  if (number == NULL)
    {
      g_autofree char *n = clause_number (context);

      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("clause {n}, mark {mark}: the protocol has no such annex (add it, or "
                         "take the mark "
                         "out)"),
                     "n", n, "mark", mark, NULL);
      return NULL;
    }
  return g_strdup (number);
}

static char *
expand_annexes (const MarkContext *context, const char *mark, GError **error)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < context->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (context->parties, i);
      g_autofree char *key = g_strconcat ("delegation:", party->code, NULL);
      char *number = expand_annex (context, key, mark, error);

      if (number == NULL)
        return NULL;
      g_ptr_array_add (numbers, number);
    }
  return marks_join (numbers);
}

/* @mark is what stands between the braces. */
static char *
expand_mark (const MarkContext *context, const char *mark, GError **error)
{
  g_auto(GStrv) words = g_strsplit (mark, ":", -1);
  const char *kind = words[0] ? words[0] : "";

  if (g_str_equal (kind, "council"))
    return expand_council (context, words, mark, error);
  if (g_str_equal (kind, "parties"))
    return expand_parties (context, words, mark, error);
  if (g_str_equal (kind, "party"))
    return expand_party (context, words, mark, error);
  if (g_str_has_prefix (mark, "annex:"))
    return expand_annex (context, mark + strlen ("annex:"), mark, error);
  if (g_str_equal (mark, "annexes:delegations"))
    return expand_annexes (context, mark, error);
  if (g_str_equal (mark, "signing:city"))
    return g_strdup (context->city ? context->city : BLANK_CITY);
  if (g_str_equal (mark, "signing:date"))
    return g_strdup (context->date ? context->date : BLANK_DATE);
  bad_mark (context, mark, error);
  return NULL;
}

static gboolean
lone_brace (const MarkContext *context, const char *at, GError **error)
{
  g_autofree char *n = clause_number (context);
  g_autofree char *near = g_utf8_substring (at, 0, MIN (g_utf8_strlen (at, -1), 30));

  return council_error (error, COUNCIL_ERROR_USAGE,
                        N_ ("clause {n}: the brace at «{near}» is no mark (write it twice)"),
                        "n", n, "near", near, NULL);
}

/* Appends one mark, which begins at *@at, and moves on behind it. */
static gboolean
append_mark (const MarkContext *context, const char **at, gboolean literal_only, GString *out,
             GError **error)
{
  const char *end = strpbrk (*at + 1, "{}");
  g_autofree char *mark = NULL, *value = NULL;

  if (end == NULL || *end != '}')
    return lone_brace (context, *at, error);
  mark = g_strndup (*at + 1, (gsize) (end - *at) - 1);
  value = expand_mark (context, mark, error);
  if (value == NULL)
    return FALSE;
  g_string_append (out,
                   literal_only && !g_str_has_prefix (mark, "party:") ? ELSEWHERE : value);
  *at = end + 1;
  return TRUE;
}

static char *
expand (const MarkContext *context, const char *text, gboolean literal_only, GError **error)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *arranged = turns_arrange (context, text, !literal_only, error);

  if (arranged == NULL)
    return NULL;
  for (const char *at = arranged; *at != '\0';)
    {
      if ((*at == '{' || *at == '}') && at[1] == *at)
        {
          g_string_append_c (out, *at);
          at += 2;
        }
      else if (*at == '}')
        {
          lone_brace (context, at, error);
          return NULL;
        }
      else if (*at != '{')
        g_string_append_c (out, *at++);
      else if (!append_mark (context, &at, literal_only, out, error))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
marks_expand (const MarkContext *context, const char *text, GError **error)
{
  return expand (context, text, FALSE, error);
}

char *
marks_outside (const MarkContext *context, const char *text, GError **error)
{
  return expand (context, text, TRUE, error);
}
