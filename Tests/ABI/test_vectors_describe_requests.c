/* Tests/Vectors/describe_requests.json: reading, validating and writing requests of DescribeInterconnects. */
#include "check.h"
#include "vectors.h"

static void check_body(const dxi_describe_interconnects_request *request, const json_t *test_case, uint32_t rules, dxi_status status)
{
    dxi_problems *problems = NULL;
    char *body = NULL, *again = NULL;
    size_t length = 0, again_length = 0;
    CHECK_NUMBER(dxi_describe_interconnects_request_body(request, rules, &body, &length, &problems), status);
    vectors_check_member(test_case, "body", body, length);
    vectors_check_problems(json_object_get(test_case, "problems"), problems);
    dxi_problems_free(problems);

    dxi_describe_interconnects_request *copy = dxi_describe_interconnects_request_copy(request);
    CHECK_NUMBER(dxi_describe_interconnects_request_body(copy, rules, &again, &again_length, NULL), status);
    CHECK_BYTES(again, again_length, body, length);
    dxi_describe_interconnects_request_free(copy);
    dxi_string_free(body);
    dxi_string_free(again);
}

/* The getters say what the body says, and the setters make the same of it. */
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

/* A request's JSON document, read back, is the same request. */
static void check_round_trip(const dxi_describe_interconnects_request *request, const json_t *test_case)
{
    char *json = NULL, *body = NULL;
    dxi_describe_interconnects_request *back = NULL;
    size_t length = 0;
    CHECK_NUMBER(dxi_describe_interconnects_request_to_json(request, &json), DXI_OK);
    CHECK_NUMBER(dxi_describe_interconnects_request_from_json(json, DXI_NUL_TERMINATED, &back, NULL), DXI_OK);
    CHECK_NUMBER(dxi_describe_interconnects_request_body(back, 0, &body, &length, NULL), DXI_OK);
    vectors_check_member(test_case, "body", body, length);
    dxi_describe_interconnects_request_free(back);
    dxi_string_free(json);
    dxi_string_free(body);
}

static void check_request(const json_t *test_case)
{
    size_t length;
    char *text = vectors_bytes(test_case, "json", "base64", &length);
    dxi_status expected = vectors_status(vectors_text(test_case, "status"));
    uint32_t rules = vectors_rules(json_object_get(test_case, "rules"));
    dxi_describe_interconnects_request *request = NULL;
    dxi_problems *problems = NULL;

    dxi_status status = dxi_describe_interconnects_request_from_json(text, length, &request, &problems);
    if (expected == DXI_ERROR_INVALID_JSON) {
        CHECK_NUMBER(status, DXI_ERROR_INVALID_JSON);
        CHECK(!request);
        vectors_check_problems(json_object_get(test_case, "problems"), problems);
    } else if (CHECK_NUMBER(status, DXI_OK)) {
        CHECK(!problems);
        CHECK_NUMBER(dxi_describe_interconnects_request_validate(request, rules, &problems), expected);
        vectors_check_problems(json_object_get(test_case, "problems"), problems);
        check_body(request, test_case, rules, expected);
        if (expected == DXI_OK && !(rules & DXI_ALLOW_UNKNOWN_MEMBERS)) {
            check_members(request, test_case);
            check_round_trip(request, test_case);
        }
    } else {
        vectors_check_problems(NULL, problems);
    }
    dxi_problems_free(problems);
    dxi_describe_interconnects_request_free(request);
    free(text);
}

int main(void)
{
    json_t *document, *test_case, *cases = vectors_cases("Tests/Vectors/describe_requests.json", &document);
    size_t i;
    json_array_foreach(cases, i, test_case)
    {
        check_case = vectors_text(test_case, "name");
        check_request(test_case);
    }
    json_decref(document);
    return check_finish();
}
