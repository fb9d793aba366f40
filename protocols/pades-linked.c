/* pades_module() of a program that links what signs, such as a test. */
#include "protocols/pades-internal.h"

const PadesModule *
pades_module (GError **error)
{
  return &council_sign_module;
}
