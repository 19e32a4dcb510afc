/* Orders only what is not there: looks first, and after an unknown outcome looks again. */
#ifndef ENSURE_H
#define ENSURE_H

#include "exchange.h"

/* The request of `session` has no errors. Says what came of it, and returns the exit code. */
int ensure(struct session *session);

#endif
