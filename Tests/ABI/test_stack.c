/* Everything at the bindings' border on a stack of 64 KiB, with nesting that no recursion would survive. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "answer_body.h"
#include "check.h"
#include "dxinterconnect.h"

static char *nested(const char *before, const char *after, size_t depth)
{
    size_t left = strlen(before);
    char *text = malloc(left + 2 * depth + strlen(after) + 1);
    memcpy(text, before, left);
    memset(text + left, '[', depth);
    memset(text + left + depth, ']', depth);
    strcpy(text + left + 2 * depth, after);
    return text;
}

static void check_request(const dxi_signer *signer, const char *text)
{
    dxi_create_interconnect_request *request = NULL;
    dxi_problems *problems = NULL;
    char *json = NULL;
    dxi_status status = dxi_create_interconnect_request_from_json(text, DXI_NUL_TERMINATED, &request, &problems);
    CHECK(status == DXI_OK || status == DXI_ERROR_INVALID_JSON);
    if (status == DXI_OK) {
        CHECK_NUMBER(dxi_create_interconnect_request_to_json(request, &json), DXI_OK);
        dxi_string_free(json);
        json = NULL;
    }
    CHECK_NUMBER(dxi_problems_to_json(problems, &json), DXI_OK);
    dxi_string_free(json);
    dxi_problems_free(problems);
    json = NULL;
    dxi_signer_sign_json(signer, text, DXI_NUL_TERMINATED, 1767323045, NULL, &json);
    CHECK(json != NULL);
    dxi_string_free(json);
    if (request) {
        const dxi_sign_options options = {.size = sizeof options, .rules = DXI_ALLOW_UNKNOWN_MEMBERS};
        CHECK_NUMBER(dxi_signer_describe(signer, request, 1767323045, &options, DXI_DESCRIPTION_JSON, &json, NULL), DXI_OK);
        dxi_string_free(json);
    }
    dxi_create_interconnect_request_free(request);
}

static void check_answer(const char *body, int32_t status)
{
    const dxi_http_response response = {.size = sizeof response, .status = status, .body = body, .body_length = strlen(body)};
    char *json = NULL;
    CHECK_NUMBER(dxi_answer_read_json(&response, &json), DXI_OK);
    CHECK(json && strstr(json, status == 200 ? "\"created\"" : "\"unknown\""));
    dxi_string_free(json);
}

static void *on_small_stack(void *unused)
{
    const dxi_signer_options options = {
        .size = sizeof options, .access_key_id = "AKIDEXAMPLE", .secret_access_key = "secret", .region = "us-east-1"};
    const size_t depths[] = {1, 31, 32, 33, 2000, 100000};
    dxi_signer *signer = NULL;
    (void)unused;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    check_answer(answer_body, 200);
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        char *text =
            nested("{\"interconnectName\":\"a\",\"bandwidth\":\"1Gbps\",\"location\":\"EqDC2\",\"foo\":", "}", depths[i]);
        check_request(signer, text);
        free(text);
        text = nested("{\"interconnectId\":\"a\",\"new\":", "}", depths[i]);
        check_answer(text, 200);
        check_answer(text, 503);
        free(text);
    }
    dxi_signer_free(signer);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    CHECK_NUMBER(pthread_attr_setstacksize(&attributes, 64 << 10), 0);
    CHECK_NUMBER(pthread_create(&thread, &attributes, on_small_stack, NULL), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    return check_finish();
}
