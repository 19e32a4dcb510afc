/* What must hold of any request. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

typedef const char *getter(const dxi_create_interconnect_request *, size_t *);
static const struct {
    const char *name;
    getter *get;
} members[] = {
    {"interconnectName", dxi_create_interconnect_request_interconnect_name},
    {"bandwidth", dxi_create_interconnect_request_bandwidth},
    {"location", dxi_create_interconnect_request_location},
    {"lagId", dxi_create_interconnect_request_lag_id},
    {"providerName", dxi_create_interconnect_request_provider_name},
};
enum { MEMBERS = sizeof members / sizeof *members };

static bool is_same_text(const char *left, size_t left_length, const char *right, size_t right_length)
{
    return left && right ? left_length == right_length && !memcmp(left, right, left_length) : left == right;
}

bool fuzz_is_same_request(const dxi_create_interconnect_request *left, const dxi_create_interconnect_request *right)
{
    size_t left_length = 0, right_length = 0;
    for (size_t i = 0; i < MEMBERS; i++) {
        const char *text = members[i].get(left, &left_length);
        if (!is_same_text(text, left_length, members[i].get(right, &right_length), right_length))
            return false;
    }
    bool left_flag = false, right_flag = false;
    if (dxi_create_interconnect_request_request_mac_sec(left, &left_flag) !=
            dxi_create_interconnect_request_request_mac_sec(right, &right_flag) ||
        left_flag != right_flag)
        return false;
    size_t tags = dxi_create_interconnect_request_tag_count(left);
    if (tags != dxi_create_interconnect_request_tag_count(right))
        return false;
    for (size_t i = 0; i < tags; i++) {
        const char *key = dxi_create_interconnect_request_tag_key(left, i, &left_length);
        if (!is_same_text(key, left_length, dxi_create_interconnect_request_tag_key(right, i, &right_length), right_length))
            return false;
        const char *value = dxi_create_interconnect_request_tag_value(left, i, &left_length);
        if (!is_same_text(value, left_length, dxi_create_interconnect_request_tag_value(right, i, &right_length), right_length))
            return false;
    }
    return true;
}

static bool is_string(const json_t *value, const char *text, size_t length)
{
    return is_same_text(text, length, json_string_value(value), json_string_length(value));
}

/* The body of a request without errors holds what the getters say, to jansson and to ourselves. */
static void check_body(const dxi_create_interconnect_request *request, uint32_t rules, const char *body, size_t body_length)
{
    size_t length = 0;
    REQUIRE(strlen(body) == body_length);
    json_error_t error;
    json_t *judged = json_loadb(body, body_length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
    if (!judged) {
        /* Only unknown members can hold what jansson cannot. */
        REQUIRE(rules & DXI_ALLOW_UNKNOWN_MEMBERS);
        REQUIRE(fuzz_is_excused(&error) || strstr(error.text, "duplicate"));
    } else {
        for (size_t i = 0; i < MEMBERS; i++) {
            const char *text = members[i].get(request, &length);
            REQUIRE(is_string(json_object_get(judged, members[i].name), text, length));
        }
        bool flag = false;
        const json_t *value = json_object_get(judged, "requestMACSec");
        REQUIRE(dxi_create_interconnect_request_request_mac_sec(request, &flag) == json_is_boolean(value));
        REQUIRE(flag == json_is_true(value));
        const json_t *tags = json_object_get(judged, "tags");
        REQUIRE(json_array_size(tags) == dxi_create_interconnect_request_tag_count(request));
        for (size_t i = 0; i < json_array_size(tags); i++) {
            const json_t *tag = json_array_get(tags, i);
            const char *text = dxi_create_interconnect_request_tag_key(request, i, &length);
            REQUIRE(is_string(json_object_get(tag, "key"), text, length));
            text = dxi_create_interconnect_request_tag_value(request, i, &length);
            REQUIRE(is_string(json_object_get(tag, "value"), text, length));
        }
    }
    json_decref(judged);

    dxi_create_interconnect_request *again = NULL;
    dxi_problems *problems = NULL;
    REQUIRE(dxi_create_interconnect_request_from_json(body, body_length, &again, &problems) == DXI_OK && !problems);
    REQUIRE(fuzz_is_same_request(request, again));
    char *same = NULL;
    REQUIRE(dxi_create_interconnect_request_body(again, rules, &same, &length, &problems) == DXI_OK);
    REQUIRE(is_same_text(same, length, body, body_length));
    dxi_problems_free(problems);
    dxi_string_free(same);
    dxi_create_interconnect_request_free(again);
}

static const char secret[] = "SECRET/0123456789+fuzzing", token[] = "TOKEN/0123456789+fuzzing";

static dxi_signer *signer(void)
{
    static dxi_signer *made;
    if (!made)
        REQUIRE(dxi_signer_new(&(dxi_signer_options){.size = sizeof(dxi_signer_options),
                                                     .access_key_id = "AKIDEXAMPLE",
                                                     .secret_access_key = secret,
                                                     .session_token = token,
                                                     .region = "us-east-1"},
                               &made, NULL) == DXI_OK);
    return made;
}

/* Signing says what validating says, whichever way it is asked. */
static void check_signing(const dxi_create_interconnect_request *request, uint32_t rules, dxi_status status,
                          const dxi_problems *expected, const char *body, size_t body_length)
{
    static int64_t now = 1767323045;
    now = (now + 40000) % 253402300800;
    const dxi_sign_options options = {.size = sizeof options, .rules = rules, .attempt = 2};
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    REQUIRE(dxi_signer_sign(signer(), request, now, &options, &http, &problems) == status);
    REQUIRE(dxi_problems_count(problems) == dxi_problems_count(expected));
    REQUIRE((http != NULL) == (status == DXI_OK));
    dxi_problems_free(problems);
    if (http) {
        size_t length = 0;
        const char *sent = dxi_http_request_body(http, &length);
        REQUIRE(is_same_text(sent, length, body, body_length));
        fuzz_check_signed(http, secret, "us-east-1");
        dxi_http_request_free(http);
    }
    for (dxi_description_format format = DXI_DESCRIPTION_TEXT; format <= DXI_DESCRIPTION_JSON; format++) {
        char *text = NULL;
        REQUIRE(dxi_signer_describe(signer(), request, now, &options, format, &text, NULL) == status);
        REQUIRE((text != NULL) == (status == DXI_OK));
        if (!text)
            continue;
        REQUIRE(!strstr(text, secret) || strstr(body, secret));
        REQUIRE(!strstr(text, token) || strstr(body, token));
        if (format == DXI_DESCRIPTION_JSON)
            json_decref(fuzz_document(text));
        else
            dxi_string_free(text);
    }
}

void fuzz_check_request(const dxi_create_interconnect_request *request)
{
    size_t errors[4] = {0};
    for (size_t i = 0; i < MEMBERS; i++)
        FUZZ_CHECK_GETTER(members[i].get, request);
    size_t tags = dxi_create_interconnect_request_tag_count(request);
    for (size_t i = 0; i < tags; i++) {
        FUZZ_CHECK_GETTER(dxi_create_interconnect_request_tag_key, request, i);
        FUZZ_CHECK_GETTER(dxi_create_interconnect_request_tag_value, request, i);
    }
    REQUIRE(!dxi_create_interconnect_request_tag_key(request, tags, NULL));

    for (uint32_t rules = 0; rules < 4; rules++) {
        dxi_problems *problems = NULL, *others = NULL;
        dxi_status status = dxi_create_interconnect_request_validate(request, rules, &problems);
        REQUIRE(status == DXI_OK || status == DXI_ERROR_INVALID_REQUEST);
        fuzz_check_problems(problems, status != DXI_OK);
        errors[rules] = dxi_problems_error_count(problems);
        if (rules & DXI_WARNINGS_AS_ERRORS)
            REQUIRE(dxi_problems_count(problems) == errors[rules]);
        char *body = NULL;
        size_t length = 0;
        REQUIRE(dxi_create_interconnect_request_body(request, rules, &body, &length, &others) == status);
        REQUIRE(dxi_problems_count(problems) == dxi_problems_count(others));
        REQUIRE((body != NULL) == (status == DXI_OK));
        if (body)
            check_body(request, rules, body, length);
        check_signing(request, rules, status, problems, body, length);
        dxi_string_free(body);
        dxi_problems_free(problems);
        dxi_problems_free(others);
    }
    /* A stricter rule finds no less. */
    REQUIRE(errors[2] >= errors[0] && errors[3] >= errors[1] && errors[1] <= errors[0]);
    REQUIRE(dxi_create_interconnect_request_validate(request, 4, NULL) == DXI_ERROR_INVALID_ARGUMENT);
}
