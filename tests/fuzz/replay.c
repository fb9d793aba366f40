/* A fuzzer without libFuzzer: replay-NAME FOLDER…
 *
 * Runs what the fuzzer runs on every file of the folders, and on some thousand seeded changes of
 * them.  It is no fuzzer, for it does not learn; it keeps what the fuzzer found from coming back,
 * on any compiler, under the sanitizers too.  --seed repeats a run. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

#define CHANGES 3000
#define CHANGED_BYTES (16 * 1024) /* larger files are replayed, not changed */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static GPtrArray *inputs; /* (element-type GBytes) */

static void
run (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size); /* so that reading beyond it is seen */

  LLVMFuzzerTestOneInput (copy ? copy : (const guint8 *) "", size);
}

static void
test_corpus (void)
{
  for (guint i = 0; i < inputs->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (inputs, i), &size);

      run (data, size);
    }
  g_assert_cmpuint (inputs->len, >, 0);
}

static guint
pick (guint below)
{
  return below > 0 ? (guint) g_test_rand_int_range (0, (gint32) below) : 0;
}

static GBytes *
pick_input (void)
{
  GBytes *input;

  do
    input = g_ptr_array_index (inputs, pick (inputs->len));
  while (g_bytes_get_size (input) > CHANGED_BYTES);
  return input;
}

/* Puts a piece of another input into this one. */
static void
cross (GByteArray *bytes)
{
  gsize size;
  const guint8 *other = g_bytes_get_data (pick_input (), &size);
  guint start = pick ((guint) size), length = pick (MIN (200, (guint) size - start) + 1);
  guint at = pick (bytes->len + 1);
  g_autoptr(GByteArray) rest = g_byte_array_new ();

  g_byte_array_append (rest, bytes->data + at, bytes->len - at);
  g_byte_array_set_size (bytes, at);
  g_byte_array_append (bytes, other + start, length);
  g_byte_array_append (bytes, rest->data, rest->len);
}

static void
change (GByteArray *bytes)
{
  static const guint8 telling[] = { 0,   '\n', '\r', ' ', ':', ';', ',',  '"',  '=',
                                    '-', '/',  '0',  '9', 'T', 'Z', 0x7f, 0x80, 0xff };
  guint at = pick (bytes->len);
  guint8 byte = telling[pick (G_N_ELEMENTS (telling))];

  switch (bytes->len > 0 ? pick (6) : 5)
    {
    case 0:
      bytes->data[at] ^= (guint8) (1u << pick (8));
      break;
    case 1:
      bytes->data[at] = byte;
      break;
    case 2:
      g_byte_array_remove_range (bytes, at, 1 + pick (MIN (50, bytes->len - at)));
      break;
    case 3:
      g_byte_array_set_size (bytes, at);
      break;
    case 4:
      bytes->data[at] = (guint8) ('0' + pick (10));
      break;
    default:
      cross (bytes);
      break;
    }
}

static void
test_changes (void)
{
  for (guint i = 0; i < CHANGES; i++)
    {
      GBytes *input = pick_input ();
      g_autoptr(GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, g_bytes_get_data (input, NULL),
                           (guint) g_bytes_get_size (input));
      for (guint n = 1 + pick (4); n > 0; n--)
        change (bytes);
      run (bytes->data, bytes->len);
    }
}

static int
name_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, name_compare);
  for (guint i = 0; i < names->len; i++)
    {
      char *text;
      gsize size;

      if (g_file_get_contents (g_ptr_array_index (names, i), &text, &size, NULL))
        g_ptr_array_add (inputs, g_bytes_new_take (text, size));
    }
}

int
main (int argc, char **argv)
{
  int failed;

  g_test_init (&argc, &argv, NULL);
  inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (int i = 1; i < argc; i++)
    add_folder (argv[i]);
  g_test_add_func ("/replay/corpus", test_corpus);
  g_test_add_func ("/replay/changes", test_changes);
  failed = g_test_run ();
  g_ptr_array_unref (inputs);
  return failed;
}
