/* Electronic signatures in a PDF original: PAdES (ETSI EN 319 142-1). */
#pragma once

#include <glib.h>

/* The name of a party's signature field begins so; the party's code follows. */
#define SIGNATURE_FIELD "signature-"
