/*
 * After fork: what the parent made works in the child, whole, when no thread of the parent was signing; where threads
 * were, the child makes a signer of its own, as the header says, and everything else is used as it is.
 *
 * Argument: how often it forks while threads sign (100).
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "answer_body.h"
#include "check.h"
#include "signing.h"

enum { THREADS = 4 };

static const char good[] = "{\"interconnectName\":\"acme\",\"bandwidth\":\"10Gbps\",\"location\":\"EqDC2\"}";
static const int64_t now = 1767323045;
static const dxi_signer_options options = {.size = sizeof options,
                                           .access_key_id = "AKIDEXAMPLE",
                                           .secret_access_key = "secret",
                                           .session_token = "token",
                                           .region = "us-east-1"};
static dxi_create_interconnect_request *request;
static dxi_http_request *http;
static dxi_answer *answer;
static dxi_problems *problems;
static char expected[300];

static size_t sign(const dxi_signer *signer, int64_t when)
{
    dxi_http_request *made = NULL;
    if (dxi_signer_sign(signer, request, when, NULL, &made, NULL) != DXI_OK)
        return 1;
    size_t wrong = when == now && strcmp(signing_header(made, "Authorization"), expected) != 0;
    dxi_http_request_free(made);
    return wrong;
}

/* Everything that is not a signer; its handles are freed, for this is the child. */
static size_t use_the_rest(void)
{
    size_t wrong = 0;
    char *json = NULL;
    wrong += dxi_http_request_to_json(http, &json) != DXI_OK || !strstr(json, expected);
    dxi_string_free(json);
    wrong += dxi_answer_to_json(answer, &json) != DXI_OK || !strstr(json, "dxcon-fg1a2b3c");
    dxi_string_free(json);
    wrong += dxi_problems_to_json(problems, &json) != DXI_OK || !strstr(json, "MISSING_MEMBER");
    dxi_string_free(json);
    wrong += dxi_create_interconnect_request_set_location(request, "CSVA1", DXI_NUL_TERMINATED) != DXI_OK;
    wrong += dxi_create_interconnect_request_set_location(request, "EqDC2", DXI_NUL_TERMINATED) != DXI_OK;
    return wrong;
}

static void free_all(void)
{
    dxi_http_request_free(http);
    dxi_answer_free(answer);
    dxi_problems_free(problems);
    dxi_create_interconnect_request_free(request);
}

/* Forks; the child takes the signer of the parent, or makes its own. */
static void check_child(dxi_signer *signer)
{
    fflush(stdout);
    pid_t child = fork();
    if (!child) {
        /* A child that waits for ever is ended, and counts as failed. */
        alarm(60);
        dxi_signer *own = signer;
        size_t wrong = !signer && dxi_signer_new(&options, &own, NULL) != DXI_OK;
        wrong += sign(own, now);
        wrong += sign(own, now + 86400);
        wrong += use_the_rest();
        wrong += sign(own, now);
        dxi_signer_free(own);
        free_all();
        _exit(wrong != 0);
    }
    int end = 1;
    waitpid(child, &end, 0);
    CHECK_NUMBER(end, 0);
}

static bool stop;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static bool is_to_stop(void)
{
    pthread_mutex_lock(&mutex);
    bool value = stop;
    pthread_mutex_unlock(&mutex);
    return value;
}

static void *sign_all_the_time(void *signer)
{
    size_t wrong = 0;
    for (int64_t day = 0; !is_to_stop(); day++)
        wrong += sign(signer, now + day % 2 * 86400);
    return (void *)wrong;
}

int main(int argc, char **argv)
{
    long forks = argc > 1 ? strtol(argv[1], NULL, 10) : 100;
    dxi_signer *signer = NULL;
    pthread_t threads[THREADS];
    const dxi_http_response response = {
        .size = sizeof response, .status = 200, .body = answer_body, .body_length = strlen(answer_body)};
    request = signing_request(good);
    dxi_create_interconnect_request *empty = signing_request("{}");
    CHECK_NUMBER(dxi_create_interconnect_request_validate(empty, 0, &problems), DXI_ERROR_INVALID_REQUEST);
    dxi_create_interconnect_request_free(empty);
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, NULL), DXI_OK);
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    snprintf(expected, sizeof expected, "%s", signing_header(http, "Authorization"));

    check_child(signer);
    for (int i = 0; i < THREADS; i++)
        CHECK_NUMBER(pthread_create(&threads[i], NULL, sign_all_the_time, signer), 0);
    for (long i = 0; i < forks; i++)
        check_child(NULL);
    pthread_mutex_lock(&mutex);
    stop = true;
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < THREADS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        CHECK_NUMBER((size_t)wrong, 0);
    }
    check_child(signer);
    dxi_signer_free(signer);
    free_all();
    return check_finish();
}
