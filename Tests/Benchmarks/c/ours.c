/* The library's side. */
#define _POSIX_C_SOURCE 200809L
#include "bodies.h"
#include "dxinterconnect.h"
#include "inputs.h"
#include "tags.h"
#include "worker.h"

#define NUL DXI_NUL_TERMINATED

/* ------------------------------------------------------------------------------------- build */

static dxi_create_interconnect_request *make_request(size_t tags)
{
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    dxi_create_interconnect_request_set_interconnect_name(request, name, NUL);
    dxi_create_interconnect_request_set_bandwidth(request, bandwidth, NUL);
    dxi_create_interconnect_request_set_location(request, location, NUL);
    dxi_create_interconnect_request_set_lag_id(request, lag_id, NUL);
    const struct tag *tag = take_tags(&tags);
    for (size_t i = 0; i < tags; i++)
        dxi_create_interconnect_request_add_tag(request, tag[i].key, NUL, tag[i].value, NUL);
    dxi_create_interconnect_request_set_provider_name(request, provider, NUL);
    return request;
}

/* Writing validates; a caller who validates as well does that part twice. */
static void write_body(size_t tags, bool validates_first)
{
    dxi_create_interconnect_request *request = make_request(tags);
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

static void build(size_t tags)
{
    write_body(tags, false);
}

static void build_twice(size_t tags)
{
    write_body(tags, true);
}

/* -------------------------------------------------------------------------------------- read */

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
    use_number(dxi_interconnect_jumbo_frame_capable(interconnect, &flag) && flag);
    dxi_interconnect_loa_issue_time(interconnect, &time);
    use_number(time);
    must(dxi_interconnect_tags(interconnect, &count));
    for (size_t i = 0; i < count; i++) {
        const char *text = dxi_interconnect_tag_key(interconnect, i, &length);
        use(text, length);
        text = dxi_interconnect_tag_value(interconnect, i, &length);
        use(text, length);
    }
    sink += dxi_interconnect_unknown_member_count(interconnect);
}

static dxi_answer *read_answer(int32_t status, const char *headers, const char *body, size_t body_length)
{
    const dxi_http_response response = {.size = sizeof response,
                                        .status = status,
                                        .headers = headers,
                                        .headers_length = NUL,
                                        .body = body,
                                        .body_length = body_length,
                                        .now = now};
    dxi_answer *answer = NULL;
    must(dxi_answer_read(&response, &answer) == DXI_OK);
    return answer;
}

static void use_created(dxi_answer *answer)
{
    size_t length = 0;
    must(dxi_answer_outcome(answer) == DXI_OUTCOME_CREATED);
    use_interconnect(dxi_answer_interconnect(answer));
    const char *id = dxi_answer_request_id(answer, &length);
    use(id, length);
    dxi_answer_free(answer);
}

static void read_created(size_t size)
{
    (void)size;
    use_created(read_answer(200, answer_headers, answer_body, sizeof answer_body - 1));
}

static void read_error(size_t size)
{
    (void)size;
    dxi_answer *answer = read_answer(400, error_headers, error_body, sizeof error_body - 1);
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

/* -------------------------------------------------------------------------------------- sign */

static dxi_signer *signer;
static dxi_create_interconnect_request *signed_request;

static dxi_signer *make_signer(void)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = access_key,
                                        .secret_access_key = secret_key,
                                        .session_token = session_token,
                                        .region = region};
    dxi_signer *made = NULL;
    must(dxi_signer_new(&options, &made, NULL) == DXI_OK);
    return made;
}

static void sign_with(const dxi_signer *with, const dxi_create_interconnect_request *request)
{
    dxi_http_request *http = NULL;
    must(dxi_signer_sign(with, request, now, NULL, &http, NULL) == DXI_OK);
    sink += dxi_http_request_header_count(http);
    for (size_t i = 0; is_showing && i < dxi_http_request_header_count(http); i++)
        if (!strcmp(dxi_http_request_header_name(http, i), "Authorization"))
            use(dxi_http_request_header_value(http, i), strlen(dxi_http_request_header_value(http, i)));
    dxi_http_request_free(http);
}

static void prepare_signer(size_t size)
{
    (void)size;
    if (signer)
        return;
    signed_request = make_request(USUAL_SIZE);
    signer = make_signer();
    sign_with(signer, signed_request); /* from here on the key is there */
}

static void sign(size_t size)
{
    (void)size;
    sign_with(signer, signed_request);
}

/* A signer of its own for each time, which has no key yet. */
static void derive(size_t size)
{
    (void)size;
    dxi_signer *fresh = make_signer();
    sign_with(fresh, signed_request);
    dxi_signer_free(fresh);
}

/* What signing does besides: validates and writes the body of a request that is there. */
static void write_signed_body(size_t size)
{
    char *body = NULL;
    size_t length = 0;
    (void)size;
    must(dxi_create_interconnect_request_body(signed_request, 0, &body, &length, NULL) == DXI_OK);
    use(body, length);
    dxi_string_free(body);
}

/* A whole order: what a program does but for sending. */
static void call(size_t size)
{
    dxi_create_interconnect_request *request = make_request(size);
    sign_with(signer, request);
    dxi_create_interconnect_request_free(request);
    read_created(size);
}

/* ------------------------------------------------------------------------------- as work grows */

static char *long_text;
static size_t long_length;

static void prepare_body(size_t size, const char *kind)
{
    free(long_text);
    long_text = long_body(kind, size, &long_length);
}

static void prepare_text(size_t size)
{
    prepare_body(size, "string");
}

static void prepare_tags(size_t size)
{
    prepare_body(size, "tags");
}

static void prepare_numbers(size_t size)
{
    prepare_body(size, "numbers");
}

/* The outcome alone counts. */
static void read_long(size_t size)
{
    (void)size;
    dxi_answer *answer = read_answer(200, answer_headers, long_text, long_length);
    must(dxi_answer_outcome(answer) == DXI_OUTCOME_CREATED);
    dxi_answer_free(answer);
}

#include "threads.h"

int main(int arguments, char **argument)
{
    static const struct operation operations[] = {
        {"build", build, NULL},
        {"build-twice", build_twice, NULL},
        {"sign", sign, prepare_signer},
        {"derive", derive, prepare_signer},
        {"body", write_signed_body, prepare_signer},
        {"read", read_created, NULL},
        {"error", read_error, NULL},
        {"call", call, prepare_signer},
        {"string", read_long, prepare_text},
        {"tags", read_long, prepare_tags},
        {"numbers", read_long, prepare_numbers},
        {"threads", run_threads, prepare_signer},
        {NULL, NULL, NULL},
    };
    return work(operations, arguments, argument);
}
