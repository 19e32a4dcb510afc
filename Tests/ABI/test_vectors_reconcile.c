/* Tests/Vectors/reconcile.json: what there is to do, through the getters and through the JSON document. */
#include "check.h"
#include "vectors.h"

static const char *const decisions[] = {NULL, "create", "exists", "conflict", "ambiguous"};

static dxi_reconcile_options options_of(const json_t *test_case)
{
    const json_t *options = json_object_get(test_case, "options");
    return (dxi_reconcile_options){
        .size = sizeof(dxi_reconcile_options),
        .rules = vectors_rules(json_object_get(options, "rules")),
        .match_location = vectors_flag(options, "matchLocation"),
        .identity_tag_key = vectors_text(options, "identityTagKey"),
    };
}

static void check_problem_codes(const json_t *test_case, const json_t *actual)
{
    const json_t *expected = json_object_get(test_case, "problems");
    CHECK_NUMBER(json_array_size(actual), json_array_size(expected));
    for (size_t i = 0; i < json_array_size(expected); i++)
        CHECK_TEXT(json_string_value(json_object_get(json_array_get(actual, i), "code")), json_string_value(json_array_get(expected, i)));
}

static void check_getters(const json_t *test_case, const dxi_reconciliation *reconciliation)
{
    const json_t *matches = json_object_get(test_case, "matches"), *differences = json_object_get(test_case, "differences");
    dxi_decision decision = dxi_reconciliation_decision(reconciliation);
    CHECK(decision >= 1 && decision <= 4);
    CHECK_TEXT(decisions[decision], vectors_text(test_case, "decision"));
    const char *explanation = dxi_reconciliation_explanation(reconciliation);
    CHECK(explanation && *explanation);

    CHECK_NUMBER(dxi_reconciliation_match_count(reconciliation), json_array_size(matches));
    for (size_t i = 0; i <= json_array_size(matches); i++) { /* one further than there are */
        const dxi_interconnect *match = dxi_reconciliation_match(reconciliation, i);
        CHECK_TEXT(dxi_interconnect_interconnect_id(match, NULL), json_string_value(json_array_get(matches, i)));
        CHECK_NUMBER(match != NULL, i < json_array_size(matches));
    }
    CHECK_NUMBER(dxi_reconciliation_difference_count(reconciliation), json_array_size(differences));
    for (size_t i = 0; i <= json_array_size(differences); i++) {
        const json_t *difference = json_array_get(differences, i);
        CHECK_TEXT(dxi_reconciliation_difference_path(reconciliation, i), vectors_text(difference, "path"));
        CHECK_TEXT(dxi_reconciliation_difference_desired(reconciliation, i), vectors_text(difference, "desired"));
        CHECK_TEXT(dxi_reconciliation_difference_actual(reconciliation, i), vectors_text(difference, "actual"));
        CHECK_NUMBER(dxi_reconciliation_difference_is_conflict(reconciliation, i), vectors_flag(difference, "conflict"));
        /* The sentence names each conflict. */
        if (vectors_flag(difference, "conflict"))
            CHECK(explanation && strstr(explanation, vectors_text(difference, "path")));
    }
}

static void check_document(const json_t *test_case, const dxi_reconciliation *reconciliation)
{
    char *json = NULL;
    CHECK_NUMBER(dxi_reconciliation_to_json(reconciliation, &json), DXI_OK);
    json_t *document = json_loads(json ? json : "", 0, NULL);
    const json_t *matches = json_object_get(test_case, "matches");
    CHECK_TEXT(vectors_text(document, "decision"), vectors_text(test_case, "decision"));
    CHECK_TEXT(vectors_text(document, "explanation"), dxi_reconciliation_explanation(reconciliation));
    CHECK(json_equal(json_object_get(document, "differences"), json_object_get(test_case, "differences")));
    CHECK_NUMBER(json_array_size(json_object_get(document, "matches")), json_array_size(matches));
    for (size_t i = 0; i < json_array_size(matches); i++)
        CHECK_TEXT(vectors_text(json_array_get(json_object_get(document, "matches"), i), "interconnectId"),
                   json_string_value(json_array_get(matches, i)));
    json_decref(document);
    dxi_string_free(json);
}

static void check_reconcile(const json_t *test_case)
{
    const json_t *pages = json_object_get(test_case, "pages");
    const dxi_reconcile_options options = options_of(test_case);
    dxi_status expected = vectors_status(vectors_text(test_case, "status"));
    dxi_create_interconnect_request *desired = vectors_request(json_object_get(test_case, "desired"));
    dxi_answer *answers[8] = {NULL};
    size_t count = json_array_size(pages);
    for (size_t i = 0; i < count; i++) {
        char *body = json_dumps(json_array_get(pages, i), JSON_COMPACT);
        json_t *response = json_pack("{s:i,s:s}", "status", 200, "body", body);
        answers[i] = vectors_answer(response, DXI_OPERATION_DESCRIBE_INTERCONNECTS);
        json_decref(response);
        free(body);
    }
    dxi_reconciliation *reconciliation = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_reconcile(desired, (const dxi_answer *const *)answers, count, &options, &reconciliation, &problems), expected);
    /* Nothing of the answers is kept. */
    for (size_t i = 0; i < count; i++)
        dxi_answer_free(answers[i]);
    dxi_create_interconnect_request_free(desired);
    CHECK_NUMBER(reconciliation != NULL, expected == DXI_OK);
    if (reconciliation) {
        check_getters(test_case, reconciliation);
        check_document(test_case, reconciliation);
    }
    if (expected != DXI_OK) {
        char *json = NULL;
        dxi_problems_to_json(problems, &json);
        json_t *list = json_loads(json ? json : "", 0, NULL);
        check_problem_codes(test_case, list);
        json_decref(list);
        dxi_string_free(json);
    }
    dxi_problems_free(problems);
    dxi_reconciliation_free(reconciliation);
}

int main(void)
{
    vectors_run("Tests/Vectors/reconcile.json", check_reconcile);
    return check_finish();
}
