#include "signing.h"

#include "check.h"

dxi_create_interconnect_request *signing_request(const char *json)
{
    dxi_create_interconnect_request *request = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(json, DXI_NUL_TERMINATED, &request, NULL), DXI_OK);
    return request;
}

const char *signing_header(const dxi_http_request *http, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < dxi_http_request_header_count(http); i++) {
        if (strcmp(dxi_http_request_header_name(http, i), name))
            continue;
        if (value)
            return NULL;
        value = dxi_http_request_header_value(http, i);
    }
    return value;
}
