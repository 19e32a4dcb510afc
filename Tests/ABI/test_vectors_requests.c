/* Tests/Vectors/requests.json: reading, validating and writing requests. */
#include "check.h"
#include "vectors.h"

static void check_body(const dxi_create_interconnect_request *request, const json_t *test_case, uint32_t rules, dxi_status status)
{
    dxi_problems *problems = NULL;
    char *body = NULL, *again = NULL;
    size_t length = 0, again_length = 0;
    CHECK_NUMBER(dxi_create_interconnect_request_body(request, rules, &body, &length, &problems), status);
    vectors_check_member(test_case, "body", body, length);
    vectors_check_problems(json_object_get(test_case, "problems"), problems);
    dxi_problems_free(problems);

    dxi_create_interconnect_request *copy = dxi_create_interconnect_request_copy(request);
    CHECK_NUMBER(dxi_create_interconnect_request_body(copy, rules, &again, &again_length, NULL), status);
    CHECK_BYTES(again, again_length, body, length);
    dxi_create_interconnect_request_free(copy);
    dxi_string_free(body);
    dxi_string_free(again);
}

/* A request's JSON document, read back, is the same request. */
static void check_round_trip(const dxi_create_interconnect_request *request)
{
    char *json = NULL, *body = NULL, *again = NULL;
    dxi_create_interconnect_request *back = NULL;
    size_t length = 0, again_length = 0;
    CHECK_NUMBER(dxi_create_interconnect_request_to_json(request, &json), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(json, DXI_NUL_TERMINATED, &back, NULL), DXI_OK);
    dxi_create_interconnect_request_body(request, 0, &body, &length, NULL);
    dxi_create_interconnect_request_body(back, 0, &again, &again_length, NULL);
    CHECK_BYTES(again, again_length, body, length);
    dxi_create_interconnect_request_free(back);
    dxi_string_free(json);
    dxi_string_free(body);
    dxi_string_free(again);
}

static void check_request(const json_t *test_case)
{
    size_t length;
    char *text = vectors_bytes(test_case, "json", "base64", &length);
    dxi_status expected = vectors_status(vectors_text(test_case, "status"));
    uint32_t rules = vectors_rules(json_object_get(test_case, "rules"));
    dxi_create_interconnect_request *request = NULL;
    dxi_problems *problems = NULL;

    dxi_status status = dxi_create_interconnect_request_from_json(text, length, &request, &problems);
    if (expected == DXI_ERROR_INVALID_JSON) {
        CHECK_NUMBER(status, DXI_ERROR_INVALID_JSON);
        CHECK(!request);
        vectors_check_problems(json_object_get(test_case, "problems"), problems);
    } else if (CHECK_NUMBER(status, DXI_OK)) {
        CHECK(!problems);
        CHECK_NUMBER(dxi_create_interconnect_request_validate(request, rules, &problems), expected);
        vectors_check_problems(json_object_get(test_case, "problems"), problems);
        check_body(request, test_case, rules, expected);
        if (expected == DXI_OK && !(rules & DXI_ALLOW_UNKNOWN_MEMBERS))
            check_round_trip(request);
    } else {
        vectors_check_problems(NULL, problems);
    }
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
    free(text);
}

int main(void)
{
    json_t *document, *test_case, *cases = vectors_cases("Tests/Vectors/requests.json", &document);
    size_t i;
    json_array_foreach(cases, i, test_case)
    {
        check_case = vectors_text(test_case, "name");
        check_request(test_case);
    }
    json_decref(document);
    return check_finish();
}
