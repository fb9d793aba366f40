/* Starting the working groups. */
#pragma once

/** groups_register: registers what working groups add to status, checks, protocols, and what
 * follows when a protocol takes force.  Call once. */
void groups_register (void);
