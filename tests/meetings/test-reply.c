/* Answers to invitations, as mail programs send them: tests/cases/replies. */
#include "meetings/reply.h"

#include "core/clock.h"
#include "core/date.h"
#include "core/error.h"
#include "core/person.h"
#include "meetings/delegation.h"
#include "meetings/meeting-life.h"
#include "meetings/meetings.h"
#include "tests/support/fixture.h"

#include <string.h>

/* The UID in the cases is made of it. */
#define KEY "019a0000-0000-7000-8000-000000000027"
#define REF "2027"
#define START "2027-03-17T05:00:00Z"

/* More than a letter may have. */
#define MAIL_HUGE ((gsize) 17 * 1024 * 1024)

static void
give_address (Fixture *f, const char *person, const char *address)
{
  const PersonFields fields = { .email = address };
  g_autoptr(GError) error = NULL;
  g_autoptr(Person) known = person_load (f->db, person, &error);

  g_assert_true (person_edit (f->db, known, &fields, &error));
  g_assert_no_error (error);
}

static void
name_delegate (Fixture *f, const char *party, const char *person, const char *role)
{
  const DelegateFields fields = { .person = person, .role = role, .post = "министр" };
  g_autoptr(GError) error = NULL;
  g_autoptr(Delegate) delegate = delegation_add (f->db, REF, party, &fields, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (delegate);
}

/* A meeting of 17 March 2027, ten o'clock in Arkadsk, to which all four are named; SEQUENCE 1. */
static void
given (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = NULL;

  g_assert_true (clock_init ("2026-12-20T09:00:00Z", &error));
  give_address (f, "vymyslov", "vymyslov@ar.example.org");
  give_address (f, "ozernaya", "ozernaya+council@ar.example.org");
  give_address (f, "primerzoda", "primerzoda@bo.example.org");
  give_address (f, "nebylitsyna", "nebylitsyna@bo.example.org");
  tx = db_begin (f->db, "test", &error);
  g_assert_true (db_run (
      f->db,
      "INSERT INTO meeting (id, body, ref, kind, state, host, starts_at, ends_at, time_zone,"
      " city, form, sequence, scheduled_on, created_at, changed_at)"
      " SELECT ?, c.id, ?, 'regular', 'planned', p.id, ?, '2027-03-17T08:00:00Z', p.time_zone,"
      " 'Аркадск', 'in-person', 1, '2026-11-20', '2026-11-20T00:00:00Z',"
      " '2026-11-20T00:00:00Z' FROM council c, party p WHERE p.code = 'ar'",
      &error, "sss", KEY, REF, START));
  g_assert_true (db_commit (&tx, &error));
  name_delegate (f, "ar", "vymyslov", DELEGATE_HEAD);
  name_delegate (f, "ar", "ozernaya", DELEGATE_DELEGATE);
  name_delegate (f, "bo", "primerzoda", DELEGATE_HEAD);
  name_delegate (f, "bo", "nebylitsyna", DELEGATE_DELEGATE);
}

static void
read_case (GPtrArray *replies, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "cases", "replies", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  bytes = g_bytes_new (text, length);
  g_assert_true (reply_read (bytes, name, "en", replies, &error));
  g_assert_no_error (error);
}

static GPtrArray *
replies_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) reply_free);
}

static void
take_all (Fixture *f, GPtrArray *replies, gboolean others)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (reply_take (f->db, replies, others, "en", &error));
  g_assert_no_error (error);
}

/* The one answer of a case, taken. */
static Reply *
take (Fixture *f, const char *name, gboolean others)
{
  g_autoptr(GPtrArray) replies = replies_new ();
  Reply *reply;

  read_case (replies, name);
  g_assert_cmpuint (replies->len, ==, 1);
  take_all (f, replies, others);
  reply = g_ptr_array_steal_index (replies, 0);
  g_test_message ("%s: %s (%s)", name, reply_outcome_name (reply->outcome),
                  reply->why ? reply->why : "");
  return reply;
}

static gint64
entries (Fixture *f)
{
  return db_number (f->db, "SELECT count(*) FROM journal", NULL, "");
}

static CalendarAnswer
answer_of (Fixture *f, const char *address)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = meeting_load (f->db, REF, &error);
  CalendarAnswer answer;

  g_assert_true (reply_answer (f->db, meeting, address, &answer, &error));
  return answer;
}

static const MeetingReply *
on_record (GPtrArray *list, const char *address)
{
  for (guint i = 0; i < list->len; i++)
    if (g_ascii_strcasecmp (((MeetingReply *) g_ptr_array_index (list, i))->address,
                            address) == 0)
      return g_ptr_array_index (list, i);
  return NULL;
}

static GPtrArray *
record_of (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Meeting) meeting = meeting_load (f->db, REF, &error);
  GPtrArray *list = meeting_reply_list (f->db, meeting, &error);

  g_assert_no_error (error);
  return list;
}

/* --- programs -------------------------------------------------------------------------------- */

static void
test_programs (Fixture *f, gconstpointer unused)
{
  static const struct
  {
    const char *file, *address;
    ReplyAnswer answer;
    const char *comment;
  } cases[] = {
    { "outlook.eml", "Vymyslov@AR.Example.org", REPLY_ACCEPTED, NULL },
    { "google.eml", "ozernaya+council@ar.example.org", REPLY_TENTATIVE, NULL },
    { "apple.eml", "primerzoda@bo.example.org", REPLY_DECLINED,
      "В эти дни — выборы; прошу извинить." },
    { "thunderbird.eml", "vymyslov@ar.example.org", REPLY_DECLINED, NULL },
    { "exchange-1251.eml", "nebylitsyna@bo.example.org", REPLY_DECLINED,
      "Отпуск до двадцатого марта" },
    { "koi8-r.eml", "nebylitsyna@bo.example.org", REPLY_ACCEPTED, "Всё же приеду" },
  };

  given (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Reply) reply = take (f, cases[i].file, FALSE);

      g_assert_cmpint (reply->outcome, ==, REPLY_RECORDED);
      g_assert_cmpint (reply->answer, ==, cases[i].answer);
      g_assert_cmpstr (reply->address, ==, cases[i].address);
      g_assert_cmpstr (reply->comment, ==, cases[i].comment);
      g_assert_cmpstr (reply->meeting, ==, REF);
      g_assert_cmpint (reply->sequence, ==, 1);
    }
  g_assert_cmpint (answer_of (f, "vymyslov@ar.example.org"), ==, CALENDAR_DECLINED);
  g_assert_cmpint (answer_of (f, "ozernaya+council@ar.example.org"), ==, CALENDAR_PERHAPS);
  g_assert_cmpint (answer_of (f, "ozernaya@ar.example.org"), ==, CALENDAR_UNANSWERED);
  g_assert_cmpint (answer_of (f, "NEBYLITSYNA@BO.example.org"), ==, CALENDAR_ACCEPTED);
  fixture_assert_sound (f);
}

/* --- order ----------------------------------------------------------------------------------- */

static void
test_older_answers_change_nothing (Fixture *f, gconstpointer unused)
{
  g_autoptr(Reply) first = NULL, older = NULL, again = NULL, other_date = NULL;
  gint64 before;

  given (f);
  first = take (f, "outlook.eml", FALSE);
  before = entries (f);
  older = take (f, "earlier.ics", FALSE);
  g_assert_cmpint (older->outcome, ==, REPLY_STALE);
  g_assert_nonnull (strstr (older->why, "comes"));
  again = take (f, "outlook.eml", FALSE);
  g_assert_cmpint (again->outcome, ==, REPLY_KNOWN);
  other_date = take (f, "earlier-date.ics", FALSE);
  g_assert_cmpint (other_date->outcome, ==, REPLY_STALE);
  g_assert_nonnull (strstr (other_date->why, "earlier date"));
  g_assert_cmpint (entries (f), ==, before);
  g_assert_cmpint (answer_of (f, "vymyslov@ar.example.org"), ==, CALENDAR_ACCEPTED);
}

/* Whatever order the files come in, the latest counts; a second time changes nothing. */
static void
test_a_folder_twice (Fixture *f, gconstpointer unused)
{
  static const char *const files[] = {
    "thunderbird.eml",       "outlook.eml",   "google.eml",   "apple.eml",
    "delegated-accepts.eml", "koi8-r.eml",    "stranger.eml", "delegated.eml",
    "exchange-1251.eml",     "earlier.ics",   "words.eml",    "request.ics",
    "other-uid.ics",         "assistant.eml", "counter.eml",  "sequence-ahead.ics",
  };
  guint recorded[2] = { 0 };
  gint64 before = 0;

  given (f);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(GPtrArray) replies = replies_new ();

      if (round == 1)
        before = entries (f);
      for (guint i = 0; i < G_N_ELEMENTS (files); i++)
        read_case (replies, files[round ? i : G_N_ELEMENTS (files) - 1 - i]);
      take_all (f, replies, FALSE);
      g_assert_cmpuint (replies->len, ==, G_N_ELEMENTS (files));
      for (guint i = 0; i < replies->len; i++)
        recorded[round] +=
            ((Reply *) g_ptr_array_index (replies, i))->outcome == REPLY_RECORDED;
    }
  g_assert_cmpuint (recorded[0], ==, 10);
  g_assert_cmpuint (recorded[1], ==, 0);
  g_assert_cmpint (entries (f), ==, before);
  g_assert_cmpint (answer_of (f, "nebylitsyna@bo.example.org"), ==, CALENDAR_ACCEPTED);
  fixture_assert_sound (f);
}

/* --- what was sent by mail ------------------------------------------------------------------- */

/* A message on record: what the address was told last. */
static void
sent (Fixture *f, gint64 number, const char *person, const char *address, const char *method,
      gint64 sequence, const char *starts)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbTransaction) tx = db_begin (f->db, "test", &error);
  g_autofree char *id = g_strdup_printf ("mail-%d", (int) number);
  g_autofree char *told = g_strdup_printf ("city=Аркадск\nstarts=%s\n", starts);

  g_assert_true (db_run (
      f->db,
      "INSERT INTO mail (id, number, meeting, person, party, name, address, lang, method,"
      " sequence, told, subject, message_id, sha256, made_at) SELECT ?, ?, ?, n.id, p.id,"
      " n.surname, ?, 'ru', ?, ?, ?, 'Приглашение', ?, 'ab', '2026-11-25T09:00:00Z'"
      " FROM person n, party p WHERE n.handle = ? AND p.code = 'bo'",
      &error, "sisssisss", id, number, KEY, address, method, sequence, told, id, person));
  g_assert_no_error (error);
  g_assert_true (db_commit (&tx, &error));
}

static void
test_sent_by_mail (Fixture *f, gconstpointer unused)
{
  g_autoptr(Reply) stranger = NULL, earlier = NULL, standing = NULL, off = NULL;
  g_autoptr(GPtrArray) list = NULL;

  given (f);
  stranger = take (f, "stranger.eml", FALSE);
  g_assert_cmpint (stranger->outcome, ==, REPLY_STRANGER);
  /* Invited for another date, then for this one: SEQUENCE 1 was the other date. */
  sent (f, 1, "ozernaya", "Spam@example.net", "REQUEST", 1, "2027-03-10T05:00:00Z");
  sent (f, 2, "ozernaya", "spam@example.net", "REQUEST", 3, START);
  earlier = take (f, "stranger.eml", FALSE);
  g_assert_cmpint (earlier->outcome, ==, REPLY_STALE);
  /* The agenda alone changed between the two: the answer stands. */
  sent (f, 3, "vymyslov", "primerzoda@bo.example.org", "REQUEST", 1, START);
  sent (f, 4, "vymyslov", "primerzoda@bo.example.org", "REQUEST", 4, START);
  standing = take (f, "apple.eml", FALSE);
  g_assert_cmpint (standing->outcome, ==, REPLY_RECORDED);
  g_assert_cmpstr (standing->person, ==, "vymyslov");
  g_assert_cmpstr (standing->party, ==, "bo");
  sent (f, 5, "nebylitsyna", "nebylitsyna@bo.example.org", "REQUEST", 1, START);
  sent (f, 6, "nebylitsyna", "nebylitsyna@bo.example.org", "CANCEL", 2, START);
  off = take (f, "koi8-r.eml", FALSE);
  g_assert_cmpint (off->outcome, ==, REPLY_STRANGER);
  g_assert_nonnull (strstr (off->why, "taken off"));
  list = record_of (f);
  g_assert_cmpuint (list->len, ==, 1);
}

/* --- another, another time ------------------------------------------------------------------- */

static void
test_delegated (Fixture *f, gconstpointer unused)
{
  g_autoptr(Reply) too_early = NULL, reply = NULL, accepts = NULL;
  g_autoptr(GPtrArray) list = NULL, delegation = NULL;
  g_autoptr(GError) error = NULL;

  given (f);
  too_early = take (f, "delegated-accepts.eml", FALSE);
  g_assert_cmpint (too_early->outcome, ==, REPLY_STRANGER);
  reply = take (f, "delegated.eml", FALSE);
  g_assert_cmpint (reply->outcome, ==, REPLY_RECORDED);
  g_assert_cmpstr (reply->delegated_to, ==, "zamenov@bo.example.org");
  g_assert_cmpstr (reply->delegated_name, ==, "Заменов, Игорь");
  g_assert_cmpstr (reply->proposal, ==, "council delegation substitute 2027 1 --party bo");
  accepts = take (f, "delegated-accepts.eml", FALSE);
  g_assert_cmpint (accepts->outcome, ==, REPLY_RECORDED);
  /* Nobody gets into a delegation by mail. */
  delegation = delegation_list (f->db, KEY, "bo", &error);
  g_assert_cmpuint (delegation->len, ==, 2);
  g_assert_cmpint (answer_of (f, "primerzoda@bo.example.org"), ==, CALENDAR_DELEGATED);
  g_assert_cmpint (answer_of (f, "zamenov@bo.example.org"), ==, CALENDAR_ACCEPTED);
  list = record_of (f);
  g_assert_null (on_record (list, "zamenov@bo.example.org")->person);
}

static void
test_counter (Fixture *f, gconstpointer unused)
{
  g_autoptr(Reply) reply = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autofree char *starts = NULL, *ends = NULL;
  const MeetingReply *counter;

  given (f);
  reply = take (f, "counter.eml", FALSE);
  g_assert_cmpint (reply->outcome, ==, REPLY_RECORDED);
  list = record_of (f);
  counter = on_record (list, "vymyslov@ar.example.org");
  g_assert_cmpint (counter->answer, ==, REPLY_COUNTER);
  starts = instant_text (counter->starts);
  ends = instant_text (counter->ends);
  g_assert_cmpstr (starts, ==, "2027-03-18T05:00:00Z");
  g_assert_cmpstr (ends, ==, "2027-03-18T08:00:00Z");
  g_assert_cmpstr (counter->comment, ==, "Лучше днём позже");
  g_assert_false (counter->outdated);
  g_assert_cmpint (answer_of (f, "vymyslov@ar.example.org"), ==, CALENDAR_PERHAPS);
}

/* What was answered was another day. */
static void
test_postponed (Fixture *f, gconstpointer unused)
{
  g_autoptr(Reply) reply = NULL;
  g_autoptr(Reply) late = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  given (f);
  reply = take (f, "outlook.eml", FALSE);
  g_assert_true (meeting_postpone (f->db, REF, "2027-03-31", 0, "болезнь", NULL, &error));
  g_assert_cmpint (answer_of (f, "vymyslov@ar.example.org"), ==, CALENDAR_UNANSWERED);
  list = record_of (f);
  g_assert_true (on_record (list, "vymyslov@ar.example.org")->outdated);
  late = take (f, "apple.eml", FALSE);
  g_assert_cmpint (late->outcome, ==, REPLY_STALE);
}

/* --- who, and who not ------------------------------------------------------------------------ */

static void
test_other_sender (Fixture *f, gconstpointer unused)
{
  g_autoptr(Reply) held = NULL, forwarded = NULL, taken = NULL;
  g_autoptr(GPtrArray) list = NULL;
  gint64 before;

  given (f);
  before = entries (f);
  held = take (f, "assistant.eml", FALSE);
  g_assert_cmpint (held->outcome, ==, REPLY_OTHER_SENDER);
  g_assert_nonnull (strstr (held->why, "assistant@ar.example.org"));
  forwarded = take (f, "forwarded.eml", FALSE);
  g_assert_cmpint (forwarded->outcome, ==, REPLY_OTHER_SENDER);
  g_assert_cmpint (entries (f), ==, before);
  taken = take (f, "assistant.eml", TRUE);
  g_assert_cmpint (taken->outcome, ==, REPLY_RECORDED);
  list = record_of (f);
  g_assert_true (on_record (list, "vymyslov@ar.example.org")->other_sender);
  g_assert_cmpstr (on_record (list, "vymyslov@ar.example.org")->sender, ==,
                   "assistant@ar.example.org");
}

static void
test_held_back (Fixture *f, gconstpointer unused)
{
  static const struct
  {
    const char *file;
    ReplyOutcome outcome;
    const char *words;
  } cases[] = {
    { "stranger.eml", REPLY_STRANGER, "spam@example.net is not invited" },
    { "no-plus.ics", REPLY_STRANGER, "ozernaya@ar.example.org" },
    { "other-uid.ics", REPLY_NO_MEETING, "4321@elsewhere.example" },
    { "words.eml", REPLY_NO_ANSWER, "Приеду обязательно" },
    { "request.ics", REPLY_NO_ANSWER, "METHOD REQUEST" },
    { "sequence-ahead.ics", REPLY_SUSPECT, "not sent yet" },
    { "stamp-ahead.ics", REPLY_SUSPECT, "in the future" },
  };
  gint64 before;

  given (f);
  before = entries (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Reply) reply = take (f, cases[i].file, FALSE);

      g_assert_cmpint (reply->outcome, ==, cases[i].outcome);
      g_assert_nonnull (strstr (reply->why, cases[i].words));
    }
  g_assert_cmpint (entries (f), ==, before);
}

static void
test_too_late (Fixture *f, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Reply) reply = NULL;

  given (f);
  g_assert_true (meeting_cancel (f->db, REF, "болезнь", NULL, &error));
  reply = take (f, "outlook.eml", FALSE);
  g_assert_cmpint (reply->outcome, ==, REPLY_TOO_LATE);
}

/* --- hostile --------------------------------------------------------------------------------- */

static void
assert_printable (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (g_unichar_isprint (g_utf8_get_char (p)));
}

static void
test_injection (Fixture *f, gconstpointer unused)
{
  g_autoptr(Reply) reply = NULL;
  g_autoptr(GPtrArray) list = NULL;
  const MeetingReply *recorded;

  given (f);
  reply = take (f, "injection.eml", FALSE);
  g_assert_cmpint (reply->outcome, ==, REPLY_RECORDED);
  g_assert_cmpstr (reply->address, ==, "nebylitsyna@bo.example.org");
  list = record_of (f);
  recorded = on_record (list, "nebylitsyna@bo.example.org");
  assert_printable (recorded->comment);
  assert_printable (recorded->delegated_name);
  g_assert_cmpstr (recorded->comment, ==, "строка BEGIN:VEVENT конец");
  g_assert_cmpstr (recorded->delegated_name, ==, "злой ; [31m\"DROP");
  g_assert_null (on_record (list, "evil@example.net"));
  fixture_assert_sound (f);
}

static void
read_bytes (GPtrArray *replies, const char *text, gsize length)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length);
  g_autoptr(GError) error = NULL;

  g_assert_true (reply_read (bytes, "hostile", "en", replies, &error));
  g_assert_no_error (error);
}

/* A letter of parts within parts, as deep as asked. */
static char *
deep_letter (guint depth)
{
  GString *text = g_string_new ("From: a@b.example\r\nMIME-Version: 1.0\r\n");

  for (guint i = 0; i < depth; i++)
    g_string_append_printf (
        text, "Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n", i, i);
  return g_string_free (text, FALSE);
}

static void
test_hostile_letters (void)
{
  g_autoptr(GPtrArray) replies = replies_new ();
  g_autofree char *deep = deep_letter (900), *deeper = deep_letter (100000);
  g_autofree char *large = g_malloc (MAIL_HUGE);
  g_autofree char *calendar = NULL;
  GString *huge = g_string_new ("From: a@b.example\r\nContent-Type: text/calendar\r\n\r\n"
                                "BEGIN:VCALENDAR\r\n");

  memset (large, 'x', MAIL_HUGE);
  read_bytes (replies, deep, strlen (deep));
  read_bytes (replies, deeper, strlen (deeper));
  read_bytes (replies, large, MAIL_HUGE);
  read_bytes (replies, "", 0);
  for (guint i = 0; i < 300000; i++)
    g_string_append (huge, "BEGIN:VEVENT\r\n");
  calendar = g_string_free (huge, FALSE);
  read_bytes (replies, calendar, strlen (calendar));
  read_bytes (replies, "BEGIN:VCALENDAR\r\n", 17);
  g_assert_cmpuint (replies->len, ==, 6);
  for (guint i = 0; i < replies->len; i++)
    {
      const Reply *reply = g_ptr_array_index (replies, i);

      g_test_message ("%s", reply->why);
      g_assert_cmpint (reply->outcome, ==, REPLY_UNREADABLE);
      g_assert_null (strchr (reply->why, '\n'));
    }
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  meetings_register ();
  fixture_test ("/reply/programs", test_programs);
  fixture_test ("/reply/older-change-nothing", test_older_answers_change_nothing);
  fixture_test ("/reply/a-folder-twice", test_a_folder_twice);
  fixture_test ("/reply/sent-by-mail", test_sent_by_mail);
  fixture_test ("/reply/delegated", test_delegated);
  fixture_test ("/reply/counter", test_counter);
  fixture_test ("/reply/postponed", test_postponed);
  fixture_test ("/reply/other-sender", test_other_sender);
  fixture_test ("/reply/held-back", test_held_back);
  fixture_test ("/reply/too-late", test_too_late);
  fixture_test ("/reply/injection", test_injection);
  g_test_add_func ("/reply/hostile-letters", test_hostile_letters);
  return g_test_run ();
}
