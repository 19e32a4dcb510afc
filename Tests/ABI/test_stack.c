/*
 * Every function that takes text, on a stack of 64 KiB: with nesting that no recursion would survive, texts of a
 * quarter of a mebibyte, and thousands of problems. What was used of the stack is told at the end.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

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

static void check_request(const dxi_signer *signer, const char *text, bool is_good)
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
    dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, text, DXI_NUL_TERMINATED, 1767323045, NULL, &json);
    CHECK(json != NULL);
    dxi_string_free(json);
    if (request) {
        const dxi_sign_options options = {.size = sizeof options, .rules = DXI_ALLOW_UNKNOWN_MEMBERS};
        json = NULL;
        CHECK_NUMBER(dxi_signer_describe(signer, request, 1767323045, &options, DXI_DESCRIPTION_JSON, &json, NULL),
                     is_good ? DXI_OK : DXI_ERROR_INVALID_REQUEST);
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

/* A text of `length` bytes that repeats a part between two ends. */
static char *repeated(const char *before, const char *part, const char *after, size_t length)
{
    char *text = malloc(length + strlen(before) + strlen(part) + strlen(after) + 1), *end = text;
    end = stpcpy(end, before);
    while ((size_t)(end - text) < length)
        end = stpcpy(end, part);
    strcpy(end, after);
    return text;
}

enum { LONGEST = 1 << 18 };

static void check_setters(const dxi_signer *signer)
{
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    char *text = repeated("", "\xc3\xa9\n", "", LONGEST - 8);
    dxi_problems *problems = NULL;
    char *body = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(request, text, DXI_NUL_TERMINATED), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_set_bandwidth(request, text, DXI_NUL_TERMINATED), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_set_location(request, text, strlen(text)), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_set_lag_id(request, text, strlen(text)), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_set_provider_name(request, text, strlen(text)), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_add_tag(request, text, strlen(text), text, strlen(text)), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_validate(request, 0, &problems), DXI_ERROR_INVALID_REQUEST);
    CHECK(dxi_problems_count(problems) > 4);
    dxi_problems_free(problems);
    CHECK_NUMBER(dxi_create_interconnect_request_body(request, 0, &body, NULL, &problems), DXI_ERROR_INVALID_REQUEST);
    dxi_problems_free(problems);
    free(text);
    text = repeated("", "provider ", "", LONGEST - 16);
    dxi_http_request *http = NULL;
    CHECK_NUMBER(dxi_create_interconnect_request_set_interconnect_name(request, "acme", DXI_NUL_TERMINATED), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_set_bandwidth(request, "10Gbps", DXI_NUL_TERMINATED), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_set_location(request, "EqDC2", DXI_NUL_TERMINATED), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_unset(request, DXI_REQUEST_LAG_ID), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_unset(request, DXI_REQUEST_TAGS), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_set_provider_name(request, text, strlen(text)), DXI_OK);
    CHECK_NUMBER(dxi_create_interconnect_request_body(request, 0, &body, NULL, NULL), DXI_OK);
    dxi_string_free(body);
    CHECK_NUMBER(dxi_signer_sign(signer, request, 1767323045, NULL, &http, NULL), DXI_OK);
    CHECK_NUMBER(dxi_http_request_to_json(http, &body), DXI_OK);
    dxi_string_free(body);
    dxi_http_request_free(http);
    for (dxi_description_format format = DXI_DESCRIPTION_TEXT; format <= DXI_DESCRIPTION_JSON; format++) {
        CHECK_NUMBER(dxi_signer_describe(signer, request, 1767323045, NULL, format, &body, NULL), DXI_OK);
        dxi_string_free(body);
    }
    dxi_create_interconnect_request_free(request);
    free(text);
}

static void check_signers(void)
{
    char *text = repeated("", "https://a.b/%41//..", "", LONGEST - 32);
    const dxi_signer_options options = {.size = sizeof options,
                                        .access_key_id = text,
                                        .secret_access_key = text,
                                        .session_token = text,
                                        .region = text,
                                        .endpoint_url = text,
                                        .user_agent_extra = text};
    dxi_signer *signer = NULL;
    dxi_problems *problems = NULL;
    CHECK_NUMBER(dxi_signer_new(&options, &signer, &problems), DXI_ERROR_INVALID_OPTIONS);
    CHECK(dxi_problems_count(problems) > 4);
    dxi_problems_free(problems);
    free(text);
}

static void check_headers(void)
{
    char *text = repeated("Date: Fri, 02 Jan 2026 03:04:05 GMT\r\n", "x-amzn-RequestId: a\n: b\r\nc\r\n", "", LONGEST - 64);
    char *body = repeated("{\"interconnectId\":\"a\",\"tags\":[{}", ",{\"key\":0}", "],\"new\":{}}", LONGEST / 8);
    const dxi_http_response response = {.size = sizeof response,
                                        .status = 200,
                                        .headers = text,
                                        .headers_length = DXI_NUL_TERMINATED,
                                        .body = body,
                                        .body_length = strlen(body),
                                        .now = 1767323045};
    dxi_answer *answer = NULL;
    char *json = NULL;
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    CHECK_NUMBER(dxi_answer_outcome(answer), DXI_OUTCOME_CREATED);
    CHECK(dxi_problems_count(dxi_answer_problems(answer)) > 2000);
    CHECK_TEXT(dxi_interconnect_unknown_member(dxi_answer_interconnect(answer), "new", 3, NULL), "{}");
    CHECK_NUMBER(dxi_answer_to_json(answer, &json), DXI_OK);
    dxi_string_free(json);
    dxi_answer_free(answer);
    free(body);
    free(text);
}

static void check_look(const dxi_signer *signer)
{
    char *text = repeated("", "token\xc3\xa9", "", LONGEST);
    char *document = repeated("{\"nextToken\":\"", "\\u00e9", "\"}", LONGEST);
    char *page = repeated("{\"interconnects\":[{}",
                          ",{\"interconnectId\":\"dxcon-a\",\"interconnectName\":\"a\",\"tags\":[{}]}", "]}", LONGEST);
    const dxi_http_response response = {.size = sizeof response,
                                        .operation = DXI_OPERATION_DESCRIBE_INTERCONNECTS,
                                        .status = 200,
                                        .body = page,
                                        .body_length = strlen(page)};
    dxi_describe_interconnects_request *look = NULL;
    dxi_create_interconnect_request *request = dxi_create_interconnect_request_new();
    dxi_http_request *http = NULL;
    dxi_answer *answer = NULL;
    dxi_reconciliation *reconciliation = NULL;
    dxi_ensure *ensure = NULL;
    CHECK_NUMBER(dxi_describe_interconnects_request_from_json(document, DXI_NUL_TERMINATED, &look, NULL), DXI_OK);
    CHECK_NUMBER(dxi_describe_interconnects_request_set_interconnect_id(look, text, strlen(text)), DXI_OK);
    CHECK_NUMBER(dxi_describe_interconnects_request_set_next_token(look, text, strlen(text)), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign_describe_interconnects(signer, look, 1767323045, NULL, &http, NULL), DXI_OK);
    dxi_http_request_free(http);
    dxi_describe_interconnects_request_free(look);
    CHECK_NUMBER(dxi_interconnect_state_from_string(text, strlen(text)), DXI_INTERCONNECT_STATE_UNRECOGNISED);

    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    CHECK(dxi_answer_interconnect_count(answer) > 1000);
    dxi_create_interconnect_request_set_interconnect_name(request, "a", 1);
    dxi_create_interconnect_request_set_bandwidth_gbps(request, 10);
    dxi_create_interconnect_request_set_location(request, "EqDC2", 5);
    const dxi_answer *answers[] = {answer};
    const dxi_reconcile_options by_tag = {.size = sizeof by_tag, .identity_tag_key = text};
    const dxi_ensure_options ensure_by_tag = {.size = sizeof ensure_by_tag, .identity_tag_key = text};
    CHECK_NUMBER(dxi_reconcile(request, answers, 1, &by_tag, &reconciliation, NULL), DXI_ERROR_INVALID_REQUEST);
    CHECK_NUMBER(dxi_ensure_new(request, &ensure_by_tag, &ensure, NULL), DXI_ERROR_INVALID_REQUEST);
    dxi_answer_free(answer);
    dxi_create_interconnect_request_free(request);
    free(page);
    free(document);
    free(text);
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
        check_request(signer, text, true);
        free(text);
        text = nested("{\"interconnectId\":\"a\",\"new\":", "}", depths[i]);
        check_answer(text, 200);
        check_answer(text, 503);
        free(text);
    }
    char *many = repeated("{\"tags\":[{}", ",{\"ky\":1}", "]}", 10000);
    check_request(signer, many, false);
    free(many);
    check_setters(signer);
    check_signers();
    check_headers();
    check_look(signer);
    dxi_signer_free(signer);
    return NULL;
}

int main(void)
{
    enum { STACK = 64 << 10, UNUSED = 0x5a };
    pthread_t thread;
    pthread_attr_t attributes;
    /* Mapped twice, so that it can be looked at when it is a stack no more; below it is a page that nobody may touch. */
    int file = memfd_create("stack", 0);
    CHECK_NUMBER(ftruncate(file, STACK), 0);
    char *memory = mmap(NULL, STACK + 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *stack = mmap(memory + 4096, STACK, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0);
    unsigned char *seen = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (!CHECK(memory != MAP_FAILED && stack == memory + 4096 && seen != MAP_FAILED))
        return check_finish();
    memset(seen, UNUSED, STACK);
    pthread_attr_init(&attributes);
    CHECK_NUMBER(pthread_attr_setstack(&attributes, stack, STACK), 0);
    CHECK_NUMBER(pthread_create(&thread, &attributes, on_small_stack, NULL), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    size_t unused = 0;
    while (unused < STACK && seen[unused] == UNUSED)
        unused++;
    printf("%zu of %d bytes of the stack were used\n", STACK - unused, (int)STACK);
    /* The rest is for a host that calls from some way down. */
    CHECK(unused > STACK / 4);
    munmap(memory, STACK + 4096);
    munmap(seen, STACK);
    close(file);
    return check_finish();
}
