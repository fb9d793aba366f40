/* A meeting of the fictitious council that was held: an agenda of two items, delegations, a
 * business that was invited, decisions with executors and days. */
#pragma once

#include "core/db.h"
#include "core/error.h"
#include "core/name.h"
#include "core/uuid.h"
#include "meetings/decision.h"
#include "meetings/meeting.h"
#include "meetings/meetings.h"
#include "protocols/original.h"
#include "protocols/protocol.h"
#include "protocols/protocols.h"
#include "protocols/reading.h"
#include "tests/support/fixture.h"

/* Runs one statement that writes. */
#define GIVEN(f, sql, types, ...)                                                             \
  G_STMT_START                                                                                \
  {                                                                                           \
    g_autoptr(GError) given_error = NULL;                                                    \
    g_autoptr(DbTransaction) given_tx = db_begin ((f)->db, "given", &given_error);           \
    g_assert_no_error (given_error);                                                          \
    db_run ((f)->db, sql, &given_error, types, __VA_ARGS__);                                  \
    g_assert_no_error (given_error);                                                          \
    db_commit (&given_tx, &given_error);                                                      \
    g_assert_no_error (given_error);                                                          \
  }                                                                                           \
  G_STMT_END

static inline char *
given_key (Fixture *f, const char *sql, const char *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(DbRow) row = db_one (f->db, sql, &error, "s", value);

  g_assert_no_error (error);
  return row_copy (row, "id");
}

#define PARTY_KEY "(SELECT id FROM party WHERE code = ?)"

static inline void
given_meeting (Fixture *f, const char *ref, const char *kind, const char *state,
               const char *starts, const char *ends)
{
  g_autofree char *id = uuid7 ();

  GIVEN (
      f,
      "INSERT INTO meeting (id, body, ref, kind, state, host, starts_at, ends_at, all_day,"
      " time_zone, city, form, ordinal, created_at, changed_at) SELECT ?, council.id, ?, ?, ?,"
      " party.id, ?, ?, 1, party.time_zone, 'Борейск', 'in-person',"
      " CASE ? WHEN 'held' THEN 2 END, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'"
      " FROM council, party WHERE code = 'bo'",
      "sssssss", id, ref, kind, state, starts, ends, state);
}

static inline void
given_delegate (Fixture *f, const char *party, gint64 position, const char *role,
                const char *person, const char *name, const char *post)
{
  g_autofree char *id = uuid7 ();

  GIVEN (f,
         "INSERT INTO delegate (id, meeting, party, position, role, person, name, post) VALUES"
         " (?, (SELECT id FROM meeting WHERE ref = '2026'), " PARTY_KEY ", ?, ?,"
         " (SELECT id FROM person WHERE handle = ?), ?, ?)",
         "ssissss", id, party, position, role, person, name, post);
}

static inline void
given_item (Fixture *f, gint64 position, const char *title, const char *discussion)
{
  g_autofree char *id = uuid7 ();

  GIVEN (f,
         "INSERT INTO agenda_item (id, meeting, position, title, discussion, state) VALUES"
         " (?, (SELECT id FROM meeting WHERE ref = '2026'), ?, ?, ?, 'adopted')",
         "siss", id, position, title, discussion);
}

#define ITEM_KEY                                                                              \
  "(SELECT agenda_item.id FROM agenda_item JOIN meeting ON meeting.id = meeting"              \
  " WHERE meeting.ref = '2026' AND position = ?)"

static inline void
given_decision (Fixture *f, gint64 item, gint64 position, const char *text, const char *due,
                const char *first, const char *second)
{
  g_autofree char *id = uuid7 (), *one = uuid7 (), *two = uuid7 ();
  g_autofree char *ref = g_strdup_printf ("2026/%d.%d", (int) item, (int) position);

  GIVEN (f,
         "INSERT INTO decision (id, ref, item, position, text, due, state) VALUES"
         " (?, ?, " ITEM_KEY ", ?, ?, ?, 'draft')",
         "ssiiss", id, ref, item, position, text, due);
  if (first != NULL)
    GIVEN (f,
           "INSERT INTO executor (id, decision, party, who) VALUES (?, ?, " PARTY_KEY ", ?)",
           "ssss", one, id, "ar", first);
  if (second != NULL)
    GIVEN (f,
           "INSERT INTO executor (id, decision, party, who) VALUES (?, ?, " PARTY_KEY ", ?)",
           "ssss", two, id, "bo", second);
}

static inline void
given_invitation (Fixture *f, gint64 item, const char *member)
{
  g_autofree char *id = uuid7 ();

  GIVEN (f,
         "INSERT INTO invitation (id, item, member) VALUES (?, " ITEM_KEY
         ", (SELECT id FROM member WHERE handle = ?))",
         "sis", id, item, member);
}

/* The meeting «2026», held on 8 and 9 October 2026 in Борейск. */
static inline void
given_held_meeting (Fixture *f)
{
  given_meeting (f, "2026", "regular", "held", "2026-10-07T18:00:00Z", "2026-10-09T18:00:00Z");
  given_delegate (f, "ar", 1, "head", "vymyslov", "Вымыслов Леонид Петрович",
                  "Премьер-министр Республики Аркадия");
  given_delegate (f, "ar", 2, "expert", NULL, "Делегат Первый",
                  "начальник отдела Министерства энергетики Республики Аркадия");
  given_delegate (f, "bo", 1, "head", "primerzoda", "Примерзода Фаридун",
                  "Председатель Кабинета Министров Борейской Республики");
  for (gint64 i = 2; i <= 11; i++)
    {
      g_autofree char *name = g_strdup_printf ("Делегат № %d", (int) i);

      given_delegate (f, "bo", i, "delegate", NULL, name, "сотрудник Агентства по торговле");
    }
  given_item (f, 1, "О развитии торговли",
              "товарооборот вырос на 12 %; доля продовольствия достигла трети");
  given_item (f, 2, "О сотрудничестве в энергетике",
              "Борейская Сторона проинформировала о подготовке к зиме.");
  given_decision (f, 1, 1, "подготовить план развития торговли", "2027-06-01",
                  "Агентство по торговле Республики Аркадия",
                  "Агентство по торговле Борейской Республики");
  given_decision (f, 2, 1, "провести встречу энергетиков в срок до 1 марта 2027 года.",
                  "2027-03-01", NULL, "Министерство энергетики Борейской Республики");
  given_decision (f, 2, 2, "продолжить обмен опытом", NULL, NULL, NULL);
  given_invitation (f, 2, "ar-power");
}

/* The file is sound once the decision that leaves it open says who and until when: check asks for
 * it, and it may be said even after the text is agreed. */
static inline void
given_assert_sound (Fixture *f)
{
  static const char *const executors[] = { "bo:Министерство энергетики", NULL };
  g_autoptr(GError) error = NULL;

  decision_edit (f->db, "2026/2.2",
                 &(DecisionFields){ .executors = executors, .due = "2027-06-01" }, &error);
  if (!g_error_matches (error, COUNCIL_ERROR,
                        COUNCIL_ERROR_NOT_FOUND)) /* not every test has it */
    g_assert_no_error (error);
  fixture_assert_sound (f);
}

static inline Protocol *
given_protocol (Fixture *f, const char *ref)
{
  g_autoptr(GError) error = NULL;
  Protocol *protocol = protocol_load (f->db, ref, &error);

  g_assert_no_error (error);
  return protocol;
}

static inline void
given_draft (Fixture *f)
{
  g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  given_held_meeting (f);
  protocol_draft (f->db, "2026", NULL, FALSE, "en", notices, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notices->len, ==, 0);
}

static inline void
given_agreed (Fixture *f)
{
  const char *const parties[] = { "ar", "bo" };
  gboolean complete;

  given_draft (f);
  for (guint i = 0; i < G_N_ELEMENTS (parties); i++)
    {
      g_autoptr(Protocol) protocol = given_protocol (f, "2026");
      g_autoptr(GError) error = NULL;

      protocol_agree (f->db, protocol, parties[i], NULL, &complete, &error);
      g_assert_no_error (error);
      g_assert_cmpint (complete, ==, i == 1);
    }
}

/* The text as @keeper reads it: "label text", a line a block. */
static inline char *
given_reading (Fixture *f, const char *keeper)
{
  g_autoptr(Protocol) protocol = given_protocol (f, "2026");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) clauses = protocol_clauses (f->db, protocol, &error);
  g_autoptr(GPtrArray) blocks =
      reading_make (f->db, protocol, clauses, keeper, NULL, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < blocks->len; i++)
    {
      const ReadingBlock *block = g_ptr_array_index (blocks, i);

      g_string_append_printf (text, "%s%s%s\n", block->label ? block->label : "",
                              block->label ? " " : "", block->text);
    }
  return g_string_free (text, FALSE);
}
