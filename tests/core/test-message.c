/* Catalogues, fallbacks, places. */
#include "core/catalogue.h"
#include "core/resource.h"
#include "core/message.h"

#include "tests/support/catalogue.h"

#include <string.h>

static void
test_languages (void)
{
  static const struct
  {
    const char *lang, *text;
  } cases[] = {
    { "ru", "заголовок" }, { "tg", "заголовок" }, { "ky", "заголовок" },
    { "en", "title" },     { "de", "title" },     { NULL, "title" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (tr (cases[i].lang, "title"), ==, cases[i].text);
  g_assert_cmpstr (tr ("ru", "a message that nobody wrote"), ==,
                   "a message that nobody wrote");
  g_assert_cmpstr (tr ("ru", ""), ==, "");
}

static void
test_plural (void)
{
  static const struct
  {
    guint64 count;
    const char *ru, *en;
  } cases[] = {
    { 0, "0 дней", "0 days" },         { 1, "1 день", "1 day" },
    { 2, "2 дня", "2 days" },          { 4, "4 дня", "4 days" },
    { 5, "5 дней", "5 days" },         { 11, "11 дней", "11 days" },
    { 12, "12 дней", "12 days" },      { 14, "14 дней", "14 days" },
    { 21, "21 день", "21 days" },      { 22, "22 дня", "22 days" },
    { 25, "25 дней", "25 days" },      { 101, "101 день", "101 days" },
    { 111, "111 дней", "111 days" },   { 112, "112 дней", "112 days" },
    { 1002, "1002 дня", "1002 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ru = tr_fill_n ("ru", "{n} day", "{n} days", cases[i].count, NULL);
      g_autofree char *en = tr_fill_n ("en", "{n} day", "{n} days", cases[i].count, NULL);

      g_assert_cmpstr (ru, ==, cases[i].ru);
      g_assert_cmpstr (en, ==, cases[i].en);
    }
  g_assert_cmpstr (tr_n ("ru", "{n} unwritten", "{n} unwrittens", 2), ==, "{n} unwrittens");
}

static void
test_places (void)
{
  static const struct
  {
    const char *template, *text;
  } cases[] = {
    { "{a} and {b}", "one and {c}" },
    { "{a}{a}", "oneone" },
    { "{a", "{a" },
    { "a}", "a}" },
    { "{}", "{}" },
    { "{a:up}", "{a:up}" },
    { "{unknown} {unknown:tr}", "{unknown} {unknown:tr}" },
    { "{{a}}", "{one}" },
    { "{\"json\": {a}}", "{\"json\": one}" },
    { "{nothing}", "—" },
    { "{nothing:tr}", "—" },
    { "{b:tr}", "{c}" }, /* a value is not filled again */
    { "ғ{a}ң", "ғoneң" },
    { "{word:tr}", "title" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tr_fill ("en", cases[i].template, "a", "one", "b", "{c}", "c",
                                       "x", "nothing", NULL, "word", "title", NULL);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_place_is_translated (void)
{
  g_autofree char *text = tr_fill ("ru", "{word:tr}, {word}", "word", "title", NULL);

  g_assert_cmpstr (text, ==, "заголовок, title");
}

static GBytes *
shipped (void)
{
  gsize n;
  const char *bytes = resource_find ("ru.mo", &n);

  return g_bytes_new_static (bytes, n);
}

/* Every message of the catalogue is found again by looking it up: the search and the order in
 * which msgfmt sorted agree. */
static void
test_every_message_is_found (void)
{
  g_autoptr(GBytes) bytes = shipped ();
  g_autoptr(Catalogue) catalogue = catalogue_new (bytes);
  const char *data = g_bytes_get_data (bytes, NULL);
  guint32 head[5];

  memcpy (head, data, sizeof head);
  g_assert_cmpuint (head[2], >, 10);
  for (guint32 i = 1; i < head[2]; i++)
    {
      guint32 message[2], translation[2];

      memcpy (message, data + head[3] + 8 * i, sizeof message);
      memcpy (translation, data + head[4] + 8 * i, sizeof translation);
      g_assert_cmpstr (catalogue_find (catalogue, data + message[1], 0), ==,
                       data + translation[1]);
    }
  g_assert_null (catalogue_find (catalogue, "~", 0));
  g_assert_null (catalogue_find (catalogue, "!", 0));
}

/* A damaged catalogue gives no translation or a wrong one, never a read outside of it (the
 * sanitizers see that; each copy is a block of its own). */
static void
test_damaged_catalogue (void)
{
  g_autoptr(GBytes) bytes = shipped ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260213);

  for (guint i = 0; i < 3000; i++)
    {
      gsize length = i < 600 ? MIN (i, size) : size;
      guint8 *damaged = g_memdup2 (data, length);
      g_autoptr(GBytes) block = g_bytes_new_take (damaged, length);
      g_autoptr(Catalogue) catalogue = NULL;

      if (i >= 600)
        for (guint j = 0; j < 4; j++)
          damaged[g_rand_int_range (rand, 4, 400)] = (guint8) g_rand_int (rand);
      catalogue = catalogue_new (block);
      if (catalogue == NULL)
        continue;
      for (guint form = 0; form < 4; form++)
        {
          const char *found = catalogue_find (catalogue, "{what:tr}: the text is empty", form);

          g_assert_true (found == NULL || strlen (found) < size);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  use_test_catalogue ();
  g_test_add_func ("/message/languages", test_languages);
  g_test_add_func ("/message/plural", test_plural);
  g_test_add_func ("/message/places", test_places);
  g_test_add_func ("/message/place-is-translated", test_place_is_translated);
  g_test_add_func ("/message/every-message-is-found", test_every_message_is_found);
  g_test_add_func ("/message/damaged-catalogue", test_damaged_catalogue);
  return g_test_run ();
}
