#include "native.h"

#include <string.h>

/* ---------------------------------------------------------------------------------- Reading what Go packed */

typedef struct source {
    const char *at;
} source;

typedef struct text {
    const char *bytes; /* NULL: absent */
    size_t length;
} text;

static int64_t take_number(source *in)
{
    const unsigned char *at = (const unsigned char *)in->at;
    in->at += 8;
    /* Written out, compilers make one load of it. */
    return (int64_t)((uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
                     (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56);
}

static text take_text(source *in)
{
    int64_t length = take_number(in);
    if (length < 0)
        return (text){NULL, 0};
    text taken = {in->at, (size_t)length};
    in->at += length + 1;
    return taken;
}

typedef dxi_status setter(dxi_create_interconnect_request *, const char *, size_t);

static void set(source *in, setter *set_member, dxi_create_interconnect_request *request)
{
    text value = take_text(in);
    if (value.bytes)
        set_member(request, value.bytes, value.length);
}

/* The statuses of the setters are not looked at: a value that was refused is found again by validation, with its path. */
static dxi_create_interconnect_request *take_create(source *in)
{
    static const char no_tags[] = "{\"tags\":[]}";
    dxi_create_interconnect_request *request = NULL;
    int64_t tag_count = take_number(in); /* -1: absent */
    /* That a list is there and empty is the one thing that no setter can say. */
    if (tag_count != 0 || dxi_create_interconnect_request_from_json(no_tags, sizeof no_tags - 1, &request, NULL) != DXI_OK)
        request = dxi_create_interconnect_request_new();
    set(in, dxi_create_interconnect_request_set_interconnect_name, request);
    set(in, dxi_create_interconnect_request_set_bandwidth, request);
    set(in, dxi_create_interconnect_request_set_location, request);
    set(in, dxi_create_interconnect_request_set_lag_id, request);
    set(in, dxi_create_interconnect_request_set_provider_name, request);
    int64_t request_mac_sec = take_number(in); /* -1: absent */
    if (request_mac_sec >= 0)
        dxi_create_interconnect_request_set_request_mac_sec(request, request_mac_sec != 0);
    for (int64_t i = 0; i < tag_count; i++) {
        text key = take_text(in), value = take_text(in);
        dxi_create_interconnect_request_add_tag(request, key.bytes, key.length, value.bytes, value.length);
    }
    return request;
}

/* --------------------------------------------------------------------------------- Packing what Go will read */

typedef struct sink {
    char *out;
    size_t capacity, size;
} sink;

static void put_bytes(sink *to, const void *bytes, size_t length)
{
    if (to->size < to->capacity) {
        size_t room = to->capacity - to->size;
        memcpy(to->out + to->size, bytes, length < room ? length : room);
    }
    to->size += length;
}

static void put_number(sink *to, int64_t number)
{
    uint64_t n = (uint64_t)number;
    const unsigned char bytes[8] = {
        (unsigned char)n,         (unsigned char)(n >> 8),  (unsigned char)(n >> 16), (unsigned char)(n >> 24),
        (unsigned char)(n >> 32), (unsigned char)(n >> 40), (unsigned char)(n >> 48), (unsigned char)(n >> 56),
    };
    put_bytes(to, bytes, sizeof bytes);
}

static void put_text(sink *to, const char *bytes, size_t length)
{
    put_number(to, bytes ? (int64_t)length : -1);
    if (bytes) {
        put_bytes(to, bytes, length);
        put_bytes(to, "", 1);
    }
}

static void put_string(sink *to, const char *string)
{
    put_text(to, string, string ? strlen(string) : 0);
}

/* A member that may be absent: whether it is there, then its value. */
static void put_optional(sink *to, bool is_there, int64_t number)
{
    put_number(to, is_there);
    put_number(to, is_there ? number : 0);
}

static void put_problems(sink *to, const dxi_problems *problems)
{
    size_t count = dxi_problems_count(problems);
    put_number(to, (int64_t)count);
    for (size_t i = 0; i < count; i++) {
        dxi_problem_code code = dxi_problems_code(problems, i);
        put_number(to, dxi_problems_severity(problems, i));
        put_number(to, code);
        put_string(to, dxi_problem_code_name(code));
        put_string(to, dxi_problems_path(problems, i));
        put_string(to, dxi_problems_message(problems, i));
        put_string(to, dxi_problems_suggestion(problems, i));
    }
}

static dxgo_result finish(dxi_status status, const sink *to)
{
    return (dxgo_result){.status = status, .size = to->size};
}

/* ------------------------------------------------------------------------------------------------ The steps */

dxgo_result dxgo_signer_new(const char *in, uint32_t flags, char *out, size_t capacity)
{
    source from = {in};
    sink to = {out, capacity, 0};
    dxi_signer_options options = {.size = sizeof options};
    /* What take_text hands out ends in a NUL; that none stands within is Go's to see to. */
    options.access_key_id = take_text(&from).bytes;
    options.secret_access_key = take_text(&from).bytes;
    options.session_token = take_text(&from).bytes;
    options.region = take_text(&from).bytes;
    options.endpoint_url = take_text(&from).bytes;
    options.user_agent_extra = take_text(&from).bytes;
    options.use_fips_endpoint = flags & DXGO_USE_FIPS;
    options.use_dualstack_endpoint = flags & DXGO_USE_DUALSTACK;
    options.allow_plaintext = flags & DXGO_ALLOW_PLAINTEXT;
    dxi_signer *signer = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_signer_new(&options, &signer, &problems);
    put_problems(&to, problems);
    dxi_problems_free(problems);
    if (to.size > capacity) { /* the caller comes again, and would not know of this one */
        dxi_signer_free(signer);
        signer = NULL;
    }
    dxgo_result result = finish(status, &to);
    result.signer = signer;
    return result;
}

dxgo_result dxgo_validate(const char *in, uint32_t rules, char *out, size_t capacity)
{
    source from = {in};
    sink to = {out, capacity, 0};
    dxi_create_interconnect_request *request = take_create(&from);
    dxi_problems *problems = NULL;
    dxi_status status = dxi_create_interconnect_request_validate(request, rules, &problems);
    put_problems(&to, problems);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
    return finish(status, &to);
}

dxgo_result dxgo_sign(const dxi_signer *signer, const char *in, int64_t now, uint32_t rules, uint32_t attempt, bool details,
                      char *out, size_t capacity)
{
    source from = {in};
    sink to = {out, capacity, 0};
    dxi_sign_options options = {.size = sizeof options, .rules = rules, .attempt = attempt};
    options.invocation_id = take_text(&from).bytes;
    dxi_create_interconnect_request *request = take_create(&from);
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_signer_sign(signer, request, now, &options, &http, &problems);
    put_problems(&to, problems);
    if (status == DXI_OK) {
        size_t length = 0;
        const char *body = dxi_http_request_body(http, &length);
        put_string(&to, dxi_http_request_url(http));
        put_string(&to, dxi_http_request_host(http));
        put_text(&to, body, length);
        put_string(&to, details ? dxi_http_request_canonical_request(http) : NULL);
        put_string(&to, details ? dxi_http_request_string_to_sign(http) : NULL);
        size_t count = dxi_http_request_header_count(http);
        put_number(&to, (int64_t)count);
        for (size_t i = 0; i < count; i++) {
            put_string(&to, dxi_http_request_header_name(http, i));
            put_string(&to, dxi_http_request_header_value(http, i));
        }
    }
    dxi_http_request_free(http);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
    return finish(status, &to);
}

dxgo_result dxgo_describe(const dxi_signer *signer, const char *in, int64_t now, uint32_t rules, char *out, size_t capacity)
{
    source from = {in};
    sink to = {out, capacity, 0};
    dxi_sign_options options = {.size = sizeof options, .rules = rules};
    options.invocation_id = take_text(&from).bytes;
    dxi_create_interconnect_request *request = take_create(&from);
    char *description = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_signer_describe(signer, request, now, &options, DXI_DESCRIPTION_TEXT, &description, &problems);
    put_problems(&to, problems);
    if (status == DXI_OK)
        put_string(&to, description);
    dxi_string_free(description);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
    return finish(status, &to);
}

static void put_tags(sink *to, const dxi_interconnect *interconnect)
{
    size_t count = 0, length = 0;
    bool are_there = dxi_interconnect_tags(interconnect, &count);
    put_number(to, are_there ? (int64_t)count : -1);
    for (size_t i = 0; i < count; i++) {
        const char *key = dxi_interconnect_tag_key(interconnect, i, &length);
        put_text(to, key, length);
        const char *value = dxi_interconnect_tag_value(interconnect, i, &length);
        put_text(to, value, length);
    }
}

typedef const char *element_getter(const dxi_interconnect *, size_t, size_t *);

static void put_mac_sec_keys(sink *to, const dxi_interconnect *interconnect)
{
    static element_getter *const members[] = {
        dxi_interconnect_mac_sec_key_secret_arn,
        dxi_interconnect_mac_sec_key_ckn,
        dxi_interconnect_mac_sec_key_state,
        dxi_interconnect_mac_sec_key_start_on,
    };
    size_t count = 0, length = 0;
    bool are_there = dxi_interconnect_mac_sec_keys(interconnect, &count);
    put_number(to, are_there ? (int64_t)count : -1);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < sizeof members / sizeof *members; j++) {
            const char *value = members[j](interconnect, i, &length);
            put_text(to, value, length);
        }
}

typedef const char *text_getter(const dxi_interconnect *, size_t *);

static void put_interconnect(sink *to, const dxi_interconnect *interconnect)
{
    static text_getter *const texts[] = {
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
    size_t length = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *value = texts[i](interconnect, &length);
        put_text(to, value, length);
    }
    int64_t microseconds = 0;
    bool value = false;
    bool is_there = dxi_interconnect_loa_issue_time(interconnect, &microseconds);
    put_optional(to, is_there, microseconds);
    is_there = dxi_interconnect_jumbo_frame_capable(interconnect, &value);
    put_optional(to, is_there, value);
    is_there = dxi_interconnect_mac_sec_capable(interconnect, &value);
    put_optional(to, is_there, value);
    put_tags(to, interconnect);
    put_mac_sec_keys(to, interconnect);
    size_t count = dxi_interconnect_unknown_member_count(interconnect);
    put_number(to, (int64_t)count);
    for (size_t i = 0; i < count; i++) {
        const char *name = dxi_interconnect_unknown_member_name(interconnect, i, &length);
        put_text(to, name, length);
        const char *json = dxi_interconnect_unknown_member_json(interconnect, i, &length);
        put_text(to, json, length);
    }
}

dxgo_result dxgo_read(dxi_delivery delivery, int32_t status, const char *headers, size_t headers_length, const char *body,
                      size_t body_length, int64_t now, char *out, size_t capacity)
{
    sink to = {out, capacity, 0};
    dxi_http_response response = {
        .size = sizeof response,
        .delivery = delivery,
        .status = status,
        .headers = headers,
        .headers_length = headers_length,
        .body = body,
        .body_length = body_length,
        .now = now,
    };
    dxi_answer *answer = NULL;
    dxi_status made = dxi_answer_read(&response, &answer);
    if (made == DXI_OK) {
        size_t length = 0;
        put_number(&to, dxi_answer_outcome(answer));
        put_number(&to, dxi_answer_advice(answer));
        put_number(&to, dxi_answer_http_status(answer));
        put_string(&to, dxi_answer_explanation(answer));
        const char *request_id = dxi_answer_request_id(answer, &length);
        put_text(&to, request_id, length);
        uint64_t milliseconds = 0;
        bool is_there = dxi_answer_retry_after_ms(answer, &milliseconds);
        put_optional(&to, is_there, milliseconds > INT64_MAX ? INT64_MAX : (int64_t)milliseconds);
        int64_t seconds = 0;
        is_there = dxi_answer_clock_offset(answer, &seconds);
        put_optional(&to, is_there, seconds);
        put_number(&to, dxi_answer_service_error(answer));
        const char *code = dxi_answer_error_code(answer, &length);
        put_text(&to, code, length);
        const char *message = dxi_answer_error_message(answer, &length);
        put_text(&to, message, length);
        put_problems(&to, dxi_answer_problems(answer));
        const dxi_interconnect *interconnect = dxi_answer_interconnect(answer);
        put_number(&to, interconnect != NULL);
        if (interconnect)
            put_interconnect(&to, interconnect);
    }
    dxi_answer_free(answer);
    return finish(made, &to);
}
