/* Starting the core. */
#pragma once

/** core_register: registers what core contributes: its settings.  Call once, first. */
void core_register (void);
