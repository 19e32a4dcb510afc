/* Eight threads with one signer and one request, over two days, so that the kept key changes while others use it. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "answer_body.h"
#include "check.h"
#include "signing.h"

enum { THREADS = 8, ROUNDS = 12 };

static dxi_signer *signer;
static dxi_create_interconnect_request *request;
static char expected[2][300];

static int64_t time_of(int round)
{
    return 1767323045 + (round % 2) * 86400;
}

/* Checks are counted by the main thread alone: a thread returns how many went wrong. */
static void *run(void *unused)
{
    size_t wrong = 0;
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        dxi_http_request *http = NULL;
        dxi_answer *answer = NULL;
        char *text = NULL;
        dxi_problems *problems = NULL;
        wrong += dxi_signer_sign(signer, request, time_of(round), NULL, &http, &problems) != DXI_OK;
        wrong += strcmp(signing_header(http, "Authorization"), expected[round % 2]) != 0;
        dxi_problems_free(problems);
        wrong += dxi_create_interconnect_request_validate(request, 0, NULL) != DXI_OK;
        wrong += strcmp(dxi_create_interconnect_request_location(request, NULL), "EqDC2") != 0;
        dxi_create_interconnect_request *copy = dxi_create_interconnect_request_copy(request);
        wrong += dxi_create_interconnect_request_set_location(copy, "CSVA1", DXI_NUL_TERMINATED) != DXI_OK;
        dxi_create_interconnect_request_free(copy);
        const dxi_http_response response = {
            .size = sizeof response, .status = 200, .body = answer_body, .body_length = strlen(answer_body)};
        wrong += dxi_answer_read(&response, &answer) != DXI_OK;
        wrong += dxi_answer_to_json(answer, &text) != DXI_OK;
        wrong += strcmp(dxi_signer_region(signer), "us-east-1") != 0;
        dxi_string_free(text);
        dxi_answer_free(answer);
        dxi_http_request_free(http);
    }
    return (void *)wrong;
}

int main(void)
{
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = "AKIDEXAMPLE",
                                        .secret_access_key = "secret",
                                        .session_token = "token",
                                        .region = "us-east-1"};
    request = signing_request(
        "{\"interconnectName\":\"a\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}");
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
        CHECK_NUMBER(pthread_create(&threads[i], NULL, run, NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        CHECK_NUMBER((size_t)wrong, 0);
    }
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(request);
    return check_finish();
}
