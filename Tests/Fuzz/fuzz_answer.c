/*
 * What came back: delivery, status, the host's time, headers, body. An id that can be read means created, and a body
 * that was cut never says more than the whole one.
 */
#include <stdio.h>
#include <stdlib.h>

#include "document.h"
#include "fuzz.h"

/* Whether something came back, whatever the host says of it. */
static bool is_here(const dxi_http_response *response)
{
    return response->delivery == DXI_DELIVERY_COMPLETE || response->delivery == DXI_DELIVERY_ANSWER_CUT_OFF || response->status != 0 ||
           response->headers_length > 0 || response->body_length > 0;
}

/* What holds of every answer. Returns it. */
static dxi_answer *read_answer(const dxi_http_response *response)
{
    dxi_answer *answer = NULL;
    char *text = NULL, *at_once = NULL;
    size_t length = 0;
    REQUIRE(dxi_answer_read(response, &answer) == DXI_OK && answer);
    REQUIRE(dxi_answer_to_json(answer, &text) == DXI_OK && dxi_answer_read_json(response, &at_once) == DXI_OK);
    REQUIRE(!strcmp(text, at_once));
    dxi_string_free(at_once);
    json_t *document = fuzz_document(text);

    dxi_outcome outcome = dxi_answer_outcome(answer);
    dxi_advice advice = dxi_answer_advice(answer);
    const dxi_interconnect *interconnect = dxi_answer_interconnect(answer);
    switch (outcome) {
    case DXI_OUTCOME_CREATED:
        REQUIRE(is_here(response) && response->status >= 200 && response->status < 300);
        REQUIRE(advice == DXI_ADVICE_DONE && interconnect);
        REQUIRE(dxi_interconnect_interconnect_id(interconnect, &length) && length > 0);
        fuzz_check_interconnect(interconnect, json_object_get(document, "interconnect"));
        break;
    case DXI_OUTCOME_NOT_CREATED:
        REQUIRE(advice == DXI_ADVICE_FIX_REQUEST || advice == DXI_ADVICE_CORRECT_CLOCK || advice == DXI_ADVICE_RESEND);
        REQUIRE(!interconnect);
        break;
    default:
        REQUIRE(outcome == DXI_OUTCOME_UNKNOWN && advice == DXI_ADVICE_LOOK_FIRST && !interconnect);
    }
    REQUIRE((json_object_get(document, "interconnect") != NULL) == (interconnect != NULL));
    REQUIRE((dxi_answer_service_error(answer) == DXI_SERVICE_ERROR_NONE) == (outcome == DXI_OUTCOME_CREATED || !is_here(response)));
    REQUIRE(dxi_answer_http_status(answer) == (is_here(response) ? response->status : 0));
    REQUIRE(dxi_answer_explanation(answer) && *dxi_answer_explanation(answer));
    FUZZ_CHECK_GETTER(dxi_answer_request_id, answer);
    FUZZ_CHECK_GETTER(dxi_answer_error_code, answer);
    FUZZ_CHECK_GETTER(dxi_answer_error_message, answer);
    fuzz_check_problems(dxi_answer_problems(answer), dxi_problems_error_count(dxi_answer_problems(answer)) > 0);
    REQUIRE(json_array_size(json_object_get(document, "problems")) == dxi_problems_count(dxi_answer_problems(answer)));

    uint64_t hint = 0, delay = dxi_answer_delay_ms(answer, (uint32_t)response->status, (double)response->now / 1e9);
    int64_t offset = 0;
    dxi_answer_retry_after_ms(answer, &hint);
    REQUIRE(delay >= hint && (delay <= 20000 || delay == hint));
    REQUIRE(!dxi_answer_clock_offset(answer, &offset) || response->now != 0);
    json_decref(document);
    return answer;
}

/* What jansson reads in a body, held against what we made of it. */
static void check_by_judge(const dxi_http_response *response, const dxi_answer *answer)
{
    json_t *tree = json_loadb(response->body ? response->body : "", response->body_length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
    const json_t *id = json_object_get(tree, "interconnectId");
    bool is_success = response->status >= 200 && response->status < 300;
    /* What says of itself that it is CBOR is not looked at, unless it begins as an object does. */
    if (tree && is_success && (*(const char *)response->body == '{' || !response->headers_length)) {
        bool shows_id = json_string_length(id) > 0;
        REQUIRE((dxi_answer_outcome(answer) == DXI_OUTCOME_CREATED) == shows_id);
        if (shows_id) {
            char *text = NULL;
            REQUIRE(dxi_answer_to_json(answer, &text) == DXI_OK);
            json_t *document = fuzz_document(text);
            document_check(json_object_get(document, "interconnect"), tree, document_interconnect, true);
            json_decref(document);
        }
    }
    /* An error that shows an id is never one that may be sent again. */
    if (tree && !is_success && json_string_length(id) > 0 && *(const char *)response->body == '{')
        REQUIRE(dxi_answer_outcome(answer) == DXI_OUTCOME_UNKNOWN);
    json_decref(tree);
}

/* Whether two answers name the same error, or neither names one. */
static bool is_same_code(const dxi_answer *left, const dxi_answer *right)
{
    size_t left_length = 0, right_length = 0;
    const char *code = dxi_answer_error_code(left, &left_length), *other = dxi_answer_error_code(right, &right_length);
    return code && other ? left_length == right_length && !memcmp(code, other, left_length) : code == other;
}

/* Whether a body is JSON in which no name comes twice. */
static bool is_unique(const dxi_http_response *response)
{
    json_t *tree = json_loadb(response->body, response->body_length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
    json_decref(tree);
    return tree != NULL;
}

/*
 * The same body, cut. An id that is read in the part is the whole one's. And what the whole says was or may be ordered
 * is not called "not created" by the part: of a success never, of an error unless its status or its code says so.
 */
static void check_cut(const dxi_http_response *response, const dxi_answer *whole, size_t cut, dxi_delivery delivery)
{
    dxi_http_response part = *response;
    part.body_length = cut;
    part.delivery = delivery;
    dxi_answer *answer = read_answer(&part);
    if (dxi_answer_outcome(answer) == DXI_OUTCOME_CREATED) {
        size_t left = 0, right = 0;
        REQUIRE(dxi_answer_outcome(whole) == DXI_OUTCOME_CREATED);
        const char *id = dxi_interconnect_interconnect_id(dxi_answer_interconnect(answer), &left);
        const char *whole_id = dxi_interconnect_interconnect_id(dxi_answer_interconnect(whole), &right);
        /* Of an id that comes twice the last one counts. */
        REQUIRE((left == right && !memcmp(id, whole_id, left)) || !is_unique(response));
    } else if (dxi_answer_outcome(answer) == DXI_OUTCOME_NOT_CREATED) {
        REQUIRE(dxi_answer_outcome(whole) != DXI_OUTCOME_CREATED);
        bool shows_id = strstr(dxi_answer_explanation(whole), "shows an interconnect") != NULL;
        bool is_told = dxi_answer_error_code(answer, &(size_t){0}) != NULL;
        bool is_plain = part.status >= 400 && part.status < 500 && part.status != 429;
        if (delivery == DXI_DELIVERY_ANSWER_CUT_OFF && (is_told ? is_same_code(answer, whole) && !shows_id && is_unique(response) : is_plain))
            REQUIRE(dxi_answer_outcome(whole) == DXI_OUTCOME_NOT_CREATED);
    }
    dxi_answer_free(answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t seed = (uint32_t)size * 2654435761u;
    dxi_http_response response = fuzz_response(&data, &size, DXI_OPERATION_CREATE_INTERCONNECT);

    dxi_answer *answer = read_answer(&response);
    check_by_judge(&response, answer);
    if (is_here(&response))
        for (int i = 0; i < 3 && response.body_length; i++) {
            seed = seed * 1664525 + 1013904223;
            check_cut(&response, answer, seed % response.body_length, i ? DXI_DELIVERY_ANSWER_CUT_OFF : response.delivery);
        }
    dxi_answer_free(answer);
    fuzz_free_response(&response);
    return 0;
}
