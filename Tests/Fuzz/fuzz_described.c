/*
 * What came back of DescribeInterconnects: delivery, status, the host's time, headers, body. Described only if jansson,
 * too, reads a whole list in which nothing that decides is hidden; never from a body that was cut.
 */
#include <stdio.h>
#include <stdlib.h>

#include "document.h"
#include "fuzz.h"

static dxi_answer *read_answer(const dxi_http_response *response)
{
    dxi_answer *answer = NULL;
    char *text = NULL;
    REQUIRE(dxi_answer_read(response, &answer) == DXI_OK && dxi_answer_to_json(answer, &text) == DXI_OK);
    json_t *document = fuzz_document(text);
    const json_t *list = json_object_get(document, "interconnects");
    dxi_outcome outcome = dxi_answer_outcome(answer);
    dxi_advice advice = dxi_answer_advice(answer);
    size_t count = dxi_answer_interconnect_count(answer);
    if (outcome == DXI_OUTCOME_DESCRIBED) {
        REQUIRE(response->delivery == DXI_DELIVERY_COMPLETE && response->status >= 200 && response->status < 300);
        REQUIRE(advice == DXI_ADVICE_DONE && json_is_array(list) && json_array_size(list) == count);
        REQUIRE(dxi_problems_error_count(dxi_answer_problems(answer)) == 0);
    } else {
        REQUIRE(outcome == DXI_OUTCOME_NOT_DESCRIBED && !list && count == 0 && !dxi_answer_next_token(answer, NULL));
        REQUIRE(advice == DXI_ADVICE_RESEND || advice == DXI_ADVICE_CORRECT_CLOCK || advice == DXI_ADVICE_FIX_REQUEST);
    }
    FUZZ_CHECK_GETTER(dxi_answer_next_token, answer);
    for (size_t i = 0; i < count; i++) {
        const dxi_interconnect *interconnect = dxi_answer_interconnect_at(answer, i);
        REQUIRE(interconnect);
        fuzz_check_interconnect(interconnect, json_array_get(list, i));
        size_t length = 0;
        const char *state = dxi_interconnect_interconnect_state_string(interconnect, &length);
        REQUIRE(dxi_interconnect_state_from_string(state, length) == dxi_interconnect_interconnect_state(interconnect));
    }
    REQUIRE(!dxi_answer_interconnect_at(answer, count));
    REQUIRE(dxi_answer_explanation(answer) && *dxi_answer_explanation(answer));
    fuzz_check_problems(dxi_answer_problems(answer), dxi_problems_error_count(dxi_answer_problems(answer)) > 0);
    json_decref(document);
    return answer;
}

/* Absent, null or a string: what reconciling reads of an interconnect. */
static bool is_readable(const json_t *interconnect)
{
    static const char *const deciding[] = {"interconnectId", "interconnectName", "interconnectState", "location",
                                           "bandwidth",      "lagId",            "providerName"};
    if (!json_is_object(interconnect))
        return false;
    for (size_t i = 0; i < sizeof deciding / sizeof *deciding; i++) {
        const json_t *value = json_object_get(interconnect, deciding[i]);
        if (value && !json_is_null(value) && !json_is_string(value))
            return false;
    }
    return true;
}

static void check_by_judge(const dxi_http_response *response, const dxi_answer *answer)
{
    if (dxi_answer_outcome(answer) != DXI_OUTCOME_DESCRIBED)
        return;
    json_error_t error = {.text = ""};
    bool has_mark = response->body_length > 2 && !memcmp(response->body, "\xef\xbb\xbf", 3);
    json_t *tree = json_loadb((const char *)response->body + (has_mark ? 3 : 0), response->body_length - (has_mark ? 3 : 0),
                              JSON_ALLOW_NUL, &error);
    if (!tree) {
        /* Bad UTF-8 in what decides nothing costs that alone. */
        REQUIRE(fuzz_is_excused(&error) || strstr(error.text, "unable to decode byte"));
        return;
    }
    const json_t *list = json_object_get(tree, "interconnects"), *token = json_object_get(tree, "nextToken"), *value;
    REQUIRE(json_is_array(list) && json_array_size(list) == dxi_answer_interconnect_count(answer));
    REQUIRE(!token || json_is_null(token) || json_is_string(token));
    REQUIRE((json_string_length(token) > 0) == (dxi_answer_next_token(answer, &(size_t){0}) != NULL));
    char *text = NULL;
    REQUIRE(dxi_answer_to_json(answer, &text) == DXI_OK);
    json_t *document = fuzz_document(text);
    size_t index;
    json_array_foreach(list, index, value)
    {
        REQUIRE(is_readable(value));
        document_check(json_array_get(json_object_get(document, "interconnects"), index), value, document_interconnect, true);
    }
    json_decref(document);
    json_decref(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t seed = (uint32_t)size * 2654435761u;
    dxi_http_response response = fuzz_response(&data, &size, DXI_OPERATION_DESCRIBE_INTERCONNECTS);
    dxi_answer *answer = read_answer(&response);
    check_by_judge(&response, answer);
    /* Cut before what is not blank, whether the host noticed or not: no list any more. */
    const char *body = response.body;
    size_t end = response.body_length;
    while (end && strchr(" \t\r\n", body[end - 1]) && body[end - 1])
        end--;
    for (int i = 0; i < 3 && end && dxi_answer_outcome(answer) == DXI_OUTCOME_DESCRIBED; i++) {
        seed = seed * 1664525 + 1013904223;
        response.body_length = seed % end;
        dxi_answer *part = read_answer(&response);
        REQUIRE(dxi_answer_outcome(part) == DXI_OUTCOME_NOT_DESCRIBED);
        dxi_answer_free(part);
    }

    /* Functions of numbers alone. */
    dxi_interconnect_state from = response.status & 15, to = response.status >> 4 & 15, next = (int32_t)response.now & 15;
    REQUIRE(!dxi_interconnect_state_can_become(from, to) || dxi_interconnect_state_can_reach(from, to));
    /* Two steps by way of a state that says something. */
    bool says_something = to >= DXI_INTERCONNECT_STATE_REQUESTED && to <= DXI_INTERCONNECT_STATE_DELETED;
    REQUIRE(!says_something || !dxi_interconnect_state_can_become(from, to) || !dxi_interconnect_state_can_become(to, next) ||
            dxi_interconnect_state_can_reach(from, next));
    REQUIRE(!dxi_interconnect_state_is_final(from) || from == to || !dxi_interconnect_state_can_reach(from, to));
    double random;
    memcpy(&random, &response.now, sizeof random);
    uint64_t least = (uint64_t)seed, most = (uint64_t)response.now;
    uint64_t delay = dxi_poll_delay_ms((uint32_t)response.status, random, least, most);
    REQUIRE(delay <= (most > least ? most : least));
    dxi_answer_free(answer);
    fuzz_free_response(&response);
    return 0;
}
