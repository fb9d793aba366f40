/* Agreeing on the text: brackets by side, comments, versions and what differs between them. */
#include "protocols/review.h"
#include "protocols/sequence.h"
#include "protocols/version.h"

#include "tests/protocols/given.h"

#include <string.h>

/* --- sequences --------------------------------------------------------------------------------- */

static gboolean
equal_letters (guint a, guint b, gpointer data)
{
  char **texts = data;

  return texts[0][a] == texts[1][b];
}

/* The length of the longest common subsequence, by the textbook's table. */
static guint
common_length (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  g_autofree guint *table = g_new0 (guint, (n + 1) * (m + 1));

  for (gsize i = n; i-- > 0;)
    for (gsize j = m; j-- > 0;)
      table[i * (m + 1) + j] =
          a[i] == b[j] ? 1 + table[(i + 1) * (m + 1) + j + 1]
                       : MAX (table[(i + 1) * (m + 1) + j], table[i * (m + 1) + j + 1]);
  return table[0];
}

static char *
random_text (GRand *chance)
{
  guint n = (guint) g_rand_int_range (chance, 0, 40);
  char *text = g_new0 (char, n + 1);

  for (guint i = 0; i < n; i++)
    text[i] = "abc"[g_rand_int_range (chance, 0, 3)];
  return text;
}

static void
test_match_is_longest (void)
{
  g_autoptr(GRand) chance = g_rand_new_with_seed (4);

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *a = random_text (chance), *b = random_text (chance);
      char *texts[] = { a, b };
      g_autofree int *match =
          sequence_match ((guint) strlen (a), (guint) strlen (b), equal_letters, texts);
      int last = -1;
      guint found = 0;

      for (gsize i = 0; a[i] != '\0'; i++)
        {
          if (match[i] < 0)
            continue;
          g_assert_cmpint (match[i], >, last);
          g_assert_cmpint (a[i], ==, b[match[i]]);
          last = match[i];
          found++;
        }
      g_assert_cmpuint (found, ==, common_length (a, b));
    }
}

/* The text that the runs make without those of @except. */
static char *
text_of_runs (GPtrArray *runs, WordsKind except)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const WordsRun *run = g_ptr_array_index (runs, i);

      if (run->kind != except)
        g_string_append_printf (text, "%s%s", run->space && text->len ? " " : "", run->text);
    }
  return g_string_free (text, FALSE);
}

static void
test_runs_give_both_texts (void)
{
  const char *before = "Провести встречу экспертов в срок до 1 июня 2027 года (отв. — А. Б.).";
  const char *after =
      "Провести рабочую встречу в срок до 1 сентября 2027 года (отв. — В. Г.)!";
  g_autoptr(GPtrArray) runs = words_compare (before, after);
  g_autofree char *old = text_of_runs (runs, WORDS_NEW),
                  *new = text_of_runs (runs, WORDS_GONE);
  gboolean month = FALSE;

  g_assert_cmpstr (old, ==, before);
  g_assert_cmpstr (new, ==, after);
  for (guint i = 0; i < runs->len; i++)
    {
      const WordsRun *run = g_ptr_array_index (runs, i);

      month = month || (run->kind == WORDS_GONE && g_str_equal (run->text, "июня"));
    }
  g_assert_true (month); /* the month alone, not the sentence */
}

/* --- brackets ---------------------------------------------------------------------------------- */

static guint
clause_with (Fixture *f, const char *words)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) clauses = protocol_clauses (f->db, protocol, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < clauses->len; i++)
    if (strstr (((Clause *) g_ptr_array_index (clauses, i))->text, words) != NULL)
      return i + 1;
  return 0;
}

static void
given_bracket (Fixture *f, BracketKind kind, guint clause, const char *party, const char *text)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GError) error = NULL;
  Bracket bracket = { .kind = kind,
                      .clause = clause,
                      .clause_kind = (char *) "paragraph",
                      .text = (char *) text,
                      .party = (char *) party };
  gint64 number;

  bracket_add (f->db, protocol, &bracket, "письмо", &number, &error);
  g_assert_no_error (error);
}

static char *
bracketed (Fixture *f, guint clause)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) clauses = protocol_clauses (f->db, protocol, &error);
  g_autoptr(GPtrArray) text = review_bracketed (f->db, protocol, clauses, FALSE, &error);

  g_assert_no_error (error);
  return g_strdup (((Clause *) g_ptr_array_index (text, clause - 1))->text);
}

static void
assert_bracketed (Fixture *f, guint clause, const char *wanted)
{
  g_autofree char *text = bracketed (f, clause);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_only_what_differs_is_bracketed (Fixture *f, gconstpointer unused)
{
  guint n;

  given_draft (f);
  n = clause_with (f, "Продолжить обмен");
  given_bracket (f, BRACKET_REWORD, n, "bo", "Продолжить регулярный обмен опытом.");
  assert_bracketed (f, n, "Продолжить [Борейская Сторона: регулярный] обмен опытом.");
  given_bracket (f, BRACKET_REWORD, n, "bo", "Продолжить обмен.");
  assert_bracketed (f, n, "Продолжить обмен [проект: опытом] [Борейская Сторона: исключить].");
  given_bracket (f, BRACKET_REWORD, n, "ar", "Продолжить обмен студентами.");
  assert_bracketed (
      f, n,
      "Продолжить обмен [Аркадская Сторона: студентами] [Борейская Сторона: исключить].");
  given_bracket (f, BRACKET_STRIKE, n, "bo", NULL);
  assert_bracketed (f, n,
                    "[Аркадская Сторона: Продолжить обмен студентами.] "
                    "[Борейская Сторона: исключить]");
}

static void
test_a_bracket_does_not_begin_with_a_sign (Fixture *f, gconstpointer unused)
{
  guint n;

  given_draft (f);
  n = clause_with (f, "Продолжить обмен");
  given_bracket (f, BRACKET_REWORD, n, "bo", "Продолжить обмен опытом, а также кадрами.");
  assert_bracketed (f, n,
                    "Продолжить обмен [проект: опытом] [Борейская Сторона: опытом, а также "
                    "кадрами].");
}

static void
test_taken_by_all_it_is_the_text (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GError) error = NULL;
  Settlement settlement;
  guint n, items;
  gboolean complete;

  given_draft (f);
  n = clause_with (f, "Продолжить обмен");
  items = clause_with (f, "проинформировала");
  given_bracket (f, BRACKET_REWORD, n, "bo", "Продолжить обмен кадрами.");
  given_bracket (f, BRACKET_INSERT, items, "bo", "Стороны поблагодарили экспертов.");
  given_bracket (f, BRACKET_INSERT, items, "bo", "Стороны отметили их работу.");
  protocol = given_protocol (f, "2026");
  g_assert_cmpstr (protocol->state, ==, "review");
  g_assert_false (protocol_agree (f->db, protocol, "ar", NULL, &complete, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "the wording of bo is not settled");
  g_assert_false (bracket_take (f->db, protocol, NULL, "bo", "bo", NULL, &settlement, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_RULE, "cannot take its own wording");
  bracket_take (f->db, protocol, NULL, "bo", "ar", "нота", &settlement, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (settlement.adopted, ==, 3);
  g_assert_cmpuint (settlement.left, ==, 0);
  /* what was inserted stands in the order in which it was proposed */
  g_assert_cmpuint (clause_with (f, "поблагодарили"), ==, items + 1);
  g_assert_cmpuint (clause_with (f, "отметили их работу"), ==, items + 2);
  g_assert_cmpuint (clause_with (f, "обмен кадрами"), ==, n + 2);
  given_assert_sound (f);
}

static void
test_three_parties_settle_only_together (Fixture *f, gconstpointer unused)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GError) error = NULL;
  Settlement settlement;
  guint n;

  given_held_meeting (f);
  protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error); /* ve has sent nobody */
  g_assert_no_error (error);
  n = clause_with (f, "Продолжить обмен");
  given_bracket (f, BRACKET_REWORD, n, "bo", "Продолжить обмен кадрами.");
  given_bracket (f, BRACKET_REWORD, n, "ar", "Прекратить обмен.");
  protocol = given_protocol (f, "2026");
  bracket_take (f->db, protocol, NULL, "bo", "ar", NULL, &settlement, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (settlement.adopted, ==, 0);
  g_assert_cmpuint (settlement.left, ==, 1); /* who takes another's wording gives up its own */
  bracket_take (f->db, protocol, NULL, "bo", "ve", NULL, &settlement, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (settlement.adopted, ==, 1);
  g_assert_cmpuint (clause_with (f, "обмен кадрами"), ==, n);
}

static void
test_a_bracket_voids_agreements (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GPtrArray) agreements = NULL;
  g_autoptr(GError) error = NULL;
  Settlement settlement;
  gboolean complete;
  guint n;

  given_draft (f);
  protocol = given_protocol (f, "2026");
  protocol_agree (f->db, protocol, "ar", NULL, &complete, &error);
  g_assert_no_error (error);
  n = clause_with (f, "Продолжить обмен");
  given_bracket (f, BRACKET_REWORD, n, "bo", "Продолжить обмен кадрами.");
  agreements = protocol_agreements (f->db, protocol, &error);
  g_assert_cmpuint (agreements->len, ==, 0);
  bracket_withdraw (f->db, protocol, NULL, "bo", &settlement, &error);
  g_assert_no_error (error);
  assert_bracketed (f, n, "Продолжить обмен опытом.");
}

static void
test_a_bad_mark_is_refused_at_once (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GError) error = NULL;
  Bracket bracket = { .kind = BRACKET_REWORD,
                      .clause = 5,
                      .text = (char *) "{council:sideways}",
                      .party = (char *) "bo" };
  gint64 number;

  given_draft (f);
  protocol = given_protocol (f, "2026");
  g_assert_false (bracket_add (f->db, protocol, &bracket, NULL, &number, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "clause 5, mark council:sideways");
  bracket.clause = 500;
  g_assert_false (bracket_add (f->db, protocol, &bracket, NULL, &number, &error));
  fixture_assert_error (&error, COUNCIL_ERROR_USAGE, "there is no clause 500");
}

/* --- comments and versions --------------------------------------------------------------------- */

static void
test_what_was_said_follows_its_clause (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GPtrArray) clauses = NULL, comments = NULL;
  g_autoptr(GError) error = NULL;
  guint n, voided;
  gint64 number;

  given_draft (f);
  protocol = given_protocol (f, "2026");
  n = clause_with (f, "Продолжить обмен");
  comment_add (f->db, protocol, n, "bo", NULL, NULL, "мало", &number, &error);
  g_assert_no_error (error);
  clauses = protocol_clauses (f->db, protocol, &error);
  for (guint i = 0; i < clauses->len; i++) /* as an editor gives it back */
    g_clear_pointer (&((Clause *) g_ptr_array_index (clauses, i))->id, g_free);
  g_ptr_array_insert (clauses, 5, clause_new ("note", NULL, "Примечание.", NULL));
  protocol_set_clauses (f->db, protocol, clauses, &voided, &error);
  g_assert_no_error (error);
  comments = comment_list (f->db, protocol, FALSE, &error);
  g_assert_cmpuint (((Comment *) g_ptr_array_index (comments, 0))->clause, ==, n + 1);
  g_ptr_array_remove_index (clauses, n); /* the clause itself */
  protocol_set_clauses (f->db, protocol, clauses, &voided, &error);
  g_assert_no_error (error);
  g_clear_pointer (&comments, g_ptr_array_unref);
  comments = comment_list (f->db, protocol, FALSE, &error);
  g_assert_cmpuint (comments->len, ==, 0);
}

static void
test_a_struck_decision_does_not_enter_the_register (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(Decision) struck = NULL, kept = NULL;
  g_autoptr(GError) error = NULL;
  const char *const parties[] = { "ar", "bo" };
  Settlement settlement;
  gboolean complete;

  given_draft (f);
  given_bracket (f, BRACKET_STRIKE, clause_with (f, "Продолжить обмен"), "bo", NULL);
  protocol = given_protocol (f, "2026");
  bracket_take (f->db, protocol, NULL, "bo", "ar", NULL, &settlement, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (parties); i++)
    protocol_agree (f->db, protocol, parties[i], NULL, &complete, &error);
  g_assert_no_error (error);
  struck = decision_load (f->db, "2026/2.2", &error);
  kept = decision_load (f->db, "2026/2.1", &error);
  g_assert_cmpstr (struck->state, ==, DECISION_DRAFT);
  g_assert_cmpstr (kept->state, ==, DECISION_AGREED);
}

static void
test_every_version_can_be_read_again (Fixture *f, gconstpointer unused)
{
  g_autoptr(Protocol) protocol = NULL;
  g_autoptr(GPtrArray) first = NULL, then = NULL, changes = NULL;
  g_autoptr(Version) version = NULL;
  g_autoptr(GError) error = NULL;
  guint n, voided, changed = 0;

  given_draft (f);
  protocol = given_protocol (f, "2026");
  first = protocol_clauses (f->db, protocol, &error);
  then = protocol_clauses (f->db, protocol, &error);
  n = clause_with (f, "Продолжить обмен");
  g_free (((Clause *) g_ptr_array_index (then, n - 1))->text);
  ((Clause *) g_ptr_array_index (then, n - 1))->text = g_strdup ("# Иначе @ \\ все.");
  protocol_set_clauses (f->db, protocol, then, &voided, &error);
  g_assert_no_error (error);
  g_clear_pointer (&then, g_ptr_array_unref);
  version = version_find (f->db, protocol, "1", &error);
  then = version_clauses (f->db, version, &error);
  g_assert_no_error (error);
  {
    g_autofree char *kept = protocol_text_hash (then), *was = protocol_text_hash (first);

    g_assert_cmpstr (kept, ==, was);
  }
  g_clear_pointer (&version, version_free);
  g_clear_pointer (&then, g_ptr_array_unref);
  version = version_find (f->db, protocol, "current", &error);
  then = version_clauses (f->db, version, &error);
  g_assert_cmpstr (((Clause *) g_ptr_array_index (then, n - 1))->text, ==,
                   "# Иначе @ \\ все.");
  changes = changes_between (first, then);
  for (guint i = 0; i < changes->len; i++)
    changed += ((Change *) g_ptr_array_index (changes, i))->kind != CHANGE_NONE;
  g_assert_cmpuint (changed, ==, 1);
  given_assert_sound (f);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  protocols_register ();
  g_test_add_func ("/review/sequence/match-is-longest", test_match_is_longest);
  g_test_add_func ("/review/sequence/runs-give-both-texts", test_runs_give_both_texts);
  fixture_test ("/review/bracket/only-what-differs", test_only_what_differs_is_bracketed);
  fixture_test ("/review/bracket/not-with-a-sign", test_a_bracket_does_not_begin_with_a_sign);
  fixture_test ("/review/bracket/taken-it-is-the-text", test_taken_by_all_it_is_the_text);
  fixture_test_three ("/review/bracket/three-parties",
                      test_three_parties_settle_only_together);
  fixture_test ("/review/bracket/voids-agreements", test_a_bracket_voids_agreements);
  fixture_test ("/review/bracket/bad-mark", test_a_bad_mark_is_refused_at_once);
  fixture_test ("/review/comment/follows-its-clause", test_what_was_said_follows_its_clause);
  fixture_test ("/review/decision/struck", test_a_struck_decision_does_not_enter_the_register);
  fixture_test ("/review/version/read-again", test_every_version_can_be_read_again);
  return g_test_run ();
}
