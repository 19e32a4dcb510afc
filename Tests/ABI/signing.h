/* Signs a request given as JSON, and finds a header of the outcome. */
#ifndef SIGNING_H
#define SIGNING_H

#include "dxinterconnect.h"

/* The request of a JSON text, which must be one. */
dxi_create_interconnect_request *signing_request(const char *json);

/* The value of a header; NULL if it is not there exactly once. */
const char *signing_header(const dxi_http_request *http, const char *name);

#endif
