#include "meetings/responsible.h"

#include "core/error.h"
#include "core/json.h"
#include "core/message.h"
#include "core/party.h"
#include "core/text.h"

#include <string.h>

void
responsible_free (Responsible *responsible)
{
  if (responsible == NULL)
    return;
  g_free (responsible->party);
  g_free (responsible->who);
  g_free (responsible);
}

static GPtrArray *
responsibles_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) responsible_free);
}

Responsible *
responsible_parse (Db *db, const char *text, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *code = NULL, *who = NULL;
  Responsible *responsible;

  if (colon == NULL || colon == text)
    {
      council_error (error, COUNCIL_ERROR_USAGE,
                     N_ ("«{text}»: it does not say for which party (PARTY:WHO, such as "
                         "'tj:Министерство энергетики')"),
                     "text", text, NULL);
      return NULL;
    }
  code = g_strstrip (g_strndup (text, colon - text));
  if (!party_exists (db, code, error))
    return NULL;
  who = text_clean (colon + 1, N_ ("the name after the party"), error);
  if (who == NULL)
    return NULL;
  responsible = g_new0 (Responsible, 1);
  responsible->party = g_steal_pointer (&code);
  responsible->who = g_steal_pointer (&who);
  return responsible;
}

static gboolean
is_there (GPtrArray *all, const Responsible *one)
{
  g_autofree char *folded = text_fold (one->who);

  for (guint i = 0; i < all->len; i++)
    {
      const Responsible *other = g_ptr_array_index (all, i);
      g_autofree char *other_folded = text_fold (other->who);

      if (g_str_equal (other->party, one->party) && g_str_equal (other_folded, folded))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
responsible_parse_all (Db *db, const char *const *texts, GError **error)
{
  g_autoptr(GPtrArray) all = responsibles_new ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autoptr(Responsible) one = responsible_parse (db, texts[i], error);

      if (one == NULL)
        return NULL;
      if (is_there (all, one))
        {
          council_error (error, COUNCIL_ERROR_USAGE,
                         N_ ("{party}: «{who}» is named twice (once is enough)"), "party",
                         one->party, "who", one->who, NULL);
          return NULL;
        }
      g_ptr_array_add (all, g_steal_pointer (&one));
    }
  return g_steal_pointer (&all);
}

GPtrArray *
responsible_from_rows (GPtrArray *rows)
{
  GPtrArray *all;

  if (rows == NULL)
    return NULL;
  all = responsibles_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      const DbRow *row = g_ptr_array_index (rows, i);
      Responsible *one = g_new0 (Responsible, 1);

      one->party = row_copy (row, "party");
      one->who = row_copy (row, "who");
      g_ptr_array_add (all, one);
    }
  return all;
}

char *
responsible_words (GPtrArray *responsibles)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < responsibles->len; i++)
    {
      const Responsible *one = g_ptr_array_index (responsibles, i);

      g_string_append_printf (words, "%s%s: %s", i ? "; " : "", one->party, one->who);
    }
  return g_string_free (words, FALSE);
}

void
responsible_json (JsonBuilder *builder, const char *key, GPtrArray *responsibles)
{
  json_begin_array (builder, key);
  for (guint i = 0; i < responsibles->len; i++)
    {
      const Responsible *one = g_ptr_array_index (responsibles, i);

      json_begin_object (builder, NULL);
      json_text (builder, "party", one->party);
      json_text (builder, "who", one->who);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
