/* Everything around DescribeInterconnects in bad use: NULL, lengths, sizes, indexes, constants and turns that cannot be. */
#include "check.h"
#include "dxinterconnect.h"

#define NUL DXI_NUL_TERMINATED

static const size_t indexes[] = {0, 1, SIZE_MAX};

static dxi_create_interconnect_request *good_request(void)
{
    const char *text = "{\"interconnectName\":\"a\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\"}";
    dxi_create_interconnect_request *request = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_from_json(text, NUL, &request, NULL), DXI_OK);
    return request;
}

static dxi_answer *answer_of(dxi_operation operation, const char *body)
{
    dxi_http_response response = {
        .size = sizeof response, .status = 200, .body = body, .body_length = strlen(body), .operation = operation};
    dxi_answer *answer = NULL;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    return answer;
}

static void check_request_of_nothing(void)
{
    int64_t value = 77;
    size_t length = 77;
    char *body = NULL, *json = NULL;
    dxi_problems *problems = (dxi_problems *)&body;
    CHECK(!dxi_describe_interconnects_request_copy(NULL));
    CHECK_NUMBER(dxi_describe_interconnects_request_set_interconnect_id(NULL, "a", NUL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_set_max_results(NULL, 1), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_set_next_token(NULL, "a", NUL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_unset(NULL, DXI_DESCRIBE_MAX_RESULTS), DXI_ERROR_NULL_ARGUMENT);
    CHECK_TEXT(dxi_describe_interconnects_request_interconnect_id(NULL, &length), NULL);
    CHECK(!dxi_describe_interconnects_request_max_results(NULL, &value) && value == 77);
    CHECK_TEXT(dxi_describe_interconnects_request_next_token(NULL, NULL), NULL);
    CHECK_NUMBER(dxi_describe_interconnects_request_validate(NULL, 0, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!problems);
    CHECK_NUMBER(dxi_describe_interconnects_request_body(NULL, 0, &body, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_to_json(NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!body && !json);
    dxi_describe_interconnects_request_free(NULL);
}

static void check_request(void)
{
    dxi_describe_interconnects_request *request = dxi_describe_interconnects_request_new(), *none = NULL;
    dxi_problems *problems = NULL;
    char *body = NULL;
    int64_t value = 77;
    CHECK_NUMBER(dxi_describe_interconnects_request_set_interconnect_id(request, NULL, 0), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_set_next_token(request, "\xff", NUL), DXI_ERROR_INVALID_UTF8);
    CHECK_TEXT(dxi_describe_interconnects_request_interconnect_id(request, NULL), NULL);
    CHECK_TEXT(dxi_describe_interconnects_request_next_token(request, NULL), NULL);
    /* A status that nobody looked at is found again. */
    CHECK_NUMBER(dxi_describe_interconnects_request_validate(request, 0, &problems), DXI_ERROR_INVALID_REQUEST);
    CHECK_NUMBER(dxi_problems_count(problems), 2);
    CHECK_NUMBER(dxi_problems_code(problems, 0), DXI_PROBLEM_REFUSED_VALUE);
    CHECK_NUMBER(dxi_problems_code(problems, 1), DXI_PROBLEM_INVALID_UTF8);
    dxi_problems_free(problems);
    CHECK_NUMBER(dxi_describe_interconnects_request_set_interconnect_id(request, "a", DXI_MAXIMUM_LENGTH + 1), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_body(request, 0, &body, NULL, NULL), DXI_ERROR_INVALID_REQUEST);
    const dxi_describe_interconnects_request_member members[] = {-1, 3, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < 4; i++)
        CHECK_NUMBER(dxi_describe_interconnects_request_unset(request, members[i]), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_set_max_results(request, 5), DXI_OK);
    CHECK(dxi_describe_interconnects_request_max_results(request, NULL));
    for (dxi_describe_interconnects_request_member member = 0; member < 3; member++)
        CHECK_NUMBER(dxi_describe_interconnects_request_unset(request, member), DXI_OK);
    CHECK(!dxi_describe_interconnects_request_max_results(request, &value) && value == 77);
    CHECK_NUMBER(dxi_describe_interconnects_request_validate(request, 4, NULL), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_body(request, 0, NULL, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_body(request, 0, &body, NULL, NULL), DXI_OK);
    CHECK_TEXT(body, "{}");
    dxi_string_free(body);
    CHECK_NUMBER(dxi_describe_interconnects_request_to_json(request, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_from_json(NULL, 0, &none, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_from_json("{}", 2, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_describe_interconnects_request_from_json("{}", NUL - 1, &none, NULL), DXI_ERROR_INVALID_ARGUMENT);
    CHECK(!none);
    dxi_describe_interconnects_request_free(request);
}

static void check_signing(void)
{
    dxi_describe_interconnects_request *request = dxi_describe_interconnects_request_new();
    const dxi_signer_options options = {
        .size = sizeof options, .region = "us-east-1", .access_key_id = "AKIDEXAMPLE", .secret_access_key = "SECRET"};
    dxi_signer *signer = NULL;
    dxi_http_request *http = NULL;
    dxi_problems *problems = NULL;
    char *json = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign_describe_interconnects(NULL, request, 0, NULL, &http, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_sign_describe_interconnects(signer, NULL, 0, NULL, &http, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_sign_describe_interconnects(signer, request, 0, NULL, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_signer_sign_describe_interconnects(signer, request, -1, NULL, &http, &problems), DXI_ERROR_INVALID_OPTIONS);
    CHECK_NUMBER(dxi_problems_code(problems, 0), DXI_PROBLEM_INVALID_TIME);
    dxi_problems_free(problems);
    dxi_describe_interconnects_request_set_next_token(request, "", 0);
    CHECK_NUMBER(dxi_signer_sign_describe_interconnects(signer, request, 0, NULL, &http, &problems), DXI_ERROR_INVALID_REQUEST);
    CHECK_NUMBER(dxi_problems_code(problems, 0), DXI_PROBLEM_TOO_SHORT);
    dxi_problems_free(problems);
    CHECK(!http);
    const dxi_operation operations[] = {-1, 2, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < 4; i++) {
        dxi_http_response response = {.size = sizeof response, .operation = operations[i]};
        dxi_answer *answer = NULL;
        CHECK_NUMBER(dxi_signer_sign_json(signer, operations[i], "{}", 2, 0, NULL, &json), DXI_ERROR_INVALID_ARGUMENT);
        CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_ERROR_INVALID_ARGUMENT);
        CHECK_NUMBER(dxi_answer_read_json(&response, &json), DXI_ERROR_INVALID_ARGUMENT);
        CHECK(!json && !answer);
    }
    /* The same text is a request to one operation and none to the other. */
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_DESCRIBE_INTERCONNECTS, "{}", 2, 0, NULL, &json), DXI_OK);
    dxi_string_free(json);
    CHECK_NUMBER(dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, "{}", 2, 0, NULL, &json), DXI_ERROR_INVALID_REQUEST);
    dxi_string_free(json);
    dxi_signer_free(signer);
    dxi_describe_interconnects_request_free(request);
}

static void check_answer(void)
{
    size_t length = 77;
    dxi_answer *answer = answer_of(DXI_OPERATION_DESCRIBE_INTERCONNECTS, "{\"interconnects\":[{}]}");
    CHECK_NUMBER(dxi_answer_interconnect_count(NULL), 0);
    CHECK_TEXT(dxi_answer_next_token(NULL, &length), NULL);
    CHECK_TEXT(dxi_answer_next_token(answer, &length), NULL);
    for (size_t i = 0; i < 3; i++) {
        CHECK(!dxi_answer_interconnect_at(NULL, indexes[i]));
        CHECK_NUMBER(dxi_answer_interconnect_at(answer, indexes[i]) != NULL, i == 0);
    }
    CHECK(!dxi_answer_interconnect(answer));
    dxi_answer_free(answer);
}

static void check_reconcile(void)
{
    dxi_create_interconnect_request *request = good_request();
    dxi_answer *page = answer_of(DXI_OPERATION_DESCRIBE_INTERCONNECTS, "{\"interconnects\":[{\"interconnectName\":\"a\"}]}");
    dxi_answer *created = answer_of(DXI_OPERATION_CREATE_INTERCONNECT, "{\"interconnectId\":\"dxcon-1\"}");
    const dxi_answer *pages[] = {page}, *nothing[] = {NULL}, *order[] = {created};
    dxi_reconciliation *reconciliation = NULL;
    dxi_problems *problems = (dxi_problems *)&page;
    char *json = NULL;
    CHECK_NUMBER(dxi_reconcile(NULL, pages, 1, NULL, &reconciliation, &problems), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!problems);
    CHECK_NUMBER(dxi_reconcile(request, NULL, 1, NULL, &reconciliation, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_reconcile(request, pages, 1, NULL, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_reconcile(request, nothing, 1, NULL, &reconciliation, NULL), DXI_ERROR_NULL_ARGUMENT);
    /* No page is no list, and neither is the answer to an order. */
    CHECK_NUMBER(dxi_reconcile(request, pages, 0, NULL, &reconciliation, NULL), DXI_ERROR_INCOMPLETE_LIST);
    CHECK_NUMBER(dxi_reconcile(request, NULL, 0, NULL, &reconciliation, NULL), DXI_ERROR_INCOMPLETE_LIST);
    CHECK_NUMBER(dxi_reconcile(request, order, 1, NULL, &reconciliation, NULL), DXI_ERROR_INCOMPLETE_LIST);
    dxi_reconcile_options options = {.size = sizeof options - 1};
    CHECK_NUMBER(dxi_reconcile(request, pages, 1, &options, &reconciliation, NULL), DXI_ERROR_INVALID_ARGUMENT);
    options = (dxi_reconcile_options){.size = sizeof options, .rules = 4};
    CHECK_NUMBER(dxi_reconcile(request, pages, 1, &options, &reconciliation, NULL), DXI_ERROR_INVALID_ARGUMENT);
    const char *keys[] = {"", "\xff"};
    for (size_t i = 0; i < 2; i++) {
        options = (dxi_reconcile_options){.size = sizeof options, .identity_tag_key = keys[i]};
        CHECK_NUMBER(dxi_reconcile(request, pages, 1, &options, &reconciliation, NULL), DXI_ERROR_INVALID_ARGUMENT);
    }
    CHECK(!reconciliation);
    CHECK_NUMBER(dxi_reconciliation_to_json(NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!json);

    CHECK_NUMBER(dxi_reconcile(request, pages, 1, NULL, &reconciliation, NULL), DXI_OK);
    CHECK_NUMBER(dxi_reconciliation_decision(reconciliation), DXI_DECISION_CONFLICT);
    CHECK_NUMBER(dxi_reconciliation_to_json(reconciliation, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_reconciliation_decision(NULL), DXI_DECISION_AMBIGUOUS);
    CHECK_TEXT(dxi_reconciliation_explanation(NULL), NULL);
    CHECK_NUMBER(dxi_reconciliation_match_count(NULL), 0);
    CHECK_NUMBER(dxi_reconciliation_difference_count(NULL), 0);
    for (size_t i = 0; i < 3; i++) {
        size_t index = i < 2 ? i + 2 : indexes[i];
        const dxi_reconciliation *handles[] = {NULL, reconciliation};
        for (size_t k = 0; k < 2; k++) {
            CHECK(!dxi_reconciliation_match(handles[k], index));
            CHECK_TEXT(dxi_reconciliation_difference_path(handles[k], index), NULL);
            CHECK_TEXT(dxi_reconciliation_difference_desired(handles[k], index), NULL);
            CHECK_TEXT(dxi_reconciliation_difference_actual(handles[k], index), NULL);
            CHECK(!dxi_reconciliation_difference_is_conflict(handles[k], index));
        }
    }
    dxi_reconciliation_free(reconciliation);
    dxi_reconciliation_free(NULL);
    dxi_answer_free(page);
    dxi_answer_free(created);
    dxi_create_interconnect_request_free(request);
}

static void check_ensure_of_nothing(void)
{
    dxi_step step = 77;
    char *json = NULL;
    dxi_answer *answer = answer_of(DXI_OPERATION_DESCRIBE_INTERCONNECTS, "{}");
    CHECK_NUMBER(dxi_ensure_next(NULL, 0, 0, &step), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(step, 77);
    CHECK(!dxi_ensure_look(NULL));
    CHECK(!dxi_ensure_order(NULL));
    CHECK_NUMBER(dxi_ensure_wait_ms(NULL), 0);
    CHECK_NUMBER(dxi_ensure_receive(NULL, answer), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_result(NULL), 0);
    CHECK_TEXT(dxi_ensure_explanation(NULL), NULL);
    CHECK(!dxi_ensure_interconnect(NULL));
    CHECK(!dxi_ensure_reconciliation(NULL));
    CHECK_NUMBER(dxi_ensure_looks(NULL), 0);
    CHECK_NUMBER(dxi_ensure_orders(NULL), 0);
    CHECK(!dxi_ensure_found_after_unknown(NULL));
    CHECK_NUMBER(dxi_ensure_to_json(NULL, &json), DXI_ERROR_NULL_ARGUMENT);
    CHECK(!json);
    dxi_ensure_free(NULL);
    dxi_answer_free(answer);
}

static void check_ensure_options(void)
{
    dxi_create_interconnect_request *request = good_request(), *empty = dxi_create_interconnect_request_new();
    dxi_ensure *ensure = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_ensure_new(NULL, NULL, &ensure, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_new(request, NULL, NULL, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_new(empty, NULL, &ensure, &problems), DXI_ERROR_INVALID_REQUEST);
    CHECK_NUMBER(dxi_problems_count(problems), 3);
    dxi_problems_free(problems);
    dxi_ensure_options options = {.size = sizeof options + 1};
    CHECK_NUMBER(dxi_ensure_new(request, &options, &ensure, NULL), DXI_ERROR_INVALID_ARGUMENT);
    options = (dxi_ensure_options){.size = sizeof options, .rules = 8};
    CHECK_NUMBER(dxi_ensure_new(request, &options, &ensure, NULL), DXI_ERROR_INVALID_ARGUMENT);
    options = (dxi_ensure_options){.size = sizeof options, .identity_tag_key = ""};
    CHECK_NUMBER(dxi_ensure_new(request, &options, &ensure, NULL), DXI_ERROR_INVALID_ARGUMENT);
    /* One of two that go together. */
    options = (dxi_ensure_options){.size = sizeof options, .order_again_after_looks = 3};
    CHECK_NUMBER(dxi_ensure_new(request, &options, &ensure, NULL), DXI_ERROR_INVALID_ARGUMENT);
    options = (dxi_ensure_options){.size = sizeof options, .order_again_after_ms = 60000};
    CHECK_NUMBER(dxi_ensure_new(request, &options, &ensure, NULL), DXI_ERROR_INVALID_ARGUMENT);
    options = (dxi_ensure_options){.size = sizeof options, .identity_tag_key = "order"};
    CHECK_NUMBER(dxi_ensure_new(request, &options, &ensure, &problems), DXI_ERROR_INVALID_REQUEST);
    CHECK_NUMBER(dxi_problems_code(problems, 0), DXI_PROBLEM_NO_IDENTITY_TAG);
    CHECK(dxi_problems_suggestion(problems, 0) != NULL);
    dxi_problems_free(problems);
    CHECK(!ensure);
    dxi_create_interconnect_request_free(request);
    dxi_create_interconnect_request_free(empty);
}

/* What is called out of turn changes nothing. */
static void check_ensure_out_of_turn(void)
{
    dxi_create_interconnect_request *request = good_request();
    dxi_answer *list = answer_of(DXI_OPERATION_DESCRIBE_INTERCONNECTS, "{\"interconnects\":[]}");
    dxi_answer *created = answer_of(DXI_OPERATION_CREATE_INTERCONNECT, "{\"interconnectId\":\"dxcon-1\"}");
    dxi_ensure *ensure = NULL;
    dxi_step step = 77;
    char *json = NULL;
    CHECK_NUMBER(dxi_ensure_new(request, NULL, &ensure, NULL), DXI_OK);
    dxi_create_interconnect_request_free(request);

    CHECK(!dxi_ensure_look(ensure));
    CHECK_NUMBER(dxi_ensure_receive(ensure, list), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_receive(ensure, created), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_receive(ensure, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_to_json(ensure, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_next(ensure, 0, 0, &step), DXI_OK);
    CHECK_NUMBER(step, DXI_STEP_LOOK);
    CHECK_NUMBER(dxi_ensure_receive(ensure, created), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_receive(ensure, list), DXI_OK);
    CHECK_NUMBER(dxi_ensure_receive(ensure, list), DXI_ERROR_INVALID_ARGUMENT);
    /* A step that nobody could see is not taken: an order would count as placed. */
    CHECK_NUMBER(dxi_ensure_next(ensure, 0, 0, NULL), DXI_ERROR_NULL_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_orders(ensure), 0);
    CHECK_NUMBER(dxi_ensure_receive(ensure, created), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_next(ensure, 0, 0, &step), DXI_OK);
    CHECK_NUMBER(step, DXI_STEP_ORDER);
    CHECK_NUMBER(dxi_ensure_receive(ensure, list), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_orders(ensure), 1);
    CHECK_NUMBER(dxi_ensure_result(ensure), 0);
    CHECK_TEXT(dxi_ensure_explanation(ensure), NULL);
    CHECK(!dxi_ensure_interconnect(ensure));
    CHECK_NUMBER(dxi_ensure_to_json(ensure, &json), DXI_OK);
    CHECK(json && !strstr(json, "\"result\""));
    dxi_string_free(json);
    CHECK_NUMBER(dxi_ensure_receive(ensure, created), DXI_OK);
    CHECK_NUMBER(dxi_ensure_result(ensure), DXI_ENSURED_CREATED);
    /* Decided is decided. */
    CHECK_NUMBER(dxi_ensure_receive(ensure, list), DXI_ERROR_INVALID_ARGUMENT);
    CHECK_NUMBER(dxi_ensure_receive(ensure, created), DXI_ERROR_INVALID_ARGUMENT);
    const int64_t times[] = {INT64_MIN, -1, 0, INT64_MAX};
    for (size_t i = 0; i < 4; i++) {
        CHECK_NUMBER(dxi_ensure_next(ensure, times[i], 0.5, &step), DXI_OK);
        CHECK_NUMBER(step, DXI_STEP_DONE);
    }
    CHECK_NUMBER(dxi_ensure_orders(ensure), 1);
    /* The answers were copied. */
    dxi_answer_free(list);
    dxi_answer_free(created);
    CHECK_TEXT(dxi_interconnect_interconnect_id(dxi_ensure_interconnect(ensure), NULL), "dxcon-1");
    dxi_ensure_free(ensure);
}

static void check_states(void)
{
    CHECK_NUMBER(dxi_interconnect_state_from_string(NULL, 0), DXI_INTERCONNECT_STATE_ABSENT);
    CHECK_NUMBER(dxi_interconnect_state_from_string(NULL, NUL), DXI_INTERCONNECT_STATE_ABSENT);
    CHECK_NUMBER(dxi_interconnect_state_from_string("", NUL), DXI_INTERCONNECT_STATE_UNRECOGNISED);
    CHECK_NUMBER(dxi_interconnect_state_from_string("\xff", NUL), DXI_INTERCONNECT_STATE_UNRECOGNISED);
    CHECK_NUMBER(dxi_interconnect_state_from_string("pending", NUL), DXI_INTERCONNECT_STATE_PENDING);
    CHECK_NUMBER(dxi_interconnect_state_from_string("pending", 4), DXI_INTERCONNECT_STATE_UNRECOGNISED);
    CHECK_NUMBER(dxi_interconnect_state_from_string("a", NUL - 1), DXI_INTERCONNECT_STATE_UNRECOGNISED);
    const dxi_interconnect_state strange[] = {-1, 8, 98, 100, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < 6; i++) {
        CHECK(!dxi_interconnect_state_is_final(strange[i]));
        CHECK(dxi_interconnect_state_can_reach(strange[i], DXI_INTERCONNECT_STATE_AVAILABLE));
        CHECK(dxi_interconnect_state_can_become(DXI_INTERCONNECT_STATE_PENDING, strange[i]));
        CHECK(!dxi_interconnect_state_can_become(DXI_INTERCONNECT_STATE_DELETED, strange[i]));
    }
}

int main(void)
{
    check_request_of_nothing();
    check_request();
    check_signing();
    check_answer();
    check_reconcile();
    check_ensure_of_nothing();
    check_ensure_options();
    check_ensure_out_of_turn();
    check_states();
    return check_finish();
}
