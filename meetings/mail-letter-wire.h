/* What council-letter answers, and to whom: mail-letter.c and mail-letter-main.c agree.
 *
 * The reader of a hostile letter may have been taken over by it: all of the answer is checked. */
#pragma once

#include <glib.h>

#define LETTER_WIRE_PROGRAM "council-letter"

/* Why it is refused ("" when it is not), then of its header: the sender's name and address, the
 * subject, the Message-ID, what it answers, its date (Unix time, 0: none); then the calendars:
 * the method that the Content-Type names, the charset, the bytes.  What is missing is "". */
#define LETTER_WIRE_TYPE "(ssssssxa(ssay))"

/* Letters of each text, and how many calendars are passed on. */
#define LETTER_TEXT_LETTERS 998
#define LETTER_CALENDARS 50
