/* Tests/Vectors/requests.json, describe_requests.json: reading, validating and writing requests. */
#include "check.h"
#include "vectors.h"

/* The functions that both requests have, of a request of either type. */
struct shape {
    dxi_status (*from_json)(const char *text, size_t length, void **request, dxi_problems **problems);
    dxi_status (*to_json)(const void *request, char **json);
    dxi_status (*validate)(const void *request, uint32_t rules, dxi_problems **problems);
    dxi_status (*body)(const void *request, uint32_t rules, char **body, size_t *length, dxi_problems **problems);
    void *(*copy)(const void *request);
    void (*free)(void *request);
};

#define SHAPE(type)                                                                                            \
    static dxi_status type##_from_json(const char *text, size_t length, void **request, dxi_problems **problems) \
    {                                                                                                          \
        dxi_##type *made = NULL;                                                                               \
        dxi_status status = dxi_##type##_from_json(text, length, &made, problems);                             \
        *request = made;                                                                                       \
        return status;                                                                                         \
    }                                                                                                          \
    static dxi_status type##_to_json(const void *request, char **json) { return dxi_##type##_to_json(request, json); } \
    static dxi_status type##_validate(const void *request, uint32_t rules, dxi_problems **problems)            \
    {                                                                                                          \
        return dxi_##type##_validate(request, rules, problems);                                                \
    }                                                                                                          \
    static dxi_status type##_body(const void *request, uint32_t rules, char **body, size_t *length, dxi_problems **problems) \
    {                                                                                                          \
        return dxi_##type##_body(request, rules, body, length, problems);                                      \
    }                                                                                                          \
    static void *type##_copy(const void *request) { return dxi_##type##_copy(request); }                       \
    static void type##_free(void *request) { dxi_##type##_free(request); }                                     \
    static const struct shape type = {type##_from_json, type##_to_json, type##_validate, type##_body, type##_copy, type##_free};

SHAPE(create_interconnect_request)
SHAPE(describe_interconnects_request)

static void check_body(const struct shape *shape, const void *request, const json_t *test_case, uint32_t rules, dxi_status status)
{
    dxi_problems *problems = NULL;
    char *body = NULL, *again = NULL;
    size_t length = 0, again_length = 0;
    CHECK_NUMBER(shape->body(request, rules, &body, &length, &problems), status);
    vectors_check_member(test_case, "body", body, length);
    vectors_check_problems(json_object_get(test_case, "problems"), problems);
    dxi_problems_free(problems);

    void *copy = shape->copy(request);
    CHECK_NUMBER(shape->body(copy, rules, &again, &again_length, NULL), status);
    CHECK_BYTES(again, again_length, body, length);
    shape->free(copy);
    dxi_string_free(body);
    dxi_string_free(again);
}

/* A request's JSON document, read back, is the same request. */
static void check_round_trip(const struct shape *shape, const void *request, const json_t *test_case)
{
    char *json = NULL, *body = NULL;
    void *back = NULL;
    size_t length = 0;
    CHECK_NUMBER(shape->to_json(request, &json), DXI_OK);
    CHECK_NUMBER(shape->from_json(json, DXI_NUL_TERMINATED, &back, NULL), DXI_OK);
    CHECK_NUMBER(shape->body(back, 0, &body, &length, NULL), DXI_OK);
    vectors_check_member(test_case, "body", body, length);
    shape->free(back);
    dxi_string_free(json);
    dxi_string_free(body);
}

/* The getters of a look say what its body says, and the setters make the same of it. */
static void check_members(const dxi_describe_interconnects_request *request, const json_t *test_case)
{
    json_t *body = json_loads(vectors_text(test_case, "body"), JSON_ALLOW_NUL, NULL);
    const json_t *maximum = json_object_get(body, "maxResults");
    int64_t value = -7;
    VECTORS_CHECK(body, "interconnectId", dxi_describe_interconnects_request_interconnect_id(request, &length));
    VECTORS_CHECK(body, "nextToken", dxi_describe_interconnects_request_next_token(request, &length));
    CHECK_NUMBER(dxi_describe_interconnects_request_max_results(request, &value), maximum != NULL);
    CHECK_NUMBER(value, maximum ? json_integer_value(maximum) : -7);

    dxi_describe_interconnects_request *same = dxi_describe_interconnects_request_new();
    const json_t *id = json_object_get(body, "interconnectId"), *token = json_object_get(body, "nextToken");
    if (id)
        dxi_describe_interconnects_request_set_interconnect_id(same, json_string_value(id), json_string_length(id));
    if (token)
        dxi_describe_interconnects_request_set_next_token(same, json_string_value(token), json_string_length(token));
    if (maximum)
        dxi_describe_interconnects_request_set_max_results(same, json_integer_value(maximum));
    char *written = NULL;
    size_t length = 0;
    CHECK_NUMBER(dxi_describe_interconnects_request_body(same, 0, &written, &length, NULL), DXI_OK);
    vectors_check_member(test_case, "body", written, length);
    dxi_string_free(written);
    dxi_describe_interconnects_request_free(same);
    json_decref(body);
}

static void check_request(const struct shape *shape, const json_t *test_case)
{
    size_t length;
    char *text = vectors_bytes(test_case, "json", "base64", &length);
    dxi_status expected = vectors_status(vectors_text(test_case, "status"));
    uint32_t rules = vectors_rules(json_object_get(test_case, "rules"));
    void *request = NULL;
    dxi_problems *problems = NULL;

    dxi_status status = shape->from_json(text, length, &request, &problems);
    if (expected == DXI_ERROR_INVALID_JSON) {
        CHECK_NUMBER(status, DXI_ERROR_INVALID_JSON);
        CHECK(!request);
        vectors_check_problems(json_object_get(test_case, "problems"), problems);
    } else if (CHECK_NUMBER(status, DXI_OK)) {
        CHECK(!problems);
        CHECK_NUMBER(shape->validate(request, rules, &problems), expected);
        vectors_check_problems(json_object_get(test_case, "problems"), problems);
        check_body(shape, request, test_case, rules, expected);
        if (expected == DXI_OK && !(rules & DXI_ALLOW_UNKNOWN_MEMBERS)) {
            check_round_trip(shape, request, test_case);
            if (shape == &describe_interconnects_request)
                check_members(request, test_case);
        }
    } else {
        vectors_check_problems(NULL, problems);
    }
    dxi_problems_free(problems);
    shape->free(request);
    free(text);
}

static void check_order(const json_t *test_case) { check_request(&create_interconnect_request, test_case); }

static void check_look(const json_t *test_case) { check_request(&describe_interconnects_request, test_case); }

int main(void)
{
    vectors_run("Tests/Vectors/requests.json", check_order);
    vectors_run("Tests/Vectors/describe_requests.json", check_look);
    return check_finish();
}
