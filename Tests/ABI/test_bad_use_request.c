/* Requests and problems in bad use: NULL, lengths, indexes and constants that cannot be. */
#include "check.h"
#include "dxinterconnect.h"

#define NUL DXI_NUL_TERMINATED

static const char good[] = "{\"interconnectName\":\"a\",\"bandwidth\":\"1Gbps\",\"location\":\"EqDC2\"}";
static dxi_create_interconnect_request *request;

static void check_names(void)
{
    const char *statuses[] = {"OK",           "NULL_ARGUMENT",   "INVALID_ARGUMENT", "INVALID_UTF8",   "INVALID_JSON",
                              "INVALID_REQUEST", "INVALID_OPTIONS", "NO_MEMORY",        "INCOMPLETE_LIST"};
    for (dxi_status status = 0; status < 9; status++) {
        CHECK_TEXT(dxi_status_name(status), statuses[status]);
        CHECK(dxi_status_message(status) && *dxi_status_message(status));
    }
    const dxi_status bad[] = {-1, 9, 100, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_TEXT(dxi_status_name(bad[i]), NULL);
        CHECK_TEXT(dxi_status_message(bad[i]), NULL);
    }
    const struct {
        dxi_problem_code code;
        const char *name;
    } codes[] = {{DXI_PROBLEM_MISSING_MEMBER, "MISSING_MEMBER"},
                 {DXI_PROBLEM_WRONG_TYPE, "WRONG_TYPE"},
                 {DXI_PROBLEM_UNKNOWN_MEMBER, "UNKNOWN_MEMBER"},
                 {DXI_PROBLEM_INVALID_JSON, "INVALID_JSON"},
                 {DXI_PROBLEM_DUPLICATE_MEMBER, "DUPLICATE_MEMBER"},
                 {DXI_PROBLEM_INVALID_UTF8, "INVALID_UTF8"},
                 {DXI_PROBLEM_NUL_CHARACTER, "NUL_CHARACTER"},
                 {DXI_PROBLEM_CONTROL_CHARACTER, "CONTROL_CHARACTER"},
                 {DXI_PROBLEM_TOO_SHORT, "TOO_SHORT"},
                 {DXI_PROBLEM_TOO_LONG, "TOO_LONG"},
                 {DXI_PROBLEM_TOO_MANY_TAGS, "TOO_MANY_TAGS"},
                 {DXI_PROBLEM_BANDWIDTH_FORM, "BANDWIDTH_FORM"},
                 {DXI_PROBLEM_TAG_CHARACTER, "TAG_CHARACTER"},
                 {DXI_PROBLEM_RESERVED_TAG_PREFIX, "RESERVED_TAG_PREFIX"},
                 {DXI_PROBLEM_DUPLICATE_TAG_KEY, "DUPLICATE_TAG_KEY"},
                 {DXI_PROBLEM_REFUSED_VALUE, "REFUSED_VALUE"},
                 {DXI_PROBLEM_MORE_PROBLEMS, "MORE_PROBLEMS"},
                 {DXI_PROBLEM_NO_IDENTITY_TAG, "NO_IDENTITY_TAG"},
                 {DXI_PROBLEM_BANDWIDTH_WITHOUT_UNIT, "BANDWIDTH_WITHOUT_UNIT"},
                 {DXI_PROBLEM_BANDWIDTH_NOT_DOCUMENTED, "BANDWIDTH_NOT_DOCUMENTED"},
                 {DXI_PROBLEM_UNUSUAL_VALUE, "UNUSUAL_VALUE"},
                 {DXI_PROBLEM_EMPTY_PROVIDER_NAME, "EMPTY_PROVIDER_NAME"},
                 {DXI_PROBLEM_MACSEC_AT_1_GBPS, "MACSEC_AT_1_GBPS"},
                 {DXI_PROBLEM_MISSING_REGION, "MISSING_REGION"},
                 {DXI_PROBLEM_INVALID_REGION, "INVALID_REGION"},
                 {DXI_PROBLEM_INVALID_ENDPOINT, "INVALID_ENDPOINT"},
                 {DXI_PROBLEM_ENDPOINT_WITH_VARIANT, "ENDPOINT_WITH_VARIANT"},
                 {DXI_PROBLEM_PLAINTEXT_ENDPOINT, "PLAINTEXT_ENDPOINT"},
                 {DXI_PROBLEM_INVALID_CREDENTIALS, "INVALID_CREDENTIALS"},
                 {DXI_PROBLEM_INVALID_TIME, "INVALID_TIME"},
                 {DXI_PROBLEM_INVALID_HEADER_TEXT, "INVALID_HEADER_TEXT"},
                 {DXI_PROBLEM_BODY_NOT_JSON, "BODY_NOT_JSON"},
                 {DXI_PROBLEM_BODY_CUT_OFF, "BODY_CUT_OFF"},
                 {DXI_PROBLEM_BODY_IS_CBOR, "BODY_IS_CBOR"},
                 {DXI_PROBLEM_INVALID_TIMESTAMP, "INVALID_TIMESTAMP"},
                 {DXI_PROBLEM_NOT_UNICODE, "NOT_UNICODE"},
                 {DXI_PROBLEM_NO_INTERCONNECT_ID, "NO_INTERCONNECT_ID"},
                 {DXI_PROBLEM_NO_INTERCONNECTS, "NO_INTERCONNECTS"}};
    size_t named = 0;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        CHECK_TEXT(dxi_problem_code_name(codes[i].code), codes[i].name);
    for (dxi_problem_code code = -10; code < 1000; code++)
        named += dxi_problem_code_name(code) != NULL;
    CHECK_NUMBER(named, sizeof codes / sizeof *codes);
}

static void check_problems(void)
{
    dxi_problems *problems = NULL;
    dxi_create_interconnect_request *empty = dxi_create_interconnect_request_new();
    CHECK_NUMBER(dxi_create_interconnect_request_validate(empty, 0, &problems), DXI_ERROR_INVALID_REQUEST);
    const struct {
        const dxi_problems *problems;
        size_t index;
    } bad[] = {{NULL, 0}, {NULL, SIZE_MAX}, {problems, 3}, {problems, SIZE_MAX}, {problems, SIZE_MAX / 2 + 1}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        size_t line = 77, column = 77, offset = 77;
        CHECK_NUMBER(dxi_problems_severity(bad[i].problems, bad[i].index), 0);
        CHECK_NUMBER(dxi_problems_code(bad[i].problems, bad[i].index), 0);
        CHECK_TEXT(dxi_problems_path(bad[i].problems, bad[i].index), NULL);
        CHECK_TEXT(dxi_problems_message(bad[i].problems, bad[i].index), NULL);
        CHECK_TEXT(dxi_problems_suggestion(bad[i].problems, bad[i].index), NULL);
        CHECK(!dxi_problems_position(bad[i].problems, bad[i].index, &line, &column, &offset));
        CHECK(line == 77 && column == 77 && offset == 77);
    }
    CHECK(!dxi_problems_position(problems, 0, NULL, NULL, NULL));
    CHECK_NUMBER(dxi_problems_count(NULL), 0);
    CHECK_NUMBER(dxi_problems_error_count(NULL), 0);
    dxi_problems_free(problems);
    problems = NULL;
    dxi_create_interconnect_request *none = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_from_json("{", 1, &none, &problems), DXI_ERROR_INVALID_JSON);
    CHECK(dxi_problems_position(problems, 0, NULL, NULL, NULL));
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(empty);
}

static void check_setters(void)
{
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(NULL, "a", 1), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_set_bandwidth(NULL, "a", 1), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_set_location(NULL, "a", 1), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_set_lag_id(NULL, "a", 1), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_set_provider_name(NULL, "a", 1), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_set_bandwidth_gbps(NULL, 1), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_set_request_mac_sec(NULL, true), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_add_tag(NULL, "k", 1, "v", 1), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_unset(NULL, DXI_REQUEST_TAGS), DXI_ERROR_NULL_ARGUMENT);
    const dxi_create_interconnect_request_member bad[] = {-1, 7, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_NUMBER(dxi_create_interconnect_request_unset(request, bad[i]), DXI_ERROR_INVALID_ARGUMENT);
    CHECK(dxi_create_interconnect_request_copy(NULL) == NULL);
}

static void check_getters(void)
{
    size_t length = 77;
    bool value = true;
    CHECK_TEXT(dxi_create_interconnect_request_interconnect_name(NULL, &length), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_bandwidth(NULL, &length), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_location(NULL, &length), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_lag_id(NULL, &length), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_provider_name(NULL, NULL), NULL);
    CHECK(!dxi_create_interconnect_request_request_mac_sec(NULL, &value));
    CHECK(value);
    CHECK(!dxi_create_interconnect_request_request_mac_sec(request, &value));
    CHECK(value);
    CHECK_NUMBER(dxi_create_interconnect_request_tag_count(NULL), 0);
    CHECK_TEXT(dxi_create_interconnect_request_tag_key(NULL, 0, &length), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_tag_value(NULL, 0, NULL), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_tag_key(request, SIZE_MAX, NULL), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_tag_value(request, SIZE_MAX, NULL), NULL);
}

/* Outputs are written on DXI_OK alone, but problems always. */
static void check_validate_and_body(void)
{
    dxi_problems *const untouched = (dxi_problems *)&request;
    dxi_problems *problems = untouched;
    char *body = "untouched";
    size_t length = 77;
    CHECK_NUMBER(dxi_create_interconnect_request_validate(NULL, 0, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_validate(NULL, 0, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!problems);
    const uint32_t bad[] = {4, 8, 0x80000000u, UINT32_MAX, 5};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        problems = untouched;
        CHECK_NUMBER(dxi_create_interconnect_request_validate(request, bad[i], &problems), DXI_ERROR_INVALID_ARGUMENT);
        CHECK(!problems);
        problems = untouched;
        CHECK_NUMBER(dxi_create_interconnect_request_body(request, bad[i], &body, &length, &problems),
                     DXI_ERROR_INVALID_ARGUMENT);
        CHECK(!problems);
    }
    problems = untouched;
    CHECK_NUMBER(dxi_create_interconnect_request_body(request, 0, NULL, &length, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!problems);
    CHECK_NUMBER(dxi_create_interconnect_request_body(NULL, 0, &body, &length, NULL), DXI_ERROR_NULL_ARGUMENT);
    dxi_create_interconnect_request *empty = dxi_create_interconnect_request_new();
    CHECK_NUMBER(dxi_create_interconnect_request_body(empty, 0, &body, &length, NULL), DXI_ERROR_INVALID_REQUEST);
    CHECK_TEXT(body, "untouched");
    CHECK_NUMBER(length, 77);
    CHECK_NUMBER(dxi_create_interconnect_request_body(request, 0, &body, NULL, NULL), DXI_OK);
    dxi_string_free(body);
    dxi_create_interconnect_request_free(empty);
}

static void check_json(void)
{
    dxi_create_interconnect_request *made = NULL;
    dxi_problems *problems = NULL;
    char *json = "untouched";
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(NULL, 0, &made, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(NULL, NUL, &made, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_from_json("{}", 2, NULL, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_from_json("{}", DXI_MAXIMUM_LENGTH + 1, &made, &problems),
                 DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_from_json("{}", NUL - 1, &made, &problems), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_from_json("{", 1, &made, NULL), DXI_ERROR_INVALID_JSON);
    CHECK(!made && !problems);
    CHECK_NUMBER(dxi_create_interconnect_request_to_json(NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_create_interconnect_request_to_json(request, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_problems_to_json(NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_TEXT(json, "untouched");
    CHECK_NUMBER(dxi_problems_to_json(NULL, &json), DXI_OK);
    CHECK_TEXT(json, "[]");
    dxi_string_free(json);
}

int main(void)
{
    /* To free nothing does nothing. */
    dxi_string_free(NULL);
    dxi_problems_free(NULL);
    dxi_create_interconnect_request_free(NULL);
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(good, DXI_NUL_TERMINATED, &request, NULL), DXI_OK);
    check_names();
    check_problems();
    check_setters();
    check_getters();
    check_validate_and_body();
    check_json();
    dxi_create_interconnect_request_free(request);
    return check_finish();
}
