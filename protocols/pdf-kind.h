/* What a file from outside is, before anybody takes it for a PDF. */
#pragma once

#include <glib.h>

/** pdf_kind_fault: (transfer none) (nullable): a msgid that says why @bytes are no whole PDF file
 * that anybody can open (empty, another kind of file, cut off, encrypted); %NULL when they
 * plausibly are one. */
const char *pdf_kind_fault (const char *bytes, gsize n);
