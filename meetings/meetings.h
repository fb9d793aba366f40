/* Starting the meetings. */
#pragma once

/** meetings_register: registers what meetings contribute: settings, status, checks, what a new
 * chair touches.  Call once, after core_register(). */
void meetings_register (void);
