/* Signs a request, sends it and has the reply read, again where that is safe. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include "arguments.h"

#include <signal.h>

/* What all requests of one run have in common. */
struct session {
    const struct arguments *arguments;
    const dxi_signer *signer;
    const volatile sig_atomic_t *stop; /* becomes 1 when the user wants no more */
    int64_t clock_offset;              /* AWS's clock minus ours, once it is known to matter */
};

/* One of the two; the other is NULL. */
struct request {
    const dxi_create_interconnect_request *order;
    const dxi_describe_interconnects_request *look;
};

/* Returns the last answer, which the caller frees. */
dxi_answer *exchange(struct session *session, struct request request);

/* From 0 to 1, different in every process, so that those who failed together do not come back together. */
double random_fraction(void);

/* Ends early when the user wants no more. */
void wait_ms(const struct session *session, uint64_t milliseconds);

#endif
