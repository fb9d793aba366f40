/* A writer that is killed loses nothing that it was told is kept. */
#include "core/blob.h"
#include "core/member.h"
#include "core/name.h"
#include "core/sector.h"

#include "tests/support/fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 12
#define WRITES 200

/* One random act of the model. */
static gboolean
act (Db *db, GRand *chance, int round, int number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("слово %d", g_rand_int_range (chance, 0, 1000));
  g_autofree char *code = g_strdup_printf ("s%d-%d", round, number);
  g_autoptr(Member) member = member_load (db, "ar-energy", error);
  g_autoptr(Sector) sector = sector_load (db, "trade", error);

  if (member == NULL || sector == NULL)
    return FALSE;
  switch (g_rand_int_range (chance, 0, 4))
    {
    case 0:
      return member_edit (db, member, &(MemberFields){ .name = text }, error);
    case 1:
      return name_set (db, sector->id, "sector", NULL, "ru", CASE_GENITIVE, text, error);
    case 2:
      return sector_add (db, code, text, NULL, error);
    default:
      return db_run (db, "DELETE FROM name WHERE owner = ? AND form = 'genitive'", error, "s",
                     sector->id);
    }
}

/* Writes @number in one transaction: a random act, and a row by which it is known again. */
static gboolean
write_one (Db *db, GRand *chance, int round, int number, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("w-%d-%d", round, number);
  g_autoptr(DbTransaction) tx = db_begin (db, "test.write", error);

  if (tx == NULL || !act (db, chance, round, number, error) ||
      !db_run (db, "INSERT INTO setting (key, value) VALUES (?, 'kept')", error, "s", mark))
    return FALSE;
  db_subject (tx, mark);
  return db_commit (&tx, error);
}

/* The writer: tells each number that is kept through @fd. */
static G_NORETURN void
run_writer (const char *path, int round, int fd)
{
  g_autoptr(GRand) chance = g_rand_new_with_seed ((guint32) (round * 7919 + getpid ()));
  Db *db = db_open (path, NULL);

  if (db == NULL)
    _exit (2);
  for (int i = 0; i < WRITES; i++)
    if (!write_one (db, chance, round, i, NULL) || write (fd, &i, sizeof i) != sizeof i)
      _exit (3);
  _exit (0);
}

/* Kills the writer some time after it told of its write number @after; returns the last number
 * told, -1 for none. */
static int
kill_writer (const char *path, int round, int after)
{
  int pipes[2], number, last = -1, status = 0;
  pid_t writer;

  g_assert_cmpint (pipe (pipes), ==, 0);
  writer = fork ();
  g_assert_cmpint (writer, >=, 0);
  if (writer == 0)
    {
      close (pipes[0]);
      run_writer (path, round, pipes[1]);
    }
  close (pipes[1]);
  while (last < after && read (pipes[0], &number, sizeof number) == sizeof number)
    last = number;
  g_usleep ((gulong) g_test_rand_int_range (0, 6000));
  kill (writer, SIGKILL);
  while (read (pipes[0], &number, sizeof number) == sizeof number)
    last = number;
  close (pipes[0]);
  g_assert_cmpint (waitpid (writer, &status, 0), ==, writer);
  g_assert_true (WIFSIGNALED (status) || last == WRITES - 1);
  return last;
}

static void
test_killed_writer (Fixture *f, gconstpointer unused)
{
  int killed_between = 0;

  g_clear_pointer (&f->db, db_close);
  for (int round = 0; round < ROUNDS; round++)
    {
      int last = kill_writer (f->path, round, g_test_rand_int_range (-1, WRITES - 20));
      g_autofree char *like = g_strdup_printf ("w-%d-%%", round);
      gint64 kept, told;

      fixture_reopen (f);
      for (int i = 0; i <= last; i++)
        {
          g_autofree char *mark = g_strdup_printf ("w-%d-%d", round, i);

          g_assert_cmpint (
              db_number (f->db, "SELECT count(*) FROM setting WHERE key = ?", NULL, "s", mark),
              ==, 1);
        }
      /* one more may be kept of which the writer could not tell any more */
      kept =
          db_number (f->db, "SELECT count(*) FROM setting WHERE key LIKE ?", NULL, "s", like);
      told = db_number (f->db, "SELECT count(*) FROM journal WHERE subject LIKE ?", NULL, "s",
                        like);
      g_assert_cmpint (kept, >=, last + 1);
      g_assert_cmpint (kept, <=, last + 2);
      g_assert_cmpint (told, ==, kept);
      killed_between += last < WRITES - 1;
      fixture_assert_sound (f);
      g_clear_pointer (&f->db, db_close);
    }
  g_assert_cmpint (killed_between, ==, ROUNDS);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_test ("/crash/killed-writer-loses-nothing", test_killed_writer);
  return g_test_run ();
}
