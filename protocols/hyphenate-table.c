/* hyphenate-table DICTIONARY >OUT.c: the hyphenation dictionary as a table of C, run when council
 * is built.  libhyphen, which reads it here, takes as long for that as council for ten pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hyphen.h>

#define A_LINE 12 /* entries */
#define LONGEST_POOL 65536

/* The numbers that patterns leave between letters, each string once. */
static char pool[LONGEST_POOL];
static size_t pool_size;

static void
fail (const char *path, const char *why)
{
  fprintf (stderr, "%s: %s\n", path, why);
  exit (1);
}

static long
place_of (const char *match, const char *path)
{
  size_t size = strlen (match) + 1;

  for (size_t at = 0; at < pool_size; at += strlen (pool + at) + 1)
    if (strcmp (pool + at, match) == 0)
      return (long) at;
  if (size > LONGEST_POOL - pool_size)
    fail (path, "has more kinds of patterns than a dictionary should");
  memcpy (pool + pool_size, match, size);
  pool_size += size;
  return (long) (pool_size - size);
}

static void
write_states (const HyphenDict *dict, int level, const char *path)
{
  printf ("static const HyphenateState states_%d[] = {\n", level);
  for (int i = 0; i < dict->num_states; i++)
    {
      const HyphenState *state = &dict->states[i];

      if (state->repl != NULL)
        fail (path, "changes letters where it divides, which council does not");
      printf ("{%ld,%d,%d},%s", state->match != NULL ? place_of (state->match, path) : -1,
              state->fallback_state, state->num_trans, (i + 1) % A_LINE == 0 ? "\n" : "");
    }
  puts ("};");
}

static void
write_steps (const HyphenDict *dict, int level)
{
  int n = 0;

  printf ("static const HyphenTrans steps_%d[] = {\n", level);
  for (int i = 0; i < dict->num_states; i++)
    for (int t = 0; t < dict->states[i].num_trans; t++)
      printf ("{%d,%d},%s", dict->states[i].trans[t].ch, dict->states[i].trans[t].new_state,
              ++n % A_LINE == 0 ? "\n" : "");
  puts ("{0,0}};");
}

/* @n strings, with zero bytes between them. */
static void
write_strings (const char *name, int level, const char *strings, int n)
{
  printf ("static const unsigned char %s_%d[] = {", name, level);
  for (; n > 0; n--, strings += strlen (strings) + 1)
    for (const char *p = strings; p == strings || p[-1] != '\0'; p++)
      printf ("%d,", (unsigned char) *p);
  puts ("0};");
}

static void
write_level (const HyphenDict *dict, int level)
{
  printf ("  { {%d,%d,%d,%d}, (const char *) forbidden_%d, %d, %d, states_%d, steps_%d, "
          "(const char *) matches_0 },\n",
          dict->lhmin, dict->rhmin, dict->clhmin, dict->crhmin, level, dict->nohyphenl,
          dict->num_states, level, level);
}

int
main (int argc, char **argv)
{
  const char *path = argc == 2 ? argv[1] : "";
  HyphenDict *first = hnj_hyphen_load (path);
  int level = 0, n_matches = 0;

  if (first == NULL)
    fail (path, "is no hyphenation dictionary that can be read");
  if (strcmp (first->cset, "KOI8-R") != 0)
    fail (path, "is not in KOI8-R");
  puts ("#include \"protocols/hyphenate-internal.h\"");
  for (const HyphenDict *dict = first; dict != NULL; dict = dict->nextlevel, level++)
    {
      write_states (dict, level, path);
      write_steps (dict, level);
      write_strings ("forbidden", level, dict->nohyphen != NULL ? dict->nohyphen : "",
                     dict->nohyphen != NULL ? dict->nohyphenl + 1 : 0);
    }
  for (size_t at = 0; at < pool_size; at += strlen (pool + at) + 1)
    n_matches++;
  write_strings ("matches", 0, pool, n_matches);
  puts ("const HyphenateLevel hyphenate_levels[] = {");
  level = 0;
  for (const HyphenDict *dict = first; dict != NULL; dict = dict->nextlevel)
    write_level (dict, level++);
  printf ("};\nconst int hyphenate_n_levels = %d;\n", level);
  hnj_hyphen_free (first);
  return 0;
}
