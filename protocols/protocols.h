/* Starting the protocols. */
#pragma once

/** protocols_register: registers what protocols contribute: unsigned originals in the status, its
 * checks, and the originals that a new chair touches.  Call once, after core_register(). */
void protocols_register (void);
