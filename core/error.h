/* Errors: raised once, where they are understood, with a code, a message and its values.
 *
 * A message is an English gettext msgid with named places, so that the same error can be
 * printed in any language: "no meeting {ref} (see 'council meeting list')".  A place written
 * {state:tr} has its value translated too. */
#pragma once

#include <glib.h>

typedef enum
{
  COUNCIL_ERROR_USAGE,     /* a bad argument */
  COUNCIL_ERROR_NOT_FOUND, /* nothing bears that reference */
  COUNCIL_ERROR_RULE,      /* a rule of the council forbids it */
  COUNCIL_ERROR_STORAGE,   /* the council's file cannot be read or written */
  COUNCIL_ERROR_INPUT,     /* a bad file from outside */
  N_COUNCIL_ERRORS
} CouncilErrorCode;

#define COUNCIL_ERROR council_error_quark ()

GQuark council_error_quark (void);

/**
 * council_error:
 * @error: where to put it; may be %NULL
 * @code: what kind of error
 * @message: (not nullable): an English msgid, marked with N_()
 * @...: pairs of place name and UTF-8 value, ended by %NULL; a value that is not valid UTF-8
 *   is shown with its bad bytes escaped
 *
 * Raises an error.  Returns %FALSE, so that `return council_error (error, …);` reads well;
 * a function that returns a pointer writes `council_error (…); return NULL;`.
 */
gboolean council_error (GError **error, CouncilErrorCode code, const char *message,
                        ...) G_GNUC_NULL_TERMINATED;

/**
 * council_error_rename:
 * @error: an error that was set, or %NULL
 * @code: only an error of this code is replaced
 *
 * Replaces a lower function's general error, such as db_one()'s %COUNCIL_ERROR_NOT_FOUND, by
 * one that names what the caller knows.  An error of another code is left alone.
 * Returns %FALSE.
 */
gboolean council_error_rename (GError **error, CouncilErrorCode code, const char *message,
                               ...) G_GNUC_NULL_TERMINATED;

/**
 * council_error_wrap:
 * @error: an error that was set, or %NULL
 * @message: with a place {error}, where the error stands in the language that is asked for
 *
 * Says of an error where it arose, such as the line of a file, and gives it another code.
 * Returns %FALSE.
 */
gboolean council_error_wrap (GError **error, CouncilErrorCode code, const char *message,
                             ...) G_GNUC_NULL_TERMINATED;

#ifdef __clang_analyzer__ /* which reads one file at a time: all three return FALSE, always */
#define council_error(...) (council_error (__VA_ARGS__), FALSE)
#define council_error_rename(...) (council_error_rename (__VA_ARGS__), FALSE)
#define council_error_wrap(...) (council_error_wrap (__VA_ARGS__), FALSE)
#endif

/**
 * council_error_text:
 * @error: any #GError; one from another domain is shown as it is
 * @lang: "ru" or "en"; anything else is shown in Russian
 *
 * Returns: (transfer full): the message in that language, one line, without "council: "
 */
char *council_error_text (const GError *error, const char *lang);
