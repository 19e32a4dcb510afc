/*
 * The conversation against a service whose habits the input decides, a byte for each step: lists that fail, are cut, have
 * pages, show it without its name or are slow to show it; orders that are placed, refused or lost; a host that forgets to give
 * an answer back.
 * Input: four numbers (look_again_ms, order_again_after_looks, order_again_after_ms, whether it is there already), then the bytes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

#define NAMED "\"interconnectName\":\"acme\",\"location\":\"EqDC2\",\"bandwidth\":\"10Gbps\""

/* The truth, which the conversation does not see. */
static struct {
    bool was_there;
    unsigned placed;    /* how many orders the service took */
    unsigned handed;    /* how many orders were handed out */
    bool is_uncertain;  /* one of them was lost */
} service;

static dxi_answer *answer_of(dxi_operation operation, dxi_delivery delivery, int32_t status, const char *body)
{
    dxi_answer *answer = NULL;
    const dxi_http_response response = {.size = sizeof response,
                                        .operation = operation,
                                        .delivery = delivery,
                                        .status = status,
                                        .body = body,
                                        .body_length = strlen(body)};
    REQUIRE(dxi_answer_read(&response, &answer) == DXI_OK);
    return answer;
}

static void give(dxi_ensure *ensure, dxi_answer *answer, dxi_status expected)
{
    REQUIRE(dxi_ensure_receive(ensure, answer) == expected);
    dxi_answer_free(answer);
}

static void look(dxi_ensure *ensure, uint8_t habit)
{
    const dxi_describe_interconnects_request *request = dxi_ensure_look(ensure);
    REQUIRE(request && dxi_describe_interconnects_request_validate(request, 0, NULL) == DXI_OK);
    const char *token = dxi_describe_interconnects_request_next_token(request, NULL);
    bool shows = service.was_there || (service.placed && !(habit & 8));
    char body[400] = "{\"interconnects\":[],\"nextToken\":\"more\"}";
    /* What is there comes on the last page. */
    if (token || (habit & 7) != 2)
        snprintf(body, sizeof body, "{\"interconnects\":[%s%s%s]}", shows ? "{\"interconnectId\":\"dxcon-1\"," NAMED "}" : "",
                 shows && service.placed + service.was_there > 1 && !(habit & 8) ? "," : "",
                 shows && service.placed + service.was_there > 1 && !(habit & 8) ? "{\"interconnectId\":\"dxcon-2\"," NAMED "}" : "");
    const dxi_operation describe = DXI_OPERATION_DESCRIBE_INTERCONNECTS;
    switch (habit & 7) {
    case 3:
        give(ensure, answer_of(describe, DXI_DELIVERY_COMPLETE, 503, "{}"), DXI_OK);
        break;
    case 4:
        give(ensure, answer_of(describe, DXI_DELIVERY_NO_ANSWER, 0, ""), DXI_OK);
        break;
    case 5:
        body[strlen(body) - 1 - (habit >> 4)] = 0;
        give(ensure, answer_of(describe, DXI_DELIVERY_COMPLETE, 200, body), DXI_OK);
        break;
    case 6: /* forgotten */
        break;
    case 7: /* the answer to something else: nothing has changed */
        give(ensure, answer_of(DXI_OPERATION_CREATE_INTERCONNECT, DXI_DELIVERY_COMPLETE, 400, "{\"__type\":\"X\"}"), DXI_ERROR_INVALID_ARGUMENT);
        break;
    default:
        /* A list that nobody can tell anything by: what is there may be somebody else's, or the one that is wanted. */
        if (shows && habit & 16)
            snprintf(body, sizeof body, "{\"interconnects\":[{\"interconnectId\":\"dxcon-1\",\"location\":\"EqDC2\"}]}");
        give(ensure, answer_of(describe, DXI_DELIVERY_COMPLETE, 200, body), DXI_OK);
    }
}

static void order(dxi_ensure *ensure, uint8_t habit)
{
    static const struct {
        bool is_placed, is_lost;
        dxi_delivery delivery;
        int32_t status;
        const char *body;
    } habits[8] = {
        {true, false, DXI_DELIVERY_COMPLETE, 200, "{\"interconnectId\":\"dxcon-1\"," NAMED "}"},
        {true, true, DXI_DELIVERY_NO_ANSWER, 0, ""},
        {true, true, 0, 0, NULL}, /* forgotten */
        {false, false, DXI_DELIVERY_COMPLETE, 400, "{\"__type\":\"DirectConnectClientException\"}"},
        {false, true, DXI_DELIVERY_COMPLETE, 500, ""},
        {true, true, DXI_DELIVERY_COMPLETE, 200, "<html>"},
        {false, false, DXI_DELIVERY_COMPLETE, 429, ""},
        {true, false, DXI_DELIVERY_ANSWER_CUT_OFF, 200, "{\"interconnectId\":\"dxcon-1\",\"inter"},
    };
    const dxi_create_interconnect_request *request = dxi_ensure_order(ensure);
    REQUIRE(request && dxi_create_interconnect_request_validate(request, 0, NULL) == DXI_OK);
    /* Every list was true, so what was there has been seen. */
    REQUIRE(!service.was_there);
    service.handed++;
    service.placed += habits[habit & 7].is_placed;
    service.is_uncertain = service.is_uncertain || habits[habit & 7].is_lost;
    REQUIRE(dxi_ensure_orders(ensure) == service.handed);
    if (habits[habit & 7].body)
        give(ensure, answer_of(DXI_OPERATION_CREATE_INTERCONNECT, habits[habit & 7].delivery, habits[habit & 7].status, habits[habit & 7].body),
             DXI_OK);
}

static void check_result(dxi_ensure *ensure)
{
    dxi_ensured result = dxi_ensure_result(ensure);
    const dxi_interconnect *interconnect = dxi_ensure_interconnect(ensure);
    REQUIRE(dxi_ensure_explanation(ensure) && *dxi_ensure_explanation(ensure));
    switch (result) {
    case DXI_ENSURED_CREATED:
        REQUIRE(service.placed >= 1 && interconnect);
        break;
    case DXI_ENSURED_EXISTS:
        REQUIRE(service.was_there && service.handed == 0 && interconnect);
        break;
    case DXI_ENSURED_NOT_CREATED:
        /* Only of what certainly was not. */
        REQUIRE(service.placed == 0 && !service.is_uncertain);
        break;
    case DXI_ENSURED_AMBIGUOUS:
        REQUIRE(service.placed + service.was_there > 1 && dxi_ensure_reconciliation(ensure));
        break;
    default:
        REQUIRE(result == DXI_ENSURED_UNKNOWN && service.is_uncertain && !interconnect);
    }
    REQUIRE(!dxi_ensure_found_after_unknown(ensure) || (result == DXI_ENSURED_CREATED && service.is_uncertain));
    REQUIRE(dxi_ensure_looks(ensure) > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dxi_create_interconnect_request *request;
    if (!request)
        REQUIRE(dxi_create_interconnect_request_from_json("{" NAMED "}", DXI_NUL_TERMINATED, &request, NULL) == DXI_OK);
    dxi_ensure_options options = {.size = sizeof options};
    options.look_again_ms = (uint64_t)fuzz_number(&data, &size);
    options.order_again_after_looks = (uint32_t)fuzz_number(&data, &size);
    options.order_again_after_ms = (uint64_t)fuzz_number(&data, &size);
    memset(&service, 0, sizeof service);
    service.was_there = fuzz_number(&data, &size) & 1;
    dxi_ensure *ensure = NULL;
    dxi_status status = dxi_ensure_new(request, &options, &ensure, NULL);
    if ((options.order_again_after_looks > 0) != (options.order_again_after_ms > 0)) {
        REQUIRE(status == DXI_ERROR_INVALID_ARGUMENT && !ensure);
        return 0;
    }
    REQUIRE(status == DXI_OK);

    int64_t now = 0;
    dxi_step step = 0;
    for (int steps = 0; step != DXI_STEP_DONE; steps++) {
        /* When the bytes are over, everything works and time goes by. */
        uint8_t habit = size ? *data : 0;
        data += size > 0;
        size -= size > 0;
        REQUIRE(dxi_ensure_next(ensure, now, (double)habit / 255, &step) == DXI_OK);
        REQUIRE((dxi_ensure_result(ensure) != 0) == (step == DXI_STEP_DONE));
        REQUIRE(step == DXI_STEP_DONE || !dxi_ensure_explanation(ensure));
        switch (step) {
        case DXI_STEP_LOOK:
            look(ensure, habit);
            break;
        case DXI_STEP_ORDER:
            order(ensure, habit);
            break;
        case DXI_STEP_WAIT:
            REQUIRE(dxi_ensure_wait_ms(ensure) > 0);
            /* As asked for, a part of it, or with a clock that goes back. */
            now += habit & 1 ? (int64_t)(dxi_ensure_wait_ms(ensure) / 2) : habit & 2 ? -1000 : (int64_t)dxi_ensure_wait_ms(ensure);
            break;
        default:
            REQUIRE(step == DXI_STEP_DONE);
        }
        REQUIRE(service.handed <= (options.order_again_after_looks ? 2u : 1u));
        /* Not endless, if time goes by: a look every 15 s at most. */
        if (steps > 5000 && !size) {
            dxi_ensure_free(ensure);
            return 0;
        }
    }
    check_result(ensure);
    REQUIRE(dxi_ensure_next(ensure, now + 100000, 0, &step) == DXI_OK && step == DXI_STEP_DONE);
    give(ensure, answer_of(DXI_OPERATION_DESCRIBE_INTERCONNECTS, DXI_DELIVERY_NO_ANSWER, 0, ""), DXI_ERROR_INVALID_ARGUMENT);
    char *text = NULL;
    REQUIRE(dxi_ensure_to_json(ensure, &text) == DXI_OK);
    json_t *document = fuzz_document(text);
    REQUIRE(json_object_get(document, "result") && json_integer_value(json_object_get(document, "orders")) == service.handed);
    json_decref(document);
    dxi_ensure_free(ensure);
    return 0;
}
