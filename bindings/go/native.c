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

/* A request of either operation: the handle of the other is NULL. */
typedef struct request {
    dxi_create_interconnect_request *create;
    dxi_describe_interconnects_request *describe;
} request;

/* The statuses of the setters are not looked at: a value that was refused is found again by validation, with its path. */
typedef dxi_status setter(dxi_create_interconnect_request *, const char *, size_t);

static void set(source *in, setter *set_member, dxi_create_interconnect_request *request)
{
    text value = take_text(in);
    if (value.bytes)
        set_member(request, value.bytes, value.length);
}

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

static dxi_describe_interconnects_request *take_describe(source *in)
{
    dxi_describe_interconnects_request *request = dxi_describe_interconnects_request_new();
    text interconnect_id = take_text(in), next_token = take_text(in);
    if (interconnect_id.bytes)
        dxi_describe_interconnects_request_set_interconnect_id(request, interconnect_id.bytes, interconnect_id.length);
    if (next_token.bytes)
        dxi_describe_interconnects_request_set_next_token(request, next_token.bytes, next_token.length);
    bool has_max_results = take_number(in);
    int64_t max_results = take_number(in);
    if (has_max_results)
        dxi_describe_interconnects_request_set_max_results(request, max_results);
    return request;
}

static request take_request(source *in)
{
    if (take_number(in) == DXI_OPERATION_DESCRIBE_INTERCONNECTS)
        return (request){.describe = take_describe(in)};
    return (request){.create = take_create(in)};
}

static void free_request(request *request)
{
    dxi_create_interconnect_request_free(request->create);
    dxi_describe_interconnects_request_free(request->describe);
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
    request request = take_request(&from);
    dxi_problems *problems = NULL;
    dxi_status status = request.describe ? dxi_describe_interconnects_request_validate(request.describe, rules, &problems)
                                         : dxi_create_interconnect_request_validate(request.create, rules, &problems);
    put_problems(&to, problems);
    dxi_problems_free(problems);
    free_request(&request);
    return finish(status, &to);
}

dxgo_result dxgo_sign(const dxi_signer *signer, const char *in, int64_t now, uint32_t rules, uint32_t attempt, bool details,
                      char *out, size_t capacity)
{
    source from = {in};
    sink to = {out, capacity, 0};
    dxi_sign_options options = {.size = sizeof options, .rules = rules, .attempt = attempt};
    options.invocation_id = take_text(&from).bytes;
    request request = take_request(&from);
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    dxi_status status =
        request.describe ? dxi_signer_sign_describe_interconnects(signer, request.describe, now, &options, &http, &problems)
                         : dxi_signer_sign(signer, request.create, now, &options, &http, &problems);
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
    free_request(&request);
    return finish(status, &to);
}

dxgo_result dxgo_describe(const dxi_signer *signer, const char *in, int64_t now, uint32_t rules, char *out, size_t capacity)
{
    source from = {in};
    sink to = {out, capacity, 0};
    dxi_sign_options options = {.size = sizeof options, .rules = rules};
    options.invocation_id = take_text(&from).bytes;
    request request = take_request(&from);
    char *description = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_signer_describe(signer, request.create, now, &options, DXI_DESCRIPTION_TEXT, &description, &problems);
    put_problems(&to, problems);
    if (status == DXI_OK)
        put_string(&to, description);
    dxi_string_free(description);
    dxi_problems_free(problems);
    free_request(&request);
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

static void put_page(sink *to, const dxi_answer *answer)
{
    size_t length = 0, count = dxi_answer_interconnect_count(answer);
    const char *next_token = dxi_answer_next_token(answer, &length);
    put_text(to, next_token, length);
    put_number(to, (int64_t)count);
    for (size_t i = 0; i < count; i++)
        put_interconnect(to, dxi_answer_interconnect_at(answer, i));
}

/* What is left of `in` after the numbers are headers. */
static dxi_status read_response(const char *in, size_t length, const char *body, size_t body_length, dxi_answer **answer)
{
    source from = {in};
    dxi_http_response response = {.size = sizeof response, .body = body, .body_length = body_length};
    response.operation = (dxi_operation)take_number(&from);
    response.delivery = (dxi_delivery)take_number(&from);
    response.status = (int32_t)take_number(&from);
    response.now = take_number(&from);
    response.headers = from.at;
    response.headers_length = length - (size_t)(from.at - in);
    return dxi_answer_read(&response, answer);
}

dxgo_result dxgo_read(const char *in, size_t length, const char *body, size_t body_length, char *out, size_t capacity)
{
    sink to = {out, capacity, 0};
    dxi_answer *answer = NULL;
    dxi_status made = read_response(in, length, body, body_length, &answer);
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
        if (dxi_answer_outcome(answer) == DXI_OUTCOME_CREATED)
            put_interconnect(&to, dxi_answer_interconnect(answer));
        else if (dxi_answer_outcome(answer) == DXI_OUTCOME_DESCRIBED)
            put_page(&to, answer);
    }
    dxi_answer_free(answer);
    return finish(made, &to);
}

/* ------------------------------------------------------------------------------------------- Reconcile and ensure */

static dxi_reconcile_options take_reconcile_options(source *in)
{
    dxi_reconcile_options options = {.size = sizeof options};
    options.rules = (uint32_t)take_number(in);
    options.match_location = take_number(in);
    options.identity_tag_key = take_text(in).bytes; /* that no NUL stands within is Go's to see to */
    return options;
}

static void put_reconciliation(sink *to, const dxi_reconciliation *reconciliation)
{
    put_number(to, dxi_reconciliation_decision(reconciliation));
    put_string(to, dxi_reconciliation_explanation(reconciliation));
    size_t count = dxi_reconciliation_match_count(reconciliation);
    put_number(to, (int64_t)count);
    for (size_t i = 0; i < count; i++)
        put_interconnect(to, dxi_reconciliation_match(reconciliation, i));
    count = dxi_reconciliation_difference_count(reconciliation);
    put_number(to, (int64_t)count);
    for (size_t i = 0; i < count; i++) {
        put_string(to, dxi_reconciliation_difference_path(reconciliation, i));
        put_string(to, dxi_reconciliation_difference_desired(reconciliation, i));
        put_string(to, dxi_reconciliation_difference_actual(reconciliation, i));
        put_number(to, dxi_reconciliation_difference_is_conflict(reconciliation, i));
    }
}

dxgo_result dxgo_reconcile(const char *in, const char *body, size_t body_length, char *out, size_t capacity)
{
    source from = {in};
    sink to = {out, capacity, 0};
    dxi_reconcile_options options = take_reconcile_options(&from);
    request request = take_request(&from);
    dxi_http_response response = {
        .size = sizeof response,
        .operation = DXI_OPERATION_DESCRIBE_INTERCONNECTS,
        .status = 200,
        .body = body,
        .body_length = body_length,
    };
    dxi_answer *page = NULL;
    dxi_answer_read(&response, &page);
    dxi_reconciliation *reconciliation = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_reconcile(request.create, (const dxi_answer *const[]){page}, 1, &options, &reconciliation, &problems);
    put_problems(&to, problems ? problems : dxi_answer_problems(page));
    if (status == DXI_OK)
        put_reconciliation(&to, reconciliation);
    dxi_problems_free(problems);
    dxi_reconciliation_free(reconciliation);
    dxi_answer_free(page);
    free_request(&request);
    return finish(status, &to);
}

dxgo_result dxgo_ensure_new(const char *in, char *out, size_t capacity)
{
    source from = {in};
    sink to = {out, capacity, 0};
    dxi_ensure_options options = {.size = sizeof options};
    dxi_reconcile_options identity = take_reconcile_options(&from);
    options.rules = identity.rules;
    options.match_location = identity.match_location;
    options.identity_tag_key = identity.identity_tag_key;
    options.look_again_ms = (uint64_t)take_number(&from);
    options.order_again_after_looks = (uint32_t)take_number(&from);
    options.order_again_after_ms = (uint64_t)take_number(&from);
    request request = take_request(&from);
    dxi_ensure *ensure = NULL;
    dxi_problems *problems = NULL;
    dxi_status status = dxi_ensure_new(request.create, &options, &ensure, &problems);
    put_problems(&to, problems);
    dxi_problems_free(problems);
    free_request(&request);
    if (to.size > capacity) { /* the caller comes again, and would not know of this one */
        dxi_ensure_free(ensure);
        ensure = NULL;
    }
    dxgo_result result = finish(status, &to);
    result.ensure = ensure;
    return result;
}

dxgo_result dxgo_ensure_look(const dxi_ensure *ensure, char *out, size_t capacity)
{
    sink to = {out, capacity, 0};
    const dxi_describe_interconnects_request *look = dxi_ensure_look(ensure);
    size_t length = 0;
    const char *text = dxi_describe_interconnects_request_interconnect_id(look, &length);
    put_text(&to, text, length);
    text = dxi_describe_interconnects_request_next_token(look, &length);
    put_text(&to, text, length);
    int64_t max_results = 0;
    bool is_there = dxi_describe_interconnects_request_max_results(look, &max_results);
    put_optional(&to, is_there, max_results);
    return finish(DXI_OK, &to);
}

dxi_status dxgo_ensure_receive(dxi_ensure *ensure, const char *in, size_t length, const char *body, size_t body_length)
{
    dxi_answer *answer = NULL;
    dxi_status status = read_response(in, length, body, body_length, &answer);
    if (status == DXI_OK)
        status = dxi_ensure_receive(ensure, answer);
    dxi_answer_free(answer);
    return status;
}

dxgo_result dxgo_ensure_result(const dxi_ensure *ensure, char *out, size_t capacity)
{
    sink to = {out, capacity, 0};
    put_number(&to, dxi_ensure_result(ensure));
    put_string(&to, dxi_ensure_explanation(ensure));
    put_number(&to, dxi_ensure_looks(ensure));
    put_number(&to, dxi_ensure_orders(ensure));
    put_number(&to, dxi_ensure_found_after_unknown(ensure));
    const dxi_interconnect *interconnect = dxi_ensure_interconnect(ensure);
    put_number(&to, interconnect != NULL);
    if (interconnect)
        put_interconnect(&to, interconnect);
    const dxi_reconciliation *reconciliation = dxi_ensure_reconciliation(ensure);
    put_number(&to, reconciliation != NULL);
    if (reconciliation)
        put_reconciliation(&to, reconciliation);
    return finish(DXI_OK, &to);
}
