/* The zip file that a docx or odt is, looked at before anybody reads it: what a word processor
 * never writes is refused, and nothing unpacks to more than it may. */
#include "protocols/word.h"

#include "core/error.h"
#include "core/message.h"

#include <string.h>
#include <zlib.h>

#define PARTS_LIMIT 2000
#define UNPACKED_LIMIT (64 * 1024 * 1024) /* bytes, all parts together */
#define MAIN_LIMIT (12 * 1024 * 1024)     /* of the text's part: a thousand pages */
#define DEPTH_LIMIT 200                   /* elements in elements */
#define TAGS_LIMIT 200000                 /* what pandoc reads in its minute */

#define END_SIZE 22 /* bytes of the records of a zip file, without what varies */
#define ENTRY_SIZE 46
#define LOCAL_SIZE 30

typedef struct
{
  const char *path;
  const guint8 *bytes;
  gsize n;
  GHashTable *names; /* (element-type utf8): of the parts so far */
  gsize unpacked;    /* bytes, by what the parts say or what was unpacked */
} Package;

/** A part as the directory at the end lists it. */
typedef struct
{
  char *name;
  guint flags, method;
  gsize packed, unpacked, at; /* @at: of its local record */
} Part;

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->name, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

static gboolean
refuse (const Package *package, const char *why, GError **error)
{
  return council_error (error, COUNCIL_ERROR_INPUT, N_ ("{path}: {why:tr}"), "path",
                        package->path, "why", why, NULL);
}

static guint
u16 (const Package *package, gsize at)
{
  return package->bytes[at] | (guint) package->bytes[at + 1] << 8;
}

static gsize
u32 (const Package *package, gsize at)
{
  return u16 (package, at) | (gsize) u16 (package, at + 2) << 16;
}

static gboolean
has_mark (const Package *package, gsize at, gsize size, const char *mark)
{
  return at <= package->n && package->n - at >= size &&
         memcmp (package->bytes + at, mark, 4) == 0;
}

/* Where the record at the end is; 0 when there is none (it cannot be there). */
static gsize
find_end (const Package *package)
{
  gsize least = package->n > G_MAXUINT16 + END_SIZE ? package->n - G_MAXUINT16 - END_SIZE : 1;

  for (gsize at = package->n >= END_SIZE ? package->n - END_SIZE : 0; at >= least; at--)
    if (has_mark (package, at, END_SIZE, "PK\5\6"))
      return at;
  return 0;
}

/* --- unpacking --------------------------------------------------------------------------------- */

/* (transfer full) (nullable): at most @limit bytes of the deflated @data. */
static GByteArray *
inflate_part (const guint8 *data, gsize n, gsize limit, gboolean *too_much)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  z_stream stream = { .next_in = (Bytef *) data, .avail_in = (uInt) n };
  int result = inflateInit2 (&stream, -MAX_WBITS); /* a zip file has it without a head */

  while (result == Z_OK && !*too_much)
    {
      guint8 room[32768];
      gsize given;

      stream.next_out = room;
      stream.avail_out = sizeof room;
      result = inflate (&stream, Z_NO_FLUSH);
      given = sizeof room - stream.avail_out;
      *too_much = given > limit - out->len;
      if (!*too_much)
        g_byte_array_append (out, room, (guint) given);
    }
  inflateEnd (&stream);
  return result == Z_STREAM_END && !*too_much ? g_steal_pointer (&out) : NULL;
}

static GBytes *
unpack (Package *package, const Part *part, gsize limit, GError **error)
{
  gsize at;
  gboolean too_much = FALSE;
  GByteArray *bytes;

  if (!has_mark (package, part->at, LOCAL_SIZE, "PK\3\4"))
    return refuse (package, N_ ("it is damaged or cut off"), error), NULL;
  at = part->at + LOCAL_SIZE + u16 (package, part->at + 26) + u16 (package, part->at + 28);
  if (at > package->n || part->packed > package->n - at)
    return refuse (package, N_ ("it is damaged or cut off"), error), NULL;
  if (part->method == 0 && part->packed <= limit)
    return g_bytes_new (package->bytes + at, part->packed);
  if (part->method == 0)
    return refuse (package, N_ ("its text is too long"), error), NULL;
  bytes = part->method == 8
              ? inflate_part (package->bytes + at, part->packed, limit, &too_much)
              : NULL;
  if (bytes != NULL)
    return g_byte_array_free_to_bytes (bytes);
  refuse (package, too_much ? N_ ("its text is too long") : N_ ("it is damaged or cut off"),
          error);
  return NULL;
}

/* --- what no word processor writes ------------------------------------------------------------- */

/* Where the tag that begins at @at ends; @end if it does not. */
static const char *
end_of_tag (const char *at, const char *end)
{
  char quote = '\0';

  for (; at < end; at++)
    if (quote != '\0')
      quote = *at == quote ? '\0' : quote;
    else if (*at == '"' || *at == '\'')
      quote = *at;
    else if (*at == '>')
      break;
  return at;
}

/* (nullable): what is wrong with the elements of a text, a msgid. */
static const char *
element_fault (const char *text, gsize n)
{
  const char *end = text + n;
  guint depth = 0, elements = 0;

  for (const char *at = text; (at = memchr (at, '<', (gsize) (end - at))) != NULL;)
    {
      const char *close = end_of_tag (at, end);

      if (close == end)
        break;
      if (at[1] == '/')
        depth -= depth > 0;
      else if (at[1] != '?' && at[1] != '!' && close[-1] != '/' && ++depth > DEPTH_LIMIT)
        return N_ ("its text is nested too deep");
      if (++elements > TAGS_LIMIT)
        return N_ ("its text is too long");
      at = close;
    }
  return NULL;
}

static gboolean
check_xml (const Package *package, GBytes *part, GError **error)
{
  gsize n;
  const char *text = g_bytes_get_data (part, &n), *fault;

  if (n == 0) /* pandoc's odt has such a part */
    return TRUE;
  if (memchr (text, '\0', n) != NULL)
    return refuse (package, N_ ("it is damaged or cut off"), error);
  if (g_strstr_len (text, (gssize) n, "<!DOCTYPE") != NULL ||
      g_strstr_len (text, (gssize) n, "<!ENTITY") != NULL)
    return refuse (package, N_ ("it declares entities, which no word processor writes"),
                   error);
  fault = element_fault (text, n);
  return fault == NULL || refuse (package, fault, error);
}

static const char *
name_fault (const char *name)
{
  g_autofree char *lower =
      g_utf8_validate (name, -1, NULL) ? g_ascii_strdown (name, -1) : NULL;

  if (lower == NULL || *lower == '/' || strchr (lower, '\\') != NULL ||
      strstr (lower, "../") != NULL || strchr (lower, ':') != NULL)
    return N_ ("it has a part that would land outside of it");
  if (g_str_has_suffix (lower, "vbaproject.bin") || g_str_has_prefix (lower, "basic/") ||
      g_str_has_prefix (lower, "scripts/"))
    return N_ ("it has macros (save it without them)");
  return NULL;
}

static gboolean
check_part (Package *package, const Part *part, GError **error)
{
  const char *fault = name_fault (part->name);
  g_autoptr(GBytes) xml = NULL;

  if (fault != NULL)
    return refuse (package, fault, error);
  if (part->flags & 1)
    return refuse (package, N_ ("it is locked with a password (save it without one)"), error);
  if (part->unpacked > UNPACKED_LIMIT - package->unpacked)
    return refuse (package, N_ ("it unpacks to more than 64 MB"), error);
  if (g_str_has_suffix (part->name, ".xml") || g_str_has_suffix (part->name, ".rels"))
    {
      xml =
          unpack (package, part, MIN (MAIN_LIMIT, UNPACKED_LIMIT - package->unpacked), error);
      if (xml == NULL || !check_xml (package, xml, error))
        return FALSE;
    }
  package->unpacked += MAX (part->unpacked, xml ? g_bytes_get_size (xml) : 0);
  if (xml != NULL && strstr (part->name, "manifest.xml") != NULL &&
      g_strstr_len (g_bytes_get_data (xml, NULL), (gssize) g_bytes_get_size (xml),
                    "encryption-data") != NULL)
    return refuse (package, N_ ("it is locked with a password (save it without one)"), error);
  return TRUE;
}

/* --- the directory ----------------------------------------------------------------------------- */

/* The entry at @at; gives where the next begins, or 0 with @error set. */
static gsize
read_part (const Package *package, gsize at, Part *part, GError **error)
{
  gsize name;

  if (!has_mark (package, at, ENTRY_SIZE, "PK\1\2"))
    return refuse (package, N_ ("it is damaged or cut off"), error);
  part->flags = u16 (package, at + 8);
  part->method = u16 (package, at + 10);
  part->packed = u32 (package, at + 20);
  part->unpacked = u32 (package, at + 24);
  part->at = u32 (package, at + 42);
  name = u16 (package, at + 28);
  if (package->n - at - ENTRY_SIZE < name)
    return refuse (package, N_ ("it is damaged or cut off"), error);
  part->name = g_strndup ((const char *) package->bytes + at + ENTRY_SIZE, name);
  return at + ENTRY_SIZE + name + u16 (package, at + 30) + u16 (package, at + 32);
}

/* Reads the directory and every part that is a text; gives those of @wanted. */
static GHashTable *
read_parts (Package *package, const char *const *wanted, GError **error)
{
  gsize end = find_end (package), at;
  guint parts;
  g_autoptr(GHashTable) found =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);

  if (end == 0)
    return refuse (package, N_ ("it is damaged or cut off"), error), NULL;
  parts = u16 (package, end + 10);
  at = u32 (package, end + 16);
  if (parts > PARTS_LIMIT)
    return refuse (package, N_ ("it has more parts than a text has"), error), NULL;
  for (guint i = 0; i < parts; i++)
    {
      g_auto(Part) part = { NULL };

      at = read_part (package, at, &part, error);
      if (at == 0 || !check_part (package, &part, error))
        return NULL;
      if (g_strv_contains (wanted, part.name))
        {
          GBytes *bytes = unpack (package, &part, MAIN_LIMIT, error);

          if (bytes == NULL)
            return NULL;
          g_hash_table_insert (found, g_strdup (part.name), bytes);
        }
      if (!g_hash_table_add (package->names, g_steal_pointer (&part.name)))
        return refuse (package, N_ ("it has a part twice"), error), NULL;
    }
  if (!g_hash_table_contains (found, wanted[0]))
    return refuse (package, N_ ("it is no text of a word processor"), error), NULL;
  return g_steal_pointer (&found);
}

GHashTable *
word_package_parts (const char *path, GBytes *file, const char *const *wanted, GError **error)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Package package = { .path = path, .names = names };

  package.bytes = g_bytes_get_data (file, &package.n);
  if (package.n >= 4 && memcmp (package.bytes, "\xd0\xcf\x11\xe0", 4) == 0)
    return refuse (&package,
                   N_ ("it is a file of an old Word, or locked with a password (save it as "
                       ".docx, without one)"),
                   error),
           NULL;
  if (!has_mark (&package, 0, 4, "PK\3\4"))
    return refuse (&package, N_ ("it is no text of a word processor"), error), NULL;
  return read_parts (&package, wanted, error);
}
