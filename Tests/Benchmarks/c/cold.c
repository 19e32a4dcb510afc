/*
 * A whole short life. With the library: signs a request and reads an answer. Compiled with -DBARE: only links jansson and
 * nettle, which is what the other is measured against.
 */
#include <stdint.h>

#include "inputs.h"
#ifdef BARE
#include <jansson.h>
#include <nettle/sha2.h>

int main(void)
{
    /* Their addresses keep the linker from leaving the libraries out. */
    volatile uintptr_t addresses = (uintptr_t)&json_loadb + (uintptr_t)&sha256_init;
    return addresses == 0;
}
#else
#include "dxinterconnect.h"
#include "tags.h"

int main(void)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = access_key,
                                        .secret_access_key = secret_key,
                                        .session_token = session_token,
                                        .region = region};
    const dxi_http_response response = {.size = sizeof response,
                                        .status = 200,
                                        .headers = answer_headers,
                                        .headers_length = sizeof answer_headers - 1,
                                        .body = answer_body,
                                        .body_length = sizeof answer_body - 1,
                                        .now = now};
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    dxi_signer *signer = NULL;
    dxi_http_request *http = NULL;
    dxi_answer *answer = NULL;
    dxi_create_interconnect_request_set_interconnect_name(request, name, DXI_NUL_TERMINATED);
    dxi_create_interconnect_request_set_bandwidth(request, bandwidth, DXI_NUL_TERMINATED);
    dxi_create_interconnect_request_set_location(request, location, DXI_NUL_TERMINATED);
    dxi_create_interconnect_request_set_lag_id(request, lag_id, DXI_NUL_TERMINATED);
    size_t count = SIZE_MAX;
    const struct tag *tag = take_tags(&count);
    for (size_t i = 0; i < count; i++)
        dxi_create_interconnect_request_add_tag(request, tag[i].key, DXI_NUL_TERMINATED, tag[i].value, DXI_NUL_TERMINATED);
    dxi_create_interconnect_request_set_provider_name(request, provider, DXI_NUL_TERMINATED);
    int failed = dxi_signer_new(&options, &signer, NULL) || dxi_signer_sign(signer, request, now, NULL, &http, NULL) ||
                 dxi_answer_read(&response, &answer);
    failed |= dxi_answer_outcome(answer) != DXI_OUTCOME_CREATED;
    dxi_answer_free(answer);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(request);
    return failed;
}
#endif
