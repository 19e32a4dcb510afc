/*
 * Eight threads with one signer, over two days, so that the kept key changes while others use it; they share a request
 * and a list that nobody changes, and have requests, answers and conversations of their own. Argument: how many operations, all threads together; an
 * operation is an order from the request to what its answer says.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "answer_body.h"
#include "check.h"
#include "signing.h"

enum { THREADS = 8 };
static long rounds = 12;

static dxi_signer *signer;
static dxi_create_interconnect_request *request;
static dxi_describe_interconnects_request *look;
static dxi_answer *list;
static char expected[2][300];

static int64_t time_of(long round)
{
    return 1767323045 + (round % 2) * 86400;
}

/* What is the thread's own: a request with its name in it, signed by the shared signer, and an answer with its id. */
static size_t order(size_t number, long round)
{
    size_t wrong = 0, length = 0;
    char name[60], body[300];
    dxi_http_request *http = NULL;
    dxi_answer *answer = NULL;
    char *text = NULL;
    dxi_create_interconnect_request *own = dxi_create_interconnect_request_copy(request);
    snprintf(name, sizeof name, "thread-%zu-%ld", number, round);
    wrong += dxi_create_interconnect_request_set_interconnect_name(own, name, DXI_NUL_TERMINATED) != DXI_OK;
    wrong += dxi_create_interconnect_request_add_tag(own, name, DXI_NUL_TERMINATED, "", 0) != DXI_OK;
    wrong += dxi_signer_sign(signer, own, time_of(round), NULL, &http, NULL) != DXI_OK;
    snprintf(body, sizeof body,
             "{\"interconnectName\":\"%s\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\","
             "\"tags\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"%s\",\"value\":\"\"}]}",
             name, name);
    const char *sent = dxi_http_request_body(http, &length);
    wrong += !sent || length != strlen(body) || memcmp(sent, body, length) != 0;
    dxi_http_request_free(http);
    dxi_create_interconnect_request_free(own);

    snprintf(body, sizeof body, "{\"interconnectId\":\"dxcon-%s\",\"new\":[%ld]}", name, round);
    const dxi_http_response response = {.size = sizeof response, .status = 200, .body = body, .body_length = strlen(body)};
    wrong += dxi_answer_read(&response, &answer) != DXI_OK;
    const char *id = dxi_interconnect_interconnect_id(dxi_answer_interconnect(answer), NULL);
    wrong += !id || strcmp(id + strlen("dxcon-"), name) != 0;
    wrong += dxi_answer_to_json(answer, &text) != DXI_OK || !strstr(text, name);
    dxi_string_free(text);
    dxi_answer_free(answer);
    return wrong;
}

/* The shared list, reconciled and given to a conversation of the thread's own. */
static size_t ensure(long round)
{
    const dxi_answer *pages[] = {list};
    dxi_http_request *http = NULL;
    dxi_reconciliation *reconciliation = NULL;
    dxi_ensure *ensure = NULL;
    dxi_step step = 0;
    size_t wrong = dxi_signer_sign_describe_interconnects(signer, look, time_of(round), NULL, &http, NULL) != DXI_OK;
    dxi_http_request_free(http);
    wrong += dxi_reconcile(request, pages, 1, NULL, &reconciliation, NULL) != DXI_OK;
    const char *id = dxi_interconnect_interconnect_id(dxi_reconciliation_match(reconciliation, 0), NULL);
    wrong += !id || strcmp(id, dxi_interconnect_interconnect_id(dxi_answer_interconnect_at(list, 0), NULL)) != 0;
    dxi_reconciliation_free(reconciliation);
    wrong += dxi_ensure_new(request, NULL, &ensure, NULL) != DXI_OK;
    wrong += dxi_ensure_next(ensure, 0, 0, &step) != DXI_OK || step != DXI_STEP_LOOK;
    wrong += dxi_ensure_receive(ensure, list) != DXI_OK;
    wrong += dxi_ensure_result(ensure) != DXI_ENSURED_EXISTS;
    dxi_ensure_free(ensure);
    return wrong;
}

/* Checks are counted by the main thread alone: a thread returns how many went wrong. */
static void *run(void *number)
{
    size_t wrong = 0;
    for (long round = 0; round < rounds; round++) {
        dxi_http_request *http = NULL;
        dxi_answer *answer = NULL;
        dxi_problems *problems = NULL;
        wrong += dxi_signer_sign(signer, request, time_of(round), NULL, &http, &problems) != DXI_OK;
        wrong += strcmp(signing_header(http, "Authorization"), expected[round % 2]) != 0;
        dxi_problems_free(problems);
        dxi_http_request_free(http);
        wrong += dxi_create_interconnect_request_validate(request, 0, NULL) != DXI_OK;
        wrong += strcmp(dxi_create_interconnect_request_location(request, NULL), "EqDC2") != 0;
        wrong += strcmp(dxi_signer_region(signer), "us-east-1") != 0;
        const dxi_http_response response = {
            .size = sizeof response, .status = 200, .body = answer_body, .body_length = strlen(answer_body)};
        wrong += dxi_answer_read(&response, &answer) != DXI_OK;
        dxi_answer_free(answer);
        /* Of a text as short as this there is nothing to make room for: an empty array, of which Swift has one for all. */
        const dxi_http_response short_response = {.size = sizeof response, .status = 500, .body = "{}", .body_length = 2};
        wrong += dxi_answer_read(&short_response, &answer) != DXI_OK;
        dxi_answer_free(answer);
        wrong += order((size_t)number, round);
        wrong += ensure(round);
    }
    return (void *)wrong;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        rounds = (strtol(argv[1], NULL, 10) + THREADS - 1) / THREADS;
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = "secret",
                                        .session_token = "token",
                                        .region = "us-east-1"};
    request = signing_request(
        "{\"interconnectName\":\"a\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}");
    const char *body = "{\"interconnects\":[{\"interconnectId\":\"dxcon-1\",\"interconnectName\":\"a\",\"bandwidth\":\"10G\","
                       "\"location\":\"EqDC2\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}]}";
    const dxi_http_response response = {.size = sizeof response,
                                        .status = 200,
                                        .body = body,
                                        .body_length = strlen(body),
                                        .operation = DXI_OPERATION_DESCRIBE_INTERCONNECTS};
    CHECK_NUMBER(dxi_answer_read(&response, &list), DXI_OK);
    look = dxi_describe_interconnects_request_new();
    for (int day = 0; day < 2; day++) {
        dxi_http_request *http = NULL;
        CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
        CHECK_NUMBER(dxi_signer_sign(signer, request, time_of(day), NULL, &http, NULL), DXI_OK);
        snprintf(expected[day], sizeof expected[day], "%s", signing_header(http, "Authorization"));
        dxi_http_request_free(http);
        if (day == 0)
            dxi_signer_free(signer);
    }
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        CHECK_NUMBER(pthread_create(&threads[i], NULL, run, (void *)(size_t)i), 0);
    for (int i = 0; i < THREADS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        CHECK_NUMBER((size_t)wrong, 0);
    }
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(request);
    dxi_describe_interconnects_request_free(look);
    dxi_answer_free(list);
    return check_finish();
}
