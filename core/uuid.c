#include "core/uuid.h"

#include "core/clock.h"

#include <string.h>
#include <sys/random.h>

#define UUID_BYTES 16
#define UUID_TEXT 36
#define SHA1_BYTES 20

/* The name space that all the program's named keys lie in, drawn once for this program. */
static const guint8 program_space[UUID_BYTES] = { 0x7f, 0xd8, 0x62, 0xa7, 0x0a, 0xe9,
                                                  0x42, 0xad, 0x94, 0xbb, 0x4c, 0xcb,
                                                  0x80, 0x33, 0x98, 0xa0 };

static char *
uuid_text (guint8 bytes[UUID_BYTES], guint8 version)
{
  GString *text = g_string_sized_new (UUID_TEXT);

  bytes[6] = (guint8) ((bytes[6] & 0x0f) | version << 4);
  bytes[8] = (guint8) ((bytes[8] & 0x3f) | 0x80);
  for (guint i = 0; i < UUID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        g_string_append_c (text, '-');
      g_string_append_printf (text, "%02x", (guint) bytes[i]);
    }
  return g_string_free (text, FALSE);
}

static guint64
random_bits (void)
{
  guint64 bits;

  if (getentropy (&bits, sizeof bits) != 0)
    g_error ("the system gives no random numbers");
  return bits;
}

/* The last key made: its milliseconds, and the 74 bits after them as a high and a low part. */
typedef struct
{
  gint64 ms;
  guint16 high; /* 12 bits */
  guint64 low;  /* 62 bits */
} Sequence;

/* Moves on: fresh random bits in a new millisecond, else a random step up (RFC 9562, section
 * 6.2, method 2), so that a key is never below the one before and still cannot be guessed. */
static void
sequence_next (Sequence *sequence)
{
  gint64 now = clock_unix_ms ();
  guint64 bits = random_bits ();

  if (now <= sequence->ms)
    {
      sequence->low += 1 + (bits >> 32);
      if (sequence->low >> 62 == 0)
        return;
      sequence->low &= G_GUINT64_CONSTANT (0x3fffffffffffffff);
      if (++sequence->high <= 0x0fff)
        return;
      now = sequence->ms + 1;
    }
  sequence->ms = now;
  sequence->low = bits >> 2;
  /* The top bit starts at 0, which leaves room to count up within the millisecond. */
  sequence->high = (guint16) (random_bits () & 0x07ff);
}

char *
uuid7 (void)
{
  static GMutex mutex;
  static Sequence sequence;
  guint8 bytes[UUID_BYTES];

  g_mutex_lock (&mutex);
  sequence_next (&sequence);
  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8) (sequence.ms >> (40 - 8 * i));
  bytes[6] = (guint8) (sequence.high >> 8);
  bytes[7] = (guint8) sequence.high;
  for (guint i = 0; i < 8; i++)
    bytes[8 + i] = (guint8) (sequence.low >> (56 - 8 * i));
  g_mutex_unlock (&mutex);
  return uuid_text (bytes, 7);
}

static void
name_digest (const guint8 space[UUID_BYTES], const char *name, guint8 out[UUID_BYTES])
{
  g_autoptr(GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[SHA1_BYTES];
  gsize length = sizeof digest;

  g_checksum_update (sha1, space, UUID_BYTES);
  g_checksum_update (sha1, (const guchar *) name, (gssize) strlen (name));
  g_checksum_get_digest (sha1, digest, &length);
  memcpy (out, digest, UUID_BYTES);
  out[6] = (guint8) ((out[6] & 0x0f) | 0x50);
  out[8] = (guint8) ((out[8] & 0x3f) | 0x80);
}

char *
uuid_named (const char *space, const char *name)
{
  guint8 named_space[UUID_BYTES];
  guint8 key[UUID_BYTES];

  name_digest (program_space, space, named_space);
  name_digest (named_space, name, key);
  return uuid_text (key, 5);
}

gboolean
uuid_is_valid (const char *text)
{
  if (text == NULL || strnlen (text, UUID_TEXT + 1) != UUID_TEXT)
    return FALSE;
  for (guint i = 0; i < UUID_TEXT; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? text[i] != '-' : strchr ("0123456789abcdef", text[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}
