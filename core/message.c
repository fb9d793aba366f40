#include "core/message.h"

#include "core/catalogue.h"
#include "core/resource.h"

#include <stdarg.h>
#include <string.h>

/* What a value that is not there prints as. */
#define NOTHING "—"

static Catalogue *
catalogue_built_in (const char *name)
{
  gsize n;
  const char *text = resource_find (name, &n);
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, n);

  return catalogue_new (bytes);
}

/* A translator tries a catalogue without building the program: COUNCIL_CATALOGUE=FILE.MO. */
static Catalogue *
catalogue_load (void)
{
  const char *path = g_getenv ("COUNCIL_CATALOGUE");
  g_autoptr(GMappedFile) file = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  g_autoptr(GBytes) bytes = NULL;
  Catalogue *catalogue = NULL;

  if (file != NULL)
    {
      bytes = g_mapped_file_get_bytes (file);
      catalogue = catalogue_new (bytes);
    }
  if (catalogue != NULL)
    return catalogue;
  if (path != NULL)
    g_warning ("%s is no catalogue", path);
  return catalogue_built_in ("ru.mo");
}

static const Catalogue *
russian (void)
{
  static Catalogue *catalogue;

  if (g_once_init_enter (&catalogue))
    g_once_init_leave (&catalogue, catalogue_load ());
  return catalogue;
}

static const Catalogue *
tajik (void)
{
  static Catalogue *catalogue;

  if (g_once_init_enter (&catalogue))
    g_once_init_leave (&catalogue, catalogue_built_in ("tg.mo"));
  return catalogue;
}

static const Catalogue *
kyrgyz (void)
{
  static Catalogue *catalogue;

  if (g_once_init_enter (&catalogue))
    g_once_init_leave (&catalogue, catalogue_built_in ("ky.mo"));
  return catalogue;
}

/* Tajik and Kyrgyz have what calendar apps are told; for the rest their readers read the
 * council's working language. */
static gboolean
reads_russian (const char *lang)
{
  return g_strcmp0 (lang, "ru") == 0 || g_strcmp0 (lang, "tg") == 0 ||
         g_strcmp0 (lang, "ky") == 0;
}

/* The rule in the head of po/ru: which of the three forms goes with @count. */
static guint
russian_form (guint64 count)
{
  guint64 ten = count % 10, hundred = count % 100;

  if (ten == 1 && hundred != 11)
    return 0;
  if (ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14))
    return 1;
  return 2;
}

const char *
tr (const char *lang, const char *message)
{
  const char *found = NULL;

  /* The empty msgid is the catalogue's head. */
  if (*message == '\0')
    return message;
  if (g_strcmp0 (lang, "tg") == 0)
    found = catalogue_find (tajik (), message, 0);
  else if (g_strcmp0 (lang, "ky") == 0)
    found = catalogue_find (kyrgyz (), message, 0);
  if (found == NULL && reads_russian (lang))
    found = catalogue_find (russian (), message, 0);
  return found != NULL ? found : message;
}

const char *
tr_n (const char *lang, const char *one, const char *many, guint64 count)
{
  const char *found = NULL;

  if (reads_russian (lang) && *one != '\0')
    found = catalogue_find (russian (), one, russian_form (count));
  if (found != NULL)
    return found;
  return count == 1 ? one : many;
}

/* If @text begins with a place, "{name}" or "{name:tr}", gives its parts and where it ends. */
static gboolean
place_parse (const char *text, char **name, gboolean *translate, const char **end)
{
  const char *stop = text + 1;

  while (g_ascii_isalnum (*stop) || *stop == '_' || *stop == '-')
    stop++;
  if (stop == text + 1)
    return FALSE;
  *translate = g_str_has_prefix (stop, ":tr}");
  if (!*translate && *stop != '}')
    return FALSE;
  *name = g_strndup (text + 1, (gsize) (stop - text - 1));
  *end = stop + (*translate ? strlen (":tr}") : 1);
  return TRUE;
}

/* Fills the place that @text begins with; where it ends, or NULL when there is none to fill. */
static const char *
place_fill (GString *filled, const char *text, const char *lang, GHashTable *values)
{
  g_autofree char *name = NULL;
  gboolean translate;
  const char *end;
  gpointer value;

  if (!place_parse (text, &name, &translate, &end) ||
      !g_hash_table_lookup_extended (values, name, NULL, &value))
    return NULL;
  if (value == NULL)
    value = (gpointer) NOTHING;
  g_string_append (filled, translate ? tr (lang, value) : value);
  return end;
}

char *
message_fill (const char *template, const char *lang, GHashTable *values)
{
  GString *filled = g_string_new (NULL);

  for (const char *text = template; *text != '\0';)
    {
      const char *end = *text == '{' ? place_fill (filled, text, lang, values) : NULL;

      if (end == NULL)
        {
          g_string_append_c (filled, *text);
          end = text + 1;
        }
      text = end;
    }
  return g_string_free (filled, FALSE);
}

/* Adds the pairs to @values, borrowing the strings. */
static void
collect (GHashTable *values, va_list pairs)
{
  const char *name;

  while ((name = va_arg (pairs, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) name, va_arg (pairs, char *));
}

char *
tr_fill (const char *lang, const char *message, ...)
{
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  va_list pairs;

  va_start (pairs, message);
  collect (values, pairs);
  va_end (pairs);
  return message_fill (tr (lang, message), lang, values);
}

char *
tr_fill_n (const char *lang, const char *one, const char *many, guint64 count, ...)
{
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  va_list pairs;

  g_hash_table_insert (values, (gpointer) "n", number);
  va_start (pairs, count);
  collect (values, pairs);
  va_end (pairs);
  return message_fill (tr_n (lang, one, many, count), lang, values);
}
