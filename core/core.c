#include "core/core.h"

#include "core/setting.h"

void
core_register (void)
{
  registry_add_settings (core_settings);
}
