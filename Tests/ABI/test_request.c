/* A request by setters: set, read back, unset, copied, used again, and mended after a refused value. */
#include "check.h"
#include "dxinterconnect.h"

#define NUL DXI_NUL_TERMINATED

typedef dxi_status setter(dxi_create_interconnect_request *, const char *, size_t);
typedef const char *getter(const dxi_create_interconnect_request *, size_t *);
static const struct {
    const char *name;
    dxi_create_interconnect_request_member member;
    setter *set;
    getter *get;
    const char *value;
} strings[] = {
    {"interconnectName", DXI_REQUEST_INTERCONNECT_NAME, dxi_create_interconnect_request_set_interconnect_name,
     dxi_create_interconnect_request_interconnect_name, "acme-iad-1"},
    {"bandwidth", DXI_REQUEST_BANDWIDTH, dxi_create_interconnect_request_set_bandwidth, dxi_create_interconnect_request_bandwidth,
     "10Gbps"},
    {"location", DXI_REQUEST_LOCATION, dxi_create_interconnect_request_set_location, dxi_create_interconnect_request_location,
     "EqDC2"},
    {"lagId", DXI_REQUEST_LAG_ID, dxi_create_interconnect_request_set_lag_id, dxi_create_interconnect_request_lag_id,
     "dxlag-fg1a2b3c"},
    {"providerName", DXI_REQUEST_PROVIDER_NAME, dxi_create_interconnect_request_set_provider_name,
     dxi_create_interconnect_request_provider_name, "Acme Partner"},
};
enum { STRINGS = sizeof strings / sizeof *strings };

static const char whole[] =
    "{\"interconnectName\":\"acme-iad-1\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\",\"lagId\":\"dxlag-fg1a2b3c\","
    "\"tags\":[{\"key\":\"env\",\"value\":\"prod\"},{\"key\":\"owner\"},{\"key\":\"note\",\"value\":\"\"}],"
    "\"providerName\":\"Acme Partner\",\"requestMACSec\":true}";

/* The setters in the reverse of the model's order: the body is in the model's all the same. */
static dxi_create_interconnect_request *make_whole(void)
{
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    CHECK_NUMBER(dxi_create_interconnect_request_set_request_mac_sec(request, true), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_add_tag(request, "env", NUL, "prod", NUL), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_add_tag(request, "owner, not this", 5, NULL, 0), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_add_tag(request, "note", NUL, "", 0), DXI_OK);
    for (int i = STRINGS; i-- > 0;)
        CHECK_NUMBER(strings[i].set(request, strings[i].value, NUL), DXI_OK);
    return request;
}

static void check_body(const dxi_create_interconnect_request *request, const char *expected)
{
    char *body = NULL;
    size_t length = 0;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_body(request, 0, &body, &length, &problems),
                 expected ? DXI_OK : DXI_ERROR_INVALID_REQUEST);
    CHECK_BYTES(body, length, expected, check_length(expected));
    CHECK_NUMBER(dxi_problems_error_count(problems) > 0, expected == NULL);
    dxi_problems_free(problems);
    dxi_string_free(body);
}

/* The code of the problem at a path; 0 if there is none. */
static dxi_problem_code problem_at(const dxi_create_interconnect_request *request, const char *path)
{
    dxi_problems *problems = NULL;
    dxi_problem_code code = 0;
    dxi_create_interconnect_request_validate(request, 0, &problems);
    for (size_t i = 0; i < dxi_problems_count(problems); i++)
        if (!code && !strcmp(dxi_problems_path(problems, i), path))
            code = dxi_problems_code(problems, i);
    dxi_problems_free(problems);
    return code;
}

static void check_reading_back(void)
{
    dxi_create_interconnect_request *request = make_whole();
    size_t length = 0;
    bool flag = false;
    for (int i = 0; i < STRINGS; i++) {
        CHECK_TEXT(strings[i].get(request, &length), strings[i].value);
        CHECK_NUMBER(length, strlen(strings[i].value));
        CHECK_TEXT(strings[i].get(request, NULL), strings[i].value);
    }
    CHECK(dxi_create_interconnect_request_request_mac_sec(request, &flag) && flag);
    CHECK(dxi_create_interconnect_request_request_mac_sec(request, NULL));
    CHECK_NUMBER(dxi_create_interconnect_request_tag_count(request), 3);
    CHECK_TEXT(dxi_create_interconnect_request_tag_key(request, 0, NULL), "env");
    CHECK_TEXT(dxi_create_interconnect_request_tag_value(request, 0, &length), "prod");
    CHECK_NUMBER(length, 4);
    CHECK_TEXT(dxi_create_interconnect_request_tag_key(request, 1, &length), "owner");
    CHECK_TEXT(dxi_create_interconnect_request_tag_value(request, 1, &length), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_tag_value(request, 2, &length), "");
    CHECK_TEXT(dxi_create_interconnect_request_tag_key(request, 3, &length), NULL);
    CHECK_TEXT(dxi_create_interconnect_request_tag_value(request, SIZE_MAX, &length), NULL);
    for (int time = 0; time < 3; time++)
        check_body(request, whole);
    dxi_create_interconnect_request_free(request);
}

static void check_copy_and_unset(void)
{
    dxi_create_interconnect_request *request = make_whole(), *copy = dxi_create_interconnect_request_copy(request);
    for (dxi_create_interconnect_request_member member = DXI_REQUEST_INTERCONNECT_NAME; member <= DXI_REQUEST_REQUEST_MAC_SEC;
         member++)
        CHECK_NUMBER(dxi_create_interconnect_request_unset(request, member), DXI_OK);
    for (int i = 0; i < STRINGS; i++)
        CHECK_TEXT(strings[i].get(request, NULL), NULL);
    CHECK(!dxi_create_interconnect_request_request_mac_sec(request, NULL));
    CHECK_NUMBER(dxi_create_interconnect_request_tag_count(request), 0);
    check_body(request, NULL);
    check_body(copy, whole);
    dxi_create_interconnect_request_free(request);
    check_body(copy, whole);

    /* What is changed in a copy is not changed in its original. */
    request = dxi_create_interconnect_request_copy(copy);
    CHECK_NUMBER(dxi_create_interconnect_request_set_location(copy, "CSVA1", NUL), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_add_tag(copy, "k", NUL, NULL, 0), DXI_OK);
    CHECK_TEXT(dxi_create_interconnect_request_location(request, NULL), "EqDC2");
    CHECK_NUMBER(dxi_create_interconnect_request_tag_count(request), 3);
    CHECK_NUMBER(dxi_create_interconnect_request_tag_count(copy), 4);
    dxi_create_interconnect_request_free(copy);
    check_body(request, whole);
    dxi_create_interconnect_request_free(request);
}

/* The library keeps a copy: what the caller does with its memory afterwards is nothing to it. */
static void check_own_memory(void)
{
    dxi_create_interconnect_request *request = make_whole();
    char *name = malloc(10);
    memcpy(name, "acme-iad-1", 10);
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(request, name, 10), DXI_OK);
    memset(name, 'x', 10);
    free(name);
    check_body(request, whole);
    /* A value that is the request's own. */
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(
                     request, dxi_create_interconnect_request_interconnect_name(request, NULL), NUL),
                 DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_add_tag(request, dxi_create_interconnect_request_tag_value(request, 0, NULL),
                                                         NUL, dxi_create_interconnect_request_tag_key(request, 0, NULL), NUL),
                 DXI_OK);
    CHECK_TEXT(dxi_create_interconnect_request_tag_key(request, 3, NULL), "prod");
    CHECK_TEXT(dxi_create_interconnect_request_tag_value(request, 3, NULL), "env");
    CHECK_TEXT(dxi_create_interconnect_request_interconnect_name(request, NULL), "acme-iad-1");
    dxi_create_interconnect_request_free(request);
}

static void check_bandwidth_gbps(void)
{
    const struct {
        uint32_t gbps;
        const char *text;
    } cases[] = {{1, "1Gbps"}, {10, "10Gbps"}, {100, "100Gbps"}, {0, "0Gbps"}, {UINT32_MAX, "4294967295Gbps"}};
    dxi_create_interconnect_request *request = make_whole();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_NUMBER(dxi_create_interconnect_request_set_bandwidth_gbps(request, cases[i].gbps), DXI_OK);
        CHECK_TEXT(dxi_create_interconnect_request_bandwidth(request, NULL), cases[i].text);
    }
    CHECK_NUMBER(dxi_create_interconnect_request_set_bandwidth_gbps(request, 0), DXI_OK);
    CHECK_NUMBER(problem_at(request, "bandwidth"), DXI_PROBLEM_BANDWIDTH_FORM);
    dxi_create_interconnect_request_free(request);
}

/* A refused value counts as wrong until the member is set again or unset, in a copy too. */
static void check_refused_values(void)
{
    const struct {
        const char *value;
        size_t length;
        dxi_status status;
        dxi_problem_code code;
    } bad[] = {
        {"a\xff", NUL, DXI_ERROR_INVALID_UTF8, DXI_PROBLEM_INVALID_UTF8},
        {"\xed\xa0\x80", 3, DXI_ERROR_INVALID_UTF8, DXI_PROBLEM_INVALID_UTF8},
        {"\xc0\x80", 2, DXI_ERROR_INVALID_UTF8, DXI_PROBLEM_INVALID_UTF8},
        {"\xc3\xa9", 1, DXI_ERROR_INVALID_UTF8, DXI_PROBLEM_INVALID_UTF8},
        {NULL, NUL, DXI_ERROR_NULL_ARGUMENT, DXI_PROBLEM_REFUSED_VALUE},
        {NULL, 0, DXI_ERROR_NULL_ARGUMENT, DXI_PROBLEM_REFUSED_VALUE},
        {"a", DXI_MAXIMUM_LENGTH + 1, DXI_ERROR_INVALID_ARGUMENT, DXI_PROBLEM_REFUSED_VALUE},
        {"a", NUL - 1, DXI_ERROR_INVALID_ARGUMENT, DXI_PROBLEM_REFUSED_VALUE},
    };
    for (int i = 0; i < STRINGS; i++)
        for (size_t j = 0; j < sizeof bad / sizeof *bad; j++) {
            check_case = strings[i].name;
            dxi_create_interconnect_request *request = make_whole();
            CHECK_NUMBER(strings[i].set(request, bad[j].value, bad[j].length), bad[j].status);
            CHECK_TEXT(strings[i].get(request, NULL), NULL);
            CHECK_NUMBER(problem_at(request, strings[i].name), bad[j].code);
            check_body(request, NULL);
            dxi_create_interconnect_request *copy = dxi_create_interconnect_request_copy(request);
            CHECK_NUMBER(problem_at(copy, strings[i].name), bad[j].code);
            CHECK_NUMBER(dxi_create_interconnect_request_unset(copy, strings[i].member), DXI_OK);
            CHECK(problem_at(copy, strings[i].name) == (i < 3 ? DXI_PROBLEM_MISSING_MEMBER : 0));
            CHECK_NUMBER(strings[i].set(request, strings[i].value, NUL), DXI_OK);
            check_body(request, whole);
            dxi_create_interconnect_request_free(copy);
            dxi_create_interconnect_request_free(request);
        }
    check_case = "";
}

static void check_refused_tags(void)
{
    const struct {
        const char *key, *value;
        size_t key_length, value_length;
        dxi_status status;
        const char *path;
    } bad[] = {
        {NULL, "v", 0, NUL, DXI_ERROR_NULL_ARGUMENT, "tags[3].key"},
        {"\xff", "v", NUL, NUL, DXI_ERROR_INVALID_UTF8, "tags[3].key"},
        {"k", "\xff", NUL, NUL, DXI_ERROR_INVALID_UTF8, "tags[3].value"},
        {"k", "v", DXI_MAXIMUM_LENGTH + 1, NUL, DXI_ERROR_INVALID_ARGUMENT, "tags[3].key"},
        {"k", "v", NUL, NUL - 1, DXI_ERROR_INVALID_ARGUMENT, "tags[3].value"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        dxi_create_interconnect_request *request = make_whole();
        CHECK_NUMBER(
            dxi_create_interconnect_request_add_tag(request, bad[i].key, bad[i].key_length, bad[i].value, bad[i].value_length),
            bad[i].status);
        CHECK(problem_at(request, bad[i].path) != 0);
        check_body(request, NULL);
        CHECK_NUMBER(dxi_create_interconnect_request_unset(request, DXI_REQUEST_TAGS), DXI_OK);
        CHECK_NUMBER(dxi_create_interconnect_request_tag_count(request), 0);
        CHECK_NUMBER(dxi_create_interconnect_request_validate(request, 0, NULL), DXI_OK);
        dxi_create_interconnect_request_free(request);
    }
}

/* NUL characters: read back with their length only, found by validation, never cut. */
static void check_nul_characters(void)
{
    for (int i = 0; i < STRINGS; i++) {
        dxi_create_interconnect_request *request = make_whole();
        size_t length = 0;
        CHECK_NUMBER(strings[i].set(request, "a\0b", 3), DXI_OK);
        const char *value = strings[i].get(request, &length);
        CHECK_BYTES(value, length, "a\0b", 3);
        CHECK(strings[i].get(request, NULL) == NULL);
        CHECK_NUMBER(problem_at(request, strings[i].name), DXI_PROBLEM_NUL_CHARACTER);
        dxi_create_interconnect_request_free(request);
    }
}

/* Long strings, up to what is read at all. */
static void check_long_values(void)
{
    dxi_create_interconnect_request *request = make_whole();
    size_t length = 0;
    char *value = malloc(DXI_MAXIMUM_LENGTH + 1);
    memset(value, 'a', DXI_MAXIMUM_LENGTH + 1);
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(request, value, DXI_MAXIMUM_LENGTH), DXI_OK);
    CHECK(dxi_create_interconnect_request_interconnect_name(request, &length) != NULL);
    CHECK_NUMBER(length, DXI_MAXIMUM_LENGTH);
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(request, value, DXI_MAXIMUM_LENGTH + 1),
                 DXI_ERROR_INVALID_ARGUMENT);
    /* A body may be longer than what may be given. */
    memset(value, '"', DXI_MAXIMUM_LENGTH);
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(request, value, DXI_MAXIMUM_LENGTH), DXI_OK);
    char *body = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_body(request, 0, &body, &length, NULL), DXI_OK);
    CHECK_NUMBER(length, strlen(whole) - strlen("acme-iad-1") + 2 * DXI_MAXIMUM_LENGTH);
    dxi_string_free(body);
    free(value);
    dxi_create_interconnect_request_free(request);
}

static void check_many_tags(void)
{
    dxi_create_interconnect_request *request = make_whole();
    for (int i = 0; i < 3000; i++) {
        char key[20];
        snprintf(key, sizeof key, "k%d", i % 1500);
        dxi_create_interconnect_request_add_tag(request, key, NUL, key, NUL);
    }
    CHECK_NUMBER(dxi_create_interconnect_request_tag_count(request), 3003);
    CHECK_NUMBER(problem_at(request, "tags"), DXI_PROBLEM_TOO_MANY_TAGS);
    dxi_create_interconnect_request_free(request);
}

int main(void)
{
    check_reading_back();
    check_copy_and_unset();
    check_own_memory();
    check_bandwidth_gbps();
    check_refused_values();
    check_refused_tags();
    check_nul_characters();
    check_long_values();
    check_many_tags();
    return check_finish();
}
