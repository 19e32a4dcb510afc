/* Tests/Vectors/ensure.json: conversations, step by step. */
#include "check.h"
#include "vectors.h"

static const char *const steps[] = {NULL, "LOOK", "ORDER", "WAIT", "DONE"};
static const char *const results[] = {NULL, "created", "exists", "conflict", "ambiguous", "not_created", "unknown"};
static const char *const decisions[] = {NULL, "create", "exists", "conflict", "ambiguous"};

static dxi_ensure_options options_of(const json_t *test_case)
{
    const json_t *options = json_object_get(test_case, "options");
    return (dxi_ensure_options){
        .size = sizeof(dxi_ensure_options),
        .rules = vectors_rules(json_object_get(options, "rules")),
        .match_location = vectors_flag(options, "matchLocation"),
        .identity_tag_key = vectors_text(options, "identityTagKey"),
        .look_again_ms = (uint64_t)json_integer_value(json_object_get(options, "lookAgainMs")),
        .order_again_after_looks = (uint32_t)json_integer_value(json_object_get(options, "orderAgainAfterLooks")),
        .order_again_after_ms = (uint64_t)json_integer_value(json_object_get(options, "orderAgainAfterMs")),
    };
}

/* What a step asks to be sent. */
static void check_request(const dxi_ensure *ensure, const json_t *test_case, const json_t *step)
{
    const json_t *look = json_object_get(step, "look");
    char *body = NULL, *expected;
    if (look) {
        CHECK_NUMBER(dxi_describe_interconnects_request_body(dxi_ensure_look(ensure), 0, &body, NULL, NULL), DXI_OK);
        expected = json_dumps(look, JSON_COMPACT);
        CHECK_TEXT(body, expected);
        free(expected);
    } else if (!strcmp(vectors_text(step, "step"), "ORDER")) {
        dxi_create_interconnect_request *desired = vectors_request(json_object_get(test_case, "desired"));
        char *same = NULL;
        CHECK_NUMBER(dxi_create_interconnect_request_body(dxi_ensure_order(ensure), 0, &body, NULL, NULL), DXI_OK);
        CHECK_NUMBER(dxi_create_interconnect_request_body(desired, 0, &same, NULL, NULL), DXI_OK);
        CHECK_TEXT(body, same);
        dxi_string_free(same);
        dxi_create_interconnect_request_free(desired);
    }
    dxi_string_free(body);
}

static dxi_status receive(dxi_ensure *ensure, const json_t *response, dxi_operation operation)
{
    dxi_answer *answer = vectors_answer(response, operation);
    dxi_status status = dxi_ensure_receive(ensure, answer);
    dxi_answer_free(answer);
    return status;
}

static void check_step(dxi_ensure *ensure, const json_t *test_case, const json_t *expected)
{
    dxi_step step = 0;
    const json_t *random = json_object_get(expected, "random"), *wait = json_object_get(expected, "waitMs");
    const json_t *response = json_object_get(expected, "receive"), *refused;
    size_t i;
    int64_t now = json_integer_value(json_object_get(expected, "now"));
    CHECK_NUMBER(dxi_ensure_next(ensure, now, random ? json_number_value(random) : 0, &step), DXI_OK);
    CHECK(step >= 1 && step <= 4);
    CHECK_TEXT(steps[step], vectors_text(expected, "step"));
    CHECK_NUMBER(dxi_ensure_result(ensure) != 0, step == DXI_STEP_DONE);
    if (wait)
        CHECK_NUMBER(dxi_ensure_wait_ms(ensure), json_integer_value(wait));
    check_request(ensure, test_case, expected);
    json_array_foreach(json_object_get(expected, "refuse"), i, refused)
    {
        bool is_order = !strcmp(vectors_text(refused, "operation"), "CreateInterconnect");
        CHECK_NUMBER(receive(ensure, json_object_get(refused, "receive"),
                             is_order ? DXI_OPERATION_CREATE_INTERCONNECT : DXI_OPERATION_DESCRIBE_INTERCONNECTS),
                     DXI_ERROR_INVALID_ARGUMENT);
    }
    if (response) {
        dxi_operation operation = step == DXI_STEP_ORDER ? DXI_OPERATION_CREATE_INTERCONNECT : DXI_OPERATION_DESCRIBE_INTERCONNECTS;
        CHECK_NUMBER(receive(ensure, response, operation), DXI_OK);
        /* Nobody answers twice. */
        CHECK_NUMBER(receive(ensure, response, operation), DXI_ERROR_INVALID_ARGUMENT);
    }
}

static void check_end(const json_t *test_case, const dxi_ensure *ensure)
{
    dxi_ensured result = dxi_ensure_result(ensure);
    CHECK(result >= 1 && result <= 6);
    CHECK_TEXT(results[result], vectors_text(test_case, "result"));
    CHECK_NUMBER(dxi_ensure_looks(ensure), json_integer_value(json_object_get(test_case, "looks")));
    CHECK_NUMBER(dxi_ensure_orders(ensure), json_integer_value(json_object_get(test_case, "orders")));
    CHECK_NUMBER(dxi_ensure_found_after_unknown(ensure), vectors_flag(test_case, "foundAfterUnknown"));
    CHECK(dxi_ensure_explanation(ensure) && *dxi_ensure_explanation(ensure));
    CHECK_TEXT(dxi_interconnect_interconnect_id(dxi_ensure_interconnect(ensure), NULL), vectors_text(test_case, "interconnectId"));
    const dxi_reconciliation *reconciliation = dxi_ensure_reconciliation(ensure);
    CHECK_NUMBER(reconciliation != NULL, vectors_text(test_case, "decision") != NULL);
    if (reconciliation)
        CHECK_TEXT(decisions[dxi_reconciliation_decision(reconciliation)], vectors_text(test_case, "decision"));

    char *json = NULL;
    CHECK_NUMBER(dxi_ensure_to_json(ensure, &json), DXI_OK);
    json_t *document = json_loads(json ? json : "", 0, NULL);
    CHECK_TEXT(vectors_text(document, "result"), vectors_text(test_case, "result"));
    CHECK_TEXT(vectors_text(document, "explanation"), dxi_ensure_explanation(ensure));
    CHECK(json_equal(json_object_get(document, "looks"), json_object_get(test_case, "looks")));
    CHECK(json_equal(json_object_get(document, "orders"), json_object_get(test_case, "orders")));
    CHECK_NUMBER(vectors_flag(document, "foundAfterUnknown"), vectors_flag(test_case, "foundAfterUnknown"));
    CHECK_TEXT(vectors_text(json_object_get(document, "interconnect"), "interconnectId"), vectors_text(test_case, "interconnectId"));
    CHECK_TEXT(vectors_text(json_object_get(document, "reconciliation"), "decision"), vectors_text(test_case, "decision"));
    json_decref(document);
    dxi_string_free(json);
}

static void check_conversation(const json_t *test_case)
{
    const dxi_ensure_options options = options_of(test_case);
    dxi_create_interconnect_request *desired = vectors_request(json_object_get(test_case, "desired"));
    dxi_ensure *ensure = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_ensure_new(desired, &options, &ensure, &problems), DXI_OK);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(desired);
    size_t i;
    json_t *step;
    json_array_foreach(json_object_get(test_case, "steps"), i, step) check_step(ensure, test_case, step);
    check_end(test_case, ensure);
    dxi_ensure_free(ensure);
}

int main(void)
{
    vectors_run("Tests/Vectors/ensure.json", check_conversation);
    return check_finish();
}
