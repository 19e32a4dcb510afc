/* The library's side: ours OPERATION COUNT [BYTES] does an operation so many times. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bodies.h"
#include "dxinterconnect.h"
#include "inputs.h"

#define NUL DXI_NUL_TERMINATED

static void use(const char *text, size_t length)
{
    if (text)
        sink += (unsigned char)text[0] + length;
}

static void must(bool done)
{
    if (!done) {
        fprintf(stderr, "ours: an operation failed\n");
        exit(1);
    }
}

static dxi_create_interconnect_request *make_request(void)
{
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    dxi_create_interconnect_request_set_interconnect_name(request, name, NUL);
    dxi_create_interconnect_request_set_bandwidth(request, bandwidth, NUL);
    dxi_create_interconnect_request_set_location(request, location, NUL);
    dxi_create_interconnect_request_set_lag_id(request, lag_id, NUL);
    for (int i = 0; i < TAGS; i++)
        dxi_create_interconnect_request_add_tag(request, tags[i].key, NUL, tags[i].value, NUL);
    dxi_create_interconnect_request_set_provider_name(request, provider, NUL);
    dxi_create_interconnect_request_set_request_mac_sec(request, true);
    return request;
}

/* Writing validates; a caller who validates as well does that part twice. */
static void build(bool validates_first)
{
    dxi_create_interconnect_request *request = make_request();
    dxi_problems *problems = NULL;
    char *body = NULL;
    size_t length = 0;
    if (validates_first)
        must(dxi_create_interconnect_request_validate(request, 0, NULL) == DXI_OK);
    must(dxi_create_interconnect_request_body(request, 0, &body, &length, &problems) == DXI_OK);
    use(body, length);
    dxi_string_free(body);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
}

typedef const char *string_getter(const dxi_interconnect *, size_t *);
static string_getter *const strings[] = {
    dxi_interconnect_interconnect_id,
    dxi_interconnect_interconnect_name,
    dxi_interconnect_interconnect_state_string,
    dxi_interconnect_region,
    dxi_interconnect_location,
    dxi_interconnect_bandwidth,
    dxi_interconnect_lag_id,
    dxi_interconnect_aws_device,
    dxi_interconnect_aws_device_v2,
    dxi_interconnect_aws_logical_device_id,
    dxi_interconnect_has_logical_redundancy_string,
    dxi_interconnect_provider_name,
    dxi_interconnect_port_encryption_status,
    dxi_interconnect_encryption_mode,
};

static void use_interconnect(const dxi_interconnect *interconnect)
{
    size_t length = 0, count = 0;
    int64_t time = 0;
    bool flag = false;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        const char *text = strings[i](interconnect, &length);
        use(text, length);
    }
    sink += (uint64_t)dxi_interconnect_interconnect_state(interconnect) +
            (uint64_t)dxi_interconnect_has_logical_redundancy(interconnect);
    sink += dxi_interconnect_jumbo_frame_capable(interconnect, &flag) + dxi_interconnect_mac_sec_capable(interconnect, &flag);
    sink += dxi_interconnect_loa_issue_time(interconnect, &time);
    must(dxi_interconnect_tags(interconnect, &count) && count == TAGS);
    for (size_t i = 0; i < count; i++) {
        const char *text = dxi_interconnect_tag_key(interconnect, i, &length);
        use(text, length);
        text = dxi_interconnect_tag_value(interconnect, i, &length);
        use(text, length);
    }
    sink += dxi_interconnect_mac_sec_keys(interconnect, &count);
    sink += dxi_interconnect_unknown_member_count(interconnect);
}

static dxi_answer *read_answer(int32_t status, const char *body, size_t body_length)
{
    const dxi_http_response response = {.size = sizeof response,
                                        .status = status,
                                        .headers = response_headers,
                                        .headers_length = sizeof response_headers - 1,
                                        .body = body,
                                        .body_length = body_length,
                                        .now = now};
    dxi_answer *answer = NULL;
    must(dxi_answer_read(&response, &answer) == DXI_OK);
    return answer;
}

static void read_created(void)
{
    dxi_answer *answer = read_answer(200, answer_body, sizeof answer_body - 1);
    size_t length = 0;
    must(dxi_answer_outcome(answer) == DXI_OUTCOME_CREATED);
    const char *id = dxi_answer_request_id(answer, &length);
    use(id, length);
    use_interconnect(dxi_answer_interconnect(answer));
    dxi_answer_free(answer);
}

static void read_error(void)
{
    dxi_answer *answer = read_answer(400, error_body, sizeof error_body - 1);
    size_t length = 0;
    must(dxi_answer_service_error(answer) == DXI_SERVICE_ERROR_CLIENT);
    const char *text = dxi_answer_error_code(answer, &length);
    use(text, length);
    text = dxi_answer_error_message(answer, &length);
    use(text, length);
    text = dxi_answer_request_id(answer, &length);
    use(text, length);
    dxi_answer_free(answer);
}

/* With `show`, prints what it signed, to be compared with the other side's. */
static void sign(const dxi_signer *signer, const dxi_create_interconnect_request *request, bool show)
{
    dxi_http_request *http = NULL;
    must(dxi_signer_sign(signer, request, now, NULL, &http, NULL) == DXI_OK);
    sink += dxi_http_request_header_count(http);
    for (size_t i = 0; show && i < dxi_http_request_header_count(http); i++)
        if (!strcmp(dxi_http_request_header_name(http, i), "Authorization"))
            puts(dxi_http_request_header_value(http, i));
    dxi_http_request_free(http);
}

/* A long body: the outcome alone counts. */
static void read_long(const char *kind, size_t bytes, long count)
{
    size_t length = 0;
    char *body = long_body(kind, bytes, &length);
    for (long i = 0; i < count; i++) {
        dxi_answer *answer = read_answer(200, body, length);
        must(dxi_answer_outcome(answer) == DXI_OUTCOME_CREATED);
        dxi_answer_free(answer);
    }
    free(body);
}

int main(int arguments, char **argument)
{
    if (arguments < 3)
        return 2;
    const char *operation = argument[1];
    long count = atol(argument[2]);
    if (arguments > 3) {
        read_long(operation, strtoul(argument[3], NULL, 10), count);
    } else if (!strcmp(operation, "build")) {
        while (count-- > 0)
            build(false);
    } else if (!strcmp(operation, "build-twice")) {
        while (count-- > 0)
            build(true);
    } else if (!strcmp(operation, "read")) {
        while (count-- > 0)
            read_created();
    } else if (!strcmp(operation, "error")) {
        while (count-- > 0)
            read_error();
    } else if (!strcmp(operation, "sign")) {
        const dxi_signer_options options = {.size = sizeof options,
                                            .access_key_id = access_key,
                                            .secret_access_key = secret_key,
                                            .session_token = session_token,
                                            .region = region};
        dxi_create_interconnect_request *request = make_request();
        dxi_signer *signer = NULL;
        must(dxi_signer_new(&options, &signer, NULL) == DXI_OK);
        sign(signer, request, !count); /* from here on the key is there */
        while (count-- > 0)
            sign(signer, request, false);
        dxi_signer_free(signer);
        dxi_create_interconnect_request_free(request);
    } else {
        return 2;
    }
    return 0;
}
