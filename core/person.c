#include "core/person.h"

#include "core/error.h"
#include "core/handle.h"
#include "core/message.h"
#include "core/name.h"
#include "core/text.h"
#include "core/uuid.h"

#include <string.h>

#define COLUMNS                                                                               \
  "id, handle, surname, given, patronymic, latin, own_name, own_lang, email, sample, "        \
  "mail_lang"
#define NO_BREAK_SPACE "\302\240"

void
person_free (Person *person)
{
  if (person == NULL)
    return;
  g_free (person->id);
  g_free (person->handle);
  g_free (person->surname);
  g_free (person->given);
  g_free (person->patronymic);
  g_free (person->latin);
  g_free (person->own_name);
  g_free (person->own_lang);
  g_free (person->email);
  g_free (person->mail_lang);
  g_free (person);
}

static Person *
person_from_row (const DbRow *row)
{
  Person *person = g_new0 (Person, 1);

  person->id = row_copy (row, "id");
  person->handle = row_copy (row, "handle");
  person->surname = row_copy (row, "surname");
  person->given = row_copy (row, "given");
  person->patronymic = row_copy (row, "patronymic");
  person->latin = row_copy (row, "latin");
  person->own_name = row_copy (row, "own_name");
  person->own_lang = row_copy (row, "own_lang");
  person->email = row_copy (row, "email");
  person->mail_lang = row_copy (row, "mail_lang");
  person->sample = row_int (row, "sample") != 0;
  return person;
}

/* --- reading ------------------------------------------------------------------------------- */

GPtrArray *
person_list (Db *db, GError **error)
{
  g_autoptr(GPtrArray) rows =
      db_all (db, "SELECT " COLUMNS " FROM person ORDER BY surname, given, patronymic, handle",
              error, "");
  GPtrArray *people;

  if (rows == NULL)
    return NULL;
  people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (people, person_from_row (g_ptr_array_index (rows, i)));
  return people;
}

gboolean
person_by_name (Db *db, const char *name, Person **person, GError **error)
{
  g_autoptr(GPtrArray) people = person_list (db, error);
  g_autofree char *wanted = text_fold (name);
  guint found = 0, at = 0;

  *person = NULL;
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      g_autofree char *listed = person_list_name (g_ptr_array_index (people, i));
      g_autofree char *folded = text_fold (listed);

      if (!g_str_equal (folded, wanted))
        continue;
      found++;
      at = i;
    }
  if (found == 1)
    *person = g_ptr_array_steal_index (people, at);
  return people != NULL;
}

/* The one person with that surname. */
static Person *
load_by_surname (Db *db, const char *who, GError **error)
{
  g_autoptr(GPtrArray) people = person_list (db, error);
  g_autofree char *wanted = text_fold (who);
  g_autoptr(GString) handles = g_string_new (NULL);
  guint found = 0, at = 0;

  if (people == NULL)
    return NULL;
  for (guint i = 0; i < people->len; i++)
    {
      const Person *person = g_ptr_array_index (people, i);
      g_autofree char *surname = text_fold (person->surname);

      if (!g_str_equal (surname, wanted))
        continue;
      g_string_append_printf (handles, "%s%s", found++ > 0 ? ", " : "", person->handle);
      at = i;
    }
  if (found == 1)
    return g_ptr_array_steal_index (people, at);
  if (found == 0)
    council_error (
        error, COUNCIL_ERROR_NOT_FOUND,
        N_ ("no person {who} (see 'council person list'; add one with 'council person "
            "add')"),
        "who", who, NULL);
  else
    council_error (error, COUNCIL_ERROR_USAGE,
                   N_ ("person {who}: several bear that surname (one of: {handles})"), "who",
                   who, "handles", handles->str, NULL);
  return NULL;
}

Person *
person_load (Db *db, const char *who, GError **error)
{
  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row, "SELECT " COLUMNS " FROM person WHERE handle = ?", error, "s", who))
    return NULL;
  return row ? person_from_row (row) : load_by_surname (db, who, error);
}

Person *
person_load_id (Db *db, const char *id, GError **error)
{
  g_autoptr(DbRow) row =
      db_one (db, "SELECT " COLUMNS " FROM person WHERE id = ?", error, "s", id);

  if (row == NULL)
    {
      council_error_rename (
          error, COUNCIL_ERROR_NOT_FOUND,
          N_ ("no person {who} (see 'council person list'; add one with 'council "
              "person add')"),
          "who", id, NULL);
      return NULL;
    }
  return person_from_row (row);
}

/* --- the parts of a name ------------------------------------------------------------------- */

/* In the order in which a whole name is written. */
typedef enum
{
  PART_GIVEN,
  PART_PATRONYMIC,
  PART_SURNAME,
  N_PARTS
} NamePart;

static const char *const part_roles[N_PARTS] = { "given", "patronymic", "surname" };

static const char *
part_text (const Person *person, NamePart part)
{
  return part == PART_GIVEN        ? person->given
         : part == PART_PATRONYMIC ? person->patronymic
                                   : person->surname;
}

/* «А.» does not decline. */
static gboolean
is_initial (const char *text)
{
  return g_str_has_suffix (text, ".");
}

static void
append_initials (GString *out, const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, "-", -1);

  if (is_initial (text))
    {
      g_string_append (out, text);
      return;
    }
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        g_autofree char *first = g_utf8_substring (words[i], 0, 1);

        g_string_append_printf (out, "%s%s.", i > 0 ? "-" : "", first);
      }
}

static char *
with_initials (const Person *person, const char *surname)
{
  g_autoptr(GString) out = g_string_new (NULL);

  if (person->given != NULL)
    append_initials (out, person->given);
  if (person->given != NULL && person->patronymic != NULL)
    append_initials (out, person->patronymic);
  if (out->len > 0)
    g_string_append (out, NO_BREAK_SPACE);
  g_string_append (out, surname);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
person_signature_name (const Person *person)
{
  return with_initials (person, person->surname);
}

/* The parts that are there, with spaces. */
static char *
join (const char *first, const char *second, const char *third)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *parts[] = { first, second, third };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (out, "%s%s", out->len ? " " : "", parts[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
person_list_name (const Person *person)
{
  return join (person->surname, person->given, person->patronymic);
}

char *
person_full_name (const Person *person)
{
  return join (person->given, person->patronymic, person->surname);
}

/* A part in a case; %NULL with @error unset when the person has no such part. */
static char *
part_case (Db *db, const Person *person, NamePart part, GrammaticalCase grammatical_case,
           GError **error)
{
  const char *text = part_text (person, part);

  if (text == NULL || grammatical_case == CASE_NOMINATIVE || is_initial (text))
    return g_strdup (text);

  g_autoptr(DbRow) row = NULL;

  if (!db_maybe (db, &row,
                 "SELECT text FROM name WHERE owner = ? AND role = ? AND writer = ''"
                 " AND lang = 'ru' AND form = ?",
                 error, "sss", person->id, part_roles[part], case_name (grammatical_case)))
    return NULL;
  if (row != NULL)
    return row_copy (row, "text");
  council_error (
      error, COUNCIL_ERROR_NOT_FOUND,
      N_ ("{name}: «{part}» has no {form:tr} (add it with 'council person edit {handle} "
          "--{form} …')"),
      "name", person->surname, "part", text, "form", case_name (grammatical_case), "handle",
      person->handle, NULL);
  return NULL;
}

/* As part_case(), but tells an absent part from an error. */
static gboolean
read_part (Db *db, const Person *person, NamePart part, GrammaticalCase grammatical_case,
           char **text, GError **error)
{
  *text = part_case (db, person, part, grammatical_case, error);
  return *text != NULL || part_text (person, part) == NULL;
}

char *
person_name_case (Db *db, const Person *person, GrammaticalCase grammatical_case,
                  GError **error)
{
  g_autofree char *given = NULL, *patronymic = NULL, *surname = NULL;

  if (!read_part (db, person, PART_GIVEN, grammatical_case, &given, error) ||
      !read_part (db, person, PART_PATRONYMIC, grammatical_case, &patronymic, error) ||
      !read_part (db, person, PART_SURNAME, grammatical_case, &surname, error))
    return NULL;
  return join (given, patronymic, surname);
}

char *
person_initials_case (Db *db, const Person *person, GrammaticalCase grammatical_case,
                      GError **error)
{
  g_autofree char *surname = part_case (db, person, PART_SURNAME, grammatical_case, error);

  return surname ? with_initials (person, surname) : NULL;
}

/* --- writing ------------------------------------------------------------------------------- */

/* How many words a part takes. */
static guint
count_words (const char *text)
{
  guint words = 0;

  for (const char *at = text; at != NULL; at = strchr (at + 1, ' '))
    words++;
  return words;
}

static gboolean
same_first_letter (const char *a, const char *b)
{
  g_autofree char *x = text_fold (a);
  g_autofree char *y = text_fold (b);

  return g_utf8_get_char (x) == g_utf8_get_char (y);
}

static gboolean
refuse_case (const Person *person, GrammaticalCase grammatical_case, const char *text,
             GError **error)
{
  g_autofree char *name = person_full_name (person);

  return council_error (
      error, COUNCIL_ERROR_USAGE,
      N_ ("--{form} '{text}': does not have the parts of «{name}» (the whole "
          "name is wanted: given name, patronymic, surname)"),
      "form", case_name (grammatical_case), "text", text, "name", name, NULL);
}

/* Writes one case of the whole name, split into its parts. */
static gboolean
write_case (Db *db, const Person *person, GrammaticalCase grammatical_case, const char *given,
            GError **error)
{
  g_autofree char *text = text_clean (given, case_name (grammatical_case), error);
  g_auto(GStrv) words = text ? g_strsplit (text, " ", -1) : NULL;
  guint at = 0, wanted = 0;

  if (text == NULL)
    return FALSE;
  for (NamePart part = 0; part < N_PARTS; part++)
    wanted += count_words (part_text (person, part));
  if (g_strv_length (words) != wanted)
    return refuse_case (person, grammatical_case, text, error);
  for (NamePart part = 0; part < N_PARTS; part++)
    {
      guint n = count_words (part_text (person, part));
      g_autoptr(GString) form = g_string_new (NULL);

      for (guint i = 0; i < n; i++)
        g_string_append_printf (form, "%s%s", i > 0 ? " " : "", words[at++]);
      if (n == 0)
        continue;
      if (!same_first_letter (form->str, part_text (person, part)))
        return refuse_case (person, grammatical_case, text, error);
      if (!name_set (db, person->id, part_roles[part], NULL, "ru", grammatical_case, form->str,
                     error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_cases (Db *db, const Person *person, const PersonFields *fields, GError **error)
{
  g_autofree char *name = person_full_name (person);

  if (!write_case (db, person, CASE_NOMINATIVE, name, error))
    return FALSE;
  for (GrammaticalCase form = CASE_GENITIVE; form < N_CASES; form++)
    {
      const char *text = fields->indeclinable ? name : fields->cases[form];

      if (text != NULL && !write_case (db, person, form, text, error))
        return FALSE;
    }
  return TRUE;
}

/* Replaces *@field by what was given: nothing leaves it, "" empties it. */
static gboolean
take_field (char **field, const char *given, const char *what, GError **error)
{
  g_autofree char *text = NULL;

  if (given == NULL)
    return TRUE;
  if (!text_clean_optional (given, what, &text, error))
    return FALSE;
  g_free (*field);
  *field = g_steal_pointer (&text);
  return TRUE;
}

static gboolean
take_fields (Person *person, const PersonFields *fields, GError **error)
{
  if (!take_field (&person->surname, fields->surname, N_ ("surname"), error) ||
      !take_field (&person->given, fields->given, N_ ("given name"), error) ||
      !take_field (&person->patronymic, fields->patronymic, N_ ("patronymic"), error) ||
      !take_field (&person->latin, fields->latin, N_ ("Latin name"), error) ||
      !take_field (&person->own_name, fields->own_name, N_ ("own name"), error) ||
      !take_field (&person->own_lang, fields->own_lang, N_ ("language"), error) ||
      !take_field (&person->email, fields->email, N_ ("e-mail address"), error) ||
      !take_field (&person->mail_lang, fields->mail_lang, N_ ("language"), error))
    return FALSE;
  if (person->surname == NULL)
    return council_error (error, COUNCIL_ERROR_USAGE, N_ ("the surname is missing"), NULL);
  if (person->own_lang != NULL && !language_is_known (person->own_lang))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("language {lang}: not known (one of: ru, en, tg, ky)"), "lang",
                          person->own_lang, NULL);
  if (person->mail_lang != NULL && !language_is_known (person->mail_lang))
    return council_error (error, COUNCIL_ERROR_USAGE,
                          N_ ("language {lang}: not known (one of: ru, en, tg, ky)"), "lang",
                          person->mail_lang, NULL);
  if (fields->email != NULL && person->email != NULL && !mail_address_is_good (person->email))
    return council_error (
        error, COUNCIL_ERROR_USAGE,
        N_ ("'{email}' is no e-mail address (one, as name@example.org, in Latin "
            "letters)"),
        "email", person->email, NULL);
  return TRUE;
}

gboolean
person_add (Db *db, const char *handle, const PersonFields *fields, GError **error)
{
  g_autoptr(Person) person = g_new0 (Person, 1);
  g_autoptr(DbTransaction) tx = NULL;
  gint64 taken;

  if (!handle_check (handle, N_ ("handle"), error) || !take_fields (person, fields, error))
    return FALSE;
  tx = db_begin (db, "person.add", error);
  if (tx == NULL)
    return FALSE;
  taken = db_number (db, "SELECT count(*) FROM person WHERE handle = ?", error, "s", handle);
  if (taken != 0)
    return taken > 0 &&
           council_error (error, COUNCIL_ERROR_RULE,
                          N_ ("person {handle}: exists already (choose another handle)"),
                          "handle", handle, NULL);
  person->id = uuid7 ();
  db_subject (tx, handle);
  return db_run (
             db,
             "INSERT INTO person (id, handle, surname, given, patronymic, latin, own_name,"
             " own_lang, email, sample, mail_lang) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             error, "sssssssssis", person->id, handle, person->surname, person->given,
             person->patronymic, person->latin, person->own_name, person->own_lang,
             person->email, db_sample (db), person->mail_lang) &&
         write_cases (db, person, fields, error) && db_commit (&tx, error);
}

/* The cases of a part that is written differently now are gone. */
static gboolean
drop_old_cases (Db *db, const Person *old, const Person *now, GError **error)
{
  for (NamePart part = 0; part < N_PARTS; part++)
    if (g_strcmp0 (part_text (old, part), part_text (now, part)) != 0 &&
        !db_run (db, "DELETE FROM name WHERE owner = ? AND role = ? AND lang = 'ru'", error,
                 "ss", old->id, part_roles[part]))
      return FALSE;
  return TRUE;
}

gboolean
person_edit (Db *db, const Person *person, const PersonFields *fields, GError **error)
{
  g_autoptr(Person) now = person_load_id (db, person->id, error);
  g_autoptr(DbTransaction) tx = NULL;

  if (now == NULL || !take_fields (now, fields, error))
    return FALSE;
  tx = db_begin (db, "person.edit", error);
  if (tx == NULL)
    return FALSE;
  db_subject (tx, person->handle);
  return db_run (db,
                 "UPDATE person SET surname = ?, given = ?, patronymic = ?, latin = ?,"
                 " own_name = ?, own_lang = ?, email = ?, mail_lang = ? WHERE id = ?",
                 error, "sssssssss", now->surname, now->given, now->patronymic, now->latin,
                 now->own_name, now->own_lang, now->email, now->mail_lang, now->id) &&
         drop_old_cases (db, person, now, error) && write_cases (db, now, fields, error) &&
         db_commit (&tx, error);
}
