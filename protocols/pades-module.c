/* The table of the module; in the tests, the module itself. */
#include "protocols/pades-internal.h"

const PadesModule council_sign_module = {
  .version = PADES_MODULE_VERSION,
  .verify = pades_verify,
  .compare = pades_compare,
  .prepare = pades_prepare,
  .fill = pades_fill,
  .signer_open = cms_signer_open,
  .signer_read = cms_signer_read,
  .signer_write = cms_signer_write,
  .signer_certificate = cms_signer_certificate,
  .signer_free = cms_signer_free,
  .attributes = cms_attributes,
  .sign = cms_sign,
  .assemble = cms_assemble,
};
