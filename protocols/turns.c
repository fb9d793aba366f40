#include "protocols/turns.h"

#include "core/error.h"
#include "core/message.h"
#include "core/party.h"

#include <string.h>

#define BEGINS "{turn:"
#define ENDS "{turns:end}"
#define BETWEEN "; "

static gboolean
refuse (const MarkContext *context, const char *near, GError **error)
{
  g_autofree char *n = g_strdup_printf ("%u", context->clause);
  g_autofree char *start = g_utf8_substring (near, 0, MIN (g_utf8_strlen (near, -1), 30));

  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("clause {n}: the turns at «{near}» are not well formed (one turn mark for "
          "each party, then turns:end)"),
      "n", n, "near", start, NULL);
}

static gboolean
is_party (const MarkContext *context, const char *code)
{
  for (guint i = 0; i < context->parties->len; i++)
    if (g_str_equal (((const Party *) g_ptr_array_index (context->parties, i))->code, code))
      return TRUE;
  return FALSE;
}

/* The group that begins at *@at: codes in @codes, their passages in @passages; moves on. */
static gboolean
read_group (const MarkContext *context, const char **at, GPtrArray *codes, GPtrArray *passages,
            GError **error)
{
  const char *group = *at;

  while (g_str_has_prefix (*at, BEGINS))
    {
      const char *code = *at + strlen (BEGINS);
      const char *close = strchr (code, '}');
      const char *next = close ? strstr (close, "{turn") : NULL;
      g_autofree char *party = NULL;

      if (next == NULL)
        return refuse (context, group, error);
      party = g_strndup (code, (gsize) (close - code));
      if (!is_party (context, party) ||
          g_ptr_array_find_with_equal_func (codes, party, g_str_equal, NULL))
        return refuse (context, group, error);
      g_ptr_array_add (codes, g_steal_pointer (&party));
      g_ptr_array_add (passages, g_strndup (close + 1, (gsize) (next - close) - 1));
      *at = next;
    }
  if (!g_str_has_prefix (*at, ENDS))
    return refuse (context, group, error);
  *at += strlen (ENDS);
  return TRUE;
}

static void
append_passage (GString *out, gboolean *first, const char *passage)
{
  if (!*first)
    g_string_append (out, BETWEEN);
  g_string_append (out, passage);
  *first = FALSE;
}

static gboolean
arrange_group (const MarkContext *context, const char **at, gboolean in_turn, GString *out,
               GError **error)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) passages = g_ptr_array_new_with_free_func (g_free);
  gboolean first = TRUE;
  guint found;

  if (!read_group (context, at, codes, passages, error))
    return FALSE;
  for (guint i = 0; !in_turn && i < passages->len; i++)
    append_passage (out, &first, g_ptr_array_index (passages, i));
  for (guint i = 0; in_turn && i < context->parties->len; i++)
    {
      const Party *party = g_ptr_array_index (context->parties, i);

      if (g_ptr_array_find_with_equal_func (codes, party->code, g_str_equal, &found))
        append_passage (out, &first, g_ptr_array_index (passages, found));
    }
  return TRUE;
}

char *
turns_arrange (const MarkContext *context, const char *text, gboolean in_turn, GError **error)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      const char *group = strstr (at, BEGINS);

      if (group == NULL)
        {
          g_string_append (out, at);
          break;
        }
      g_string_append_len (out, at, group - at);
      at = group;
      if (!arrange_group (context, &at, in_turn, out, error))
        return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
