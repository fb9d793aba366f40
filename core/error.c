#include "core/error.h"

#include "core/message.h"
#include "core/text.h"

#include <stdarg.h>

/* The analyzer's (error.h); these are the functions themselves. */
#undef council_error
#undef council_error_rename
#undef council_error_wrap

/* A value longer than this says no more about the mistake. */
#define VALUE_LIMIT 200
#define FOREIGN_LIMIT 500

/* What a message was made from, so that it can be made again in another language. */
typedef struct
{
  char *message;
  GHashTable *values; /* name to value, made printable */
  GError *inner;      /* (nullable): what stands at {error} */
} CouncilErrorPrivate;

static void
council_error_private_init (CouncilErrorPrivate *private)
{
  private->message = NULL;
  private->values = NULL;
  private->inner = NULL;
}

static void
council_error_private_copy (const CouncilErrorPrivate *from, CouncilErrorPrivate *to)
{
  to->message = g_strdup (from->message);
  to->values = from->values != NULL ? g_hash_table_ref (from->values) : NULL;
  to->inner = from->inner != NULL ? g_error_copy (from->inner) : NULL;
}

static void
council_error_private_clear (CouncilErrorPrivate *private)
{
  g_clear_pointer (&private->message, g_free);
  g_clear_pointer (&private->values, g_hash_table_unref);
  g_clear_error (&private->inner);
}

G_DEFINE_EXTENDED_ERROR (CouncilError, council_error)

static void
raise_error (GError **error, CouncilErrorCode code, const char *message, va_list pairs)
{
  g_autoptr(GHashTable) values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *english = NULL;
  CouncilErrorPrivate *private;
  GError *raised;
  const char *name;

  if (error == NULL)
    return;
  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      const char *value = va_arg (pairs, const char *);

      g_hash_table_insert (values, g_strdup (name),
                           value != NULL ? text_one_line (value, VALUE_LIMIT) : NULL);
    }
  english = message_fill (message, "en", values);
  raised = g_error_new_literal (COUNCIL_ERROR, (int) code, english);
  private = council_error_get_private (raised);
  private->message = g_strdup (message);
  private->values = g_steal_pointer (&values);
  g_propagate_error (error, raised);
}

gboolean
council_error (GError **error, CouncilErrorCode code, const char *message, ...)
{
  va_list pairs;

  va_start (pairs, message);
  raise_error (error, code, message, pairs);
  va_end (pairs);
  return FALSE;
}

gboolean
council_error_rename (GError **error, CouncilErrorCode code, const char *message, ...)
{
  va_list pairs;

  if (error == NULL || !g_error_matches (*error, COUNCIL_ERROR, (int) code))
    return FALSE;
  g_clear_error (error);
  va_start (pairs, message);
  raise_error (error, code, message, pairs);
  va_end (pairs);
  return FALSE;
}

gboolean
council_error_wrap (GError **error, CouncilErrorCode code, const char *message, ...)
{
  GError *inner;
  va_list pairs;

  if (error == NULL || *error == NULL)
    return FALSE;
  inner = g_steal_pointer (error);
  va_start (pairs, message);
  raise_error (error, code, message, pairs);
  va_end (pairs);
  council_error_get_private (*error)->inner = inner;
  g_free ((*error)->message);
  (*error)->message = council_error_text (*error, "en");
  return FALSE;
}

/* The values of an error, and at {error} what its inner error says in @lang. */
static GHashTable *
values_in (const CouncilErrorPrivate *private, const char *lang)
{
  GHashTable *values;
  GHashTableIter iter;
  gpointer name, value;

  if (private->inner == NULL)
    return g_hash_table_ref (private->values);
  values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, private->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (values, g_strdup (name), g_strdup (value));
  g_hash_table_insert (values, g_strdup ("error"), council_error_text (private->inner, lang));
  return values;
}

char *
council_error_text (const GError *error, const char *lang)
{
  const CouncilErrorPrivate *detail = NULL;
  g_autoptr(GHashTable) values = NULL;

  if (g_strcmp0 (lang, "en") != 0)
    lang = "ru";
  if (error->domain == COUNCIL_ERROR)
    detail = council_error_get_private (error);
  if (detail == NULL || detail->message == NULL)
    return text_one_line (error->message, FOREIGN_LIMIT);
  values = values_in (detail, lang);
  return message_fill (tr (lang, detail->message), lang, values);
}
