/*
 * A host that gave jansson an allocator of its own, and a seed: what jansson allocates for us goes back to that allocator,
 * what we hand out never was of it, and both are told apart whatever was freed in which order. The host's allocator puts
 * a mark before each block, fails when told to, and counts.
 */
#include <jansson.h>

#include "answer_body.h"
#include "check.h"
#include "signing.h"

static const char good[] = "{\"interconnectName\":\"acme\",\"bandwidth\":\"10\",\"location\":\"EqDC2\",\"tags\":[{\"key\":\"k\"}]}";
static const int64_t now = 1767323045;
static const uint64_t mark = 0x68636163616d6574;

static long living;
static unsigned long allocations, strangers, fail_at;

static void *host_malloc(size_t size)
{
    if (++allocations == fail_at)
        return NULL;
    uint64_t *block = malloc(size + 16);
    block[0] = mark;
    living++;
    return block + 2;
}

static void host_free(void *pointer)
{
    if (!pointer)
        return;
    uint64_t *block = (uint64_t *)pointer - 2;
    if (block[0] != mark) {
        strangers++;
        return;
    }
    block[0] = 0;
    living--;
    free(block);
}

static dxi_create_interconnect_request *request;
static dxi_signer *signer;
static dxi_http_request *http;
static dxi_answer *answer;
static dxi_problems *problems;

static dxi_status request_to_json(char **text)
{
    return dxi_create_interconnect_request_to_json(request, text);
}

static dxi_status problems_to_json(char **text)
{
    return dxi_problems_to_json(problems, text);
}

static dxi_status http_to_json(char **text)
{
    return dxi_http_request_to_json(http, text);
}

static dxi_status answer_to_json(char **text)
{
    return dxi_answer_to_json(answer, text);
}

static dxi_status describe(char **text)
{
    return dxi_signer_describe(signer, request, now, NULL, DXI_DESCRIPTION_JSON, text, NULL);
}

static dxi_status sign_json(char **text)
{
    return dxi_signer_sign_json(signer, DXI_OPERATION_CREATE_INTERCONNECT, good, DXI_NUL_TERMINATED, now, NULL, text);
}

static dxi_status read_json(char **text)
{
    const dxi_http_response response = {
        .size = sizeof response, .status = 200, .body = answer_body, .body_length = strlen(answer_body)};
    return dxi_answer_read_json(&response, text);
}

static const struct document {
    const char *name;
    dxi_status (*make)(char **);
} documents[] = {
    {"request", request_to_json}, {"problems", problems_to_json}, {"http", http_to_json}, {"answer", answer_to_json},
    {"description", describe},    {"signed", sign_json},          {"read", read_json},
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

int main(void)
{
    char *usual[DOCUMENTS] = {NULL}, *texts[DOCUMENTS] = {NULL};
    const dxi_signer_options options = {
        .size = sizeof options, .access_key_id = "AKIDEXAMPLE", .secret_access_key = "secret", .region = "us-east-1"};
    const dxi_http_response response = {
        .size = sizeof response, .status = 200, .body = answer_body, .body_length = strlen(answer_body)};

    /* Jansson's own allocator first: texts of then are freed later. */
    json_object_seed(4711);
    request = signing_request(good);
    CHECK_NUMBER(dxi_signer_new(&options, &signer, NULL), DXI_OK);
    CHECK_NUMBER(dxi_signer_sign(signer, request, now, NULL, &http, &problems), DXI_OK);
    CHECK_NUMBER(dxi_answer_read(&response, &answer), DXI_OK);
    CHECK(dxi_problems_count(problems) > 0);
    for (int i = 0; i < DOCUMENTS; i++)
        CHECK_NUMBER(documents[i].make(&usual[i]), DXI_OK);

    json_set_alloc_funcs(host_malloc, host_free);
    json_t *hosts = json_pack("{s:s}", "host", "own");
    const long hosts_living = living;
    for (int i = 0; i < DOCUMENTS; i++) {
        check_case = documents[i].name;
        CHECK_NUMBER(documents[i].make(&texts[i]), DXI_OK);
        CHECK_TEXT(texts[i], usual[i]);
        CHECK_NUMBER(living, hosts_living);
    }
    CHECK(allocations > 100);
    for (int i = 0; i < DOCUMENTS; i++) {
        dxi_string_free(texts[i]);
        dxi_string_free(usual[i]);
    }
    for (int i = 0; i < DOCUMENTS; i++) {
        char *again = NULL;
        check_case = documents[i].name;
        allocations = 0;
        CHECK_NUMBER(documents[i].make(&again), DXI_OK);
        unsigned long count = allocations;
        for (unsigned long failing = 1; failing <= count; failing++) {
            char *text = (char *)good;
            allocations = 0;
            fail_at = failing;
            dxi_status status = documents[i].make(&text);
            fail_at = 0;
            if (status == DXI_ERROR_NO_MEMORY) {
                CHECK(text == good);
            } else if (CHECK_NUMBER(status, DXI_OK)) {
                /* It was for something that was not needed. */
                CHECK_TEXT(text, again);
                dxi_string_free(text);
            }
            CHECK_NUMBER(living, hosts_living);
        }
        dxi_string_free(again);
    }
    check_case = "";
    CHECK_TEXT(json_string_value(json_object_get(hosts, "host")), "own");
    json_decref(hosts);
    CHECK_NUMBER(living, 0);
    CHECK_NUMBER(strangers, 0);

    dxi_problems_free(problems);
    dxi_answer_free(answer);
    dxi_http_request_free(http);
    dxi_signer_free(signer);
    dxi_create_interconnect_request_free(request);
    return check_finish();
}
