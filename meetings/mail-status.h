/* What status says of the queue of messages. */
#pragma once

#include "core/registry.h"

/** Says something only while a message is not settled. */
extern const StatusSource mail_status;
